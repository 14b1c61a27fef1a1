//! One employment record prepared for one assessment point: its days, its hours, and the gates that no day changes.

use crate::authorization::{EmployerName, Likeness, Timeline};
use crate::calendar::{Day, Period, RecordedDate, RecordedSpan};
use crate::experience::Question;
use crate::experience::gates::{Gate, capacity, location, occupation, pay};
use crate::experience::rate::{Rate, WeekLimits, weekly_rate};
use crate::law::Hours;
use crate::records::{Employment, EndDate};

/// An employment record at an assessment point.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    /// Position among the case's employment records.
    pub record: usize,
    /// The days under all readings; `None` if the job begins after its last possible day.
    pub possible: Option<Period>,
    /// The days as recorded.
    pub span: RecordedSpan,
    /// Whether the end is blank and read as ongoing.
    pub blank_end: bool,
    /// The employer.
    pub employer: EmployerName,
    /// Position of the employer among the case's different employers.
    pub employer_number: usize,
    /// How the employer stands to each authorization.
    pub likeness: Vec<Likeness>,
    /// Weekly hours, if known.
    pub rate: Option<Rate>,
    /// What to take for the hours in the bounds: the rate, or none to a full week.
    pub bounds: Rate,
    /// Gate 3 without absences.
    pub place: Gate,
    /// Gate 4.
    pub pay: Gate,
    /// Gate 5.
    pub capacity: Gate,
    /// Gate 9 and what the language threshold needs.
    pub occupation: occupation::Occupation,
    /// Which assumptions of the firm the record needed: paid, employee, in Canada.
    pub assumed: [bool; 3],
}

/// The record's days: an ongoing job's last day is the day before the later of the run and the assessed day.
fn span(employment: &Employment, last_ongoing: Day) -> RecordedSpan {
    let end = match employment.end {
        EndDate::On(end) => end,
        EndDate::Present | EndDate::Blank => RecordedDate::on(last_ongoing),
        EndDate::NoColumn => RecordedDate::between(employment.start.earliest, last_ongoing),
    };
    RecordedSpan {
        start: employment.start,
        end,
    }
}

/// Prepares all records of a case.
pub(crate) fn jobs(question: &Question<'_>, timeline: &Timeline, limits: &WeekLimits) -> Vec<Job> {
    let last_ongoing = question.as_of.max(question.day).previous();
    let mut employers: Vec<EmployerName> = Vec::new();
    let mut jobs = Vec::with_capacity(question.case.employment.len());
    for (record, row) in question.case.employment.iter().enumerate() {
        let facts = &row.facts;
        // An employer's cell is never blank in a used row.
        let Some(employer) = EmployerName::new(&facts.employer) else {
            continue;
        };
        let known = employers.iter().position(|one| *one == employer);
        let employer_number = known.unwrap_or_else(|| {
            employers.push(employer.clone());
            employers.len() - 1
        });
        let span = span(facts, last_ongoing);
        let occupation = occupation::occupation(facts, question.edition, question.law);
        let closed = matches!(facts.end, EndDate::On(_)) && span.is_precise();
        let rate = weekly_rate(
            facts,
            span.possible().filter(|_| closed).map(Period::days),
            limits,
        );
        let assumptions = question.assumptions;
        let (place, in_canada) = location::recorded_place(facts, assumptions);
        let (pay, paid) = pay::gate(facts, assumptions);
        let (capacity, vouched_employee) = capacity::gate(
            facts,
            occupation.code,
            question.physicians,
            assumptions,
            question.law,
        );
        jobs.push(Job {
            record,
            possible: span.possible(),
            span,
            blank_end: facts.end == EndDate::Blank,
            likeness: timeline.likeness(&employer),
            employer,
            employer_number,
            bounds: rate.clone().unwrap_or(Rate {
                low: Hours::ZERO,
                high: limits.cap.clone(),
            }),
            rate,
            place,
            pay,
            capacity,
            occupation,
            assumed: [paid, vouched_employee, in_canada],
        });
    }
    jobs
}

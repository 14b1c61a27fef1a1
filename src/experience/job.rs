//! One employment record prepared for one assessment point: its days, its hours, and the gates that no day changes.

use crate::authorization::Names;
use crate::calendar::{Day, Period, RecordedDate, RecordedSpan};
use crate::experience::Question;
use crate::experience::answers::Failures;
use crate::experience::gates::{Gate, capacity, location, occupation, pay};
use crate::experience::rate::{Rate, weekly_rate};
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
    /// Whether the weekly hours are known.
    pub rate_known: bool,
    /// What to take for the hours in the bounds: the weekly hours, or none to a full week.
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
    /// What the gates that no day changes fail for, the recorded place among them.
    pub failures: Failures,
    /// Whether any of them is unknown.
    pub is_open: bool,
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

impl Job {
    /// Whether the gates that no day changes pass, and the hours are known.
    pub(crate) const fn passes(&self) -> bool {
        self.rate_known && !self.is_open && !self.failures.are_some()
    }

    /// Makes it the same job at a later point of the same case, under the same edition.
    pub(crate) fn move_to(&mut self, question: &Question<'_>) {
        if let Some(row) = question.case.employment.get(self.record) {
            self.span = span(&row.facts, last_ongoing(question));
            self.possible = self.span.possible();
        }
    }
}

fn last_ongoing(question: &Question<'_>) -> Day {
    question.as_of.max(question.day).previous()
}

/// Prepares all records of a case.
pub(crate) fn jobs(question: &Question<'_>, cap: &Hours) -> Vec<Job> {
    let last_ongoing = last_ongoing(question);
    let mut jobs = Vec::with_capacity(question.case.employment.len());
    for (record, row) in question.case.employment.iter().enumerate() {
        let facts = &row.facts;
        // An employer's cell is never blank in a used row.
        if Names::is_blank(&facts.employer) {
            continue;
        }
        let span = span(facts, last_ongoing);
        let occupation = occupation::occupation(facts, question.edition, question.law);
        let is_closed = matches!(facts.end, EndDate::On(_));
        let lengths = span.lengths().filter(|_| is_closed);
        let rate = weekly_rate(facts, lengths, cap, question.law);
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
        let unchanging = [place, pay, capacity, occupation.gate];
        let mut failures = Failures::default();
        for gate in unchanging {
            failures.take(gate);
        }
        jobs.push(Job {
            record,
            possible: span.possible(),
            span,
            blank_end: facts.end == EndDate::Blank,
            failures,
            is_open: unchanging.into_iter().any(Gate::is_unknown),
            rate_known: rate.is_some(),
            bounds: rate.unwrap_or_else(|| Rate {
                low: Hours::ZERO,
                high: cap.clone(),
            }),
            place,
            pay,
            capacity,
            occupation,
            assumed: [paid, vouched_employee, in_canada],
        });
    }
    jobs
}

//! The rows of one applicant as facts: what is usable, what had to be set aside, what is missing.

use super::law::{self, Code, MOST_HOURS_OF_A_WEEK, WEEKLY_CAP};
use super::names::normalized;
use super::values::{DateCell, Day, HoursCell, Number, Span, decimal, number};
use crate::tables::{Row, TABLES, Tables, cell};
use std::collections::{BTreeMap, BTreeSet};

/// A cell of the applicants table, over all rows of the applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    Blank,
    Value(String),
    Conflict,
}

#[derive(Clone, Debug)]
pub struct Job {
    pub employer: String,
    pub code: Option<Code>,
    pub start: Span,
    pub end: End,
    pub end_is_blank: bool,
    /// Low and high hours a week; `None` where they are not known.
    pub rate: Option<(Number, Number)>,
    /// `None`: not known.
    pub paid: Option<bool>,
    pub kind: JobKind,
    pub country: Option<bool>,
    pub province: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Ongoing,
    On(Span),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    Employee,
    Intern,
    SelfEmployed,
    PublicPhysician,
    CoOp,
    Volunteer,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Open,
    Closed,
    Interim,
    CoOp,
    Study,
    Refugee,
    Status,
    Exempt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Approved,
    Refused,
    Withdrawn,
    Pending,
    Unreadable,
}

#[derive(Clone, Debug)]
pub struct Permit {
    pub class: Class,
    pub is_study_permit: bool,

    /// Normalized; `None` where no employer is named.
    pub employer: Option<String>,
    pub from: Option<Span>,
    pub to: Option<Span>,
    pub applied: Option<Span>,
    pub decided: Option<Span>,
    pub decision: Decision,
    /// Something is written in the cell.
    pub decision_is_written: bool,
}

#[derive(Clone, Debug)]
pub struct Study {
    pub full_time: Option<bool>,
    pub start: Span,
    pub completed: Option<Span>,
}

#[derive(Clone, Debug)]
pub struct Absence {
    pub left: Span,
    pub returned: Option<Span>,
    pub reason: AbsenceReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsenceReason {
    PaidVacation,
    Other,
    Unknown,
}

#[derive(Clone, Debug)]
pub struct Leave {
    pub employer: Option<String>,
    pub start: Span,
    pub end: Span,
    pub kind: LeaveKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveKind {
    PaidVacation,
    Excluded,
    Discretionary,
}

#[derive(Clone, Debug)]
pub struct Test {
    pub name: String,
    pub date: Span,
    /// Listening, reading, writing, speaking.
    pub scores: [Number; 4],
    pub scale_699: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub applicant: BTreeMap<&'static str, Field>,
    pub jobs: Vec<Job>,
    pub permits: Vec<Permit>,
    pub studies: Vec<Study>,
    pub absences: Vec<Absence>,
    pub leaves: Vec<Leave>,
    pub tests: Vec<Test>,
    /// An employment row was set aside, or the table is missing.
    pub employment_open: bool,
    pub permits_open: bool,
    /// A row set aside is, or may be, a study permit.
    pub study_permits_open: bool,
    /// A study, absence or leave row was set aside, or the studies table is missing.
    pub counted_open: bool,
    /// Language rows set aside, with their date where it can be read (`None` too for a missing table).
    pub tests_open: Vec<Option<Span>>,
    pub has_studies_table: bool,
    pub has_study_row: bool,
    pub has_absences_table: bool,
}

pub const ABILITIES: [&str; 4] = ["listening", "reading", "writing", "speaking"];

/// The rows of an applicant in a table, exact duplicates collapsed; empty where the table is missing.
fn rows_of<'a>(tables: &'a Tables, table: &str, applicant: &str) -> Vec<&'a Row> {
    let mut seen = BTreeSet::new();
    tables
        .table(table)
        .into_iter()
        .flatten()
        .filter(|row| cell(row, "applicant_id") == applicant)
        .filter(|row| {
            let filled: Vec<(&str, String)> = row
                .iter()
                .map(|(column, text)| (*column, text.trim().to_owned()))
                .filter(|(_, text)| !text.is_empty())
                .collect();
            seen.insert(filled)
        })
        .collect()
}

impl Facts {
    pub fn read(tables: &Tables, applicant: &str) -> Self {
        assert!(
            TABLES
                .iter()
                .any(|table| !rows_of(tables, table, applicant).is_empty()),
            "{applicant} is in no table"
        );
        let mut facts = Self {
            employment_open: tables.employment.is_none(),
            permits_open: tables.permits.is_none(),
            study_permits_open: false,
            counted_open: tables.studies.is_none(),
            has_studies_table: tables.studies.is_some(),
            has_absences_table: tables.absences.is_some(),
            ..Self::default()
        };
        if tables.language_tests.is_none() {
            facts.tests_open.push(None);
        }
        let people = rows_of(tables, "applicants", applicant);
        for column in [
            "invitation_date",
            "application_date",
            "intended_province",
            "duties_confirmed",
            "inadmissible",
        ] {
            facts.applicant.insert(column, field(&people, column));
        }
        for row in rows_of(tables, "employment", applicant) {
            match job(row) {
                Some(job) => facts.jobs.push(job),
                None => facts.employment_open = true,
            }
        }
        for row in rows_of(tables, "permits", applicant) {
            if let Some(permit) = permit(row) {
                facts.permits.push(permit);
                continue;
            }
            facts.permits_open = true;
            let class = class_of(cell(row, "permit_type"));
            facts.study_permits_open |= class.is_none_or(|class| class == Class::Study);
        }
        for row in rows_of(tables, "studies", applicant) {
            facts.has_study_row = true;
            match study(row) {
                Some(study) => facts.studies.push(study),
                None => facts.counted_open = true,
            }
        }
        for row in rows_of(tables, "absences", applicant) {
            match absence(row) {
                Some(absence) => facts.absences.push(absence),
                None => facts.counted_open = true,
            }
        }
        for row in rows_of(tables, "leaves", applicant) {
            match leave(row) {
                Some(leave) => facts.leaves.push(leave),
                None => facts.counted_open = true,
            }
        }
        for row in rows_of(tables, "language_tests", applicant) {
            match test(row) {
                Some(test) => facts.tests.push(test),
                None => facts
                    .tests_open
                    .push(DateCell::read(cell(row, "test_date")).span()),
            }
        }
        facts
    }
}

/// A blank and a value do not differ; two values do, unless nobody can read either.
fn field(rows: &[&Row], column: &str) -> Field {
    let can_be_read = |text: &&str| match column {
        "intended_province" => province_code(text).is_some(),
        "duties_confirmed" | "inadmissible" => ["yes", "no"].contains(text),
        _ => DateCell::read(text).span().is_some(),
    };
    let values: BTreeSet<&str> = rows
        .iter()
        .map(|row| cell(row, column))
        .filter(|text| !text.is_empty())
        .collect();
    if !values.is_empty() && !values.iter().any(can_be_read) {
        return Field::Value((*values.first().expect("a value")).to_owned());
    }
    let mut values = values.into_iter();
    match (values.next(), values.next()) {
        (None, _) => Field::Blank,
        (Some(only), None) => Field::Value(only.to_owned()),
        _ => Field::Conflict,
    }
}

/// The last reading of the end comes before the first of the start.
fn inverted(start: Span, end: Span) -> bool {
    end.hi < start.lo
}

/// A required date.
fn must(row: &Row, column: &str) -> Option<Span> {
    DateCell::read(cell(row, column)).span()
}

/// An optional date: `Some(None)` for a blank one, `None` for one that cannot be read.
#[expect(clippy::option_option, reason = "blank and unreadable are two things")]
fn may(row: &Row, column: &str) -> Option<Option<Span>> {
    match DateCell::read(cell(row, column)) {
        DateCell::Blank => Some(None),
        DateCell::Read(span) => Some(Some(span)),
        DateCell::Ongoing | DateCell::Unreadable => None,
    }
}

fn filled<'a>(row: &'a Row, column: &str) -> Option<&'a str> {
    let text = cell(row, column);
    (!text.is_empty()).then_some(text)
}

fn name(row: &Row, column: &str) -> Option<String> {
    filled(row, column).map(normalized)
}

fn yes_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn job(row: &Row) -> Option<Job> {
    let employer = name(row, "employer")?;
    let start = must(row, "start_date")?;
    let end_cell = DateCell::read(cell(row, "end_date"));
    let end = match end_cell {
        DateCell::Blank | DateCell::Ongoing => End::Ongoing,
        DateCell::Read(span) => End::On(span),
        DateCell::Unreadable => return None,
    };
    if let End::On(end) = end
        && inverted(start, end)
    {
        return None;
    }
    let kind = match cell(row, "employment_type") {
        "employee" => JobKind::Employee,
        "intern" => JobKind::Intern,
        "self_employed" => JobKind::SelfEmployed,
        "self_employed_physician_public" => JobKind::PublicPhysician,
        "co_op" => JobKind::CoOp,
        "volunteer" => JobKind::Volunteer,
        _ => JobKind::Unknown,
    };
    let paid = match cell(row, "pay") {
        "wages" | "salary" | "commission" | "yes" => Some(true),
        "unpaid" | "volunteer" | "no" => Some(false),
        _ => None,
    };
    Some(Job {
        employer,
        code: law::read_code(cell(row, "noc_code"), cell(row, "noc_version")),
        start,
        end,
        end_is_blank: end_cell.is_blank(),
        rate: rate(row, start, end),
        paid,
        kind,
        country: filled(row, "country").map(|country| country == "Canada"),
        province: is_province(cell(row, "province")),
    })
}

const PROVINCES: [(&str, &str); 13] = [
    ("AB", "Alberta"),
    ("BC", "British Columbia"),
    ("MB", "Manitoba"),
    ("NB", "New Brunswick"),
    ("NL", "Newfoundland and Labrador"),
    ("NS", "Nova Scotia"),
    ("NT", "Northwest Territories"),
    ("NU", "Nunavut"),
    ("ON", "Ontario"),
    ("PE", "Prince Edward Island"),
    ("QC", "Quebec"),
    ("SK", "Saskatchewan"),
    ("YT", "Yukon"),
];

/// The code of a province or territory; `None` for a blank cell and for any other text.
pub fn province_code(text: &str) -> Option<&'static str> {
    PROVINCES
        .iter()
        .find(|(code, name)| *code == text || *name == text)
        .map(|(code, _)| *code)
}

fn is_province(text: &str) -> Option<bool> {
    province_code(text).map(|_| true)
}

/// The weekly hours, from the two columns: what any reading of the dates gives.
fn rate(row: &Row, start: Span, end: End) -> Option<(Number, Number)> {
    let weekly = match HoursCell::read(cell(row, "hours_per_week")) {
        HoursCell::Unreadable => return None,
        HoursCell::Blank => None,
        HoursCell::Read(low, high) => Some((low, high)),
    };
    let total = match HoursCell::read(cell(row, "total_hours")) {
        HoursCell::Unreadable => return None,
        HoursCell::Blank => return rate_over(weekly, None),
        HoursCell::Read(low, high) => (low, high),
    };
    let End::On(end) = end else {
        // Total hours of an open period say nothing about a week.
        weekly.as_ref()?;
        return rate_over(weekly, None);
    };
    if weekly.is_none() && !(start.is_precise() && end.is_precise()) {
        return None;
    }
    let fewest = (end.lo - start.hi + 1).max(1);
    let rates = (fewest..=end.hi - start.lo + 1).map(|days| {
        let per_week = |hours: &Number| hours * number(7) / number(i64::from(days));
        let total = (per_week(&total.0), total.1.as_ref().map(per_week));
        rate_over(weekly.clone(), Some(total))
    });
    let rates: Option<Vec<(Number, Number)>> = rates.collect();
    rates?
        .into_iter()
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// The weekly hours, from weekly hours and the total by the week, where they are given.
fn rate_over(
    weekly: Option<(Number, Option<Number>)>,
    total: Option<(Number, Option<Number>)>,
) -> Option<(Number, Number)> {
    let most = number(MOST_HOURS_OF_A_WEEK);
    for (low, high) in [&weekly, &total].into_iter().flatten() {
        if *low > most || high.as_ref().is_some_and(|high| *high > most) {
            return None;
        }
    }
    // "30+" is 30 to the cap.
    let closed = |(low, high): (Number, Option<Number>)| {
        let high = high.unwrap_or_else(|| low.clone().max(number(WEEKLY_CAP)));
        (low, high)
    };
    match (weekly, total) {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(closed(one)),
        (Some(weekly), Some(total)) if contradict(&weekly, &total) => {
            let (a, b) = (closed(weekly), closed(total));
            Some((a.0.min(b.0), a.1.max(b.1)))
        }
        (Some(weekly), Some(_)) => Some(closed(weekly)),
    }
}

/// Two ranges of hours lie more than 1 % (of the smaller) apart.
fn contradict(a: &(Number, Option<Number>), b: &(Number, Option<Number>)) -> bool {
    let apart = |under: &(Number, Option<Number>), over: &(Number, Option<Number>)| {
        under
            .1
            .as_ref()
            .is_some_and(|high| (&over.0 - high) * number(100) > *high)
    };
    apart(a, b) || apart(b, a)
}

/// What a permit type lets its holder do; `None` if it is not one of those known.
fn class_of(kind: &str) -> Option<Class> {
    use Class::{Closed, CoOp, Exempt, Interim, Open, Refugee, Status, Study};
    Some(match kind {
        "pgwp"
        | "open_work_permit"
        | "spousal_open_work_permit"
        | "bridging_open_work_permit"
        | "working_holiday" => Open,
        "employer_specific_work_permit" | "lmia_work_permit" | "young_professionals" => Closed,
        "interim_authorization" => Interim,
        "co_op_work_permit" => CoOp,
        "study_permit" => Study,
        "refugee_claimant_work_permit" => Refugee,
        "visitor_record" | "temporary_resident_permit" => Status,
        "permit_exempt_work" => Exempt,
        _ => return None,
    })
}

fn permit(row: &Row) -> Option<Permit> {
    use Class::{Interim, Study};
    let class = class_of(cell(row, "permit_type"))?;
    let mut from = may(row, "valid_from")?;
    let to = may(row, "valid_to")?;
    let applied = may(row, "applied_on")?;
    let mut decided = may(row, "decided_on")?;
    let decision = match (cell(row, "decision"), from) {
        ("approved", _) | ("", Some(_)) => Decision::Approved,
        ("refused", _) => Decision::Refused,
        ("withdrawn", _) => Decision::Withdrawn,
        ("pending", _) | ("", None) => Decision::Pending,
        _ => Decision::Unreadable,
    };
    if let (Some(from), Some(to)) = (from, to)
        && inverted(from, to)
    {
        return None;
    }
    if class != Interim {
        let contradictory = match decision {
            Decision::Refused => from.is_some(),
            Decision::Pending => from.is_some() || decided.is_some(),
            Decision::Approved => from.is_none() && decided.is_none(),
            Decision::Withdrawn | Decision::Unreadable => false,
        };
        if contradictory || (to.is_some() && from.is_none()) {
            return None;
        }
        if decision == Decision::Approved {
            from = from.or(decided);
            decided = decided.or(from);
        }
    }
    Some(Permit {
        class,
        is_study_permit: class == Study,

        employer: name(row, "employer"),
        from,
        to,
        applied,
        decided,
        decision,
        decision_is_written: !cell(row, "decision").is_empty(),
    })
}

fn study(row: &Row) -> Option<Study> {
    let start = must(row, "start_date")?;
    let completed = may(row, "completed_on")?;
    if completed.is_some_and(|completed| inverted(start, completed)) {
        return None;
    }
    Some(Study {
        full_time: yes_no(cell(row, "full_time")),
        start,
        completed,
    })
}

fn absence(row: &Row) -> Option<Absence> {
    let left = must(row, "left_on")?;
    let returned = may(row, "returned_on")?;
    if returned.is_some_and(|returned| inverted(left, returned)) {
        return None;
    }
    let reason = match cell(row, "reason") {
        "" => AbsenceReason::Unknown,
        "paid_vacation" => AbsenceReason::PaidVacation,
        _ => AbsenceReason::Other,
    };
    Some(Absence {
        left,
        returned,
        reason,
    })
}

fn leave(row: &Row) -> Option<Leave> {
    let start = must(row, "start_date")?;
    let end = must(row, "end_date")?;
    if inverted(start, end) {
        return None;
    }
    let kind = match cell(row, "kind") {
        "paid_vacation" => LeaveKind::PaidVacation,
        "unpaid" | "sick" | "parental" | "maternity" => LeaveKind::Excluded,
        _ => LeaveKind::Discretionary,
    };
    Some(Leave {
        employer: name(row, "employer"),
        start,
        end,
        kind,
    })
}

/// The names of tests: designated ones, others, and names that do not say which.
pub const DESIGNATED: [&str; 5] = [
    "ielts_general",
    "celpip_general",
    "pte_core",
    "tef_canada",
    "tcf_canada",
];
pub const NOT_DESIGNATED: [&str; 6] = [
    "ielts_academic",
    "ielts_one_skill_retake",
    "pte_academic",
    "celpip_general_ls",
    "tef_other",
    "tcf_other",
];
pub const UNCLEAR: [&str; 5] = ["ielts", "celpip", "pte", "tef", "tcf"];

fn test(row: &Row) -> Option<Test> {
    let name = filled(row, "test")?;
    let known = DESIGNATED.contains(&name) || NOT_DESIGNATED.contains(&name);
    if !known && !UNCLEAR.contains(&name) {
        return None;
    }
    let date = must(row, "test_date")?;
    let mut scores = Vec::new();
    for ability in ABILITIES {
        let score = decimal(cell(row, ability))?;
        if !can_give(name, ability, &score) {
            return None;
        }
        scores.push(score);
    }
    Some(Test {
        name: name.to_owned(),
        date,
        scores: scores.try_into().ok()?,
        scale_699: cell(row, "score_scale") == "699",
    })
}

/// Whether the test can give the score at all (for TEF Canada on either scale).
fn can_give(test: &str, ability: &str, score: &Number) -> bool {
    let within = |least: i64, most: i64| *score >= number(least) && *score <= number(most);
    let spoken_or_written = ["writing", "speaking"].contains(&ability);
    match test {
        "ielts_general" => within(0, 9) && (score * number(2)).is_integer(),
        "celpip_general" => within(0, 12) && score.is_integer(),
        "pte_core" => within(10, 90) && score.is_integer(),
        "tef_canada" => within(0, 699) && score.is_integer(),
        "tcf_canada" if spoken_or_written => within(0, 20) && score.is_integer(),
        "tcf_canada" => within(0, 699) && score.is_integer(),
        _ => true,
    }
}

impl Job {
    /// The last day of the record: written, or the day before the later of `as_of` and the assessed day.
    pub fn end_by(&self, as_of: Day, assessed: Day) -> Span {
        match self.end {
            End::On(span) => span,
            End::Ongoing => Span::on(as_of.max(assessed) - 1),
        }
    }
}

//! The story of one applicant: what was decided, on which rows, under which provisions, and what would settle each doubt.
//!
//! Owns what a story holds. It is told for the terminal, as Markdown and as JSON from the same parts.

mod ahead;
mod markdown;
mod tell;
mod terminal;

pub use markdown::markdown;
pub use tell::tell;
pub use terminal::terminal;

use serde::Serialize;
use std::borrow::Cow;

/// The story of one applicant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Story {
    /// The applicant's id.
    pub applicant_id: String,
    /// Given and family name; empty if the record has none.
    pub name: String,
    /// File number; empty if the record has none.
    pub file_number: String,
    /// Responsible lawyer; empty if the record names none.
    pub responsible: String,
    /// The outcome, as identifier.
    pub outcome: &'static str,
    /// The outcome in words.
    pub outcome_in_words: &'static str,
    /// The day of the run.
    pub as_of: String,
    /// Version of the program that made the run.
    pub version: String,
    /// SHA-256 of the manifest of the run.
    pub run_sha256: String,
    /// What a reader must know first.
    pub notes: Vec<String>,
    /// When the applicant is eligible, until when, and what comes next.
    pub ahead: AheadStory,
    /// The assessment points.
    pub points: Vec<PointStory>,
    /// Permits and other documents, and what they and the law authorized.
    pub authorizations: Vec<AuthorizationStory>,
    /// Rows that could not be used.
    pub rows_set_aside: Vec<RowStory>,
    /// The problems of the applicant's rows.
    pub problems: Vec<ProblemStory>,
}

/// What comes: the first spells of eligibility and the dates to watch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AheadStory {
    /// The outlook in sentences.
    pub sentences: Vec<String>,
    /// What is taken as given; empty where nothing is looked ahead.
    pub assumes: &'static str,
    /// The last day that was looked at; empty where nothing is looked ahead.
    pub looked_until: String,
    /// First day on which the record surely shows eligibility; empty if there is none.
    pub earliest_eligible_on: String,
    /// Last day of that spell; empty if it lasts as far as was looked.
    pub eligible_until: String,
    /// What ends it.
    pub ends_because: &'static str,
    /// First day of the next spell; empty if there is none.
    pub another_spell_from: String,
    /// First day of eligibility with every doubt settled in the applicant's favour.
    pub earliest_possible_on: String,
    /// Last day of that spell.
    pub possible_until: String,
    /// What settling the doubts can win, in days.
    pub doubt_costs_days: Option<i32>,
    /// The requirements that stand in the way of a sure spell.
    pub blocked_by: Vec<&'static str>,
    /// The dates to watch, in order.
    pub dates: Vec<DateStory>,
}

/// A date to watch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DateStory {
    /// When.
    pub date: String,
    /// Days from the day of the run.
    pub days_left: i32,
    /// What comes, as identifier.
    pub kind: &'static str,
    /// What comes, in words.
    pub what: &'static str,
    /// What to do about it.
    pub todo: Cow<'static, str>,
    /// The provision that it follows from.
    pub provision: Provision,
}

/// What was found at one assessment point.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PointStory {
    /// Which point.
    pub point: &'static str,
    /// Which point, in words.
    pub point_in_words: &'static str,
    /// The assessed day; empty if it is not known.
    pub assessed_on: String,
    /// The edition of the law; empty if none is in force.
    pub edition: String,
    /// Whether this point decides the outcome.
    pub decides: bool,
    /// The requirements, in order.
    pub requirements: Vec<RequirementStory>,
    /// Every employment record, period by period.
    pub periods: Vec<PeriodStory>,
}

/// One requirement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RequirementStory {
    /// Which one.
    pub requirement: &'static str,
    /// Which one, in words.
    pub requirement_in_words: &'static str,
    /// Its outcome.
    pub outcome: &'static str,
    /// What is required.
    pub required: String,
    /// What the record shows.
    pub found: String,
    /// The most that the record leaves possible.
    pub found_at_most: String,
    /// Unit of the three.
    pub unit: &'static str,
    /// One plain sentence.
    pub explanation: String,
    /// The provision.
    pub provision: Provision,
    /// Why it is not met or undetermined.
    pub reasons: Vec<ReasonStory>,
    /// Remarks that change no outcome.
    pub advisories: Vec<Remark>,
    /// What was taken from silence or vouched for.
    pub assumptions: Vec<Remark>,
    /// What to ask to settle it, if it is undetermined.
    pub questions: Vec<&'static str>,
    /// The rows it rests on.
    pub evidence: Vec<String>,
}

/// A provision or instruction.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Provision {
    /// What it is about.
    pub title: String,
    /// How a lawyer cites it.
    pub citation: String,
    /// Where it can be read; empty for the program's own method.
    pub link: String,
}

/// A reason in plain words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReasonStory {
    /// Its identifier.
    pub reason: &'static str,
    /// The end of a sentence that begins "because".
    pub because: &'static str,
    /// What it rests on.
    pub provision: Provision,
}

/// An advisory or an assumption.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Remark {
    /// Its identifier.
    pub id: &'static str,
    /// In plain words.
    pub words: &'static str,
}

/// A period of one employment record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PeriodStory {
    /// Number of the record, from 1.
    pub record: usize,
    /// The employer.
    pub employer: String,
    /// The title.
    pub job_title: String,
    /// The occupation: code, version and level, as far as they are known.
    pub occupation: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// How many days.
    pub days: i32,
    /// How it was treated.
    pub treatment: &'static str,
    /// Why, if it is not simply counted.
    pub reasons: Vec<ReasonStory>,
    /// What authorized it.
    pub authorization: &'static str,
    /// The permit.
    pub permit: String,
    /// Weekly hours; empty if unknown.
    pub hours_per_week: String,
    /// Hours that count.
    pub hours_counted: String,
    /// Hours that may count.
    pub hours_uncertain: String,
    /// Hours beyond the weekly cap.
    pub hours_over_cap: String,
    /// The row.
    pub source: String,
}

/// A document, or an authorization.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AuthorizationStory {
    /// What it is: `document` or `authorization`.
    pub kind: &'static str,
    /// What the document is, or on what the authorization rests.
    pub basis: &'static str,
    /// For which employer; empty for a document without one.
    pub employer: String,
    /// Number of the permit that it rests on.
    pub permit_number: String,
    /// First day covered under every reading; empty if there is none.
    pub surely_from: String,
    /// Last day covered under every reading; empty if there is none or no end.
    pub surely_to: String,
    /// First day covered under some reading.
    pub possibly_from: String,
    /// Last day covered under some reading; empty if there is no end.
    pub possibly_to: String,
    /// Why what is possible is not sure; empty if it is sure.
    pub doubt: &'static str,
    /// The row.
    pub source: String,
}

/// A row that could not be used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RowStory {
    /// Its table.
    pub table: &'static str,
    /// Where it stands.
    pub source: String,
}

/// A problem, as `issues.csv` has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProblemStory {
    /// Its code.
    pub code: String,
    /// How grave it is.
    pub severity: String,
    /// File, sheet and cell.
    pub source: String,
    /// What the cell says.
    pub value: String,
    /// What was done.
    pub done: String,
    /// What a person should do.
    pub todo: String,
}

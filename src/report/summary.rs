//! `summary.csv`: one row per applicant, with the figures of the deciding point.
//!
//! Owns the columns of that file. Decides nothing: outcome and deciding point come from the judgement.

use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::finding::{Advisory, Reason};
use crate::report::{CsvRows, CsvText};
use crate::requirements::{Assessment, Explained, Finding};
use std::collections::BTreeSet;

/// The columns, in order.
pub const COLUMNS: [&str; 22] = [
    "applicant_id",
    "file_number",
    "responsible",
    "family_name",
    "given_name",
    "outcome",
    "as_of",
    "assessment_points",
    "edition",
    "hours_counted",
    "hours_at_most",
    "hours_required",
    "language_test",
    "language_level",
    "language_required",
    "reasons",
    "advisories",
    "rows_used",
    "rows_set_aside",
    "issues",
    "eligibility_file",
    "ledger_file",
];

/// One applicant of the summary.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The case file.
    pub case: &'a CaseFile,
    /// Its judgement.
    pub assessment: &'a Assessment,
    /// How many problems name the applicant.
    pub issues: usize,
    /// Name of the applicant's files below `eligibility/` and `ledger/`.
    pub file_name: &'a str,
}

/// Writes the file.
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn write<'a>(
    csv: &mut CsvText,
    as_of: Day,
    entries: impl IntoIterator<Item = Entry<'a>>,
) -> Result<(), csv::Error> {
    let mut rows = csv.begin(&COLUMNS);
    for entry in entries {
        row(&mut rows, as_of, entry);
    }
    rows.finish()
}

fn row(rows: &mut CsvRows<'_>, as_of: Day, entry: Entry<'_>) {
    let Entry {
        case, assessment, ..
    } = entry;
    rows.text(&case.id);
    rows.text(&case.profile.file_number);
    rows.text(&case.profile.responsible);
    rows.text(&case.profile.family_name);
    rows.text(&case.profile.given_name);
    rows.word(assessment.outcome.id());
    rows.shown(as_of);
    rows.list(assessment.points.iter().map(|point| point.point.id()));
    let point = assessment.deciding_point();
    let edition = point.and_then(|point| point.edition);
    rows.word(edition.map_or("", |edition| edition.id.as_str()));
    figures(rows, point.map(|point| &point.explained));
    let findings = point.map_or(&[][..], |point| &point.findings);
    let reasons = in_first_order(findings, |finding| &finding.reasons);
    rows.list(reasons.iter().map(|reason: &Reason| reason.id()));
    let advisories = in_first_order(findings, |finding| &finding.advisories);
    rows.list(advisories.iter().map(|advisory: &Advisory| advisory.id()));
    rows.shown(rows_used(case));
    rows.shown(case.set_aside.len());
    rows.shown(entry.issues);
    rows.shown(format_args!("eligibility/{}", entry.file_name));
    rows.shown(format_args!("ledger/{}", entry.file_name));
    rows.end_row();
}

fn figures(rows: &mut CsvRows<'_>, explained: Option<&Explained>) {
    rows.shown_if(explained.and_then(|e| e.hours_counted.as_ref()));
    let required = explained.and_then(|e| e.hours_required);
    match explained.and_then(|e| e.hours_at_most.as_ref()) {
        Some(hours) => rows.shown(hours),
        None if required.is_some() => rows.word("unlimited"),
        None => rows.blank(),
    }
    match required {
        Some(hours) => rows.shown(format_args!("{hours}.00")),
        None => rows.blank(),
    }
    rows.word(explained.map_or("", |e| e.language_test));
    rows.shown_if(explained.map(|e| &e.language_level));
    rows.shown_if(explained.map(|e| &e.language_required));
}

/// Every item of the findings once, where it comes first.
fn in_first_order<T: Copy + Ord>(
    findings: &[Finding],
    items: impl Fn(&Finding) -> &Vec<T>,
) -> Vec<T> {
    let mut seen = BTreeSet::new();
    findings
        .iter()
        .flat_map(|finding| items(finding).iter().copied())
        .filter(|item| seen.insert(*item))
        .collect()
}

/// How many rows of the applicant were used, over all tables.
pub fn rows_used(case: &CaseFile) -> usize {
    case.applicants.len()
        + case.employment.len()
        + case.permits.len()
        + case.studies.len()
        + case.language_tests.len()
        + case.absences.len()
        + case.leaves.len()
}

//! `summary.csv`: one row per applicant, with the figures of the deciding point.
//!
//! Owns the columns of that file. Decides nothing: outcome and deciding point come from the judgement, and what comes next from the
//! horizon.

use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::finding::{Advisory, Outcome, Reason};
use crate::horizon::{Outlook, Spell};
use crate::report::{CsvRows, CsvText};
use crate::requirements::{Assessment, Explained, Finding, Requirement};

/// The columns, in order.
pub const COLUMNS: [&str; 31] = [
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
    "earliest_eligible_on",
    "eligible_until",
    "ends_because",
    "another_spell_from",
    "earliest_possible_on",
    "possible_until",
    "doubt_costs_days",
    "blocked_by",
    "undetermined_then",
];

/// One applicant of the summary.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The case file.
    pub case: &'a CaseFile,
    /// Its judgement.
    pub assessment: &'a Assessment,
    /// What comes.
    pub outlook: &'a Outlook,
    /// How many problems name the applicant.
    pub issues: usize,
    /// Name of the applicant's files below `eligibility/` and `ledger/`.
    pub file_name: &'a str,
}

/// Writes the row of one applicant, without headings.
///
/// # Errors
/// If it does not fit its headings, which would be a fault of the program.
pub fn write_row(csv: &mut CsvText, as_of: Day, entry: Entry<'_>) -> Result<(), csv::Error> {
    let mut rows = csv.follow();
    row(&mut rows, as_of, entry);
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
    rows.id(assessment.outcome.id());
    rows.shown(as_of);
    rows.ids(assessment.points.iter().map(|point| point.point.id()));
    let point = assessment.deciding_point();
    let edition = point.and_then(|point| point.edition);
    rows.word(edition.map_or("", |edition| edition.id.as_str()));
    figures(rows, point.map(|point| &point.explained));
    let findings = point.map_or(&[][..], |point| &point.findings);
    let reasons = in_first_order(findings, |finding| &finding.reasons);
    rows.ids(reasons.iter().map(|reason: &Reason| reason.id()));
    let advisories = in_first_order(findings, |finding| &finding.advisories);
    rows.ids(advisories.iter().map(|advisory: &Advisory| advisory.id()));
    rows.shown(rows_used(case));
    rows.shown(case.set_aside.len());
    rows.shown(entry.issues);
    rows.shown(("eligibility/", entry.file_name));
    rows.shown(("ledger/", entry.file_name));
    horizon(rows, entry.outlook);
    rows.end_row();
}

fn horizon(rows: &mut CsvRows<'_>, outlook: &Outlook) {
    let from = |spell: Option<Spell>| spell.map(|spell| spell.from);
    let until = |spell: Option<Spell>| Some(spell?.ends?.0);
    rows.shown_if(from(outlook.sure));
    rows.shown_if(until(outlook.sure));
    let ending = outlook.sure.and_then(|spell| spell.ends);
    rows.id(ending.map_or("", |(_, ending)| ending.id()));
    rows.shown_if(outlook.sure.and_then(|spell| spell.another_from));
    rows.shown_if(from(outlook.optimistic));
    rows.shown_if(until(outlook.optimistic));
    rows.shown_if(outlook.doubt_costs_days());
    let blocked =
        |(requirement, outcome): &(Requirement, Outcome)| (requirement.id(), "=", outcome.id());
    rows.list(outlook.blocked_by.iter().map(blocked));
    rows.ids(outlook.open.iter().map(|requirement| requirement.id()));
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
        Some(hours) => rows.shown((hours, ".00")),
        None => rows.blank(),
    }
    rows.word(explained.map_or("", |e| e.language_test));
    rows.shown_if(explained.map(|e| &e.language_level));
    rows.shown_if(explained.map(|e| &e.language_required));
}

/// Every item of the findings once, where it comes first. They are few.
fn in_first_order<T: Copy + PartialEq>(
    findings: &[Finding],
    items: impl Fn(&Finding) -> &[T],
) -> Vec<T> {
    let mut seen = Vec::new();
    for item in findings.iter().flat_map(items) {
        if !seen.contains(item) {
            seen.push(*item);
        }
    }
    seen
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::ApplicantOutcome;
    use crate::horizon::Ending;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    /// The fields of the horizon in the row of an applicant.
    fn fields(outlook: &Outlook) -> String {
        let case = CaseFile::default();
        let assessment = Assessment {
            outcome: ApplicantOutcome::NeedsReview,
            points: Vec::new(),
            deciding: 0,
        };
        let entry = Entry {
            case: &case,
            assessment: &assessment,
            outlook,
            issues: 0,
            file_name: "A1.csv",
        };
        let mut csv = CsvText::new();
        write_row(&mut csv, day("2026-11-22"), entry).unwrap();
        let text = String::from_utf8(csv.bytes().to_vec()).unwrap();
        let row = text.lines().next().unwrap();
        let (_, fields) = row.split_once("ledger/A1.csv,").unwrap();
        fields.to_owned()
    }

    #[test]
    fn the_value_of_settling_a_doubt_stands_in_days() {
        let sure = Spell {
            from: day("2027-01-01"),
            ends: Some((day("2027-06-01"), Ending::LanguageTestExpires)),
            another_from: Some(day("2028-01-01")),
        };
        let possible = Spell {
            from: day("2026-11-22"),
            ends: None,
            another_from: None,
        };
        let outlook = Outlook {
            sure: Some(sure),
            optimistic: Some(possible),
            open: vec![Requirement::Admissibility],
            until: Some(day("2027-06-11")),
            ..Outlook::default()
        };
        // 2026-11-22 to 2026-12-31 are 40 days, and 2027-06-02 to 2027-06-11 are 10.
        assert_eq!(
            fields(&outlook),
            "2027-01-01,2027-06-01,language_test_expires,2028-01-01,2026-11-22,,50,,admissibility"
        );
        let never_sure = Outlook {
            sure: None,
            blocked_by: vec![(Requirement::WorkExperience, Outcome::Undetermined)],
            open: Vec::new(),
            ..outlook
        };
        // All 202 days from 2026-11-22 to 2027-06-11.
        assert_eq!(
            fields(&never_sure),
            ",,,,2026-11-22,,202,work_experience=undetermined,"
        );
        let applied = Outlook::default();
        assert_eq!(fields(&applied), ",,,,,,,,");
    }
}

//! `changes.csv`, and the same for people and programs.

use crate::audit::changes::Change;
use crate::report::CsvText;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The columns of `changes.csv`, in order.
pub const COLUMNS: [&str; 7] = [
    "applicant_id",
    "assessment_point",
    "requirement",
    "was",
    "is",
    "cause",
    "detail",
];

/// Writes `changes.csv`.
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn csv(csv: &mut CsvText, changes: &[Change]) -> Result<(), csv::Error> {
    let mut rows = csv.begin(&COLUMNS);
    for change in changes {
        rows.text(&change.applicant_id);
        rows.word(change.assessment_point);
        rows.word(change.requirement);
        rows.text(&change.was);
        rows.text(&change.is);
        rows.word(change.cause.id());
        rows.text(&change.detail);
        rows.end_row();
    }
    rows.finish()
}

/// The changes as JSON, one object each.
pub fn json(changes: &[Change]) -> Value {
    changes
        .iter()
        .map(|change| {
            json!({
                "applicant_id": change.applicant_id,
                "assessment_point": change.assessment_point,
                "requirement": change.requirement,
                "was": change.was,
                "is": change.is,
                "cause": change.cause.id(),
                "detail": change.detail,
            })
        })
        .collect()
}

/// The changes as plain lines, by applicant.
pub fn text(changes: &[Change]) -> String {
    let mut text = String::new();
    let mut applicant = None;
    for change in changes {
        if applicant != Some(&change.applicant_id) {
            applicant = Some(&change.applicant_id);
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(text, "{}", plain(&change.applicant_id));
        }
        let what = match (change.requirement, change.assessment_point) {
            ("", _) => "outcome".to_owned(),
            (requirement, point) => format!("{requirement} ({point})"),
        };
        let [was, is] = [&change.was, &change.is].map(|one| match one.as_str() {
            "" => "nothing",
            one => one,
        });
        let _ = if was == is {
            writeln!(text, "  {what}: {was} as before")
        } else {
            writeln!(text, "  {what}: {was} -> {is}")
        };
        let _ = writeln!(text, "    {}: {}", change.cause.id(), plain(&change.detail));
    }
    let applicants = changes.chunk_by(|one, other| one.applicant_id == other.applicant_id);
    let _ = writeln!(text, "{} applicants changed", applicants.count());
    text
}

/// A value from the input must not steer the terminal it is shown on.
fn plain(text: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(shown).collect()
}

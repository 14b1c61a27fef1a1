//! `eligibility/<applicant>.csv`: one row per requirement and assessment point.
//!
//! Owns the columns of that file. Judges nothing.

use crate::casefile::CaseFile;
use crate::provenance::Sources;
use crate::report::csv_text::{CsvRows, CsvText, Fields, Heading};
use crate::requirements::{Assessment, Explanation, Finding, PointAssessment};
use std::sync::LazyLock;

/// The program that results are about.
pub const PROGRAM: &str = "CEC";

/// The columns, in order.
pub const COLUMNS: [&str; 17] = [
    "applicant_id",
    "program",
    "assessment_point",
    "assessed_on",
    "edition",
    "requirement",
    "outcome",
    "required",
    "found",
    "found_at_most",
    "unit",
    "reasons",
    "advisories",
    "assumptions",
    "citation",
    "explanation",
    "evidence",
];

static HEADING: LazyLock<Heading> = LazyLock::new(|| Heading::of(&COLUMNS));

/// Writes the file of one applicant.
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn write(
    csv: &mut CsvText,
    sources: &Sources,
    case: &CaseFile,
    assessment: &Assessment,
) -> Result<(), csv::Error> {
    let mut rows = csv.begin_with(&HEADING);
    for point in &assessment.points {
        let mut head = None;
        for finding in &point.findings {
            match head {
                Some(head) => rows.again(head),
                None => head = Some(begin_row(&mut rows, case, point)),
            }
            row(&mut rows, sources, finding);
        }
    }
    rows.finish()
}

/// Whose row it is, and about which point: the same in all rows of the point.
fn begin_row(rows: &mut CsvRows<'_>, case: &CaseFile, point: &PointAssessment) -> Fields {
    let start = rows.here();
    rows.text(&case.id);
    rows.id(PROGRAM);
    rows.id(point.point.id());
    rows.shown_if(point.assessed_on);
    rows.word(point.edition.map_or("", |edition| edition.id.as_str()));
    rows.since(start)
}

fn row(rows: &mut CsvRows<'_>, sources: &Sources, finding: &Finding) {
    rows.id(finding.requirement.id());
    rows.id(finding.outcome.id());
    rows.shown(&finding.required);
    rows.shown(&finding.found);
    rows.shown(&finding.found_at_most);
    rows.id(finding.unit);
    rows.ids(finding.reasons.iter().map(|reason| reason.id()));
    rows.ids(finding.advisories.iter().map(|advisory| advisory.id()));
    rows.ids(finding.assumptions.iter().map(|assumption| assumption.id()));
    rows.own(finding.citation);
    match finding.explanation {
        Explanation::Sentence(sentence) => rows.own(sentence),
        ref composed => rows.shown(composed),
    }
    let evidence = finding.evidence.iter();
    rows.list(evidence.map(|origin| sources.address(*origin)));
    rows.end_row();
}

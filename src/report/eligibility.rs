//! `eligibility/<applicant>.csv`: one row per requirement and assessment point.
//!
//! Owns the columns of that file. Judges nothing.

use crate::casefile::CaseFile;
use crate::provenance::Sources;
use crate::report::CsvText;
use crate::requirements::{Assessment, Finding, PointAssessment};

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
    let mut rows = csv.begin(&COLUMNS);
    for point in &assessment.points {
        for finding in &point.findings {
            row(&mut rows, sources, case, point, finding);
        }
    }
    rows.finish()
}

fn row(
    rows: &mut crate::report::CsvRows<'_>,
    sources: &Sources,
    case: &CaseFile,
    point: &PointAssessment,
    finding: &Finding,
) {
    rows.text(&case.id);
    rows.word(PROGRAM);
    rows.word(point.point.id());
    rows.shown_if(point.assessed_on);
    rows.word(point.edition.map_or("", |edition| edition.id.as_str()));
    rows.word(finding.requirement.id());
    rows.word(finding.outcome.id());
    rows.shown(&finding.required);
    rows.shown(&finding.found);
    rows.shown(&finding.found_at_most);
    rows.word(finding.unit);
    rows.list(finding.reasons.iter().map(|reason| reason.id()));
    rows.list(finding.advisories.iter().map(|advisory| advisory.id()));
    rows.list(finding.assumptions.iter().map(|assumption| assumption.id()));
    rows.word(finding.citation);
    rows.shown(&finding.explanation);
    rows.list(
        finding
            .evidence
            .iter()
            .map(|origin| sources.address(*origin)),
    );
    rows.end_row();
}

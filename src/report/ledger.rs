//! `ledger/<applicant>.csv`: every employment record cut into periods of one treatment.
//!
//! Owns the columns of that file. Cuts nothing and counts nothing: the lines come from the judgement.

use crate::casefile::CaseFile;
use crate::law::{Hours, Law};
use crate::provenance::Sources;
use crate::report::{CsvRows, CsvText};
use crate::requirements::{Assessment, LedgerLine, PointAssessment, Requirement};

/// The columns, in order.
pub const COLUMNS: [&str; 21] = [
    "applicant_id",
    "assessment_point",
    "record",
    "employer",
    "job_title",
    "noc_code",
    "noc_version",
    "level",
    "from",
    "to",
    "days",
    "authorization",
    "permit",
    "hours_per_week",
    "treatment",
    "reasons",
    "hours_counted",
    "hours_uncertain",
    "hours_over_cap",
    "citation",
    "source",
];

/// Writes the file of one applicant.
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn write(
    csv: &mut CsvText,
    law: &Law,
    sources: &Sources,
    case: &CaseFile,
    assessment: &Assessment,
) -> Result<(), csv::Error> {
    let mut rows = csv.begin(&COLUMNS);
    for point in &assessment.points {
        for line in &point.ledger {
            row(&mut rows, law, sources, case, point, line);
        }
    }
    rows.finish()
}

fn row(
    rows: &mut CsvRows<'_>,
    law: &Law,
    sources: &Sources,
    case: &CaseFile,
    point: &PointAssessment,
    line: &LedgerLine,
) {
    let record = case.employment.get(line.record);
    let facts = record.map(|record| &record.facts);
    rows.text(&case.id);
    rows.word(point.point.id());
    rows.shown(line.record.saturating_add(1));
    rows.text(facts.map_or("", |facts| &facts.employer));
    rows.text(facts.map_or("", |facts| &facts.job_title));
    rows.text(
        facts
            .and_then(|facts| facts.noc_code.known())
            .map_or("", |code| code),
    );
    rows.shown_if(
        facts
            .and_then(|facts| facts.noc_version.known())
            .map(|version| version.0),
    );
    rows.shown_if(line.level);
    rows.shown(line.period.first());
    rows.shown(line.period.last());
    rows.shown(line.period.days());
    rows.word(line.authorization);
    rows.text(line.permit_number(case));
    weekly(rows, line.hours_per_week.as_ref());
    rows.word(line.treatment.id());
    rows.list(line.reasons.iter().map(|reason| reason.id()));
    rows.shown(&line.hours_counted);
    rows.shown(&line.hours_uncertain);
    rows.shown(&line.hours_over_cap);
    let provision = line
        .reasons
        .first()
        .map_or(Requirement::WorkExperience.citation_key(), |reason| {
            reason.citation_key()
        });
    rows.word(&law.citation(provision).citation);
    match record {
        Some(record) => rows.list([sources.address(record.origin)]),
        None => rows.blank(),
    }
    rows.end_row();
}

fn weekly(rows: &mut CsvRows<'_>, hours: Option<&(Hours, Hours)>) {
    match hours {
        None => rows.blank(),
        Some((low, high)) if low == high => rows.shown(low),
        Some((low, high)) => rows.shown(format_args!("{low}-{high}")),
    }
}

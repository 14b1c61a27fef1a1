//! `ledger/<applicant>.csv`: every employment record cut into periods of one treatment.
//!
//! Owns the columns of that file. Cuts nothing and counts nothing: the lines come from the judgement.

use crate::casefile::CaseFile;
use crate::finding::Reason;
use crate::law::{Hours, Law};
use crate::provenance::Sources;
use crate::report::csv_text::{CsvRows, CsvText, Fields, Heading};
use crate::requirements::{Assessment, LedgerLine, PointAssessment, Requirement};
use std::sync::LazyLock;

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

static HEADING: LazyLock<Heading> = LazyLock::new(|| Heading::of(&COLUMNS));

/// Writes the file of one applicant.
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn write(
    csv: &mut CsvText,
    law: &'static Law,
    sources: &Sources,
    case: &CaseFile,
    assessment: &Assessment,
) -> Result<(), csv::Error> {
    let mut rows = csv.begin_with(&HEADING);
    let mut writer = Writer {
        law,
        sources,
        case,
        before: None,
    };
    for point in &assessment.points {
        for line in &point.ledger {
            writer.row(&mut rows, point, line);
        }
    }
    rows.finish()
}

/// Writes the rows of one applicant. Neighbours share most of what is said of their record.
struct Writer<'a> {
    law: &'static Law,
    sources: &'a Sources,
    case: &'a CaseFile,
    before: Option<Before<'a>>,
}

/// The keys of what a line rests on: a provision, and a public policy besides where it counts by one.
type Provisions = (&'static str, Option<&'static str>);

fn provisions(line: &LedgerLine, case: &CaseFile) -> Provisions {
    let reason = line.reasons.first();
    let provision = reason.map_or(Requirement::WorkExperience.citation_key(), |reason| {
        reason.citation_key()
    });
    let policy = line.is_under_physician_policy(case);
    let policy = policy.then(|| Reason::PhysicianPublicPolicy.citation_key());
    (provision, policy)
}

/// Fields of the row before.
struct Before<'a> {
    point: &'a PointAssessment,
    record: usize,
    provisions: Provisions,
    head: Fields,
    citation: Fields,
    source: Fields,
}

impl<'a> Writer<'a> {
    fn row(&mut self, rows: &mut CsvRows<'_>, point: &'a PointAssessment, line: &LedgerLine) {
        let before = self.before.take();
        let before = before.filter(|before| std::ptr::eq(before.point, point));
        let same = before.as_ref().filter(|same| same.record == line.record);
        let head = match same {
            Some(same) => repeated(rows, same.head),
            None => self.head(rows, point, line.record),
        };
        rows.shown_if(line.level);
        rows.shown(line.period.first());
        rows.shown(line.period.last());
        rows.shown(line.period.days());
        rows.id(line.authority.id());
        rows.text(line.permit_number(self.case));
        weekly(rows, line.hours_per_week.as_ref());
        rows.id(line.treatment.id());
        rows.ids(line.reasons.iter().map(|reason| reason.id()));
        rows.shown(&line.hours_counted);
        rows.shown(&line.hours_uncertain);
        rows.shown(&line.hours_over_cap);
        let provisions = provisions(line, self.case);
        let cited = before.as_ref();
        let cited = cited.filter(|cited| cited.provisions == provisions);
        let citation = match cited {
            Some(cited) => repeated(rows, cited.citation),
            None => self.citation(rows, provisions),
        };
        let source = match same {
            Some(same) => repeated(rows, same.source),
            None => self.source(rows, line.record),
        };
        rows.end_row();
        self.before = Some(Before {
            point,
            record: line.record,
            provisions,
            head,
            citation,
            source,
        });
    }

    /// Whose row it is, and about which record.
    fn head(&self, rows: &mut CsvRows<'_>, point: &PointAssessment, record: usize) -> Fields {
        let start = rows.here();
        let row = self.case.employment.get(record);
        let facts = row.map(|row| &row.facts);
        let code = facts.and_then(|facts| facts.noc_code.known());
        let version = facts.and_then(|facts| facts.noc_version.known());
        rows.text(&self.case.id);
        rows.id(point.point.id());
        rows.shown(record.saturating_add(1));
        rows.text(facts.map_or("", |facts| &facts.employer));
        rows.text(facts.map_or("", |facts| &facts.job_title));
        rows.text(code.map_or("", |code| code));
        rows.shown_if(version.map(|version| version.0));
        rows.since(start)
    }

    fn citation(&self, rows: &mut CsvRows<'_>, (provision, policy): Provisions) -> Fields {
        let start = rows.here();
        let cited = |key| self.law.citation(key).citation.as_str();
        match policy {
            None => rows.own(cited(provision)),
            Some(policy) => rows.word(&format!("{}; {}", cited(provision), cited(policy))),
        }
        rows.since(start)
    }

    fn source(&self, rows: &mut CsvRows<'_>, record: usize) -> Fields {
        let start = rows.here();
        match self.case.employment.get(record) {
            Some(row) => rows.guarded(self.sources.address(row.origin)),
            None => rows.blank(),
        }
        rows.since(start)
    }
}

/// Writes fields once more; says where they stand now.
fn repeated(rows: &mut CsvRows<'_>, fields: Fields) -> Fields {
    let start = rows.here();
    rows.again(fields);
    rows.since(start)
}

fn weekly(rows: &mut CsvRows<'_>, hours: Option<&(Hours, Hours)>) {
    match hours {
        None => rows.blank(),
        Some((low, high)) if low == high => rows.shown(low),
        Some((low, high)) => rows.shown((low, "-", high)),
    }
}

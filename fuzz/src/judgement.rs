//! The whole judgement of arbitrary records, held to its invariants.

use super::blanks::blank_means_something;
use super::bytes::Bytes;
use super::tables::{APPLICANT, Cells, Maker, Owned, book};
use super::{horizon, ledger};
use landed::calendar::Day;
use landed::casefile::CaseFile;
use landed::finding::{FirmAssumptions, NoPermitRecords, Outcome};
use landed::law::Law;
use landed::provenance::Table;
use landed::requirements::{Assessment, Bench, PointAssessment, Requirement, judge};

/// The tables and how many rows each may have.
const TABLES: [(Table, u8); 7] = [
    (Table::Applicants, 2),
    (Table::Employment, 5),
    (Table::Permits, 5),
    (Table::Studies, 2),
    (Table::LanguageTests, 3),
    (Table::Absences, 2),
    (Table::Leaves, 2),
];

/// How many cells are blanked, one at a time.
const BLANKED: usize = 3;

/// Judges an applicant made from the bytes.
pub fn judgement(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let first = Day::parse_iso("2014-06-01").expect("a day");
    let as_of = first.plus_days(i32::from(bytes.wide() % 5500));
    let assumptions = assumptions(bytes.byte());
    let missing = bytes.byte();
    let mut maker = Maker {
        bytes: &mut bytes,
        about: as_of,
    };
    let mut tables = Vec::new();
    for (table, most) in TABLES {
        let cells = maker.table(table, most);
        // Now and then one table is missing.
        if usize::from(missing) != 1 + tables.len() {
            tables.push(cells);
        }
    }
    let judged = judged(&tables, assumptions, as_of, true);
    for _ in 0..BLANKED {
        blanking(&tables, &judged, assumptions, as_of, bytes.wide());
        if bytes.is_empty() {
            break;
        }
    }
}

fn assumptions(bits: u8) -> FirmAssumptions {
    let bit = |at: u8| bits & (1 << at) != 0;
    FirmAssumptions {
        paid: bit(0),
        employee: bit(1),
        in_canada: bit(2),
        outside_quebec: bit(3),
        no_study_records_means_no_study: bit(4),
        no_permit_records_means: if bit(5) {
            NoPermitRecords::NoPermits
        } else {
            NoPermitRecords::default()
        },
    }
}

/// Judges the applicant and checks what must hold of any judgement.
fn judged(
    tables: &[Cells],
    assumptions: FirmAssumptions,
    as_of: Day,
    looks_ahead: bool,
) -> Assessment {
    let (built, sources) = book(tables, assumptions);
    let nobody = CaseFile {
        id: APPLICANT.into(),
        ..CaseFile::default()
    };
    let case = built.book.cases.first().unwrap_or(&nobody);
    for table in Table::ALL {
        let tally = built.tallies.of(table);
        assert_eq!(
            tally.read,
            tally.used + tally.set_aside + tally.duplicates + tally.blank,
            "a row of {table} is lost"
        );
    }
    let bench = Bench {
        law: Law::book(),
        book: &built.book,
        sources: &sources,
        as_of,
    };
    let (assessment, _) = judge(&bench, case);
    assert!(assessment.deciding_point().is_some());
    for point in &assessment.points {
        ledger::exact(point, case);
        bounds(point);
    }
    if looks_ahead {
        horizon::agrees(&bench, case);
    }
    assessment
}

fn finding(point: &PointAssessment, requirement: Requirement) -> Option<Outcome> {
    let mut all = point.findings.iter();
    all.find(|one| one.requirement == requirement)
        .map(|one| one.outcome)
}

/// Bounds are in order, and the outcome follows from them.
fn bounds(point: &PointAssessment) {
    for one in &point.findings {
        if matches!(one.outcome, Outcome::NotMet | Outcome::Undetermined) {
            assert!(!one.reasons.is_empty(), "no reason: {one:?}");
        }
    }
    let Some(counted) = &point.explained.hours_counted else {
        return;
    };
    let required = point
        .explained
        .hours_required
        .expect("an edition requires hours");
    let required = landed::law::Hours::whole(i64::from(required));
    let at_most = point.explained.hours_at_most.as_ref();
    assert!(
        at_most.is_none_or(|most| counted <= most),
        "bounds out of order"
    );
    let work = finding(point, Requirement::WorkExperience);
    if work == Some(Outcome::Met) {
        assert!(
            required <= *counted,
            "met with {counted} hours of {required}"
        );
    }
    if work == Some(Outcome::NotMet) {
        assert!(
            at_most.is_some_and(|most| *most < required),
            "not met, and {at_most:?} are possible"
        );
    }
}

/// Blanks a cell whose blank means that nothing is known: nothing that was not met becomes met.
fn blanking(
    tables: &[Cells],
    before: &Assessment,
    assumptions: FirmAssumptions,
    as_of: Day,
    choice: u16,
) {
    let mut places = Vec::new();
    for (at, cells) in tables.iter().enumerate() {
        for (number, row) in cells.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                let means = blank_means_something(cells, row, column);
                if cells.present[column] && !cell.is_blank() && means.is_none() {
                    places.push((at, number, column));
                }
            }
        }
    }
    if places.is_empty() {
        return;
    }
    let (at, number, column) = places[usize::from(choice) % places.len()];
    let mut blanked = tables.to_vec();
    blanked[at].rows[number][column] = Owned::Blank;
    let after = judged(&blanked, assumptions, as_of, false);
    for was in &before.points {
        let Some(is) = after.points.iter().find(|one| one.point == was.point) else {
            continue;
        };
        for one in &was.findings {
            let now = finding(is, one.requirement);
            assert!(
                (one.outcome, now) != (Outcome::NotMet, Some(Outcome::Met)),
                "{:?} at {:?} becomes met where {} of row {number} of {} is blank: {:?}",
                one.requirement,
                was.point,
                tables[at].table.columns()[column],
                tables[at].table,
                tables[at].rows[number],
            );
        }
    }
}

//! The readers of dates, hours, codes, words, yes and no, scores and ids: one column of a table, filled from bytes.

use super::bytes::Bytes;
use super::tables::{APPLICANT, Cells, Owned, is_date, words};
use landed::calendar::{Day, RecordedDate};
use landed::provenance::Table;
use landed::recognition::DateOrder;
use landed::records::{EndDate, Fact, Harvest, Hourly, Record, Row};
use std::fmt::Debug;

/// Fills one column from the bytes, a line a row, and reads the table. Whatever was read is written as canonical text and, read back,
/// is the same.
pub fn values(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let mut cells = Cells::new(bytes.pick(&Table::ALL));
    let columns = cells.table.columns();
    let filled = usize::from(bytes.byte()) % columns.len();
    cells.order = bytes.pick(&[None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)]);
    let kind = bytes.byte();
    for line in bytes.rest().split(|byte| *byte == b'\n').take(8) {
        let value = value(kind, line);
        let row = columns.iter().enumerate().map(|(at, column)| {
            if at == filled {
                value.clone()
            } else {
                usual(cells.table, column)
            }
        });
        cells.rows.push(row.collect());
    }
    let harvest = cells.read(0);
    every_row_went_somewhere(&harvest);
    ranges(&harvest);
    check(&harvest.applicants, |again| again.applicants);
    check(&harvest.employment, |again| again.employment);
    check(&harvest.permits, |again| again.permits);
    check(&harvest.studies, |again| again.studies);
    check(&harvest.language_tests, |again| again.language_tests);
    check(&harvest.absences, |again| again.absences);
    check(&harvest.leaves, |again| again.leaves);
}

fn value(kind: u8, line: &[u8]) -> Owned {
    let mut start = [0; 8];
    for (place, byte) in start.iter_mut().zip(line) {
        *place = *byte;
    }
    let number = f64::from_le_bytes(start);
    match kind {
        250 => Owned::Number(number),
        251 => Owned::Date(number, false),
        252 => Owned::Date(number, true),
        253 => Owned::Bool(start[0] & 1 == 1),
        254 => Owned::Error,
        255 => Owned::NoValue,
        _ => Owned::Text(String::from_utf8_lossy(line).into_owned()),
    }
}

/// A value with which a row can be used, so that the filled column decides.
fn usual(table: Table, column: &'static str) -> Owned {
    if column == "applicant_id" {
        return Owned::text(APPLICANT);
    }
    if !table.required().contains(&column) {
        return Owned::Blank;
    }
    if is_date(column) {
        return Owned::text("2024-03-04");
    }
    Owned::text(words(column)[0])
}

fn every_row_went_somewhere(harvest: &Harvest) {
    let records = harvest.applicants.len()
        + harvest.employment.len()
        + harvest.permits.len()
        + harvest.studies.len()
        + harvest.language_tests.len()
        + harvest.absences.len()
        + harvest.leaves.len();
    let block = harvest.blocks[0];
    let went = (records + harvest.set_aside.len()) as u64 + block.blank;
    assert_eq!(block.read, went);
    for row in &harvest.set_aside {
        let said = harvest.problems.iter().any(|one| one.origin == row.origin);
        assert!(said, "set aside without a word: {row:?}");
    }
}

/// What typed values promise of themselves.
fn ranges(harvest: &Harvest) {
    for row in &harvest.applicants {
        for fact in [
            &row.facts.date_of_birth,
            &row.facts.invitation_date,
            &row.facts.application_date,
        ] {
            if let Some(known) = fact.known() {
                date(*known);
            }
        }
    }
    for row in &harvest.employment {
        date(row.facts.start);
        if let EndDate::On(end) = row.facts.end {
            date(end);
            assert!(row.facts.start.earliest <= end.latest, "inverted: {row:?}");
        }
        hours(&row.facts.hours_per_week, true);
        hours(&row.facts.total_hours, false);
        if let Fact::Known(code) = &row.facts.noc_code {
            let digits = code.bytes().all(|byte| byte.is_ascii_digit());
            assert!(digits && !code.is_empty(), "{code:?}");
        }
    }
    for row in &harvest.permits {
        let facts = &row.facts;
        let dates = [
            facts.valid_from,
            facts.valid_to,
            facts.applied_on,
            facts.decided_on,
        ];
        dates.into_iter().flatten().for_each(date);
    }
    harvest
        .language_tests
        .iter()
        .for_each(|row| date(row.facts.test_date));
    for row in &harvest.leaves {
        date(row.facts.start);
        date(row.facts.end);
    }
}

fn date(date: RecordedDate) {
    let within = |day: Day| {
        let iso = day.to_string();
        ("1900-01-01".."2101-01-01").contains(&iso.as_str())
    };
    assert!(date.earliest <= date.latest, "{date:?}");
    assert!(within(date.earliest) && within(date.latest), "{date:?}");
}

fn hours(hours: &Fact<Hourly>, weekly: bool) {
    let Fact::Known(hours) = hours else { return };
    assert!(!hours.low.is_negative());
    let high = hours.high.as_ref().unwrap_or(&hours.low);
    assert!(hours.low <= *high);
    assert!(!weekly || *high <= landed::law::Hours::whole(168));
}

/// Each record, written and read back alone, is the same.
fn check<T: Record + PartialEq + Debug>(
    records: &[Row<T>],
    again: impl Fn(Harvest) -> Vec<Row<T>>,
) {
    for record in records {
        let mut written = Cells::new(T::TABLE);
        let cells = record.canonical_cells();
        let owned = cells.iter().map(|text| match &**text {
            "" => Owned::Blank,
            text => Owned::text(text),
        });
        written.rows.push(owned.collect());
        let harvest = written.read(0);
        let problems = format!("{cells:?} {:?}", harvest.problems);
        let read_back = again(harvest);
        assert_eq!(read_back.len(), 1, "{problems}");
        assert_eq!(read_back[0].applicant, record.applicant, "{problems}");
        assert_eq!(read_back[0].facts, record.facts, "{problems}");
        assert_eq!(read_back[0].verbatim, record.verbatim, "{problems}");
    }
}

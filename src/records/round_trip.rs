//! Random tables: whatever was read is written as canonical text, and read back it is the same record.

use super::rehearsal::{found, seeded, take_cells};
use super::{Applicant, Gleaner, Harvest, PackedTable, Record, Row, SetAside, Sheaf};
use crate::intake::Cell;
use crate::provenance::{Table, Text};
use crate::recognition::{DateOrder, normalise_value};
use proptest::prelude::*;

/// A cell that owns its text.
#[derive(Clone, Debug)]
enum Owned {
    Empty,
    Text(String),
    Number(f64),
    Date(f64, bool),
    Bool(bool),
    Error(&'static str),
    NoValue,
}

impl Owned {
    fn cell(&self) -> Option<Cell<'_>> {
        Some(match self {
            Self::Empty => return None,
            Self::Text(text) => Cell::Text(text),
            Self::Number(number) => Cell::Number(*number),
            Self::Date(serial, is_1904) => Cell::Date {
                serial: *serial,
                is_1904: *is_1904,
            },
            Self::Bool(value) => Cell::Bool(*value),
            Self::Error(text) => Cell::Error(text),
            Self::NoValue => Cell::FormulaWithoutValue,
        })
    }
}

/// What people write in a column.
fn written(column: &str) -> &'static [&'static str] {
    match column {
        "applicant_id" => &["A1", "001", "7.0", "Zoë"],
        "noc_code" => &["21231", "NOC 2016 2173", "0213", "99999", "11"],
        "noc_version" => &["2016", "NOC 2021", "2011", "1991"],
        "hours_per_week" | "total_hours" => {
            &["37.5", "37h20", "35-40", "30+", "1,560.0", "200", "~40"]
        }
        "pay" => &["salary", "Yes", "unpaid", "barter"],
        "employment_type" => &["employee", "Self-employed", "intern", "full-time"],
        "province" | "intended_province" => &["ON", "Québec", "B.C.", "Bavaria"],
        "country" => &["Canada", "IN", "États-Unis", "Utopia"],
        "permit_type" => &[
            "PGWP",
            "lmia_work_permit",
            "interim_authorization",
            "visitor_record",
            "WP",
        ],
        "decision" => &["approved", "refusée", "pending", "withdrawn", "perhaps"],
        "full_time" | "duties_confirmed" | "inadmissible" => &["yes", "Non", "x", "?"],
        "test" => &[
            "IELTS",
            "TEF Canada",
            "CELPIP-General",
            "IELTS Academic",
            "PTE Core",
            "TOEIC?",
        ],
        "listening" | "reading" | "writing" | "speaking" => {
            &["7", "CLB 9", "7.0", "10+", "M", "300", "6.3", "pass"]
        }
        "score_scale" => &["699", "standard", "CEFR"],
        "reason" => &["paid vacation", "vacation", "funeral, Paris"],
        "kind" => &["sick", "paid_vacation", "vacation"],
        column if is_date(column) => &[
            "2021-03-12",
            "2022-01",
            "03/04/2024",
            "13/04/2024",
            "04/13/2024",
            "1er août 2021",
            "2024-03-04/2024-04-03",
            "present",
            "soon",
        ],
        _ => &[
            "Acme Inc.",
            " =SUM(A1) ",
            "#N/A",
            "a|b",
            "L\u{2019}Oréal\nLtd",
        ],
    }
}

fn is_date(column: &str) -> bool {
    column.ends_with("_date")
        || column.ends_with("_on")
        || matches!(column, "valid_from" | "valid_to" | "date_of_birth")
}

fn cell(column: &'static str) -> BoxedStrategy<Owned> {
    prop_oneof![
        12 => proptest::sample::select(written(column)).prop_map(|text| Owned::Text(text.to_owned())),
        3 => Just(Owned::Empty),
        1 => any::<String>().prop_map(Owned::Text),
        1 => prop_oneof![any::<f64>(), (0..50_000_i32).prop_map(f64::from)].prop_map(Owned::Number),
        1 => (0.0..80_000.0_f64, any::<bool>()).prop_map(|(serial, is_1904)| Owned::Date(serial, is_1904)),
        1 => prop_oneof![
            any::<bool>().prop_map(Owned::Bool),
            Just(Owned::Error("#REF!")),
            Just(Owned::Error("Err:502")),
            Just(Owned::NoValue),
        ],
    ]
    .boxed()
}

/// A cell of a table in which little is wrong.
fn good_cell(column: &'static str) -> BoxedStrategy<Owned> {
    let good: Vec<&str> = written(column).iter().copied().take(2).collect();
    prop_oneof![
        30 => proptest::sample::select(good).prop_map(|text| Owned::Text(text.to_owned())),
        6 => Just(Owned::Empty),
        1 => cell(column),
    ]
    .boxed()
}

type Rows = Vec<Vec<Owned>>;

/// A table of fewer rows than so many, with such cells.
fn a_table(
    below: usize,
    cell: fn(&'static str) -> BoxedStrategy<Owned>,
) -> impl Strategy<Value = (Table, Vec<bool>, Rows)> {
    proptest::sample::select(&Table::ALL[..]).prop_flat_map(move |table| {
        let columns = table.columns();
        let row: Vec<_> = columns.iter().map(|column| cell(column)).collect();
        let present = proptest::collection::vec(proptest::bool::weighted(0.95), columns.len());
        (
            Just(table),
            present,
            proptest::collection::vec(row, 1..below),
        )
    })
}

fn read(
    table: Table,
    present: &[bool],
    rows: &[Vec<Option<Cell<'_>>>],
    order: Option<DateOrder>,
) -> Harvest {
    take(table, present, rows, order).harvest()
}

fn take(
    table: Table,
    present: &[bool],
    rows: &[Vec<Option<Cell<'_>>>],
    order: Option<DateOrder>,
) -> Sheaf {
    let columns: Vec<&str> = table
        .columns()
        .iter()
        .zip(present)
        .map(|(column, present)| if *present { *column } else { "" })
        .collect();
    let mut found = found(table, 0, &columns);
    found.date_order = order;
    let masked: Vec<Vec<Option<Cell<'_>>>> = rows
        .iter()
        .map(|row| {
            let cells = row.iter().zip(present);
            cells
                .map(|(cell, present)| cell.filter(|_| *present))
                .collect()
        })
        .collect();
    take_cells(found, &masked)
}

/// Each record, written and read back alone, is the same.
fn check<T: Record + PartialEq + std::fmt::Debug>(
    records: &[Row<T>],
    present: &[bool],
    again: impl Fn(Harvest) -> Vec<Row<T>>,
) -> Result<(), TestCaseError> {
    for record in records {
        let cells = record.canonical_cells();
        let cells: Vec<Option<Cell<'_>>> = cells
            .iter()
            .map(|text| (!text.is_empty()).then_some(Cell::Text(text)))
            .collect();
        // A version that stood in the cell of the code has its own column from then on.
        let present: Vec<bool> = present
            .iter()
            .zip(&cells)
            .map(|(present, cell)| *present || cell.is_some())
            .collect();
        let harvest = read(T::TABLE, &present, std::slice::from_ref(&cells), None);
        let problems = format!("{:?} {:?}", cells, harvest.problems);
        let read_back = again(harvest);
        prop_assert_eq!(read_back.len(), 1, "{}", problems);
        prop_assert_eq!(&read_back[0].applicant, &record.applicant);
        prop_assert_eq!(&read_back[0].facts, &record.facts, "{}", problems);
        prop_assert_eq!(&read_back[0].verbatim, &record.verbatim, "{}", problems);
    }
    Ok(())
}

/// A row set aside is set aside again for the same reason, also when only its text is left.
fn check_set_aside(rows: &[SetAside], present: &[bool]) -> Result<(), TestCaseError> {
    for row in rows {
        let cells: Vec<Option<Cell<'_>>> = row
            .cells
            .iter()
            .map(|text| (!text.is_empty()).then_some(Cell::Text(text)))
            .collect();
        let again = read(row.table, present, std::slice::from_ref(&cells), None);
        if again.blocks[0].blank == 1 {
            continue;
        }
        prop_assert_eq!(again.set_aside.len(), 1, "{:?}", row);
        prop_assert_eq!(again.set_aside[0].reject, row.reject, "{:?}", row);
        prop_assert_eq!(&again.set_aside[0].applicant, &row.applicant);
    }
    Ok(())
}

/// What is known of a row without reading it, if it is known, is what reading it gives.
fn check_said(table: &PackedTable, row: usize) -> Result<(), TestCaseError> {
    let mut harvest = Harvest::default();
    Gleaner::default().read(table, row, None, &mut harvest);
    let h = &harvest;
    let mut said = Said {
        table,
        row,
        shown: 0,
    };
    said.check(&h.applicants)?;
    said.check(&h.employment)?;
    said.check(&h.permits)?;
    said.check(&h.studies)?;
    said.check(&h.language_tests)?;
    said.check(&h.absences)?;
    said.check(&h.leaves)?;
    prop_assert!(said.shown == 1 || table.said(row).is_none());
    Ok(())
}

struct Said<'a> {
    table: &'a PackedTable,
    row: usize,
    shown: usize,
}

impl Said<'_> {
    fn check<T: Record>(&mut self, records: &[Row<T>]) -> Result<(), TestCaseError> {
        for record in records {
            self.shown += 1;
            if let Some(said) = self.table.said(self.row) {
                let said_cells: Vec<String> =
                    said.cells().map(|cell| cell.text().into_owned()).collect();
                prop_assert_eq!(record.canonical_cells(), said_cells);
                prop_assert_eq!(record.origin, said.origin);
            }
            self.table.remember(self.row, record);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(seeded(1500))]

    #[test]
    fn what_was_read_reads_back((table, present, rows) in a_table(6, cell), order in 0..3_u8) {
        let order = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)][usize::from(order)];
        let cells: Vec<Vec<Option<Cell<'_>>>> =
            rows.iter().map(|row| row.iter().map(Owned::cell).collect()).collect();
        let harvest = read(table, &present, &cells, order);
        let block = harvest.blocks[0];
        let records = harvest.applicants.len() + harvest.employment.len() + harvest.permits.len()
            + harvest.studies.len() + harvest.language_tests.len() + harvest.absences.len() + harvest.leaves.len();
        prop_assert_eq!(block.read, (records + harvest.set_aside.len()) as u64 + block.blank);
        // A row that is set aside, and a cell that is unclear, has been reported, if its table can be used at all.
        let required = table.required().iter().all(|column| present[table.column(column).unwrap()]);
        for row in harvest.set_aside.iter().filter(|_| required) {
            prop_assert!(harvest.problems.iter().any(|problem| problem.origin == row.origin), "{:?}", row);
        }
        check(&harvest.applicants, &present, |h| h.applicants)?;
        check(&harvest.employment, &present, |h| h.employment)?;
        check(&harvest.permits, &present, |h| h.permits)?;
        check(&harvest.studies, &present, |h| h.studies)?;
        check(&harvest.language_tests, &present, |h| h.language_tests)?;
        check(&harvest.absences, &present, |h| h.absences)?;
        check(&harvest.leaves, &present, |h| h.leaves)?;
        check_set_aside(&harvest.set_aside, &present)?;
    }
}

/// A row of somebody is sound exactly if reading it gives a record and no problem; and its profile is that of the record, without
/// free text.
fn check_soundness(table: &PackedTable, row: usize) -> Result<(), TestCaseError> {
    let mut gleaner = Gleaner::default();
    let mut harvest = Harvest::default();
    gleaner.read(table, row, Some(&"A1".into()), &mut harvest);
    let is_sound = harvest.problems.is_empty() && harvest.set_aside.is_empty();
    prop_assert_eq!(gleaner.is_sound(table, row), is_sound, "{:?}", harvest);
    for record in harvest.applicants.into_iter().filter(|_| is_sound) {
        let without_text = Applicant {
            file_number: Text::new(),
            responsible: Text::new(),
            family_name: Text::new(),
            given_name: Text::new(),
            ..record.facts
        };
        prop_assert_eq!(gleaner.profile(table, row), Some(without_text));
    }
    Ok(())
}

proptest! {
    #![proptest_config(seeded(1000))]

    #[test]
    fn a_row_is_sound_if_nothing_is_to_be_said_of_it(
        (table, present, rows) in prop_oneof![a_table(6, cell), a_table(40, good_cell)],
    ) {
        let cells: Vec<Vec<Option<Cell<'_>>>> =
            rows.iter().map(|row| row.iter().map(Owned::cell).collect()).collect();
        let sheaf = take(table, &present, &cells, None);
        let table = &sheaf.tables[0];
        for row in 0..table.len() {
            check_soundness(table, row)?;
        }
    }
}

proptest! {
    #![proptest_config(seeded(300))]

    #[test]
    fn what_a_row_says_is_known_rightly_or_not_at_all((table, present, rows) in a_table(60, good_cell), own_day in any::<bool>()) {
        let cells: Vec<Vec<Option<Cell<'_>>>> =
            rows.iter().map(|row| row.iter().map(Owned::cell).collect()).collect();
        let mut sheaf = take(table, &present, &cells, None);
        let table = &mut sheaf.tables[0];
        if own_day {
            let words = [(normalise_value("2021-03-12"), "present".to_owned())];
            table.found.words.insert("end_date".to_owned(), words.into());
        }
        // What is remembered of the rows in the first round is asked for in the second.
        for row in (0..table.len()).chain(0..table.len()) {
            check_said(table, row)?;
        }
    }
}

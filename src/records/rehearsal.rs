//! Tables written down in tests, and random tests whose seed is printed.

use super::{Harvest, Sheaf, TableReader};
use crate::intake::Cell;
use crate::provenance::{Origin, SourceBlock, SourceFile, Sources, Table};
use crate::recognition::{FoundTable, TableVisitor as _};
use proptest::test_runner::{Config, RngSeed};
use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, RandomState};

/// The configuration of a random test, with a seed that is new in each run unless `PROPTEST_RNG_SEED` gives it.
pub(crate) fn seeded(cases: u32) -> Config {
    let given = std::env::var("PROPTEST_RNG_SEED").ok();
    let seed = given
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(|| RandomState::new().hash_one(0));
    println!("PROPTEST_RNG_SEED={seed}");
    Config {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..Config::default()
    }
}

/// A found table with the columns named, each in the column of the sheet where it stands in the list.
pub(crate) fn found(table: Table, file: u32, columns: &[&str]) -> FoundTable {
    let places = table.columns().iter().map(|canonical| {
        let at = columns.iter().position(|column| column == canonical);
        at.and_then(|at| u32::try_from(at).ok())
    });
    FoundTable {
        file,
        block: SourceBlock {
            sheet: 0,
            block: 0,
            table,
            heading_row: 1,
            columns: places.collect(),
        },
        inverted: vec![false; table.columns().len()].into(),
        full_name: None,
        date_order: None,
        words: BTreeMap::new(),
    }
}

/// Reads rows of cells; `rows` follow the columns of the found table, in the order of the contract.
pub(crate) fn read_cells(found: FoundTable, rows: &[Vec<Option<Cell<'_>>>]) -> Harvest {
    take_cells(found, rows).harvest()
}

/// Takes rows of cells as [`read_cells`] does, and reads none.
pub(crate) fn take_cells(found: FoundTable, rows: &[Vec<Option<Cell<'_>>>]) -> Sheaf {
    let mut reader = TableReader::new();
    let file = found.file;
    reader.table(found);
    for (row, number) in rows.iter().zip(2..) {
        let origin = Origin {
            file,
            sheet: 0,
            block: 0,
            row: number,
        };
        let cells: Vec<Option<&Cell<'_>>> = row.iter().map(Option::as_ref).collect();
        reader.row(origin, &cells, None);
    }
    reader.table_end();
    reader.finish()
}

/// Reads a table as it is written: the first line names the columns, cells are separated by `|` and trimmed.
pub(crate) fn read_table(table: Table, file: u32, text: &str) -> Harvest {
    read_table_as(table, file, text, |_| {})
}

/// As [`read_table`], with what a configuration or a heading adds to the found table.
pub(crate) fn read_table_as(
    table: Table,
    file: u32,
    text: &str,
    adjust: impl FnOnce(&mut FoundTable),
) -> Harvest {
    take_table_as(table, file, text, adjust).harvest()
}

/// Takes a table as [`read_table`] does, and reads no row.
pub(crate) fn take_table(table: Table, file: u32, text: &str) -> Sheaf {
    take_table_as(table, file, text, |_| {})
}

fn take_table_as(
    table: Table,
    file: u32,
    text: &str,
    adjust: impl FnOnce(&mut FoundTable),
) -> Sheaf {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let columns: Vec<&str> = lines
        .next()
        .unwrap_or_default()
        .split('|')
        .map(str::trim)
        .collect();
    for column in &columns {
        assert!(table.column(column).is_some(), "{table} has no {column}");
    }
    let rows: Vec<Vec<Option<Cell<'_>>>> = lines
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let cell = |canonical: &&str| {
                let at = columns.iter().position(|column| column == canonical)?;
                let text = cells.get(at).copied().unwrap_or_default();
                (!text.is_empty()).then_some(Cell::Text(text))
            };
            table.columns().iter().map(cell).collect()
        })
        .collect();
    let mut found = found(table, file, &columns);
    adjust(&mut found);
    take_cells(found, &rows)
}

/// Sources of so many files, each with every table in its canonical columns.
pub(crate) fn sources(files: u32) -> Sources {
    let block = |table: Table| SourceBlock {
        sheet: 0,
        block: 0,
        table,
        heading_row: 1,
        columns: (0..).map(Some).take(table.columns().len()).collect(),
    };
    Sources {
        files: (0..files)
            .map(|file| SourceFile {
                path: format!("{file}.csv"),
                sheets: vec![String::new()],
                blocks: vec![block(Table::Applicants)],
                ..SourceFile::default()
            })
            .collect(),
    }
}

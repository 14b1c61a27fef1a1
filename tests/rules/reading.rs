//! From the rows of a case to the book, through the records room and the case file room as the program does it.

use crate::case::{Base, Case};
use landed::calendar::Day;
use landed::casefile::{Book, BuiltBook};
use landed::intake::Cell;
use landed::provenance::{Origin, SourceBlock, SourceFile, Sources, Table};
use landed::recognition::{FoundTable, TableVisitor};
use landed::records::{Sheaf, TableReader};
use std::collections::{BTreeMap, BTreeSet};

/// The day of the run of a case.
pub fn as_of(case: &Case, base: &Base) -> Day {
    let text = case.as_of.as_ref().unwrap_or(&base.as_of);
    Day::parse_iso(text).unwrap_or_else(|| panic!("not a day: {text}"))
}

/// Reads all tables of a case: one file a table, in the order of the contract.
pub fn read(case: &Case, base: &Base) -> (BuiltBook, Sources) {
    names_are_known(case);
    let mut sources = Sources::default();
    let mut sheaves = Vec::new();
    for table in Table::ALL {
        if case.missing.iter().any(|name| name == table.name()) {
            assert!(
                !case.given.contains_key(table.name()),
                "{table} is missing and given"
            );
            continue;
        }
        let file = u32::try_from(sheaves.len()).expect("few files");
        let (sheaf, source) = read_table(case, base, table, file);
        sheaves.push(sheaf);
        sources.files.push(source);
    }
    (Book::build(sheaves, &sources, case.assume), sources)
}

fn names_are_known(case: &Case) {
    let names = case
        .given
        .keys()
        .chain(&case.missing)
        .chain(case.without.keys());
    for name in names {
        assert!(Table::from_name(name).is_some(), "no table {name}");
    }
}

fn read_table(case: &Case, base: &Base, table: Table, file: u32) -> (Sheaf, SourceFile) {
    let absent: BTreeSet<usize> = case
        .without
        .get(table.name())
        .into_iter()
        .flatten()
        .map(|name| {
            table
                .column(name)
                .unwrap_or_else(|| panic!("no column {name} in {table}"))
        })
        .collect();
    let columns = (0..table.columns().len())
        .map(|column| {
            (!absent.contains(&column)).then(|| u32::try_from(column).expect("few columns"))
        })
        .collect();
    let block = SourceBlock {
        sheet: 0,
        block: 0,
        table,
        heading_row: 1,
        columns,
    };
    let mut reader = TableReader::new();
    reader.table(FoundTable {
        file,
        block: block.clone(),
        inverted: vec![false; table.columns().len()].into(),
        full_name: None,
        date_order: None,
        words: BTreeMap::new(),
    });
    for (row, cells) in (2..).zip(rows(case, base, table)) {
        let texts: Vec<Option<Cell<'_>>> = cells
            .iter()
            .enumerate()
            .map(|(column, text)| {
                (!text.is_empty() && !absent.contains(&column)).then_some(Cell::Text(text))
            })
            .collect();
        let cells: Vec<Option<&Cell<'_>>> = texts.iter().map(Option::as_ref).collect();
        reader.row(
            Origin {
                file,
                sheet: 0,
                block: 0,
                row,
            },
            &cells,
            None,
        );
    }
    reader.table_end();
    let source = SourceFile {
        path: format!("{file}-{table}.csv"),
        sheets: vec![String::new()],
        blocks: vec![block],
        ..SourceFile::default()
    };
    (reader.finish(), source)
}

/// The rows of a table: each begins with the defaults of the base; text by canonical column.
fn rows(case: &Case, base: &Base, table: Table) -> Vec<Vec<String>> {
    let own = case.given.get(table.name());
    let given = own.or_else(|| base.given.get(table.name()));
    let defaults = base.defaults.get(table.name());
    let mut rows = Vec::new();
    for row in given.into_iter().flatten() {
        let mut cells = vec![String::new(); table.columns().len()];
        for (name, text) in defaults.into_iter().flatten().chain(row) {
            let column = table.column(name);
            let column = column.unwrap_or_else(|| panic!("no column {name} in {table}"));
            if let Some(cell) = cells.get_mut(column) {
                cell.clone_from(text);
            }
        }
        rows.push(cells);
    }
    rows
}

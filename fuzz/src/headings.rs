//! The heading row, and the rows below it, from bytes: every row that is handed over comes from the sheet, once and in order.

use super::bytes::Bytes;
use landed::intake::{Cell, RowVisitor as _, SheetHead};
use landed::provenance::{Origin, SourceBlock, Table};
use landed::recognition::mapping::FileRules;
use landed::recognition::{FoundTable, Recogniser, Recognition, TableVisitor};
use std::collections::BTreeSet;

/// Reads the bytes as rows of cells (a line a row, `|` between cells; `\u{c}` begins a next sheet whose name is its first line).
pub fn headings(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let path = bytes.pick(&[
        "x.xlsx",
        "employment.csv",
        "clio/Permits 2024.xlsx",
        "personnes à charge.csv",
    ]);
    let text = String::from_utf8_lossy(bytes.rest());
    let rules = FileRules::default();
    let mut seen = Seen::default();
    let mut recogniser = Recogniser::new(0, path, &rules, &mut seen);
    let mut filled = BTreeSet::new();
    for (sheet, position) in text.split('\u{c}').take(4).zip(0_u16..) {
        let (name, rows) = sheet.split_once('\n').unwrap_or(("", sheet));
        recogniser.sheet(SheetHead {
            name,
            position,
            hidden: false,
        });
        for (row, number) in rows.split('\n').take(200).zip(1..) {
            let cells: Vec<(u32, Cell<'_>)> = (0..)
                .zip(row.split('|'))
                .filter(|(_, text)| !text.trim().is_empty())
                .take(64)
                .map(|(column, text)| (column, cell(text)))
                .collect();
            if !cells.is_empty() {
                filled.insert((position, number));
                recogniser.row(number, false, &cells);
            }
        }
        recogniser.sheet_end(true);
    }
    let recognition = recogniser.finish();
    seen.agrees(&recognition, &filled);
}

/// A cell that begins with a control sign is of another kind than text.
fn cell(text: &str) -> Cell<'_> {
    let number = || {
        text.get(1..)
            .and_then(|text| text.parse().ok())
            .unwrap_or(0.0)
    };
    match text.as_bytes().first() {
        Some(1) => Cell::Number(number()),
        Some(2) => Cell::Date {
            serial: number(),
            is_1904: false,
        },
        Some(3) => Cell::Bool(true),
        Some(4) => Cell::Error("#N/A"),
        Some(5) => Cell::FormulaWithoutValue,
        _ => Cell::Text(text),
    }
}

/// What recognition handed over.
#[derive(Default)]
struct Seen {
    tables: Vec<(FoundTable, Vec<Origin>)>,
    open: bool,
}

impl TableVisitor for Seen {
    fn table(&mut self, found: FoundTable) {
        assert!(!self.open, "a table begins within another");
        let columns = found.block.table.columns().len();
        assert_eq!(found.block.columns.len(), columns);
        assert_eq!(found.inverted.len(), columns);
        self.open = true;
        self.tables.push((found, Vec::new()));
    }

    fn row(&mut self, origin: Origin, cells: &[Option<&Cell<'_>>], _: Option<&Cell<'_>>) {
        assert!(self.open, "a row outside of a table");
        let (found, rows) = self.tables.last_mut().expect("an open table");
        let block = &found.block;
        assert_eq!((origin.sheet, origin.block), (block.sheet, block.block));
        assert!(block.heading_row < origin.row, "a row above its headings");
        assert!(
            rows.last().is_none_or(|before| before.row < origin.row),
            "rows rise"
        );
        for (cell, column) in cells.iter().zip(&*block.columns) {
            assert!(
                cell.is_none() || column.is_some(),
                "a cell of an absent column"
            );
        }
        assert!(cells.len() == block.columns.len());
        rows.push(origin);
    }

    fn table_end(&mut self) {
        assert!(self.open, "a table ends twice");
        self.open = false;
    }
}

impl Seen {
    fn agrees(&self, recognition: &Recognition, filled: &BTreeSet<(u16, u32)>) {
        assert!(!self.open);
        assert_eq!(self.tables.len(), recognition.blocks.len());
        assert_eq!(self.tables.len(), recognition.tables.len());
        let mut blocks = BTreeSet::new();
        for ((found, rows), told) in self.tables.iter().zip(&recognition.tables) {
            let place =
                |block: &SourceBlock| (block.sheet, block.block, block.table, block.heading_row);
            let told_of = recognition
                .blocks
                .iter()
                .any(|one| place(one) == place(&found.block) && one.columns == found.block.columns);
            assert!(told_of, "a table that nobody is told of: {found:?}");
            assert!(
                blocks.insert((found.block.sheet, found.block.block)),
                "two tables in one place"
            );
            assert_eq!(
                told.rows.read - told.rows.blank,
                rows.len() as u64,
                "{told:?}"
            );
            for row in rows {
                assert!(
                    filled.contains(&(row.sheet, row.row)),
                    "a row that the sheet lacks"
                );
            }
            each_column_fills_one(found);
        }
        // A sheet without a table is said to be unread, if anything stands in it.
        for sheet in &recognition.unread_sheets {
            let none = self
                .tables
                .iter()
                .all(|(found, _)| found.block.sheet != *sheet);
            assert!(none, "a sheet that is read and unread");
        }
    }
}

fn each_column_fills_one(found: &FoundTable) {
    let used: Vec<u32> = found.block.columns.iter().flatten().copied().collect();
    let different: BTreeSet<u32> = used.iter().copied().collect();
    let id = Table::columns(found.block.table)[0];
    assert_eq!(
        used.len(),
        different.len(),
        "a column that fills two, beside {id}: {found:?}"
    );
}

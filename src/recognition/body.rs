//! The rows below the headings of one table: which are records, and which are blank, totals, notes or repeated headings.
//!
//! A row with an applicant id and data is always a record; what is passed over is counted and said.

use super::column_map::ColumnMap;
use super::heading::text_of;
use super::normal::normalise_value;
use super::owned::OwnedRow;
use super::told::{RecognisedTable, RowsSeen};
use crate::intake::Cell;
use crate::provenance::{Origin, Table};
use crate::recognition::{FoundTable, TableVisitor};
use std::sync::Arc;

/// More than any table has columns.
const WIDEST: usize = 16;

/// What is handed over for a cell that two columns claim. It reads back as an error, never as a blank.
pub const CONTESTED: &str = "#TWO_COLUMNS!";

/// A table whose rows are being read.
pub(super) struct OpenTable {
    /// What the records room is told.
    pub found: FoundTable,
    /// What people are told.
    pub told: RecognisedTable,
    /// Which canonical column each column of the sheet holds.
    pub map: Arc<ColumnMap>,
    /// Canonical columns that several columns of the sheet claim, with these: what they hold is not known, and is not blank.
    pub contested: Vec<(usize, Vec<u32>)>,
    /// The columns of the sheet that belong to it.
    pub region: (u32, u32),
    /// The last column that has a heading.
    pub last_heading: u32,
    /// The headings by column, to know them when they are repeated.
    pub headings: Arc<[(u32, String)]>,
    /// Whether it stands in the same columns as the main table.
    pub beside: bool,
    /// Rows that wait until the main table ends.
    pub waiting: Vec<OwnedRow>,
    /// Rows that were passed over.
    pub passed: Vec<u32>,
    /// Rows with cells right of the headings: how many, and the first such cell as (column, row).
    pub ragged: (u32, Option<(u32, u32)>),
}

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum RowKind {
    Record,
    Blank,
    PassedOver,
}

impl OpenTable {
    /// Reads one row.
    pub fn row<V: TableVisitor>(
        &mut self,
        number: u32,
        cells: &[(u32, Cell<'_>)],
        visitor: &mut V,
    ) {
        let cells = self.own(cells);
        let Some((last, _)) = cells.last() else {
            return;
        };
        self.told.rows.read += 1;
        if *last > self.last_heading {
            self.ragged.0 += 1;
            self.ragged.1.get_or_insert((*last, number));
        }
        let mut filled: [Option<&Cell<'_>>; WIDEST] = [None; WIDEST];
        for (column, cell) in cells {
            let canonical = self.map.canonical(*column);
            if let Some(place) = canonical.and_then(|at| filled.get_mut(at)) {
                *place = Some(cell);
            }
        }
        let joined = self.found.full_name.and_then(|name| {
            let mut cells = cells.iter();
            cells.find_map(|(column, cell)| (*column == name).then_some(cell))
        });
        self.mark_contested(cells, &mut filled);
        let width = self.found.block.table.columns().len();
        let filled = filled.get(..width).unwrap_or_default();
        match self.sort(cells, filled, joined) {
            RowKind::Record => {
                visitor.row(self.origin(number), filled, joined);
            }
            RowKind::Blank => self.told.rows.blank += 1,
            RowKind::PassedOver => {
                self.told.rows.blank += 1;
                self.passed.push(number);
            }
        }
    }

    /// A blank cell can mean something (an open end), so a cell that two columns claim is handed over as an error and never as blank.
    fn mark_contested(&self, cells: &[(u32, Cell<'_>)], filled: &mut [Option<&Cell<'_>>]) {
        for (canonical, columns) in &self.contested {
            let any = cells.iter().any(|(column, _)| columns.contains(column));
            if let Some(place) = filled.get_mut(*canonical).filter(|_| any) {
                *place = Some(&Cell::Error(CONTESTED));
            }
        }
    }

    /// The place of a row of this table.
    pub fn origin(&self, row: u32) -> Origin {
        let block = &self.found.block;
        Origin {
            file: self.found.file,
            sheet: block.sheet,
            block: block.block,
            row,
        }
    }

    /// The cells in the table's own columns of the sheet.
    fn own<'r, 'c>(&self, cells: &'r [(u32, Cell<'c>)]) -> &'r [(u32, Cell<'c>)] {
        let (first, last) = self.region;
        let all = cells
            .first()
            .zip(cells.last())
            .is_some_and(|((left, _), (right, _))| first <= *left && *right <= last);
        if all {
            return cells;
        }
        let from = cells.partition_point(|(column, _)| *column < first);
        let to = cells.partition_point(|(column, _)| *column <= last);
        cells.get(from..to).unwrap_or_default()
    }

    fn sort(
        &self,
        cells: &[(u32, Cell<'_>)],
        filled: &[Option<&Cell<'_>>],
        joined: Option<&Cell<'_>>,
    ) -> RowKind {
        let (id, beside_it) = filled
            .split_first()
            .map_or((None, filled), |(id, others)| (*id, others));
        let alone = joined.is_none() && beside_it.iter().all(Option::is_none);
        if alone && (id.is_none() || self.beside) {
            return if self.beside {
                RowKind::Blank
            } else {
                RowKind::PassedOver
            };
        }
        let tells = |cell: &Cell<'_>| match cell {
            Cell::Date { .. } => true,
            Cell::Text(_) => !is_number(cell) && !self.is_repeated_by(cells),
            _ => false,
        };
        let passed = match id {
            // No line of totals or headings has a date, and none of totals another text beside its label. Nearly every record is known so
            // by its first cells, and where texts are shared without a look at them.
            Some(_) if beside_it.iter().flatten().any(|cell| tells(cell)) => false,
            // The cheapest first: nearly every row has a cell that is no heading.
            Some(id) => self.is_repeated_by(cells) || self.is_label(id, alone, filled),
            None => self.is_sum(cells, filled) || is_remark(cells),
        };
        if passed {
            RowKind::PassedOver
        } else {
            RowKind::Record
        }
    }

    /// Whether the cell of the id holds a label ("Total", "Note: ...") and the row tells of nobody.
    fn is_label(&self, id: &Cell<'_>, alone: bool, filled: &[Option<&Cell<'_>>]) -> bool {
        if alone {
            let many = |text| self.found.block.table != Table::Applicants && words(text) >= 4;
            return text_of(id).is_some_and(|text| is_total(text) || is_note(text) || many(text));
        }
        // The cheapest first: nearly every row has a cell that is no number.
        let only_numbers = filled.iter().skip(1).flatten().all(|cell| is_number(cell));
        only_numbers && !self.has_required(filled) && text_of(id).is_some_and(is_total)
    }

    /// Whether a row without an id is a line of totals.
    fn is_sum(&self, cells: &[(u32, Cell<'_>)], filled: &[Option<&Cell<'_>>]) -> bool {
        let labelled = || {
            let mut texts = cells.iter().filter_map(|(_, cell)| text_of(cell));
            texts.any(is_total)
        };
        let only_numbers = || filled.iter().flatten().all(|cell| is_number(cell));
        (!self.has_any_required(filled) && only_numbers())
            || (!self.has_required(filled) && labelled())
    }

    fn required(&self) -> impl Iterator<Item = usize> {
        let table = self.found.block.table;
        table
            .required()
            .iter()
            .skip(1)
            .filter_map(move |name| table.column(name))
    }

    /// Whether all cells that a row needs beside the id are filled.
    fn has_required(&self, filled: &[Option<&Cell<'_>>]) -> bool {
        let mut needed = self.required().peekable();
        needed.peek().is_some()
            && needed.all(|column| filled.get(column).is_some_and(Option::is_some))
    }

    fn has_any_required(&self, filled: &[Option<&Cell<'_>>]) -> bool {
        self.required()
            .any(|column| filled.get(column).is_some_and(Option::is_some))
    }

    /// Whether the row holds the headings again, as at the top of a printed page.
    pub fn is_repeated_by(&self, cells: &[(u32, Cell<'_>)]) -> bool {
        cells.iter().all(|(column, cell)| {
            let is_heading = |text: &str| {
                let heading = self.headings.iter().find(|(one, _)| one == column);
                heading.is_some_and(|(_, heading)| {
                    // A shorter text need not be trimmed to be known as another.
                    heading.len() <= text.len() && text.trim() == heading
                })
            };
            cell.text().is_some_and(is_heading)
        })
    }

    /// The same table, of which others are handed the rows further down.
    pub fn further_down(&self) -> Self {
        Self {
            found: self.found.clone(),
            told: RecognisedTable {
                rows: RowsSeen::default(),
                ..self.told.clone()
            },
            map: Arc::clone(&self.map),
            contested: self.contested.clone(),
            headings: Arc::clone(&self.headings),
            waiting: Vec::new(),
            passed: Vec::new(),
            ragged: (0, None),
            ..*self
        }
    }

    /// Takes in what others were told of rows further down, which follow the first `rows` rows of the sheet.
    pub fn take_in(&mut self, later: Self, rows: u32) {
        let seen = &mut self.told.rows;
        seen.read = seen.read.saturating_add(later.told.rows.read);
        seen.blank = seen.blank.saturating_add(later.told.rows.blank);
        let lower = |row: u32| row.saturating_add(rows);
        self.passed.extend(later.passed.into_iter().map(lower));
        let (count, first) = later.ragged;
        self.ragged.0 = self.ragged.0.saturating_add(count);
        let first = first.map(|(column, row)| (column, lower(row)));
        self.ragged.1 = self.ragged.1.or(first);
    }

    /// Hands over the rows that waited.
    pub fn release<V: TableVisitor>(&mut self, visitor: &mut V) {
        for row in std::mem::take(&mut self.waiting) {
            self.row(row.number, &row.cells(), visitor);
        }
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a text labels a line of totals.
fn is_total(text: &str) -> bool {
    const LABELS: [&str; 9] = [
        "total",
        "totals",
        "grand total",
        "subtotal",
        "sub total",
        "sous total",
        "totaux",
        "somme",
        "moyenne",
    ];
    let text = normalise_value(text);
    let begins = |label: &str| {
        text.strip_prefix(label)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    // "Count: 1" and "Count", but not a person or firm whose name begins so.
    let counts = |label: &str| {
        text.strip_prefix(label)
            .is_some_and(|rest| !rest.contains(char::is_alphabetic))
    };
    LABELS.iter().any(|label| begins(label))
        || ["sum", "average", "count", "nombre"]
            .into_iter()
            .any(counts)
}

/// Whether a text is a remark about the sheet.
fn is_note(text: &str) -> bool {
    const LABELS: [&str; 24] = [
        "note",
        "notes",
        "nb",
        "remark",
        "remarks",
        "remarque",
        "remarques",
        "source",
        "sources",
        "printed",
        "imprime",
        "generated",
        "genere",
        "exported",
        "exporte",
        "page",
        "confidential",
        "confidentiel",
        "prepared",
        "prepare",
        "updated",
        "legend",
        "legende",
        "end of",
    ];
    let normal = normalise_value(text);
    text.starts_with('*')
        || LABELS.iter().any(|label| {
            normal
                .strip_prefix(label)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
}

/// Whether a row is one remark and nothing else.
fn is_remark(cells: &[(u32, Cell<'_>)]) -> bool {
    match cells {
        [(_, only)] => text_of(only).is_some_and(|text| is_note(text) || words(text) >= 4),
        _ => false,
    }
}

/// Whether a cell holds a plain number or an amount.
fn is_number(cell: &Cell<'_>) -> bool {
    let is_amount = |text: &str| {
        text.bytes().any(|byte| byte.is_ascii_digit())
            && text
                .trim()
                .chars()
                .all(|c| c.is_ascii_digit() || " .,$%h\u{a0}\u{202f}".contains(c))
    };
    // Nearly every text is seen by its first letter to be none, as only the one for hours may stand beside digits.
    let may_be = |text: &&str| match text.as_bytes().first() {
        Some(first) => !first.is_ascii_alphabetic() || *first == b'h',
        None => false,
    };
    matches!(cell, Cell::Number(_)) || cell.text().filter(may_be).is_some_and(is_amount)
}

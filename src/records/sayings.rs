//! What the cells of a row say as canonical text, without reading the row once more.
//!
//! `records/` shows every row after it was judged. Most rows have only cells that say what they say whatever stands in the others:
//! what a value that recurs says is then kept from the first row that is shown, and most others need not be read again.

use super::canonical::CanonicalCell;
use super::columns::{self, APPLICANT_ID};
use super::packed::{PackedCell, UnpackedRow, WIDEST};
use super::slots::Slots;
use super::values::{Content, id_in, is_id};
use super::{PackedTable, Record, Row};
use crate::calendar::RecordedDate;
use crate::provenance::{Origin, Text};
use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is remembered of the rows of a table, as far as they have been read.
#[derive(Debug)]
pub(super) struct Sayings {
    /// Which rows were read and have only cells that speak for themselves.
    apart: OnceLock<Box<[AtomicBool]>>,
    /// What the values that recur say.
    texts: Slots<Saying>,
}

/// What a value that recurs says.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Saying {
    text: Text,
    is_simple: bool,
}

impl Saying {
    fn of(text: &str) -> Self {
        Self {
            text: Text::from(text),
            is_simple: is_simple(text),
        }
    }

    fn cell(&self) -> CanonicalCell<'_> {
        if self.is_simple {
            CanonicalCell::Simple(&self.text)
        } else {
            CanonicalCell::Text(&self.text)
        }
    }
}

/// Whether a text begins with a letter or digit and has only signs that mean nothing in any form of text: asked once of a value, whoever
/// writes it then need not look at it again in each row.
fn is_simple(text: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'-');
    text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.bytes().all(is_sign)
}

impl Sayings {
    /// Of a table whose columns have so many values each.
    pub(super) fn of(counts: impl Iterator<Item = usize>) -> Self {
        Self {
            apart: OnceLock::new(),
            texts: Slots::of(counts),
        }
    }

    /// The cells of a row, among so many rows, speak for themselves.
    pub(super) fn mark(&self, row: usize, rows: usize) {
        let none = || (0..rows).map(|_| AtomicBool::new(false)).collect();
        if let Some(mark) = self.apart.get_or_init(none).get(row) {
            // A byte for each row, not a bit: nobody has to wait for what another thread writes beside it. It says something of one
            // row only, so nothing has to be seen before or after it.
            mark.store(true, Ordering::Relaxed);
        }
    }

    fn is_apart(&self, row: usize) -> bool {
        let mark = self.apart.get().and_then(|marks| marks.get(row));
        mark.is_some_and(|mark| mark.load(Ordering::Relaxed))
    }
}

/// What the cells of a row say. One serves for many rows, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Where the row stands.
    pub origin: Origin,
    cells: [CanonicalCell<'a>; WIDEST],
    columns: usize,
}

impl Default for Said<'_> {
    fn default() -> Self {
        Self {
            origin: Origin::default(),
            cells: [CanonicalCell::Silent; WIDEST],
            columns: 0,
        }
    }
}

impl<'a> Said<'a> {
    /// One cell for each column of the table.
    pub fn cells(&self) -> impl Iterator<Item = CanonicalCell<'a>> {
        self.cells.iter().take(self.columns).copied()
    }
}

impl PackedTable {
    /// Looks what the cells of a row say. Nothing, and `said` is of no row, if it did not become a record before or more is needed to
    /// know it.
    pub fn say<'a>(&'a self, row: usize, said: &mut Said<'a>) -> Option<()> {
        if !self.sayings.is_apart(row) {
            return None;
        }
        let mut unpacked = UnpackedRow::of(&self.rows);
        unpacked.go_to(row)?;
        said.origin = unpacked.origin;
        said.columns = self.count.table.columns().len();
        for (column, cell) in said.cells.iter_mut().enumerate().take(said.columns) {
            *cell = self.cell_said(&unpacked, column)?;
        }
        Some(())
    }

    /// The same for one row.
    #[cfg(test)]
    pub(super) fn said(&self, row: usize) -> Option<Said<'_>> {
        let mut said = Said::default();
        self.say(row, &mut said).map(|()| said)
    }

    fn cell_said<'a>(&'a self, row: &UnpackedRow<'a>, column: usize) -> Option<CanonicalCell<'a>> {
        match row.cell(column) {
            PackedCell::Blank => Some(CanonicalCell::Silent),
            PackedCell::Day(day) => Some(CanonicalCell::Date(RecordedDate::on(day.day()))),
            PackedCell::Known(number) => match self.sayings.texts.get(column, number) {
                Some(saying) => Some(saying.cell()),
                None => self.own_words(row, column),
            },
            PackedCell::At(_) => match row.short_text(column) {
                Some(text) if self.says_itself(column, text) => Some(CanonicalCell::Bytes(text)),
                _ => self.own_words(row, column),
            },
        }
    }

    /// Whether a text says in a column just what it is.
    fn says_itself(&self, column: usize, text: &[u8]) -> bool {
        if column == APPLICANT_ID {
            is_id(text)
        } else {
            columns::texts(self.count.table).contains(&column)
        }
    }

    /// What a cell of an id or of free text says: its own words.
    fn own_words<'a>(&self, row: &UnpackedRow<'a>, column: usize) -> Option<CanonicalCell<'a>> {
        let Content::Text(Cow::Borrowed(text)) = row.content(column) else {
            return None;
        };
        if column == APPLICANT_ID {
            Some(CanonicalCell::Text(id_in(text)))
        } else {
            let is_text = columns::texts(self.count.table).contains(&column);
            is_text.then_some(CanonicalCell::Text(text))
        }
    }

    /// Keeps what the values in a row say, which has been read again.
    pub fn remember<T: Record>(&self, at: usize, row: &Row<T>) {
        if !self.sayings.is_apart(at) {
            return;
        }
        let Some(unpacked) = self.rows.row(at) else {
            return;
        };
        for (column, cell) in row.cells().enumerate() {
            if let Some(number) = unpacked.number(column)
                && let Some(slot) = self.sayings.texts.slot(column, number)
            {
                slot.get_or_init(|| Saying::of(&cell.text()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rehearsal::{found, take_table};
    use super::super::{Gleaner, Harvest, TableReader};
    use super::is_simple;
    use crate::intake::Cell;
    use crate::provenance::{Origin, Table};
    use crate::recognition::TableVisitor as _;

    /// Forty jobs of which each says what the one before it says.
    fn jobs(noc_code: &str, noc_version: &str) -> String {
        let heading = "applicant_id | employer | noc_code | noc_version | start_date";
        let job = |at| format!("\nA{at} | Acme | {noc_code} | {noc_version} | 2024-01-05");
        std::iter::once(heading.to_owned())
            .chain((0..40).map(job))
            .collect()
    }

    /// How many rows are known without reading them, once all have been read and shown.
    fn known(text: &str) -> usize {
        let sheaf = take_table(Table::Employment, 0, text);
        let table = &sheaf.tables[0];
        let mut gleaner = Gleaner::default();
        for row in 0..table.len() {
            let mut harvest = Harvest::default();
            gleaner.read(table, row, None, &mut harvest);
            assert!(table.said(row).is_none() || row > 8);
            table.remember(row, &harvest.employment[0]);
        }
        let said = (0..table.len()).filter_map(|row| table.said(row));
        said.inspect(|said| {
            let cells: Vec<String> = said.cells().map(|cell| cell.text().into_owned()).collect();
            let id = format!("A{}", said.origin.row - 2);
            assert_eq!(cells[0], id);
            assert_eq!(cells[5], "2024-01-05");
        })
        .count()
    }

    #[test]
    fn simple_texts_mean_nothing_in_any_form_of_text() {
        for text in ["Acme Ltd.", "37.5", "2024-01-05", "A-1", "x"] {
            assert!(is_simple(text), "{text}");
        }
        for text in [
            "", "-1", " x", ".5", "a,b", "a\"b", "a\nb", "=x", "a=b", "a;b", "Zoë", "it's",
        ] {
            assert!(!is_simple(text), "{text}");
        }
    }

    #[test]
    fn rows_whose_cells_speak_for_themselves_are_not_read_again() {
        // The first rows are kept as they stand, and a code is no free text.
        assert_eq!(known(&jobs("21231", "2021")), 32);
    }

    #[test]
    fn an_id_is_said_as_the_record_has_it() {
        let job = |at| format!("\n100{at}.0 | Acme | 2024-01-05");
        let text: String = std::iter::once("applicant_id | employer | start_date".to_owned())
            .chain((0..40).map(job))
            .collect();
        let sheaf = take_table(Table::Employment, 0, &text);
        let table = &sheaf.tables[0];
        for row in 0..table.len() {
            let mut harvest = Harvest::default();
            Gleaner::default().read(table, row, None, &mut harvest);
            let record = &harvest.employment[0];
            assert_eq!(record.applicant, format!("100{row}"));
            table.remember(row, record);
            if let Some(said) = table.said(row) {
                let id = said.cells().next().unwrap().text().into_owned();
                assert_eq!(id, record.applicant.as_str());
            }
        }
        assert!((0..table.len()).any(|row| table.said(row).is_some()));
    }

    #[test]
    fn a_version_in_the_cell_of_the_code_speaks_for_another_cell() {
        assert_eq!(known(&jobs("NOC 2021 21231", "")), 0);
    }

    #[test]
    fn a_name_in_one_cell_speaks_for_two_others() {
        let full_name = Some(Cell::Text("Roy, Zoë"));
        for (own_name, joined, expected) in [
            (None, full_name, 0),
            (Some(Cell::Text("Roy")), None, 40),
            (Some(Cell::Text("Roy")), full_name, 40),
        ] {
            let mut reader = TableReader::new();
            reader.table(found(
                Table::Applicants,
                0,
                &["applicant_id", "family_name"],
            ));
            for row in 2..42 {
                let origin = Origin {
                    file: 0,
                    sheet: 0,
                    block: 0,
                    row,
                };
                let cells = [Some(Cell::Text("A1")), None, None, own_name];
                let cells = cells.each_ref().map(Option::as_ref);
                reader.row(origin, &cells, joined.as_ref());
            }
            let sheaf = reader.finish();
            let table = &sheaf.tables[0];
            for row in 0..table.len() {
                let mut harvest = Harvest::default();
                Gleaner::default().read(table, row, None, &mut harvest);
                table.remember(row, &harvest.applicants[0]);
            }
            let known = (0..table.len()).filter(|row| table.said(*row).is_some());
            assert_eq!(known.count(), expected);
        }
    }

    #[test]
    fn nobody_knows_a_row_that_was_not_read() {
        let sheaf = take_table(Table::Employment, 0, &jobs("21231", "2021"));
        assert!((0..40).all(|row| sheaf.tables[0].said(row).is_none()));
    }
}

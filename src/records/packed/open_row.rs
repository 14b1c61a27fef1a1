//! A row while it is packed: what each cell holds becomes a few bytes, at best the number of a value that recurs.

use super::day::{DayForm, PackedDay};
use super::{ELSEWHERE, Head, JOINED_NAME, MASK_BYTES, Packed, ROWS_PER_BASE, WIDEST, tag};
use crate::intake::Cell;
use crate::provenance::Origin;
use crate::records::dictionary::{Dictionary, Sought};
use crate::records::values::{Content, is_surely_clean};

/// The first rows of a table are kept as they stand: where there are no others, dictionaries would cost more than they spare.
const FEW_ROWS: usize = 8;

/// Room for the first rows, so that a small table asks for memory once.
const FIRST_BYTES: usize = 512;

/// A row while its cells are kept, in the order of their columns.
pub(in crate::records) struct OpenRow<'a> {
    packed: &'a mut Packed,
    origin: Origin,
    start: usize,
    mask: u16,
}

impl OpenRow<'_> {
    /// Keeps what a cell holds; the cell tells the date system of a date. Cells beyond the widest table are no part of the row.
    pub(in crate::records) fn keep(
        &mut self,
        column: usize,
        cell: Option<Cell<'_>>,
        content: &Content<'_>,
    ) {
        if column < WIDEST && !content.is_blank() {
            self.mask |= 1 << column;
            self.packed.keep(column, cell, content);
        }
    }

    /// Keeps the day of a cell of dates. `false` if the cell holds anything else, or has its day in another form than most: then
    /// nothing is kept.
    #[inline]
    pub(in crate::records) fn keep_day(&mut self, column: usize, cell: &Cell<'_>) -> bool {
        let Some(PackedDay { since, form }) = PackedDay::of(cell) else {
            return false;
        };
        let [low, high] = since.to_le_bytes();
        let tag = match form {
            DayForm::Iso => tag::ISO_DAY,
            DayForm::Serial => tag::SERIAL_DAY,
        };
        self.mask |= 1 << column;
        self.packed.bytes.extend_from_slice(&[tag, low, high]);
        true
    }

    /// Keeps what a cell holds if nobody needs to look at it: if it is a day, in a column of dates, if the dictionary of its column knows
    /// it as it stands in the cell, or, where values repeat too little for a dictionary (ids, numbers of documents), if it is a text
    /// that is surely clean. `false` if it is none of these: then nothing is kept.
    #[inline]
    pub(in crate::records) fn keep_unseen(
        &mut self,
        column: usize,
        cell: &Cell<'_>,
        is_date: bool,
    ) -> bool {
        if is_date && self.keep_day(column, cell) {
            return true;
        }
        let Some(known) = self.packed.dictionaries.get_mut(column) else {
            return false;
        };
        if known.is_closed() {
            let clean = |text: &&str| !is_date && is_surely_clean(text);
            let Some(text) = cell.text().filter(clean) else {
                return false;
            };
            self.packed.keep_text(text);
        } else {
            let Some(number) = known_in(known, cell) else {
                return false;
            };
            self.packed.keep_number(number);
        }
        self.mask |= 1 << column;
        true
    }

    /// Keeps the joined name, behind all cells.
    pub(in crate::records) fn keep_joined_name(
        &mut self,
        cell: Option<Cell<'_>>,
        content: &Content<'_>,
    ) {
        if !content.is_blank() {
            self.mask |= JOINED_NAME;
            self.packed.keep(WIDEST, cell, content);
        }
    }

    /// Whether nothing was kept so far.
    pub(in crate::records) fn is_blank(&self) -> bool {
        self.mask == 0
    }

    /// The row is none after all.
    pub(in crate::records) fn give_up(self) {
        self.packed.bytes.truncate(self.start);
    }

    /// The row is complete.
    pub(in crate::records) fn close(self) {
        let Self {
            packed,
            origin,
            start,
            mut mask,
        } = self;
        let first = *packed.first.get_or_insert(origin);
        if (Origin { row: 0, ..origin }) != (Origin { row: 0, ..first }) {
            mask |= ELSEWHERE;
            packed.bytes.extend_from_slice(&origin.file.to_le_bytes());
            packed.bytes.extend_from_slice(&origin.sheet.to_le_bytes());
            packed.bytes.extend_from_slice(&origin.block.to_le_bytes());
        }
        if let Some(place) = packed.bytes.get_mut(start..start + MASK_BYTES) {
            place.copy_from_slice(&mask.to_le_bytes());
        }
        let base = packed.base(start);
        packed.heads.push(Head {
            row: origin.row,
            offset: u32::try_from(start.saturating_sub(base)).unwrap_or(u32::MAX),
        });
    }
}

/// The number of what a cell holds, if the dictionary of its column knows it.
#[inline]
fn known_in(known: &mut Dictionary, cell: &Cell<'_>) -> Option<u16> {
    match *cell {
        Cell::Text(text) => known.number_of_text(text),
        Cell::Shared(shared) => known.number_of_shared(shared),
        Cell::Number(number) => known.number_of_known(Sought::Number(number.to_bits())),
        Cell::Date { serial, is_1904 } => {
            known.number_of_known(Sought::Date(serial.to_bits(), is_1904))
        }
        Cell::Bool(_) | Cell::Error(_) | Cell::FormulaWithoutValue => None,
    }
}

impl Packed {
    /// Begins a row, which counts once it is closed.
    pub(in crate::records) fn begin(&mut self, origin: Origin) -> OpenRow<'_> {
        let start = self.bytes.len();
        if start == 0 {
            self.bytes.reserve(FIRST_BYTES);
        }
        self.bytes.extend_from_slice(&[0; MASK_BYTES]);
        OpenRow {
            packed: self,
            origin,
            start,
            mask: 0,
        }
    }

    /// From where the offset of the next row counts, which begins at a place.
    fn base(&mut self, start: usize) -> usize {
        if self.heads.len().is_multiple_of(ROWS_PER_BASE) {
            self.bases.push(start);
        }
        self.bases.last().copied().unwrap_or_default()
    }

    fn keep(&mut self, column: usize, cell: Option<Cell<'_>>, content: &Content<'_>) {
        match (cell, content) {
            (_, Content::Blank) => {}
            (_, Content::Text(text)) => {
                if !self.keep_known(column, Sought::Text(text)) {
                    self.keep_text(text);
                }
            }
            (_, Content::Broken(text)) => {
                self.bytes.push(tag::ERROR);
                self.keep_long(text);
            }
            (_, Content::Bool(true)) => self.bytes.push(tag::TRUE),
            (_, Content::Bool(false)) => self.bytes.push(tag::FALSE),
            (Some(Cell::Date { is_1904, .. }), Content::Date(_, serial)) => {
                let bits = serial.to_bits();
                if !self.keep_known(column, Sought::Date(bits, is_1904)) {
                    self.bytes.push(if is_1904 {
                        tag::DATE_1904
                    } else {
                        tag::DATE_1900
                    });
                    self.bytes.extend_from_slice(&bits.to_le_bytes());
                }
            }
            (_, Content::Number(number) | Content::Date(_, number)) => {
                let bits = number.to_bits();
                if !self.keep_known(column, Sought::Number(bits)) {
                    self.bytes.push(tag::NUMBER);
                    self.bytes.extend_from_slice(&bits.to_le_bytes());
                }
            }
        }
    }

    /// Keeps a value by its number, if the dictionary of its column takes it.
    fn keep_known(&mut self, column: usize, value: Sought<'_>) -> bool {
        if self.heads.len() < FEW_ROWS {
            return false;
        }
        if self.dictionaries.len() <= column {
            self.dictionaries
                .resize_with(column + 1, Dictionary::default);
        }
        let known = self.dictionaries.get_mut(column);
        let Some(number) = known.and_then(|known| known.number(value)) else {
            return false;
        };
        self.keep_number(number);
        true
    }

    #[inline]
    fn keep_number(&mut self, number: u16) {
        let [low, high] = number.to_le_bytes();
        if high == 0 {
            self.bytes.push(tag::KNOWN_8);
            self.bytes.push(low);
        } else {
            self.bytes.extend_from_slice(&[tag::KNOWN_16, low, high]);
        }
    }

    fn keep_text(&mut self, text: &str) {
        match u8::try_from(text.len()) {
            Ok(length) if length <= tag::LONGEST_SHORT => {
                self.bytes.push(length);
                self.bytes.extend_from_slice(text.as_bytes());
            }
            _ => {
                self.bytes.push(tag::LONG_TEXT);
                self.keep_long(text);
            }
        }
    }

    fn keep_long(&mut self, text: &str) {
        let length = u32::try_from(text.len()).unwrap_or(0);
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

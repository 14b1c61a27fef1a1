//! The rows of one table, packed into bytes until somebody needs them as records.
//!
//! A million applicants are ten million rows: kept as cells they fill the memory of a small machine, packed they take some
//! fifty bytes each. What recurs in a column (dates, words, employers) is kept once and named by a number.

use super::dictionary::Dictionary;
use crate::intake::Cell;
use crate::provenance::Origin;

/// More than any table has columns.
pub(super) const WIDEST: usize = 13;

/// The bit of a row's mask that says that a joined name follows the cells.
const JOINED_NAME: u16 = 1 << 14;
/// The bit that says that the row stands in another sheet or table than the first one did.
const ELSEWHERE: u16 = 1 << 15;

/// So many rows share one place from which their offsets count. A row has at most [`WIDEST`] cells of at most 131 068 bytes
/// (what the reader lets through), so the offset of the last one fits into 32 bits.
const ROWS_PER_BASE: usize = 1024;

/// What kind of cell follows. Up to [`tag::LONGEST_SHORT`] the tag is the length of a text.
mod tag {
    pub(super) const LONGEST_SHORT: u8 = 199;
    pub(super) const LONG_TEXT: u8 = 200;
    pub(super) const KNOWN_8: u8 = 201;
    pub(super) const KNOWN_16: u8 = 202;
    pub(super) const ERROR: u8 = 203;
    pub(super) const NUMBER: u8 = 204;
    pub(super) const WHOLE_16: u8 = 205;
    pub(super) const DATE_1900: u8 = 206;
    pub(super) const DATE_1900_16: u8 = 207;
    pub(super) const DATE_1904: u8 = 208;
    pub(super) const TRUE: u8 = 209;
    pub(super) const FALSE: u8 = 210;
    pub(super) const NO_VALUE: u8 = 211;
}

#[derive(Clone, Copy, Debug)]
struct Head {
    row: u32,
    /// From the base of the row.
    offset: u32,
}

/// The rows of one table.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
    heads: Vec<Head>,
    bases: Vec<usize>,
    bytes: Vec<u8>,
    /// One for each column, and one for joined names.
    dictionaries: Vec<Dictionary>,
    first: Option<Origin>,
}

/// A row as it was handed over.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnpackedRow<'a> {
    pub(super) origin: Origin,
    pub(super) cells: [Option<Cell<'a>>; WIDEST],
    pub(super) joined_name: Option<Cell<'a>>,
}

impl Packed {
    /// Keeps a row; cells beyond the widest table are no part of it.
    pub(super) fn push(
        &mut self,
        origin: Origin,
        cells: &[Option<Cell<'_>>],
        joined_name: Option<Cell<'_>>,
    ) {
        if self.heads.len().is_multiple_of(ROWS_PER_BASE) {
            self.bases.push(self.bytes.len());
        }
        let base = self.bases.last().copied().unwrap_or_default();
        let offset = u32::try_from(self.bytes.len().saturating_sub(base)).unwrap_or(u32::MAX);
        let first = *self.first.get_or_insert(origin);
        let elsewhere = Origin { row: 0, ..origin } != Origin { row: 0, ..first };
        let mut mask = 0_u16;
        for (at, cell) in cells.iter().take(WIDEST).enumerate() {
            mask |= u16::from(cell.is_some()) << at;
        }
        mask |= if joined_name.is_some() {
            JOINED_NAME
        } else {
            0
        };
        mask |= if elsewhere { ELSEWHERE } else { 0 };
        self.bytes.extend(mask.to_le_bytes());
        for (at, cell) in cells.iter().take(WIDEST).enumerate() {
            if let Some(cell) = cell {
                self.keep(at, *cell);
            }
        }
        if let Some(cell) = joined_name {
            self.keep(WIDEST, cell);
        }
        if elsewhere {
            self.bytes.extend(origin.file.to_le_bytes());
            self.bytes.extend(origin.sheet.to_le_bytes());
            self.bytes.extend(origin.block.to_le_bytes());
        }
        self.heads.push(Head {
            row: origin.row,
            offset,
        });
    }

    fn keep(&mut self, column: usize, cell: Cell<'_>) {
        match cell {
            Cell::Text(text) => self.keep_text(column, text),
            Cell::Error(text) => {
                self.bytes.push(tag::ERROR);
                self.keep_long(text);
            }
            Cell::Number(number) => self.keep_number(number, tag::NUMBER, tag::WHOLE_16),
            Cell::Date {
                serial,
                is_1904: false,
            } => self.keep_number(serial, tag::DATE_1900, tag::DATE_1900_16),
            Cell::Date { serial, .. } => {
                self.bytes.push(tag::DATE_1904);
                self.bytes.extend(serial.to_le_bytes());
            }
            Cell::Bool(true) => self.bytes.push(tag::TRUE),
            Cell::Bool(false) => self.bytes.push(tag::FALSE),
            Cell::FormulaWithoutValue => self.bytes.push(tag::NO_VALUE),
        }
    }

    fn keep_text(&mut self, column: usize, text: &str) {
        if self.dictionaries.len() <= column {
            self.dictionaries
                .resize_with(column + 1, Dictionary::default);
        }
        let known = self.dictionaries.get_mut(column);
        if let Some(number) = known.and_then(|known| known.number(text)) {
            if let Ok(number) = u8::try_from(number) {
                self.bytes.extend([tag::KNOWN_8, number]);
            } else {
                self.bytes.push(tag::KNOWN_16);
                self.bytes.extend(number.to_le_bytes());
            }
            return;
        }
        match u8::try_from(text.len()) {
            Ok(length) if length <= tag::LONGEST_SHORT => {
                self.bytes.push(length);
                self.bytes.extend(text.as_bytes());
            }
            _ => {
                self.bytes.push(tag::LONG_TEXT);
                self.keep_long(text);
            }
        }
    }

    fn keep_long(&mut self, text: &str) {
        let length = u32::try_from(text.len()).unwrap_or(0);
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(text.as_bytes());
    }

    /// A small whole number takes three bytes; every other keeps all its bits.
    fn keep_number(&mut self, number: f64, plain: u8, whole: u8) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the cast saturates, and the bits are compared after it"
        )]
        let short = number as u16;
        if f64::from(short).to_bits() == number.to_bits() {
            self.bytes.push(whole);
            self.bytes.extend(short.to_le_bytes());
        } else {
            self.bytes.push(plain);
            self.bytes.extend(number.to_le_bytes());
        }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// Gives back what was reserved for further rows.
    pub(super) fn close(&mut self) {
        self.heads.shrink_to_fit();
        self.bytes.shrink_to_fit();
        for dictionary in &mut self.dictionaries {
            dictionary.close();
        }
    }

    /// The first cell of a row alone.
    pub(super) fn first_cell(&self, at: usize) -> Option<Cell<'_>> {
        let mut rest = Bytes(self.row_bytes(at)?);
        let mask = rest.u16()?;
        (mask & 1 == 1).then(|| self.cell(0, &mut rest)).flatten()
    }

    /// The row at a position.
    pub(super) fn row(&self, at: usize) -> Option<UnpackedRow<'_>> {
        let mut rest = Bytes(self.row_bytes(at)?);
        let mask = rest.u16()?;
        let mut cells = [None; WIDEST];
        for (column, cell) in cells.iter_mut().enumerate() {
            if mask >> column & 1 == 1 {
                *cell = self.cell(column, &mut rest);
            }
        }
        let joined_name = (mask & JOINED_NAME != 0)
            .then(|| self.cell(WIDEST, &mut rest))
            .flatten();
        let mut origin = Origin {
            row: self.heads.get(at)?.row,
            ..self.first?
        };
        if mask & ELSEWHERE != 0 {
            origin.file = rest.u32()?;
            origin.sheet = rest.u16()?;
            origin.block = rest.u16()?;
        }
        Some(UnpackedRow {
            origin,
            cells,
            joined_name,
        })
    }

    fn row_bytes(&self, at: usize) -> Option<&[u8]> {
        let base = self.bases.get(at / ROWS_PER_BASE)?;
        let offset = usize::try_from(self.heads.get(at)?.offset).ok()?;
        self.bytes.get(base.checked_add(offset)?..)
    }

    fn cell<'a>(&'a self, column: usize, rest: &mut Bytes<'a>) -> Option<Cell<'a>> {
        let known = |number: u16| {
            let text = self.dictionaries.get(column)?.text(number)?;
            Some(Cell::Text(text))
        };
        let date = |serial, is_1904| Cell::Date { serial, is_1904 };
        Some(match rest.u8()? {
            length @ ..=tag::LONGEST_SHORT => Cell::Text(rest.text(usize::from(length))?),
            tag::LONG_TEXT => Cell::Text(rest.long_text()?),
            tag::KNOWN_8 => known(u16::from(rest.u8()?))?,
            tag::KNOWN_16 => known(rest.u16()?)?,
            tag::ERROR => Cell::Error(rest.long_text()?),
            tag::NUMBER => Cell::Number(rest.f64()?),
            tag::WHOLE_16 => Cell::Number(f64::from(rest.u16()?)),
            tag::DATE_1900 => date(rest.f64()?, false),
            tag::DATE_1900_16 => date(f64::from(rest.u16()?), false),
            tag::DATE_1904 => date(rest.f64()?, true),
            tag::TRUE => Cell::Bool(true),
            tag::FALSE => Cell::Bool(false),
            _ => Cell::FormulaWithoutValue,
        })
    }
}

/// What is left of the bytes of a row.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn u8(&mut self) -> Option<u8> {
        self.take().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn f64(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }

    fn text(&mut self, length: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(taken).ok()
    }

    fn long_text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.u32()?).ok()?;
        self.text(length)
    }
}

#[cfg(test)]
mod tests {
    use super::super::rehearsal::seeded;
    use super::*;
    use proptest::prelude::*;

    fn origin(file: u32, row: u32) -> Origin {
        Origin {
            file,
            sheet: 2,
            block: 3,
            row,
        }
    }

    #[derive(Clone, Debug)]
    enum Kept {
        Text(String),
        Error(String),
        Number(f64),
        Date(f64, bool),
        Bool(bool),
        NoValue,
    }

    impl Kept {
        fn cell(&self) -> Cell<'_> {
            match self {
                Self::Text(text) => Cell::Text(text),
                Self::Error(text) => Cell::Error(text),
                Self::Number(number) => Cell::Number(*number),
                Self::Date(serial, is_1904) => Cell::Date {
                    serial: *serial,
                    is_1904: *is_1904,
                },
                Self::Bool(value) => Cell::Bool(*value),
                Self::NoValue => Cell::FormulaWithoutValue,
            }
        }
    }

    fn kept() -> impl Strategy<Value = Kept> {
        let number = || prop_oneof![any::<f64>(), (0..70_000_u32).prop_map(f64::from)];
        prop_oneof![
            "[a-c]{0,2}".prop_map(Kept::Text),
            ".{0,9}".prop_map(Kept::Text),
            (190_usize..300).prop_map(|length| Kept::Text("x".repeat(length))),
            ".{0,5}".prop_map(Kept::Error),
            number().prop_map(Kept::Number),
            (number(), any::<bool>()).prop_map(|(serial, is_1904)| Kept::Date(serial, is_1904)),
            any::<bool>().prop_map(Kept::Bool),
            Just(Kept::NoValue),
        ]
    }

    /// Numbers are compared by their bits: minus zero and what is not a number come back too.
    fn shown(cell: Option<Cell<'_>>) -> String {
        match cell {
            Some(Cell::Number(number)) => format!("number {:x}", number.to_bits()),
            Some(Cell::Date { serial, is_1904 }) => {
                format!("date {is_1904} {:x}", serial.to_bits())
            }
            other => format!("{other:?}"),
        }
    }

    proptest! {
        #![proptest_config(seeded(300))]

        #[test]
        fn rows_come_back_as_they_were_handed_over(
            rows in proptest::collection::vec(
                (0..2_u32, proptest::collection::vec(proptest::option::of(kept()), 0..=WIDEST), proptest::option::of(kept())),
                0..40,
            )
        ) {
            let mut packed = Packed::default();
            for (row, (file, cells, joined)) in (1..).zip(&rows) {
                let cells: Vec<Option<Cell<'_>>> = cells.iter().map(|cell| cell.as_ref().map(Kept::cell)).collect();
                packed.push(origin(*file, row), &cells, joined.as_ref().map(Kept::cell));
            }
            packed.close();
            prop_assert_eq!(packed.len(), rows.len());
            for (at, (file, cells, joined)) in rows.iter().enumerate() {
                let row = packed.row(at).unwrap();
                prop_assert_eq!(row.origin, origin(*file, u32::try_from(at).unwrap() + 1));
                for (column, cell) in row.cells.iter().enumerate() {
                    let before = cells.get(column).and_then(Option::as_ref).map(Kept::cell);
                    prop_assert_eq!(shown(*cell), shown(before));
                }
                prop_assert_eq!(shown(packed.first_cell(at)), shown(row.cells[0]));
                prop_assert_eq!(shown(row.joined_name), shown(joined.as_ref().map(Kept::cell)));
            }
        }
    }

    #[test]
    fn a_column_of_few_texts_takes_few_bytes_and_a_column_of_many_is_kept_as_it_stands() {
        let mut packed = Packed::default();
        for row in 1..=60_000 {
            let number = format!("W{row:09}");
            let cells = [
                Some(Cell::Text(&number)),
                Some(Cell::Text("Atelier Boréal inc.")),
            ];
            packed.push(origin(0, row), &cells, None);
        }
        packed.close();
        // Mask, the number with its length (a shorter one while it could still recur), and the number of the employer.
        assert!(packed.bytes.len() < 60_000 * (2 + 11 + 2));
        let row = packed.row(59_999).unwrap();
        assert_eq!(row.cells[0], Some(Cell::Text("W000060000")));
        assert_eq!(row.cells[1], Some(Cell::Text("Atelier Boréal inc.")));
    }
}

//! The rows of one table, packed into bytes until somebody needs them as records.
//!
//! A million applicants are ten million rows: kept as cells they fill the memory of a small machine, packed they take some
//! fifty bytes each. What recurs in a column (dates, words, employers) is kept once and named by a number.

use super::dictionary::{Dictionary, Value};
use super::values::Content;
use crate::intake::Cell;
use crate::provenance::{Origin, Table};
use std::borrow::Cow;

/// The columns of the widest table.
pub(super) const WIDEST: usize = widest();

const fn widest() -> usize {
    let (mut tables, mut most) = (Table::ALL.as_slice(), 0);
    while let [table, rest @ ..] = tables {
        if table.columns().len() > most {
            most = table.columns().len();
        }
        tables = rest;
    }
    most
}

/// The bit of a row's mask that says that a joined name follows the cells.
const JOINED_NAME: u16 = 1 << 14;
/// The bit that says that the row stands in another sheet or table than the first one did.
const ELSEWHERE: u16 = 1 << 15;
// The cells of the widest table leave these two bits free.
const _: () = assert!(WIDEST <= 14);

/// So many rows share one place from which their offsets count: 32 bits are enough for them while a cell has less than 5 MB,
/// forty times what the reader lets through unless it is told otherwise.
const ROWS_PER_BASE: usize = 64;

/// What kind of cell follows. Up to [`tag::LONGEST_SHORT`] the tag is the length of a text.
mod tag {
    pub(super) const LONGEST_SHORT: u8 = 199;
    pub(super) const LONG_TEXT: u8 = 200;
    pub(super) const KNOWN_8: u8 = 201;
    pub(super) const KNOWN_16: u8 = 202;
    pub(super) const ERROR: u8 = 203;
    pub(super) const NUMBER: u8 = 204;
    pub(super) const DATE_1900: u8 = 205;
    pub(super) const DATE_1904: u8 = 206;
    pub(super) const TRUE: u8 = 207;
    pub(super) const FALSE: u8 = 208;
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

/// A row as it was handed over, its texts cleaned.
#[derive(Clone, Debug)]
pub(super) struct UnpackedRow<'a> {
    pub(super) origin: Origin,
    pub(super) contents: [Content<'a>; WIDEST],
    /// The numbers of the contents in the dictionaries of their columns.
    pub(super) numbers: [Option<u16>; WIDEST],
    pub(super) joined_name: Content<'a>,
}

/// A cell and what it holds: the one tells the date system of a date, the other is cleaned.
pub(super) type Held<'a> = (Option<Cell<'a>>, Content<'a>);

impl Packed {
    /// Keeps a row; cells beyond the widest table are no part of it.
    pub(super) fn push(&mut self, origin: Origin, cells: &[Held<'_>], joined_name: &Held<'_>) {
        let base = self.base();
        let offset = u32::try_from(self.bytes.len().saturating_sub(base)).unwrap_or(u32::MAX);
        let first = *self.first.get_or_insert(origin);
        let elsewhere = Origin { row: 0, ..origin } != Origin { row: 0, ..first };
        let mut mask = 0_u16;
        for (at, (_, content)) in cells.iter().take(WIDEST).enumerate() {
            mask |= u16::from(!content.is_blank()) << at;
        }
        mask |= if joined_name.1.is_blank() {
            0
        } else {
            JOINED_NAME
        };
        mask |= if elsewhere { ELSEWHERE } else { 0 };
        self.bytes.extend(mask.to_le_bytes());
        for (at, held) in cells.iter().take(WIDEST).enumerate() {
            self.keep(at, held);
        }
        self.keep(WIDEST, joined_name);
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

    /// From where the offset of the next row counts.
    fn base(&mut self) -> usize {
        if self.heads.len().is_multiple_of(ROWS_PER_BASE) {
            self.bases.push(self.bytes.len());
        }
        self.bases.last().copied().unwrap_or_default()
    }

    fn keep(&mut self, column: usize, held: &Held<'_>) {
        match held {
            (_, Content::Blank) => {}
            (_, Content::Text(text)) => {
                if !self.keep_known(column, &Value::Text(Cow::Borrowed(text))) {
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
                if !self.keep_known(column, &Value::Date(bits, *is_1904)) {
                    self.bytes.push(if *is_1904 {
                        tag::DATE_1904
                    } else {
                        tag::DATE_1900
                    });
                    self.bytes.extend(bits.to_le_bytes());
                }
            }
            (_, Content::Number(number) | Content::Date(_, number)) => {
                let bits = number.to_bits();
                if !self.keep_known(column, &Value::Number(bits)) {
                    self.bytes.push(tag::NUMBER);
                    self.bytes.extend(bits.to_le_bytes());
                }
            }
        }
    }

    /// Keeps a value by its number, if the dictionary of its column takes it.
    fn keep_known(&mut self, column: usize, value: &Value<'_>) -> bool {
        if self.dictionaries.len() <= column {
            self.dictionaries
                .resize_with(column + 1, Dictionary::default);
        }
        let known = self.dictionaries.get_mut(column);
        let Some(number) = known.and_then(|known| known.number(value)) else {
            return false;
        };
        if let Ok(number) = u8::try_from(number) {
            self.bytes.extend([tag::KNOWN_8, number]);
        } else {
            self.bytes.push(tag::KNOWN_16);
            self.bytes.extend(number.to_le_bytes());
        }
        true
    }

    fn keep_text(&mut self, text: &str) {
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

    /// How many values the dictionary of each column has.
    pub(super) fn known(&self) -> impl Iterator<Item = usize> {
        self.dictionaries.iter().map(Dictionary::len)
    }

    /// What the first cell of a row holds.
    pub(super) fn first_cell(&self, at: usize) -> Content<'_> {
        let first = || {
            let mut rest = Bytes(self.row_bytes(at)?);
            let mask = rest.u16()?;
            (mask & 1 == 1).then(|| self.content(0, &mut rest))?
        };
        first().map_or(Content::Blank, |(content, _)| content)
    }

    /// The row at a position.
    pub(super) fn row(&self, at: usize) -> Option<UnpackedRow<'_>> {
        let mut rest = Bytes(self.row_bytes(at)?);
        let mask = rest.u16()?;
        let mut row = UnpackedRow {
            origin: Origin {
                row: self.heads.get(at)?.row,
                ..self.first?
            },
            contents: [const { Content::Blank }; WIDEST],
            numbers: [None; WIDEST],
            joined_name: Content::Blank,
        };
        let cells = row.contents.iter_mut().zip(&mut row.numbers).enumerate();
        for (column, (content, number)) in cells {
            if mask >> column & 1 == 1 {
                (*content, *number) = self.content(column, &mut rest)?;
            }
        }
        if mask & JOINED_NAME != 0 {
            (row.joined_name, _) = self.content(WIDEST, &mut rest)?;
        }
        if mask & ELSEWHERE != 0 {
            row.origin.file = rest.u32()?;
            row.origin.sheet = rest.u16()?;
            row.origin.block = rest.u16()?;
        }
        Some(row)
    }

    fn row_bytes(&self, at: usize) -> Option<&[u8]> {
        let base = self.bases.get(at / ROWS_PER_BASE)?;
        let offset = usize::try_from(self.heads.get(at)?.offset).ok()?;
        self.bytes.get(base.checked_add(offset)?..)
    }

    /// The next cell of a row, and its number in the dictionary of its column.
    fn content<'a>(
        &'a self,
        column: usize,
        rest: &mut Bytes<'a>,
    ) -> Option<(Content<'a>, Option<u16>)> {
        let text = |text| Content::Text(Cow::Borrowed(text));
        let number = match rest.u8()? {
            tag::KNOWN_8 => u16::from(rest.u8()?),
            tag::KNOWN_16 => rest.u16()?,
            length @ ..=tag::LONGEST_SHORT => {
                return Some((text(rest.text(usize::from(length))?), None));
            }
            tag::LONG_TEXT => return Some((text(rest.long_text()?), None)),
            tag::ERROR => return Some((Content::Broken(Cow::Borrowed(rest.long_text()?)), None)),
            tag::NUMBER => return Some((Content::Number(rest.f64()?), None)),
            tag::DATE_1900 => return Some((Content::date(rest.f64()?, false), None)),
            tag::DATE_1904 => return Some((Content::date(rest.f64()?, true), None)),
            tag::TRUE => return Some((Content::Bool(true), None)),
            _ => return Some((Content::Bool(false), None)),
        };
        let content = match self.dictionaries.get(column)?.value(number)? {
            Value::Text(known) => text(known),
            Value::Number(bits) => Content::Number(f64::from_bits(*bits)),
            Value::Date(bits, is_1904) => Content::date(f64::from_bits(*bits), *is_1904),
        };
        Some((content, Some(number)))
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
    fn shown(content: &Content<'_>) -> String {
        match content {
            Content::Number(number) => format!("number {:x}", number.to_bits()),
            Content::Date(day, serial) => format!("date {day:?} {:x}", serial.to_bits()),
            other => format!("{other:?}"),
        }
    }

    fn held(cell: Option<Cell<'_>>) -> Held<'_> {
        (cell, Content::of(cell))
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
                let cells: Vec<Held<'_>> = cells.iter().map(|cell| held(cell.as_ref().map(Kept::cell))).collect();
                packed.push(origin(*file, row), &cells, &held(joined.as_ref().map(Kept::cell)));
            }
            packed.close();
            prop_assert_eq!(packed.len(), rows.len());
            for (at, (file, cells, joined)) in rows.iter().enumerate() {
                let row = packed.row(at).unwrap();
                prop_assert_eq!(row.origin, origin(*file, u32::try_from(at).unwrap() + 1));
                for (column, content) in row.contents.iter().enumerate() {
                    let before = cells.get(column).and_then(Option::as_ref).map(Kept::cell);
                    prop_assert_eq!(shown(content), shown(&Content::of(before)));
                }
                prop_assert_eq!(shown(&packed.first_cell(at)), shown(&row.contents[0]));
                prop_assert_eq!(shown(&row.joined_name), shown(&Content::of(joined.as_ref().map(Kept::cell))));
            }
        }
    }

    #[test]
    fn a_column_of_few_texts_takes_few_bytes_and_a_column_of_many_is_kept_as_it_stands() {
        let mut packed = Packed::default();
        for row in 1..=60_000 {
            let number = format!("W{row:09}");
            let cells = [
                held(Some(Cell::Text(&number))),
                held(Some(Cell::Text("Atelier Boréal inc."))),
            ];
            packed.push(origin(0, row), &cells, &held(None));
        }
        packed.close();
        // Mask, the number with its length (a shorter one while it could still recur), and the number of the employer.
        assert!(packed.bytes.len() < 60_000 * (2 + 11 + 2));
        let row = packed.row(59_999).unwrap();
        assert_eq!(row.contents[0].text(), "W000060000");
        assert_eq!(row.contents[1].text(), "Atelier Boréal inc.");
        assert_eq!((row.numbers[0], row.numbers[1]), (None, Some(0)));
    }
}

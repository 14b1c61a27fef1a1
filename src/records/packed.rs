//! The rows of one table, packed into bytes until somebody needs them as records.
//!
//! A million applicants are ten million rows: kept as cells they fill the memory of a small machine, packed they take some
//! fifty bytes each. What recurs in a column (dates, words, employers) is kept once and named by a number.

mod day;
mod lay;
mod open_row;

use super::dictionary::{Dictionary, Value};
use super::values::Content;
use crate::calendar::Day;
use crate::provenance::{Origin, Table, Text};
use day::{DayForm, PackedDay};
pub(super) use open_row::OpenRow;
use smallvec::SmallVec;
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
/// The bits of the cells.
const CELLS: u16 = (1 << WIDEST) - 1;
// The cells of the widest table leave the two other bits free.
const _: () = assert!(WIDEST <= 14);

/// The mask stands at the head of a row.
const MASK_BYTES: usize = size_of::<u16>();

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
    pub(super) const ISO_DAY: u8 = 209;
    pub(super) const SERIAL_DAY: u8 = 210;
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
    /// Small tables have one.
    bases: SmallVec<[usize; 1]>,
    bytes: Vec<u8>,
    /// One for each column, and one for joined names.
    dictionaries: Vec<Dictionary>,
    first: Option<Origin>,
}

/// What is known of a cell before somebody asks what it holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum PackedCell {
    Blank,
    /// The number of its value in the dictionary of its column.
    Known(u16),
    Day(PackedDay),
    /// Where it begins in the bytes of its row.
    At(u32),
}

/// A row where it lies. What a cell holds is looked at when somebody asks: mostly the number of its value is enough.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnpackedRow<'a> {
    pub(super) origin: Origin,
    rows: &'a Packed,
    bytes: &'a [u8],
    /// Its cells, and the joined name behind them.
    cells: [PackedCell; WIDEST + 1],
}

impl Packed {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// All rows stand so many rows lower in their sheet.
    pub(super) fn lower(&mut self, rows: u32) {
        for head in &mut self.heads {
            head.row = head.row.saturating_add(rows);
        }
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
            let bytes = self.row_bytes(at)?;
            let mut rest = Bytes(bytes);
            (rest.u16()? & 1 == 1).then(|| self.content(0, rest))?
        };
        first().unwrap_or(Content::Blank)
    }

    /// The bytes of the text in the first cell of a row, if it is a short one that stands alone.
    #[inline]
    pub(super) fn first_short_text(&self, at: usize) -> Option<&[u8]> {
        let mut rest = Bytes(self.row_bytes(at)?);
        if rest.u16()? & 1 == 0 {
            return None;
        }
        rest.short_text()
    }

    /// The row at a position.
    pub(super) fn row(&self, at: usize) -> Option<UnpackedRow<'_>> {
        let mut row = UnpackedRow::of(self);
        row.go_to(at)?;
        Some(row)
    }

    /// Where the bytes of a row begin.
    pub(super) fn place(&self, at: usize) -> Option<usize> {
        // Rows that were laid in another order count from the beginning.
        let base = self.bases.get(at / ROWS_PER_BASE).copied().unwrap_or(0);
        let offset = usize::try_from(self.heads.get(at)?.offset).ok()?;
        base.checked_add(offset)
    }

    /// The first byte of a row.
    pub(super) fn first_byte(&self, at: usize) -> Option<u8> {
        self.row_bytes(at)?.first().copied()
    }

    fn row_bytes(&self, at: usize) -> Option<&[u8]> {
        self.bytes.get(self.place(at)?..)
    }

    /// The value of a number in the dictionary of a column.
    fn value(&self, column: usize, number: u16) -> Option<&Value> {
        self.dictionaries.get(column)?.value(number)
    }

    /// What a cell holds.
    fn content<'a>(&'a self, column: usize, mut rest: Bytes<'a>) -> Option<Content<'a>> {
        let text = |text| Content::Text(Cow::Borrowed(text));
        Some(match rest.u8()? {
            tag::KNOWN_8 => self.value(column, u16::from(rest.u8()?))?.content(),
            tag::KNOWN_16 => self.value(column, rest.u16()?)?.content(),
            length @ ..=tag::LONGEST_SHORT => text(rest.text(usize::from(length))?),
            tag::LONG_TEXT => text(rest.long_text()?),
            tag::ERROR => Content::Broken(Cow::Borrowed(rest.long_text()?)),
            tag::NUMBER => Content::Number(rest.f64()?),
            tag::DATE_1900 => Content::date(rest.f64()?, false),
            tag::DATE_1904 => Content::date(rest.f64()?, true),
            tag::TRUE => Content::Bool(true),
            tag::ISO_DAY => rest.day(DayForm::Iso)?.content(),
            tag::SERIAL_DAY => rest.day(DayForm::Serial)?.content(),
            _ => Content::Bool(false),
        })
    }
}

impl<'a> UnpackedRow<'a> {
    /// No row yet of these.
    pub(super) fn of(rows: &'a Packed) -> Self {
        Self {
            origin: rows.first.unwrap_or_default(),
            rows,
            bytes: &[],
            cells: [PackedCell::Blank; WIDEST + 1],
        }
    }

    /// Becomes the row at a position, if it was none before. Nothing if there is no such row; then it must not be looked at.
    pub(super) fn go_to(&mut self, at: usize) -> Option<()> {
        self.bytes = self.rows.row_bytes(at)?;
        self.origin.row = self.rows.heads.get(at)?.row;
        let mut rest = Bytes(self.bytes);
        let mask = rest.u16()?;
        let joined = u32::from(mask & JOINED_NAME != 0);
        let mut filled = u32::from(mask & CELLS) | joined << WIDEST;
        while filled != 0 {
            // From filled cell to filled cell: which are blank nobody can foretell.
            let cell = self.cells.get_mut(filled.trailing_zeros() as usize)?;
            *cell = rest.cell(self.bytes.len())?;
            filled &= filled - 1;
        }
        if mask & ELSEWHERE != 0 {
            self.origin.file = rest.u32()?;
            self.origin.sheet = rest.u16()?;
            self.origin.block = rest.u16()?;
        }
        Some(())
    }

    /// What is known of a cell.
    pub(super) fn cell(&self, column: usize) -> PackedCell {
        self.cells.get(column).copied().unwrap_or(PackedCell::Blank)
    }

    /// The bytes of the row from a place on.
    fn rest(&self, start: u32) -> Option<Bytes<'a>> {
        self.bytes.get(usize::try_from(start).ok()?..).map(Bytes)
    }

    /// Whether a cell is blank.
    pub(super) fn is_blank(&self, column: usize) -> bool {
        matches!(self.cell(column), PackedCell::Blank)
    }

    /// Whether a cell holds an error.
    pub(super) fn is_broken(&self, column: usize) -> bool {
        match self.cell(column) {
            PackedCell::Blank | PackedCell::Known(_) | PackedCell::Day(_) => false,
            PackedCell::At(start) => {
                self.rest(start).and_then(|mut rest| rest.u8()) == Some(tag::ERROR)
            }
        }
    }

    /// What a cell holds.
    pub(super) fn content(&self, column: usize) -> Content<'a> {
        let content = match self.cell(column) {
            PackedCell::Blank => None,
            PackedCell::Known(number) => self.rows.value(column, number).map(Value::content),
            PackedCell::Day(day) => Some(day.content()),
            PackedCell::At(start) => self
                .rest(start)
                .and_then(|rest| self.rows.content(column, rest)),
        };
        content.unwrap_or(Content::Blank)
    }

    /// The bytes of the text in a cell, if it is a short one that stands alone: as they were packed, they are text.
    pub(super) fn short_text(&self, column: usize) -> Option<&'a [u8]> {
        let PackedCell::At(start) = self.cell(column) else {
            return None;
        };
        self.rest(start)?.short_text()
    }

    /// What the joined name holds.
    pub(super) fn joined_name(&self) -> Content<'a> {
        self.content(WIDEST)
    }

    /// The number of what a cell holds in the dictionary of its column.
    pub(super) fn number(&self, column: usize) -> Option<u16> {
        match self.cell(column) {
            PackedCell::Known(number) => Some(number),
            PackedCell::Blank | PackedCell::Day(_) | PackedCell::At(_) => None,
        }
    }

    /// The day of a cell of dates that has one in a form that can mean nothing else; the other cells are to be read.
    pub(super) fn day(&self, column: usize) -> Option<Day> {
        match self.cell(column) {
            PackedCell::Day(day) => Some(day.day()),
            PackedCell::Blank | PackedCell::Known(_) | PackedCell::At(_) => None,
        }
    }

    /// The text of a cell, if it recurs.
    pub(super) fn shared_text(&self, column: usize) -> Option<&'a Text> {
        self.rows.value(column, self.number(column)?)?.text()
    }
}

/// What is left of the bytes of a row.
#[derive(Clone, Copy)]
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

    fn day(&mut self, form: DayForm) -> Option<PackedDay> {
        self.u16().map(|since| PackedDay { since, form })
    }

    /// The bytes of the next cell, if it is a short text that stands alone.
    fn short_text(mut self) -> Option<&'a [u8]> {
        match self.u8()? {
            length @ ..=tag::LONGEST_SHORT => self.0.get(..usize::from(length)),
            _ => None,
        }
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

    /// Passes over the next cell, which is not blank, of a row of so many bytes.
    fn cell(&mut self, row: usize) -> Option<PackedCell> {
        let start = row - self.0.len();
        let length = match self.u8()? {
            tag::KNOWN_8 => return Some(PackedCell::Known(u16::from(self.u8()?))),
            tag::KNOWN_16 => return Some(PackedCell::Known(self.u16()?)),
            tag::ISO_DAY => return Some(PackedCell::Day(self.day(DayForm::Iso)?)),
            tag::SERIAL_DAY => return Some(PackedCell::Day(self.day(DayForm::Serial)?)),
            length @ ..=tag::LONGEST_SHORT => usize::from(length),
            tag::LONG_TEXT | tag::ERROR => usize::try_from(self.u32()?).ok()?,
            tag::NUMBER | tag::DATE_1900 | tag::DATE_1904 => 8,
            _ => 0,
        };
        (_, self.0) = self.0.split_at_checked(length)?;
        Some(PackedCell::At(u32::try_from(start).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::executor::InTurn;
    use super::super::rehearsal::seeded;
    use super::super::values::DateReading;
    use super::*;
    use crate::calendar::RecordedDate;
    use crate::intake::Cell;
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
            "(19|20)[0-9]{2}-0[1-9]-[0-2][1-8]".prop_map(Kept::Text),
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

    fn push(
        packed: &mut Packed,
        origin: Origin,
        cells: &[Option<Cell<'_>>],
        joined: Option<Cell<'_>>,
    ) {
        let mut row = packed.begin(origin);
        for (column, cell) in cells.iter().enumerate() {
            let is_day = cell.is_some_and(|cell| row.keep_day(column, &cell));
            if !is_day {
                row.keep(column, *cell, &Content::of(*cell));
            }
        }
        row.keep_joined_name(joined, &Content::of(joined));
        row.close();
    }

    proptest! {
        #![proptest_config(seeded(300))]

        #[test]
        fn rows_come_back_as_they_were_handed_over(
            rows in proptest::collection::vec(
                (0..2_u32, proptest::collection::vec(proptest::option::of(kept()), 0..=WIDEST), proptest::option::of(kept())),
                0..200,
            ),
            backwards_in_parts in proptest::option::of((0..5_000_usize, 1..60_usize)),
        ) {
            let mut packed = Packed::default();
            for (row, (file, cells, joined)) in (1..).zip(&rows) {
                let cells: Vec<Option<Cell<'_>>> = cells.iter().map(|cell| cell.as_ref().map(Kept::cell)).collect();
                packed.begin(origin(*file, row)).give_up();
                push(&mut packed, origin(*file, row), &cells, joined.as_ref().map(Kept::cell));
            }
            packed.close();
            prop_assert_eq!(packed.len(), rows.len());
            if let Some((part, stretch)) = backwards_in_parts {
                let backwards: Vec<u32> = (0..u32::try_from(rows.len()).unwrap()).rev().collect();
                packed.lay_in_parts(&backwards, part, stretch, &InTurn);
            }
            for (at, (file, cells, joined)) in rows.iter().enumerate() {
                let row = packed.row(at).unwrap();
                prop_assert_eq!(row.origin, origin(*file, u32::try_from(at).unwrap() + 1));
                for column in 0..WIDEST {
                    let before = Content::of(cells.get(column).and_then(Option::as_ref).map(Kept::cell));
                    prop_assert_eq!(shown(&row.content(column)), shown(&before));
                    prop_assert_eq!(row.is_blank(column), before.is_blank());
                    prop_assert_eq!(row.is_broken(column), matches!(before, Content::Broken(_)));
                    if let Some(day) = row.day(column) {
                        let read = DateReading::of(&before);
                        prop_assert_eq!(read, Ok(DateReading::One(RecordedDate::on(day))));
                    }
                    if let Some(text) = row.shared_text(column) {
                        prop_assert_eq!(&**text, &*before.text());
                    }
                }
                prop_assert_eq!(shown(&packed.first_cell(at)), shown(&row.content(0)));
                prop_assert_eq!(shown(&row.joined_name()), shown(&Content::of(joined.as_ref().map(Kept::cell))));
            }
        }
    }

    #[test]
    fn an_order_that_does_not_name_every_row_once_changes_nothing() {
        let mut packed = Packed::default();
        for (row, text) in (1..).zip(["one", "two", "three"]) {
            push(&mut packed, origin(0, row), &[Some(Cell::Text(text))], None);
        }
        for order in [vec![0, 1], vec![0, 1, 1], vec![2, 1, 0, 3]] {
            packed.lay(&order, &InTurn);
            assert_eq!(packed.first_cell(0).text(), "one");
            assert!(!packed.bases.is_empty());
        }
        packed.lay(&[2, 0, 1], &InTurn);
        let texts = [0, 1, 2].map(|at| packed.first_cell(at).text().into_owned());
        assert_eq!(texts, ["one", "two", "three"]);
        assert!(packed.bases.is_empty());
    }

    #[test]
    fn a_column_of_few_texts_takes_few_bytes_and_a_column_of_many_is_kept_as_it_stands() {
        let mut packed = Packed::default();
        for row in 1..=60_000 {
            let number = format!("W{row:09}");
            let cells = [&number, "Atelier Boréal inc."].map(|text| Some(Cell::Text(text)));
            push(&mut packed, origin(0, row), &cells, None);
        }
        packed.close();
        // Mask, the number with its length (a shorter one while it could still recur), and the number of the employer.
        assert!(packed.bytes.len() < 60_000 * (2 + 11 + 2));
        let row = packed.row(59_999).unwrap();
        assert_eq!(row.content(0).text(), "W000060000");
        assert_eq!(row.content(1).text(), "Atelier Boréal inc.");
        assert_eq!((row.number(0), row.number(1)), (None, Some(0)));
    }
}

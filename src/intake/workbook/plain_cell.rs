//! Recognises cells and rows written in the plainest form, which nearly all are: `<c r="B2" s="1" t="s"><v>7</v></c>`.
//!
//! Only for speed: whatever it does not recognise, the general walk reads, and to the same result.

use crate::intake::workbook::sheet_xml::CellKind;

/// What stands in a plain cell.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum PlainValue<'a> {
    Nothing,
    /// Digits and nothing else.
    Whole(u32),
    /// Digits with a point.
    Decimal(f64),
    /// Anything else but white space, with nothing to be decoded.
    Text(&'a str),
}

/// A plain cell.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct PlainCell<'a> {
    /// From 0.
    pub(crate) column: u32,
    pub(crate) style: u32,
    pub(crate) kind: CellKind,
    pub(crate) value: PlainValue<'a>,
}

/// The number of a row as its cells write it, and the quotation mark behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct RowMark {
    bytes: u64,
    mask: u64,
    length: usize,
}

impl RowMark {
    /// Of a row from 1.
    pub(crate) fn of(row: u32) -> Self {
        let mut written = [0; 8];
        let mut length = 0;
        let digits = row.checked_ilog10().unwrap_or(0);
        for power in (0..=digits).rev() {
            if let (Some(place), Ok(digit)) = (
                written.get_mut(length),
                u8::try_from(row / 10_u32.pow(power) % 10),
            ) {
                *place = b'0' + digit;
                length += 1;
            }
        }
        if let Some(place) = written.get_mut(length) {
            *place = b'"';
            length += 1;
        }
        let bits = u32::try_from(length * 8).unwrap_or(u64::BITS);
        Self {
            bytes: u64::from_le_bytes(written),
            mask: u64::MAX >> (u64::BITS - bits.clamp(1, u64::BITS)),
            length,
        }
    }
}

/// The cell of this row at the head of the bytes, if it is plain and wholly there, and what follows it.
#[inline]
pub(crate) fn plain_cell(bytes: &[u8], row: RowMark) -> Option<(PlainCell<'_>, &[u8])> {
    let rest = bytes.strip_prefix(b"<c r=\"")?;
    let (column, rest) = letters(rest)?;
    let written = u64::from_le_bytes(*rest.first_chunk::<8>()?);
    if written & row.mask != row.bytes {
        return None;
    }
    let mut rest = rest.get(row.length..)?;
    let mut cell = PlainCell {
        column,
        style: 0,
        kind: CellKind::Number,
        value: PlainValue::Nothing,
    };
    if let Some(after) = rest.strip_prefix(b" s=\"") {
        let (style, after) = digits(after)?;
        cell.style = style;
        rest = after.strip_prefix(b"\"")?;
    }
    if let Some(after) = rest.strip_prefix(b" t=\"") {
        (cell.kind, rest) = kind(after)?;
    }
    if cell.kind == CellKind::Inline {
        let (text, after) = inline(rest)?;
        cell.value = PlainValue::Text(text);
        return Some((cell, after));
    }
    if let Some(after) = rest.strip_prefix(b"><v>") {
        let (value, after) = match cell.kind {
            CellKind::Number | CellKind::Shared => number(after)?,
            _ => words(after)?,
        };
        cell.value = value;
        rest = after.strip_prefix(b"</v></c>")?;
    } else {
        rest = rest.strip_prefix(b"/>")?;
    }
    Some((cell, rest))
}

/// The row after a row, if it is plain and its head is wholly there: its number and what follows.
pub(crate) fn plain_row(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let rest = bytes.strip_prefix(b"</row>")?;
    let rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    let (number, rest) = digits(rest.strip_prefix(b"<row r=\"")?)?;
    let rest = rest.strip_prefix(b"\"")?;
    let rest = match rest.strip_prefix(b" spans=\"") {
        Some(spans) => {
            let (_, after) = digits(spans)?;
            digits(after.strip_prefix(b":")?)?.1.strip_prefix(b"\"")?
        }
        None => rest,
    };
    Some((number, rest.strip_prefix(b">")?))
}

/// The letters of a column, from 0.
#[inline]
fn letters(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (mut column, mut rest) = (0_u32, bytes);
    for _ in 0..3 {
        let Some((letter @ b'A'..=b'Z', after)) = rest.split_first() else {
            break;
        };
        column = column * 26 + u32::from(letter - b'A') + 1;
        rest = after;
    }
    Some((column.checked_sub(1)?, rest))
}

/// At most nine digits, so that they fit.
const MOST_DIGITS: u32 = 9;

/// A whole number.
#[inline]
fn digits(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let mut run = Digits::default();
    let rest = run.take(bytes);
    (1..=MOST_DIGITS)
        .contains(&run.count)
        .then_some((run.number, rest))
}

/// Digits read so far; once there are too many, the number means nothing.
#[derive(Default)]
struct Digits {
    number: u32,
    count: u32,
}

impl Digits {
    #[inline]
    fn take<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let mut rest = bytes;
        while let Some((digit @ b'0'..=b'9', after)) = rest.split_first() {
            self.number = self
                .number
                .wrapping_mul(10)
                .wrapping_add(u32::from(digit - b'0'));
            self.count += 1;
            rest = after;
        }
        rest
    }
}

/// The kind, and what follows its closing quotation mark.
#[inline]
fn kind(bytes: &[u8]) -> Option<(CellKind, &[u8])> {
    let is = |mark: &[u8], kind| Some((kind, bytes.strip_prefix(mark)?));
    is(b"s\"", CellKind::Shared)
        .or_else(|| is(b"n\"", CellKind::Number))
        .or_else(|| is(b"str\"", CellKind::FormulaText))
        .or_else(|| is(b"inlineStr\"", CellKind::Inline))
        .or_else(|| is(b"e\"", CellKind::Error))
}

/// A number up to the next tag; one that is written in an unusual way is text here.
#[inline]
fn number(bytes: &[u8]) -> Option<(PlainValue<'_>, &[u8])> {
    let mut run = Digits::default();
    let rest = run.take(bytes);
    let whole = run.count;
    if whole > 0 {
        if rest.first() == Some(&b'<') && whole <= MOST_DIGITS {
            return Some((PlainValue::Whole(run.number), rest));
        }
        if let Some(after) = rest.strip_prefix(b".") {
            let rest = run.take(after);
            if rest.first() == Some(&b'<') && whole < run.count && run.count <= MOST_DIGITS {
                let decimal = decimal(run.number, run.count - whole)?;
                return Some((PlainValue::Decimal(decimal), rest));
            }
        }
    }
    words(bytes)
}

/// Any other value up to the next tag.
#[inline]
fn words(bytes: &[u8]) -> Option<(PlainValue<'_>, &[u8])> {
    let (text, rest) = text(bytes)?;
    Some((PlainValue::Text(text), rest))
}

/// Both numbers are exact as doubles, so their quotient is the double nearest to what is written.
#[expect(
    clippy::float_arithmetic,
    reason = "a spreadsheet number is a double already"
)]
#[inline]
fn decimal(number: u32, places: u32) -> Option<f64> {
    const POWERS: [f64; 9] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
    let power = POWERS.get(usize::try_from(places).ok()?)?;
    Some(f64::from(number) / power)
}

/// A text up to the next tag, if it has nothing to be decoded and no white space at its ends.
#[inline]
fn text(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let length = bytes
        .iter()
        .position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
    let (text, rest) = bytes.split_at_checked(length)?;
    if rest.first() != Some(&b'<') {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    (!text.is_empty() && text.trim().len() == text.len()).then_some((text, rest))
}

/// A text that stands in its cell, and what follows the cell.
#[inline]
fn inline(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (text, rest) = text(bytes.strip_prefix(b"><is><t>")?)?;
    let rest = rest.strip_prefix(b"</t></is></c>")?;
    // `_x000D_` would have to be resolved.
    (!text.contains("_x")).then_some((text, rest))
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::plain_cell::{
        PlainCell, PlainValue, RowMark, plain_cell, plain_row,
    };
    use crate::intake::workbook::sheet_xml::CellKind;

    fn read(xml: &str, row: u32) -> Option<PlainCell<'_>> {
        let (cell, rest) = plain_cell(xml.as_bytes(), RowMark::of(row))?;
        assert_eq!(rest, b"<c r=\"");
        Some(cell)
    }

    fn value(inner: &str) -> Option<PlainValue<'_>> {
        let (value, rest) = super::number(inner.as_bytes())?;
        assert_eq!(rest, b"</v>", "{inner}");
        Some(value)
    }

    #[test]
    fn plain_cells_are_recognised() {
        let cell = PlainCell {
            column: 27,
            style: 3,
            kind: CellKind::Shared,
            value: PlainValue::Whole(7),
        };
        let xml = "<c r=\"AB12\" s=\"3\" t=\"s\"><v>7</v></c><c r=\"";
        assert_eq!(read(xml, 12), Some(cell));
        assert_eq!(read(xml, 2), None);
        let empty = read("<c r=\"A1048576\" s=\"3\"/><c r=\"", 1_048_576).unwrap();
        assert_eq!(
            (empty.value, empty.kind, empty.style),
            (PlainValue::Nothing, CellKind::Number, 3)
        );
        let inline = read(
            "<c r=\"A1\" t=\"inlineStr\"><is><t>Zoë</t></is></c><c r=\"",
            1,
        );
        assert_eq!(inline.map(|cell| cell.value), Some(PlainValue::Text("Zoë")));
        let digits = read("<c r=\"A1\" t=\"str\"><v>007</v></c><c r=\"", 1);
        assert_eq!(digits.map(|cell| cell.value), Some(PlainValue::Text("007")));
    }

    #[test]
    fn numbers_are_those_that_the_library_reads() {
        for text in [
            "0",
            "7",
            "007",
            "999999999",
            "1000000000",
            "37.5",
            "0.1",
            "99999999.9",
            "0.00000001",
            "1234567.89",
            "45000.520833333336",
            "1e3",
            "-1",
            "1.",
            ".5",
            "12.345678",
        ] {
            let xml = format!("{text}</v>");
            let number = match value(&xml) {
                Some(PlainValue::Whole(number)) => f64::from(number),
                Some(PlainValue::Decimal(number)) => number,
                Some(PlainValue::Text(same)) => {
                    assert_eq!(same, text);
                    continue;
                }
                other => panic!("{text}: {other:?}"),
            };
            assert_eq!(
                number.to_bits(),
                text.parse::<f64>().unwrap().to_bits(),
                "{text}"
            );
        }
        assert_eq!(value("37.5</v>"), Some(PlainValue::Decimal(37.5)));
    }

    #[test]
    fn anything_else_is_left_to_the_general_walk() {
        let others = [
            "<c r=\"A1\"><v>1</v></c",
            "<c r=\"A1\"><v>1 &amp; 2</v></c>",
            "<c r=\"A1\"><v> 1</v></c>",
            "<c r=\"A1\"><v></v></c>",
            "<c r=\"A1\"><f>1</f><v>1</v></c>",
            "<c r=\"A1\" t=\"inlineStr\"><is><t> x</t></is></c>",
            "<c r=\"A1\" t=\"inlineStr\"><is><t>_x000D_</t></is></c>",
            "<c r=\"A1\" t=\"inlineStr\"><v>1</v></c>",
            "<c r=\"A1\" t=\"b\"><v>1</v></c>",
            "<c t=\"s\" r=\"A1\"><v>1</v></c>",
            "<c r=\"a1\"><v>1</v></c>",
            "<c r=\"AAAA1\"><v>1</v></c>",
            "<c r=\"A11\"><v>1</v></c>",
            "<c r=\"A99999999999\"><v>1</v></c>",
            "<c  r=\"A1\"><v>1</v></c>",
            "<row>",
            "",
        ];
        for other in others {
            assert_eq!(
                plain_cell(other.as_bytes(), RowMark::of(1)),
                None,
                "{other}"
            );
        }
    }

    #[test]
    fn plain_rows_are_recognised() {
        let row = |xml: &'static str| plain_row(xml.as_bytes()).map(|(number, _)| number);
        assert_eq!(row("</row><row r=\"2\">"), Some(2));
        assert_eq!(row("</row>\n<row r=\"10\" spans=\"1:13\"><c"), Some(10));
        for other in [
            "</row></sheetData>",
            "</row><row r=\"2\" hidden=\"1\">",
            "</row><row r=\"2\"/>",
            "</row><row>",
            "<row r=\"2\">",
            "</row><row r=\"2\"",
        ] {
            assert_eq!(row(other), None, "{other}");
        }
    }
}

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
        Self::begins(u64::from_le_bytes(written), length)
    }

    /// So many of eight bytes.
    fn begins(bytes: u64, length: usize) -> Self {
        let bits = u32::try_from(length * 8).unwrap_or(u64::BITS);
        let mask = u64::MAX >> (u64::BITS - bits.clamp(1, u64::BITS));
        Self {
            bytes: bytes & mask,
            mask,
            length,
        }
    }
}

/// What follows a mark at the head of the bytes; nothing if another stands there.
#[inline]
fn behind<'a, const N: usize>(bytes: &'a [u8], mark: &[u8; N]) -> Option<&'a [u8]> {
    let (head, rest) = bytes.split_first_chunk()?;
    (head == mark).then_some(rest)
}

/// The cell of this row at the head of the bytes, if it is plain and wholly there, and what follows it.
#[inline]
pub(crate) fn plain_cell(bytes: &[u8], row: RowMark) -> Option<(PlainCell<'_>, &[u8])> {
    let rest = behind(bytes, b"<c r=\"")?;
    let (column, rest) = letters(rest)?;
    let written = u64::from_le_bytes(*rest.first_chunk()?);
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
    if let Some(after) = behind(rest, b" s=\"") {
        let (style, after) = digits(after)?;
        cell.style = style;
        rest = behind(after, b"\"")?;
    }
    if let Some(after) = behind(rest, b" t=\"") {
        (cell.kind, rest) = kind(after)?;
    }
    if cell.kind == CellKind::Inline {
        let (text, after) = inline(rest)?;
        cell.value = PlainValue::Text(text);
        return Some((cell, after));
    }
    if let Some(after) = behind(rest, b"><v>") {
        let (value, after) = match cell.kind {
            CellKind::Number | CellKind::Shared => number(after)?,
            _ => words(after)?,
        };
        cell.value = value;
        rest = behind(after, b"</v></c>")?;
    } else {
        rest = behind(rest, b"/>")?;
    }
    Some((cell, rest))
}

/// The row after a row, if it is plain and its head is wholly there: its number, how its cells write it, and what follows.
pub(crate) fn plain_row(bytes: &[u8]) -> Option<(u32, RowMark, &[u8])> {
    let rest = behind(bytes, b"</row>")?;
    let rest = behind(rest, b"\n").unwrap_or(rest);
    let written = behind(rest, b"<row r=\"")?;
    let (number, rest) = digits(written)?;
    let mark = match written.first_chunk() {
        Some(first) if *written.first()? != b'0' && written.len() - rest.len() < first.len() => {
            let length = written.len() - rest.len() + 1;
            RowMark::begins(u64::from_le_bytes(*first), length)
        }
        _ => RowMark::of(number),
    };
    let rest = behind(rest, b"\"")?;
    let rest = match behind(rest, b" spans=\"") {
        Some(spans) => {
            let (_, after) = digits(spans)?;
            behind(digits(behind(after, b":")?)?.1, b"\"")?
        }
        None => rest,
    };
    Some((number, mark, behind(rest, b">")?))
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
        let few = bytes.first_chunk().and_then(|head| few_digits(*head));
        let Some((number, count)) = few else {
            return self.take_each(bytes);
        };
        let power = POWERS.get(count).copied().unwrap_or(1);
        self.number = self.number.wrapping_mul(power).wrapping_add(number);
        self.count += u32::try_from(count).unwrap_or(u32::MAX);
        bytes.get(count..).unwrap_or_default()
    }

    fn take_each<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
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

/// Ten to the power of each number of digits.
const POWERS: [u32; 9] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
];

/// The number that eight bytes begin with, and of how many digits it is; nothing if all of them are digits. All bytes are looked at
/// together: how long numbers are nobody can foretell.
#[inline]
fn few_digits(bytes: [u8; 8]) -> Option<(u32, usize)> {
    const ALL: u64 = 0x0101_0101_0101_0101;
    // A digit becomes its value, and any other byte more than nine.
    let values = u64::from_le_bytes(bytes) ^ (ALL * 0x30);
    let others = (values.wrapping_add(ALL * 0x76) | values) & (ALL * 0x80);
    let count = others.trailing_zeros() / u8::BITS;
    let unused = u64::BITS.checked_sub(count * u8::BITS)?;
    // The digits move to the end, behind zeros; then pairs, fours and eights of them are put together.
    let ones = values.checked_shl(unused).unwrap_or(0);
    let tens = ones.wrapping_mul(10).wrapping_add(ones >> 8) & 0x00FF_00FF_00FF_00FF;
    let hundreds = tens.wrapping_mul(100).wrapping_add(tens >> 16) & 0x0000_FFFF_0000_FFFF;
    let number = hundreds.wrapping_mul(10_000).wrapping_add(hundreds >> 32) & 0xFFFF_FFFF;
    let count = usize::try_from(count).ok().filter(|count| *count < 8)?;
    Some((u32::try_from(number).ok()?, count))
}

/// The kind, and what follows its closing quotation mark.
#[inline]
fn kind(bytes: &[u8]) -> Option<(CellKind, &[u8])> {
    if let Some(rest) = behind(bytes, b"s\"") {
        return Some((CellKind::Shared, rest));
    }
    if let Some(rest) = behind(bytes, b"n\"") {
        return Some((CellKind::Number, rest));
    }
    if let Some(rest) = behind(bytes, b"str\"") {
        return Some((CellKind::FormulaText, rest));
    }
    if let Some(rest) = behind(bytes, b"inlineStr\"") {
        return Some((CellKind::Inline, rest));
    }
    behind(bytes, b"e\"").map(|rest| (CellKind::Error, rest))
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
        if let Some(after) = behind(rest, b".") {
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
    let power = POWERS.get(usize::try_from(places).ok()?)?;
    Some(f64::from(number) / f64::from(*power))
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
    let (text, rest) = text(behind(bytes, b"><is><t>")?)?;
    let rest = behind(rest, b"</t></is></c>")?;
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
    fn digits_are_those_at_the_head_whatever_follows() {
        for count in 0..=12_usize {
            for next in (0..=u8::MAX).filter(|next| !next.is_ascii_digit()) {
                let mut bytes = b"987650123456"[..count].to_vec();
                bytes.extend([next, b'7', b'8']);
                bytes.resize(24, next);
                let mut run = super::Digits::default();
                let rest = run.take(&bytes);
                let mut each = super::Digits::default();
                assert_eq!(each.take_each(&bytes), rest, "{bytes:?}");
                assert_eq!((each.number, each.count), (run.number, run.count));
            }
        }
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
        let row = |xml: &'static str| plain_row(xml.as_bytes()).map(|(number, ..)| number);
        assert_eq!(row("</row><row r=\"2\">"), Some(2));
        assert_eq!(row("</row>\n<row r=\"10\" spans=\"1:13\"><c"), Some(10));
        for number in ["1", "02", "987654", "1048576", "99999999"] {
            let xml = format!("</row><row r=\"{number}\">");
            let (number, mark, _) = plain_row(xml.as_bytes()).unwrap();
            assert_eq!(mark, RowMark::of(number), "{number}");
        }
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

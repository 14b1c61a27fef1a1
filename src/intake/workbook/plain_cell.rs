//! Recognises a cell written in the plainest form, which nearly all are: `<c r="B2" s="1" t="s"><v>7</v></c>`.
//!
//! Only for speed: whatever it does not recognise, the general walk reads, and to the same result.

use std::ops::Range;

use crate::intake::workbook::sheet_xml::CellKind;

/// A plain cell and how many bytes it takes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PlainCell {
    /// From 1.
    pub(crate) row: u32,
    /// From 0.
    pub(crate) column: u32,
    pub(crate) style: u32,
    pub(crate) kind: CellKind,
    /// Where the value stands, if there is one.
    pub(crate) value: Option<Range<usize>>,
    pub(crate) length: usize,
}

/// The cell at the head of these bytes, if it is plain and wholly there.
pub(crate) fn plain_cell(bytes: &[u8]) -> Option<PlainCell> {
    let mut cursor = Cursor { bytes, at: 0 };
    cursor.skip(b"<c r=\"")?;
    let column = cursor.letters()?;
    let row = cursor.digits()?;
    cursor.skip(b"\"")?;
    let mut cell = PlainCell {
        row,
        column,
        style: 0,
        kind: CellKind::Number,
        value: None,
        length: 0,
    };
    if cursor.skip(b" s=\"").is_some() {
        cell.style = cursor.digits()?;
        cursor.skip(b"\"")?;
    }
    if cursor.skip(b" t=\"").is_some() {
        cell.kind = cursor.kind()?;
    }
    if cursor.skip(b"><v>").is_some() {
        let start = cursor.at;
        cursor.text()?;
        cell.value = Some(start..cursor.at);
        cursor.skip(b"</v></c>")?;
    } else {
        cursor.skip(b"/>")?;
    }
    cell.length = cursor.at;
    Some(cell)
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn skip<const N: usize>(&mut self, expected: &[u8; N]) -> Option<()> {
        let found = self.bytes.get(self.at..)?.first_chunk::<N>()?;
        (found == expected).then(|| self.at += N)
    }

    /// The letters of a column, from 0.
    fn letters(&mut self) -> Option<u32> {
        let mut column = 0_u32;
        for _ in 0..3 {
            match self.bytes.get(self.at) {
                Some(letter @ b'A'..=b'Z') => column = column * 26 + u32::from(letter - b'A') + 1,
                _ => break,
            }
            self.at += 1;
        }
        column.checked_sub(1)
    }

    fn digits(&mut self) -> Option<u32> {
        let start = self.at;
        let mut number = 0_u32;
        while let Some(digit @ b'0'..=b'9') = self.bytes.get(self.at) {
            number = number
                .checked_mul(10)?
                .checked_add(u32::from(digit - b'0'))?;
            self.at += 1;
        }
        (self.at > start).then_some(number)
    }

    /// The kind up to its closing quote.
    fn kind(&mut self) -> Option<CellKind> {
        let is_shared = self.skip(b"s\"").map(|()| CellKind::Shared);
        is_shared
            .or_else(|| self.skip(b"n\"").map(|()| CellKind::Number))
            .or_else(|| self.skip(b"str\"").map(|()| CellKind::FormulaText))
            .or_else(|| self.skip(b"b\"").map(|()| CellKind::Bool))
            .or_else(|| self.skip(b"e\"").map(|()| CellKind::Error))
    }

    /// Goes to the end of a text without anything to be decoded.
    fn text(&mut self) -> Option<()> {
        let rest = self.bytes.get(self.at..)?;
        let length = rest
            .iter()
            .position(|byte| matches!(byte, b'<' | b'&' | b'\r'))?;
        self.at += length;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::plain_cell::{PlainCell, plain_cell};
    use crate::intake::workbook::sheet_xml::CellKind;

    #[test]
    fn plain_cells_are_recognised() {
        let bytes = b"<c r=\"AB12\" s=\"3\" t=\"s\"><v>7</v></c><c r=";
        let cell = PlainCell {
            row: 12,
            column: 27,
            style: 3,
            kind: CellKind::Shared,
            value: Some(27..28),
            length: 36,
        };
        assert_eq!(plain_cell(bytes), Some(cell));
        assert_eq!(&bytes[27..28], b"7");
        let empty = plain_cell(b"<c r=\"A1\" s=\"3\"/>").unwrap();
        assert_eq!((empty.value, empty.length, empty.style), (None, 17, 3));
    }

    #[test]
    fn anything_else_is_left_to_the_general_walk() {
        let others = [
            "<c r=\"A1\"><v>1</v></c",
            "<c r=\"A1\"><v>1 &amp; 2</v></c>",
            "<c r=\"A1\"><f>1</f><v>1</v></c>",
            "<c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c>",
            "<c t=\"s\" r=\"A1\"><v>1</v></c>",
            "<c r=\"a1\"><v>1</v></c>",
            "<c r=\"AAAA1\"><v>1</v></c>",
            "<c r=\"A99999999999\"><v>1</v></c>",
            "<c  r=\"A1\"><v>1</v></c>",
            "<row>",
            "",
        ];
        for other in others {
            assert_eq!(plain_cell(other.as_bytes()), None, "{other}");
        }
    }
}

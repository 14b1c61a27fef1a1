//! Walks the rows and cells of an xlsx sheet as its XML writes them. Knows neither shared texts nor formats.

use std::io::Read;

use crate::intake::workbook::heads::plain_head;
use crate::intake::workbook::plain_cell::{PlainCell, RowMark, plain_cell, plain_row};
use crate::intake::workbook::string_xml::read_string;
use crate::intake::workbook::tokens::{Attributes, Tag, Tokens, XmlStop, push_decoded};

/// What a cell says its value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CellKind {
    Number,
    Shared,
    Bool,
    Error,
    FormulaText,
    IsoDate,
    Inline,
    Unknown,
}

/// A cell as it is written.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct RawCell<'a> {
    /// From 1.
    pub(crate) row: u32,
    /// From 0.
    pub(crate) column: u32,
    pub(crate) style: u32,
    pub(crate) kind: CellKind,
    pub(crate) has_formula: bool,
    /// The text of the value element, with its white space, or of the inline text; `None` without either.
    pub(crate) value: Option<&'a str>,
    /// The value is written with comments, sections or entities, which calamine does not expect there.
    pub(crate) is_mixed: bool,
}

/// What comes next in a sheet.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum SheetEvent<'a> {
    /// A row begins: its number from 1, and whether it is hidden.
    Row { number: u32, hidden: bool },
    /// A cell of that row, empty ones included.
    Cell(RawCell<'a>),
    /// The rows end.
    End,
}

/// Walks one sheet.
pub(crate) struct SheetWalk<R> {
    tokens: Tokens<R>,
    value: String,
    /// From 1; 0 before the first row.
    row: u32,
    /// Cells stand in rows and nowhere else, and rows not in each other: otherwise it is a guess where a cell lies.
    within_row: bool,
    /// The row as its cells write it.
    mark: RowMark,
    next_column: u32,
    ended: bool,
}

const MAX_ROW: u32 = 1_048_576;
const MAX_COLUMN: u32 = 16_384;

/// A plain cell longer than this may be read the general way.
const LONGEST_PLAIN: usize = 512;

impl<R: Read> SheetWalk<R> {
    /// Goes to the rows. A part without rows, such as a chart, is odd.
    pub(crate) fn new(source: R) -> Result<Self, XmlStop> {
        let mut walk = Self {
            tokens: Tokens::new(source),
            value: String::new(),
            row: 0,
            within_row: false,
            mark: RowMark::default(),
            next_column: 0,
            ended: false,
        };
        if let Some(length) = plain_head(walk.tokens.ahead(1)?) {
            walk.tokens.pass(length);
            walk.tokens.expect_prefix(Vec::new());
            return Ok(walk);
        }
        while !walk.ended {
            let token = walk.tokens.next()?.ok_or(XmlStop::Odd)?;
            match token.kind()? {
                Tag::Open(b"sheetData", _) => {
                    let prefix = token.prefix().to_vec();
                    walk.tokens.expect_prefix(prefix);
                    break;
                }
                Tag::Empty(b"sheetData", _) => walk.ended = true,
                _ => {}
            }
        }
        Ok(walk)
    }

    /// The next row or cell.
    pub(crate) fn next(&mut self) -> Result<SheetEvent<'_>, XmlStop> {
        while !self.ended {
            let token = self.tokens.next()?.ok_or(XmlStop::Broken)?;
            match (token.kind_alone()?, self.within_row) {
                (Tag::Open(b"c", attributes), true) => {
                    let head = CellHead::of(attributes)?;
                    return self.cell(head, true).map(SheetEvent::Cell);
                }
                (Tag::Empty(b"c", attributes), true) => {
                    let head = CellHead::of(attributes)?;
                    return self.cell(head, false).map(SheetEvent::Cell);
                }
                (Tag::Open(b"row", attributes), false) => {
                    let head = row_head(attributes)?;
                    self.within_row = true;
                    return self.row(head);
                }
                (Tag::Empty(b"row", attributes), false) => {
                    let head = row_head(attributes)?;
                    return self.row(head);
                }
                (Tag::Close(b"row"), true) => self.within_row = false,
                (Tag::Open(b"extLst", _), _) => skip_to(&mut self.tokens, b"extLst")?,
                (Tag::Aside | Tag::Empty(b"extLst", _), _) => {}
                (Tag::Close(b"sheetData"), false) => self.ended = true,
                _ => return Err(XmlStop::Odd),
            }
        }
        Ok(SheetEvent::End)
    }

    /// Hands over the plain cells that come next in the row, as far as they are at hand; the answer is how many.
    pub(crate) fn plain_cells(
        &mut self,
        mut take: impl FnMut(PlainCell<'_>),
    ) -> Result<u64, XmlStop> {
        if !self.within_row || !self.tokens.expects_no_prefix() {
            return Ok(0);
        }
        let mark = self.mark;
        let ahead = self.tokens.ahead(LONGEST_PLAIN)?;
        let (mut rest, mut count, mut last) = (ahead, 0, None);
        while let Some((cell, after)) = plain_cell(rest, mark)
            && cell.column < MAX_COLUMN
        {
            last = Some(cell.column);
            take(cell);
            count += 1;
            rest = after;
        }
        let passed = ahead.len() - rest.len();
        self.next_column = last.map_or(self.next_column, |column| column + 1);
        self.tokens.pass(passed);
        Ok(count)
    }

    /// Goes to the next row, if that is a plain one; the answer is its number.
    pub(crate) fn plain_row(&mut self) -> Result<Option<u32>, XmlStop> {
        if !self.within_row || !self.tokens.expects_no_prefix() {
            return Ok(None);
        }
        let ahead = self.tokens.ahead(LONGEST_PLAIN)?;
        let Some((number, mark, rest)) = plain_row(ahead) else {
            return Ok(None);
        };
        let passed = ahead.len() - rest.len();
        self.tokens.pass(passed);
        self.begin_row(number, mark)?;
        Ok(Some(number))
    }

    fn row(&mut self, head: (Option<u32>, bool)) -> Result<SheetEvent<'_>, XmlStop> {
        let (number, hidden) = head;
        let number = number.unwrap_or(self.row + 1);
        self.begin_row(number, RowMark::of(number))?;
        Ok(SheetEvent::Row {
            number: self.row,
            hidden,
        })
    }

    fn begin_row(&mut self, number: u32, mark: RowMark) -> Result<(), XmlStop> {
        if number == 0 || number > MAX_ROW {
            return Err(XmlStop::Odd);
        }
        self.row = number;
        self.mark = mark;
        self.next_column = 0;
        Ok(())
    }

    fn cell(&mut self, head: CellHead, has_body: bool) -> Result<RawCell<'_>, XmlStop> {
        let (row, column) = head.place.unwrap_or((self.row, self.next_column));
        if row != self.row || column >= MAX_COLUMN {
            return Err(XmlStop::Odd);
        }
        self.next_column = column + 1;
        let mut body = Body::default();
        self.value.clear();
        if has_body {
            body = read_body(&mut self.tokens, &mut self.value)?;
        }
        // A cell that is called inline and has no inline text is blank, whatever value stands there.
        let has_value = match body.held {
            Held::Nothing => false,
            Held::Value => head.kind != CellKind::Inline,
            Held::Inline => true,
        };
        Ok(RawCell {
            row,
            column,
            style: head.style,
            kind: if body.held == Held::Inline {
                CellKind::Inline
            } else {
                head.kind
            },
            has_formula: body.has_formula,
            value: has_value.then_some(self.value.as_str()),
            is_mixed: body.is_mixed,
        })
    }
}

#[derive(Clone, Copy, Default)]
struct Body {
    has_formula: bool,
    is_mixed: bool,
    held: Held,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Held {
    #[default]
    Nothing,
    Value,
    Inline,
}

impl Body {
    fn value(&mut self) {
        if self.held == Held::Nothing {
            self.held = Held::Value;
        }
    }
}

/// Reads from behind `<c ...>` to its end; the text of the value goes to `value`.
fn read_body<R: Read>(tokens: &mut Tokens<R>, value: &mut String) -> Result<Body, XmlStop> {
    let mut body = Body::default();
    loop {
        let token = tokens.next()?.ok_or(XmlStop::Broken)?;
        match token.kind_alone()? {
            Tag::Close(b"c") => return Ok(body),
            Tag::Open(b"v", _) => {
                // An inline text goes before a value, as Excel takes it.
                let mut other = String::new();
                let target = if body.held == Held::Inline {
                    &mut other
                } else {
                    &mut *value
                };
                target.clear();
                body.is_mixed |= read_value(tokens, target)?;
                body.value();
            }
            Tag::Empty(b"v", _) => body.value(),
            Tag::Open(b"is", _) => {
                value.clear();
                read_string(tokens, b"is", value)?;
                body.held = Held::Inline;
            }
            Tag::Empty(b"is", _) => {
                value.clear();
                body.held = Held::Inline;
            }
            Tag::Open(b"f", _) => {
                body.has_formula = true;
                skip_to(tokens, b"f")?;
            }
            Tag::Empty(b"f", _) => body.has_formula = true,
            Tag::Open(b"extLst", _) => skip_to(tokens, b"extLst")?,
            Tag::Aside | Tag::Empty(b"extLst", _) => {}
            _ => return Err(XmlStop::Odd),
        }
    }
}

/// Reads up to `</v>`; the answer says whether there was more than plain text.
fn read_value<R: Read>(tokens: &mut Tokens<R>, value: &mut String) -> Result<bool, XmlStop> {
    let mut mixed = false;
    loop {
        let token = tokens.next()?.ok_or(XmlStop::Broken)?;
        mixed |= memchr::memchr(b'&', token.text).is_some();
        push_decoded(token.text, value)?;
        match token.kind()? {
            Tag::Close(b"v") => return Ok(mixed),
            Tag::CData(text) => {
                mixed = true;
                value.push_str(std::str::from_utf8(text).map_err(|_| XmlStop::Odd)?);
            }
            Tag::Aside => mixed = true,
            _ => return Err(XmlStop::Odd),
        }
    }
}

fn skip_to<R: Read>(tokens: &mut Tokens<R>, name: &[u8]) -> Result<(), XmlStop> {
    loop {
        let token = tokens.next()?.ok_or(XmlStop::Broken)?;
        if token.kind()? == Tag::Close(name) {
            return Ok(());
        }
    }
}

#[derive(Clone, Copy)]
struct CellHead {
    /// Row from 1, column from 0.
    place: Option<(u32, u32)>,
    style: u32,
    kind: CellKind,
}

impl CellHead {
    fn of(attributes: &[u8]) -> Result<Self, XmlStop> {
        let mut head = Self {
            place: None,
            style: 0,
            kind: CellKind::Number,
        };
        let mut attributes = Attributes(attributes);
        while let Some((key, value)) = attributes.next_strictly()? {
            match key {
                b"r" => head.place = Some(place(value).ok_or(XmlStop::Odd)?),
                // calamine takes an unreadable style for the first one, and so do we.
                b"s" => head.style = number(value).unwrap_or(0),
                b"t" => head.kind = kind(value),
                _ => {}
            }
        }
        Ok(head)
    }
}

fn kind(value: &[u8]) -> CellKind {
    match value {
        b"n" => CellKind::Number,
        b"s" => CellKind::Shared,
        b"b" => CellKind::Bool,
        b"e" => CellKind::Error,
        b"str" => CellKind::FormulaText,
        b"d" => CellKind::IsoDate,
        b"inlineStr" | b"is" => CellKind::Inline,
        _ => CellKind::Unknown,
    }
}

fn row_head(attributes: &[u8]) -> Result<(Option<u32>, bool), XmlStop> {
    let mut head = (None, false);
    let mut attributes = Attributes(attributes);
    while let Some((key, value)) = attributes.next_strictly()? {
        match key {
            b"r" => head.0 = Some(number(value).ok_or(XmlStop::Odd)?),
            b"hidden" => head.1 = matches!(value, b"1" | b"true"),
            _ => {}
        }
    }
    Ok(head)
}

/// `B14` to row 14 and column 1.
fn place(reference: &[u8]) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut rest = reference;
    while let Some((letter, after)) = rest.split_first()
        && letter.is_ascii_alphabetic()
    {
        let value = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
        rest = after;
    }
    Some((number(rest)?, column.checked_sub(1)?))
}

/// A plain decimal number.
pub(crate) fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u32, |value, digit| {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
        value.checked_mul(10)?.checked_add(u32::from(digit))
    })
}

#[cfg(test)]
#[path = "sheet_xml_tests.rs"]
mod tests;

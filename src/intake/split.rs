//! Cuts delimited text into records and fields. Knows quotation marks and line ends, and no file.
//!
//! All time of reading text would be spent here, so it looks for what ends a field in 64 bytes at a time. It cuts exactly as the
//! `csv` crate does, and a test compares them: a quotation mark opens only at the head of a field, is doubled within, and what
//! stands behind the closing one is text; a line end is `\n`, `\r` or both; blank lines are no records.

const QUOTE: u8 = b'"';

/// One field of a record, as a range of the text; quotation marks around it are within the range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Field {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// It begins with a quotation mark that opens.
    pub(crate) quoted: bool,
}

impl Field {
    fn new(start: usize, end: usize, quoted: bool) -> Self {
        Self { start, end, quoted }
    }
}

/// What is known of a record beside its fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Cut {
    /// Blank lines before it.
    pub(crate) blank_lines: u32,
    /// A field of it holds a line end.
    pub(crate) multiline: bool,
    /// Where it begins and where what follows begins.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Cut {
    fn between(start: usize, end: usize) -> Self {
        Self {
            blank_lines: 0,
            multiline: false,
            start,
            end,
        }
    }
}

/// Where a field is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Outside of quotation marks.
    Plain,
    /// Within them.
    Quoted,
    /// Behind one that stands here and may have closed.
    Closed(usize),
    /// In text behind the closing one; the next are text, too.
    Behind,
}

/// Cuts one piece of text.
pub(crate) struct Splitter<'t> {
    text: &'t [u8],
    marks: Marks<'t>,
    delimiter: u8,
    /// The text ends with this piece.
    last: bool,
    /// Where the next record is looked for.
    at: usize,
    /// What stands before the piece, or stood before `at`, is a `\r`.
    after_return: bool,
}

impl<'t> Splitter<'t> {
    /// For a piece that begins where a record may begin. `after_return` says that the byte before it was a `\r`.
    pub(crate) fn new(text: &'t str, delimiter: u8, last: bool, after_return: bool) -> Self {
        let text = text.as_bytes();
        Self {
            text,
            marks: Marks::new(text, delimiter),
            delimiter,
            last,
            at: 0,
            after_return,
        }
    }

    /// Where the next record is looked for, and whether a `\r` stands before it.
    pub(crate) fn reached(&self) -> (usize, bool) {
        (self.at, self.after_return)
    }

    /// Cuts the next record as [`Splitter::next`] does, and tells where each field begins and ends, if it is plain: it begins without a
    /// blank line, none of its fields is within quotation marks, and it ends within the piece. Else `None`; what was told of fields is
    /// to be forgotten, and the record is still the next one.
    #[inline]
    pub(crate) fn next_plain(&mut self, mut field: impl FnMut(usize, usize)) -> Option<Cut> {
        if matches!(self.delimiter, QUOTE | b'\n' | b'\r') {
            return None;
        }
        let marks = self.marks;
        let (mut begin, mut start) = (self.at, self.at);
        while let Some((at, byte)) = self.marks.next() {
            // The most frequent first.
            if byte == self.delimiter {
                field(start, at);
                start = at + 1;
            } else if byte == QUOTE {
                if at == start {
                    break;
                }
            } else if at > begin {
                field(start, at);
                let cut = Cut::between(self.at, at + 1);
                (self.at, self.after_return) = (at + 1, byte == b'\r');
                return Some(cut);
            } else if byte == b'\n' && self.after_return && begin == self.at {
                // It belongs to the line end before it.
                (begin, start) = (at + 1, at + 1);
            } else {
                break;
            }
        }
        self.marks = marks;
        None
    }

    /// Cuts the next record into fields; `None` if no more of them ends within the piece.
    pub(crate) fn next(&mut self, fields: &mut Vec<Field>) -> Option<Cut> {
        fields.clear();
        let mut cut = Cut::between(self.at, self.text.len());
        let mut state = State::Plain;
        let (mut start, mut quoted) = (self.at, false);
        let mut after_return = self.after_return;
        while let Some((at, byte)) = self.marks.next() {
            let ends_line = matches!(byte, b'\n' | b'\r');
            match state {
                State::Plain if at == start => {
                    if ends_line && fields.is_empty() {
                        // The `\n` of `\r\n` belongs to the line end before it.
                        let second_half = byte == b'\n' && after_return;
                        cut.blank_lines += u32::from(!second_half);
                        after_return = byte == b'\r';
                        start = at + 1;
                        continue;
                    }
                    if byte == QUOTE {
                        (state, quoted) = (State::Quoted, true);
                        continue;
                    }
                }
                State::Plain | State::Behind => {}
                State::Quoted => {
                    if byte == QUOTE {
                        state = State::Closed(at);
                    }
                    cut.multiline |= ends_line;
                    continue;
                }
                State::Closed(close) if at == close + 1 && byte == QUOTE => {
                    state = State::Quoted;
                    continue;
                }
                State::Closed(_) => state = State::Behind,
            }
            if byte == self.delimiter {
                fields.push(Field::new(start, at, quoted));
                (state, quoted, start) = (State::Plain, false, at + 1);
            } else if ends_line {
                fields.push(Field::new(start, at, quoted));
                self.at = at + 1;
                self.after_return = byte == b'\r';
                cut.end = self.at;
                return Some(cut);
            }
        }
        let nothing = fields.is_empty() && start == self.text.len();
        if !self.last || nothing {
            return None;
        }
        fields.push(Field::new(start, self.text.len(), quoted));
        self.at = self.text.len();
        Some(cut)
    }
}

/// The content of a field that begins with a quotation mark, if it stands in the text as it is.
pub(crate) fn inside_quotes(raw: &str) -> Option<&str> {
    let inside = raw.strip_prefix('"')?;
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    memchr::memchr(QUOTE, inside.as_bytes())
        .is_none()
        .then_some(inside)
}

/// Adds the content of a field that begins with a quotation mark.
pub(crate) fn push_unquoted(raw: &str, out: &mut String) {
    let mut rest = raw.strip_prefix('"').unwrap_or(raw);
    while let Some((before, after)) = rest.split_once('"') {
        out.push_str(before);
        let Some(doubled) = after.strip_prefix('"') else {
            out.push_str(after);
            return;
        };
        out.push('"');
        rest = doubled;
    }
    out.push_str(rest);
}

/// The bytes that can end a field, with their places.
#[derive(Clone, Copy)]
struct Marks<'t> {
    text: &'t [u8],
    delimiter: u8,
    /// Where the 64 bytes begin of which `found` tells.
    base: usize,
    found: u64,
}

const STEP: usize = 64;

impl<'t> Marks<'t> {
    fn new(text: &'t [u8], delimiter: u8) -> Self {
        let mut marks = Self {
            text,
            delimiter,
            base: 0,
            found: 0,
        };
        marks.look();
        marks
    }

    #[inline]
    fn next(&mut self) -> Option<(usize, u8)> {
        while self.found == 0 {
            self.base += STEP;
            if self.base >= self.text.len() {
                return None;
            }
            self.look();
        }
        let at = self.base + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        Some((at, *self.text.get(at)?))
    }

    #[inline]
    fn look(&mut self) {
        let rest = self.text.get(self.base..).unwrap_or_default();
        self.found = if let Some(chunk) = rest.first_chunk::<STEP>() {
            marked(chunk, self.delimiter)
        } else {
            let mut padded = [0; STEP];
            for (place, byte) in padded.iter_mut().zip(rest) {
                *place = *byte;
            }
            // What is only padding is no mark, whatever the delimiter.
            marked(&padded, self.delimiter) & !(u64::MAX << rest.len())
        };
    }
}

/// A bit for each byte that is a mark. Written so that the compiler makes it a few instructions for 16 bytes.
#[inline]
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches the comparisons of many bytes become one instruction"
)]
fn marked(chunk: &[u8; STEP], delimiter: u8) -> u64 {
    let mut flags = [0_u8; STEP];
    for (flag, byte) in flags.iter_mut().zip(chunk) {
        let is_mark = (*byte == delimiter) | (*byte == b'\n') | (*byte == b'\r') | (*byte == QUOTE);
        *flag = u8::from(is_mark);
    }
    let (words, _) = flags.as_chunks::<8>();
    words.iter().rev().fold(0, |bits, word| {
        // Gathers the lowest bits of eight bytes in the highest byte.
        let gathered = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits << 8 | gathered
    })
}

#[cfg(test)]
#[path = "split_tests.rs"]
mod tests;

//! Delimited text: finds the delimiter, then hands the records over as rows of text. Interprets no value.
//!
//! A row has the number that a spreadsheet would show: every record counts one, a blank line too, a `sep=` line not.

use crate::finding::{Problem, ProblemCode};
use crate::intake::encoding::{TextEncoding, decode};
use crate::intake::limits::Excess;
use crate::intake::notice;
use crate::intake::reading::{Reading, RowStop, Stop};
use crate::intake::row::{Cell, SheetHead, is_blank};
use crate::intake::split::{Cut, Field, Splitter, inside_quotes, push_unquoted};
use crate::provenance::Origin;
use memchr::{memchr, memchr_iter, memchr2, memrchr2};

/// What the firm prescribed for a text file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TextForm {
    /// The encoding; a mark at the head of the file goes before it.
    pub encoding: Option<TextEncoding>,
    /// The delimiter.
    pub delimiter: Option<u8>,
}

/// The delimiters that are tried; of two that fit equally well, the first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// So many bytes at the head decide the delimiter.
pub(crate) const LOOKED_AT: usize = 262_144;

/// Reads a text file from its bytes.
pub(crate) fn read(
    bytes: &[u8],
    form: TextForm,
    tabs_first: bool,
    reading: &mut Reading<'_>,
) -> Result<(), Stop> {
    let (text, said) = decode(bytes, reading.file(), form.encoding);
    if memchr(0, text.as_bytes()).is_some() {
        return Err(Stop::Unreadable(
            "it holds zero bytes, which text never does",
        ));
    }
    if let Some(problem) = said {
        reading.say(problem);
    }
    let (named, text) = separator_line(&text);
    let delimiter = form
        .delimiter
        .or(named)
        .unwrap_or_else(|| likeliest(text, tabs_first));
    if too_wide(text, delimiter) {
        return Err(Stop::Excess(Excess::Cells));
    }
    reading.sheet_begins(SheetHead::OF_TEXT);
    let mut records = Records::new(delimiter);
    records.hand_over(without_mark(text), true, reading)?;
    reading.sheet_ends(records.trouble());
    Ok(())
}

/// As the csv crate has it, a second mark at the head is no text either.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// A first line `sep=;` names the delimiter and is no row.
pub(crate) fn separator_line(text: &str) -> (Option<u8>, &str) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let plain = line.trim_matches('"');
    let named = plain
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and_then(|_| plain.get(4..));
    let delimiter = match named.map(str::as_bytes) {
        Some([one]) if one.is_ascii() => *one,
        _ => return (None, text),
    };
    let rest = text.strip_prefix(line).unwrap_or(text);
    let rest = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\r', '\n']))
        .unwrap_or(rest);
    (Some(delimiter), rest)
}

/// The delimiter that cuts the most of the first records into the same number of cells.
pub(crate) fn likeliest(text: &str, tabs_first: bool) -> u8 {
    let mut order = DELIMITERS;
    if tabs_first {
        order.swap(0, 2);
    }
    let mut best = (0, order.first().copied().unwrap_or(b','));
    for delimiter in order {
        let mut counts = first_counts(text.as_bytes(), delimiter);
        counts.retain(|count| *count > 0);
        counts.sort_unstable();
        let score = counts
            .chunk_by(|a, b| a == b)
            .map(|same| same.len() * same.first().copied().unwrap_or(0))
            .max()
            .unwrap_or(0);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// How often the delimiter stands outside of quotes in each of the first records.
fn first_counts(bytes: &[u8], delimiter: u8) -> Vec<usize> {
    let mut counts = Vec::new();
    let (mut count, mut quoted, mut at_start) = (0, false, true);
    for &byte in bytes.iter().take(LOOKED_AT) {
        match byte {
            b'"' if at_start || quoted => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                counts.push(count);
                count = 0;
                if counts.len() >= 200 {
                    return counts;
                }
            }
            _ if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
        // A quote opens behind any delimiter, for the true one is not known yet. A doubled quote closes and opens again.
        let ends_cell = matches!(byte, b'\n' | b'\r') || DELIMITERS.contains(&byte);
        at_start = ends_cell || (byte == b'"' && !quoted);
    }
    counts.push(count);
    counts
}

/// The most delimiters of a line.
const WIDEST_LINE: usize = 200_000;

/// A line of so many delimiters is not a table, and its cells would cost more memory than the text.
pub(crate) fn too_wide(text: &str, delimiter: u8) -> bool {
    let bytes = text.as_bytes();
    let mut start = 0_usize;
    // Only a line with more bytes than that needs to be looked at.
    while let Some(ahead) = bytes.get(start..start.saturating_add(WIDEST_LINE)) {
        let end = if let Some(end) = memrchr2(b'\n', b'\r', ahead) {
            start + end
        } else {
            let line = bytes.get(start..).unwrap_or_default();
            let end = memchr2(b'\n', b'\r', line).unwrap_or(line.len());
            let line = line.get(..end).unwrap_or_default();
            if memchr_iter(delimiter, line).count() > WIDEST_LINE {
                return true;
            }
            start + end
        };
        start = end + 1;
    }
    false
}

/// Hands the records of a text over, which comes whole or in pieces.
pub(crate) struct Records {
    delimiter: u8,
    number: u32,
    after_return: bool,
    fields: Vec<Field>,
    trouble: Option<&'static str>,
    broken_off: bool,
}

impl Records {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            number: 0,
            after_return: false,
            fields: Vec::new(),
            trouble: None,
            broken_off: false,
        }
    }

    /// The number of the last record.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    /// Whether the last record ended where these bytes begin, and they are nothing but the second half of its line end, if any.
    pub(crate) fn ended_before(&self, rest: &[u8]) -> bool {
        rest.is_empty() || (rest == b"\n" && self.after_return)
    }

    /// Why the last rows cannot be trusted, if so.
    pub(crate) fn trouble(&self) -> Option<&'static str> {
        self.trouble
    }

    /// Whether the rest of the text is not to be read.
    pub(crate) fn broken_off(&self) -> bool {
        self.broken_off
    }

    /// Hands over the records that end within a piece of text; the answer is where the next one begins. In the last piece the end of
    /// the text is the end of a record.
    pub(crate) fn hand_over(
        &mut self,
        text: &str,
        last: bool,
        reading: &mut Reading<'_>,
    ) -> Result<usize, Stop> {
        let mut splitter = Splitter::new(text, self.delimiter, last, self.after_return);
        let mut cells = Vec::new();
        while let Some((cut, handed)) = self.next(text, &mut splitter, &mut cells, reading) {
            let raw = || text.get(cut.start..cut.end).unwrap_or_default();
            match handed {
                Ok(()) => {}
                Err(Excess::CellBytes) if raw().contains('"') => {
                    self.trouble = Some(OPEN_QUOTE);
                    self.broken_off = true;
                    break;
                }
                Err(excess) => return Err(Stop::Excess(excess)),
            }
            let at_end = last && cut.end >= text.len();
            let swallows = || swallows_rows(raw(), text, &self.fields, self.delimiter, at_end);
            if cut.multiline && swallows() {
                self.trouble = self.trouble.or(Some(OPEN_QUOTE));
                reading.say(open_quote(reading.place(self.number)));
            }
        }
        let (reached, after_return) = splitter.reached();
        self.after_return = after_return;
        Ok(reached)
    }

    /// Hands the next record over; `cells` is only room to be used again. Nearly all records are plain.
    fn next<'t>(
        &mut self,
        text: &'t str,
        splitter: &mut Splitter<'_>,
        cells: &mut Vec<(u32, Cell<'t>)>,
        reading: &mut Reading<'_>,
    ) -> Option<(Cut, Result<(), Excess>)> {
        let mut columns = 0_u32;
        cells.clear();
        let plain = splitter.next_plain(|start, end| {
            let content = text.get(start..end).unwrap_or_default();
            if !is_blank(content) {
                cells.push((columns, Cell::Text(content)));
            }
            columns += 1;
        });
        if let Some(cut) = plain {
            self.number = self.number.saturating_add(1);
            let counted = reading.budget.cells(u64::from(columns));
            let longest = cut.end - cut.start;
            let handed = counted.and_then(|()| row(self.number, cells, longest, reading));
            return Some((cut, handed));
        }
        let cut = splitter.next(&mut self.fields)?;
        let blank_lines = self.number.saturating_add(cut.blank_lines);
        self.number = blank_lines.saturating_add(1);
        let handed = hand_over(self.number, text, &self.fields, cells, reading);
        Some((cut, handed))
    }
}

const OPEN_QUOTE: &str = "a quotation mark is not closed and swallows the rows after it";

fn open_quote(place: Origin) -> Problem {
    notice::at(
        place,
        ProblemCode::SheetUnreadable,
        "A quotation mark that is not closed begins in this row; the rows after it were taken as one cell.",
        "Remove the stray quotation mark in the source, or export as .xlsx.",
    )
}

/// Hands a record over; `cells` is only room to be used again.
fn hand_over<'t>(
    number: u32,
    text: &'t str,
    fields: &[Field],
    cells: &mut Vec<(u32, Cell<'t>)>,
    reading: &mut Reading<'_>,
) -> Result<(), Excess> {
    reading.budget.cells(fields.len() as u64)?;
    cells.clear();
    for (column, field) in (0_u32..).zip(fields) {
        let raw = text.get(field.start..field.end).unwrap_or_default();
        let content = if field.quoted {
            match inside_quotes(raw) {
                Some(content) => content,
                None => return hand_over_decoded(number, text, fields, reading),
            }
        } else {
            raw
        };
        if !is_blank(content) {
            cells.push((column, Cell::Text(content)));
        }
    }
    row(number, cells, usize::MAX, reading)
}

/// As [`hand_over`], for a record in which a quotation mark is doubled.
fn hand_over_decoded(
    number: u32,
    text: &str,
    fields: &[Field],
    reading: &mut Reading<'_>,
) -> Result<(), Excess> {
    let contents: Vec<String> = contents(text, fields).collect();
    let filled = (0_u32..)
        .zip(&contents)
        .filter(|(_, content)| !is_blank(content));
    let cells: Vec<_> = filled
        .map(|(column, content)| (column, Cell::Text(content)))
        .collect();
    row(number, &cells, usize::MAX, reading)
}

/// Hands over a row in which no text is longer than `longest`.
fn row(
    number: u32,
    cells: &[(u32, Cell<'_>)],
    longest: usize,
    reading: &mut Reading<'_>,
) -> Result<(), Excess> {
    match reading.row_within(number, false, cells, longest) {
        Ok(()) | Err(RowStop::OutOfOrder) => Ok(()),
        Err(RowStop::Excess(excess)) => Err(excess),
    }
}

fn contents(text: &str, fields: &[Field]) -> impl Iterator<Item = String> {
    fields.iter().map(|field| {
        let raw = text.get(field.start..field.end).unwrap_or_default();
        let mut content = String::new();
        if field.quoted {
            push_unquoted(raw, &mut content);
        } else {
            content.push_str(raw);
        }
        content
    })
}

/// Whether a record of several lines looks like several records behind a quotation mark that was never meant to open.
fn swallows_rows(raw: &str, text: &str, fields: &[Field], delimiter: u8, at_end: bool) -> bool {
    if at_end && memchr_iter(b'"', raw.as_bytes()).count() % 2 == 1 {
        return true;
    }
    let delimiter = char::from(delimiter);
    contents(text, fields).any(|field| {
        let inner = field.split(['\n', '\r']).skip(1);
        inner
            .filter(|line| line.matches(delimiter).count() >= 3)
            .count()
            >= 2
    })
}

#[cfg(test)]
#[path = "delimited_tests.rs"]
mod tests;

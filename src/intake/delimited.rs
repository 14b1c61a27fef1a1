//! Delimited text: finds the delimiter, then hands the records over as rows of text. Interprets no value.
//!
//! A row has the number that a spreadsheet would show: every record counts one, a blank line too, a `sep=` line not.

use crate::finding::{Problem, ProblemCode};
use crate::intake::encoding::{TextEncoding, decode};
use crate::intake::limits::Excess;
use crate::intake::notice;
use crate::intake::reading::{Reading, RowStop, Stop};
use crate::intake::row::{Cell, SheetHead};
use crate::provenance::Origin;

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

/// Reads a text file from its bytes.
pub(crate) fn read(
    bytes: &[u8],
    form: TextForm,
    tabs_first: bool,
    reading: &mut Reading<'_>,
) -> Result<(), Stop> {
    let (text, said) = decode(bytes, reading.file(), form.encoding);
    if text.contains('\0') {
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
    reading.sheet_begins(SheetHead {
        name: "",
        position: 0,
        hidden: false,
    });
    let why = records(text, delimiter, reading)?;
    reading.sheet_ends(why);
    Ok(())
}

/// A first line `sep=;` names the delimiter and is no row.
fn separator_line(text: &str) -> (Option<u8>, &str) {
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
fn likeliest(text: &str, tabs_first: bool) -> u8 {
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
    for &byte in bytes.iter().take(262_144) {
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

/// A line of so many delimiters is not a table, and its cells would cost more memory than the text.
fn too_wide(text: &str, delimiter: u8) -> bool {
    let mut run = 0_u32;
    text.bytes().any(|byte| {
        match byte {
            b'\n' | b'\r' => run = 0,
            _ if byte == delimiter => run += 1,
            _ => {}
        }
        run > 200_000
    })
}

/// Hands the records over; the answer says why the last rows cannot be trusted, if so.
fn records(
    text: &str,
    delimiter: u8,
    reading: &mut Reading<'_>,
) -> Result<Option<&'static str>, Stop> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut number = 0_u32;
    let mut trouble = None;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Ok(Some("its text is not what a spreadsheet program writes")),
        }
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let raw = text.get(start..end).unwrap_or_default();
        number = number
            .saturating_add(blank_lines(raw, start, text))
            .saturating_add(1);
        match hand_over(number, &record, reading) {
            Ok(()) => {}
            Err(Excess::CellBytes) if raw.contains('"') => return Ok(Some(OPEN_QUOTE)),
            Err(excess) => return Err(Stop::Excess(excess)),
        }
        if swallows_rows(raw, &record, delimiter, end >= text.len()) {
            trouble = trouble.or(Some(OPEN_QUOTE));
            reading.say(open_quote(reading.place(number)));
        }
    }
    Ok(trouble)
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

fn hand_over(
    number: u32,
    record: &csv::StringRecord,
    reading: &mut Reading<'_>,
) -> Result<(), Excess> {
    let mut cells = Vec::with_capacity(record.len());
    for (column, field) in (0_u32..).zip(record) {
        reading.budget.cell()?;
        if !field.trim().is_empty() {
            cells.push((column, Cell::Text(field)));
        }
    }
    match reading.row(number, false, &cells) {
        Ok(()) | Err(RowStop::OutOfOrder) => Ok(()),
        Err(RowStop::Excess(excess)) => Err(excess),
    }
}

/// The blank lines before a record, which the csv reader passes over without a word. `raw` begins with them, or with the
/// second half of the line end before it.
fn blank_lines(raw: &str, start: usize, text: &str) -> u32 {
    let after_return = start > 0 && text.as_bytes().get(start - 1) == Some(&b'\r');
    let mut rest = if after_return {
        raw.strip_prefix('\n').unwrap_or(raw)
    } else {
        raw
    };
    let mut count = 0;
    while let Some(shorter) = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\r', '\n']))
    {
        rest = shorter;
        count += 1;
    }
    count
}

/// Whether a record looks like several records behind a quotation mark that was never meant to open.
fn swallows_rows(raw: &str, record: &csv::StringRecord, delimiter: u8, at_end: bool) -> bool {
    let multiline = |field: &&str| field.contains(['\n', '\r']);
    if !record.iter().any(|field| multiline(&field)) {
        return false;
    }
    if at_end && raw.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        return true;
    }
    let delimiter = char::from(delimiter);
    record.iter().filter(multiline).any(|field| {
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

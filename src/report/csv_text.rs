//! The dialect of every CSV that leaves the program: UTF-8 with BOM, CRLF, RFC 4180 quoting, guarded text.
//!
//! Owns how a field is written, and how guarded text is read back. Knows no column and opens no file.

use std::fmt::{Display, Write as _};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Whether a spreadsheet could take text that begins with this character for a formula. The full-width forms are
/// there because East Asian versions of Excel read them as their plain twins.
const fn begins_formula(first: char) -> bool {
    matches!(
        first,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'
    )
}

/// Whether text needs one more apostrophe before it: it begins a formula, or it already looks guarded. The second part
/// makes guarding reversible.
fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'')
        .chars()
        .next()
        .is_some_and(begins_formula)
}

/// Reads guarded text back as it stood in the input.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

/// Buffers that the CSV files of one thread are written in, one after the other.
#[derive(Default)]
pub struct CsvText {
    bytes: Vec<u8>,
    scratch: String,
}

impl CsvText {
    /// Empty buffers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a file with its heading row; what was in the buffer before is gone.
    pub fn begin(&mut self, headings: &[&str]) -> CsvRows<'_> {
        self.bytes.clear();
        self.bytes.extend_from_slice(BYTE_ORDER_MARK);
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut self.bytes);
        let mut rows = CsvRows {
            writer,
            scratch: &mut self.scratch,
            fault: None,
        };
        for heading in headings {
            rows.word(heading);
        }
        rows.end_row();
        rows
    }

    /// Begins rows that follow others of the same file: without mark and heading row.
    pub fn follow(&mut self) -> CsvRows<'_> {
        self.bytes.clear();
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(&mut self.bytes);
        CsvRows {
            writer,
            scratch: &mut self.scratch,
            fault: None,
        }
    }

    /// The bytes of the finished file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The rows of a CSV file under construction, written field by field.
pub struct CsvRows<'a> {
    writer: csv::Writer<&'a mut Vec<u8>>,
    scratch: &'a mut String,
    fault: Option<csv::Error>,
}

impl CsvRows<'_> {
    fn field(&mut self, bytes: &[u8]) {
        if self.fault.is_none() {
            self.fault = self.writer.write_field(bytes).err();
        }
    }

    fn scratch_field(&mut self) {
        if self.fault.is_none() {
            self.fault = self.writer.write_field(self.scratch.as_bytes()).err();
        }
    }

    /// A word of the program's own.
    pub fn word(&mut self, word: &str) {
        self.field(word.as_bytes());
    }

    /// Nothing.
    pub fn blank(&mut self) {
        self.field(b"");
    }

    /// Text that came from the input, or may hold some: guarded against being taken for a formula.
    pub fn text(&mut self, text: &str) {
        if needs_guard(text) {
            self.scratch.clear();
            self.scratch.push('\'');
            self.scratch.push_str(text);
            self.scratch_field();
        } else {
            self.field(text.as_bytes());
        }
    }

    /// A number or day of the program's own.
    pub fn shown(&mut self, value: impl Display) {
        self.scratch.clear();
        // Writing to a String cannot fail.
        let _ = write!(self.scratch, "{value}");
        self.scratch_field();
    }

    /// A number or day of the program's own, or nothing.
    pub fn shown_if(&mut self, value: Option<impl Display>) {
        match value {
            Some(value) => self.shown(value),
            None => self.blank(),
        }
    }

    /// A list, joined by semicolons and guarded.
    pub fn list<T: AsRef<str>>(&mut self, items: impl IntoIterator<Item = T>) {
        let mut joined = String::new();
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                joined.push(';');
            }
            joined.push_str(item.as_ref());
        }
        self.text(&joined);
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        if self.fault.is_none() {
            self.fault = self.writer.write_record(None::<&[u8]>).err();
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If a row has another number of fields than the heading row, which would be a fault of the program.
    pub fn finish(mut self) -> Result<(), csv::Error> {
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => Ok(self.writer.flush()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(write: impl FnOnce(&mut CsvRows<'_>)) -> String {
        let mut csv = CsvText::new();
        let mut rows = csv.begin(&["a", "b"]);
        write(&mut rows);
        rows.end_row();
        rows.finish().unwrap();
        String::from_utf8(csv.bytes().to_vec()).unwrap()
    }

    #[test]
    fn the_dialect_is_bom_crlf_and_quotes_only_where_needed() {
        let text = one(|rows| {
            rows.text("a,\"b\"\nc");
            rows.shown(7);
        });
        assert_eq!(text, "\u{feff}a,b\r\n\"a,\"\"b\"\"\nc\",7\r\n");
    }

    #[test]
    fn text_that_begins_a_formula_is_guarded_and_reads_back() {
        for text in [
            "=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1", "''=1",
            "'x", "'", "", "x=1", "Élan",
        ] {
            let written = one(|rows| {
                rows.text(text);
                rows.blank();
            });
            let mut reader = csv::Reader::from_reader(written.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            let field = record.get(0).unwrap();
            assert!(!field.chars().next().is_some_and(begins_formula), "{text}");
            assert_eq!(unguarded(field), text);
        }
    }

    #[test]
    fn a_row_of_the_wrong_length_is_a_fault_and_not_a_file() {
        let mut csv = CsvText::new();
        let mut rows = csv.begin(&["a", "b"]);
        rows.word("x");
        rows.end_row();
        assert!(rows.finish().is_err());
    }
}

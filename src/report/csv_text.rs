//! The dialect of every CSV that leaves the program: UTF-8 with BOM, CRLF, RFC 4180 quoting, guarded text.
//!
//! Owns how a field is written. Knows no column and opens no file. Two files for each of
//! a million applicants pass through here, so fields are appended where they stay, and nothing is kept of any of them.

use crate::report::guard::needs_guard;
use crate::report::own_words::OwnWords;
use crate::report::put::Put;
use crate::report::quotes::needs_quotes;
use memchr::memchr;
use std::io;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The heading row of a file, ready to be written.
#[derive(Clone, Debug)]
pub struct Heading {
    bytes: Vec<u8>,
    columns: usize,
}

impl Heading {
    /// The row of these headings.
    pub fn of(headings: &[&str]) -> Self {
        let mut csv = CsvText::new();
        let mut rows = csv.follow();
        for heading in headings {
            rows.word(heading);
        }
        rows.end_row();
        Self {
            bytes: csv.bytes,
            columns: headings.len(),
        }
    }
}

/// The buffer that the CSV files of one thread are written in, one after the other. Those that are [kept](Self::keep) stay before the
/// next one, which so need not be copied to stay.
#[derive(Clone, Debug, Default)]
pub struct CsvText {
    bytes: Vec<u8>,
    /// Where what is kept ends.
    kept: usize,
    words: OwnWords,
}

impl AsRef<[u8]> for CsvText {
    fn as_ref(&self) -> &[u8] {
        self.bytes()
    }
}

impl CsvText {
    /// An empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a file with its heading row. What was in the buffer before is gone, if it is not kept.
    pub fn begin(&mut self, headings: &[&str]) -> CsvRows<'_> {
        self.begin_with(&Heading::of(headings))
    }

    /// The same for a file of which there are many.
    pub fn begin_with(&mut self, heading: &Heading) -> CsvRows<'_> {
        self.bytes.truncate(self.kept);
        self.bytes.extend_from_slice(BYTE_ORDER_MARK);
        self.bytes.extend_from_slice(&heading.bytes);
        self.rows(Some(heading.columns))
    }

    /// Begins rows that follow others of the same file: without mark and heading row.
    pub fn follow(&mut self) -> CsvRows<'_> {
        self.bytes.truncate(self.kept);
        self.rows(None)
    }

    fn rows(&mut self, columns: Option<usize>) -> CsvRows<'_> {
        CsvRows {
            columns,
            fields: 0,
            row: self.bytes.len(),
            bytes: &mut self.bytes,
            words: &mut self.words,
            fault: None,
        }
    }

    /// The bytes of the finished file.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(self.kept..).unwrap_or_default()
    }

    /// Keeps the finished file, or rows; returns where it ends in all that is kept.
    pub const fn keep(&mut self) -> usize {
        self.kept = self.bytes.len();
        self.kept
    }

    /// All that is kept, one after the other.
    pub fn kept(&self) -> &[u8] {
        self.bytes.get(..self.kept).unwrap_or_default()
    }

    /// All that is kept, without the buffer.
    pub fn into_kept(mut self) -> Vec<u8> {
        self.bytes.truncate(self.kept);
        self.bytes
    }

    /// Whether there is no room for anything yet.
    pub const fn is_new(&self) -> bool {
        self.bytes.capacity() == 0
    }

    /// Forgets all, and keeps the room for more.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.kept = 0;
    }
}

/// The rows of a CSV file under construction, written field by field.
pub struct CsvRows<'a> {
    bytes: &'a mut Vec<u8>,
    words: &'a mut OwnWords,
    /// How many fields a row has, once that is known.
    columns: Option<usize>,
    /// Fields of the row so far.
    fields: usize,
    /// Where the row begins.
    row: usize,
    fault: Option<io::Error>,
}

impl CsvRows<'_> {
    /// Begins a field; returns where its text begins.
    #[inline]
    fn open(&mut self) -> usize {
        if self.fields > 0 {
            self.bytes.push(b',');
        }
        self.fields += 1;
        self.bytes.len()
    }

    /// Ends a field whose text was appended since `start`.
    #[inline]
    fn close(&mut self, start: usize, guarded: bool) {
        if needs_quotes(self.bytes, start) {
            self.quote(start);
        }
        // Nearly all text begins with a letter or digit, which no formula does.
        if guarded
            && self
                .bytes
                .get(start)
                .is_some_and(|first| !first.is_ascii_alphanumeric())
        {
            self.guard(start);
        }
    }

    /// Puts quotes round what was appended since `start`.
    fn quote(&mut self, start: usize) {
        let field = self.bytes.get(start..).unwrap_or_default();
        if memchr(b'"', field).is_some() {
            let mut doubled = Vec::with_capacity(2 * field.len());
            for (i, part) in field.split(|byte| *byte == b'"').enumerate() {
                doubled.extend_from_slice(if i > 0 { b"\"\"" } else { b"" });
                doubled.extend_from_slice(part);
            }
            self.bytes.truncate(start);
            self.bytes.extend_from_slice(&doubled);
        }
        self.insert(start, b'"');
        self.bytes.push(b'"');
    }

    /// Puts an apostrophe before the text that begins at `start`, behind its quotes, if it needs one.
    fn guard(&mut self, start: usize) {
        let field = self.bytes.get(start..).unwrap_or_default();
        let text = field.strip_prefix(b"\"").unwrap_or(field);
        if std::str::from_utf8(text).is_ok_and(needs_guard) {
            let quoted = text.len() < field.len();
            self.insert(start + usize::from(quoted), b'\'');
        }
    }

    /// Moves the bytes from a place on by one, to make room for another.
    fn insert(&mut self, at: usize, byte: u8) {
        self.bytes.push(byte);
        if let Some(moved) = self.bytes.get_mut(at..)
            && let Some(last) = moved.len().checked_sub(1)
        {
            moved.copy_within(..last, 1);
            if let Some(first) = moved.first_mut() {
                *first = byte;
            }
        }
    }

    /// A word of the program's own that needs no quotes: an identifier.
    #[inline]
    pub fn id(&mut self, id: &'static str) {
        let start = self.open();
        self.bytes.extend_from_slice(id.as_bytes());
        debug_assert!(!needs_quotes(self.bytes, start), "{id} is no identifier");
    }

    /// A list of such words, joined by semicolons.
    pub fn ids(&mut self, ids: impl IntoIterator<Item = &'static str>) {
        let start = self.open();
        for (i, id) in ids.into_iter().enumerate() {
            if i > 0 {
                self.bytes.push(b';');
            }
            self.bytes.extend_from_slice(id.as_bytes());
        }
        debug_assert!(!needs_quotes(self.bytes, start), "no identifiers");
    }

    /// A word of the program's own that recurs in many rows.
    #[inline]
    pub fn own(&mut self, word: &'static str) {
        self.open();
        self.bytes.extend_from_slice(self.words.field(word));
    }

    /// A word of the program's own.
    #[inline]
    pub fn word(&mut self, word: &str) {
        self.shown(word);
    }

    /// Nothing.
    #[inline]
    pub fn blank(&mut self) {
        self.open();
    }

    /// Text that came from the input, or may hold some: guarded against being taken for a formula.
    #[inline]
    pub fn text(&mut self, text: &str) {
        self.guarded(text);
    }

    /// Something of the program's own.
    #[inline]
    pub fn shown(&mut self, value: impl Put) {
        let start = self.open();
        self.put(start, &value, false);
    }

    /// Something that came from the input, or may hold some: guarded against being taken for a formula.
    #[inline]
    pub fn guarded(&mut self, value: impl Put) {
        let start = self.open();
        self.put(start, &value, true);
    }

    #[inline]
    fn put<T: Put>(&mut self, start: usize, value: &T, guarded: bool) {
        value.put(self.bytes);
        if value.is_plain() {
            debug_assert!(!needs_quotes(self.bytes, start), "it needs quotes");
        } else {
            self.close(start, guarded);
        }
    }

    /// Something of the program's own, or nothing.
    #[inline]
    pub fn shown_if(&mut self, value: Option<impl Put>) {
        match value {
            Some(value) => self.shown(value),
            None => self.blank(),
        }
    }

    /// A list, joined by semicolons and guarded.
    pub fn list<T: Put>(&mut self, items: impl IntoIterator<Item = T>) {
        let start = self.open();
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.bytes.push(b';');
            }
            item.put(self.bytes);
        }
        self.close(start, true);
    }

    /// Where the next field will begin.
    #[inline]
    pub fn here(&self) -> Place {
        Place {
            at: self.bytes.len(),
            fields: self.fields,
        }
    }

    /// How many bytes are written so far.
    pub fn written(&self) -> usize {
        self.bytes.len()
    }

    /// The fields written since a place in this row.
    #[inline]
    pub fn since(&self, place: Place) -> Fields {
        Fields {
            place,
            end: self.bytes.len(),
            count: self.fields.saturating_sub(place.fields),
        }
    }

    /// Fields of an earlier row once more. What begins a row can only begin another, and what does not cannot.
    #[inline]
    pub fn again(&mut self, fields: Fields) {
        let Fields { place, end, count } = fields;
        debug_assert_eq!(place.fields == 0, self.fields == 0);
        if place.at <= end && end <= self.bytes.len() {
            self.bytes.extend_from_within(place.at..end);
        }
        self.fields += count;
    }

    /// Ends the row.
    #[inline]
    pub fn end_row(&mut self) {
        let columns = *self.columns.get_or_insert(self.fields);
        if self.fields != columns && self.fault.is_none() {
            let fields = self.fields;
            let fault = format!("a row has {fields} fields and its headings are {columns}");
            self.fault = Some(io::Error::other(fault));
        }
        // A row of one empty field must not look like no row at all.
        if self.fields == 1 && self.bytes.len() == self.row {
            self.bytes.extend_from_slice(b"\"\"");
        }
        self.bytes.extend_from_slice(b"\r\n");
        self.fields = 0;
        self.row = self.bytes.len();
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If a row has another number of fields than the others, which would be a fault of the program.
    pub fn finish(mut self) -> Result<(), csv::Error> {
        match self.fault.take() {
            Some(fault) => Err(fault.into()),
            None => Ok(()),
        }
    }
}

/// A place between two fields of a row.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    at: usize,
    fields: usize,
}

/// Some fields of a row that stand one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    place: Place,
    end: usize,
    count: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::guard::{begins_formula, unguarded};

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
            rows.shown(7_u32);
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
    fn fields_are_written_as_the_csv_crate_writes_them() {
        let texts = [
            "", "a", "a b", ",", "\"", "\"\"", "a\"b,c", "\r", "x\ny", " ", "é,", "'", "#",
        ];
        let mut own = CsvText::new();
        let mut rows = own.follow();
        let mut writer = csv::WriterBuilder::new();
        let mut writer = writer
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::new());
        for one in texts {
            for other in texts {
                rows.word(one);
                rows.shown(other);
                rows.list([other, one]);
                rows.end_row();
                let list = format!("{other};{one}");
                let guard = if needs_guard(&list) { "'" } else { "" };
                writer
                    .write_record([one, other, &format!("{guard}{list}")])
                    .unwrap();
            }
        }
        rows.finish().unwrap();
        assert_eq!(own.bytes(), writer.into_inner().unwrap());
    }

    #[test]
    fn a_row_of_one_empty_field_is_still_a_row() {
        let mut csv = CsvText::new();
        let mut rows = csv.follow();
        rows.blank();
        rows.end_row();
        rows.finish().unwrap();
        assert_eq!(csv.bytes(), b"\"\"\r\n");
    }

    #[test]
    fn a_row_of_the_wrong_length_is_a_fault_and_not_a_file() {
        let mut csv = CsvText::new();
        let mut rows = csv.begin(&["a", "b"]);
        rows.word("x");
        rows.end_row();
        assert!(rows.finish().is_err());
    }

    #[test]
    fn fields_are_written_again_where_they_stood() {
        let mut csv = CsvText::new();
        let mut rows = csv.follow();
        let start = rows.here();
        rows.text("=a,b");
        rows.id("c");
        let head = rows.since(start);
        rows.shown(1_u32);
        let middle = rows.here();
        rows.word("d\"e");
        let middle = rows.since(middle);
        rows.end_row();
        rows.again(head);
        rows.shown(2_u32);
        rows.again(middle);
        rows.end_row();
        rows.finish().unwrap();
        let text = std::str::from_utf8(csv.bytes()).unwrap();
        assert_eq!(
            text,
            "\"'=a,b\",c,1,\"d\"\"e\"\r\n\"'=a,b\",c,2,\"d\"\"e\"\r\n"
        );
    }
}

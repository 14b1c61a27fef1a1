//! A published CSV file as a table of text: its columns by name, the guard before formulas taken off.

use crate::audit::AuditError;
use crate::report::unguarded;

/// A table of text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TextTable {
    path: String,
    /// The headings.
    pub headings: Vec<String>,
    /// The rows: one text per heading.
    pub rows: Vec<Vec<String>>,
}

impl TextTable {
    /// Reads the bytes of a published CSV file; `path` is for messages.
    ///
    /// # Errors
    /// If it is no CSV in UTF-8.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, AuditError> {
        let mut table = Self::read_guarded(path, bytes)?;
        for text in table.rows.iter_mut().flatten() {
            let plain = unguarded(text);
            if plain.len() < text.len() {
                *text = plain.to_owned();
            }
        }
        Ok(table)
    }

    /// Reads the same with the guards left on.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_guarded(path: &str, bytes: &[u8]) -> Result<Self, AuditError> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes);
        let mut rows = Vec::new();
        for (number, record) in (1_u64..).zip(reader.records()) {
            // The parser's own message could hold a value.
            let record = record
                .map_err(|_| AuditError::damaged(path, format!("record {number} is no CSV")))?;
            rows.push(record.iter().map(str::to_owned).collect());
        }
        if rows.is_empty() {
            return Err(AuditError::damaged(path, "it has no headings"));
        }
        let headings = rows.remove(0);
        Ok(Self {
            path: path.to_owned(),
            headings,
            rows,
        })
    }

    /// A table without rows; `path` is for messages.
    pub(super) fn empty<'h>(path: &str, headings: impl IntoIterator<Item = &'h str>) -> Self {
        Self {
            path: path.to_owned(),
            headings: headings.into_iter().map(str::to_owned).collect(),
            rows: Vec::new(),
        }
    }

    /// The table with one of its rows.
    pub(super) fn only(&self, row: usize) -> Option<Self> {
        Some(Self {
            path: self.path.clone(),
            headings: self.headings.clone(),
            rows: vec![self.rows.get(row)?.clone()],
        })
    }

    /// Its path within the run.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The position of a column.
    ///
    /// # Errors
    /// If there is no such column.
    pub fn column(&self, name: &str) -> Result<usize, AuditError> {
        let at = self.headings.iter().position(|heading| heading == name);
        at.ok_or_else(|| AuditError::damaged(&self.path, format!("it has no column {name}")))
    }

    /// Positions of several columns.
    ///
    /// # Errors
    /// If one of them is missing.
    pub fn columns<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], AuditError> {
        let mut found = [0; N];
        for (place, name) in found.iter_mut().zip(names) {
            *place = self.column(name)?;
        }
        Ok(found)
    }
}

/// The text of a field; a row that is too short has none there.
pub fn field(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_are_taken_off_and_a_bom_is_no_heading() {
        let table = TextTable::read("x.csv", b"\xEF\xBB\xBFa,b\r\n'=1,\"x\r\ny\"\r\n").unwrap();
        assert_eq!(table.headings, ["a", "b"]);
        assert_eq!(table.rows, [["=1", "x\r\ny"]]);
        assert_eq!(table.column("b").unwrap(), 1);
    }

    #[test]
    fn a_fault_names_the_file_and_no_value() {
        let fault = TextTable::read("x.csv", b"a,b\r\nsecret\r\n").unwrap_err();
        assert_eq!(
            fault.to_string(),
            "x.csv is damaged, or of another version: record 2 is no CSV"
        );
    }
}

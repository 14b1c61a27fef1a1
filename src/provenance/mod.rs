//! Where a fact came from: which file, sheet, row and column.
//!
//! A fact keeps its [`Origin`] (12 bytes) up to the report; names of files, sheets and columns are kept once, in
//! [`Sources`]. This room opens no file and knows no heading.

mod table;
mod text_key;

pub use table::Table;
pub use text_key::TextKey;

use ecow::EcoString;
use std::fmt::{self, Write as _};
use std::sync::Arc;

/// Text of a cell. Most is short (ids, numbers of documents, codes) and stands in place; longer text (employers and titles, which recur)
/// is shared.
pub type Text = EcoString;

/// The row a fact stands in. The order is source order: path of the file within the input, position of the sheet, row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Origin {
    /// Position of the file in [`Sources::files`], which is sorted by path.
    pub file: u32,
    /// Position of the sheet in its workbook, from 0; text files have one sheet.
    pub sheet: u16,
    /// Position of the table in its sheet, from 0.
    pub block: u16,
    /// Row as a spreadsheet shows it, from 1.
    pub row: u32,
}

/// One input file.
#[derive(Clone, Debug, Default)]
pub struct SourceFile {
    /// Path within the input, with forward slashes.
    pub path: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Names of the sheets by position; a text file has one sheet without a name.
    pub sheets: Vec<String>,
    /// The tables found, in order.
    pub blocks: Vec<SourceBlock>,
}

/// One table found in a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceBlock {
    /// Position of the sheet.
    pub sheet: u16,
    /// Position of the table in the sheet.
    pub block: u16,
    /// Which table it is.
    pub table: Table,
    /// Row of the headings, from 1 (the last of them where there are two).
    pub heading_row: u32,
    /// For each column of [`Table::columns`], the column of the sheet (from 0) that holds it, if any.
    /// Tables with the same header row share them.
    pub columns: Arc<[Option<u32>]>,
}

/// All input files, sorted by path within the input.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The files; [`Origin::file`] points into this.
    pub files: Vec<SourceFile>,
}

impl Sources {
    /// The file of an origin.
    pub fn file(&self, origin: Origin) -> Option<&SourceFile> {
        usize::try_from(origin.file)
            .ok()
            .and_then(|i| self.files.get(i))
    }

    /// The name of the sheet of an origin; empty for text files.
    pub fn sheet(&self, origin: Origin) -> &str {
        self.file(origin)
            .and_then(|file| file.sheets.get(usize::from(origin.sheet)))
            .map_or("", String::as_str)
    }

    /// The table of an origin.
    pub fn block(&self, origin: Origin) -> Option<&SourceBlock> {
        let same = |b: &&SourceBlock| b.sheet == origin.sheet && b.block == origin.block;
        self.file(origin)?.blocks.iter().find(same)
    }

    /// A row as a reader looks it up: `file.xlsx!Employment!R14`, or `file.csv!R14` for a text file.
    pub fn row_address(&self, origin: Origin) -> String {
        self.address(origin).to_string()
    }

    /// The same, to be written where it belongs.
    pub fn address(&self, origin: Origin) -> RowAddress<'_> {
        RowAddress {
            file: self.file(origin).map_or("", |file| &file.path),
            sheet: self.sheet(origin),
            row: origin.row,
        }
    }

    /// The cell of a canonical column (its position in [`Table::columns`]) in a row, as in `D14`; empty if the table lacks the column.
    pub fn cell(&self, origin: Origin, column: usize) -> String {
        let column = self
            .block(origin)
            .and_then(|block| block.columns.get(column).copied().flatten());
        column.map_or_else(String::new, |column| cell_name(column, origin.row))
    }
}

/// A row as a reader looks it up.
#[derive(Clone, Copy, Debug)]
pub struct RowAddress<'a> {
    file: &'a str,
    sheet: &'a str,
    row: u32,
}

impl<'a> RowAddress<'a> {
    /// Its file, its sheet (empty for a text file) and its row.
    pub const fn parts(self) -> (&'a str, &'a str, u32) {
        (self.file, self.sheet, self.row)
    }
}

impl fmt::Display for RowAddress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        if !self.sheet.is_empty() {
            f.write_str("!")?;
            f.write_str(self.sheet)?;
        }
        f.write_str("!R")?;
        fmt::Display::fmt(&self.row, f)
    }
}

/// The name of a cell as a spreadsheet shows it: column from 0, row from 1; `cell_name(3, 14)` is `D14`.
pub fn cell_name(column: u32, row: u32) -> String {
    let mut name = column_letters(column);
    // Writing to a String cannot fail.
    let _ = write!(name, "{row}");
    name
}

/// The letters of a column, counted from 0; `column_letters(3)` is `D`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The column with these letters, counted from 0: what [`column_letters`] wrote.
pub fn column_of_letters(letters: &str) -> Option<u32> {
    let mut number: u32 = 0;
    for letter in letters.bytes() {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        let digit = u32::from(letter - b'A') + 1;
        number = number.checked_mul(26)?.checked_add(digit)?;
    }
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::{cell_name, column_letters, column_of_letters};

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        let names = [
            cell_name(0, 1),
            cell_name(25, 2),
            cell_name(26, 3),
            cell_name(701, 4),
            cell_name(702, 5),
        ];
        assert_eq!(names, ["A1", "Z2", "AA3", "ZZ4", "AAA5"]);
    }

    #[test]
    fn letters_of_columns_read_back() {
        for column in [0, 25, 26, 701, 702, 16_383, u32::MAX] {
            let letters = column_letters(column);
            if column < u32::MAX {
                assert_eq!(column_of_letters(&letters), Some(column), "{letters}");
            }
        }
        for bad in ["", "a", "A1", "ZZZZZZZZ"] {
            assert_eq!(column_of_letters(bad), None, "{bad}");
        }
    }
}

//! `run.json`: what a run was made from and what it made.
//!
//! Owns the form of the file and the mark by which a folder is known as the output of a run. Times stand in `run.json`
//! only, so that everything else is the same bytes whenever the same input is judged.

use crate::provenance::{SourceBlock, Table, column_letters, column_of_letters};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Name of the manifest in an output.
pub const MANIFEST: &str = "run.json";

/// The mark in `run.json` by which an output is known as such; the number grows when the form changes.
pub const FORMAT: &str = "landed-run/1";

/// The manifest, in the order in which it is written. It is read with all its input files, and may be written with [`OneByOne`].
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Manifest<Inputs = Vec<InputEntry>> {
    /// [`FORMAT`].
    pub format: String,
    /// Version of the program.
    pub version: String,
    /// The day that the records were judged on.
    pub as_of: String,
    /// When the run began, RFC 3339.
    pub started_at: String,
    /// When its last file was ready, RFC 3339.
    pub finished_at: String,
    /// Which law was applied.
    pub law: LawUsed,
    /// The configuration as it took effect.
    pub configuration: serde_json::Value,
    /// What the firm vouches for.
    pub assumptions: serde_json::Value,
    /// The files and folders that were given to be read.
    #[serde(default)]
    pub given: Vec<String>,
    /// Who got a page, where that was said.
    #[serde(default)]
    pub pages: String,
    /// The language of the pages.
    #[serde(default)]
    pub lang: String,
    /// How many days ahead the watchlist looks.
    #[serde(default)]
    pub watchlist_days: Option<u16>,
    /// The input files, in source order.
    pub inputs: Inputs,
    /// Rows by table: read = used + set aside + duplicates + blank.
    pub tables: BTreeMap<String, RowCounts>,
    /// Applicants by outcome.
    pub applicants: BTreeMap<String, u64>,
    /// Problems by code.
    pub problems: BTreeMap<String, u64>,
    /// SHA-256 of [`CHECKSUMS`](crate::report::checksums::CHECKSUMS).
    pub checksums_sha256: String,
    /// SHA-256 of the manifest of the former run, if one was given: runs form a chain.
    pub previous_run_sha256: Option<String>,
    /// Milliseconds by part of the work up to this file, as `run --timings` prints them.
    #[serde(default)]
    pub timings_ms: BTreeMap<String, u64>,
    /// The most memory that the program held at once, in bytes, where the system tells.
    #[serde(default)]
    pub peak_memory_bytes: Option<u64>,
}

/// Which law was applied.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LawUsed {
    /// SHA-256 over all law data of the program.
    pub sha256: String,
    /// The editions that the program holds.
    pub editions: Vec<String>,
}

/// One input file. It is read with its tables, and may be written with those that are [`TablesInWords`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InputEntry<Tables = Vec<TableEntry>> {
    /// Path within the input: what results cite.
    pub path: String,
    /// Where it lay.
    pub found_at: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of its bytes; empty if it was not read.
    pub sha256: String,
    /// The names of its sheets, in order; a text file has one without a name.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// The tables found in it: with them, rows of `records/` find their place and their cells again.
    #[serde(default)]
    pub tables: Tables,
}

/// One table found in an input file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TableEntry {
    /// Which table it is.
    pub table: String,
    /// Position of the sheet, from 0.
    pub sheet: u16,
    /// Position of the table in the sheet, from 0.
    pub block: u16,
    /// Row of the headings.
    pub heading_row: u32,
    /// The canonical columns that it has, each with the letters of its column in the sheet.
    pub columns: Columns,
}

/// Canonical columns in the order of their names, each with the column of the sheet (from 0) that holds it; nothing where a manifest
/// has letters that name none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Columns(Vec<(Cow<'static, str>, Option<u32>)>);

impl Serialize for Columns {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = self.0.iter();
        serializer.collect_map(
            columns.map(|(name, at)| (name, at.map(column_letters).unwrap_or_default())),
        )
    }
}

impl<'de> Deserialize<'de> for Columns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let columns = BTreeMap::<String, String>::deserialize(deserializer)?.into_iter();
        let columns =
            columns.map(|(name, letters)| (Cow::Owned(name), column_of_letters(&letters)));
        Ok(Self(columns.collect()))
    }
}

/// Entries that are made only when they are written, one after the other: thousands of input files with their tables are never held
/// together.
pub struct OneByOne<F>(pub F);

impl<I, F> Serialize for OneByOne<F>
where
    I: IntoIterator<Item: Serialize>,
    F: Fn() -> I,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// How far a table of an input file stands to the right.
const INDENT: &str = "        ";

/// So many tables are remembered: a firm has a few forms of export, with some sheets each.
const MOST: usize = 64;

/// Puts tables into the words of the manifest: thousands of small files have the same tables, of which each is put into words once.
#[derive(Debug, Default)]
pub struct TablesInWords(RefCell<Vec<(SourceBlock, Rc<RawValue>)>>);

/// A table as an entry of the manifest.
#[derive(Debug)]
pub enum TableInWords {
    /// In words, to stand where tables of input files stand.
    Told(Rc<RawValue>),
    /// Still to be put into words.
    Untold(TableEntry),
}

impl Serialize for TableInWords {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Told(words) => words.as_ref().serialize(serializer),
            Self::Untold(entry) => entry.serialize(serializer),
        }
    }
}

impl TablesInWords {
    /// The entry of a table.
    pub fn of(&self, block: &SourceBlock) -> TableInWords {
        let mut known = self.0.borrow_mut();
        if let Some((_, words)) = known.iter().find(|(one, _)| one == block) {
            return TableInWords::Told(Rc::clone(words));
        }
        let entry = TableEntry::of(block);
        if known.len() < MOST
            && let Ok(words) = in_words(&entry)
        {
            known.push((block.clone(), words));
        }
        TableInWords::Untold(entry)
    }
}

fn in_words(entry: &TableEntry) -> Result<Rc<RawValue>, serde_json::Error> {
    let words = serde_json::to_string_pretty(entry)?;
    // No text in it has a line of its own.
    let words = words.replace('\n', &format!("\n{INDENT}"));
    Ok(RawValue::from_string(words)?.into())
}

impl TableEntry {
    /// The entry of a table.
    pub fn of(block: &SourceBlock) -> Self {
        let columns = block.table.columns().iter().zip(&*block.columns);
        let mut columns: Vec<_> = columns
            .filter_map(|(name, at)| Some((Cow::Borrowed(*name), Some((*at)?))))
            .collect();
        columns.sort_unstable();
        Self {
            table: block.table.name().to_owned(),
            sheet: block.sheet,
            block: block.block,
            heading_row: block.heading_row,
            columns: Columns(columns),
        }
    }

    /// The table of the entry; `None` if it names a table or a column that does not exist.
    pub fn block(&self) -> Option<SourceBlock> {
        let table = Table::from_name(&self.table)?;
        let mut columns = vec![None; table.columns().len()];
        for (name, at) in &self.columns.0 {
            let place = columns.get_mut(table.column(name)?)?;
            *place = Some((*at)?);
        }
        Some(SourceBlock {
            sheet: self.sheet,
            block: self.block,
            table,
            heading_row: self.heading_row,
            columns: columns.into(),
        })
    }
}

/// What became of the rows of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RowCounts {
    /// Whether the input holds the table at all.
    pub present: bool,
    /// Rows below the headings.
    pub read: u64,
    /// Rows that became records.
    pub used: u64,
    /// Rows that could not.
    pub set_aside: u64,
    /// Rows that repeat another one in every column.
    pub duplicates: u64,
    /// Rows without a value in any known column.
    pub blank: u64,
}

impl RowCounts {
    /// Whether every row read has exactly one fate.
    pub const fn balances(self) -> bool {
        self.read == self.used + self.set_aside + self.duplicates + self.blank
    }
}

impl<Inputs: Serialize> Manifest<Inputs> {
    /// The bytes of `run.json`.
    ///
    /// # Errors
    /// If the configuration cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// Whether bytes are the manifest of a run, of this or another version.
pub fn is_manifest(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Marked {
        format: String,
    }
    serde_json::from_slice::<Marked>(bytes)
        .is_ok_and(|marked| marked.format.starts_with("landed-run/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block() -> SourceBlock {
        let mut columns = vec![None; Table::Leaves.columns().len()];
        for (name, at) in [("start_date", 27), ("applicant_id", 0), ("end_date", 2)] {
            columns[Table::Leaves.column(name).unwrap()] = Some(at);
        }
        SourceBlock {
            sheet: 1,
            block: 2,
            table: Table::Leaves,
            heading_row: 4,
            columns: columns.into(),
        }
    }

    #[test]
    fn the_entry_of_a_table_names_its_columns_in_order_and_gives_the_table_back() {
        let text = serde_json::to_string(&TableEntry::of(&block())).unwrap();
        assert_eq!(
            text,
            r#"{"table":"leaves","sheet":1,"block":2,"heading_row":4,"columns":{"applicant_id":"A","end_date":"C","start_date":"AB"}}"#
        );
        let read: TableEntry = serde_json::from_str(&text).unwrap();
        assert_eq!(read, TableEntry::of(&block()));
        let given_back = read.block().unwrap();
        assert_eq!(given_back.columns, block().columns);
        assert_eq!((given_back.sheet, given_back.block), (1, 2));
    }

    #[test]
    fn an_entry_that_names_what_does_not_exist_is_read_and_gives_no_table() {
        let text = serde_json::to_string(&TableEntry::of(&block())).unwrap();
        for (right, wrong) in [("leaves", "loves"), ("end_date", "end"), ("AB", "ab")] {
            let entry: TableEntry = serde_json::from_str(&text.replacen(right, wrong, 1)).unwrap();
            assert!(entry.block().is_none(), "{wrong}");
        }
    }

    /// Input files with these tables, as deep within the text as those of a manifest.
    fn pretty<T: Serialize>(tables: Vec<Vec<T>>) -> String {
        let entries = tables.into_iter().map(|tables| InputEntry {
            path: "a.xlsx".to_owned(),
            found_at: "/a.xlsx".to_owned(),
            bytes: 1,
            sha256: String::new(),
            sheets: Vec::new(),
            tables,
        });
        let entries: Vec<_> = entries.collect();
        serde_json::to_string_pretty(&BTreeMap::from([("inputs", entries)])).unwrap()
    }

    #[test]
    fn tables_that_recur_are_told_as_they_were_and_stand_where_they_belong() {
        let blocks = |file: u16| {
            let one = |sheet| SourceBlock {
                sheet,
                heading_row: u32::from(file) / 10 * u32::from(sheet),
                ..block()
            };
            (0..file % 4).map(one).collect::<Vec<_>>()
        };
        let in_words = TablesInWords::default();
        let told = |file| blocks(file).iter().map(|one| in_words.of(one)).collect();
        let entries = |file| blocks(file).iter().map(TableEntry::of).collect();
        let all = || (0..400_u16).chain(0..400);
        assert_eq!(
            pretty(all().map(told).collect()),
            pretty(all().map(entries).collect())
        );
        assert_eq!(in_words.0.borrow().len(), MOST);
        assert!(matches!(in_words.of(&block()), TableInWords::Told(_)));
    }

    #[test]
    fn entries_made_one_by_one_are_written_as_those_that_are_held() {
        let entries = || {
            [3, 1, 2].map(|row| RowCounts {
                read: row,
                ..RowCounts::default()
            })
        };
        let held = serde_json::to_string_pretty(&entries().to_vec()).unwrap();
        assert_eq!(
            serde_json::to_string_pretty(&OneByOne(entries)).unwrap(),
            held
        );
    }
}

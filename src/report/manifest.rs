//! `run.json`: what a run was made from and what it made.
//!
//! Owns the form of the file and the mark by which a folder is known as the output of a run. Times stand in `run.json`
//! only, so that everything else is the same bytes whenever the same input is judged.

use crate::provenance::{SourceBlock, Table, column_letters, column_of_letters};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Name of the manifest in an output.
pub const MANIFEST: &str = "run.json";

/// The mark in `run.json` by which an output is known as such; the number grows when the form changes.
pub const FORMAT: &str = "landed-run/1";

/// The manifest, in the order in which it is written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Manifest {
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
    pub inputs: Vec<InputEntry>,
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

/// One input file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InputEntry {
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
    pub tables: Vec<TableEntry>,
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
    pub columns: BTreeMap<String, String>,
}

impl TableEntry {
    /// The entry of a table.
    pub fn of(block: &SourceBlock) -> Self {
        let columns = block.table.columns().iter().zip(&block.columns);
        Self {
            table: block.table.name().to_owned(),
            sheet: block.sheet,
            block: block.block,
            heading_row: block.heading_row,
            columns: columns
                .filter_map(|(name, at)| Some(((*name).to_owned(), column_letters((*at)?))))
                .collect(),
        }
    }

    /// The table of the entry; `None` if it names a table or a column that does not exist.
    pub fn block(&self) -> Option<SourceBlock> {
        let table = Table::from_name(&self.table)?;
        let mut columns = vec![None; table.columns().len()];
        for (name, letters) in &self.columns {
            let place = columns.get_mut(table.column(name)?)?;
            *place = Some(column_of_letters(letters)?);
        }
        Some(SourceBlock {
            sheet: self.sheet,
            block: self.block,
            table,
            heading_row: self.heading_row,
            columns,
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

impl Manifest {
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

//! A published run folder: its manifest, and its files by path.
//!
//! Owns how a run is opened. It changes nothing in the folder.

use crate::audit::AuditError;
use crate::audit::read_back::{Records, read_back};
use crate::audit::text_table::TextTable;
use crate::calendar::Day;
use crate::finding::FirmAssumptions;
use crate::provenance::{SourceFile, Sources, Table};
use crate::report::checksums::CHECKSUMS;
use crate::report::digest_hex;
use crate::report::disk::Disk;
use crate::report::manifest::{MANIFEST, Manifest};
use crate::report::publish::published;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is wrong with a file that is gone.
pub(super) const MISSING: &str = "it is missing";

/// What is wrong with a file that has other bytes than its hash says.
const CHANGED: &str = "it has other bytes than were published";

/// A published run.
#[derive(Clone, Debug)]
pub struct Published {
    /// The folder.
    pub folder: PathBuf,
    /// What `run.json` says.
    pub manifest: Manifest,
    /// The SHA-256 of `run.json`.
    pub manifest_sha256: String,
    /// The day that the records were judged on.
    pub as_of: Day,
    /// What the firm vouched for.
    pub assumptions: FirmAssumptions,
    /// The SHA-256 of each file as it was published, if only such files are to be read.
    hashes: Option<BTreeMap<String, String>>,
}

impl Published {
    /// Opens the output of a run.
    ///
    /// # Errors
    /// If the folder is no output of a run, or its manifest is damaged.
    pub fn open(folder: &Path) -> Result<Self, AuditError> {
        let folder = published(&Disk::real(), folder)?;
        let bytes = read(&folder.join(MANIFEST))?;
        let damaged = |what: String| AuditError::damaged(MANIFEST, what);
        // The message of the parser names a place and a kind, and the manifest holds no record.
        let manifest: Manifest =
            serde_json::from_slice(&bytes).map_err(|fault| damaged(fault.to_string()))?;
        let as_of =
            Day::parse_iso(&manifest.as_of).ok_or_else(|| damaged("as_of is no day".to_owned()))?;
        let assumptions = serde_json::from_value(manifest.assumptions.clone())
            .map_err(|fault| damaged(format!("assumptions: {fault}")))?;
        Ok(Self {
            folder,
            manifest,
            manifest_sha256: digest_hex(&bytes),
            as_of,
            assumptions,
            hashes: None,
        })
    }

    /// Opens the output of a run whose files are to be read only as they were published: each is hashed when it is read.
    ///
    /// # Errors
    /// As [`Published::open`], and if the list of hashes is missing or damaged.
    pub fn open_as_published(folder: &Path) -> Result<Self, AuditError> {
        let mut run = Self::open(folder)?;
        let list = run.file(CHECKSUMS)?;
        let list = list.ok_or_else(|| AuditError::damaged(CHECKSUMS, MISSING))?;
        if digest_hex(&list) != run.manifest.checksums_sha256 {
            return Err(AuditError::damaged(CHECKSUMS, CHANGED));
        }
        run.hashes = Some(listed(&list));
        Ok(run)
    }

    /// Whether the run still lies where it was opened, and no other took its place.
    pub fn is_in_place(&self) -> bool {
        let now = read(&self.folder.join(MANIFEST));
        now.is_ok_and(|bytes| digest_hex(&bytes) == self.manifest_sha256)
    }

    /// The bytes of a file of the run; `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read, or is not what was published where only such files are to be read.
    pub fn file(&self, path: &str) -> Result<Option<Vec<u8>>, AuditError> {
        let bytes = match read(&self.folder.join(path)) {
            Err(AuditError::Unreadable { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                None
            }
            read => Some(read?),
        };
        if let Some(hashes) = &self.hashes {
            match (hashes.get(path), &bytes) {
                (Some(_), None) => return Err(AuditError::damaged(path, MISSING)),
                (hash, Some(bytes)) if hash.is_none_or(|hash| *hash != digest_hex(bytes)) => {
                    return Err(AuditError::damaged(path, CHANGED));
                }
                _ => {}
            }
        }
        Ok(bytes)
    }

    /// The records of the run as one book of cases. A table without a file is one that the input lacked.
    ///
    /// # Errors
    /// If a file of `records/` cannot be read or is damaged.
    pub fn records(&self) -> Result<Records, AuditError> {
        read_back(self.tables()?, self.sources()?, self.assumptions)
    }

    /// The files of `records/` as text.
    pub(super) fn tables(&self) -> Result<Vec<(Table, TextTable)>, AuditError> {
        let mut files = Vec::new();
        for table in Table::ALL {
            let path = format!("records/{table}.csv");
            let counts = self.manifest.tables.get(table.name());
            match self.file(&path)? {
                Some(bytes) => files.push((table, TextTable::read(&path, &bytes)?)),
                None if counts.is_some_and(|counts| counts.present) => {
                    return Err(AuditError::damaged(&path, MISSING));
                }
                None => {}
            }
        }
        Ok(files)
    }

    /// The input files as the manifest lists them.
    pub(super) fn sources(&self) -> Result<Sources, AuditError> {
        let mut files = Vec::with_capacity(self.manifest.inputs.len());
        for input in &self.manifest.inputs {
            let mut blocks = Vec::with_capacity(input.tables.len());
            for entry in &input.tables {
                let block = entry.block().ok_or_else(|| {
                    AuditError::damaged(MANIFEST, "it names a table or column that does not exist")
                })?;
                blocks.push(block);
            }
            files.push(SourceFile {
                path: input.path.clone(),
                sha256: input.sha256.clone(),
                bytes: input.bytes,
                sheets: input.sheets.clone(),
                blocks,
            });
        }
        Ok(Sources { files })
    }
}

/// Path and hash of each line of a list of hashes; what is not such a line shows in the hash of the whole.
pub(super) fn listed(bytes: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8_lossy(bytes);
    text.lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, path)| (path.to_owned(), hash.to_owned()))
        .collect()
}

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, AuditError> {
    std::fs::read(path).map_err(|source| AuditError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

//! The end of a run: every result is written, in parallel, into an output on the disk or in memory.
//!
//! Owns which files an output has. What they say is the report's.

use crate::finding::{ApplicantOutcome, Severity};
use crate::intake::peak_memory;
use crate::law::Law;
use crate::provenance::{SourceBlock, Table};
use crate::report::checksums::{CHECKSUMS, Checksums};
use crate::report::horizon::Watch;
use crate::report::html::Pages;
use crate::report::manifest::{
    FORMAT, InputEntry, LawUsed, MANIFEST, Manifest, OneByOne, TableEntry, TablesInWords,
};
use crate::report::partial::{FilesOf, Partial};
use crate::report::publish::PublishError;
use crate::report::stream::{Stream, Written};
use crate::report::{CsvText, digest_hex, issues};
use crate::run::clock::Clock;
use crate::run::files::Files;
use crate::run::judging::Judged;
use crate::run::record_rows;
use crate::run::settings::Settings;
use crate::run::status::RunError;
use crate::run::waves::write_in_waves;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Takes the files of an output.
pub trait Shelf: Sync {
    /// Makes a folder; its parent is there.
    ///
    /// # Errors
    /// If it cannot be made.
    fn folder(&self, path: &str) -> Result<(), PublishError>;

    /// Takes a file, in any order and from any thread.
    ///
    /// # Errors
    /// If it cannot be written.
    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError>;

    /// Takes some files of one folder: name and bytes of each.
    ///
    /// # Errors
    /// If one cannot be written.
    fn files(&self, folder: &str, files: &mut FilesOf<'_>) -> Result<(), PublishError>;

    /// Begins a file that comes in pieces.
    ///
    /// # Errors
    /// If it cannot be made.
    fn stream(&self, path: &str) -> Result<Stream<'_>, PublishError>;
}

impl Shelf for Partial<'_, '_> {
    fn folder(&self, path: &str) -> Result<(), PublishError> {
        Partial::folder(self, path)
    }

    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        Partial::file(self, path, bytes)
    }

    fn files(&self, folder: &str, files: &mut FilesOf<'_>) -> Result<(), PublishError> {
        Partial::files(self, folder, files)
    }

    fn stream(&self, path: &str) -> Result<Stream<'_>, PublishError> {
        Partial::stream(self, path)
    }
}

/// An output in memory: path and bytes of each file.
#[derive(Debug, Default)]
pub struct InMemory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl InMemory {
    /// The files by path.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf for InMemory {
    fn folder(&self, _path: &str) -> Result<(), PublishError> {
        Ok(())
    }

    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn files(&self, folder: &str, files: &mut FilesOf<'_>) -> Result<(), PublishError> {
        for (name, bytes) in files {
            self.file(&format!("{folder}/{name}"), bytes)?;
        }
        Ok(())
    }

    fn stream(&self, path: &str) -> Result<Stream<'_>, PublishError> {
        let file = Held {
            shelf: self,
            path: path.to_owned(),
        };
        Ok(Stream::new(PathBuf::from(path), Box::new(file)))
    }
}

/// A file in memory that comes in pieces.
struct Held<'a> {
    shelf: &'a InMemory,
    path: String,
}

impl Write for Held<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let files = self.shelf.files.lock();
        let mut files = files.unwrap_or_else(PoisonError::into_inner);
        files.entry(self.path.clone()).or_default().extend(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the common files that rest on all rows: the records, several tables at the same time, and the problems.
///
/// # Errors
/// If one of them cannot be written.
pub(super) fn write_rows(judged: &Judged, shelf: &dyn Shelf) -> Result<Files, RunError> {
    shelf.folder("records")?;
    let rows = record_rows::Reader::of(judged);
    // A table that the whole input lacks has no file, so that judging anew knows.
    let tables = Table::ALL.into_par_iter();
    let tables = tables.filter(|table| judged.book.has(*table));
    let written = tables.map(|table| {
        let path = format!("records/{table}.csv");
        let written = rows.write(table, shelf, &path)?;
        Ok((path, written))
    });
    let written: Vec<_> = written.collect::<Result<_, RunError>>()?;
    let mut files = Files::default();
    for (path, written) in written {
        files.add(&path, written);
    }
    let mut csv = CsvText::new();
    issues::write(&mut csv, &judged.sources, &judged.problems)?;
    files.write(shelf, "issues.csv", csv.bytes())?;
    Ok(files)
}

fn write_checksums(checksums: &Checksums, shelf: &dyn Shelf) -> Result<Written, RunError> {
    let mut list = shelf.stream(CHECKSUMS)?;
    write_in_waves(
        &mut list,
        &checksums.pieces(),
        |piece, text: &mut Vec<u8>| {
            text.clear();
            piece.add_to(text);
            Ok(())
        },
    )?;
    Ok(list.finish()?)
}

/// Writes hashes and manifest, which come last; returns the SHA-256 of the manifest.
///
/// # Errors
/// If one of them cannot be written.
pub fn write_manifest(
    judged: &Judged,
    settings: &Settings,
    previous: Option<String>,
    clock: &Clock,
    checksums: &Checksums,
    shelf: &dyn Shelf,
) -> Result<String, RunError> {
    let hashes = write_checksums(checksums, shelf)?;
    let law = Law::book();
    let in_words = TablesInWords::default();
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        as_of: judged.as_of.to_string(),
        started_at: clock.began_at(),
        finished_at: clock.now(),
        law: LawUsed {
            sha256: law.hash().to_owned(),
            editions: law.editions().iter().map(|e| e.id.clone()).collect(),
        },
        configuration: match &settings.configuration {
            serde_json::Value::Null => serde_json::json!({}),
            given => given.clone(),
        },
        assumptions: serde_json::to_value(judged.book.assumptions)?,
        given: shown(&settings.inputs),
        pages: settings.pages.map_or("", Pages::id).to_owned(),
        lang: settings.lang.code().to_owned(),
        watchlist_days: Watch::of(law, judged.as_of, settings.watchlist_days).days(),
        inputs: OneByOne(|| inputs_with(judged, |block| in_words.of(block))),
        tables: Table::ALL
            .iter()
            .zip(judged.tables)
            .map(|(table, counts)| (table.name().to_owned(), counts))
            .collect(),
        applicants: applicants(judged),
        problems: problems(judged),
        checksums_sha256: hashes.sha256.to_string(),
        previous_run_sha256: previous,
        timings_ms: judged
            .timings
            .iter()
            .map(|(part, time)| {
                let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
                (part.id().to_owned(), milliseconds)
            })
            .collect(),
        peak_memory_bytes: peak_memory(),
    };
    let bytes = manifest.to_bytes()?;
    shelf.file(MANIFEST, &bytes)?;
    Ok(digest_hex(&bytes))
}

fn shown(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| absolute(path)).collect()
}

/// A path that still leads there when somebody verifies the run from another folder.
fn absolute(path: &Path) -> String {
    let absolute = std::path::absolute(path);
    let path = absolute.as_deref().unwrap_or(path);
    path.to_string_lossy().into_owned()
}

/// The input files with their hashes and what was found in them.
pub(super) fn inputs(judged: &Judged) -> impl Iterator<Item = InputEntry> {
    inputs_with(judged, TableEntry::of)
}

fn inputs_with<T>(
    judged: &Judged,
    entry: impl Fn(&SourceBlock) -> T,
) -> impl Iterator<Item = InputEntry<Vec<T>>> {
    let files = judged.sources.files.iter().zip(&judged.found_at);
    files.map(move |(file, found_at)| InputEntry {
        path: file.path.clone(),
        found_at: absolute(found_at),
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        sheets: file.sheets.clone(),
        tables: file.blocks.iter().map(&entry).collect(),
    })
}

fn applicants(judged: &Judged) -> BTreeMap<String, u64> {
    let of = |outcome| u64::try_from(judged.applicants(outcome)).unwrap_or(u64::MAX);
    ApplicantOutcome::ALL
        .into_iter()
        .map(|outcome| (outcome.id().to_owned(), of(outcome)))
        .collect()
}

fn problems(judged: &Judged) -> BTreeMap<String, u64> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for problem in &judged.problems {
        *counts.entry(problem.code.id().to_owned()).or_default() += 1;
    }
    counts
}

/// What is said of a pattern of the configuration that no file matches.
pub fn in_vain(pattern: &str) -> String {
    format!(
        "warning: no file matches the pattern \"{pattern}\" of [[files]]: write paths as they are within the input, \
         as in e.csv for in/e.csv where in/ is the input"
    )
}

/// The counts of a run in plain lines, without anything from the records; before them, what the configuration says in vain.
pub fn counts_in_words(judged: &Judged) -> Vec<String> {
    let [eligible, review, not] = ApplicantOutcome::ALL.map(|outcome| judged.applicants(outcome));
    let unmatched = judged.unmatched.iter();
    let mut lines: Vec<String> = unmatched.map(|pattern| in_vain(pattern)).collect();
    lines.push(format!(
        "applicants: {} = {eligible} eligible on the record + {review} to review + {not} not eligible",
        judged.cabinet.len()
    ));
    for (table, rows) in Table::ALL.iter().zip(judged.tables) {
        if rows.present {
            lines.push(format!(
                "{table} rows: {} read = {} used + {} set aside + {} duplicates + {} blank",
                rows.read, rows.used, rows.set_aside, rows.duplicates, rows.blank
            ));
        } else {
            lines.push(format!("{table} rows: none, the table is not in the input"));
        }
    }
    let of = |severity| {
        let mut all = judged.problems.iter().map(|p| p.code.severity());
        all.by_ref().filter(|s| *s == severity).count()
    };
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(of);
    lines.push(format!(
        "issues: {} = {errors} errors + {warnings} warnings + {notes} notes",
        judged.problems.len()
    ));
    lines
}

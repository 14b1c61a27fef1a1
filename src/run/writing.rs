//! The end of a run: every result is written, in parallel, into an output on the disk or in memory.
//!
//! Owns which files an output has. What they say is the report's.

use crate::finding::{ApplicantOutcome, Severity};
use crate::law::Law;
use crate::provenance::Table;
use crate::report::checksums::{CHECKSUMS, Checksums, PER_APPLICANT};
use crate::report::data_package::SingleFile;
use crate::report::html::Pages;
use crate::report::manifest::{FORMAT, InputEntry, LawUsed, MANIFEST, Manifest, TableEntry};
use crate::report::publish::{Partial, PublishError};
use crate::report::stream::{Stream, Written};
use crate::report::{
    CsvText, Digest, FileNames, OutputKind, digest_hex, eligibility, horizon, issues, ledger,
    records, summary,
};
use crate::run::clock::Clock;
use crate::run::comparing::CHANGES;
use crate::run::judging::Judged;
use crate::run::progress::{Progress, Stage};
use crate::run::record_rows::record_rows;
use crate::run::settings::Settings;
use crate::run::status::RunError;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

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

    /// Begins a file that is written piece by piece.
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

    fn stream(&self, path: &str) -> Result<Stream<'_>, PublishError> {
        let file = Held {
            shelf: self,
            path: path.to_owned(),
            bytes: Vec::new(),
        };
        Ok(Stream::new(PathBuf::from(path), Box::new(file)))
    }
}

/// A file in memory under construction.
struct Held<'a> {
    shelf: &'a InMemory,
    path: String,
    bytes: Vec<u8>,
}

impl Write for Held<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.bytes.write(piece)
    }

    fn flush(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.bytes);
        let mut files = self
            .shelf
            .files
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        files.entry(self.path.clone()).or_default().extend(bytes);
        Ok(())
    }
}

/// What was written: the hashes of all of it, and the files that exist once.
pub struct Results {
    /// The hashes.
    pub checksums: Checksums,
    /// The files that exist once, for the data package.
    pub single: Vec<SingleFile>,
}

impl Results {
    /// Adds a file that exists once.
    pub fn add(&mut self, path: &str, written: Written) {
        let is_at = |kind: &OutputKind| kind.path().as_deref() == Some(path);
        if let Some(kind) = OutputKind::ALL.into_iter().find(is_at) {
            self.single.push(SingleFile { kind, written });
        }
        self.checksums.add(path.to_owned(), written.sha256);
    }
}

/// Writes all results but the manifest; returns what was written.
///
/// # Errors
/// If a file cannot be written.
pub fn write_results(
    judged: &Judged,
    names: &Arc<FileNames>,
    shelf: &dyn Shelf,
    progress: Progress,
) -> Result<Results, RunError> {
    let cases = &judged.book.cases;
    for kind in PER_APPLICANT {
        shelf.folder(kind)?;
        for folder in names.subfolders() {
            shelf.folder(&format!("{kind}/{folder}"))?;
        }
    }
    shelf.folder("records")?;
    let tables = Table::ALL.into_iter().filter(|t| judged.book.has(*t));
    let tables: Vec<Table> = tables.collect();
    // Summary, issues, horizon and watchlist come on top.
    let stage = progress.stage("files written", cases.len() * 2 + tables.len() + 4);
    let mut results = Results {
        checksums: Checksums::default(),
        single: Vec::new(),
    };
    let hashes = write_applicants(judged, names, shelf, &stage)?;
    results.checksums.set_applicants(Arc::clone(names), hashes);
    // A table that the whole input lacks has no file, so that judging anew knows.
    let written: Vec<(String, Written)> = tables
        .into_par_iter()
        .map(|table| write_table(judged, table, shelf, &stage))
        .collect::<Result<_, _>>()?;
    let overviews = write_overviews(judged, names, shelf, &stage)?;
    let horizon = write_horizon(judged, shelf, &stage)?;
    for (path, written) in written.into_iter().chain(overviews).chain(horizon) {
        results.add(&path, written);
    }
    stage.end();
    Ok(results)
}

type Named = (String, Written);

/// Writes a file of rows piece by piece.
fn pour(
    shelf: &dyn Shelf,
    stage: &Stage,
    path: &str,
    write: impl FnOnce(&mut CsvText<'_>) -> Result<(), csv::Error>,
) -> Result<Named, RunError> {
    let mut stream = shelf.stream(path)?;
    let wrote = write(&mut CsvText::into_sink(&mut stream));
    let written = stream.finish()?;
    wrote?;
    stage.step();
    Ok((path.to_owned(), written))
}

fn write_applicants(
    judged: &Judged,
    names: &FileNames,
    shelf: &dyn Shelf,
    stage: &Stage,
) -> Result<Vec<[Digest; 2]>, RunError> {
    let law = Law::book();
    let sources = &judged.sources;
    let cases = judged.book.cases.par_iter();
    cases
        .zip(&judged.assessments)
        .enumerate()
        .map_init(ApplicantFiles::default, |files, (i, (case, assessment))| {
            files.name = names.name(i);
            eligibility::write(&mut files.csv, sources, case, assessment)?;
            let one = files.put(shelf, "eligibility")?;
            ledger::write(&mut files.csv, law, sources, case, assessment)?;
            let other = files.put(shelf, "ledger")?;
            stage.step();
            stage.step();
            Ok([one, other])
        })
        .collect()
}

/// The files of one applicant after another: buffers that one thread uses again and again.
#[derive(Default)]
struct ApplicantFiles<'a> {
    csv: CsvText<'static>,
    path: String,
    name: &'a str,
}

impl ApplicantFiles<'_> {
    fn put(&mut self, shelf: &dyn Shelf, folder: &str) -> Result<Digest, PublishError> {
        self.path.clear();
        for part in [folder, "/", self.name] {
            self.path.push_str(part);
        }
        shelf.file(&self.path, self.csv.bytes())?;
        Ok(Digest::of(self.csv.bytes()))
    }
}

fn write_table(
    judged: &Judged,
    table: Table,
    shelf: &dyn Shelf,
    stage: &Stage,
) -> Result<Named, RunError> {
    let rows = record_rows(&judged.book, table);
    pour(shelf, stage, &format!("records/{table}.csv"), |csv| {
        records::write(csv, &judged.sources, table, rows)
    })
}

fn write_overviews(
    judged: &Judged,
    names: &FileNames,
    shelf: &dyn Shelf,
    stage: &Stage,
) -> Result<[Named; 2], RunError> {
    let mut issues_of: BTreeMap<&str, usize> = BTreeMap::new();
    for id in judged
        .problems
        .iter()
        .filter_map(|p| p.applicant.as_deref())
    {
        *issues_of.entry(id).or_default() += 1;
    }
    let cases = judged.book.cases.iter().zip(&judged.assessments);
    let entries = cases
        .enumerate()
        .map(|(i, (case, assessment))| summary::Entry {
            case,
            assessment,
            issues: issues_of.get(&*case.id).copied().unwrap_or(0),
            file_name: names.name(i),
        });
    let one = pour(shelf, stage, "summary.csv", |csv| {
        summary::write(csv, judged.as_of, entries)
    })?;
    let other = pour(shelf, stage, "issues.csv", |csv| {
        issues::write(csv, &judged.sources, &judged.problems)
    })?;
    Ok([one, other])
}

/// Writes what changed since the former run.
///
/// # Errors
/// If it cannot be written.
pub fn write_changes(
    changes: &[u8],
    shelf: &dyn Shelf,
    results: &mut Results,
) -> Result<(), PublishError> {
    shelf.file(CHANGES, changes)?;
    results.add(CHANGES, Written::of(changes));
    Ok(())
}

fn write_horizon(
    judged: &Judged,
    shelf: &dyn Shelf,
    stage: &Stage,
) -> Result<[Named; 2], RunError> {
    let law = Law::book();
    let cases = judged.book.cases.iter().map(|case| &*case.id);
    let outlooks = cases.zip(&judged.outlooks);
    let one = pour(shelf, stage, "horizon.csv", |csv| {
        horizon::write(csv, law, outlooks.clone())
    })?;
    let last = horizon::last_watched(law, judged.as_of);
    let other = pour(shelf, stage, "watchlist.csv", |csv| {
        horizon::write_watchlist(csv, law, last, outlooks)
    })?;
    Ok([one, other])
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
    let mut list = shelf.stream(CHECKSUMS)?;
    // What the disk said is told when the file is finished.
    let _ = checksums.write(&mut list);
    let hashes = list.finish()?;
    let law = Law::book();
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
        inputs: inputs(judged),
        tables: Table::ALL
            .iter()
            .zip(judged.tables)
            .map(|(table, counts)| (table.name().to_owned(), counts))
            .collect(),
        applicants: applicants(judged),
        problems: problems(judged),
        checksums_sha256: hashes.sha256.to_string(),
        previous_run_sha256: previous,
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
pub(super) fn inputs(judged: &Judged) -> Vec<InputEntry> {
    let files = judged.sources.files.iter().zip(&judged.found_at);
    files
        .map(|(file, found_at)| InputEntry {
            path: file.path.clone(),
            found_at: absolute(found_at),
            bytes: file.bytes,
            sha256: file.sha256.clone(),
            sheets: file.sheets.clone(),
            tables: file.blocks.iter().map(TableEntry::of).collect(),
        })
        .collect()
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

/// The counts of a run in plain lines, without anything from the records.
pub fn counts_in_words(judged: &Judged) -> Vec<String> {
    let [eligible, review, not] = ApplicantOutcome::ALL.map(|outcome| judged.applicants(outcome));
    let mut lines = vec![format!(
        "applicants: {} = {eligible} eligible on the record + {review} to review + {not} not eligible",
        judged.assessments.len()
    )];
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

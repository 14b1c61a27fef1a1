//! The end of a run: every result is written, in parallel, into an output on the disk or in memory.
//!
//! Owns which files an output has. What they say is the report's.

use crate::finding::{ApplicantOutcome, Severity};
use crate::law::Law;
use crate::provenance::Table;
use crate::report::horizon::Watch;
use crate::report::html::Pages;
use crate::report::manifest::{
    CHECKSUMS, Checksums, FORMAT, InputEntry, LawUsed, MANIFEST, Manifest, TableEntry,
};
use crate::report::publish::{Partial, PublishError};
use crate::report::{
    CsvText, FileNames, digest_hex, eligibility, horizon, issues, ledger, records, summary,
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
}

impl Shelf for Partial<'_, '_> {
    fn folder(&self, path: &str) -> Result<(), PublishError> {
        Partial::folder(self, path)
    }

    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        Partial::file(self, path, bytes)
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
}

/// Writes all results but the manifest; returns the hashes of what was written.
///
/// # Errors
/// If a file cannot be written.
pub fn write_results(
    judged: &Judged,
    watch: Watch,
    shelf: &dyn Shelf,
    progress: Progress,
) -> Result<Checksums, RunError> {
    let cases = &judged.book.cases;
    let names = FileNames::of(cases.iter().map(|case| &*case.id));
    for kind in ["eligibility", "ledger"] {
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
    let mut checksums = Checksums::default();
    for [one, other] in write_applicants(judged, &names, shelf, &stage)? {
        checksums.add(one.0, one.1);
        checksums.add(other.0, other.1);
    }
    // A table that the whole input lacks has no file, so that judging anew knows.
    let written: Vec<Written> = tables
        .into_par_iter()
        .map(|table| write_table(judged, table, shelf, &stage))
        .collect::<Result<_, _>>()?;
    for (path, hash) in written {
        checksums.add(path, hash);
    }
    for (path, hash) in write_overviews(judged, &names, shelf, &stage)? {
        checksums.add(path, hash);
    }
    for (path, hash) in write_horizon(judged, watch, shelf, &stage)? {
        checksums.add(path, hash);
    }
    stage.end();
    Ok(checksums)
}

type Written = (String, String);

fn put(shelf: &dyn Shelf, stage: &Stage, path: String, csv: &CsvText) -> Result<Written, RunError> {
    shelf.file(&path, csv.bytes())?;
    stage.step();
    Ok((path, digest_hex(csv.bytes())))
}

fn write_applicants(
    judged: &Judged,
    names: &FileNames,
    shelf: &dyn Shelf,
    stage: &Stage,
) -> Result<Vec<[Written; 2]>, RunError> {
    let law = Law::book();
    let sources = &judged.sources;
    let cases = judged.book.cases.par_iter();
    cases
        .zip(&judged.assessments)
        .enumerate()
        .map_init(CsvText::new, |csv, (i, (case, assessment))| {
            let name = names.name(i);
            eligibility::write(csv, sources, case, assessment)?;
            let one = put(shelf, stage, format!("eligibility/{name}"), csv)?;
            ledger::write(csv, law, sources, case, assessment)?;
            let other = put(shelf, stage, format!("ledger/{name}"), csv)?;
            Ok([one, other])
        })
        .collect()
}

fn write_table(
    judged: &Judged,
    table: Table,
    shelf: &dyn Shelf,
    stage: &Stage,
) -> Result<Written, RunError> {
    let mut csv = CsvText::new();
    let rows = record_rows(&judged.book, table);
    records::write(&mut csv, &judged.sources, table, rows)?;
    put(shelf, stage, format!("records/{table}.csv"), &csv)
}

fn write_overviews(
    judged: &Judged,
    names: &FileNames,
    shelf: &dyn Shelf,
    stage: &Stage,
) -> Result<[Written; 2], RunError> {
    let mut issues_of: BTreeMap<&str, usize> = BTreeMap::new();
    for id in judged
        .problems
        .iter()
        .filter_map(|p| p.applicant.as_deref())
    {
        *issues_of.entry(id).or_default() += 1;
    }
    let judgements = judged.assessments.iter().zip(&judged.outlooks);
    let cases = judged.book.cases.iter().zip(judgements);
    let entries = cases
        .enumerate()
        .map(|(i, (case, (assessment, outlook)))| summary::Entry {
            case,
            assessment,
            outlook,
            issues: issues_of.get(&*case.id).copied().unwrap_or(0),
            file_name: names.name(i),
        });
    let mut csv = CsvText::new();
    summary::write(&mut csv, judged.as_of, entries)?;
    let one = put(shelf, stage, "summary.csv".to_owned(), &csv)?;
    issues::write(&mut csv, &judged.sources, &judged.problems)?;
    let other = put(shelf, stage, "issues.csv".to_owned(), &csv)?;
    Ok([one, other])
}

/// Writes what changed since the former run.
///
/// # Errors
/// If it cannot be written.
pub fn write_changes(
    changes: &[u8],
    shelf: &dyn Shelf,
    checksums: &mut Checksums,
) -> Result<(), PublishError> {
    shelf.file(CHANGES, changes)?;
    checksums.add_bytes(CHANGES, changes);
    Ok(())
}

fn write_horizon(
    judged: &Judged,
    watch: Watch,
    shelf: &dyn Shelf,
    stage: &Stage,
) -> Result<[Written; 2], RunError> {
    let law = Law::book();
    let outlooks = judged.book.cases.iter().zip(&judged.outlooks);
    let mut csv = CsvText::new();
    horizon::write(&mut csv, law, outlooks.clone())?;
    let one = put(shelf, stage, "horizon.csv".to_owned(), &csv)?;
    horizon::write_watchlist(&mut csv, law, watch, outlooks)?;
    let other = put(shelf, stage, "watchlist.csv".to_owned(), &csv)?;
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
    let hashes = checksums.to_bytes();
    shelf.file(CHECKSUMS, &hashes)?;
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
        watchlist_days: Watch::of(law, judged.as_of, settings.watchlist_days).days(),
        inputs: inputs(judged),
        tables: Table::ALL
            .iter()
            .zip(judged.tables)
            .map(|(table, counts)| (table.name().to_owned(), counts))
            .collect(),
        applicants: applicants(judged),
        problems: problems(judged),
        checksums_sha256: digest_hex(&hashes),
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

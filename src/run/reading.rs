//! The beginning of a run: the input is found and read, in parallel by file, into one book.

use crate::calendar::Day;
use crate::casefile::Book;
use crate::finding::Problem;
use crate::intake::{
    ChildReader, FileReading, FileStand, FileStanding, InputFile, ReadOptions, RowVisitor, TextForm,
    discover, read_file,
};
use crate::provenance::{SourceFile, Sources};
use crate::report::manifest::RowCounts;
use crate::run::child_process::ProcessReader;
use crate::run::clock::Clock;
use crate::run::isolation::isolated;
use crate::run::progress::Progress;
use crate::run::settings::Settings;
use crate::run::status::RunError;
use rayon::prelude::*;
use std::path::PathBuf;

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The input files.
    pub sources: Sources,
    /// Where each of them lay.
    pub found_at: Vec<PathBuf>,
    /// All case files.
    pub book: Book,
    /// Problems found so far, in any order.
    pub problems: Vec<Problem>,
    /// What became of the rows of each table.
    pub tables: [RowCounts; 7],
}

/// Reads all inputs.
///
/// # Errors
/// If an input cannot be found, or holds no file of a kind that is read: an empty export folder must not empty the results.
pub(super) fn read_all(
    settings: &Settings,
    clock: &Clock,
    as_of: Day,
    progress: Progress,
) -> Result<Reading, RunError> {
    let out = settings.out_on(as_of);
    let discovery = discover(&settings.inputs, out.as_deref())?;
    let is_read = |file: &InputFile| file.standing == FileStanding::ToRead;
    if !discovery.files.iter().any(is_read) {
        return Err(RunError::NothingToRead);
    }
    let stage = progress.stage("files read", discovery.files.len());
    let files: Vec<OneFile> = discovery
        .files
        .par_iter()
        .map(|file| {
            let one = read_one(settings, clock, file);
            stage.step();
            one
        })
        .collect();
    stage.end();
    Ok(Reading::default())
}

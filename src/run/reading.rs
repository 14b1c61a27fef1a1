//! The beginning of a run: the input is found and read, in parallel by file, into one book.

use crate::calendar::Day;
use crate::casefile::Book;
use crate::finding::Problem;
use crate::intake::{FileReading, FileStanding, InputFile, ReadOptions, discover, read_file};
use crate::provenance::{SourceBlock, SourceFile, Sources};
use crate::report::manifest::RowCounts;
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

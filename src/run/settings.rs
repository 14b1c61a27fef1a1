//! What a run is asked to do, after command line and configuration were put together.

use crate::calendar::Day;
use crate::finding::FirmAssumptions;
use crate::intake::Limits;
use crate::recognition::mapping::Mapping;
use crate::report::html::{Lang, Pages};
use std::path::{Path, PathBuf};

/// What stands for the day of the run in the name of an output folder.
pub const AS_OF_MARK: &str = "{as_of}";

/// What a run is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Files and folders to read.
    pub inputs: Vec<PathBuf>,
    /// The output folder; `{as_of}` in it stands for the day of the run.
    pub out: Option<PathBuf>,
    /// The day that the records are judged on; the local calendar day if it is not given.
    pub as_of: Option<Day>,
    /// A former output.
    pub previous: Option<PathBuf>,
    /// How many threads; as many as there are processors if it is not given.
    pub threads: Option<usize>,
    /// Judge, and publish nothing.
    pub dry_run: bool,
    /// Show no progress.
    pub quiet: bool,
    /// What the firm vouches for.
    pub assumptions: FirmAssumptions,
    /// How the firm's files are to be understood.
    pub mapping: Mapping,
    /// How much one input file may cost.
    pub limits: Limits,
    /// How many days ahead the watchlist looks; the usual number if it is not given.
    pub watchlist_days: Option<u16>,
    /// This program, to be started again for each `.xls` or `.ods` file; without it they are read in this process.
    pub program: Option<PathBuf>,
    /// Who gets a page; by the number of applicants if it is not given.
    pub pages: Option<Pages>,
    /// The language of the pages.
    pub lang: Lang,
    /// The configuration as the manifest shows it.
    pub configuration: serde_json::Value,
}

impl Settings {
    /// The output folder for a day.
    pub fn out_on(&self, as_of: Day) -> Option<PathBuf> {
        self.out.as_deref().map(|out| with_day(out, as_of))
    }
}

fn with_day(out: &Path, as_of: Day) -> PathBuf {
    match out.to_str() {
        Some(text) => PathBuf::from(text.replace(AS_OF_MARK, &as_of.to_string())),
        None => out.to_owned(),
    }
}

//! A look into exports before anything is judged: which tables and columns are recognised.

use crate::intake::{FileStanding, discover};
use crate::recognition::Recognition;
use crate::run::child_process::ProcessReader;
use crate::run::clock::Clock;
use crate::run::isolation::isolated;
use crate::run::reading::recognise;
use crate::run::settings::Settings;
use crate::run::status::RunError;
use crate::run::timings::ReadingClock;

/// What was recognised in one file.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// Path of the file within the input.
    pub path: String,
    /// Its tables, headings and sheets; nothing if the file could not be read.
    pub recognition: Recognition,
}

/// Looks into all inputs, one after the other.
///
/// # Errors
/// If an input cannot be found, or holds no file of a kind that is read.
pub fn survey(settings: &Settings) -> Result<Vec<Surveyed>, RunError> {
    let discovery = discover(&settings.inputs, None)?;
    let clock = Clock::read();
    let stopwatch = ReadingClock::new(&clock);
    let child = settings.program.clone().map(ProcessReader::new);
    let files = discovery.files.iter();
    let surveyed: Vec<Surveyed> = files
        .filter(|file| file.standing == FileStanding::ToRead)
        .map(|file| Surveyed {
            path: file.relative.clone(),
            recognition: isolated(|| recognise(settings, &stopwatch, child.as_ref(), file, 1).1)
                .unwrap_or_default(),
        })
        .collect();
    if surveyed.is_empty() {
        return Err(RunError::NothingToRead);
    }
    Ok(surveyed)
}

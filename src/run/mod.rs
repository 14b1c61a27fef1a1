//! One run: the order of stages, threads, the clock (read once) and the exit status.
//!
//! The only room that starts threads and reads the clock. It decides nothing about an applicant and writes no sentence of
//! a result. What it says on standard error are counts, places, and applicant ids; never another value of a record.

pub mod child_process;
mod clock;
mod comparing;
mod isolation;
mod judging;
mod pages;
mod progress;
mod reading;
mod record_rows;
mod settings;
mod status;
mod survey;
mod writing;

pub use isolation::{hide_panic_messages, judge_anew};
pub use judging::{Judge, Judged};
pub use progress::{Progress, say};
pub use reading::Reading;
pub use settings::{AS_OF_MARK, Settings};
pub use status::{ExitStatus, RunError};
pub use survey::{Surveyed, survey};
pub use writing::{InMemory, Shelf};

use crate::audit::Published;
use crate::horizon;
use crate::report::disk::Disk;
use crate::report::manifest::InputEntry;
use crate::report::publish::Place;
use clock::Clock;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What a run did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Done {
    /// How it ended.
    pub status: ExitStatus,
    /// The output folder and the SHA-256 of its manifest; nothing after a dry run.
    pub published: Option<(PathBuf, String)>,
    /// The counts, and what else a person should know, in plain lines.
    pub lines: Vec<String>,
}

/// The nightly job: reads, judges, writes and publishes.
///
/// # Errors
/// If nothing could be published; the former output then stands as it was.
pub fn nightly(settings: &Settings) -> Result<Done, RunError> {
    nightly_with(settings, &Disk::real(), horizon::judge_and_look_ahead)
}

/// The nightly job on a disk and with a judge of the caller's, so that a test can make either fail.
///
/// # Errors
/// As [`nightly`].
pub fn nightly_with(settings: &Settings, disk: &Disk, judge: Judge) -> Result<Done, RunError> {
    let clock = Clock::read();
    let progress = Progress::fitting(settings.quiet);
    let as_of = settings.as_of.unwrap_or_else(|| clock.today());
    if settings.inputs.is_empty() {
        return Err(RunError::NoInputs);
    }
    if settings.dry_run {
        let judged = judge_with(settings, &clock, progress, judge)?;
        return Ok(Done {
            status: judged.status(),
            published: None,
            lines: writing::counts_in_words(&judged),
        });
    }
    let out = settings.out_on(as_of).ok_or(RunError::NoOutput)?;
    // Before the long work: a place that cannot be used, or that another run holds, is said at once.
    let place = Place::claim(disk, &out)?;
    let previous = settings.previous.as_deref();
    let previous = previous.map(Published::open).transpose()?;
    let judged = judge_with(settings, &clock, progress, judge)?;
    let partial = place.begin()?;
    let pool = pool(settings)?;
    let mut lines = writing::counts_in_words(&judged);
    let compared = previous
        .as_ref()
        .map(|former| pool.install(|| comparing::changes_since(former, &judged)))
        .transpose();
    let changes = compared.unwrap_or_else(|fault| {
        // The results of the night matter more than the comparison with those of another.
        lines.push(format!("no changes.csv: {fault}"));
        None
    });
    let checksums = pool.install(|| {
        pages::write_outputs(&judged, settings, changes.as_deref(), &partial, progress)
    })?;
    let former = previous.map(|former| former.manifest_sha256);
    let hash = writing::write_manifest(&judged, settings, former, &clock, &checksums, &partial)?;
    let remarks = partial.publish()?;
    lines.extend(remarks);
    Ok(Done {
        status: judged.status(),
        published: Some((place.out(), hash)),
        lines,
    })
}

/// Reads and judges, and writes nothing.
///
/// # Errors
/// If there is nothing to read or an input cannot be found.
pub fn judge(settings: &Settings) -> Result<Judged, RunError> {
    let progress = Progress::fitting(settings.quiet);
    judge_with(
        settings,
        &Clock::read(),
        progress,
        horizon::judge_and_look_ahead,
    )
}

/// Runs everything in memory: the files of the output by path, `run.json` left out because it holds times.
///
/// # Errors
/// As [`judge`].
pub fn judge_in_memory(settings: &Settings) -> Result<BTreeMap<String, Vec<u8>>, RunError> {
    Ok(make_anew(settings, None)?.files)
}

/// What a published run read, with the files that follow from it today.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MadeAnew {
    /// The input files.
    pub inputs: Vec<InputEntry>,
    /// The files of the output by path, `run.json` and what compares with a former run left out.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Reads and judges what a published run read, and makes its files anew in memory; what changed since a former run is
/// taken as it stands.
///
/// # Errors
/// As [`judge`].
pub fn make_anew(settings: &Settings, changes: Option<&[u8]>) -> Result<MadeAnew, RunError> {
    let judged = judge(settings)?;
    let shelf = InMemory::default();
    pool(settings)?
        .install(|| pages::write_outputs(&judged, settings, changes, &shelf, Progress::Silent))?;
    Ok(MadeAnew {
        inputs: writing::inputs(&judged),
        files: shelf.into_files(),
    })
}

fn judge_with(
    settings: &Settings,
    clock: &Clock,
    progress: Progress,
    judge: Judge,
) -> Result<Judged, RunError> {
    if settings.inputs.is_empty() {
        return Err(RunError::NoInputs);
    }
    let as_of = settings.as_of.unwrap_or_else(|| clock.today());
    pool(settings)?.install(|| {
        let reading = reading::read_all(settings, clock, as_of, progress)?;
        Ok(judging::judge_all(reading, as_of, judge, progress))
    })
}

fn pool(settings: &Settings) -> Result<rayon::ThreadPool, RunError> {
    // Zero lets rayon take as many threads as there are processors.
    let threads = settings.threads.unwrap_or(0);
    let builder = rayon::ThreadPoolBuilder::new().num_threads(threads);
    Ok(builder.build()?)
}

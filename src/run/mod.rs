//! One run: the order of stages, threads, the clock (read once) and the exit status.
//!
//! The only room that starts threads and reads the clock. It decides nothing about an applicant and writes no sentence of
//! a result. What it says on standard error are counts, places, and applicant ids; never another value of a record.

pub mod child_process;
mod clock;
mod isolation;
mod judging;
mod progress;
mod reading;
mod record_rows;
mod settings;
mod status;
mod survey;
mod writing;

pub use isolation::hide_panic_messages;
pub use judging::{Judge, Judged};
pub use progress::{Progress, say};
pub use reading::Reading;
pub use settings::{AS_OF_MARK, Settings};
pub use status::{ExitStatus, RunError};
pub use survey::{Surveyed, survey};
pub use writing::{InMemory, Shelf};

use crate::report::disk::Disk;
use crate::report::publish::{Place, manifest_hash};
use crate::requirements;
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
    nightly_with(settings, &Disk::real(), requirements::judge)
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
    let previous = previous.map(|dir| manifest_hash(disk, dir)).transpose()?;
    let judged = judge_with(settings, &clock, progress, judge)?;
    let partial = place.begin()?;
    let pool = pool(settings)?;
    let checksums = pool.install(|| writing::write_results(&judged, &partial, progress))?;
    let hash = writing::write_manifest(&judged, settings, previous, &clock, &checksums, &partial)?;
    let remarks = partial.publish()?;
    let mut lines = writing::counts_in_words(&judged);
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
    judge_with(settings, &Clock::read(), progress, requirements::judge)
}

/// Runs everything in memory: the files of the output by path, `run.json` left out because it holds times.
///
/// # Errors
/// As [`judge`].
pub fn judge_in_memory(settings: &Settings) -> Result<BTreeMap<String, Vec<u8>>, RunError> {
    let judged = judge(settings)?;
    let shelf = InMemory::default();
    pool(settings)?.install(|| writing::write_results(&judged, &shelf, Progress::Silent))?;
    Ok(shelf.into_files())
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

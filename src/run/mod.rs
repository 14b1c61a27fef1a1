//! One run: the order of stages, threads, the clock (read once) and the exit status.
//!
//! The only room that starts threads and reads the clock. It decides nothing about an applicant and writes no sentence of
//! a result. What it says on standard error are counts, places, and applicant ids; never another value of a record.

mod apart;
mod checking;
pub mod child_process;
mod clock;
mod comparing;
mod desk;
mod doubts;
mod files;
mod isolation;
mod judging;
mod pages;
mod progress;
mod reading;
mod record_rows;
mod settings;
mod status;
mod survey;
mod timings;
mod waiting;
mod waves;
mod writing;

pub use apart::Judge;
pub use checking::Checked;
pub use isolation::{foresee_anew, hide_panic_messages, judge_anew};
pub use judging::Judged;
pub use progress::{Progress, say};
pub use reading::Reading;
pub use settings::{AS_OF_MARK, Settings};
pub use status::{ExitStatus, RunError};
pub use survey::{Surveyed, survey};
pub use timings::{Part, Timings};
pub use writing::{InMemory, Shelf, in_vain};

use crate::audit::Published;
use crate::calendar::Day;
use crate::horizon;
use crate::law::Law;
use crate::report::FileNames;
use crate::report::checksums::Checksums;
use crate::report::disk::Disk;
use crate::report::horizon::Watch;
use crate::report::html::Pages;
use crate::report::manifest::InputEntry;
use crate::report::publish::Place;
use clock::Clock;
use desk::{Common, Desk};
use judging::Way;
use rayon::prelude::*;
use reading::Pool;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use timings::Laps;
use waiting::Spare;

/// What a run did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Done {
    /// How it ended.
    pub status: ExitStatus,
    /// The output folder and the SHA-256 of its manifest; nothing after a dry run.
    pub published: Option<(PathBuf, String)>,
    /// The counts, and what else a person should know, in plain lines.
    pub lines: Vec<String>,
    /// Where the time went.
    pub timings: Timings,
}

/// The nightly job: reads, judges, writes and publishes.
///
/// # Errors
/// If nothing could be published; the former output then stands as it was.
pub fn nightly(settings: &Settings) -> Result<Done, RunError> {
    nightly_with(settings, &Disk::real(), horizon::judge)
}

/// The nightly job on a disk and with a judge of the caller's, so that a test can make either fail.
///
/// # Errors
/// As [`nightly`].
pub fn nightly_with(settings: &Settings, disk: &Disk, judge: Judge) -> Result<Done, RunError> {
    let clock = Clock::read();
    let job = Job::of(settings, &clock, judge)?;
    let previous = || {
        settings
            .previous
            .as_deref()
            .map(Published::open)
            .transpose()
    };
    if settings.dry_run {
        previous()?;
        let judged = job.pool.install(|| job.judge(false))?;
        return Ok(Done {
            status: judged.status(),
            published: None,
            lines: writing::counts_in_words(&judged),
            timings: judged.timings,
        });
    }
    let out = settings.out_on(job.as_of).ok_or(RunError::NoOutput)?;
    // Before the long work: a place that cannot be used, or that another run holds, is said at once.
    let place = Place::claim(disk, &out)?;
    let previous = previous()?;
    let mut laps = Laps::begin();
    let partial = place.begin()?;
    let (mut judged, checksums, remarks) = job
        .pool
        .install(|| job.produce(&partial, previous.as_ref(), None))?;
    let mut lines = writing::counts_in_words(&judged);
    lines.extend(remarks);
    let former = previous.map(|former| former.manifest_sha256);
    let manifest =
        || writing::write_manifest(&judged, settings, former, &clock, &checksums, &partial);
    let hash = job.pool.install(manifest)?;
    // Nobody waits until the memory of all rows is given back, and no thread is kept from writing by it.
    let rows = (
        std::mem::take(&mut judged.cabinet),
        std::mem::take(&mut judged.recognised),
        std::mem::take(&mut judged.sources),
    );
    job.pool.spawn(move || drop(rows));
    laps.next();
    let aftermath = partial.publish()?;
    job.pool.install(|| {
        let folders = aftermath.folders();
        folders.par_iter().for_each(|one| aftermath.remove(one));
    });
    lines.extend(aftermath.clear());
    judged.timings.spend(Part::Publishing, laps.next());
    Ok(Done {
        status: judged.status(),
        published: Some((place.out(), hash)),
        lines,
        timings: judged.timings,
    })
}

/// One run: what it is asked, on which day, with which threads.
struct Job<'a> {
    settings: &'a Settings,
    clock: &'a Clock,
    as_of: Day,
    judge: Judge,
    progress: Progress,
    pool: rayon::ThreadPool,
}

impl<'a> Job<'a> {
    fn of(settings: &'a Settings, clock: &'a Clock, judge: Judge) -> Result<Self, RunError> {
        if settings.inputs.is_empty() {
            return Err(RunError::NoInputs);
        }
        // Zero lets rayon take as many threads as there are processors.
        let threads = settings.threads.unwrap_or(0);
        Ok(Self {
            settings,
            clock,
            as_of: settings.as_of.unwrap_or_else(|| clock.today()),
            judge,
            progress: Progress::fitting(settings.quiet),
            pool: rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()?,
        })
    }

    fn read(&self) -> Result<Reading, RunError> {
        reading::read_all(self.settings, self.clock, self.as_of, self.progress)
    }

    /// Reads all inputs for a judgement, which must be of somebody.
    fn read_applicants(&self) -> Result<Reading, RunError> {
        let reading = self.read()?;
        if reading.heap.is_empty() {
            return Err(RunError::Nobody {
                files: reading.sources.files.len(),
                read: reading.files_read,
            });
        }
        Ok(reading)
    }

    fn way<'d>(&self, desk: Option<Desk<'d>>, keep: bool) -> Way<'d> {
        Way {
            as_of: self.as_of,
            judge: self.judge,
            desk,
            keep,
            progress: self.progress,
        }
    }

    /// Reads and judges, and writes nothing.
    fn judge(&self, keep: bool) -> Result<Judged, RunError> {
        let mut reading = self.read_applicants()?;
        let mut laps = Laps::begin();
        let order = reading.heap.order(&Pool);
        reading.timings.spend(Part::Grouping, laps.next());
        judging::judge_all(reading, order, &self.way(None, keep), None)
    }

    /// Reads, judges and writes everything but checksums and manifest; `changes` stands in for a comparison. Returns also
    /// what a person should know.
    fn produce(
        &self,
        onto: &dyn Shelf,
        previous: Option<&Published>,
        changes: Option<&[u8]>,
    ) -> Result<(Judged, Checksums, Vec<String>), RunError> {
        let mut reading = self.read_applicants()?;
        let mut laps = Laps::begin();
        let heap = &reading.heap;
        let names = || FileNames::of(heap.ids().iter().map(|id| &**id));
        let (names, order) = rayon::join(names, || heap.order(&Pool));
        reading.timings.spend(Part::Grouping, laps.next());
        let names = Arc::new(names);
        let spare = Spare::default();
        let desk = Desk {
            shelf: onto,
            names: &names,
            spare: &spare,
            watch: Watch::of(Law::book(), self.as_of, self.settings.watchlist_days),
        };
        let applicants = reading.heap.len();
        let pages = pages::pages_of(self.settings, applicants) != Pages::None;
        let keep = pages || previous.is_some();
        let mut common = Common::begin(desk)?;
        let way = self.way(Some(desk), keep);
        let mut judged = judging::judge_all(reading, order, &way, Some(&mut common))?;
        judged.timings.spend(Part::Writing, common.spent());
        laps.next();
        let mut remarks = Vec::new();
        let compared = previous.map(|former| comparing::changes_since(former, &judged));
        let compared = compared.transpose().unwrap_or_else(|fault| {
            // The results of the night matter more than the comparison with those of another.
            remarks.push(format!("no changes.csv: {fault}"));
            None
        });
        let changes = compared.as_deref().or(changes);
        let checksums = pages::write_common(&judged, self.settings, changes, &desk, common)?;
        judged.timings.spend(Part::Finishing, laps.next());
        Ok((judged, checksums, remarks))
    }
}

/// Reads and judges, and writes nothing; case files and judgements are kept.
///
/// # Errors
/// If there is nothing to read, nobody to judge, or an input cannot be found.
pub fn judge(settings: &Settings) -> Result<Judged, RunError> {
    let clock = Clock::read();
    let job = Job::of(settings, &clock, horizon::judge)?;
    job.pool.install(|| job.judge(true))
}

/// Reads every row, and judges nobody.
///
/// # Errors
/// As [`judge`].
pub fn check(settings: &Settings) -> Result<Checked, RunError> {
    let clock = Clock::read();
    let job = Job::of(settings, &clock, horizon::judge)?;
    job.pool
        .install(|| Ok(checking::check(job.read()?, job.as_of)))
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
    let clock = Clock::read();
    let job = Job::of(settings, &clock, horizon::judge)?;
    let shelf = InMemory::default();
    let (judged, ..) = job.pool.install(|| job.produce(&shelf, None, changes))?;
    Ok(MadeAnew {
        inputs: writing::inputs(&judged).collect(),
        files: shelf.into_files(),
    })
}

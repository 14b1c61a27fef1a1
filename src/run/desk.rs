//! Where the results of one applicant are put into words and written, and what they add to the common files.
//!
//! Texts and rows of a batch of applicants wait until it is its turn, so that the common files are in the order of applicants.

use crate::casefile::CaseFile;
use crate::horizon::Outlook;
use crate::report::checksums::PER_APPLICANT;
use crate::report::common_rows::{CommonRows, HORIZON, SUMMARY, WATCHLIST};
use crate::report::horizon::{Watch, Watchlist};
use crate::report::publish::PublishError;
use crate::report::stream::Stream;
use crate::report::{Digest, FileNames, eligibility, ledger, summary};
use crate::requirements::{Assessment, Bench};
use crate::run::files::Files;
use crate::run::status::RunError;
use crate::run::timings::Laps;
use crate::run::waiting::{Spare, Texts, Waiting};
use crate::run::writing::Shelf;
use rayon::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Where results are written.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    /// Takes the files.
    pub shelf: &'a dyn Shelf,
    /// The names of the files of each applicant.
    pub names: &'a Arc<FileNames>,
    /// Room for texts.
    pub spare: &'a Spare,
    /// The days of the watchlist.
    pub watch: Watch,
}

/// What is written of one applicant.
pub(super) struct Results<'a> {
    pub position: usize,
    pub bench: &'a Bench<'a>,
    pub case: &'a CaseFile,
    pub assessment: &'a Assessment,
    pub outlook: &'a Outlook,
    /// How many problems name the applicant.
    pub issues: usize,
}

/// What a batch of applicants adds to the common files.
#[derive(Default)]
pub(super) struct Taken {
    rows: CommonRows,
    /// For each applicant the hash of the file in each folder.
    hashes: Vec<[Digest; 2]>,
    /// Their files.
    texts: Texts,
}

impl Desk<'_> {
    /// Makes the folders of the applicants' files.
    ///
    /// # Errors
    /// If one cannot be made.
    pub(super) fn lay_out(&self) -> Result<(), RunError> {
        let within: Vec<&str> = self.names.subfolders().collect();
        PER_APPLICANT.into_par_iter().try_for_each(|kind| {
            self.shelf.folder(kind)?;
            let mut within = within.iter();
            within.try_for_each(|folder| Ok(self.shelf.folder(&format!("{kind}/{folder}"))?))
        })
    }

    /// Puts into words what is written of one applicant.
    ///
    /// # Errors
    /// If a row does not fit its headings, which would be a fault of the program.
    pub(super) fn take(&self, taken: &mut Taken, one: &Results<'_>) -> Result<(), RunError> {
        let Bench { law, sources, .. } = one.bench;
        let Taken { rows, texts, .. } = taken;
        if texts.is_new() {
            *texts = self.spare.take();
            *rows = self.spare.take_rows();
        }
        eligibility::write(texts.next(), sources, one.case, one.assessment)?;
        texts.add();
        ledger::write(texts.next(), law, sources, one.case, one.assessment)?;
        texts.add();
        let entry = summary::Entry {
            case: one.case,
            assessment: one.assessment,
            outlook: one.outlook,
            issues: one.issues,
            file_name: self.names.name(one.position),
        };
        rows.add(law, one.bench.as_of, self.watch, entry)?;
        Ok(())
    }
}

impl Taken {
    /// Hashes the files, of which there are no more to come; returns how long it took.
    pub(super) fn hash(&mut self) -> Duration {
        let mut laps = Laps::begin();
        let hashes: Vec<Digest> = self.texts.files().map(Digest::of).collect();
        self.hashes = hashes.as_chunks().0.to_vec();
        laps.next()
    }
}

/// The common files while applicants are judged.
pub(super) struct Common<'a> {
    desk: Desk<'a>,
    waiting: Waiting,
    summary: Stream<'a>,
    horizon: Stream<'a>,
    watched: Watchlist,
    hashes: Vec<[Digest; 2]>,
}

impl<'a> Common<'a> {
    /// Begins them, after the folders.
    ///
    /// # Errors
    /// If one cannot be made.
    pub(super) fn begin(desk: Desk<'a>) -> Result<Self, RunError> {
        desk.lay_out()?;
        let rows = CommonRows::headings()?;
        let mut common = Self {
            desk,
            waiting: Waiting::default(),
            summary: desk.shelf.stream(SUMMARY)?,
            horizon: desk.shelf.stream(HORIZON)?,
            watched: Watchlist::default(),
            hashes: Vec::new(),
        };
        common.append(Taken {
            rows,
            ..Taken::default()
        })?;
        Ok(common)
    }

    /// Adds what a batch of applicants gave; batches come in the order of their applicants.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn append(&mut self, taken: Taken) -> Result<(), RunError> {
        self.summary.add(taken.rows.summary.kept())?;
        self.horizon.add(taken.rows.horizon.kept())?;
        self.watched.append(&taken.rows.watched);
        self.desk.spare.give_rows(taken.rows);
        self.hashes.extend(taken.hashes);
        self.waiting.add(taken.texts);
        if self.waiting.is_enough(self.desk.names.len()) {
            self.write_files()?;
        }
        Ok(())
    }

    fn write_files(&mut self) -> Result<(), PublishError> {
        let Desk {
            shelf,
            names,
            spare,
            ..
        } = self.desk;
        self.waiting.go(names, shelf, spare)
    }

    /// The time that writing the files of applicants took so far, summed over threads.
    pub(super) const fn spent(&self) -> Duration {
        self.waiting.spent()
    }

    /// Ends them, with the files of applicants and the watchlist; returns what was written so far.
    ///
    /// # Errors
    /// If one of them cannot be written.
    pub(super) fn finish(mut self) -> Result<Files, RunError> {
        self.write_files()?;
        let desk = self.desk;
        let mut files = Files::default();
        let names = Arc::clone(desk.names);
        files.checksums.set_applicants(names, self.hashes);
        for (path, stream) in [(SUMMARY, self.summary), (HORIZON, self.horizon)] {
            files.add(path, stream.finish()?);
        }
        let mut watchlist = desk.shelf.stream(WATCHLIST)?;
        self.watched
            .write(|piece| watchlist.add(piece).map_err(RunError::from))?;
        files.add(WATCHLIST, watchlist.finish()?);
        Ok(files)
    }
}

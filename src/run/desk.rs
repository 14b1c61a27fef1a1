//! Where the results of one applicant are put into words and written, and what they add to the common files.
//!
//! An applicant's own files are written at once, by the thread that judged. Rows of the common files wait in the thread's
//! drawer until it is the turn of its batch, so that the files are in the order of applicants.

use crate::casefile::CaseFile;
use crate::horizon::Outlook;
use crate::report::checksums::PER_APPLICANT;
use crate::report::common_rows::{CommonRows, HORIZON, SUMMARY, WATCHLIST};
use crate::report::horizon::{self, Watch, Watched};
use crate::report::stream::Stream;
use crate::report::{CsvText, Digest, FileNames, eligibility, ledger, summary};
use crate::requirements::{Assessment, Bench};
use crate::run::files::Files;
use crate::run::status::RunError;
use crate::run::writing::Shelf;
use std::sync::Arc;

/// Where results are written.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    /// Takes the files.
    pub shelf: &'a dyn Shelf,
    /// The names of the files of each applicant.
    pub names: &'a Arc<FileNames>,
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

/// What one thread has written, and what waits to be added to the common files.
#[derive(Default)]
pub(super) struct Drawer {
    csv: CsvText,
    path: String,
    taken: Taken,
}

impl Drawer {
    /// Everything that waits.
    pub(super) fn take(&mut self) -> Taken {
        std::mem::take(&mut self.taken)
    }
}

/// What a batch of applicants adds to the common files.
#[derive(Default)]
pub(super) struct Taken {
    rows: CommonRows,
    /// For each applicant the hash of the file in each folder.
    hashes: Vec<[Digest; 2]>,
}

impl Desk<'_> {
    /// Makes the folders of the applicants' files.
    ///
    /// # Errors
    /// If one cannot be made.
    pub(super) fn lay_out(&self) -> Result<(), RunError> {
        for kind in PER_APPLICANT {
            self.shelf.folder(kind)?;
            for folder in self.names.subfolders() {
                self.shelf.folder(&format!("{kind}/{folder}"))?;
            }
        }
        Ok(())
    }

    /// Writes the files of one applicant, and keeps what goes into the common files.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn take(&self, drawer: &mut Drawer, one: &Results<'_>) -> Result<(), RunError> {
        let Bench { law, sources, .. } = one.bench;
        let name = self.names.name(one.position);
        let [eligibility, ledger] = PER_APPLICANT;
        eligibility::write(&mut drawer.csv, sources, one.case, one.assessment)?;
        let first = self.put(drawer, eligibility, name)?;
        ledger::write(&mut drawer.csv, law, sources, one.case, one.assessment)?;
        let second = self.put(drawer, ledger, name)?;
        let Drawer { csv, taken, .. } = drawer;
        taken.hashes.push([first, second]);
        let entry = summary::Entry {
            case: one.case,
            assessment: one.assessment,
            outlook: one.outlook,
            issues: one.issues,
            file_name: name,
        };
        let rows = &mut taken.rows;
        rows.add(csv, law, one.bench.as_of, self.watch, entry)?;
        Ok(())
    }

    fn put(&self, drawer: &mut Drawer, folder: &str, name: &str) -> Result<Digest, RunError> {
        let Drawer { csv, path, .. } = drawer;
        path.clear();
        for part in [folder, "/", name] {
            path.push_str(part);
        }
        self.shelf.file(path, csv.bytes())?;
        Ok(Digest::of(csv.bytes()))
    }
}

/// The common files while applicants are judged.
pub(super) struct Common<'a> {
    summary: Stream<'a>,
    horizon: Stream<'a>,
    watched: Vec<Watched>,
    hashes: Vec<[Digest; 2]>,
}

impl<'a> Common<'a> {
    /// Begins them, after the folders.
    ///
    /// # Errors
    /// If one cannot be made.
    pub(super) fn begin(desk: Desk<'a>) -> Result<Self, RunError> {
        desk.lay_out()?;
        let rows = CommonRows::headings(&mut CsvText::new())?;
        let mut common = Self {
            summary: desk.shelf.stream(SUMMARY)?,
            horizon: desk.shelf.stream(HORIZON)?,
            watched: Vec::new(),
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
        self.summary.add(&taken.rows.summary)?;
        self.horizon.add(&taken.rows.horizon)?;
        self.watched.extend(taken.rows.watched);
        self.hashes.extend(taken.hashes);
        Ok(())
    }

    /// Ends them, with the watchlist; returns what was written so far.
    ///
    /// # Errors
    /// If one of them cannot be written.
    pub(super) fn finish(self, desk: &Desk<'_>) -> Result<Files, RunError> {
        let mut files = Files::default();
        let names = Arc::clone(desk.names);
        files.checksums.set_applicants(names, self.hashes);
        for (path, stream) in [(SUMMARY, self.summary), (HORIZON, self.horizon)] {
            files.add(path, stream.finish()?);
        }
        files.write(desk.shelf, WATCHLIST, &horizon::watchlist(self.watched)?)?;
        Ok(files)
    }
}

//! Where the results of one applicant are put into words and written, and what they add to the common files.
//!
//! An applicant's own files are written at once, by the thread that judged. Rows of the common files wait in the thread's
//! drawer until it is the turn of its batch, so that the files are in the order of applicants.

use crate::casefile::CaseFile;
use crate::horizon::Outlook;
use crate::report::common_rows::{CommonRows, HORIZON, SUMMARY, WATCHLIST};
use crate::report::horizon::{self, Watch, Watched};
use crate::report::{CsvText, FileNames, digest_hex, eligibility, ledger, summary};
use crate::requirements::{Assessment, Bench};
use crate::run::files::Files;
use crate::run::status::RunError;
use crate::run::writing::{Shelf, Stream};

/// Where results are written.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    /// Takes the files.
    pub shelf: &'a dyn Shelf,
    /// The names of the files of each applicant.
    pub names: &'a FileNames,
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
    checksums: Vec<(String, String)>,
}

impl Desk<'_> {
    /// Makes the folders of the applicants' files.
    ///
    /// # Errors
    /// If one cannot be made.
    pub(super) fn lay_out(&self) -> Result<(), RunError> {
        for kind in ["eligibility", "ledger"] {
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
        let Drawer { csv, taken } = drawer;
        let Bench { law, sources, .. } = one.bench;
        let name = self.names.name(one.position);
        eligibility::write(csv, sources, one.case, one.assessment)?;
        taken
            .checksums
            .push(self.put(format!("eligibility/{name}"), csv)?);
        ledger::write(csv, law, sources, one.case, one.assessment)?;
        taken
            .checksums
            .push(self.put(format!("ledger/{name}"), csv)?);
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

    fn put(&self, path: String, csv: &CsvText) -> Result<(String, String), RunError> {
        self.shelf.file(&path, csv.bytes())?;
        Ok((path, digest_hex(csv.bytes())))
    }
}

/// The common files while applicants are judged.
pub(super) struct Common<'a> {
    summary: Box<dyn Stream + 'a>,
    horizon: Box<dyn Stream + 'a>,
    watched: Vec<Watched>,
    files: Files,
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
            files: Files::default(),
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
        self.summary.write(&taken.rows.summary)?;
        self.horizon.write(&taken.rows.horizon)?;
        self.watched.extend(taken.rows.watched);
        for (path, hash) in taken.checksums {
            self.files.checksums.add(path, hash);
        }
        Ok(())
    }

    /// Ends them, with the watchlist; returns what was written so far.
    ///
    /// # Errors
    /// If one of them cannot be written.
    pub(super) fn finish(self, shelf: &dyn Shelf) -> Result<Files, RunError> {
        let mut files = self.files;
        for (path, stream) in [(SUMMARY, self.summary), (HORIZON, self.horizon)] {
            files.add(path, stream.finish()?);
        }
        files.write(shelf, WATCHLIST, &horizon::watchlist(self.watched)?)?;
        Ok(files)
    }
}

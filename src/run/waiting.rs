//! The files of applicants on their way to the disk: they wait until there are some for each folder, and go there folder by folder.
//!
//! Owns the order in which files are made. One thread makes some files of one folder, one after the other: the system then finds the
//! folder once for all of them, and what it keeps of a folder is not fetched again for every file.

use crate::report::checksums::PER_APPLICANT;
use crate::report::common_rows::CommonRows;
use crate::report::publish::PublishError;
use crate::report::{CsvText, FileNames};
use crate::run::timings::Laps;
use crate::run::writing::Shelf;
use rayon::prelude::*;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// So many of all applicants are judged at a time, and wait at most until their files are made: few of a small book, so that what
/// waits takes little memory beside its rows, and not more than fill each folder a little.
pub(super) fn at_a_time(applicants: usize) -> usize {
    (applicants / 100).clamp(512, 1536)
}

/// So many files at most are made in one go.
const RUN: usize = 256;

/// The files of some applicants who follow each other: for each of them one for each folder of [`PER_APPLICANT`].
#[derive(Default)]
pub(super) struct Texts {
    csv: CsvText,
    /// Where each file ends.
    ends: Vec<usize>,
}

impl Texts {
    /// Where the next file is written, before it is [added](Self::add).
    pub(super) const fn next(&mut self) -> &mut CsvText {
        &mut self.csv
    }

    /// Adds the file that was written.
    pub(super) fn add(&mut self) {
        self.ends.push(self.csv.keep());
    }

    /// Whether there is no room for any file yet.
    pub(super) const fn is_new(&self) -> bool {
        self.csv.is_new()
    }

    /// The files, in the order in which they were added.
    pub(super) fn files(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let file = self.csv.kept().get(start..*end).unwrap_or_default();
            start = *end;
            file
        })
    }
}

/// Texts whose files are made, and rows that have been added to the common files, to be used again: their room is large.
#[derive(Default)]
pub(super) struct Spare {
    texts: Mutex<Vec<Texts>>,
    rows: Mutex<Vec<CommonRows>>,
}

impl Spare {
    /// An empty one.
    pub(super) fn take(&self) -> Texts {
        open(&self.texts).pop().unwrap_or_default()
    }

    /// Empty rows.
    pub(super) fn take_rows(&self) -> CommonRows {
        open(&self.rows).pop().unwrap_or_default()
    }

    /// Takes rows that have been added to the common files.
    pub(super) fn give_rows(&self, mut rows: CommonRows) {
        rows.clear();
        open(&self.rows).push(rows);
    }

    fn give(&self, texts: impl Iterator<Item = Texts>) {
        open(&self.texts).extend(texts.map(|mut texts| {
            texts.csv.clear();
            texts.ends.clear();
            texts
        }));
    }
}

fn open<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The files that wait.
#[derive(Default)]
pub(super) struct Waiting {
    /// In the order of their applicants.
    texts: Vec<Texts>,
    /// The position of the first applicant who waits, and of the next one to come.
    first: usize,
    next: usize,
    spent: Duration,
}

/// One file.
struct File<'a> {
    kind: &'static str,
    folder: &'a str,
    name: &'a str,
    bytes: &'a [u8],
}

impl Waiting {
    /// Adds files of the applicants who come next.
    pub(super) fn add(&mut self, texts: Texts) {
        self.next += texts.ends.len() / PER_APPLICANT.len();
        self.texts.push(texts);
    }

    /// Whether so many wait that they may go; there are so many in all.
    pub(super) fn is_enough(&self, applicants: usize) -> bool {
        at_a_time(applicants) <= self.next - self.first
    }

    /// The time that making files took, summed over threads.
    pub(super) const fn spent(&self) -> Duration {
        self.spent
    }

    /// Makes all files that wait.
    ///
    /// # Errors
    /// If one cannot be made.
    pub(super) fn go(
        &mut self,
        names: &FileNames,
        onto: &dyn Shelf,
        spare: &Spare,
    ) -> Result<(), PublishError> {
        let applicants =
            (self.first..self.next).flat_map(|at| PER_APPLICANT.map(|kind| (at, kind)));
        let mut files: Vec<File<'_>> = applicants
            .zip(self.texts.iter().flat_map(Texts::files))
            .map(|((at, kind), bytes)| {
                let (folder, name) = names
                    .name(at)
                    .rsplit_once('/')
                    .unwrap_or(("", names.name(at)));
                File {
                    kind,
                    folder,
                    name,
                    bytes,
                }
            })
            .collect();
        files.sort_by_key(|file| (file.kind, file.folder));
        let runs: Vec<&[File<'_>]> = files
            .chunk_by(|one, other| (one.kind, one.folder) == (other.kind, other.folder))
            .flat_map(|folder| folder.chunks(RUN))
            .collect();
        let spent = runs.into_par_iter().map(|run| make(run, onto));
        self.spent += spent.try_reduce(Duration::default, |one, other| Ok(one + other))?;
        self.first = self.next;
        spare.give(self.texts.drain(..));
        Ok(())
    }
}

/// Makes some files of one folder; returns how long it took.
fn make(run: &[File<'_>], onto: &dyn Shelf) -> Result<Duration, PublishError> {
    let mut laps = Laps::begin();
    if let Some(File { kind, folder, .. }) = run.first() {
        let separator = if folder.is_empty() { "" } else { "/" };
        let mut files = run.iter().map(|file| (file.name, file.bytes));
        onto.files(&format!("{kind}{separator}{folder}"), &mut files)?;
    }
    Ok(laps.next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::writing::InMemory;

    #[test]
    fn rows_that_are_used_again_begin_empty() {
        let spare = Spare::default();
        spare.give_rows(CommonRows::headings().unwrap());
        let rows = spare.take_rows();
        assert!(rows.summary.kept().is_empty() && rows.horizon.kept().is_empty());
    }

    #[test]
    fn every_file_is_made_once_under_its_name_whatever_the_folders() {
        for applicants in [1, 3, crate::report::FLAT_UP_TO + 1] {
            let ids: Vec<String> = (0..applicants).map(|at| format!("A{at}")).collect();
            let names = FileNames::of(ids.iter().map(String::as_str));
            let (shelf, spare) = (InMemory::default(), Spare::default());
            let mut waiting = Waiting::default();
            for some in ids.chunks(1000) {
                let mut texts = spare.take();
                for id in some {
                    for kind in PER_APPLICANT {
                        let mut rows = texts.next().follow();
                        rows.word(&format!("{kind} of {id}"));
                        rows.end_row();
                        rows.finish().unwrap();
                        texts.add();
                    }
                }
                waiting.add(texts);
                if waiting.is_enough(applicants) {
                    waiting.go(&names, &shelf, &spare).unwrap();
                }
            }
            waiting.go(&names, &shelf, &spare).unwrap();
            let files = shelf.into_files();
            assert_eq!(files.len(), applicants * PER_APPLICANT.len());
            for (at, id) in ids.iter().enumerate() {
                for kind in PER_APPLICANT {
                    let path = format!("{kind}/{}", names.name(at));
                    assert_eq!(files[&path], format!("{kind} of {id}\r\n").as_bytes());
                }
            }
        }
    }
}

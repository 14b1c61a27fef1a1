//! The data problems of an input: every row becomes a record, and nothing is judged.

use crate::calendar::Day;
use crate::casefile::Cabinet;
use crate::finding::{Problem, Severity};
use crate::law::Law;
use crate::provenance::Sources;
use crate::recognition::RecognisedTable;
use crate::records::Gleaner;
use crate::report::issues;
use crate::requirements::{Bench, data_problems};
use crate::run::doubts::doubted;
use crate::run::isolation::{fault_of, isolated};
use crate::run::reading::{Pool, Reading};
use crate::run::status::ExitStatus;
use rayon::prelude::*;

/// What a check found.
#[derive(Debug)]
pub struct Checked {
    /// The input files.
    pub sources: Sources,
    /// The tables recognised in each of them, for people.
    pub recognised: Vec<Vec<RecognisedTable>>,
    /// How many applicants there are.
    pub applicants: usize,
    /// All problems, in the order in which results list them.
    pub problems: Vec<Problem>,
    /// Patterns of the configuration that no file matches.
    pub unmatched: Vec<String>,
    /// How the check ends.
    pub status: ExitStatus,
    /// The rows. To give their memory back takes time, which somebody who is about to end can spare.
    pub cabinet: Cabinet,
}

/// How a run with these problems ends if its results can be published.
pub(super) fn status_of(problems: &[Problem], faulted: usize) -> ExitStatus {
    let is_error = |problem: &Problem| problem.code.severity() == Severity::Error;
    if faulted > 0 {
        ExitStatus::InternalFault
    } else if problems.iter().any(is_error) {
        ExitStatus::SetAside
    } else {
        ExitStatus::Complete
    }
}

/// If more than one in so many applicants is looked at again, the rows of all are put in order, as it is worth it.
const MANY: usize = 16;

/// Applicants that one thread takes at a time.
const BATCH: usize = 64;

/// Looks at every row, and opens the files of those of whom anything may be to be said.
pub(super) fn check(reading: Reading, as_of: Day) -> Checked {
    let Reading {
        sources,
        recognised,
        heap,
        unmatched,
        mut problems,
        ..
    } = reading;
    let applicants = heap.len();
    let book = heap.book().clone();
    let bench = Bench {
        law: Law::book(),
        book: &book,
        sources: &sources,
        as_of,
    };
    let (doubted, near) = doubted(&heap, &bench);
    let cabinet = if doubted.len() > applicants / MANY {
        let order = heap.order_with(near);
        heap.sorted(order, &Pool)
    } else {
        heap.sorted_for(&doubted, near)
    };
    let (found, faulted) = found_in(&cabinet, &doubted, &bench);
    problems.extend(found);
    issues::sort(&mut problems);
    problems.dedup();
    Checked {
        status: status_of(&problems, faulted),
        applicants,
        recognised,
        unmatched,
        problems,
        sources,
        cabinet,
    }
}

/// What is to be said of the rows of nobody and of those of some applicants, whose files are opened.
fn found_in(cabinet: &Cabinet, positions: &[u32], bench: &Bench<'_>) -> Found {
    let mut found = Found::default();
    if cabinet.has_rows_of_nobody() {
        let (_, of_nobody) = cabinet.without_applicant(&mut Gleaner::default());
        found.0.extend(of_nobody);
    }
    let batch = |gleaner: &mut Gleaner, positions: &[u32]| {
        let positions = positions.iter();
        let positions = positions.filter_map(|position| usize::try_from(*position).ok());
        cabinet.fetch(positions.clone());
        let mut all = Found::default();
        for position in positions {
            let found = isolated(|| {
                let opened = cabinet.open(position, bench.sources, gleaner);
                let mut problems = opened.problems;
                problems.extend(data_problems(bench, &opened.case));
                problems
            });
            match found {
                Ok(problems) => all.0.extend(problems),
                Err(place) => {
                    all.0.push(fault_of(&cabinet.unread(position), &place));
                    all.1 += 1;
                }
            }
        }
        all
    };
    let (of_applicants, faulted) = positions
        .par_chunks(BATCH)
        .map_init(Gleaner::default, |gleaner, positions| {
            batch(gleaner, positions)
        })
        .reduce(Found::default, |mut all, (problems, faulted)| {
            all.0.extend(problems);
            (all.0, all.1 + faulted)
        });
    found.0.extend(of_applicants);
    (found.0, faulted)
}

/// Problems, and how many applicants the program failed.
type Found = (Vec<Problem>, usize);

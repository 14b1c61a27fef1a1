//! The data problems of an input: every row becomes a record, and nothing is judged.

use crate::calendar::Day;
use crate::finding::{Problem, Severity};
use crate::law::Law;
use crate::provenance::Sources;
use crate::recognition::RecognisedTable;
use crate::records::Gleaner;
use crate::report::issues;
use crate::requirements::{Bench, data_problems};
use crate::run::isolation::{fault_of, isolated};
use crate::run::reading::Reading;
use crate::run::status::ExitStatus;
use rayon::prelude::*;

/// What a check found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The input files.
    pub sources: Sources,
    /// The tables recognised in each of them, for people.
    pub recognised: Vec<Vec<RecognisedTable>>,
    /// How many applicants there are.
    pub applicants: usize,
    /// All problems, in the order in which results list them.
    pub problems: Vec<Problem>,
    /// How the check ends.
    pub status: ExitStatus,
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

/// Applicants that one thread takes at a time.
const BATCH: usize = 64;

/// Reads every row.
pub(super) fn check(reading: Reading, as_of: Day) -> Checked {
    let Reading {
        sources,
        recognised,
        cabinet,
        mut problems,
        ..
    } = reading;
    let applicants = cabinet.len();
    let (_, of_nobody) = cabinet.without_applicant(&mut Gleaner::default());
    problems.extend(of_nobody);
    let bench = Bench {
        law: Law::book(),
        book: &cabinet.book,
        sources: &sources,
        as_of,
    };
    let batch = |gleaner: &mut Gleaner, start: usize| {
        let positions = start..cabinet.len().min(start + BATCH);
        cabinet.fetch(positions.clone());
        let mut all = Found::default();
        for position in positions {
            let found = isolated(|| {
                let opened = cabinet.open(position, &sources, gleaner);
                let mut problems = opened.problems;
                problems.extend(data_problems(&bench, &opened.case));
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
    let starts: Vec<usize> = (0..cabinet.len()).step_by(BATCH).collect();
    let (found, faulted) = starts
        .into_par_iter()
        .map_init(Gleaner::default, |gleaner, start| batch(gleaner, start))
        .reduce(Found::default, |mut all, (problems, faulted)| {
            all.0.extend(problems);
            (all.0, all.1 + faulted)
        });
    problems.extend(found);
    issues::sort(&mut problems);
    problems.dedup();
    // Nobody waits until the memory of all rows is given back.
    rayon::spawn(move || drop(cabinet));
    Checked {
        status: status_of(&problems, faulted),
        applicants,
        recognised,
        problems,
        sources,
    }
}

/// Problems, and how many applicants the program failed.
type Found = (Vec<Problem>, usize);

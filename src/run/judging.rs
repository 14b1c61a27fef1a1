//! The middle of a run: every applicant is judged, in parallel, each apart from the others.

use crate::calendar::Day;
use crate::casefile::{Book, CaseFile};
use crate::finding::{ApplicantOutcome, Problem, Severity};
use crate::horizon::Outlook;
use crate::law::Law;
use crate::provenance::Sources;
use crate::recognition::RecognisedTable;
use crate::report::issues;
use crate::report::manifest::RowCounts;
use crate::requirements::{Assessment, Bench};
use crate::run::isolation::{fault_of, faulted, isolated};
use crate::run::progress::Progress;
use crate::run::reading::Reading;
use crate::run::status::ExitStatus;
use rayon::prelude::*;
use std::path::PathBuf;

/// What judges one applicant and looks ahead.
pub type Judge = fn(&Bench<'_>, &CaseFile) -> (Assessment, Vec<Problem>, Outlook);

/// Everything that results are written from.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The day of the run.
    pub as_of: Day,
    /// The input files.
    pub sources: Sources,
    /// Where each of them lay.
    pub found_at: Vec<PathBuf>,
    /// The tables recognised in each of them, for people.
    pub recognised: Vec<Vec<RecognisedTable>>,
    /// All case files.
    pub book: Book,
    /// The judgement of each case file, in the same order.
    pub assessments: Vec<Assessment>,
    /// What comes for each case file, in the same order.
    pub outlooks: Vec<Outlook>,
    /// All problems, in the order in which results list them.
    pub problems: Vec<Problem>,
    /// What became of the rows of each table, in the order of [`crate::provenance::Table::ALL`].
    pub tables: [RowCounts; 7],
    /// The applicants whom the program failed.
    pub faulted: usize,
}

impl Judged {
    /// How the run ends if the results can be published.
    pub fn status(&self) -> ExitStatus {
        let is_error = |problem: &Problem| problem.code.severity() == Severity::Error;
        if self.faulted > 0 {
            ExitStatus::InternalFault
        } else if self.problems.iter().any(is_error) {
            ExitStatus::SetAside
        } else {
            ExitStatus::Complete
        }
    }

    /// How many applicants came out so.
    pub fn applicants(&self, outcome: ApplicantOutcome) -> usize {
        let mut all = self.assessments.iter();
        all.by_ref().filter(|one| one.outcome == outcome).count()
    }
}

/// Judges every applicant of the book.
pub fn judge_all(reading: Reading, as_of: Day, judge: Judge, progress: Progress) -> Judged {
    let law = Law::book();
    let Reading {
        sources,
        found_at,
        recognised,
        book,
        mut problems,
        tables,
    } = reading;
    let bench = Bench {
        law,
        book: &book,
        sources: &sources,
        as_of,
    };
    let stage = progress.stage("applicants judged", book.cases.len());
    let judgements: Vec<_> = book
        .cases
        .par_iter()
        .map(|case| {
            let one = judge_one(&bench, case, judge);
            stage.step();
            one
        })
        .collect();
    stage.end();
    let mut assessments = Vec::with_capacity(judgements.len());
    let mut outlooks = Vec::with_capacity(judgements.len());
    let mut faults = 0;
    for (assessment, found, outlook, failed) in judgements {
        assessments.push(assessment);
        outlooks.push(outlook);
        problems.extend(found);
        faults += usize::from(failed);
    }
    issues::sort(&mut problems);
    problems.dedup();
    Judged {
        as_of,
        sources,
        found_at,
        recognised,
        book,
        assessments,
        outlooks,
        problems,
        tables,
        faulted: faults,
    }
}

/// One applicant, apart from the others: what the program fails on becomes that applicant's fault.
fn judge_one(
    bench: &Bench<'_>,
    case: &CaseFile,
    judge: Judge,
) -> (Assessment, Vec<Problem>, Outlook, bool) {
    match isolated(|| judge(bench, case)) {
        Ok((assessment, problems, outlook)) => (assessment, problems, outlook, false),
        Err(place) => {
            let fault = fault_of(case, &place);
            (
                faulted(bench.law, case, bench.as_of),
                vec![fault],
                Outlook::default(),
                true,
            )
        }
    }
}

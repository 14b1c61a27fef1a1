//! The middle of a run: every applicant's file is opened, judged and written, in parallel, each apart from the others.
//!
//! Applicants are taken in waves. While one wave is judged, what the one before it adds to the common files is written, in
//! order; so the results of a million applicants are never in memory together.

use crate::calendar::Day;
use crate::casefile::{Book, Cabinet, CaseFile, Opened, Order, Tallies};
use crate::finding::{ApplicantOutcome, Problem};
use crate::horizon::Outlook;
use crate::law::Law;
use crate::provenance::{Sources, Table};
use crate::recognition::RecognisedTable;
use crate::records::Gleaner;
use crate::report::issues;
use crate::report::manifest::RowCounts;
use crate::requirements::{Assessment, Bench};
use crate::run::apart::{Apart, Judge, Judgement, Ready};
use crate::run::checking::status_of;
use crate::run::desk::{Common, Desk, Results, Taken};
use crate::run::progress::{Progress, Stage};
use crate::run::reading::{Pool, Reading};
use crate::run::status::{ExitStatus, RunError};
use crate::run::timings::{Laps, Part, Timings};
use crate::run::waiting::at_a_time;
use rayon::prelude::*;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Applicants that one thread takes at a time.
const BATCH: usize = 32;

/// Everything that the common results are written from.
#[derive(Debug)]
pub struct Judged {
    /// The day of the run.
    pub as_of: Day,
    /// The input files.
    pub sources: Sources,
    /// Where each of them lay.
    pub found_at: Vec<PathBuf>,
    /// The tables recognised in each of them, for people.
    pub recognised: Vec<Vec<RecognisedTable>>,
    /// All rows, by applicant.
    pub cabinet: Cabinet,
    /// The case files, if they were to be kept.
    pub book: Book,
    /// The judgement of each case file, in the same order, if they were to be kept.
    pub assessments: Vec<Assessment>,
    /// What comes for each case file, in the same order, if they were to be kept.
    pub outlooks: Vec<Outlook>,
    /// All problems, in the order in which results list them.
    pub problems: Vec<Problem>,
    /// What became of the rows of each table, in the order of [`Table::ALL`].
    pub tables: [RowCounts; 7],
    /// The numbers of the rows that repeat another one, in order.
    pub duplicates: Vec<u32>,
    /// How many applicants came out so, in the order of [`ApplicantOutcome::ALL`].
    pub outcomes: [usize; 3],
    /// The applicants whom the program failed.
    pub faulted: usize,
    /// Patterns of the configuration that no file matches.
    pub unmatched: Vec<String>,
    /// Where the time went.
    pub timings: Timings,
}

impl Judged {
    /// How the run ends if the results can be published.
    pub fn status(&self) -> ExitStatus {
        status_of(&self.problems, self.faulted)
    }

    /// How many applicants came out so.
    pub fn applicants(&self, outcome: ApplicantOutcome) -> usize {
        let mut counts = ApplicantOutcome::ALL.into_iter().zip(self.outcomes);
        counts
            .find(|(one, _)| *one == outcome)
            .map_or(0, |(_, count)| count)
    }
}

/// How applicants are judged.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    /// The day of the run.
    pub as_of: Day,
    /// What judges one applicant.
    pub judge: Judge,
    /// Where results are written, if they are.
    pub desk: Option<Desk<'a>>,
    /// Whether case files and judgements are kept, for what needs them side by side.
    pub keep: bool,
    /// How progress is shown.
    pub progress: Progress,
}

/// Puts the rows in their order, judges every applicant, and writes the results of each; the common files are left open for what follows.
///
/// # Errors
/// If a result cannot be written.
pub(super) fn judge_all(
    reading: Reading,
    order: Order,
    way: &Way<'_>,
    common: Option<&mut Common<'_>>,
) -> Result<Judged, RunError> {
    let Reading {
        sources,
        found_at,
        recognised,
        heap,
        problems,
        passed_over,
        unmatched,
        mut timings,
        files_read: _,
    } = reading;
    let mut laps = Laps::begin();
    let mut cabinet = heap.sorted(order, &Pool);
    timings.spend(Part::Grouping, laps.next());
    let (without_applicant, of_nobody) = cabinet.without_applicant(&mut Gleaner::default());
    cabinet.book.take_nobodys(&without_applicant, &sources);
    let mut begun = Batch {
        problems,
        timings,
        tallies: cabinet.tallies(),
        ..Batch::default()
    };
    begun.tallies.add_set_aside(&without_applicant);
    begun.problems.extend(of_nobody);
    let batch = in_waves(&cabinet, &sources, way, begun, common)?;
    let mut judged = Judged {
        as_of: way.as_of,
        found_at,
        recognised,
        book: Book {
            cases: batch.cases,
            without_applicant,
            ..cabinet.book.clone()
        },
        assessments: batch.assessments,
        outlooks: batch.outlooks,
        problems: batch.problems,
        tables: counts(&cabinet, &batch.tallies, &passed_over),
        duplicates: batch.duplicates,
        outcomes: batch.outcomes,
        faulted: batch.faulted,
        unmatched,
        timings: batch.timings,
        cabinet,
        sources,
    };
    judged.duplicates.sort_unstable();
    issues::sort(&mut judged.problems);
    judged.problems.dedup();
    Ok(judged)
}

/// Goes through all applicants; returns what everybody gave, added to what was begun.
fn in_waves(
    cabinet: &Cabinet,
    sources: &Sources,
    way: &Way<'_>,
    begun: Batch,
    common: Option<&mut Common<'_>>,
) -> Result<Batch, RunError> {
    let mut all = Sum {
        batch: begun,
        common,
    };
    let stage = way.progress.stage("applicants judged", cabinet.len());
    let bench = Bench {
        law: Law::book(),
        book: &cabinet.book,
        sources,
        as_of: way.as_of,
    };
    let work = Work {
        apart: Apart {
            cabinet,
            bench,
            judge: way.judge,
        },
        way,
        stage: &stage,
        idle: Mutex::default(),
    };
    work.in_waves(&mut all)?;
    stage.end();
    Ok(all.batch)
}

/// What became of the rows of each table. Rows that recognition passed over (totals, notes, repeated headings) were never
/// handed on: they count as blank.
fn counts(cabinet: &Cabinet, tallies: &Tallies, passed_over: &[(Table, u64)]) -> [RowCounts; 7] {
    Table::ALL.map(|table| {
        let tally = tallies.of(table);
        let passed = passed_over.iter().filter(|(one, _)| *one == table);
        let passed: u64 = passed.map(|(_, rows)| rows).sum();
        RowCounts {
            present: cabinet.book.has(table),
            read: tally.read + passed,
            used: tally.used,
            set_aside: tally.set_aside,
            duplicates: tally.duplicates,
            blank: tally.blank + passed,
        }
    })
}

/// What some applicants gave.
#[derive(Default)]
struct Batch {
    cases: Vec<CaseFile>,
    assessments: Vec<Assessment>,
    outlooks: Vec<Outlook>,
    problems: Vec<Problem>,
    duplicates: Vec<u32>,
    outcomes: [usize; 3],
    faulted: usize,
    tallies: Tallies,
    taken: Taken,
    timings: Timings,
}

/// What all waves so far gave.
struct Sum<'a, 'c> {
    batch: Batch,
    common: Option<&'a mut Common<'c>>,
}

impl Sum<'_, '_> {
    /// Adds batches, which come in the order of their applicants.
    fn add(&mut self, batches: Vec<Batch>) -> Result<(), RunError> {
        let sum = &mut self.batch;
        for batch in batches {
            sum.cases.extend(batch.cases);
            sum.assessments.extend(batch.assessments);
            sum.outlooks.extend(batch.outlooks);
            sum.problems.extend(batch.problems);
            sum.duplicates.extend(batch.duplicates);
            for (sum, count) in sum.outcomes.iter_mut().zip(batch.outcomes) {
                *sum += count;
            }
            sum.faulted += batch.faulted;
            sum.timings.add(&batch.timings);
            sum.tallies.add(&batch.tallies);
            if let Some(common) = &mut self.common {
                common.append(batch.taken)?;
            }
        }
        Ok(())
    }
}

struct Work<'a> {
    apart: Apart<'a>,
    way: &'a Way<'a>,
    stage: &'a Stage,
    /// Those that no thread uses now: what they remember would be lost with them.
    idle: Mutex<Vec<Gleaner>>,
}

impl Work<'_> {
    fn in_waves(&self, all: &mut Sum<'_, '_>) -> Result<(), RunError> {
        let mut ready = Vec::new();
        let mut start = 0;
        let applicants = self.apart.cabinet.len();
        while start < applicants {
            let end = applicants.min(start + at_a_time(applicants));
            let before = std::mem::take(&mut ready);
            let (judged, added) = rayon::join(|| self.wave(start..end), || all.add(before));
            added?;
            ready = judged?;
            start = end;
        }
        all.add(ready)
    }

    fn wave(&self, applicants: Range<usize>) -> Result<Vec<Batch>, RunError> {
        let starts: Vec<usize> = applicants.clone().step_by(BATCH).collect();
        let batches = starts.into_par_iter().map(|start| {
            let mut gleaner = self.gleaners().pop().unwrap_or_default();
            let batch = self.batch(start..applicants.end.min(start + BATCH), &mut gleaner);
            self.gleaners().push(gleaner);
            batch
        });
        batches.collect()
    }

    fn gleaners(&self) -> MutexGuard<'_, Vec<Gleaner>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All are opened, then all are judged, and so on: the code of one stage stays at hand.
    fn batch(&self, applicants: Range<usize>, gleaner: &mut Gleaner) -> Result<Batch, RunError> {
        let mut batch = Batch::default();
        let mut laps = Laps::begin();
        let apart = &self.apart;
        apart.cabinet.fetch(applicants.clone());
        let open = |position| apart.open(position, gleaner);
        let mut opened: Vec<_> = applicants.clone().map(open).collect();
        batch.timings.spend(Part::Parsing, laps.next());
        let files = opened.iter_mut();
        let judged = files.map(|(file, failed)| apart.judge(file, failed.take()));
        let judged: Vec<Judgement> = judged.collect();
        batch.timings.spend(Part::Judging, laps.next());
        let files = opened.iter_mut().zip(judged);
        let ready = files.map(|((file, _), judgement)| apart.look_ahead(file, judgement));
        let ready: Vec<Ready> = ready.collect();
        batch.timings.spend(Part::Foreseeing, laps.next());
        for ((position, (file, _)), one) in applicants.zip(opened).zip(ready) {
            self.write(position, file, one, &mut batch)?;
            self.stage.step();
        }
        batch.timings.spend(Part::Writing, laps.next());
        batch.timings.spend(Part::Hashing, batch.taken.hash());
        Ok(batch)
    }

    fn write(
        &self,
        position: usize,
        opened: Opened,
        one: Ready,
        batch: &mut Batch,
    ) -> Result<(), RunError> {
        let Ready {
            assessment,
            outlook,
            is_faulted,
        } = one;
        let Opened {
            case,
            problems,
            duplicates,
        } = opened;
        if let Some(desk) = &self.way.desk {
            let results = Results {
                position,
                bench: &self.apart.bench,
                case: &case,
                assessment: &assessment,
                outlook: &outlook,
                issues: problems.len(),
            };
            desk.take(&mut batch.taken, &results)?;
        }
        let outcomes = ApplicantOutcome::ALL.iter().zip(&mut batch.outcomes);
        for (outcome, count) in outcomes {
            *count += usize::from(*outcome == assessment.outcome);
        }
        batch.faulted += usize::from(is_faulted);
        batch.tallies.add_case(&case);
        batch.problems.extend(problems);
        batch.duplicates.extend(duplicates);
        if self.way.keep {
            batch.cases.push(case);
            batch.assessments.push(assessment);
            batch.outlooks.push(outlook);
        }
        Ok(())
    }
}

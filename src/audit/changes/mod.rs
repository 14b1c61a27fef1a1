//! What changed between two runs, per applicant and requirement, and why.
//!
//! The causes are told apart by evidence: the former records are judged with the later day, assumptions or rows, one of
//! them at a time, and what alone changes the result is a cause. No text is guessed from.

mod cells;
mod detail;
mod lines;
mod mixing;
mod write;

pub use lines::{Line, Lines, lines_of};
pub use write::{COLUMNS, csv, json, text};

use crate::audit::changes::cells::cell_changes;
use crate::audit::changes::mixing::{Factor, Mix};
use crate::audit::{AuditError, Judge, Published, Records};
use crate::calendar::Day;
use crate::casefile::{Book, CaseFile};
use crate::provenance::Sources;
use lines::Key;
use std::collections::{BTreeMap, BTreeSet};

/// Why something changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cause {
    /// The rows say something else.
    RecordsChanged,
    /// Another day is judged: hours left the window, a test expired, days were worked.
    TimePassed,
    /// Another edition of the law, or another version of the program.
    EditionOrVersionChanged,
    /// The firm vouches for something else.
    AssumptionsChanged,
}

impl Cause {
    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::RecordsChanged => "records_changed",
            Self::TimePassed => "time_passed",
            Self::EditionOrVersionChanged => "edition_or_version_changed",
            Self::AssumptionsChanged => "assumptions_changed",
        }
    }
}

/// One change, with one of its causes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// The applicant's id.
    pub applicant_id: String,
    /// Which point; empty for the outcome of the applicant.
    pub assessment_point: &'static str,
    /// Which requirement; empty for the outcome of the applicant.
    pub requirement: &'static str,
    /// The former outcome; empty where there was none.
    pub was: String,
    /// The later outcome; empty where there is none.
    pub is: String,
    /// Why.
    pub cause: Cause,
    /// The evidence for the cause.
    pub detail: String,
}

/// One of two runs that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The day of the run.
    pub as_of: Day,
    /// The version of the program that made it.
    pub version: &'a str,
    /// The SHA-256 of the law data that it was made with.
    pub law: &'a str,
    /// The case files.
    pub book: &'a Book,
    /// Where the rows came from.
    pub sources: &'a Sources,
    /// What was published of each applicant.
    pub published: &'a BTreeMap<String, Lines>,
}

impl<'a> Side<'a> {
    /// The side of a published run.
    pub fn of(
        run: &'a Published,
        records: &'a Records,
        published: &'a BTreeMap<String, Lines>,
    ) -> Self {
        Self {
            as_of: run.as_of,
            version: &run.manifest.version,
            law: &run.manifest.law.sha256,
            book: &records.book,
            sources: &records.sources,
            published,
        }
    }

    fn case(&self, id: &str) -> Option<&'a CaseFile> {
        let cases = &self.book.cases;
        let at = cases.binary_search_by(|case| (*case.id).cmp(id)).ok()?;
        cases.get(at)
    }
}

/// What a published run says of each applicant.
///
/// # Errors
/// If one of its files cannot be read or is damaged.
pub fn published_lines(
    run: &Published,
    records: &Records,
) -> Result<BTreeMap<String, Lines>, AuditError> {
    lines::published_lines(run, records)
}

/// All changes from one published run to another.
///
/// # Errors
/// If a file of one of them cannot be read or is damaged.
pub fn compared(
    old: &Published,
    new: &Published,
    judge: Judge<'_>,
) -> Result<Vec<Change>, AuditError> {
    let (old_records, new_records) = (old.records()?, new.records()?);
    let old_lines = published_lines(old, &old_records)?;
    let new_lines = published_lines(new, &new_records)?;
    Ok(changes(
        Side::of(old, &old_records, &old_lines),
        Side::of(new, &new_records, &new_lines),
        judge,
    ))
}

/// All changes from one run to the other, by applicant.
pub fn changes(old: Side<'_>, new: Side<'_>, judge: Judge<'_>) -> Vec<Change> {
    let ids: BTreeSet<&String> = old.published.keys().chain(new.published.keys()).collect();
    ids.into_iter()
        .flat_map(|id| changes_of(id, old, new, judge))
        .collect()
}

/// The changes of one applicant.
pub fn changes_of(id: &str, old: Side<'_>, new: Side<'_>, judge: Judge<'_>) -> Vec<Change> {
    match (old.published.get(id), new.published.get(id)) {
        (Some(was), Some(is)) if was == is => Vec::new(),
        (Some(was), Some(is)) => match (old.case(id), new.case(id)) {
            (Some(old_case), Some(new_case)) => {
                let mix = Mix::new(old, new, old_case, new_case, judge);
                Finder { id, old, new, mix }.changes(was, is)
            }
            _ => Vec::new(),
        },
        (Some(was), None) => whole(id, was.outcome(), "", "no row of the applicant is left"),
        (None, Some(is)) => whole(id, "", is.outcome(), "new applicant"),
        (None, None) => Vec::new(),
    }
}

fn whole(id: &str, was: &str, is: &str, detail: &str) -> Vec<Change> {
    vec![Change {
        applicant_id: id.to_owned(),
        assessment_point: "",
        requirement: "",
        was: was.to_owned(),
        is: is.to_owned(),
        cause: Cause::RecordsChanged,
        detail: detail.to_owned(),
    }]
}

/// Finds the causes of what changed for one applicant.
struct Finder<'a> {
    id: &'a str,
    old: Side<'a>,
    new: Side<'a>,
    mix: Mix<'a>,
}

impl Finder<'_> {
    fn changes(mut self, was: &Lines, is: &Lines) -> Vec<Change> {
        let mut changes = Vec::new();
        for key in was.keys_with(is) {
            let (then, now) = (was.get(key), is.get(key));
            if then == now {
                continue;
            }
            let figures = detail::figures(then, now);
            for (cause, evidence) in self.causes(key, then, now) {
                let parts = [evidence, figures.clone()];
                let parts = parts.iter().filter(|part| !part.is_empty());
                changes.push(Change {
                    applicant_id: self.id.to_owned(),
                    assessment_point: key.point(),
                    requirement: key.requirement(),
                    was: then.map_or_else(String::new, |line| line.outcome.clone()),
                    is: now.map_or_else(String::new, |line| line.outcome.clone()),
                    cause,
                    detail: parts.cloned().collect::<Vec<_>>().join("; "),
                });
            }
        }
        changes
    }

    /// The causes of one change, each with its evidence.
    fn causes(
        &mut self,
        key: Key,
        then: Option<&Line>,
        now: Option<&Line>,
    ) -> Vec<(Cause, String)> {
        let base = self.mix.judged(&[]);
        let all = self.mix.changed().to_vec();
        let top = self.mix.judged(&all);
        let mut found: Vec<Factor> = Vec::new();
        for factor in &all {
            let rest: Vec<Factor> = all.iter().copied().filter(|one| one != factor).collect();
            let alone = self.mix.judged(&[*factor]);
            let without = self.mix.judged(&rest);
            if alone.get(key) != base.get(key) || without.get(key) != top.get(key) {
                found.push(*factor);
            }
        }
        let other_program = base.get(key) != then || top.get(key) != now;
        if found.is_empty() && !other_program {
            // Only all of them together make the difference.
            found.clone_from(&all);
        }
        let mut causes = self.of_factors(key, &found);
        if other_program {
            let evidence = detail::of_program(self.old, self.new);
            causes.push((Cause::EditionOrVersionChanged, evidence));
        }
        causes
    }

    fn of_factors(&mut self, key: Key, found: &[Factor]) -> Vec<(Cause, String)> {
        let mut cells: Vec<String> = Vec::new();
        let mut causes = Vec::new();
        for factor in found {
            match factor {
                Factor::Time => {
                    let days = (self.old.as_of, self.new.as_of);
                    causes.push(detail::of_time(&mut self.mix, key, days));
                }
                Factor::Assumptions => {
                    let (then, now) = (self.old.book.assumptions, self.new.book.assumptions);
                    let evidence = detail::of_assumptions(then, now);
                    causes.push((Cause::AssumptionsChanged, evidence));
                }
                Factor::Ids => cells.push(
                    "another applicant id that differs only in leading zeros or letter case came or went"
                        .to_owned(),
                ),
                Factor::Table(table) => {
                    let both = (self.mix.old_case, self.mix.new_case);
                    cells.extend(cell_changes(*table, both, self.old, self.new));
                }
            }
        }
        if !cells.is_empty() {
            causes.insert(0, (Cause::RecordsChanged, cells.join("; ")));
        }
        causes
    }
}

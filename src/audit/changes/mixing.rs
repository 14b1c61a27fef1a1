//! One applicant judged with some things as they were and others as they are.
//!
//! Owns which things can change between two runs, and remembers each judgement.

use crate::audit::Judge;
use crate::audit::changes::{Lines, Side, lines_of};
use crate::casefile::{Book, CaseFile, Ownerless};
use crate::law::Law;
use crate::provenance::{Table, Text};
use crate::records::{Record, Row, SetAside};
use crate::requirements::{Assessment, Bench};
use std::collections::BTreeMap;

/// A thing that can change between two runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Factor {
    /// The rows of a table, or whether the input holds it.
    Table(Table),
    /// Whether another id is nearly the same.
    Ids,
    /// The day of the run.
    Time,
    /// What the firm vouches for.
    Assumptions,
}

/// One applicant in two runs.
pub(super) struct Mix<'a> {
    old: Side<'a>,
    new: Side<'a>,
    /// The former case file.
    pub(super) old_case: &'a CaseFile,
    /// The later case file.
    pub(super) new_case: &'a CaseFile,
    judge: Judge<'a>,
    changed: Vec<Factor>,
    known: BTreeMap<Vec<Factor>, Lines>,
}

impl<'a> Mix<'a> {
    pub(super) fn new(
        old: Side<'a>,
        new: Side<'a>,
        old_case: &'a CaseFile,
        new_case: &'a CaseFile,
        judge: Judge<'a>,
    ) -> Self {
        let mut changed: Vec<Factor> = Table::ALL
            .into_iter()
            .filter(|table| {
                old.book.has(*table) != new.book.has(*table)
                    || old.book.has_ownerless(*table, old_case)
                        != new.book.has_ownerless(*table, new_case)
                    || differs(*table, old_case, new_case)
            })
            .map(Factor::Table)
            .collect();
        if old_case.near_duplicate_id != new_case.near_duplicate_id {
            changed.push(Factor::Ids);
        }
        if old.as_of != new.as_of {
            changed.push(Factor::Time);
        }
        if old.book.assumptions != new.book.assumptions {
            changed.push(Factor::Assumptions);
        }
        Self {
            old,
            new,
            old_case,
            new_case,
            judge,
            changed,
            known: BTreeMap::new(),
        }
    }

    /// What differs between the two runs.
    pub(super) fn changed(&self) -> &[Factor] {
        &self.changed
    }

    /// The lines with the former state of everything but these factors.
    pub(super) fn judged(&mut self, later: &[Factor]) -> Lines {
        if let Some(lines) = self.known.get(later) {
            return lines.clone();
        }
        let lines = lines_of(&self.assessment(later));
        self.known.insert(later.to_vec(), lines.clone());
        lines
    }

    /// The judgement with the former state of everything but these factors.
    pub(super) fn assessment(&self, later: &[Factor]) -> Assessment {
        let has = |factor| later.contains(&factor);
        let mut book = Book {
            tables_present: self.old.book.tables_present,
            assumptions: self.old.book.assumptions,
            ..Book::default()
        };
        if has(Factor::Assumptions) {
            book.assumptions = self.new.book.assumptions;
        }
        let mut case = self.old_case.clone();
        if has(Factor::Ids) {
            case.near_duplicate_id = self.new_case.near_duplicate_id;
        }
        for (i, table) in Table::ALL.into_iter().enumerate() {
            if has(Factor::Table(table)) {
                if let Some(present) = book.tables_present.get_mut(i) {
                    *present = self.new.book.has(table);
                }
                take_table(table, &mut case, self.new_case);
            }
            // Files have other numbers in the other run.
            let (side, its) = if has(Factor::Table(table)) {
                (self.new, self.new_case)
            } else {
                (self.old, self.old_case)
            };
            let among = None;
            if side.book.has_ownerless(table, its) {
                book.ownerless.push(Ownerless { table, among });
            }
        }
        let all_new = later == self.changed;
        let bench = Bench {
            law: Law::book(),
            book: &book,
            sources: if all_new {
                self.new.sources
            } else {
                self.old.sources
            },
            as_of: if has(Factor::Time) {
                self.new.as_of
            } else {
                self.old.as_of
            },
        };
        (self.judge)(&bench, &case)
    }
}

fn take_table(table: Table, case: &mut CaseFile, from: &CaseFile) {
    match table {
        Table::Applicants => {
            case.applicants.clone_from(&from.applicants);
            case.profile.clone_from(&from.profile);
        }
        Table::Employment => case.employment.clone_from(&from.employment),
        Table::Permits => case.permits.clone_from(&from.permits),
        Table::Studies => case.studies.clone_from(&from.studies),
        Table::LanguageTests => case.language_tests.clone_from(&from.language_tests),
        Table::Absences => case.absences.clone_from(&from.absences),
        Table::Leaves => case.leaves.clone_from(&from.leaves),
    }
    case.set_aside.retain(|row| row.table != table);
    let theirs = from.set_aside.iter().filter(|row| row.table == table);
    case.set_aside.extend(theirs.cloned());
    case.set_aside.sort_by_key(|row| row.origin);
}

/// A row as it is compared: its cells, and whether it was set aside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shown {
    /// Where it stands.
    pub(super) origin: crate::provenance::Origin,
    /// Its cells, and last its fate.
    pub(super) cells: Vec<Text>,
}

/// Whether the rows of a table say something else, in their order; where they stand does not matter.
fn differs(table: Table, one: &CaseFile, other: &CaseFile) -> bool {
    let aside = |case: &CaseFile| {
        let rows = case.set_aside.iter().filter(|row| row.table == table);
        rows.map(|row| row.cells.clone()).collect::<Vec<_>>()
    };
    let same_used = match table {
        Table::Applicants => {
            same(&one.applicants, &other.applicants) && one.profile == other.profile
        }
        Table::Employment => same(&one.employment, &other.employment),
        Table::Permits => same(&one.permits, &other.permits),
        Table::Studies => same(&one.studies, &other.studies),
        Table::LanguageTests => same(&one.language_tests, &other.language_tests),
        Table::Absences => same(&one.absences, &other.absences),
        Table::Leaves => same(&one.leaves, &other.leaves),
    };
    !same_used || aside(one) != aside(other)
}

fn same<T: PartialEq>(one: &[Row<T>], other: &[Row<T>]) -> bool {
    let facts =
        |row: &Row<T>, other: &Row<T>| row.facts == other.facts && row.verbatim == other.verbatim;
    one.len() == other.len() && one.iter().zip(other).all(|(row, other)| facts(row, other))
}

/// The rows of a table in order.
pub(super) fn shown(table: Table, case: &CaseFile) -> Vec<Shown> {
    let mut rows = match table {
        Table::Applicants => used(&case.applicants),
        Table::Employment => used(&case.employment),
        Table::Permits => used(&case.permits),
        Table::Studies => used(&case.studies),
        Table::LanguageTests => used(&case.language_tests),
        Table::Absences => used(&case.absences),
        Table::Leaves => used(&case.leaves),
    };
    let aside = case.set_aside.iter().filter(|row| row.table == table);
    rows.extend(aside.map(set_aside));
    rows
}

fn used<T: Record>(rows: &[Row<T>]) -> Vec<Shown> {
    let shown = rows.iter().map(|row| Shown {
        origin: row.origin,
        cells: with_fate(
            row.canonical_cells().iter().map(|cell| Text::from(&**cell)),
            "used",
        ),
    });
    shown.collect()
}

fn set_aside(row: &SetAside) -> Shown {
    Shown {
        origin: row.origin,
        cells: with_fate(row.cells.iter().cloned(), "set_aside"),
    }
}

fn with_fate(cells: impl Iterator<Item = Text>, fate: &str) -> Vec<Text> {
    cells.chain([Text::from(fate)]).collect()
}

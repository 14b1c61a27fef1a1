//! All rows of the input by applicant, each file opened only when it is its turn.
//!
//! Rows are counted out to their applicants (a counting sort over row numbers), so the cost does not depend on how they are
//! spread over files, and the result not on the order of the files.

use super::heap::Heap;
use super::near_ids::{self, NearIds};
use super::owners::NOBODY;
use super::profile::Merger;
use super::row_numbers::RowNumbers;
use super::tally::Tallies;
use super::{Book, CaseFile, duplicates};
use crate::finding::{FirmAssumptions, Problem};
use crate::provenance::{Origin, Sources, Table, Text};
use crate::records::{Executor, Gleaner, Harvest, PackedTable, Row, SetAside, Sheaf};
use std::hash::Hash;

/// The rows of all files, by applicant.
#[derive(Debug, Default)]
pub struct Cabinet {
    /// Which tables there are, and what the firm vouches for; without case files.
    pub book: Book,
    /// In source order.
    #[expect(
        clippy::vec_box,
        reason = "they are put together and sorted, and thousands of small files have many"
    )]
    pub(super) tables: Vec<Box<PackedTable>>,
    /// The number of the first row of each table: rows are numbered through, in source order.
    pub(super) bases: Vec<u32>,
    /// The applicants, in order.
    pub(super) ids: Vec<Text>,
    /// The rows of each applicant, in source order.
    pub(super) rows: RowNumbers,
    /// The rows of nobody, in source order.
    pub(super) nobodys: Vec<u32>,
    /// Rows that were set aside before they came here, by applicant and place; first those of nobody.
    pub(super) set_aside: Vec<(u32, SetAside)>,
    pub(super) near: NearIds,
    pub(super) tallies: Tallies,
}

/// One case file, just opened.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The case file.
    pub case: CaseFile,
    /// The problems of its rows, and those between them.
    pub problems: Vec<Problem>,
    /// The numbers of the rows that repeat another one.
    pub duplicates: Vec<u32>,
}

impl Opened {
    /// A case file of which nothing is to be said.
    pub fn of(case: CaseFile) -> Self {
        Self {
            case,
            ..Self::default()
        }
    }
}

impl Cabinet {
    /// Sorts the rows of all files.
    pub fn of(sheaves: Vec<Sheaf>, assumptions: FirmAssumptions, executor: &dyn Executor) -> Self {
        let heap = Heap::of(sheaves, assumptions, executor);
        let order = heap.order(executor);
        heap.sorted(order, executor)
    }

    /// How many applicants there are: every id found in any table.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is no applicant.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The ids, in order.
    pub fn ids(&self) -> &[Text] {
        &self.ids
    }

    /// The tables, in source order.
    pub fn tables(&self) -> impl ExactSizeIterator<Item = &PackedTable> {
        self.tables.iter().map(|table| &**table)
    }

    /// The number of the first row of the table at a position.
    pub fn first_row(&self, table: usize) -> u32 {
        self.bases.get(table).copied().unwrap_or_default()
    }

    /// What was read so far, before any case file is opened: rows read and rows blank.
    pub const fn tallies(&self) -> Tallies {
        self.tallies
    }

    /// Asks where the rows of some applicants lie, before their files are opened. Memory answers many questions that are asked
    /// together nearly as fast as one; row by row, each would be waited for.
    pub fn fetch(&self, positions: impl Iterator<Item = usize>) {
        let tables = positions.flat_map(|position| self.by_table(self.rows.of(position)));
        let places = tables.flat_map(|(table, rows)| rows.filter_map(move |row| table.place(row)));
        std::hint::black_box(places.fold(0, |all, place| all ^ place));
    }

    /// Opens the case file at a position.
    pub fn open(&self, position: usize, sources: &Sources, gleaner: &mut Gleaner) -> Opened {
        let numbers = self.rows.of(position);
        let id = self.ids.get(position).cloned().unwrap_or_default();
        let mut harvest = Harvest::default();
        for (table, mut rows) in self.by_table(numbers) {
            gleaner.read_rows(table, &mut rows, Some(&id), &mut harvest);
        }
        let owner = u32::try_from(position).unwrap_or(NOBODY);
        harvest.set_aside.extend(self.set_aside_of(owner).cloned());
        let mut problems = std::mem::take(&mut harvest.problems);
        let mut case = case_of(id, harvest);
        collapse_duplicates(&mut case);
        let mut merger = Merger {
            sources,
            problems: &mut problems,
        };
        case.profile = merger.merge(&case.applicants);
        let near = self.near.of(owner);
        if !near.is_empty() {
            case.near_duplicate_id = true;
            let ids = near
                .iter()
                .filter_map(|at| self.ids.get(usize::try_from(*at).ok()?));
            problems.push(near_ids::problem(&case, ids, sources));
        }
        let duplicates = self.numbers_of(numbers, &case);
        Opened {
            case,
            problems,
            duplicates,
        }
    }

    /// The case file at a position when reading its rows failed: all of them set aside, as their cells stand.
    pub fn unread(&self, position: usize) -> CaseFile {
        let rows = self.rows.of(position).iter();
        CaseFile {
            id: self.ids.get(position).cloned().unwrap_or_default(),
            set_aside: rows
                .filter_map(|number| {
                    let (table, row) = self.row(*number)?;
                    table.unread(row)
                })
                .collect(),
            ..CaseFile::default()
        }
    }

    /// The numbers of the rows that repeat another one.
    fn numbers_of(&self, numbers: &[u32], case: &CaseFile) -> Vec<u32> {
        if case.duplicates.is_empty() {
            return Vec::new();
        }
        let repeats = |number: &&u32| {
            let origin = self
                .row(**number)
                .and_then(|(table, row)| table.origin(row));
            origin.is_some_and(|origin| case.duplicates.iter().any(|(_, row, _)| *row == origin))
        };
        numbers.iter().filter(repeats).copied().collect()
    }

    fn set_aside_of(&self, owner: u32) -> impl Iterator<Item = &SetAside> {
        let start = self.set_aside.partition_point(|(one, _)| *one < owner);
        let rows = self.set_aside.get(start..).unwrap_or_default().iter();
        rows.take_while(move |(one, _)| *one == owner)
            .map(|(_, row)| row)
    }

    /// Some rows, whose numbers rise, by the tables that hold them: their positions there.
    fn by_table<'a>(
        &'a self,
        numbers: &'a [u32],
    ) -> impl Iterator<Item = (&'a PackedTable, impl ExactSizeIterator<Item = usize>)> {
        let mut rest = numbers;
        std::iter::from_fn(move || {
            let first = *rest.first()?;
            let (table, at) = self.row(first)?;
            let (own, others) = rest.split_at(rest.partition_point(|number| {
                usize::try_from(number - first).is_ok_and(|after| at + after < table.len())
            }));
            rest = others;
            let position = move |number: &u32| {
                usize::try_from(number - first).map_or(usize::MAX, |after| at + after)
            };
            Some((table, own.iter().map(position)))
        })
    }

    /// The table that holds a row, and the position of the row in it.
    fn row(&self, number: u32) -> Option<(&PackedTable, usize)> {
        let table = self
            .bases
            .partition_point(|base| *base <= number)
            .checked_sub(1)?;
        let row = number.checked_sub(*self.bases.get(table)?)?;
        Some((self.tables.get(table)?, usize::try_from(row).ok()?))
    }

    /// Whether any row belongs to nobody.
    pub fn has_rows_of_nobody(&self) -> bool {
        !self.nobodys.is_empty() || self.set_aside_of(NOBODY).next().is_some()
    }

    /// Reads the rows of nobody: rows set aside, by place, and their problems.
    pub fn without_applicant(&self, gleaner: &mut Gleaner) -> (Vec<SetAside>, Vec<Problem>) {
        let mut harvest = Harvest::default();
        for number in &self.nobodys {
            if let Some((table, row)) = self.row(*number) {
                gleaner.read(table, row, None, &mut harvest);
            }
        }
        harvest.set_aside.extend(self.set_aside_of(NOBODY).cloned());
        harvest.set_aside.sort_by_key(|row| row.origin);
        (harvest.set_aside, harvest.problems)
    }
}

/// The case file of an id from its rows.
fn case_of(id: Text, harvest: Harvest) -> CaseFile {
    CaseFile {
        id,
        applicants: in_order(harvest.applicants),
        employment: in_order(harvest.employment),
        permits: in_order(harvest.permits),
        studies: in_order(harvest.studies),
        language_tests: in_order(harvest.language_tests),
        absences: in_order(harvest.absences),
        leaves: in_order(harvest.leaves),
        set_aside: {
            let mut rows = harvest.set_aside;
            rows.sort_by_key(|row| row.origin);
            rows
        },
        ..CaseFile::default()
    }
}

/// Rows come in source order, unless they were read back from a former run.
fn in_order<T>(mut rows: Vec<Row<T>>) -> Vec<Row<T>> {
    if !rows.is_sorted_by_key(|row| row.origin) {
        rows.sort_by_key(|row| row.origin);
    }
    rows
}

fn collapse_duplicates(case: &mut CaseFile) {
    let found = &mut case.duplicates;
    collapse_table(Table::Applicants, &mut case.applicants, found);
    collapse_table(Table::Employment, &mut case.employment, found);
    collapse_table(Table::Permits, &mut case.permits, found);
    collapse_table(Table::Studies, &mut case.studies, found);
    collapse_table(Table::LanguageTests, &mut case.language_tests, found);
    collapse_table(Table::Absences, &mut case.absences, found);
    collapse_table(Table::Leaves, &mut case.leaves, found);
}

fn collapse_table<T: Eq + Hash>(
    table: Table,
    rows: &mut Vec<Row<T>>,
    found: &mut Vec<(Table, Origin, Origin)>,
) {
    if rows.len() < 2 {
        return;
    }
    let pairs = duplicates::collapse(rows).into_iter();
    found.extend(pairs.map(|(row, first)| (table, row, first)));
}

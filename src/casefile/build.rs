//! From the rows of all files to one case file per applicant.
//!
//! Rows are sorted by (applicant, place) once and then dealt out, so the cost does not depend on how they are spread over
//! files. The result does not depend on the order of the files.

use super::profile::Merger;
use super::tally::Tallies;
use super::{Book, CaseFile, duplicates, near_ids};
use crate::finding::{FirmAssumptions, Problem, ProblemCode};
use crate::provenance::{Origin, Sources, Table, Text};
use crate::records::{
    Absence, Applicant, Employment, Harvest, LanguageTest, Leave, Permit, Row, SetAside, Study,
};
use std::hash::Hash;
use std::iter::Peekable;
use std::vec::IntoIter;

/// The book with what was found while it was made.
#[derive(Clone, Debug, Default)]
pub struct BuiltBook {
    /// The case files.
    pub book: Book,
    /// The problems of all rows, then those between rows; sorted by place.
    pub problems: Vec<Problem>,
    /// Where every row went, by table.
    pub tallies: Tallies,
}

impl Book {
    /// The book of all case files.
    pub fn build(
        harvests: Vec<Harvest>,
        sources: &Sources,
        assumptions: FirmAssumptions,
    ) -> BuiltBook {
        let mut rows = AllRows::default();
        let mut problems = Vec::new();
        let mut tallies = Tallies::default();
        let mut book = Self {
            assumptions,
            ..Self::default()
        };
        for harvest in harvests {
            count(&harvest, &mut tallies, &mut book.tables_present);
            rows.take(harvest, &mut problems);
        }
        let (mut dealer, without_applicant) = rows.sorted();
        book.without_applicant = without_applicant;
        while let Some(id) = dealer.next_id() {
            let mut case = dealer.case(id);
            collapse_duplicates(&mut case);
            let mut merger = Merger {
                sources,
                problems: &mut problems,
            };
            case.profile = merger.merge(&case.applicants);
            tally(&case, &mut tallies);
            book.cases.push(case);
        }
        for row in &book.without_applicant {
            if let Some(tally) = tallies.of_mut(row.table) {
                tally.set_aside += 1;
            }
        }
        near_ids::mark(&mut book.cases, sources, &mut problems);
        problems.sort_by(|one, other| place(one).cmp(&place(other)));
        BuiltBook {
            book,
            problems,
            tallies,
        }
    }
}

/// The place of a problem in the list: by row, then by kind, then by column.
fn place(problem: &Problem) -> (Origin, ProblemCode, usize, &str) {
    (
        problem.origin,
        problem.code,
        problem.cell.len(),
        &problem.cell,
    )
}

/// Counts what was read, and which tables there are.
fn count(harvest: &Harvest, tallies: &mut Tallies, present: &mut [bool; 7]) {
    for block in &harvest.blocks {
        if let Some(tally) = tallies.of_mut(block.table) {
            tally.read += block.read;
            tally.blank += block.blank;
        }
        for (table, is_present) in Table::ALL.into_iter().zip(present.iter_mut()) {
            *is_present |= table == block.table;
        }
    }
}

/// Counts what became of the rows of an applicant.
fn tally(case: &CaseFile, tallies: &mut Tallies) {
    let used = [
        (Table::Applicants, case.applicants.len()),
        (Table::Employment, case.employment.len()),
        (Table::Permits, case.permits.len()),
        (Table::Studies, case.studies.len()),
        (Table::LanguageTests, case.language_tests.len()),
        (Table::Absences, case.absences.len()),
        (Table::Leaves, case.leaves.len()),
    ];
    for (table, rows) in used {
        if let Some(tally) = tallies.of_mut(table) {
            tally.used += rows as u64;
        }
    }
    for row in &case.set_aside {
        if let Some(tally) = tallies.of_mut(row.table) {
            tally.set_aside += 1;
        }
    }
    for (table, _, _) in &case.duplicates {
        if let Some(tally) = tallies.of_mut(*table) {
            tally.duplicates += 1;
        }
    }
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
    let pairs = duplicates::collapse(rows).into_iter();
    found.extend(pairs.map(|(row, first)| (table, row, first)));
}

/// The rows of all files, not yet sorted.
#[derive(Default)]
struct AllRows {
    applicants: Vec<Row<Applicant>>,
    employment: Vec<Row<Employment>>,
    permits: Vec<Row<Permit>>,
    studies: Vec<Row<Study>>,
    language_tests: Vec<Row<LanguageTest>>,
    absences: Vec<Row<Absence>>,
    leaves: Vec<Row<Leave>>,
    set_aside: Vec<SetAside>,
}

impl AllRows {
    fn take(&mut self, harvest: Harvest, problems: &mut Vec<Problem>) {
        self.applicants.extend(harvest.applicants);
        self.employment.extend(harvest.employment);
        self.permits.extend(harvest.permits);
        self.studies.extend(harvest.studies);
        self.language_tests.extend(harvest.language_tests);
        self.absences.extend(harvest.absences);
        self.leaves.extend(harvest.leaves);
        self.set_aside.extend(harvest.set_aside);
        problems.extend(harvest.problems);
    }

    /// All rows by (applicant, place), and the rows without an applicant by place.
    fn sorted(mut self) -> (Dealer, Vec<SetAside>) {
        self.set_aside
            .sort_unstable_by(|a, b| (&a.applicant, a.origin).cmp(&(&b.applicant, b.origin)));
        let nobodys = self
            .set_aside
            .partition_point(|row| row.applicant.is_none());
        let somebodys = self.set_aside.split_off(nobodys);
        let dealer = Dealer {
            applicants: by_applicant(self.applicants),
            employment: by_applicant(self.employment),
            permits: by_applicant(self.permits),
            studies: by_applicant(self.studies),
            language_tests: by_applicant(self.language_tests),
            absences: by_applicant(self.absences),
            leaves: by_applicant(self.leaves),
            set_aside: somebodys.into_iter().peekable(),
        };
        (dealer, self.set_aside)
    }
}

fn by_applicant<T>(mut rows: Vec<Row<T>>) -> Peekable<IntoIter<Row<T>>> {
    rows.sort_unstable_by(|a, b| (&a.applicant, a.origin).cmp(&(&b.applicant, b.origin)));
    rows.into_iter().peekable()
}

/// Deals sorted rows out, one applicant after the other.
struct Dealer {
    applicants: Peekable<IntoIter<Row<Applicant>>>,
    employment: Peekable<IntoIter<Row<Employment>>>,
    permits: Peekable<IntoIter<Row<Permit>>>,
    studies: Peekable<IntoIter<Row<Study>>>,
    language_tests: Peekable<IntoIter<Row<LanguageTest>>>,
    absences: Peekable<IntoIter<Row<Absence>>>,
    leaves: Peekable<IntoIter<Row<Leave>>>,
    set_aside: Peekable<IntoIter<SetAside>>,
}

impl Dealer {
    /// The lowest id of which there are rows.
    fn next_id(&mut self) -> Option<Text> {
        let ids = [
            self.applicants.peek().map(|row| &row.applicant),
            self.employment.peek().map(|row| &row.applicant),
            self.permits.peek().map(|row| &row.applicant),
            self.studies.peek().map(|row| &row.applicant),
            self.language_tests.peek().map(|row| &row.applicant),
            self.absences.peek().map(|row| &row.applicant),
            self.leaves.peek().map(|row| &row.applicant),
            self.set_aside.peek().and_then(|row| row.applicant.as_ref()),
        ];
        ids.into_iter().flatten().min().map(Text::clone)
    }

    /// The case file of an id with all its rows.
    fn case(&mut self, id: Text) -> CaseFile {
        let mut set_aside: Vec<SetAside> = Vec::new();
        while let Some(row) = self
            .set_aside
            .next_if(|row| row.applicant.as_ref() == Some(&id))
        {
            set_aside.push(row);
        }
        CaseFile {
            applicants: deal(&mut self.applicants, &id),
            employment: deal(&mut self.employment, &id),
            permits: deal(&mut self.permits, &id),
            studies: deal(&mut self.studies, &id),
            language_tests: deal(&mut self.language_tests, &id),
            absences: deal(&mut self.absences, &id),
            leaves: deal(&mut self.leaves, &id),
            set_aside,
            id,
            ..CaseFile::default()
        }
    }
}

fn deal<T>(rows: &mut Peekable<IntoIter<Row<T>>>, id: &Text) -> Vec<Row<T>> {
    let mut dealt = Vec::new();
    while let Some(row) = rows.next_if(|row| row.applicant == *id) {
        dealt.push(row);
    }
    dealt
}

//! The case file and the book of all case files.

use super::ownerless::{Ownerless, ownerless};
use crate::finding::FirmAssumptions;
use crate::provenance::{Origin, Sources, Table, Text};
use crate::records::{
    Absence, Applicant, Employment, LanguageTest, Leave, Permit, Row, SetAside, Study,
};

/// What the applicants rows of one applicant say together: fields that differ are in conflict.
pub type Profile = Applicant;

/// Everything known of one applicant. All lists are in source order.
#[derive(Clone, Debug, Default)]
pub struct CaseFile {
    /// The applicant's id.
    pub id: Text,
    /// The merged profile.
    pub profile: Profile,
    /// The applicants rows that were used.
    pub applicants: Vec<Row<Applicant>>,
    /// The jobs.
    pub employment: Vec<Row<Employment>>,
    /// The permits, status documents and applications.
    pub permits: Vec<Row<Permit>>,
    /// The studies.
    pub studies: Vec<Row<Study>>,
    /// The language tests.
    pub language_tests: Vec<Row<LanguageTest>>,
    /// The absences.
    pub absences: Vec<Row<Absence>>,
    /// The leaves.
    pub leaves: Vec<Row<Leave>>,
    /// Rows of this applicant that could not be used.
    pub set_aside: Vec<SetAside>,
    /// Exact duplicates: (table, the row, the row that it repeats).
    pub duplicates: Vec<(Table, Origin, Origin)>,
    /// Another id differs from this one only in leading zeros or letter case.
    pub near_duplicate_id: bool,
}

/// What holds for all applicants of a run.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// The case files, by applicant id.
    pub cases: Vec<CaseFile>,
    /// Which tables occur in the input at all, in the order of [`Table::ALL`].
    pub tables_present: [bool; 7],
    /// Rows without an applicant id.
    pub without_applicant: Vec<SetAside>,
    /// Rows of which nobody can tell whose they are, although they are somebody's.
    pub ownerless: Vec<Ownerless>,
    /// What the firm vouches for.
    pub assumptions: FirmAssumptions,
}

impl CaseFile {
    /// Where its rows stand.
    pub(super) fn origins(&self) -> impl Iterator<Item = Origin> {
        fn of<T>(rows: &[Row<T>]) -> impl Iterator<Item = Origin> {
            rows.iter().map(|row| row.origin)
        }
        of(&self.applicants)
            .chain(of(&self.employment))
            .chain(of(&self.permits))
            .chain(of(&self.studies))
            .chain(of(&self.language_tests))
            .chain(of(&self.absences))
            .chain(of(&self.leaves))
            .chain(self.set_aside.iter().map(|row| row.origin))
    }
}

impl Book {
    /// Whether the input holds the table at all.
    pub fn has(&self, table: Table) -> bool {
        Table::ALL
            .iter()
            .position(|one| *one == table)
            .and_then(|i| self.tables_present.get(i))
            .is_some_and(|p| *p)
    }

    /// Takes in the rows of nobody: of some nobody can tell whose they are.
    pub fn take_nobodys(&mut self, of_nobody: &[SetAside], sources: &Sources) {
        self.ownerless = ownerless(of_nobody, sources);
    }

    /// Whether the input holds rows of the table that may be the applicant's, as nobody can tell whose they are.
    pub fn has_ownerless(&self, table: Table, case: &CaseFile) -> bool {
        let mut of_table = self.ownerless.iter().filter(|one| one.table == table);
        of_table.any(|one| one.may_be_of(case))
    }

    /// Whether rows of the table may be missing for the applicant: the input does not hold it, or nobody can tell whose some rows are.
    pub fn may_lack(&self, table: Table, case: &CaseFile) -> bool {
        !self.has(table) || self.has_ownerless(table, case)
    }
}

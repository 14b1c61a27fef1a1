//! The case file and the book of all case files.

use crate::finding::FirmAssumptions;
use crate::provenance::{Origin, Table, Text};
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
    /// What the firm vouches for.
    pub assumptions: FirmAssumptions,
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
}

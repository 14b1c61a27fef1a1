//! Where every row went.

use super::CaseFile;
use crate::provenance::Table;
use crate::records::SetAside;

/// The rows of one table over the whole input. Nothing is dropped: read = used + set aside + duplicates + blank.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Rows read.
    pub read: u64,
    /// Rows that the judgement uses.
    pub used: u64,
    /// Rows that could not be used.
    pub set_aside: u64,
    /// Rows that repeat another one exactly.
    pub duplicates: u64,
    /// Rows in which every cell is blank.
    pub blank: u64,
}

impl Tally {
    /// Whether every row is accounted for.
    pub const fn balances(&self) -> bool {
        let kept = self.used.saturating_add(self.set_aside);
        let rest = self.duplicates.saturating_add(self.blank);
        self.read == kept.saturating_add(rest)
    }
}

/// The tallies of all tables.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tallies([Tally; 7]);

impl Tallies {
    /// The tables with their tallies, in the order of [`Table::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Table, &Tally)> {
        Table::ALL.into_iter().zip(&self.0)
    }

    /// The tally of a table.
    pub fn of(&self, table: Table) -> Tally {
        self.iter()
            .find(|(one, _)| *one == table)
            .map(|(_, tally)| *tally)
            .unwrap_or_default()
    }

    /// Counts what became of the rows of an applicant.
    pub fn add_case(&mut self, case: &CaseFile) {
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
            if let Some(tally) = self.of_mut(table) {
                tally.used += rows as u64;
            }
        }
        self.add_set_aside(&case.set_aside);
        for (table, _, _) in &case.duplicates {
            if let Some(tally) = self.of_mut(*table) {
                tally.duplicates += 1;
            }
        }
    }

    /// Counts rows that were set aside.
    pub fn add_set_aside(&mut self, rows: &[SetAside]) {
        for row in rows {
            if let Some(tally) = self.of_mut(row.table) {
                tally.set_aside += 1;
            }
        }
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        for (one, other) in self.0.iter_mut().zip(&other.0) {
            one.read += other.read;
            one.used += other.used;
            one.set_aside += other.set_aside;
            one.duplicates += other.duplicates;
            one.blank += other.blank;
        }
    }

    pub(super) fn of_mut(&mut self, table: Table) -> Option<&mut Tally> {
        Table::ALL
            .into_iter()
            .zip(&mut self.0)
            .find(|(one, _)| *one == table)
            .map(|(_, tally)| tally)
    }
}

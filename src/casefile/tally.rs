//! Where every row went.

use crate::provenance::Table;

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

    pub(super) fn of_mut(&mut self, table: Table) -> Option<&mut Tally> {
        Table::ALL
            .into_iter()
            .zip(&mut self.0)
            .find(|(one, _)| *one == table)
            .map(|(_, tally)| tally)
    }
}

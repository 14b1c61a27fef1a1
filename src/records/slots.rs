//! What is remembered of each value that recurs in a table: found once, for all its rows and all threads.
//!
//! Only a memory: what is kept depends on the value and its column alone, so nothing changes if it is found again.

use std::sync::OnceLock;

/// What is kept of the values of one column, by number.
type Column<T> = Box<[OnceLock<T>]>;

/// What is kept of the values of one table.
#[derive(Clone, Debug)]
pub(super) struct Slots<T>(Box<[(usize, OnceLock<Column<T>>)]>);

impl<T> Slots<T> {
    /// For columns with so many values each. A column that nobody asks takes no room.
    pub(super) fn of(counts: impl Iterator<Item = usize>) -> Self {
        Self(counts.map(|count| (count, OnceLock::new())).collect())
    }

    /// Where it is kept of a value.
    pub(super) fn slot(&self, column: usize, number: u16) -> Option<&OnceLock<T>> {
        let (count, kept) = self.0.get(column)?;
        let column = kept.get_or_init(|| (0..*count).map(|_| OnceLock::new()).collect());
        column.get(usize::from(number))
    }

    /// What is kept of a value so far.
    pub(super) fn get(&self, column: usize, number: u16) -> Option<&T> {
        let (_, kept) = self.0.get(column)?;
        kept.get()?.get(usize::from(number))?.get()
    }
}

//! The rows of all files as they came, of which is known whose each is; put in order when somebody needs the files of applicants.

use super::Book;
use super::cabinet::Cabinet;
use super::near_ids::NearIds;
use super::owners::{NOBODY, Owners};
use super::row_numbers::RowNumbers;
use crate::finding::FirmAssumptions;
use crate::provenance::{Table, Text};
use crate::records::{Executor, PackedTable, SetAside, Sheaf};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The rows of a smaller table lie near each other as they come.
const SCATTERED: usize = 4096;

/// In which order the rows of a heap belong.
#[derive(Debug)]
pub struct Order {
    rows: RowNumbers,
    near: NearIds,
}

/// The rows of all files, as they came.
#[derive(Debug, Default)]
pub struct Heap {
    /// All but the order.
    cabinet: Cabinet,
    /// For each row of the tables, one table after the other, the position of its applicant.
    owners: Vec<u32>,
}

impl Heap {
    /// Looks whose the rows of all files are.
    pub fn of(sheaves: Vec<Sheaf>, assumptions: FirmAssumptions, executor: &dyn Executor) -> Self {
        let mut tables = Vec::with_capacity(sheaves.iter().map(|sheaf| sheaf.tables.len()).sum());
        let mut aside = Vec::new();
        for sheaf in sheaves {
            tables.extend(sheaf.tables);
            aside.extend(sheaf.set_aside);
        }
        tables.sort_by_key(|table| {
            let count = table.count();
            (count.file, count.sheet, count.block)
        });
        let mut cabinet = Cabinet {
            book: Book {
                assumptions,
                ..Book::default()
            },
            ..Cabinet::default()
        };
        for table in &tables {
            count(&mut cabinet, table);
        }
        cabinet.tables = tables;
        let owners = number(&mut cabinet, aside, executor);
        Self { cabinet, owners }
    }

    /// How many applicants there are: every id found in any table.
    pub fn len(&self) -> usize {
        self.cabinet.len()
    }

    /// Whether there is no applicant.
    pub fn is_empty(&self) -> bool {
        self.cabinet.is_empty()
    }

    /// The applicants, in order.
    pub fn ids(&self) -> &[Text] {
        &self.cabinet.ids
    }

    /// Which tables there are, and what the firm vouches for.
    pub fn book(&self) -> &Book {
        &self.cabinet.book
    }

    /// The tables in source order, each with the positions of the applicants of its rows; nothing has the position of a row of nobody.
    pub fn tables(&self) -> impl Iterator<Item = (&PackedTable, &[u32])> {
        let tables = self.cabinet.tables().zip(&self.cabinet.bases);
        tables.map(|(table, base)| (table, own(&self.owners, *base, table.len())))
    }

    /// Ids that are nearly those of others.
    pub fn near_ids(&self) -> NearIds {
        NearIds::among(&self.cabinet.ids)
    }

    /// Looks in which order the rows belong. Moves none, so that something else can be done with the heap at the same time.
    pub fn order(&self, executor: &dyn Executor) -> Order {
        let (rows, near) = (OnceLock::new(), OnceLock::new());
        let sorted = || RowNumbers::sorted(self.owners.iter().copied(), self.len());
        let near_ids = || self.near_ids();
        executor.each(2, &|at| {
            if at == 0 {
                rows.get_or_init(sorted);
            } else {
                near.get_or_init(near_ids);
            }
        });
        Order {
            rows: rows.into_inner().unwrap_or_else(sorted),
            near: near.into_inner().unwrap_or_else(near_ids),
        }
    }

    /// The same where the [`Heap::near_ids`] are known.
    pub fn order_with(&self, near: NearIds) -> Order {
        let rows = RowNumbers::sorted(self.owners.iter().copied(), self.len());
        Order { rows, near }
    }

    /// All files of applicants. The order is that of this heap.
    pub fn sorted(self, order: Order, executor: &dyn Executor) -> Cabinet {
        let Self {
            mut cabinet,
            owners,
        } = self;
        cabinet.rows = order.rows;
        cabinet.near = order.near;
        lay_together(&mut cabinet, &owners, executor);
        cabinet
    }

    /// The files of some applicants, whose positions rise; those of the others are not to be opened. `near` are the
    /// [`Heap::near_ids`].
    pub fn sorted_for(self, wanted: &[u32], near: NearIds) -> Cabinet {
        let Self {
            mut cabinet,
            owners,
        } = self;
        cabinet.near = near;
        if wanted.is_empty() {
            return cabinet;
        }
        let mut is_wanted = vec![false; cabinet.len()];
        let place = |one: u32| usize::try_from(one).ok();
        for one in wanted {
            if let Some(is_wanted) = place(*one).and_then(|at| is_wanted.get_mut(at)) {
                *is_wanted = true;
            }
        }
        let of_wanted = |owner: u32| {
            let is_wanted = place(owner).and_then(|at| is_wanted.get(at));
            if is_wanted == Some(&true) {
                owner
            } else {
                NOBODY
            }
        };
        let owners = owners.iter().map(|owner| of_wanted(*owner));
        cabinet.rows = RowNumbers::sorted(owners, cabinet.len());
        cabinet
    }
}

/// Counts what was read, and which tables there are.
fn count(cabinet: &mut Cabinet, table: &PackedTable) {
    let block = table.count();
    if let Some(tally) = cabinet.tallies.of_mut(block.table) {
        tally.read += block.read;
        tally.blank += block.blank;
    }
    let present = cabinet.book.tables_present.iter_mut();
    for (one, is_present) in Table::ALL.into_iter().zip(present) {
        *is_present |= one == block.table;
    }
}

/// Numbers rows and applicants through; the answer is whose each row is.
fn number(cabinet: &mut Cabinet, aside: Vec<SetAside>, executor: &dyn Executor) -> Vec<u32> {
    let mut first = 0_usize;
    for table in &cabinet.tables {
        cabinet.bases.push(u32::try_from(first).unwrap_or(u32::MAX));
        first += table.len();
    }
    let Owners {
        ids,
        of_rows,
        of_aside,
    } = Owners::of(&cabinet.tables, &aside, executor);
    cabinet.ids = ids;
    cabinet.nobodys = nobodys(&of_rows);
    cabinet.set_aside = of_aside.into_iter().zip(aside).collect();
    cabinet
        .set_aside
        .sort_by_key(|(owner, row)| (*owner, row.origin));
    of_rows
}

/// Rows that are looked at together for one of nobody.
const TOGETHER: usize = 1024;

/// The numbers of the rows of nobody; most books have none.
fn nobodys(owners: &[u32]) -> Vec<u32> {
    let mut found = Vec::new();
    for (some, first) in owners.chunks(TOGETHER).zip((0..).step_by(TOGETHER)) {
        // To count compares many at once, to look for the first one after the other.
        if some.iter().filter(|owner| **owner == NOBODY).count() > 0 {
            let rows = (first..).zip(some).filter(|(_, owner)| **owner == NOBODY);
            found.extend(rows.map(|(row, _)| row));
        }
    }
    found
}

/// The owners of the rows of one table.
fn own(owners: &[u32], base: u32, rows: usize) -> &[u32] {
    let range = usize::try_from(base)
        .ok()
        .and_then(|base| Some(base..base.checked_add(rows)?));
    range
        .and_then(|range| owners.get(range))
        .unwrap_or_default()
}

/// Lays the rows of each applicant together, in the order of applicants: that is how they are read, and memory gives what lies in
/// a row many times faster than what lies scattered.
fn lay_together(cabinet: &mut Cabinet, owners: &[u32], executor: &dyn Executor) {
    let Cabinet {
        tables, bases, ids, ..
    } = cabinet;
    let count = ids.len();
    let scattered = tables.iter_mut().zip(&*bases).filter_map(|(table, base)| {
        let own = own(owners, *base, table.len());
        (own.len() >= SCATTERED).then(|| (Mutex::new(&mut **table), own))
    });
    let scattered: Vec<(Mutex<&mut PackedTable>, &[u32])> = scattered.collect();
    executor.each(scattered.len(), &|at| {
        let Some((table, own)) = scattered.get(at).filter(|(_, own)| !own.is_sorted()) else {
            return;
        };
        let mut order = RowNumbers::sorted(own.iter().copied(), count).into_all();
        order.extend(nobodys(own));
        let mut table = table.lock().unwrap_or_else(PoisonError::into_inner);
        table.lay(&order, executor);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_nobody_are_found_wherever_they_stand() {
        let rows = [0, 1, 1023, 1024, 2047, 3000];
        let mut owners = vec![7; 3001];
        assert_eq!(nobodys(&owners), [0_u32; 0]);
        for row in rows {
            owners[row] = NOBODY;
        }
        let rows: Vec<u32> = rows
            .iter()
            .map(|row| u32::try_from(*row).unwrap())
            .collect();
        assert_eq!(nobodys(&owners), rows);
    }
}

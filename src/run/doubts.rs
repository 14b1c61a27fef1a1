//! A first look at all rows as they lie: of whom is anything to be said?
//!
//! A check says what is wrong. Of most applicants nothing is, and to know that their rows need be neither laid together nor become
//! records and case files: a row that becomes a record without a problem says nothing, whatever the others are. What stands between
//! rows (two rows of one profile, ids that are nearly the same) makes a doubt of all whom it may concern; their files are opened
//! and read as a run does.

use crate::casefile::{CaseFile, Heap, NearIds};
use crate::provenance::Table;
use crate::records::{Gleaner, PackedTable, shares};
use crate::requirements::{Bench, data_problems};
use crate::run::isolation::isolated;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Rows that one thread looks at before it takes others.
const PIECE: usize = 1024;

/// Rows among which a panic leaves all in doubt.
const TOGETHER: usize = 64;

/// A row of the profile was seen.
const PROFILE: u8 = 1;
/// Something may be to be said.
const DOUBT: u8 = 2;

/// The positions of those of whom something may be to be said, in rising order; and the ids that are nearly those of others.
pub(super) fn doubted(heap: &Heap, bench: &Bench<'_>) -> (Vec<u32>, NearIds) {
    let look = Look {
        bench,
        idle: Mutex::default(),
        marks: (0..heap.len()).map(|_| AtomicU8::new(0)).collect(),
    };
    let ((), near) = rayon::join(|| look.at_all(heap), || heap.near_ids());
    for position in near.positions() {
        look.mark(position, DOUBT);
    }
    let marks = (0..).zip(look.marks);
    let doubted = marks.filter(|(_, marks)| marks.load(Ordering::Relaxed) & DOUBT != 0);
    (doubted.map(|(position, _)| position).collect(), near)
}

/// Some rows of a table, each with the position of its applicant.
type Stretch<'a> = ((&'a PackedTable, &'a [u32]), Range<usize>);

struct Look<'a> {
    bench: &'a Bench<'a>,
    /// Readers that no thread uses now: what they remember would be lost with them.
    idle: Mutex<Vec<Gleaner>>,
    /// Of each applicant. Each says something by itself, so nothing has to be seen before or after it.
    marks: Vec<AtomicU8>,
}

impl Look<'_> {
    /// Adds a mark; the answer is those that were there.
    fn mark(&self, position: u32, mark: u8) -> u8 {
        let place = usize::try_from(position).ok();
        let marks = place.and_then(|at| self.marks.get(at));
        marks.map_or(0, |marks| marks.fetch_or(mark, Ordering::Relaxed))
    }

    fn at_all(&self, heap: &Heap) {
        let tables = heap
            .tables()
            .map(|(table, owners)| ((table, owners), owners.len()));
        // Piece by piece, so that no thread is left alone with many.
        let pieces = shares(tables, PIECE).into_par_iter().with_max_len(1);
        pieces.for_each(|share| {
            let mut gleaner = self.idle().pop().unwrap_or_default();
            for stretch in share {
                self.at(stretch, &mut gleaner);
            }
            self.idle().push(gleaner);
        });
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Gleaner>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn at(&self, ((table, owners), rows): Stretch<'_>, gleaner: &mut Gleaner) {
        let owners = owners.get(rows.clone()).unwrap_or_default();
        for (owners, first) in owners
            .chunks(TOGETHER)
            .zip((rows.start..).step_by(TOGETHER))
        {
            let looked = isolated(|| {
                for (owner, row) in owners.iter().zip(first..) {
                    if !self.is_sound(table, row, *owner, gleaner) {
                        self.mark(*owner, DOUBT);
                    }
                }
            });
            if looked.is_err() {
                for owner in owners {
                    self.mark(*owner, DOUBT);
                }
            }
        }
    }

    fn is_sound(&self, table: &PackedTable, row: usize, owner: u32, gleaner: &mut Gleaner) -> bool {
        if table.count().table != Table::Applicants {
            return gleaner.is_sound(table, row);
        }
        let Some(profile) = gleaner.profile(table, row) else {
            return false;
        };
        let case = CaseFile {
            profile,
            ..CaseFile::default()
        };
        let first = self.mark(owner, PROFILE) & PROFILE == 0;
        first && data_problems(self.bench, &case).is_empty()
    }
}

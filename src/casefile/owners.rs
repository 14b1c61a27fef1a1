//! Whose each row is: the ids of all tables, each met once, and for every row the place of its id.
//!
//! Several threads number the ids. Each of them sees to the ids of one shard, which the hash of an id settles; so no two threads ever
//! look for the same id, and what comes out depends neither on the threads nor on the hashes.

use super::executor::Executor;
use crate::provenance::{Text, TextKey};
use crate::records::{PackedTable, SetAside};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::hash::BuildHasher as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The owner of a row without an applicant id.
pub(super) const NOBODY: u32 = u32::MAX;

/// The highest bits of a number tell the shard.
const SHARD_BITS: u32 = 3;
const PLACE_BITS: u32 = u32::BITS - SHARD_BITS;
/// The other bits tell the place in it.
const PLACE: u32 = (1 << PLACE_BITS) - 1;
/// The last place is kept free, so that no number is [`NOBODY`].
const LAST_PLACE: u32 = PLACE - 1;

/// The ids of the input, and whose each row is.
#[derive(Debug, Default)]
pub(super) struct Owners {
    /// The ids, in order.
    pub ids: Vec<Text>,
    /// For each row of the tables, one table after the other, the position of its id.
    pub of_rows: Vec<u32>,
    /// The same for each row that was set aside before.
    pub of_aside: Vec<u32>,
}

/// So many rows are a piece of work.
const ROWS: usize = 65_536;

impl Owners {
    /// Numbers the ids of all rows.
    pub(super) fn of(tables: &[PackedTable], aside: &[SetAside], executor: &dyn Executor) -> Self {
        let hasher = RandomState::default();
        let marks = marks(tables, &hasher, executor);
        let shards: Vec<Mutex<Shard>> = (0..1 << SHARD_BITS)
            .map(|shard| Mutex::new(Shard::empty(shard)))
            .collect();
        executor.each(shards.len(), &|at| {
            if let Some(shard) = shards.get(at) {
                open(shard).fill(tables, &marks);
            }
        });
        let of_aside = aside.iter().map(|row| match &row.applicant {
            None => NOBODY,
            Some(id) => {
                let shard = shards.get(position(mark(&hasher, id) >> PLACE_BITS));
                shard.map_or(NOBODY, |shard| open(shard).number_of(id))
            }
        });
        let of_aside: Vec<u32> = of_aside.collect();
        let shards = shards.into_iter();
        let shards = shards.map(|shard| shard.into_inner().unwrap_or_else(PoisonError::into_inner));
        let (ids, ranks) = in_order(shards.collect());
        let rank = |number: u32| {
            let ranks = ranks.get(position(number >> PLACE_BITS));
            let rank = ranks.and_then(|ranks| ranks.get(position(number & PLACE)));
            rank.copied().unwrap_or(NOBODY)
        };
        Self {
            of_rows: marks
                .into_iter()
                .map(|number| rank(number.into_inner()))
                .collect(),
            of_aside: of_aside.into_iter().map(rank).collect(),
            ids,
        }
    }
}

/// A mark for each row of the tables, one table after the other.
fn marks(tables: &[PackedTable], hasher: &RandomState, executor: &dyn Executor) -> Vec<AtomicU32> {
    let mut pieces = Vec::new();
    let mut first = 0;
    for table in tables {
        for start in (0..table.len()).step_by(ROWS) {
            pieces.push((table, start, first + start));
        }
        first += table.len();
    }
    let mut marks = Vec::new();
    marks.resize_with(first, || AtomicU32::new(NOBODY));
    executor.each(pieces.len(), &|at| {
        let Some((table, start, first)) = pieces.get(at) else {
            return;
        };
        let places = marks.get(*first..).unwrap_or_default();
        for (row, place) in (*start..table.len()).zip(places).take(ROWS) {
            if let Some(id) = table.applicant(row) {
                place.store(mark(hasher, &id), Ordering::Relaxed);
            }
        }
    });
    marks
}

fn open(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What stands for an id until it has a number: its hash, of which the highest bits tell the shard. Never [`NOBODY`].
fn mark(hasher: &RandomState, id: &str) -> u32 {
    let high = hasher.hash_one(id) >> u32::BITS;
    u32::try_from(high).unwrap_or(0) & !1
}

fn position(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The ids whose hashes begin alike.
#[derive(Default)]
struct Shard {
    number: u32,
    ids: Vec<Text>,
    /// Their places.
    known: HashTable<(TextKey, u32)>,
    hasher: RandomState,
}

impl Shard {
    fn empty(number: u32) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    /// Takes the ids of the rows whose marks tell this shard, and puts their numbers in the place of the marks.
    fn fill(&mut self, tables: &[PackedTable], marks: &[AtomicU32]) {
        let mut rest = marks;
        for table in tables {
            let (own, others) = rest.split_at_checked(table.len()).unwrap_or((rest, &[]));
            rest = others;
            for (row, owner) in own.iter().enumerate() {
                let mark = owner.load(Ordering::Relaxed);
                if mark >> PLACE_BITS == self.number
                    && mark != NOBODY
                    && let Some(id) = table.applicant(row)
                {
                    owner.store(self.number_of(&id), Ordering::Relaxed);
                }
            }
        }
    }

    fn number_of(&mut self, id: &str) -> u32 {
        let key = TextKey::of(id, &self.hasher);
        let Self {
            ids, known, hasher, ..
        } = self;
        let is_same = |(other, place): &(TextKey, u32)| {
            *other == key
                && (key.says_all() || ids.get(position(*place)).is_some_and(|at| **at == *id))
        };
        let hash = key.hash(hasher);
        let place = if let Some((_, place)) = known.find(hash, is_same) {
            *place
        } else {
            let place = u32::try_from(ids.len())
                .unwrap_or(LAST_PLACE)
                .min(LAST_PLACE);
            known.insert_unique(hash, (key, place), |(key, _)| key.hash(hasher));
            ids.push(Text::from(id));
            place
        };
        self.number << PLACE_BITS | place
    }
}

/// The ids in order, and for each shard and place the position among them.
fn in_order(shards: Vec<Shard>) -> (Vec<Text>, Vec<Vec<u32>>) {
    let mut ranks: Vec<Vec<u32>> = shards
        .iter()
        .map(|shard| vec![NOBODY; shard.ids.len()])
        .collect();
    let mut ids: Vec<(Text, u32, usize)> = shards
        .into_iter()
        .flat_map(
            |Shard {
                 number: shard, ids, ..
             }| {
                ids.into_iter()
                    .zip(0..)
                    .map(move |(id, at)| (id, shard, at))
            },
        )
        .collect();
    ids.sort_unstable();
    for (rank, (_, shard, at)) in (0..).zip(&ids) {
        let ranks = ranks.get_mut(position(*shard));
        if let Some(place) = ranks.and_then(|ranks| ranks.get_mut(*at)) {
            *place = rank;
        }
    }
    (ids.into_iter().map(|(id, ..)| id).collect(), ranks)
}

#[cfg(test)]
mod tests {
    use super::super::executor::InTurn;
    use super::*;
    use crate::provenance::{Origin, Table};
    use crate::records::Sheaf;
    use crate::records::rehearsal::{seeded, take_table};
    use proptest::prelude::*;

    /// From the last to the first.
    struct Backwards;

    impl Executor for Backwards {
        fn each(&self, count: usize, piece: &(dyn Fn(usize) + Sync)) {
            (0..count).rev().for_each(piece);
        }
    }

    fn sheaf(ids: &[String]) -> Sheaf {
        let rows: Vec<String> = ids.iter().map(|id| format!("{id} | X")).collect();
        let text = format!("applicant_id | employer\n{}", rows.join("\n"));
        take_table(Table::Employment, 0, &text)
    }

    proptest! {
        #![proptest_config(seeded(200))]

        #[test]
        fn every_row_has_the_place_of_its_id_among_all(
            ids in proptest::collection::vec(proptest::collection::vec("[a-c]{0,2}|[0-9]{1,3}", 0..80), 0..4),
            backwards in any::<bool>(),
        ) {
            let tables: Vec<PackedTable> = ids.iter().flat_map(|ids| sheaf(ids).tables).collect();
            let aside = |id: &String| SetAside {
                origin: Origin { file: 0, sheet: 0, block: 0, row: 1 },
                table: Table::Employment,
                applicant: (!id.is_empty()).then(|| Text::from(&**id)),
                cells: Box::default(),
                reject: crate::records::Reject::Unusable,
            };
            let aside: Vec<SetAside> = ids.iter().flatten().step_by(3).map(aside).collect();
            let executor: &dyn Executor = if backwards { &Backwards } else { &InTurn };
            let owners = Owners::of(&tables, &aside, executor);
            let name = |owner: u32| owners.ids.get(position(owner)).map_or("", |id| &**id);
            let of_rows: Vec<&str> = owners.of_rows.iter().map(|owner| name(*owner)).collect();
            prop_assert_eq!(of_rows, ids.iter().flatten().map(String::as_str).collect::<Vec<_>>());
            let of_aside: Vec<&str> = owners.of_aside.iter().map(|owner| name(*owner)).collect();
            prop_assert_eq!(of_aside, ids.iter().flatten().step_by(3).map(String::as_str).collect::<Vec<_>>());
            let all: std::collections::BTreeSet<&str> = ids.iter().flatten().map(String::as_str).filter(|id| !id.is_empty()).collect();
            prop_assert_eq!(owners.ids.iter().map(|id| &**id).collect::<Vec<_>>(), all.into_iter().collect::<Vec<_>>());
        }
    }
}

//! Whose each row is: the ids of all tables, each met once, and for every row the place of its id.
//!
//! Several threads number the ids. Some rows at a time are read, each once, and dealt out by the hashes of their ids into shards; then
//! each thread sees to the ids of one shard. So no two threads ever look for the same id, and what comes out depends neither on the
//! threads nor on the hashes.

use crate::provenance::{Text, TextKey};
use crate::records::{Executor, PackedTable, SetAside, shares};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The owner of a row without an applicant id.
pub(super) const NOBODY: u32 = u32::MAX;

/// The highest bits of a number tell the shard.
const SHARD_BITS: u32 = 3;
const SHARDS: usize = 1 << SHARD_BITS;
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

/// How much is dealt out before the ids in it are numbered.
#[derive(Clone, Copy)]
struct Wave {
    /// Rows of a piece of work.
    rows: usize,
    pieces: usize,
}

const WAVE: Wave = Wave {
    rows: 4096,
    pieces: 16,
};

impl Owners {
    /// Numbers the ids of all rows.
    pub(super) fn of(
        tables: &[Box<PackedTable>],
        aside: &[SetAside],
        executor: &dyn Executor,
    ) -> Self {
        Self::in_waves(tables, aside, WAVE, executor)
    }

    fn in_waves(
        tables: &[Box<PackedTable>],
        aside: &[SetAside],
        wave: Wave,
        executor: &dyn Executor,
    ) -> Self {
        let hasher = RandomState::default();
        let shards: Vec<Mutex<Shard>> = (0..SHARDS)
            .map(|at| Mutex::new(Shard::empty(at, hasher.clone())))
            .collect();
        let mut owners = Vec::new();
        let all = tables.iter().map(|table| table.len()).sum();
        owners.resize_with(all, || AtomicU32::new(NOBODY));
        let pieces = pieces(tables, wave.rows);
        let mut hands: Vec<Hand> = (0..pieces.len().min(wave.pieces))
            .map(|_| Hand::default())
            .collect();
        for wave in pieces.chunks(wave.pieces) {
            let dealt: Vec<Mutex<Hand>> = hands.into_iter().map(Mutex::new).collect();
            executor.each(wave.len(), &|at| {
                if let Some((piece, hand)) = wave.get(at).zip(dealt.get(at)) {
                    open(hand).deal(piece, &hasher);
                }
            });
            hands = dealt.into_iter().map(closed).collect();
            executor.each(shards.len(), &|at| {
                if let Some(shard) = shards.get(at) {
                    let dealt = wave.iter().zip(&hands);
                    dealt.for_each(|(piece, hand)| open(shard).take(piece, hand, &owners));
                }
            });
        }
        let mut shards: Vec<Shard> = shards.into_iter().map(closed).collect();
        let of_aside = aside.iter().map(|row| match &row.applicant {
            None => NOBODY,
            Some(id) => {
                let key = TextKey::of(id, &hasher);
                let shard = shards.get_mut(shard_of(key.hash(&hasher)));
                shard.map_or(NOBODY, |shard| {
                    shard.number_of(key, || Some(Cow::Borrowed(&**id)))
                })
            }
        });
        let of_aside: Vec<u32> = of_aside.collect();
        let (ids, ranks) = in_order(shards, executor);
        let rank = |number| rank_of(number, &ranks);
        executor.each(pieces.len(), &|at| {
            for owner in owners.chunks(wave.rows).nth(at).unwrap_or_default() {
                owner.store(rank(owner.load(Ordering::Relaxed)), Ordering::Relaxed);
            }
        });
        Self {
            of_rows: owners.into_iter().map(AtomicU32::into_inner).collect(),
            of_aside: of_aside.into_iter().map(rank).collect(),
            ids,
        }
    }
}

/// Some rows of a table.
struct Stretch<'a> {
    table: &'a PackedTable,
    rows: Range<usize>,
    /// The place of the first of them in its piece.
    place: u32,
}

/// Some rows that follow each other.
struct Piece<'a> {
    /// Where files are small, it has those of many tables.
    stretches: Vec<Stretch<'a>>,
    /// The place of the first row among the rows of all tables.
    first: usize,
}

impl<'a> Piece<'a> {
    /// The id of the row at a place in the piece.
    fn id(&self, place: u32) -> Option<Cow<'a, str>> {
        let after = self.stretches.partition_point(|one| one.place <= place);
        let stretch = self.stretches.get(after.checked_sub(1)?)?;
        let row = stretch.rows.start + position(place.checked_sub(stretch.place)?);
        stretch.table.applicant(row)
    }
}

/// All rows, so many at a time.
fn pieces(tables: &[Box<PackedTable>], rows: usize) -> Vec<Piece<'_>> {
    let shares = shares(tables.iter().map(|table| (&**table, table.len())), rows);
    let firsts = (0..).step_by(rows);
    let pieces = firsts.zip(shares).map(|(first, share)| {
        let mut place = 0;
        let stretches = share.into_iter().map(|(table, rows)| {
            let length = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let stretch = Stretch { table, rows, place };
            place = place.saturating_add(length);
            stretch
        });
        Piece {
            stretches: stretches.collect(),
            first,
        }
    });
    pieces.collect()
}

/// The ids of the rows of a piece, dealt out to the shards, each with the place of its row in the piece.
#[derive(Default)]
struct Hand([Vec<(TextKey, u32)>; SHARDS]);

impl Hand {
    fn deal(&mut self, piece: &Piece<'_>, hasher: &RandomState) {
        self.0.iter_mut().for_each(Vec::clear);
        for stretch in &piece.stretches {
            for (row, place) in stretch.rows.clone().zip(stretch.place..) {
                if let Some(key) = stretch.table.applicant_key(row, hasher)
                    && let Some(shard) = self.0.get_mut(shard_of(key.hash(hasher)))
                {
                    shard.push((key, place));
                }
            }
        }
    }
}

fn open<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

fn closed<T>(kept: Mutex<T>) -> T {
    kept.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// The shard that sees to the ids of a hash: bits in the middle tell, for a hash table looks at both ends.
fn shard_of(hash: u64) -> usize {
    usize::try_from(hash >> u32::BITS).map_or(0, |high| high % SHARDS)
}

fn position(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The ids whose hashes begin alike.
struct Shard {
    number: u32,
    ids: Vec<Text>,
    /// Their places.
    known: HashTable<(TextKey, u32)>,
    hasher: RandomState,
}

impl Shard {
    fn empty(at: usize, hasher: RandomState) -> Self {
        Self {
            number: u32::try_from(at).unwrap_or(0),
            ids: Vec::new(),
            known: HashTable::new(),
            hasher,
        }
    }

    /// Numbers the ids of a piece that are dealt to this shard.
    fn take(&mut self, piece: &Piece<'_>, hand: &Hand, owners: &[AtomicU32]) {
        let dealt = hand.0.get(position(self.number)).into_iter().flatten();
        for (key, place) in dealt {
            let id = || piece.id(*place);
            if let Some(owner) = owners.get(piece.first + position(*place)) {
                owner.store(self.number_of(*key, id), Ordering::Relaxed);
            }
        }
    }

    /// The number of an id, of which the text is asked for only if the key does not say all.
    fn number_of<'t>(&mut self, key: TextKey, id: impl Fn() -> Option<Cow<'t, str>>) -> u32 {
        let Self {
            ids, known, hasher, ..
        } = self;
        let is_text = |place: u32| {
            Option::zip(ids.get(position(place)), id()).is_some_and(|(one, id)| **one == *id)
        };
        let is_same =
            |(other, place): &(TextKey, u32)| *other == key && (key.says_all() || is_text(*place));
        let hash = key.hash(hasher);
        let place = if let Some((_, place)) = known.find(hash, is_same) {
            *place
        } else {
            let place = u32::try_from(ids.len())
                .unwrap_or(LAST_PLACE)
                .min(LAST_PLACE);
            known.insert_unique(hash, (key, place), |(key, _)| key.hash(hasher));
            ids.push(id().map_or_else(Text::default, |id| Text::from(&*id)));
            place
        };
        self.number << PLACE_BITS | place
    }
}

/// What is kept in the shards of the id with a number.
fn kept_of<T>(number: u32, shards: &[Vec<T>]) -> Option<&T> {
    let shard = shards.get(position(number >> PLACE_BITS))?;
    shard.get(position(number & PLACE))
}

/// The position among all ids of one that has a number in its shard.
fn rank_of(number: u32, ranks: &[Vec<u32>]) -> u32 {
    kept_of(number, ranks).copied().unwrap_or(NOBODY)
}

/// The first bytes of an id as a number, by which nearly all ids are put in order.
fn head(id: &str) -> u64 {
    let mut head = [0; 8];
    for (place, byte) in head.iter_mut().zip(id.bytes()) {
        *place = byte;
    }
    u64::from_be_bytes(head)
}

/// The heads and places of the ids of a shard, in the order of the ids.
fn order_of(ids: &[Text]) -> Vec<(u64, u32)> {
    let heads = ids.iter().map(|id| head(id));
    let mut order: Vec<(u64, u32)> = heads.zip(0..).collect();
    let id = |place: u32| ids.get(position(place));
    order.sort_unstable_by(|one, other| {
        let by_head = one.0.cmp(&other.0);
        by_head.then_with(|| id(one.1).cmp(&id(other.1)))
    });
    order
}

/// The ids in order, and for each shard and place the position among them.
fn in_order(shards: Vec<Shard>, executor: &dyn Executor) -> (Vec<Text>, Vec<Vec<u32>>) {
    let mut ids: Vec<Vec<Text>> = shards.into_iter().map(|shard| shard.ids).collect();
    let orders: Vec<Mutex<Vec<(u64, u32)>>> = ids.iter().map(|_| Mutex::default()).collect();
    executor.each(ids.len(), &|at| {
        if let Some((ids, order)) = ids.get(at).zip(orders.get(at)) {
            *open(order) = order_of(ids);
        }
    });
    let numbered = (0..).zip(orders).flat_map(|(shard, order)| {
        let number = move |place| shard << PLACE_BITS | place;
        let order = closed(order).into_iter();
        order.map(move |(head, place)| (head, number(place)))
    });
    let mut order: Vec<(u64, u32)> = numbered.collect();
    // This sort finds that each shard is in order, and merges them.
    order.sort_by(|one, other| {
        let id = |number| kept_of(number, &ids);
        let by_head = one.0.cmp(&other.0);
        by_head.then_with(|| id(one.1).cmp(&id(other.1)))
    });
    let mut ranks: Vec<Vec<u32>> = ids.iter().map(|ids| vec![NOBODY; ids.len()]).collect();
    let mut all = Vec::with_capacity(order.len());
    for ((_, number), rank) in order.into_iter().zip(0..) {
        let (shard, place) = (position(number >> PLACE_BITS), position(number & PLACE));
        let ids = ids.get_mut(shard).and_then(|ids| ids.get_mut(place));
        let ranks = ranks.get_mut(shard).and_then(|ranks| ranks.get_mut(place));
        if let Some((id, place)) = ids.zip(ranks) {
            all.push(std::mem::take(id));
            *place = rank;
        }
    }
    (all, ranks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::{Origin, Table};
    use crate::records::rehearsal::{seeded, take_table};
    use crate::records::{InTurn, Sheaf};
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
            ids in proptest::collection::vec(proptest::collection::vec("[a-c]{0,2}|[0-9]{1,3}|a{8}[ab]{9}", 0..80), 0..4),
            backwards in any::<bool>(),
            (rows, pieces) in (1..40_usize, 1..5_usize),
        ) {
            let tables: Vec<Box<PackedTable>> = ids.iter().flat_map(|ids| sheaf(ids).tables).collect();
            let aside = |id: &String| SetAside {
                origin: Origin { file: 0, sheet: 0, block: 0, row: 1 },
                table: Table::Employment,
                applicant: (!id.is_empty()).then(|| Text::from(&**id)),
                cells: Box::default(),
                reject: crate::records::Reject::Unusable,
            };
            let aside: Vec<SetAside> = ids.iter().flatten().step_by(3).map(aside).collect();
            let executor: &dyn Executor = if backwards { &Backwards } else { &InTurn };
            let owners = Owners::in_waves(&tables, &aside, Wave { rows, pieces }, executor);
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

//! Lays the bytes of the rows of a table in another order, so that rows that are read together lie together.
//!
//! In parts, so that of the largest table only little lies in memory twice.

use super::Packed;
use crate::records::executor::Executor;
use smallvec::SmallVec;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// About so many bytes lie in memory twice.
const PART: usize = 32 << 20;

/// Of a part, so many rows are laid by one thread, one after the other.
const STRETCH: usize = 1 << 14;

/// So many of them are looked for together.
const TOGETHER: usize = 64;

/// Where a row begins that lies somewhere else by now.
const GONE: u32 = u32::MAX;

/// Where some rows are laid, and which they are, in their order.
type Stretch<'a> = (Mutex<&'a mut [u8]>, &'a [u32]);

impl Packed {
    /// Lays the bytes of the rows in another order; the positions of the rows stay. The order must name every row once, else all stays
    /// as it is.
    pub(in crate::records) fn lay(&mut self, order: &[u32], executor: &dyn Executor) {
        self.lay_in_parts(order, PART, STRETCH, executor);
    }

    pub(super) fn lay_in_parts(
        &mut self,
        order: &[u32],
        part: usize,
        stretch: usize,
        executor: &dyn Executor,
    ) {
        // A place in so many bytes is a number of 32 bits.
        let fits = u32::try_from(self.bytes.len()).is_ok_and(|length| length < GONE);
        if !fits || self.bases.is_empty() || !names_each_once(order, self.heads.len()) {
            return;
        }
        let mut rest = Rest::of(self);
        let all = rest.bytes.len();
        let parts = rest.bytes.len() / part.max(1) + 1;
        let mut bytes = Vec::new();
        for some in order.chunks(order.len().div_ceil(parts).max(1)) {
            let (start, mut end) = (bytes.len(), bytes.len());
            let mut lengths = Vec::with_capacity(some.len().div_ceil(stretch));
            for stretch in some.chunks(stretch) {
                let begin = end;
                for at in stretch {
                    self.place_at(*at, end);
                    end += rest.row(*at).len();
                }
                lengths.push(end - begin);
            }
            if bytes.is_empty() {
                // Fresh memory is zero, and each thread is the first to touch its own.
                bytes = vec![0; end];
            } else {
                bytes.reserve_exact(end - start);
                bytes.resize(end, 0);
            }
            let mut room = bytes.get_mut(start..).unwrap_or_default();
            let stretches = some.chunks(stretch).zip(lengths);
            let stretches = stretches.filter_map(|(rows, length)| {
                let (own, others) = std::mem::take(&mut room).split_at_mut_checked(length)?;
                room = others;
                Some((Mutex::new(own), rows))
            });
            let stretches: Vec<Stretch<'_>> = stretches.collect();
            executor.each(stretches.len(), &|at| {
                if let Some((room, rows)) = stretches.get(at) {
                    rest.copy(
                        rows,
                        &mut room.lock().unwrap_or_else(PoisonError::into_inner),
                    );
                }
            });
            if end < all {
                rest.give_up(some);
            }
        }
        (self.bytes, self.bases) = (bytes, SmallVec::new());
    }

    /// The row at a position begins at a place in the bytes.
    fn place_at(&mut self, at: u32, place: usize) {
        let head = usize::try_from(at)
            .ok()
            .and_then(|at| self.heads.get_mut(at));
        if let Some(head) = head {
            head.offset = u32::try_from(place).unwrap_or(GONE);
        }
    }
}

/// Whether an order names each of so many rows once.
fn names_each_once(order: &[u32], rows: usize) -> bool {
    let mut named = vec![false; rows];
    let mut name = |at: &u32| {
        let named = usize::try_from(*at).ok().and_then(|at| named.get_mut(at));
        named.is_some_and(|named| !std::mem::replace(named, true))
    };
    order.len() == rows && order.iter().all(&mut name)
}

/// The rows that are not yet laid in the other order.
struct Rest {
    bytes: Vec<u8>,
    /// Where each row begins, and how long it is.
    rows: Vec<(u32, u32)>,
}

impl Rest {
    /// All rows of a table, whose bytes are taken away from it; they are fewer than [`GONE`].
    fn of(packed: &mut Packed) -> Self {
        let end = packed.bytes.len();
        let place = |at: usize| u32::try_from(packed.place(at).unwrap_or(end)).unwrap_or(GONE);
        let rows = (0..packed.heads.len()).map(|at| {
            let start = place(at);
            (start, place(at + 1).saturating_sub(start))
        });
        Self {
            rows: rows.collect(),
            bytes: std::mem::take(&mut packed.bytes),
        }
    }

    /// Where the bytes of a row are.
    fn row(&self, at: u32) -> Range<usize> {
        let row = usize::try_from(at).ok().and_then(|at| self.rows.get(at));
        row.map_or(0..0, |(start, length)| range(*start, *length))
    }

    /// Copies rows, one behind the other, into room that is just large enough.
    fn copy(&self, rows: &[u32], room: &mut [u8]) {
        let mut room = room;
        for some in rows.chunks(TOGETHER) {
            self.fetch(some);
            for at in some {
                let row = self.bytes.get(self.row(*at)).unwrap_or_default();
                let Some((own, others)) = room.split_at_mut_checked(row.len()) else {
                    return;
                };
                own.copy_from_slice(row);
                room = others;
            }
        }
    }

    /// Looks where rows begin and end, before they are copied: memory answers questions that are asked together nearly as fast as one.
    fn fetch(&self, rows: &[u32]) {
        let ends = rows.iter().map(|at| {
            let row = self.bytes.get(self.row(*at)).unwrap_or_default();
            row.first().zip(row.last())
        });
        let both = ends.fold(0, |all, ends| {
            ends.map_or(all, |(first, last)| all ^ first ^ last)
        });
        std::hint::black_box(both);
    }

    /// Gives back the room of rows that were copied.
    fn give_up(&mut self, rows: &[u32]) {
        for at in rows {
            let row = usize::try_from(*at)
                .ok()
                .and_then(|at| self.rows.get_mut(at));
            if let Some((start, _)) = row {
                *start = GONE;
            }
        }
        let mut end = 0;
        for (start, length) in self.rows.iter_mut().filter(|(start, _)| *start != GONE) {
            let to = range(end, *length).start;
            self.bytes.copy_within(range(*start, *length), to);
            (*start, end) = (end, end.saturating_add(*length));
        }
        self.bytes.truncate(range(end, 0).start);
        self.bytes.shrink_to_fit();
    }
}

/// So many bytes from a place on.
fn range(start: u32, length: u32) -> Range<usize> {
    let [start, length] = [start, length].map(|place| usize::try_from(place).unwrap_or(usize::MAX));
    start..start.saturating_add(length)
}

//! Lays the bytes of the rows of a table in another order, so that rows that are read together lie together.
//!
//! In parts, so that of the largest table only little lies in memory twice.

use super::Packed;
use std::ops::Range;

/// About so many bytes lie in memory twice.
const PART: usize = 32 << 20;

/// Where a row begins that lies somewhere else by now.
const GONE: u32 = u32::MAX;

impl Packed {
    /// Lays the bytes of the rows in another order; the positions of the rows stay. The order must name every row once, else all stays
    /// as it is.
    pub(in crate::records) fn lay(&mut self, order: &[u32]) {
        self.lay_in_parts(order, PART);
    }

    pub(super) fn lay_in_parts(&mut self, order: &[u32], part: usize) {
        // A place in so many bytes is a number of 32 bits.
        let fits = u32::try_from(self.bytes.len()).is_ok_and(|length| length < GONE);
        if !fits || self.bases.is_empty() || !names_each_once(order, self.heads.len()) {
            return;
        }
        let mut rest = Rest::of(self);
        let parts = rest.bytes.len() / part.max(1) + 1;
        let mut bytes = Vec::new();
        for some in order.chunks(order.len().div_ceil(parts).max(1)) {
            bytes.reserve_exact(some.iter().map(|at| rest.length(*at)).sum());
            for at in some {
                let head = usize::try_from(*at)
                    .ok()
                    .and_then(|at| self.heads.get_mut(at));
                if let Some(head) = head {
                    head.offset = u32::try_from(bytes.len()).unwrap_or(GONE);
                }
                bytes.extend_from_slice(rest.take(*at));
            }
            rest.close_ranks();
        }
        (self.bytes, self.bases) = (bytes, Vec::new());
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

    fn length(&self, at: u32) -> usize {
        let row = usize::try_from(at).ok().and_then(|at| self.rows.get(at));
        row.map_or(0, |(_, length)| range(0, *length).len())
    }

    /// The bytes of a row, which is no longer here.
    fn take(&mut self, at: u32) -> &[u8] {
        let row = usize::try_from(at)
            .ok()
            .and_then(|at| self.rows.get_mut(at));
        let taken = row.map(|(start, length)| range(std::mem::replace(start, GONE), *length));
        taken
            .and_then(|taken| self.bytes.get(taken))
            .unwrap_or_default()
    }

    /// Gives back the room of the rows that are no longer here.
    fn close_ranks(&mut self) {
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

//! Exact duplicates: rows of one applicant and table that say the same in every column.

use crate::provenance::Origin;
use crate::records::Row;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Takes out the rows that repeat an earlier one, and returns (the row, the row that it repeats) in source order. The rows
/// must be those of one applicant in source order.
pub(super) fn collapse<T: Eq + Hash>(rows: &mut Vec<Row<T>>) -> Vec<(Origin, Origin)> {
    if rows.len() <= FEW && !any_repeats(rows) {
        return Vec::new();
    }
    let mut by_hash: Vec<(u64, usize)> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (fingerprint(row), at))
        .collect();
    by_hash.sort_unstable();
    // (position of the row, the row that it repeats)
    let mut repeats: Vec<(usize, Origin)> = Vec::new();
    for run in by_hash.chunk_by(|one, other| one.0 == other.0) {
        // Rows of one hash are nearly always equal; `firsts` holds one of each kind.
        let mut firsts: Vec<&Row<T>> = Vec::new();
        for row_at in run.iter().map(|(_, at)| *at) {
            let Some(row) = rows.get(row_at) else {
                continue;
            };
            match firsts.iter().find(|first| are_same(first, row)) {
                Some(first) => repeats.push((row_at, first.origin)),
                None => firsts.push(row),
            }
        }
    }
    repeats.sort_unstable();
    let mut duplicates = Vec::with_capacity(repeats.len());
    let mut next = repeats.into_iter().peekable();
    let mut at = 0;
    rows.retain(|row| {
        let repeated = next.next_if(|(position, _)| *position == at);
        at += 1;
        match repeated {
            Some((_, first)) => {
                duplicates.push((row.origin, first));
                false
            }
            None => true,
        }
    });
    duplicates
}

/// Of so few rows every pair is compared: that is quicker than hashing them.
const FEW: usize = 12;

fn any_repeats<T: Eq>(rows: &[Row<T>]) -> bool {
    let others = rows.iter().enumerate();
    others
        .filter_map(|(at, row)| Some((row, rows.get(at + 1..)?)))
        .any(|(row, later)| later.iter().any(|other| are_same(row, other)))
}

fn are_same<T: Eq>(one: &Row<T>, other: &Row<T>) -> bool {
    one.facts == other.facts && one.verbatim == other.verbatim
}

/// A hash with fixed keys: it only finds candidates, which are then compared.
fn fingerprint<T: Hash>(row: &Row<T>) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.facts.hash(&mut hasher);
    row.verbatim.hash(&mut hasher);
    hasher.finish()
}

//! Everything known of one applicant: used rows in source order, duplicates, rows set aside, the merged profile.

mod build;
mod cabinet;
mod case;
mod duplicates;
mod heap;
mod near_ids;
mod ownerless;
mod owners;
mod profile;
mod row_numbers;
mod tally;
#[cfg(test)]
mod tests;

pub use build::BuiltBook;
pub use cabinet::{Cabinet, Opened};
pub use case::{Book, CaseFile, Profile};
pub use heap::{Heap, Order};
pub use near_ids::NearIds;
pub use ownerless::Ownerless;
pub use tally::{Tallies, Tally};

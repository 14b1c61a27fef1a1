//! Everything known of one applicant: used rows in source order, duplicates, rows set aside, the merged profile.

mod case;

pub use case::{Book, CaseFile, Profile};

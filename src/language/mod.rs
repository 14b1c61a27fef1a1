//! Language tests on a day: designated or not, valid or not, which level, which is best.
//!
//! Owns 1.9 of the law's reading except the thresholds, which come from the work (`experience`). It decides no requirement.

mod standing;

pub(crate) use standing::rows_named_by;
pub use standing::{LanguageRecord, ValidTest, changes, stand_on};

//! Which block of a sheet is which table, and which heading is which canonical column.
//!
//! Reads the declarations of `schemas/intake` (compiled in). Never looks into the meaning of a value.

mod found;
mod normal;
pub mod vocabulary;

pub use found::{DateOrder, FoundTable, TableVisitor};
pub use normal::{normalise_heading, normalise_value};

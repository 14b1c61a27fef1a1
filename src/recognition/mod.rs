//! Which block of a sheet is which table, and which heading is which canonical column.
//!
//! Reads the declarations of `schemas/intake` (compiled in). Never looks into the meaning of a value.

mod body;
mod choice;
mod column_map;
mod declaration;
mod found;
mod header_row;
mod heading;
pub mod mapping;
mod memory;
mod next_table;
mod normal;
mod opening;
mod owned;
mod plan;
mod recogniser;
mod report;
mod schema;
mod sheet;
pub mod starter;
pub mod table_schema;
pub mod template;
mod told;
pub mod vocabulary;

pub use body::CONTESTED;
pub use declaration::{Answers, Bilingual, Column, Ignored, Kind, Lang, When};
pub use found::{DateOrder, FoundTable, TableVisitor};
pub use normal::{normalise_heading, normalise_value};
pub use recogniser::Recogniser;
pub use report::Recognition;
pub use schema::{Schemas, TableSchema};
pub use told::{RecognisedHeading, RecognisedTable, RowsSeen};

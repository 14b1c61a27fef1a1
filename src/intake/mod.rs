//! Opens input files and hands their rows to one visitor, in a stream. The only room that opens input.

mod row;

pub use row::{Cell, RowVisitor, SheetHead};

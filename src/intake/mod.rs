//! Opens input files and hands their rows to one visitor, in a stream. The only room that opens input.
//!
//! [`discover()`] lists the files, [`read_in_parts`] and [`read_file`] read one. A bad file is a [`crate::finding::Problem`]; an [`IntakeError`] is for
//! wrong arguments. Nothing here interprets a value.

mod ahead;
mod apart;
mod blocks;
mod bytes;
mod child;
mod content;
mod delimited;
mod directory;
mod discover;
mod distinct;
mod encoding;
mod error;
mod file;
mod fingerprint;
mod frames;
mod limits;
mod memory;
mod notice;
mod pieces;
mod reading;
mod repeated;
mod row;
mod sections;
mod split;
#[cfg(test)]
mod transcript;
mod watched;
mod workbook;

pub use apart::read_in_parts;
pub use child::{ChildReader, serve_child};
pub use content::ContentKind;
pub use delimited::TextForm;
pub use discover::{Discovery, FileStanding, InputFile, OutputPlace, SkipReason, discover};
pub use encoding::TextEncoding;
pub use error::IntakeError;
pub use file::{
    FileReading, FileStand, ReadOptions, read_bytes, read_file, read_text_bytes,
    read_workbook_bytes,
};
pub use fingerprint::Fingerprint;
pub use limits::{Excess, Limits, Stopwatch, Work, timed};
pub use memory::peak_memory;
pub use reading::SheetReading;
pub use row::{Cell, RowVisitor, SheetHead, is_blank};
#[cfg(test)]
pub(crate) use workbook::SharedStrings;
pub use workbook::SharedText;

/// The text of a small file that is not an input, such as the configuration.
///
/// # Errors
/// If it cannot be read, or is not UTF-8.
pub fn read_text_file(path: &std::path::Path) -> std::io::Result<String> {
    std::fs::read_to_string(path)
}

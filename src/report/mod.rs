//! The bytes of every result, and the way they come into place: CSV, manifest, names, atomic publishing.
//!
//! Nothing is decided here. What a file says comes from the judgement and the case files; this room owns how it is written.

pub mod aftermath;
mod beside;
pub mod calendar_file;
pub mod checksums;
pub mod common_rows;
mod csv_text;
pub mod data_package;
pub mod disk;
pub mod eligibility;
mod file_names;
mod following;
mod former;
mod guard;
mod hex;
pub mod horizon;
pub mod html;
mod identity;
pub mod issues;
pub mod ledger;
mod lock;
pub mod manifest;
mod own_words;
pub mod partial;
pub mod publish;
mod put;
mod quotes;
pub mod records;
mod schemas;
mod site;
pub mod stream;
pub mod summary;
pub(crate) mod words;
pub mod workbook;

pub use beside::names_beside;
pub use csv_text::{CsvRows, CsvText};
pub use file_names::{FLAT_UP_TO, FileNames, LONGEST_NAME};
pub use guard::unguarded;
pub use hex::{Digest, digest_hex, hash_of};
pub use identity::{Identity, VERSION, vouched_for};
pub use put::Put;
pub use schemas::OutputKind;

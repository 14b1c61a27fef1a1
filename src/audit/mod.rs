//! Published runs: read, explained, compared and verified, long after the input is gone.
//!
//! Everything rests on the folder that a run published. This room changes nothing in it, and decides nothing: what it says
//! of an applicant comes from judging the published records anew.

mod agenda;
pub mod changes;
mod error;
mod export;
mod judging;
mod published;
mod read_back;
mod steadily;
pub mod story;
mod text_table;
pub mod verify;
pub mod what_if;

pub use agenda::agenda;
pub use error::AuditError;
pub use export::export;
pub use judging::{Foresee, Judge, Judgement, files_of, foresee_all};
pub use published::Published;
pub use read_back::Records;
pub use steadily::steadily;
pub use text_table::{TextTable, field};

//! What the text of one cell means: dates, hours, codes, scores, words.
//!
//! Every reader here is total: any cell gives a value or the reason why it gives none, and a cell that could mean two
//! things is never guessed. No reader knows its table, reports a problem or sets a row aside.

mod content;
mod date;
mod date_text;
mod hours;
mod id;
mod noc;
mod score;
mod serial;
mod text;
mod words;
mod yes_no;

pub(crate) use content::Content;
pub(crate) use date::{ColumnOrder, DateEvidence, DateFault, DateReading, Settled};
pub(crate) use hours::{HoursFault, canonical_hours, read_hours};
pub(crate) use id::{id_in, is_id, read_id};
pub(crate) use noc::{NocText, read_noc};
pub(crate) use score::{ScoreFault, WrittenScore, canonical_score};
pub(crate) use serial::{FIRST, likely_day, whole_number};
pub(crate) use text::{Interner, is_surely_clean};
pub(crate) use words::{WordFinder, WordMemory, what_is_known};
pub(crate) use yes_no::{read_full_time, read_pay, read_yes_no};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

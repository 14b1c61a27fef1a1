//! Which days of which jobs count: the gates, the weekly cap, the ledger and the two bounds.
//!
//! Owns 1.4, 1.6, 1.7 and 1.8 of the law's reading. Works on segments between break points, never on single days, so its cost is
//! in records. It decides no requirement.

mod answers;
mod breaks;
mod cap;
mod course;
mod gates;
mod history;
mod interruptions;
mod job;
mod judged;
mod ledger;
mod occupations;
mod pace;
mod question;
mod rate;
mod segments;
mod stretches;
mod sums;
mod vacation;

pub(crate) use course::Reached;
pub use gates::physician::PhysicianPolicy;
pub use history::History;
pub use ledger::{LedgerLine, Treatment};
pub use occupations::ThresholdSet;
pub(crate) use pace::{Paces, Past};
pub use question::{Experience, Gaps, Question, Used};

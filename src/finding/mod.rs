//! The vocabulary of results: outcomes, reasons, advisories, assumptions and problems.
//!
//! Every word that a result can contain is an enum here with one stable identifier. This room decides nothing.

mod advisory;
mod assumption;
mod few;
mod outcome;
mod problem;
mod reason;
mod reasons;
mod remedy;

pub use advisory::Advisory;
pub use assumption::{Assumption, FirmAssumptions, NoPermitRecords};
pub use few::Few;
pub use outcome::{ApplicantOutcome, Outcome};
pub use problem::{Problem, ProblemCode, Severity};
pub use reason::{OCCUPATION_ON_BOTH_SIDES, Reason};
pub use reasons::Reasons;

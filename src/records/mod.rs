//! One row of a recognised table becomes one typed record, or a problem.
//!
//! A record says what the row says, no more: blank stays blank, unreadable stays unreadable with its text, and an
//! imprecise date keeps both readings. Nothing is judged here.

mod canonical;
mod columns;
mod dictionary;
mod executor;
mod fact;
mod hours;
mod meanings;
mod packed;
mod read;
mod reader;
#[cfg(test)]
pub(crate) mod rehearsal;
#[cfg(test)]
mod round_trip;
mod row;
mod sayings;
mod sheaf;
mod slots;
mod tables;
#[cfg(test)]
mod tests;
mod values;
mod words;

pub use canonical::{CanonicalCell, Record};
pub use executor::{Executor, InTurn};
pub use fact::{Doubt, Fact};
pub(crate) use hours::{hours_differ, weekly_of};
pub use reader::TableReader;
pub use row::{Reject, Row, SetAside, Verbatim};
pub use sayings::Said;
pub use sheaf::{BlockCount, Gleaner, Harvest, PackedTable, Sheaf, shares};
pub use tables::{
    Absence, Applicant, Employment, EndDate, Hourly, LanguageTest, Leave, Permit, Score, Study,
    TestName,
};
pub use words::{
    AbsenceReason, Country, Decision, EmploymentType, LeaveKind, Pay, PermitClass, PermitType,
    Province,
};

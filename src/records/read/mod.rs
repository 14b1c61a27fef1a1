//! One table, one file: which cells a row needs, what each of them says, and what makes the row unusable.
//!
//! Every cell of a row is looked at before the row is given up, so that a paralegal sees all its problems at once.

mod absences;
mod applicants;
mod employment;
mod language_tests;
mod leaves;
mod permits;
mod row;
mod studies;

pub(super) use absences::read as absence;
pub(super) use applicants::read as applicant;
pub(super) use employment::read as employment;
pub(super) use language_tests::read as language_test;
pub(super) use leaves::read as leave;
pub(super) use permits::read as permit;
pub(super) use row::{RowMemory, RowReader, TableContext};
pub(super) use studies::read as study;

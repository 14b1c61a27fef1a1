//! When an applicant who has not applied becomes eligible, until when, and which dates come first.
//!
//! Assumes what the record says and nothing more: each ongoing job goes on unchanged, permits end as recorded, pending applications stay
//! pending, no new tests, and the law as the law book dates it. It works on break points of hours that grow in straight lines, never on
//! single days, and asks the requirements' own rules for every outcome. It looks as far ahead as the look-back window reaches back.

mod breaks;
mod dates;
mod outlook;
mod stages;

pub use dates::{DateKind, NextDate};
pub use outlook::{Ahead, Ending, Outlook, Spell, judge, judge_and_look_ahead, outlook};

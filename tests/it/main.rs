//! The built program from outside: what it publishes, how it ends, and what it never says.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "the helpers of tests may stop a test as the tests do"
)]

mod auditing;
mod checking;
mod codes;
mod corpus;
mod determinism;
mod diffing;
mod doubtful_dates;
mod explaining;
mod exporting;
mod faults;
mod firm;
mod hostile;
mod injection;
mod invented_book;
mod limits;
mod made_up;
mod messy;
mod ownerless;
mod pages;
mod privacy;
mod promises;
mod provisions;
mod publishing;
mod samples;
mod sections;
mod soak;
mod starting;
mod statuses;
mod verifying;
mod what_if;

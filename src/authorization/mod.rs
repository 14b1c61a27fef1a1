//! What authorized the applicant to work, day by day: permits, maintained status, work after studies, exempt work.
//!
//! Owns the timeline of 1.5 of the law's reading ("normalizing permit periods"). It knows employers' names and dates; it knows
//! nothing of hours, occupations or outcomes.

mod abroad;
mod after_studies;
mod authority;
mod doubts;
mod employer;
mod maintained_status;
mod reach;
mod reading;
mod runs;
mod study_permits;
mod terms;
mod timeline;

pub use abroad::days_abroad;
pub use authority::Authority;
pub use doubts::Doubts;
pub use employer::{Employer, Likeness, Names};
pub use reach::{Reach, doubts_of_any};
pub(crate) use study_permits::StudyPermits;
pub(crate) use terms::interim_end;
pub use timeline::{Authorization, Basis, Condition, Document, Timeline, Verdict};

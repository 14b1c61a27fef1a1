//! One file per requirement: rule, citation, evidence, outcome. The ordered table of requirements is [`Requirement::ALL`].
//!
//! Owns the assessment points and the outcome of the applicant. It counts no hours and reads no score: `experience` and
//! `language` do.

mod admissibility;
mod assessment;
mod dates;
mod doubtful_dates;
mod education;
mod invitation_window;
mod judge;
mod language;
mod later;
mod merge;
mod occupational_duties;
mod point;
mod residence;
mod shown;
mod work_experience;

pub use crate::experience::{LedgerLine, Treatment};
pub use assessment::{Assessment, Explained, Finding, Point, PointAssessment, Requirement};
pub(crate) use judge::judge_today;
pub use judge::{Bench, data_problems, judge};
pub(crate) use language::outcome as language_outcome;
pub(crate) use later::{
    Application, Known, Lens, Setting, application, last_invitation_day, setting_changes,
};
pub use shown::{Explanation, Figure, HoursExplained, ImpreciseDates, LanguageExplained, Piece};
pub(crate) use work_experience::{outcome as work_outcome, outcome_where as work_outcome_where};

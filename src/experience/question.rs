//! What the judgement of experience is asked, and what it answers.

use crate::calendar::{Day, Period};
use crate::casefile::CaseFile;
use crate::experience::gates::physician::PhysicianPolicy;
use crate::experience::{LedgerLine, ThresholdSet};
use crate::finding::{FirmAssumptions, Reasons};
use crate::law::{Edition, Hours, Law};

/// What is asked: which case, on which day, under which edition.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The law book.
    pub law: &'a Law,
    /// The edition applied.
    pub edition: &'a Edition,
    /// The case.
    pub case: &'a CaseFile,
    /// What the firm vouches for.
    pub assumptions: FirmAssumptions,
    /// What is missing from the input or was set aside.
    pub gaps: Gaps,
    /// The day of the run.
    pub as_of: Day,
    /// The assessed day.
    pub day: Day,
    /// The look-back window.
    pub window: Period,
    /// Whether the public policy for physicians applies.
    pub physicians: PhysicianPolicy,
}

/// What is missing from the input or was set aside, as far as the gates need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a separate fact about the input"
)]
pub struct Gaps {
    /// An employment row was set aside, or there is no employment table: more work is possible without limit.
    pub employment: bool,
    /// A permit row was set aside, or there is no permits table: no failure to be authorized is sure.
    pub permits: bool,
    /// A permit row was set aside that is, or may be, a study permit: what rests on studies under a permit is not sure.
    pub study_permits: bool,
    /// A study, absence or leave row was set aside, or there is no studies table: no day is surely counted.
    pub whereabouts: bool,
    /// The firm vouches that the missing studies table means no study.
    pub no_study_vouched: bool,
}

/// What the counted and uncertain days rest on, for advisories and assumptions.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a separate remark on the result"
)]
pub struct Used {
    /// Some counted day is authorized by 186(u) only.
    pub maintained_status: bool,
    /// Some counted day is permit-exempt work without a status document.
    pub exempt_without_document: bool,
    /// Some counted day rests on a blank end date.
    pub blank_end: bool,
    /// Some occupation in the window was converted.
    pub concordance: bool,
    /// Some authorization used rests on an application pending since before the review date.
    pub long_pending: bool,
    /// 186(w) is used, and before its application jobs under the study permit went beyond the off-campus limit.
    pub off_campus: bool,
    /// Which assumptions of the firm were needed: paid, employee, in Canada.
    pub firm: [bool; 3],
}

/// The result for one assessment point.
#[derive(Clone, Debug)]
pub struct Experience {
    /// Hours that surely count.
    pub counted: Hours,
    /// Hours that count at most; `None` if unlimited.
    pub possible: Option<Hours>,
    /// Calendar days that carry counted hours.
    pub counted_days: i64,
    /// Counted hours on days that leave the window within the advisory horizon.
    pub leaving: Hours,
    /// The ledger.
    pub ledger: Vec<LedgerLine>,
    /// Reasons of uncertain days in the window, in order of first use.
    pub doubts: Reasons,
    /// Reasons of excluded days in the window.
    pub exclusions: Reasons,
    /// The language thresholds that may apply.
    pub thresholds: ThresholdSet,
    /// What the result rests on.
    pub used: Used,
}

impl Experience {
    /// No work at all.
    pub(crate) fn empty(edition: &Edition) -> Self {
        Self {
            counted: Hours::ZERO,
            possible: Some(Hours::ZERO),
            counted_days: 0,
            leaving: Hours::ZERO,
            ledger: Vec::new(),
            doubts: Reasons::NONE,
            exclusions: Reasons::NONE,
            thresholds: ThresholdSet::both(edition),
            used: Used::default(),
        }
    }
}

//! Between which days absences, studies and leaves can matter: on all others their gates pass, and need not be asked.

use crate::authorization::{Timeline, days_abroad};
use crate::calendar::Period;
use crate::casefile::CaseFile;
use crate::experience::gates::study;
use crate::experience::vacation::LeaveSpan;
use crate::records::{Fact, PermitClass};

/// From the first day to the last on which each may matter; `None` if it never does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Interruptions {
    /// Absences from Canada.
    pub absences: Option<Period>,
    /// Studies that may be full-time, and study permits, beside which studies may be missing.
    pub studies: Option<Period>,
    /// Leaves from work.
    pub leaves: Option<Period>,
}

impl Interruptions {
    /// Those of a case.
    pub(crate) fn of(case: &CaseFile, timeline: &Timeline, leaves: &[LeaveSpan]) -> Self {
        let absences = case.absences.iter();
        let absences = absences.filter_map(|row| days_abroad(&row.facts).possible());
        let studies = case.studies.iter();
        let studies = studies.filter(|row| row.facts.full_time != Fact::Known(false));
        let studies = studies.filter_map(|row| study::span(&row.facts).possible());
        let permits = timeline.documents.iter();
        let permits = permits.filter(|one| one.class == PermitClass::Study);
        let permits = permits.filter_map(|one| one.reach.possible);
        let leaves = leaves.iter().filter_map(|leave| leave.span.possible());
        Self {
            absences: absences.reduce(Period::spanning),
            studies: studies.chain(permits).reduce(Period::spanning),
            leaves: leaves.reduce(Period::spanning),
        }
    }
}

//! Admissibility. Rule: IRPA ss. 33-43. Not assessed unless the sheet states that the applicant is inadmissible.

use crate::casefile::CaseFile;
use crate::finding::{Outcome, Reason};
use crate::records::{Doubt, Fact};
use crate::requirements::{Finding, Requirement};

/// What the sheet states, or nothing: the outcome, its reason, and a sentence.
fn stated(case: &CaseFile) -> (Outcome, Option<Reason>, &'static str) {
    match &case.profile.inadmissible {
        Fact::Known(true) => (
            Outcome::NotMet,
            Some(Reason::Inadmissible),
            "The record states that the applicant is inadmissible.",
        ),
        Fact::Known(false) | Fact::Blank | Fact::NoColumn => (
            Outcome::NotAssessed,
            None,
            "Admissibility is for the lawyer to judge.",
        ),
        Fact::Unclear(Doubt::Conflict) => (
            Outcome::Undetermined,
            Some(Reason::RecordConflict),
            "Two rows contradict each other about admissibility.",
        ),
        Fact::Unclear(Doubt::Unreadable) => (
            Outcome::Undetermined,
            Some(Reason::AttestationUnclear),
            "What the record says about admissibility cannot be read.",
        ),
    }
}

/// The outcome alone.
pub(crate) fn outcome(case: &CaseFile) -> Outcome {
    stated(case).0
}

/// What the sheet states, or nothing.
pub(crate) fn assess(case: &CaseFile) -> Finding {
    let (outcome, reason, explanation) = stated(case);
    let reasons = reason.into_iter().collect();
    Finding::plain(
        Requirement::Admissibility,
        case,
        outcome,
        reasons,
        explanation,
    )
}

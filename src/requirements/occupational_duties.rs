//! Lead statement and main duties. Rule: IRPR s. 87.1(2)(b), (c). A spreadsheet cannot show this; the firm may attest it.

use crate::casefile::CaseFile;
use crate::finding::{Outcome, Reason};
use crate::records::{Doubt, Fact};
use crate::requirements::{Finding, Requirement};

/// What the firm attests, or nothing: the outcome, its reason, and a sentence.
fn attested(case: &CaseFile) -> (Outcome, Option<Reason>, &'static str) {
    match &case.profile.duties_confirmed {
        Fact::Known(true) => (
            Outcome::Met,
            None,
            "The firm attests that the lead statement and the main duties were performed.",
        ),
        Fact::Known(false) => (
            Outcome::NotMet,
            Some(Reason::DutiesNotPerformed),
            "The firm states that the lead statement and the main duties were not performed.",
        ),
        Fact::Blank | Fact::NoColumn => (
            Outcome::NotAssessed,
            None,
            "Whether the duties of the occupation were performed is for the lawyer to judge.",
        ),
        Fact::Unclear(Doubt::Conflict) => (
            Outcome::Undetermined,
            Some(Reason::RecordConflict),
            "Two rows contradict each other about the duties.",
        ),
        Fact::Unclear(Doubt::Unreadable) => (
            Outcome::Undetermined,
            Some(Reason::AttestationUnclear),
            "What the firm attests about the duties cannot be read.",
        ),
    }
}

/// The outcome alone.
pub(crate) fn outcome(case: &CaseFile) -> Outcome {
    attested(case).0
}

/// What the firm attests, or nothing.
pub(crate) fn assess(case: &CaseFile) -> Finding {
    let (outcome, reason, explanation) = attested(case);
    let reasons = reason.into_iter().collect();
    Finding::plain(
        Requirement::OccupationalDuties,
        case,
        outcome,
        reasons,
        explanation,
    )
}

//! Admissibility. Rule: IRPA ss. 33-43. Not assessed unless the sheet states that the applicant is inadmissible.

use crate::casefile::CaseFile;
use crate::finding::{Outcome, Reason};
use crate::records::{Doubt, Fact};
use crate::requirements::judge::Bench;
use crate::requirements::{Finding, Requirement};

/// What the sheet states, or nothing.
pub(crate) fn assess(bench: &Bench<'_>, case: &CaseFile) -> Finding {
    let (outcome, reasons, explanation) = match &case.profile.inadmissible {
        Fact::Known(true) => (
            Outcome::NotMet,
            vec![Reason::Inadmissible],
            "The record states that the applicant is inadmissible.",
        ),
        Fact::Known(false) | Fact::Blank | Fact::NoColumn => (
            Outcome::NotAssessed,
            Vec::new(),
            "Admissibility is for the lawyer to judge.",
        ),
        Fact::Unclear(Doubt::Conflict) => (
            Outcome::Undetermined,
            vec![Reason::RecordConflict],
            "Two rows contradict each other about admissibility.",
        ),
        Fact::Unclear(Doubt::Unreadable) => (
            Outcome::Undetermined,
            vec![Reason::AttestationUnclear],
            "What the record says about admissibility cannot be read.",
        ),
    };
    Finding {
        outcome,
        ..Finding::plain(
            bench.law,
            Requirement::Admissibility,
            case,
            reasons,
            explanation,
        )
    }
}

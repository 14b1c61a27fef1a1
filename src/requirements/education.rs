//! Education: the class requires none; listed because reviewers look for it.

use crate::finding::{Few, Outcome};
use crate::requirements::{Explanation, Figure, Finding, Requirement};

/// Always "not required".
pub(crate) fn assess() -> Finding {
    Finding {
        requirement: Requirement::Education,
        outcome: Outcome::NotRequired,
        required: Figure::None,
        found: Figure::None,
        found_at_most: Figure::None,
        unit: "",
        reasons: Vec::new(),
        advisories: Vec::new(),
        assumptions: Vec::new(),
        citation: Requirement::Education.citation(),
        explanation: Explanation::Sentence(
            "The Canadian Experience Class has no education requirement.",
        ),
        evidence: Few::None,
    }
}

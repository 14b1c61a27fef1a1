//! Education: the class requires none; listed because reviewers look for it.

use crate::finding::Outcome;
use crate::law::Law;
use crate::requirements::{Explanation, Figure, Finding, Requirement};

/// Always "not required".
pub(crate) fn assess(law: &'static Law) -> Finding {
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
        citation: &law.citation(Requirement::Education.citation_key()).citation,
        explanation: Explanation::Sentence(
            "The Canadian Experience Class has no education requirement.",
        ),
        evidence: Vec::new(),
    }
}

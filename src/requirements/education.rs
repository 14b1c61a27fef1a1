//! Education: the class requires none; listed because reviewers look for it.

use crate::finding::Outcome;
use crate::law::Law;
use crate::requirements::{Finding, Requirement};

/// Always "not required".
pub(crate) fn assess(law: &Law) -> Finding {
    Finding {
        requirement: Requirement::Education,
        outcome: Outcome::NotRequired,
        required: String::new(),
        found: String::new(),
        found_at_most: String::new(),
        unit: "",
        reasons: Vec::new(),
        advisories: Vec::new(),
        assumptions: Vec::new(),
        citation: law
            .citation(Requirement::Education.citation_key())
            .citation
            .clone(),
        explanation: "The Canadian Experience Class has no education requirement.".to_owned(),
        evidence: Vec::new(),
    }
}

//! The outcome of one requirement at one point, and how outcomes over several readings of a date combine.

use super::values::Reason;
use std::collections::BTreeSet;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    pub outcome: &'static str,
    pub required: String,
    pub found: String,
    pub found_at_most: String,
    pub reasons: BTreeSet<Reason>,
    pub advisories: BTreeSet<&'static str>,
    pub assumptions: BTreeSet<&'static str>,
}

impl Requirement {
    pub fn plain(outcome: &'static str) -> Self {
        Self {
            outcome,
            ..Self::default()
        }
    }

    pub fn because(outcome: &'static str, reason: Reason) -> Self {
        Self {
            outcome,
            reasons: BTreeSet::from([reason]),
            ..Self::default()
        }
    }

    /// Judged on every reading: the same on all, or undetermined. The figures are those of the last.
    pub fn over(readings: &[Self]) -> Self {
        let last = readings.last().expect("a reading");
        if readings.iter().all(|one| one.outcome == last.outcome) {
            return last.clone();
        }
        let mut reasons: BTreeSet<Reason> = readings
            .iter()
            .flat_map(|one| one.reasons.iter().copied())
            .collect();
        reasons.insert("date_imprecise");
        Self {
            outcome: "undetermined",
            reasons,
            ..last.clone()
        }
    }
}

//! Several readings of an imprecise date become one assessment of the point: what does not come out the same on all days is
//! undetermined; figures are those of the last day.

use crate::finding::{ApplicantOutcome, Reason};
use crate::requirements::doubtful_dates::InDoubt;
use crate::requirements::{Explanation, Finding, PointAssessment, Requirement};

/// Merges the assessments of one point over its readings, the last reading last: those that stand in `points` from a position on.
/// `always`: the point exists under every reading; where it does not, what depends on the day is not sure. `in_doubt`: the dates that
/// have several readings.
pub(crate) fn merge(
    points: &mut Vec<PointAssessment>,
    from: usize,
    always: bool,
    in_doubt: Option<&InDoubt>,
) {
    // Nearly always there is one reading, and nothing to compare it with.
    if points.len() <= from || always && points.len() == from + 1 {
        return;
    }
    let mut readings = points.split_off(from);
    let Some(mut merged) = readings.pop() else {
        return;
    };
    for finding in &mut merged.findings {
        let others = readings.iter().flat_map(|reading| &reading.findings);
        let others: Vec<&Finding> = others
            .filter(|other| other.requirement == finding.requirement)
            .collect();
        let same = others.iter().all(|other| other.outcome == finding.outcome);
        let open_elsewhere = !always && finding.requirement <= Requirement::Language;
        if !same || open_elsewhere {
            for reason in others.iter().flat_map(|other| &other.reasons) {
                if !finding.reasons.contains(reason) {
                    finding.reasons.push(*reason);
                }
            }
            finding.leave_open_for_dates(in_doubt);
        }
    }
    merged.settle();
    points.push(merged);
}

impl Finding {
    /// Leaves the requirement open for dates of the profile, and names them.
    fn leave_open_for_dates(&mut self, in_doubt: Option<&InDoubt>) {
        let rows = self.reasons.contains(&Reason::DateImprecise);
        self.leave_open(Reason::DateImprecise);
        let Some(in_doubt) = in_doubt else { return };
        self.explanation = Explanation::Imprecise {
            what: "This cannot be decided",
            dates: in_doubt.dates,
            rows,
        };
        let others = self.evidence.iter().copied();
        let others = others.filter(|origin| !in_doubt.rows.contains(origin));
        self.evidence = in_doubt.rows.iter().copied().chain(others).collect();
    }
}

impl PointAssessment {
    /// Adds a finding in its place among the others, and takes the outcome of the point anew.
    pub(crate) fn add(&mut self, finding: Finding) {
        let before = |other: &Finding| other.requirement < finding.requirement;
        let place = self.findings.partition_point(before);
        self.findings.insert(place, finding);
        self.settle();
    }

    /// Takes the outcome of the point anew.
    fn settle(&mut self) {
        self.outcome = ApplicantOutcome::of(self.findings.iter().map(|finding| finding.outcome));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Outcome;
    use crate::requirements::{Explained, Point, education};

    #[test]
    fn a_finding_takes_its_place_and_the_outcome_follows() {
        let finding = |requirement, outcome| Finding {
            requirement,
            outcome,
            ..education::assess()
        };
        for added in Requirement::ALL {
            let others = Requirement::ALL.into_iter().filter(|one| *one != added);
            let mut point = PointAssessment {
                point: Point::Today,
                assessed_on: None,
                edition: None,
                outcome: ApplicantOutcome::NeedsReview,
                findings: others.map(|one| finding(one, Outcome::Met)).collect(),
                ledger: Vec::new(),
                explained: Explained::default(),
            };
            point.add(finding(added, Outcome::NotMet));
            let order = point.findings.iter().map(|one| one.requirement);
            assert!(order.eq(Requirement::ALL), "{added:?}");
            assert_eq!(point.outcome, ApplicantOutcome::of([Outcome::NotMet]));
        }
    }
}

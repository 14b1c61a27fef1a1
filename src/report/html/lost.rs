//! Why applicants are not plainly eligible, and how many hours each reason costs, over all applicants.
//!
//! Hours lost are those of the recorded week, at most the full-time week of the edition, by the first reason of each period.

use crate::finding::{Outcome, Reason};
use crate::law::Hours;
use crate::report::html::Subject;
use crate::requirements::{PointAssessment, Treatment};
use std::collections::{BTreeMap, BTreeSet};

/// Hours that a reason costs.
#[derive(Clone, Debug)]
pub(crate) struct Lost {
    /// Hours of excluded periods.
    pub excluded: Hours,
    /// Hours of uncertain periods.
    pub uncertain: Hours,
}

/// What reasons do over all applicants.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Applicants by reason, at the deciding point.
    pub applicants: BTreeMap<Reason, usize>,
    /// Hours by reason, at the deciding point.
    pub lost: BTreeMap<Reason, Lost>,
}

impl Tally {
    /// Counts all applicants.
    pub(crate) fn of(subjects: &[Subject<'_>]) -> Self {
        let mut tally = Self::default();
        let points = subjects
            .iter()
            .filter_map(|subject| subject.assessment.deciding_point());
        for point in points {
            tally.add_reasons(point);
            tally.add_hours(point);
        }
        tally
    }

    fn add_reasons(&mut self, point: &PointAssessment) {
        let open = |outcome| matches!(outcome, Outcome::NotMet | Outcome::Undetermined);
        let reasons: BTreeSet<Reason> = point
            .findings
            .iter()
            .filter(|finding| open(finding.outcome))
            .flat_map(|finding| finding.reasons.iter().copied())
            .collect();
        for reason in reasons {
            *self.applicants.entry(reason).or_default() += 1;
        }
    }

    fn add_hours(&mut self, point: &PointAssessment) {
        let Some(edition) = point.edition else {
            return;
        };
        let full_time = Hours::whole(i64::from(edition.full_time_hours_per_week));
        for line in &point.ledger {
            let Some(reason) = line
                .reasons
                .first()
                .filter(|one| **one != Reason::OutsideWindow)
            else {
                continue;
            };
            let weekly = line
                .hours_per_week
                .as_ref()
                .map_or(&Hours::ZERO, |(low, _)| low);
            let excluded = match line.treatment {
                Treatment::Excluded => weekly
                    .min(&full_time)
                    .times(i64::from(line.period.days()), 7),
                Treatment::Counted | Treatment::Uncertain => Hours::ZERO,
            };
            let lost = self.lost.entry(*reason).or_insert(Lost {
                excluded: Hours::ZERO,
                uncertain: Hours::ZERO,
            });
            lost.excluded = lost.excluded.plus(&excluded);
            lost.uncertain = lost.uncertain.plus(&line.hours_uncertain);
        }
    }

    /// Reasons by how many applicants have them, most first.
    pub(crate) fn by_applicants(&self) -> Vec<(Reason, usize)> {
        let mut rows: Vec<_> = self
            .applicants
            .iter()
            .map(|(reason, count)| (*reason, *count))
            .collect();
        rows.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
        rows
    }

    /// Reasons by the hours they cost, most first.
    pub(crate) fn by_hours(&self) -> Vec<(Reason, &Lost)> {
        let mut rows: Vec<_> = self
            .lost
            .iter()
            .map(|(reason, lost)| (*reason, lost))
            .collect();
        rows.retain(|(_, lost)| !lost.excluded.is_zero() || !lost.uncertain.is_zero());
        rows.sort_by(|(one, a), (other, b)| {
            let total = |lost: &Lost| lost.excluded.plus(&lost.uncertain);
            total(b).cmp(&total(a)).then(one.cmp(other))
        });
        rows
    }
}

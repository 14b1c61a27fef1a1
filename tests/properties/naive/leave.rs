//! Gate 10: leave, and the fourteen days of paid vacation.

use super::facts::{Absence, AbsenceReason, Facts, LeaveKind};
use super::law::{VACATION_DAYS, VACATION_PERIOD};
use super::names::{Likeness, likeness};
use super::values::{Answer, Day, Reason, Span, at_most, before};
use std::collections::{BTreeMap, BTreeSet};

/// A leave of a job on a day.
struct OnLeave {
    kind: LeaveKind,
    /// The leave is surely one of this job (its employer is the same, or it is the only one held).
    surely_of_this_job: bool,
    timing: Answer,
}

pub struct Leaves<'a> {
    facts: &'a Facts,
    /// For each job: first and last possible day.
    spans: Vec<Span>,
    /// For each employer: the days of paid vacation that come after the fourteen of their period.
    beyond: BTreeMap<String, BTreeSet<Day>>,
}

/// Strictly between leaving and coming back.
pub fn abroad(absence: &Absence, on: Span) -> Answer {
    before(absence.left, on).and(|| match absence.returned {
        Some(returned) => before(on, returned),
        None => Answer::Yes,
    })
}

impl<'a> Leaves<'a> {
    pub fn of(facts: &'a Facts, as_of: Day, assessed: Day) -> Self {
        let spans: Vec<Span> = facts
            .jobs
            .iter()
            .map(|job| Span {
                lo: job.start.lo,
                hi: job.end_by(as_of, assessed).hi,
            })
            .collect();
        let mut leaves = Self {
            facts,
            spans,
            beyond: BTreeMap::new(),
        };
        let employers: BTreeSet<&String> = facts.jobs.iter().map(|job| &job.employer).collect();
        for employer in employers {
            let beyond = leaves.beyond_fourteen(employer);
            leaves.beyond.insert(employer.clone(), beyond);
        }
        leaves
    }

    /// The employers of all records that may cover the day.
    fn held(&self, day: Day) -> BTreeSet<&str> {
        self.facts
            .jobs
            .iter()
            .zip(&self.spans)
            .filter(|(_, span)| span.lo <= day && day <= span.hi)
            .map(|(job, _)| job.employer.as_str())
            .collect()
    }

    fn on(&self, employer: &str, day: Day) -> Vec<OnLeave> {
        let on = Span::on(day);
        let mut found = Vec::new();
        if self.facts.leaves.is_empty() && self.facts.absences.is_empty() {
            return found;
        }
        let several = self.held(day).len() > 1;
        for leave in &self.facts.leaves {
            let surely_of_this_job = match &leave.employer {
                None => !several,
                Some(named) => match likeness(named, employer) {
                    Likeness::Same => true,
                    Likeness::Similar => false,
                    Likeness::Different => continue,
                },
            };
            found.push(OnLeave {
                kind: leave.kind,
                surely_of_this_job,
                timing: at_most(leave.start, on).and(|| at_most(on, leave.end)),
            });
        }
        for absence in &self.facts.absences {
            if absence.reason == AbsenceReason::PaidVacation {
                found.push(OnLeave {
                    kind: LeaveKind::PaidVacation,
                    surely_of_this_job: !several,
                    timing: abroad(absence, on),
                });
            }
        }
        found.retain(|leave| !leave.timing.is_no());
        found
    }

    fn beyond_fourteen(&self, employer: &str) -> BTreeSet<Day> {
        let of_employer: Vec<Span> = self
            .facts
            .jobs
            .iter()
            .zip(&self.spans)
            .filter(|(job, _)| job.employer == employer)
            .map(|(_, span)| *span)
            .collect();
        let first = of_employer.iter().map(|span| span.lo).min().expect("a job");
        let last = of_employer.iter().map(|span| span.hi).max().expect("a job");
        let any_vacation = self
            .facts
            .leaves
            .iter()
            .any(|leave| leave.kind == LeaveKind::PaidVacation)
            || self
                .facts
                .absences
                .iter()
                .any(|absence| absence.reason == AbsenceReason::PaidVacation);
        if !any_vacation {
            return BTreeSet::new();
        }
        let mut used: BTreeMap<i32, usize> = BTreeMap::new();
        let mut beyond = BTreeSet::new();
        for day in first..=last {
            let held = of_employer
                .iter()
                .any(|span| span.lo <= day && day <= span.hi);
            let vacation = self
                .on(employer, day)
                .iter()
                .any(|leave| leave.kind == LeaveKind::PaidVacation);
            if held && vacation {
                let used = used.entry((day - first) / VACATION_PERIOD).or_default();
                *used += 1;
                if *used > VACATION_DAYS {
                    beyond.insert(day);
                }
            }
        }
        beyond
    }

    /// Fails, and is unknown with, these reasons on the day.
    pub fn gate(&self, employer: &str, day: Day) -> (Vec<Reason>, Vec<Reason>) {
        let mut doubts = BTreeSet::new();
        for leave in self.on(employer, day) {
            let discretionary = match leave.kind {
                LeaveKind::Excluded => !leave.surely_of_this_job,
                LeaveKind::Discretionary => true,
                LeaveKind::PaidVacation => {
                    !leave.surely_of_this_job || self.beyond[employer].contains(&day)
                }
            };
            if let Answer::Open(reasons) = &leave.timing {
                doubts.extend(reasons.iter().copied());
            } else if leave.kind == LeaveKind::Excluded && leave.surely_of_this_job {
                return (vec!["leave"], Vec::new());
            }
            if discretionary {
                doubts.insert("leave_at_officers_discretion");
            }
        }
        let order = ["leave_at_officers_discretion", "date_imprecise"];
        let doubts = order
            .into_iter()
            .filter(|reason| doubts.contains(reason))
            .collect();
        (Vec::new(), doubts)
    }
}

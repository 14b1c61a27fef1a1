//! Work after studies, IRPR s. 186(w): who completed a full-time program and applied for a work permit in time may work from the
//! day of the application.

use crate::authorization::doubts::Doubts;
use crate::authorization::maintained_status::{Follower, silent_followers};
use crate::authorization::reach::Reach;
use crate::authorization::runs::Run;
use crate::authorization::terms::Terms;
use crate::calendar::{Day, Period, RecordedDate};
use crate::finding::Reason;
use crate::law::{DatedKey, Law};
use crate::records::{Fact, Row, Study};
use smallvec::SmallVec;

/// A completion that is, or may be, the last full-time one within a study permit S.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EndOfStudies<'a> {
    run: &'a Run,
    completed: RecordedDate,
    /// What must be settled before it is sure to be that.
    open: Doubts,
}

/// Why a study record is not surely a full-time program that was completed within the validity of S; `None` if it surely is not.
fn completion_within(run: &Run, study: &Study) -> Option<(RecordedDate, Doubts)> {
    let completed = study.completed?;
    let mut open = Doubts::default();
    match &study.full_time {
        Fact::Known(true) => {}
        Fact::Known(false) => return None,
        Fact::Blank | Fact::NoColumn | Fact::Unclear(_) => open.add(Reason::AuthorizationUnknown),
    }
    let ended_before = !run.open_ended && run.to.latest < completed.earliest;
    if completed.latest < run.from.earliest || ended_before {
        return None;
    }
    if run.open_ended {
        open.add(Reason::AuthorizationUnknown);
    }
    let begun = run.from.latest <= completed.earliest;
    if !begun || !run.open_ended && run.to.earliest < completed.latest {
        open.add(Reason::DateImprecise);
    }
    Some((completed, open))
}

/// The completions that are, or may be, the last full-time one within the study permit's validity; of those that say the same, one.
pub(crate) fn ends_of_studies<'a>(
    run: &'a Run,
    studies: &[Row<Study>],
) -> SmallVec<[EndOfStudies<'a>; 1]> {
    let within = studies.iter();
    let within = within.filter_map(|study| completion_within(run, &study.facts));
    let all: SmallVec<[(RecordedDate, Doubts); 1]> = within.collect();
    let sure = all.iter().filter(|(_, open)| open.is_empty());
    let reached = sure.map(|(completed, _)| completed.earliest).max();
    let mut told: SmallVec<[(RecordedDate, Doubts); 1]> = SmallVec::new();
    let mut ends = SmallVec::new();
    for (place, one) in all.iter().enumerate() {
        let (completed, mut open) = *one;
        let is_before_another = reached.is_some_and(|reached| completed.latest < reached);
        if is_before_another || told.contains(one) {
            continue;
        }
        told.push(*one);
        let others = all.iter().enumerate().filter(|(other, _)| *other != place);
        for (_, (later, doubts)) in others {
            if completed.earliest < later.latest {
                open.add_all(*doubts);
                if later.earliest <= completed.latest {
                    open.add(Reason::DateImprecise);
                }
            }
        }
        open.add_all(run.open);
        ends.push(EndOfStudies {
            run,
            completed,
            open,
        });
    }
    ends
}

/// The last day on which a study permit surely gives status, whatever is printed: so many days after the last full-time completion
/// within its own validity (IRPR s. 222(1)(a)). Of completions that may be the last, the first counts; `None` if there is none.
pub(crate) fn status_ends(permit: &Run, studies: &[Row<Study>], law: &Law) -> Option<Day> {
    let all = || {
        let rows = studies.iter();
        rows.filter_map(|study| completion_within(permit, &study.facts))
    };
    let sure = all().filter(|(_, open)| open.is_empty());
    let last = sure.max_by_key(|(completed, _)| completed.earliest);
    let first = || all().min_by_key(|(completed, _)| completed.earliest);
    let (completed, _) = last.or_else(first)?;
    let days = days_after_completion(completed, law);
    Some(completed.earliest.plus_days(days))
}

/// So many days after the completion of studies a study permit ends (IRPR s. 222(1)(a)).
fn days_after_completion(completed: RecordedDate, law: &Law) -> i32 {
    let days = law.value_or_first(DatedKey::StudyPermitEndsAfterCompletion, completed.latest);
    days.and_then(|days| i32::try_from(days).ok()).unwrap_or(0)
}

/// The end of studies within a study permit S, by the earliest reading, so that nobody is late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct StudiesEnded {
    /// The day of completion.
    pub completed: Day,
    /// The last day of the permit by it, whatever is printed (IRPR s. 222(1)(a)).
    pub permit_until: Day,
    /// The last day on which an application could be made.
    pub apply_until: Day,
}

impl EndOfStudies<'_> {
    /// The same by the earliest of those readings by which the studies end within the permit.
    pub(crate) fn at_the_earliest(&self, law: &Law) -> StudiesEnded {
        let completed = self.completed.earliest.max(self.run.from.earliest);
        let permit_until = completed.plus_days(days_after_completion(self.completed, law));
        let printed = self.run.to.earliest.max(completed);
        StudiesEnded {
            completed,
            permit_until,
            apply_until: if self.run.open_ended {
                permit_until
            } else {
                permit_until.min(printed)
            },
        }
    }

    /// The last day on which an application could be made: the earlier of the permit's end and 90 days after completion
    /// (IRPR s. 222(1)(a)).
    fn deadline(&self, law: &Law) -> RecordedDate {
        let days = days_after_completion(self.completed, law);
        let expiry = RecordedDate {
            earliest: self.completed.earliest.plus_days(days),
            latest: self.completed.latest.plus_days(days),
        };
        if self.run.open_ended {
            return expiry;
        }
        RecordedDate {
            earliest: expiry.earliest.min(self.run.to.earliest),
            latest: expiry.latest.min(self.run.to.latest),
        }
    }

    /// What the application gives, if anything.
    pub(crate) fn authorizes(&self, terms: &Terms, law: &Law) -> Option<Reach> {
        let applied = terms.applied?;
        let deadline = self.deadline(law);
        if applied.latest < self.completed.earliest || deadline.latest < applied.earliest {
            return None;
        }
        let mut reach = Reach {
            dated: Period::new(applied.latest, terms.end.last.earliest),
            possible: Period::new(applied.earliest, terms.end.last.latest),
            open: self.open,
        };
        if applied.earliest < self.completed.latest || deadline.earliest < applied.latest {
            reach = reach.open_for(Reason::DateImprecise);
        }
        if terms.end.unknown {
            reach = reach.open_for(Reason::MaintainedStatusUnknown);
        }
        (!reach.is_empty()).then_some(reach)
    }

    /// The commonest file: the permit that follows the studies does not say when it was applied for. From the completion to the day
    /// before it starts nobody knows whether the work was authorized.
    pub(crate) fn unknown_until_permit(
        &self,
        followers: &[Follower],
    ) -> impl Iterator<Item = Reach> + '_ {
        let next = silent_followers(followers, &[], self.completed).into_iter();
        next.map(|(next, surely)| {
            let dated = Period::new(self.completed.latest, next.earliest.previous());
            let reach = Reach {
                dated: dated.filter(|_| surely),
                possible: Period::new(self.completed.earliest, next.latest.previous()),
                open: self.open,
            };
            reach.open_for(Reason::AuthorizationUnknown)
        })
    }
}

//! Work after studies, IRPR s. 186(w): who completed a full-time program and applied for a work permit in time may work from the
//! day of the application.

use crate::authorization::doubts::Doubts;
use crate::authorization::maintained_status::{Follower, silent_followers};
use crate::authorization::reach::Reach;
use crate::authorization::runs::{Reaches, Run};
use crate::authorization::terms::Terms;
use crate::calendar::{Period, RecordedDate};
use crate::finding::Reason;
use crate::law::{DatedKey, Law};
use crate::records::{Fact, Row, Study};

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

/// The completions that are, or may be, the last full-time one within the study permit's validity.
pub(crate) fn ends_of_studies<'a>(
    run: &'a Run,
    studies: &'a [Row<Study>],
) -> impl Iterator<Item = EndOfStudies<'a>> {
    let completions = move || {
        let all = studies.iter().enumerate();
        all.filter_map(move |(row, study)| Some((row, completion_within(run, &study.facts)?)))
    };
    completions().filter_map(move |(row, (completed, mut open))| {
        for (_, (later, doubts)) in completions().filter(|(other, _)| *other != row) {
            if later.latest <= completed.earliest {
                continue;
            }
            let surely_later = completed.latest < later.earliest;
            if surely_later && doubts.is_empty() {
                return None;
            }
            open.add_all(doubts);
            if !surely_later {
                open.add(Reason::DateImprecise);
            }
        }
        open.add_all(run.open);
        Some(EndOfStudies {
            run,
            completed,
            open,
        })
    })
}

impl EndOfStudies<'_> {
    /// The last day on which an application could be made: the earlier of the permit's end and 90 days after completion
    /// (IRPR s. 222(1)(a)).
    fn deadline(&self, law: &Law) -> RecordedDate {
        let days = law
            .value_or_first(
                DatedKey::StudyPermitEndsAfterCompletion,
                self.completed.latest,
            )
            .unwrap_or(0);
        let days = i32::try_from(days).unwrap_or(0);
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
    pub(crate) fn unknown_until_permit(&self, followers: &[Follower], reaches: &mut Reaches) {
        for (next, surely) in silent_followers(followers, &[], self.completed) {
            let dated = Period::new(self.completed.latest, next.earliest.previous());
            let reach = Reach {
                dated: dated.filter(|_| surely),
                possible: Period::new(self.completed.earliest, next.latest.previous()),
                open: self.open,
            };
            reaches.push(reach.open_for(Reason::AuthorizationUnknown));
        }
    }
}

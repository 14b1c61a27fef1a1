//! Work after studies, IRPR s. 186(w): who completed a full-time program and applied for a work permit in time may work from the
//! day of the application.

use crate::authorization::maintained_status::{Follower, silent_follower};
use crate::authorization::runs::Run;
use crate::authorization::terms::{Reach, Terms};
use crate::calendar::{Period, RecordedDate};
use crate::finding::Reason;
use crate::law::{DatedKey, Law};
use crate::records::{Fact, Row, Study};
use smallvec::SmallVec;

/// A completed program that may be the last full-time one within a study permit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Completion {
    on: RecordedDate,
    surely_full_time: bool,
    surely_within: bool,
}

/// The end of studies under one study permit S.
#[derive(Clone, Debug)]
pub(crate) struct EndOfStudies {
    run: Run,
    /// Completions that may be the last full-time one.
    last: SmallVec<[Completion; 1]>,
}

/// The last full-time completion within the study permit's validity, or the several that it may be.
pub(crate) fn end_of_studies(run: &Run, studies: &[Row<Study>]) -> Option<EndOfStudies> {
    let completions = studies.iter().filter_map(|study| {
        let full_time = match &study.facts.full_time {
            Fact::Known(full_time) => *full_time,
            Fact::Blank | Fact::NoColumn | Fact::Unclear(_) => true,
        };
        let on = study.facts.completed.filter(|_| full_time)?;
        let within =
            run.from.earliest <= on.latest && (run.open_ended || on.earliest <= run.to.latest);
        let surely_within =
            run.from.latest <= on.earliest && !run.open_ended && on.latest <= run.to.earliest;
        let surely_full_time = study.facts.full_time.known().is_some();
        within.then_some(Completion {
            on,
            surely_full_time,
            surely_within,
        })
    });
    let all: SmallVec<[Completion; 1]> = completions.collect();
    let known = all
        .iter()
        .filter(|one| one.surely_full_time && one.surely_within);
    let reached = known.map(|one| one.on.earliest).max();
    let may_be_last = |one: &&Completion| {
        if one.surely_full_time && one.surely_within {
            reached.is_none_or(|reached| reached <= one.on.latest)
        } else {
            reached.is_none_or(|reached| reached < one.on.latest)
        }
    };
    let last: SmallVec<[Completion; 1]> = all.iter().filter(may_be_last).copied().collect();
    (!last.is_empty()).then_some(EndOfStudies { run: *run, last })
}

impl EndOfStudies {
    fn doubt(&self) -> Reason {
        if self.run.open_ended
            || self.run.doubtful
            || self.last.iter().any(|one| !one.surely_full_time)
        {
            Reason::AuthorizationUnknown
        } else {
            Reason::DateImprecise
        }
    }

    /// The last day on which an application could be made: the earlier of the permit's end and 90 days after completion
    /// (IRPR s. 222(1)(a)).
    fn deadline(&self, completion: &Completion, law: &Law) -> RecordedDate {
        let days = law
            .value_or_first(
                DatedKey::StudyPermitEndsAfterCompletion,
                completion.on.latest,
            )
            .unwrap_or(0);
        let days = i32::try_from(days).unwrap_or(0);
        let expiry = RecordedDate {
            earliest: completion.on.earliest.plus_days(days),
            latest: completion.on.latest.plus_days(days),
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
        let in_time = |one: &Completion| {
            one.on.earliest <= applied.latest && applied.earliest <= self.deadline(one, law).latest
        };
        let surely_in_time = |one: &Completion| {
            one.on.latest <= applied.earliest && applied.latest <= self.deadline(one, law).earliest
        };
        if !self.last.iter().any(in_time) {
            return None;
        }
        let one_reading = !self.run.open_ended
            && !self.run.doubtful
            && self
                .last
                .iter()
                .all(|one| one.surely_full_time && one.surely_within && surely_in_time(one));
        let sure = one_reading && !terms.end.unknown;
        let doubt = if terms.end.unknown {
            Reason::MaintainedStatusUnknown
        } else {
            self.doubt()
        };
        let reach = Reach {
            sure: Period::new(applied.latest, terms.end.last.earliest).filter(|_| sure),
            possible: Period::new(applied.earliest, terms.end.last.latest),
            doubt,
            second_doubt: (terms.end.unknown && self.doubt() == Reason::AuthorizationUnknown)
                .then_some(Reason::AuthorizationUnknown),
        };
        (!reach.is_empty()).then_some(reach)
    }

    /// The commonest file: the permit that follows the studies does not say when it was applied for. From the completion to the day
    /// before it starts nobody knows whether the work was authorized.
    pub(crate) fn unknown_until_permit(&self, followers: &[Follower]) -> Option<Reach> {
        let gaps = self
            .last
            .iter()
            .filter_map(|one| Period::new(one.on.earliest, silent_follower(followers, one.on)?));
        let possible = gaps.reduce(Period::spanning)?;
        Some(Reach {
            sure: None,
            possible: Some(possible),
            doubt: Reason::AuthorizationUnknown,
            second_doubt: None,
        })
    }
}

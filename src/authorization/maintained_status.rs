//! Maintained status, IRPR s. 186(u): an application made while a work permit was valid carries its conditions on, and the
//! gaps of which the record does not say whether one was made.

use crate::authorization::abroad::Abroad;
use crate::authorization::runs::Run;
use crate::authorization::terms::{Reach, Terms};
use crate::calendar::{Coverage, Day, Period, RecordedDate};
use crate::finding::Reason;
use crate::records::PermitClass;

/// Whether the class can be the P or the Q of maintained status.
pub(crate) const fn can_be_maintained(class: PermitClass) -> bool {
    matches!(class, PermitClass::Open | PermitClass::EmployerSpecific)
}

/// Maintained status on the conditions of `run` by the application `terms`, if the application carries it.
pub(crate) fn maintained(run: &Run, terms: &Terms, abroad: Abroad<'_>) -> Option<Reach> {
    let applied = terms.applied?;
    if run.open_ended {
        return None;
    }
    let end = run.to;
    let in_time = run.from.earliest <= applied.latest && applied.earliest <= end.latest;
    let starts_after = terms
        .validity
        .is_none_or(|own| end.earliest < own.from.latest);
    let day_after = RecordedDate {
        earliest: end.earliest.next(),
        latest: end.latest.next(),
    };
    let was_abroad = abroad.on(day_after);
    if !in_time || !starts_after || was_abroad == Coverage::Surely {
        return None;
    }
    let surely_in_time = run.from.latest <= applied.earliest && applied.latest <= end.earliest;
    let surely_after = terms
        .validity
        .is_none_or(|own| end.latest < own.from.earliest);
    let certain = surely_in_time && surely_after && was_abroad == Coverage::No && !run.doubtful;
    let sure = certain && !terms.end.unknown;
    let last_sure = terms.end.last.earliest.min(abroad.stays_surely_until(end));
    let reach = Reach {
        sure: Period::new(day_after.latest, last_sure).filter(|_| sure),
        possible: abroad.possible_stay(end, terms.end.last.latest),
        doubt: if terms.end.unknown {
            Reason::MaintainedStatusUnknown
        } else {
            Reason::DateImprecise
        },
        second_doubt: (terms.end.unknown && !(certain && end.is_precise()))
            .then_some(Reason::DateImprecise),
    };
    (!reach.is_empty()).then_some(reach)
}

/// A permit whose start may follow another: its first day, and whether its application date is recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Follower {
    /// First day of validity.
    pub from: RecordedDate,
    /// Whether the row says when it was applied for.
    pub has_application_date: bool,
}

/// The last day before the next open or employer-specific permit after `end`, if that permit (or one that may be the next) has no
/// application date.
pub(crate) fn silent_follower(followers: &[Follower], end: RecordedDate) -> Option<Day> {
    let surely_after = followers
        .iter()
        .filter(|one| end.latest < one.from.earliest);
    let bound = surely_after.map(|one| one.from.latest).min();
    followers
        .iter()
        .filter(|one| {
            end.earliest < one.from.latest && bound.is_none_or(|bound| one.from.earliest <= bound)
        })
        .filter(|one| !one.has_application_date)
        .map(|one| one.from.latest.previous())
        .max()
}

/// The gap after `run` of which nobody knows whether it was bridged: no work permit covers the day after its end, the applicant is
/// not abroad on it, and the next permit does not say when it was applied for.
pub(crate) fn unknown_gap(
    run: &Run,
    mut work_permits: impl Iterator<Item = Reach>,
    followers: &[Follower],
    abroad: Abroad<'_>,
) -> Option<Reach> {
    if run.open_ended {
        return None;
    }
    let end = run.to;
    let day_after = RecordedDate {
        earliest: end.earliest.next(),
        latest: end.latest.next(),
    };
    let covered = work_permits
        .any(|permit| permit.surely(day_after.earliest) && permit.surely(day_after.latest));
    if covered || abroad.on(day_after) == Coverage::Surely {
        return None;
    }
    let possible = abroad.possible_stay(end, silent_follower(followers, end)?)?;
    Some(Reach {
        sure: None,
        possible: Some(possible),
        doubt: Reason::MaintainedStatusUnknown,
        second_doubt: None,
    })
}

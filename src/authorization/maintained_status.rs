//! Maintained status, IRPR s. 186(u): an application made while a work permit was valid carries its conditions on, and the
//! gaps of which the record does not say whether one was made.

use crate::authorization::abroad::Abroad;
use crate::authorization::reach::Reach;
use crate::authorization::runs::{Reaches, Run};
use crate::authorization::terms::Terms;
use crate::authorization::timeline::Document;
use crate::calendar::{Coverage, Period, RecordedDate};
use crate::finding::Reason;
use crate::records::PermitClass;

/// Whether the class can be the P or the Q of maintained status.
pub(crate) const fn can_be_maintained(class: PermitClass) -> bool {
    matches!(class, PermitClass::Open | PermitClass::EmployerSpecific)
}

/// The day after a recorded one, reading by reading.
fn day_after(date: RecordedDate) -> RecordedDate {
    RecordedDate {
        earliest: date.earliest.next(),
        latest: date.latest.next(),
    }
}

/// Maintained status on the conditions of `run` by the application `terms`, if the application carries it.
pub(crate) fn maintained(run: &Run, terms: &Terms, abroad: Abroad<'_>) -> Option<Reach> {
    let applied = terms.applied?;
    if run.open_ended {
        return None;
    }
    let end = run.to;
    let in_time = run.from.earliest <= applied.latest && applied.earliest <= end.latest;
    // An application of which nobody can read what became of it may never have led to a permit.
    let own = terms.validity.filter(|own| !own.doubtful);
    let starts_after = own.is_none_or(|own| end.earliest < own.from.latest);
    let begins = day_after(end);
    let was_abroad = abroad.on(begins);
    if !in_time || !starts_after || was_abroad == Coverage::Surely {
        return None;
    }
    let surely_in_time = run.from.latest <= applied.earliest && applied.latest <= end.earliest;
    let surely_after = own.is_none_or(|own| end.latest < own.from.earliest);
    let last = terms.end.last.earliest;
    let mut reach = Reach {
        dated: Period::new(begins.latest, last.min(abroad.stays_surely_until(end))),
        possible: abroad.possible_stay(end, terms.end.last.latest),
        open: run.open,
    };
    if !surely_in_time || !surely_after || was_abroad != Coverage::No {
        reach = reach.open_for(Reason::DateImprecise);
    }
    if terms.end.unknown {
        reach = reach.open_for(Reason::MaintainedStatusUnknown);
    }
    (!reach.is_empty()).then_some(reach)
}

/// A permit whose start may follow another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Follower {
    /// First day of validity.
    pub from: RecordedDate,
    /// Whether the row says when it was applied for.
    pub has_application_date: bool,
    /// Its row among the case's permits.
    pub row: usize,
}

/// The open or employer-specific permits without an application date that are, or may be, the next to start after `end`: the first day of
/// each, and whether it surely is the next. `before` are the rows of what ends.
pub(crate) fn silent_followers<'a>(
    followers: &'a [Follower],
    before: &'a [usize],
    end: RecordedDate,
) -> impl Iterator<Item = (RecordedDate, bool)> + 'a {
    let others = move || followers.iter().filter(|one| !before.contains(&one.row));
    let silent = others().filter(|one| !one.has_application_date);
    silent.filter_map(move |one| {
        let between = |other: &&Follower| {
            other.row != one.row
                && end.earliest < other.from.latest
                && other.from.earliest < one.from.latest
        };
        let surely_between = |other: &Follower| {
            end.latest < other.from.earliest && other.from.latest < one.from.earliest
        };
        if one.from.latest <= end.earliest || others().filter(between).any(surely_between) {
            return None;
        }
        let surely = end.latest < one.from.earliest && others().find(between).is_none();
        Some((one.from, surely))
    })
}

/// The gap after `run` of which nobody knows whether it was bridged: no work permit covers the day after its end, the applicant is
/// not abroad on it, and the next permit does not say when it was applied for.
pub(crate) fn unknown_gap(
    run: &Run,
    documents: &[Document],
    followers: &[Follower],
    abroad: Abroad<'_>,
    reaches: &mut Reaches,
) {
    let end = run.to;
    let begins = day_after(end);
    let was_abroad = abroad.on(begins);
    if run.open_ended || was_abroad == Coverage::Surely {
        return;
    }
    let mut open = run.open;
    open.add(Reason::MaintainedStatusUnknown);
    if was_abroad != Coverage::No {
        open.add(Reason::DateImprecise);
    }
    let others = documents
        .iter()
        .filter(|one| is_work_permit(one.class) && !run.rows.contains(&one.permit));
    for permit in others.map(|one| one.reach) {
        if permit.surely(begins.earliest) && permit.surely(begins.latest) {
            return;
        }
        let meets = |days: Period| days.first() <= begins.latest && begins.earliest <= days.last();
        if permit.possible.is_some_and(meets) {
            open.add_all(permit.doubts_on(begins.earliest));
            open.add_all(permit.doubts_on(begins.latest));
        }
    }
    for (next, surely) in silent_followers(followers, &run.rows, end) {
        let last = next.earliest.previous();
        let dated = Period::new(begins.latest, last.min(abroad.stays_surely_until(end)));
        reaches.push(Reach {
            dated: dated.filter(|_| surely),
            possible: abroad.possible_stay(end, next.latest.previous()),
            open,
        });
    }
}

/// Whether a document of the class is a work permit.
const fn is_work_permit(class: PermitClass) -> bool {
    matches!(
        class,
        PermitClass::Open
            | PermitClass::EmployerSpecific
            | PermitClass::CoOp
            | PermitClass::Refugee
    )
}

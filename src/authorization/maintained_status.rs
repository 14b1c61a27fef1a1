//! Maintained status, IRPR s. 186(u): an application made while a work permit was valid carries its conditions on, and the
//! gaps of which the record does not say whether one was made.

use crate::authorization::abroad::{Abroad, Stays};
use crate::authorization::doubts::Doubts;
use crate::authorization::reach::Reach;
use crate::authorization::runs::{Reaches, Run};
use crate::authorization::terms::Terms;
use crate::authorization::timeline::Document;
use crate::calendar::{Coverage, Period, RecordedDate};
use crate::finding::Reason;
use crate::records::PermitClass;
use smallvec::SmallVec;

/// Whether the class can be the P or the Q of maintained status.
pub(crate) const fn can_be_maintained(class: PermitClass) -> bool {
    matches!(class, PermitClass::Open | PermitClass::EmployerSpecific)
}

/// Maintained status on the conditions of `run` by the application `terms`, if the application carries it.
pub(crate) fn maintained(run: &Run, terms: &Terms, abroad: Abroad<'_>, reaches: &mut Reaches) {
    let Some(applied) = terms.applied.filter(|_| !run.open_ended) else {
        return;
    };
    let end = run.to;
    let in_time = run.from.earliest <= applied.latest && applied.earliest <= end.latest;
    // An application of which nobody can read what became of it may never have led to a permit.
    let own = terms.validity.filter(|own| !own.doubtful);
    let starts_after = own.is_none_or(|own| end.earliest < own.from.latest);
    let begins = end.next();
    let was_abroad = abroad.on(begins);
    if !in_time || !starts_after || was_abroad == Coverage::Surely {
        return;
    }
    let surely_in_time = run.from.latest <= applied.earliest && applied.latest <= end.earliest;
    let surely_after = own.is_none_or(|own| end.latest < own.from.earliest);
    let mut open = run.open;
    if !surely_in_time || !surely_after || was_abroad != Coverage::No {
        open.add(Reason::DateImprecise);
    }
    if terms.end.unknown {
        open.add(Reason::MaintainedStatusUnknown);
    }
    let last = terms.end.last;
    let dated = Period::new(
        begins.latest,
        last.earliest.min(abroad.stays_surely_until(end)),
    );
    let stays = abroad.possible_stays(end, last.latest);
    reaches.extend(within(stays, dated, open));
}

/// A reach for each run of possible days.
fn within(stays: Stays, dated: Option<Period>, open: Doubts) -> impl Iterator<Item = Reach> {
    stays.into_iter().map(move |stay| Reach {
        dated: dated.and_then(|days| days.intersection(stay)),
        possible: Some(stay),
        open,
    })
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
pub(crate) fn silent_followers(
    followers: &[Follower],
    before: &[usize],
    end: RecordedDate,
) -> SmallVec<[(RecordedDate, bool); 1]> {
    let others = || followers.iter().filter(|one| !before.contains(&one.row));
    let surely_after = others().filter(|one| end.latest < one.from.earliest);
    let bound = surely_after.map(|one| one.from.latest).min();
    let may_be_next = |one: &&Follower| {
        end.earliest < one.from.latest && bound.is_none_or(|bound| one.from.earliest <= bound)
    };
    let mut next: SmallVec<[(RecordedDate, bool); 1]> = SmallVec::new();
    for one in others()
        .filter(|one| !one.has_application_date)
        .filter(may_be_next)
    {
        // One that starts with another says nothing more.
        if next.iter().any(|(from, _)| *from == one.from) {
            continue;
        }
        let between = others().any(|other| {
            other.row != one.row
                && end.earliest < other.from.latest
                && other.from.earliest < one.from.latest
        });
        next.push((one.from, end.latest < one.from.earliest && !between));
    }
    next
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
    let begins = end.next();
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
        let stays = abroad.possible_stays(end, next.latest.previous());
        reaches.extend(within(stays, dated.filter(|_| surely), open));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;

    fn on(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn follower(row: usize, from: RecordedDate) -> Follower {
        Follower {
            from,
            has_application_date: false,
            row,
        }
    }

    #[test]
    fn followers_that_start_together_are_told_once_and_one_that_ends_does_not_follow() {
        let precise = |text| RecordedDate::on(on(text));
        let january = RecordedDate::between(on("2025-01-01"), on("2025-01-31"));
        let end = precise("2024-12-31");
        let next = |followers: &[Follower], before: &[usize]| {
            silent_followers(followers, before, end).into_vec()
        };
        let start = precise("2025-01-15");
        let twins: Vec<Follower> = (0..9).map(|row| follower(row, start)).collect();
        assert_eq!(next(&twins, &[]), [(start, true)]);
        let later = follower(9, precise("2025-02-01"));
        assert_eq!(next(&[twins[0], later], &[]), [(start, true)]);
        assert_eq!(next(&[twins[0], later], &[0]), [(later.from, true)]);
        // Of two in one month nobody knows which is the next.
        let perhaps = [follower(0, january), follower(1, january)];
        assert_eq!(next(&perhaps, &[]), [(january, false)]);
        assert_eq!(next(&perhaps, &[1]), [(january, true)]);
    }
}

//! The days that an authorization or a document reaches, and what must be settled before it is sure that it does.

use crate::authorization::doubts::Doubts;
use crate::calendar::{Day, Period, RecordedSpan};
use crate::finding::Reason;

/// The days of something that may rest on imprecise or missing facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reach {
    /// Days covered under every reading of the dates.
    pub dated: Option<Period>,
    /// Days covered under at least one reading; holds `dated`.
    pub possible: Option<Period>,
    /// What must be settled besides the dates, whatever the day.
    pub open: Doubts,
}

impl Reach {
    /// The days between two recorded dates.
    pub(crate) fn of(span: RecordedSpan) -> Self {
        Self {
            dated: span.sure(),
            possible: span.possible(),
            open: Doubts::default(),
        }
    }

    /// The same days, none of them sure until this is settled too.
    #[must_use]
    pub(crate) fn open_for(mut self, doubt: Reason) -> Self {
        self.open.add(doubt);
        self
    }

    /// Whether no day is even possible.
    pub(crate) const fn is_empty(self) -> bool {
        self.possible.is_none()
    }

    /// The days that are covered surely.
    pub fn sure(self) -> Option<Period> {
        self.dated.filter(|_| self.open.is_empty())
    }

    /// Whether the day is covered surely.
    pub fn surely(self, day: Day) -> bool {
        self.sure().is_some_and(|period| period.contains(day))
    }

    /// Whether the day is covered under some reading.
    pub fn possibly(self, day: Day) -> bool {
        self.possible.is_some_and(|period| period.contains(day))
    }

    /// Why it is not sure that a possible day is covered; empty if it is.
    pub fn doubts_on(self, day: Day) -> Doubts {
        let mut doubts = self.open;
        if !self.dated.is_some_and(|period| period.contains(day)) {
            doubts.add(Reason::DateImprecise);
        }
        doubts
    }

    /// Why some possible days are not sure, if some are not: the first reason in the order of the law.
    pub fn doubt(self) -> Option<Reason> {
        self.possible?;
        let imprecise = (self.dated != self.possible).then_some(Reason::DateImprecise);
        self.open.reasons().next().or(imprecise)
    }
}

/// Why it is not sure that any of these covers a day, empty if one surely does; `None` if none may.
pub fn doubts_of_any(reaches: impl Iterator<Item = Reach>, day: Day) -> Option<Doubts> {
    let may_cover = reaches.filter(|reach| reach.possibly(day));
    let doubts = may_cover.map(|reach| reach.doubts_on(day));
    doubts.reduce(|one, other| {
        if one.is_empty() || other.is_empty() {
            Doubts::default()
        } else {
            one.and(other)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: i32) -> Day {
        Day::from_ymd(2025, 1, 1).unwrap().plus_days(day)
    }

    fn reach(dated: Option<(i32, i32)>, possible: Option<(i32, i32)>, open: &[Reason]) -> Reach {
        let period = |(first, last)| Period::new(on(first), on(last)).unwrap();
        let reach = Reach {
            dated: dated.map(period),
            possible: possible.map(period),
            open: Doubts::default(),
        };
        open.iter()
            .fold(reach, |reach, doubt| reach.open_for(*doubt))
    }

    fn doubts(reach: Reach, day: i32) -> Vec<Reason> {
        reach.doubts_on(on(day)).reasons().collect()
    }

    #[test]
    fn a_day_is_in_doubt_for_its_dates_and_for_what_is_open_on_all_days() {
        let sure = reach(Some((3, 6)), Some((0, 9)), &[]);
        assert!(doubts(sure, 3).is_empty() && sure.surely(on(3)));
        assert_eq!(doubts(sure, 2), [Reason::DateImprecise]);
        assert!(!sure.surely(on(2)) && sure.possibly(on(2)) && !sure.possibly(on(10)));
        let open = reach(Some((3, 6)), Some((0, 9)), &[Reason::AuthorizationUnknown]);
        assert_eq!(doubts(open, 3), [Reason::AuthorizationUnknown]);
        assert_eq!(
            doubts(open, 7),
            [Reason::AuthorizationUnknown, Reason::DateImprecise]
        );
        assert!(!open.surely(on(3)) && open.sure().is_none());
    }

    #[test]
    fn what_is_told_of_all_days_is_the_first_doubt() {
        let precise = Some((0, 9));
        assert_eq!(reach(precise, precise, &[]).doubt(), None);
        assert_eq!(
            reach(None, precise, &[]).doubt(),
            Some(Reason::DateImprecise)
        );
        let open = [
            Reason::MaintainedStatusUnknown,
            Reason::AuthorizationUnknown,
        ];
        assert_eq!(
            reach(Some((1, 9)), precise, &open).doubt(),
            Some(Reason::AuthorizationUnknown)
        );
        // Of no day there is nothing to doubt.
        assert_eq!(reach(None, None, &open).doubt(), None);
    }
}

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
        let imprecise = (self.dated != self.possible).then_some(Reason::DateImprecise);
        self.open.reasons().next().or(imprecise)
    }
}

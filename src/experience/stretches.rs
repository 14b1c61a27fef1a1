//! Stretches of days that all carry the same hours, in order, with the sums before each.

use crate::calendar::{Day, Period};
use crate::experience::cap::Share;
use crate::experience::judged::{Judged, Judging};
use crate::experience::sums::{Working, is_unauthorized, together, working};
use crate::law::Hours;

/// A stretch of days that all carry the same hours.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    pub(crate) days: Period,
    /// Hours a week that count, and that count at most.
    pub(crate) weekly: Both,
    /// The sums over all stretches before.
    pub(crate) before: Both,
    /// Where the jobs that are counted or uncertain end in the list of all stretches.
    pub(crate) working_until: usize,
    /// A job is held that the applicant is not authorized to do.
    pub(crate) unauthorized: bool,
}

/// Two quantities: what is sure, and what is possible.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Both {
    pub(crate) sure: Hours,
    pub(crate) possible: Hours,
}

impl Both {
    /// Nothing.
    pub(crate) const NONE: Self = Self {
        sure: Hours::ZERO,
        possible: Hours::ZERO,
    };

    /// This, and `weekly` once for each of so many days.
    pub(crate) fn and(&self, weekly: &Self, days: i32) -> Self {
        let add = |sum: &Hours, weekly: &Hours| {
            if weekly.is_zero() {
                sum.clone()
            } else {
                sum.plus(&weekly.times(i64::from(days), 1))
            }
        };
        Self {
            sure: add(&self.sure, &weekly.sure),
            possible: add(&self.possible, &weekly.possible),
        }
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        Self {
            sure: self.sure.minus(&other.sure),
            possible: self.possible.minus(&other.possible),
        }
    }
}

/// The stretches of a window, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stretches {
    pub(crate) all: Vec<Stretch>,
    pub(crate) working: Vec<Working>,
}

impl Stretches {
    /// Adds the days of a segment; they join the stretch before if they carry the same work.
    pub(crate) fn add(
        &mut self,
        days: Period,
        (sure, possible): (Hours, Hours),
        judged: &[Judged],
    ) {
        let weekly = Both { sure, possible };
        let unauthorized = judged.iter().any(is_unauthorized);
        let from = self
            .all
            .iter()
            .nth_back(1)
            .map_or(0, |one| one.working_until);
        let before = match self.all.last_mut() {
            None => Both::NONE,
            Some(last) => {
                let worked = self.working.get(from..).unwrap_or_default();
                if last.days.last().next() == days.first()
                    && last.weekly == weekly
                    && last.unauthorized == unauthorized
                    && working(judged).eq(worked.iter().copied())
                    && let Some(longer) = Period::new(last.days.first(), days.last())
                {
                    last.days = longer;
                    return;
                }
                last.before.and(&last.weekly, last.days.days())
            }
        };
        self.working.extend(working(judged));
        self.all.push(Stretch {
            days,
            weekly,
            before,
            working_until: self.working.len(),
            unauthorized,
        });
    }

    /// Judges the segments from a day on.
    pub(crate) fn judge(&mut self, judging: &Judging<'_>, from: Day) {
        let mut judged: Vec<Judged> = Vec::new();
        let mut shares: Vec<Share> = Vec::new();
        let window = judging.question.window;
        for segment in judging.segments(from) {
            if window.contains(segment.first()) {
                judging.judge_day(segment.first(), &mut judged);
                judging.shares(&judged, &mut shares);
                self.add(segment, together(&shares), &judged);
            }
        }
    }

    /// The jobs that are counted or uncertain in each stretch.
    pub(crate) fn working(&self) -> impl Iterator<Item = (&Stretch, &[Working])> {
        let starts = [0]
            .into_iter()
            .chain(self.all.iter().map(|one| one.working_until));
        let all = self.all.iter().zip(starts);
        all.map(|(one, from)| {
            (
                one,
                self.working.get(from..one.working_until).unwrap_or(&[]),
            )
        })
    }

    /// The stretch that holds the day before `end`, or the last one before it, and how many of its days come before `end`.
    pub(crate) fn until(&self, end: Day) -> Option<(usize, i32)> {
        let after = self.all.partition_point(|one| one.days.first() < end);
        let position = after.checked_sub(1)?;
        let days = self.all.get(position)?.days;
        Some((
            position,
            end.min(days.last().next()).days_since(days.first()),
        ))
    }

    /// The stretch of a day.
    pub(crate) fn position_on(&self, day: Day) -> Option<usize> {
        let (position, _) = self.until(day.next())?;
        let holds = |one: &Stretch| one.days.contains(day);
        self.all
            .get(position)
            .is_some_and(holds)
            .then_some(position)
    }
}

//! Stretches of days that all carry the same hours, in order, with the sums before each.

use crate::calendar::{Day, FAR_FUTURE, Period};
use crate::experience::judged::Judging;
use crate::experience::sums::{Work, Working};
use crate::law::Hours;

/// A stretch of days that all carry the same hours.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    pub(crate) days: Period,
    /// Hours a week that count, and that may count beyond them.
    pub(crate) weekly: Both,
    /// The sums over all stretches before.
    pub(crate) before: Both,
    /// Where the jobs that are counted or uncertain end in the list of all stretches.
    pub(crate) working_until: usize,
    /// A job is held that the applicant is not authorized to do.
    pub(crate) unauthorized: bool,
}

/// A quantity as two bounds: what is sure, and what is possible beyond it, which is usually nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Both {
    pub(crate) sure: Hours,
    pub(crate) beyond: Hours,
}

impl Both {
    /// Nothing.
    pub(crate) const NONE: Self = Self {
        sure: Hours::ZERO,
        beyond: Hours::ZERO,
    };

    /// Whether there is nothing.
    pub(crate) const fn are_none(&self) -> bool {
        self.sure.is_zero() && self.beyond.is_zero()
    }

    /// What is possible: the sure part and all beyond it.
    pub(crate) fn possible(&self) -> Hours {
        if self.beyond.is_zero() {
            self.sure.clone()
        } else {
            self.sure.plus(&self.beyond)
        }
    }

    /// This, and `weekly` once for each of so many days.
    pub(crate) fn and(&self, weekly: &Self, days: i32) -> Self {
        let days = i64::from(days);
        let and = |sum: &Hours, weekly: &Hours| {
            if weekly.is_zero() || days == 0 {
                sum.clone()
            } else {
                sum.plus_times(weekly, days)
            }
        };
        Self {
            sure: and(&self.sure, &weekly.sure),
            beyond: and(&self.beyond, &weekly.beyond),
        }
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        let minus = |one: &Hours, other: &Hours| {
            if other.is_zero() {
                one.clone()
            } else {
                one.minus(other)
            }
        };
        Self {
            sure: minus(&self.sure, &other.sure),
            beyond: minus(&self.beyond, &other.beyond),
        }
    }
}

/// Where a day stands among the stretches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The last stretch that begins no later than the day.
    pub(crate) position: usize,
    /// How many days of that stretch come before the day.
    pub(crate) days_before: i32,
    /// Whether the day is one of that stretch.
    pub(crate) within: bool,
}

/// The stretches of a window, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stretches {
    pub(crate) all: Vec<Stretch>,
    pub(crate) working: Vec<Working>,
}

/// Few windows have more stretches.
const USUAL_STRETCHES: usize = 8;

impl Stretches {
    /// None, with room for those of a usual window.
    pub(crate) fn with_room() -> Self {
        Self {
            all: Vec::with_capacity(USUAL_STRETCHES),
            working: Vec::with_capacity(USUAL_STRETCHES),
        }
    }

    /// Adds the days of a segment; they join the stretch before if they carry the same work.
    pub(crate) fn add(&mut self, days: Period, work: &Work) {
        if work.goes_on
            && let Some(last) = self.all.last_mut()
            && last.days.last().next() == days.first()
            && let Some(longer) = Period::new(last.days.first(), days.last())
        {
            last.days = longer;
            return;
        }
        let (weekly, unauthorized) = (work.weekly(), work.unauthorized);
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
                    && *worked == *work.working
                    && let Some(longer) = Period::new(last.days.first(), days.last())
                {
                    last.days = longer;
                    return;
                }
                last.before.and(&last.weekly, last.days.days())
            }
        };
        self.working.extend_from_slice(&work.working);
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
        let mut segments = judging.segments(from);
        let lines = judging.lines(&mut segments, None);
        let mut work = Work::none();
        for segment in segments.iter().filter(|one| one.is_work_within_window()) {
            work.find(judging, &lines, segment);
            self.add(segment.days, &work);
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

    /// The sums over all stretches.
    pub(crate) fn sum(&self) -> Both {
        let last = self.all.last();
        last.map_or(Both::NONE, |one| {
            one.before.and(&one.weekly, one.days.days())
        })
    }

    /// The sums over the days before a day.
    pub(crate) fn sum_before(&self, day: Day) -> Both {
        let sum = self.place(day).and_then(|place| {
            let one = self.all.get(place.position)?;
            Some(one.before.and(&one.weekly, place.days_before))
        });
        sum.unwrap_or(Both::NONE)
    }

    /// Where a day stands; `None` before all stretches.
    pub(crate) fn place(&self, day: Day) -> Option<Place> {
        let after = self.all.partition_point(|one| one.days.first() <= day);
        self.place_in(after.checked_sub(1)?, day)
    }

    /// The same, looked for from the place of another day on, usually an earlier one.
    pub(crate) fn place_after(&self, other: Option<Place>, day: Day) -> Option<Place> {
        let begins = |position: usize| self.all.get(position).map(|one| one.days.first());
        let Some(Place { mut position, .. }) = other else {
            return self.place(day);
        };
        if begins(position).is_none_or(|first| day < first) {
            return self.place(day);
        }
        while begins(position + 1).is_some_and(|first| first <= day) {
            position += 1;
        }
        self.place_in(position, day)
    }

    /// Where a day stands, if `position` is that of the last stretch that begins no later.
    fn place_in(&self, position: usize, day: Day) -> Option<Place> {
        let days = self.all.get(position)?.days;
        Some(Place {
            position,
            days_before: day.min(days.last().next()).days_since(days.first()),
            within: day <= days.last(),
        })
    }
}

/// A day that moves over the stretches.
pub(crate) struct Pointer<'a> {
    day: Day,
    stretches: &'a [Stretch],
    /// The position of the first stretch that begins after the day.
    next: usize,
}

impl<'a> Pointer<'a> {
    /// A day, where its place is known.
    pub(crate) const fn at(day: Day, stretches: &'a [Stretch], place: Option<Place>) -> Self {
        let next = match place {
            Some(place) => place.position + 1,
            None => 0,
        };
        Self {
            day,
            stretches,
            next,
        }
    }

    /// The position of the stretch of the day.
    pub(crate) fn on(&self) -> Option<usize> {
        let last = self.next.checked_sub(1)?;
        let days = self.stretches.get(last)?.days;
        (self.day <= days.last()).then_some(last)
    }

    /// How many days lie in the same stretch, or between the same two, this one included.
    pub(crate) fn days_left(&self) -> i32 {
        let on = self.on().and_then(|on| self.stretches.get(on));
        let next = match on {
            Some(on) => Some(on.days.last().next()),
            None => self.stretches.get(self.next).map(|next| next.days.first()),
        };
        next.unwrap_or(FAR_FUTURE).days_since(self.day)
    }

    /// Moves the day by so many days.
    pub(crate) fn move_on(&mut self, days: i32) {
        self.day = self.day.plus_days(days);
        while let Some(one) = self.stretches.get(self.next)
            && one.days.first() <= self.day
        {
            self.next += 1;
        }
    }
}

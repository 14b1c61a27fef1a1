//! How fast hours grow: the weekly hours of every stretch of days, from which the hours of any look-back window follow exactly.
//!
//! The judgement of a day of work depends on the assessed day only through the window and through the days not yet worked. So one
//! judgement over a long window answers for every shorter one within it: hours grow by the same amount on each day of a stretch.

use crate::authorization::{Timeline, Verdict};
use crate::calendar::{Day, Period};
use crate::experience::judged::{Judged, Judging};
use crate::experience::occupations::OccupationHours;
use crate::experience::sums::working;
use crate::experience::{Question, ThresholdSet, Treatment};
use crate::law::{Edition, Hours};

/// A stretch of days that all carry the same hours. The hours are in the order that [`Paces`] gives them.
#[derive(Clone, Debug)]
struct Stretch {
    days: Period,
    /// Hours a week.
    weekly: Vec<Hours>,
    /// Hours of all stretches before.
    before: Vec<Hours>,
    /// A job is held that the applicant is not authorized to do.
    unauthorized: bool,
}

/// The weekly hours of all stretches of a long window.
#[derive(Clone, Debug)]
pub struct Paces {
    stretches: Vec<Stretch>,
    /// Every occupation and band that occurs; its own hours are not used.
    groups: OccupationHours,
    /// More work is possible without limit.
    unlimited: bool,
}

/// The hours within one look-back window.
#[derive(Clone, Debug)]
pub struct WindowHours {
    /// Hours that surely count.
    pub counted: Hours,
    /// Hours that count at most; `None` if unlimited.
    pub possible: Option<Hours>,
}

const COUNTED: usize = 0;
const POSSIBLE: usize = 1;
/// Where the sure and possible hours of the groups begin, two for each.
const GROUPS: usize = 2;

/// The hours of one stretch before they are put in order.
struct Raw {
    days: Period,
    counted: Hours,
    possible: Hours,
    groups: OccupationHours,
    unauthorized: bool,
}

impl Paces {
    /// Judges every day of the question's window.
    pub fn judge(question: &Question<'_>, timeline: &Timeline) -> Self {
        let judging = Judging::new(question, timeline);
        let within = |segment: &Period| question.window.contains(segment.first());
        let raw: Vec<Raw> = judging
            .segments()
            .into_iter()
            .filter(within)
            .map(|segment| raw(&judging, segment))
            .collect();
        let mut groups = OccupationHours::new();
        for one in &raw {
            groups.add_groups_of(&one.groups);
        }
        let mut before: Vec<Hours> = Vec::new();
        let mut stretches = Vec::with_capacity(raw.len());
        for one in raw {
            let weekly = in_order(&one, &groups);
            before.resize(weekly.len(), Hours::ZERO);
            let days = i64::from(one.days.days());
            let after = before
                .iter()
                .zip(&weekly)
                .map(|(sum, pace)| sum.plus(&pace.times(days, 7)))
                .collect();
            stretches.push(Stretch {
                days: one.days,
                weekly,
                before: std::mem::replace(&mut before, after),
                unauthorized: one.unauthorized,
            });
        }
        Self {
            stretches,
            groups,
            unlimited: question.gaps.employment,
        }
    }

    /// The days on which the pace changes: the first of each stretch, and the day after the last.
    pub fn borders(&self) -> impl Iterator<Item = Day> {
        let end = self.stretches.last().map(|last| last.days.last().next());
        self.stretches
            .iter()
            .map(|stretch| stretch.days.first())
            .chain(end)
    }

    /// The hours within a window.
    pub fn hours(&self, window: Period) -> WindowHours {
        let possible = (!self.unlimited).then(|| self.within(window, POSSIBLE));
        WindowHours {
            counted: self.within(window, COUNTED),
            possible,
        }
    }

    /// The language thresholds that the work of a window asks for, and every comparison they rest on.
    pub fn thresholds(&self, window: Period, edition: &Edition) -> (ThresholdSet, Vec<bool>) {
        if self.unlimited {
            return (ThresholdSet::both(edition), Vec::new());
        }
        let count = self.groups.groups().count();
        let hours = (0..count).map(|group| {
            let low = GROUPS + group + group;
            (self.within(window, low), self.within(window, low + 1))
        });
        let sums = self.groups.with_hours(hours);
        (sums.thresholds(edition), sums.comparisons())
    }

    /// Whether a day is one on which a job is held, nothing counts, and the applicant is not authorized.
    pub fn is_unauthorized(&self, day: Day) -> bool {
        self.stretches.iter().any(|stretch| {
            stretch.days.contains(day)
                && stretch.unauthorized
                && stretch.weekly.get(COUNTED).is_none_or(Hours::is_zero)
        })
    }

    /// The first counted day of a window and its hours a week.
    pub fn first_counted(&self, window: Period) -> Option<Day> {
        let counts = |stretch: &&Stretch| {
            window.first() <= stretch.days.last()
                && stretch
                    .weekly
                    .get(COUNTED)
                    .is_some_and(|pace| !pace.is_zero())
        };
        let first = self.stretches.iter().find(counts)?;
        let day = first.days.first().max(window.first());
        (day <= window.last()).then_some(day)
    }

    fn within(&self, window: Period, quantity: usize) -> Hours {
        self.until(window.last().next(), quantity)
            .minus(&self.until(window.first(), quantity))
    }

    /// The hours of all days before `end`.
    fn until(&self, end: Day, quantity: usize) -> Hours {
        let after = self
            .stretches
            .partition_point(|stretch| stretch.days.first() < end);
        let Some(stretch) = after.checked_sub(1).and_then(|i| self.stretches.get(i)) else {
            return Hours::ZERO;
        };
        let days = end
            .min(stretch.days.last().next())
            .days_since(stretch.days.first());
        let (Some(before), Some(weekly)) =
            (stretch.before.get(quantity), stretch.weekly.get(quantity))
        else {
            return Hours::ZERO;
        };
        if weekly.is_zero() {
            return before.clone();
        }
        before.plus(&weekly.times(i64::from(days), 7))
    }
}

fn raw(judging: &Judging<'_>, segment: Period) -> Raw {
    let judged = judging.judged_on(segment.first());
    let mut counted = Hours::ZERO;
    let mut possible = Hours::ZERO;
    for share in judging.shares(&judged) {
        counted = counted.plus(&share.counted);
        possible = possible.plus(&share.counted).plus(&share.uncertain);
    }
    let mut groups = OccupationHours::new();
    let working = working(&judging.jobs, &judged);
    if !working.is_empty() {
        // Seven days of the segment are its hours a week.
        groups.add(&working, 7, &judging.limits.cap);
    }
    let unauthorized = |one: &Judged| {
        one.treatment == Treatment::Excluded && matches!(one.verdict, Verdict::Unauthorized(_))
    };
    Raw {
        days: segment,
        counted,
        possible,
        groups,
        unauthorized: judged.iter().any(unauthorized),
    }
}

fn in_order(raw: &Raw, groups: &OccupationHours) -> Vec<Hours> {
    let mut hours = vec![raw.counted.clone(), raw.possible.clone()];
    for (position, (its, _)) in groups.groups().enumerate() {
        let own = match its {
            None => raw.groups.groups().nth(position),
            Some(_) => raw.groups.groups().find(|(other, _)| *other == its),
        };
        let (low, high) = own.map_or((Hours::ZERO, Hours::ZERO), |(_, group)| {
            (group.low.clone(), group.high.clone())
        });
        hours.push(low);
        hours.push(high);
    }
    hours
}

//! How fast hours grow: the weekly hours of every stretch of days, from which the hours of any look-back window follow exactly.
//!
//! The judgement of a day of work depends on the assessed day only through the window and through the days not yet worked. So the
//! judgement of today's window and that of the days to come answer for every window of these days: hours grow by the same amount on each
//! day of a stretch. Sums are of hours a week, once for each day: seven times the hours.

use crate::calendar::{Day, FAR_PAST, Period};
use crate::experience::job::Job;
use crate::experience::judged::Judging;
use crate::experience::occupations::{OccupationHours, families};
use crate::experience::stretches::{Both, Place, Pointer, Stretch, Stretches};
use crate::experience::sums::{WEEK, Working};
use crate::experience::{History, Question, ThresholdSet};
use crate::finding::Outcome;
use crate::law::{Edition, Hours};
use smallvec::SmallVec;
use std::cell::{Cell, OnceCell};

/// A window that was judged, as far as later windows need it.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub(crate) jobs: Vec<Job>,
    pub(crate) cap: Hours,
    pub(crate) stretches: Stretches,
}

/// The hours of the occupations and bands.
#[derive(Clone, Debug)]
struct Groups {
    /// Every one that occurs; its own hours are not used.
    all: OccupationHours,
    /// The weekly hours of each of them, in order, in each stretch and the sum before: those of the first stretch, those of the second,
    /// and so on.
    table: Vec<(Both, Both)>,
}

/// The weekly hours of all stretches of a long window.
#[derive(Clone, Debug)]
pub struct Paces {
    pub(super) stretches: Stretches,
    jobs: Vec<Job>,
    cap: Hours,
    /// Seldom asked for, and large.
    groups: OnceCell<Box<Groups>>,
    /// The threshold, where all work has one: then whether there is any is all that can change it.
    of_one_band: Option<ThresholdSet>,
    /// Where the two ends of the last window lay: those of the next one are seldom far.
    ends: Cell<[Option<Place>; 2]>,
    /// More work is possible without limit.
    pub(super) unlimited: bool,
}

impl Paces {
    /// Judges every day of the question's window.
    pub(crate) fn judge(question: &Question<'_>, history: &History) -> Self {
        let judging = Judging::new(question, history);
        let mut stretches = Stretches::default();
        stretches.judge(&judging, FAR_PAST);
        Self::of(stretches, judging)
    }

    /// Goes on from a window already judged, whose days and edition are those of the question up to the day before `from`.
    pub(crate) fn going_on(
        past: Past,
        from: Day,
        question: &Question<'_>,
        history: &History,
    ) -> Self {
        let Past {
            jobs,
            cap,
            mut stretches,
        } = past;
        let judging = Judging::later(question, history, jobs, cap);
        stretches.judge(&judging, from);
        Self::of(stretches, judging)
    }

    fn of(stretches: Stretches, judging: Judging<'_>) -> Self {
        let (working, edition) = (&stretches.working, judging.question.edition);
        Self {
            of_one_band: ThresholdSet::of_one_band(&judging.jobs, working, edition),
            stretches,
            unlimited: judging.question.gaps.employment,
            cap: judging.cap,
            jobs: judging.jobs,
            groups: OnceCell::new(),
            ends: Cell::new([None; 2]),
        }
    }

    /// Hands on every assessed day on which a comparison that language thresholds rest on comes out otherwise than the day before: whether a
    /// band or an occupation has any hours, and whether another surely has more. `window` is that of the first assessed day; each day moves
    /// both its ends by one day.
    pub(crate) fn threshold_changes(
        &self,
        assessed: Period,
        window: Period,
        change: &mut impl FnMut(Day),
    ) {
        let groups = self.groups();
        let ends = self.ends(window);
        let mut now = groups.hours(ends);
        self.walk(assessed, window, ends, |day, days, both| {
            if both == [None; 2] {
                // No work is lost and none gained.
                return;
            }
            let moved = |(group, sum): (usize, &Both)| {
                let weekly = both.map(|position| Some(groups.cell(position?, group)?.0));
                moved(sum, weekly, days)
            };
            let then: GroupHours = now.iter().enumerate().map(moved).collect();
            compare(&now, &then, &mut |one, other| {
                if let Some(after) = days_until_change(one, other, days) {
                    change(day.plus_days(after));
                }
            });
            now = then;
        });
    }

    /// Goes through the assessed days, so many at a time as lose days of one stretch (or of none) and gain days of one: the first of them,
    /// how many they are, and the positions of the two stretches.
    pub(super) fn walk(
        &self,
        assessed: Period,
        window: Period,
        [lost, gained]: [Option<Place>; 2],
        mut step: impl FnMut(Day, i32, [Option<usize>; 2]),
    ) {
        let all = &self.stretches.all;
        let mut lost = Pointer::at(window.first(), all, lost);
        let mut gained = Pointer::at(window.last().next(), all, gained);
        let mut day = assessed.first();
        while day < assessed.last() {
            let days = lost.days_left().min(gained.days_left()).max(1);
            step(day, days, [lost.on(), gained.on()]);
            day = day.plus_days(days);
            lost.move_on(days);
            gained.move_on(days);
        }
    }

    /// The hours of the window between two places.
    pub(super) fn hours(&self, ends: [Option<Place>; 2]) -> Both {
        between(ends, |position| {
            let one = self.stretches.all.get(position)?;
            Some((&one.weekly, &one.before))
        })
    }

    /// The outcome of the work if no window can have another: where not even all stretches together have the hours, no window has.
    /// `required` is a sum of hours a week.
    pub(crate) fn settled(
        &self,
        required: &Hours,
        outcome: impl FnOnce(&Hours, Option<&Hours>, &Hours) -> Outcome,
    ) -> Option<Outcome> {
        let all = self.stretches.sum();
        let possible = (!self.unlimited).then(|| all.possible());
        let outcome = outcome(&all.sure, possible.as_ref(), required);
        Some(outcome).filter(|outcome| *outcome == Outcome::NotMet)
    }

    /// Whether a day is one on which a job is held, nothing counts, and the applicant is not authorized.
    pub(crate) fn is_unauthorized(&self, day: Day) -> bool {
        let place = self.stretches.place(day).filter(|place| place.within);
        let stretch = place.and_then(|place| self.stretches.all.get(place.position));
        stretch.is_some_and(|one| one.unauthorized && one.weekly.sure.is_zero())
    }

    /// The first counted day of a window.
    pub(crate) fn first_counted(&self, window: Period) -> Option<Day> {
        let counts =
            |one: &&Stretch| window.first() <= one.days.last() && !one.weekly.sure.is_zero();
        let first = self.stretches.all.iter().find(counts)?;
        let day = first.days.first().max(window.first());
        (day <= window.last()).then_some(day)
    }

    fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| {
            let hours_of = |working: &[Working], sums: &mut OccupationHours| {
                sums.add(&self.jobs, working, 1, &self.cap);
            };
            let mut all = OccupationHours::new();
            for (_, working) in self.stretches.working() {
                hours_of(working, &mut all);
            }
            let cells = self.stretches.all.len() * all.count();
            let mut table: Vec<(Both, Both)> = Vec::with_capacity(cells);
            let mut own = all.clone();
            let mut days = 0;
            for (stretch, working) in self.stretches.working() {
                own.forget_hours();
                hours_of(working, &mut own);
                for (low, high) in own.hours() {
                    // The same group in the stretch before.
                    let last = table.len().checked_sub(all.count());
                    let last = last.and_then(|last| table.get(last));
                    let before =
                        last.map_or(Both::NONE, |(weekly, before)| before.and(weekly, days));
                    let weekly = Both {
                        sure: low.clone(),
                        beyond: high.minus(low),
                    };
                    table.push((weekly, before));
                }
                days = stretch.days.days();
            }
            Box::new(Groups { all, table })
        })
    }
}

impl Groups {
    /// The weekly hours of a group in a stretch, and the sum before.
    fn cell(&self, stretch: usize, group: usize) -> Option<(&Both, &Both)> {
        let (weekly, before) = self.table.get(stretch * self.all.count() + group)?;
        Some((weekly, before))
    }

    /// The hours of the window between two places.
    fn hours(&self, ends: [Option<Place>; 2]) -> GroupHours {
        let groups = 0..self.all.count();
        let hours = groups.map(|group| between(ends, |position| self.cell(position, group)));
        hours.collect()
    }
}

/// The hours of the bands and occupations: two bands, and few applicants work in more occupations within a window.
type GroupHours = SmallVec<[Both; 6]>;

/// Hands on the pairs of quantities that are compared, as they are now and then.
fn compare(now: &GroupHours, then: &GroupHours, pair: &mut impl FnMut([&Hours; 2], [&Hours; 2])) {
    for family in families(now.len()) {
        let now = now.get(family.clone()).unwrap_or_default();
        let then = then.get(family).unwrap_or_default();
        for (one, (its_now, its_then)) in now.iter().zip(then).enumerate() {
            let (its_now, its_then) = (its_now.possible(), its_then.possible());
            pair([&its_now, &Hours::ZERO], [&its_then, &Hours::ZERO]);
            let others = now.iter().zip(then).enumerate();
            for (_, (now, then)) in others.filter(|(other, _)| *other != one) {
                pair([&now.sure, &its_now], [&then.sure, &its_then]);
            }
        }
    }
}

/// A sum so many days later, where each day takes and gives so many hours a week.
pub(super) fn moved(sum: &Both, [lost, gained]: [Option<&Both>; 2], days: i32) -> Both {
    match (lost, gained) {
        (None, None) => sum.clone(),
        (Some(lost), None) => sum.and(lost, -days),
        (None, Some(gained)) => sum.and(gained, days),
        (Some(lost), Some(gained)) => sum.and(&gained.minus(lost), days),
    }
}

/// After how many days it changes whether the first of two quantities is at most the other, where both grow in straight lines from what
/// they are now to what they are so many days later; `None` if it does not.
pub(super) fn days_until_change(now: [&Hours; 2], then: [&Hours; 2], days: i32) -> Option<i32> {
    let holds = |[one, other]: [&Hours; 2]| one <= other;
    let held = holds(now);
    if held == holds(then) {
        return None;
    }
    let excess = |[one, other]: [&Hours; 2]| one.minus(other);
    let now = excess(now);
    let growth = excess(then).minus(&now);
    // Where the excess is nought it holds still, or already.
    let whole = |excess: &Hours| excess.times(i64::from(days), 1).whole_quotient(&growth);
    let after = if held {
        whole(&Hours::ZERO.minus(&now))? + 1
    } else {
        -whole(&now)?
    };
    i32::try_from(after).ok()
}

impl Paces {
    /// So many hours as a sum of hours a week.
    pub(crate) fn sum_of(hours: i64) -> Hours {
        Hours::whole(hours).times(WEEK, 1)
    }

    /// Where the first day of a window stands, and the day after its last.
    pub(super) fn ends(&self, window: Period) -> [Option<Place>; 2] {
        let [first, after] = self.ends.get();
        let ends = [
            self.stretches.place_after(first, window.first()),
            self.stretches.place_after(after, window.last().next()),
        ];
        self.ends.set(ends);
        ends
    }

    /// The language thresholds that work asks for, if no hours need be compared for it: only whether there may be any.
    pub(crate) fn thresholds_of_any(&self, any: bool, edition: &Edition) -> Option<ThresholdSet> {
        let both = ThresholdSet::both(edition);
        if self.unlimited {
            return Some(both);
        }
        let threshold = self.of_one_band?;
        Some(if any { threshold } else { both })
    }

    /// The language thresholds that the work of a window asks for.
    pub(crate) fn thresholds(&self, window: Period, edition: &Edition) -> ThresholdSet {
        let groups = self.groups();
        let hours = groups.hours(self.ends(window));
        let bounds = hours.into_iter().map(|both| {
            let high = both.possible();
            (both.sure, high)
        });
        groups.all.with_hours(bounds).thresholds(edition)
    }
}

/// The sum of a quantity over the days between two places, given its hours a week in a stretch and its sum before.
fn between<'a>(
    [first, after]: [Option<Place>; 2],
    of: impl Fn(usize) -> Option<(&'a Both, &'a Both)>,
) -> Both {
    let sum_before = |place: Option<Place>| {
        let place = place?;
        let (weekly, before) = of(place.position)?;
        Some(before.and(weekly, place.days_before))
    };
    let until = sum_before(after).unwrap_or(Both::NONE);
    match sum_before(first) {
        Some(first) => until.minus(&first),
        None => until,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experience::Treatment;
    use crate::experience::course::Reached;
    use crate::experience::occupations::tests::job;
    use crate::experience::occupations::{LOWER, UPPER};
    use crate::law::Law;
    use proptest::prelude::*;

    /// No work yet.
    fn paces(jobs: Vec<Job>) -> Paces {
        Paces {
            stretches: Stretches::default(),
            jobs,
            cap: Hours::whole(30),
            groups: OnceCell::new(),
            of_one_band: None,
            ends: Cell::new([None; 2]),
            unlimited: false,
        }
    }

    /// Adds a stretch of so many days.
    fn add(stretches: &mut Stretches, first: Day, days: i32, weekly: Both, working: &[Working]) {
        let before = stretches.sum();
        stretches.working.extend_from_slice(working);
        let days = Period::new(first, first.plus_days(days - 1));
        stretches.all.extend(days.map(|days| Stretch {
            days,
            weekly,
            before,
            working_until: stretches.working.len(),
            unauthorized: false,
        }));
    }

    proptest! {
        #[test]
        fn the_day_of_a_change_is_the_one_found_day_by_day(
            quantities in [(-12..12_i64, -5..5_i64, 1..4_i64), (-12..12_i64, -5..5_i64, 1..4_i64)],
            days in 1..40_i32,
        ) {
            let on = |day: i32| {
                quantities.map(|(first, step, parts)| {
                    let step = Hours::ratio(step, parts).unwrap_or(Hours::ZERO);
                    Hours::whole(first).plus_times(&step, i64::from(day))
                })
            };
            let holds = |day: i32| {
                let [one, other] = on(day);
                one <= other
            };
            let [[one, other], [its, theirs]] = [on(0), on(days)];
            let found = days_until_change([&one, &other], [&its, &theirs], days);
            prop_assert_eq!(found, (1..=days).find(|day| holds(*day) != holds(0)));
        }

        #[test]
        fn a_window_that_moves_has_the_hours_that_it_has_where_it_lies(
            stretches in prop::collection::vec((0..3_i32, 1..20_i32, 0..3_i64, 0..2_i64), 0..6),
            length in 1..50_i32,
        ) {
            let begin = Day::from_ymd(2024, 1, 1).unwrap_or(FAR_PAST);
            let day = |offset: i32| begin.plus_days(offset);
            let mut paces = paces(Vec::new());
            let mut from = 0;
            for (gap, days, sure, beyond) in stretches {
                from += gap;
                let weekly = Both { sure: Hours::whole(sure), beyond: Hours::whole(beyond) };
                add(&mut paces.stretches, day(from), days, weekly, &[]);
                from += days;
            }
            let window = |first: i32| Period::new(day(first), day(first + length - 1)).unwrap_or(Period::ALL);
            let hours = |first: i32| paces.hours([window(first).first(), window(first).last().next()].map(|on| paces.stretches.place(on)));
            let required = Hours::whole(10);
            let stands = |first: i32| {
                let hours = hours(first);
                Reached { surely: hours.sure >= required, perhaps: hours.possible() >= required, any: !hours.possible().is_zero() }
            };
            let assessed = window(-60).first();
            let assessed = Period::new(assessed, assessed.plus_days(200)).unwrap_or(Period::ALL);
            let mut found = Vec::new();
            paces.course(assessed, window(-60), &required, &mut |on, reached| found.push((on, reached)));
            let changes = (0..=200).filter(|after| *after == 0 || stands(after - 60) != stands(after - 61));
            let expected: Vec<(Day, Reached)> =
                changes.map(|after| (assessed.first().plus_days(after), stands(after - 60))).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn work_of_one_band_asks_for_the_threshold_that_comparing_hours_gives(
            stretches in prop::collection::vec((0..30_i32, 1..20_i32, 0..4_usize), 0..5),
            hours in [prop_oneof![Just(0), 1..40_i64], prop_oneof![Just(0), 1..40_i64]],
            is_upper in any::<bool>(),
            length in 1..50_i32,
        ) {
            let begin = Day::from_ymd(2024, 1, 1).unwrap_or(FAR_PAST);
            let bands = if is_upper { UPPER } else { LOWER };
            let jobs = || hours.iter().enumerate().map(|(at, hours)| job(at, bands, *hours)).collect();
            let [mut fast, mut slow] = [paces(jobs()), paces(jobs())];
            let mut from = 0;
            for (gap, days, held) in stretches {
                from += gap;
                let all = [(0, Treatment::Counted), (1, Treatment::Uncertain)];
                let working: Vec<Working> = all.into_iter().filter(|(job, _)| held >> job & 1 == 1).collect();
                let of = |job: usize| if held >> job & 1 == 1 { hours[job] } else { 0 };
                let weekly = Both { sure: Hours::whole(of(0)), beyond: Hours::whole(of(1)) };
                for paces in [&mut fast, &mut slow] {
                    add(&mut paces.stretches, begin.plus_days(from), days, weekly.clone(), &working);
                }
                from += days;
            }
            let edition = Law::book().editions().last().unwrap();
            fast.of_one_band = ThresholdSet::of_one_band(&fast.jobs, &fast.stretches.working, edition);
            let window = |first: i32| {
                let first = begin.plus_days(first);
                Period::new(first, first.plus_days(length - 1)).unwrap_or(Period::ALL)
            };
            for first in -60..=140 {
                let ends = [window(first).first(), window(first).last().next()];
                let any = !fast.hours(ends.map(|on| fast.stretches.place(on))).possible().is_zero();
                let found = fast.of_one_band.and_then(|_| fast.thresholds_of_any(any, edition));
                if let Some(found) = found {
                    prop_assert_eq!(found, slow.thresholds(window(first), edition));
                }
            }
        }
    }
}

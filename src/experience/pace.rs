//! How fast hours grow: the weekly hours of every stretch of days, from which the hours of any look-back window follow exactly.
//!
//! The judgement of a day of work depends on the assessed day only through the window and through the days not yet worked. So the
//! judgement of today's window and that of the days to come answer for every window of these days: hours grow by the same amount on each
//! day of a stretch. Sums are of hours a week, once for each day: seven times the hours.

use crate::calendar::{Day, FAR_PAST, Period};
use crate::experience::job::Job;
use crate::experience::judged::Judging;
use crate::experience::occupations::OccupationHours;
use crate::experience::stretches::{Both, Place, Stretch, Stretches};
use crate::experience::sums::{WEEK, Working};
use crate::experience::{History, Question, ThresholdSet};
use crate::finding::Outcome;
use crate::law::{Edition, Hours};
use std::cell::OnceCell;

/// A window that was judged, as far as later windows need it.
#[derive(Clone, Debug)]
pub(crate) struct Past {
    pub(crate) jobs: Vec<Job>,
    pub(crate) cap: Hours,
    pub(crate) stretches: Stretches,
}

/// A quantity over the assessed days of a piece: what it is on the first of them, and what each day adds.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    first: Day,
    at_first: Both,
    step: Both,
}

impl Line {
    fn on(&self, day: Day) -> Both {
        self.at_first.and(&self.step, day.days_since(self.first))
    }
}

/// The hours of the occupations and bands.
#[derive(Clone, Debug)]
struct Groups {
    /// Every one that occurs; its own hours are not used.
    all: OccupationHours,
    /// For each of them, in order, the weekly hours in each stretch and the sum before.
    columns: Vec<Vec<(Both, Both)>>,
}

/// The weekly hours of all stretches of a long window.
#[derive(Clone, Debug)]
pub struct Paces {
    stretches: Stretches,
    jobs: Vec<Job>,
    cap: Hours,
    groups: OnceCell<Groups>,
    /// More work is possible without limit.
    unlimited: bool,
}

/// The hours of the windows of the assessed days of a piece, all of them sums of hours a week.
pub(crate) struct Piece<'a> {
    paces: &'a Paces,
    hours: Line,
    groups: Vec<Line>,
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
        Self {
            stretches,
            unlimited: judging.question.gaps.employment,
            cap: judging.cap,
            jobs: judging.jobs,
            groups: OnceCell::new(),
        }
    }

    /// The days on which the pace changes: the first of each stretch, and the day after each that no other follows at once; but those on
    /// which the same hours go on. With groups: also these, because another job may give them.
    pub(crate) fn borders(&self, with_groups: bool) -> impl Iterator<Item = Day> {
        let all = &self.stretches.all;
        let befores = [None].into_iter().chain(all.iter().map(Some));
        let nexts = all.iter().skip(1).map(Some).chain([None]);
        let around = all.iter().zip(befores).zip(nexts);
        around
            .flat_map(move |((one, before), next)| {
                let (first, after) = (one.days.first(), one.days.last().next());
                let at_once = before.filter(|before| before.days.last().next() == first);
                let goes_on = match at_once {
                    Some(before) => before.weekly == one.weekly,
                    None => one.weekly.is_none(),
                };
                let followed = next.is_some_and(|next| next.days.first() == after);
                let ends = !followed && (with_groups || !one.weekly.is_none());
                [
                    (with_groups || !goes_on).then_some(first),
                    ends.then_some(after),
                ]
            })
            .flatten()
    }

    /// The hours of the windows of the assessed days from `first` on, as long as each day moves both ends of the window by one day within
    /// the same stretches. `window` is that of the first. `with_groups`: those of the occupations and bands as well.
    pub(crate) fn piece(&self, first: Day, window: Period, with_groups: bool) -> Piece<'_> {
        let next = window.last().next();
        let ends = Ends {
            first,
            head: self.stretches.place(next),
            tail: self.stretches.place(window.first()),
        };
        let all = &self.stretches.all;
        let hours = ends.line(|position| all.get(position).map(|one| (&one.weekly, &one.before)));
        let mut groups = Vec::new();
        if with_groups && !self.unlimited {
            let line = |column: &Vec<(Both, Both)>| {
                ends.line(|position| {
                    column
                        .get(position)
                        .map(|(weekly, before)| (weekly, before))
                })
            };
            let columns = &self.groups().columns;
            groups.reserve(columns.len());
            groups.extend(columns.iter().map(line));
        }
        Piece {
            paces: self,
            hours,
            groups,
        }
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
            let stretches = self.stretches.all.len();
            let mut columns: Vec<Vec<(Both, Both)>> = Vec::with_capacity(all.count());
            columns.resize_with(all.count(), || Vec::with_capacity(stretches));
            let mut own = all.clone();
            let mut days = 0;
            for (stretch, working) in self.stretches.working() {
                own.forget_hours();
                hours_of(working, &mut own);
                for (column, (low, high)) in columns.iter_mut().zip(own.hours()) {
                    let last: Option<&(Both, Both)> = column.last();
                    let before =
                        last.map_or(Both::NONE, |(weekly, before)| before.and(weekly, days));
                    let weekly = Both {
                        sure: low.clone(),
                        beyond: high.minus(low),
                    };
                    column.push((weekly, before));
                }
                days = stretch.days.days();
            }
            Groups { all, columns }
        })
    }
}

/// Where the two ends of a window stand among the stretches.
struct Ends {
    first: Day,
    /// The day that the next window gains.
    head: Option<Place>,
    /// The day that the next window loses, the first of this one.
    tail: Option<Place>,
}

impl Ends {
    /// A quantity, given its hours a week in a stretch and its sum before.
    fn line<'a>(&self, of: impl Fn(usize) -> Option<(&'a Both, &'a Both)>) -> Line {
        let sum_before = |place: Option<Place>| {
            let place = place?;
            let (weekly, before) = of(place.position)?;
            Some(before.and(weekly, place.days_before))
        };
        let pace = |place: Option<Place>| {
            let place = place.filter(|place| place.within)?;
            Some(of(place.position)?.0)
        };
        Line {
            first: self.first,
            at_first: difference(
                sum_before(self.head).as_ref(),
                sum_before(self.tail).as_ref(),
            ),
            step: difference(pace(self.head), pace(self.tail)),
        }
    }
}

fn difference(one: Option<&Both>, other: Option<&Both>) -> Both {
    match (one, other) {
        (None, None) => Both::NONE,
        (Some(one), None) => one.clone(),
        (one, Some(other)) => one.unwrap_or(&Both::NONE).minus(other),
    }
}

impl Piece<'_> {
    /// Whether no day adds anything: all days of the piece are as the first.
    pub(crate) fn is_steady(&self) -> bool {
        let mut lines = std::iter::once(&self.hours).chain(&self.groups);
        lines.all(|line| line.step.is_none())
    }

    /// So many hours as a sum of hours a week.
    pub(crate) fn sum_of(hours: i64) -> Hours {
        Hours::whole(hours).times(WEEK, 1)
    }

    /// How the hours of the window of a day stand to so many required hours.
    pub(crate) fn work(
        &self,
        day: Day,
        outcome: impl FnOnce(&Hours, Option<&Hours>) -> Outcome,
    ) -> Outcome {
        let hours = self.hours.on(day);
        let possible = (!self.paces.unlimited).then(|| hours.possible());
        outcome(&hours.sure, possible.as_ref())
    }

    /// The language thresholds that the work of the window of a day asks for; every comparison they rest on is added to the list.
    pub(crate) fn thresholds(&self, day: Day, edition: &Edition) -> (ThresholdSet, Vec<bool>) {
        if self.paces.unlimited {
            return (ThresholdSet::both(edition), Vec::new());
        }
        let all = &self.paces.groups().all;
        let sums = all.with_hours(self.groups.iter().map(|line| {
            let both = line.on(day);
            let high = both.possible();
            (both.sure, high)
        }));
        let mut comparisons = Vec::with_capacity(all.count() * all.count());
        let thresholds = sums.thresholds(edition, &mut |compared| comparisons.push(compared));
        (thresholds, comparisons)
    }
}

//! The coming days cut into stages on which every requirement has one outcome.

use crate::calendar::{Day, Period, look_back_window};
use crate::casefile::CaseFile;
use crate::experience::{History, Paces, Reached, ThresholdSet};
use crate::finding::Outcome;
use crate::horizon::breaks::{Breaks, add_uneven_days, pieces};
use crate::language::{LanguageRecord, changes, stand_on};
use crate::law::{Edition, Hours};
use crate::provenance::Table;
use crate::requirements::{
    Bench, Known, Lens, Requirement, Setting, language_outcome, setting_changes, work_outcome,
    work_outcome_where,
};
use smallvec::SmallVec;

/// How the requirements stand on each day of a stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Standing {
    pub(crate) work: Outcome,
    pub(crate) language: Outcome,
    /// Another requirement that is not met.
    pub(crate) other: Option<Requirement>,
}

impl Standing {
    /// Work and language are met, and nothing is not met.
    pub(crate) fn is_eligible(self) -> bool {
        self.work == Outcome::Met && self.language == Outcome::Met && self.other.is_none()
    }

    /// Nothing is not met: settling every doubt in the applicant's favour would make it eligible.
    pub(crate) fn may_be_eligible(self) -> bool {
        self.work != Outcome::NotMet && self.language != Outcome::NotMet && self.other.is_none()
    }
}

/// Days on which the requirements stand the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stage {
    pub(crate) days: Period,
    pub(crate) standing: Standing,
}

/// What one lens shows.
struct View {
    lens: Lens,
    /// None if no edition is in force.
    seen: Option<Seen>,
}

/// What is seen under an edition.
pub(crate) struct Seen {
    pub(crate) edition: &'static Edition,
    pub(crate) paces: Paces,
    /// The hours that the edition requires, as windows sum them.
    required: Hours,
    /// The outcome of the work, if it is the same on all assessed days.
    work: Option<Outcome>,
    /// How the language tests stand from each day on, in order.
    spoken: SmallVec<[(Day, Spoken); 2]>,
}

impl Seen {
    fn new(edition: &'static Edition, paces: Paces, spoken: SmallVec<[(Day, Spoken); 2]>) -> Self {
        let required = Paces::sum_of(i64::from(edition.required_hours));
        Self {
            edition,
            work: paces.settled(&required, work_outcome),
            required,
            paces,
            spoken,
        }
    }

    /// Whether the hours can change an outcome on some days.
    fn asks_hours(&self) -> bool {
        let mut spoken = self.spoken.iter();
        self.work.is_none() || spoken.any(|(_, spoken)| spoken.outcome.is_none())
    }

    /// How the language tests stand on an assessed day.
    fn spoken(&self, day: Day) -> Option<&Spoken> {
        let after = self.spoken.partition_point(|(from, _)| *from <= day);
        let (_, spoken) = self.spoken.get(after.checked_sub(1)?)?;
        Some(spoken)
    }

    /// The language tests on an assessed day.
    pub(crate) fn language(&self, day: Day) -> Option<&LanguageRecord> {
        Some(&self.spoken(day)?.record)
    }
}

/// What one view shows of days on which the window moves day by day, and the language tests stand the same.
struct Scene<'a> {
    seen: &'a Seen,
    spoken: &'a Spoken,
    /// The first of the days, and its window.
    first: Day,
    window: Period,
}

/// How the language tests stand between two days on which that may change.
struct Spoken {
    record: LanguageRecord,
    /// The outcome, if all thresholds of the edition give the same.
    outcome: Option<Outcome>,
}

/// What one view says on one day.
#[derive(Clone, Copy)]
struct Sight {
    work: Outcome,
    language: Outcome,
}

/// What one view says from each day on, in order.
type Sights = SmallVec<[(Day, Sight); USUAL_SIGHTS]>;

/// Between two days on which anything else changes, the hours seldom change more.
const USUAL_SIGHTS: usize = 4;

/// Few applicants have more stages.
const USUAL_STAGES: usize = 8;

/// An applicant looked at over the coming days. Nearly always one setting lasts, and one view is enough.
pub(crate) struct Prospect {
    assessed: Period,
    views: SmallVec<[View; 1]>,
    /// The setting from each day on, in order.
    settings: SmallVec<[(Day, Setting); 1]>,
}

impl Prospect {
    pub(crate) fn new(
        bench: &Bench<'_>,
        case: &CaseFile,
        history: &History,
        assessed: Period,
        mut known: Vec<Known>,
    ) -> Self {
        let mut settings: SmallVec<[(Day, Setting); 1]> = SmallVec::new();
        let mut changes = setting_changes(bench, case, assessed).collect();
        for piece in pieces(assessed, &mut changes) {
            let later = Bench {
                as_of: piece.first(),
                ..*bench
            };
            let setting = Setting::of(&later, case);
            if settings.last().is_none_or(|(_, last)| *last != setting) {
                settings.push((piece.first(), setting));
            }
        }
        let mut views: SmallVec<[View; 1]> = SmallVec::new();
        for lens in settings.iter().flat_map(|(_, setting)| &setting.lenses) {
            if !views.iter().any(|view| view.lens == *lens) {
                let position = known.iter().position(|one| one.lens == *lens);
                let known = position.map(|position| known.swap_remove(position));
                let (past, today) = known.map(|one| (one.past, one.language)).unzip();
                let paces = lens.paces(bench, case, history, assessed, past);
                let seen = lens.edition.zip(paces).map(|(edition, paces)| {
                    let spoken = spoken(bench, case, assessed, edition, today);
                    Seen::new(edition, paces, spoken)
                });
                views.push(View { lens: *lens, seen });
            }
        }
        Self {
            assessed,
            views,
            settings,
        }
    }

    /// The setting of a day.
    pub(crate) fn setting(&self, day: Day) -> Option<&Setting> {
        let after = self.settings.partition_point(|(from, _)| *from <= day);
        let (_, setting) = self.settings.get(after.checked_sub(1)?)?;
        Some(setting)
    }

    /// What is seen on a day, by the last reading of its dates.
    pub(crate) fn seen(&self, day: Day) -> Option<&Seen> {
        self.seen_by(self.setting(day)?.lenses.last()?)
    }

    fn seen_by(&self, lens: &Lens) -> Option<&Seen> {
        let view = self.views.iter().find(|view| view.lens == *lens)?;
        view.seen.as_ref()
    }

    /// All stages, in order, without gaps.
    pub(crate) fn stages(&self) -> Vec<Stage> {
        let mut breaks = Breaks::new();
        breaks.extend(self.settings.iter().map(|(from, _)| *from));
        for seen in self.views.iter().filter_map(|view| view.seen.as_ref()) {
            if seen.asks_hours() {
                add_uneven_days(self.assessed, seen.edition.window_months, &mut breaks);
            }
            breaks.extend(seen.spoken.iter().map(|(from, _)| *from));
        }
        let mut stages = Vec::with_capacity(USUAL_STAGES);
        for piece in pieces(self.assessed, &mut breaks) {
            if let Some(setting) = self.setting(piece.first()) {
                self.add_piece(piece, setting, &mut stages);
            }
        }
        stages
    }

    /// Adds days on which settings and language tests stay, and windows move day by day.
    fn add_piece(&self, piece: Period, setting: &Setting, stages: &mut Vec<Stage>) {
        let shown = setting.lenses.iter().map(|lens| {
            let scene = Scene::of(self.seen_by(lens)?, piece.first())?;
            Some(scene.sights(piece))
        });
        let shown: SmallVec<[Option<Sights>; 1]> = shown.collect();
        if let [Some(only)] = shown.as_slice() {
            // One view, as nearly everybody has: its days need not be put together with those of others.
            let nexts = only.iter().skip(1).map(|(from, _)| from.previous());
            let lasts = nexts.chain([piece.last()]);
            for ((from, sight), last) in only.iter().zip(lasts) {
                if let Some(days) = Period::new(*from, last) {
                    add(stages, days, standing(setting, &[Some(*sight)]));
                }
            }
            return;
        }
        let changes = shown.iter().flatten().flatten();
        let mut changes: Breaks = changes.map(|(from, _)| *from).collect();
        for days in pieces(piece, &mut changes) {
            let sights = shown.iter();
            let sights = sights.map(|shown| last_by(shown.as_ref()?, days.first()));
            let sights: SmallVec<[Option<Sight>; 4]> = sights.collect();
            add(stages, days, standing(setting, &sights));
        }
    }
}

/// What holds on a day, of what is known from each day on, in order.
fn last_by<T: Copy>(all: &[(Day, T)], day: Day) -> Option<T> {
    let known = all.iter().rfind(|(from, _)| *from <= day);
    known.map(|(_, one)| *one)
}

/// How the language tests stand from each day on, under an edition; `today`: how they stand on the first of the days, if it is known.
fn spoken(
    bench: &Bench<'_>,
    case: &CaseFile,
    assessed: Period,
    edition: &Edition,
    mut today: Option<LanguageRecord>,
) -> SmallVec<[(Day, Spoken); 2]> {
    let months = edition.language_validity_months;
    let no_tests = bench.book.may_lack(Table::LanguageTests, case);
    let changes = changes(case, months).filter(|day| assessed.contains(*day));
    let mut changes = changes.collect();
    let days = pieces(assessed, &mut changes).map(Period::first);
    let spoken = days.map(|day| {
        // The first day comes first.
        let record = today
            .take()
            .unwrap_or_else(|| stand_on(case, no_tests, day, months, bench.law));
        (day, Spoken::of(edition, record))
    });
    spoken.collect()
}

impl Spoken {
    fn of(edition: &Edition, record: LanguageRecord) -> Self {
        let only = |threshold| {
            let alone = ThresholdSet {
                lowest: threshold,
                highest: threshold,
            };
            language_outcome(alone, &record)
        };
        let both = ThresholdSet::both(edition);
        let outcome = Some(only(both.lowest)).filter(|outcome| *outcome == only(both.highest));
        Self { record, outcome }
    }
}

impl<'a> Scene<'a> {
    fn of(seen: &'a Seen, first: Day) -> Option<Self> {
        Some(Self {
            seen,
            spoken: seen.spoken(first)?,
            first,
            window: look_back_window(first, seen.edition.window_months)?,
        })
    }

    /// What is seen from each day on, days on which only the hours change anything.
    fn sights(&self, piece: Period) -> Sights {
        let Seen {
            edition,
            paces,
            required,
            work,
            ..
        } = self.seen;
        if let (Some(work), Some(language)) = (*work, self.spoken.outcome) {
            return Sights::from_iter([(piece.first(), Sight { work, language })]);
        }
        let work_where =
            |Reached {
                 surely, perhaps, ..
             }| { work.unwrap_or_else(|| work_outcome_where(surely, perhaps)) };
        let language_by_any = |any| {
            self.spoken.outcome.or_else(|| {
                let thresholds = paces.thresholds_of_any(any, edition)?;
                Some(language_outcome(thresholds, &self.spoken.record))
            })
        };
        let languages = [true, false].map(language_by_any);
        if let [Some(with_any), Some(without)] = languages {
            let mut sights = Sights::new();
            paces.course(piece, self.window, required, &mut |from, reached| {
                let work = work_where(reached);
                let language = if reached.any { with_any } else { without };
                sights.push((from, Sight { work, language }));
            });
            return sights;
        }
        self.mixed_sights(piece, &work_where)
    }

    /// The same where the hours of bands and occupations must be compared.
    fn mixed_sights(&self, piece: Period, work_where: &impl Fn(Reached) -> Outcome) -> Sights {
        let Seen {
            edition,
            paces,
            required,
            ..
        } = self.seen;
        let mut course: SmallVec<[(Day, Reached); USUAL_SIGHTS]> = SmallVec::new();
        paces.course(piece, self.window, required, &mut |from, reached| {
            course.push((from, reached));
        });
        let mut changes: Breaks = course.iter().map(|(from, _)| *from).collect();
        paces.threshold_changes(piece, self.window, &mut |day| changes.push(day));
        let from = pieces(piece, &mut changes).map(Period::first);
        let sights = from.filter_map(|from| {
            let work = work_where(last_by(&course, from)?);
            let thresholds = paces.thresholds(self.window(from), edition);
            let language = language_outcome(thresholds, &self.spoken.record);
            Some((from, Sight { work, language }))
        });
        sights.collect()
    }

    /// The window of a day.
    fn window(&self, day: Day) -> Period {
        let days = day.days_since(self.first);
        let [first, last] = [self.window.first(), self.window.last()];
        Period::new(first.plus_days(days), last.plus_days(days)).unwrap_or(self.window)
    }
}

/// What all readings say together: where they differ, or where one cannot be judged, nothing is sure.
fn standing(setting: &Setting, sights: &[Option<Sight>]) -> Standing {
    let together = |outcome: fn(&Sight) -> Outcome| {
        let mut all = sights
            .iter()
            .map(|sight| sight.as_ref().map_or(Outcome::Undetermined, outcome));
        match all.next() {
            Some(first) if !setting.open && all.all(|other| other == first) => first,
            _ => Outcome::Undetermined,
        }
    };
    Standing {
        work: together(|sight| sight.work),
        language: together(|sight| sight.language),
        other: setting.not_met(),
    }
}

fn add(stages: &mut Vec<Stage>, days: Period, standing: Standing) {
    if let Some(last) = stages.last_mut()
        && last.standing == standing
        && let Some(longer) = Period::new(last.days.first(), days.last())
    {
        last.days = longer;
    } else {
        stages.push(Stage { days, standing });
    }
}

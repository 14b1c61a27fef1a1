//! The coming days cut into stages on which every requirement has one outcome.

use crate::calendar::{Day, Period, look_back_window};
use crate::casefile::CaseFile;
use crate::experience::{History, Paces, Past, Piece, ThresholdSet};
use crate::finding::Outcome;
use crate::horizon::breaks::{add_hour_breaks, pieces};
use crate::language::{LanguageRecord, changes, stand_on};
use crate::law::{Edition, Hours};
use crate::provenance::Table;
use crate::requirements::{
    Bench, Lens, Requirement, Setting, language_outcome, setting_changes, work_outcome,
};

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
    /// The outcome of the work, if it is the same on all assessed days.
    work: Option<Outcome>,
    /// How the language tests stand from each day on, in order.
    spoken: Vec<(Day, Spoken)>,
}

impl Seen {
    fn new(edition: &'static Edition, paces: Paces, spoken: Vec<(Day, Spoken)>) -> Self {
        Self {
            edition,
            work: paces.settled(&required(edition), work_outcome),
            paces,
            spoken,
        }
    }

    /// Whether the outcome of the language rests on the hours of occupations and bands, on some days.
    fn asks_groups(&self) -> bool {
        let mut spoken = self.spoken.iter();
        spoken.any(|(_, spoken)| spoken.outcome.is_none())
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

/// The hours that an edition requires, as pieces sum them.
fn required(edition: &Edition) -> Hours {
    Piece::sum_of(i64::from(edition.required_hours))
}

/// What one view shows of the days between two break points.
struct Scene<'a> {
    /// The hours, unless they can change no outcome.
    piece: Option<Piece<'a>>,
    /// The outcome of the work, if it is the same on all days.
    work: Option<Outcome>,
    /// The required hours, as the piece sums them.
    required: Hours,
    edition: &'static Edition,
    spoken: &'a Spoken,
}

/// How the language tests stand between two days on which that may change.
struct Spoken {
    record: LanguageRecord,
    /// The outcome, if all thresholds of the edition give the same.
    outcome: Option<Outcome>,
}

/// What one view says on one day. Two days of a piece with the same sight have it on all days between, because each comparison
/// changes at most once where hours grow in straight lines.
#[derive(PartialEq, Eq)]
struct Sight {
    work: Outcome,
    language: Outcome,
    comparisons: Vec<bool>,
}

/// Few applicants have more break points, or more stages.
const USUAL_BREAKS: usize = 32;
const USUAL_STAGES: usize = 8;

/// An applicant looked at over the coming days.
pub(crate) struct Prospect {
    assessed: Period,
    views: Vec<View>,
    /// The setting from each day on, in order.
    settings: Vec<(Day, Setting)>,
}

impl Prospect {
    pub(crate) fn new(
        bench: &Bench<'_>,
        case: &CaseFile,
        history: &History,
        assessed: Period,
        mut past: Vec<(Lens, Past)>,
    ) -> Self {
        let mut settings: Vec<(Day, Setting)> = Vec::with_capacity(1);
        for piece in pieces(assessed, setting_changes(bench, case, assessed)) {
            let later = Bench {
                as_of: piece.first(),
                ..*bench
            };
            let setting = Setting::of(&later, case, history);
            if settings.last().is_none_or(|(_, last)| *last != setting) {
                settings.push((piece.first(), setting));
            }
        }
        let mut views: Vec<View> = Vec::with_capacity(1);
        for lens in settings.iter().flat_map(|(_, setting)| &setting.lenses) {
            if !views.iter().any(|view| view.lens == *lens) {
                let known = past.iter().position(|(other, _)| other == lens);
                let known = known.map(|position| past.swap_remove(position).1);
                let paces = lens.paces(bench, case, history, assessed, known);
                let seen = lens.edition.zip(paces).map(|(edition, paces)| {
                    Seen::new(edition, paces, spoken(bench, case, assessed, edition))
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
        let mut breaks: Vec<Day> = Vec::with_capacity(USUAL_BREAKS);
        breaks.extend(self.settings.iter().map(|(from, _)| *from));
        for seen in self.views.iter().filter_map(|view| view.seen.as_ref()) {
            let by_groups = seen.asks_groups();
            if by_groups || seen.work.is_none() {
                let months = seen.edition.window_months;
                add_hour_breaks(&seen.paces, by_groups, self.assessed, months, &mut breaks);
            }
            breaks.extend(seen.spoken.iter().map(|(from, _)| *from));
        }
        let mut stages = Vec::with_capacity(USUAL_STAGES);
        for piece in pieces(self.assessed, breaks) {
            if let Some(setting) = self.setting(piece.first()) {
                self.add_piece(piece, setting, &mut stages);
            }
        }
        stages
    }

    fn add_piece(&self, piece: Period, setting: &Setting, stages: &mut Vec<Stage>) {
        let scene = |lens: &Lens| Scene::of(self.seen_by(lens)?, piece.first());
        let on = |scene: &Option<Scene<'_>>, day: Day| Some(scene.as_ref()?.on(day));
        // Nearly always there is one lens, and then no list is needed for it.
        if let [lens] = setting.lenses.as_slice() {
            let scene = scene(lens);
            if scene.as_ref().is_none_or(Scene::is_steady) {
                let sight = on(&scene, piece.first());
                add(
                    stages,
                    piece,
                    standing(setting, std::slice::from_ref(&sight)),
                );
                return;
            }
            cut(piece, &|day| on(&scene, day), &mut |days, sight| {
                add(stages, days, standing(setting, std::slice::from_ref(sight)));
            });
        } else {
            let scenes: Vec<Option<Scene<'_>>> = setting.lenses.iter().map(scene).collect();
            let look = |day| -> Vec<Option<Sight>> {
                let sights = scenes.iter();
                sights.map(|scene| on(scene, day)).collect()
            };
            cut(piece, &look, &mut |days, sights| {
                add(stages, days, standing(setting, sights));
            });
        }
    }
}

/// Cuts days wherever what is seen changes, and hands on each part.
fn cut<T: PartialEq>(piece: Period, look: &impl Fn(Day) -> T, push: &mut impl FnMut(Period, &T)) {
    let (first, last) = (piece.first(), piece.last());
    let mut from = first;
    let mut seen = look(first);
    if first == last {
        push(piece, &seen);
        return;
    }
    let at_last = look(last);
    if at_last == seen {
        push(piece, &seen);
        return;
    }
    // The looks still ahead, the nearest on top.
    let mut ahead = vec![(last, at_last)];
    let mut until = first;
    while let Some((day, at_day)) = ahead.pop() {
        if at_day == seen {
            until = day;
        } else if day <= until.next() {
            if let Some(days) = Period::new(from, until) {
                push(days, &seen);
            }
            (from, until, seen) = (day, day, at_day);
        } else {
            let middle = until.plus_days(day.days_since(until) / 2);
            ahead.push((day, at_day));
            ahead.push((middle, look(middle)));
        }
    }
    if let Some(days) = Period::new(from, last) {
        push(days, &seen);
    }
}

/// How the language tests stand from each day on, under an edition.
fn spoken(
    bench: &Bench<'_>,
    case: &CaseFile,
    assessed: Period,
    edition: &Edition,
) -> Vec<(Day, Spoken)> {
    let months = edition.language_validity_months;
    let no_tests = !bench.book.has(Table::LanguageTests);
    let changes = changes(case, months).filter(|day| assessed.contains(*day));
    let days = pieces(assessed, changes.collect()).map(Period::first);
    let spoken = days.map(|day| {
        let record = stand_on(case, no_tests, day, months, bench.law);
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
        let edition = seen.edition;
        let spoken = seen.spoken(first)?;
        let by_groups = spoken.outcome.is_none();
        let piece = if by_groups || seen.work.is_none() {
            let window = look_back_window(first, edition.window_months)?;
            Some(seen.paces.piece(first, window, by_groups))
        } else {
            None
        };
        Some(Self {
            piece,
            work: seen.work,
            required: required(edition),
            edition,
            spoken,
        })
    }

    /// Whether all days of the piece look like the first.
    fn is_steady(&self) -> bool {
        self.piece.as_ref().is_none_or(Piece::is_steady)
    }

    fn on(&self, day: Day) -> Sight {
        let piece = self.piece.as_ref();
        let counted = |piece: &Piece<'_>| {
            piece.work(day, |counted, possible| {
                work_outcome(counted, possible, &self.required)
            })
        };
        // Without a piece both outcomes are settled.
        let work = self.work.or_else(|| piece.map(counted));
        let by_groups = piece.filter(|_| self.spoken.outcome.is_none());
        let (language, comparisons) = by_groups.map_or_else(
            || (self.spoken.outcome, Vec::new()),
            |piece| {
                let (thresholds, comparisons) = piece.thresholds(day, self.edition);
                let outcome = language_outcome(thresholds, &self.spoken.record);
                (Some(outcome), comparisons)
            },
        );
        Sight {
            work: work.unwrap_or(Outcome::Undetermined),
            language: language.unwrap_or(Outcome::Undetermined),
            comparisons,
        }
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

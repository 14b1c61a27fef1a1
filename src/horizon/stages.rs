//! The coming days cut into stages on which every requirement has one outcome.

use crate::calendar::{Day, Period, look_back_window};
use crate::casefile::CaseFile;
use crate::experience::{History, Paces, Past, Piece, ThresholdSet};
use crate::finding::Outcome;
use crate::horizon::breaks::{hour_breaks, pieces};
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
    /// The edition and the paces, if an edition is in force.
    seen: Option<(&'static Edition, Paces)>,
}

/// What one view shows of the days between two break points.
struct Scene<'a> {
    piece: Piece<'a>,
    edition: &'static Edition,
    /// The required hours, as the piece sums them.
    required: Hours,
    record: &'a LanguageRecord,
    /// The outcome of the language, if all thresholds give the same.
    language: Option<Outcome>,
}

/// What one view says on one day. Two days of a piece with the same sight have it on all days between, because each comparison
/// changes at most once where hours grow in straight lines.
#[derive(PartialEq, Eq)]
struct Sight {
    work: Outcome,
    language: Outcome,
    comparisons: Vec<bool>,
}

/// An applicant looked at over the coming days.
pub(crate) struct Prospect<'a> {
    pub(crate) bench: &'a Bench<'a>,
    pub(crate) case: &'a CaseFile,
    pub(crate) assessed: Period,
    views: Vec<View>,
    /// The setting from each day on, in order.
    settings: Vec<(Day, Setting)>,
}

impl<'a> Prospect<'a> {
    pub(crate) fn new(
        bench: &'a Bench<'a>,
        case: &'a CaseFile,
        history: &History,
        assessed: Period,
        mut past: Vec<(Lens, Past)>,
    ) -> Self {
        let mut settings: Vec<(Day, Setting)> = Vec::new();
        for piece in pieces(assessed, setting_changes(bench, case)) {
            let later = Bench {
                as_of: piece.first(),
                ..*bench
            };
            let setting = Setting::of(&later, case, history);
            if settings.last().is_none_or(|(_, last)| *last != setting) {
                settings.push((piece.first(), setting));
            }
        }
        let mut views: Vec<View> = Vec::new();
        for lens in settings.iter().flat_map(|(_, setting)| &setting.lenses) {
            if !views.iter().any(|view| view.lens == *lens) {
                let known = past.iter().position(|(other, _)| other == lens);
                let known = known.map(|position| past.swap_remove(position).1);
                let paces = lens.paces(bench, case, history, assessed, known);
                views.push(View {
                    lens: *lens,
                    seen: lens.edition.zip(paces),
                });
            }
        }
        Self {
            bench,
            case,
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

    /// The edition and the paces of a day, by the last reading of its dates.
    pub(crate) fn seen(&self, day: Day) -> Option<&(&'static Edition, Paces)> {
        let lens = self.setting(day)?.lenses.last()?;
        self.views
            .iter()
            .find(|view| view.lens == *lens)?
            .seen
            .as_ref()
    }

    /// How the language tests stand on a day.
    pub(crate) fn language(&self, day: Day, months: u32) -> LanguageRecord {
        let no_tests = !self.bench.book.has(Table::LanguageTests);
        stand_on(self.case, no_tests, day, months, self.bench.law)
    }

    /// All stages, in order, without gaps.
    pub(crate) fn stages(&self) -> Vec<Stage> {
        let mut breaks: Vec<Day> = self.settings.iter().map(|(from, _)| *from).collect();
        let mut language_breaks: Vec<Day> = Vec::new();
        for (edition, paces) in self.views.iter().filter_map(|view| view.seen.as_ref()) {
            breaks.extend(hour_breaks(paces, self.assessed, edition.window_months));
            language_breaks.extend(changes(self.case, edition.language_validity_months));
        }
        breaks.extend(&language_breaks);
        let mut stages = Vec::new();
        let mut records: Vec<(u32, LanguageRecord)> = Vec::new();
        for piece in pieces(self.assessed, breaks) {
            if language_breaks.contains(&piece.first()) {
                records.clear();
            }
            if let Some(setting) = self.setting(piece.first()) {
                self.add_piece(piece, setting, &mut records, &mut stages);
            }
        }
        stages
    }

    fn add_piece(
        &self,
        piece: Period,
        setting: &Setting,
        records: &mut Vec<(u32, LanguageRecord)>,
        stages: &mut Vec<Stage>,
    ) {
        let seen_by = |lens: &Lens| {
            let view = self.views.iter().find(|view| view.lens == *lens)?;
            view.seen.as_ref()
        };
        for (edition, _) in setting.lenses.iter().filter_map(seen_by) {
            let months = edition.language_validity_months;
            if !records.iter().any(|(known, _)| *known == months) {
                records.push((months, self.language(piece.first(), months)));
            }
        }
        let scene = |lens: &Lens| {
            let (edition, paces) = seen_by(lens)?;
            let months = edition.language_validity_months;
            let (_, record) = records.iter().find(|(known, _)| *known == months)?;
            Scene::of(edition, paces, record, piece.first())
        };
        let on = |scene: &Option<Scene<'_>>, day: Day| Some(scene.as_ref()?.on(day));
        // Nearly always there is one lens, and then no list is needed for it.
        if let [lens] = setting.lenses.as_slice() {
            let scene = scene(lens);
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

impl<'a> Scene<'a> {
    fn of(
        edition: &'static Edition,
        paces: &'a Paces,
        record: &'a LanguageRecord,
        first: Day,
    ) -> Option<Self> {
        let window = look_back_window(first, edition.window_months)?;
        let only = |threshold| {
            let alone = ThresholdSet {
                lowest: threshold,
                highest: threshold,
            };
            language_outcome(alone, record)
        };
        let both = ThresholdSet::both(edition);
        let language = Some(only(both.lowest)).filter(|outcome| *outcome == only(both.highest));
        Some(Self {
            piece: paces.piece(first, window, language.is_none()),
            edition,
            required: Piece::sum_of(i64::from(edition.required_hours)),
            record,
            language,
        })
    }

    fn on(&self, day: Day) -> Sight {
        let work = self.piece.work(day, |counted, possible| {
            work_outcome(counted, possible, &self.required)
        });
        if let Some(language) = self.language {
            return Sight {
                work,
                language,
                comparisons: Vec::new(),
            };
        }
        let (thresholds, comparisons) = self.piece.thresholds(day, self.edition);
        Sight {
            work,
            language: language_outcome(thresholds, self.record),
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

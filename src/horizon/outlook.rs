//! The outlook of one applicant: the first spell of eligibility, why it ends, what stands in its way, and the dates to watch.

use crate::calendar::{Day, Period};
use crate::casefile::CaseFile;
use crate::experience::History;
use crate::finding::{Outcome, Problem};
use crate::horizon::dates::{DateKind, NextDate, next_dates};
use crate::horizon::stages::{Prospect, Stage, Standing};
use crate::requirements::{
    Application, Assessment, Bench, Known, Requirement, application, judge_today,
};

/// Why a spell of eligibility ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// Hours leave the look-back window faster than new ones come.
    HoursLeaveWindow,
    /// The job goes on, but nothing authorizes it any more, so that hours leave the window without new ones.
    PermitEnds,
    /// The language test is not valid any more.
    LanguageTestExpires,
    /// The work asks for a higher language level than before.
    LanguageThresholdRises,
    /// Another edition of the class, or another policy, applies.
    LawChanges,
    /// Another requirement is not met any more.
    OtherRequirement,
}

impl Ending {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::HoursLeaveWindow,
        Self::PermitEnds,
        Self::LanguageTestExpires,
        Self::LanguageThresholdRises,
        Self::LawChanges,
        Self::OtherRequirement,
    ];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::HoursLeaveWindow => "hours_leave_window",
            Self::PermitEnds => "permit_ends",
            Self::LanguageTestExpires => "language_test_expires",
            Self::LanguageThresholdRises => "language_threshold_rises",
            Self::LawChanges => "law_changes",
            Self::OtherRequirement => "other_requirement",
        }
    }
}

/// A spell of eligibility.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spell {
    /// Its first day, not before the day of the run.
    pub from: Day,
    /// Its last day and why it ends; `None` if it lasts as far as the outlook reaches.
    pub ends: Option<(Day, Ending)>,
    /// The first day of the next spell within the outlook.
    pub another_from: Option<Day>,
}

/// The outlook of one applicant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outlook {
    /// The first spell on what surely counts.
    pub sure: Option<Spell>,
    /// The first spell if every doubt is settled in the applicant's favour.
    pub optimistic: Option<Spell>,
    /// Without a sure spell: the requirements that stand in the way, each with the best outcome that it reaches.
    pub blocked_by: Vec<(Requirement, Outcome)>,
    /// Requirements that stay undetermined when the first spell begins.
    pub open: Vec<Requirement>,
    /// The dates to watch, in order.
    pub dates: Vec<NextDate>,
    /// The last day that was looked at; `None` for those who have applied, and where no law is held for the day of the run.
    pub until: Option<Day>,
}

impl Outlook {
    /// The days of a spell, one without an end as far as the outlook reaches.
    pub fn days_of(&self, spell: Spell) -> Option<Period> {
        let last = spell.ends.map(|(last, _)| last).or(self.until)?;
        Period::new(spell.from, last)
    }

    /// The key of the provision that a date follows from.
    pub fn citation_key(&self, date: NextDate) -> &'static str {
        let by_language = |(_, ending)| {
            matches!(
                ending,
                Ending::LanguageTestExpires | Ending::LanguageThresholdRises
            )
        };
        let ends = self.sure.and_then(|spell| spell.ends);
        if date.kind == DateKind::EligibleUntil && ends.is_some_and(by_language) {
            return DateKind::LanguageTestLastDay.citation_key();
        }
        date.kind.citation_key()
    }

    /// The days of the first possible spell on which eligibility is not sure: what settling the doubts can win, at most.
    pub fn doubt_costs_days(&self) -> Option<i32> {
        let possible = self.days_of(self.optimistic?)?;
        let sure = self.sure.and_then(|spell| self.days_of(spell));
        let both = sure.and_then(|sure| sure.intersection(possible));
        Some(possible.days() - both.map_or(0, Period::days))
    }
}

/// What the outlook goes on from once today is judged, so that neither the record nor the work of today's window is read again.
#[derive(Debug)]
pub struct Ahead {
    history: History,
    known: Vec<Known>,
}

/// Judges one applicant, and keeps what the outlook goes on from.
pub fn judge(bench: &Bench<'_>, case: &CaseFile) -> (Assessment, Vec<Problem>, Ahead) {
    let history = History::of(case, bench.law);
    let (assessment, problems, known) = judge_today(bench, case, &history);
    (assessment, problems, Ahead { history, known })
}

impl Ahead {
    /// Looks ahead from the day of the run; bench and case are those that were judged.
    pub fn outlook(self, bench: &Bench<'_>, case: &CaseFile) -> Outlook {
        look_ahead(bench, case, &self.history, self.known)
    }
}

/// Judges one applicant, and looks ahead from the day of the run.
pub fn judge_and_look_ahead(
    bench: &Bench<'_>,
    case: &CaseFile,
) -> (Assessment, Vec<Problem>, Outlook) {
    let (assessment, problems, ahead) = judge(bench, case);
    (assessment, problems, ahead.outlook(bench, case))
}

/// Looks ahead from the day of the run.
pub fn outlook(bench: &Bench<'_>, case: &CaseFile) -> Outlook {
    look_ahead(bench, case, &History::of(case, bench.law), Vec::new())
}

/// Who has applied has no spells, and permits go on mattering; for who is going to, every date does.
fn look_ahead(bench: &Bench<'_>, case: &CaseFile, history: &History, known: Vec<Known>) -> Outlook {
    let months = bench
        .law
        .edition_in_force(bench.as_of)
        .map(|edition| edition.window_months);
    let end = months.map(|months| bench.as_of.plus_months(months));
    let Some(assessed) = end.and_then(|end| Period::new(bench.as_of, end)) else {
        return Outlook::default();
    };
    let timeline = &history.timeline;
    let applied = application(bench.as_of, case);
    if applied == Application::Made {
        return Outlook {
            dates: next_dates(bench, case, timeline, None),
            ..Outlook::default()
        };
    }
    let prospect = Prospect::new(bench, case, history, assessed, known);
    if let Application::Planned(_) = applied {
        return Outlook {
            dates: next_dates(bench, case, timeline, Some((&prospect, None))),
            ..Outlook::default()
        };
    }
    let stages = prospect.stages();
    let sure = prospect.spell(&stages, Standing::is_eligible);
    let optimistic = prospect.spell(&stages, Standing::may_be_eligible);
    let setting = sure.and_then(|spell| prospect.setting(spell.from));
    let open = setting.map_or(&[][..], |setting| setting.others.as_slice());
    Outlook {
        blocked_by: if sure.is_some() {
            Vec::new()
        } else {
            blocked_by(&stages)
        },
        open: open
            .iter()
            .filter(|(_, outcome)| *outcome == Outcome::Undetermined)
            .map(|(requirement, _)| *requirement)
            .collect(),
        dates: next_dates(bench, case, timeline, Some((&prospect, sure))),
        until: Some(assessed.last()),
        sure,
        optimistic,
    }
}

impl Prospect {
    fn spell(&self, stages: &[Stage], holds: fn(Standing) -> bool) -> Option<Spell> {
        let mut rest = stages.iter().skip_while(|stage| !holds(stage.standing));
        let first = rest.next()?;
        let mut last = first;
        for stage in rest.by_ref() {
            if !holds(stage.standing) {
                let until = last.days.last();
                let ending = self.ending(stage.standing, until, holds);
                return Some(Spell {
                    from: first.days.first(),
                    ends: Some((until, ending)),
                    another_from: rest
                        .find(|later| holds(later.standing))
                        .map(|later| later.days.first()),
                });
            }
            last = stage;
        }
        Some(Spell {
            from: first.days.first(),
            ends: None,
            another_from: None,
        })
    }

    fn ending(&self, after: Standing, until: Day, holds: fn(Standing) -> bool) -> Ending {
        if after.other.is_some() {
            return Ending::OtherRequirement;
        }
        let lenses = |day| self.setting(day).map(|setting| &setting.lenses);
        if lenses(until) != lenses(until.next()) {
            return Ending::LawChanges;
        }
        let Some(seen) = self.seen(until) else {
            return Ending::LawChanges;
        };
        let language_alone = Standing {
            work: Outcome::Met,
            ..after
        };
        if holds(language_alone) {
            // The language would do: it is the work that does not.
            return if seen.paces.is_unauthorized(until) {
                Ending::PermitEnds
            } else {
                Ending::HoursLeaveWindow
            };
        }
        if seen.language(until) == seen.language(until.next()) {
            Ending::LanguageThresholdRises
        } else {
            Ending::LanguageTestExpires
        }
    }
}

/// The outcome of one requirement within a standing.
type Part = fn(Standing) -> Outcome;

/// The requirements that are never met, or, where each is met at some time, those that are not on the first day; each with the best
/// outcome that it reaches.
fn blocked_by(stages: &[Stage]) -> Vec<(Requirement, Outcome)> {
    let rank = |outcome: &Outcome| match outcome {
        Outcome::Met => 0,
        Outcome::Undetermined => 1,
        Outcome::NotMet | Outcome::NotAssessed | Outcome::NotRequired => 2,
    };
    let best = |of: Part| {
        let all = stages.iter().map(|stage| of(stage.standing));
        all.min_by_key(rank).unwrap_or(Outcome::Undetermined)
    };
    let first = |of: Part| {
        stages
            .first()
            .map_or(Outcome::Undetermined, |stage| of(stage.standing))
    };
    let both: [(Requirement, Part); 2] = [
        (Requirement::WorkExperience, |standing| standing.work),
        (Requirement::Language, |standing| standing.language),
    ];
    let mut blocked: Vec<(Requirement, Outcome)> = both
        .iter()
        .map(|(requirement, of)| (*requirement, best(*of)))
        .collect();
    let other = stages.iter().find_map(|stage| stage.standing.other);
    blocked.extend(other.map(|requirement| (requirement, Outcome::NotMet)));
    blocked.retain(|(_, outcome)| *outcome != Outcome::Met);
    if blocked.is_empty() {
        blocked = both
            .iter()
            .map(|(requirement, of)| (*requirement, first(*of)))
            .filter(|(_, outcome)| *outcome != Outcome::Met)
            .collect();
    }
    blocked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_spell_cites_what_ends_it() {
        let on = |text| Day::parse_iso(text).unwrap();
        let last = on("2027-06-01");
        let cited = |ending, kind| {
            let outlook = Outlook {
                sure: Some(Spell {
                    from: on("2027-01-01"),
                    ends: Some((last, ending)),
                    another_from: None,
                }),
                ..Outlook::default()
            };
            outlook.citation_key(NextDate { on: last, kind })
        };
        let until = DateKind::EligibleUntil;
        assert_eq!(cited(Ending::HoursLeaveWindow, until), "irpr-87.1-2-a");
        assert_eq!(cited(Ending::LanguageTestExpires, until), "irpr-87.1-2-d");
        let from = DateKind::EligibleFrom;
        assert_eq!(cited(Ending::LanguageTestExpires, from), "irpr-87.1-2-a");
    }
}

//! The words about what comes: dates to watch, and the spell of eligibility.

use crate::calendar::Day;
use crate::horizon::{DateKind, Ending, Outlook, Spell};
use crate::requirements::{Application, Requirement};
use std::borrow::Cow;

/// The words of one language about what comes.
pub(crate) struct HorizonWords {
    pub watchlist: &'static str,
    pub watchlist_intro: fn(i32, Day) -> String,
    pub watchlist_none: &'static str,
    pub watchlist_more: &'static str,
    pub date: &'static str,
    pub days_left: &'static str,
    pub what: &'static str,
    pub heading: &'static str,
    pub assumes: &'static str,
    pub dates: &'static str,
    pub spell: &'static str,
    pub possible_spell: &'static str,
    pub kind: fn(DateKind) -> &'static str,
    pub kind_but_open: fn(DateKind) -> &'static str,
    pub todo: fn(DateKind) -> &'static str,
    pub category: fn(DateKind) -> &'static str,
    pub ending: fn(Ending) -> &'static str,
    pub sentences: HorizonSentences,
}

/// The sentences that tell an outlook.
pub(crate) struct HorizonSentences {
    pub applied: &'static str,
    pub planned: fn(Day) -> String,
    pub no_law: &'static str,
    pub sure: fn(&SpellTold) -> String,
    pub another: fn(Day) -> String,
    pub open: &'static str,
    pub open_before: &'static str,
    pub never: fn(Day) -> String,
    pub in_the_way: &'static str,
    pub no_use: &'static str,
    pub nothing_to_win: &'static str,
    pub possible: fn(&SpellTold, i32) -> String,
}

/// A spell as a sentence tells it.
pub(crate) struct SpellTold {
    pub from: Day,
    /// It begins on the day of the run.
    pub at_once: bool,
    /// Its last day and why it ends.
    pub ends: Option<(Day, &'static str)>,
    /// The last day that was looked at.
    pub until: Day,
}

impl super::Words {
    /// What comes on a date. `open` are the requirements that are undetermined when the spell of eligibility begins.
    pub(crate) fn kind_of(&self, kind: DateKind, open: &[Requirement]) -> &'static str {
        if open.is_empty() || !kind.is_of_the_spell() {
            (self.horizon.kind)(kind)
        } else {
            (self.horizon.kind_but_open)(kind)
        }
    }

    /// What to do about a date, and what has to be settled besides.
    pub(crate) fn todo_of(&self, kind: DateKind, open: &[Requirement]) -> Cow<'static, str> {
        let todo = (self.horizon.todo)(kind);
        if !kind.is_of_the_spell() {
            return Cow::Borrowed(todo);
        }
        let sentences = &self.horizon.sentences;
        let intro = if kind == DateKind::EligibleFrom {
            sentences.open
        } else {
            sentences.open_before
        };
        let caveat = self.still_open(intro, open);
        caveat.map_or(Cow::Borrowed(todo), |caveat| {
            Cow::Owned(format!("{todo} {caveat}"))
        })
    }

    fn still_open(&self, intro: &str, open: &[Requirement]) -> Option<String> {
        let open = open
            .iter()
            .map(|one| in_a_sentence(self.requirement_of(*one)));
        listed(intro, &open.collect::<Vec<_>>())
    }

    /// What an outlook says, in sentences.
    pub(crate) fn tell(
        &self,
        outlook: &Outlook,
        as_of: Day,
        application: Application,
    ) -> Vec<String> {
        let words = &self.horizon.sentences;
        let Some(until) = outlook.until else {
            return vec![match application {
                Application::Made => words.applied.to_owned(),
                Application::Planned(day) => (words.planned)(day),
                Application::NotYet => words.no_law.to_owned(),
            }];
        };
        let told = |spell: Spell| SpellTold {
            from: spell.from,
            at_once: spell.from == as_of,
            ends: spell
                .ends
                .map(|(last, ending)| (last, (self.horizon.ending)(ending))),
            until,
        };
        let mut sentences = Vec::new();
        if let Some(spell) = outlook.sure {
            sentences.push((words.sure)(&told(spell)));
            sentences.extend(spell.another_from.map(words.another));
            sentences.extend(self.still_open(words.open, &outlook.open));
        } else {
            sentences.push((words.never)(until));
            let blocked = outlook.blocked_by.iter().map(|(requirement, outcome)| {
                let requirement = in_a_sentence(self.requirement_of(*requirement));
                let outcome = self.outcome_of(*outcome).to_lowercase();
                format!("{requirement} ({outcome})")
            });
            let blocked: Vec<String> = blocked.collect();
            sentences.extend(listed(words.in_the_way, &blocked));
        }
        sentences.push(match (outlook.optimistic, outlook.doubt_costs_days()) {
            (Some(spell), Some(days)) if 0 < days => (words.possible)(&told(spell), days),
            (Some(_), _) => words.nothing_to_win.to_owned(),
            (None, _) => words.no_use.to_owned(),
        });
        sentences
    }
}

/// A name as it stands within a sentence: names of places keep their capitals.
fn in_a_sentence(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_lowercase(), letters.as_str())
    })
}

/// A list after its introduction, as a sentence; none where there is nothing to list.
fn listed(intro: &str, items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| format!("{intro} {}.", items.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Outcome;
    use crate::report::html::Lang;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn told(outlook: &Outlook, lang: Lang) -> String {
        lang.words()
            .tell(outlook, day("2026-11-22"), Application::NotYet)
            .join(" ")
    }

    #[test]
    fn an_outlook_is_told_with_its_end_and_the_worth_of_its_doubts() {
        let outlook = Outlook {
            sure: Some(Spell {
                from: day("2027-01-01"),
                ends: Some((day("2027-06-01"), Ending::LanguageTestExpires)),
                another_from: Some(day("2027-09-01")),
            }),
            optimistic: Some(Spell {
                from: day("2026-11-22"),
                ends: None,
                another_from: None,
            }),
            open: vec![Requirement::Admissibility],
            until: Some(day("2029-11-22")),
            ..Outlook::default()
        };
        // 2026-11-22 to 2029-11-22 are 1,097 days, of which 152 are sure.
        assert_eq!(
            told(&outlook, Lang::English),
            "The record shows eligibility from 2027-01-01 to 2027-06-01; it ends because the language test stops being valid. \
             A further spell of eligibility begins on 2027-09-01. Still undetermined then: admissibility. \
             With every doubt settled in the applicant's favour, eligibility would begin on the day of the run and last as far as this \
             looks ahead (2029-11-22): up to 945 days are to be won."
        );
        let french = told(&outlook, Lang::French);
        assert!(
            french.contains("du 2027-01-01 au 2027-06-01; elle prend fin, car le test de langue")
        );
        assert!(french.contains("jusqu\u{2019}à 945 jours"));
    }

    #[test]
    fn the_dates_of_a_spell_say_what_is_still_undetermined() {
        let open = [
            Requirement::ResidenceOutsideQuebec,
            Requirement::OccupationalDuties,
        ];
        let words = Lang::English.words();
        let from = DateKind::EligibleFrom;
        assert_eq!(
            words.todo_of(from, &open),
            "Have the profile, or the application, ready for this day. \
             Still undetermined then: residence outside Quebec, duties of the occupation."
        );
        assert_eq!(
            words.kind_of(from, &open),
            "First day on which the record shows eligibility, but for what is undetermined"
        );
        let until = DateKind::EligibleUntil;
        assert_eq!(
            words.todo_of(until, &open),
            "Apply by this day. \
             Still undetermined when this eligibility begins: residence outside Quebec, duties of the occupation."
        );
        let permit = DateKind::WorkPermitLastDay;
        assert_eq!(words.todo_of(permit, &open), permit.todo());
        for kind in DateKind::ALL {
            assert_eq!(words.todo_of(kind, &[]), kind.todo());
            assert_eq!(words.kind_of(kind, &[]), kind.what());
        }
        let french = Lang::French.words().todo_of(until, &open);
        assert!(
            french.contains("début de cette admissibilité\u{a0}: résidence hors Québec"),
            "{french}"
        );
    }

    #[test]
    fn without_a_sure_day_what_stands_in_the_way_is_named() {
        let outlook = Outlook {
            blocked_by: vec![(Requirement::Language, Outcome::NotMet)],
            until: Some(day("2029-11-22")),
            ..Outlook::default()
        };
        assert_eq!(
            told(&outlook, Lang::English),
            "Up to 2029-11-22 there is no day on which the record surely shows eligibility. In the way: language (not met). \
             Settling doubts in the applicant's favour would not change that."
        );
        let words = Lang::English.words();
        let tell = |application| words.tell(&Outlook::default(), day("2026-11-22"), application);
        let applied = tell(Application::Made);
        assert_eq!(applied, [words.horizon.sentences.applied]);
        let planned = tell(Application::Planned(day("2026-11-28")));
        assert!(
            planned[0].starts_with("The application is planned for 2026-11-28:"),
            "{planned:?}"
        );
    }
}

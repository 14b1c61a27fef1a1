//! What a story says of the days to come.

use crate::audit::story::tell::{provision, words};
use crate::audit::story::{AheadStory, DateStory};
use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::horizon::{NextDate, Outlook, Spell};
use crate::law::Law;
use crate::report::horizon::is_news;
use crate::requirements::application;

/// The outlook of an applicant as a story tells it.
pub(super) fn ahead(case: &CaseFile, outlook: &Outlook, as_of: Day) -> AheadStory {
    let words = words();
    let shown = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let from = |spell: Option<Spell>| shown(spell.map(|spell| spell.from));
    let until = |spell: Option<Spell>| shown(spell.and_then(|spell| Some(spell.ends?.0)));
    let ending = outlook.sure.and_then(|spell| spell.ends);
    AheadStory {
        sentences: words.tell(outlook, as_of, application(as_of, case)),
        assumes: outlook.until.map_or("", |_| words.horizon.assumes),
        looked_until: shown(outlook.until),
        earliest_eligible_on: from(outlook.sure),
        eligible_until: until(outlook.sure),
        ends_because: ending.map_or("", |(_, ending)| ending.id()),
        another_spell_from: shown(outlook.sure.and_then(|spell| spell.another_from)),
        earliest_possible_on: from(outlook.optimistic),
        possible_until: until(outlook.optimistic),
        doubt_costs_days: outlook.doubt_costs_days(),
        blocked_by: outlook.blocked_by.iter().map(|(one, _)| one.id()).collect(),
        dates: outlook
            .dates
            .iter()
            .filter(|one| is_news(**one, as_of))
            .map(|one| date(outlook, *one, as_of))
            .collect(),
    }
}

fn date(outlook: &Outlook, date: NextDate, as_of: Day) -> DateStory {
    DateStory {
        date: date.on.to_string(),
        days_left: date.on.days_since(as_of),
        kind: date.kind.id(),
        what: words().kind_of(date.kind, &outlook.open),
        todo: words().todo_of(date.kind, &outlook.open),
        provision: provision(Law::book(), outlook.citation_key(date)),
    }
}

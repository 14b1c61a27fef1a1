//! Two judgements of one applicant side by side.

use crate::audit::Judgement;
use crate::audit::changes::{Line, lines_of};
use crate::audit::what_if::EditTold;
use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::horizon::{DateKind, Outlook, Spell};
use crate::report::horizon::is_news;
use crate::report::words::{Lang, Words};
use crate::requirements::application;
use serde::Serialize;

/// What would be otherwise.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct WhatIf {
    /// The applicant's id.
    pub applicant_id: String,
    /// The day that was judged on: that of the run.
    pub as_of: String,
    /// What was taken otherwise.
    pub edits: Vec<EditTold>,
    /// Problems that the rows have with the edits only.
    pub notes: Vec<String>,
    /// Outcome, requirements and what comes: those that change and those that do not.
    pub lines: Vec<LineTold>,
    /// What comes, as the run has it, in sentences.
    pub ahead_was: Vec<String>,
    /// What comes with the edits.
    pub ahead_is: Vec<String>,
}

/// One thing before and after.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LineTold {
    /// What it is.
    pub what: String,
    /// As the run has it.
    pub was: String,
    /// With the edits.
    pub is: String,
}

impl LineTold {
    /// Whether the edits make a difference here.
    pub fn changes(&self) -> bool {
        self.was != self.is
    }
}

/// The judgements of an applicant as the run has it, and with the edits.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// As the run has it.
    pub was: (&'a Judgement, &'a CaseFile),
    /// With the edits.
    pub is: (&'a Judgement, &'a CaseFile),
}

impl Compared<'_> {
    pub(super) fn told(
        self,
        id: &str,
        as_of: Day,
        edits: Vec<EditTold>,
        notes: Vec<String>,
    ) -> WhatIf {
        let words = Lang::English.words();
        let mut lines = self.requirements(words);
        let (was, is) = (&self.was.0.1, &self.is.0.1);
        let after = ahead(is, as_of, words);
        for ((what, was), (_, is)) in ahead(was, as_of, words).into_iter().zip(after) {
            lines.push(LineTold { what, was, is });
        }
        let tell = |(judgement, case): (&Judgement, &CaseFile)| {
            words.tell(&judgement.1, as_of, application(as_of, case))
        };
        WhatIf {
            applicant_id: id.to_owned(),
            as_of: as_of.to_string(),
            edits,
            notes,
            lines,
            ahead_was: tell(self.was),
            ahead_is: tell(self.is),
        }
    }

    fn requirements(self, words: &Words) -> Vec<LineTold> {
        let (was, is) = (&self.was.0.0, &self.is.0.0);
        let mut lines = vec![LineTold {
            what: words.outcome.to_owned(),
            was: words.outcome_of_applicant(was.outcome).to_owned(),
            is: words.outcome_of_applicant(is.outcome).to_owned(),
        }];
        let (was, is) = (lines_of(was), lines_of(is));
        for key in was.keys_with(&is) {
            if let Some((point, requirement)) = key.parts() {
                lines.push(LineTold {
                    what: format!(
                        "{} ({})",
                        words.requirement_of(requirement),
                        words.point_of(point).to_lowercase()
                    ),
                    was: shown(was.get(key)),
                    is: shown(is.get(key)),
                });
            }
        }
        lines
    }
}

/// An outcome with its figures and reasons.
fn shown(line: Option<&Line>) -> String {
    let Some(line) = line else {
        return "not judged".to_owned();
    };
    let mut text = line.outcome.replace('_', " ");
    for (name, figure) in [
        ("found", &line.found),
        ("at most", &line.at_most),
        ("required", &line.required),
    ] {
        if !figure.is_empty() {
            text = format!("{text}, {name} {figure}");
        }
    }
    if !line.reasons.is_empty() {
        let reasons = line.reasons.replace(';', ", ").replace('_', " ");
        text = format!("{text} ({reasons})");
    }
    text
}

/// What comes, by name.
fn ahead(outlook: &Outlook, as_of: Day, words: &Words) -> Vec<(String, String)> {
    let day = |day: Option<Day>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
    let from = |spell: Option<Spell>| day(spell.map(|spell| spell.from));
    let until = |spell: Option<Spell>| match spell {
        Some(Spell { ends: None, .. }) => "as far as this looks ahead".to_owned(),
        _ => day(spell.and_then(|spell| Some(spell.ends?.0))),
    };
    let ending = outlook.sure.and_then(|spell| spell.ends);
    let why = ending.map_or("", |(_, ending)| (words.horizon.ending)(ending));
    let worth = outlook.doubt_costs_days();
    let mut all = vec![
        ("Eligible from".to_owned(), from(outlook.sure)),
        ("Eligible until".to_owned(), until(outlook.sure)),
        ("It ends because".to_owned(), why.to_owned()),
        ("Possible from".to_owned(), from(outlook.optimistic)),
        ("Possible until".to_owned(), until(outlook.optimistic)),
        (
            "Days that doubts cost".to_owned(),
            worth.map_or_else(|| "none".to_owned(), |days| days.to_string()),
        ),
    ];
    let spells = [DateKind::EligibleFrom, DateKind::EligibleUntil];
    for kind in DateKind::ALL
        .into_iter()
        .filter(|kind| !spells.contains(kind))
    {
        let dates = outlook.dates.iter().filter(|date| date.kind == kind);
        let dates = dates.filter(|date| is_news(**date, as_of));
        let dates: Vec<String> = dates.map(|date| date.on.to_string()).collect();
        let dates = if dates.is_empty() {
            "none".to_owned()
        } else {
            dates.join(", ")
        };
        all.push((kind.what().to_owned(), dates));
    }
    all
}

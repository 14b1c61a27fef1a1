//! The English words about what comes.

use crate::horizon::{DateKind, Ending};
use crate::report::words::horizon::{HorizonSentences, HorizonWords, SpellTold};

pub(super) static WORDS: HorizonWords = HorizonWords {
    watchlist: "Dates to watch",
    watchlist_intro: |days, until| {
        format!(
            "The coming {days} days, to {until}. watchlist.csv holds the same, horizon.csv every later date."
        )
    },
    watchlist_none: "No date comes within these days.",
    watchlist_more: "more in watchlist.csv",
    date: "Date",
    days_left: "Days left",
    what: "What comes",
    heading: "Looking ahead",
    assumes: "Taken as given: each ongoing job goes on unchanged while it is authorized, permits end as recorded, pending applications stay pending, and there is no new test.",
    dates: "Dates to watch",
    spell: "Eligible on the record",
    possible_spell: "Possibly eligible on the record",
    kind: DateKind::what,
    kind_but_open,
    todo: DateKind::todo,
    category,
    ending,
    sentences: HorizonSentences {
        applied: "The application has been made: only the dates of permits are watched.",
        planned: |day| {
            format!(
                "The application is planned for {day}: whether it would succeed is judged for that day. Until then these dates must be kept."
            )
        },
        no_law: "No edition of the law is held for the day of the run, so nothing is looked ahead.",
        sure,
        another: |day| format!("A further spell of eligibility begins on {day}."),
        open: "Still undetermined then:",
        open_before: "Still undetermined when this eligibility begins:",
        never: |until| {
            format!("Up to {until} there is no day on which the record surely shows eligibility.")
        },
        in_the_way: "In the way:",
        no_use: "Settling doubts in the applicant's favour would not change that.",
        nothing_to_win: "Settling doubts would win no further day.",
        possible,
    },
};

const fn kind_but_open(kind: DateKind) -> &'static str {
    match kind {
        DateKind::EligibleFrom => {
            "First day on which the record shows eligibility, but for what is undetermined"
        }
        DateKind::EligibleUntil => {
            "Last day on which the record shows eligibility, but for what is undetermined"
        }
        other => other.what(),
    }
}

const fn category(kind: DateKind) -> &'static str {
    match kind {
        DateKind::EligibleFrom | DateKind::EligibleUntil | DateKind::HoursStartLeaving => {
            "Eligibility"
        }
        DateKind::LanguageTestLastDay => "Language test",
        DateKind::WorkPermitLastDay
        | DateKind::RenewalLastDay
        | DateKind::StudyPermitLastDay
        | DateKind::OtherDocumentLastDay => "Permit",
        DateKind::AfterStudiesLastDay | DateKind::PgwpLastDay => "Studies",
        DateKind::InvitationLastDay => "Invitation",
    }
}

const fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::HoursLeaveWindow => "hours leave the three years faster than new ones come",
        Ending::PermitEnds => {
            "nothing on the record authorizes the work any more, while hours leave the three years"
        }
        Ending::LanguageTestExpires => "the language test stops being valid",
        Ending::LanguageThresholdRises => "the work then asks for a higher language level",
        Ending::LawChanges => {
            "another edition of the law, or another policy, applies from the day after"
        }
        Ending::OtherRequirement => "another requirement is no longer met",
    }
}

fn sure(spell: &SpellTold) -> String {
    let from = spell.from;
    match (spell.at_once, spell.ends) {
        (true, Some((last, why))) => format!(
            "The record shows eligibility on the day of the run and until {last}; it ends because {why}."
        ),
        (false, Some((last, why))) => {
            format!("The record shows eligibility from {from} to {last}; it ends because {why}.")
        }
        (true, None) => format!(
            "The record shows eligibility on the day of the run and as far as this looks ahead ({}).",
            spell.until
        ),
        (false, None) => format!(
            "The record shows eligibility from {from} on, as far as this looks ahead ({}).",
            spell.until
        ),
    }
}

fn possible(spell: &SpellTold, days: i32) -> String {
    let from = if spell.at_once {
        "on the day of the run".to_owned()
    } else {
        format!("on {}", spell.from)
    };
    let last = spell.ends.map_or_else(
        || format!("as far as this looks ahead ({})", spell.until),
        |(last, _)| format!("until {last}"),
    );
    let won = if days == 1 {
        "one day is to be won".to_owned()
    } else {
        format!("up to {days} days are to be won")
    };
    format!(
        "With every doubt settled in the applicant's favour, eligibility would begin {from} and last {last}: {won}."
    )
}

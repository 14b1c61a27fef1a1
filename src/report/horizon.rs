//! `horizon.csv` and `watchlist.csv`: the dates that come next, by applicant and by day; and the outlook's columns of the summary.
//!
//! Owns the columns of those files. Computes no date: the horizon does.

use crate::calendar::Day;
use crate::finding::Outcome;
use crate::horizon::{NextDate, Outlook, Spell};
use crate::law::Law;
use crate::report::{CsvRows, CsvText};
use crate::requirements::Requirement;

/// The columns of both files, in order.
pub const COLUMNS: [&str; 6] = ["applicant_id", "date", "kind", "what", "citation", "todo"];

/// The columns of the outlook in a summary, in order.
pub const SUMMARY_COLUMNS: [&str; 8] = [
    "earliest_eligible_on",
    "eligible_until",
    "ends_because",
    "another_spell_follows",
    "earliest_possible_on",
    "possible_until",
    "blocked_by",
    "undetermined_then",
];

/// Writes `horizon.csv`: every date of every applicant, by applicant.
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn write<'a>(
    csv: &mut CsvText,
    law: &Law,
    outlooks: impl IntoIterator<Item = (&'a str, &'a Outlook)>,
) -> Result<(), csv::Error> {
    let mut rows = csv.begin(&COLUMNS);
    for (applicant, outlook) in outlooks {
        for date in &outlook.dates {
            row(&mut rows, law, applicant, *date);
        }
    }
    rows.finish()
}

/// Writes `watchlist.csv`: the dates from the day of the run to `last`, by day, then by applicant.
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn write_watchlist<'a>(
    csv: &mut CsvText,
    law: &Law,
    last: Day,
    outlooks: impl IntoIterator<Item = (&'a str, &'a Outlook)>,
) -> Result<(), csv::Error> {
    let mut dates: Vec<(Day, &str, NextDate)> = Vec::new();
    for (applicant, outlook) in outlooks {
        let soon = outlook.dates.iter().filter(|date| date.on <= last);
        dates.extend(soon.map(|date| (date.on, applicant, *date)));
    }
    dates.sort_unstable();
    let mut rows = csv.begin(&COLUMNS);
    for (_, applicant, date) in dates {
        row(&mut rows, law, applicant, date);
    }
    rows.finish()
}

/// The last day of a watchlist: as far ahead as the advisories look.
pub fn last_watched(law: &Law, as_of: Day) -> Day {
    let days = law.dated_or_first("advisory_horizon_days", as_of).value;
    as_of.plus_days(days.and_then(|days| i32::try_from(days).ok()).unwrap_or(0))
}

fn row(rows: &mut CsvRows<'_>, law: &Law, applicant: &str, date: NextDate) {
    rows.text(applicant);
    rows.shown(date.on);
    rows.word(date.kind.id());
    rows.word(date.kind.what());
    rows.word(&law.citation(date.kind.citation_key()).citation);
    rows.word(date.kind.todo());
    rows.end_row();
}

/// Writes the fields of [`SUMMARY_COLUMNS`] into a row that others begin and end.
pub fn summary_fields(rows: &mut CsvRows<'_>, outlook: &Outlook) {
    let from = |spell: Option<Spell>| spell.map(|spell| spell.from);
    let until = |spell: Option<Spell>| Some(spell?.ends?.0);
    rows.shown_if(from(outlook.sure));
    rows.shown_if(until(outlook.sure));
    let ending = outlook.sure.and_then(|spell| spell.ends);
    rows.word(ending.map_or("", |(_, ending)| ending.id()));
    rows.word(
        outlook
            .sure
            .map_or("", |spell| if spell.another_follows { "yes" } else { "no" }),
    );
    rows.shown_if(from(outlook.optimistic));
    rows.shown_if(until(outlook.optimistic));
    let blocked = |(requirement, outcome): &(Requirement, Outcome)| {
        format!("{}={}", requirement.id(), outcome.id())
    };
    rows.list(outlook.blocked_by.iter().map(blocked));
    rows.list(outlook.open.iter().map(|requirement| requirement.id()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::horizon::{DateKind, Ending};

    fn on(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn outlook(dates: &[(&str, DateKind)]) -> Outlook {
        Outlook {
            dates: dates
                .iter()
                .map(|(day, kind)| NextDate {
                    on: on(day),
                    kind: *kind,
                })
                .collect(),
            ..Outlook::default()
        }
    }

    #[test]
    fn the_watchlist_is_by_day_and_ends_in_time() {
        let one = outlook(&[
            ("2026-12-01", DateKind::RenewalLastDay),
            ("2027-06-01", DateKind::EligibleUntil),
        ]);
        let other = outlook(&[("2026-11-25", DateKind::PgwpLastDay)]);
        let law = Law::book();
        let last = last_watched(law, on("2026-11-22"));
        assert_eq!(last, on("2027-02-20"));
        let mut csv = CsvText::new();
        let all = [("A1", &one), ("A2", &other)];
        write_watchlist(&mut csv, law, last, all).unwrap();
        let text = String::from_utf8(csv.bytes().to_vec()).unwrap();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("A2,2026-11-25,pgwp_last_day,"));
        assert!(lines[1].starts_with("A1,2026-12-01,renewal_last_day,"));
        assert!(lines[1].contains("s. 186(u)"));
        write(&mut csv, law, all).unwrap();
        assert_eq!(String::from_utf8_lossy(csv.bytes()).lines().count(), 4);
    }

    #[test]
    fn the_summary_has_a_field_for_each_column() {
        let mut csv = CsvText::new();
        let mut rows = csv.begin(&SUMMARY_COLUMNS);
        let spell = Spell {
            from: on("2026-11-22"),
            ends: Some((on("2027-06-01"), Ending::LanguageTestExpires)),
            another_follows: false,
        };
        let blocked = Outlook {
            blocked_by: vec![(Requirement::Language, Outcome::NotMet)],
            ..Outlook::default()
        };
        let seen = Outlook {
            sure: Some(spell),
            optimistic: Some(Spell {
                ends: None,
                ..spell
            }),
            ..Outlook::default()
        };
        for outlook in [&seen, &blocked] {
            summary_fields(&mut rows, outlook);
            rows.end_row();
        }
        rows.finish().unwrap();
        let text = String::from_utf8(csv.bytes().to_vec()).unwrap();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        let expected = [
            "2026-11-22,2027-06-01,language_test_expires,no,2026-11-22,,,",
            ",,,,,,language=not_met,",
        ];
        assert_eq!(lines, expected);
    }
}

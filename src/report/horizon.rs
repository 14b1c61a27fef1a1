//! `horizon.csv` and `watchlist.csv`: the dates that come next, by applicant and by day.
//!
//! Owns the columns of those files. Computes no date: the horizon does.

use crate::calendar::Day;
use crate::horizon::{NextDate, Outlook};
use crate::law::Law;
use crate::report::{CsvRows, CsvText};

/// The columns of both files, in order.
pub const COLUMNS: [&str; 6] = ["applicant_id", "date", "kind", "what", "citation", "todo"];

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::horizon::DateKind;

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
}

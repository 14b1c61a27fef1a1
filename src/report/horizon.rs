//! `horizon.csv` and `watchlist.csv`: the dates that come next, by applicant and by day.
//!
//! Owns the columns of those files. Computes no date: the horizon does.

use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::horizon::{DateKind, NextDate, Outlook};
use crate::law::{DatedKey, Law};
use crate::report::csv_text::{CsvRows, CsvText};
use crate::report::words::{Lang, Words};
use foldhash::fast::RandomState;
use indexmap::IndexSet;
use std::borrow::Cow;

/// The columns of `horizon.csv`, in order.
pub const COLUMNS: [&str; 6] = ["applicant_id", "date", "kind", "what", "citation", "todo"];

/// The columns of `watchlist.csv`, in order.
pub const WATCHLIST_COLUMNS: [&str; 11] = [
    "date",
    "days_left",
    "applicant_id",
    "file_number",
    "responsible",
    "family_name",
    "given_name",
    "kind",
    "what",
    "todo",
    "citation",
];

/// Writes the rows of `horizon.csv` of one applicant, without headings.
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn write_rows(
    csv: &mut CsvText,
    law: &'static Law,
    case: &CaseFile,
    outlook: &Outlook,
) -> Result<(), csv::Error> {
    let mut rows = csv.follow();
    for date in &outlook.dates {
        rows.text(&case.id);
        rows.shown(date.on);
        rows.id(date.kind.id());
        rows.own(words().kind_of(date.kind, &outlook.open));
        rows.own(&law.citation(outlook.citation_key(*date)).citation);
        todo(&mut rows, *date, outlook);
        rows.end_row();
    }
    rows.finish()
}

/// What to do about a date.
fn todo(rows: &mut CsvRows<'_>, date: NextDate, outlook: &Outlook) {
    match words().todo_of(date.kind, &outlook.open) {
        Cow::Borrowed(todo) => rows.own(todo),
        Cow::Owned(todo) => rows.word(&todo),
    }
}

/// Tables are in English.
fn words() -> &'static Words {
    Lang::English.words()
}

/// Whether a date tells something: that somebody is eligible already is no news, night after night.
pub fn is_news(date: NextDate, as_of: Day) -> bool {
    date.kind != DateKind::EligibleFrom || as_of < date.on
}

/// The days that a watchlist looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Watch {
    /// The day of the run, which is its first.
    pub from: Day,
    /// Its last.
    pub until: Day,
}

impl Watch {
    /// From the day of the run on, so many days ahead as were asked for, else as far as the advisories look.
    pub fn of(law: &Law, as_of: Day, days: Option<u16>) -> Self {
        let usual = law.value_or_first(DatedKey::AdvisoryHorizonDays, as_of);
        let usual = usual.and_then(|days| i32::try_from(days).ok()).unwrap_or(0);
        Self {
            from: as_of,
            until: as_of.plus_days(days.map_or(usual, i32::from)),
        }
    }

    /// How many days ahead it looks.
    pub fn days(self) -> Option<u16> {
        u16::try_from(self.until.days_since(self.from)).ok()
    }

    /// The dates that it holds, each with its applicant, by day, then by applicant in the order given.
    pub fn dates<'a, T: Copy>(
        self,
        outlooks: impl IntoIterator<Item = (T, &'a Outlook)>,
    ) -> Vec<(T, NextDate)> {
        let mut dates: Vec<(T, NextDate)> = Vec::new();
        for (whose, outlook) in outlooks {
            let soon = outlook
                .dates
                .iter()
                .filter(|date| date.on <= self.until && is_news(**date, self.from));
            dates.extend(soon.map(|date| (whose, *date)));
        }
        // The sort is stable: who stands first in the book stands first on the day.
        dates.sort_by_key(|(_, date)| date.on);
        dates
    }
}

/// Rows of `watchlist.csv`, not yet by day.
#[derive(Clone, Debug, Default)]
pub struct Watchlist {
    /// How the rows begin, one after the other: the day, and who it is about.
    heads: Vec<u8>,
    /// How rows end, each once: what the day is, what to do and the provision are the same for many.
    tails: IndexSet<Box<[u8]>, RandomState>,
    rows: Vec<Watched>,
}

/// A row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Watched {
    on: Day,
    /// Where its head begins; it ends where that of the next row begins.
    head: usize,
    /// Which of the tails is its own.
    tail: usize,
}

impl Watchlist {
    /// Which of the tails it is.
    fn tail_of(&mut self, tail: &[u8]) -> usize {
        let known = self.tails.get_index_of(tail);
        known.unwrap_or_else(|| self.tails.insert_full(tail.into()).0)
    }

    fn add(&mut self, on: Day, head: &[u8], tail: usize) {
        let start = self.heads.len();
        self.heads.extend_from_slice(head);
        self.rows.push(Watched {
            on,
            head: start,
            tail,
        });
    }

    /// Adds the rows of applicants who come later in the book.
    pub fn append(&mut self, later: &Self) {
        let tails = later.tails.iter().map(|tail| self.tail_of(tail));
        let tails: Vec<usize> = tails.collect();
        for (at, row) in later.rows.iter().enumerate() {
            let tail = tails.get(row.tail).copied().unwrap_or_default();
            self.add(row.on, later.head(at), tail);
        }
    }

    /// Forgets the rows, and keeps the room for more and how rows end.
    pub fn clear(&mut self) {
        self.heads.clear();
        self.rows.clear();
    }

    fn head(&self, at: usize) -> &[u8] {
        let start = self.rows.get(at).map_or(0, |row| row.head);
        let next = self.rows.get(at + 1);
        let end = next.map_or(self.heads.len(), |row| row.head);
        self.heads.get(start..end).unwrap_or_default()
    }

    fn tail(&self, row: &Watched) -> &[u8] {
        self.tails.get_index(row.tail).map_or(&[], |tail| tail)
    }

    /// Hands the bytes of `watchlist.csv` over in pieces: the dates that are watched, by day, then by applicant in the order given.
    ///
    /// # Errors
    /// If a piece is not taken, or if the heading row could not be written, which would be a fault of the program.
    pub fn write<E: From<csv::Error>>(
        &self,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut csv = CsvText::new();
        csv.begin(&WATCHLIST_COLUMNS).finish()?;
        take(csv.bytes())?;
        // The sort is stable: who stands first in the book stands first on the day.
        let mut order: Vec<(usize, &Watched)> = self.rows.iter().enumerate().collect();
        order.sort_by_key(|(_, row)| row.on);
        for (at, row) in order {
            take(self.head(at))?;
            take(self.tail(row))?;
        }
        Ok(())
    }

    /// The bytes of `watchlist.csv`.
    ///
    /// # Errors
    /// If the heading row could not be written, which would be a fault of the program.
    pub fn to_bytes(&self) -> Result<Vec<u8>, csv::Error> {
        let mut bytes = Vec::new();
        self.write(|piece| -> Result<(), csv::Error> {
            bytes.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(bytes)
    }
}

impl Watch {
    /// Adds the rows of one applicant to a list.
    ///
    /// # Errors
    /// If a row does not fit its headings, which would be a fault of the program.
    pub fn add_rows(
        self,
        list: &mut Watchlist,
        csv: &mut CsvText,
        law: &'static Law,
        case: &CaseFile,
        outlook: &Outlook,
    ) -> Result<(), csv::Error> {
        for (case, date) in self.dates([(case, outlook)]) {
            let mut rows = csv.follow();
            rows.shown(date.on);
            rows.shown(date.on.days_since(self.from));
            rows.text(&case.id);
            rows.text(&case.profile.file_number);
            rows.text(&case.profile.responsible);
            rows.text(&case.profile.family_name);
            rows.text(&case.profile.given_name);
            let head = rows.written();
            rows.id(date.kind.id());
            rows.own(words().kind_of(date.kind, &outlook.open));
            todo(&mut rows, date, outlook);
            rows.own(&law.citation(outlook.citation_key(date)).citation);
            rows.end_row();
            rows.finish()?;
            let (head, tail) = csv.bytes().split_at_checked(head).unwrap_or_default();
            let tail = list.tail_of(tail);
            list.add(date.on, head, tail);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requirements::Requirement;

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
            ("2027-02-20", DateKind::WorkPermitLastDay),
            ("2027-02-21", DateKind::EligibleUntil),
        ]);
        let other = outlook(&[
            ("2026-11-22", DateKind::EligibleFrom),
            ("2026-11-25", DateKind::PgwpLastDay),
        ]);
        let case = |id: &str| CaseFile {
            id: id.into(),
            ..CaseFile::default()
        };
        let (a1, a2) = (case("A1"), case("A2"));
        let law = Law::book();
        let all = [(&a1, &one), (&a2, &other)];
        let mut csv = CsvText::new();
        let mut watched = |days| {
            let watch = Watch::of(law, on("2026-11-22"), days);
            let (mut list, mut own) = (Watchlist::default(), Watchlist::default());
            for (case, outlook) in all {
                own.clear();
                watch
                    .add_rows(&mut own, &mut csv, law, case, outlook)
                    .unwrap();
                list.append(&own);
            }
            let text = String::from_utf8(list.to_bytes().unwrap()).unwrap();
            text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
        };
        // 90 days from 2026-11-22 on end on 2027-02-20.
        let lines = watched(None);
        assert_eq!(lines.len(), 3);
        assert!(lines[0].starts_with("2026-11-25,3,A2,,,,,pgwp_last_day,"));
        assert!(lines[1].starts_with("2026-12-01,9,A1,,,,,renewal_last_day,"));
        assert!(lines[1].contains("s. 186(u)"));
        assert!(lines[2].starts_with("2027-02-20,90,A1,,,,,work_permit_last_day,"));
        assert_eq!(watched(Some(8)).len(), 1);
        assert_eq!(watched(Some(91)).len(), 4);
        write_rows(&mut csv, law, &a1, &one).unwrap();
        assert_eq!(String::from_utf8_lossy(csv.bytes()).lines().count(), 3);
    }

    #[test]
    fn a_spell_with_something_undetermined_says_so_in_both_tables() {
        let outlook = Outlook {
            open: vec![Requirement::ResidenceOutsideQuebec],
            ..outlook(&[("2026-12-01", DateKind::EligibleFrom)])
        };
        let case = CaseFile {
            id: "A1".into(),
            ..CaseFile::default()
        };
        let law = Law::book();
        let mut csv = CsvText::new();
        write_rows(&mut csv, law, &case, &outlook).unwrap();
        let told = "ready for this day. Still undetermined then: residence outside Quebec.";
        assert!(String::from_utf8_lossy(csv.bytes()).contains(told));
        let mut list = Watchlist::default();
        let watch = Watch::of(law, on("2026-11-22"), None);
        watch
            .add_rows(&mut list, &mut csv, law, &case, &outlook)
            .unwrap();
        let watched = String::from_utf8(list.to_bytes().unwrap()).unwrap();
        assert!(watched.contains(told));
        assert!(watched.contains("eligibility, but for what is undetermined"));
    }
}

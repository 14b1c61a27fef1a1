//! Dates written as text: ISO, numeric, with English or French month names, month only, two readings.
//!
//! The text must be a date from end to end: a sign, a word or a number too many makes it unreadable, never half read.

use super::date::{DateFault, DateReading};
use super::serial::in_range;
use super::text::fold;
use crate::calendar::{Day, RecordedDate};
use crate::recognition::DateOrder;
use chrono::{Datelike as _, Weekday};

type Outcome = Result<DateReading, DateFault>;

/// Longer texts are not dates.
const LONGEST: usize = 80;

/// What a text can mean as a date.
pub(crate) fn read_text(text: &str) -> Outcome {
    if text.len() > LONGEST {
        return Err(DateFault::Form);
    }
    if let Some(day) = Day::parse_iso(text) {
        let day = in_range(day).ok_or(DateFault::NoSuchDay)?;
        return Ok(DateReading::One(RecordedDate::on(day)));
    }
    if let Some(range) = two_readings(text) {
        return Ok(DateReading::One(range));
    }
    let folded = fold(text);
    let items = items(without_time(&folded)).ok_or(DateFault::Form)?;
    if items.iter().all(|item| item.is_number()) {
        numeric(&items)
    } else {
        named(&items)
    }
}

/// The canonical text of a date with two readings: `2024-03-04/2024-04-03`.
fn two_readings(text: &str) -> Option<RecordedDate> {
    let (one, other) = text.split_once('/')?;
    let (earliest, latest) = (Day::parse_iso(one)?, Day::parse_iso(other)?);
    (earliest <= latest).then_some(())?;
    Some(RecordedDate::between(
        in_range(earliest)?,
        in_range(latest)?,
    ))
}

/// A run of digits or of letters, and what separates it from the run before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Item<'a> {
    before: &'a str,
    text: &'a str,
}

impl Item<'_> {
    fn is_number(self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The runs of a text; `None` if it holds a character that no date has, or begins or ends with one that none begins or ends with.
fn items(text: &str) -> Option<Vec<Item<'_>>> {
    let mut items = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest
            .find(|c: char| c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let (before, from) = rest.split_at_checked(start)?;
        if !before.chars().all(|c| " .,-/'".contains(c)) {
            return None;
        }
        let digits = from.starts_with(|c: char| c.is_ascii_digit());
        let end = from
            .find(|c: char| !c.is_ascii_alphanumeric() || c.is_ascii_digit() != digits)
            .unwrap_or(from.len());
        let (run, after) = from.split_at_checked(end)?;
        if run.is_empty() {
            return matches!(before, "." | ",").then_some(items);
        }
        if items.is_empty() && !before.is_empty() {
            return None;
        }
        items.push(Item { before, text: run });
        rest = after;
    }
    (!items.is_empty()).then_some(items)
}

/// The text without a time of day behind the date.
fn without_time(text: &str) -> &str {
    if !text.contains(':') {
        return text;
    }
    text.char_indices()
        .filter(|(_, c)| matches!(c, ' ' | 't' | ','))
        .find_map(|(at, _)| {
            let (date, rest) = text.split_at_checked(at)?;
            let time = rest.trim_start_matches([',', ' ']);
            let time = time.strip_prefix('t').unwrap_or(time);
            is_time(time.trim_start()).then(|| date.trim_end())
        })
        .unwrap_or(text)
}

/// Whether a text is a time of day: `10:00`, `10:00:00.000z`, `9:30 p.m.`, `23:00:00+05:30`.
fn is_time(text: &str) -> bool {
    let (clock, zone) = match text.find(|c: char| !c.is_ascii_digit() && !":.".contains(c)) {
        Some(end) => match text.split_at_checked(end) {
            Some(parts) => parts,
            None => return false,
        },
        None => (text, ""),
    };
    let below = |part: Option<&str>, limit: u32| {
        let digits = part.filter(|p| !p.is_empty() && p.len() <= 2);
        digits.is_some_and(|p| p.parse::<u32>().is_ok_and(|n| n <= limit))
    };
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = whole.split(':');
    let good = below(parts.next(), 24)
        && below(parts.next(), 59)
        && parts.next().is_none_or(|seconds| below(Some(seconds), 60))
        && parts.next().is_none()
        && fraction.bytes().all(|b| b.is_ascii_digit());
    good && is_half_of_day_or_zone(zone.trim())
}

fn is_half_of_day_or_zone(text: &str) -> bool {
    if matches!(
        text,
        "" | "am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m" | "z" | "utc" | "gmt"
    ) {
        return true;
    }
    text.strip_prefix(['+', '-']).is_some_and(|offset| {
        (2..=5).contains(&offset.len()) && offset.bytes().all(|b| b.is_ascii_digit() || b == b':')
    })
}

/// Dates of digits only, with one kind of separator.
fn numeric(items: &[Item<'_>]) -> Outcome {
    let one_kind = |items: &[Item<'_>]| {
        let first = items.first().map_or("", |item| item.before.trim());
        matches!(first, "-" | "/" | ".") && items.iter().all(|item| item.before.trim() == first)
    };
    match items {
        [all] if all.text.len() == 8 => compact(all.text),
        [first, rest @ ..] if one_kind(rest) => match rest {
            [second] => year_and_month(first.text, second.text),
            [second, third] => three_numbers(first.text, second.text, third.text),
            _ => Err(DateFault::Form),
        },
        _ => Err(DateFault::Form),
    }
}

/// `20240304`.
fn compact(digits: &str) -> Outcome {
    let parts = digits
        .split_at_checked(4)
        .and_then(|(year, rest)| Some((year, rest.split_at_checked(2)?)));
    let (year, (month, day)) = parts.ok_or(DateFault::Form)?;
    on(number(year), number(month), number(day))
}

fn year_and_month(one: &str, other: &str) -> Outcome {
    match (one.len(), other.len()) {
        (4, 1 | 2) => month(number(one), number(other)),
        (1 | 2, 4) => month(number(other), number(one)),
        (1 | 2, 1 | 2) => Err(DateFault::ShortYear),
        _ => Err(DateFault::Form),
    }
}

fn three_numbers(one: &str, two: &str, three: &str) -> Outcome {
    let (a, b, c) = (number(one), number(two), number(three));
    match (one.len(), two.len(), three.len()) {
        (4, 1 | 2, 1 | 2) => on(a, b, c),
        (1 | 2, 1 | 2, 4) => match (date(c, b, a), date(c, a, b)) {
            (Some(day_first), Some(month_first)) if day_first == month_first => {
                Ok(DateReading::One(RecordedDate::on(day_first)))
            }
            (Some(day_first), Some(month_first)) => Ok(DateReading::Either {
                day_first,
                month_first,
            }),
            (Some(day), None) => Ok(DateReading::Only(DateOrder::DayFirst, day)),
            (None, Some(day)) => Ok(DateReading::Only(DateOrder::MonthFirst, day)),
            (None, None) => Err(DateFault::NoSuchDay),
        },
        (1 | 2, 1 | 2, 1 | 2) => Err(DateFault::ShortYear),
        _ => Err(DateFault::Form),
    }
}

/// A part of a date with a month name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part<'a> {
    Number(&'a str),
    Month(u32),
}

/// Dates with a month name, perhaps with a weekday, an article or an ordinal.
fn named(items: &[Item<'_>]) -> Outcome {
    let mut parts = Vec::new();
    let mut weekday = None;
    let mut after_number = false;
    for item in items {
        let number = item.is_number();
        if number {
            parts.push(Part::Number(item.text));
        } else if let Some(month) = month_of(item.text) {
            parts.push(Part::Month(month));
        } else if let Some(day) = weekday_of(item.text) {
            if weekday.replace(day).is_some() {
                return Err(DateFault::Form);
            }
        } else if !(matches!(item.text, "of" | "the" | "le" | "de")
            || (after_number && item.before.is_empty() && is_ordinal(item.text)))
        {
            return Err(DateFault::Form);
        }
        after_number = number;
    }
    let read = of_parts(&parts)?;
    match (weekday, read) {
        (None, read) => Ok(read),
        // A weekday that is not the day's own means that one of them is wrong.
        (Some(day), DateReading::One(date)) => match date.precise() {
            Some(precise) if precise.naive().weekday() == day => Ok(read),
            _ => Err(DateFault::NoSuchDay),
        },
        (Some(_), _) => Err(DateFault::Form),
    }
}

fn of_parts(parts: &[Part<'_>]) -> Outcome {
    use Part::{Month, Number};
    let two = |n: &str| n.len() <= 2;
    match *parts {
        [Number(d), Month(m), Number(y)] | [Month(m), Number(d), Number(y)]
            if two(d) && y.len() == 4 =>
        {
            on(number(y), Some(m), number(d))
        }
        [Number(y), Month(m), Number(d)] if two(d) && y.len() == 4 => {
            on(number(y), Some(m), number(d))
        }
        [Month(m), Number(y)] | [Number(y), Month(m)] if y.len() == 4 => month(number(y), Some(m)),
        [Number(a), Month(_), Number(b)] | [Month(_), Number(a), Number(b)] if two(a) && two(b) => {
            Err(DateFault::ShortYear)
        }
        [Month(_), Number(n)] | [Number(n), Month(_)] if two(n) => Err(DateFault::ShortYear),
        _ => Err(DateFault::Form),
    }
}

fn is_ordinal(text: &str) -> bool {
    matches!(
        text,
        "st" | "nd" | "rd" | "th" | "er" | "e" | "eme" | "ieme"
    )
}

fn month_of(text: &str) -> Option<u32> {
    Some(match text {
        "jan" | "january" | "janv" | "janvier" => 1,
        "feb" | "february" | "fev" | "fevr" | "fevrier" => 2,
        "mar" | "march" | "mars" => 3,
        "apr" | "april" | "avr" | "avril" => 4,
        "may" | "mai" => 5,
        "jun" | "june" | "juin" => 6,
        "jul" | "july" | "juil" | "juill" | "juillet" => 7,
        "aug" | "august" | "aou" | "aout" => 8,
        "sep" | "sept" | "september" | "septembre" => 9,
        "oct" | "october" | "octobre" => 10,
        "nov" | "november" | "novembre" => 11,
        "dec" | "december" | "decembre" => 12,
        _ => return None,
    })
}

/// Weekdays; the French "mar." (mardi) is left out because it is also a month.
fn weekday_of(text: &str) -> Option<Weekday> {
    Some(match text {
        "monday" | "mon" | "lundi" | "lun" => Weekday::Mon,
        "tuesday" | "tue" | "tues" | "mardi" => Weekday::Tue,
        "wednesday" | "wed" | "mercredi" | "mer" => Weekday::Wed,
        "thursday" | "thu" | "thur" | "thurs" | "jeudi" | "jeu" => Weekday::Thu,
        "friday" | "fri" | "vendredi" | "ven" => Weekday::Fri,
        "saturday" | "sat" | "samedi" | "sam" => Weekday::Sat,
        "sunday" | "sun" | "dimanche" | "dim" => Weekday::Sun,
        _ => return None,
    })
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

fn date(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Option<Day> {
    let year = i32::try_from(year?).ok()?;
    in_range(Day::from_ymd(year, month?, day?)?)
}

fn on(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> Outcome {
    let day = date(year, month, day).ok_or(DateFault::NoSuchDay)?;
    Ok(DateReading::One(RecordedDate::on(day)))
}

fn month(year: Option<u32>, month: Option<u32>) -> Outcome {
    let first = date(year, month, Some(1)).ok_or(DateFault::NoSuchDay)?;
    let last = first.plus_months(1).previous();
    Ok(DateReading::One(RecordedDate::between(first, last)))
}

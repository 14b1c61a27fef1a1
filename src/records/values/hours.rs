//! Hours as people write them: `37.5`, `37,5`, `37.5 hrs`, `37h30`, `35-40`, `30+`, `1,560.0`; exact, never rounded.

use super::Content;
use super::text::fold;
use crate::law::{Hours, Law};
use crate::records::Hourly;

/// Hours with minutes have at most so many digits.
const LONGEST_WITH_MINUTES: usize = 9;

/// Why a cell gives no hours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum HoursFault {
    /// The text was not understood.
    Unreadable,
    /// A number, but not one of hours: negative, or more than a week has.
    Impossible,
}

/// The hours that a cell gives; `weekly` holds them to the hours of a week.
pub(crate) fn read_hours(content: &Content<'_>, weekly: bool) -> Result<Hourly, HoursFault> {
    let text = match content {
        Content::Text(text) => fold(text),
        Content::Number(number) if number.is_finite() => content.text().into_owned(),
        Content::Number(_) => return Err(HoursFault::Impossible),
        Content::Blank | Content::Broken(_) | Content::Date(..) | Content::Bool(_) => {
            return Err(HoursFault::Unreadable);
        }
    };
    let hours = amount(&text, weekly)?;
    let limit = Law::book().hours_in_a_week();
    let most = hours.high.as_ref().unwrap_or(&hours.low);
    if weekly && limit < Hours::max(&hours.low, most) {
        return Err(HoursFault::Impossible);
    }
    Ok(hours)
}

fn amount(text: &str, weekly: bool) -> Result<Hourly, HoursFault> {
    if let Some(low) = open_end(text, weekly) {
        return Ok(Hourly { low, high: None });
    }
    if let Some(exact) = single(text, weekly) {
        return Ok(Hourly {
            low: exact.clone(),
            high: Some(exact),
        });
    }
    if let Some(rest) = text.strip_prefix('-') {
        let negative = single(rest.trim_start(), weekly).is_some();
        return Err(if negative {
            HoursFault::Impossible
        } else {
            HoursFault::Unreadable
        });
    }
    let separators = ["-", " to ", " a "];
    let ends = separators
        .iter()
        .find_map(|separator| text.split_once(separator));
    let (low, high) = ends.ok_or(HoursFault::Unreadable)?;
    let low = single(low, weekly).ok_or(HoursFault::Unreadable)?;
    let high = single(high, weekly).ok_or(HoursFault::Unreadable)?;
    if high < low {
        return Err(HoursFault::Unreadable);
    }
    Ok(Hourly {
        low,
        high: Some(high),
    })
}

/// `30+`, `30 + hrs`, `30 hours or more`.
fn open_end(text: &str, weekly: bool) -> Option<Hours> {
    if let Some((low, unit)) = text.split_once('+') {
        is_unit(unit.trim().trim_end_matches('.'), weekly).then_some(())?;
        return single(low, weekly);
    }
    ["or more", "and more", "ou plus", "et plus"]
        .iter()
        .find_map(|words| single(text.strip_suffix(words)?, weekly))
}

/// One number with or without its unit.
fn single(text: &str, weekly: bool) -> Option<Hours> {
    let text = text.trim();
    if let Some(fraction) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        let (numerator, denominator) = fraction.split_once('/')?;
        return Hours::ratio(positive(numerator)?, positive(denominator)?);
    }
    let unit_at = text
        .find(|c: char| c.is_alphabetic() || c == '/')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(unit_at)?;
    if let Some(minutes) = unit.strip_prefix('h').and_then(minutes_of) {
        let whole = Hours::parse_decimal(number.trim())?;
        let is_whole = !number.contains('.') && number.len() <= LONGEST_WITH_MINUTES;
        return is_whole.then(|| whole.plus(&minutes));
    }
    is_unit(unit.trim_end_matches('.').trim(), weekly).then_some(())?;
    decimal(number.trim())
}

fn positive(digits: &str) -> Option<i64> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|n| all_digits && *n >= 0)
}

/// The minutes of `37h30`, `37 h 30 min`.
fn minutes_of(text: &str) -> Option<Hours> {
    let text = text.trim();
    let digits = text
        .strip_suffix("min")
        .map_or(text, |digits| digits.trim_end());
    if digits.len() != 2 {
        return None;
    }
    let minutes = positive(digits).filter(|minutes| *minutes < 60)?;
    Hours::ratio(minutes, 60)
}

fn is_unit(unit: &str, weekly: bool) -> bool {
    let (hours, per) = match unit.split_once(['/', ' ']) {
        Some((hours, per)) => (hours, per.trim_start_matches('/').trim()),
        None => (unit, ""),
    };
    let hours = hours.trim_end_matches('.');
    let of_hours = matches!(
        hours,
        "" | "h" | "hr" | "hrs" | "hour" | "hours" | "hre" | "hres" | "heure" | "heures"
    );
    let of_week = matches!(
        per,
        "wk" | "week"
            | "w"
            | "sem"
            | "semaine"
            | "per week"
            | "per wk"
            | "a week"
            | "weekly"
            | "each week"
            | "par semaine"
            | "par sem"
            | "la semaine"
            | "hebdo"
            | "hebdomadaires"
    );
    let written = ["per week", "weekly", "par semaine"].contains(&unit) || unit == "hpw";
    of_hours && (per.is_empty() || (weekly && of_week)) || (weekly && written)
}

/// A number with a decimal point or comma and perhaps separators of thousands. A comma before exactly three digits
/// separates thousands; before one or two it is the decimal comma.
fn decimal(text: &str) -> Option<Hours> {
    if let Some(plain) = short_decimal(text) {
        return Some(plain);
    }
    if let Some(plain) = Hours::parse_decimal(text) {
        return Some(plain);
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if let Some((whole, fraction)) = text.split_once(',')
        && digits(fraction)
        && fraction.len() <= 2
    {
        let whole = if whole.contains(' ') {
            thousands(whole, ' ')?
        } else {
            whole.to_owned()
        };
        return Hours::parse_decimal(&format!("{whole}.{fraction}"));
    }
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (text, "0"),
    };
    let separator = if whole.contains(',') { ',' } else { ' ' };
    let whole = thousands(whole, separator)?;
    Hours::parse_decimal(&format!("{whole}.{fraction}"))
}

/// The usual case of [`Hours::parse_decimal`], without big integers: a few digits and at most two decimals.
fn short_decimal(text: &str) -> Option<Hours> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if whole.len() > 9 {
        return None;
    }
    let denominator = match fraction.len() {
        1 => 10,
        2 => 100,
        _ => return None,
    };
    let numerator = positive(whole)?
        .checked_mul(denominator)?
        .checked_add(positive(fraction)?)?;
    Hours::ratio(numerator, denominator)
}

/// `1,560` or `1 560` without its separators.
fn thousands(text: &str, separator: char) -> Option<String> {
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let good_first = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let mut count = 0;
    let good_rest = groups.all(|group| {
        count += 1;
        group.len() == 3 && digits(group)
    });
    (good_first && good_rest && count > 0).then(|| text.replace(separator, ""))
}

/// The canonical text, which reads back as the same hours.
pub(crate) fn canonical_hours(hours: &Hourly) -> String {
    match &hours.high {
        None => format!("{}+", exact(&hours.low)),
        Some(high) if *high == hours.low => exact(&hours.low),
        Some(high) => format!("{}-{}", exact(&hours.low), exact(high)),
    }
}

/// Decimals where these are exact, else hours and minutes, else a fraction in brackets.
fn exact(hours: &Hours) -> String {
    let fraction = hours.as_fraction();
    let (numerator, denominator) = fraction.split_once('/').unwrap_or((&fraction, "1"));
    if denominator == "1" {
        return numerator.to_owned();
    }
    if let Some(decimals) = decimals(hours, denominator) {
        return decimals;
    }
    let minutes = hours.times(60, 1);
    let minutes_text = minutes.as_fraction();
    let whole_minutes = minutes_text
        .strip_suffix("/1")
        .and_then(|text| text.parse::<i64>().ok());
    match whole_minutes {
        Some(minutes) => format!("{}h{:02}", minutes / 60, minutes % 60),
        None => format!("({fraction})"),
    }
}

/// The decimal text of a fraction whose denominator has no prime factors but 2 and 5.
fn decimals(hours: &Hours, denominator: &str) -> Option<String> {
    // What was read has at most 40 characters, so its shortest decimal text has no more.
    const MOST_PLACES: usize = 38;
    let denominator: num_bigint::BigUint = denominator.parse().ok()?;
    let mut power = num_bigint::BigUint::from(1_u8);
    let mut places = 0;
    let zero = num_bigint::BigUint::from(0_u8);
    while &power % &denominator != zero {
        if places == MOST_PLACES {
            return None;
        }
        power *= 10_u8;
        places += 1;
    }
    let mut scaled = hours.clone();
    for _ in 0..places {
        scaled = scaled.times(10, 1);
    }
    let digits = scaled.as_fraction();
    let digits = digits.strip_suffix("/1")?;
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at_checked(padded.len().checked_sub(places)?)?;
    Some(format!("{whole}.{fraction}"))
}

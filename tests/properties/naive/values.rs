//! Days, imprecise dates, three-valued answers, exact hours: the values that the naive model computes with.

use chrono::{Datelike, Months, NaiveDate};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::collections::BTreeSet;

/// Days of the common era.
pub type Day = i32;
/// An exact number.
pub type Number = BigRational;
/// A reason, by its identifier.
pub type Reason = &'static str;

pub fn number(value: i64) -> Number {
    Number::from_integer(BigInt::from(value))
}

pub fn ratio(above: i64, below: i64) -> Number {
    Number::new(BigInt::from(above), BigInt::from(below))
}

fn date_of(day: Day) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).expect("a day of the calendar")
}

/// `2024-03-05` exactly.
pub fn iso(text: &str) -> Option<Day> {
    let exact = text.len() == 10
        && text.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !exact {
        return None;
    }
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Some(date.num_days_from_ce())
}

pub fn day(text: &str) -> Day {
    iso(text).unwrap_or_else(|| panic!("{text} is not a day"))
}

pub fn show(day: Day) -> String {
    date_of(day).format("%Y-%m-%d").to_string()
}

/// The same day of another month; the last day of that month where it has no such day.
pub fn add_months(day: Day, months: i32) -> Day {
    let date = date_of(day);
    let moved = if months < 0 {
        date.checked_sub_months(Months::new(months.unsigned_abs()))
    } else {
        date.checked_add_months(Months::new(months.unsigned_abs()))
    };
    moved.expect("a day of the calendar").num_days_from_ce()
}

/// The earliest and the latest reading of a date cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub lo: Day,
    pub hi: Day,
}

impl Span {
    pub fn on(day: Day) -> Self {
        Self { lo: day, hi: day }
    }

    pub fn plus(self, days: i32) -> Self {
        Self {
            lo: self.lo + days,
            hi: self.hi + days,
        }
    }

    pub fn is_precise(self) -> bool {
        self.lo == self.hi
    }
}

/// A date cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateCell {
    Blank,
    /// "present" and the like.
    Ongoing,
    Unreadable,
    Read(Span),
}

impl DateCell {
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Blank;
        }
        if ["present", "current", "à ce jour"].contains(&text.to_lowercase().as_str()) {
            return Self::Ongoing;
        }
        if let Some(day) = iso(text) {
            return Self::Read(Span::on(day));
        }
        if let Some((first, last)) = text.split_once('/')
            && let (Some(lo), Some(hi)) = (iso(first), iso(last))
            && lo <= hi
        {
            return Self::Read(Span { lo, hi });
        }
        if text.len() == 7
            && let Some(lo) = iso(&format!("{text}-01"))
        {
            let hi = add_months(lo, 1) - 1;
            return Self::Read(Span { lo, hi });
        }
        Self::Unreadable
    }

    pub fn span(self) -> Option<Span> {
        match self {
            Self::Read(span) => Some(span),
            _ => None,
        }
    }

    pub fn is_blank(self) -> bool {
        self == Self::Blank
    }
}

/// An answer that is yes under every reading, no under every reading, or open, with the reasons why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    Open(BTreeSet<Reason>),
}

use Answer::{No, Open, Yes};

impl Answer {
    pub fn of(fact: bool) -> Self {
        if fact { Yes } else { No }
    }

    pub fn open(reason: Reason) -> Self {
        Open(BTreeSet::from([reason]))
    }

    /// Doubts that must all be settled for a yes are all listed.
    pub fn and(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            No => No,
            Yes => other(),
            Open(mut reasons) => match other() {
                No => No,
                Yes => Open(reasons),
                Open(more) => {
                    reasons.extend(more);
                    Open(reasons)
                }
            },
        }
    }

    pub fn or(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Yes => Yes,
            No => other(),
            Open(mut reasons) => match other() {
                Yes => Yes,
                No => Open(reasons),
                Open(more) => {
                    reasons.extend(more);
                    Open(reasons)
                }
            },
        }
    }

    pub fn not(self) -> Self {
        match self {
            Yes => No,
            No => Yes,
            open @ Open(_) => open,
        }
    }

    pub fn is_yes(&self) -> bool {
        *self == Yes
    }

    pub fn is_no(&self) -> bool {
        *self == No
    }

    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(No, |all, one| all.or(|| one))
    }
}

/// `a < b`, under every reading of both.
pub fn before(a: Span, b: Span) -> Answer {
    if a.hi < b.lo {
        Yes
    } else if a.lo >= b.hi {
        No
    } else {
        Answer::open("date_imprecise")
    }
}

/// `a <= b`, under every reading of both.
pub fn at_most(a: Span, b: Span) -> Answer {
    before(b, a).not()
}

/// A number written with digits and perhaps one decimal point.
pub fn decimal(text: &str) -> Option<Number> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || !digits(whole)
        || !digits(part)
        || (text.contains('.') && part.is_empty())
    {
        return None;
    }
    let above: BigInt = format!("{whole}{part}").parse().ok()?;
    let below = BigInt::from(10).pow(u32::try_from(part.len()).ok()?);
    Some(Number::new(above, below))
}

/// A cell of hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursCell {
    Blank,
    Unreadable,
    /// From, and to; `None` for "30+".
    Read(Number, Option<Number>),
}

impl HoursCell {
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::Blank;
        }
        if let Some(low) = text.strip_suffix('+') {
            return decimal(low).map_or(Self::Unreadable, |low| Self::Read(low, None));
        }
        if let Some((low, high)) = text.split_once('-') {
            return match (decimal(low), decimal(high)) {
                (Some(low), Some(high)) if low <= high => Self::Read(low, Some(high)),
                _ => Self::Unreadable,
            };
        }
        decimal(text).map_or(Self::Unreadable, |exact| {
            Self::Read(exact.clone(), Some(exact))
        })
    }
}

/// Hours as the outputs show them: truncated to two decimals.
pub fn two_decimals(hours: &Number) -> String {
    let hundredths = (hours * number(100)).to_integer();
    let text = format!("{hundredths:0>3}");
    let (whole, part) = text.split_at(text.len() - 2);
    format!("{whole}.{part}")
}

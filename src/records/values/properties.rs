//! Every reader of values on random input: printed and read again it is the same, nothing panics, and what could mean two
//! things is not guessed.

use super::text::{clean, fold};
use super::*;
use crate::calendar::{Day, RecordedDate};
use crate::intake::Cell;
use crate::law::{Ability, DesignatedTest, Hours, LanguageLevel};
use crate::recognition::DateOrder;
use crate::records::rehearsal::seeded;
use crate::records::{Hourly, Score, TestName};
use chrono::Datelike as _;
use proptest::prelude::*;
use std::borrow::Cow;

fn content(text: &str) -> Content<'_> {
    Content::of(Some(Cell::Text(text)))
}

fn read_score(
    cell: &Content<'_>,
    test: DesignatedTest,
    ability: Ability,
) -> Result<Score, ScoreFault> {
    WrittenScore::of(cell)?.of_test(test, ability)
}

fn any_score(cell: &Content<'_>) -> Option<Score> {
    WrittenScore::of(cell).ok()?.of_any()
}

fn day() -> impl Strategy<Value = Day> {
    let first = Day::from_ymd(1900, 1, 1).unwrap();
    let last = Day::from_ymd(2100, 12, 31).unwrap();
    (0..=last.days_since(first)).prop_map(move |days| first.plus_days(days))
}

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// All forms of a day that have one meaning.
fn forms(day: Day) -> Vec<String> {
    let date = day.naive();
    let (y, m, d) = (date.year(), date.month(), date.day());
    let english = MONTHS_EN[date.month0() as usize];
    let french = MONTHS_FR[date.month0() as usize];
    let short: String = english.chars().take(3).collect();
    vec![
        day.to_string(),
        format!("{y}/{m}/{d}"),
        format!("{y}{m:02}{d:02}"),
        format!("{day}T23:59:59.999+01:00"),
        format!("{d} {english} {y}"),
        format!("{english} {d}, {y}"),
        format!("{d:02}-{short}-{y}"),
        format!("{d} {french} {y}"),
        format!("le {d} {} {y}", french.to_uppercase()),
        format!("{} {d} {french} {y}", date.weekday()),
    ]
}

/// Text that looks like values, and text that does not.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        "[0-9/.,:+ T-]{0,24}",
        "[0-9]{1,4}[-/. ][0-9]{1,4}[-/. ][0-9]{1,4}",
        "(Mar|mars|août|1er|12|2021|de|the|,|-| |\\.){1,7}",
        "[0-9]{1,4}[ ,.'h+-][0-9]{0,4}( ?(hrs|h|/wk|par semaine|min))?",
        "(NOC|CNP|CLB|NCLC|M| )?[ :-]?[0-9]{0,6}(\\.0|\\+| - x)?",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(seeded(1500))]

    #[test]
    fn a_day_is_read_in_every_form(day in day()) {
        for text in forms(day) {
            let read = DateReading::of(&content(&text));
            prop_assert_eq!(read, Ok(DateReading::One(RecordedDate::on(day))), "{}", text);
        }
    }

    #[test]
    fn a_numeric_day_is_never_guessed(day in day(), separator in "[-/.]", month_first: bool) {
        let date = day.naive();
        let (a, b) = if month_first { (date.month(), date.day()) } else { (date.day(), date.month()) };
        let text = format!("{a}{separator}{b}{separator}{}", date.year());
        let reading = DateReading::of(&content(&text)).unwrap();
        let meant = if month_first { DateOrder::MonthFirst } else { DateOrder::DayFirst };
        // With the order in which it was written it is the day, and without any the day is among the readings.
        prop_assert_eq!(reading.settle(ColumnOrder::Configured(meant)), Settled::Read(RecordedDate::on(day)));
        match reading.settle(ColumnOrder::Open) {
            Settled::Read(read) => {
                prop_assert_eq!(read, RecordedDate::on(day));
                prop_assert!(a == b || a > 12 || b > 12);
            }
            Settled::Ambiguous(both) => {
                prop_assert!(both.earliest == day || both.latest == day);
                prop_assert!(!both.is_precise());
            }
            Settled::AgainstOrder(_) => prop_assert!(false, "no order was given"),
        }
    }

    #[test]
    fn recorded_dates_read_back(one in day(), other in day(), month: bool) {
        let date = if month {
            let first = one.plus_days(1 - i32::try_from(one.naive().day()).unwrap());
            RecordedDate::between(first, first.plus_months(1).previous())
        } else {
            RecordedDate::between(one, other)
        };
        let text = date.to_string();
        prop_assert_eq!(DateReading::of(&content(&text)), Ok(DateReading::One(date)), "{}", text);
    }

    #[test]
    fn serials_are_the_days_they_count(days in 61..73_416_i32, time in 0..999_u32) {
        let expected = Day::from_ymd(1899, 12, 30).unwrap().plus_days(days);
        let serial = |days: i32| format!("{days}.{time:03}").parse::<f64>().unwrap();
        let cell = Cell::Date { serial: serial(days), is_1904: false };
        let read = DateReading::of(&Content::of(Some(cell)));
        prop_assert_eq!(read, Ok(DateReading::One(RecordedDate::on(expected))));
        if days >= 1462 {
            let cell = Cell::Date { serial: serial(days - 1462), is_1904: true };
            let read = DateReading::of(&Content::of(Some(cell)));
            prop_assert_eq!(read, Ok(DateReading::One(RecordedDate::on(expected))));
        }
    }

    #[test]
    fn any_text_is_read_without_panic_and_what_is_read_reads_back(text in any_text(), weekly: bool) {
        let cell = content(&text);
        if let Ok(reading) = DateReading::of(&cell)
            && let Settled::Read(date) | Settled::Ambiguous(date) = reading.settle(ColumnOrder::Open)
        {
            let again = date.to_string();
            prop_assert_eq!(DateReading::of(&content(&again)), Ok(DateReading::One(date)));
        }
        if let Ok(hours) = read_hours(&cell, weekly) {
            let again = canonical_hours(&hours);
            prop_assert_eq!(read_hours(&content(&again), weekly), Ok(hours), "{} {}", text, again);
        }
        if let Some(noc) = read_noc(&cell) {
            prop_assert_eq!(read_noc(&content(&noc.digits)).unwrap().digits, noc.digits);
        }
        for test in DesignatedTest::ALL {
            for ability in Ability::ALL {
                if let Ok(score) = read_score(&cell, test, ability) {
                    let again = canonical_score(score, TestName::Designated(test));
                    prop_assert_eq!(read_score(&content(&again), test, ability), Ok(score));
                }
            }
        }
        if let Some(score) = any_score(&cell) {
            let again = canonical_score(score, TestName::NotDesignated);
            prop_assert_eq!(any_score(&content(&again)), Some(score));
        }
        if let Some(id) = read_id(&cell) {
            let again = content(&id);
            prop_assert_eq!(read_id(&again), Some(id.clone()));
        }
    }

    #[test]
    fn what_is_surely_clean_is_clean_and_no_error(text in "[ -~\u{80}-\u{400}\u{200b}\t]{0,12}|#[A-Z/]{1,4}[!?]?|a_x000D_") {
        let content = Content::of(Some(Cell::Text(&text)));
        if is_surely_clean(&text) {
            prop_assert_eq!(content, Content::Text(Cow::Borrowed(text.as_str())));
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing(text in any::<String>()) {
        let once = clean(&text).into_owned();
        prop_assert_eq!(clean(&once), once.as_str());
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn any_number_is_read_without_panic(number: f64, is_1904: bool) {
        for cell in [Cell::Number(number), Cell::Date { serial: number, is_1904 }] {
            let cell = Content::of(Some(cell));
            let _ = DateReading::of(&cell);
            let _ = read_noc(&cell);
            let _ = read_score(&cell, DesignatedTest::TefCanada, Ability::Reading);
            let _ = read_id(&cell);
            if let Ok(hours) = read_hours(&cell, false) {
                prop_assert_eq!(read_hours(&content(&canonical_hours(&hours)), false), Ok(hours));
            }
        }
    }

    #[test]
    fn hours_read_back(
        low in 0..100_000_i64,
        more in 0..1000_i64,
        denominator in prop_oneof![Just(1), Just(2), Just(8), Just(60), Just(100), Just(7), Just(4096), 1..500_i64],
        open: bool,
    ) {
        let low_end = Hours::ratio(low, denominator).unwrap();
        let high = Hours::ratio(low + more, denominator).unwrap();
        let hours = Hourly { low: low_end, high: (!open).then_some(high) };
        let text = canonical_hours(&hours);
        prop_assert_eq!(read_hours(&content(&text), false), Ok(hours), "{}", text);
    }

    #[test]
    fn scores_read_back(points in 0..70_000_u32, level in 1..=12_u8) {
        for test in DesignatedTest::ALL {
            let name = TestName::Designated(test);
            for score in [
                Score::Points(points),
                Score::Level(LanguageLevel::At(level)),
                Score::Level(LanguageLevel::Below(if level > 6 { 4 } else { 3 })),
            ] {
                let text = canonical_score(score, name);
                match read_score(&content(&text), test, Ability::Writing) {
                    Ok(read) => prop_assert_eq!(read, score, "{}", text),
                    Err(fault) => prop_assert_eq!(fault, ScoreFault::Impossible, "{}", text),
                }
                prop_assert_eq!(any_score(&content(&text)), Some(score));
            }
        }
    }

    #[test]
    fn codes_are_found_in_every_form(code in "[0-9]{4,5}", title in "[A-Za-z]{1,12}( [a-z]{1,9})?") {
        for text in [
            code.clone(), format!("NOC {code}"), format!("CNP: {code}"), format!("{code} - {title}"),
            format!("{code}.0"), format!("NOC {code} {title}"),
        ] {
            prop_assert_eq!(read_noc(&content(&text)).map(|noc| noc.digits.to_string()), Some(code.clone()), "{}", text);
        }
    }
}

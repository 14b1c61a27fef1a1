//! Tables of what people write in cells, and what it means.

use super::*;
use crate::calendar::{Day, RecordedDate};
use crate::intake::Cell;
use crate::law::{Ability, DesignatedTest, LanguageLevel};
use crate::provenance::Text;
use crate::recognition::{CONTESTED, DateOrder};
use crate::records::{Pay, Score};
use std::collections::BTreeMap;

fn content(text: &str) -> Content<'_> {
    Content::of(Some(Cell::Text(text)))
}

fn date(text: &str) -> Result<DateReading, DateFault> {
    DateReading::of(&content(text))
}

/// The canonical text of a date with one meaning.
fn one(text: &str) -> String {
    match date(text) {
        Ok(DateReading::One(date)) => date.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn dates_with_one_meaning() {
    let same_day = [
        "2021-03-12",
        " 2021-03-12 ",
        "2021-03-12T23:59:59Z",
        "2021-03-12T10:00:00.000+05:30",
        "2021-03-12 00:00",
        "2021-03-12, 9:30 p.m.",
        "2021-3-12",
        "2021/03/12",
        "2021.03.12",
        "20210312",
        "12 March 2021",
        "12 march, 2021",
        "March 12, 2021",
        "March 12th, 2021",
        "the 12th of March 2021",
        "12-Mar-2021",
        "12.Mar.2021",
        "12Mar2021",
        "2021-Mar-12",
        "2021 March 12",
        "12 mars 2021",
        "le 12 mars 2021",
        "Friday, March 12, 2021",
        "vendredi 12 mars 2021",
        "Fri. 12 Mar 2021 10:15:00",
        "12\u{a0}mars\u{202f}2021",
        "12\u{2013}Mar\u{2013}2021",
        "12 MARS 2021",
    ];
    for text in same_day {
        assert_eq!(one(text), "2021-03-12", "{text}");
    }
    let others = [
        ("1er août 2021", "2021-08-01"),
        ("1 AOU\u{302}T 2021", "2021-08-01"),
        ("3 févr. 2021", "2021-02-03"),
        ("31 déc. 2020", "2020-12-31"),
        ("15 juil. 2020", "2020-07-15"),
        ("29-Feb-2024", "2024-02-29"),
        ("03/03/2024", "2024-03-03"),
        ("2024-03-04/2024-04-03", "2024-03-04/2024-04-03"),
    ];
    for (text, expected) in others {
        assert_eq!(one(text), expected, "{text}");
    }
}

#[test]
fn months_alone_are_months() {
    for text in [
        "2021-03",
        "2021/03",
        "2021-3",
        "03/2021",
        "3-2021",
        "03.2021",
        "Mar 2021",
        "Mar. 2021",
        "March, 2021",
        "Mar-2021",
        "2021 March",
        "mars 2021",
        "Mars-2021",
        "2021-Mar",
    ] {
        assert_eq!(one(text), "2021-03", "{text}");
    }
    assert_eq!(one("janv. 2021"), "2021-01");
    assert_eq!(one("févr. 2024"), "2024-02");
}

#[test]
fn what_is_no_date_is_not_half_read() {
    let faults = [
        ("12-03-21", DateFault::ShortYear),
        ("03/04/24", DateFault::ShortYear),
        ("12-Mar-21", DateFault::ShortYear),
        ("Mar 21", DateFault::ShortYear),
        ("Mar '21", DateFault::ShortYear),
        ("03/21", DateFault::ShortYear),
        ("2021-02-29", DateFault::NoSuchDay),
        ("2021-13", DateFault::NoSuchDay),
        ("31/04/2021", DateFault::NoSuchDay),
        ("13/13/2021", DateFault::NoSuchDay),
        ("0019-03-04", DateFault::NoSuchDay),
        ("1899-12-31", DateFault::NoSuchDay),
        ("2101-01-01", DateFault::NoSuchDay),
        ("Monday, March 12, 2021", DateFault::NoSuchDay),
        ("04032021", DateFault::NoSuchDay),
    ];
    for (text, fault) in faults {
        assert_eq!(date(text), Err(fault), "{text}");
    }
    for text in [
        "2021",
        "44256",
        "~2021-03-12",
        "< March 2021",
        "March 2021?",
        "c. March 2021",
        "March - April 2021",
        "2020/2021",
        "2021-03-12 to 2021-04-01",
        "12/03-2021",
        "12 03 2021",
        "12 March 2021 (approx.)",
        "mar. 12 janv. 2021",
        "Friday 03/04/2024",
        "2021-03-12 99:99",
        "2021-03-12T",
        "-2021-03-12",
        "2024-04-03/2024-03-04",
        "present",
        "tomorrow",
        "١٢/٠٣/٢٠٢١",
        "1/2/3/2021",
    ] {
        assert_eq!(date(text), Err(DateFault::Form), "{text}");
    }
    for cell in [
        Cell::Bool(true),
        Cell::Number(44_256.0),
        Cell::Number(f64::NAN),
        Cell::Number(1e300),
        Cell::Error("#N/A"),
        Cell::FormulaWithoutValue,
    ] {
        let read = DateReading::of(&Content::of(Some(cell)));
        assert_eq!(read, Err(DateFault::Form), "{cell:?}");
    }
}

#[test]
fn numeric_dates_wait_for_their_column() {
    let day = |text: &str| Day::parse_iso(text).unwrap();
    let either = date("03/04/2024").unwrap();
    let expected = DateReading::Either {
        day_first: day("2024-04-03"),
        month_first: day("2024-03-04"),
    };
    assert_eq!(either, expected);
    for text in [
        "03.04.2024",
        "3-4-2024",
        "03/04/2024 12:00",
        "03 / 04 / 2024",
    ] {
        assert_eq!(date(text), Ok(expected), "{text}");
    }
    let order = |texts: &[&str], configured| {
        let mut evidence = DateEvidence::default();
        for text in texts {
            evidence.observe(&Content::of(Some(Cell::Text(text))));
        }
        evidence.order(configured)
    };
    let settled = |texts: &[&str], configured| either.settle(order(texts, configured));
    let ambiguous = Settled::Ambiguous(RecordedDate::between(day("2024-03-04"), day("2024-04-03")));
    let read = |text| Settled::Read(RecordedDate::on(day(text)));
    assert_eq!(settled(&["03/04/2024", "05/06/2024"], None), ambiguous);
    assert_eq!(settled(&["13/04/2024"], None), read("2024-04-03"));
    assert_eq!(settled(&["04/13/2024"], None), read("2024-03-04"));
    assert_eq!(settled(&["13/04/2024", "04/13/2024"], None), ambiguous);
    assert_eq!(settled(&["2024-04-13", "13 March 2024"], None), ambiguous);
    let first = Some(DateOrder::MonthFirst);
    assert_eq!(settled(&["13/04/2024"], first), read("2024-03-04"));
    // A value with one reading is read in a column that contradicts itself, and reported where it contradicts the configuration.
    let only = date("13/04/2024").unwrap();
    assert_eq!(only.settle(ColumnOrder::Open), read("2024-04-13"));
    assert_eq!(
        only.settle(ColumnOrder::Configured(DateOrder::MonthFirst)),
        Settled::AgainstOrder(day("2024-04-13"))
    );
}

fn hours(text: &str, weekly: bool) -> Result<String, HoursFault> {
    read_hours(&content(text), weekly).map(|hours| canonical_hours(&hours))
}

#[test]
fn hours_as_people_write_them() {
    let cases = [
        ("37.5", "37.5"),
        ("37,5", "37.5"),
        ("37,50", "37.5"),
        ("37.5 hrs", "37.5"),
        ("37.5 hrs.", "37.5"),
        ("40h", "40"),
        ("40 hours per week", "40"),
        ("40 hours a week", "40"),
        ("40 hrs/wk", "40"),
        ("40 h/sem.", "40"),
        ("37,5 heures par semaine", "37.5"),
        ("37h30", "37.5"),
        ("37 h 20 min", "37h20"),
        ("35-40", "35-40"),
        ("35 – 40 hrs", "35-40"),
        ("35 to 40", "35-40"),
        ("35 à 40 heures", "35-40"),
        ("35h-40h", "35-40"),
        ("40-40", "40"),
        ("30+", "30+"),
        ("30 + hrs", "30+"),
        ("30 or more", "30+"),
        ("0", "0"),
        ("168", "168"),
    ];
    for (text, expected) in cases {
        assert_eq!(hours(text, true).as_deref(), Ok(expected), "{text}");
    }
    for (text, expected) in [
        ("1,560.0", "1560"),
        ("1,560", "1560"),
        ("1\u{202f}560,5", "1560.5"),
        ("1 560 heures", "1560"),
        ("1560h30", "1560.5"),
        ("12,345,678", "12345678"),
        ("1500-1600", "1500-1600"),
    ] {
        assert_eq!(hours(text, false).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn hours_that_could_be_something_else_are_not_read() {
    for text in [
        "~40",
        "approx. 40",
        "full time",
        "40/80",
        "75/2",
        "37:30",
        "8h/day",
        "80 biweekly",
        "(5)",
        "40-35",
        "35-",
        "-",
        "1.560,5",
        "0,375",
        "1,56,0",
        "37,500 h 5",
        "37.5\u{b2}",
        "½",
        "30+5",
        "30+000",
        "1 5",
        "٤٠",
        "40 % ",
        "37h75",
        "12,3456",
    ] {
        assert_eq!(hours(text, true), Err(HoursFault::Unreadable), "{text}");
    }
    assert_eq!(hours("40 hrs/wk", false), Err(HoursFault::Unreadable));
    for text in [
        "168.01", "-1", "-37.5", "1,560", "37,500", "100-200", "169+",
    ] {
        assert_eq!(hours(text, true), Err(HoursFault::Impossible), "{text}");
    }
    let number = |number| read_hours(&Content::of(Some(Cell::Number(number))), true);
    assert_eq!(
        number(37.5).map(|h| canonical_hours(&h)).as_deref(),
        Ok("37.5")
    );
    assert_eq!(
        number(0.1).map(|h| canonical_hours(&h)).as_deref(),
        Ok("0.1")
    );
    for impossible in [f64::NAN, f64::INFINITY, -0.5, 168.5] {
        assert_eq!(
            number(impossible),
            Err(HoursFault::Impossible),
            "{impossible}"
        );
    }
    let date = Cell::Date {
        serial: 44_256.0,
        is_1904: false,
    };
    assert_eq!(
        read_hours(&Content::of(Some(date)), true),
        Err(HoursFault::Unreadable)
    );
}

#[test]
fn codes_are_found_in_what_is_written_around_them() {
    let code = |text| {
        read_noc(&content(text)).map(|noc| (noc.digits.to_string(), noc.version.map(|v| v.0)))
    };
    let plain = [
        ("21231", "21231"),
        ("NOC 21231", "21231"),
        ("NOC: 21231", "21231"),
        ("CNP 21231", "21231"),
        ("NOC21231", "21231"),
        ("21231 - Software engineers", "21231"),
        ("21231 Software engineers and designers", "21231"),
        ("21231: Software engineers (TEER 1)", "21231"),
        ("NOC 21231 – Software engineers", "21231"),
        ("Software engineers (21231)", "21231"),
        ("21231.0", "21231"),
        ("21231.00", "21231"),
        ("0213", "0213"),
        ("11", "11"),
        ("99999", "99999"),
        ("NOC 20160", "20160"),
    ];
    for (text, digits) in plain {
        assert_eq!(code(text), Some((digits.to_owned(), None)), "{text}");
    }
    assert_eq!(code("NOC 2016 2173"), Some(("2173".to_owned(), Some(2016))));
    assert_eq!(
        code("NOC 2021 v1.0 - 21231"),
        Some(("21231".to_owned(), Some(2021)))
    );
    for text in [
        "21231/21232",
        "21231, 21232",
        "21231 or 21232 engineers",
        "Software engineer",
        "TEER 1",
        "21231.01",
        "2123 1",
        "212.31",
        "-21231",
        "21231 3",
    ] {
        assert_eq!(code(text), None, "{text}");
    }
    let number = |number| read_noc(&Content::of(Some(Cell::Number(number)))).map(|noc| noc.digits);
    assert_eq!(number(21_231.0).as_deref(), Some("21231"));
    assert_eq!(number(213.0).as_deref(), Some("213"));
    assert_eq!(number(21_231.5), None);
    assert_eq!(number(f64::NAN), None);
}

#[test]
fn of_a_test_that_is_not_designated_only_points_and_levels_are_kept() {
    let score = |text| WrittenScore::of(&content(text)).ok()?.of_any();
    assert_eq!(score("99.5"), Some(Score::Points(9_950)));
    let level = Score::Level(LanguageLevel::At(9));
    assert_eq!(score("CLB 9"), Some(level));
    for text in ["10+", "M", "m (0-2)", "B2", "-1"] {
        assert_eq!(score(text), None, "{text}");
    }
}

#[test]
fn scores_are_points_or_stated_levels() {
    use DesignatedTest::{CelpipGeneral, IeltsGeneral, PteCore, TcfCanada, TefCanada};
    let score = |test, text| WrittenScore::of(&content(text))?.of_test(test, Ability::Listening);
    let points = |hundredths| Ok(Score::Points(hundredths));
    let level = |level| Ok(Score::Level(LanguageLevel::At(level)));
    let good = [
        (IeltsGeneral, "7.0", points(700)),
        (IeltsGeneral, "6,5", points(650)),
        (IeltsGeneral, "7", points(700)),
        (IeltsGeneral, "CLB 9", level(9)),
        (IeltsGeneral, "10+", level(10)),
        (CelpipGeneral, "10+", points(1000)),
        (
            CelpipGeneral,
            "M",
            Ok(Score::Level(LanguageLevel::Below(4))),
        ),
        (CelpipGeneral, "clb10+", level(10)),
        (TefCanada, "NCLC 7", level(7)),
        (TefCanada, "Niveau NCLC : 7", level(7)),
        (TefCanada, "360", points(36_000)),
        (TefCanada, "600", points(60_000)),
        (
            TcfCanada,
            "CLB <4",
            Ok(Score::Level(LanguageLevel::Below(4))),
        ),
    ];
    for (test, text, expected) in good {
        assert_eq!(score(test, text), expected, "{text}");
    }
    for (test, text) in [
        (IeltsGeneral, "6.3"),
        (IeltsGeneral, "9.5"),
        (CelpipGeneral, "13"),
        (CelpipGeneral, "7.5"),
        (PteCore, "91"),
        (TefCanada, "700"),
        (IeltsGeneral, "-1"),
        (IeltsGeneral, "6.333"),
        (TefCanada, "99999999999999"),
    ] {
        assert_eq!(score(test, text), Err(ScoreFault::Impossible), "{text}");
    }
    for (test, text) in [
        (TefCanada, "10+"),
        (PteCore, "10+"),
        (CelpipGeneral, "4+"),
        (IeltsGeneral, "M"),
        (IeltsGeneral, "7 (CLB 9)"),
        (TefCanada, "309/360"),
        (IeltsGeneral, "B2"),
        (IeltsGeneral, "CLB"),
        (IeltsGeneral, "CLB 13"),
        (IeltsGeneral, "CLB 0"),
        (IeltsGeneral, "CLB 7-8"),
        (TefCanada, "1,000"),
        (IeltsGeneral, "pass"),
    ] {
        assert_eq!(score(test, text), Err(ScoreFault::Unreadable), "{text}");
    }
}

#[test]
fn yes_and_no_change_places_only_under_inverted_headings() {
    let mapped = BTreeMap::new();
    let memory = WordMemory::default();
    let words = WordFinder::new(&mapped, &memory);
    let yes = |text, inverted| read_yes_no(&content(text), "inadmissible", inverted, &words);
    assert_eq!(yes("Oui", false), Some(true));
    assert_eq!(yes("Oui", true), Some(false));
    assert_eq!(yes("maybe", false), None);
    let cell = |cell| read_yes_no(&Content::of(Some(cell)), "inadmissible", false, &words);
    assert_eq!(cell(Cell::Bool(false)), Some(false));
    assert_eq!(cell(Cell::Number(1.0)), Some(true));
    assert_eq!(cell(Cell::Number(2.0)), None);
    let pay = |text, inverted| read_pay(&content(text), "pay", inverted, &words);
    assert_eq!(pay("yes", true), Some(Pay::No));
    assert_eq!(pay("FALSE", true), Some(Pay::Yes));
    assert_eq!(pay("Unpaid", true), Some(Pay::Unpaid));
    assert_eq!(pay("Paid", true), Some(Pay::Yes));
    let full = |text, inverted| read_full_time(&content(text), "full_time", inverted, &words);
    assert_eq!(full("FT", false), Some(true));
    assert_eq!(full("yes", true), Some(false));
    assert_eq!(full("part-time", true), Some(false));
    // A word that the configuration maps is canonical under any heading.
    let own = BTreeMap::from([(
        "pay".to_owned(),
        BTreeMap::from([("b".to_owned(), "yes".to_owned())]),
    )]);
    let words = WordFinder::new(&own, &memory);
    assert_eq!(read_pay(&content("B"), "pay", true, &words), Some(Pay::Yes));
}

#[test]
fn error_values_are_no_text_and_blanks_are_blank() {
    for text in [
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#NAME?",
        "#NO_RESULT!",
        CONTESTED,
    ] {
        assert!(matches!(content(text), Content::Broken(_)), "{text}");
    }
    for text in ["#1", "#", "# N/A", "C#!", "#hello!"] {
        assert!(matches!(content(text), Content::Text(_)), "{text}");
    }
    for text in ["", " ", "\u{a0}\u{200b}\u{feff}", "\t\r\n", "_x000D_"] {
        assert!(content(text).is_blank(), "{text:?}");
    }
    assert_eq!(content("Roy_x000D_\n").text(), "Roy");
}

#[test]
fn a_copy_of_a_shared_text_is_the_same_text_elsewhere() {
    let mut interner = Interner::default();
    // More texts than copies are kept, some of them short, and each asked for again.
    let texts: Vec<Text> = (0..20_000)
        .map(|at| {
            Text::from(format!(
                "{}{at}",
                ["Conseillère en formation ", "C-"][at % 2]
            ))
        })
        .collect();
    for text in texts.iter().flat_map(|text| [text, text]) {
        let own = interner.own(text);
        assert_eq!(own, *text);
        assert!(!std::ptr::eq(own.as_ptr(), text.as_ptr()));
    }
}

//! The dated values of the law, as this model reads them, and the reference tables.

use super::values::{Answer, Day, Number, Span, day, decimal, number};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Which system of occupations an edition uses. NOC 2011 and NOC 2016 are one system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    FourDigits,
    FiveDigits,
}

pub struct Edition {
    pub id: &'static str,
    pub from: &'static str,
    pub system: System,
    pub excluded: &'static [&'static str],
    pub invitation_days: Option<i32>,
}

const SIX: &[&str] = &["1221", "1241", "1311", "6211", "6311", "6322"];

use System::{FiveDigits, FourDigits};

/// cec_editions.csv, the columns that differ. Those that do not are the constants below.
pub const EDITIONS: [Edition; 7] = [
    edition("cec-2013-01-02", "2013-01-02", FourDigits, &[], None),
    edition("cec-2013-11-09", "2013-11-09", FourDigits, SIX, None),
    edition("cec-2014-05-01", "2014-05-01", FourDigits, SIX, None),
    edition("cec-2015-01-01", "2015-01-01", FourDigits, &[], Some(60)),
    edition("cec-2016-11-19", "2016-11-19", FourDigits, &[], Some(90)),
    edition("cec-2018-06-26", "2018-06-26", FourDigits, &[], Some(60)),
    edition("cec-2022-11-16", "2022-11-16", FiveDigits, &[], Some(60)),
];

const fn edition(
    id: &'static str,
    from: &'static str,
    system: System,
    excluded: &'static [&'static str],
    invitation_days: Option<i32>,
) -> Edition {
    Edition {
        id,
        from,
        system,
        excluded,
        invitation_days,
    }
}

pub const REQUIRED_HOURS: i64 = 1560;
pub const WINDOW_MONTHS: i32 = 36;
pub const WEEKLY_CAP: i64 = 30;
pub const MOST_HOURS_OF_A_WEEK: i64 = 168;
pub const THRESHOLD_UPPER: u8 = 7;
pub const THRESHOLD_LOWER: u8 = 5;
pub const LANGUAGE_MONTHS: i32 = 24;
pub const DAYS_AFTER_STUDIES: i32 = 90;
pub const VACATION_DAYS: usize = 14;
pub const VACATION_PERIOD: i32 = 364;

pub static EXPRESS_ENTRY: LazyLock<Day> = LazyLock::new(|| day("2015-01-01"));
pub static PHYSICIANS: LazyLock<Day> = LazyLock::new(|| day("2023-04-25"));
pub static PTE_CORE: LazyLock<Day> = LazyLock::new(|| day("2024-01-30"));
pub static TEF_REISSUED: LazyLock<(Day, Day)> =
    LazyLock::new(|| (day("2023-12-11"), day("2024-05-06")));

/// The off-campus limit of a day, in hours a week; `None` while it was waived.
pub fn off_campus_limit(on: Day) -> Option<Number> {
    if on >= day("2024-11-08") {
        Some(number(24))
    } else if on >= day("2022-11-15") && on <= day("2024-04-30") {
        None
    } else {
        Some(number(20))
    }
}

static EDITION_STARTS: LazyLock<Vec<Day>> =
    LazyLock::new(|| EDITIONS.iter().map(|edition| day(edition.from)).collect());

/// The edition in force on a day; none before 2013-01-02.
pub fn edition_on(on: Day) -> Option<&'static Edition> {
    EDITIONS
        .iter()
        .zip(EDITION_STARTS.iter())
        .rev()
        .find(|(_, from)| **from <= on)
        .map(|(edition, _)| edition)
}

pub struct Tables {
    /// Code to level (0, A, B, C, D).
    pub old: BTreeMap<String, String>,
    /// Code to TEER.
    pub new: BTreeMap<String, String>,
    pub forward: BTreeMap<String, BTreeSet<String>>,
    pub backward: BTreeMap<String, BTreeSet<String>>,
    pub charts: Vec<Band>,
}

/// One band of one chart.
pub struct Band {
    pub test: String,
    pub from: Day,
    pub to: Option<Day>,
    pub ability: String,
    pub level: u8,
    pub least: Number,
    pub most: Number,
}

pub static TABLES: LazyLock<Tables> = LazyLock::new(load);

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(|row| row.expect("a row of a reference table"))
        .collect()
}

fn load() -> Tables {
    let level_by_code = |text: &str, level: &str| -> BTreeMap<String, String> {
        rows(text)
            .into_iter()
            .map(|row| (row["code"].clone(), row[level].clone()))
            .collect()
    };
    let old = level_by_code(
        include_str!("../../../src/law/tables/noc2016.csv"),
        "skill_level",
    );
    let older = level_by_code(
        include_str!("../../../src/law/tables/noc2011.csv"),
        "skill_level",
    );
    assert_eq!(
        old, older,
        "NOC 2011 and 2016 have the same codes and levels"
    );
    let new = level_by_code(include_str!("../../../src/law/tables/noc2021.csv"), "teer");
    let mut forward: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut backward: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(include_str!(
        "../../../src/law/tables/noc2016_to_noc2021.csv"
    )) {
        let (from, to) = (&row["noc2016_code"], &row["noc2021_code"]);
        forward.entry(from.clone()).or_default().insert(to.clone());
        backward.entry(to.clone()).or_default().insert(from.clone());
    }
    let charts = rows(include_str!("../../../src/law/tables/language_charts.csv"))
        .into_iter()
        .map(|row| Band {
            test: row["test"].clone(),
            from: day(&row["chart_from"]),
            to: (!row["chart_to"].is_empty()).then(|| day(&row["chart_to"])),
            ability: row["ability"].clone(),
            level: row["level"].parse().expect("a level"),
            least: decimal(&row["min_score"]).expect("a score"),
            most: decimal(&row["max_score"]).expect("a score"),
        })
        .collect();
    Tables {
        old,
        new,
        forward,
        backward,
        charts,
    }
}

/// The bands that an occupation may be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bands {
    pub upper: bool,
    pub lower: bool,
}

pub const EITHER: Bands = Bands {
    upper: true,
    lower: true,
};

/// A code in the table of its own version.
pub type Code = (System, String);

/// `noc_code` with `noc_version`; `None` where the occupation is not known.
pub fn read_code(code: &str, version: &str) -> Option<Code> {
    if code.is_empty() || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let read = match (version, code.len()) {
        ("2021", ..=5) => (FiveDigits, format!("{code:0>5}")),
        ("2011" | "2016", ..=4) => (FourDigits, format!("{code:0>4}")),
        ("", 5) => (FiveDigits, code.to_owned()),
        ("", 4) => (FourDigits, code.to_owned()),
        _ => return None,
    };
    level_of(&read).is_some().then_some(read)
}

/// The level or TEER of a code, if it exists.
pub fn level_of((system, code): &Code) -> Option<&'static str> {
    match system {
        FourDigits => TABLES.old.get(code).map(String::as_str),
        FiveDigits => TABLES.new.get(code).map(String::as_str),
    }
}

/// How an edition looks at an occupation.
#[derive(Clone, Debug)]
pub struct Occupation {
    pub eligible: Answer,
    pub bands: Bands,
    pub by_concordance: bool,
    /// What tells it apart from other occupations; `None` for an unknown one.
    pub key: Option<Code>,
}

pub fn occupation(edition: &Edition, code: Option<&Code>) -> Occupation {
    let Some(code) = code else {
        return Occupation {
            eligible: Answer::open("occupation_unknown"),
            bands: EITHER,
            by_concordance: false,
            key: None,
        };
    };
    if code.0 == edition.system {
        return Occupation {
            eligible: Answer::of(eligible(edition, code)),
            bands: band(code),
            by_concordance: false,
            key: Some(code.clone()),
        };
    }
    let map = match code.0 {
        FourDigits => &TABLES.forward,
        FiveDigits => &TABLES.backward,
    };
    let targets: Vec<Code> = map
        .get(&code.1)
        .into_iter()
        .flatten()
        .map(|target| (edition.system, target.clone()))
        .collect();
    let good: Vec<&Code> = targets
        .iter()
        .filter(|target| eligible(edition, target))
        .collect();
    let answer = if targets.is_empty() {
        Answer::open("occupation_unknown")
    } else if good.len() == targets.len() {
        Answer::Yes
    } else if good.is_empty() {
        Answer::No
    } else {
        Answer::open("occupation_unknown")
    };
    let bands = good.iter().map(|target| band(target)).fold(
        Bands {
            upper: false,
            lower: false,
        },
        |all, one| Bands {
            upper: all.upper || one.upper,
            lower: all.lower || one.lower,
        },
    );
    let key = match targets.as_slice() {
        [only] => only.clone(),
        _ => code.clone(),
    };
    Occupation {
        eligible: answer,
        bands,
        by_concordance: true,
        key: Some(key),
    }
}

fn eligible(edition: &Edition, code: &Code) -> bool {
    let level = level_of(code).expect("a known code");
    match code.0 {
        FourDigits => {
            ["0", "A", "B"].contains(&level) && !edition.excluded.contains(&code.1.as_str())
        }
        FiveDigits => ["0", "1", "2", "3"].contains(&level),
    }
}

fn band(code: &Code) -> Bands {
    let level = level_of(code).expect("a known code");
    let upper = match code.0 {
        FourDigits => ["0", "A"].contains(&level),
        FiveDigits => ["0", "1"].contains(&level),
    };
    let lower = match code.0 {
        FourDigits => level == "B",
        FiveDigits => ["2", "3"].contains(&level),
    };
    Bands { upper, lower }
}

/// The occupations of the policy for self-employed physicians.
pub fn is_physician((system, code): &Code) -> bool {
    match system {
        FourDigits => ["3111", "3112"].contains(&code.as_str()),
        FiveDigits => ["31100", "31101", "31102"].contains(&code.as_str()),
    }
}

/// The bands of the chart of a test for an ability on a day; empty where there is no chart.
pub fn chart(test: &str, ability: &str, on: Day) -> Vec<&'static Band> {
    TABLES
        .charts
        .iter()
        .filter(|band| {
            band.test == test
                && band.ability == ability
                && band.from <= on
                && band.to.is_none_or(|to| on <= to)
        })
        .collect()
}

/// The look-back window of a point: 36 months, the day itself left out.
pub fn window(on: Day) -> Span {
    Span {
        lo: super::values::add_months(on, -WINDOW_MONTHS),
        hi: on - 1,
    }
}

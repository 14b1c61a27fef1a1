//! The law as dated data: editions, citations, dated values, occupation tables, concordance, language charts.
//!
//! Everything here is compiled in, has a source, and is chosen by a day; nothing here is a decision. A new edition, a
//! new version of the classification or a new chart is added by data files alone.

mod charts;
mod citation;
mod dated;
mod edition;
mod hours;
mod occupation;
mod occupation_tables;
mod toml_day;

pub use charts::{Ability, Chart, Charts, DesignatedTest, LanguageLevel, ScoreStanding};
pub use citation::Citation;
pub use dated::{DatedKey, DatedValue};
pub use edition::Edition;
pub use hours::Hours;
pub use occupation::{Bands, Level, Levels, NocCode, NocVersion, Standing, UnitGroup};
pub use occupation_tables::Occupations;

use crate::calendar::{Day, Period};
use include_dir::{Dir, include_dir};
use indexmap::IndexMap;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::LazyLock;

static EDITIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/law/editions");
static TABLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/law/tables");
static CITATIONS: &str = include_str!("citations.toml");
static DATED_VALUES: &str = include_str!("dated_values.toml");

/// The law book: all dated data, loaded once.
#[derive(Debug)]
pub struct Law {
    editions: Vec<Edition>,
    citations: Vec<Citation>,
    /// Their positions.
    citations_by_key: ByKey<usize>,
    dated: Vec<DatedValue>,
    /// Where the values of each key stand.
    dated_by_key: ByKey<Range<usize>>,
    /// The same for the keys that rules ask for, in the order of [`DatedKey::ALL`]: judging asks for a dozen of each applicant.
    dated_by_rule: [Range<usize>; DatedKey::ALL.len()],
    occupations: Occupations,
    charts: Charts,
    physicians: Vec<NocCode>,
    hours_in_a_week: Hours,
    /// The days on which an edition or a dated value begins, in order.
    changes: Vec<Day>,
    hash: String,
}

/// What is looked up by a key of the code, many times for each applicant.
type ByKey<T> = IndexMap<String, T, foldhash::fast::FixedState>;

static LAW: LazyLock<Law> = LazyLock::new(Law::load);

impl Law {
    /// The law book compiled into this program.
    pub fn book() -> &'static Self {
        &LAW
    }

    #[expect(
        clippy::expect_used,
        reason = "the data is compiled in and a test loads it: a fault cannot reach a user"
    )]
    fn load() -> Self {
        let mut editions: Vec<Edition> = EDITIONS
            .files()
            .map(|file| {
                Edition::parse(file.contents_utf8().expect("an edition is UTF-8"))
                    .expect("an edition is valid")
            })
            .collect();
        editions.sort_by_key(|edition| edition.in_force_from);
        let table = |name: &str| TABLES.get_file(name).and_then(|file| file.contents_utf8());
        let occupations = Occupations::load(&table).expect("the occupation tables are valid");
        let physicians =
            occupations.codes_of(table("physicians.csv").expect("the physicians are there"));
        let citations = Citation::parse_all(CITATIONS).expect("the citations are valid");
        let keys = citations.iter().map(|citation| citation.key.clone());
        let citations_by_key = keys.zip(0..).collect();
        let dated = DatedValue::parse_all(DATED_VALUES).expect("the dated values are valid");
        let dated_by_key = places(&dated);
        let mut weeks = dated.iter().filter(|one| one.key == "hours_in_a_week");
        let week = weeks.find_map(|one| one.value).expect("a week has hours");
        let begin = editions.iter().map(|edition| edition.in_force_from);
        let mut changes: Vec<Day> = begin.chain(dated.iter().map(|value| value.from)).collect();
        changes.sort_unstable();
        changes.dedup();
        Self {
            editions,
            changes,
            hours_in_a_week: Hours::whole(i64::from(week)),
            citations,
            citations_by_key,
            dated_by_rule: DatedKey::ALL.map(|key| {
                let place = dated_by_key.get(key.id());
                place.cloned().expect("a rule's value is there")
            }),
            dated_by_key,
            dated,
            occupations,
            physicians: physicians.expect("the physicians are valid"),
            charts: Charts::parse(table("language_charts.csv").expect("the charts are there"))
                .expect("the charts are valid"),
            hash: hash_of_sources(),
        }
    }

    /// All editions, oldest first.
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// The edition in force on a day; `None` before the first one.
    pub fn edition_in_force(&self, day: Day) -> Option<&Edition> {
        let after = self
            .editions
            .partition_point(|edition| edition.in_force_from <= day);
        after.checked_sub(1).and_then(|i| self.editions.get(i))
    }

    /// The citation with this key. Every key that the code names exists: `tests/tidy.rs` proves it.
    ///
    /// # Panics
    /// If the key is not in `citations.toml`.
    #[expect(
        clippy::panic,
        reason = "keys are constants of the code and each is checked by a test"
    )]
    pub fn citation(&self, key: &str) -> &Citation {
        self.find_citation(key)
            .unwrap_or_else(|| panic!("no citation {key}"))
    }

    /// The citation with this key, if there is one.
    pub fn find_citation(&self, key: &str) -> Option<&Citation> {
        self.citations.get(*self.citations_by_key.get(key)?)
    }

    /// All citations, in the order of the file.
    pub fn citations(&self) -> &[Citation] {
        &self.citations
    }

    /// The dated values of a key, oldest first.
    pub fn dated_values_of(&self, key: &str) -> &[DatedValue] {
        let place = self.dated_by_key.get(key);
        place
            .and_then(|place| self.dated.get(place.clone()))
            .unwrap_or_default()
    }

    /// The dated value of a key in force on a day, whatever it says (also "waived"); `None` before the first one.
    pub fn dated(&self, key: &str, day: Day) -> Option<&DatedValue> {
        in_force(self.dated_values_of(key), day)
    }

    /// The dated values that a rule asks for, oldest first; there is at least one.
    pub fn values_of(&self, key: DatedKey) -> &[DatedValue] {
        let place = self.dated_by_rule.get(key as usize);
        place
            .and_then(|place| self.dated.get(place.clone()))
            .unwrap_or_default()
    }

    /// The one in force on a day, whatever it says (also "waived"); `None` before the first one.
    pub fn value(&self, key: DatedKey, day: Day) -> Option<&DatedValue> {
        in_force(self.values_of(key), day)
    }

    /// The number in force on a day, on days before the first one the first number; `None` where the rule is waived or has ended.
    pub fn value_or_first(&self, key: DatedKey, day: Day) -> Option<u32> {
        let values = self.values_of(key);
        in_force(values, day).or_else(|| values.first())?.value
    }

    /// All dated values, by key and day.
    pub fn dated_values(&self) -> &[DatedValue] {
        &self.dated
    }

    /// The days within a period on which an edition or a dated value begins, in order.
    pub fn changes(&self, within: Period) -> &[Day] {
        let from = self.changes.partition_point(|day| *day < within.first());
        let until = self.changes.partition_point(|day| *day <= within.last());
        self.changes.get(from..until).unwrap_or_default()
    }

    /// The hours that a week has: what exceeds them is no number of hours that can have been worked.
    pub const fn hours_in_a_week(&self) -> &Hours {
        &self.hours_in_a_week
    }

    /// The occupation tables and the concordance.
    pub const fn occupations(&self) -> &Occupations {
        &self.occupations
    }

    /// The unit groups of physicians, in every version of the classification.
    pub fn physicians(&self) -> &[NocCode] {
        &self.physicians
    }

    /// The language charts.
    pub const fn charts(&self) -> &Charts {
        &self.charts
    }

    /// SHA-256 over all law data, lower-case hex: goes into the manifest of each run.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// The value in force on a day; values stand in the order of their days.
fn in_force(values: &[DatedValue], day: Day) -> Option<&DatedValue> {
    values.iter().rfind(|value| value.from <= day)
}

/// Where the values of each key stand: they are sorted by it.
fn places(dated: &[DatedValue]) -> ByKey<Range<usize>> {
    let mut places = ByKey::default();
    for (at, value) in dated.iter().enumerate() {
        let place = places.entry(value.key.clone()).or_insert(at..at);
        place.end = at + 1;
    }
    places
}

fn hash_of_sources() -> String {
    let mut files: Vec<(&str, &[u8])> = vec![
        ("citations.toml", CITATIONS.as_bytes()),
        ("dated_values.toml", DATED_VALUES.as_bytes()),
    ];
    for file in EDITIONS.files().chain(TABLES.files()) {
        files.push((file.path().to_str().unwrap_or_default(), file.contents()));
    }
    files.sort_unstable();
    let mut hasher = Sha256::new();
    for (name, bytes) in files {
        hasher.update(name.as_bytes());
        hasher.update([0]);
        hasher.update(Sha256::digest(bytes));
    }
    hasher
        .finalize()
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Advisory, Reason};
    use std::collections::BTreeSet;

    #[test]
    fn the_law_book_loads_and_every_cited_key_exists() {
        let law = Law::book();
        assert_eq!(law.editions().len(), 7);
        for reason in Reason::ALL {
            assert!(
                law.find_citation(reason.citation_key()).is_some(),
                "{}",
                reason.id()
            );
        }
        for advisory in Advisory::ALL {
            assert!(
                law.find_citation(advisory.citation_key()).is_some(),
                "{}",
                advisory.id()
            );
        }
        for value in law.dated_values() {
            assert!(
                law.find_citation(&value.citation).is_some(),
                "{}",
                value.key
            );
        }
    }

    #[test]
    fn a_rule_finds_the_values_of_its_key() {
        let law = Law::book();
        for key in DatedKey::ALL {
            assert_eq!(law.values_of(key), law.dated_values_of(key.id()), "{key:?}");
            for value in law.values_of(key) {
                for day in [value.from.previous(), value.from] {
                    assert_eq!(law.value(key, day), law.dated(key.id(), day));
                    let values = law.dated_values_of(key.id());
                    let first = law.dated(key.id(), day).or(values.first());
                    assert_eq!(law.value_or_first(key, day), first.unwrap().value);
                }
            }
        }
    }

    #[test]
    fn editions_change_on_their_first_day() {
        let id = |text: &str| {
            Law::book()
                .edition_in_force(Day::parse_iso(text).unwrap())
                .map(|edition| edition.id.as_str())
        };
        assert_eq!(id("2013-01-01"), None);
        assert_eq!(id("2013-01-02"), Some("cec-2013-01-02"));
        assert_eq!(id("2022-11-15"), Some("cec-2018-06-26"));
        assert_eq!(id("2022-11-16"), Some("cec-2022-11-16"));
        assert_eq!(id("2026-11-22"), Some("cec-2022-11-16"));
    }

    #[test]
    fn changes_within_a_period_are_the_first_days_of_editions_and_values() {
        let law = Law::book();
        let day = |text| Day::parse_iso(text).unwrap();
        for (first, last) in [
            ("2022-11-15", "2022-11-16"),
            ("2013-01-02", "2027-01-01"),
            ("2024-11-09", "2024-11-10"),
        ] {
            let within = Period::new(day(first), day(last)).unwrap();
            let editions = law.editions().iter().map(|one| one.in_force_from);
            let values = law.dated_values().iter().map(|one| one.from);
            let all: BTreeSet<Day> = editions.chain(values).collect();
            let expected: Vec<Day> = all.into_iter().filter(|on| within.contains(*on)).collect();
            assert_eq!(law.changes(within), expected, "{within}");
        }
    }

    #[test]
    fn the_off_campus_limit_was_waived_and_came_back() {
        let limit = |text: &str| {
            Law::book()
                .dated("off_campus_hours", Day::parse_iso(text).unwrap())
                .map(|value| value.value)
        };
        assert_eq!(limit("2014-05-31"), None);
        assert_eq!(limit("2022-11-14"), Some(Some(20)));
        assert_eq!(limit("2022-11-15"), Some(None));
        assert_eq!(limit("2024-05-01"), Some(Some(20)));
        assert_eq!(limit("2024-11-08"), Some(Some(24)));
    }
}

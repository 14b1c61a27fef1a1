//! Dated coverage: every day resolves to one edition, every occupation to a standing, every score of the charts to its level.
#![expect(
    clippy::panic,
    reason = "a test that meets the unexpected must fail loudly"
)]

use landed::calendar::Day;
use landed::law::{DesignatedTest, LanguageLevel, Law, ScoreStanding};
use std::collections::BTreeSet;

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap_or_else(|| panic!("not a day: {text}"))
}

#[test]
fn every_day_from_2013_to_2030_resolves_to_exactly_one_edition() {
    let law = Law::book();
    let (mut on, last) = (day("2013-01-02"), day("2030-12-31"));
    let mut firsts = BTreeSet::new();
    let mut days = 0;
    while on <= last {
        let edition = law
            .edition_in_force(on)
            .unwrap_or_else(|| panic!("no edition on {on}"));
        // The edition in force is the only one that has begun and has not been followed by another.
        let begun = law.editions().iter().filter(|one| one.in_force_from <= on);
        let newest: Vec<Day> = begun.map(|one| one.in_force_from).collect();
        let latest = newest.iter().max().copied();
        assert_eq!(latest, Some(edition.in_force_from), "{on}");
        assert_eq!(
            newest.iter().filter(|from| Some(**from) == latest).count(),
            1,
            "{on}"
        );
        firsts.insert(edition.in_force_from);
        days += 1;
        on = on.next();
    }
    // 2013-01-02 to 2030-12-31: 18 years with 4 leap days (2016, 2020, 2024, 2028), less one day: 18 x 365 + 4 - 1.
    assert_eq!(days, 6_573);
    let expected = [
        "2013-01-02",
        "2013-11-09",
        "2014-05-01",
        "2015-01-01",
        "2016-11-19",
        "2018-06-26",
        "2022-11-16",
    ];
    assert_eq!(firsts.into_iter().collect::<Vec<_>>(), expected.map(day));
    assert!(law.edition_in_force(day("2013-01-01")).is_none());
}

#[test]
fn every_edition_names_what_exists() {
    let law = Law::book();
    for edition in law.editions() {
        assert!(
            law.occupations()
                .versions()
                .any(|one| one == edition.noc_version),
            "{}",
            edition.id
        );
        assert!(
            !law.occupations().units(edition.noc_version).is_empty(),
            "{}",
            edition.id
        );
        for code in &edition.excluded_noc {
            let found = law.occupations().resolve(code, Some(edition.noc_version));
            assert!(found.is_some(), "{}: {code}", edition.id);
        }
        for level in edition.eligible_levels.all() {
            let bands = [&edition.upper_levels, &edition.lower_levels];
            let in_bands = bands
                .into_iter()
                .filter(|band| band.contains(*level))
                .count();
            assert_eq!(in_bands, 1, "{}: {level} must be of one band", edition.id);
        }
        assert!(
            edition.threshold_lower < edition.threshold_upper,
            "{}",
            edition.id
        );
    }
}

#[test]
fn every_code_of_every_version_resolves_under_every_edition() {
    let law = Law::book();
    let occupations = law.occupations();
    let mut codes = 0;
    for version in occupations.versions() {
        for unit in occupations.units(version) {
            let digits = unit.number.to_string();
            let code = occupations
                .resolve(&digits, Some(version))
                .unwrap_or_else(|| panic!("{version:?} {digits} does not resolve"));
            codes += 1;
            for edition in law.editions() {
                let standing = occupations.standing(edition, code);
                if standing.by_concordance {
                    continue;
                }
                // In its own system a code is read directly: its level decides, and the excluded codes.
                let listed = edition
                    .excluded_noc
                    .iter()
                    .any(|one| one.parse() == Ok(unit.number));
                let eligible = edition.eligible_levels.contains(unit.level) && !listed;
                assert_eq!(standing.eligible, Some(eligible), "{} {code}", edition.id);
                if eligible {
                    let upper = edition.upper_levels.contains(unit.level);
                    assert_eq!(
                        (standing.bands.upper, standing.bands.lower),
                        (upper, !upper),
                        "{} {code}",
                        edition.id
                    );
                }
            }
        }
    }
    // 500 unit groups in 2011 and in 2016, 516 in 2021.
    assert_eq!(codes, 1_516);
}

#[test]
fn every_code_that_the_concordance_must_convert_has_a_partner() {
    // A code without a partner would silently be "not eligible" under the other system's editions.
    let law = Law::book();
    let table = include_str!("../src/law/tables/noc2016_to_noc2021.csv");
    let (mut from, mut to) = (BTreeSet::new(), BTreeSet::new());
    for line in table.lines().skip(1) {
        let mut cells = line.split(',');
        from.extend(cells.next().and_then(|code| code.parse::<u32>().ok()));
        to.extend(cells.next().and_then(|code| code.parse::<u32>().ok()));
    }
    for version in law.occupations().versions() {
        let side = if version.0 == 2021 { &to } else { &from };
        for unit in law.occupations().units(version) {
            assert!(
                side.contains(&unit.number),
                "{version:?} {} has no partner",
                unit.number
            );
        }
    }
}

/// The smallest step between two scores of a test, in hundredths.
fn step(test: DesignatedTest) -> u32 {
    if test == DesignatedTest::IeltsGeneral {
        50
    } else {
        100
    }
}

#[test]
fn every_band_of_the_charts_gives_its_level_and_one_step_less_a_lower_one() {
    let law = Law::book();
    let charts = law.charts();
    let mut bands = 0;
    for (test, from, ability, level, lowest) in charts.bands() {
        bands += 1;
        let at = charts.level(test, from, ability, lowest);
        assert_eq!(
            at,
            Some(LanguageLevel::At(level)),
            "{test:?} {ability:?} {lowest}"
        );
        assert_eq!(
            test.score_standing(ability, lowest),
            ScoreStanding::Possible,
            "{test:?} {lowest}"
        );
        let less = lowest
            .checked_sub(step(test))
            .and_then(|less| charts.level(test, from, ability, less));
        assert!(
            less.is_none_or(|less| less < LanguageLevel::At(level)),
            "{test:?} {ability:?} {lowest}: {less:?}"
        );
    }
    let table = include_str!("../src/law/tables/language_charts.csv");
    assert_eq!(bands, table.lines().count() - 1);
}

#[test]
fn every_possible_score_resolves_and_levels_never_fall_as_scores_rise() {
    let law = Law::book();
    let charts = law.charts();
    let mut seen = BTreeSet::new();
    for (test, from, ability, _, _) in charts.bands() {
        if !seen.insert((test.id(), from, ability.name())) {
            continue;
        }
        let mut before = None;
        let possible = (0..=90_000_u32)
            .step_by(50)
            .filter(|score| test.score_standing(ability, *score) == ScoreStanding::Possible);
        for score in possible {
            let level = charts.level(test, from, ability, score);
            assert!(level.is_some(), "{test:?} {ability:?} {score}");
            assert!(
                before <= level,
                "{test:?} {ability:?} {score}: {before:?} then {level:?}"
            );
            before = level;
        }
    }
}

#[test]
fn the_highest_score_of_each_band_of_the_table_is_still_of_its_level() {
    let law = Law::book();
    let mut reader =
        csv::Reader::from_reader(include_str!("../src/law/tables/language_charts.csv").as_bytes());
    for record in reader.records() {
        let record = record.unwrap_or_else(|fault| panic!("{fault}"));
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let (test, from, ability) = law
            .charts()
            .bands()
            .map(|(test, from, ability, _, _)| (test, from, ability))
            .find(|(test, from, ability)| {
                test.id() == cell(0) && from.to_string() == cell(1) && ability.name() == cell(3)
            })
            .unwrap_or_else(|| panic!("{record:?}"));
        let hundredths = match cell(6).split_once('.') {
            Some((whole, tenth)) => whole
                .parse::<u32>()
                .map(|w| w * 100 + tenth.parse::<u32>().unwrap_or(0) * 10),
            None => cell(6).parse::<u32>().map(|whole| whole * 100),
        };
        let hundredths = hundredths.unwrap_or_else(|fault| panic!("{fault}: {record:?}"));
        let level = law.charts().level(test, from, ability, hundredths);
        assert_eq!(
            level.map(|level| level.to_string()).as_deref(),
            Some(cell(4)),
            "{record:?}"
        );
    }
}

//! Boundary cases of the horizon, each with its arithmetic. Full time is 30 hours a week, so 1,560 hours are 364 days.

use crate::product::book;
use crate::tables::Tables;
use landed::calendar::Day;
use landed::finding::Outcome;
use landed::horizon::{DateKind, Ending, Outlook, outlook};
use landed::law::Law;
use landed::requirements::{Bench, Requirement};

const UPPER: &str = "21231";
const LOWER: &str = "22220";

fn on(text: &str) -> Day {
    Day::parse_iso(text).expect("a day")
}

/// An applicant with an open work permit of these days; work and tests are up to the case.
fn applicant(valid_from: &str, valid_to: &str) -> Tables {
    let mut tables = Tables::empty();
    tables.push(
        "applicants",
        &[("applicant_id", "A1"), ("intended_province", "Ontario")],
    );
    tables.push(
        "permits",
        &[
            ("applicant_id", "A1"),
            ("permit_type", "open_work_permit"),
            ("valid_from", valid_from),
            ("valid_to", valid_to),
        ],
    );
    tables
}

fn job(tables: &mut Tables, employer: &str, noc: &str, hours: &str, start: &str, end: &str) {
    tables.push(
        "employment",
        &[
            ("applicant_id", "A1"),
            ("employer", employer),
            ("noc_code", noc),
            ("noc_version", "2021"),
            ("start_date", start),
            ("end_date", end),
            ("hours_per_week", hours),
            ("pay", "wages"),
            ("employment_type", "employee"),
            ("province", "Ontario"),
            ("country", "Canada"),
        ],
    );
}

fn test(tables: &mut Tables, taken: &str, level: &str) {
    tables.push(
        "language_tests",
        &[
            ("applicant_id", "A1"),
            ("test", "celpip_general"),
            ("test_date", taken),
            ("listening", level),
            ("reading", level),
            ("writing", level),
            ("speaking", level),
        ],
    );
}

fn look(tables: &Tables, as_of: &str) -> Outlook {
    let (book, sources) = book(tables);
    let bench = Bench {
        law: Law::book(),
        book: &book,
        sources: &sources,
        as_of: on(as_of),
    };
    outlook(&bench, &book.cases[0])
}

fn spell(outlook: &Outlook) -> (Day, Option<(Day, Ending)>, bool) {
    let spell = outlook.sure.expect("a spell");
    (spell.from, spell.ends, spell.another_follows)
}

fn date(outlook: &Outlook, kind: DateKind) -> Option<Day> {
    let mut dates = outlook.dates.iter();
    dates.find(|date| date.kind == kind).map(|date| date.on)
}

#[test]
fn hours_reach_the_year_on_a_sunday() {
    let mut tables = applicant("2024-01-01", "2029-12-31");
    // Monday 2025-01-06 and 363 days more: Sunday 2026-01-04 is the 364th day, so Monday 2026-01-05 is the first good one.
    job(&mut tables, "Acme", UPPER, "30", "2025-01-06", "present");
    // 2025-06-02 and 24 months: 2027-06-02 is the first day without a test.
    test(&mut tables, "2025-06-02", "9");
    let found = look(&tables, "2025-10-01");
    let ends = Some((on("2027-06-01"), Ending::LanguageTestExpires));
    assert_eq!(spell(&found), (on("2026-01-05"), ends, false));
    assert_eq!(found.optimistic, found.sure);
    assert_eq!(
        date(&found, DateKind::LanguageTestLastDay),
        Some(on("2027-06-01"))
    );
    // The first counted day, 2025-01-06, is out of the window of 2028-01-07.
    assert_eq!(
        date(&found, DateKind::HoursStartLeaving),
        Some(on("2028-01-07"))
    );
    assert_eq!(
        date(&found, DateKind::RenewalLastDay),
        Some(on("2029-12-31"))
    );
}

#[test]
fn the_test_expires_the_day_before() {
    let mut tables = applicant("2024-01-01", "2029-12-31");
    job(&mut tables, "Acme", UPPER, "30", "2025-01-06", "present");
    // Valid until 2026-01-04; the hours are there on 2026-01-05.
    test(&mut tables, "2024-01-05", "9");
    let found = look(&tables, "2025-10-01");
    assert_eq!((found.sure, found.optimistic), (None, None));
    assert_eq!(
        found.blocked_by,
        [(Requirement::WorkExperience, Outcome::NotMet)]
    );
    // One day more, and there is exactly one good day.
    let mut tables = applicant("2024-01-01", "2029-12-31");
    job(&mut tables, "Acme", UPPER, "30", "2025-01-06", "present");
    test(&mut tables, "2024-01-06", "9");
    let ends = Some((on("2026-01-05"), Ending::LanguageTestExpires));
    let found = look(&tables, "2025-10-01");
    assert_eq!(spell(&found), (on("2026-01-05"), ends, false));
}

#[test]
fn maintained_status_carries_the_hours_on_while_the_application_is_pending() {
    let mut tables = applicant("2024-01-01", "2025-09-30");
    job(&mut tables, "Acme", UPPER, "30", "2025-01-06", "present");
    test(&mut tables, "2025-06-02", "9");
    let without = look(&tables, "2025-09-01");
    assert_eq!(without.sure, None);
    assert_eq!(
        without.blocked_by,
        [(Requirement::WorkExperience, Outcome::NotMet)]
    );
    assert_eq!(
        date(&without, DateKind::RenewalLastDay),
        Some(on("2025-09-30"))
    );
    tables.push(
        "permits",
        &[
            ("applicant_id", "A1"),
            ("permit_type", "open_work_permit"),
            ("applied_on", "2025-09-30"),
            ("decision", "pending"),
        ],
    );
    let found = look(&tables, "2025-10-01");
    assert_eq!(spell(&found).0, on("2026-01-05"));
    assert_eq!(date(&found, DateKind::RenewalLastDay), None);
}

#[test]
fn the_window_of_a_leap_day_begins_on_the_28th_of_february() {
    let mut tables = applicant("2020-01-01", "2029-12-31");
    // 2021-02-28 to 2022-02-26 are 364 days. The window of 2024-02-29 begins on 2021-02-28, that of 2024-03-01 on 2021-03-01.
    job(&mut tables, "Acme", UPPER, "30", "2021-02-28", "2022-02-26");
    test(&mut tables, "2023-06-01", "9");
    let found = look(&tables, "2024-02-01");
    let ends = Some((on("2024-02-29"), Ending::HoursLeaveWindow));
    assert_eq!(spell(&found), (on("2024-02-01"), ends, false));
    assert_eq!(
        date(&found, DateKind::HoursStartLeaving),
        Some(on("2024-03-01"))
    );
}

#[test]
fn fifteen_hours_a_week_take_twenty_four_months() {
    let mut tables = applicant("2023-01-01", "2029-12-31");
    // 1,560 / 15 = 104 weeks: Monday 2024-01-01 to Sunday 2025-12-28.
    job(&mut tables, "Acme", UPPER, "15", "2024-01-01", "present");
    test(&mut tables, "2025-06-02", "9");
    assert_eq!(spell(&look(&tables, "2025-06-30")).0, on("2025-12-29"));
}

#[test]
fn two_part_time_jobs_of_which_one_ends() {
    let mut tables = applicant("2023-01-01", "2029-12-31");
    // 26 weeks of 15 + 15 are 780; the other 780 take 52 weeks of 15, to Sunday 2026-07-05.
    job(&mut tables, "Acme", UPPER, "15", "2025-01-06", "present");
    job(&mut tables, "Bolt", UPPER, "15", "2025-01-06", "2025-07-06");
    test(&mut tables, "2025-06-02", "9");
    assert_eq!(spell(&look(&tables, "2025-07-01")).0, on("2026-07-06"));
}

#[test]
fn the_permit_ends_and_hours_leave_without_new_ones() {
    let mut tables = applicant("2023-01-01", "2025-12-31");
    job(&mut tables, "Acme", UPPER, "30", "2023-01-02", "present");
    test(&mut tables, "2026-01-10", "9");
    // 2025-01-02 to 2025-12-31 are 364 days: the window of 2028-01-02 is the last to hold them all.
    let found = look(&tables, "2026-01-15");
    let ends = Some((on("2028-01-02"), Ending::PermitEnds));
    assert_eq!(spell(&found), (on("2026-01-15"), ends, false));
}

#[test]
fn the_upper_band_overtakes_and_asks_for_a_higher_level() {
    let mut tables = applicant("2023-01-01", "2029-12-31");
    // 400 days of the lower band (2023-06-05 to 2024-07-08). The 400th day of the upper band is 2026-02-09.
    job(&mut tables, "Bolt", LOWER, "30", "2023-06-05", "2024-07-08");
    job(&mut tables, "Acme", UPPER, "30", "2025-01-06", "present");
    test(&mut tables, "2025-03-01", "6");
    let found = look(&tables, "2025-06-01");
    let ends = Some((on("2026-02-09"), Ending::LanguageThresholdRises));
    assert_eq!(spell(&found), (on("2025-06-01"), ends, false));
    // A tie leaves it open, one day more does not.
    let optimistic = found.optimistic.expect("a spell");
    let ends = Some((on("2026-02-10"), Ending::LanguageThresholdRises));
    assert_eq!(optimistic.ends, ends);
}

#[test]
fn a_spell_ends_and_another_follows() {
    let mut tables = applicant("2023-01-01", "2029-12-31");
    job(&mut tables, "Acme", UPPER, "30", "2023-01-02", "present");
    test(&mut tables, "2024-03-01", "9");
    test(&mut tables, "2026-06-01", "9");
    let found = look(&tables, "2026-01-15");
    let ends = Some((on("2026-02-28"), Ending::LanguageTestExpires));
    assert_eq!(spell(&found), (on("2026-01-15"), ends, true));
}

#[test]
fn who_has_applied_has_no_spell_and_keeps_the_dates_of_the_permit() {
    let mut tables = applicant("2023-01-01", "2029-12-31");
    let rows = tables.table_mut("applicants").as_mut().expect("rows");
    rows[0].insert("application_date", "2026-01-02".to_owned());
    job(&mut tables, "Acme", UPPER, "30", "2023-01-02", "present");
    let found = look(&tables, "2026-01-15");
    assert_eq!((found.sure, found.blocked_by.len()), (None, 0));
    assert_eq!(
        date(&found, DateKind::WorkPermitLastDay),
        Some(on("2029-12-31"))
    );
}

#[test]
fn the_deadlines_after_the_studies() {
    let mut tables = Tables::empty();
    tables.push("applicants", &[("applicant_id", "A1")]);
    tables.push(
        "permits",
        &[
            ("applicant_id", "A1"),
            ("permit_type", "study_permit"),
            ("valid_from", "2023-09-01"),
            ("valid_to", "2026-08-31"),
        ],
    );
    tables.push(
        "studies",
        &[
            ("applicant_id", "A1"),
            ("full_time", "yes"),
            ("start_date", "2023-09-01"),
            ("completed_on", "2026-04-30"),
        ],
    );
    tables.push(
        "applicants",
        &[("applicant_id", "A1"), ("invitation_date", "2026-04-15")],
    );
    let found = look(&tables, "2026-05-01");
    // 2026-04-30 and 90 days are 2026-07-29, before the permit's end; 180 days are 2026-10-27.
    assert_eq!(
        date(&found, DateKind::AfterStudiesLastDay),
        Some(on("2026-07-29"))
    );
    assert_eq!(date(&found, DateKind::PgwpLastDay), Some(on("2026-10-27")));
    assert_eq!(
        date(&found, DateKind::StudyPermitLastDay),
        Some(on("2026-08-31"))
    );
    // The invitation of 2026-04-15 is good for 60 days, until 2026-06-14.
    assert_eq!(
        date(&found, DateKind::InvitationLastDay),
        Some(on("2026-06-14"))
    );
}

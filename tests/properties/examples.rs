//! The model against worked examples (by their number in law-sources.md) and boundary trios.

use crate::naive::experience::{DayOut, Treatment};
use crate::naive::values::{day, number, ratio, show};
use crate::naive::{Output, judge};
use crate::tables::{Row, Tables};

const AS_OF: &str = "2026-11-22";
/// The first day of the window of AS_OF is 2023-11-22; 364 days before AS_OF begin here.
const FULL_YEAR_FROM: &str = "2025-11-23";

struct File(Tables);

impl File {
    /// An applicant who intends to live in Ontario, with a good test and a table of every kind.
    fn new() -> Self {
        let mut file = Self(Tables::empty());
        file.add("applicants", &[("intended_province", "ON")]);
        file.test("ielts_general", "2026-01-10", ["6", "6", "6", "6"]);
        file
    }

    fn add(&mut self, table: &str, pairs: &[(&'static str, &str)]) -> &mut Self {
        let mut all = vec![("applicant_id", "A1")];
        all.extend_from_slice(pairs);
        self.0.push(table, &all);
        self
    }

    fn test(&mut self, test: &str, on: &str, [l, r, w, s]: [&str; 4]) -> &mut Self {
        self.add(
            "language_tests",
            &[
                ("test", test),
                ("test_date", on),
                ("listening", l),
                ("reading", r),
                ("writing", w),
                ("speaking", s),
            ],
        )
    }

    fn job(&mut self, employer: &str, from: &str, to: &str, hours: &str) -> &mut Self {
        self.add(
            "employment",
            &[
                ("employer", employer),
                ("noc_code", "21232"),
                ("noc_version", "2021"),
                ("start_date", from),
                ("end_date", to),
                ("hours_per_week", hours),
                ("pay", "wages"),
                ("employment_type", "employee"),
                ("province", "ON"),
                ("country", "Canada"),
            ],
        )
    }

    /// Changes a cell of the last row of a table.
    fn with(&mut self, table: &str, column: &'static str, text: &str) -> &mut Self {
        let rows = self.0.table_mut(table).as_mut().unwrap();
        let last: &mut Row = rows.last_mut().unwrap();
        if text.is_empty() {
            last.remove(column);
        } else {
            last.insert(column, text.to_owned());
        }
        self
    }

    fn permit(&mut self, kind: &str, employer: &str, from: &str, to: &str) -> &mut Self {
        self.add(
            "permits",
            &[
                ("permit_type", kind),
                ("employer", employer),
                ("valid_from", from),
                ("valid_to", to),
            ],
        )
    }

    /// An application: applied, decided, decision.
    fn application(
        &mut self,
        kind: &str,
        employer: &str,
        applied: &str,
        decided: &str,
        decision: &str,
    ) -> &mut Self {
        self.add(
            "permits",
            &[
                ("permit_type", kind),
                ("employer", employer),
                ("applied_on", applied),
                ("decided_on", decided),
                ("decision", decision),
            ],
        )
    }

    fn study(&mut self, full_time: &str, from: &str, to: &str) -> &mut Self {
        self.add(
            "studies",
            &[
                ("full_time", full_time),
                ("start_date", from),
                ("completed_on", to),
            ],
        )
    }

    fn leave(&mut self, employer: &str, from: &str, to: &str, kind: &str) -> &mut Self {
        self.add(
            "leaves",
            &[
                ("employer", employer),
                ("start_date", from),
                ("end_date", to),
                ("kind", kind),
            ],
        )
    }

    fn absence(&mut self, left: &str, returned: &str, reason: &str) -> &mut Self {
        self.add(
            "absences",
            &[
                ("left_on", left),
                ("returned_on", returned),
                ("reason", reason),
            ],
        )
    }

    fn judge(&self) -> Output {
        self.judge_on(AS_OF)
    }

    fn judge_on(&self, as_of: &str) -> Output {
        judge(&self.0, "A1", as_of)
    }

    fn work(&self) -> &'static str {
        self.judge().last().requirements["work_experience"].outcome
    }

    fn language(&self) -> &'static str {
        self.judge().last().requirements["language"].outcome
    }
}

/// An open permit for years.
fn open() -> File {
    let mut file = File::new();
    file.permit("open_work_permit", "", "2020-01-01", "2030-12-31");
    file
}

fn day_of(output: &Output, record: usize, on: &str) -> DayOut {
    output.last().records.as_ref().unwrap()[record - 1]
        .days
        .iter()
        .find(|one| one.day == on)
        .unwrap_or_else(|| panic!("record {record} has no {on}"))
        .clone()
}

#[track_caller]
fn counted(output: &Output, record: usize, on: &str) {
    let day = day_of(output, record, on);
    assert_eq!(
        (day.treatment, day.reasons.as_slice()),
        (Treatment::Counted, [].as_slice()),
        "{on}"
    );
}

#[track_caller]
fn excluded(output: &Output, record: usize, on: &str, reasons: &[&str]) {
    let day = day_of(output, record, on);
    assert_eq!(
        (day.treatment, day.reasons.as_slice()),
        (Treatment::Excluded, reasons),
        "{on}"
    );
}

#[track_caller]
fn uncertain(output: &Output, record: usize, on: &str, reasons: &[&str]) {
    let day = day_of(output, record, on);
    assert_eq!(
        (day.treatment, day.reasons.as_slice()),
        (Treatment::Uncertain, reasons),
        "{on}"
    );
}

#[test]
fn w1_thirty_hours_for_twelve_months() {
    let mut file = open();
    file.job("Acme", "2025-11-22", "2026-11-21", "30");
    assert_eq!(file.work(), "met");
    assert_eq!(file.judge().outcome, "eligible");
}

#[test]
fn w2_fifteen_hours_for_twenty_four_months() {
    let mut file = open();
    file.job("Acme", "2024-11-22", "2026-11-21", "15");
    assert_eq!(file.work(), "met");
    file.with("employment", "start_date", "2024-12-22");
    assert_eq!(file.work(), "not_met");
}

#[test]
fn w3_w4_several_jobs_add_up_to_thirty_hours() {
    let mut file = open();
    file.job("Acme", "2025-11-23", "2026-11-21", "15");
    file.job("Zenith", "2025-11-23", "2026-11-21", "10");
    assert_eq!(file.work(), "not_met");
    file.job("Maple", "2025-11-23", "2026-11-21", "5");
    assert_eq!(file.work(), "met");
    assert_eq!(file.judge().last().hours.as_ref().unwrap().0, number(1560));
}

#[test]
fn the_exact_year() {
    // 364 days at 30 hours are exactly 1,560; a day less is not; and neither is a cent of an hour less.
    for (from, hours, outcome) in [
        ("2025-11-22", "30", "met"),
        ("2025-11-23", "30", "met"),
        ("2025-11-24", "30", "not_met"),
        ("2025-11-23", "29.99", "not_met"),
        ("2025-11-22", "29.99", "met"),
        ("2025-11-24", "60", "not_met"),
    ] {
        let mut file = open();
        file.job("Acme", from, "2026-11-21", hours);
        assert_eq!(file.work(), outcome, "{from} {hours}");
    }
    let mut file = open();
    file.job("Acme", FULL_YEAR_FROM, "", "30");
    let output = file.judge();
    let work = &output.last().requirements["work_experience"];
    assert_eq!(
        (work.found.as_str(), work.found_at_most.as_str()),
        ("1560.00", "1560.00")
    );
    assert!(work.advisories.contains("one_year_margin"));
    assert!(work.assumptions.contains("ongoing_by_blank_end"));
    assert!(work.assumptions.contains("no_study_records"));
    file.with("employment", "start_date", "2025-11-22");
    assert!(
        !file.judge().last().requirements["work_experience"]
            .advisories
            .contains("one_year_margin")
    );
}

#[test]
fn the_window() {
    let mut file = open();
    file.job("Acme", "2023-11-20", "2026-11-25", "30");
    let output = file.judge();
    excluded(&output, 1, "2023-11-21", &["outside_window"]);
    counted(&output, 1, "2023-11-22");
    counted(&output, 1, "2026-11-21");
    excluded(
        &output,
        1,
        "2026-11-22",
        &["outside_window", "not_yet_worked"],
    );
    // Applying in the future: the days until then have not been worked yet.
    file.with("applicants", "application_date", "2026-12-01");
    let output = file.judge();
    assert_eq!(output.last().name, "application");
    uncertain(&output, 1, "2026-11-22", &["not_yet_worked"]);
    excluded(&output, 1, "2023-11-30", &["outside_window"]);
    counted(&output, 1, "2023-12-01");
    // Where the month has no such day, its last day.
    let window = crate::naive::law::window(day("2024-02-29"));
    assert_eq!(
        (show(window.lo), show(window.hi)),
        ("2021-02-28".to_owned(), "2024-02-28".to_owned())
    );
}

#[test]
fn hours_that_age_out() {
    let mut file = open();
    file.job("Acme", "2023-11-22", "2024-11-20", "30");
    let output = file.judge();
    let work = &output.last().requirements["work_experience"];
    assert_eq!((work.outcome, work.found.as_str()), ("met", "1564.28"));
    assert!(work.advisories.contains("hours_leaving_window"));
    file.with("employment", "start_date", "2024-02-20");
    file.with("employment", "end_date", "2025-02-18");
    let work = file.judge().last().requirements["work_experience"].clone();
    assert!(!work.advisories.contains("hours_leaving_window"));
}

#[test]
fn w6_work_in_quebec_counts() {
    let mut file = open();
    file.job("Acme", FULL_YEAR_FROM, "", "30");
    file.with("employment", "province", "QC");
    assert_eq!(file.judge().outcome, "eligible");
    file.with("employment", "country", "");
    assert_eq!(file.work(), "met");
    file.with("employment", "country", "France");
    uncertain(&file.judge(), 1, "2026-01-01", &["location_unknown"]);
    file.with("employment", "province", "");
    excluded(&file.judge(), 1, "2026-01-01", &["outside_canada"]);
    file.with("applicants", "intended_province", "QC");
    assert_eq!(
        file.judge().last().requirements["residence_outside_quebec"].outcome,
        "not_met"
    );
}

#[test]
fn w9_w11_refugee_claimants() {
    let mut file = File::new();
    file.permit(
        "refugee_claimant_work_permit",
        "",
        "2025-01-01",
        "2027-12-31",
    );
    file.job("Acme", FULL_YEAR_FROM, "", "30");
    excluded(
        &file.judge(),
        1,
        "2026-01-01",
        &["no_temporary_resident_status"],
    );
    assert_eq!(file.work(), "not_met");
    file.permit("temporary_resident_permit", "", "2026-01-01", "2027-12-31");
    let output = file.judge();
    excluded(&output, 1, "2025-12-31", &["no_temporary_resident_status"]);
    counted(&output, 1, "2026-01-01");
    // An end that is not written leaves it open.
    file.with("permits", "valid_to", "");
    let output = file.judge();
    excluded(&output, 1, "2025-12-31", &["no_temporary_resident_status"]);
    uncertain(&output, 1, "2026-01-01", &["authorization_unknown"]);
}

#[test]
fn w10_an_open_permit_names_no_employer() {
    let mut file = File::new();
    file.permit("pgwp", "", "2024-01-01", "2027-01-01");
    file.job("Acme", "2025-11-23", "2026-05-31", "30");
    file.job("Zenith", "2026-06-01", "", "30");
    assert_eq!(file.work(), "met");
}

#[test]
fn w12_exempt_work() {
    let mut file = File::new();
    file.permit("permit_exempt_work", "", "2024-01-01", "2027-01-01");
    file.job("Acme", FULL_YEAR_FROM, "", "30");
    let work = file.judge().last().requirements["work_experience"].clone();
    assert_eq!(work.outcome, "met");
    assert!(work.assumptions.contains("exempt_status_documents"));
    file.with("permits", "employer", "Zenith");
    excluded(&file.judge(), 1, "2026-01-01", &["wrong_employer"]);
    file.with("permits", "employer", "ACME, Inc.");
    file.permit("visitor_record", "", "2024-01-01", "2027-01-01");
    let work = file.judge().last().requirements["work_experience"].clone();
    assert_eq!(work.outcome, "met");
    assert!(!work.assumptions.contains("exempt_status_documents"));
}

#[test]
fn w13_two_weeks_of_paid_vacation() {
    let mut file = open();
    file.job("Acme", FULL_YEAR_FROM, "", "30");
    file.leave("Acme", "2026-07-01", "2026-07-14", "paid_vacation");
    assert_eq!(file.work(), "met");
    file.with("leaves", "end_date", "2026-07-15");
    let output = file.judge();
    counted(&output, 1, "2026-07-14");
    uncertain(&output, 1, "2026-07-15", &["leave_at_officers_discretion"]);
    assert_eq!(file.work(), "undetermined");
    // A year after the first day of the job the fourteen begin anew.
    file.with("employment", "start_date", "2025-07-16");
    let output = file.judge();
    // 364 days after 2025-07-16 comes 2026-07-15.
    counted(&output, 1, "2026-07-14");
    counted(&output, 1, "2026-07-15");
}

#[test]
fn paid_vacation_abroad_is_vacation() {
    let mut file = open();
    file.job("Acme", FULL_YEAR_FROM, "", "30");
    file.absence("2026-06-30", "2026-07-15", "paid_vacation");
    assert_eq!(file.work(), "met");
    file.with("absences", "reason", "family visit");
    let output = file.judge();
    counted(&output, 1, "2026-06-30");
    excluded(&output, 1, "2026-07-01", &["absent_from_canada"]);
    excluded(&output, 1, "2026-07-14", &["absent_from_canada"]);
    counted(&output, 1, "2026-07-15");
    file.with("absences", "reason", "");
    uncertain(&file.judge(), 1, "2026-07-01", &["location_unknown"]);
}

#[test]
fn leaves() {
    let mut file = open();
    file.job("Maple Software", FULL_YEAR_FROM, "", "30");
    file.leave("", "2026-07-01", "2026-07-10", "sick");
    excluded(&file.judge(), 1, "2026-07-10", &["leave"]);
    file.with("leaves", "employer", "Maple Software Solutions");
    uncertain(
        &file.judge(),
        1,
        "2026-07-10",
        &["leave_at_officers_discretion"],
    );
    file.with("leaves", "employer", "Zenith");
    counted(&file.judge(), 1, "2026-07-10");
    file.with("leaves", "employer", "");
    file.job("Zenith", "2026-07-05", "", "10");
    let output = file.judge();
    excluded(&output, 1, "2026-07-04", &["leave"]);
    uncertain(&output, 1, "2026-07-05", &["leave_at_officers_discretion"]);
}

/// Studies until 2025-09-30, a study permit until 2026-02-28, work from 2025-10-10 on.
fn graduate() -> File {
    let mut file = File::new();
    file.study("yes", "2024-09-01", "2025-09-30");
    file.permit("study_permit", "", "2024-08-01", "2026-02-28");
    file.job("Acme", "2025-09-25", "", "30");
    file
}

#[test]
fn w17_w18_after_studies() {
    let mut file = graduate();
    file.application("pgwp", "", "2025-10-15", "", "pending");
    file.absence("2025-11-01", "2025-11-20", "family visit");
    let output = file.judge();
    excluded(
        &output,
        1,
        "2025-09-30",
        &["full_time_study", "study_permit_work"],
    );
    excluded(&output, 1, "2025-10-14", &["study_permit_work"]);
    counted(&output, 1, "2025-10-15");
    excluded(&output, 1, "2025-11-02", &["absent_from_canada"]);
    counted(&output, 1, "2025-11-20");
    counted(&output, 1, "2026-11-21");
    // Refused: until the day before.
    file.with("permits", "decision", "refused");
    file.with("permits", "decided_on", "2026-05-01");
    let output = file.judge();
    counted(&output, 1, "2026-04-30");
    excluded(&output, 1, "2026-05-01", &["not_authorized"]);
    // Refused on a day that nobody wrote down.
    file.with("permits", "decided_on", "");
    uncertain(
        &file.judge(),
        1,
        "2025-10-15",
        &["maintained_status_unknown"],
    );
}

#[test]
fn after_studies_the_permit_ends_ninety_days_after_completion() {
    for (applied, authorized) in [
        ("2025-09-29", false),
        ("2025-09-30", true),
        ("2025-12-28", true),
        ("2025-12-29", true),
        ("2025-12-30", false),
    ] {
        let mut file = graduate();
        file.application("pgwp", "", applied, "", "pending");
        let output = file.judge();
        if authorized {
            counted(&output, 1, "2026-01-15");
        } else {
            excluded(&output, 1, "2026-01-15", &["study_permit_work"]);
        }
    }
    // The commonest file: the permit that follows has no application date.
    let mut file = graduate();
    file.permit("pgwp", "", "2026-03-01", "2029-03-01");
    let output = file.judge();
    excluded(
        &output,
        1,
        "2025-09-29",
        &["full_time_study", "study_permit_work"],
    );
    uncertain(&output, 1, "2025-10-01", &["authorization_unknown"]);
    uncertain(&output, 1, "2026-02-28", &["authorization_unknown"]);
    counted(&output, 1, "2026-03-01");
}

#[test]
fn c9_c11_c14_studies() {
    let mut file = open();
    file.job("Acme", FULL_YEAR_FROM, "", "30");
    file.study("yes", "2026-02-01", "2026-04-30");
    let output = file.judge();
    counted(&output, 1, "2026-01-31");
    excluded(&output, 1, "2026-02-01", &["full_time_study"]);
    excluded(&output, 1, "2026-04-30", &["full_time_study"]);
    counted(&output, 1, "2026-05-01");
    file.with("studies", "full_time", "no");
    assert_eq!(file.work(), "met");
    file.with("studies", "full_time", "");
    uncertain(&file.judge(), 1, "2026-02-01", &["study_status_unknown"]);
    // A study permit and no study record that explains it.
    let mut file = open();
    file.job("Acme", FULL_YEAR_FROM, "", "30");
    file.permit("study_permit", "", "2026-01-01", "2026-12-31");
    let output = file.judge();
    counted(&output, 1, "2025-12-31");
    uncertain(&output, 1, "2026-01-01", &["study_status_unknown"]);
    file.study("no", "2026-03-01", "");
    let output = file.judge();
    uncertain(&output, 1, "2026-02-28", &["study_status_unknown"]);
    counted(&output, 1, "2026-03-01");
}

#[test]
fn c16_three_months_from_abroad() {
    let mut file = open();
    file.job("Acme", "2025-10-01", "", "30");
    file.absence("2026-01-01", "2026-04-01", "remote work");
    assert_eq!(file.work(), "not_met");
    file.0.absences = Some(Vec::new());
    assert_eq!(file.work(), "met");
}

/// A closed permit that ended on 2025-03-01.
fn extension() -> File {
    let mut file = File::new();
    file.permit("lmia_work_permit", "Acme Inc.", "2023-03-02", "2025-03-01");
    file.job("Acme", "2024-06-01", "", "30");
    file
}

#[test]
fn c24_c25_a_second_application_after_expiry_gives_nothing() {
    for refused in ["2025-06-10", "2025-04-10"] {
        let mut file = extension();
        file.application("lmia_work_permit", "Acme", "2025-02-20", refused, "refused");
        file.application("lmia_work_permit", "Acme", "2025-04-01", "", "pending");
        let output = file.judge();
        counted(&output, 1, "2025-03-01");
        counted(&output, 1, "2025-03-02");
        counted(&output, 1, &show(day(refused) - 1));
        excluded(&output, 1, refused, &["not_authorized"]);
    }
}

#[test]
fn maintained_status() {
    for (applied, maintained) in [
        ("2023-03-01", false),
        ("2023-03-02", true),
        ("2025-02-28", true),
        ("2025-03-01", true),
        ("2025-03-02", false),
    ] {
        let mut file = extension();
        file.application("pgwp", "", applied, "", "");
        let output = file.judge();
        if maintained {
            counted(&output, 1, "2026-05-01");
        } else {
            excluded(&output, 1, "2025-03-02", &["not_authorized"]);
        }
    }
    // On the conditions of the old permit.
    let mut file = extension();
    file.application("pgwp", "", "2025-02-20", "", "pending");
    file.job("Zenith", "2025-03-02", "", "10");
    excluded(&file.judge(), 2, "2025-03-02", &["wrong_employer"]);
    let work = file.judge().last().requirements["work_experience"].clone();
    assert!(work.advisories.contains("pending_over_a_year"));
    assert!(!work.assumptions.contains("no_absence_records"));
    file.0.absences = None;
    let work = file.judge().last().requirements["work_experience"].clone();
    assert!(work.assumptions.contains("no_absence_records"));
    // Leaving ends it.
    file.absence("2025-06-01", "2025-06-10", "family visit");
    let output = file.judge();
    counted(&output, 1, "2025-05-31");
    excluded(&output, 1, "2025-06-01", &["not_authorized"]);
    excluded(&output, 1, "2025-06-20", &["not_authorized"]);
    // Approved: until the new permit starts, or the decision.
    let mut file = extension();
    file.application(
        "lmia_work_permit",
        "Acme",
        "2025-02-20",
        "2025-05-01",
        "approved",
    );
    file.with("permits", "valid_from", "2025-05-20");
    file.with("permits", "valid_to", "2027-05-20");
    let output = file.judge();
    counted(&output, 1, "2025-04-30");
    excluded(&output, 1, "2025-05-01", &["not_authorized"]);
    excluded(&output, 1, "2025-05-19", &["not_authorized"]);
    counted(&output, 1, "2025-05-20");
}

#[test]
fn the_gap_before_an_undated_application() {
    let mut file = extension();
    file.permit("lmia_work_permit", "Acme", "2025-05-01", "2027-05-01");
    let output = file.judge();
    counted(&output, 1, "2025-03-01");
    uncertain(&output, 1, "2025-03-02", &["maintained_status_unknown"]);
    uncertain(&output, 1, "2025-04-30", &["maintained_status_unknown"]);
    counted(&output, 1, "2025-05-01");
    file.absence("2025-04-01", "2025-04-05", "family visit");
    let output = file.judge();
    uncertain(&output, 1, "2025-03-31", &["maintained_status_unknown"]);
    excluded(&output, 1, "2025-04-01", &["not_authorized"]);
    file.with("absences", "left_on", "2025-02-01");
    let output = file.judge();
    excluded(&output, 1, "2025-04-10", &["not_authorized"]);
}

#[test]
fn employers_by_name() {
    for (named, outcome) in [
        ("MAPLE SOFTWARE LTD.", Some(Treatment::Counted)),
        ("Maple Software Solutions", Some(Treatment::Uncertain)),
        ("Mapel Software", Some(Treatment::Uncertain)),
        ("", Some(Treatment::Uncertain)),
        ("Zenith", Some(Treatment::Excluded)),
    ] {
        let mut file = File::new();
        file.permit("lmia_work_permit", named, "2024-01-01", "2027-01-01");
        file.job("The Maple Software Inc", FULL_YEAR_FROM, "", "30");
        assert_eq!(
            Some(day_of(&file.judge(), 1, "2026-01-01").treatment),
            outcome,
            "{named}"
        );
    }
}

#[test]
fn interim_authorization() {
    let mut file = File::new();
    file.permit("lmia_work_permit", "Zenith", "2024-01-01", "2027-01-01");
    file.permit("interim_authorization", "Acme", "2026-01-10", "");
    file.job("Acme", "2026-01-01", "", "30");
    let output = file.judge();
    excluded(&output, 1, "2026-01-09", &["wrong_employer"]);
    counted(&output, 1, "2026-01-10");
    file.with("permits", "decided_on", "2026-03-01");
    let output = file.judge();
    counted(&output, 1, "2026-02-28");
    excluded(&output, 1, "2026-03-01", &["wrong_employer"]);
    file.with("permits", "valid_from", "");
    uncertain(&file.judge(), 1, "2026-01-05", &["authorization_unknown"]);
}

#[test]
fn c28_physicians() {
    for (invited, kind, code, expected) in [
        (
            "2023-04-24",
            "self_employed_physician_public",
            "31100",
            Treatment::Excluded,
        ),
        (
            "2023-04-25",
            "self_employed_physician_public",
            "31100",
            Treatment::Counted,
        ),
        (
            "2023-04-26",
            "self_employed_physician_public",
            "31100",
            Treatment::Counted,
        ),
        ("2023-04-26", "self_employed", "31102", Treatment::Uncertain),
        ("2023-04-26", "self_employed", "21232", Treatment::Excluded),
        ("2023-04-26", "self_employed", "", Treatment::Uncertain),
        ("2023-04-24", "self_employed", "", Treatment::Excluded),
    ] {
        let mut file = open();
        file.with("applicants", "invitation_date", invited);
        file.with("applicants", "application_date", "2023-05-10");
        file.job("Clinic", "2022-01-01", "2023-05-09", "40");
        file.with("employment", "employment_type", kind);
        file.with("employment", "noc_code", code);
        let output = file.judge();
        assert_eq!(
            day_of(&output, 1, "2023-01-01").treatment,
            expected,
            "{invited} {kind} {code}"
        );
    }
    let mut file = open();
    file.with("applicants", "application_date", "2023-05-10");
    file.job("Clinic", "2022-01-01", "2023-05-09", "40");
    file.with(
        "employment",
        "employment_type",
        "self_employed_physician_public",
    );
    file.with("employment", "noc_code", "3112");
    file.with("employment", "noc_version", "2016");
    uncertain(&file.judge(), 1, "2023-01-01", &["physician_public_policy"]);
}

#[test]
fn occupations_and_editions() {
    for (as_of, code, version, expected) in [
        ("2026-11-22", "65201", "2021", Treatment::Excluded),
        ("2026-11-22", "63200", "2021", Treatment::Counted),
        ("2026-11-22", "4413", "2016", Treatment::Uncertain),
        ("2026-11-22", "2174", "2011", Treatment::Counted),
        ("2026-11-22", "12", "2021", Treatment::Counted),
        ("2026-11-22", "12", "", Treatment::Uncertain),
        ("2013-11-08", "6322", "2011", Treatment::Counted),
        ("2013-11-09", "6322", "2011", Treatment::Excluded),
        ("2014-12-31", "6322", "2011", Treatment::Excluded),
        ("2015-01-01", "6322", "2011", Treatment::Counted),
        ("2022-11-15", "33102", "2021", Treatment::Excluded),
        ("2022-11-16", "33102", "2021", Treatment::Counted),
        ("2022-11-15", "33100", "2021", Treatment::Uncertain),
    ] {
        let mut file = File::new();
        file.permit("open_work_permit", "", "2010-01-01", "2030-12-31");
        file.job("Acme", "2012-01-01", "present", "30");
        file.with("employment", "noc_code", code);
        file.with("employment", "noc_version", version);
        let output = file.judge_on(as_of);
        let before = show(day(as_of) - 1);
        assert_eq!(
            day_of(&output, 1, &before).treatment,
            expected,
            "{as_of} {code}"
        );
    }
    let mut file = File::new();
    file.job("Acme", "2012-01-01", "present", "30");
    let point = file.judge_on("2013-01-01");
    assert_eq!(point.outcome, "needs_review");
    assert!(
        point.last().requirements["work_experience"]
            .reasons
            .contains("no_edition_in_force")
    );
}

#[test]
fn language_scores_and_validity() {
    let mut file = open();
    file.job("Acme", FULL_YEAR_FROM, "", "30");
    for (test, scores, outcome) in [
        ("ielts_general", ["6", "6", "6", "6"], "met"),
        ("ielts_general", ["5.5", "6", "6", "6"], "not_met"),
        ("ielts_general", ["6", "6", "6", "6.3"], "undetermined"),
        ("celpip_general", ["7", "7", "7", "7"], "met"),
        ("celpip_general", ["7", "7", "7", "6"], "not_met"),
        ("pte_core", ["60", "60", "69", "68"], "met"),
        ("pte_core", ["59", "60", "69", "68"], "not_met"),
        ("tef_canada", ["249", "207", "310", "310"], "met"),
        ("tef_canada", ["248", "207", "310", "310"], "not_met"),
        ("tef_canada", ["361", "207", "310", "310"], "undetermined"),
        ("tcf_canada", ["458", "453", "10", "10"], "met"),
        ("tcf_canada", ["457", "453", "10", "10"], "not_met"),
        ("ielts_academic", ["9", "9", "9", "9"], "not_met"),
        ("ielts", ["4", "4", "4", "4"], "undetermined"),
    ] {
        file.0.language_tests = Some(Vec::new());
        file.test(test, "2026-01-10", scores);
        assert_eq!(file.language(), outcome, "{test} {scores:?}");
    }
    for (taken, outcome) in [
        ("2024-11-21", "not_met"),
        ("2024-11-22", "not_met"),
        ("2024-11-23", "met"),
        ("2026-11-21", "met"),
        ("2026-11-22", "not_met"),
        ("2024-11", "undetermined"),
        ("2024-12", "met"),
        ("2024-10", "not_met"),
    ] {
        file.0.language_tests = Some(Vec::new());
        file.test("ielts_general", taken, ["6", "6", "6", "6"]);
        assert_eq!(file.language(), outcome, "{taken}");
    }
}

#[test]
fn the_mixed_level_rule() {
    // 21232 (TEER 1) 5 months, 22222 and 12200 (TEER 2) 4 months each: the regulation says 7, the instruction 5.
    let mut file = open();
    file.job("Acme", "2025-10-22", "2026-03-21", "30");
    file.job("Acme", "2026-03-22", "2026-07-21", "30");
    file.with("employment", "noc_code", "22222");
    file.job("Acme", "2026-07-22", "2026-11-21", "30");
    file.with("employment", "noc_code", "12200");
    file.0.language_tests = Some(Vec::new());
    file.test("celpip_general", "2026-01-10", ["5", "5", "5", "5"]);
    let language = file.judge().last().requirements["language"].clone();
    assert_eq!(language.outcome, "undetermined");
    assert!(language.advisories.contains("mixed_level_rule"));
    assert!(language.reasons.contains("threshold_unsettled"));
    file.test("celpip_general", "2026-02-10", ["7", "7", "7", "7"]);
    assert_eq!(file.language(), "met");
}

#[test]
fn invitations() {
    let mut file = open();
    file.job("Acme", "2024-01-01", "", "30");
    let window = |file: &File| file.judge().last().requirements["invitation_window"].clone();
    for (invited, applied, outcome) in [
        ("2026-09-01", "2026-10-30", "met"),
        ("2026-09-01", "2026-10-31", "met"),
        ("2026-09-01", "2026-11-01", "not_met"),
        ("2026-09-02", "2026-09-01", "undetermined"),
        ("2026-11-23", "2026-11-30", "undetermined"),
        ("2014-12-31", "2015-02-01", "undetermined"),
        ("2016-11-18", "2017-01-18", "not_met"),
        ("2016-11-19", "2017-02-17", "met"),
        ("2016-11-19", "2017-02-18", "not_met"),
        ("2018-06-25", "2018-09-23", "met"),
        ("2018-06-26", "2018-09-23", "not_met"),
        ("2026-09", "2026-11-01", "undetermined"),
        ("2026-09", "2026-10-31", "met"),
        ("soon", "2026-10-30", "undetermined"),
        ("2026-09-10", "soon", "undetermined"),
        ("2026-09-10", "2026-10", "met"),
    ] {
        file.with("applicants", "invitation_date", invited);
        file.with("applicants", "application_date", applied);
        assert_eq!(window(&file).outcome, outcome, "{invited} {applied}");
    }
    file.with("applicants", "application_date", "");
    file.with("applicants", "invitation_date", "2026-09-23");
    assert_eq!(window(&file).outcome, "met");
    assert_eq!(file.judge().points.len(), 2);
    file.with("applicants", "invitation_date", "2026-09-22");
    assert!(window(&file).advisories.contains("invitation_lapsed"));
    assert_eq!(file.judge().points.len(), 1);
    file.with("applicants", "invitation_date", "");
    file.with("applicants", "application_date", "2026-11-01");
    assert!(window(&file).advisories.contains("invitation_date_missing"));
    file.with("applicants", "application_date", "2022-11-20");
    file.with("applicants", "invitation_date", "2022-11-10");
    let output = file.judge();
    assert_eq!(output.last().edition, "cec-2018-06-26");
    assert!(
        output.last().requirements["work_experience"]
            .advisories
            .contains("edition_straddle")
    );
}

#[test]
fn imprecise_job_dates_move_the_bounds() {
    let mut file = open();
    file.job("Acme", "2025-11", "2026-11-21", "30");
    let work = file.judge().last().requirements["work_experience"].clone();
    assert_eq!(work.outcome, "undetermined");
    assert_eq!(work.found, "1530.00");
    assert_eq!(work.found_at_most, "1654.28");
    assert!(work.reasons.contains("date_imprecise"));
    // 3 April or 4 March.
    file.with("employment", "start_date", "2025-03-04/2025-04-03");
    let output = file.judge();
    uncertain(&output, 1, "2025-04-02", &["date_imprecise"]);
    counted(&output, 1, "2025-04-03");
}

#[test]
fn the_cap_is_shared() {
    let mut file = open();
    file.job("Acme", "2026-01-01", "2026-11-21", "20");
    file.job("Zenith", "2025-12-01", "2026-11-21", "15-25");
    let output = file.judge();
    let (first, second) = (
        day_of(&output, 1, "2026-02-01"),
        day_of(&output, 2, "2026-02-01"),
    );
    // The older job takes its sure 15 first, then the younger 15 of its 20; what is doubtful has no room.
    assert_eq!(second.hours_counted, ratio(15, 7));
    assert_eq!(first.hours_counted, ratio(15, 7));
    assert_eq!(first.over_cap, ratio(5, 7));
    assert_eq!(second.hours_uncertain, number(0));
    assert_eq!(second.over_cap, ratio(10, 7));
}

#[test]
fn set_aside_rows_open_what_they_could_have_changed() {
    let mut file = open();
    file.job("Acme", "2025-11-23", "2026-11-21", "30");
    file.study("yes", "", "2026-01-01");
    let output = file.judge();
    uncertain(&output, 1, "2026-02-01", &["record_set_aside"]);
    let mut file = open();
    file.job("Acme", "2026-01-01", "2025-01-01", "30");
    let work = file.judge().last().requirements["work_experience"].clone();
    assert_eq!(
        (work.outcome, work.found_at_most.as_str()),
        ("undetermined", "unlimited")
    );
    let mut file = File::new();
    file.job("Acme", "2025-11-23", "2026-11-21", "30");
    excluded(&file.judge(), 1, "2026-02-01", &["not_authorized"]);
    file.permit("golden_visa", "", "2020-01-01", "");
    uncertain(&file.judge(), 1, "2026-02-01", &["record_set_aside"]);
    file.0.permits = None;
    uncertain(&file.judge(), 1, "2026-02-01", &["record_set_aside"]);
}

#[test]
fn possible_duplicates() {
    let mut file = open();
    file.job("Acme Inc", "2025-11-23", "2026-11-21", "20");
    file.job("ACME", "2026-06-01", "2026-11-21", "20");
    let output = file.judge();
    counted(&output, 1, "2026-06-01");
    uncertain(&output, 2, "2026-06-01", &["duplicate_record_possible"]);
}

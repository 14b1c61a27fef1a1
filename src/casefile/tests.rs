//! Books built from small tables: who is in them, what is collapsed, what conflicts, and where every row went.

use super::*;
use crate::finding::FirmAssumptions;
use crate::provenance::{Origin, Table};
use crate::records::rehearsal::{seeded, sources, take_table};
use crate::records::{Doubt, Fact, Province, Sheaf};
use proptest::prelude::*;

fn build(sheaves: Vec<Sheaf>) -> BuiltBook {
    let files = u32::try_from(sheaves.len()).unwrap();
    let built = Book::build(sheaves, &sources(files), FirmAssumptions::default());
    for (table, tally) in built.tallies.iter() {
        assert!(tally.balances(), "{table} {tally:?}");
    }
    built
}

fn ids(built: &BuiltBook) -> Vec<&str> {
    built.book.cases.iter().map(|case| &*case.id).collect()
}

fn codes(built: &BuiltBook) -> Vec<&'static str> {
    built
        .problems
        .iter()
        .map(|problem| problem.code.id())
        .collect()
}

fn at(file: u32, row: u32) -> Origin {
    Origin {
        file,
        sheet: 0,
        block: 0,
        row,
    }
}

#[test]
fn an_applicant_is_any_id_found_in_any_table() {
    let built = build(vec![
        take_table(Table::Applicants, 0, "applicant_id\nb\na"),
        take_table(
            Table::Employment,
            1,
            "applicant_id | employer | start_date\na | X | 2021-01-01\nc | X | soon\n | X | 2021-01-01\n |",
        ),
        take_table(Table::Studies, 2, "applicant_id | start_date"),
    ]);
    assert_eq!(ids(&built), ["a", "b", "c"]);
    let c = &built.book.cases[2];
    assert_eq!((c.employment.len(), c.set_aside.len()), (0, 1));
    assert_eq!(built.book.without_applicant.len(), 1);
    let present: Vec<bool> = Table::ALL
        .iter()
        .map(|table| built.book.has(*table))
        .collect();
    assert_eq!(present, [true, true, false, true, false, false, false]);
    let jobs = built.tallies.of(Table::Employment);
    let counts = [
        jobs.read,
        jobs.used,
        jobs.set_aside,
        jobs.duplicates,
        jobs.blank,
    ];
    assert_eq!(counts, [4, 1, 2, 0, 1]);
}

#[test]
fn exact_duplicates_are_collapsed_also_across_files() {
    let jobs = |file, rows: &str| {
        let text = format!("applicant_id | employer | start_date | pay\n{rows}");
        take_table(Table::Employment, file, &text)
    };
    let built = build(vec![
        jobs(
            1,
            "a | X | 2021-01-01 | salary\nb | X | 2021-01-01 | salary",
        ),
        jobs(
            0,
            "a | X | 2021-01-01 | barter\na | X | 2021-01-01 | Salary\na | X | 01-Jan-2021 | salary",
        ),
    ]);
    let a = &built.book.cases[0];
    assert_eq!(
        a.duplicates,
        [
            (Table::Employment, at(0, 4), at(0, 3)),
            (Table::Employment, at(1, 2), at(0, 3)),
        ]
    );
    let kept: Vec<Origin> = a.employment.iter().map(|row| row.origin).collect();
    assert_eq!(kept, [at(0, 2), at(0, 3)]);
    assert_eq!(built.tallies.of(Table::Employment).duplicates, 2);
}

#[test]
fn rows_of_one_applicant_are_merged_and_what_differs_is_unknown() {
    let built = build(vec![
        take_table(
            Table::Applicants,
            0,
            "applicant_id | family_name | intended_province | inadmissible | invitation_date | date_of_birth
             a | | ON | | 2024-01-01 | 1990-01-01
             a | Roy | QC | no | 2024-01-01 | soon
             a | Roi | | | 2024-01-01 | 1991-01-01",
        ),
        take_table(Table::Applicants, 1, "applicant_id | family_name\na | Roy"),
    ]);
    let profile = &built.book.cases[0].profile;
    assert_eq!(&*profile.family_name, "Roy");
    assert_eq!(profile.intended_province, Fact::Unclear(Doubt::Conflict));
    assert_eq!(profile.inadmissible, Fact::Known(false));
    assert_eq!(
        profile.invitation_date.known().unwrap().to_string(),
        "2024-01-01"
    );
    // An unreadable cell differs from one that can be read.
    assert_eq!(profile.date_of_birth, Fact::Unclear(Doubt::Conflict));
    let listed: Vec<(&str, &str)> = built
        .problems
        .iter()
        .map(|problem| (problem.code.id(), problem.cell.as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            ("date_unreadable", "F3"),
            ("record_conflict", "F3"),
            ("record_conflict", "I3"),
            ("record_conflict", "D4"),
            ("record_conflict", "F4"),
        ]
    );
    let conflict = &built.problems[2];
    assert_eq!((conflict.origin, conflict.value.as_str()), (at(0, 3), "QC"));
    assert!(
        conflict.todo.contains("0.csv!R2") && conflict.todo.contains("0.csv!R3"),
        "{}",
        conflict.todo
    );
}

#[test]
fn a_blank_and_a_value_do_not_differ_in_either_order() {
    for rows in ["a | ON\na |", "a |\na | ON"] {
        let text = format!("applicant_id | intended_province\n{rows}");
        let built = build(vec![take_table(Table::Applicants, 0, &text)]);
        let profile = &built.book.cases[0].profile;
        assert_eq!(profile.intended_province, Fact::Known(Province::Ontario));
        assert_eq!(codes(&built), Vec::<&str>::new());
    }
}

#[test]
fn nearly_equal_ids_stay_apart_and_are_reported_on_both() {
    let built = build(vec![
        take_table(Table::Applicants, 0, "applicant_id\n007\nA1\nA01"),
        take_table(
            Table::Employment,
            1,
            "applicant_id | employer | start_date\n7 | X | soon\na1 | X | 2021-01-01",
        ),
    ]);
    assert_eq!(ids(&built), ["007", "7", "A01", "A1", "a1"]);
    let near: Vec<bool> = built
        .book
        .cases
        .iter()
        .map(|case| case.near_duplicate_id)
        .collect();
    assert_eq!(near, [true, true, false, true, true]);
    let reported = built
        .problems
        .iter()
        .filter(|p| p.code.id() == "applicant_id_near_duplicate");
    assert_eq!(reported.count(), 4);
}

/// Rows of a few applicants with few different contents, so that duplicates are common.
fn files() -> impl Strategy<Value = Vec<Vec<(u8, u8)>>> {
    proptest::collection::vec(proptest::collection::vec((0..6_u8, 0..5_u8), 0..40), 1..5)
}

fn sheaf(file: u32, rows: &[(u8, u8)]) -> Sheaf {
    let lines: Vec<String> = rows
        .iter()
        .map(|(id, kind)| match kind {
            0 => format!("{id} | X | soon"),
            1 => format!(" | X{id} | 2021-01-01"),
            2 => " | |".to_owned(),
            kind => format!("{id} | X{kind} | 2021-01-01"),
        })
        .collect();
    let text = format!("applicant_id | employer | start_date\n{}", lines.join("\n"));
    take_table(Table::Employment, file, &text)
}

proptest! {
    #![proptest_config(seeded(500))]

    #[test]
    fn every_row_is_accounted_for_in_any_order_of_files(files in files()) {
        let sheaves = || (0..).zip(&files).map(|(file, rows)| sheaf(file, rows));
        let mut reversed: Vec<Sheaf> = sheaves().collect();
        reversed.reverse();
        let (one, other) = (build(sheaves().collect()), build(reversed));
        prop_assert_eq!(format!("{:?}", one.book), format!("{:?}", other.book));
        prop_assert_eq!(one.problems, other.problems);
        prop_assert_eq!(one.tallies, other.tallies);
        let rows = files.iter().map(Vec::len).sum::<usize>() as u64;
        prop_assert_eq!(one.tallies.of(Table::Employment).read, rows);
        for case in &one.book.cases {
            let mut seen: Vec<_> = case.employment.iter().map(|row| &row.facts.employer).collect();
            prop_assert!(case.employment.is_sorted_by_key(|row| row.origin));
            seen.sort();
            let before = seen.len();
            seen.dedup();
            prop_assert_eq!(before, seen.len(), "a duplicate was used");
            for (_, row, first) in &case.duplicates {
                prop_assert!(first < row);
                prop_assert!(case.employment.iter().any(|used| used.origin == *first));
            }
        }
    }
}

//! A table of which nobody can tell whose the rows are: whoever they may be of lacks them, and nobody is judged as if they were not there.

use crate::firm::{column, landed, quick_folder, run, write, write_firm};
use std::fs::{read_to_string, rename};
use std::path::Path;

/// What the summary says of each applicant.
fn outcomes(out: &Path) -> Vec<(String, String)> {
    let summary = out.join("summary.csv");
    let ids = column(&summary, "applicant_id");
    ids.into_iter().zip(column(&summary, "outcome")).collect()
}

fn all(outcomes: &[(String, String)], outcome: &str) -> bool {
    !outcomes.is_empty() && outcomes.iter().all(|(_, one)| one == outcome)
}

/// Gives the id's column of a table another heading.
fn hide_ids(table: &Path) {
    let text = read_to_string(table).unwrap();
    write(table, &text.replacen("applicant_id", "zorg", 1));
}

#[test]
fn a_table_without_a_column_of_ids_leaves_everybody_undetermined() {
    for table in ["employment", "permits", "studies", "language_tests"] {
        let folder = quick_folder();
        let firm = write_firm(&folder.path().join("in"), &["A1", "A2"]);
        let out = folder.path().join("out");
        hide_ids(&firm.join(format!("{table}.csv")));
        let (status, _, said) = run(&[&firm], &out, &["--quiet"]);
        assert_eq!(status, 3, "{said}");
        let outcomes = outcomes(&out);
        assert!(all(&outcomes, "needs_review"), "{table}: {outcomes:?}");
        landed().arg("verify").arg(&out).assert().success();
    }
}

#[test]
fn a_table_whose_ids_two_columns_claim_leaves_everybody_undetermined() {
    let folder = quick_folder();
    let firm = write_firm(&folder.path().join("in"), &["A1", "A2"]);
    let out = folder.path().join("out");
    let jobs = firm.join("employment.csv");
    let text = read_to_string(&jobs).unwrap();
    let doubled = text.lines().map(|line| {
        let (id, _) = line.split_once(',').unwrap();
        format!("{line},{id}\r\n")
    });
    let doubled: String = doubled.collect();
    write(&jobs, &doubled);
    run(&[&firm], &out, &["--quiet"]);
    let outcomes = outcomes(&out);
    assert!(all(&outcomes, "needs_review"), "{outcomes:?}");
    landed().arg("verify").arg(&out).assert().success();
}

#[test]
fn a_row_without_an_id_is_nobodys_and_takes_nothing_from_others() {
    let folder = quick_folder();
    let firm = write_firm(&folder.path().join("in"), &["A1", "A2", ""]);
    let out = folder.path().join("out");
    let (status, _, _) = run(&[&firm], &out, &["--quiet"]);
    assert_eq!(status, 3);
    let outcomes = outcomes(&out);
    assert!(all(&outcomes, "eligible"), "{outcomes:?}");
}

#[test]
fn a_change_names_rows_of_which_nobody_can_tell_any_more_whose_they_are() {
    let folder = quick_folder();
    let firm = write_firm(&folder.path().join("in"), &["A1", "A2"]);
    let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
    run(&[&firm], &old, &["--quiet"]);
    let studies = firm.join("studies.csv");
    hide_ids(&studies);
    run(&[&firm], &new, &["--quiet"]);
    let output = landed().arg("diff").args([&old, &new]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("rows of studies of which nobody can tell whose they are"),
        "{said}"
    );
    rename(&studies, folder.path().join("aside.csv")).unwrap();
}

//! `landed whatif`: the difference that other rows would make, from the published records alone, and nothing is written.

use crate::auditing::write_messy_firm;
use crate::firm::{landed, quick_folder, run, tree, write, write_firm};
use std::path::{Path, PathBuf};

fn what_if(out: &Path, applicant: &str, more: &[&str]) -> (i32, String, String) {
    let mut command = landed();
    command.arg("whatif").arg(out).arg(applicant).args(more);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let status = output.status.code().unwrap();
    (status, text(output.stdout), text(output.stderr))
}

/// A firm whose one client has half the hours and whose permit ends soon.
fn short(folder: &Path) -> PathBuf {
    let input = write_firm(&folder.join("in"), &["C1"]);
    write(
        &input.join("employment.csv"),
        "applicant_id,employer,job_title,noc_code,noc_version,start_date,end_date,hours_per_week,pay,employment_type,province,country\r\n\
         C1,Maple Soft Inc.,Developer,21232,2021,2024-01-01,2024-06-30,37.5,salary,employee,ON,Canada\r\n\
         C1,Birch Ltd.,Developer,21232,2021,2025-01-06,2026-06-28,10,salary,employee,ON,Canada\r\n",
    );
    let out = folder.join("out");
    assert_eq!(run(&[&input], &out, &[]).0, 0);
    // The exports are overwritten: the records are enough.
    std::fs::remove_dir_all(input).unwrap();
    out
}

#[test]
fn more_hours_change_the_outcome_and_the_run_stays_as_it_is() {
    let folder = quick_folder();
    let out = short(folder.path());
    let before = tree(&out);
    let edit = ["--set", "employment[2].hours_per_week=37.5"];
    let (status, text, stderr) = what_if(&out, "C1", &edit);
    assert_eq!((status, stderr.as_str()), (0, ""));
    for line in [
        "employment[2].hours_per_week: 10 -> 37.5",
        "Not eligible on the record\n   -> Eligible on the record",
        // 26 weeks of 30 hours, and 77 weeks of 10 or of 30 hours.
        "not met, found 1550.00, at most 1550.00, required 1560.00 (hours below requirement)",
        "-> met, found 3090.00, at most 3090.00, required 1560.00",
        "  Eligible from\n      none\n   -> 2026-11-22",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains("Residence"), "{text}");
    // The same value in other words is no difference.
    let same = ["--set", "employment[2].hours_per_week=10 h"];
    assert!(
        what_if(&out, "C1", &same)
            .1
            .contains("Nothing would change.")
    );
    assert_eq!(tree(&out), before);
}

#[test]
fn an_added_row_a_blank_cell_and_several_edits_are_taken_together() {
    let folder = quick_folder();
    let out = short(folder.path());
    let (status, text, stderr) = what_if(
        &out,
        "C1",
        &[
            "--format",
            "json",
            "--set",
            "employment+={employer=\"Cedar, Inc.\", noc_code=21232, noc_version=2021, start_date=2024-07-01, end_date=2024-12-29, hours_per_week=30, pay=salary, employment_type=employee, province=ON, country=Canada}",
            "--set",
            "permits[1].valid_to=",
            "--set",
            "applicants.intended_province=AB",
        ],
    );
    assert_eq!(status, 0, "{stderr}");
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    let lines = told["lines"].as_array().unwrap();
    let line = |what: &str| {
        let found = lines.iter().find(|line| line["what"] == what);
        found
            .map(|line| (line["was"].to_string(), line["is"].to_string()))
            .unwrap()
    };
    // 26 weeks more of 30 hours, which the open-ended permit leaves uncertain.
    let (was, is) = line("Work experience (if applied today)");
    assert!(was.contains("found 1550.00"), "{was}");
    assert!(is.contains("at most 2330.00"), "{is}");
    let (was, is) = line("Last day of the work permit");
    assert_eq!((was.as_str(), is.as_str()), ("\"2026-11-30\"", "\"none\""));
    let (was, is) = line("Residence outside Quebec (if applied today)");
    assert!(was.contains("found ON") && is.contains("found AB"));
    assert_eq!(told["edits"].as_array().unwrap().len(), 3);
}

#[test]
fn rows_are_listed_by_the_names_that_edits_know() {
    let folder = quick_folder();
    let out = short(folder.path());
    let (status, text, _) = what_if(&out, "C1", &[]);
    assert_eq!(status, 0);
    assert!(
        text.contains("employment[2]\n  employer=Birch Ltd.\n"),
        "{text}"
    );
    assert!(text.contains("language_tests[1]\n  test="), "{text}");
}

#[test]
fn what_cannot_be_done_is_wrong_usage_and_names_what_can() {
    let folder = quick_folder();
    let out = short(folder.path());
    let refused = |applicant: &str, edit: &str| {
        let (status, stdout, stderr) = what_if(&out, applicant, &["--set", edit]);
        assert_eq!((status, stdout.as_str()), (2, ""), "{edit}: {stderr}");
        stderr
    };
    let cases = [
        (
            "employment[3].pay=wages",
            "2 used row(s) in employment, employment[1] to employment[2]",
        ),
        ("employment.pay=wages", "employment[1] to employment[2]"),
        (
            "absences.left_on=2025-01-01",
            "add one with absences+={COLUMN=VALUE, ...}",
        ),
        ("employmnt[1].pay=wages", "did you mean `employment`?"),
        ("employment[1].payment=wages", "did you mean `pay`?"),
        (
            "employment[1].start_date=2024-13-45",
            "employment[1].start_date: date_unreadable in start_date: A date could not be read. Write the date as 2024-03-31",
        ),
        (
            "employment[1].end_date=2023-01-01",
            "dates_inverted in end_date: An end date is before its start date. Check both dates",
        ),
        (
            "permits[1].permit_type=wizard",
            "Known for permit_type: Post-graduation work permit",
        ),
        (
            "language_tests+={test=IELTS General Training}",
            "required_cell_blank in test_date: A required cell is blank. Fill in the cell.",
        ),
        ("employment[1]", "write TABLE[N].COLUMN=VALUE"),
    ];
    for (edit, said) in cases {
        let stderr = refused("C1", edit);
        assert!(stderr.contains(said), "{edit}: {stderr}");
        // Nothing is set aside, and what the record says stays in the record.
        for never in ["set aside", "2024-01-01", "Maple"] {
            assert!(!stderr.contains(never), "{edit}: {stderr}");
        }
    }
    assert!(refused("C9", "employment[1].pay=wages").contains("no applicant with the id C9"));
    let none = folder.path().join("none");
    assert_eq!(
        what_if(&none, "C1", &["--set", "employment[1].pay=wages"]).0,
        2
    );
}

#[test]
fn an_edit_of_a_row_that_stands_twice_changes_both() {
    let folder = quick_folder();
    let input = write_messy_firm(&folder.path().join("in"));
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    // The third job of C1 stands in the export twice, word for word.
    let (_, rows, _) = what_if(&out, "C1", &[]);
    let jobs: Vec<&str> = rows
        .lines()
        .filter(|line| line.starts_with("employment["))
        .collect();
    let row = rows
        .split("employment[")
        .find(|row| row.contains("Ville de Gatineau"))
        .unwrap();
    let (number, _) = row.split_once(']').unwrap();
    let edit = format!("employment[{number}].hours_per_week=20");
    let (status, text, stderr) = what_if(&out, "C1", &["--set", &edit]);
    assert_eq!(status, 0, "{stderr}");
    assert!(text.contains(" -> 20\n"), "{text}");
    assert!(!text.contains("duplicate"), "{text}");
    assert_eq!(jobs.len(), 2);
}

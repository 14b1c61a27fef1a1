//! How the program ends.

use crate::firm::{AS_OF, landed, quick_folder, run, write, write_firm};
use landed::calendar::Day;
use landed::report::disk::Disk;
use landed::run::{ExitStatus, Settings, nightly_with};
use std::fs;

#[test]
fn a_row_that_must_be_set_aside_ends_in_3_and_is_published() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let studies =
        "applicant_id,start_date,completed_on,full_time\r\nC1,2022-01-01,2021-01-01,yes\r\n";
    write(&input.join("more_studies.csv"), studies);
    let out = folder.path().join("out");
    let (status, _, stderr) = run(&[&input], &out, &[]);
    assert_eq!(status, 3, "{stderr}");
    let issues = fs::read_to_string(out.join("issues.csv")).unwrap();
    assert!(issues.contains("dates_inverted"), "{issues}");
}

#[test]
fn a_file_that_cannot_be_read_ends_in_3_and_everything_else_is_judged() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    write(&input.join("broken.xlsx"), "this is no workbook \u{0}\u{1}");
    let out = folder.path().join("out");
    let (status, _, stderr) = run(&[&input], &out, &[]);
    assert_eq!(status, 3, "{stderr}");
    assert!(out.join("eligibility/C1.csv").exists());
}

#[test]
fn wrong_usage_ends_in_2() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let at = |args: &[&str]| {
        let mut command = landed();
        let output = command.current_dir(folder.path()).args(args).output();
        output.unwrap().status.code().unwrap()
    };
    let input = input.to_str().unwrap();
    assert_eq!(at(&["run", "--no-such-option"]), 2);
    assert_eq!(at(&["run"]), 2);
    assert_eq!(at(&["run", input]), 2, "no output folder is named");
    assert_eq!(at(&["run", input, "--out", "o", "--as-of", "yesterday"]), 2);
    assert_eq!(
        at(&["run", input, "--out", "o", "--config", "none.toml"]),
        2
    );
    assert_eq!(at(&["run", input, "--out", "/"]), 2);
    write(&folder.path().join("landed.toml"), "[asume]\npaid = true\n");
    assert_eq!(at(&["run", input, "--out", "o"]), 2);
    assert!(!folder.path().join("o").exists());
}

#[test]
fn no_input_at_all_fails_and_the_former_results_stand() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(run(&[&empty], &out, &[]).0, 1);
    assert_eq!(run(&[&folder.path().join("missing")], &out, &[]).0, 1);
    assert!(out.join("ledger/C1.csv").exists());
}

#[test]
fn the_panic_of_one_applicant_stays_that_applicants() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1", "C2"]);
    let out = folder.path().join("out");
    let settings = Settings {
        inputs: vec![input],
        out: Some(out.clone()),
        as_of: Day::parse_iso(AS_OF),
        quiet: true,
        ..Settings::default()
    };
    let done = nightly_with(&settings, &Disk::real(), |bench, case| {
        assert!(&*case.id != "C1", "injected");
        landed::horizon::judge(bench, case)
    })
    .unwrap();
    assert_eq!(done.status, ExitStatus::InternalFault);
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    assert!(read("eligibility/C1.csv").contains("internal_fault"));
    assert!(!read("eligibility/C2.csv").contains("internal_fault"));
    assert!(read("issues.csv").contains("internal_fault,error,C1"));
}

#[test]
fn the_configuration_says_what_the_command_line_does_not() {
    let folder = quick_folder();
    write_firm(&folder.path().join("in"), &["C1"]);
    let text = "inputs = ['in']\nout = 'results/{as_of}'\n[assume]\npaid = true\n";
    write(&folder.path().join("landed.toml"), text);
    let mut command = landed();
    command.current_dir(folder.path());
    command
        .args(["run", "--quiet", "--as-of", AS_OF])
        .assert()
        .code(0);
    let manifest = folder.path().join("results/2026-11-22/run.json");
    let manifest = fs::read_to_string(manifest).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["assumptions"]["paid"], true);
}

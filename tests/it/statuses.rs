//! How the program ends.

use crate::firm::{AS_OF, column, landed, quick_folder, run, tree, write, write_firm};
use landed::calendar::Day;
use landed::report::disk::Disk;
use landed::run::{ExitStatus, Settings, nightly_with};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::{Path, PathBuf};

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

/// Inputs without any applicant, each in a folder of its own, with how many of their files are read and are not.
fn inputs_of_nobody(folder: &Path) -> Vec<(PathBuf, [usize; 2])> {
    let texts = [
        ("bom.csv", "\u{feff}", [0, 1]),
        ("lines.csv", "\r\n\r\n", [0, 1]),
        ("commas.csv", "sep=;\r\n;;;\r\n", [0, 1]),
        ("headings.csv", "applicant_id,family_name\r\n", [1, 0]),
        (
            "nobody.csv",
            "applicant_id,family_name\r\n,Markfamily\r\n#REF!,Markfamily\r\n",
            [1, 0],
        ),
        ("broken.xlsx", "this is no workbook \u{0}\u{1}", [0, 1]),
        ("empty.csv", "", [0, 1]),
    ];
    let mut inputs = Vec::new();
    for (name, text, counts) in texts {
        let input = folder.join("of nobody").join(name);
        write(&input.join(name), text);
        inputs.push((input, counts));
    }
    let blank = folder.join("of nobody/blank");
    fs::create_dir_all(&blank).unwrap();
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    workbook.add_worksheet();
    workbook.save(blank.join("blank.xlsx")).unwrap();
    inputs.push((blank, [0, 1]));
    inputs
}

#[test]
fn an_input_without_an_applicant_fails_and_the_former_results_stand() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    run(&[&input], &out, &["--quiet"]);
    let before = tree(&out);
    for (input, [read, aside]) in inputs_of_nobody(folder.path()) {
        let at = input.display();
        let counts = format!("files read: {read}, set aside or skipped: {aside}");
        for more in ["--quiet", "--dry-run"] {
            let (status, stdout, stderr) = run(&[&input], &out, &[more]);
            assert_eq!((status, stdout.as_str()), (1, ""), "{at}: {stderr}");
            for said in [
                "no applicant was found in the input",
                counts.as_str(),
                "the former results stand",
                "`landed check` shows why",
            ] {
                assert!(stderr.contains(said), "{at}: {said} in {stderr}");
            }
            assert!(!stderr.contains("Markfamily"), "{stderr}");
        }
        assert_eq!(tree(&out), before, "{at}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_file_in_which_nothing_stands_is_a_problem_beside_others() {
    let folder = quick_folder();
    let firm = write_firm(&folder.path().join("in"), &["C1"]);
    for (input, [_, aside]) in inputs_of_nobody(folder.path()) {
        let (at, out) = (input.display(), folder.path().join("out"));
        let stands_empty =
            !["headings.csv", "nobody.csv"].contains(&input.file_name().unwrap().to_str().unwrap());
        let (status, _, stderr) = run(&[&firm, &input], &out, &["--quiet"]);
        let codes = column(&out.join("issues.csv"), "code");
        let is_error = codes
            .iter()
            .any(|code| code == "file_unreadable" || code == "file_type_unknown");
        assert_eq!(is_error, stands_empty, "{at}: {codes:?}");
        if input.ends_with("headings.csv") {
            assert_eq!((status, codes.len()), (0, 0), "{codes:?}");
        } else {
            assert_eq!(status, 3, "{at}: {stderr}");
        }
        let done = column(&out.join("issues.csv"), "done");
        let is_blank = done.iter().any(|done| done.contains("not even a heading"));
        let expected = ["bom.csv", "lines.csv", "commas.csv", "blank"];
        let expected = expected.iter().any(|name| input.ends_with(name));
        assert_eq!(is_blank, expected, "{at}: {done:?}, {aside}");
    }
}

#[test]
fn results_in_place_are_no_failure_though_they_cannot_be_told_of() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    let mut command = std::process::Command::new(landed().get_program());
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    command.args(["run", "--as-of", AS_OF, "--out"]);
    let output = command.args([&out, &input]).stdout(full).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    assert!(out.join("run.json").exists());
    assert!(
        stderr.contains("could not be printed on standard output"),
        "{stderr}"
    );
}

#[test]
fn a_former_run_that_is_not_there_fails_a_dry_run_too() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    let none = folder.path().join("none");
    let none = none.to_str().unwrap();
    for more in [
        &["--previous", none][..],
        &["--dry-run", "--previous", none],
    ] {
        let (status, _, stderr) = run(&[&input], &out, more);
        assert_eq!(status, 1, "{stderr}");
        let said = format!(
            "landed: the former run: there are no results in {none}: there is no such folder"
        );
        assert!(stderr.contains(&said), "{stderr}");
    }
    assert!(!out.exists());
}

#[test]
fn a_pattern_that_no_file_matches_is_said() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let config = folder.path().join("landed.toml");
    write(
        &config,
        "[[files]]\npattern = 'in/studies.csv'\n[[files]]\npattern = 'stud*.csv'\n",
    );
    let config = ["--config", config.to_str().unwrap()];
    let warning = "warning: no file matches the pattern \"in/studies.csv\" of [[files]]";
    let warned = |stderr: &str| stderr.matches("no file matches").count();
    let out = folder.path().join("out");
    let (status, _, stderr) = run(&[&input], &out, &config);
    assert_eq!((status, warned(&stderr)), (0, 1), "{stderr}");
    assert!(stderr.contains(warning), "{stderr}");
    let (_, _, stderr) = run(&[&input], &out, &[config[0], config[1], "--quiet"]);
    assert_eq!(stderr, "");
    let checked = |more: &[&str]| {
        let mut command = landed();
        command.arg("check").arg(&input).args(config).args(more);
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    assert!(checked(&[]).contains(warning));
    assert_eq!(checked(&["--quiet"]), "");
}

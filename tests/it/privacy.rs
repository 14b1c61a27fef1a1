//! No value of a record leaves the outputs: not by standard output or error, not by the manifest.

use crate::firm::{AS_OF, landed, quick_folder, run, write};
use landed::calendar::Day;
use landed::report::disk::Disk;
use landed::run::{ExitStatus, Settings, hide_panic_messages, nightly_with};
use std::path::{Path, PathBuf};
use std::process::Command as Shell;
use std::sync::{Arc, Mutex};

const MARKS: [&str; 9] = [
    "Markfamily",
    "Markgiven",
    "1971-03-04",
    "MARKPERMIT",
    "Markemployer",
    "Marktitle",
    "MARKREG",
    "Markfile",
    "2024-01-09",
];

/// Records full of marked values, some of them unreadable.
fn write_marked(input: &Path) {
    write(
        &input.join("applicants.csv"),
        "applicant_id,file_number,family_name,given_name,date_of_birth,intended_province\r\n\
         C1,Markfile,Markfamily,Markgiven,1971-03-04,Markprovince\r\n",
    );
    write(
        &input.join("employment.csv"),
        "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay\r\n\
         C1,Markemployer,Marktitle,21232,2024-13-45,2024-02-01,Markhours,Markpay\r\n\
         C1,Markemployer,Marktitle,21232,2024-01-01,2024-02-01,Markhours,Markpay\r\n\
         C3,Markemployer,Marktitle,21232,2024-01-09,2024-02-01,30,Markpay\r\n",
    );
    write(
        &input.join("permits.csv"),
        "applicant_id,permit_type,permit_number,valid_from\r\nC1,Marktype,MARKPERMIT,2024-01-01\r\n",
    );
    write(
        &input.join("language_tests.csv"),
        "applicant_id,test,test_date,listening,reading,writing,speaking,registration_number\r\n\
         C1,Marktest,2025-01-01,Markscore,8,8,8,MARKREG\r\n",
    );
    write(
        &input.join("studies.csv"),
        "applicant_id,full_time,start_date\r\nC1,Markfull,2020-01-01\r\n",
    );
}

fn holds_no_mark(what: &str, text: &str) {
    for mark in MARKS.into_iter().chain(["Mark", "MARK"]) {
        assert!(!text.contains(mark), "{what} says {mark}: {text}");
    }
}

#[test]
fn marked_values_stay_in_the_outputs() {
    let folder = quick_folder();
    let input = folder.path().join("in");
    write_marked(&input);
    let out = folder.path().join("out");
    for more in [&[][..], &["--dry-run"], &["--quiet"]] {
        let (status, stdout, stderr) = run(&[&input], &out, more);
        assert_eq!(status, 3, "{stderr}");
        holds_no_mark("standard output", &stdout);
        holds_no_mark("standard error", &stderr);
        if more == ["--quiet"] {
            assert_eq!(stderr, "");
        }
    }
    let manifest = std::fs::read_to_string(out.join("run.json")).unwrap();
    holds_no_mark("run.json", &manifest);
    let issues = std::fs::read_to_string(out.join("issues.csv")).unwrap();
    assert!(issues.contains("Markhours"), "the mark was read: {issues}");
}

/// Standard error of a command, with its exit status.
fn stderr_of(arguments: &[&str], at: &Path) -> (i32, String) {
    let output = landed().args(arguments).current_dir(at).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), stderr)
}

/// A run over marked records in `out`, and one in `damaged` whose published files are broken right before marked values, where a
/// careless message would quote them; and a configuration that is none.
fn write_runs(here: &Path) {
    write_marked(&here.join("in"));
    for out in ["out", "damaged"] {
        assert_eq!(run(&[&here.join("in")], &here.join(out), &["--quiet"]).0, 3);
    }
    let employment = here.join("damaged/records/employment.csv");
    let text = std::fs::read_to_string(&employment).unwrap();
    write(
        &employment,
        &text.replacen("Markemployer", "\"Markemployer", 1),
    );
    write(
        &here.join("broken.toml"),
        "[files]\nMarkfamily = Markgiven\n",
    );
}

#[test]
fn no_command_says_a_marked_value_on_standard_error() {
    let folder = quick_folder();
    let here = folder.path();
    write_runs(here);
    // An edit that is refused for what the record says.
    let inverted = [
        "whatif",
        "out",
        "C3",
        "--set",
        "employment.end_date=2021-01-01",
    ];
    for (arguments, status) in [
        (&["check", "in"][..], 3),
        (&["check", "in", "--format", "json"], 3),
        (&["check", "in", "--config", "broken.toml"], 2),
        (&["run", "in"], 2),
        (&["run", "in", "--out", "in"], 1),
        (
            &[
                "run",
                "in",
                "--out",
                "out",
                "--as-of",
                AS_OF,
                "--previous",
                "damaged",
            ],
            3,
        ),
        (&["explain", "out", "C1"], 0),
        (&["explain", "out", "C2"], 2),
        (&["explain", "damaged", "C1"], 1),
        (&["diff", "out", "out"], 0),
        (&["diff", "out", "damaged"], 1),
        (&["verify", "out"], 0),
        (&["verify", "damaged"], 1),
        (&["export", "out", "--xlsx", "out.xlsx"], 0),
        (&["export", "damaged", "--xlsx", "damaged.xlsx"], 0),
        (&["export", "in", "--xlsx", "in.xlsx"], 2),
        (&["export", "out", "--ics", "out.ics"], 0),
        (&["export", "damaged", "--ics", "damaged.ics"], 0),
        (&["whatif", "out", "C3"], 0),
        (&inverted, 2),
        (&["init", "in"], 0),
    ] {
        let (ended, stderr) = stderr_of(arguments, here);
        assert_eq!(ended, status, "{arguments:?}: {stderr}");
        holds_no_mark(&format!("{arguments:?}"), &stderr);
        if arguments == inverted {
            assert!(stderr.contains("dates_inverted in end_date"), "{stderr}");
        }
    }
}

/// Set for the process in which a judge panics.
const PANICS_IN: &str = "LANDED_TEST_PANICS_IN";

/// A night in which the judge of an applicant panics with everything that is known of them, in a process of its own so that all it
/// says can be read.
#[test]
fn a_panic_says_where_and_never_what() {
    if let Some(folder) = std::env::var_os(PANICS_IN) {
        return panics_in(&PathBuf::from(folder));
    }
    let folder = quick_folder();
    write_marked(&folder.path().join("in"));
    let output = Shell::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "privacy::a_panic_says_where_and_never_what",
            "--nocapture",
        ])
        .env(PANICS_IN, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "{said}");
    holds_no_mark("the night of a panic", &said);
    assert!(
        said.contains("internal fault at"),
        "a panic outside of any applicant is said: {said}"
    );
    let issues = std::fs::read_to_string(folder.path().join("out/issues.csv")).unwrap();
    let fault = issues
        .lines()
        .find(|line| line.contains("internal_fault"))
        .unwrap();
    holds_no_mark("the issue", fault);
    assert!(fault.contains("privacy.rs"), "{fault}");
}

fn panics_in(folder: &Path) {
    hide_panic_messages();
    let paths = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&paths);
    let disk = Disk::gated(Box::new(move |_, path| {
        seen.lock()
            .unwrap()
            .push(path.to_string_lossy().into_owned());
        Ok(())
    }));
    let settings = Settings {
        inputs: vec![folder.join("in")],
        out: Some(folder.join("out")),
        as_of: Day::parse_iso(AS_OF),
        ..Settings::default()
    };
    let done = nightly_with(&settings, &disk, |bench, case| {
        assert!(case.id.is_empty(), "{case:?}");
        landed::horizon::judge(bench, case)
    })
    .unwrap();
    assert_eq!(done.status, ExitStatus::InternalFault);
    for line in &done.lines {
        holds_no_mark("a line of the run", line);
    }
    // Every name that the run gave to anything, for a moment or for good.
    for path in paths.lock().unwrap().iter() {
        holds_no_mark("a path", path);
    }
    let outside = std::panic::catch_unwind(|| assert!(folder.as_os_str().is_empty(), "Markfamily"));
    assert!(outside.is_err());
}

//! `landed diff` and `changes.csv`: one cause changes at a time, and it alone is named.

use crate::firm::{AS_OF, csv_rows, landed, write, write_firm};
use std::fs;
use std::path::{Path, PathBuf};

/// Runs on a day; returns the output folder.
fn run_on(day: &str, input: &Path, out: &Path, more: &[&str]) -> PathBuf {
    let mut command = landed();
    command
        .arg("run")
        .arg(input)
        .args(["--quiet", "--as-of", day, "--out"])
        .arg(out)
        .args(more);
    let output = command.output().unwrap();
    let status = output.status.code().unwrap();
    assert!(
        status == 0 || status == 3,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    out.to_owned()
}

/// The rows of the changes as (applicant, requirement, was, is, cause, detail).
fn diff(old: &Path, new: &Path) -> Vec<[String; 6]> {
    let mut command = landed();
    command
        .arg("diff")
        .arg(old)
        .arg(new)
        .args(["--format", "csv"]);
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("changes.csv");
    write(&path, &String::from_utf8(output.stdout).unwrap());
    let rows = csv_rows(&path);
    assert_eq!(
        rows[0],
        [
            "applicant_id",
            "assessment_point",
            "requirement",
            "was",
            "is",
            "cause",
            "detail"
        ]
    );
    rows[1..]
        .iter()
        .map(|row| [0, 2, 3, 4, 5, 6].map(|at| row[at].clone()))
        .collect()
}

fn causes(changes: &[[String; 6]]) -> Vec<&str> {
    let mut causes: Vec<&str> = changes.iter().map(|change| change[4].as_str()).collect();
    causes.sort_unstable();
    causes.dedup();
    causes
}

fn detail<'c>(changes: &'c [[String; 6]], requirement: &str) -> &'c str {
    &changes
        .iter()
        .find(|change| change[1] == requirement)
        .unwrap()[5]
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{}", path.display());
    write(path, &text.replacen(from, to, 1));
}

/// Hashes a changed run anew, as if it had been published so.
fn seal(out: &Path) {
    let hash = |path: &str| landed::report::digest_hex(&std::fs::read(out.join(path)).unwrap());
    let list = std::fs::read_to_string(out.join("checksums.sha256")).unwrap();
    let before = hash("checksums.sha256");
    let lines = list.lines().map(|line| {
        let (_, path) = line.split_once("  ").unwrap();
        format!("{}  {path}\n", hash(path))
    });
    write(&out.join("checksums.sha256"), &lines.collect::<String>());
    replace(&out.join("run.json"), &before, &hash("checksums.sha256"));
}

#[test]
fn nothing_changes_between_twins() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1", "C2"]);
    let old = run_on(AS_OF, &input, &folder.path().join("old"), &[]);
    let new = run_on(AS_OF, &input, &folder.path().join("new"), &[]);
    assert_eq!(diff(&old, &new), Vec::<[String; 6]>::new());
}

#[test]
fn a_changed_cell_is_the_cause_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1", "C2"]);
    let old = run_on(AS_OF, &input, &folder.path().join("old"), &[]);
    replace(&input.join("employment.csv"), "2026-06-30", "2024-06-30");
    // A cell that decides nothing is not named.
    replace(&input.join("studies.csv"), "Diploma", "Certificate");
    let new = run_on(AS_OF, &input, &folder.path().join("new"), &[]);
    let changes = diff(&old, &new);
    assert_eq!(causes(&changes), ["records_changed"]);
    assert!(changes.iter().all(|change| change[0] == "C1"));
    let work = changes
        .iter()
        .find(|change| change[1] == "work_experience")
        .unwrap();
    assert_eq!(&work[2..4], ["met", "not_met"]);
    assert!(
        work[5].starts_with(
            "employment employment.csv!G2 end_date: 2026-06-30 -> 2024-06-30; required"
        ) || work[5]
            .starts_with("employment employment.csv!G2 end_date: 2026-06-30 -> 2024-06-30; found"),
        "{}",
        work[5]
    );
    assert_eq!(&changes[0][1..4], ["", "eligible", "not_eligible"]);
}

#[test]
fn time_passes_and_a_test_expires() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let old = run_on(AS_OF, &input, &folder.path().join("old"), &[]);
    let new = run_on("2027-12-02", &input, &folder.path().join("new"), &[]);
    let changes = diff(&old, &new);
    assert_eq!(causes(&changes), ["time_passed"]);
    let language = changes
        .iter()
        .find(|change| change[1] == "language")
        .unwrap();
    assert_eq!(&language[2..4], ["met", "not_met"]);
    assert!(
        language[5].contains("is no longer valid on 2027-12-02"),
        "{}",
        language[5]
    );
    let work = detail(&changes, "work_experience");
    assert!(
        work.contains("336 days of work left the window (2024-01-01 to 2024-12-01)"),
        "{work}"
    );
}

#[test]
fn days_are_worked_while_time_passes() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    replace(
        &input.join("employment.csv"),
        "2024-01-01,2026-06-30",
        "2026-10-01,present",
    );
    let old = run_on(AS_OF, &input, &folder.path().join("old"), &[]);
    let new = run_on("2026-11-23", &input, &folder.path().join("new"), &[]);
    let changes = diff(&old, &new);
    assert_eq!(causes(&changes), ["time_passed"]);
    let work = detail(&changes, "work_experience");
    assert!(
        work.starts_with("1 day was worked (2026-11-22 to 2026-11-22)"),
        "{work}"
    );
}

#[test]
fn another_edition_comes_into_force() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let old = run_on("2022-11-15", &input, &folder.path().join("old"), &[]);
    let new = run_on("2022-11-16", &input, &folder.path().join("new"), &[]);
    let changes = diff(&old, &new);
    let work = changes
        .iter()
        .find(|change| change[1] == "work_experience")
        .unwrap();
    assert_eq!(work[4], "edition_or_version_changed", "{changes:?}");
    assert!(work[5].contains("cec-2022-11-16"), "{}", work[5]);
}

#[test]
fn the_firm_vouches_for_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let jobs = input.join("employment.csv");
    replace(&jobs, "hours_per_week,pay,", "hours_per_week,");
    replace(&jobs, "37.5,salary,", "37.5,");
    let old = run_on(AS_OF, &input, &folder.path().join("old"), &[]);
    let config = folder.path().join("landed.toml");
    write(&config, "[assume]\npaid = true\n");
    let new = run_on(
        AS_OF,
        &input,
        &folder.path().join("new"),
        &["--config", config.to_str().unwrap()],
    );
    let changes = diff(&old, &new);
    assert_eq!(causes(&changes), ["assumptions_changed"]);
    let work = detail(&changes, "work_experience");
    assert!(work.starts_with("paid: no -> yes"), "{work}");
}

#[test]
fn another_version_judged_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let old = run_on(AS_OF, &input, &folder.path().join("old"), &[]);
    let new = run_on(AS_OF, &input, &folder.path().join("new"), &[]);
    replace(
        &old.join("run.json"),
        "\"version\": \"",
        "\"version\": \"0.0.",
    );
    replace(
        &old.join("eligibility/C1.csv"),
        "language,met",
        "language,undetermined",
    );
    seal(&old);
    let changes = diff(&old, &new);
    assert_eq!(causes(&changes), ["edition_or_version_changed"]);
    let language = changes
        .iter()
        .find(|change| change[1] == "language")
        .unwrap();
    assert_eq!(&language[2..4], ["undetermined", "met"]);
    assert!(language[5].starts_with("version 0.0."), "{}", language[5]);
}

#[test]
fn several_causes_are_each_named() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let old = run_on(AS_OF, &input, &folder.path().join("old"), &[]);
    replace(&input.join("employment.csv"), "37.5", "20");
    let new = run_on("2027-11-22", &input, &folder.path().join("new"), &[]);
    let changes = diff(&old, &new);
    let work: Vec<&str> = changes
        .iter()
        .filter(|change| change[1] == "work_experience")
        .map(|change| change[4].as_str())
        .collect();
    assert_eq!(work, ["records_changed", "time_passed"]);
}

#[test]
fn applicants_come_and_go_and_the_run_itself_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1", "C2"]);
    let old = run_on(AS_OF, &input, &folder.path().join("old"), &[]);
    write_firm(&input, &["C2", "C3"]);
    replace(
        &input.join("language_tests.csv"),
        "8.5,8,7.5,7.5",
        "4,4,4,4",
    );
    let new = run_on(
        AS_OF,
        &input,
        &folder.path().join("new"),
        &["--previous", old.to_str().unwrap()],
    );
    let changes = diff(&old, &new);
    let of = |id: &str| changes.iter().find(|change| change[0] == id).unwrap();
    assert_eq!(of("C1")[2..5], ["eligible", "", "records_changed"]);
    assert_eq!(of("C3")[2..5], ["", "eligible", "records_changed"]);
    assert_eq!(
        of("C2")[2..5],
        ["eligible", "not_eligible", "records_changed"]
    );
    let published = csv_rows(&new.join("changes.csv"));
    let published: Vec<[String; 6]> = published[1..]
        .iter()
        .map(|row| [0, 2, 3, 4, 5, 6].map(|at| row[at].clone()))
        .collect();
    assert_eq!(published, changes);
    let text = landed()
        .arg("diff")
        .arg(&old)
        .arg(&new)
        .output()
        .unwrap()
        .stdout;
    let text = String::from_utf8(text).unwrap();
    assert!(text.contains("3 applicants changed"), "{text}");
}

/// A file of a run, what is done to it, and what is said of it.
type Damage<'d> = (&'d str, &'d dyn Fn(&Path), &'d str);

#[test]
fn a_run_that_is_not_as_it_was_published_is_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let good = run_on(AS_OF, &input, &folder.path().join("good"), &[]);
    let damages: [Damage<'_>; 4] = [
        (
            "records/permits.csv",
            &|path| std::fs::remove_file(path).unwrap(),
            "it is missing",
        ),
        (
            "records/employment.csv",
            &|path| replace(path, "37.5", "12.5"),
            "it has other bytes than were published",
        ),
        (
            "eligibility/C1.csv",
            &|path| replace(path, "language,met", "language,not_met"),
            "it has other bytes than were published",
        ),
        (
            "checksums.sha256",
            &|path| std::fs::remove_file(path).unwrap(),
            "it is missing",
        ),
    ];
    for (path, damage, what) in damages {
        let bad = run_on(AS_OF, &input, &folder.path().join("bad"), &[]);
        damage(&bad.join(path));
        let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
        let edit = "employment[1].hours_per_week=10";
        let fails = |arguments: &[&str]| {
            let output = landed().args(arguments).output().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{arguments:?}: {stderr}");
            assert!(output.stdout.is_empty(), "{arguments:?}");
            let said = format!("{path} is damaged, or of another version: {what}");
            assert!(stderr.contains(&said), "{arguments:?}: {stderr}");
        };
        fails(&["diff", good, bad]);
        fails(&["diff", bad, good]);
        if !path.starts_with("eligibility/") {
            fails(&["whatif", bad, "C1"]);
            fails(&["whatif", bad, "C1", "--set", edit]);
        }
        if path == "records/permits.csv" {
            fails(&["explain", bad, "C1"]);
        }
    }
}

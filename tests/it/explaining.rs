//! `landed explain`: the whole story of one applicant, in every form, and nothing of it on standard error.

use crate::auditing::write_messy_firm;
use crate::firm::{AS_OF, landed, run, write, write_firm};
use std::path::Path;

fn explain(out: &Path, applicant: &str, more: &[&str]) -> (i32, String, String) {
    let mut command = landed();
    command.arg("explain").arg(out).arg(applicant).args(more);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The story without what differs from run to run.
fn settled(story: &str) -> String {
    let lines = story.lines().map(|line| {
        if line.contains("SHA-256 of run.json") {
            "  SHA-256 of run.json: [hash]"
        } else {
            line
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_story_says_everything_that_decided() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    write(
        &input.join("more_jobs.csv"),
        "applicant_id,employer,job_title,noc_code,noc_version,start_date,end_date,hours_per_week,pay,employment_type,province,country\r\n\
         C1,Corner Cafe,Barista,65201,2021,2023-12-01,2024-05-31,20,wages,employee,ON,Canada\r\n\
         C1,Night Desk,Clerk,14101,2021,2026-07-01,,,wages,employee,,\r\n",
    );
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let (status, story, stderr) = explain(&out, "C1", &[]);
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(story.lines().count() < 200);
    insta::assert_snapshot!(settled(&story));
}

#[test]
fn a_doubtful_applicant_is_told_what_to_show() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_messy_firm(&folder.path().join("in"));
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let (status, story, stderr) = explain(&out, "C2", &[]);
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(
        story.contains("-> How many hours a week were worked?"),
        "{story}"
    );
    assert!(story.contains("Rows that could not be used"), "{story}");
    insta::assert_snapshot!(settled(&story));
}

#[test]
fn markdown_escapes_what_the_input_says() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(
        &folder.path().join("in"),
        &["<script>alert(1)</script>|*x*"],
    );
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let (status, story, _) = explain(
        &out,
        "<script>alert(1)</script>|*x*",
        &["--format", "markdown"],
    );
    assert_eq!(status, 0);
    assert!(
        !story.contains("<script>") && story.contains("&lt;script>"),
        "{story}"
    );
    assert!(story.contains("\\*x\\*"));
}

#[test]
fn json_holds_the_same_story() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let (status, story, _) = explain(&out, "C1", &["--format", "json"]);
    assert_eq!(status, 0);
    let story: serde_json::Value = serde_json::from_str(&story).unwrap();
    assert_eq!(story["outcome"], "eligible");
    let ahead = &story["ahead"];
    assert_eq!(ahead["earliest_eligible_on"], AS_OF);
    assert_eq!(ahead["ends_because"], "language_test_expires");
    assert_eq!(ahead["doubt_costs_days"], 0);
    assert_eq!(ahead["dates"][0]["kind"], "work_permit_last_day");
    assert_eq!(ahead["dates"][0]["days_left"], 8);
    let first = &story["points"][0]["requirements"][0];
    assert_eq!(first["requirement"], "work_experience");
    assert_eq!(first["required"], "1560.00");
    assert!(
        first["provision"]["link"]
            .as_str()
            .unwrap()
            .starts_with("https://")
    );
}

#[test]
fn an_unknown_applicant_or_folder_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C-1001"]);
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let (status, stdout, stderr) = explain(&out, "C-1002", &[]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("did you mean C-1001?"), "{stderr}");
    assert_eq!(explain(&folder.path().join("none"), "C-1001", &[]).0, 2);
    assert_eq!(explain(&input, "C-1001", &[]).0, 2);
}

#[test]
fn a_changed_result_is_said_first() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let path = out.join("eligibility/C1.csv");
    let text = std::fs::read_to_string(&path)
        .unwrap()
        .replace("met", "not_met");
    write(&path, &text);
    let (_, story, _) = explain(&out, "C1", &[]);
    assert!(
        story.contains("Note: This is not what was published"),
        "{story}"
    );
}

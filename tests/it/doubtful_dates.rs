//! Invitations and applications whose dates leave room: what is said of them in the results, in the story and on the page.

use crate::firm::{column, landed, quick_folder, run, write, write_firm};
use std::path::{Path, PathBuf};

/// An eligible applicant with these dates, judged.
fn judged(folder: &Path, invitation: &str, application: &str, more: &[&str]) -> PathBuf {
    let input = write_firm(&folder.join("in"), &["C1"]);
    write(
        &input.join("applicants.csv"),
        &format!(
            "applicant_id,invitation_date,application_date,intended_province,duties_confirmed,inadmissible\r\n\
             C1,{invitation},{application},ON,yes,no\r\n"
        ),
    );
    let out = folder.join("out");
    run(&[&input], &out, more);
    out
}

/// A column of the results, of one requirement at the last point, or at the first.
fn of(out: &Path, requirement: &str, name: &str, last: bool) -> String {
    let file = out.join("eligibility/C1.csv");
    let requirements = column(&file, "requirement");
    let rows = requirements.iter().zip(column(&file, name));
    let mut found = rows.filter(|(one, _)| *one == requirement);
    let found = if last {
        found.next_back()
    } else {
        found.next()
    };
    found.unwrap().1
}

fn story(out: &Path) -> serde_json::Value {
    let args = ["explain", out.to_str().unwrap(), "C1", "--format", "json"];
    let output = landed().args(args).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn an_invitation_that_ran_out_is_named_with_its_last_day() {
    for (invitation, english, french) in [
        (
            "2026-09-22",
            "The invitation of 2026-09-22 ran out on 2026-11-21 without an application.",
            "L\u{2019}invitation du 2026-09-22 a expiré le 2026-11-21 sans demande.",
        ),
        (
            "2026-08",
            "The invitation ran out without an application, on 2026-10-30 at the latest.",
            "L\u{2019}invitation a expiré sans demande, au plus tard le 2026-10-30.",
        ),
    ] {
        let folder = quick_folder();
        let out = judged(folder.path(), invitation, "", &["--lang", "fr"]);
        let said = |name| of(&out, "invitation_window", name, true);
        assert_eq!(said("explanation"), english);
        assert_eq!(said("outcome"), "not_assessed");
        assert_eq!(said("advisories"), "invitation_lapsed");
        let page = std::fs::read_to_string(out.join("report/C1.html")).unwrap();
        assert!(page.contains(french), "{page}");
    }
}

#[test]
fn an_invitation_that_some_readings_contradict_is_not_said_to_be_ignored() {
    for (invitation, application, sure) in [
        ("2026-12-01", "", true),
        ("2026-05-15", "2026-05-14", true),
        ("2026-11", "", false),
        ("2026-05-15", "2026-05", false),
    ] {
        let folder = quick_folder();
        let out = judged(folder.path(), invitation, application, &[]);
        let issues = out.join("issues.csv");
        assert_eq!(column(&issues, "code"), ["invitation_invalid"]);
        let done = &column(&issues, "done")[0];
        assert_eq!(
            done.starts_with("The invitation was ignored"),
            sure,
            "{done}"
        );
        assert_eq!(done.starts_with("Under some readings"), !sure, "{done}");
        assert_eq!(
            of(&out, "invitation_window", "outcome", true),
            "undetermined"
        );
    }
}

#[test]
fn a_date_of_the_profile_that_leaves_room_is_named_cited_and_asked_for() {
    let cases = [
        (
            "2026-09",
            "",
            "the invitation date is",
            vec!["On which day was the invitation to apply issued?"],
        ),
        (
            "2026-05-15",
            "2026-05",
            "the application date is",
            vec!["On which day was the application for permanent residence made?"],
        ),
        (
            "2026-10",
            "2026-10",
            "the invitation date and the application date are",
            vec![
                "On which day was the invitation to apply issued?",
                "On which day was the application for permanent residence made?",
            ],
        ),
    ];
    for (invitation, application, which, questions) in cases {
        let folder = quick_folder();
        let out = judged(folder.path(), invitation, application, &["--lang", "fr"]);
        let said = |name| of(&out, "work_experience", name, false);
        assert_eq!(said("outcome"), "undetermined");
        let expected = format!("This cannot be decided because {which} not known to the day.");
        assert_eq!(said("explanation"), expected);
        assert!(
            said("evidence").starts_with("applicants.csv!R2;"),
            "{}",
            said("evidence")
        );
        let story = story(&out);
        let first = &story["points"][0]["requirements"][0];
        assert_eq!(first["explanation"], expected);
        assert_eq!(first["questions"], serde_json::json!(questions));
        let page = std::fs::read_to_string(out.join("report/C1.html")).unwrap();
        assert!(
            !page.contains("À quelle date exacte")
                && !page.contains("une date n\u{2019}est pas connue au jour près. "),
            "{page}"
        );
    }
}

#[test]
fn a_job_whose_dates_leave_room_is_asked_about_beside_the_invitation() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    for (file, from, to) in [
        ("applicants.csv", ",,,ON", ",2026-09,,ON"),
        (
            "employment.csv",
            "2024-01-01,2026-06-30",
            "2025-07,2026-06-30",
        ),
    ] {
        let text = std::fs::read_to_string(input.join(file)).unwrap();
        assert!(text.contains(from), "{text}");
        write(&input.join(file), &text.replace(from, to));
    }
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let story = story(&out);
    let questions = &story["points"][0]["requirements"][0]["questions"];
    let questions: Vec<&str> = questions
        .as_array()
        .unwrap()
        .iter()
        .filter_map(serde_json::Value::as_str)
        .collect();
    assert_eq!(
        questions[0],
        "On which day was the invitation to apply issued?"
    );
    assert!(
        questions[1].starts_with("On which exact day did this begin and end?"),
        "{questions:?}"
    );
    let page = std::fs::read_to_string(out.join("report/C1.html")).unwrap();
    for question in questions {
        assert!(page.contains(question), "{question}");
    }
}

//! `check`, `rules`, `schema`, `completions` and `man`: what they print.

use crate::firm::{AS_OF, landed, quick_folder, write, write_firm};

fn print(args: &[&str]) -> (i32, String, String) {
    let output = landed().args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn a_problem_is_shown_at_its_cell_in_every_format() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let input = input.to_str().unwrap();
    let check = |format| print(&["check", input, "--as-of", AS_OF, "--format", format]);
    let (status, text, stderr) = check("text");
    assert_eq!((status, stderr.as_str()), (0, ""), "{text}");
    assert!(text.contains("employment"), "{text}");
    let bad = "applicant_id,full_time,start_date\r\nC1,yes,someday\r\n";
    write(&folder.path().join("in/late.csv"), bad);
    for format in ["text", "json", "csv"] {
        let (status, text, stderr) = check(format);
        assert_eq!((status, stderr.as_str()), (3, ""), "{format}: {text}");
        assert!(
            text.contains("C2") && text.contains("date_unreadable"),
            "{text}"
        );
    }
    let json: serde_json::Value = serde_json::from_str(&check("json").1).unwrap();
    assert_eq!(json["problems"][0]["file"], "late.csv");
}

#[test]
fn the_law_of_a_day_is_printed_with_its_citation() {
    let (status, text, _) = print(&["rules", "--on", "2026-11-22"]);
    assert_eq!(status, 0);
    assert!(text.contains("cec-2022-11-16"));
    assert!(text.contains("https://laws-lois.justice.gc.ca/"));
}

#[test]
fn every_table_has_a_schema() {
    let (status, text, _) = print(&["schema"]);
    assert_eq!(status, 0);
    for table in landed::provenance::Table::ALL {
        assert!(text.contains(table.name()));
        assert_eq!(print(&["schema", table.name()]).0, 0);
    }
    assert_eq!(print(&["schema", "nonsense"]).0, 2);
}

#[test]
fn completions_and_manual_are_printed() {
    for shell in ["bash", "zsh", "fish"] {
        let (status, text, _) = print(&["completions", shell]);
        assert!(status == 0 && text.contains("landed"));
    }
    assert!(print(&["man"]).1.contains(".TH landed"));
}

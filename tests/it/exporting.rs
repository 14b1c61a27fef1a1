//! `landed export`: a run as one workbook, text as text, and its dates as a calendar.

use crate::auditing::write_messy_firm;
use crate::firm::{AS_OF, column, landed, run};
use calamine::{Data, Reader as _, open_workbook_auto};
use icalendar::Component as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

#[test]
fn the_workbook_holds_the_run_and_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_messy_firm(&folder.path().join("in"));
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let file = folder.path().join("run.xlsx");
    let export = || {
        landed()
            .arg("export")
            .arg(&out)
            .arg("--xlsx")
            .arg(&file)
            .output()
            .unwrap()
    };
    let output = export();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut book = open_workbook_auto(&file).unwrap();
    assert_eq!(
        book.sheet_names(),
        [
            "summary",
            "eligibility",
            "ledger",
            "horizon",
            "watchlist",
            "issues"
        ]
    );
    let summary = book.worksheet_range("summary").unwrap();
    let ids: Vec<&Data> = summary.rows().skip(1).map(|row| &row[0]).collect();
    assert!(
        ids.contains(&&Data::String("=cmd|'/c calc'!A1".to_owned())),
        "{ids:?}"
    );
    assert!(ids.contains(&&Data::String("0007".to_owned())), "{ids:?}");
    assert!(
        book.worksheet_formula("summary")
            .unwrap()
            .used_cells()
            .next()
            .is_none()
    );
    // A second time it is refused: nothing is overwritten.
    assert_eq!(export().status.code(), Some(1));
}

/// A calendar of the messy firm: exit status, standard error, the folder and the file.
fn calendar(folder: &Path, more: &[&str]) -> (PathBuf, PathBuf) {
    let input = write_messy_firm(&folder.join("in"));
    let out = folder.join("out");
    run(&[&input], &out, more);
    let file = folder.join("dates.ics");
    assert_eq!(export_ics(&out, &file), Some(0));
    (out, file)
}

fn export_ics(out: &Path, file: &Path) -> Option<i32> {
    let mut command = landed();
    command.arg("export").arg(out).arg("--ics").arg(file);
    command.output().unwrap().status.code()
}

#[test]
fn the_calendar_holds_every_date_and_is_read_by_another_program() {
    let folder = tempfile::tempdir().unwrap();
    let (out, file) = calendar(folder.path(), &[]);
    let text = std::fs::read_to_string(&file).unwrap();
    let read: icalendar::Calendar = text.parse().unwrap();
    let mut found: Vec<(String, String)> = Vec::new();
    for event in read.events() {
        let property = |name| event.property_value(name).unwrap().to_owned();
        let description = event.get_description().unwrap().to_owned();
        let id = description
            .lines()
            .find_map(|line| line.strip_prefix("Applicant: "));
        assert!(event.get_uid().unwrap().ends_with("@landed"));
        assert!(event.get_summary().unwrap().contains(": "));
        assert!(description.contains("Provision: "), "{description}");
        found.push((property("DTSTART"), id.unwrap().to_owned()));
    }
    let dates = column(&out.join("horizon.csv"), "date");
    let ids = column(&out.join("horizon.csv"), "applicant_id");
    let kinds = column(&out.join("horizon.csv"), "kind");
    let mut expected: Vec<(String, String)> = dates
        .iter()
        .zip(ids)
        .zip(kinds)
        .filter(|((date, _), kind)| kind != "eligible_from" || *date != AS_OF)
        .map(|((date, id), _)| {
            let id = landed::report::unguarded(&id).to_owned();
            (date.replace('-', ""), id)
        })
        .collect();
    assert!(expected.iter().any(|(_, id)| id == "É, \"x\""));
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let mut uids: Vec<&str> = read.events().filter_map(|one| one.get_uid()).collect();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), found.len());
}

#[test]
fn the_calendar_is_private_reproducible_and_never_within_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let (out, file) = calendar(folder.path(), &["--lang", "fr"]);
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = folder.path().join("again.ics");
    assert_eq!(export_ics(&out, &again), Some(0));
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, std::fs::read_to_string(&again).unwrap());
    assert!(text.contains("Dernier jour du permis de travail"));
    for within in ["dates.ics", "report/dates.ics"] {
        assert_eq!(export_ics(&out, &out.join(within)), Some(2), "{within}");
    }
    let verified = landed().arg("verify").arg(&out).output().unwrap();
    assert_eq!(verified.status.code(), Some(0));
    let formless = landed().arg("export").arg(&out).output().unwrap();
    assert_eq!(formless.status.code(), Some(2));
    let said = String::from_utf8(formless.stderr).unwrap();
    assert!(said.contains("<--xlsx <FILE>|--ics <FILE>>"), "{said}");
}

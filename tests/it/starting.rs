//! `template` and `init`: what a firm begins with, filled in and run.

use crate::firm::{AS_OF, landed, quick_folder, run, write_firm};
use landed::recognition::{Kind, Lang, Schemas};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::Path;

fn obey(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = landed().args(args).current_dir(folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// One year of work as a person fills it in, by canonical column.
fn value(table: &str, column: &str) -> &'static str {
    match (table, column) {
        (_, "applicant_id") => "T-1",
        ("employment", "employer") => "Acme",
        ("employment" | "studies" | "leaves", "start_date") => "2024-03-04",
        ("employment", "end_date") => "2025-12-19",
        ("leaves", "end_date") => "2024-03-08",
        ("employment", "hours_per_week") => "37,5",
        ("employment", "noc_code") => "21232",
        ("permits", "permit_type") => "PGWP",
        ("permits", "valid_from") => "2023-05-01",
        ("permits", "valid_to") => "2026-04-30",
        ("language_tests", "test") => "IELTS General Training",
        ("language_tests", "test_date") => "2025-06-14",
        ("language_tests", "listening" | "reading" | "writing" | "speaking") => "8",
        ("absences", "left_on") => "2024-07-01",
        ("absences", "returned_on") => "2024-07-05",
        ("studies", "completed_on") => "2024-04-04",
        ("leaves", "kind") => "unpaid",
        _ => "",
    }
}

/// What the filled-in template holds: its sheets and headings are those that the template has.
fn fill_in(path: &Path, lang: Lang) {
    let mut book = Workbook::new();
    for schema in Schemas::book().tables() {
        let sheet = book.add_worksheet();
        sheet.set_name(schema.title.get(lang)).unwrap();
        let columns = schema.columns.iter();
        let columns = columns.filter(|column| column.kind != Kind::JoinedName);
        for (position, column) in (0_u16..).zip(columns) {
            sheet.write(0, position, column.title.get(lang)).unwrap();
            let value = value(schema.table.name(), &column.name);
            if !value.is_empty() {
                sheet.write(1, position, value).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

/// The text of the shared strings of a workbook.
fn strings(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut part = archive.by_name("xl/sharedStrings.xml").unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut part, &mut text).unwrap();
    text
}

#[test]
fn a_filled_in_template_has_no_problem_of_headings() {
    for (name, lang) in [("en", Lang::En), ("fr", Lang::Fr)] {
        let folder = quick_folder();
        let here = folder.path();
        let args = ["template", "blank.xlsx", "--lang", name];
        assert_eq!(obey(here, &args).0, 0);
        let blank = strings(&here.join("blank.xlsx"));
        for schema in Schemas::book().tables() {
            for column in schema
                .columns
                .iter()
                .filter(|one| one.kind != Kind::JoinedName)
            {
                let title = column.title.get(lang);
                assert!(blank.contains(&format!(">{title}<")), "{title}");
            }
        }
        fill_in(&here.join("filled.xlsx"), lang);
        let args = ["check", "filled.xlsx", "--as-of", AS_OF, "--format", "json"];
        let (status, text, _) = obey(here, &args);
        assert_eq!(status, 0, "{text}");
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let tables = json["files"][0]["tables"].as_array().unwrap();
        assert_eq!(tables.len(), Schemas::book().tables().len(), "{text}");
        for table in tables {
            assert_eq!(table["rows"], 1, "{text}");
            let headings = table["headings"].as_array().unwrap();
            assert!(
                headings.iter().all(|one| one["column"].is_string()),
                "{text}"
            );
        }
        let codes = json["problems"].as_array().unwrap().iter();
        let of_headings = |code: &str| code.starts_with("column_") || code.starts_with("table_");
        let bad: Vec<&str> = codes
            .map(|problem| problem["code"].as_str().unwrap())
            .filter(|code| of_headings(code))
            .collect();
        assert!(bad.is_empty(), "{bad:?}");
    }
}

#[test]
fn a_blank_template_is_read_whole_and_is_not_overwritten() {
    for lang in ["en", "fr"] {
        let folder = quick_folder();
        let file = folder.path().join("blank.xlsx");
        let make = || obey(folder.path(), &["template", "blank.xlsx", "--lang", lang]);
        assert_eq!(make().0, 0);
        let before = fs::read(&file).unwrap();
        let (status, _, said) = make();
        assert!(status == 1 && said.contains("cannot write"), "{said}");
        assert_eq!(fs::read(&file).unwrap(), before);
        let out = folder.path().join("out");
        // Alone it holds nobody, and nobody is no result.
        assert_eq!(run(&[&file], &out, &[]).0, 1);
        let firm = write_firm(&folder.path().join("in"), &["C1"]);
        assert_eq!(run(&[&firm, &file], &out, &[]).0, 0);
        let tables = fs::read_dir(out.join("records")).unwrap().count();
        assert_eq!(tables, 7, "{lang}");
        // Least of all that the texts of the drop-downs are hidden.
        let issues = fs::read_to_string(out.join("issues.csv")).unwrap();
        assert_eq!(issues.lines().count(), 1, "{issues}");
    }
}

#[test]
fn init_writes_a_configuration_that_runs_and_overwrites_nothing() {
    let folder = quick_folder();
    let here = folder.path();
    assert_eq!(obey(here, &["init"]).0, 0);
    let first = fs::read_to_string(here.join("landed.toml")).unwrap();
    assert!(first.contains("[assume]") && first.contains("date_order"));
    let (status, _, said) = obey(here, &["init"]);
    assert!(status == 1 && said.contains("exists already"), "{said}");
    assert_eq!(fs::read_to_string(here.join("landed.toml")).unwrap(), first);
    let input = write_firm(&here.join("in"), &["C1"]);
    assert_eq!(obey(here, &["check", "in", "--as-of", AS_OF]).0, 0);
    fs::remove_file(here.join("landed.toml")).unwrap();
    let (status, _, said) = obey(here, &["init", input.to_str().unwrap()]);
    assert_eq!(status, 0, "{said}");
    let filled = fs::read_to_string(here.join("landed.toml")).unwrap();
    for line in [
        "pattern = \"employment.csv\"",
        "read: A1 applicant_id is applicant_id",
    ] {
        assert!(filled.contains(line), "{line} in {filled}");
    }
    assert_eq!(obey(here, &["check", "in", "--as-of", AS_OF]).0, 0);
}

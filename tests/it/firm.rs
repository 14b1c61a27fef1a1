//! An invented firm's records as CSV, and the built program to run over them.

use assert_cmd::Command;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The day that all tests judge on.
pub const AS_OF: &str = "2026-11-22";

/// The built program, told nothing by the environment of whoever runs the tests.
pub fn landed() -> Command {
    let mut command = Command::cargo_bin("landed").unwrap();
    command.env("NO_COLOR", "1");
    command
}

/// A folder of its own in memory, where there is one: making results durable waits there for nobody else's files.
pub fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

/// Writes a file that is not an output.
pub fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
}

/// The records of applicants with these ids: everybody has one eligible year and a good test.
pub fn write_firm(folder: &Path, ids: &[&str]) -> PathBuf {
    let field = |id: &str| format!("\"{}\"", id.replace('"', "\"\""));
    let table = |name: &str, heading: &str, row: &dyn Fn(&str) -> String| {
        let mut text = format!("{heading}\r\n");
        for id in ids {
            text.push_str(&field(id));
            text.push_str(&row(id));
            text.push_str("\r\n");
        }
        write(&folder.join(name), &text);
    };
    table(
        "applicants.csv",
        "applicant_id,family_name,given_name,date_of_birth,invitation_date,application_date,intended_province,duties_confirmed,inadmissible",
        &|_| ",Doe,Jo,1990-01-02,,,ON,yes,no".to_owned(),
    );
    table(
        "employment.csv",
        "applicant_id,employer,job_title,noc_code,noc_version,start_date,end_date,hours_per_week,pay,employment_type,province,country",
        &|_| {
            ",Maple Soft Inc.,Developer,21232,2021,2024-01-01,2026-06-30,37.5,salary,employee,ON,Canada".to_owned()
        },
    );
    table(
        "permits.csv",
        "applicant_id,permit_type,permit_number,employer,valid_from,valid_to,applied_on,decided_on,decision",
        &|_| ",pgwp,U123,,2023-12-01,2026-11-30,2023-10-01,2023-12-01,approved".to_owned(),
    );
    table(
        "studies.csv",
        "applicant_id,institution,program,full_time,start_date,completed_on",
        &|_| ",College,Diploma,yes,2021-09-01,2023-06-30".to_owned(),
    );
    table(
        "language_tests.csv",
        "applicant_id,test,test_date,listening,reading,writing,speaking",
        &|_| ",IELTS General Training,2025-12-01,8.5,8,7.5,7.5".to_owned(),
    );
    folder.to_owned()
}

/// Runs the nightly job; returns exit status, standard output and standard error.
pub fn run(inputs: &[&Path], out: &Path, more: &[&str]) -> (i32, String, String) {
    let output = landed()
        .arg("run")
        .args(inputs)
        .args(["--as-of", AS_OF, "--out"])
        .arg(out)
        .args(more)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// All files below a folder with their bytes, by relative path.
pub fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(here) = pending.pop() {
        for entry in std::fs::read_dir(&here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let relative = path.strip_prefix(folder).unwrap().to_str().unwrap();
                files.push((relative.to_owned(), std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The rows of a CSV of an output as field lists, headings first.
pub fn csv_rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a BOM");
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

/// One column of a CSV of an output, without its heading.
pub fn column(path: &Path, name: &str) -> Vec<String> {
    let rows = csv_rows(path);
    let at = rows[0].iter().position(|heading| heading == name).unwrap();
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

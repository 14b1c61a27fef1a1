//! Every problem code: a sample raises it, `check --explain` says what it means, and the README lists it.

use crate::firm::{AS_OF, landed, quick_folder, write, write_firm};
use landed::calendar::Day;
use landed::finding::{Problem, ProblemCode};
use landed::intake::{
    Cell, FileStanding, InputFile, ReadOptions, RowVisitor, SheetHead, read_file,
};
use landed::report::disk::Disk;
use landed::run::{Settings, nightly_with};
use rust_xlsxwriter::{Formula, Workbook};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The codes in `issues.csv` text.
fn codes_in(text: &str) -> BTreeSet<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .records()
        .map(|row| row.unwrap()[1].to_owned())
        .collect()
}

fn check(inputs: &[PathBuf], config: Option<&Path>) -> BTreeSet<String> {
    let mut command = landed();
    command.arg("check").args(inputs);
    command.args(["--as-of", AS_OF, "--format", "csv"]);
    if let Some(config) = config {
        command.arg("--config").arg(config);
    }
    let output = command.output().unwrap();
    codes_in(&String::from_utf8(output.stdout).unwrap())
}

fn samples() -> Vec<PathBuf> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut all = vec![samples.join("firm/firm.xlsx"), samples.join("hostile")];
    for mess in fs::read_dir(samples.join("messy")).unwrap() {
        let export = mess.unwrap().path().join("export");
        if export.is_dir() {
            all.push(export);
        }
    }
    all
}

/// Small files, each wrong in a way that no sample is.
fn write_inline(folder: &Path) {
    let job = "applicant_id,employer,start_date,end_date,hours_per_week";
    let files = [
        ("lacks.csv", "applicant_id,employer,end_date,hours_per_week,noc_code\nX1,Acme,2025-01-01,40,21232\n".to_owned()),
        ("twice.csv", format!("{job},weekly hours\nX2,Acme,2024-01-01,2025-01-01,40,30\n")),
        ("blank.csv", format!("{job}\nX3,,2024-01-01,2025-01-01,40\n")),
        ("sums.csv", format!("{job},total_hours\nX4,Acme,2024-01-01,2024-12-31,40,100\n")),
        ("early.csv", "applicant_id,permit_type,valid_from,valid_to,applied_on,decided_on,decision\nX5,pgwp,2024-05-01,2026-05-01,2024-04-01,2024-01-01,approved\n".to_owned()),
        ("score.csv", "applicant_id,test,test_date,listening,reading,writing,speaking\nX6,IELTS General Training,2025-01-01,good,7,7,7\n".to_owned()),
        ("quote.csv", format!("{job}\nX7,\"Acme,2024-01-01,2025-01-01,40\nX8,Acme,2024-01-01,2025-01-01,40\nX9,Acme,2024-01-01,2025-01-01,40\n")),
        ("named.xls", format!("{job}\nX10,Acme,2024-01-01,2025-01-01,40\n")),
        ("ragged.csv", format!("{job}\nX11,Acme,2024-01-01,2025-01-01,40,more\n")),
    ];
    for (name, text) in files {
        write(&folder.join(name), &text);
    }
    let mut locked = vec![0_u8; 1024];
    locked[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let name = "EncryptedPackage".encode_utf16();
    for (place, byte) in (640..).zip(name.flat_map(u16::to_le_bytes)) {
        locked[place] = byte;
    }
    let file = fs::File::create(folder.join("locked.xlsx")).unwrap();
    std::io::Write::write_all(&mut &file, &locked).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, job.split(',')).unwrap();
    for row in 1..3 {
        let cells = ["X12", "Acme", "2024-01-01", "2025-01-01"];
        sheet.write_row(row, 0, cells).unwrap();
        let broken = Formula::new("=1/0").set_result("#DIV/0!");
        sheet.write_formula(row, 4, broken).unwrap();
    }
    sheet.set_row_hidden(2).unwrap();
    book.save(folder.join("formulas.xlsx")).unwrap();
}

/// Touches the file as soon as its first row has been read.
struct Meddler(PathBuf);

impl RowVisitor for Meddler {
    fn sheet(&mut self, _head: SheetHead<'_>) {}

    fn row(&mut self, _number: u32, _hidden: bool, _cells: &[(u32, Cell<'_>)]) {
        write(&self.0, "a,b,c\n1,2,3\n4,5,6\n");
    }

    fn sheet_end(&mut self, _complete: bool) {}
}

fn of_a_file_that_changes(folder: &Path) -> Vec<Problem> {
    let path = folder.join("moving.csv");
    write(&path, "a,b\n1,2\n");
    let file = InputFile {
        path: path.clone(),
        relative: "moving.csv".to_owned(),
        within: "moving.csv".to_owned(),
        index: 0,
        standing: FileStanding::ToRead,
    };
    let mut problems = Vec::new();
    read_file(
        &file,
        &ReadOptions::default(),
        &mut Meddler(path),
        &mut problems,
    );
    problems
}

/// The codes of a run in which the program fails on an applicant.
fn of_a_fault(folder: &Path) -> BTreeSet<String> {
    let settings = Settings {
        inputs: vec![write_firm(&folder.join("fault"), &["C1"])],
        out: Some(folder.join("out")),
        as_of: Day::parse_iso(AS_OF),
        quiet: true,
        ..Settings::default()
    };
    nightly_with(&settings, &Disk::real(), |bench, case| {
        assert!(&*case.id != "C1", "injected");
        landed::horizon::judge(bench, case)
    })
    .unwrap();
    codes_in(&fs::read_to_string(folder.join("out/issues.csv")).unwrap())
}

#[test]
fn every_code_is_raised_by_a_sample() {
    let folder = quick_folder();
    let here = folder.path();
    let mut seen = BTreeSet::new();
    for input in samples() {
        seen.extend(check(&[input], None));
    }
    write_inline(&here.join("inline"));
    seen.extend(check(&[here.join("inline")], None));
    write(&here.join("limits.toml"), "[limits]\nrows = 1\n");
    let config = here.join("limits.toml");
    seen.extend(check(
        &[here.join("inline/early.csv"), here.join("inline/quote.csv")],
        Some(&config),
    ));
    let moving = of_a_file_that_changes(here);
    seen.extend(moving.iter().map(|problem| problem.code.id().to_owned()));
    seen.extend(of_a_fault(here));
    let all: BTreeSet<String> = ProblemCode::ALL.map(|code| code.id().to_owned()).into();
    let unseen: Vec<&String> = all.difference(&seen).collect();
    assert!(unseen.is_empty(), "no sample raises {unseen:?}");
}

#[test]
fn every_code_is_explained_and_an_unknown_one_finds_its_neighbour() {
    let explain = |more: &[&str]| {
        let output = landed()
            .args(["check", "--explain"])
            .args(more)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    };
    let (status, all, _) = explain(&[]);
    assert_eq!(status, Some(0));
    for code in ProblemCode::ALL {
        assert!(all.contains(&format!("{} ({})", code.id(), code.severity().id())));
        assert!(all.contains(code.meaning()) && all.contains(code.remedy()));
    }
    assert!(
        explain(&["noc_unknown"])
            .1
            .contains("noc_unknown (warning)")
    );
    let (status, _, said) = explain(&["noc_unknow"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("did you mean `noc_unknown`?"), "{said}");
}

#[test]
fn the_readme_lists_every_code() {
    let mut table = "| code | severity | meaning | what to do |\n|---|---|---|---|\n".to_owned();
    for code in ProblemCode::ALL {
        let (severity, meaning, remedy) = (code.severity().id(), code.meaning(), code.remedy());
        writeln!(
            table,
            "| `{}` | {severity} | {meaning} | {remedy} |",
            code.id()
        )
        .unwrap();
    }
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    assert!(readme.contains(&table), "put this into README.md:\n{table}");
}

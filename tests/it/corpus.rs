//! Reads spreadsheets that nobody wrote for this program: none may panic, take long, take much memory, or fail without a word.
//!
//! The files lie outside of the project; where they are absent the tests say so and pass.

#![cfg(test)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use landed::finding::Severity;
use landed::intake::{
    Cell, FileStand, Limits, ReadOptions, RowVisitor, SheetHead, discover, read_file,
};
use landed::run::child_process::ProcessReader;

/// Counts, and checks the promises that a reader makes.
#[derive(Default)]
struct Count {
    sheets: u64,
    open: bool,
    row: u32,
    rows: u64,
    cells: u64,
}

impl RowVisitor for Count {
    fn sheet(&mut self, _: SheetHead<'_>) {
        assert!(!self.open, "a sheet begins within a sheet");
        self.open = true;
        self.row = 0;
        self.sheets += 1;
    }

    fn row(&mut self, number: u32, _: bool, cells: &[(u32, Cell<'_>)]) {
        assert!(
            self.open && number > self.row && !cells.is_empty(),
            "rows rise and have cells"
        );
        assert!(cells.is_sorted_by(|a, b| a.0 < b.0), "columns rise");
        let blank = |cell: &Cell<'_>| cell.text().is_some_and(|text| text.trim().is_empty());
        assert!(
            !cells.iter().any(|(_, cell)| blank(cell)),
            "blank cells are left out"
        );
        self.row = number;
        self.rows += 1;
        self.cells += cells.len() as u64;
    }

    fn sheet_end(&mut self, _: bool) {
        assert!(self.open, "a sheet ends that did not begin");
        self.open = false;
    }
}

fn corpus() -> Option<PathBuf> {
    let given = std::env::var_os("LANDED_CORPUS").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = given.unwrap_or_else(beside);
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "skipped: there is no corpus at {} (set LANDED_CORPUS)",
        folder.display()
    );
    None
}

/// The most memory this process has had since the count was last reset, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}

fn read_all(folder: &Path) -> Vec<String> {
    let found = discover(&[folder.to_owned()], None).expect("the folder is there");
    let child = ProcessReader::new(PathBuf::from(env!("CARGO_BIN_EXE_landed")));
    let options = ReadOptions {
        limits: Limits::default(),
        child: Some(&child),
        ..ReadOptions::default()
    };
    let mut lines = Vec::new();
    for file in &found.files {
        let mut count = Count::default();
        let mut problems = Vec::new();
        // The system counts the peak anew; where it cannot, the peak is that of all files.
        let _ = fs::File::options()
            .write(true)
            .open("/proc/self/clear_refs")
            .and_then(|mut file| file.write_all(b"5"));
        let began = Instant::now();
        let reading = read_file(file, &options, &mut count, &mut problems);
        let spent = began.elapsed();
        let memory = peak_memory().unwrap_or(0);
        let name = &file.relative;
        assert!(spent < Duration::from_secs(20), "{name} took {spent:?}");
        assert!(memory < 1 << 30, "{name} took {memory} bytes");
        assert!(!count.open, "{name} leaves a sheet open");
        let errors: Vec<_> = problems
            .iter()
            .filter(|p| p.code.severity() == Severity::Error)
            .collect();
        for problem in &problems {
            assert!(
                problem.done.ends_with('.') && problem.todo.ends_with('.'),
                "{name}: {problem:?}"
            );
            assert_eq!(problem.origin.file, file.index, "{name}");
        }
        match reading.stand {
            FileStand::SetAside => assert_eq!(errors.len(), 1, "{name}: {problems:?}"),
            FileStand::ReadInPart => assert!(!errors.is_empty(), "{name}: {problems:?}"),
            FileStand::Read | FileStand::NotOpened => {
                assert_eq!(errors.len(), 0, "{name}: {problems:?}");
            }
        }
        let said: Vec<String> = problems
            .iter()
            .map(|p| format!("{}: {}", p.code.id(), p.done))
            .collect();
        lines.push(format!(
            "{name}\t{:?}\t{} sheets {} rows {} cells\t{} ms {} MiB\t{}",
            reading.stand,
            count.sheets,
            count.rows,
            count.cells,
            spent.as_millis(),
            memory >> 20,
            said.join(" / ")
        ));
    }
    lines
}

#[test]
fn every_file_of_the_corpus_is_read_or_said() {
    let Some(folder) = corpus() else {
        return;
    };
    for line in read_all(&folder) {
        println!("{line}");
    }
}

#[test]
fn every_hostile_file_is_read_or_said() {
    let Some(folder) = corpus() else {
        return;
    };
    let made = tempfile::tempdir().expect("a temporary folder");
    let script = folder.join("hostile/make.py");
    let ran = Command::new("python3")
        .arg(script)
        .current_dir(&made)
        .status();
    if !ran.is_ok_and(|status| status.success()) {
        println!("skipped: python3 cannot run hostile/make.py");
        return;
    }
    let lines = read_all(made.path());
    for line in &lines {
        println!("{line}");
    }
    let of = |name: &str| {
        lines
            .iter()
            .find(|line| line.starts_with(name))
            .cloned()
            .unwrap_or_default()
    };
    for bomb in [
        "bomb_space_3GB.xlsx",
        "bomb_sst_3GB.xlsx",
        "ods_99M_cells.ods",
    ] {
        assert!(of(bomb).contains("file_limit"), "{}", of(bomb));
    }
    for fine in [
        "corners.xlsx",
        "d1904.xlsx",
        "UPPER.XLSX",
        "ods_corners.ods",
    ] {
        assert!(of(fine).contains("\tRead\t"), "{}", of(fine));
    }
}

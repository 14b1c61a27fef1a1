//! Cases of law as data: each `[[case]]` of the TOML files beside this file is a test of its own, and an index test proves that
//! every reason, advisory and assumption is expected by some case.
//!
//! A case says what a firm's tables hold and what must come out. How a case is written is told in `case.rs`; the applicant that
//! cases begin with is in `base.toml`. Nothing is judged here: the rooms of the library are driven as the program drives them.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that meets the unexpected must fail loudly"
)]

mod case;
mod checking;
mod index;
mod reading;

use case::{Bases, Case, cases_of};
use libtest_mimic::{Arguments, Trial};
use std::path::{Path, PathBuf};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let bases = Bases::read(&folder.join("base.toml"));
    let mut trials = Vec::new();
    let mut all: Vec<(String, Case)> = Vec::new();
    for file in case_files(&folder) {
        let name = file.strip_prefix(&folder).expect("a file of the folder");
        let name = name.with_extension("").to_string_lossy().replace('\\', "/");
        for case in cases_of(&file) {
            let (one, bases) = (case.clone(), bases.clone());
            let title = format!("{name}: {}", case.name);
            let hole = case.hole;
            let trial = Trial::test(title, move || {
                checking::check(&one, &bases).map_err(Into::into)
            });
            trials.push(trial.with_ignored_flag(hole));
            all.push((name.clone(), case));
        }
    }
    trials.push(Trial::test(
        "index: case names differ and each has a source",
        {
            let all = all.clone();
            move || index::names_and_sources(&all).map_err(Into::into)
        },
    ));
    trials.push(Trial::test(
        "index: every identifier is expected by a case",
        move || index::every_identifier(&all).map_err(Into::into),
    ));
    libtest_mimic::run(&arguments, trials).exit();
}

/// All TOML files with cases, in order.
fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of cases") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "toml")
                && path.file_name().is_some_and(|name| name != "base.toml")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

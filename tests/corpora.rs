//! Replays on stable what fuzzing kept: every file of `fuzz/corpus/<target>` goes through its target.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::float_arithmetic,
    reason = "a target fails by panicking; it runs on bytes, not on evidence"
)]

#[path = "../fuzz/src/lib.rs"]
mod landed_fuzz;

use landed_fuzz::{TARGETS, Target};
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn replay(name: &str) {
    let (_, target): (_, Target) = TARGETS.into_iter().find(|one| one.0 == name).unwrap();
    let folder = fuzz().join("corpus").join(name);
    let files = names(&folder);
    assert!(!files.is_empty(), "no case is kept for {name}");
    let fails = |file: &String| {
        let bytes = fs::read(folder.join(file)).unwrap();
        catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_err()
    };
    let failed: Vec<String> = files.into_iter().filter(fails).collect();
    assert!(failed.is_empty(), "{name} fails on {failed:?}");
}

macro_rules! replayed {
    ($($name:ident),+) => {
        $(#[test]
        fn $name() {
            replay(stringify!($name));
        })+

        const REPLAYED: &[&str] = &[$(stringify!($name)),+];
    };
}

replayed!(
    judgement,
    workbook,
    sheet_xml,
    child_stream,
    delimited,
    values,
    headings,
    timeline
);

#[test]
fn every_target_is_built_kept_and_replayed() {
    let listed: BTreeSet<String> = TARGETS.iter().map(|one| one.0.to_owned()).collect();
    let replayed: BTreeSet<String> = REPLAYED.iter().map(|one| (*one).to_owned()).collect();
    assert_eq!(listed, replayed);
    assert_eq!(listed, names(&fuzz().join("corpus")));
    let targets = names(&fuzz().join("fuzz_targets"));
    let targets: BTreeSet<String> = targets
        .iter()
        .map(|file| file.trim_end_matches(".rs").to_owned())
        .collect();
    assert_eq!(listed, targets);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for name in &listed {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
    }
}

/// The corpus stays small enough to be read at every test.
#[test]
fn the_corpus_is_small() {
    let mut bytes = 0;
    let mut files = 0;
    for (name, _) in TARGETS {
        for entry in fs::read_dir(fuzz().join("corpus").join(name)).unwrap() {
            bytes += entry.unwrap().metadata().unwrap().len();
            files += 1;
        }
    }
    assert!(
        bytes < 2 << 20 && files < 300,
        "{files} files, {bytes} bytes"
    );
}

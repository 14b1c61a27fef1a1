//! Tests of finding files: order, doubles, links, names that are skipped.

use std::fs;
use std::path::{Path, PathBuf};

use crate::finding::ProblemCode;
use crate::intake::discover::{FileStanding, OutputPlace, discover};
use crate::intake::error::IntakeError;
use crate::intake::transcript::put;

fn write(path: &Path, content: &str) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    put(path, content);
    path.to_owned()
}

fn to_read(inputs: &[PathBuf], output: Option<OutputPlace<'_>>) -> Vec<String> {
    let found = discover(inputs, output).unwrap();
    let read = found.files.into_iter();
    read.filter(|file| file.standing == FileStanding::ToRead)
        .map(|file| file.relative)
        .collect()
}

#[test]
fn the_order_is_that_of_the_path_within_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(&root.join("in/b/z.CSV"), "1");
    write(&root.join("in/b.xlsx"), "2");
    write(&root.join("in/a.Txt"), "3");
    let single = write(&root.join("other/aa.ods"), "4");
    let expected = ["a.Txt", "aa.ods", "b.xlsx", "b/z.CSV"];
    let one = to_read(&[root.join("in"), single.clone()], None);
    let two = to_read(&[single, root.join("in")], None);
    assert_eq!(
        (one.as_slice(), two.as_slice()),
        (
            &expected.map(String::from)[..],
            &expected.map(String::from)[..]
        )
    );
}

#[test]
fn files_of_one_path_are_told_apart_by_their_arguments() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(&root.join("x/a.csv"), "second");
    write(&root.join("x/b.csv"), "third");
    write(&root.join("y/a.csv"), "first");
    let found = |inputs: &[PathBuf]| -> Vec<(String, String)> {
        let files = discover(inputs, None).unwrap().files.into_iter();
        files.map(|file| (file.relative, file.within)).collect()
    };
    let expected = [
        ("b.csv", "b.csv"),
        ("x/a.csv", "a.csv"),
        ("y/a.csv", "a.csv"),
    ];
    let expected = expected.map(|(shown, within)| (shown.to_owned(), within.to_owned()));
    let (x, y) = (root.join("x"), root.join("y"));
    assert_eq!(found(&[x.clone(), y.clone()]), expected);
    assert_eq!(found(&[y.join("../y/."), x.clone()]), expected);
    assert_eq!(found(&[y.join("a.csv"), x.clone(), y]), expected);
    assert_eq!(found(&[x])[0].0, "a.csv");
}

#[test]
fn one_real_file_is_read_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let file = write(&root.join("in/sub/a.csv"), "1");
    let twice = to_read(
        &[root.join("in"), file.clone(), root.join("in/../in")],
        None,
    );
    assert_eq!(twice, ["a.csv"]);
    assert_eq!(twice, to_read(&[file, root.join("in")], None));
}

#[test]
fn locks_and_temporary_files_are_skipped_with_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let names = [
        "~$a.xlsx",
        ".~lock.a.ods#",
        "a.csv.part",
        "b.TMP",
        "c.crdownload",
        ".hidden.csv",
        "Thumbs.db",
    ];
    for name in names {
        write(&folder.path().join(name), "x");
    }
    write(&folder.path().join(".git/config.csv"), "x");
    let found = discover(&[folder.path().to_owned()], None).unwrap();
    let codes: Vec<ProblemCode> = found.problems.iter().map(|p| p.code).collect();
    assert_eq!(codes, vec![ProblemCode::FileSkipped; names.len() + 1]);
    assert!(
        found
            .files
            .iter()
            .all(|f| matches!(f.standing, FileStanding::Skipped(_)))
    );
}

#[test]
fn unknown_kinds_are_problems_at_their_file() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("a.csv"), "x");
    write(&folder.path().join("letter.pdf"), "x");
    write(&folder.path().join("noend"), "x");
    write(&folder.path().join("landed.toml"), "");
    let found = discover(&[folder.path().to_owned()], None).unwrap();
    let at: Vec<(ProblemCode, u32)> = found
        .problems
        .iter()
        .map(|p| (p.code, p.origin.file))
        .collect();
    assert_eq!(
        at,
        [
            (ProblemCode::FileTypeUnknown, 1),
            (ProblemCode::FileTypeUnknown, 2)
        ]
    );
}

#[test]
fn outputs_are_never_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(&root.join("a.csv"), "1");
    write(&root.join("out/summary.csv"), "1");
    write(&root.join("old/run.json"), "{}");
    write(&root.join("old/checksums.sha256"), "");
    write(&root.join("old/summary.csv"), "1");
    let out = root.join("out");
    let place = OutputPlace {
        folder: &out,
        beside: ".out.landed-",
    };
    assert_eq!(to_read(&[root.to_owned()], Some(place)), ["a.csv"]);
    assert_eq!(
        to_read(&[root.to_owned()], None),
        ["a.csv", "out/summary.csv"]
    );
}

#[test]
fn what_the_run_makes_beside_its_output_is_no_part_of_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for name in [
        "a.csv",
        "out/summary.csv",
        ".out.landed-lock",
        ".out.landed-7-partial/summary.csv",
        // Not beside the output, or beside another one.
        "deeper/.out.landed-lock",
        ".other.landed-lock",
    ] {
        write(&root.join(name), "1");
    }
    let place = OutputPlace {
        folder: &root.join("deeper/../out"),
        beside: ".out.landed-",
    };
    let found = discover(&[root.to_owned()], Some(place)).unwrap();
    let names = found.files.into_iter().map(|file| file.relative);
    assert_eq!(
        names.collect::<Vec<_>>(),
        [".other.landed-lock", "a.csv", "deeper/.out.landed-lock"]
    );
}

#[test]
fn a_missing_argument_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let missing = discover(&[folder.path().join("none")], None);
    assert!(matches!(missing, Err(IntakeError::NoSuchInput { .. })));
}

#[cfg(unix)]
#[test]
fn links_to_folders_do_not_loop() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(&root.join("in/a.csv"), "1");
    std::os::unix::fs::symlink(root.join("in"), root.join("in/again")).unwrap();
    std::os::unix::fs::symlink(root.join("gone"), root.join("in/dangling.csv")).unwrap();
    assert_eq!(to_read(&[root.join("in")], None), ["a.csv"]);
}

//! Tests of reading apart: always against reading the same file whole.

use std::fs;
use std::path::{Path, PathBuf};

use crate::finding::{Problem, ProblemCode};
use crate::intake::apart::{read_in_parts, read_large};
use crate::intake::file::{FileReading, ReadOptions, read_file};
use crate::intake::fingerprint::Opened;
use crate::intake::transcript::{Transcript, put};
use crate::intake::{FileStand, FileStanding, InputFile, Limits};

fn input(path: &Path) -> InputFile {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    InputFile {
        path: path.to_owned(),
        relative: name.clone(),
        within: name,
        index: 3,
        standing: FileStanding::ToRead,
    }
}

type Read = (FileReading, Vec<String>, Vec<Problem>);

fn whole(file: &InputFile, options: &ReadOptions<'_>) -> Read {
    let mut transcript = Transcript::default();
    let mut problems = Vec::new();
    let reading = read_file(file, options, &mut transcript, &mut problems);
    (reading, transcript.lines, problems)
}

/// Reads a file in a pool of two threads, however small it is.
fn apart(file: &InputFile, options: &ReadOptions<'_>) -> Read {
    let options = ReadOptions {
        large_bytes: 0,
        ..*options
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build();
    pool.unwrap().install(|| {
        let mut problems = Vec::new();
        let make = Transcript::default;
        let (reading, parts) = read_in_parts(file, &options, &make, &mut problems);
        let lines = parts.into_iter().flat_map(|part| part.lines).collect();
        (reading, lines, problems)
    })
}

fn is_large(file: &InputFile) -> bool {
    let options = ReadOptions {
        large_bytes: 0,
        ..ReadOptions::default()
    };
    let opened = Opened::open(&file.path, options.limits.file_bytes).unwrap();
    read_large(file, &options, &opened, &Transcript::default).is_some()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn every_file_at_hand_is_read_as_if_whole() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["samples", "../shared/corpus"] {
        files(&project.join(folder), &mut found);
    }
    let mut large = 0;
    for path in found {
        let file = input(&path);
        let options = ReadOptions::default();
        assert_eq!(apart(&file, &options), whole(&file, &options), "{path:?}");
        large += usize::from(is_large(&file));
    }
    println!("{large} files read apart");
    assert!(large > 20, "{large}");
}

#[test]
fn a_limit_is_met_in_the_same_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.csv");
    put(&path, "id,name\n1,Ann\n2,Bea\n3,Cy\n");
    let file = input(&path);
    for (cells, rows, stand) in [
        (8, 4, FileStand::Read),
        (7, 4, FileStand::SetAside),
        (8, 3, FileStand::SetAside),
    ] {
        let options = ReadOptions {
            limits: Limits {
                cells,
                rows,
                ..Limits::default()
            },
            ..ReadOptions::default()
        };
        let read = apart(&file, &options);
        assert_eq!(read.0.stand, stand);
        assert_eq!(read, whole(&file, &options));
    }
}

#[test]
fn a_large_text_in_another_encoding_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("windows.tsv");
    put(&path, b"id\tPr\xE9nom\n1\tZo\xEB\n".repeat(9));
    let file = input(&path);
    assert!(!is_large(&file));
    let read = apart(&file, &ReadOptions::default());
    assert_eq!(read, whole(&file, &ReadOptions::default()));
    assert_eq!(read.2[0].code, ProblemCode::EncodingAssumed);
}

#[test]
fn a_name_that_says_another_kind_is_said_first() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("text.xlsx");
    put(&path, "id,name\n1,Ann\n");
    let file = input(&path);
    assert!(is_large(&file));
    let read = apart(&file, &ReadOptions::default());
    assert_eq!(read.2[0].code, ProblemCode::FileTypeByContent);
    assert_eq!(read, whole(&file, &ReadOptions::default()));
}

#[test]
fn files_that_cannot_be_read_are_said_as_ever() {
    let folder = tempfile::tempdir().unwrap();
    let gone = input(&folder.path().join("gone.csv"));
    let options = ReadOptions::default();
    assert_eq!(apart(&gone, &options), whole(&gone, &options));
    let skipped = InputFile {
        standing: FileStanding::Skipped(crate::intake::SkipReason::Unfinished),
        ..gone
    };
    assert_eq!(apart(&skipped, &options).0.stand, FileStand::NotOpened);
}

#[test]
fn a_large_file_in_which_nothing_stands_is_set_aside_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("blank.csv");
    put(&path, "\u{feff};;;\r\n;;;\r\n");
    let (file, options) = (input(&path), ReadOptions::default());
    let read = apart(&file, &options);
    assert_eq!(read, whole(&file, &options));
    assert_eq!(read.0.stand, FileStand::SetAside);
    assert_eq!(read.2[0].code, ProblemCode::FileUnreadable);
    assert!(!is_large(&file));
    put(&path, "applicant_id;employer\r\n");
    assert_eq!(apart(&file, &options).0.stand, FileStand::Read);
}

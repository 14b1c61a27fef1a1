//! Tests of reading in pieces: always against reading the same text whole.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use crate::finding::Problem;
use crate::intake::delimited::TextForm;
use crate::intake::file::holds_nothing;
use crate::intake::limits::{Budget, Limits};
use crate::intake::pieces::{self, Sizes};
use crate::intake::reading::{Reading, SheetReading};
use crate::intake::transcript::Transcript;
use crate::intake::{FileStand, ReadOptions, TextEncoding, read_text_bytes};

type Read = (Transcript, Vec<Problem>, Vec<SheetReading>);

fn in_pieces(bytes: &[u8], form: TextForm, sizes: Sizes) -> Option<Read> {
    let mut transcript = Transcript::default();
    let mut problems = Vec::new();
    let budget = Budget::new(Limits::default(), None);
    let mut reading = Reading::new(0, budget, &mut transcript, &mut problems);
    let mut source = bytes;
    let read = pieces::read(&mut source, form, false, sizes, &mut reading);
    let sheets = reading.into_sheets();
    read.ok().map(|()| (transcript, problems, sheets))
}

/// Reads both ways; the answer says whether the text was read in pieces.
fn compare(bytes: &[u8], form: TextForm, sizes: Sizes) -> bool {
    let mut transcript = Transcript::default();
    let mut problems = Vec::new();
    let options = ReadOptions {
        text: form,
        ..ReadOptions::default()
    };
    let whole = read_text_bytes(bytes, 0, &options, &mut transcript, &mut problems);
    let Some((own, own_problems, sheets)) = in_pieces(bytes, form, sizes) else {
        return false;
    };
    if whole.stand == FileStand::SetAside {
        // Whether anything stands in it shows only at the end, which is not the reader's to see.
        assert!(holds_nothing(&sheets));
        problems.pop();
    }
    assert_eq!((own, own_problems), (transcript, problems));
    assert_eq!(sheets, whole.sheets);
    true
}

const COMMA: TextForm = TextForm {
    encoding: None,
    delimiter: Some(b','),
};

proptest! {
    #[test]
    fn random_texts_are_read_as_if_whole(
        text in "\u{feff}{0,2}([a;,\"\n\r\té]|\"\"|\r\n|,\"|\",|,,,,|[a-z]{9}){0,150}",
        first in 16..40_usize,
        next in 1..30_usize,
    ) {
        let tiny = Sizes { first, next };
        prop_assert!(compare(text.as_bytes(), COMMA, tiny));
        prop_assert!(compare(text.as_bytes(), TextForm::default(), Sizes::default()));
    }

    #[test]
    fn random_bytes_are_read_as_if_whole_or_not_at_all(
        bytes in prop::collection::vec(prop::sample::select(b"\0a,\"\n\r\xEF\xBB\xBF\xC3\xA9\xFF".to_vec()), 0..60),
        next in 1..9_usize,
    ) {
        compare(&bytes, COMMA, Sizes { first: 16, next });
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|end| end == "csv" || end == "tsv" || end == "txt")
        {
            found.push(path);
        }
    }
}

#[test]
fn every_text_at_hand_is_read_as_if_whole() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["samples", "../shared/corpus"] {
        files(&project.join(folder), &mut found);
    }
    let (mut piecewise, mut whole) = (0, 0);
    for path in found {
        let bytes = fs::read(&path).unwrap();
        let tiny = Sizes { first: 64, next: 7 };
        let forms = [(COMMA, tiny), (TextForm::default(), Sizes::default())];
        for (form, sizes) in forms {
            if compare(&bytes, form, sizes) {
                piecewise += 1;
            } else {
                whole += 1;
            }
        }
    }
    println!("{piecewise} in pieces, {whole} whole");
    assert!(piecewise > 20, "{piecewise}");
}

#[test]
fn a_record_that_ends_where_the_text_does_is_the_last_one() {
    // Of its quotation marks one is over, which is told of the last record only.
    let text = "a,b\n1,\"x\r\n\"y\"\r";
    for first in 4..text.len() {
        for next in 1..4 {
            assert!(compare(text.as_bytes(), COMMA, Sizes { first, next }));
        }
    }
}

#[test]
fn a_record_across_many_pieces_is_one_record() {
    let long = "x".repeat(60_000);
    let text = format!("id,note\n1,\"{long}\n{long}\"\n2,\"\"\"{long}\"\n3,é\n");
    let sizes = Sizes {
        first: 64,
        next: 999,
    };
    assert!(compare(text.as_bytes(), COMMA, sizes));
    let swallowed = format!("a,b,c,d\n1,\"x,y,z\n{}", "2,p,q,r\n".repeat(10_000));
    assert!(compare(swallowed.as_bytes(), COMMA, sizes));
}

#[test]
fn what_only_the_whole_text_can_tell_is_left_to_it() {
    let fine = "id,note\n1,é\n".repeat(100);
    let sizes = Sizes {
        first: 64,
        next: 99,
    };
    assert!(compare(fine.as_bytes(), COMMA, sizes));
    let latin = TextEncoding::named("latin1");
    let utf8 = TextEncoding::named("utf-8");
    let with = |encoding| TextForm { encoding, ..COMMA };
    assert!(compare(fine.as_bytes(), with(utf8), sizes));
    assert!(in_pieces(fine.as_bytes(), with(latin), sizes).is_none());
    let marked = format!("\u{feff}{fine}");
    assert!(compare(marked.as_bytes(), with(latin), sizes));
    let others = [
        [fine.as_bytes(), b"\0"].concat(),
        [fine.as_bytes(), b"\xE9"].concat(),
        [fine.as_bytes(), b"\xE9\n"].concat(),
        [b"\xFF\xFE", fine.as_bytes()].concat(),
        [fine.as_bytes(), ",".repeat(300_000).as_bytes()].concat(),
        [fine.as_bytes(), b"\"", "x".repeat(6 << 20).as_bytes()].concat(),
        [fine.as_bytes(), "x".repeat(200_000).as_bytes()].concat(),
    ];
    let sizes = Sizes {
        first: 64,
        next: 1 << 19,
    };
    for other in others {
        assert!(in_pieces(&other, COMMA, sizes).is_none());
    }
}

#[test]
fn named_delimiters_hold_in_pieces() {
    let text = "sep=;\r\na;b\r\n\r\n1;2\r\n";
    let tiny = Sizes { first: 24, next: 1 };
    assert!(compare(text.as_bytes(), TextForm::default(), tiny));
    let marked = format!("\u{feff}{text}");
    assert!(compare(marked.as_bytes(), TextForm::default(), tiny));
}

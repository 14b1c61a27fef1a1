//! Tests of reading in sections: always against reading the same text as one.

use proptest::prelude::*;

use crate::finding::Problem;
use crate::intake::bytes::Bytes;
use crate::intake::delimited::TextForm;
use crate::intake::fingerprint::Fingerprint;
use crate::intake::limits::{Limits, Spent};
use crate::intake::pieces::Sizes;
use crate::intake::reading::SheetReading;
use crate::intake::sections::Sections;
use crate::intake::transcript::Transcript;
use crate::intake::{FileReading, ReadOptions, read_text_bytes};

const COMMA: TextForm = TextForm {
    encoding: None,
    delimiter: Some(b','),
};

type Read = (Fingerprint, Vec<SheetReading>, Vec<Problem>, Transcript);

fn in_sections(bytes: &[u8], count: u64, sizes: Sizes, limits: Limits) -> Option<Read> {
    let options = ReadOptions {
        limits,
        text: COMMA,
        sections: count,
        ..ReadOptions::default()
    };
    let sections = Sections {
        bytes: Bytes::Held(bytes),
        file: 0,
        options: &options,
        tabs_first: false,
        sizes,
        make: &Transcript::default,
    };
    let (fingerprint, part) = sections.read(&Spent::nothing(None))?;
    Some((fingerprint, part.sheets, part.problems, part.visitor))
}

fn as_one(bytes: &[u8]) -> Read {
    let mut transcript = Transcript::default();
    let mut problems = Vec::new();
    let options = ReadOptions {
        text: COMMA,
        ..ReadOptions::default()
    };
    let FileReading {
        fingerprint,
        sheets,
        ..
    } = read_text_bytes(bytes, 0, &options, &mut transcript, &mut problems);
    (fingerprint, sheets, problems, transcript)
}

/// Whether the text was read in sections; then it was read as if as one.
fn compare(text: &str, count: u64, sizes: Sizes) -> bool {
    let read = in_sections(text.as_bytes(), count, sizes, Limits::default());
    read.is_some_and(|read| {
        assert_eq!(read, as_one(text.as_bytes()), "{text:?}");
        true
    })
}

proptest! {
    #[test]
    fn random_texts_are_read_as_one_or_not_at_all(
        text in "\u{feff}?([a;,\"\n\r\té]|\"\"|\r\n|,\"|\",|,,,,|\n\n|[a-z]{9}\n){0,150}",
        count in 2..6_u64,
        first in 16..40_usize,
        next in 1..30_usize,
    ) {
        compare(&text, count, Sizes { first, next });
    }

    #[test]
    fn plain_texts_are_read_in_sections(
        rows in proptest::collection::vec("[a-zé]{0,9},(\"[a-z,]{0,9}(\"\")?\"|[a-z][a-z\"]{0,4})", 40..80),
        count in 2..6_u64,
        line_end in prop::sample::select(vec!["\n", "\r\n"]),
        ended in any::<bool>(),
    ) {
        let text = rows.join(line_end) + if ended { line_end } else { "" };
        prop_assert!(compare(&text, count, Sizes::default()));
    }
}

#[test]
fn a_line_end_within_quotation_marks_is_no_border() {
    let lines = "b\n".repeat(40);
    // Each section would begin within the text of the cell.
    for count in 2..6 {
        let text = format!("a\n\"{lines}\"\nc\n");
        assert!(!compare(&text, count, Sizes::default()));
    }
    let before = "b\n".repeat(200);
    assert!(compare(
        &format!("{before}\"{lines}\"\nc\n"),
        2,
        Sizes::default()
    ));
}

#[test]
fn blank_lines_at_a_border_are_left_to_one_thread() {
    let rows = "a,b\n".repeat(9);
    assert!(!compare(&format!("{rows}\n\n{rows}"), 2, Sizes::default()));
    assert!(compare(
        &format!("{rows}{rows}\n\n{rows}{rows}{rows}"),
        2,
        Sizes::default()
    ));
}

#[test]
fn sections_spend_together() {
    let text = "a,b\n".repeat(100);
    let read = |cells, rows| {
        let limits = Limits {
            cells,
            rows,
            ..Limits::default()
        };
        in_sections(text.as_bytes(), 4, Sizes::default(), limits).is_some()
    };
    assert!(read(200, 100));
    assert!(!read(199, 100));
    assert!(!read(200, 99));
}

#[test]
fn a_text_without_line_ends_for_all_sections_is_left_to_one_thread() {
    for text in ["", "a", "a\n", "a\rb\rc\rd\r", "a,b\n"] {
        assert!(!compare(text, 2, Sizes::default()), "{text:?}");
    }
}

//! Delimited text from bytes.

use super::bytes::Bytes;
use super::visitor::{Kept, Visited, agrees, small};
use super::watch::no_panic_of_ours;
use landed::intake::{FileStand, ReadOptions, TextEncoding, TextForm, read_text_bytes};

const ENCODINGS: [Option<&str>; 6] = [
    None,
    Some("utf-8"),
    Some("windows-1252"),
    Some("utf-16le"),
    Some("shift_jis"),
    Some("iso-2022-jp"),
];

const DELIMITERS: [Option<u8>; 5] = [None, Some(b','), Some(b';'), Some(b'"'), Some(b'\n')];

/// Reads the bytes as text, in a prescribed form or as it finds it.
pub fn delimited(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let text = TextForm {
        encoding: bytes.pick(&ENCODINGS).and_then(TextEncoding::named),
        delimiter: bytes.pick(&DELIMITERS),
    };
    let options = ReadOptions { text, ..small() };
    let mut visited = Visited::default();
    let mut problems = Vec::new();
    let reading = no_panic_of_ours(|| {
        read_text_bytes(bytes.rest(), 0, &options, &mut visited, &mut problems)
    });
    agrees(&visited, &reading, &problems);
    for (_, hidden, cells) in visited.sheets.iter().flat_map(|sheet| &sheet.rows) {
        assert!(!hidden);
        for (_, cell) in cells {
            assert!(matches!(cell, Kept::Text(text) if !text.contains('\0')));
        }
    }
    assert!(visited.sheets.len() <= 1);
    if reading.stand == FileStand::Read {
        assert_eq!(visited.sheets.len(), 1);
    }
}

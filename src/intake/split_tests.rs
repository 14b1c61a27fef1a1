//! Tests of the cutting of text: against the `csv` crate, whole and in pieces.

use proptest::prelude::*;

use crate::intake::split::{Field, Splitter, inside_quotes, push_unquoted};

/// The records of a text: blank lines before each, and the fields.
type Records = Vec<(u32, Vec<String>)>;

fn content(text: &str, field: &Field) -> String {
    let raw = text.get(field.start..field.end).unwrap();
    if !field.quoted {
        return raw.to_owned();
    }
    let mut out = String::new();
    push_unquoted(raw, &mut out);
    if let Some(inside) = inside_quotes(raw) {
        assert_eq!(inside, out, "{raw:?}");
    }
    out
}

/// Cuts the text given in pieces that end where `ends` says; what a piece does not end goes before the next. `plainly` cuts plain
/// records by themselves.
fn own(text: &str, delimiter: u8, ends: &[usize], plainly: bool) -> Records {
    let mut ends: Vec<usize> = ends.iter().map(|end| end % (text.len() + 1)).collect();
    ends.retain(|end| text.is_char_boundary(*end));
    ends.push(text.len());
    ends.sort_unstable();
    let (mut from, mut after_return) = (0, false);
    let mut records = Vec::new();
    let mut fields = Vec::new();
    for (position, end) in ends.iter().enumerate() {
        let piece = text.get(from..*end).unwrap();
        let last = position + 1 == ends.len();
        let mut splitter = Splitter::new(piece, delimiter, last, after_return);
        // Blank lines are cut again with the record that follows them.
        loop {
            fields.clear();
            let field = |start, end| fields.push(Field::new(start, end, false));
            let plain = plainly.then(|| splitter.next_plain(field)).flatten();
            let Some(cut) = plain.or_else(|| splitter.next(&mut fields)) else {
                break;
            };
            assert!(plain.is_none() || cut.blank_lines == 0);
            let all: Vec<String> = fields.iter().map(|field| content(piece, field)).collect();
            let breaks = all.iter().any(|one| one.contains(['\n', '\r']));
            assert_eq!(cut.multiline, breaks, "{text:?}");
            records.push((cut.blank_lines, all));
        }
        let (reached, after) = splitter.reached();
        from += reached;
        after_return = after;
    }
    records
}

/// As the `csv` crate cuts it; the blank lines from the places of its records.
fn model(text: &str, delimiter: u8) -> Records {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap();
        if !reader.read_record(&mut record).unwrap() {
            return records;
        }
        let before = text.get(..start).unwrap();
        let mut rest = text.get(start..).unwrap();
        if before.ends_with('\r') {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
        let mut blank = 0;
        while let Some(shorter) = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix(['\r', '\n']))
        {
            rest = shorter;
            blank += 1;
        }
        records.push((blank, record.iter().map(str::to_owned).collect()));
    }
}

proptest! {
    #[test]
    fn it_cuts_as_the_csv_crate_does(
        text in "([a;,\"\n\r\té]|\"\"|\r\n|,\"|\",|[a-z]{9}){0,120}",
        delimiter in prop::sample::select(b",;\t\"a".to_vec()),
        ends in prop::collection::vec(any::<usize>(), 0..6),
    ) {
        let expected = model(&text, delimiter);
        for plainly in [false, true] {
            prop_assert_eq!(&own(&text, delimiter, &[], plainly), &expected);
            prop_assert_eq!(&own(&text, delimiter, &ends, plainly), &expected);
        }
    }
}

#[test]
fn a_text_longer_than_a_step_has_all_its_marks() {
    let text = format!("{}\n{},b\n", "x".repeat(63), "y,".repeat(100));
    let records = own(&text, b',', &[], true);
    let widths: Vec<usize> = records.iter().map(|(_, fields)| fields.len()).collect();
    assert_eq!(widths, [1, 102]);
    assert_eq!(records, model(&text, b','));
}

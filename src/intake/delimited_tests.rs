//! Tests of delimited text: delimiters, row numbers, quotes, ragged rows.

use proptest::prelude::*;

use crate::finding::ProblemCode;
use crate::intake::delimited::TextForm;
use crate::intake::transcript::Transcript;
use crate::intake::{FileStand, ReadOptions, read_text_bytes};

proptest! {
    #[test]
    fn no_text_makes_the_reader_give_up(text in "[a;,\"\n\r\t |=é]{0,200}") {
        let (rows, codes, _) = read_as(text.as_bytes(), None);
        // But for one in which nothing stands.
        let given_up = codes.contains(&ProblemCode::FileUnreadable);
        prop_assert_eq!(given_up, rows.is_empty(), "{:?}", codes);
        prop_assert!(rows.len() <= text.len());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        read_as(&bytes, None);
    }
}

/// The rows as `number: a|b`, the codes of the problems, and whether the sheet is complete.
fn read_as(bytes: &[u8], delimiter: Option<u8>) -> (Vec<String>, Vec<ProblemCode>, bool) {
    let mut transcript = Transcript::default();
    let mut problems = Vec::new();
    let options = ReadOptions {
        text: TextForm {
            encoding: None,
            delimiter,
        },
        ..ReadOptions::default()
    };
    let reading = read_text_bytes(bytes, 0, &options, &mut transcript, &mut problems);
    let codes = problems.iter().map(|p| p.code).collect();
    (
        transcript.plain_rows(),
        codes,
        reading.stand == FileStand::Read,
    )
}

fn rows(text: &str) -> Vec<String> {
    let (rows, codes, complete) = read_as(text.as_bytes(), None);
    assert_eq!((codes, complete), (Vec::new(), true), "{text:?}");
    rows
}

#[test]
fn each_delimiter_is_found() {
    for delimiter in [",", ";", "\t", "|"] {
        let text = "id,name,from\n1,Ann,2020\n2,Bea,2021\n".replace(',', delimiter);
        assert_eq!(
            rows(&text),
            ["1: id|name|from", "2: 1|Ann|2020", "3: 2|Bea|2021"]
        );
    }
}

#[test]
fn decimal_commas_do_not_make_a_comma_file() {
    let text = "dossier;heures;salaire\nA1;37,5;20,00\nA2;40,0;21,50\n";
    assert_eq!(rows(text)[1], "2: A1|37,5|20,00");
}

#[test]
fn delimiters_within_quotes_do_not_count() {
    let text = "id;address\n1;\"a, b, c, d\"\n2;\"e, f, g, h\"\n";
    assert_eq!(rows(text)[1], "2: 1|a, b, c, d");
}

#[test]
fn a_sep_line_is_honoured_and_is_no_row() {
    assert_eq!(rows("sep=|\r\na,b|c\r\n"), ["1: a,b|c"]);
    assert_eq!(rows("\"SEP=;\"\na;b\n"), ["1: a|b"]);
    assert_eq!(rows("separate,b\n1,2\n")[0], "1: separate|b");
}

#[test]
fn a_prescribed_delimiter_wins() {
    let (rows, _, _) = read_as(b"a;b;c,d\n", Some(b','));
    assert_eq!(rows, ["1: a;b;c|d"]);
}

#[test]
fn row_numbers_are_those_of_a_spreadsheet() {
    for end in ["\n", "\r\n", "\r"] {
        let text = "a,b\n\n\n1,2\n\n3,4\n".replace('\n', end);
        assert_eq!(rows(&text), ["1: a|b", "4: 1|2", "6: 3|4"], "{end:?}");
        let leading = "\n\na,b\n1,2".replace('\n', end);
        assert_eq!(rows(&leading), ["3: a|b", "4: 1|2"], "{end:?}");
        let quoted = "a,b\n\"x\ny\",2\n3,4\n".replace('\n', end);
        let numbers: Vec<String> = rows(&quoted)
            .iter()
            .map(|row| row.chars().take(2).collect())
            .collect();
        assert_eq!(numbers, ["1:", "2:", "3:"], "{end:?}");
    }
}

#[test]
fn rows_of_blank_cells_are_left_out_but_counted() {
    assert_eq!(rows("a,b\n , \n,\n1,\n"), ["1: a|b", "4: 1"]);
}

#[test]
fn ragged_rows_keep_all_their_cells() {
    assert_eq!(rows("a,b\n1\n1,2,3,4\n"), ["1: a|b", "2: 1", "3: 1|2|3|4"]);
}

#[test]
fn quotes_in_odd_places_are_kept() {
    assert_eq!(
        rows("a,b\n5\" pipe,2\n\"say \"\"hi\"\"\",3\n"),
        ["1: a|b", "2: 5\" pipe|2", "3: say \"hi\"|3"]
    );
}

#[test]
fn an_open_quote_that_swallows_rows_is_said() {
    let text = "a,b,c,d\n1,\"x,y,z\n2,p,q,r\n3,p,q,r\n4,p,q,r\n";
    let (rows, codes, complete) = read_as(text.as_bytes(), None);
    assert_eq!(rows.len(), 2);
    assert!(codes.contains(&ProblemCode::SheetUnreadable));
    assert!(!complete);
}

#[test]
fn a_closed_quote_that_swallows_rows_is_said_and_the_rest_is_read() {
    let text = "a,b,c,d\n1,\"x,y,z\n2,p,q,r\n3,p,q,r\n4,p,q\",r\n5,p,q,r\n";
    let (rows, codes, _) = read_as(text.as_bytes(), None);
    assert_eq!(rows.last().map(String::as_str), Some("3: 5|p|q|r"));
    assert!(codes.contains(&ProblemCode::SheetUnreadable));
}

#[test]
fn long_notes_in_quotes_are_no_open_quote() {
    let text = "id,note\n1,\"first, well\nsecond, too\nthird\"\n2,x\n";
    assert_eq!(rows(text).len(), 3);
}

#[test]
fn zero_bytes_are_refused() {
    let (rows, codes, complete) = read_as(b"a,b\n1,\0\n", None);
    assert_eq!(
        (rows.len(), codes, complete),
        (0, vec![ProblemCode::FileUnreadable], false)
    );
}

#[test]
fn a_cell_beyond_the_limit_is_an_open_quote() {
    let text = format!("a,b\n1,\"{}\n", "x".repeat(200_000));
    let (rows, codes, complete) = read_as(text.as_bytes(), None);
    assert_eq!(
        (rows.len(), codes, complete),
        (1, vec![ProblemCode::SheetUnreadable], false)
    );
}

#[test]
fn a_line_of_delimiters_is_beyond_the_limit() {
    let text = ",".repeat(300_000);
    let (_, codes, complete) = read_as(text.as_bytes(), None);
    assert_eq!((codes, complete), (vec![ProblemCode::FileLimit], false));
}

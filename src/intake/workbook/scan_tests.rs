//! Tests of our own walk over xlsx sheets: small workbooks, and a comparison with calamine cell by cell on real ones.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::finding::ProblemCode;
use crate::intake::content::{ContentKind, kind_of};
use crate::intake::limits::{Budget, Limits};
use crate::intake::reading::{Reading, Stop};
use crate::intake::row::{Cell, RowVisitor, SheetHead};
use crate::intake::transcript::Transcript;
use crate::intake::workbook::facts::UNTRUSTED;
use crate::intake::{FileStand, ReadOptions, read_workbook_bytes, workbook};

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet with these rows.
fn book(rows: &str) -> Vec<u8> {
    book_with(rows, 14)
}

/// A workbook of one sheet with these rows, whose second style has this number format.
fn book_with(rows: &str, format: u8) -> Vec<u8> {
    let styles = format!(
        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"{format}\"/></cellXfs></styleSheet>"
    );
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let main = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let own = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{RELATIONSHIPS}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"b\" Type=\"{RELATIONSHIPS}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
         <Relationship Id=\"c\" Type=\"{RELATIONSHIPS}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &main),
        (
            "xl/workbook.xml",
            "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", &own),
        (
            "xl/sharedStrings.xml",
            "<sst uniqueCount=\"2\"><si><t>zero</t></si><si><t>one</t></si></sst>",
        ),
        ("xl/styles.xml", &styles),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn rows(xml: &str) -> Vec<String> {
    let mut transcript = Transcript::default();
    let mut problems = Vec::new();
    let reading = read_workbook_bytes(
        &book(xml),
        0,
        &ReadOptions::default(),
        &mut transcript,
        &mut problems,
    );
    assert_eq!(reading.stand, FileStand::Read, "{problems:?}");
    transcript.plain_rows()
}

/// The rows of a workbook, or nothing if it was set aside.
fn rows_within(book: &[u8], inflated_bytes: u64) -> Option<Vec<String>> {
    let options = ReadOptions {
        limits: Limits {
            inflated_bytes,
            ..Limits::default()
        },
        ..ReadOptions::default()
    };
    let mut transcript = Transcript::default();
    let reading = read_workbook_bytes(book, 0, &options, &mut transcript, &mut Vec::new());
    (reading.stand == FileStand::Read).then(|| transcript.plain_rows())
}

#[test]
fn what_is_known_from_another_workbook_counts_and_is_not_taken_for_what_differs() {
    let row = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43000</v></c></row>";
    let books = [14, 2].map(|format| book_with(row, format));
    // A thread that has read nothing before.
    let anew = |book: &[u8], limit| {
        std::thread::scope(|scope| scope.spawn(|| rows_within(book, limit)).join().unwrap())
    };
    let expected = [
        "1: Date { serial: 43000.0, is_1904: true }",
        "1: Number(43000.0)",
    ];
    for _ in 0..2 {
        for (book, expected) in books.iter().zip(expected) {
            assert_eq!(rows_within(book, 1 << 20), Some(vec![expected.to_owned()]));
            for limit in 0..400 {
                assert_eq!(rows_within(book, limit), anew(book, limit), "{limit}");
            }
        }
    }
}

#[test]
fn a_date_of_which_only_the_month_is_shown_is_that_month_in_both_ways_of_reading() {
    let row = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43830</v></c><c r=\"B1\" s=\"1\"><v>43831</v></c></row>";
    let book = book_with(row, 17);
    let (_, own) = cells(|reading| {
        workbook::scan::read(&book, reading).map(|read| assert!(read, "the own way reads it"))
    });
    let (_, other) = cells(|reading| workbook::xlsx::read(&book, reading));
    let expected = [
        "false Text(\"2024-01\")",
        "false Date { serial: 43831.0, is_1904: true }",
    ];
    assert_eq!(own.all.values().collect::<Vec<_>>(), expected);
    assert_eq!(own.all, other.all);
}

#[test]
fn white_space_in_a_value_never_makes_a_wrong_value() {
    let xml = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>\n1</v></c><c r=\"B1\"><v> 37.5 </v></c><c r=\"C1\" s=\"1\"><v>\n43000\n</v></c>\
        <c r=\"D1\" t=\"n\"><v> 2</v></c><c r=\"E1\" t=\"e\"><v> #N/A</v></c><c r=\"F1\" t=\"b\"><v> 1 </v></c></row>";
    let date = "Date { serial: 43000.0, is_1904: true }";
    assert_eq!(
        rows(xml),
        [format!(
            "1: one|Number(37.5)|{date}|Number(2.0)|Error(\"#N/A\")|Bool(true)"
        )]
    );
}

#[test]
fn what_is_not_known_is_not_blank() {
    let xml = "<row r=\"2\"><c r=\"A2\"><f>1+1</f></c><c r=\"B2\"><f>1</f><v></v></c><c r=\"C2\" t=\"str\"><f>\"\"</f><v></v></c>\
        <c r=\"D2\" t=\"s\"><v>7</v></c><c r=\"E2\" t=\"s\"><v>x</v></c><c r=\"F2\"><v>1e999</v></c><c r=\"G2\" t=\"e\"><v>#SPILL!</v></c></row>";
    let odd = format!("Error({UNTRUSTED:?})");
    let nothing = "FormulaWithoutValue";
    assert_eq!(
        rows(xml),
        [format!(
            "2: {nothing}|{nothing}|{odd}|{odd}|{odd}|Error(\"#SPILL!\")"
        )]
    );
}

#[test]
fn hidden_rows_are_handed_over_and_said() {
    let xml = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>2</v></c></row>";
    let mut transcript = Transcript::default();
    let mut problems = Vec::new();
    read_workbook_bytes(
        &book(xml),
        0,
        &ReadOptions::default(),
        &mut transcript,
        &mut problems,
    );
    assert_eq!(transcript.lines[2], "row 2 hidden: 0=Number(2.0)");
    assert_eq!(
        problems.iter().map(|p| p.code).collect::<Vec<_>>(),
        [ProblemCode::RowHidden]
    );
}

#[test]
fn a_sheet_that_breaks_off_keeps_its_rows_and_is_said() {
    let xml =
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A9\"><v>2</v></c></row>";
    let mut transcript = Transcript::default();
    let mut problems = Vec::new();
    let reading = read_workbook_bytes(
        &book(xml),
        0,
        &ReadOptions::default(),
        &mut transcript,
        &mut problems,
    );
    assert_eq!(reading.stand, FileStand::ReadInPart);
    assert_eq!(
        transcript.lines[1..],
        ["row 1: 0=Number(1.0)", "broken off"]
    );
    assert_eq!(problems[0].code, ProblemCode::SheetUnreadable);
}

#[test]
fn cells_out_of_order_are_sorted_and_rows_are_not() {
    let xml = "<row r=\"1\"><c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>3</v></c></row>";
    assert_eq!(rows(xml), ["1: Number(1.0)|Number(3.0)"]);
    let mut problems = Vec::new();
    let twice =
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let reading = read_workbook_bytes(
        &book(twice),
        0,
        &ReadOptions::default(),
        &mut Transcript::default(),
        &mut problems,
    );
    assert_eq!(reading.stand, FileStand::ReadInPart);
}

const PIECES: [&str; 24] = [
    "<row r=\"1\">",
    "<row>",
    "</row>",
    "<row r=\"2\" hidden=\"1\">",
    "<c r=\"A1\">",
    "<c r=\"B1\" s=\"1\" t=\"s\">",
    "<c>",
    "</c>",
    "<v>",
    "</v>",
    "<v/>",
    "1",
    "\n",
    "1e999",
    "<f>",
    "</f>",
    "<is><t>",
    "</t></is>",
    "&amp;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "é",
];

proptest! {
    /// Not through the reader that catches panics: our own walk has none.
    #[test]
    fn no_sheet_makes_the_walk_panic(pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        let xml: String = pieces.into_iter().map(|at| PIECES[at]).collect();
        let bytes = book(&xml);
        let (own_end, own) = cells(|reading| workbook::scan::read(&bytes, reading).map(|_| ()));
        prop_assert!(own_end.is_ok());
        prop_assert_eq!(own.heads.len(), 2);
        let (_, other) = cells(|reading| workbook::xlsx::read(&bytes, reading));
        // Where calamine reads the sheet to its end, it reads the same, but for what only we can tell.
        if other.heads.last().is_some_and(|head| head == "true") && own.heads == other.heads {
            for (place, cell) in &other.all {
                let known = own.all.get(place);
                prop_assert!(known == Some(cell) || cell.contains(UNTRUSTED), "{xml} {place:?} {known:?} {cell}");
            }
            prop_assert_eq!(own.all.len(), other.all.len());
        }
    }
}

/// Every cell by sheet, row and column.
#[derive(Default)]
struct Cells {
    sheet: u16,
    all: BTreeMap<(u16, u32, u32), String>,
    heads: Vec<String>,
}

impl RowVisitor for Cells {
    fn sheet(&mut self, head: SheetHead<'_>) {
        self.sheet = head.position;
        self.heads.push(format!("{head:?}"));
    }

    fn row(&mut self, number: u32, hidden: bool, cells: &[(u32, Cell<'_>)]) {
        for (column, cell) in cells {
            let cell = cell.resolved();
            self.all
                .insert((self.sheet, number, *column), format!("{hidden} {cell:?}"));
        }
    }

    fn sheet_end(&mut self, complete: bool) {
        self.heads.push(complete.to_string());
    }
}

fn cells(read: impl FnOnce(&mut Reading<'_>) -> Result<(), Stop>) -> (Result<(), Stop>, Cells) {
    let mut cells = Cells::default();
    let mut problems = Vec::new();
    let mut reading = Reading::new(
        0,
        Budget::new(Limits::default(), None),
        &mut cells,
        &mut problems,
    );
    let result = read(&mut reading);
    (result, cells)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn both_ways_of_reading_agree_on_real_workbooks() {
    let given = std::env::var_os("LANDED_CORPUS").map(PathBuf::from);
    let folder =
        given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    if !folder.is_dir() {
        println!(
            "skipped: there is no corpus at {} (set LANDED_CORPUS)",
            folder.display()
        );
        return;
    }
    let mut found = Vec::new();
    files(&folder, &mut found);
    let (mut compared, mut better) = (0, Vec::new());
    let mut differences = Vec::new();
    for path in found {
        let bytes = fs::read(&path).unwrap();
        if kind_of(&bytes) != Ok(ContentKind::Xlsx) {
            continue;
        }
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let (own_end, own) = cells(|reading| {
            workbook::scan::read(&bytes, reading)
                .map(|read| assert!(read || name.contains("issue252")))
        });
        let (end, other) = cells(|reading| workbook::xlsx::read(&bytes, reading));
        if own_end != end || own.heads != other.heads {
            better.push(format!(
                "{name}: {own_end:?} {:?} / {end:?} {:?}",
                own.heads, other.heads
            ));
        }
        let places = own.all.keys().chain(other.all.keys());
        for place in places.collect::<std::collections::BTreeSet<_>>() {
            compared += 1;
            let (one, two) = (own.all.get(place), other.all.get(place));
            let untrusted = two.is_some_and(|cell| cell.contains(UNTRUSTED));
            if one != two
                && !(untrusted && one.is_some())
                && other.heads.iter().all(|head| head != "false")
            {
                differences.push(format!("{name} {place:?}: {one:?} / {two:?}"));
            }
        }
    }
    println!("{compared} cells; otherwise: {better:#?}");
    assert_eq!(differences, Vec::<String>::new());
    assert!(compared > 10_000, "{compared}");
}

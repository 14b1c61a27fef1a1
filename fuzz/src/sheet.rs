//! The XML of one sheet within an otherwise plain workbook, read in both ways that an `.xlsx` can be read.

use super::visitor::{Kept, KeptSheet, SMALL, Visited, agrees, small};
use super::watch::no_panic_of_ours;
use landed::intake::{FileReading, FileStand, SheetReading, read_workbook_bytes};
use std::io::{Cursor, Write as _};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Styles: number, date, duration, a format of the workbook's own.
const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>\
    <xf numFmtId=\"14\"/><xf numFmtId=\"46\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";

/// What stands before the styles so that our own walk leaves the workbook to calamine, which passes over it.
const LEAVE_IT: &str = "<!DOCTYPE styleSheet>";

/// What is handed over for a value that cannot be trusted.
const UNTRUSTED: &str = "unreadable value";

fn book(sheet: &[u8], styles: &str) -> Vec<u8> {
    let main = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{TYPES}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let own = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{TYPES}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"b\" Type=\"{TYPES}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
         <Relationship Id=\"c\" Type=\"{TYPES}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let parts: [(&str, &[u8]); 7] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", main.as_bytes()),
        (
            "xl/workbook.xml",
            b"<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
        ),
        ("xl/_rels/workbook.xml.rels", own.as_bytes()),
        (
            "xl/sharedStrings.xml",
            b"<sst uniqueCount=\"3\"><si><t>zero</t></si><si><t>one</t></si><si><r><t>tw</t></r><r><t>o</t></r></si></sst>",
        ),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(name, stored)
            .expect("a part of a small archive");
        zip.write_all(content).expect("a part of a small archive");
    }
    zip.finish().expect("a small archive").into_inner()
}

fn read(book: &[u8]) -> (Visited, FileReading) {
    let mut visited = Visited::default();
    let mut problems = Vec::new();
    let reading =
        no_panic_of_ours(|| read_workbook_bytes(book, 0, &small(), &mut visited, &mut problems));
    agrees(&visited, &reading, &problems);
    (visited, reading)
}

/// Whether a workbook was read wholly, even if nothing stands in it.
fn is_whole(reading: &FileReading) -> bool {
    let stands_empty = |sheet: &SheetReading| sheet.complete && sheet.rows == 0;
    reading.stand == FileStand::Read || reading.sheets.iter().all(stands_empty)
}

/// Reads a workbook whose only sheet is these bytes, by our own walk and through calamine: where both read it wholly, they agree on
/// every value that either calls readable.
pub fn sheet_xml(bytes: &[u8]) {
    if SMALL.inflated_bytes / 2 < bytes.len() as u64 {
        return;
    }
    let (ours, reading) = read(&book(bytes, STYLES));
    let (theirs, other) = read(&book(bytes, &format!("{LEAVE_IT}{STYLES}")));
    if is_whole(&reading) && is_whole(&other) {
        for (ours, theirs) in ours.sheets.iter().zip(&theirs.sheets) {
            same_values(ours, theirs);
        }
    }
}

fn is_untrusted(cell: &Kept) -> bool {
    matches!(cell, Kept::Error(text) if text == UNTRUSTED)
}

/// XML ends lines with line feeds, whatever a file ends them with; calamine leaves carriage returns as they are.
fn ends_lines_as_xml(ours: &Kept, theirs: &Kept) -> bool {
    match (ours, theirs) {
        (Kept::Text(ours), Kept::Text(theirs)) => {
            *ours == theirs.replace("\r\n", "\n").replace('\r', "\n")
        }
        _ => false,
    }
}

fn same_values(ours: &KeptSheet, theirs: &KeptSheet) {
    let cells = |sheet: &KeptSheet| {
        let of_row = |(row, hidden, cells): &(u32, bool, Vec<(u32, Kept)>)| {
            let (row, hidden) = (*row, *hidden);
            cells
                .clone()
                .into_iter()
                .map(move |(column, cell)| ((row, column), (hidden, cell)))
        };
        sheet
            .rows
            .iter()
            .flat_map(of_row)
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let (ours, theirs) = (cells(ours), cells(theirs));
    for (place, (hidden, cell)) in &ours {
        let Some((their_hidden, their_cell)) = theirs.get(place) else {
            // What we do not understand is never blank; calamine passes over a truth value that is neither 0 nor 1.
            assert!(
                is_untrusted(cell),
                "{place:?}: {cell:?} is blank to calamine"
            );
            continue;
        };
        assert_eq!(hidden, their_hidden, "{place:?}");
        let agree = cell == their_cell
            || ends_lines_as_xml(cell, their_cell)
            || is_untrusted(cell)
            || is_untrusted(their_cell);
        assert!(agree, "{place:?}: {cell:?}, to calamine {their_cell:?}");
    }
    for (place, (_, cell)) in &theirs {
        assert!(
            ours.contains_key(place),
            "{place:?}: {cell:?} is blank to us"
        );
    }
}

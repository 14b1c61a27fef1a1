//! Tests of the walk over the rows and cells of a sheet.

use crate::intake::workbook::sheet_xml::{CellKind, SheetEvent, SheetWalk, place};
use crate::intake::workbook::tokens::XmlStop;

fn walk(rows: &str) -> Result<Vec<String>, XmlStop> {
    let xml = format!("<worksheet><cols/><sheetData>{rows}</sheetData><x/></worksheet>");
    let mut walk = SheetWalk::new(xml.as_bytes())?;
    let mut all = Vec::new();
    loop {
        match walk.next()? {
            SheetEvent::Row { number, hidden } => all.push(format!("row {number} {hidden}")),
            SheetEvent::Cell(c) => {
                let formula = if c.has_formula { "=" } else { "" };
                all.push(format!(
                    "{}/{} {:?} {formula}{:?}",
                    c.row, c.column, c.kind, c.value
                ));
            }
            SheetEvent::End => return Ok(all),
        }
    }
}

#[test]
fn rows_and_cells_come_with_their_places() {
    let xml = "<row r=\"3\" hidden=\"1\"><c r=\"B3\"><v>7</v></c><c t=\"s\"><v>\n1</v></c></row><row><c><v/></c></row>";
    let expected = [
        "row 3 true",
        "3/1 Number Some(\"7\")",
        "3/2 Shared Some(\"\\n1\")",
        "row 4 false",
        "4/0 Number Some(\"\")",
    ];
    assert_eq!(walk(xml).unwrap(), expected);
}

#[test]
fn formulas_are_told_from_values() {
    let xml = "<row r=\"1\"><c r=\"A1\"><f>1&lt;2</f></c><c r=\"B1\" t=\"str\"><f t=\"shared\" si=\"0\"/><v>x</v></c></row>";
    let all = walk(xml).unwrap();
    assert_eq!(
        all[1..],
        ["1/0 Number =None", "1/1 FormulaText =Some(\"x\")"]
    );
}

#[test]
fn inline_texts_are_put_together() {
    let xml = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>a </t></r><r><t xml:space=\"preserve\"> b</t></r></is></c></row>";
    assert_eq!(walk(xml).unwrap()[1], "1/0 Inline Some(\"a b\")");
}

#[test]
fn what_no_program_writes_is_odd() {
    assert_eq!(walk("<row r=\"1\"><c r=\"A2\"/></row>"), Err(XmlStop::Odd));
    assert_eq!(walk("<row r=\"0\"/>"), Err(XmlStop::Odd));
    assert_eq!(walk("<row r=\"1\"><c r=\"1A\"/></row>"), Err(XmlStop::Odd));
    assert_eq!(
        walk("<row r=\"1\"><c><w>1</w></c></row>"),
        Err(XmlStop::Odd)
    );
    assert!(SheetWalk::new(&b"<chartsheet/>"[..]).is_err());
}

#[test]
fn what_lies_where_no_program_puts_it_is_odd() {
    for rows in [
        "<row r=\"1\"><c r=\"A1\"/><row r=\"2\"/></row>",
        "<c r=\"A1\"/>",
        "<row r=\"1\"/><c r=\"A1\"/>",
        "<row r=\"1\"><w><c r=\"A1\"/></w></row>",
        "</row>",
        "<row r=\"1\">",
        "<row r=\"1\"><c r=\"A1\"><v>1</x:v></c></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</ v></c></row>",
        "<row r=\"1\"><x:c r=\"A1\"/></row>",
        "<row r=\"1\">a<c r=\"A1\"/></row>",
        "<row r=\"1\"><c ]=\"x\" r=\"A1\"/></row>",
        "<row r=\"1\"><c s\"1=\"/></row>",
        "<row r=\"1\" s><c r=\"A1\"/></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1</v>a</c></row>",
    ] {
        assert_eq!(walk(rows), Err(XmlStop::Odd), "{rows}");
    }
    let extended = "<row r=\"1\"><c r=\"A1\"/><extLst><ext><c r=\"B1\"/></ext></extLst></row>";
    assert_eq!(walk(extended).unwrap(), ["row 1 false", "1/0 Number None"]);
}

#[test]
fn all_names_have_the_prefix_of_the_sheet() {
    let sheet = |cell: &str| {
        let xml = format!(
            "<x:worksheet><x:sheetData><x:row r=\"1\">{cell}</x:row></x:sheetData></x:worksheet>"
        );
        let mut walk = SheetWalk::new(xml.as_bytes()).unwrap();
        walk.next().unwrap();
        match walk.next() {
            Ok(SheetEvent::Cell(cell)) => Ok(cell.value.map(str::to_owned)),
            Ok(other) => panic!("{other:?}"),
            Err(stop) => Err(stop),
        }
    };
    let value = sheet("<x:c r=\"A1\"><x:v>7</x:v></x:c>");
    assert_eq!(value, Ok(Some("7".to_owned())));
    let mixed = sheet("<x:c r=\"A1\"><x:v>7</ ix:v></x:c>");
    assert_eq!(mixed, Err(XmlStop::Odd));
}

#[test]
fn references_are_read_up_to_the_last_column() {
    assert_eq!(
        [place(b"A1"), place(b"XFD1048576"), place(b"aa10")],
        [Some((1, 0)), Some((1_048_576, 16_383)), Some((10, 26))]
    );
    assert_eq!(
        [place(b"A"), place(b"1"), place(b"A1B"), place(b"ZZZZZZZZ1")],
        [None; 4]
    );
}

#[test]
fn a_sheet_without_rows_ends_at_once() {
    let mut walk = SheetWalk::new(&b"<worksheet><sheetData/></worksheet>"[..]).unwrap();
    assert_eq!(walk.next(), Ok(SheetEvent::End));
    assert_ne!(CellKind::Number, CellKind::Unknown);
}

//! `.xlsx` and `.xlsm` through calamine's streaming reader, with what calamine does not say added from [`SheetFacts`].

use std::io::Cursor;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::intake::bytes::Bytes;
use crate::intake::reading::{Reading, Stop};
use crate::intake::row::SheetHead;
use crate::intake::workbook::facts::{Looks, NoFacts, SheetFacts};
use crate::intake::workbook::meter::Meter;
use crate::intake::workbook::package::{Package, WorkbookParts};
use crate::intake::workbook::rows::{RowBuilder, value};
use crate::intake::workbook::tokens::XmlStop;

/// Reads all sheets.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Stop> {
    let mut package = Package::open(Bytes::Held(bytes), reading.budget.limits())?;
    let parts = package.workbook_parts().unwrap_or_default();
    let sheet_paths: Vec<&str> = parts
        .sheets
        .iter()
        .filter_map(|sheet| sheet.path.as_deref())
        .collect();
    let mut meter = Meter::new(*reading.budget.limits(), bytes.len() as u64);
    package.inflate(&mut meter, &sheet_paths)?;
    let styles = parts
        .styles
        .as_deref()
        .and_then(|path| package.styles(path, &mut meter).ok());
    if let Some(excess) = meter.excess() {
        return Err(Stop::Excess(excess));
    }
    let styles = styles.unwrap_or_default();
    let looks = Looks {
        styles: &styles,
        is_1904: parts.is_1904,
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| stop(&error))?;
    for position in 0..workbook.sheets_metadata().len() {
        read_sheet(
            &mut workbook,
            position,
            (&parts, looks),
            &mut package,
            &mut meter,
            reading,
        )?;
    }
    Ok(())
}

fn read_sheet(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    position: usize,
    whole: (&WorkbookParts, Looks<'_>),
    package: &mut Package<'_>,
    meter: &mut Meter,
    reading: &mut Reading<'_>,
) -> Result<(), Stop> {
    let sheets = workbook.sheets_metadata();
    let Some(sheet) = sheets.get(position).cloned() else {
        return Ok(());
    };
    if sheet.typ != SheetType::WorkSheet {
        return Ok(());
    }
    let doubled = sheets
        .iter()
        .take(position)
        .any(|other| other.name == sheet.name);
    reading.sheet_begins(SheetHead {
        name: &sheet.name,
        position: u16::try_from(position).unwrap_or(u16::MAX),
        hidden: sheet.visible != SheetVisible::Visible,
    });
    if doubled {
        reading.sheet_ends(Some("another sheet has the same name"));
        return Ok(());
    }
    let why = match facts(position, whole, package, meter, reading)? {
        Ok(facts) => match workbook.worksheet_cells_reader(&sheet.name) {
            Ok(mut cells) => stream(&facts, reading, || {
                cells.next_cell().map(|cell| {
                    cell.map(|cell| {
                        let (row, column) = cell.get_position();
                        (row, column, value(cell.get_value().clone()))
                    })
                })
            })?,
            Err(error) => Some(sheet_trouble(&error)),
        },
        Err(why) => Some(why),
    };
    reading.sheet_ends(why);
    Ok(())
}

const NOT_PLAIN: &str = "its content is damaged, or not what a spreadsheet program writes";

/// The facts of a sheet, or why it cannot be read.
fn facts(
    position: usize,
    (parts, looks): (&WorkbookParts, Looks<'_>),
    package: &mut Package<'_>,
    meter: &mut Meter,
    reading: &mut Reading<'_>,
) -> Result<Result<SheetFacts, &'static str>, Stop> {
    let path = parts
        .sheets
        .get(position)
        .and_then(|sheet| sheet.path.as_deref());
    let Some(part) = path.and_then(|path| package.part(path)) else {
        return Ok(Err("the part that holds it is missing"));
    };
    let found = SheetFacts::of(meter.metered(part), looks, &mut reading.budget);
    if let Some(excess) = meter.excess() {
        return Err(Stop::Excess(excess));
    }
    match found {
        Ok(facts) => Ok(Ok(facts)),
        Err(NoFacts::Excess(excess)) => Err(Stop::Excess(excess)),
        Err(NoFacts::Xml(XmlStop::TooLong)) => {
            Err(Stop::Excess(crate::intake::limits::Excess::CellBytes))
        }
        Err(NoFacts::Xml(XmlStop::Broken | XmlStop::Odd)) => Ok(Err(NOT_PLAIN)),
    }
}

type StreamedCell<'a> = (u32, u32, Option<crate::intake::workbook::rows::Value<'a>>);

/// Hands the cells over as rows; the answer says why the sheet ended early, if so.
fn stream<'a>(
    facts: &SheetFacts,
    reading: &mut Reading<'_>,
    mut next: impl FnMut() -> Result<Option<StreamedCell<'a>>, XlsxError>,
) -> Result<Option<&'static str>, Stop> {
    let mut rows = RowBuilder::new(facts);
    let mut failed = 0_usize;
    loop {
        match next() {
            Ok(Some((row, column, value))) => {
                if let Some(why) = rows.add(row.saturating_add(1), column, value, reading)? {
                    return Ok(Some(why));
                }
            }
            Ok(None) => return rows.finish(reading),
            // calamine can go on after a cell that it cannot read; the facts hold that cell.
            Err(error) if of_one_cell(&error) && failed < facts.oddities.len() => failed += 1,
            Err(error) => {
                let why = sheet_trouble(&error);
                return Ok(rows.finish(reading)?.or(Some(why)));
            }
        }
    }
}

fn of_one_cell(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::CellError(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::Unrecognized { .. }
            | XlsxError::Unexpected(_)
    )
}

fn sheet_trouble(error: &XlsxError) -> &'static str {
    match error {
        XlsxError::Io(_) | XlsxError::Zip(_) | XlsxError::XmlEof(_) => {
            "its content is cut off or damaged"
        }
        XlsxError::Unexpected(_) => "a cell points to a text that the workbook does not hold",
        _ => NOT_PLAIN,
    }
}

fn stop(error: &XlsxError) -> Stop {
    match error {
        XlsxError::Password => Stop::Encrypted,
        XlsxError::Io(_) | XlsxError::Zip(_) => {
            Stop::Unreadable("it is a damaged or incomplete workbook")
        }
        _ => Stop::Unreadable("it is a workbook with parts that are missing or damaged"),
    }
}

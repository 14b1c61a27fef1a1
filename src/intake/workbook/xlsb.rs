//! `.xlsb` through calamine's streaming reader, with what calamine does not say added from the records.

use std::io::{BufReader, Cursor};

use calamine::{Reader, SheetType, SheetVisible, Xlsb, XlsbError};

use crate::intake::bytes::Bytes;
use crate::intake::reading::{Reading, Stop};
use crate::intake::row::SheetHead;
use crate::intake::workbook::facts::SheetFacts;
use crate::intake::workbook::meter::Meter;
use crate::intake::workbook::package::Package;
use crate::intake::workbook::rows::{RowBuilder, value};
use crate::intake::workbook::xlsb_facts;

/// Reads all sheets.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Stop> {
    let mut package = Package::open(Bytes::Held(bytes), reading.budget.limits())?;
    let mut meter = Meter::new(*reading.budget.limits(), bytes.len() as u64);
    package.inflate(&mut meter, &[])?;
    let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(|error| stop(&error))?;
    let paths = package.binary_sheets();
    for position in 0..workbook.sheets_metadata().len() {
        let sheets = workbook.sheets_metadata();
        let Some(sheet) = sheets.get(position).cloned() else {
            continue;
        };
        if sheet.typ != SheetType::WorkSheet {
            continue;
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
        let why = if doubled {
            Some("another sheet has the same name")
        } else {
            let path = paths.get(position).and_then(Option::as_deref);
            let part = path.and_then(|path| package.part(path));
            let facts = part
                .map(|part| xlsb_facts::of_sheet(BufReader::new(part)))
                .unwrap_or_default();
            read_sheet(&mut workbook, &sheet.name, &facts, reading)?
        };
        reading.sheet_ends(why);
    }
    Ok(())
}

fn read_sheet(
    workbook: &mut Xlsb<Cursor<&[u8]>>,
    name: &str,
    facts: &SheetFacts,
    reading: &mut Reading<'_>,
) -> Result<Option<&'static str>, Stop> {
    let trouble = "its content is cut off or damaged";
    let mut rows = RowBuilder::new(facts);
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else {
        return Ok(Some(trouble));
    };
    loop {
        match cells.next_cell() {
            Ok(Some(cell)) => {
                reading.budget.cell()?;
                let (row, column) = cell.get_position();
                let value = value(cell.get_value().clone());
                if let Some(why) = rows.add(row.saturating_add(1), column, value, reading)? {
                    return Ok(Some(why));
                }
            }
            Ok(None) => return rows.finish(reading),
            Err(_) => return Ok(rows.finish(reading)?.or(Some(trouble))),
        }
    }
}

fn stop(error: &XlsbError) -> Stop {
    match error {
        XlsbError::Password => Stop::Encrypted,
        _ => Stop::Unreadable("it is a damaged or incomplete workbook"),
    }
}

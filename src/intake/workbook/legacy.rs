//! `.xls` and `.ods`, which calamine reads as whole sheets: in the process of its caller, who sees to memory and time.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Ods, OdsError, Range, Reader, Sheet, SheetVisible, Xls, XlsError};

use crate::intake::bytes::Bytes;
use crate::intake::limits::Excess;
use crate::intake::reading::{OUT_OF_ORDER, Reading, RowStop, Stop};
use crate::intake::row::{Cell, SheetHead};
use crate::intake::workbook::meter::Meter;
use crate::intake::workbook::ods_extent::{self, OdsSheet};
use crate::intake::workbook::package::Package;
use crate::intake::workbook::rows::{cell, odd_cell};

/// Reads all sheets of an `.xls` workbook.
pub(crate) fn read_xls(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Stop> {
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Stop::Encrypted,
        _ => Stop::Unreadable("it is a damaged workbook, or one that is not really an Excel file"),
    })?;
    let sheets = workbook.sheets_metadata().to_vec();
    each_sheet(&sheets, &[], reading, |position| {
        workbook.worksheet_range_at(position)?.ok()
    })
}

/// Reads all sheets of an `.ods` workbook.
pub(crate) fn read_ods(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Stop> {
    let mut package = Package::open(Bytes::Held(bytes), reading.budget.limits())?;
    let mut meter = Meter::new(*reading.budget.limits(), bytes.len() as u64);
    package.inflate(&mut meter, &[])?;
    let content = package.part("content.xml").map(ods_extent::sheets);
    let known = content.and_then(Result::ok).unwrap_or_default();
    let reach = known
        .iter()
        .fold(0_u64, |sum, sheet| sum.saturating_add(sheet.cells));
    let limits = reading.budget.limits();
    if reach > limits.cells {
        return Err(Stop::Excess(Excess::Cells));
    }
    if reach.saturating_mul(BYTES_PER_CELL) > limits.child_memory_bytes {
        return Err(Stop::Excess(Excess::ChildMemory));
    }
    drop(package);
    let mut workbook = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Stop::Encrypted,
        OdsError::CellLimitExceeded { .. } => Stop::Excess(Excess::Cells),
        _ => Stop::Unreadable("it is a damaged or incomplete workbook"),
    })?;
    let sheets = workbook.sheets_metadata().to_vec();
    each_sheet(&sheets, &known, reading, |position| {
        workbook.worksheet_range_at(position)?.ok()
    })
}

/// What calamine needs for a cell of a sheet while it expands it, roughly.
const BYTES_PER_CELL: u64 = 48;

fn each_sheet(
    sheets: &[Sheet],
    known: &[OdsSheet],
    reading: &mut Reading<'_>,
    mut range: impl FnMut(usize) -> Option<Range<calamine::Data>>,
) -> Result<(), Stop> {
    for (position, sheet) in sheets.iter().enumerate() {
        reading.sheet_begins(SheetHead {
            name: &sheet.name,
            position: u16::try_from(position).unwrap_or(u16::MAX),
            hidden: sheet.visible != SheetVisible::Visible,
        });
        let doubled = sheets
            .iter()
            .take(position)
            .any(|other| other.name == sheet.name);
        let why = match range(position) {
            _ if doubled => Some("another sheet has the same name"),
            Some(range) => hand_over(&range, known.get(position), reading)?,
            None => Some("its content is damaged"),
        };
        reading.sheet_ends(why);
    }
    Ok(())
}

/// A range begins at the first used cell; the rows keep their numbers in the sheet. What is known of odd cells goes before what
/// calamine says of them, and they may lie outside of its range.
fn hand_over(
    range: &Range<calamine::Data>,
    known: Option<&OdsSheet>,
    reading: &mut Reading<'_>,
) -> Result<Option<&'static str>, Stop> {
    let nothing = BTreeMap::new();
    let odd = known.map_or(&nothing, |sheet| &sheet.oddities);
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut in_range = (first_row.saturating_add(1)..).zip(range.rows()).peekable();
    let mut odd_rows = odd.keys().map(|(row, _)| *row).peekable();
    loop {
        let next_row = in_range.peek().map(|(number, _)| *number);
        let Some(number) = next_row.into_iter().chain(odd_rows.peek().copied()).min() else {
            return Ok(None);
        };
        let mut cells: BTreeMap<u32, Cell<'_>> = BTreeMap::new();
        if let Some((_, row)) = in_range.next_if(|(at, _)| *at == number) {
            for (column, data) in (first_column..).zip(row) {
                reading.budget.cell()?;
                cells.extend(cell(data).map(|cell| (column, cell)));
            }
        }
        while odd_rows.next_if_eq(&number).is_some() {}
        for ((_, column), oddity) in odd.range((number, 0)..=(number, u32::MAX)) {
            cells.insert(*column, odd_cell(oddity));
        }
        let hidden = known.is_some_and(|sheet| sheet.is_hidden(number));
        let cells: Vec<(u32, Cell<'_>)> = cells.into_iter().collect();
        match reading.row(number, hidden, &cells) {
            Ok(()) => {}
            Err(RowStop::OutOfOrder) => return Ok(Some(OUT_OF_ORDER)),
            Err(RowStop::Excess(excess)) => return Err(Stop::Excess(excess)),
        }
    }
}

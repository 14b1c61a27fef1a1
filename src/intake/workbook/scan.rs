//! `.xlsx` and `.xlsm` read by our own walk over the sheets: in one pass, with hidden rows, formulas without a value and values
//! written with white space, none of which calamine tells. Where the frame of a workbook is unusual, calamine reads it.

use std::cmp::Reverse;
use std::io::Read;
use std::sync::Arc;

use rayon::prelude::*;

use crate::intake::ahead::read_ahead;
use crate::intake::bytes::Bytes;
use crate::intake::limits::{Budget, Excess, Limits, Spent, Stopwatch};
use crate::intake::reading::{Part, Reading, Stop};
use crate::intake::row::{RowVisitor, SheetHead};
use crate::intake::workbook::meter::{Meter, Metered};
use crate::intake::workbook::package::{Package, PartReader, SheetPart, WorkbookParts};
use crate::intake::workbook::shared_strings::SharedStrings;
use crate::intake::workbook::sheet_row::{Frame, Rows};
use crate::intake::workbook::sheet_xml::{SheetEvent, SheetWalk};
use crate::intake::workbook::tokens::XmlStop;

/// Reads all sheets; `false` if the workbook is to be read another way, and then nothing was handed over.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<bool, Stop> {
    let bytes = Bytes::Held(bytes);
    let mut package = Package::open(bytes, reading.budget.limits())?;
    let mut meter = Meter::new(*reading.budget.limits(), bytes.len());
    let opened = open(&mut package, &mut meter, |part| SharedStrings::read(part));
    if let Some(excess) = meter.excess() {
        return Err(Stop::Excess(excess));
    }
    let (parts, frame) = match opened {
        Ok(opened) => opened,
        Err(XmlStop::TooLong) => return Err(Stop::Excess(Excess::CellBytes)),
        Err(XmlStop::Odd | XmlStop::Broken) => return Ok(false),
    };
    let mut room = Rows::default();
    for (position, sheet) in parts.sheets.iter().enumerate() {
        let Some(path) = &sheet.path else { continue };
        reading.sheet_begins(head(position, sheet));
        let why = match package.part(path) {
            Some(part) => sheet_rows(&mut meter.metered(part), &frame, &mut room, reading)?,
            None => Some(MISSING),
        };
        if let Some(excess) = meter.excess() {
            return Err(Stop::Excess(excess));
        }
        reading.sheet_ends(why);
    }
    Ok(true)
}

const MISSING: &str = "the part that holds it is missing";

fn head(position: usize, sheet: &SheetPart) -> SheetHead<'_> {
    SheetHead {
        name: &sheet.name,
        position: u16::try_from(position).unwrap_or(u16::MAX),
        hidden: sheet.hidden,
    }
}

/// What reading a workbook sheet by sheet needs.
pub(crate) struct Apart<'a, V> {
    pub(crate) bytes: Bytes<'a>,
    pub(crate) file: u32,
    pub(crate) limits: Limits,
    pub(crate) stopwatch: Option<&'a dyn Stopwatch>,
    /// Makes the visitor of a sheet.
    pub(crate) make: &'a (dyn Fn() -> V + Sync),
}

impl<V: RowVisitor + Send> Apart<'_, V> {
    /// Reads all sheets at the same time, each into a visitor of its own; they come back in the order of the workbook.
    /// Nothing if a limit is reached or the workbook is to be read another way.
    pub(crate) fn read(&self) -> Option<Vec<Part<V>>> {
        let spent = Spent::nothing(self.stopwatch);
        let mut package = Package::open(self.bytes, &self.limits).ok()?;
        let mut meter = Meter::new(self.limits, self.bytes.len());
        let opened = open(&mut package, &mut meter, |part| {
            let (strings, source) = read_ahead(part, |part| SharedStrings::read(part));
            source.map_or(Err(XmlStop::Broken), |_| strings)
        });
        let (parts, frame) = opened.ok()?;
        let mut sheets: Vec<(u64, usize, &SheetPart, &str)> = Vec::new();
        for (position, sheet) in parts.sheets.iter().enumerate() {
            if let Some(path) = &sheet.path {
                sheets.push((package.zipped_size(path), position, sheet, path));
            }
        }
        // The largest first, so that none of them is begun last.
        sheets.sort_by_key(|(size, position, ..)| (Reverse(*size), *position));
        let one = |(_, position, sheet, path): &(u64, usize, &SheetPart, &str)| {
            let budget = Budget::of_part(self.limits, self.stopwatch, &spent);
            let part = Part::read(self.file, budget, (self.make)(), |reading| {
                reading.sheet_begins(head(*position, sheet));
                let why =
                    ahead(package.clone(), path, &mut meter.beside(), &frame, reading).ok()?;
                reading.sheet_ends(why);
                Some(())
            });
            part.map(|part| (*position, part))
        };
        let read: Option<Vec<_>> = sheets.par_iter().with_max_len(1).map(one).collect();
        let mut read = read?;
        read.sort_by_key(|(position, _)| *position);
        Some(read.into_iter().map(|(_, part)| part).collect())
    }
}

/// Reads a sheet, which another thread inflates; the answer says why the sheet ended early, if so.
fn ahead(
    mut package: Package<'_>,
    path: &str,
    meter: &mut Meter,
    frame: &Frame,
    reading: &mut Reading<'_>,
) -> Result<Option<&'static str>, StoppedEarly> {
    let Some(part) = package.part(path) else {
        return Ok(Some(MISSING));
    };
    let (why, source) = read_ahead(meter.metered(part), |part| {
        sheet_rows(part, frame, &mut Rows::default(), reading)
    });
    if source.is_none() || meter.excess().is_some() {
        return Err(StoppedEarly);
    }
    why.map_err(|_| StoppedEarly)
}

/// Reading stopped early: the workbook is read again whole, which says why.
struct StoppedEarly;

/// Hands the rows of a sheet over; the answer says why it ended early, if so.
fn sheet_rows<'f>(
    part: &mut dyn Read,
    frame: &'f Frame,
    room: &mut Rows<'f>,
    reading: &mut Reading<'_>,
) -> Result<Option<&'static str>, Stop> {
    match SheetWalk::new(part) {
        Ok(walk) => rows(walk, frame, room, reading),
        Err(stop) => trouble(stop).map(Some),
    }
}

/// Finds the sheets, and reads what all of them need; `read` reads the shared texts.
fn open(
    package: &mut Package<'_>,
    meter: &mut Meter,
    read: impl FnOnce(Metered<'_, PartReader<'_, '_>>) -> Result<SharedStrings, XmlStop>,
) -> Result<(Arc<WorkbookParts>, Frame), XmlStop> {
    let parts = package.workbook_parts()?;
    if parts.sheets.is_empty() {
        return Err(XmlStop::Odd);
    }
    let mut frame = Frame {
        strings: SharedStrings::default(),
        styles: Arc::default(),
        is_1904: parts.is_1904,
    };
    if let Some(part) = parts
        .shared_strings
        .as_deref()
        .and_then(|path| package.part(path))
    {
        frame.strings = read(meter.metered(part))?;
    }
    if let Some(path) = &parts.styles {
        frame.styles = package.styles(path, meter)?;
    }
    Ok((parts, frame))
}

fn trouble(stop: XmlStop) -> Result<&'static str, Stop> {
    match stop {
        XmlStop::TooLong => Err(Stop::Excess(Excess::CellBytes)),
        XmlStop::Broken => Ok("its content is cut off or damaged"),
        XmlStop::Odd => Ok("its content is not what a spreadsheet program writes"),
    }
}

/// Hands the rows over; the answer says why the sheet ended early, if so.
fn rows<'f, R: Read>(
    mut walk: SheetWalk<R>,
    frame: &'f Frame,
    room: &mut Rows<'f>,
    reading: &mut Reading<'_>,
) -> Result<Option<&'static str>, Stop> {
    room.begin();
    loop {
        // Nearly all cells and rows are plain; the general walk goes on where one is not.
        let plain = walk.plain_cells(|cell| room.add_plain(&cell, frame));
        let next_row = match plain {
            Ok(count) => {
                if let Err(excess) = reading.budget.cells(count) {
                    return room.stop(excess.into(), reading);
                }
                walk.plain_row()
            }
            Err(stop) => Err(stop),
        };
        if let Ok(Some(number)) = next_row {
            if let Some(why) = room.next(number, false, reading)? {
                return Ok(Some(why));
            }
            continue;
        }
        let event = match next_row.and_then(|_| walk.next()) {
            Ok(event) => event,
            Err(stop) => {
                return match trouble(stop) {
                    Ok(why) => Ok(room.finish(reading)?.or(Some(why))),
                    Err(stop) => room.stop(stop, reading),
                };
            }
        };
        match event {
            SheetEvent::Cell(cell) => {
                if let Err(excess) = reading.budget.cell() {
                    return room.stop(excess.into(), reading);
                }
                room.add(&cell, frame);
            }
            SheetEvent::Row { number, hidden } => {
                if let Some(why) = room.next(number, hidden, reading)? {
                    return Ok(Some(why));
                }
            }
            SheetEvent::End => return room.finish(reading),
        }
    }
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;

//! `.xlsx` and `.xlsm` read by our own walk over the sheets: in one pass, with hidden rows, formulas without a value and values
//! written with white space, none of which calamine tells. Where the frame of a workbook is unusual, calamine reads it.

use std::ops::Range;

use crate::intake::limits::Excess;
use crate::intake::reading::{OUT_OF_ORDER, Reading, RowStop, Stop};
use crate::intake::row::{Cell, SheetHead, is_blank};
use crate::intake::workbook::facts::UNTRUSTED;
use crate::intake::workbook::meter::Meter;
use crate::intake::workbook::package::{Package, SheetPart, WorkbookParts};
use crate::intake::workbook::plain_cell::{PlainCell, PlainValue};
use crate::intake::workbook::shared_strings::SharedStrings;
use crate::intake::workbook::sheet_xml::{CellKind, RawCell, SheetEvent, SheetWalk, number};
use crate::intake::workbook::string_xml::push_unescaped;
use crate::intake::workbook::styles::Styles;
use crate::intake::workbook::tokens::XmlStop;

/// What all sheets of a workbook need.
struct Frame {
    strings: SharedStrings,
    styles: Styles,
    is_1904: bool,
}

impl Frame {
    /// A number as its style shows it.
    fn number(&self, number: f64, style: u32) -> Cell<'static> {
        if self.styles.is_date(style) {
            Cell::Date {
                serial: number,
                is_1904: self.is_1904,
            }
        } else {
            Cell::Number(number)
        }
    }
}

/// Reads all sheets; `false` if the workbook is to be read another way, and then nothing was handed over.
pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) -> Result<bool, Stop> {
    let mut package = Package::open(bytes, &reading.budget)?;
    let mut meter = Meter::new(*reading.budget.limits(), bytes.len() as u64);
    let opened = open(&mut package, &mut meter);
    if let Some(excess) = meter.excess() {
        return Err(Stop::Excess(excess));
    }
    let (parts, frame) = match opened {
        Ok(opened) => opened,
        Err(XmlStop::TooLong) => return Err(Stop::Excess(Excess::CellBytes)),
        Err(XmlStop::Odd | XmlStop::Broken) => return Ok(false),
    };
    for (position, sheet) in parts.sheets.iter().enumerate() {
        if let Some(path) = &sheet.path {
            read_sheet(
                position,
                sheet,
                path,
                &frame,
                &mut package,
                &mut meter,
                reading,
            )?;
        }
    }
    Ok(true)
}

fn open(package: &mut Package<'_>, meter: &mut Meter) -> Result<(WorkbookParts, Frame), XmlStop> {
    let parts = package.workbook_parts()?;
    if parts.sheets.is_empty() {
        return Err(XmlStop::Odd);
    }
    let mut frame = Frame {
        strings: SharedStrings::default(),
        styles: Styles::default(),
        is_1904: parts.is_1904,
    };
    if let Some(part) = parts
        .shared_strings
        .as_deref()
        .and_then(|path| package.part(path))
    {
        frame.strings = SharedStrings::read(meter.metered(part))?;
    }
    if let Some(part) = parts.styles.as_deref().and_then(|path| package.part(path)) {
        frame.styles = Styles::read(meter.metered(part))?;
    }
    Ok((parts, frame))
}

fn read_sheet(
    position: usize,
    sheet: &SheetPart,
    path: &str,
    frame: &Frame,
    package: &mut Package<'_>,
    meter: &mut Meter,
    reading: &mut Reading<'_>,
) -> Result<(), Stop> {
    reading.sheet_begins(SheetHead {
        name: &sheet.name,
        position: u16::try_from(position).unwrap_or(u16::MAX),
        hidden: sheet.hidden,
    });
    let why = match package.part(path) {
        Some(part) => match SheetWalk::new(meter.metered(part)) {
            Ok(walk) => rows(walk, frame, reading)?,
            Err(stop) => Some(trouble(stop)?),
        },
        None => Some("the part that holds it is missing"),
    };
    if let Some(excess) = meter.excess() {
        return Err(Stop::Excess(excess));
    }
    reading.sheet_ends(why);
    Ok(())
}

fn trouble(stop: XmlStop) -> Result<&'static str, Stop> {
    match stop {
        XmlStop::TooLong => Err(Stop::Excess(Excess::CellBytes)),
        XmlStop::Broken => Ok("its content is cut off or damaged"),
        XmlStop::Odd => Ok("its content is not what a spreadsheet program writes"),
    }
}

/// Hands the rows over; the answer says why the sheet ended early, if so.
fn rows<R: std::io::Read>(
    mut walk: SheetWalk<R>,
    frame: &Frame,
    reading: &mut Reading<'_>,
) -> Result<Option<&'static str>, Stop> {
    let mut row = Row::default();
    loop {
        // Nearly all cells and rows are plain; the general walk goes on where one is not.
        let plain = walk.plain_cells(|cell| row.add_plain(&cell, frame));
        let next_row = match plain {
            Ok(count) => {
                reading.budget.cells(count)?;
                walk.plain_row()
            }
            Err(stop) => Err(stop),
        };
        if let Ok(Some(number)) = next_row {
            if let Some(why) = row.hand_over(reading)? {
                return Ok(Some(why));
            }
            row.begin(number, false);
            continue;
        }
        let event = match next_row.and_then(|_| walk.next()) {
            Ok(event) => event,
            Err(stop) => {
                let why = trouble(stop)?;
                return Ok(row.hand_over(reading)?.or(Some(why)));
            }
        };
        match event {
            SheetEvent::Cell(cell) => {
                reading.budget.cell()?;
                row.add(&cell, frame);
            }
            SheetEvent::Row { number, hidden } => {
                if let Some(why) = row.hand_over(reading)? {
                    return Ok(Some(why));
                }
                row.begin(number, hidden);
            }
            SheetEvent::End => return row.hand_over(reading),
        }
    }
}

const UNTRUSTED_CELL: Cell<'static> = Cell::Error(UNTRUSTED);

/// The row that is being put together.
#[derive(Default)]
struct Row<'f> {
    number: u32,
    hidden: bool,
    cells: Vec<(u32, Cell<'f>)>,
    /// Which of the cells have their text in [`Row::text`], and where.
    written: Vec<(usize, Range<usize>)>,
    text: String,
    /// The cells are not in order, or some are blank.
    untidy: bool,
    /// Only room to be used again.
    room: Vec<(u32, Cell<'static>)>,
}

impl<'f> Row<'f> {
    fn begin(&mut self, number: u32, hidden: bool) {
        self.number = number;
        self.hidden = hidden;
        self.cells.clear();
        self.written.clear();
        self.text.clear();
        self.untidy = false;
    }

    fn push(&mut self, column: u32, cell: Cell<'f>) {
        self.untidy |= self
            .cells
            .last()
            .is_some_and(|(before, _)| *before >= column);
        self.cells.push((column, cell));
    }

    /// A cell with a text that is kept until the row is whole; `cell` says of which kind it is.
    fn push_written(&mut self, column: u32, cell: Cell<'f>, start: usize) {
        self.written
            .push((self.cells.len(), start..self.text.len()));
        self.push(column, cell);
    }

    fn push_text(&mut self, column: u32, cell: Cell<'f>, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.push_written(column, cell, start);
    }

    fn add_plain(&mut self, cell: &PlainCell<'_>, frame: &'f Frame) {
        let number = match cell.value {
            PlainValue::Nothing => return,
            PlainValue::Whole(place) if cell.kind == CellKind::Shared => {
                return self.add_shared(cell.column, Some(place), frame);
            }
            PlainValue::Whole(number) => f64::from(number),
            PlainValue::Decimal(number) if cell.kind == CellKind::Number => number,
            PlainValue::Decimal(_) => return self.push(cell.column, UNTRUSTED_CELL),
            PlainValue::Text(text) => {
                let (column, style) = (cell.column, cell.style);
                return self.add_value(column, style, cell.kind, text, frame);
            }
        };
        self.push(cell.column, frame.number(number, cell.style));
    }

    fn add(&mut self, cell: &RawCell<'_>, frame: &'f Frame) {
        let written = cell.value.unwrap_or_default();
        if is_blank(written) {
            // Excel writes an empty text as the result of a formula with its type; any other formula was never computed.
            let empty_text = cell.kind == CellKind::FormulaText && cell.value.is_some();
            if cell.has_formula && !empty_text {
                self.push(cell.column, Cell::FormulaWithoutValue);
            }
            return;
        }
        self.add_value(cell.column, cell.style, cell.kind, written, frame);
    }

    /// Adds a value that is not blank.
    fn add_value(&mut self, column: u32, style: u32, kind: CellKind, text: &str, frame: &'f Frame) {
        let value = text.trim();
        match kind {
            CellKind::Shared => self.add_shared(column, number(value.as_bytes()), frame),
            CellKind::Number => self.add_number_or_text(column, style, value, frame),
            CellKind::Bool => {
                let is_true = value == "1" || value.eq_ignore_ascii_case("true");
                let is_false = value == "0" || value.eq_ignore_ascii_case("false");
                let known = is_true || is_false;
                self.push(
                    column,
                    if known {
                        Cell::Bool(is_true)
                    } else {
                        UNTRUSTED_CELL
                    },
                );
            }
            CellKind::Error => self.push_text(column, UNTRUSTED_CELL, value),
            CellKind::IsoDate | CellKind::Inline => self.push_text(column, Cell::Text(""), text),
            CellKind::FormulaText => {
                let start = self.text.len();
                push_unescaped(text, &mut self.text);
                self.push_written(column, Cell::Text(""), start);
            }
            CellKind::Unknown => self.push(column, UNTRUSTED_CELL),
        }
    }

    fn add_shared(&mut self, column: u32, place: Option<u32>, frame: &'f Frame) {
        match place.and_then(|place| frame.strings.get(place)) {
            Some(text) => {
                self.untidy |= is_blank(text);
                self.push(column, Cell::Text(text));
            }
            None => self.push(column, UNTRUSTED_CELL),
        }
    }

    fn add_number_or_text(&mut self, column: u32, style: u32, value: &str, frame: &'f Frame) {
        let plain = value
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        match value.parse::<f64>() {
            Ok(number) if plain && number.is_finite() => {
                self.push(column, frame.number(number, style));
            }
            Ok(_) if plain => self.push(column, UNTRUSTED_CELL),
            _ => self.push_text(column, Cell::Text(""), value),
        }
    }

    fn hand_over(&mut self, reading: &mut Reading<'_>) -> Result<Option<&'static str>, Stop> {
        let handed = if self.written.is_empty() && !self.untidy {
            reading.row(self.number, self.hidden, &self.cells)
        } else {
            let mut whole = emptied(std::mem::take(&mut self.room));
            whole.extend_from_slice(&self.cells);
            for (position, range) in &self.written {
                let text = self.text.get(range.clone()).unwrap_or_default();
                if let Some((_, cell)) = whole.get_mut(*position) {
                    *cell = match cell {
                        Cell::Error(_) => Cell::Error(text),
                        _ => Cell::Text(text),
                    };
                }
            }
            if self.untidy {
                // Of two cells in one place the last stays.
                whole.reverse();
                whole.sort_by_key(|(column, _)| *column);
                whole.dedup_by_key(|(column, _)| *column);
            }
            whole.retain(|(_, cell)| !matches!(cell, Cell::Text(text) if is_blank(text)));
            let handed = reading.row(self.number, self.hidden, &whole);
            self.room = emptied(whole);
            handed
        };
        self.cells.clear();
        self.written.clear();
        match handed {
            Ok(()) => Ok(None),
            Err(RowStop::OutOfOrder) => Ok(Some(OUT_OF_ORDER)),
            Err(RowStop::Excess(excess)) => Err(Stop::Excess(excess)),
        }
    }
}

/// The same room without the cells, for cells that live shorter or longer. Nothing is allocated.
fn emptied<'a>(mut cells: Vec<(u32, Cell<'_>)>) -> Vec<(u32, Cell<'a>)> {
    cells.clear();
    cells.into_iter().map_while(|_| None).collect()
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;

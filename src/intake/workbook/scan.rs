//! `.xlsx` and `.xlsm` read by our own walk over the sheets: in one pass, with hidden rows, formulas without a value and values
//! written with white space, none of which calamine tells. Where the frame of a workbook is unusual, calamine reads it.

use std::ops::Range;

use crate::intake::limits::Excess;
use crate::intake::reading::{OUT_OF_ORDER, Reading, RowStop, Stop};
use crate::intake::row::{Cell, SheetHead};
use crate::intake::workbook::facts::UNTRUSTED;
use crate::intake::workbook::meter::Meter;
use crate::intake::workbook::package::{Package, SheetPart, WorkbookParts};
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
        let event = match walk.next() {
            Ok(event) => event,
            Err(stop) => {
                let why = trouble(stop)?;
                return Ok(row.hand_over(frame, reading)?.or(Some(why)));
            }
        };
        match event {
            SheetEvent::Cell(cell) => {
                reading.budget.cell()?;
                row.add(&cell, frame);
            }
            SheetEvent::Row { number, hidden } => {
                if let Some(why) = row.hand_over(frame, reading)? {
                    return Ok(Some(why));
                }
                row.begin(number, hidden);
            }
            SheetEvent::End => return row.hand_over(frame, reading),
        }
    }
}

/// A value until its row is whole.
#[derive(Clone)]
enum Kept {
    Shared(u32),
    /// A place in [`Row::text`].
    Text(Range<usize>),
    Error(Range<usize>),
    Plain(Cell<'static>),
}

/// The row that is being put together.
#[derive(Default)]
struct Row {
    number: u32,
    hidden: bool,
    cells: Vec<(u32, Kept)>,
    text: String,
    unsorted: bool,
}

impl Row {
    fn begin(&mut self, number: u32, hidden: bool) {
        self.number = number;
        self.hidden = hidden;
        self.cells.clear();
        self.text.clear();
        self.unsorted = false;
    }

    fn add(&mut self, cell: &RawCell<'_>, frame: &Frame) {
        if let Some(kept) = self.keep(cell, frame) {
            self.unsorted |= self
                .cells
                .last()
                .is_some_and(|(before, _)| *before >= cell.column);
            self.cells.push((cell.column, kept));
        }
    }

    fn keep(&mut self, cell: &RawCell<'_>, frame: &Frame) -> Option<Kept> {
        let written = cell.value.unwrap_or_default();
        let value = written.trim();
        if value.is_empty() {
            // Excel writes an empty text as the result of a formula with its type; any other formula was never computed.
            let empty_text = cell.kind == CellKind::FormulaText && cell.value.is_some();
            return (cell.has_formula && !empty_text)
                .then_some(Kept::Plain(Cell::FormulaWithoutValue));
        }
        Some(match cell.kind {
            CellKind::Shared => match number(value.as_bytes()) {
                Some(place) if frame.strings.has(place) => Kept::Shared(place),
                _ => UNTRUSTED_CELL,
            },
            CellKind::Number => self.number_or_text(value, cell.style, frame),
            CellKind::Bool => match value {
                "1" => Kept::Plain(Cell::Bool(true)),
                "0" => Kept::Plain(Cell::Bool(false)),
                _ if value.eq_ignore_ascii_case("true") => Kept::Plain(Cell::Bool(true)),
                _ if value.eq_ignore_ascii_case("false") => Kept::Plain(Cell::Bool(false)),
                _ => UNTRUSTED_CELL,
            },
            CellKind::Error => Kept::Error(self.push(value)),
            CellKind::IsoDate | CellKind::Inline => Kept::Text(self.push(written)),
            CellKind::FormulaText => {
                let start = self.text.len();
                push_unescaped(written, &mut self.text);
                Kept::Text(start..self.text.len())
            }
            CellKind::Unknown => UNTRUSTED_CELL,
        })
    }

    fn number_or_text(&mut self, value: &str, style: u32, frame: &Frame) -> Kept {
        let plain = value
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        match value.parse::<f64>() {
            Ok(number) if plain && number.is_finite() => {
                Kept::Plain(if frame.styles.is_date(style) {
                    Cell::Date {
                        serial: number,
                        is_1904: frame.is_1904,
                    }
                } else {
                    Cell::Number(number)
                })
            }
            Ok(_) if plain => UNTRUSTED_CELL,
            _ => Kept::Text(self.push(value)),
        }
    }

    fn push(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }

    fn hand_over(
        &mut self,
        frame: &Frame,
        reading: &mut Reading<'_>,
    ) -> Result<Option<&'static str>, Stop> {
        if self.cells.is_empty() {
            return Ok(None);
        }
        if self.unsorted {
            // Of two cells in one place the last stays.
            self.cells.reverse();
            self.cells.sort_by_key(|(column, _)| *column);
            self.cells.dedup_by_key(|(column, _)| *column);
        }
        let mut cells = Vec::with_capacity(self.cells.len());
        for (column, kept) in &self.cells {
            let cell = match kept {
                Kept::Plain(cell) => *cell,
                Kept::Shared(place) => Cell::Text(frame.strings.get(*place).unwrap_or_default()),
                Kept::Text(range) => Cell::Text(self.text.get(range.clone()).unwrap_or_default()),
                Kept::Error(range) => {
                    Cell::Error(self.text.get(range.clone()).unwrap_or(UNTRUSTED))
                }
            };
            if !matches!(cell, Cell::Text(text) if text.trim().is_empty()) {
                cells.push((*column, cell));
            }
        }
        match reading.row(self.number, self.hidden, &cells) {
            Ok(()) => {}
            Err(RowStop::OutOfOrder) => return Ok(Some(OUT_OF_ORDER)),
            Err(RowStop::Excess(excess)) => return Err(Stop::Excess(excess)),
        }
        self.cells.clear();
        Ok(None)
    }
}

const UNTRUSTED_CELL: Kept = Kept::Plain(Cell::Error(UNTRUSTED));

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;

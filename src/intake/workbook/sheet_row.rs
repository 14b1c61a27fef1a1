//! Puts the cells of the rows of an `.xlsx` sheet together: texts, dates and errors from what its XML writes.

use std::ops::Range;
use std::sync::Arc;

use crate::intake::reading::{OUT_OF_ORDER, Reading, RowStop, Stop};
use crate::intake::row::{Cell, is_blank};
use crate::intake::workbook::facts::UNTRUSTED;
use crate::intake::workbook::months::shown_cell;
use crate::intake::workbook::plain_cell::{PlainCell, PlainValue};
use crate::intake::workbook::shared_strings::{SharedStrings, SharedText};
use crate::intake::workbook::sheet_xml::{CellKind, RawCell, number};
use crate::intake::workbook::string_xml::push_unescaped;
use crate::intake::workbook::styles::Styles;

/// What all sheets of a workbook need.
#[derive(Default)]
pub(crate) struct Frame {
    pub(crate) strings: SharedStrings,
    pub(crate) styles: Arc<Styles>,
    pub(crate) is_1904: bool,
}

impl Frame {
    /// A number as its style shows it.
    fn number(&self, number: f64, style: u32) -> Cell<'static> {
        shown_cell(number, self.is_1904, self.styles.shown(style))
    }
}

const UNTRUSTED_CELL: Cell<'static> = Cell::Error(UNTRUSTED);

/// So many rows are handed over together.
const TOGETHER: usize = 32;

/// The row that is being put together, and those before it that wait to be handed over. Used for one row after the other, so that
/// none of them costs an allocation.
pub(crate) struct Rows<'f> {
    waiting: Vec<Row>,
    open: Row,
    /// The last column of the open row that has a cell.
    last: Option<u32>,
    /// The cells of all these rows, one row behind the other.
    cells: Vec<(u32, Cell<'f>)>,
    /// Which of the cells have their text in [`Rows::text`], and where.
    written: Vec<(usize, Range<usize>)>,
    text: String,
    /// Only room to be used again.
    room: Vec<(u32, Cell<'static>)>,
}

/// A row, and where its cells begin.
#[derive(Clone, Copy, Default)]
struct Row {
    number: u32,
    hidden: bool,
    cells: usize,
    written: usize,
    /// The cells are not in order, or some may be blank.
    untidy: bool,
}

/// Room for the cells of a few rows, so that a small sheet asks for memory once.
const FIRST_CELLS: usize = 128;

impl Default for Rows<'_> {
    fn default() -> Self {
        Self {
            waiting: Vec::with_capacity(TOGETHER),
            open: Row::default(),
            last: None,
            cells: Vec::with_capacity(FIRST_CELLS),
            written: Vec::new(),
            text: String::new(),
            room: Vec::new(),
        }
    }
}

impl<'f> Rows<'f> {
    /// Forgets all rows; the next one has no cells.
    pub(crate) fn begin(&mut self) {
        self.waiting.clear();
        self.cells.clear();
        self.written.clear();
        self.text.clear();
        self.open_row(0, false);
    }

    /// The open row is whole, and the next one begins. The answer says why the sheet cannot be read on, if so.
    pub(crate) fn next(
        &mut self,
        number: u32,
        hidden: bool,
        reading: &mut Reading<'_>,
    ) -> Result<Option<&'static str>, Stop> {
        self.waiting.push(self.open);
        let why = if self.waiting.len() < TOGETHER {
            None
        } else {
            self.hand_over(reading)?
        };
        self.open_row(number, hidden);
        Ok(why)
    }

    /// The sheet ends, and with it the open row.
    pub(crate) fn finish(
        &mut self,
        reading: &mut Reading<'_>,
    ) -> Result<Option<&'static str>, Stop> {
        self.waiting.push(self.open);
        self.hand_over(reading)
    }

    /// Reading stops within the open row: hands over the rows before it, of which one may be why the sheet ended before that.
    pub(crate) fn stop(
        &mut self,
        stop: Stop,
        reading: &mut Reading<'_>,
    ) -> Result<Option<&'static str>, Stop> {
        self.hand_over(reading)?
            .map_or(Err(stop), |why| Ok(Some(why)))
    }

    fn open_row(&mut self, number: u32, hidden: bool) {
        self.last = None;
        self.open = Row {
            number,
            hidden,
            cells: self.cells.len(),
            written: self.written.len(),
            untidy: false,
        };
    }

    fn push(&mut self, column: u32, cell: Cell<'f>) {
        self.open.untidy |= self.last.is_some_and(|before| before >= column);
        self.last = Some(column);
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

    /// Adds a plain cell.
    pub(crate) fn add_plain(&mut self, cell: &PlainCell<'_>, frame: &'f Frame) {
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

    /// Adds any cell.
    pub(crate) fn add(&mut self, cell: &RawCell<'_>, frame: &'f Frame) {
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
            Some(shared) => self.push(column, Cell::Shared(shared)),
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

    /// Hands over the rows that wait; the answer says why the sheet cannot be read on, if so.
    fn hand_over(&mut self, reading: &mut Reading<'_>) -> Result<Option<&'static str>, Stop> {
        // The texts lie far from each other. Where all are looked at in one go, the processor fetches many at the same time; later
        // they are at hand: first their entries, then what lies elsewhere.
        let shared = || self.cells.iter().filter_map(|(_, cell)| shared(cell));
        let any_blank = shared().fold(false, |any, text| any | text.is_blank());
        let first = |all, text: SharedText<'_>| all ^ text.first_byte_elsewhere().unwrap_or(0);
        std::hint::black_box(shared().fold(0, first));
        let rows = std::mem::take(&mut self.waiting);
        let mut handed = Ok(());
        for (at, row) in rows.iter().enumerate() {
            let next = rows.get(at + 1);
            let cells = row.cells..next.map_or(self.cells.len(), |next| next.cells);
            let written = row.written..next.map_or(self.written.len(), |next| next.written);
            handed = self.hand_over_row(*row, any_blank, cells, written, reading);
            if handed.is_err() {
                break;
            }
        }
        self.waiting = rows;
        self.waiting.clear();
        self.cells.clear();
        self.written.clear();
        self.text.clear();
        match handed {
            Ok(()) => Ok(None),
            Err(RowStop::OutOfOrder) => Ok(Some(OUT_OF_ORDER)),
            Err(RowStop::Excess(excess)) => Err(Stop::Excess(excess)),
        }
    }

    fn hand_over_row(
        &mut self,
        row: Row,
        any_blank: bool,
        cells: Range<usize>,
        written: Range<usize>,
        reading: &mut Reading<'_>,
    ) -> Result<(), RowStop> {
        let first = cells.start;
        let cells = self.cells.get(cells).unwrap_or_default();
        let written = self.written.get(written).unwrap_or_default();
        let untidy = row.untidy || any_blank && cells.iter().any(|(_, cell)| is_blank_shared(cell));
        if written.is_empty() && !untidy {
            return reading.row(row.number, row.hidden, cells);
        }
        let mut whole = emptied(std::mem::take(&mut self.room));
        whole.extend_from_slice(cells);
        for (position, range) in written {
            let text = self.text.get(range.clone()).unwrap_or_default();
            if let Some((_, cell)) = whole.get_mut(position.saturating_sub(first)) {
                *cell = match cell {
                    Cell::Error(_) => Cell::Error(text),
                    _ => Cell::Text(text),
                };
            }
        }
        if untidy {
            // Of two cells in one place the last stays.
            whole.reverse();
            whole.sort_by_key(|(column, _)| *column);
            whole.dedup_by_key(|(column, _)| *column);
        }
        whole.retain(|(_, cell)| match cell {
            Cell::Text(text) => !is_blank(text),
            cell => !is_blank_shared(cell),
        });
        let handed = reading.row(row.number, row.hidden, &whole);
        self.room = emptied(whole);
        handed
    }
}

fn shared<'a>(cell: &Cell<'a>) -> Option<SharedText<'a>> {
    match cell {
        Cell::Shared(shared) => Some(*shared),
        _ => None,
    }
}

fn is_blank_shared(cell: &Cell<'_>) -> bool {
    shared(cell).is_some_and(SharedText::is_blank)
}

/// The same room without the cells, for cells that live shorter or longer. Nothing is allocated.
fn emptied<'a>(mut cells: Vec<(u32, Cell<'_>)>) -> Vec<(u32, Cell<'a>)> {
    cells.clear();
    cells.into_iter().map_while(|_| None).collect()
}

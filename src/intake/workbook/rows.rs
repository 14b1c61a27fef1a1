//! Puts calamine's cells together to rows and hands them over. Shared by the readers that use calamine.

use std::collections::BTreeMap;

use calamine::{Data, DataRef, ExcelDateTime, ExcelDateTimeType};

use crate::intake::reading::{OUT_OF_ORDER, Reading, RowStop, Stop};
use crate::intake::row::Cell;
use crate::intake::workbook::facts::{Oddity, SheetFacts};

/// A value that outlives the step of calamine's reader that gave it.
pub(crate) enum Value<'a> {
    Shared(&'a str),
    Owned(String),
    Other(Cell<'static>),
}

impl Value<'_> {
    pub(crate) fn cell(&self) -> Option<Cell<'_>> {
        let text = match self {
            Self::Shared(text) => text,
            Self::Owned(text) => text.as_str(),
            Self::Other(cell) => return Some(*cell),
        };
        (!text.trim().is_empty()).then_some(Cell::Text(text))
    }
}

/// The value of a streamed cell; `None` if it is empty.
pub(crate) fn value(data: DataRef<'_>) -> Option<Value<'_>> {
    Some(match data {
        DataRef::Empty => return None,
        DataRef::SharedString(text) => Value::Shared(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Value::Owned(text)
        }
        DataRef::Int(number) => Value::Other(Cell::Number(float(number))),
        DataRef::Float(number) => Value::Other(Cell::Number(number)),
        DataRef::Bool(flag) => Value::Other(Cell::Bool(flag)),
        DataRef::DateTime(moment) => Value::Other(dated(&moment)),
        DataRef::Error(error) => Value::Other(Cell::Error(error_text(&error))),
    })
}

/// The cell of a dense range; `None` if it is empty.
pub(crate) fn cell(data: &Data) -> Option<Cell<'_>> {
    let text = match data {
        Data::Empty => return None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.as_str(),
        Data::Int(number) => return Some(Cell::Number(float(*number))),
        Data::Float(number) => return Some(Cell::Number(*number)),
        Data::Bool(flag) => return Some(Cell::Bool(*flag)),
        Data::DateTime(moment) => return Some(dated(moment)),
        Data::Error(error) => return Some(Cell::Error(error_text(error))),
    };
    (!text.trim().is_empty()).then_some(Cell::Text(text))
}

/// Whole numbers of workbooks have at most 30 bits, so nothing is lost.
#[expect(
    clippy::cast_precision_loss,
    reason = "a spreadsheet number is a double already"
)]
fn float(number: i64) -> f64 {
    number as f64
}

/// A duration such as 37:30 is a date too: a number of hours read as days would be a wrong value.
fn dated(date: &ExcelDateTime) -> Cell<'static> {
    let serial = date.as_f64();
    // calamine keeps the epoch to itself, but compares it.
    let kinds = [ExcelDateTimeType::DateTime, ExcelDateTimeType::TimeDelta];
    let is_1904 = kinds
        .into_iter()
        .any(|kind| *date == ExcelDateTime::new(serial, kind, true));
    Cell::Date { serial, is_1904 }
}

fn error_text(error: &calamine::CellErrorType) -> &'static str {
    use calamine::CellErrorType as E;
    match error {
        E::Div0 => "#DIV/0!",
        E::NA => "#N/A",
        E::Name => "#NAME?",
        E::Null => "#NULL!",
        E::Num => "#NUM!",
        E::Ref => "#REF!",
        E::Value => "#VALUE!",
        E::GettingData => "#GETTING_DATA",
    }
}

/// The row that is being put together.
pub(crate) struct RowBuilder<'a, 'f> {
    facts: &'f SheetFacts,
    /// From 1; 0 before the first row.
    row: u32,
    cells: BTreeMap<u32, Value<'a>>,
    /// The row from which on oddities were not handed over yet.
    next_odd_row: u32,
}

impl<'a, 'f> RowBuilder<'a, 'f> {
    pub(crate) fn new(facts: &'f SheetFacts) -> Self {
        Self {
            facts,
            row: 0,
            cells: BTreeMap::new(),
            next_odd_row: 1,
        }
    }

    /// Adds a cell; the answer says why the sheet cannot be read on, if so.
    pub(crate) fn add(
        &mut self,
        row: u32,
        column: u32,
        value: Option<Value<'a>>,
        reading: &mut Reading<'_>,
    ) -> Result<Option<&'static str>, Stop> {
        if row != self.row {
            if let Some(why) = self.finish_row(row, reading)? {
                return Ok(Some(why));
            }
            if row < self.row {
                return Ok(Some(OUT_OF_ORDER));
            }
            self.row = row;
        }
        if let Some(value) = value {
            self.cells.insert(column, value);
        }
        Ok(None)
    }

    /// Hands the last row over.
    pub(crate) fn finish(
        mut self,
        reading: &mut Reading<'_>,
    ) -> Result<Option<&'static str>, Stop> {
        self.finish_row(u32::MAX, reading)
    }

    /// Hands over the row and every row before `next` that has only odd cells, which calamine may not have shown.
    fn finish_row(
        &mut self,
        next: u32,
        reading: &mut Reading<'_>,
    ) -> Result<Option<&'static str>, Stop> {
        let facts = self.facts;
        let odd_rows = |from: u32, to: u32| {
            let from = from.min(to);
            facts
                .oddities
                .range((from, 0)..(to, 0))
                .map(|((row, _), _)| *row)
        };
        let mut rows: Vec<u32> = odd_rows(self.next_odd_row, next).collect();
        rows.push(self.row);
        rows.sort_unstable();
        rows.dedup();
        let cells = std::mem::take(&mut self.cells);
        for row in rows.into_iter().filter(|row| *row > 0) {
            let mut plain: BTreeMap<u32, Cell<'_>> = BTreeMap::new();
            if row == self.row {
                plain.extend(
                    cells
                        .iter()
                        .filter_map(|(column, value)| Some((*column, value.cell()?))),
                );
            }
            for ((_, column), oddity) in facts.oddities.range((row, 0)..=(row, u32::MAX)) {
                plain.insert(*column, odd_cell(oddity));
            }
            let plain: Vec<(u32, Cell<'_>)> = plain.into_iter().collect();
            match reading.row(row, facts.is_hidden(row), &plain) {
                Ok(()) => {}
                Err(RowStop::OutOfOrder) => return Ok(Some(OUT_OF_ORDER)),
                Err(RowStop::Excess(excess)) => return Err(Stop::Excess(excess)),
            }
        }
        self.next_odd_row = next;
        Ok(None)
    }
}

/// The cell of which more is known than calamine says.
pub(crate) fn odd_cell(oddity: &Oddity) -> Cell<'_> {
    match oddity {
        Oddity::FormulaWithoutValue => Cell::FormulaWithoutValue,
        Oddity::Error(text) => Cell::Error(text),
        Oddity::Undated(text) => Cell::Text(text),
    }
}

//! What the readers share: the visitor, the budget, the problems, and which sheets were read. Knows no format.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::finding::Problem;
use crate::intake::limits::{Budget, Excess};
use crate::intake::notice;
use crate::intake::row::{Cell, RowVisitor, SheetHead, is_blank};
use crate::provenance::Origin;

/// What was read of one sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetReading {
    /// Its name; empty for text.
    pub name: String,
    /// Position in the workbook, from 0.
    pub position: u16,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Whether all its rows were handed over.
    pub complete: bool,
    /// How many rows were handed over.
    pub rows: u64,
}

/// Why reading a file ended before its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stop {
    Excess(Excess),
    Encrypted,
    Changed,
    Unreadable(&'static str),
}

impl From<Excess> for Stop {
    fn from(excess: Excess) -> Self {
        Self::Excess(excess)
    }
}

/// One file being read.
pub(crate) struct Reading<'a> {
    file: u32,
    pub(crate) budget: Budget<'a>,
    visitor: &'a mut dyn RowVisitor,
    problems: &'a mut Vec<Problem>,
    sheets: Vec<SheetReading>,
    open: bool,
    row: u32,
    hidden_rows: u64,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(
        file: u32,
        budget: Budget<'a>,
        visitor: &'a mut dyn RowVisitor,
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        Self {
            file,
            budget,
            visitor,
            problems,
            sheets: Vec::new(),
            open: false,
            row: 0,
            hidden_rows: 0,
        }
    }

    pub(crate) fn file(&self) -> u32 {
        self.file
    }

    pub(crate) fn say(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The place of the sheet that is open, at a row of it; row 0 is the sheet itself.
    pub(crate) fn place(&self, row: u32) -> Origin {
        Origin {
            file: self.file,
            sheet: self.sheets.last().map_or(0, |sheet| sheet.position),
            block: 0,
            row,
        }
    }

    /// Whether a sheet has begun and not ended.
    pub(crate) fn is_open(&self) -> bool {
        self.open
    }

    pub(crate) fn sheet_begins(&mut self, head: SheetHead<'_>) {
        self.open_sheet(head);
        self.visitor.sheet(head);
    }

    /// The rows that follow stand further down in the sheet of a text whose first rows another visitor is handed.
    pub(crate) fn text_goes_on(&mut self) {
        self.open_sheet(SheetHead::OF_TEXT);
    }

    fn open_sheet(&mut self, head: SheetHead<'_>) {
        self.sheets.push(SheetReading {
            name: head.name.to_owned(),
            position: head.position,
            hidden: head.hidden,
            complete: false,
            rows: 0,
        });
        self.open = true;
        self.row = 0;
        self.hidden_rows = 0;
    }

    /// Hands a row over; the cells rise by column. Rows must rise too, else the sheet is not one that a spreadsheet wrote.
    pub(crate) fn row(
        &mut self,
        number: u32,
        hidden: bool,
        cells: &[(u32, Cell<'_>)],
    ) -> Result<(), RowStop> {
        self.row_within(number, hidden, cells, usize::MAX)
    }

    /// The same for a row in which no text is longer than `longest`.
    pub(crate) fn row_within(
        &mut self,
        number: u32,
        hidden: bool,
        cells: &[(u32, Cell<'_>)],
        longest: usize,
    ) -> Result<(), RowStop> {
        let is_filled = |(_, cell): &(u32, Cell<'_>)| !cell.text().is_some_and(is_blank);
        debug_assert!(cells.iter().all(is_filled), "readers leave blank cells out");
        if cells.is_empty() {
            return Ok(());
        }
        if number <= self.row {
            return Err(RowStop::OutOfOrder);
        }
        self.budget.row().map_err(RowStop::Excess)?;
        let all_allowed = self.budget.allows(longest);
        for (_, cell) in cells.iter().filter(|_| !all_allowed) {
            match cell {
                Cell::Text(text) => self.budget.text(text).map_err(RowStop::Excess)?,
                // Where all shared texts are short enough, none need be looked up for its length.
                Cell::Shared(shared) if !self.budget.allows(shared.longest()) => {
                    self.budget.text(shared.text()).map_err(RowStop::Excess)?;
                }
                _ => {}
            }
        }
        self.row = number;
        self.hidden_rows += u64::from(hidden);
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.rows += 1;
        }
        self.visitor.row(number, hidden, cells);
        Ok(())
    }

    /// The sheet ends; `why` says why too early.
    pub(crate) fn sheet_ends(&mut self, why: Option<&str>) {
        if !self.open {
            return;
        }
        self.open = false;
        let complete = why.is_none();
        let is_left_out = self.visitor.leaves_out();
        self.visitor.sheet_end(complete);
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.complete = complete;
            if sheet.hidden && !is_left_out {
                let place = self.place(0);
                self.say(notice::sheet_hidden(place));
            }
        }
        if self.hidden_rows > 0 && !is_left_out {
            let place = self.place(0);
            self.say(notice::rows_hidden(place, self.hidden_rows));
        }
        if let Some(why) = why {
            let place = self.place(self.row);
            self.say(notice::sheet_unreadable(place, why));
        }
    }

    /// The file ended in the middle of a sheet; the reason is said of the file.
    pub(crate) fn breaks_off(&mut self) {
        if self.open {
            self.open = false;
            self.visitor.sheet_end(false);
        }
    }

    pub(crate) fn into_sheets(self) -> Vec<SheetReading> {
        self.sheets
    }
}

/// What one of several readers of a file gave.
pub(crate) struct Part<V> {
    pub(crate) visitor: V,
    pub(crate) sheets: Vec<SheetReading>,
    pub(crate) problems: Vec<Problem>,
}

impl<V: RowVisitor> Part<V> {
    /// Reads a part of a file into a visitor of its own; nothing if it stops early or fails.
    pub(crate) fn read(
        file: u32,
        budget: Budget<'_>,
        mut visitor: V,
        read: impl FnOnce(&mut Reading<'_>) -> Option<()>,
    ) -> Option<Self> {
        let mut problems = Vec::new();
        let mut reading = Reading::new(file, budget, &mut visitor, &mut problems);
        let done = catch_unwind(AssertUnwindSafe(|| read(&mut reading))).ok()?;
        done?;
        reading.budget.settle().ok()?;
        let sheets = reading.into_sheets();
        Some(Self {
            visitor,
            sheets,
            problems,
        })
    }

    /// Takes in what follows in the open sheet after so many rows; nothing if that is more than plain rows.
    pub(crate) fn take_in(&mut self, later: Self, rows: u32) -> Option<()> {
        let open = self.sheets.last_mut()?;
        let [further] = later.sheets.as_slice() else {
            return None;
        };
        open.rows = open.rows.saturating_add(further.rows);
        let plain = later.problems.is_empty() && self.visitor.take_in(later.visitor, rows);
        plain.then_some(())
    }

    /// The sheet ends that is open still.
    pub(crate) fn sheet_ends(&mut self, file: u32, budget: Budget<'_>) {
        let mut reading = Reading::new(file, budget, &mut self.visitor, &mut self.problems);
        reading.sheets = std::mem::take(&mut self.sheets);
        reading.open = true;
        reading.sheet_ends(None);
        self.sheets = reading.into_sheets();
    }
}

/// Why a row could not be handed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RowStop {
    OutOfOrder,
    Excess(Excess),
}

/// The reason of [`RowStop::OutOfOrder`] as a part of a sentence.
pub(crate) const OUT_OF_ORDER: &str =
    "its rows are not in order, as no spreadsheet program writes them";

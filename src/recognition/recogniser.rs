//! Takes the sheets and rows of one file and hands over the rows of recognised tables, in a stream.
//!
//! Waits for the first rows of a sheet until the header row is known; then each row goes through as it comes.

use super::body::OpenTable;
use super::header_row::{Header, Look, look, with_second_line};
use super::mapping::{FileRules, SheetRule};
use super::memory;
use super::next_table::may_begin;
use super::normal::normalise_value;
use super::opening::open_tables;
use super::owned::{OwnedRow, has_date};
use super::plan::Naming;
use super::report::{Recognition, of_rows};
use super::schema::Schemas;
use super::sheet::{Sheet, State};
use super::template;
use crate::intake::{Cell, RowVisitor, SheetHead, Stopwatch, Work, timed};
use crate::provenance::{Origin, Table};
use crate::recognition::TableVisitor;

/// How many rows may stand above the headings.
pub(super) const FIRST_ROWS: usize = 50;

/// How many single-cell rows may stand between two tables of a sheet.
const TITLE_ROWS: usize = 3;

/// Recognises the tables of one file, or of some of its sheets. Give it to a reader, then call [`Recogniser::finish`], or
/// [`Recogniser::close`] if other sheets of the file went to others.
pub struct Recogniser<'a, V: TableVisitor> {
    file: u32,
    /// The table that the name of the file names.
    named: Option<Table>,
    rules: &'a FileRules,
    visitor: V,
    sheet: Option<Sheet>,
    recognition: Recognition,
    stopwatch: Option<&'a dyn Stopwatch>,
}

impl<'a, V: TableVisitor> Recogniser<'a, V> {
    /// For one file: its position among the sources, its path within the input, and what the configuration says of it.
    pub fn new(file: u32, path: &str, rules: &'a FileRules, visitor: V) -> Self {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        Self {
            file,
            named: Schemas::book().named(&normalise_value(stem)),
            rules,
            visitor,
            sheet: None,
            recognition: Recognition::default(),
            stopwatch: None,
        }
    }

    /// The same, which tells a stopwatch how long it looks for headings.
    #[must_use]
    pub fn timed_by(self, stopwatch: &'a dyn Stopwatch) -> Self {
        Self {
            stopwatch: Some(stopwatch),
            ..self
        }
    }

    /// What was recognised in the file, once all its sheets were handed over.
    pub fn finish(self) -> Recognition {
        let file = self.file;
        Recognition::of_file(file, [self.close().0])
    }

    /// What was recognised in the sheets that were handed over, to be put together by [`Recognition::of_file`]; and the visitor.
    pub fn close(mut self) -> (Recognition, V) {
        self.end_sheet();
        (self.recognition, self.visitor)
    }

    /// Rows wait: looks at the newest for headings.
    fn search(&mut self) {
        let Some(sheet) = &mut self.sheet else { return };
        if sheet.header.is_some() {
            self.settle();
            return;
        }
        let newest = sheet.rows.len().saturating_sub(1);
        match look(&sheet.rows, newest, sheet.naming, self.rules) {
            Look::Header(header) if header.solid => sheet.header = Some(header),
            Look::Header(header) => {
                if sheet
                    .likely
                    .as_ref()
                    .is_none_or(|likely| likely.score() < header.score())
                {
                    sheet.likely = Some(header);
                }
            }
            Look::Tie(one, other) => {
                let row = sheet.rows.last().map_or(0, |row| row.number);
                sheet.tie.get_or_insert((row, one, other));
            }
            Look::Other => {}
        }
        if sheet.header.is_none() && sheet.rows.len() >= FIRST_ROWS {
            self.take_likely();
        }
    }

    /// No row is surely the header: the likeliest is taken, or the sheet is given up.
    fn take_likely(&mut self) {
        let Some(sheet) = &mut self.sheet else { return };
        sheet.header = sheet.likely.take();
        if sheet.header.is_some() {
            self.settle();
        } else {
            sheet.state = State::GivenUp;
            sheet.rows.clear();
        }
    }

    /// The header row is known: opens its tables and reads the rows that waited below it.
    fn settle(&mut self) {
        let Some(sheet) = &mut self.sheet else { return };
        let Some(header) = sheet.header.take() else {
            return;
        };
        let rows = std::mem::take(&mut sheet.rows);
        let header = with_second_line(header, &rows, sheet.naming, self.rules);
        sheet.likely = None;
        sheet.tie = None;
        sheet.last_row = rows.get(header.line).map_or(0, |row| row.number);
        self.open(&header);
        for row in rows.iter().skip(header.line + 1) {
            self.feed(row.number, &row.cells());
        }
    }

    /// A row waits for the headings, or is read below them.
    fn feed(&mut self, number: u32, cells: &[(u32, Cell<'_>)]) {
        let Some(sheet) = &mut self.sheet else { return };
        if sheet.state != State::Reading {
            return;
        }
        if sheet.open.is_empty() {
            if sheet.header.is_some() && has_date(cells) {
                // No second line of headings has a date, so the row need not wait with the header row.
                self.settle();
                self.feed(number, cells);
                return;
            }
            sheet.rows.push(OwnedRow::copy(number, cells));
            timed(self.stopwatch, Work::Recognising, || self.search());
        } else {
            self.body(number, cells);
        }
    }

    fn open(&mut self, header: &Header) {
        let Some(sheet) = &mut self.sheet else { return };
        let at = Origin {
            file: self.file,
            sheet: sheet.position,
            block: sheet.blocks,
            row: 0,
        };
        let (tables, problems) = open_tables(header, at, self.rules);
        let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
        sheet.blocks = sheet.blocks.saturating_add(count);
        sheet.open = tables;
        self.recognition.problems.extend(problems);
        if let Some(main) = sheet.open.first() {
            self.visitor.table(main.found.clone());
        }
    }

    /// A row below the headings.
    fn body(&mut self, number: u32, cells: &[(u32, Cell<'_>)]) {
        let Some(sheet) = &mut self.sheet else { return };
        let gap = number > sheet.last_row.saturating_add(1);
        sheet.last_row = number;
        let behind = gap || !sheet.held.is_empty();
        let main = sheet.open.first();
        if behind || main.is_some_and(|open| may_begin(open, cells, self.rules)) {
            let row = OwnedRow::copy(number, cells);
            if timed(self.stopwatch, Work::Recognising, || {
                self.begins_table(&row, behind)
            }) {
                return;
            }
            let Some(sheet) = &mut self.sheet else { return };
            if row.filled() == 1 && sheet.held.len() < TITLE_ROWS {
                sheet.held.push(row);
                return;
            }
            self.release_held();
        }
        self.pass(number, cells);
    }

    /// Whether a row is the header row of a next table; then that table begins. One that is not behind an empty row or a title must
    /// have a heading for the applicant id.
    fn begins_table(&mut self, row: &OwnedRow, behind: bool) -> bool {
        let Some(sheet) = &mut self.sheet else {
            return false;
        };
        let mut rows = sheet.held.clone();
        rows.push(row.clone());
        let Look::Header(header) = look(&rows, rows.len() - 1, sheet.naming, self.rules) else {
            return false;
        };
        let again = sheet
            .open
            .first()
            .is_some_and(|open| open.is_repeated_by(&row.cells()));
        let with_id = header.plans.first().is_some_and(|plan| plan.has(0));
        // At the top of a printed page the title may be repeated, too.
        let titled = sheet.open.first().is_some_and(|open| {
            let mut held = sheet.held.iter();
            held.any(|row| may_begin(open, &row.cells(), self.rules))
        });
        if !header.solid || (again && !titled) || !(behind || with_id) {
            return false;
        }
        sheet.held.clear();
        self.close_tables();
        if let Some(sheet) = &mut self.sheet {
            sheet.rows = rows;
            sheet.header = Some(header);
        }
        true
    }

    fn release_held(&mut self) {
        let Some(sheet) = &mut self.sheet else { return };
        for row in std::mem::take(&mut sheet.held) {
            self.pass(row.number, &row.cells());
        }
    }

    /// Gives a row to the open tables: the main one reads it now, the others when that one has ended.
    fn pass(&mut self, number: u32, cells: &[(u32, Cell<'_>)]) {
        let Some(sheet) = &mut self.sheet else { return };
        let Some((main, others)) = sheet.open.split_first_mut() else {
            return;
        };
        for other in others {
            other.waiting.push(OwnedRow::copy(number, cells));
        }
        main.row(number, cells, &mut self.visitor);
    }

    fn close_tables(&mut self) {
        let Some(sheet) = &mut self.sheet else { return };
        for (position, mut open) in std::mem::take(&mut sheet.open).into_iter().enumerate() {
            if position > 0 {
                self.visitor.table(open.found.clone());
                open.release(&mut self.visitor);
            }
            self.visitor.table_end();
            self.recognition.problems.extend(of_rows(&open));
            self.recognition.blocks.push(open.found.block);
            self.recognition.tables.push(open.told);
        }
    }

    fn end_sheet(&mut self) {
        let Some(sheet) = &mut self.sheet else { return };
        if sheet.header.is_some() {
            self.settle();
        } else if !sheet.rows.is_empty() {
            self.take_likely();
        }
        self.release_held();
        self.close_tables();
        let Some(sheet) = self.sheet.take() else {
            return;
        };
        if let Some((row, one, other)) = sheet.tie.filter(|_| sheet.blocks == 0) {
            let origin = sheet.place(self.file, row);
            self.recognition
                .problems
                .push(super::report::tie(one, other, origin));
        }
        // The page of instructions in a workbook of ours needs no note.
        let name = self.recognition.sheets.get(usize::from(sheet.position));
        let instructions = name.is_some_and(|name| name == template::INSTRUCTIONS);
        if !instructions
            && sheet.blocks == 0
            && sheet.any_row
            && sheet.state != State::Ignored
            && sheet.tie.is_none()
        {
            self.recognition.unread_sheets.push(sheet.position);
        }
    }
}

impl<V: TableVisitor> RowVisitor for Recogniser<'_, V> {
    fn sheet(&mut self, head: SheetHead<'_>) {
        self.end_sheet();
        let name = memory::sheet_name(head.name);
        let rule = self.rules.sheets.get(&name.normal).copied();
        let elsewhere = rule.is_none() && name.of_other_people;
        let forced = match rule {
            Some(SheetRule::Table(table)) => Some(table),
            Some(SheetRule::Ignore) | None => None,
        };
        let naming = Naming {
            forced,
            sheet: name.table,
            file: self.named,
        };
        let position = usize::from(head.position);
        if self.recognition.sheets.len() <= position {
            self.recognition.sheets.resize(position + 1, String::new());
        }
        if let Some(name) = self.recognition.sheets.get_mut(position) {
            head.name.clone_into(name);
        }
        let state = match rule {
            Some(SheetRule::Ignore) => State::Ignored,
            None if head.hidden && head.name == template::LISTS => State::Ignored,
            _ if elsewhere => State::GivenUp,
            _ => State::Reading,
        };
        self.sheet = Some(Sheet {
            position: head.position,
            state,
            naming,
            ..Sheet::default()
        });
    }

    fn row(&mut self, number: u32, _hidden: bool, cells: &[(u32, Cell<'_>)]) {
        let Some(sheet) = &mut self.sheet else { return };
        if sheet.state == State::Ignored {
            return;
        }
        sheet.any_row = true;
        self.feed(number, cells);
    }

    /// So are the texts of the drop-downs in a workbook of ours, and what the configuration says is not read.
    fn leaves_out(&self) -> bool {
        let sheet = self.sheet.as_ref();
        sheet.is_some_and(|sheet| sheet.state == State::Ignored)
    }

    fn sheet_end(&mut self, _complete: bool) {
        self.end_sheet();
    }

    /// Below the headings of one table, what a row is hangs on nothing but the row and the one before it.
    fn further_down(&self) -> Option<Self> {
        let sheet = self.sheet.as_ref()?;
        let [open] = sheet.open.as_slice() else {
            return None;
        };
        Some(Self {
            visitor: self.visitor.further_down()?,
            sheet: Some(Sheet {
                position: sheet.position,
                state: sheet.state,
                naming: sheet.naming,
                open: vec![open.further_down()],
                blocks: sheet.blocks,
                any_row: true,
                ..Sheet::default()
            }),
            recognition: Recognition::default(),
            ..*self
        })
    }

    fn take_in(&mut self, later: Self, rows: u32) -> bool {
        let (Some(sheet), Some(further)) = (&mut self.sheet, later.sheet) else {
            return false;
        };
        let ([open], Ok([below])) = (
            sheet.open.as_mut_slice(),
            <[OpenTable; 1]>::try_from(further.open),
        ) else {
            return false;
        };
        // A row behind an empty one can begin another table; whether it does, only who knows the rows before it can tell.
        let seamless = sheet.held.is_empty() && sheet.last_row == rows;
        let same_table = sheet.blocks == further.blocks && later.recognition.is_empty();
        if !seamless || !same_table || !self.visitor.take_in(later.visitor, rows) {
            return false;
        }
        open.take_in(below, rows);
        sheet.last_row = rows.saturating_add(further.last_row);
        let held = further.held.into_iter();
        sheet.held = held.map(|row| row.lower(rows)).collect();
        true
    }
}

#[cfg(test)]
mod tests;

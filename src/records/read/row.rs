//! A row while it is read: gives its cells by canonical column and keeps what is wrong with them.
//!
//! It knows how a cell becomes a fact and how a problem is worded; which cells a table has, its own file knows.

mod aside;
mod context;
mod dates;

pub(in crate::records) use context::{RowMemory, TableContext};
pub(super) use dates::DateCell;

use crate::calendar::{Day, RecordedDate};
use crate::finding::{Problem, ProblemCode};
use crate::provenance::{Text, cell_name};
use crate::recognition::CONTESTED;
use crate::records::columns::APPLICANT_ID;
use crate::records::meanings::{Kind, WORD};
use crate::records::packed::UnpackedRow;
use crate::records::values::{Content, Interner, WordFinder, WordMemory, what_is_known};
use crate::records::{Doubt, Fact, PermitType, SetAside, Verbatim};

/// What a person reads when a row could not be used.
pub(super) const SET_ASIDE: &str = "The row was set aside.";
/// What a person reads when a cell could not be used.
pub(super) const UNKNOWN: &str = "The cell was taken as unknown.";

/// What to do about a row that is nobody's.
const WRITE_ID: &str = "Write the applicant's id into the row, or delete the row if it is not a record. Cells that are merged hold \
                        their value in the first row only: unmerge them and fill in every row.";
/// What to do about a cell that two columns claim.
const SETTLE_HEADING: &str = "Two columns have a heading that means this, so neither was read. Rename or delete all but one of them, or \
                              say in landed.toml which one counts.";

/// A row while it is read.
#[derive(Debug)]
pub(in crate::records) struct RowReader<'a> {
    context: TableContext<'a>,
    unpacked: &'a UnpackedRow<'a>,
    applicant: Option<Text>,
    interner: &'a mut Interner,
    words: &'a WordMemory,
    problems: &'a mut Vec<Problem>,
    verbatim: Vec<(u8, Text)>,
    usable: bool,
    /// Whether a cell was read together with another.
    together: bool,
    /// Free text is left out of the record: nobody is going to see it.
    only_looked_at: bool,
    test_date: Option<RecordedDate>,
    permit_type: Option<PermitType>,
}

impl<'a> RowReader<'a> {
    /// Begins a row of an applicant, or of nobody.
    #[inline]
    pub(in crate::records) fn new(
        context: TableContext<'a>,
        unpacked: &'a UnpackedRow<'a>,
        applicant: Option<Text>,
        memory: &'a mut RowMemory,
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        Self {
            context,
            unpacked,
            applicant,
            interner: &mut memory.interner,
            words: &memory.words,
            problems,
            verbatim: Vec::new(),
            usable: true,
            together: false,
            only_looked_at: false,
            test_date: None,
            permit_type: None,
        }
    }

    /// Of the row only is to be known whether it becomes a record and what is to be said of it. All is read but free
    /// text, which says what is written there whatever it is.
    pub(in crate::records) fn is_only_looked_at(&mut self) {
        self.only_looked_at = true;
    }

    /// Reports that the row is nobody's, if it is.
    pub(in crate::records) fn must_have_applicant(&mut self) {
        if self.applicant.is_some() {
            return;
        }
        if self.unpacked.is_broken(APPLICANT_ID) {
            self.problem(
                ProblemCode::CellError,
                APPLICANT_ID,
                SET_ASIDE,
                self.how_to_mend(
                    APPLICANT_ID,
                    "Correct the formula or type the applicant's id.",
                ),
            );
        }
        if self.has(APPLICANT_ID) {
            self.problem(
                ProblemCode::ApplicantIdMissing,
                APPLICANT_ID,
                "The row was set aside; it belongs to nobody and no result takes it into account.",
                self.how_to_mend(APPLICANT_ID, WRITE_ID),
            );
        }
    }

    /// What a cell holds.
    pub(super) fn content(&self, column: usize) -> Content<'a> {
        self.unpacked.content(column)
    }

    /// The day of a cell of dates, if it can mean nothing else.
    pub(super) fn day(&self, column: usize) -> Option<Day> {
        self.unpacked.day(column)
    }

    /// Whether a cell is blank.
    pub(super) fn is_blank(&self, column: usize) -> bool {
        self.unpacked.is_blank(column)
    }

    /// Whether a cell holds an error value.
    pub(super) fn is_broken(&self, column: usize) -> bool {
        self.unpacked.is_broken(column)
    }

    /// The name in one cell, where names are joined.
    pub(super) fn joined_name(&self) -> Option<String> {
        match self.unpacked.joined_name() {
            Content::Blank | Content::Broken(_) => None,
            name => Some(name.text().into_owned()),
        }
    }

    /// Whether the table has a column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.context.has(column)
    }

    /// Whether the heading of a column asks the opposite question.
    pub(super) fn inverted(&self, column: usize) -> bool {
        self.context.found.inverted.get(column).is_some_and(|i| *i)
    }

    /// The canonical name of a column.
    pub(super) fn name(&self, column: usize) -> &'static str {
        let columns = self.context.table().columns();
        columns.get(column).copied().unwrap_or_default()
    }

    /// The words of enumerations.
    pub(super) fn words(&self) -> WordFinder<'a> {
        WordFinder::new(&self.context.found.words, self.words)
    }

    /// The shared text.
    pub(super) fn share(&mut self, text: &str) -> Text {
        if self.only_looked_at {
            return Text::default();
        }
        self.interner.share(text)
    }

    /// Reports a problem of one cell.
    pub(super) fn problem(&mut self, code: ProblemCode, column: usize, done: &str, todo: &str) {
        let place = self.context.found.block.columns.get(column);
        let cell = place
            .copied()
            .flatten()
            .map_or_else(String::new, |at| cell_name(at, self.unpacked.origin.row));
        let value = self.content(column).text().into_owned();
        self.problems.push(Problem {
            code,
            applicant: self.applicant.clone(),
            table: Some(self.context.table()),
            origin: self.unpacked.origin,
            cell,
            value,
            done: done.to_owned(),
            todo: todo.to_owned(),
        });
    }

    /// Whether nothing has made the row unusable so far.
    pub(super) fn is_usable(&self) -> bool {
        self.usable
    }

    /// What the record shows of a cell depends on another one, too.
    pub(super) fn read_together(&mut self) {
        self.together = true;
    }

    /// Whether the record shows of each cell what it would in any other row.
    pub(in crate::records) fn is_apart(&self) -> bool {
        !self.together && self.verbatim.is_empty()
    }

    /// The row cannot become a record.
    pub(super) fn give_up(&mut self) {
        self.usable = false;
    }

    /// The cell cannot be relied on: its text is kept.
    pub(super) fn keep_text<T>(&mut self, column: usize) -> Fact<T> {
        self.keep_verbatim(column);
        Fact::Unclear(Doubt::Unreadable)
    }

    /// Keeps the text of a cell that the record does not hold.
    pub(super) fn keep_verbatim(&mut self, column: usize) {
        let text = self.content(column).text().into_owned();
        if let Ok(column) = u8::try_from(column) {
            let text = self.interner.share(&text);
            self.verbatim.push((column, text));
        }
    }

    /// Reports an error value in a cell.
    pub(super) fn broken(&mut self, column: usize, done: &str) {
        let todo = "Correct the formula, or type the value and save the file again.";
        let todo = self.how_to_mend(column, todo);
        self.problem(ProblemCode::CellError, column, done, todo);
    }

    /// What to do about a cell: as given, unless two columns claim it.
    fn how_to_mend(&self, column: usize, todo: &'static str) -> &'static str {
        match self.content(column) {
            Content::Broken(text) if text == CONTESTED => SETTLE_HEADING,
            _ => todo,
        }
    }

    /// Free text of an optional column; empty if there is none.
    pub(super) fn text(&mut self, column: usize) -> Text {
        if self.is_broken(column) {
            self.broken(column, UNKNOWN);
            self.keep_verbatim(column);
            return Text::default();
        }
        if self.only_looked_at {
            return Text::default();
        }
        match self.unpacked.shared_text(column) {
            Some(text) => self.interner.own(text),
            // It hardly recurs, else the table would know it.
            None => Text::from(&*self.unpacked.content(column).text()),
        }
    }

    /// Free text that decides what the row means (an employer): an error value makes the row unusable, because neither
    /// a blank nor the error is what the row says.
    pub(super) fn telling_text(&mut self, column: usize) -> Text {
        if self.is_broken(column) {
            self.broken(column, SET_ASIDE);
            self.give_up();
            return Text::default();
        }
        self.text(column)
    }

    /// Whether a required cell is blank, which is reported and gives the row up.
    pub(super) fn lacks(&mut self, column: usize) -> bool {
        if !self.is_blank(column) {
            return false;
        }
        self.give_up();
        if self.has(column) {
            let todo = format!("Fill in the column {}.", self.name(column));
            self.problem(ProblemCode::RequiredCellBlank, column, SET_ASIDE, &todo);
        }
        true
    }

    /// Free text of a required column.
    pub(super) fn required_text(&mut self, column: usize) -> Option<Text> {
        if self.lacks(column) {
            return None;
        }
        let text = self.telling_text(column);
        (self.only_looked_at || !text.is_empty()).then_some(text)
    }

    /// What an optional cell says, by a reader of its value.
    pub(super) fn fact<T>(
        &mut self,
        column: usize,
        list: &'static str,
        read: impl FnOnce(&Self) -> Option<T>,
    ) -> Fact<T> {
        if !self.has(column) {
            return Fact::NoColumn;
        }
        if self.is_blank(column) {
            return Fact::Blank;
        }
        if self.is_broken(column) {
            self.broken(column, UNKNOWN);
            return self.keep_text(column);
        }
        if let Some(value) = read(self) {
            return Fact::Known(value);
        }
        self.unknown_value(column, list, UNKNOWN);
        self.keep_text(column)
    }

    /// What a cell means, found once for all rows in which its value recurs. A column is always asked the same.
    pub(super) fn meaning<T: Clone>(
        &self,
        column: usize,
        kind: &Kind<T>,
        find: impl Fn(&Self) -> T,
    ) -> T {
        let number = self.unpacked.number(column);
        let slot = number.and_then(|number| self.context.meanings.slot(column, number));
        let found = slot.and_then(|slot| (kind.of)(slot.get_or_init(|| (kind.keep)(find(self)))));
        found.cloned().unwrap_or_else(|| find(self))
    }

    /// The canonical word of a cell, by the configuration and the vocabulary.
    pub(super) fn word(&self, column: usize, list: &'static str) -> Option<&'static str> {
        self.meaning(column, &WORD, |row| {
            let content = row.content(column);
            row.words().find(row.name(column), list, &content.text())
        })
    }

    /// Reports a value that is not one of those known for the column.
    pub(super) fn unknown_value(&mut self, column: usize, list: &str, done: &str) {
        let todo = what_is_known(list);
        self.problem(ProblemCode::ValueUnknown, column, done, &todo);
    }

    /// The canonical word of a required cell.
    pub(super) fn required_word(
        &mut self,
        column: usize,
        list: &'static str,
    ) -> Option<&'static str> {
        if self.lacks(column) {
            return None;
        }
        if self.is_broken(column) {
            self.broken(column, SET_ASIDE);
            self.give_up();
            return None;
        }
        let word = self.word(column, list);
        if word.is_none() {
            self.unknown_value(column, list, SET_ASIDE);
            self.give_up();
        }
        word
    }

    /// The date of a language test: kept even if the row is not usable, because it tells whether the row can matter.
    pub(super) fn dated(&mut self, date: Option<RecordedDate>) {
        self.test_date = date;
    }

    /// What the permit of the row is, also if the row is set aside.
    pub(super) fn of_permit(&mut self, permit_type: Option<PermitType>) {
        self.permit_type = permit_type;
    }

    /// Whether nothing made the row unusable, and whoever the problems go to has been told of none.
    pub(in crate::records) fn is_sound(&self) -> bool {
        self.usable && self.problems.is_empty()
    }

    /// Whose row it was, and the text of the cells that its record does not hold; or the row set aside, if it cannot become a record.
    pub(in crate::records) fn finish(mut self) -> Result<(Text, Verbatim), SetAside> {
        let Some(applicant) = self.applicant.take_if(|_| self.usable) else {
            return Err(self.set_aside());
        };
        self.verbatim.sort();
        Ok((applicant, self.verbatim.into_boxed_slice()))
    }
}

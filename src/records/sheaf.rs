//! The rows of one file, bound together but not yet read; and what they give when they are.
//!
//! A bad row never stops a table. Every row that is handed over is counted: read = records + set aside + blank.

use super::columns::{APPLICANT_ID, OfDates};
use super::executor::Executor;
use super::meanings::Meanings;
use super::packed::{Packed, UnpackedRow};
use super::read::{self, RowMemory, RowReader, TableContext};
use super::sayings::Sayings;
use super::values::{ColumnOrder, Content, id_in, is_id, read_id};
use super::{
    Absence, Applicant, Employment, LanguageTest, Leave, Permit, Reject, Row, SetAside, Study,
};
use crate::finding::Problem;
use crate::provenance::{Origin, Table, Text, TextKey};
use crate::recognition::FoundTable;
use std::borrow::Cow;
use std::hash::BuildHasher;
use std::ops::Range;

/// The tables of one file with their rows.
#[derive(Debug, Default)]
pub struct Sheaf {
    /// The tables in the order in which they ended, also those without rows; each stays where it lies when files are put together.
    pub tables: Vec<Box<PackedTable>>,
    /// Rows that were set aside before they came here.
    pub set_aside: Vec<SetAside>,
}

impl Sheaf {
    /// Reads all rows, in the order of the file.
    pub fn harvest(&self) -> Harvest {
        let mut gleaner = Gleaner::default();
        let mut harvest = Harvest::default();
        for table in &self.tables {
            harvest.blocks.push(table.count());
            for row in 0..table.len() {
                gleaner.read(table, row, None, &mut harvest);
            }
        }
        harvest.set_aside.extend(self.set_aside.iter().cloned());
        harvest
    }
}

/// How many rows a table of a file has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockCount {
    /// Which table it is.
    pub table: Table,
    /// Position of the file among the sources.
    pub file: u32,
    /// Position of the sheet.
    pub sheet: u16,
    /// Position of the table in the sheet.
    pub block: u16,
    /// Rows handed over.
    pub read: u64,
    /// Rows among them in which every cell is blank.
    pub blank: u64,
}

/// The rows of one table that are not blank, as its cells stand.
#[derive(Debug)]
pub struct PackedTable {
    pub(super) found: FoundTable,
    /// The columns that the sheet has, as a set of bits.
    pub(super) present: u16,
    /// The order of day and month of each date column, as the whole column settles it.
    pub(super) orders: OfDates<ColumnOrder>,
    pub(super) rows: Packed,
    /// What the values that recur mean, as far as somebody has asked.
    pub(super) meanings: Meanings,
    /// What its rows say, as far as they have been read.
    pub(super) sayings: Sayings,
    pub(super) count: BlockCount,
}

impl PackedTable {
    /// What it is and where it stands, and how many rows were handed over.
    pub const fn count(&self) -> BlockCount {
        self.count
    }

    /// How many rows are not blank.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row, or none that is not blank.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The applicant id of a row, if it has one.
    pub fn applicant(&self, row: usize) -> Option<Cow<'_, str>> {
        match self.rows.first_cell(row) {
            Content::Text(Cow::Borrowed(text)) => Some(Cow::Borrowed(id_in(text))),
            other => read_id(&other).map(|id| Cow::Owned(id.into_owned())),
        }
    }

    /// The key of the applicant id of a row, if it has one.
    pub fn applicant_key(&self, row: usize, hasher: &impl BuildHasher) -> Option<TextKey> {
        match self.rows.first_short_text(row) {
            Some(bytes) if is_id(bytes) => Some(TextKey::of_bytes(bytes, hasher)),
            _ => Some(TextKey::of(&self.applicant(row)?, hasher)),
        }
    }

    /// A row that is set aside without being read, as its cells stand.
    pub fn unread(&self, row: usize) -> Option<SetAside> {
        let unpacked = self.rows.row(row)?;
        let width = self.count.table.columns().len();
        Some(SetAside {
            origin: unpacked.origin,
            table: self.count.table,
            applicant: self.applicant(row).map(|id| Text::from(&*id)),
            cells: (0..width)
                .map(|column| Text::from(&*unpacked.content(column).text()))
                .collect(),
            reject: Reject::Unusable,
        })
    }

    /// Looks where some rows lie, before they are read. Memory answers many questions that are asked together nearly as fast as
    /// one; row by row, each would be waited for.
    pub fn fetch(&self, rows: Range<usize>) {
        let first = |row| self.rows.first_byte(row);
        std::hint::black_box(rows.filter_map(first).fold(0, |all, byte| all ^ byte));
    }

    /// Where a row lies in memory.
    pub fn place(&self, row: usize) -> Option<usize> {
        self.rows.place(row)
    }

    /// Lays the rows in another order, so that rows that are read together lie together; their positions stay. The order must name
    /// every row once, else all stays as it is.
    pub fn lay(&mut self, order: &[u32], executor: &dyn Executor) {
        self.rows.lay(order, executor);
    }

    fn context(&self) -> TableContext<'_> {
        TableContext {
            found: &self.found,
            present: self.present,
            orders: &self.orders,
            meanings: &self.meanings,
        }
    }

    /// Where a row stands.
    pub fn origin(&self, row: usize) -> Option<Origin> {
        self.rows.row(row).map(|row| row.origin)
    }
}

/// The rows of tables, in order, so many at a time: where files are small, those of many tables. Each table is given with how many rows
/// it has.
pub fn shares<T: Copy>(
    tables: impl IntoIterator<Item = (T, usize)>,
    rows: usize,
) -> Vec<Vec<(T, Range<usize>)>> {
    let (mut shares, mut share, mut room) = (Vec::new(), Vec::new(), rows);
    for (table, length) in tables {
        let mut start = 0;
        while start < length {
            let end = length.min(start + room);
            share.push((table, start..end));
            room -= end - start;
            start = end;
            if room == 0 {
                shares.push(std::mem::take(&mut share));
                room = rows;
            }
        }
    }
    shares.push(share);
    shares
}

/// What rows give. The rows of each table are in the order in which they were read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Harvest {
    /// Rows of the applicants table.
    pub applicants: Vec<Row<Applicant>>,
    /// Rows of the employment table.
    pub employment: Vec<Row<Employment>>,
    /// Rows of the permits table.
    pub permits: Vec<Row<Permit>>,
    /// Rows of the studies table.
    pub studies: Vec<Row<Study>>,
    /// Rows of the language tests table.
    pub language_tests: Vec<Row<LanguageTest>>,
    /// Rows of the absences table.
    pub absences: Vec<Row<Absence>>,
    /// Rows of the leaves table.
    pub leaves: Vec<Row<Leave>>,
    /// Rows that could not become records.
    pub set_aside: Vec<SetAside>,
    /// What is wrong with the cells.
    pub problems: Vec<Problem>,
    /// The tables that were read as a whole, also those without rows.
    pub blocks: Vec<BlockCount>,
}

impl Harvest {
    /// Forgets what was given, and keeps the room for more.
    pub fn clear(&mut self) {
        self.applicants.clear();
        self.employment.clear();
        self.permits.clear();
        self.studies.clear();
        self.language_tests.clear();
        self.absences.clear();
        self.leaves.clear();
        self.set_aside.clear();
        self.problems.clear();
        self.blocks.clear();
    }
}

/// Reads rows, one after the other. One for each thread: it remembers what recurs, which changes no result.
#[derive(Debug, Default)]
pub struct Gleaner {
    memory: RowMemory,
}

impl Gleaner {
    /// Reads one row of a table and adds what it gives. Where it is known whose it is, its id need not be read.
    pub fn read(
        &mut self,
        table: &PackedTable,
        row: usize,
        owner: Option<&Text>,
        harvest: &mut Harvest,
    ) {
        self.read_rows(table, &mut std::iter::once(row), owner, harvest);
    }

    /// The same for some rows of a table.
    pub fn read_rows(
        &mut self,
        table: &PackedTable,
        rows: &mut dyn ExactSizeIterator<Item = usize>,
        owner: Option<&Text>,
        harvest: &mut Harvest,
    ) {
        let Harvest {
            set_aside,
            problems,
            ..
        } = harvest;
        let mut some = SomeRows {
            gleaner: self,
            table,
            rows,
            owner,
            set_aside,
            problems,
        };
        match table.count.table {
            Table::Applicants => {
                some.read(&mut harvest.applicants, |row| Some(read::applicant(row)));
            }
            Table::Employment => some.read(&mut harvest.employment, read::employment),
            Table::Permits => some.read(&mut harvest.permits, read::permit),
            Table::Studies => some.read(&mut harvest.studies, read::study),
            Table::LanguageTests => some.read(&mut harvest.language_tests, read::language_test),
            Table::Absences => some.read(&mut harvest.absences, read::absence),
            Table::Leaves => some.read(&mut harvest.leaves, read::leave),
        }
    }

    /// Whether a row of somebody becomes a record of which nothing is to be said. The record itself is not made.
    pub fn is_sound(&mut self, table: &PackedTable, row: usize) -> bool {
        let looked = match table.count.table {
            Table::Applicants => self.look(table, row, |row| Some(read::applicant(row)), drop),
            Table::Employment => self.look(table, row, read::employment, drop),
            Table::Permits => self.look(table, row, read::permit, drop),
            Table::Studies => self.look(table, row, read::study, drop),
            Table::LanguageTests => self.look(table, row, read::language_test, drop),
            Table::Absences => self.look(table, row, read::absence, drop),
            Table::Leaves => self.look(table, row, read::leave, drop),
        };
        looked.is_some()
    }

    /// What a row of the applicants table says beside free text, if nothing is to be said of it.
    pub fn profile(&mut self, table: &PackedTable, row: usize) -> Option<Applicant> {
        self.look(table, row, |row| Some(read::applicant(row)), |facts| facts)
    }

    /// Reads a row without its free text, and gives what it says away, if nothing is to be said of it.
    fn look<T, R>(
        &mut self,
        table: &PackedTable,
        row: usize,
        read: impl FnOnce(&mut RowReader<'_>) -> Option<T>,
        give: impl FnOnce(T) -> R,
    ) -> Option<R> {
        let mut unpacked = UnpackedRow::of(&table.rows);
        unpacked.go_to(row)?;
        let mut problems = Vec::new();
        let owner = Some(Text::new());
        let memory = &mut self.memory;
        let mut row = RowReader::new(table.context(), &unpacked, owner, memory, &mut problems);
        row.is_only_looked_at();
        match read(&mut row) {
            Some(facts) if row.is_sound() => Some(give(facts)),
            _ => None,
        }
    }
}

struct SomeRows<'a> {
    gleaner: &'a mut Gleaner,
    table: &'a PackedTable,
    rows: &'a mut dyn ExactSizeIterator<Item = usize>,
    owner: Option<&'a Text>,
    set_aside: &'a mut Vec<SetAside>,
    problems: &'a mut Vec<Problem>,
}

impl SomeRows<'_> {
    fn read<T>(
        &mut self,
        records: &mut Vec<Row<T>>,
        read: impl Fn(&mut RowReader<'_>) -> Option<T>,
    ) {
        records.reserve(self.rows.len());
        while let Some(row) = self.rows.next() {
            self.one(row, records, &read);
        }
    }

    /// Records are large: what a row says goes straight to its place among them.
    fn one<T>(
        &mut self,
        row: usize,
        records: &mut Vec<Row<T>>,
        read: impl Fn(&mut RowReader<'_>) -> Option<T>,
    ) -> Option<()> {
        let mut unpacked = UnpackedRow::of(&self.table.rows);
        unpacked.go_to(row)?;
        let memory = &mut self.gleaner.memory;
        let owner = match self.owner {
            Some(owner) => Some(Text::clone(owner)),
            None => memory.applicant(&unpacked.content(APPLICANT_ID)),
        };
        let context = self.table.context();
        let mut reader = RowReader::new(context, &unpacked, owner, memory, self.problems);
        reader.must_have_applicant();
        let Some(facts) = read(&mut reader) else {
            self.set_aside.push(reader.set_aside());
            return Some(());
        };
        let is_apart = reader.is_apart();
        match reader.finish() {
            Ok((applicant, verbatim)) => {
                if is_apart {
                    self.table.sayings.mark(row, self.table.len());
                }
                records.push(Row {
                    origin: unpacked.origin,
                    applicant,
                    facts,
                    verbatim,
                });
            }
            Err(set_aside) => self.set_aside.push(set_aside),
        }
        Some(())
    }
}

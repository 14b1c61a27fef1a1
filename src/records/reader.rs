//! Takes the rows of the tables of one file and gives records, rows set aside and problems.
//!
//! A bad row never stops a table. Every row that is handed over is counted: read = records + set aside + blank.

use super::buffer::Buffer;
use super::columns;
use super::read::{self, RowReader, TableContext};
use super::values::{Content, DateEvidence, Interner, WordFinder};
use super::{Absence, Applicant, Employment, LanguageTest, Leave, Permit, Row, SetAside, Study};
use crate::finding::Problem;
use crate::intake::Cell;
use crate::provenance::{Origin, Table};
use crate::recognition::{FoundTable, TableVisitor};

/// What the tables of one file give. Rows are in the order of the file.
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
    /// The tables of the file, also those without rows.
    pub blocks: Vec<BlockCount>,
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

/// Reads the tables of one file.
#[derive(Debug, Default)]
pub struct TableReader {
    harvest: Harvest,
    interner: Interner,
    open: Option<OpenTable>,
}

#[derive(Debug)]
struct OpenTable {
    found: FoundTable,
    buffer: Buffer,
    /// What the cells of each date column show, in the order of [`columns::dates`].
    evidence: Vec<DateEvidence>,
    read: u64,
    blank: u64,
}

impl TableReader {
    /// A reader for the next file.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the file gave.
    pub fn finish(mut self) -> Harvest {
        self.table_end();
        self.harvest
    }
}

impl TableVisitor for TableReader {
    fn table(&mut self, found: FoundTable) {
        self.table_end();
        let table = found.block.table;
        self.open = Some(OpenTable {
            buffer: Buffer::new(table.columns().len()),
            evidence: vec![DateEvidence::default(); columns::dates(table).len()],
            found,
            read: 0,
            blank: 0,
        });
    }

    fn row(&mut self, origin: Origin, cells: &[Option<Cell<'_>>], joined_name: Option<Cell<'_>>) {
        let Some(open) = &mut self.open else {
            return;
        };
        open.read += 1;
        let blank = |cell: &Option<Cell<'_>>| Content::of(*cell).is_blank();
        if cells.iter().all(blank) && blank(&joined_name) {
            open.blank += 1;
            return;
        }
        let dates = columns::dates(open.found.block.table);
        for (column, evidence) in dates.iter().zip(&mut open.evidence) {
            if let Some(Cell::Text(_)) = cells.get(*column).copied().flatten() {
                evidence.observe(&Content::of(cells.get(*column).copied().flatten()));
            }
        }
        open.buffer.push(origin, cells, joined_name);
    }

    fn table_end(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let table = open.found.block.table;
        self.harvest.blocks.push(BlockCount {
            table,
            file: open.found.file,
            sheet: open.found.block.sheet,
            block: open.found.block.block,
            read: open.read,
            blank: open.blank,
        });
        let harvest = &mut self.harvest;
        let mut rows = Rows {
            open: &open,
            interner: &mut self.interner,
            problems: &mut harvest.problems,
            set_aside: &mut harvest.set_aside,
        };
        match table {
            Table::Applicants => {
                rows.read(&mut harvest.applicants, |row| Some(read::applicant(row)));
            }
            Table::Employment => rows.read(&mut harvest.employment, read::employment),
            Table::Permits => rows.read(&mut harvest.permits, read::permit),
            Table::Studies => rows.read(&mut harvest.studies, read::study),
            Table::LanguageTests => rows.read(&mut harvest.language_tests, read::language_test),
            Table::Absences => rows.read(&mut harvest.absences, read::absence),
            Table::Leaves => rows.read(&mut harvest.leaves, read::leave),
        }
    }
}

/// The rows of a table that has ended.
struct Rows<'a> {
    open: &'a OpenTable,
    interner: &'a mut Interner,
    problems: &'a mut Vec<Problem>,
    set_aside: &'a mut Vec<SetAside>,
}

impl Rows<'_> {
    fn read<T>(&mut self, records: &mut Vec<Row<T>>, read: fn(&mut RowReader<'_>) -> Option<T>) {
        let found = &self.open.found;
        let evidence = self.open.evidence.iter();
        let context = TableContext {
            found,
            orders: evidence.map(|one| one.order(found.date_order)).collect(),
            words: WordFinder::new(&found.words),
        };
        for buffered in self.open.buffer.rows() {
            let mut row = RowReader::new(
                &context,
                buffered.origin,
                &buffered.cells,
                buffered.joined_name,
                self.interner,
                self.problems,
            );
            let facts = read(&mut row);
            match row.finish(facts) {
                Ok(record) => records.push(record),
                Err(set_aside) => self.set_aside.push(set_aside),
            }
        }
    }
}

//! Tables of cells made from bytes, and the book that the program makes of them.

use super::bytes::Bytes;
use landed::calendar::Day;
use landed::casefile::{Book, BuiltBook};
use landed::finding::FirmAssumptions;
use landed::intake::Cell;
use landed::provenance::{Origin, SourceBlock, SourceFile, Sources, Table};
use landed::recognition::{DateOrder, FoundTable, TableVisitor as _};
use landed::records::{Harvest, Sheaf, TableReader};
use std::collections::BTreeMap;

/// The applicant whose rows they are.
pub(crate) const APPLICANT: &str = "A1";

/// A cell that owns its text.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Owned {
    Blank,
    Text(String),
    Number(f64),
    Date(f64, bool),
    Bool(bool),
    Error,
    NoValue,
}

impl Owned {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(crate) fn cell(&self) -> Option<Cell<'_>> {
        Some(match self {
            Self::Blank => return None,
            Self::Text(text) => Cell::Text(text),
            Self::Number(number) => Cell::Number(*number),
            Self::Date(serial, is_1904) => Cell::Date {
                serial: *serial,
                is_1904: *is_1904,
            },
            Self::Bool(value) => Cell::Bool(*value),
            Self::Error => Cell::Error("#REF!"),
            Self::NoValue => Cell::FormulaWithoutValue,
        })
    }

    /// Whether a person sees nothing in it.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// One table of the input.
#[derive(Clone, Debug)]
pub(crate) struct Cells {
    pub(crate) table: Table,
    /// Which canonical columns there are.
    pub(crate) present: Vec<bool>,
    pub(crate) order: Option<DateOrder>,
    /// Cells by row and canonical column.
    pub(crate) rows: Vec<Vec<Owned>>,
}

impl Cells {
    pub(crate) fn new(table: Table) -> Self {
        Self {
            table,
            present: vec![true; table.columns().len()],
            order: None,
            rows: Vec::new(),
        }
    }

    fn block(&self) -> SourceBlock {
        let columns = (0..).zip(&self.present);
        SourceBlock {
            sheet: 0,
            block: 0,
            table: self.table,
            heading_row: 1,
            columns: columns
                .map(|(column, present)| present.then_some(column))
                .collect(),
        }
    }

    /// Reads every row of the table alone.
    pub(crate) fn read(&self, file: u32) -> Harvest {
        self.take(file).harvest()
    }

    /// Hands the table over as recognition would.
    fn take(&self, file: u32) -> Sheaf {
        let mut reader = TableReader::new();
        reader.table(FoundTable {
            file,
            block: self.block(),
            inverted: vec![false; self.present.len()].into(),
            full_name: None,
            date_order: self.order,
            words: BTreeMap::new(),
        });
        for (row, number) in self.rows.iter().zip(2..) {
            let cells: Vec<Option<Cell<'_>>> = row
                .iter()
                .zip(&self.present)
                .map(|(cell, present)| cell.cell().filter(|_| *present))
                .collect();
            let origin = Origin {
                file,
                sheet: 0,
                block: 0,
                row: number,
            };
            let cells: Vec<Option<&Cell<'_>>> = cells.iter().map(Option::as_ref).collect();
            reader.row(origin, &cells, None);
        }
        reader.table_end();
        reader.finish()
    }
}

/// The book of some tables, one file each.
pub(crate) fn book(tables: &[Cells], assumptions: FirmAssumptions) -> (BuiltBook, Sources) {
    let mut sources = Sources::default();
    let mut sheaves = Vec::new();
    for (cells, file) in tables.iter().zip(0..) {
        sources.files.push(SourceFile {
            path: format!("{}.csv", cells.table),
            sheets: vec![String::new()],
            blocks: vec![cells.block()],
            ..SourceFile::default()
        });
        sheaves.push(cells.take(file));
    }
    (Book::build(sheaves, &sources, assumptions), sources)
}

/// Makes tables from bytes.
pub(crate) struct Maker<'a, 'b> {
    pub(crate) bytes: &'b mut Bytes<'a>,
    /// The day about which the dates lie.
    pub(crate) about: Day,
}

impl Maker<'_, '_> {
    /// A table of at most so many rows; three bytes to a cell.
    pub(crate) fn table(&mut self, table: Table, most: u8) -> Cells {
        let mut cells = Cells::new(table);
        let shape = self.bytes.byte();
        cells.order = match shape & 3 {
            1 => Some(DateOrder::DayFirst),
            2 => Some(DateOrder::MonthFirst),
            _ => None,
        };
        // Now and then one column is absent, never the first.
        if shape & 0x1C == 0x1C {
            let absent = 1 + usize::from(self.bytes.byte()) % (cells.present.len() - 1);
            cells.present[absent] = false;
        }
        for _ in 0..self.bytes.up_to(most) {
            let row = table.columns().iter().enumerate();
            let row = row.map(|(at, column)| match at {
                0 => Owned::text(APPLICANT),
                _ => self.cell(column),
            });
            cells.rows.push(row.collect());
        }
        cells
    }

    fn cell(&mut self, column: &str) -> Owned {
        let (kind, more) = (self.bytes.byte(), self.bytes.wide());
        let words = words(column);
        let word = || {
            let place = usize::from(more) % words.len().max(1);
            words
                .get(place)
                .map_or(Owned::Blank, |word| Owned::text(word))
        };
        match kind {
            0..=39 => Owned::Blank,
            40..=139 if is_date(column) => self.date(more),
            140..=229 if is_date(column) => Owned::text(&self.day(more).to_string()),
            230 => Owned::Number(f64::from(more)),
            231 => Owned::Number(f64::from(more) / 7.0),
            232 => Owned::Date(f64::from(more), false),
            233 => Owned::Bool(more & 1 == 1),
            234 => Owned::Error,
            235 => Owned::NoValue,
            236 => Owned::text("?!"),
            _ => word(),
        }
    }

    /// A day within about eleven years before and five after the day it is about.
    fn day(&self, offset: u16) -> Day {
        self.about.plus_days(i32::from(offset % 6000) - 4200)
    }

    /// A date in one of the forms that people use.
    fn date(&self, more: u16) -> Owned {
        let day = self.day(more);
        let iso = day.to_string();
        let [year, month, date] = [0..4, 5..7, 8..10].map(|range| &iso[range]);
        match more / 6000 {
            0 | 1 => Owned::Text(iso),
            2 | 3 => Owned::Text(format!("{year}-{month}")),
            4 => Owned::Text(format!("{date}/{month}/{year}")),
            5 => Owned::Text(format!("{month}/{date}/{year}")),
            6 => Owned::Text(format!("{iso}/{}", day.plus_days(i32::from(more % 97)))),
            7 => Owned::text("present"),
            8 => Owned::text("1900-01-01"),
            9 => Owned::text("2100-12-31"),
            _ => Owned::Date(
                f64::from(day.number() - Day::parse_iso("1899-12-30").map_or(0, Day::number)),
                false,
            ),
        }
    }
}

/// What people write in a column.
#[expect(clippy::too_many_lines, reason = "a list of words per column")]
pub(crate) fn words(column: &str) -> &'static [&'static str] {
    match column {
        "noc_code" => &[
            "21232",
            "2173",
            "00012",
            "0013",
            "63200",
            "6322",
            "75110",
            "6711",
            "31102",
            "3112",
            "99999",
            "NOC 2021 21231",
        ],
        "noc_version" => &["2021", "2016", "2011", "1991"],
        "hours_per_week" => &[
            "30", "37.5", "40", "15", "29.99", "30+", "20-40", "0", "168", "169", "37h20",
        ],
        "total_hours" => &[
            "1560",
            "1559.99",
            "780",
            "3000",
            "1500-1600",
            "200+",
            "99999",
            "1",
        ],
        "pay" => &[
            "wages",
            "salary",
            "commission",
            "yes",
            "unpaid",
            "volunteer",
            "no",
            "barter",
        ],
        "employment_type" => &[
            "employee",
            "self_employed",
            "self_employed_physician_public",
            "co_op",
            "intern",
            "volunteer",
            "full-time",
        ],
        "province" | "intended_province" => &["ON", "Quebec", "BC", "Bavaria"],
        "country" => &["Canada", "IN", "Utopia"],
        "permit_type" => &[
            "pgwp",
            "open_work_permit",
            "spousal_open_work_permit",
            "bridging_open_work_permit",
            "employer_specific_work_permit",
            "lmia_work_permit",
            "interim_authorization",
            "co_op_work_permit",
            "study_permit",
            "refugee_claimant_work_permit",
            "visitor_record",
            "temporary_resident_permit",
            "permit_exempt_work",
            "WP",
        ],
        "employer" => &[
            "Maple Software Inc.",
            "Maple Software Ltd.",
            "Maple Software Solutions",
            "Zenith Foods",
            "The Company",
            "???",
        ],
        "decision" => &["approved", "refused", "withdrawn", "pending", "perhaps"],
        "full_time" | "duties_confirmed" | "inadmissible" => &["yes", "no", "perhaps"],
        "test" => &[
            "CELPIP-General",
            "IELTS General Training",
            "TEF Canada",
            "TCF Canada",
            "PTE Core",
            "IELTS",
            "IELTS Academic",
            "TOEFL",
        ],
        "listening" | "reading" | "writing" | "speaking" => &[
            "9", "7", "6", "5", "4", "CLB 9", "CLB 5", "NCLC 7", "300", "250", "90", "M", "10+",
            "6.5",
        ],
        "score_scale" => &["standard", "699", "CEFR"],
        "reason" => &["paid vacation", "vacation", "family visit"],
        "kind" => &[
            "paid_vacation",
            "unpaid",
            "sick",
            "parental",
            "maternity",
            "other",
            "vacation",
        ],
        _ => &["x", "=1+1", "Zoë"],
    }
}

/// Whether a column holds dates.
pub(crate) fn is_date(column: &str) -> bool {
    column.ends_with("_date")
        || column.ends_with("_on")
        || matches!(column, "valid_from" | "valid_to" | "date_of_birth")
}

//! What is remembered of a sheet while its rows come in.

use super::body::OpenTable;
use super::header_row::Header;
use super::normal::normalise_value;
use super::owned::OwnedRow;
use super::plan::Naming;
use super::schema::Schemas;
use crate::provenance::{Origin, Table};

/// The sheet being read.
#[derive(Default)]
pub(super) struct Sheet {
    /// Position in the workbook.
    pub position: u16,
    /// Whether its rows are still looked at.
    pub state: State,
    /// What the names around it say.
    pub naming: Naming,
    /// Rows that wait until the headings are known.
    pub rows: Vec<OwnedRow>,
    /// The header row that was found, while the line below it is awaited.
    pub header: Option<Header>,
    /// The best of the rows that could be a header row.
    pub likely: Option<Header>,
    /// Tables that a header row fits equally well: where, and which.
    pub tie: Option<(u32, Table, Table)>,
    /// The tables whose rows are being read.
    pub open: Vec<OpenTable>,
    /// Single-cell rows behind an empty row or a title, or a title itself: titles of a next table, or records.
    pub held: Vec<OwnedRow>,
    /// The last row that was read below headings.
    pub last_row: u32,
    /// How many tables were opened.
    pub blocks: u16,
    /// Whether any row holds anything.
    pub any_row: bool,
}

/// Whether rows of a sheet are still looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum State {
    /// They are.
    #[default]
    Reading,
    /// The configuration says that the sheet is not read.
    Ignored,
    /// It is about somebody else, or has no known headings.
    GivenUp,
}

impl Sheet {
    /// A row of the sheet that belongs to no table.
    pub fn place(&self, file: u32, row: u32) -> Origin {
        Origin {
            file,
            sheet: self.position,
            block: 0,
            row,
        }
    }
}

/// Words in the name of a sheet that say that it is about somebody else.
const OTHER_PEOPLE: [&str; 12] = [
    "spouse",
    "spouses",
    "partner",
    "dependent",
    "dependents",
    "dependant",
    "dependants",
    "children",
    "conjoint",
    "conjointe",
    "enfants",
    "charge",
];

/// What the name of a sheet says.
pub(super) struct SheetName {
    /// The name as a normalised value.
    pub normal: String,
    /// The table that it names.
    pub table: Option<Table>,
    /// Whether the sheet is about somebody else.
    pub of_other_people: bool,
}

impl SheetName {
    /// Reads a name.
    pub fn of(name: &str) -> Self {
        let normal = normalise_value(name);
        Self {
            table: Schemas::book().named(&normal),
            of_other_people: normal.split(' ').any(|word| OTHER_PEOPLE.contains(&word)),
            normal,
        }
    }
}

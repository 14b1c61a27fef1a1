//! What a reader hands over, held to what `RowVisitor` promises.

use landed::finding::Problem;
use landed::intake::{Cell, FileReading, FileStand, Limits, ReadOptions, RowVisitor, SheetHead};

/// A cell that owns its text. Numbers are compared by their bits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Kept {
    Text(String),
    Error(String),
    Number(u64),
    Date(u64, bool),
    Bool(bool),
    FormulaWithoutValue,
}

impl Kept {
    fn of(cell: &Cell<'_>) -> Self {
        match *cell {
            Cell::Text(text) => Self::Text(text.to_owned()),
            Cell::Shared(shared) => Self::Text(shared.text().to_owned()),
            Cell::Error(text) => Self::Error(text.to_owned()),
            Cell::Number(number) => Self::Number(number.to_bits()),
            Cell::Date { serial, is_1904 } => Self::Date(serial.to_bits(), is_1904),
            Cell::Bool(value) => Self::Bool(value),
            Cell::FormulaWithoutValue => Self::FormulaWithoutValue,
        }
    }
}

/// A row: its number, whether it is hidden, its cells.
pub(crate) type KeptRow = (u32, bool, Vec<(u32, Kept)>);

/// A sheet that was handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct KeptSheet {
    pub(crate) name: String,
    pub(crate) position: u16,
    pub(crate) hidden: bool,
    pub(crate) rows: Vec<KeptRow>,
    /// `None` while it is open.
    pub(crate) complete: Option<bool>,
}

/// Everything that was handed over.
#[derive(Default)]
pub(crate) struct Visited {
    pub(crate) sheets: Vec<KeptSheet>,
}

impl RowVisitor for Visited {
    fn sheet(&mut self, head: SheetHead<'_>) {
        let open = self.sheets.last().is_some_and(|one| one.complete.is_none());
        assert!(!open, "a sheet begins within another");
        self.sheets.push(KeptSheet {
            name: head.name.to_owned(),
            position: head.position,
            hidden: head.hidden,
            rows: Vec::new(),
            complete: None,
        });
    }

    fn row(&mut self, number: u32, hidden: bool, cells: &[(u32, Cell<'_>)]) {
        let sheet = self.sheets.last_mut().expect("a row belongs to a sheet");
        assert_eq!(sheet.complete, None, "a row behind the end of its sheet");
        assert!(!cells.is_empty() && 0 < number);
        assert!(
            cells.is_sorted_by(|one, next| one.0 < next.0),
            "columns rise"
        );
        let before = sheet.rows.last().map_or(0, |row| row.0);
        assert!(before < number, "rows rise");
        let cells = cells.iter().map(|(column, cell)| (*column, Kept::of(cell)));
        sheet.rows.push((number, hidden, cells.collect()));
    }

    fn sheet_end(&mut self, complete: bool) {
        let sheet = self.sheets.last_mut().expect("an end belongs to a sheet");
        assert_eq!(sheet.complete.replace(complete), None, "a sheet ends twice");
    }
}

/// Limits within which a case stays small; each can still be passed.
pub(crate) const SMALL: Limits = Limits {
    file_bytes: 4 << 20,
    inflated_bytes: 4 << 20,
    inflate_ratio: 200,
    zip_entries: 64,
    cells: 50_000,
    rows: 5_000,
    cell_bytes: 4 * 32_767,
    seconds: 600,
    child_memory_bytes: 16 << 20,
};

/// Options with small limits.
pub(crate) fn small() -> ReadOptions<'static> {
    ReadOptions {
        limits: SMALL,
        ..ReadOptions::default()
    }
}

/// What a reading says of itself agrees with what was handed over, and nothing is lost silently.
pub(crate) fn agrees(visited: &Visited, reading: &FileReading, problems: &[Problem]) {
    assert_eq!(visited.sheets.len(), reading.sheets.len());
    for (kept, said) in visited.sheets.iter().zip(&reading.sheets) {
        assert_eq!(kept.rows.len() as u64, said.rows);
        assert_eq!((&kept.name, kept.position), (&said.name, said.position));
        assert_eq!(kept.hidden, said.hidden);
        assert_eq!(kept.complete, Some(said.complete));
    }
    let incomplete = reading.sheets.iter().any(|sheet| !sheet.complete);
    match reading.stand {
        FileStand::Read => assert!(!incomplete),
        FileStand::ReadInPart => assert!(incomplete && !problems.is_empty()),
        FileStand::SetAside => assert!(!problems.is_empty(), "set aside without a word"),
        FileStand::NotOpened => panic!("there is nothing to open"),
    }
}

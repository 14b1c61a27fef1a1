//! For tests: a visitor that writes down what it is shown, and files to read.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use crate::intake::row::{Cell, RowVisitor, SheetHead};

/// Makes a file with this content.
pub(crate) fn put(path: &Path, content: impl AsRef<[u8]>) {
    File::create(path)
        .unwrap()
        .write_all(content.as_ref())
        .unwrap();
}

/// Everything a reader handed over, as text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Transcript {
    /// `sheet 0 Name`, `row 3 hidden: B="x" C=1.5`, `end`.
    pub(crate) lines: Vec<String>,
    plain: Vec<String>,
}

impl Transcript {
    /// The rows as `number: a|b`, without columns.
    pub(crate) fn plain_rows(&self) -> Vec<String> {
        self.plain.clone()
    }
}

impl RowVisitor for Transcript {
    fn sheet(&mut self, head: SheetHead<'_>) {
        let hidden = if head.hidden { " hidden" } else { "" };
        self.lines
            .push(format!("sheet {} {}{hidden}", head.position, head.name));
    }

    fn row(&mut self, number: u32, hidden: bool, cells: &[(u32, Cell<'_>)]) {
        let mut line = format!("row {number}{}:", if hidden { " hidden" } else { "" });
        let mut plain = Vec::new();
        for (column, cell) in cells {
            let cell = cell.resolved();
            write!(line, " {column}={cell:?}").unwrap();
            plain.push(match cell {
                Cell::Text(text) => text.to_owned(),
                other => format!("{other:?}"),
            });
        }
        assert!(cells.is_sorted_by(|a, b| a.0 < b.0), "columns rise: {line}");
        self.lines.push(line);
        self.plain.push(format!("{number}: {}", plain.join("|")));
    }

    fn sheet_end(&mut self, complete: bool) {
        self.lines.push(if complete {
            "end".to_owned()
        } else {
            "broken off".to_owned()
        });
    }

    fn further_down(&self) -> Option<Self> {
        Some(Self::default())
    }

    fn take_in(&mut self, later: Self, rows: u32) -> bool {
        self.lines
            .extend(later.lines.iter().map(|line| lower(line, "row ", rows)));
        self.plain
            .extend(later.plain.iter().map(|line| lower(line, "", rows)));
        true
    }
}

/// A line with a number of a row that is so many rows lower.
fn lower(line: &str, before: &str, rows: u32) -> String {
    let (number, rest) = line
        .strip_prefix(before)
        .and_then(|line| line.split_once(':'))
        .unwrap();
    let number: u32 = number.parse().unwrap();
    format!("{before}{}:{rest}", number + rows)
}

//! `issues.csv`: one row per data problem, each pointing at its cell.
//!
//! Owns the columns of that file and the order of problems. Finds no problem of its own.

use crate::finding::{Problem, ProblemCode};
use crate::provenance::Sources;
use crate::report::CsvText;
use std::cmp::Ordering;

/// The columns, in order.
pub const COLUMNS: [&str; 11] = [
    "issue",
    "code",
    "severity",
    "applicant_id",
    "table",
    "file",
    "sheet",
    "cell",
    "value",
    "done",
    "todo",
];

/// Writes the file. The problems must be [`sorted`](sort).
///
/// # Errors
/// If a row does not fit its headings, which would be a fault of the program.
pub fn write(csv: &mut CsvText, sources: &Sources, problems: &[Problem]) -> Result<(), csv::Error> {
    let mut rows = csv.begin(&COLUMNS);
    for (number, problem) in (1_u64..).zip(problems) {
        let place = place(sources, problem);
        rows.shown(number);
        rows.word(problem.code.id());
        rows.word(problem.code.severity().id());
        rows.text(problem.applicant.as_deref().unwrap_or_default());
        rows.word(problem.table.map_or("", |table| table.name()));
        rows.text(place.file);
        rows.text(place.sheet);
        rows.text(&place.cell);
        rows.text(&problem.value);
        rows.text(&problem.done);
        rows.text(&problem.todo);
        rows.end_row();
    }
    rows.finish()
}

/// Where a problem lies, in words that a person can follow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place<'a> {
    /// Path of the file within the input.
    pub file: &'a str,
    /// Name of the sheet; empty for text files and problems of a whole file.
    pub sheet: &'a str,
    /// The cell (`D14`), else the row (`R14`), else empty.
    pub cell: String,
}

/// Finds the words for the place of a problem.
pub fn place<'a>(sources: &'a Sources, problem: &Problem) -> Place<'a> {
    let origin = problem.origin;
    let file = sources.file(origin).map_or("", |file| file.path.as_str());
    let sheet = if is_of_whole_file(problem) {
        ""
    } else {
        sources.sheet(origin)
    };
    let cell = match (problem.cell.as_str(), origin.row) {
        ("", 0) => String::new(),
        ("", row) => format!("R{row}"),
        (cell, _) => cell.to_owned(),
    };
    Place { file, sheet, cell }
}

fn is_of_whole_file(problem: &Problem) -> bool {
    match problem.code {
        ProblemCode::FileUnreadable
        | ProblemCode::FileEncrypted
        | ProblemCode::FileTypeUnknown
        | ProblemCode::FileSkipped
        | ProblemCode::FileChanged
        | ProblemCode::FileTypeByContent
        | ProblemCode::EncodingAssumed => true,
        ProblemCode::TableUnknown | ProblemCode::FileLimit => problem.origin.row == 0,
        _ => false,
    }
}

/// Puts problems in source order, then by column, then by code; what is left over is settled by every other field, so
/// that the order never depends on which thread was first.
pub fn sort(problems: &mut [Problem]) {
    problems.sort_by(order);
}

fn order(one: &Problem, other: &Problem) -> Ordering {
    one.origin
        .cmp(&other.origin)
        .then_with(|| column(&one.cell).cmp(&column(&other.cell)))
        .then_with(|| one.code.cmp(&other.code))
        .then_with(|| one.cell.cmp(&other.cell))
        .then_with(|| one.applicant.cmp(&other.applicant))
        .then_with(|| one.table.cmp(&other.table))
        .then_with(|| one.value.cmp(&other.value))
        .then_with(|| one.done.cmp(&other.done))
        .then_with(|| one.todo.cmp(&other.todo))
}

/// The column of a cell name: `AA` stands after `Z`.
fn column(cell: &str) -> (usize, &str) {
    let letters = cell.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    (letters.len(), letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::Origin;

    fn problem(row: u32, cell: &str, code: ProblemCode) -> Problem {
        Problem {
            code,
            applicant: None,
            table: None,
            origin: Origin {
                file: 0,
                sheet: 0,
                block: 0,
                row,
            },
            cell: cell.to_owned(),
            value: String::new(),
            done: String::new(),
            todo: String::new(),
        }
    }

    #[test]
    fn problems_stand_by_row_then_column_then_code() {
        let mut problems = vec![
            problem(3, "B3", ProblemCode::CellError),
            problem(2, "AA2", ProblemCode::DateUnreadable),
            problem(2, "Z2", ProblemCode::ValueUnknown),
            problem(2, "Z2", ProblemCode::DateUnreadable),
            problem(0, "", ProblemCode::SheetHidden),
        ];
        sort(&mut problems);
        let cells: Vec<_> = problems
            .iter()
            .map(|p| (p.cell.as_str(), p.code.id()))
            .collect();
        assert_eq!(
            cells,
            [
                ("", "sheet_hidden"),
                ("Z2", "date_unreadable"),
                ("Z2", "value_unknown"),
                ("AA2", "date_unreadable"),
                ("B3", "cell_error"),
            ]
        );
    }
}

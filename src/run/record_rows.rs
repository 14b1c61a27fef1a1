//! Every row of a table with its fate, gathered from all case files in source order.

use crate::casefile::{Book, CaseFile};
use crate::provenance::{Origin, Table};
use crate::records::{Record, Row, SetAside};
use crate::report::records::{Fate, RecordRow};

/// Where the text of a row is taken from.
enum Text<'b, T> {
    /// The record it became, or that it repeats.
    Record(&'b Row<T>),
    /// Its own cells.
    Cells(&'b SetAside),
}

type Rows<'b> = Box<dyn Iterator<Item = RecordRow> + 'b>;

/// The rows of a table; their text is made one row at a time.
pub(super) fn record_rows(book: &Book, table: Table) -> Rows<'_> {
    match table {
        Table::Applicants => rows(book, |case| &case.applicants),
        Table::Employment => rows(book, |case| &case.employment),
        Table::Permits => rows(book, |case| &case.permits),
        Table::Studies => rows(book, |case| &case.studies),
        Table::LanguageTests => rows(book, |case| &case.language_tests),
        Table::Absences => rows(book, |case| &case.absences),
        Table::Leaves => rows(book, |case| &case.leaves),
    }
}

fn rows<T: Record + 'static>(book: &Book, records: impl Fn(&CaseFile) -> &Vec<Row<T>>) -> Rows<'_> {
    let mut all: Vec<(Origin, Fate, Text<'_, T>)> = Vec::new();
    for case in &book.cases {
        let used = records(case);
        all.extend(
            used.iter()
                .map(|row| (row.origin, Fate::Used, Text::Record(row))),
        );
        for (table, origin, first) in &case.duplicates {
            let repeated = used.iter().find(|row| row.origin == *first);
            if let Some(row) = repeated.filter(|_| *table == T::TABLE) {
                all.push((*origin, Fate::Duplicate, Text::Record(row)));
            }
        }
        all.extend(set_aside::<T>(&case.set_aside));
    }
    all.extend(set_aside::<T>(&book.without_applicant));
    all.sort_by_key(|(origin, ..)| *origin);
    Box::new(all.into_iter().map(|(origin, fate, text)| RecordRow {
        origin,
        fate,
        cells: match text {
            Text::Record(row) => row.canonical_cells(),
            Text::Cells(row) => row.cells.to_vec(),
        },
    }))
}

fn set_aside<T: Record + 'static>(
    rows: &[SetAside],
) -> impl Iterator<Item = (Origin, Fate, Text<'_, T>)> {
    rows.iter()
        .filter(|row| row.table == T::TABLE)
        .map(|row| (row.origin, Fate::SetAside, Text::Cells(row)))
}

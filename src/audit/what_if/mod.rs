//! What a run would say of one applicant if some of the rows were otherwise. Nothing is written and the run stays as it is.
//!
//! Owns how published rows are edited and how two judgements are set side by side. The edited text goes through the readers that
//! read the input.

mod compare;
mod rows;

pub use compare::{Compared, LineTold, WhatIf};
pub use rows::{RowTold, rows_of};

use crate::audit::read_back::read_back;
use crate::audit::{AuditError, Foresee, Published};
use crate::provenance::Table;
use rows::Tables;
use serde::Serialize;

/// The name that stands for a file in the addresses of added rows.
pub const ADDED: &str = "(what if)";

/// Something that is to be otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// A cell of a row of the applicant holds another text.
    Cell {
        /// In which table.
        table: Table,
        /// Which of the applicant's used rows, from 1; the only one if it is not said.
        row: Option<usize>,
        /// In which column.
        column: &'static str,
        /// The text; empty for a blank cell.
        value: String,
    },
    /// The applicant has one more row.
    Row {
        /// In which table.
        table: Table,
        /// Its cells.
        cells: Vec<(&'static str, String)>,
    },
}

/// An edit that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// There is no such row.
    #[error("the applicant has {there} used row(s) in {table}{advice}")]
    NoRow {
        /// How many there are.
        there: usize,
        /// In which table.
        table: Table,
        /// How they are named.
        advice: String,
    },
    /// The readers cannot use what was written.
    #[error("{place}: {why}{known}")]
    Refused {
        /// The cell or row.
        place: String,
        /// What kind of problem the reader found, without a value of a record.
        why: String,
        /// The words that are known, where there is a list of them.
        known: String,
    },
}

/// An edit as it was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EditTold {
    /// The cell, or the added row.
    pub place: String,
    /// What it said.
    pub was: String,
    /// What it is taken to say.
    pub is: String,
}

/// Judges an applicant of a published run as it is and with edits.
///
/// # Errors
/// If the run knows no such applicant, one of its files is damaged, or an edit cannot be made.
pub fn what_if(
    published: &Published,
    applicant: &str,
    edits: &[Edit],
    foresee: Foresee<'_>,
) -> Result<WhatIf, AuditError> {
    let before = published.records()?;
    let id = before.required(applicant)?.id.to_string();
    let mut tables = Tables::open(published, &id)?;
    let mut told = Vec::with_capacity(edits.len());
    for edit in edits {
        told.push(tables.make(edit)?);
    }
    let (files, sources) = tables.checked()?;
    let after = read_back(files, sources, published.assumptions)?;
    let judge = |records: &crate::audit::Records| {
        let case = records.required(&id)?;
        Ok::<_, AuditError>((foresee(&records.bench(published.as_of), case), case.clone()))
    };
    let (was, is) = (judge(&before)?, judge(&after)?);
    let notes = rows::news(&before.problems, &after.problems, Some(&id));
    let notes = notes.into_iter().map(rows::in_words).collect();
    let compared = Compared {
        was: (&was.0, &was.1),
        is: (&is.0, &is.1),
    };
    Ok(compared.told(&id, published.as_of, told, notes))
}

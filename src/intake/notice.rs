//! The sentences said about whole files and sheets. Owns the wording; decides nothing.
//!
//! They never quote the content of a file, nor an error text that could quote it: a sheet may be named after a client.

use crate::finding::{Problem, ProblemCode};
use crate::intake::limits::Excess;
use crate::provenance::Origin;

/// A problem of a whole file.
pub(crate) fn of_file(file: u32, code: ProblemCode, done: &str, todo: &str) -> Problem {
    at(
        Origin {
            file,
            sheet: 0,
            block: 0,
            row: 0,
        },
        code,
        done,
        todo,
    )
}

/// A problem of a sheet; `row` is 0 where no row can be named.
pub(crate) fn at(origin: Origin, code: ProblemCode, done: &str, todo: &str) -> Problem {
    Problem {
        code,
        applicant: None,
        table: None,
        origin,
        cell: String::new(),
        value: String::new(),
        done: done.to_owned(),
        todo: todo.to_owned(),
    }
}

/// The advice that mends most workbooks.
pub(crate) const SAVE_AS_XLSX: &str =
    "Open it in Excel or LibreOffice, check that all rows are there, and save it again as .xlsx.";

/// The advice for text that cannot be read.
pub(crate) const SAVE_AS_CSV: &str =
    "Open it in Excel and save it again as .xlsx, or as \"CSV UTF-8\".";

pub(crate) fn beyond_limit(file: u32, excess: Excess) -> Problem {
    let done = format!("The file was set aside: {}.", excess.what());
    let todo = "Ask where the file came from. If it is genuine, open it in Excel, copy the rows that matter into a new \
                workbook and save that as .xlsx.";
    of_file(file, ProblemCode::FileLimit, &done, todo)
}

pub(crate) fn unreadable(file: u32, why: &str, todo: &str) -> Problem {
    let done = format!("The file was set aside: {why}.");
    of_file(file, ProblemCode::FileUnreadable, &done, todo)
}

/// The advice for a file that holds nothing.
pub(crate) const EXPORT_AGAIN: &str =
    "Export it again; an empty file is most often an export that failed.";

/// There are bytes, but no cell holds anything: not even headings.
pub(crate) fn blank(file: u32) -> Problem {
    let why = "nothing stands in any of its cells, not even a heading";
    unreadable(file, why, EXPORT_AGAIN)
}

pub(crate) fn changed(file: u32) -> Problem {
    of_file(
        file,
        ProblemCode::FileChanged,
        "The file was set aside: it changed while it was read, so its rows cannot be trusted.",
        "Wait until the export or upload is finished and the file is closed, then run again.",
    )
}

pub(crate) fn encrypted(file: u32) -> Problem {
    of_file(
        file,
        ProblemCode::FileEncrypted,
        "The file was set aside: it is protected by a password.",
        "Open it in Excel with the password, remove it (File, Info, Protect Workbook), and save it again.",
    )
}

pub(crate) fn by_content(file: u32, found: &str) -> Problem {
    let done = format!(
        "The name says another kind of file, but the content is {found}; it was read as that."
    );
    let todo = "Check that all rows are there; better, save it again under the right kind.";
    of_file(file, ProblemCode::FileTypeByContent, &done, todo)
}

pub(crate) fn sheet_hidden(origin: Origin) -> Problem {
    at(
        origin,
        ProblemCode::SheetHidden,
        "The sheet is hidden; it was read like the others.",
        "If its rows should not count, delete the sheet.",
    )
}

pub(crate) fn rows_hidden(origin: Origin, count: u64) -> Problem {
    let done = if count == 1 {
        "One row of the sheet is hidden; it was read like the others.".to_owned()
    } else {
        format!("{count} rows of the sheet are hidden; they were read like the others.")
    };
    let todo =
        "Remove the filter or show the rows and check them; delete those that should not count.";
    at(origin, ProblemCode::RowHidden, &done, todo)
}

pub(crate) fn sheet_unreadable(origin: Origin, why: &str) -> Problem {
    let done = if origin.row == 0 {
        format!("The sheet could not be read to its end: {why}.")
    } else {
        format!(
            "The sheet could not be read to its end: {why} (after row {}).",
            origin.row
        )
    };
    at(origin, ProblemCode::SheetUnreadable, &done, SAVE_AS_XLSX)
}

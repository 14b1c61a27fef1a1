//! What stops a look at a published run. No message carries a value of a record.

use crate::audit::what_if::EditError;
use crate::report::publish::PublishError;
use std::io;
use std::path::PathBuf;

/// What stops a look at a published run.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The folder is missing, or no output of a run.
    #[error(transparent)]
    NoRun(#[from] PublishError),
    /// A file cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A workbook cannot hold the run.
    #[error("a workbook cannot hold the run: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A file of the run is not what this program writes.
    #[error("{path} is damaged, or of another version: {what}")]
    Damaged {
        /// Which file of the run.
        path: String,
        /// What is wrong, without a value.
        what: String,
    },
    /// Another run came into place during the look.
    #[error(
        "the results were replaced while they were looked at: try again when no run is under way"
    )]
    Replaced,
    /// The run knows nobody by this id.
    #[error("the run has no applicant with the id {id}{advice}")]
    NoApplicant {
        /// The id that was asked for.
        id: String,
        /// The nearest id, as a question.
        advice: String,
    },
    /// An edit of the records cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A table could not be written as CSV, which is a fault of the program.
    #[error("a table could not be written as CSV: {0}")]
    Csv(#[from] csv::Error),
    /// An answer could not be written as JSON, which is a fault of the program.
    #[error("the answer could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl AuditError {
    /// A file of the run is not what this program writes.
    pub(crate) fn damaged(path: &str, what: impl Into<String>) -> Self {
        Self::Damaged {
            path: path.to_owned(),
            what: what.into(),
        }
    }
}

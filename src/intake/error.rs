//! What stops the whole run instead of one file: wrong arguments, or a reader process that cannot be started.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// An error of this room. A bad file is never one: it is a problem in the data.
#[derive(Debug, Error)]
pub enum IntakeError {
    /// An input argument names nothing.
    #[error("there is no file or folder at {}", .path.display())]
    NoSuchInput {
        /// As it was given.
        path: PathBuf,
    },
    /// An input argument cannot be looked at.
    #[error("cannot look at {}: {source}", .path.display())]
    InputUnreadable {
        /// As it was given.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The process that reads old workbooks could not be started.
    #[error("cannot start the process that reads .xls and .ods files: {source}")]
    ChildNotStarted {
        /// What the operating system said.
        source: io::Error,
    },
}

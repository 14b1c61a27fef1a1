//! How a run ends: exit statuses and the errors that stop it.

use crate::audit::AuditError;
use crate::intake::IntakeError;
use crate::report::publish::PublishError;

/// The exit status of a command.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ExitStatus {
    /// All input was read and judged.
    Complete,
    /// Failed; nothing was published.
    Failed,
    /// Wrong usage or configuration.
    Usage,
    /// Finished and published, but some input was set aside.
    SetAside,
    /// Published, but at least one applicant met an internal fault.
    InternalFault,
    /// Another run holds the output.
    Busy,
}

impl ExitStatus {
    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Complete => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::SetAside => 3,
            Self::InternalFault => 4,
            Self::Busy => 11,
        }
    }
}

/// What stops a run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Nothing says what to read.
    #[error("nothing to read: name files or folders, or set `inputs` in landed.toml")]
    NoInputs,
    /// Nothing says where the results go.
    #[error("no output folder: give --out, or set `out` in landed.toml")]
    NoOutput,
    /// The input holds no file of a kind that is read.
    #[error("the input holds no file that can be read, so the former results stand")]
    NothingToRead,
    /// No row of the whole input is an applicant's: an export that failed must not empty the results.
    #[error(
        "no applicant was found in the input (files read: {read}, set aside or skipped: {}), so nothing is published and the former \
         results stand; `landed check` shows why",
        files.saturating_sub(*read)
    )]
    Nobody {
        /// How many files the input has.
        files: usize,
        /// How many of them were read.
        read: usize,
    },
    /// An input cannot be found or looked into.
    #[error(transparent)]
    Input(#[from] IntakeError),
    /// The threads could not be started.
    #[error("the threads could not be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The results could not be published.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A result could not be written as CSV, which is a fault of the program.
    #[error("a result could not be written as CSV: {0}")]
    Csv(#[from] csv::Error),
    /// The former run cannot be opened.
    #[error("the former run: {0}")]
    Previous(#[from] AuditError),
    /// The manifest could not be written as JSON, which is a fault of the program.
    #[error("the manifest could not be written: {0}")]
    Manifest(#[from] serde_json::Error),
}

impl RunError {
    /// The exit status that it means.
    pub const fn status(&self) -> ExitStatus {
        match self {
            Self::NoInputs | Self::NoOutput | Self::Publish(PublishError::NoPlace(_)) => {
                ExitStatus::Usage
            }
            Self::Publish(PublishError::Busy(_)) => ExitStatus::Busy,
            Self::NothingToRead
            | Self::Nobody { .. }
            | Self::Input(_)
            | Self::Threads(_)
            | Self::Publish(_)
            | Self::Csv(_)
            | Self::Previous(_)
            | Self::Manifest(_) => ExitStatus::Failed,
        }
    }
}

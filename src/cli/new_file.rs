//! Files that a person asked for: written once, private, and never over another.

use crate::report::disk::Disk;
use crate::run::{ExitStatus, say};
use anyhow::Context as _;
use std::io;
use std::path::{Path, PathBuf};

/// A file was asked for within the output of a run, where it would be one file too many.
#[derive(Debug, thiserror::Error)]
#[error(
    "{path} lies within the output of the run, which nothing is added to: choose another place"
)]
pub struct WithinRun {
    path: PathBuf,
}

/// Writes a new file; one that exists is left alone.
pub fn create(file: &Path, bytes: &[u8]) -> anyhow::Result<ExitStatus> {
    match Disk::real().write_new(file, bytes) {
        Ok(()) => {
            say(&format!("written: {}", file.display()));
            Ok(ExitStatus::Complete)
        }
        Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => Err(taken(file)),
        Err(fault) => Err(fault).with_context(|| format!("cannot write {}", file.display())),
    }
}

/// What is said of a file that exists already.
pub fn taken(file: &Path) -> anyhow::Error {
    anyhow::anyhow!(
        "cannot write {}: it exists already and was left as it is",
        file.display()
    )
}

/// Refuses a place within the output of a run.
pub fn outside(file: &Path, run: &Path) -> Result<(), WithinRun> {
    let folder = match file.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    // A folder that is not there is no folder of the run, and is refused when the file is written.
    let within = match (folder.canonicalize(), run.canonicalize()) {
        (Ok(folder), Ok(run)) => folder.starts_with(run),
        _ => false,
    };
    if within {
        let path = file.to_owned();
        return Err(WithinRun { path });
    }
    Ok(())
}

//! `landed export`: a published run in forms for other programs.

use crate::audit::{Published, agenda, export};
use crate::cli::arguments::ExportArguments;
use crate::cli::new_file::{create, outside, taken};
use crate::run::ExitStatus;

/// Writes each file that was asked for; nothing where one of them cannot be.
pub fn run(arguments: &ExportArguments) -> anyhow::Result<ExitStatus> {
    let run = Published::open(&arguments.run)?;
    for file in [&arguments.xlsx, &arguments.ics].into_iter().flatten() {
        outside(file, &run.folder)?;
        if file.exists() {
            return Err(taken(file));
        }
    }
    if let Some(file) = &arguments.xlsx {
        create(file, &export(&run)?)?;
    }
    if let Some(file) = &arguments.ics {
        create(file, &agenda(&run)?)?;
    }
    Ok(ExitStatus::Complete)
}

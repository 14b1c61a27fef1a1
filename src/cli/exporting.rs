//! `landed export`: a published run in forms for other programs.

use crate::audit::{AuditError, Published, agenda, export, steadily};
use crate::cli::arguments::ExportArguments;
use crate::cli::new_file::{create, outside, taken};
use crate::run::ExitStatus;

/// Writes each file that was asked for; nothing where one of them cannot be.
pub fn run(arguments: &ExportArguments) -> anyhow::Result<ExitStatus> {
    let files = [&arguments.xlsx, &arguments.ics].into_iter().flatten();
    let run = Published::open(&arguments.run)?;
    for file in files {
        outside(file, &run.folder)?;
        if file.exists() {
            return Err(taken(file));
        }
    }
    let (workbook, calendar) = steadily(&[&arguments.run], || {
        let run = Published::open(&arguments.run)?;
        let workbook = arguments.xlsx.as_ref().map(|_| export(&run)).transpose()?;
        let calendar = arguments.ics.as_ref().map(|_| agenda(&run)).transpose()?;
        Ok::<_, AuditError>((workbook, calendar))
    })?;
    for (file, bytes) in [(&arguments.xlsx, workbook), (&arguments.ics, calendar)] {
        if let (Some(file), Some(bytes)) = (file, bytes) {
            create(file, &bytes)?;
        }
    }
    Ok(ExitStatus::Complete)
}

//! `landed template` and `landed init`: what a firm begins with. Neither overwrites anything.

use crate::audit::write_new;
use crate::cli::arguments::{InitArguments, TemplateArguments};
use crate::cli::configuration::FILE_NAME;
use crate::recognition::{self, Recognition, starter};
use crate::report::html::Lang;
use crate::run::{ExitStatus, Settings, recognise};
use std::path::Path;

/// Writes a blank intake workbook.
pub fn template(arguments: &TemplateArguments) -> anyhow::Result<ExitStatus> {
    let lang = match arguments.lang {
        Lang::English => recognition::Lang::En,
        Lang::French => recognition::Lang::Fr,
    };
    let bytes = recognition::template::write_workbook(lang)?;
    write_new(&arguments.file, &bytes)?;
    Ok(ExitStatus::Complete)
}

/// Writes a starter configuration into the working folder.
pub fn init(arguments: &InitArguments) -> anyhow::Result<ExitStatus> {
    let recognised = if arguments.inputs.is_empty() {
        Vec::new()
    } else {
        recognise(&Settings {
            inputs: arguments.inputs.clone(),
            program: std::env::current_exe().ok(),
            quiet: true,
            ..Settings::default()
        })?
    };
    let files: Vec<(&str, &Recognition)> = recognised
        .iter()
        .map(|(path, recognition)| (path.as_str(), recognition))
        .collect();
    write_new(Path::new(FILE_NAME), starter::text(&files).as_bytes())?;
    Ok(ExitStatus::Complete)
}

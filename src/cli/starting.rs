//! `landed template` and `landed init`: the two files that a firm begins with. Neither overwrites anything.

use crate::cli::arguments::{InitArguments, TemplateArguments};
use crate::cli::configuration::FILE_NAME;
use crate::cli::new_file::{create, taken};
use crate::recognition::{self, Recognition, starter, template as blank};
use crate::report::html::Lang;
use crate::run::{ExitStatus, Settings, say, survey};
use std::path::Path;

/// Writes a blank intake workbook.
pub fn template(arguments: &TemplateArguments) -> anyhow::Result<ExitStatus> {
    let lang = match arguments.lang {
        Lang::English => recognition::Lang::En,
        Lang::French => recognition::Lang::Fr,
    };
    let bytes = blank::write_workbook(lang)?;
    create(&arguments.file, &bytes)
}

/// Writes a first configuration into the working folder.
pub fn init(arguments: &InitArguments) -> anyhow::Result<ExitStatus> {
    let file = Path::new(FILE_NAME);
    // Before the exports are read: what exists already is said at once.
    if file.exists() {
        return Err(taken(file));
    }
    let surveyed = if arguments.inputs.is_empty() {
        Vec::new()
    } else {
        survey(&Settings {
            inputs: arguments.inputs.clone(),
            quiet: true,
            program: std::env::current_exe().ok(),
            ..Settings::default()
        })?
    };
    let shown: Vec<(&str, &Recognition)> = (surveyed.iter())
        .map(|one| (one.path.as_str(), &one.recognition))
        .collect();
    let status = create(file, starter::text(&shown).as_bytes())?;
    for one in &surveyed {
        let tables = one.recognition.tables.len();
        say(&format!("{}: {tables} table(s) recognised", one.path));
    }
    let unread = surveyed.iter().any(|one| one.recognition.tables.is_empty());
    Ok(if unread { ExitStatus::SetAside } else { status })
}

//! The hidden command that this program starts itself with to read one `.xls` or `.ods` file within limits.

use crate::intake::{Limits, serve_child};
use crate::run::ExitStatus;
use crate::run::child_process::SUBCOMMAND;
use std::ffi::OsString;
use std::io;
use std::path::Path;

/// Reads the file and writes its rows to standard output, if the arguments are those of the hidden command.
pub fn serve(arguments: &[OsString]) -> Option<ExitStatus> {
    let [_, name, option, limits, dashes, file] = arguments else {
        return None;
    };
    if name != SUBCOMMAND || option != "--limits" || dashes != "--" {
        return None;
    }
    let Some(limits) = limits_of(limits) else {
        return Some(ExitStatus::Usage);
    };
    Some(
        match serve_child(Path::new(file), limits, io::stdout().lock()) {
            Ok(()) => ExitStatus::Complete,
            Err(_) => ExitStatus::Failed,
        },
    )
}

fn limits_of(text: &OsString) -> Option<Limits> {
    serde_json::from_str(text.to_str()?).ok()
}

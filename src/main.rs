//! The command `landed`. Only the process that reads old workbooks is here yet.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use landed::intake::{Limits, serve_child};
use landed::run::child_process::SUBCOMMAND;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let Some((limits, file)) = of_child(&arguments) else {
        return ExitCode::from(2);
    };
    match serve_child(Path::new(file), limits, io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn of_child(arguments: &[OsString]) -> Option<(Limits, &OsString)> {
    let [name, option, limits, dashes, file] = arguments else {
        return None;
    };
    let known = name == SUBCOMMAND && option == "--limits" && dashes == "--";
    let limits = serde_json::from_str(limits.to_str()?).ok()?;
    known.then_some((limits, file))
}

//! Arguments become settings, settings become a run, and its end becomes an exit status.
//!
//! Owns the command line, `landed.toml`, and what is printed where: standard output carries only what was asked for.

mod arguments;
mod check;
mod codes;
mod configuration;
mod diff;
mod edits;
mod explain;
mod exporting;
mod nearest;
mod new_file;
mod nightly;
mod old_workbook;
mod rules;
mod schema;
mod starting;
mod verify;
mod what_if;

use crate::audit::AuditError;
use crate::run::{ExitStatus, RunError, say};
use arguments::{Arguments, Command};
use clap::{CommandFactory as _, Parser as _};
use configuration::ConfigurationError;
use std::ffi::OsString;
use std::io::{self, Write as _};

/// Runs the program on its arguments, the first of which is its name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitStatus {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(status) = old_workbook::serve(&arguments) {
        return status;
    }
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(refusal) => {
            // A closed terminal is no reason to fail differently.
            let _ = refusal.print();
            return if refusal.exit_code() == 0 {
                ExitStatus::Complete
            } else {
                ExitStatus::Usage
            };
        }
    };
    match obey(arguments.command) {
        Ok(status) => status,
        Err(fault) => {
            // Each message holds that of its cause.
            say(&format!("landed: {fault}"));
            status_of(&fault)
        }
    }
}

fn obey(command: Command) -> anyhow::Result<ExitStatus> {
    match command {
        Command::Run(arguments) => nightly::run(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Diff(arguments) => diff::diff(&arguments),
        Command::Whatif(arguments) => what_if::run(&arguments),
        Command::Export(arguments) => exporting::run(&arguments),
        Command::Rules(arguments) => print(rules::rules(arguments.on).as_bytes()),
        Command::Schema(arguments) => print(schema::schema(arguments.table).as_bytes()),
        Command::Template(arguments) => starting::template(&arguments),
        Command::Init(arguments) => starting::init(&arguments),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "landed", &mut script);
            print(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
            print(&page)
        }
    }
}

/// Prints what was asked for. A reader that has seen enough (`landed rules | head`) is no failure.
fn print(bytes: &[u8]) -> anyhow::Result<ExitStatus> {
    print_all(|out| out.write_all(bytes))
}

/// The same of what is written piece by piece.
fn print_all(
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> anyhow::Result<ExitStatus> {
    let mut out = io::stdout().lock();
    match write(&mut out).and_then(|()| out.flush()) {
        Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => Err(fault.into()),
        _ => Ok(ExitStatus::Complete),
    }
}

/// Whether a folder was named that is no run, or an applicant whom the run does not know.
fn is_wrong_usage(fault: &anyhow::Error) -> bool {
    matches!(
        fault.downcast_ref::<AuditError>(),
        Some(AuditError::NoRun(_) | AuditError::NoApplicant { .. } | AuditError::Edit(_))
    ) || fault.is::<new_file::WithinRun>()
        || fault.is::<edits::EditUnclear>()
}

fn status_of(fault: &anyhow::Error) -> ExitStatus {
    if let Some(stopped) = fault.downcast_ref::<RunError>() {
        stopped.status()
    } else if fault.is::<ConfigurationError>() || is_wrong_usage(fault) {
        ExitStatus::Usage
    } else {
        ExitStatus::Failed
    }
}

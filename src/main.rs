//! The program: hands its arguments on and ends with the status it gets back.

use landed::run::{ExitStatus, hide_panic_messages};
use std::process::ExitCode;

fn main() -> ExitCode {
    hide_panic_messages();
    let status = std::panic::catch_unwind(|| landed::cli::main(std::env::args_os()));
    // A fault outside of any applicant: the hook has said where; nothing was published.
    let status = status.unwrap_or(ExitStatus::Failed);
    ExitCode::from(status.code())
}

//! `landed run`.

use crate::cli::arguments::{InputArguments, RunArguments};
use crate::cli::configuration::{Configuration, ConfigurationError, load};
use crate::cli::print;
use crate::run::{ExitStatus, Settings, nightly, say};

/// Runs the nightly job.
pub fn run(arguments: &RunArguments) -> anyhow::Result<ExitStatus> {
    let (mut settings, configuration) = settings(&arguments.input)?;
    settings.out = arguments.out.clone().or(configuration.out);
    settings.previous.clone_from(&arguments.previous);
    settings.dry_run = arguments.dry_run;
    settings.pages = arguments.report;
    settings.lang = arguments.lang;
    let done = nightly(&settings)?;
    if arguments.timings {
        done.timings.in_words().iter().for_each(|line| say(line));
    }
    if settings.quiet {
        // Cron sends whatever is printed by mail: quiet is quiet.
        return Ok(done.status);
    }
    for line in &done.lines {
        say(line);
    }
    if let Some((out, hash)) = done.published {
        say(&format!("results in {}", out.display()));
        say(&format!("SHA-256 of run.json: {hash}"));
        if let Err(fault) = print(format!("{}\n", out.display()).as_bytes()) {
            // The results are in place: whoever waits for the status must not think that they are not.
            say(&format!(
                "where the results are could not be printed on standard output: {fault}"
            ));
        }
    }
    Ok(done.status)
}

/// What `run` and `check` have in common: the command line goes before the configuration.
pub fn settings(
    arguments: &InputArguments,
) -> Result<(Settings, Configuration), ConfigurationError> {
    let configuration = load(arguments.config.as_deref())?;
    let inputs = if arguments.inputs.is_empty() {
        configuration.inputs.clone()
    } else {
        arguments.inputs.clone()
    };
    let settings = Settings {
        inputs,
        as_of: arguments.as_of,
        threads: arguments.threads.map(usize::from),
        quiet: arguments.quiet,
        assumptions: configuration.assume,
        mapping: configuration.mapping.clone(),
        limits: configuration.limits,
        watchlist_days: configuration.watchlist.days,
        program: std::env::current_exe().ok(),
        configuration: configuration.shown.clone(),
        ..Settings::default()
    };
    Ok((settings, configuration))
}

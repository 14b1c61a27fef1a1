//! `landed verify`: whether a published run is what it says.

use crate::audit::verify::{Against, Verified, compare_with_inputs, is_of_this_program, verify};
use crate::audit::{AuditError, Published, steadily};
use crate::cli::arguments::VerifyArguments;
use crate::cli::configuration::of_manifest;
use crate::cli::print;
use crate::report::html::{Lang, Pages};
use crate::report::publish::PublishError;
use crate::run::{ExitStatus, Settings, foresee_anew, make_anew};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Prints OK, or every difference; only OK ends in 0.
pub fn run(arguments: &VerifyArguments) -> anyhow::Result<ExitStatus> {
    let mut folders = vec![arguments.run.as_path()];
    folders.extend(arguments.previous.as_deref());
    let (status, text) = steadily(&folders, || verified(arguments))?;
    print(text.as_bytes())?;
    Ok(status)
}

/// What is to be printed, and the status.
fn verified(arguments: &VerifyArguments) -> anyhow::Result<(ExitStatus, String)> {
    let published = match Published::open(&arguments.run) {
        // The folder was a run once, as far as one can see: that is an answer and no wrong usage.
        Err(fault @ AuditError::Damaged { .. }) => {
            return Ok((ExitStatus::Failed, format!("changed: {fault}\n")));
        }
        Err(AuditError::NoRun(fault @ PublishError::Foreign(_)))
            if arguments.run.join("checksums.sha256").is_file() =>
        {
            let text = format!("changed: run.json is missing or damaged ({fault})\n");
            return Ok((ExitStatus::Failed, text));
        }
        opened => opened?,
    };
    let against = Against {
        previous: arguments.previous.as_deref(),
        sha256: arguments.sha256.as_deref(),
    };
    let mut verified = verify(&published, against, &foresee_anew)?;
    from_inputs(&published, &mut verified)?;
    let status = if verified.differences.is_empty() {
        ExitStatus::Complete
    } else {
        ExitStatus::Failed
    };
    Ok((status, text(&published, &verified)))
}

/// Makes the files anew from the inputs, where all of them are as they were and this program made the run.
fn from_inputs(published: &Published, verified: &mut Verified) -> anyhow::Result<()> {
    let manifest = &published.manifest;
    if !verified.inputs_in_place || manifest.given.is_empty() || !is_of_this_program(published) {
        let note = "not made anew from the inputs: they, or the program, are not those of the run";
        verified.notes.push(note.to_owned());
        return Ok(());
    }
    let configuration = of_manifest(&manifest.configuration)?;
    let settings = Settings {
        inputs: manifest.given.iter().map(PathBuf::from).collect(),
        // What lies in the place of the output was never input.
        out: Some(published.folder.clone()),
        as_of: Some(published.as_of),
        quiet: true,
        assumptions: published.assumptions,
        mapping: configuration.mapping.clone(),
        limits: configuration.limits,
        watchlist_days: manifest.watchlist_days,
        program: std::env::current_exe().ok(),
        pages: Pages::ALL
            .into_iter()
            .find(|one| one.id() == manifest.pages),
        lang: Lang::from_code(&manifest.lang).unwrap_or_default(),
        ..Settings::default()
    };
    let changes = published.file("changes.csv")?;
    let anew = match make_anew(&settings, changes.as_deref()) {
        Ok(anew) => anew,
        Err(fault) => {
            verified
                .notes
                .push(format!("not made anew from the inputs: {fault}"));
            return Ok(());
        }
    };
    let same = anew.inputs.iter().map(|input| (&input.path, &input.sha256));
    let then = manifest
        .inputs
        .iter()
        .map(|input| (&input.path, &input.sha256));
    if !same.eq(then) {
        let note = "not made anew from the inputs: other files lie beside them now";
        verified.notes.push(note.to_owned());
        return Ok(());
    }
    compare_with_inputs(published, &anew.files, verified)?;
    Ok(())
}

fn text(published: &Published, verified: &Verified) -> String {
    let mut text = String::new();
    for note in &verified.notes {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "{note}");
    }
    let _ = writeln!(text, "SHA-256 of run.json: {}", published.manifest_sha256);
    for difference in &verified.differences {
        let _ = writeln!(text, "{difference}");
    }
    match verified.differences.len() {
        0 => text.push_str("OK\n"),
        1 => text.push_str("1 difference\n"),
        count => {
            let _ = writeln!(text, "{count} differences");
        }
    }
    text
}

//! `landed check`: data problems by file and sheet, each pointing at its cell, and what was recognised.

use crate::cli::arguments::{CheckArguments, Format};
use crate::cli::nightly::settings;
use crate::cli::print;
use crate::provenance::{SourceBlock, SourceFile, Table};
use crate::report::{CsvText, issues};
use crate::run::{ExitStatus, Judged, judge};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Reads the input and prints its problems; any of them makes the exit status 3.
pub fn check(arguments: &CheckArguments) -> anyhow::Result<ExitStatus> {
    let (mut settings, _) = settings(&arguments.input)?;
    // The answer itself says how much was read.
    settings.quiet = true;
    let judged = judge(&settings)?;
    match arguments.format {
        Format::Text => print(text(&judged).as_bytes())?,
        Format::Json => print(&json_bytes(&judged)?)?,
        Format::Csv => {
            let mut csv = CsvText::new();
            issues::write(&mut csv, &judged.sources, &judged.problems)?;
            print(csv.bytes())?
        }
    };
    Ok(judged.status())
}

/// The headings of a table that were recognised, and the columns it lacks.
fn columns(block: &SourceBlock) -> (Vec<&'static str>, Vec<&'static str>) {
    let is_there = |i: usize| block.columns.get(i).copied().flatten().is_some();
    let (there, absent): (Vec<_>, Vec<_>) =
        (block.table.columns().iter().enumerate()).partition(|(i, _)| is_there(*i));
    let names =
        |list: Vec<(usize, &&'static str)>| list.into_iter().map(|(_, name)| *name).collect();
    (names(there), names(absent))
}

fn sheet_name(file: &SourceFile, block: &SourceBlock) -> String {
    let name = file.sheets.get(usize::from(block.sheet));
    name.cloned().unwrap_or_default()
}

fn text(judged: &Judged) -> String {
    let mut text = String::new();
    for (index, file) in (0_u32..).zip(&judged.sources.files) {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "{}", file.path);
        for block in &file.blocks {
            let (there, absent) = columns(block);
            let sheet = sheet_name(file, block);
            let place = if sheet.is_empty() {
                format!("row {}", block.heading_row)
            } else {
                format!("{sheet}, row {}", block.heading_row)
            };
            let _ = writeln!(text, "  {place}: {} ({})", block.table, there.join(", "));
            if !absent.is_empty() {
                let _ = writeln!(text, "    without: {}", absent.join(", "));
            }
        }
        write_problems(&mut text, judged, index);
    }
    let _ = writeln!(
        text,
        "files: {}, applicants: {}, problems: {}",
        judged.sources.files.len(),
        judged.assessments.len(),
        judged.problems.len()
    );
    text
}

fn write_problems(text: &mut String, judged: &Judged, file: u32) {
    let mut sheet = None;
    for problem in judged.problems.iter().filter(|p| p.origin.file == file) {
        let place = issues::place(&judged.sources, problem);
        if sheet != Some(place.sheet) {
            sheet = Some(place.sheet);
            if !place.sheet.is_empty() {
                let _ = writeln!(text, "  {}", place.sheet);
            }
        }
        let severity = problem.code.severity().id();
        let value = if problem.value.is_empty() {
            String::new()
        } else {
            format!(" \"{}\"", plain(&problem.value))
        };
        let _ = writeln!(
            text,
            "    {:<6} {severity}: {}{value}",
            place.cell,
            problem.code.id()
        );
        let _ = writeln!(text, "           {} {}", problem.done, problem.todo);
    }
}

/// A value from the input must not steer the terminal it is shown on.
fn plain(value: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    value.chars().map(shown).collect()
}

fn json_bytes(judged: &Judged) -> Result<Vec<u8>, serde_json::Error> {
    let files: Vec<Value> = judged.sources.files.iter().map(file_json).collect();
    let problems: Vec<Value> = (judged.problems.iter())
        .map(|problem| {
            let place = issues::place(&judged.sources, problem);
            json!({
                "code": problem.code.id(),
                "severity": problem.code.severity().id(),
                "applicant_id": problem.applicant.as_deref(),
                "table": problem.table.map(Table::name),
                "file": place.file,
                "sheet": place.sheet,
                "cell": place.cell,
                "value": problem.value,
                "done": problem.done,
                "todo": problem.todo,
            })
        })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&json!({"files": files, "problems": problems}))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn file_json(file: &SourceFile) -> Value {
    let tables: Vec<Value> = (file.blocks.iter())
        .map(|block| {
            let (there, absent) = columns(block);
            json!({
                "table": block.table.name(),
                "sheet": sheet_name(file, block),
                "heading_row": block.heading_row,
                "columns": there,
                "columns_absent": absent,
            })
        })
        .collect();
    json!({"path": file.path, "sha256": file.sha256, "tables": tables})
}

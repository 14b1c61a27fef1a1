//! `landed whatif`: what a run would say of one applicant if rows were otherwise.

use crate::audit::what_if::{LineTold, RowTold, WhatIf, rows_of, what_if};
use crate::audit::{Published, steadily};
use crate::cli::arguments::{AnswerFormat, WhatIfArguments};
use crate::cli::edits::edit;
use crate::cli::print;
use crate::run::{ExitStatus, foresee_anew};
use serde::Serialize;
use std::fmt::Write as _;

/// Prints the difference that the edits make; without edits, the rows and how an edit names them.
pub fn run(arguments: &WhatIfArguments) -> anyhow::Result<ExitStatus> {
    let edits = arguments.edits.iter().map(|text| edit(text));
    let edits = edits.collect::<Result<Vec<_>, _>>()?;
    let (folder, applicant) = (&arguments.run, &arguments.applicant);
    if edits.is_empty() {
        let rows = steadily(&[folder], || {
            rows_of(&Published::open_as_published(folder)?, applicant)
        })?;
        return answer(arguments.format, &rows, |rows| listed(rows));
    }
    let told = steadily(&[folder], || {
        let published = Published::open_as_published(folder)?;
        what_if(&published, applicant, &edits, &foresee_anew)
    })?;
    answer(arguments.format, &told, told_as_text)
}

fn answer<T: Serialize>(
    format: AnswerFormat,
    told: &T,
    text: impl Fn(&T) -> String,
) -> anyhow::Result<ExitStatus> {
    match format {
        AnswerFormat::Text => print(plain(&text(told)).as_bytes()),
        AnswerFormat::Json => {
            let mut bytes = serde_json::to_vec_pretty(told)?;
            bytes.push(b'\n');
            print(&bytes)
        }
    }
}

/// Text from the records must not steer the terminal.
fn plain(text: &str) -> String {
    let shown = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
    text.chars().map(shown).collect()
}

fn listed(rows: &[RowTold]) -> String {
    let mut text = String::new();
    for row in rows {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "{}", row.row);
        for (column, cell) in &row.cells {
            let _ = writeln!(text, "  {column}={}", one_line(cell));
        }
    }
    text
}

fn told_as_text(told: &WhatIf) -> String {
    let mut text = format!(
        "{}: what if, judged as of {}. The run stays as it is.\n\n",
        told.applicant_id, told.as_of
    );
    for edit in &told.edits {
        let (was, is) = (or_blank(&edit.was), or_blank(&edit.is));
        let _ = match edit.place.strip_suffix('+') {
            Some(table) => writeln!(text, "{table}, one more row: {is}"),
            None => writeln!(text, "{}: {was} -> {is}", edit.place),
        };
    }
    for note in &told.notes {
        let _ = writeln!(text, "note: {}", one_line(note));
    }
    let changing: Vec<&LineTold> = told.lines.iter().filter(|line| line.changes()).collect();
    if changing.is_empty() {
        text.push_str("\nNothing would change.\n");
    } else {
        text.push_str("\nWhat would change\n");
    }
    for line in changing {
        let (was, is) = (or_blank(&line.was), or_blank(&line.is));
        let _ = writeln!(text, "  {}\n      {was}\n   -> {is}", line.what);
    }
    text.push_str("\nLooking ahead, then\n");
    for sentence in &told.ahead_is {
        let _ = writeln!(text, "  {sentence}");
    }
    text
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn or_blank(text: &str) -> String {
    if text.is_empty() {
        "(blank)".to_owned()
    } else {
        one_line(text)
    }
}

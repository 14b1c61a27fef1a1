//! `landed diff`: what changed between two published runs, and why.

use crate::audit::Published;
use crate::audit::changes::{Side, changes, csv, json, published_lines, text};
use crate::cli::arguments::{DiffArguments, Format};
use crate::cli::print;
use crate::report::CsvText;
use crate::run::{ExitStatus, judge_anew};

/// Prints the changes.
pub fn diff(arguments: &DiffArguments) -> anyhow::Result<ExitStatus> {
    let old = Published::open(&arguments.old)?;
    let new = Published::open(&arguments.new)?;
    let (old_records, new_records) = (old.records()?, new.records()?);
    let old_lines = published_lines(&old, &old_records)?;
    let new_lines = published_lines(&new, &new_records)?;
    let changes = changes(
        Side::of(&old, &old_records, &old_lines),
        Side::of(&new, &new_records, &new_lines),
        &judge_anew,
    );
    match arguments.format {
        Format::Text => print(text(&changes).as_bytes()),
        Format::Json => {
            let mut bytes = serde_json::to_vec_pretty(&json(&changes))?;
            bytes.push(b'\n');
            print(&bytes)
        }
        Format::Csv => {
            let mut table = CsvText::new();
            csv(&mut table, &changes)?;
            print(table.bytes())
        }
    }
}

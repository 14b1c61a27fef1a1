//! `landed diff`: what changed between two published runs, and why.

use crate::audit::changes::{compared, csv, json, text};
use crate::audit::{Published, steadily};
use crate::cli::arguments::{DiffArguments, Format};
use crate::cli::print;
use crate::report::CsvText;
use crate::run::{ExitStatus, judge_anew};

/// Prints the changes.
pub fn diff(arguments: &DiffArguments) -> anyhow::Result<ExitStatus> {
    let changes = steadily(&[&arguments.old, &arguments.new], || {
        let old = Published::open_as_published(&arguments.old)?;
        let new = Published::open_as_published(&arguments.new)?;
        compared(&old, &new, &judge_anew)
    })?;
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

//! Where the time of a run goes, as it says itself.

use crate::Outcome;
use crate::bench::Bench;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

/// A table of the parts of a run over the large book, as text and as a workbook.
pub fn table(bench: &Bench) -> Outcome<String> {
    let mut columns = Vec::new();
    for form in ["csv", "xlsx"] {
        let book = bench.book(bench.sizes.large, form, "random")?;
        let out = bench.fresh(&bench.ram);
        let line = bench.run(&book, &out, &["--timings"]);
        let mut command = Command::new(&line[0]);
        command.args(&line[1..]).stdin(Stdio::null());
        let said = command.output()?;
        std::fs::remove_dir_all(&out)?;
        columns.push(String::from_utf8(said.stderr)?);
    }
    let mut text = "| part | CSV | one workbook |\n|---|---|---|\n".to_owned();
    for (csv, xlsx) in columns[0].lines().zip(columns[1].lines()) {
        // Each line is a name and a figure with its unit.
        let cut = csv.find(|c: char| c.is_ascii_digit()).unwrap_or(csv.len());
        let (part, figure) = csv.split_at(cut);
        let other = xlsx.strip_prefix(part).unwrap_or(xlsx);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "| {} | {figure} | {other} |", part.trim());
    }
    Ok(text)
}

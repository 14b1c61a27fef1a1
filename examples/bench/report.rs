//! `BENCHMARKS.md`: the figures put into the text that is written by hand.

use crate::Outcome;
use crate::bench::{Bench, Found, Growth, Row};
use crate::child::kibibytes;
use crate::figures::{mebibytes, seconds};
use crate::growth::whole;
use std::fmt::Write as _;
use std::fs::read_to_string;
use std::process::Command;

/// What stands in the report beside the comparisons.
pub struct More<'a> {
    pub growth: &'a [Growth],
    pub inside: &'a str,
    pub parts: &'a str,
}

/// Fills the template.
pub fn filled(bench: &Bench, rows: &[Row], more: &More<'_>) -> Outcome<String> {
    let More {
        growth,
        inside,
        parts,
    } = more;
    let template = include_str!("BENCHMARKS.template.md");
    let million = growth
        .iter()
        .filter(|row| row.form == "csv")
        .max_by_key(|row| row.applicants);
    let of = |figure: &dyn Fn(&Growth) -> Option<String>| {
        million
            .and_then(figure)
            .unwrap_or_else(|| "(not measured)".to_owned())
    };
    let places = [
        ("{machine}", machine(bench)?),
        ("{command}", std::env::args().collect::<Vec<_>>().join(" ")),
        ("{goals}", goals(rows)),
        ("{commands}", commands(rows)),
        ("{growth}", grown(growth)),
        ("{inside}", (*inside).to_owned()),
        ("{parts}", (*parts).to_owned()),
        (
            "{most_applicants}",
            of(&|row| Some(grouped(row.applicants))),
        ),
        ("{most_wall}", of(&|row| Some(seconds(row.measured?.wall)))),
        (
            "{most_peak}",
            of(&|row| Some(mebibytes(row.measured?.peak))),
        ),
        (
            "{most_per_job}",
            of(&|row| Some(format!("{:.0} bytes", row.measured?.own / row.jobs))),
        ),
        (
            "{most_per_applicant}",
            of(&|row| Some(seconds(row.measured?.cpu / whole(row.applicants)))),
        ),
    ];
    let fill = |text: String, (place, value): &(&str, String)| text.replace(place, value);
    Ok(places.iter().fold(template.to_owned(), fill))
}

fn goals(rows: &[Row]) -> String {
    let mut text =
        "| work | measured against | goal | found | reached | times |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for row in rows {
        let (found, reached) = match &row.found {
            Found::Ratio(ratio, most) => (
                format!(
                    "{:.2} ({:.2} to {:.2})",
                    ratio.middle, ratio.least, ratio.most
                ),
                yes_no(ratio.middle <= *most),
            ),
            Found::Figure(figure, reached) => (figure.clone(), yes_no(*reached)),
            Found::NotMeasured(why) | Found::Failed(why) => (format!("not measured: {why}"), ""),
        };
        let reached = if row.goal == "none" { "" } else { reached };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {found} | {reached} | {} |",
            row.work, row.against, row.goal, row.times
        );
    }
    text
}

const fn yes_no(reached: bool) -> &'static str {
    if reached { "yes" } else { "no" }
}

fn commands(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows.iter().filter(|row| !row.command.is_empty()) {
        let _ = writeln!(text, "- `{}`: `{}`", row.name, row.command);
    }
    text
}

fn grown(growth: &[Growth]) -> String {
    let mut text = "| input | applicants | jobs | time | processor time | per applicant | peak memory | own memory per job | processor time per applicant without output files |\n|---|---|---|---|---|---|---|---|---|\n".to_owned();
    for row in growth {
        let figures = row.measured.map_or_else(
            || "not measured | | | | ".to_owned(),
            |one| {
                format!(
                    "{} | {} | {} | {} | {:.0} B",
                    seconds(one.wall),
                    seconds(one.cpu),
                    seconds(one.cpu / whole(row.applicants)),
                    mebibytes(one.peak),
                    one.own / row.jobs
                )
            },
        );
        let dry = row
            .dry
            .map_or_else(String::new, |one| seconds(one.cpu / whole(row.applicants)));
        let _ = writeln!(
            text,
            "| {} | {} | {:.0} | {figures} | {dry} |",
            row.form,
            grouped(row.applicants),
            row.jobs
        );
    }
    text
}

/// A count with its thousands set apart.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if 0 < at && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn machine(bench: &Bench) -> Outcome<String> {
    let processor = read_to_string("/proc/cpuinfo")?;
    let model = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model
        .unwrap_or_default()
        .trim_start_matches(['\t', ' ', ':']);
    let memory = kibibytes(&read_to_string("/proc/meminfo")?, "MemTotal:") >> 20;
    let kernel = read_to_string("/proc/sys/kernel/osrelease")?;
    let load = read_to_string("/proc/loadavg")?;
    let mut text = String::new();
    let cores = std::thread::available_parallelism()?;
    let _ = writeln!(
        text,
        "- {cores} processors ({model}), {memory} GiB of memory, Linux {}",
        kernel.trim()
    );
    let _ = writeln!(
        text,
        "- the load of the machine when this was written: {}",
        load.trim()
    );
    let _ = writeln!(
        text,
        "- disk: {}; memory: {}",
        kind(&bench.disk)?,
        kind(&bench.ram)?
    );
    let mut tools = vec![
        ("compiler", vec!["rustc".to_owned(), "-V".to_owned()]),
        ("landed", crate::line![&bench.landed, "--version"]),
        (
            "revision",
            crate::line!["git", "rev-parse", "--short", "HEAD"],
        ),
    ];
    if let Some(python) = &bench.python {
        let versions = "import polars, fastexcel, duckdb; print('polars', polars.__version__, 'fastexcel', fastexcel.__version__, 'DuckDB', duckdb.__version__)";
        tools.push(("peers", crate::line![python, "-c", versions]));
    }
    for (name, line) in tools {
        let said = Command::new(&line[0]).args(&line[1..]).output()?;
        let said = String::from_utf8_lossy(&said.stdout).trim().to_owned();
        let _ = writeln!(text, "- {name}: {said}");
    }
    Ok(text)
}

/// The file system of a folder.
fn kind(folder: &std::path::Path) -> Outcome<String> {
    let line = crate::line!["stat", "-f", "-c", "%T", folder];
    let said = Command::new(&line[0]).args(&line[1..]).output()?;
    Ok(String::from_utf8_lossy(&said.stdout).trim().to_owned())
}

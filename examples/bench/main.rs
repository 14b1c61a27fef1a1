//! Measures the program against its peers and against itself, in turn, and writes `BENCHMARKS.md`.
//!
//! `make bench`, or `cargo run --release --example bench -- [quick|full] [--only NAME] [--peers FOLDER --python PATH]`

#![expect(
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "ratios of measured times decide nothing about anybody; a bench stops at a fault of its own; its report is no output of a run"
)]

mod bench;
mod child;
mod comparisons;
mod figures;
mod growth;
mod inside;
mod lines;
mod parts;
mod report;

use bench::{Bench, Found, Row, Sizes};
use clap::{Parser, ValueEnum};
use std::cell::Cell;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

/// What can go wrong is shown and ends the program.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[derive(Parser)]
struct Arguments {
    /// How large the books are
    #[arg(value_enum, default_value_t = Size::Quick)]
    size: Size,
    /// One comparison only, by name; can be given several times
    #[arg(long)]
    only: Vec<String>,
    /// The folder of the peers' scripts
    #[arg(long)]
    peers: Option<PathBuf>,
    /// A Python with polars, fastexcel and duckdb
    #[arg(long)]
    python: Option<PathBuf>,
    /// Runs of each side; those of the largest book are fewer
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Runs of each side for the largest book
    #[arg(long, default_value_t = 3)]
    million_runs: usize,
    /// Where to write the report
    #[arg(long, default_value = "BENCHMARKS.md")]
    report: PathBuf,
    /// A folder in memory
    #[arg(long, default_value = "/dev/shm")]
    ram: PathBuf,
    /// A folder on the disk, for books and results
    #[arg(long, default_value = "target/bench")]
    disk: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Size {
    /// To see that it works: a hundredth
    Quick,
    /// What BENCHMARKS.md is made from
    Full,
}

impl Size {
    fn sizes(self) -> Sizes {
        match self {
            Self::Quick => Sizes {
                small: 50,
                large: 1_000,
                million: 10_000,
            },
            Self::Full => Sizes {
                small: 2_000,
                large: 100_000,
                million: 1_000_000,
            },
        }
    }
}

fn main() -> Outcome {
    let arguments = Arguments::parse();
    let release = std::env::current_exe()?;
    let examples = release.parent().ok_or("no folder")?.to_owned();
    std::fs::create_dir_all(&arguments.disk)?;
    // Folders of their own, so that nothing of others is removed.
    let ram = tempfile::Builder::new()
        .prefix("landed-bench-")
        .tempdir_in(&arguments.ram)?;
    let results = tempfile::Builder::new()
        .prefix("results-")
        .tempdir_in(&arguments.disk)?;
    let bench = Bench {
        landed: examples.with_file_name("landed"),
        examples,
        peers: arguments.peers.clone(),
        python: arguments.python.clone(),
        ram: ram.path().to_owned(),
        disk: results.path().to_owned(),
        books: arguments.disk.clone(),
        runs: arguments.runs,
        million_runs: arguments.million_runs,
        sizes: arguments.size.sizes(),
        next: Cell::new(0),
    };
    let wanted =
        |name: &str| arguments.only.is_empty() || arguments.only.iter().any(|one| one == name);
    let mut rows: Vec<Row> = Vec::new();
    let grown = if wanted("growth") {
        growth::measure(&bench)?
    } else {
        Vec::new()
    };
    if wanted("growth") {
        rows.extend(growth::goals(&grown));
    }
    if wanted("inside") {
        rows.extend(inside::measure(&bench)?);
    }
    let inside = if wanted("inside") {
        divan()?
    } else {
        String::new()
    };
    rows.extend(compared(&bench, &wanted)?);
    let parts = if wanted("parts") {
        parts::table(&bench)?
    } else {
        String::new()
    };
    let text = report::filled(
        &bench,
        &rows,
        &report::More {
            growth: &grown,
            inside: &inside,
            parts: &parts,
        },
    )?;
    std::fs::write(&arguments.report, text)?;
    all_measured(&rows)
}

/// An error if a comparison failed.
fn all_measured(rows: &[Row]) -> Outcome {
    let failed = |row: &&Row| matches!(row.found, Found::Failed(_));
    match rows.iter().find(failed) {
        Some(row) => Err(format!("{} and maybe others were not measured", row.name).into()),
        None => Ok(()),
    }
}

/// The comparisons of whole processes that are wanted, each said when it is done. One that fails has a row that says why: hours of measuring
/// are not lost for it.
fn compared(bench: &Bench, wanted: &dyn Fn(&str) -> bool) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for (name, compare) in comparisons::ALL.iter().filter(|(name, _)| wanted(name)) {
        let measured =
            compare(bench).unwrap_or_else(|fault| vec![Row::failed(name, fault.as_ref())]);
        for row in measured {
            say(&row)?;
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The benches within the library, as they print themselves.
fn divan() -> Outcome<String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["bench", "--locked", "--bench", "inside"]);
    let said = command.current_dir(env!("CARGO_MANIFEST_DIR")).output()?;
    Ok(String::from_utf8_lossy(&said.stdout).trim_end().to_owned())
}

/// Says what a comparison gave.
fn say(row: &Row) -> Outcome {
    let found = match &row.found {
        Found::Ratio(ratio, _) => format!(
            "{:.2} ({:.2} to {:.2})",
            ratio.middle, ratio.least, ratio.most
        ),
        Found::Figure(figure, _) => figure.clone(),
        Found::NotMeasured(why) | Found::Failed(why) => format!("not measured: {why}"),
    };
    Ok(writeln!(
        std::io::stdout(),
        "{}: {found}, goal {}; {}",
        row.name,
        row.goal,
        row.times
    )?)
}

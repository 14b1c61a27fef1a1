//! Makes a book of invented applicants, for tests and benches.
//!
//! `cargo run --release --example book -- --applicants N --seed S --format csv|xlsx|small --out DIR [--damaged 0.05]
//! [--order random|sorted] [--as-of DATE] [--tally FILE]`
//!
//! The tally says how many rows each table got, so that a reader can be asked to account for every one of them.

#![expect(
    clippy::indexing_slicing,
    reason = "positions are drawn below the length of the list"
)]

mod invented;

use clap::{Parser, ValueEnum};
use invented::{Book, Form, Outcome, Tally, Wanted};
use landed::calendar::Day;
use serde_json::{Map, Value, json};
use std::fs::File;
use std::path::PathBuf;

#[derive(Parser)]
struct Arguments {
    /// How many applicants, up to 3,000,000
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=3_000_000))]
    applicants: u64,
    /// Same seed, same bytes
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// csv: a file per table; xlsx: a sheet per table; small: a workbook per applicant
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// The folder to write into
    #[arg(long)]
    out: PathBuf,
    /// Which share of the rows has something wrong
    #[arg(long, default_value = "0", value_parser = share)]
    damaged: u64,
    /// The order of the rows
    #[arg(long, value_enum, default_value_t = Order::Random)]
    order: Order,
    /// The day that the stories lead up to
    #[arg(long, default_value = "2026-11-22", value_parser = day)]
    as_of: Day,
    /// Where to write how many rows there are
    #[arg(long)]
    tally: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
    Small,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    Random,
    Sorted,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text).ok_or_else(|| "a day is written 2026-11-22".to_owned())
}

/// A share such as 0.05, as so many in a million.
fn share(text: &str) -> Result<u64, String> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{rest:0<6}");
    let share = digits.parse().ok().filter(|_| rest.len() <= 6);
    share
        .filter(|share| *share <= 1_000_000)
        .ok_or_else(|| "a share is written 0.05".to_owned())
}

fn main() -> Outcome {
    let arguments = Arguments::parse();
    let book = Book {
        applicants: arguments.applicants,
        seed: arguments.seed,
        as_of: arguments.as_of,
        form: match arguments.format {
            Format::Csv => Form::Csv,
            Format::Xlsx => Form::Xlsx,
            Format::Small => Form::Small,
        },
        wanted: Wanted {
            damaged: arguments.damaged,
            random: arguments.order == Order::Random,
        },
    };
    let tally = book.write(&arguments.out)?;
    if let Some(path) = &arguments.tally {
        serde_json::to_writer_pretty(File::create(path)?, &generated(&book, &tally))?;
    }
    Ok(())
}

fn generated(book: &Book, tally: &Tally) -> Value {
    let counts = tally.iter().map(|(table, count)| {
        let count = json!({
            "rows": count.rows,
            "damaged": count.damaged,
            "repeated": count.repeated,
            "repeated_headings": count.headings,
            "empty_lines": count.empty,
        });
        ((*table).to_owned(), count)
    });
    json!({
        "applicants": book.applicants,
        "seed": book.seed,
        "tables": counts.collect::<Map<String, Value>>(),
    })
}

//! How the cost grows with the number of applicants.

use crate::Outcome;
use crate::bench::{Bench, Found, Growth, Row, rows};
use crate::child::{Measured, kibibytes};
use crate::figures::middle;
use std::path::{Path, PathBuf};

/// Bytes that the output of one applicant takes in a file system, roughly.
const OUTPUT_OF_ONE: u64 = 12_000;

/// Runs books of growing size; four of text and one workbook.
pub fn measure(bench: &Bench) -> Outcome<Vec<Growth>> {
    let million = bench.sizes.million;
    let mut table = Vec::new();
    let sizes = [million / 1000, million / 100, million / 10, million];
    let books = sizes.map(|size| ("csv", size));
    for (form, applicants) in books.into_iter().chain([("xlsx", bench.sizes.large)]) {
        let book = bench.book(applicants, form, "random")?;
        let base = roomy(bench, applicants);
        // Files on the disk stay until the end: there is room for those of one run. In memory a run is not enough: the first to use
        // memory that nobody has used before takes longer.
        let runs = if base == bench.ram {
            bench.runs.min(3)
        } else {
            1
        };
        let (mut measured, mut dry) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            let one = bench.once(&|out: &Path| bench.run(&book, out, &[]), &base)?;
            measured.extend(one.ok());
            let one = bench.once(&|_: &Path| bench.dry(&book, &[]), &bench.ram)?;
            dry.extend(one.ok());
        }
        let middle = |all: &[Measured]| (!all.is_empty()).then(|| middle(all));
        table.push(Growth {
            form,
            applicants,
            jobs: rows(&book, "employment")?,
            measured: middle(&measured),
            dry: middle(&dry),
        });
    }
    Ok(table)
}

/// Memory if the output fits there beside the program, else the disk.
fn roomy(bench: &Bench, applicants: u64) -> PathBuf {
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let free = kibibytes(&memory, "MemAvailable:") * 1024;
    let base = if applicants * OUTPUT_OF_ONE < free / 4 * 3 {
        &bench.ram
    } else {
        &bench.disk
    };
    base.clone()
}

/// Whether each tenfold step keeps the processor time per applicant, from the second size on: with output files and without.
pub fn goals(table: &[Growth]) -> [Row; 2] {
    let work = "CSV, processor time per applicant, each tenfold step from the second size on";
    [
        goal(format!("{work}, output files included"), table, |row| {
            row.measured
        }),
        goal(format!("{work}, without output files"), table, |row| {
            row.dry
        }),
    ]
}

fn goal(work: String, table: &[Growth], figure: fn(&Growth) -> Option<Measured>) -> Row {
    let each: Vec<f64> = table
        .iter()
        .filter(|row| row.form == "csv")
        .filter_map(|row| Some(figure(row)?.cpu / whole(row.applicants)))
        .collect();
    let steps = each.windows(2).skip(1).map(|pair| pair[1] / pair[0]);
    let steps: Vec<f64> = steps.collect();
    let within = !steps.is_empty() && steps.iter().all(|step| *step <= 1.15);
    let found: Vec<String> = steps.iter().map(|step| format!("{step:.2}")).collect();
    Row {
        name: "growth",
        work,
        against: "the size before".to_owned(),
        goal: "≤ 1.15 each".to_owned(),
        found: Found::Figure(found.join(", "), within),
        times: String::new(),
        command: String::new(),
    }
}

/// A count to calculate with.
pub fn whole(count: u64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

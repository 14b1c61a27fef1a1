//! Makes the samples: invented clients of an invented firm, from one table of scenarios.
//!
//! `cargo run --release --example samples` writes `samples/` anew. Same version of the libraries, same bytes (for the workbooks
//! that `LibreOffice` converts see [`clients`]).

mod clients;
mod delimited;
mod expect;
mod firm;
mod headings;
mod hostile;
mod messy;
mod model;
mod partial;
mod story;
mod workbook;

use crate::model::{Scenario, TABLES};
use crate::story::Set;
use crate::workbook::Sheet;
use std::fs;
use std::path::{Path, PathBuf};

/// What can go wrong is shown and ends the program.
type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let samples = std::env::args_os().nth(1).map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"),
        PathBuf::from,
    );
    for folder in ["firm", "csv", "clients", "hostile", "expected"] {
        fs::create_dir_all(samples.join(folder))?;
    }
    let clients = firm::clients();
    messy::write(&samples.join("messy"))?;
    let book = samples.join("firm/firm.xlsx");
    firm_tables(&samples, &book, &clients)?;
    clients::write(
        &samples.join("clients"),
        &samples.join("expected/converted.txt"),
        &clients,
    )?;
    partial::write(&samples)?;
    hostile::write(&samples.join("hostile"), &book)?;
    let firm = Set {
        name: "firm",
        purpose: "The firm's book (`samples/firm/firm.xlsx`), the same as CSV (`samples/csv/`), and twelve of the clients as workbooks of \
                  their own (`samples/clients/`): the same results.",
        clients,
    };
    let mut sets = vec![firm];
    sets.extend(partial::sets());
    story::expectations(&samples.join("expected/scenarios.csv"), &sets)?;
    let partial = sets.split_off(1);
    story::page(
        &samples.join("firm/SCENARIOS.md"),
        "The clients of the firm",
        &sets,
    )?;
    story::page(
        &samples.join("partial/SCENARIOS.md"),
        "Input that lacks tables",
        &partial,
    )
}

fn firm_tables(samples: &Path, book: &Path, clients: &[Scenario]) -> Outcome {
    let mut sheets = Vec::new();
    for (position, table) in TABLES.iter().enumerate() {
        let rows: Vec<_> = clients
            .iter()
            .flat_map(|client| client.rows(position))
            .collect();
        delimited::write(&samples.join("csv").join(table.file), table, &[], &rows)?;
        sheets.push(Sheet::of(table, rows));
    }
    workbook::write(book, &sheets)
}

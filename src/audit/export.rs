//! A run as one workbook: the tables that a lawyer looks through, all applicants together.

use crate::audit::text_table::{TextTable, field};
use crate::audit::{AuditError, Published};
use crate::report::workbook;

/// The bytes of the workbook: summary, eligibility, ledger, horizon, watchlist, issues, and changes where the run has them.
///
/// # Errors
/// If a file of the run is damaged, or a workbook cannot hold it.
pub fn export(run: &Published) -> Result<Vec<u8>, AuditError> {
    let summary = required(run, "summary.csv")?;
    let tables = [
        named("summary", &summary),
        joined(run, "eligibility", &summary, "eligibility_file")?,
        joined(run, "ledger", &summary, "ledger_file")?,
        named("horizon", &required(run, "horizon.csv")?),
        named("watchlist", &required(run, "watchlist.csv")?),
        named("issues", &required(run, "issues.csv")?),
    ];
    let mut tables = tables.to_vec();
    if let Some(bytes) = run.file("changes.csv")? {
        tables.push(named(
            "changes",
            &TextTable::read_guarded("changes.csv", &bytes)?,
        ));
    }
    Ok(workbook::workbook(&tables, run.as_of)?)
}

fn required(run: &Published, path: &str) -> Result<TextTable, AuditError> {
    let bytes = run
        .file(path)?
        .ok_or_else(|| AuditError::damaged(path, "it is missing"))?;
    // The workbook takes the guards off itself, as no cell of it is a formula.
    TextTable::read_guarded(path, &bytes)
}

fn named(name: &str, table: &TextTable) -> workbook::TextTable {
    workbook::TextTable {
        name: name.to_owned(),
        headings: table.headings.clone(),
        rows: table.rows.clone(),
    }
}

/// The files of one kind of all applicants, in the order of the summary, which names them.
fn joined(
    run: &Published,
    name: &str,
    summary: &TextTable,
    column: &str,
) -> Result<workbook::TextTable, AuditError> {
    let at = summary.column(column)?;
    let mut all = workbook::TextTable {
        name: name.to_owned(),
        ..workbook::TextTable::default()
    };
    for row in &summary.rows {
        let path = field(row, at);
        // The path comes from a file that may have been changed: nothing outside of the run is read.
        if path.split('/').any(|part| part.is_empty() || part == "..") {
            return Err(AuditError::damaged(
                "summary.csv",
                "it names a file outside of the run",
            ));
        }
        let table = required(run, path)?;
        all.headings = table.headings;
        all.rows.extend(table.rows);
    }
    Ok(all)
}

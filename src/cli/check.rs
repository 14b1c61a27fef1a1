//! `landed check`: data problems by file and sheet, each pointing at its cell, and what was recognised.

use crate::cli::arguments::{CheckArguments, Format};
use crate::cli::codes::explain;
use crate::cli::nightly::settings;
use crate::cli::{print, print_all};
use crate::provenance::{SourceFile, Table};
use crate::recognition::RecognisedTable;
use crate::report::{CsvText, issues};
use crate::run::{self, Checked, ExitStatus, in_vain, say};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

/// Reads the input and prints its problems; any of them makes the exit status 3.
pub fn check(arguments: &CheckArguments) -> anyhow::Result<ExitStatus> {
    if let Some(code) = &arguments.explain {
        return print(explain(code)?.as_bytes());
    }
    let (mut settings, _) = settings(&arguments.input)?;
    // The answer itself says how much was read.
    settings.quiet = true;
    let checked = run::check(&settings)?;
    match arguments.format {
        Format::Text => print_all(|out| write_text(&checked, out))?,
        Format::Json => print(&json_bytes(&checked)?)?,
        Format::Csv => {
            let mut csv = CsvText::new();
            issues::write(&mut csv, &checked.sources, &checked.problems)?;
            print(csv.bytes())?
        }
    };
    if !arguments.input.quiet {
        checked
            .unmatched
            .iter()
            .for_each(|pattern| say(&in_vain(pattern)));
    }
    let status = checked.status;
    // The process ends now: what it holds is not given back piece by piece.
    std::mem::forget(checked);
    Ok(status)
}

/// The canonical columns that a table lacks.
fn absent(table: &RecognisedTable) -> Vec<&'static str> {
    let is_read = |column: &&&str| {
        let mut fields = table.headings.iter().filter_map(|one| one.field.as_deref());
        fields.any(|field| field == **column)
    };
    let columns = table.table.columns().iter();
    columns.filter(|column| !is_read(column)).copied().collect()
}

fn sheet_name<'s>(file: &'s SourceFile, table: &RecognisedTable) -> &'s str {
    let name = file.sheets.get(usize::from(table.sheet));
    name.map_or("", String::as_str)
}

/// So much text is written at once: thousands of files have many times as much, for which no memory need be found.
const PIECE: usize = 64 << 10;

// Writing to a String cannot fail, so the results are dropped, here and below.
fn write_text(checked: &Checked, out: &mut dyn io::Write) -> io::Result<()> {
    let mut text = String::with_capacity(2 * PIECE);
    let mut columns = Columns::default();
    for (index, file) in (0_u32..).zip(&checked.sources.files) {
        let _ = writeln!(text, "{}", file.path);
        let tables = tables(checked, index);
        for table in tables {
            write_table(&mut text, file, table);
            columns.write(&mut text, table, tables);
        }
        write_problems(&mut text, checked, index);
        if text.len() >= PIECE {
            out.write_all(text.as_bytes())?;
            text.clear();
        }
    }
    let _ = writeln!(
        text,
        "files: {}, applicants: {}, problems: {}",
        checked.sources.files.len(),
        checked.applicants,
        checked.problems.len()
    );
    if !checked.problems.is_empty() {
        text.push_str("landed check --explain CODE says more about a problem.\n");
    }
    out.write_all(text.as_bytes())
}

/// The tables recognised in a file.
fn tables(checked: &Checked, file: u32) -> &[RecognisedTable] {
    let position = usize::try_from(file).ok();
    position
        .and_then(|position| checked.recognised.get(position))
        .map_or(&[], Vec::as_slice)
}

fn write_table(text: &mut String, file: &SourceFile, table: &RecognisedTable) {
    let (sheet, row) = (sheet_name(file, table), table.heading_row);
    let comma = if sheet.is_empty() { "" } else { ", " };
    let rows = table.rows.read.saturating_sub(table.rows.blank);
    let _ = writeln!(
        text,
        "  {sheet}{comma}row {row}: {}, {rows} row(s)",
        table.table
    );
}

/// The columns of tables as they were told before: small files share their header rows.
#[derive(Default)]
struct Columns<'c>(Vec<(&'c RecognisedTable, String)>);

impl<'c> Columns<'c> {
    /// So many header rows are remembered.
    const MOST: usize = 64;

    /// Tells the columns of a table.
    fn write(
        &mut self,
        text: &mut String,
        table: &'c RecognisedTable,
        of_file: &[RecognisedTable],
    ) {
        let row = |one: &RecognisedTable| (one.sheet, one.heading_row);
        let alone = of_file.iter().filter(|one| row(one) == row(table)).count() == 1;
        if !alone {
            write_columns(text, table, of_file);
            return;
        }
        let same = |(one, _): &&(&RecognisedTable, String)| {
            one.table == table.table && Arc::ptr_eq(&one.headings, &table.headings)
        };
        if let Some((_, told)) = self.0.iter().find(same) {
            text.push_str(told);
            return;
        }
        let start = text.len();
        write_columns(text, table, of_file);
        if self.0.len() < Self::MOST {
            let told = text.get(start..).unwrap_or_default();
            self.0.push((table, told.to_owned()));
        }
    }
}

fn write_columns(text: &mut String, table: &RecognisedTable, of_file: &[RecognisedTable]) {
    for heading in table.shown(of_file) {
        let field = heading.field.as_deref().unwrap_or("(not read)");
        let (cell, shown) = (&heading.cell, plain(&heading.text));
        let _ = writeln!(text, "    {cell:<5} {shown} -> {field}");
    }
    let absent = absent(table);
    if !absent.is_empty() {
        let _ = writeln!(text, "    without: {}", absent.join(", "));
    }
}

fn write_problems(text: &mut String, checked: &Checked, file: u32) {
    let mut sheet = None;
    // Problems are in source order.
    let all = &checked.problems;
    let from = all.partition_point(|problem| problem.origin.file < file);
    let own = all.iter().skip(from);
    for problem in own.take_while(|problem| problem.origin.file == file) {
        let place = issues::place(&checked.sources, problem);
        if sheet != Some(place.sheet) {
            sheet = Some(place.sheet);
            if !place.sheet.is_empty() {
                let _ = writeln!(text, "  {}", place.sheet);
            }
        }
        let severity = problem.code.severity().id();
        let value = if problem.value.is_empty() {
            String::new()
        } else {
            format!(" \"{}\"", plain(&problem.value))
        };
        let _ = writeln!(
            text,
            "    {:<6} {severity}: {}{value}",
            place.cell,
            problem.code.id()
        );
        let _ = writeln!(text, "           {} {}", problem.done, problem.todo);
    }
}

/// A value from the input must not steer the terminal it is shown on.
fn plain(value: &str) -> String {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    value.chars().map(shown).collect()
}

fn json_bytes(checked: &Checked) -> Result<Vec<u8>, serde_json::Error> {
    let files: Vec<Value> = (0_u32..)
        .zip(&checked.sources.files)
        .map(|(index, file)| file_json(file, tables(checked, index)))
        .collect();
    let problems: Vec<Value> = (checked.problems.iter())
        .map(|problem| {
            let place = issues::place(&checked.sources, problem);
            json!({
                "code": problem.code.id(),
                "severity": problem.code.severity().id(),
                "applicant_id": problem.applicant.as_deref(),
                "table": problem.table.map(Table::name),
                "file": place.file,
                "sheet": place.sheet,
                "cell": place.cell,
                "value": problem.value,
                "done": problem.done,
                "todo": problem.todo,
            })
        })
        .collect();
    let mut bytes = serde_json::to_vec_pretty(&json!({"files": files, "problems": problems}))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn file_json(file: &SourceFile, tables: &[RecognisedTable]) -> Value {
    let shown: Vec<Value> = (tables.iter())
        .map(|table| {
            let heading = |one: &crate::recognition::RecognisedHeading| {
                json!({"cell": one.cell, "heading": one.text, "column": one.field})
            };
            let headings: Vec<Value> = table.shown(tables).map(heading).collect();
            json!({
                "table": table.table.name(),
                "sheet": sheet_name(file, table),
                "heading_row": table.heading_row,
                "rows": table.rows.read.saturating_sub(table.rows.blank),
                "headings": headings,
                "columns_absent": absent(table),
            })
        })
        .collect();
    json!({"path": file.path, "sha256": file.sha256, "tables": shown})
}

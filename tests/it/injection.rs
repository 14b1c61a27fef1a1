//! Text that would be a formula, in every text column of every input table: no output of any kind holds one.

use crate::firm::{csv_rows, landed, quick_folder, run, tree, write};
use calamine::{Data, Reader as _, open_workbook_auto};
use landed::provenance::Table;
use std::fs;
use std::path::Path;

/// What begins a formula in some spreadsheet program, each also behind an apostrophe.
const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Columns whose cells must stay readable for the row to be used.
fn usable(table: Table, column: &str) -> Option<&'static str> {
    Some(match column {
        "start_date" => "2024-01-01",
        "end_date" if table == Table::Leaves => "2024-02-01",
        "left_on" => "2024-03-01",
        "test_date" => "2025-12-01",
        "valid_from" => "2023-12-01",
        // Soon after the day of the run, so that there is something to watch.
        "valid_to" => "2026-12-15",
        "decision" => "approved",
        "permit_type" => "employer_specific_work_permit",
        "test" => "CELPIP-General",
        "listening" | "reading" | "writing" | "speaking" => "9",
        "noc_code" => "21232",
        "pay" => "wages",
        "hours_per_week" => "40",
        _ => return None,
    })
}

/// Seven tables: in the first row of an applicant every text is evil, in the second every cell but the id.
fn write_evil(folder: &Path) {
    for table in Table::ALL {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(table.columns()).unwrap();
        for (number, start) in STARTS.iter().enumerate() {
            let id = format!("{start}E{number}");
            for every_cell in [false, true] {
                let evil = |column: &str| format!("{start}{column}|'/c calc'!A{number}");
                let row = table
                    .columns()
                    .iter()
                    .map(|column| match usable(table, column) {
                        _ if *column == "applicant_id" => id.clone(),
                        Some(good) if !every_cell => good.to_owned(),
                        None if !every_cell && is_date(column) => String::new(),
                        // Who may have applied is not looked ahead for.
                        None if ["application_date", "invitation_date"].contains(column) => {
                            String::new()
                        }
                        _ => evil(column),
                    });
                writer.write_record(row).unwrap();
            }
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        write(&folder.join(format!("={table}.csv")), &text);
    }
}

fn is_date(column: &str) -> bool {
    column.ends_with("_date")
        || column.ends_with("_on")
        || column == "valid_to"
        || column == "date_of_birth"
}

#[test]
fn no_field_of_any_csv_begins_a_formula_whatever_column_it_came_from() {
    let folder = quick_folder();
    let input = folder.path().join("in");
    write_evil(&input);
    let out = folder.path().join("out");
    assert_eq!(run(&[&input], &out, &["--quiet"]).0, 3);
    // A second run, one applicant fewer, has changes to tell.
    fs::remove_file(input.join("=leaves.csv")).unwrap();
    let previous = out.to_str().unwrap();
    let (status, _, stderr) = run(&[&input], &out, &["--quiet", "--previous", previous]);
    assert_eq!(status, 3, "{stderr}");
    let mut guarded = std::collections::BTreeMap::new();
    for (name, _) in tree(&out) {
        if Path::new(&name)
            .extension()
            .is_none_or(|kind| kind != "csv")
        {
            continue;
        }
        for field in csv_rows(&out.join(&name)).into_iter().flatten() {
            assert!(!field.starts_with(STARTS), "{name}: {field:?}");
            if field
                .strip_prefix('\'')
                .is_some_and(|rest| rest.starts_with(STARTS))
            {
                let kind = name.split('/').next().unwrap().to_owned();
                *guarded.entry(kind).or_insert(0) += 1;
            }
        }
    }
    // Where texts of the input are written at all, some were evil.
    for kind in [
        "summary.csv",
        "issues.csv",
        "eligibility",
        "ledger",
        "records",
        "horizon.csv",
        "watchlist.csv",
    ] {
        assert!(
            guarded.contains_key(kind),
            "nothing evil reached {kind}: {guarded:?}"
        );
    }
}

#[test]
fn no_cell_of_any_sheet_of_the_exported_workbook_is_a_formula() {
    let folder = quick_folder();
    let input = folder.path().join("in");
    write_evil(&input);
    let out = folder.path().join("out");
    run(&[&input], &out, &["--quiet"]);
    let file = folder.path().join("run.xlsx");
    let export = landed()
        .arg("export")
        .arg(&out)
        .arg("--xlsx")
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(export.status.code(), Some(0));
    let mut book = open_workbook_auto(&file).unwrap();
    let mut evil = 0;
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.used_cells().next().is_none(), "{name}");
        let range = book.worksheet_range(&name).unwrap();
        for (_, _, cell) in range.used_cells() {
            if let Data::String(text) = cell {
                evil += usize::from(text.starts_with(STARTS));
            }
        }
    }
    assert!(
        20 < evil,
        "{evil} texts that would be formulas stand there as texts"
    );
}

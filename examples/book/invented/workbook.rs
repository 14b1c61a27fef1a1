//! The tables as workbooks: one sheet per table, days as styled serial numbers, texts in the shared table, as Excel saves them.

use super::Outcome;
use super::cell::Cell;
use super::person::World;
use super::rows::{Count, MOST, Tally, Wanted, count, each};
use super::story::person;
use landed::calendar::Day;
use landed::provenance::Table;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};
use std::ops::Range;
use std::path::Path;

/// Rows that a sheet can hold below its headings.
const FULL: u64 = 1_048_575;

/// Writes as many workbooks as the rows need, each full but the last.
pub fn write(folder: &Path, world: &World, wanted: Wanted, applicants: u64) -> Outcome<Tally> {
    let mut tally = Tally::new();
    let (mut first, mut number) = (0, 1);
    while first < applicants {
        let end = end_of_workbook(world, wanted, first..applicants);
        let path = folder.join(format!("book-{number:03}.xlsx"));
        for (table, count) in write_one(&path, world, wanted, &(first..end))? {
            tally.entry(table).or_default().join(count);
        }
        (first, number) = (end, number + 1);
    }
    Ok(tally)
}

/// The applicant with whom the next workbook has to begin.
fn end_of_workbook(world: &World, wanted: Wanted, applicants: Range<u64>) -> u64 {
    // Each row can stand there twice.
    if (applicants.end - applicants.start) * MOST * 2 < FULL {
        return applicants.end;
    }
    let mut counts = [Count::default(); 7];
    for index in applicants.clone() {
        let told = person(world, index);
        for (so_far, table) in counts.iter_mut().zip(Table::ALL) {
            so_far.join(count(world, wanted, table, &told));
            if FULL < so_far.lines() {
                return index;
            }
        }
    }
    applicants.end
}

/// Writes one workbook.
pub fn write_one(
    path: &Path,
    world: &World,
    wanted: Wanted,
    applicants: &Range<u64>,
) -> Outcome<Tally> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 11, 22)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Invented clients")
            .set_creation_datetime(&made),
    );
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let mut tally = Tally::new();
    for table in Table::ALL {
        // Rows go to a file as they come; their texts go to the shared table.
        let sheet = workbook.add_worksheet_with_low_memory()?;
        sheet.set_name(table.name())?;
        for (column, name) in (0u16..).zip(table.columns()) {
            sheet.set_column_width(column, 16)?;
            sheet.write(0, column, *name)?;
        }
        let mut row = 0;
        let count = each(world, wanted, table, applicants.clone(), |cells| {
            row += 1;
            write_row(sheet, row, cells, &date)
        })?;
        tally.insert(table.name(), count);
    }
    workbook.save(path)?;
    Ok(tally)
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[Cell<'_>], date: &Format) -> Outcome {
    let day_zero = Day::from_ymd(1899, 12, 30).ok_or("no such day")?;
    for (column, cell) in (0u16..).zip(cells) {
        match cell {
            Cell::Blank => continue,
            Cell::Word(word) => sheet.write_string(row, column, *word)?,
            Cell::Text(word) => sheet.write_string(row, column, word)?,
            Cell::Number(number) => sheet.write_number(row, column, *number)?,
            Cell::Date(day) => {
                let serial = f64::from(day.days_since(day_zero));
                sheet.write_number_with_format(row, column, serial, date)?
            }
        };
    }
    Ok(())
}

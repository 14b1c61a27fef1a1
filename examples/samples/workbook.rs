//! Writes workbooks: one sheet per table, a styled heading row, real dates as dates.

use crate::Outcome;
use crate::model::{Cell, Table};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};
use std::path::Path;

/// A sheet to write.
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The heading row.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// The rows of a table under its canonical headings.
    pub fn of(table: &Table, rows: Vec<Vec<Cell>>) -> Self {
        Self {
            name: table.sheet.to_owned(),
            headings: table
                .columns
                .iter()
                .map(|&column| column.to_owned())
                .collect(),
            rows,
        }
    }
}

/// Writes a workbook. Its properties carry a fixed day, so that the same content gives the same bytes.
pub fn write(path: &Path, sheets: &[Sheet]) -> Outcome {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 11, 22)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Invented clients")
            .set_comment("Every person and employer in this workbook is invented.")
            .set_creation_datetime(&made),
    );
    let heading = Format::new().set_bold();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        worksheet.set_freeze_panes(1, 0)?;
        for (column, name) in (0u16..).zip(&sheet.headings) {
            worksheet.write_with_format(0, column, name, &heading)?;
            worksheet.set_column_width(column, 16)?;
        }
        for (row, cells) in (1u32..).zip(&sheet.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                write_cell(worksheet, (row, column), cell, &date)?;
            }
        }
    }
    workbook.save(path)?;
    Ok(())
}

fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    date: &Format,
) -> Outcome {
    match cell {
        Cell::Blank => {}
        Cell::Text(text) => {
            worksheet.write(row, column, text)?;
        }
        Cell::Number(number) => {
            worksheet.write(row, column, *number)?;
        }
        Cell::Date(year, month, day) => {
            let value = ExcelDateTime::from_ymd(*year, *month, *day)?;
            worksheet.write_with_format(row, column, &value, date)?;
        }
    }
    Ok(())
}

//! Workbooks of all kinds, sheet by sheet, row by row. The only folder that names calamine.

mod facts;
mod heads;
mod inflating;
mod legacy;
mod meter;
mod months;
mod ods_extent;
mod package;
mod plain_cell;
mod recall;
mod rows;
mod scan;
mod shared_strings;
mod sheet_row;
mod sheet_xml;
mod string_xml;
mod styles;
mod tokens;
mod xlsb;
mod xlsb_facts;
mod xlsx;

pub(crate) use legacy::{read_ods, read_xls};
pub(crate) use scan::Apart;
#[cfg(test)]
pub(crate) use shared_strings::SharedStrings;
pub use shared_strings::SharedText;
pub(crate) use xlsb::read as read_xlsb;

use crate::intake::reading::{Reading, Stop};

/// Reads all sheets of an `.xlsx` or `.xlsm` workbook.
pub(crate) fn read_xlsx(bytes: &[u8], reading: &mut Reading<'_>) -> Result<(), Stop> {
    if scan::read(bytes, reading)? {
        Ok(())
    } else {
        xlsx::read(bytes, reading)
    }
}

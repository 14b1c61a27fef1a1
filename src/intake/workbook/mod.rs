//! Workbooks of all kinds, sheet by sheet, row by row. The only folder that names calamine.

mod facts;
mod legacy;
mod meter;
mod package;
mod rows;
mod sheet_xml;
mod string_xml;
mod tokens;
mod xlsb;
mod xlsx;

pub(crate) use legacy::{read_ods, read_xls};
pub(crate) use xlsb::read as read_xlsb;
pub(crate) use xlsx::read as read_xlsx;

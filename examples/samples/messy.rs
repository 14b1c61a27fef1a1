//! Messy exports, each imitating a named kind of source, with a clean twin that must give the same results.
//!
//! `samples/messy/NAME/export/` holds the mess, `twin/` the same facts under canonical headings, and `landed.toml` what the
//! firm vouches for and maps by hand, for both. `expected.csv` says what must come out of both. All people are invented.

mod sheets;
mod systems;
mod words;

use crate::Outcome;
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;

/// One messy export.
pub struct Mess {
    /// Its folder.
    pub name: &'static str,
    /// What kind of source it imitates, and what is messy about it.
    pub source: &'static str,
    /// Its files.
    pub files: Vec<Export>,
    /// The clean twin: file name and CSV.
    pub twin: Vec<(&'static str, String)>,
    /// What is mapped by hand beside what the firm vouches for.
    pub config: &'static str,
    /// Applicant id, outcome of `work_experience`, outcome of `language`.
    pub expect: &'static [[&'static str; 3]],
}

/// A file of an export.
pub enum Export {
    /// Delimited text.
    Text(&'static str, Encoding, String),
    /// A workbook with its sheets.
    Book(&'static str, Vec<Sheet>),
    /// A workbook that counts its days from 1904.
    Book1904(&'static str, Vec<Sheet>),
}

/// The encoding of a text file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without byte order mark.
    Utf8,
    /// What Windows programs of western countries write.
    Windows1252,
    /// What Excel calls Unicode text.
    Utf16,
}

/// A sheet. In `rows`, a line is a row and `|` parts its cells; `@2024-03-04` is a real date, `#37.5` a number.
#[derive(Clone, Copy, Default)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// The cells.
    pub rows: &'static str,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Cells that span columns: row, first and last column, from 0.
    pub merged: &'static [(u32, u16, u16)],
}

/// The permit of almost everybody, as rows of the twin.
pub fn permits(ids: &[&str]) -> (&'static str, String) {
    let head = "applicant_id,permit_type,permit_number,valid_from,valid_to,applied_on,decided_on,decision\n";
    let row = |id: &&str| {
        format!(
            "{id},spousal_open_work_permit,U100200300,2023-05-01,2027-04-30,2023-02-20,2023-05-01,approved\n"
        )
    };
    (
        "permits.csv",
        head.to_owned() + &ids.iter().map(row).collect::<String>(),
    )
}

/// The test of almost everybody, as rows of the twin.
pub fn tests(ids: &[&str]) -> (&'static str, String) {
    let head = "applicant_id,test,test_date,listening,reading,writing,speaking\n";
    let row = |id: &&str| format!("{id},IELTS General Training,2025-06-14,8,7,7,7.5\n");
    (
        "language_tests.csv",
        head.to_owned() + &ids.iter().map(row).collect::<String>(),
    )
}

/// A table of the twin.
pub fn table(name: &'static str, text: &str) -> (&'static str, String) {
    (name, text.to_owned())
}

/// All of them.
fn messes() -> Vec<Mess> {
    let mut all = systems::messes();
    all.extend(sheets::messes());
    all.extend(words::messes());
    all
}

/// Writes them, with a page for a reviewer and the expectations for the test.
pub fn write(folder: &Path) -> Outcome {
    fs::create_dir_all(folder)?;
    let mut page = "# Messy exports and their clean twins\n\nEvery person and employer is invented. Judged on 2026-11-22. Written by `make samples`.\n\n\
        | folder | imitates |\n|---|---|\n"
        .to_owned();
    let mut expected = "mess,applicant_id,work_experience,language\n".to_owned();
    for mess in messes() {
        writeln!(page, "| {} | {} |", mess.name, mess.source)?;
        for [id, work, language] in mess.expect {
            writeln!(expected, "{},{id},{work},{language}", mess.name)?;
        }
        write_mess(&folder.join(mess.name), &mess)?;
    }
    put(&folder.join("SOURCES.md"), page.as_bytes())?;
    put(&folder.join("expected.csv"), expected.as_bytes())
}

/// No export here has a list of studies: the firm vouches that nobody studied.
const VOUCHED: &str = "[assume]\nno_study_records_means_no_study = true\n";

fn write_mess(folder: &Path, mess: &Mess) -> Outcome {
    let (export, twin) = (folder.join("export"), folder.join("twin"));
    fs::create_dir_all(&export)?;
    fs::create_dir_all(&twin)?;
    for file in &mess.files {
        match file {
            Export::Text(name, encoding, text) => {
                put(&export.join(name), &encoded(*encoding, text))?;
            }
            Export::Book(name, sheets) => put(&export.join(name), &book(sheets, false)?)?,
            Export::Book1904(name, sheets) => {
                put(&export.join(name), &from_1904(&book(sheets, true)?)?)?;
            }
        }
    }
    for (name, text) in &mess.twin {
        put(&twin.join(name), text.as_bytes())?;
    }
    put(
        &folder.join("landed.toml"),
        format!("{VOUCHED}{}", mess.config).as_bytes(),
    )
}

fn put(path: &Path, bytes: &[u8]) -> Outcome {
    Ok(File::create(path)?.write_all(bytes)?)
}

fn encoded(encoding: Encoding, text: &str) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        Encoding::Utf16 => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
    }
}

/// Days between the beginnings of the two date systems.
const DAYS_TO_1904: i64 = 1462;

fn book(sheets: &[Sheet], is_1904: bool) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 11, 22)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet.name)?;
        worksheet.set_hidden(sheet.hidden);
        for (row, line) in (0_u32..).zip(sheet.rows.lines()) {
            for (column, cell) in (0_u16..).zip(line.split('|')) {
                write_cell(worksheet, (row, column), cell.trim(), is_1904)?;
            }
        }
        for &(row, first, last) in sheet.merged {
            let line = sheet.rows.lines().nth(usize::try_from(row)?).unwrap_or("");
            let text = line.split('|').nth(usize::from(first)).unwrap_or("").trim();
            worksheet.merge_range(row, first, row, last, text, &Format::new().set_bold())?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &str,
    is_1904: bool,
) -> Outcome {
    if cell.is_empty() {
        return Ok(());
    }
    if let Some(number) = cell
        .strip_prefix('#')
        .and_then(|number| number.parse::<f64>().ok())
    {
        sheet.write_number(row, column, number)?;
    } else if let Some(date) = cell.strip_prefix('@') {
        let begin = NaiveDate::from_ymd_opt(1899, 12, 30).ok_or("a date")?;
        let days = date
            .parse::<NaiveDate>()?
            .signed_duration_since(begin)
            .num_days();
        let days = if is_1904 { days - DAYS_TO_1904 } else { days };
        let serial = f64::from(i32::try_from(days)?);
        let format = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_number_with_format(row, column, serial, &format)?;
    } else {
        sheet.write_string(row, column, cell)?;
    }
    Ok(())
}

/// Says in the workbook that its days count from 1904.
fn from_1904(bytes: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for position in 0..archive.len() {
        let mut entry = archive.by_index(position)?;
        let name = entry.name()?.into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content)?;
        if name == "xl/workbook.xml" {
            let text = String::from_utf8(content)?;
            content = text
                .replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
                .into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default())?;
        writer.write_all(&content)?;
    }
    Ok(writer.finish()?.into_inner())
}

//! Twelve one-client workbooks in mixed formats.
//!
//! `.xls`, `.ods` and `.xlsm` are converted by `LibreOffice`, which writes the time of the conversion into some of them: they are
//! converted only when the workbook that they come from has changed, by its SHA-256 in `converted.txt`. (`LibreOffice` cannot
//! write `.xlsb`.)

use crate::Outcome;
use crate::headings::{ENGLISH, FRENCH};
use crate::model::{Scenario, TABLES};
use crate::workbook::{self, Sheet};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// Headings of a workbook.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Canonical,
    English,
    French,
}

/// Which client, in which format, under which headings, with empty sheets or without.
const BOOKS: [(&str, &str, Language, bool); 12] = [
    ("M-1001", "xlsx", Language::English, false),
    ("M-1002", "xls", Language::English, true),
    ("M-1005", "xlsx", Language::Canonical, true),
    ("M-1006", "ods", Language::French, false),
    ("M-1013", "xlsx", Language::English, false),
    ("M-1023", "xlsm", Language::English, true),
    ("M-1030", "xls", Language::Canonical, false),
    ("M-1036", "ods", Language::English, true),
    ("M-1046", "xlsx", Language::French, false),
    ("M-1050", "xlsx", Language::English, false),
    ("M-1062", "xlsx", Language::French, true),
    ("M-1064", "xlsx", Language::English, true),
];

/// Writes the workbooks into `folder`; `record` says from what the converted ones were made.
pub fn write(folder: &Path, record: &Path, clients: &[Scenario]) -> Outcome {
    let scratch = tempfile::tempdir()?;
    let before = fs::read_to_string(record).unwrap_or_default();
    let before: BTreeMap<&str, &str> = before
        .lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, name)| (name, sum))
        .collect();
    let mut after = String::new();
    for (id, format, language, empty_sheets) in BOOKS {
        let client = clients
            .iter()
            .find(|client| client.id == id)
            .ok_or("no such client")?;
        let sheets = sheets(client, language, empty_sheets);
        let name = format!("{id} {}.{format}", client.name.0);
        let target = folder.join(&name);
        if format == "xlsx" {
            workbook::write(&target, &sheets)?;
            continue;
        }
        let source = scratch.path().join(format!("{id}.xlsx"));
        workbook::write(&source, &sheets)?;
        let sum = sha256(&fs::read(&source)?);
        if before.get(name.as_str()) != Some(&sum.as_str()) || !target.exists() {
            convert(&source, format, scratch.path())?;
            fs::copy(scratch.path().join(format!("{id}.{format}")), &target)?;
        }
        writeln!(after, "{sum}  {name}")?;
    }
    File::create(record)?.write_all(after.as_bytes())?;
    Ok(())
}

fn sha256(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn sheets(client: &Scenario, language: Language, empty_sheets: bool) -> Vec<Sheet> {
    TABLES
        .iter()
        .enumerate()
        .map(|(position, table)| {
            let sheet = Sheet::of(table, client.rows(position));
            let titles = match language {
                Language::Canonical => return sheet,
                Language::English => ENGLISH,
                Language::French => FRENCH,
            };
            let Some((name, headings)) = titles.get(position) else {
                return sheet;
            };
            Sheet {
                name: (*name).to_owned(),
                headings: headings.iter().map(|&heading| heading.to_owned()).collect(),
                ..sheet
            }
        })
        .filter(|sheet| empty_sheets || !sheet.rows.is_empty())
        .collect()
}

fn convert(source: &Path, format: &str, scratch: &Path) -> Outcome {
    let profile = format!(
        "-env:UserInstallation=file://{}",
        scratch.join("profile").display()
    );
    let filter = match format {
        "xls" => "xls:MS Excel 97",
        "xlsm" => "xlsm:Calc MS Excel 2007 VBA XML",
        other => other,
    };
    let status = Command::new("soffice")
        .args([
            profile.as_str(),
            "--headless",
            "--convert-to",
            filter,
            "--outdir",
        ])
        .arg(scratch)
        .arg(source)
        .output()?
        .status;
    if status.success()
        && scratch
            .join(
                source
                    .with_extension(format)
                    .file_name()
                    .ok_or("no file name")?,
            )
            .exists()
    {
        Ok(())
    } else {
        Err(format!("LibreOffice could not convert {}", source.display()).into())
    }
}

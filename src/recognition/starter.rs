//! A first `landed.toml`, with what was recognised in an export and what was not.

use super::report::Recognition;
use super::told::RecognisedTable;
use std::fmt::Write as _;

const HEAD: &str = "\
# landed: what to read, where to write, and what the firm vouches for. Remove the # before a line to use it.

# Files and folders to read.
# inputs = [\"exports\"]

# Where the results go; {as_of} is the day of the run.
# out = \"results/{as_of}\"

# Facts that the firm vouches for where a column or table is absent. Each one used is shown in the results.
[assume]
# paid = true                             # no pay column: all work was paid
# employee = true                         # no employment_type column: everybody was an employee
# in_canada = true                        # no country or province column: all work was in Canada
# outside_quebec = true                   # no intended_province column: nobody intends to live in Quebec
# no_study_records_means_no_study = true  # no studies table: nobody studied
# no_permit_records_means = \"no_permits\"  # no permits table: there are no permits

# How many days ahead watchlist.csv looks, from 1 to 1096.
# [watchlist]
# days = 90
";

const EXAMPLE: &str = "
# What holds for some files only; the pattern is of paths within the input.
# [[files]]
# pattern = \"clio/*.csv\"
# date_order = \"day_first\"       # 03/04/2024 is 3 April; \"month_first\": 4 March
# encoding = \"windows-1252\"
# delimiter = \";\"
# [files.headings]
# \"Matter #\" = \"applicant_id\"    # a column of any table, or table.column, or \"ignore\"
# [files.sheets]
# \"Sheet1\" = \"employment\"        # a table, or \"ignore\"
# [files.values.permit_type]
# \"Closed - Acme\" = \"employer_specific_work_permit\"
";

/// The text of a first configuration. For each file given, by its path, says what was recognised in it.
pub fn text(files: &[(&str, &Recognition)]) -> String {
    let mut text = HEAD.to_owned();
    for (path, recognition) in files {
        write_file(&mut text, path, recognition);
    }
    if files.is_empty() {
        text.push_str(EXAMPLE);
    }
    text
}

// Writing to a String cannot fail, so the results are dropped.
fn write_file(text: &mut String, path: &str, recognition: &Recognition) {
    let _ = writeln!(text, "\n[[files]]\npattern = {}", quoted(&as_pattern(path)));
    text.push_str(
        "# date_order = \"day_first\"   # or \"month_first\", for dates such as 03/04/2024\n",
    );
    if recognition.tables.is_empty() {
        text.push_str("# No table was recognised.\n");
    }
    text.push_str("\n[files.headings]\n");
    for table in &recognition.tables {
        write_table(text, table, recognition);
    }
    if !recognition.unread_sheets.is_empty() {
        text.push_str(
            "\n[files.sheets]\n# Sheets without a known table: write its name, or \"ignore\".\n",
        );
        for sheet in &recognition.unread_sheets {
            let name = recognition
                .sheets
                .get(usize::from(*sheet))
                .map_or("", String::as_str);
            let _ = writeln!(text, "# {} = \"ignore\"", quoted(name));
        }
    }
}

fn write_table(text: &mut String, table: &RecognisedTable, recognition: &Recognition) {
    let sheet = recognition
        .sheets
        .get(usize::from(table.sheet))
        .map_or("", String::as_str);
    let sheet = if sheet.is_empty() {
        String::new()
    } else {
        format!("sheet {}, ", one_line(sheet))
    };
    let _ = writeln!(
        text,
        "# {} ({sheet}headings in row {}):",
        table.table, table.heading_row
    );
    for heading in &*table.headings {
        if let Some(field) = &heading.field {
            let _ = writeln!(
                text,
                "#   read: {} {} is {field}",
                heading.cell,
                one_line(&heading.text)
            );
        }
    }
    let shown = table.shown(&recognition.tables);
    for heading in shown.filter(|heading| heading.field.is_none()) {
        let name = heading.text.rsplit(" > ").next().unwrap_or(&heading.text);
        let _ = writeln!(
            text,
            "#   not read ({}): # {} = \"{}.?\"",
            heading.cell,
            quoted(name),
            table.table
        );
    }
    for column in missing(table) {
        let _ = writeln!(text, "#   missing and required: {column}");
    }
}

fn missing(table: &RecognisedTable) -> impl Iterator<Item = &'static str> + '_ {
    let has = |column: &str| {
        table
            .headings
            .iter()
            .any(|heading| heading.field.as_deref() == Some(column))
    };
    table
        .table
        .required()
        .iter()
        .copied()
        .filter(move |column| !has(column))
}

/// A path as a pattern that matches it alone.
fn as_pattern(path: &str) -> String {
    globset::escape(path)
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

/// Headings may hold line breaks; a comment may not.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLE, HEAD, text};
    use crate::finding::FirmAssumptions;
    use crate::provenance::Table;
    use crate::recognition::mapping::{FileMapping, Mapping, unknown_file_keys};
    use crate::recognition::{RecognisedHeading, RecognisedTable, Recognition, RowsSeen};
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Configuration {
        files: Vec<FileMapping>,
    }

    #[test]
    fn every_line_that_is_offered_is_valid_once_uncommented() {
        let uncommented: String = HEAD
            .lines()
            .chain(EXAMPLE.lines())
            .filter_map(|line| {
                line.strip_prefix("# ")
                    .filter(|line| line.contains(" = ") || line.starts_with('['))
                    .or_else(|| line.starts_with('[').then_some(line))
            })
            .collect::<Vec<_>>()
            .join("\n");
        let table: toml::Table = toml::from_str(&uncommented).expect(&uncommented);
        assert!(unknown_file_keys(&table).is_empty());
        let assume = table["assume"].clone();
        assert!(assume.try_into::<FirmAssumptions>().is_ok());
        let configuration: Configuration = toml::from_str(&uncommented).expect("entries");
        assert!(Mapping::new(&configuration.files).is_ok());
    }

    #[test]
    fn what_was_recognised_is_said_and_what_was_not_is_offered() {
        let heading = |text: &str, cell: &str, field: Option<&str>| RecognisedHeading {
            text: text.into(),
            cell: cell.into(),
            field: field.map(str::to_owned),
        };
        let recognition = Recognition {
            sheets: vec!["Jobs".into(), "Other \"x\"".into()],
            tables: vec![RecognisedTable {
                sheet: 0,
                block: 0,
                table: Table::Employment,
                heading_row: 3,
                headings: [
                    heading("Client\nID", "A3", Some("applicant_id")),
                    heading("Fir\"m", "B3", None),
                ]
                .into(),
                rows: RowsSeen::default(),
            }],
            unread_sheets: vec![1],
            ..Recognition::default()
        };
        let text = text(&[("a[1].xlsx", &recognition)]);
        let configuration: Configuration = toml::from_str(&text).expect("valid TOML");
        let mapping = Mapping::new(&configuration.files).expect("a mapping");
        assert!(mapping.rules(&["a[1].xlsx"]).sheets.is_empty());
        for line in [
            "read: A3 Client ID is applicant_id",
            "missing and required: employer",
            "# 'Other \"x\"' = \"ignore\"",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }
}

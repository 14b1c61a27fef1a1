//! The input as canonical text: seven tables of rows, in source order, and their CSV files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// One row: canonical column to canonical text. A column that is absent is blank.
pub type Row = BTreeMap<&'static str, String>;

/// The whole input. `None` means that the table is missing from the input altogether.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    pub applicants: Option<Vec<Row>>,
    pub employment: Option<Vec<Row>>,
    pub permits: Option<Vec<Row>>,
    pub studies: Option<Vec<Row>>,
    pub language_tests: Option<Vec<Row>>,
    pub absences: Option<Vec<Row>>,
    pub leaves: Option<Vec<Row>>,
}

pub const TABLES: [&str; 7] = [
    "applicants",
    "employment",
    "permits",
    "studies",
    "language_tests",
    "absences",
    "leaves",
];

/// The canonical columns of a table, in the order of the contract.
pub fn columns(table: &str) -> &'static [&'static str] {
    match table {
        "applicants" => &[
            "applicant_id",
            "file_number",
            "responsible",
            "family_name",
            "given_name",
            "date_of_birth",
            "invitation_date",
            "application_date",
            "intended_province",
            "duties_confirmed",
            "inadmissible",
        ],
        "employment" => &[
            "applicant_id",
            "employer",
            "job_title",
            "noc_code",
            "noc_version",
            "start_date",
            "end_date",
            "hours_per_week",
            "total_hours",
            "pay",
            "employment_type",
            "province",
            "country",
        ],
        "permits" => &[
            "applicant_id",
            "permit_type",
            "permit_number",
            "employer",
            "valid_from",
            "valid_to",
            "applied_on",
            "decided_on",
            "decision",
        ],
        "studies" => &[
            "applicant_id",
            "institution",
            "program",
            "full_time",
            "start_date",
            "completed_on",
        ],
        "language_tests" => &[
            "applicant_id",
            "test",
            "test_date",
            "listening",
            "reading",
            "writing",
            "speaking",
            "score_scale",
            "registration_number",
        ],
        "absences" => &["applicant_id", "left_on", "returned_on", "reason"],
        "leaves" => &["applicant_id", "employer", "start_date", "end_date", "kind"],
        _ => panic!("no table {table}"),
    }
}

/// A row from pairs; blank values are left out, so that equal rows are equal.
pub fn row(pairs: &[(&'static str, &str)]) -> Row {
    pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(column, value)| (*column, (*value).to_owned()))
        .collect()
}

/// The text of a cell; "" for a blank one.
pub fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", |value| value.trim())
}

impl Tables {
    /// Every table present, and empty.
    pub fn empty() -> Self {
        Self {
            applicants: Some(Vec::new()),
            employment: Some(Vec::new()),
            permits: Some(Vec::new()),
            studies: Some(Vec::new()),
            language_tests: Some(Vec::new()),
            absences: Some(Vec::new()),
            leaves: Some(Vec::new()),
        }
    }

    pub fn table(&self, name: &str) -> Option<&Vec<Row>> {
        match name {
            "applicants" => self.applicants.as_ref(),
            "employment" => self.employment.as_ref(),
            "permits" => self.permits.as_ref(),
            "studies" => self.studies.as_ref(),
            "language_tests" => self.language_tests.as_ref(),
            "absences" => self.absences.as_ref(),
            "leaves" => self.leaves.as_ref(),
            _ => panic!("no table {name}"),
        }
    }

    pub fn table_mut(&mut self, name: &str) -> &mut Option<Vec<Row>> {
        match name {
            "applicants" => &mut self.applicants,
            "employment" => &mut self.employment,
            "permits" => &mut self.permits,
            "studies" => &mut self.studies,
            "language_tests" => &mut self.language_tests,
            "absences" => &mut self.absences,
            "leaves" => &mut self.leaves,
            _ => panic!("no table {name}"),
        }
    }

    /// Appends a row (the table is made if it was missing).
    pub fn push(&mut self, table: &str, pairs: &[(&'static str, &str)]) {
        self.table_mut(table)
            .get_or_insert_default()
            .push(row(pairs));
    }

    /// Rows of all applicants of `more`, after those of `self`. A table must be missing in both or in none.
    pub fn append(&mut self, more: &Self) {
        for name in TABLES {
            if let Some(rows) = more.table(name) {
                self.table_mut(name)
                    .get_or_insert_default()
                    .extend(rows.iter().cloned());
            }
        }
    }

    /// Every applicant id found in any table, in order.
    pub fn applicant_ids(&self) -> std::collections::BTreeSet<String> {
        TABLES
            .iter()
            .filter_map(|name| self.table(name))
            .flatten()
            .map(|row| cell(row, "applicant_id").to_owned())
            .filter(|id| !id.is_empty())
            .collect()
    }

    /// Writes `<table>.csv` for every table that is present.
    ///
    /// The canonical `2024-03-04/2024-04-03` is written as a person would have: `03/04/2024`.
    pub fn write_csv(&self, folder: &Path) {
        fs::create_dir_all(folder).expect("a folder for the tables");
        for name in TABLES {
            let Some(rows) = self.table(name) else {
                continue;
            };
            let file = folder.join(format!("{name}.csv"));
            let mut writer = csv::Writer::from_path(file).expect("a CSV file");
            writer.write_record(columns(name)).expect("a heading row");
            for row in rows {
                let cells = columns(name)
                    .iter()
                    .map(|column| as_typed(cell(row, column)));
                writer.write_record(cells).expect("a row");
            }
            writer.flush().expect("the file on disk");
        }
    }
}

/// The text that a person would have typed for a canonical cell.
pub fn as_typed(text: &str) -> String {
    match text.split_once('/') {
        Some((first, _)) if first.len() == 10 => {
            let (year, month, day) = (&first[0..4], &first[5..7], &first[8..10]);
            // 2024-03-04 or 2024-04-03: day 03 of month 04, or month 03 and day 04.
            format!("{month}/{day}/{year}")
        }
        _ => text.to_owned(),
    }
}

//! A run as one workbook: tables of text become sheets with frozen headings, filters, dates as dates and text as text.
//!
//! Works on tables in memory, as they stand in the published CSV files, so that a run can be exported long after it was
//! judged. Opens no file. No cell is ever a formula.

use crate::calendar::Day;
use crate::finding::{ApplicantOutcome, Outcome};
use crate::report::unguarded;
use crate::requirements::Treatment;
use rust_xlsxwriter::{
    ColNum, ConditionalFormatText, ConditionalFormatTextRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, RowNum, Workbook, Worksheet, XlsxError,
};

/// A table of text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TextTable {
    /// Its name, which names the sheet.
    pub name: String,
    /// The headings.
    pub headings: Vec<String>,
    /// The rows, one text per heading, as they stand in the CSV file.
    pub rows: Vec<Vec<String>>,
}

/// Rows that one sheet can hold below its headings.
const ROWS_PER_SHEET: usize = 1_048_575;

/// Characters (as the format counts them, in UTF-16) that one cell can hold.
const CELL_UNITS: usize = 32_767;

/// Columns of days.
const DAYS: [&str; 9] = [
    "date",
    "as_of",
    "assessed_on",
    "from",
    "to",
    "earliest_eligible_on",
    "eligible_until",
    "earliest_possible_on",
    "possible_until",
];

/// Columns of numbers; text in them (as "unlimited") stays text.
const NUMBERS: [&str; 15] = [
    "days_left",
    "doubt_costs_days",
    "hours_counted",
    "hours_at_most",
    "hours_required",
    "hours_uncertain",
    "hours_over_cap",
    "rows_used",
    "rows_set_aside",
    "issues",
    "issue",
    "record",
    "days",
    "row",
    "noc_version",
];

/// The bytes of the workbook: one sheet per table, more where a table has too many rows for one.
///
/// # Errors
/// If a table has more columns than a sheet can hold, or names that a workbook refuses.
pub fn workbook(tables: &[TextTable], as_of: Day) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(as_of)?);
    let styles = Styles::new();
    for table in tables {
        let parts = table.rows.chunks(ROWS_PER_SHEET);
        let parts: Vec<&[Vec<String>]> = if table.rows.is_empty() {
            vec![&[]]
        } else {
            parts.collect()
        };
        for (i, rows) in parts.into_iter().enumerate() {
            let sheet = workbook.add_worksheet();
            let name = if i == 0 {
                table.name.clone()
            } else {
                format!("{} ({})", table.name, i + 1)
            };
            sheet.set_name(name)?;
            fill(sheet, &table.headings, rows, &styles)?;
        }
    }
    workbook.save_to_buffer()
}

/// The properties hold the day of the run and no clock, so that the same run gives the same bytes.
fn properties(as_of: Day) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::parse_from_str(&as_of.to_string())?;
    Ok(DocProperties::new()
        .set_title(format!("Canadian Experience Class, as of {as_of}"))
        .set_comment("Not legal advice. The published folder is the record; this workbook is a copy to read.")
        .set_creation_datetime(&created))
}

struct Styles {
    heading: Format,
    text: Format,
    day: Format,
    hours: Format,
    whole: Format,
    good: Format,
    doubtful: Format,
    bad: Format,
}

impl Styles {
    fn new() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        Self {
            heading: Format::new()
                .set_bold()
                .set_background_color("#E8ECF2")
                .set_text_wrap(),
            text: top.clone().set_num_format("@"),
            day: top.clone().set_num_format("yyyy-mm-dd"),
            hours: top.clone().set_num_format("#,##0.00"),
            whole: top.set_num_format("0"),
            good: colours("#17624C", "#E8F3EE"),
            doubtful: colours("#8A5A00", "#FCF3DF"),
            bad: colours("#9C2F2A", "#FAEAE8"),
        }
    }
}

fn colours(ink: &str, ground: &str) -> Format {
    Format::new()
        .set_font_color(ink)
        .set_background_color(ground)
}

fn fill(
    sheet: &mut Worksheet,
    headings: &[String],
    rows: &[Vec<String>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, heading, &styles.heading)?;
        sheet.set_column_width(column, width_of(heading))?;
    }
    for (number, row) in (1..).zip(rows) {
        for ((column, heading), text) in (0..).zip(headings).zip(row) {
            cell(sheet, number, column, heading, text, styles)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    let last_row = RowNum::try_from(rows.len()).unwrap_or(RowNum::MAX);
    let last_column = ColNum::try_from(headings.len().saturating_sub(1)).unwrap_or(ColNum::MAX);
    if !headings.is_empty() {
        sheet.autofilter(0, 0, last_row, last_column)?;
    }
    for (column, heading) in (0..).zip(headings) {
        if last_row > 0 && ["outcome", "treatment"].contains(&heading.as_str()) {
            colour(sheet, column, last_row, styles)?;
        }
    }
    Ok(())
}

fn cell(
    sheet: &mut Worksheet,
    row: RowNum,
    column: ColNum,
    heading: &str,
    text: &str,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let text = unguarded(text);
    if text.is_empty() {
        return Ok(());
    }
    if DAYS.contains(&heading)
        && Day::parse_iso(text).is_some()
        && let Ok(day) = ExcelDateTime::parse_from_str(text)
    {
        sheet.write_datetime_with_format(row, column, &day, &styles.day)?;
        return Ok(());
    }
    let plain = text.len() <= 15
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if NUMBERS.contains(&heading)
        && plain
        && let Ok(number) = text.parse::<f64>()
    {
        let style = if text.contains('.') {
            &styles.hours
        } else {
            &styles.whole
        };
        sheet.write_number_with_format(row, column, number, style)?;
        return Ok(());
    }
    sheet.write_string_with_format(row, column, fitting(text), &styles.text)?;
    Ok(())
}

/// Text that a cell can hold, with an ellipsis where something had to go.
fn fitting(text: &str) -> String {
    if text.encode_utf16().count() <= CELL_UNITS {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = |letter: &char| {
        units += letter.len_utf16();
        units <= CELL_UNITS
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{kept}\u{2026}")
}

/// Colours for outcomes and treatments, as rules, so that they follow what is sorted or typed.
fn colour(
    sheet: &mut Worksheet,
    column: ColNum,
    last_row: RowNum,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let rules = [
        (ApplicantOutcome::Eligible.id(), &styles.good),
        (Outcome::Met.id(), &styles.good),
        (Treatment::Counted.id(), &styles.good),
        (ApplicantOutcome::NeedsReview.id(), &styles.doubtful),
        (Outcome::Undetermined.id(), &styles.doubtful),
        (Treatment::Uncertain.id(), &styles.doubtful),
        (ApplicantOutcome::NotEligible.id(), &styles.bad),
        (Outcome::NotMet.id(), &styles.bad),
    ];
    for (word, style) in rules {
        let rule = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::BeginsWith(word.to_owned()))
            .set_format(style);
        sheet.add_conditional_format(1, column, last_row, column, &rule)?;
    }
    Ok(())
}

fn width_of(heading: &str) -> u32 {
    match heading {
        "explanation" | "evidence" | "done" | "todo" => 60,
        "reasons" | "advisories" | "assumptions" | "citation" | "source" | "eligibility_file"
        | "ledger_file" => 34,
        "employer" | "job_title" | "requirement" | "code" | "file" | "value" => 24,
        _ => 16,
    }
}

//! What to do about each kind of problem: the second half of its entry in the reference.

use super::problem::ProblemCode;

impl ProblemCode {
    /// What a person should do, in general; a problem itself says it of its cell.
    pub fn remedy(self) -> &'static str {
        let found = REMEDIES.iter().find(|(code, _)| *code == self);
        found.map_or("", |(_, remedy)| *remedy)
    }
}

/// In the order of [`ProblemCode::ALL`].
const REMEDIES: [(ProblemCode, &str); 38] = [
    (
        ProblemCode::FileUnreadable,
        "Open the file in its own program and save it anew; if it does not open there either, export it again.",
    ),
    (
        ProblemCode::FileEncrypted,
        "Save a copy without a password and give that copy; landed never asks for passwords.",
    ),
    (
        ProblemCode::FileTypeUnknown,
        "Save the file as .xlsx or .csv, or leave it out of the input.",
    ),
    (
        ProblemCode::FileSkipped,
        "Nothing; but if somebody had the workbook open, run again once it is closed.",
    ),
    (
        ProblemCode::FileChanged,
        "Wait until the export or copy is finished, and run again.",
    ),
    (
        ProblemCode::FileLimit,
        "Check that this is the right file. Split it, or raise the limit under [limits] in landed.toml if it really is that large.",
    ),
    (
        ProblemCode::FileTypeByContent,
        "Nothing, if the values look right; better give the file the ending of its kind, or save it as .xlsx.",
    ),
    (
        ProblemCode::EncodingAssumed,
        "Check that accents look right. Save the file as CSV UTF-8, or name the encoding in landed.toml.",
    ),
    (
        ProblemCode::SheetUnreadable,
        "Open the workbook, repair or remove the sheet, and save it anew.",
    ),
    (
        ProblemCode::SheetHidden,
        "Look whether the hidden sheet is meant to count; delete it if it is not.",
    ),
    (
        ProblemCode::RowHidden,
        "Remove the filter or unhide the rows, and delete those that must not count.",
    ),
    (
        ProblemCode::TableUnknown,
        "Check that this is the right file. Rename its headings (`landed schema` lists those that are known) or map them in landed.toml.",
    ),
    (
        ProblemCode::SheetIgnored,
        "Nothing, if the sheet holds no records of the clients; otherwise rename its headings, or name its table in landed.toml.",
    ),
    (
        ProblemCode::ColumnMissing,
        "Add the column, or rename or map the heading that holds it.",
    ),
    (
        ProblemCode::ColumnDuplicate,
        "Rename or delete all but one of the columns, or say in landed.toml which one counts.",
    ),
    (
        ProblemCode::ColumnIgnored,
        "Nothing, if the column is not needed; otherwise rename it or map it in landed.toml.",
    ),
    (
        ProblemCode::RowTotals,
        "Nothing, unless the row is a record: then give it its applicant id.",
    ),
    (
        ProblemCode::RowRagged,
        "Check that no value slipped to the right (an unquoted comma does that), or give the column a heading.",
    ),
    (
        ProblemCode::ApplicantIdMissing,
        "Write the applicant id into the row; unmerge cells, as merged ones hold their value in the first row only.",
    ),
    (
        ProblemCode::ApplicantIdNearDuplicate,
        "If both are one person, write the id the same way everywhere, as text so that zeros stay.",
    ),
    (ProblemCode::RequiredCellBlank, "Fill in the cell."),
    (
        ProblemCode::DateUnreadable,
        "Write the date as 2024-03-31, with a year of four digits.",
    ),
    (
        ProblemCode::DateAmbiguous,
        "Write the dates as 2024-03-31, or set date_order for the file in landed.toml.",
    ),
    (
        ProblemCode::DatesInverted,
        "Check both dates; one of them is wrong.",
    ),
    (
        ProblemCode::ValueUnknown,
        "Choose a word that is known (`landed template` has them as drop-downs), or map the text under [files.values] in landed.toml.",
    ),
    (
        ProblemCode::HoursUnreadable,
        "Write the hours as a number (37.5) or a range (30-35).",
    ),
    (
        ProblemCode::HoursImpossible,
        "Check the hours, and whether they are per week or in total.",
    ),
    (
        ProblemCode::HoursContradictory,
        "Check the weekly hours, the total and the dates against the pay records.",
    ),
    (
        ProblemCode::NocUnknown,
        "Check the code against the classification of its version; keep the column as text so that zeros stay.",
    ),
    (
        ProblemCode::ScoreImpossible,
        "Check the test and its scores against the report.",
    ),
    (
        ProblemCode::ScoreUnreadable,
        "Write the score as on the report, or a level as \"CLB 9\".",
    ),
    (
        ProblemCode::PermitContradictory,
        "Check the dates and the decision against the document.",
    ),
    (
        ProblemCode::LocationContradictory,
        "Check where the work was physically done, and correct the country or the province.",
    ),
    (
        ProblemCode::RecordConflict,
        "Keep the row that is right, and correct or delete the others.",
    ),
    (
        ProblemCode::InvitationInvalid,
        "Check the invitation date against the letter.",
    ),
    (
        ProblemCode::DecisionBeforeApplication,
        "Check both dates against the documents.",
    ),
    (
        ProblemCode::CellError,
        "Correct the formula, or write its value into the cell, and save the workbook in a spreadsheet program; of two columns with one meaning rename or delete one.",
    ),
    (
        ProblemCode::InternalFault,
        "Report the fault with the place that the problem names; the applicant is undetermined until then.",
    ),
];

#[cfg(test)]
mod tests {
    use super::REMEDIES;
    use crate::finding::ProblemCode;

    #[test]
    fn every_code_has_its_remedy() {
        assert_eq!(REMEDIES.map(|(code, _)| code), ProblemCode::ALL);
        assert!(REMEDIES.iter().all(|(_, remedy)| !remedy.is_empty()));
    }
}

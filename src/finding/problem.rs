//! Problems in the data: each with a stable code, its place, and what to do.

use crate::provenance::{Origin, Table, Text};

/// How serious a problem is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Something was set aside or taken as unknown: exit status 3.
    Error,
    /// It was read, but a person should look.
    Warning,
    /// For the record.
    Note,
}

impl Severity {
    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A kind of problem. Codes are never reused.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ProblemCode {
    /// The file could not be opened or read to its end, or nothing stands in it.
    FileUnreadable,
    /// The workbook is protected by a password.
    FileEncrypted,
    /// The file is of a kind that is not read.
    FileTypeUnknown,
    /// A lock or temporary file was skipped.
    FileSkipped,
    /// The file changed while it was read.
    FileChanged,
    /// The file goes beyond a safety limit.
    FileLimit,
    /// The content is of another kind than the name says; it was read by its content.
    FileTypeByContent,
    /// The text is not UTF-8; an encoding was assumed.
    EncodingAssumed,
    /// A sheet could not be read to its end.
    SheetUnreadable,
    /// A hidden sheet was read.
    SheetHidden,
    /// Hidden rows were read.
    RowHidden,
    /// No known table was found.
    TableUnknown,
    /// A sheet without a known table was left unread beside others that were read.
    SheetIgnored,
    /// A required column is missing; the rows of the table cannot be used.
    ColumnMissing,
    /// Two columns claim the same field.
    ColumnDuplicate,
    /// A column that is not needed was ignored.
    ColumnIgnored,
    /// A row of totals or notes was not read as a record.
    RowTotals,
    /// The row has more cells than the heading row.
    RowRagged,
    /// The row has no applicant id and belongs to nobody.
    ApplicantIdMissing,
    /// Two applicant ids differ only in leading zeros or letter case.
    ApplicantIdNearDuplicate,
    /// A required cell is blank; the row was set aside.
    RequiredCellBlank,
    /// A date could not be read.
    DateUnreadable,
    /// The order of day and month is not settled; both readings are kept.
    DateAmbiguous,
    /// An end date is before its start date; the row was set aside.
    DatesInverted,
    /// A value is not one of those known for the column.
    ValueUnknown,
    /// Weekly or total hours could not be read.
    HoursUnreadable,
    /// More than 168 hours a week, or fewer than none.
    HoursImpossible,
    /// Weekly hours and total hours differ by more than 1 %.
    HoursContradictory,
    /// The occupation code is not in the table of its version.
    NocUnknown,
    /// The test cannot give this score; the row was set aside.
    ScoreImpossible,
    /// A score could not be read; the row was set aside.
    ScoreUnreadable,
    /// The dates and the decision of a permit contradict each other; the row was set aside.
    PermitContradictory,
    /// Country and province contradict each other.
    LocationContradictory,
    /// Rows for one applicant contradict each other.
    RecordConflict,
    /// The invitation date is after the day of the run, after the application, or before Express Entry.
    InvitationInvalid,
    /// A decision is dated before its application.
    DecisionBeforeApplication,
    /// The cell holds an error or a formula without a result, or two columns claim it.
    CellError,
    /// The program failed on this applicant.
    InternalFault,
}

impl ProblemCode {
    /// All of them, in order.
    pub const ALL: [Self; 38] = [
        Self::FileUnreadable,
        Self::FileEncrypted,
        Self::FileTypeUnknown,
        Self::FileSkipped,
        Self::FileChanged,
        Self::FileLimit,
        Self::FileTypeByContent,
        Self::EncodingAssumed,
        Self::SheetUnreadable,
        Self::SheetHidden,
        Self::RowHidden,
        Self::TableUnknown,
        Self::SheetIgnored,
        Self::ColumnMissing,
        Self::ColumnDuplicate,
        Self::ColumnIgnored,
        Self::RowTotals,
        Self::RowRagged,
        Self::ApplicantIdMissing,
        Self::ApplicantIdNearDuplicate,
        Self::RequiredCellBlank,
        Self::DateUnreadable,
        Self::DateAmbiguous,
        Self::DatesInverted,
        Self::ValueUnknown,
        Self::HoursUnreadable,
        Self::HoursImpossible,
        Self::HoursContradictory,
        Self::NocUnknown,
        Self::ScoreImpossible,
        Self::ScoreUnreadable,
        Self::PermitContradictory,
        Self::LocationContradictory,
        Self::RecordConflict,
        Self::InvitationInvalid,
        Self::DecisionBeforeApplication,
        Self::CellError,
        Self::InternalFault,
    ];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::FileUnreadable => "file_unreadable",
            Self::FileEncrypted => "file_encrypted",
            Self::FileTypeUnknown => "file_type_unknown",
            Self::FileSkipped => "file_skipped",
            Self::FileChanged => "file_changed",
            Self::FileLimit => "file_limit",
            Self::FileTypeByContent => "file_type_by_content",
            Self::EncodingAssumed => "encoding_assumed",
            Self::SheetUnreadable => "sheet_unreadable",
            Self::SheetHidden => "sheet_hidden",
            Self::RowHidden => "row_hidden",
            Self::TableUnknown => "table_unknown",
            Self::SheetIgnored => "sheet_ignored",
            Self::ColumnMissing => "column_missing",
            Self::ColumnDuplicate => "column_duplicate",
            Self::ColumnIgnored => "column_ignored",
            Self::RowTotals => "row_totals",
            Self::RowRagged => "row_ragged",
            Self::ApplicantIdMissing => "applicant_id_missing",
            Self::ApplicantIdNearDuplicate => "applicant_id_near_duplicate",
            Self::RequiredCellBlank => "required_cell_blank",
            Self::DateUnreadable => "date_unreadable",
            Self::DateAmbiguous => "date_ambiguous",
            Self::DatesInverted => "dates_inverted",
            Self::ValueUnknown => "value_unknown",
            Self::HoursUnreadable => "hours_unreadable",
            Self::HoursImpossible => "hours_impossible",
            Self::HoursContradictory => "hours_contradictory",
            Self::NocUnknown => "noc_unknown",
            Self::ScoreImpossible => "score_impossible",
            Self::ScoreUnreadable => "score_unreadable",
            Self::PermitContradictory => "permit_contradictory",
            Self::LocationContradictory => "location_contradictory",
            Self::RecordConflict => "record_conflict",
            Self::InvitationInvalid => "invitation_invalid",
            Self::DecisionBeforeApplication => "decision_before_application",
            Self::CellError => "cell_error",
            Self::InternalFault => "internal_fault",
        }
    }

    /// The one with this identifier.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    /// How serious it is.
    pub const fn severity(self) -> Severity {
        match self {
            Self::FileUnreadable
            | Self::FileEncrypted
            | Self::FileTypeUnknown
            | Self::FileChanged
            | Self::FileLimit
            | Self::SheetUnreadable
            | Self::TableUnknown
            | Self::ColumnMissing
            | Self::ColumnDuplicate
            | Self::ApplicantIdMissing
            | Self::ApplicantIdNearDuplicate
            | Self::RequiredCellBlank
            | Self::DateUnreadable
            | Self::DatesInverted
            | Self::ValueUnknown
            | Self::HoursUnreadable
            | Self::HoursImpossible
            | Self::ScoreImpossible
            | Self::ScoreUnreadable
            | Self::PermitContradictory
            | Self::LocationContradictory
            | Self::RecordConflict
            | Self::InvitationInvalid
            | Self::CellError
            | Self::InternalFault => Severity::Error,
            Self::FileSkipped
            | Self::SheetHidden
            | Self::RowHidden
            | Self::SheetIgnored
            | Self::ColumnIgnored
            | Self::RowTotals => Severity::Note,
            Self::FileTypeByContent
            | Self::EncodingAssumed
            | Self::RowRagged
            | Self::DateAmbiguous
            | Self::HoursContradictory
            | Self::NocUnknown
            | Self::DecisionBeforeApplication => Severity::Warning,
        }
    }

    /// What it means, in one sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::FileUnreadable => {
                "The file could not be opened or read to its end, or nothing stands in it."
            }
            Self::FileEncrypted => "The workbook is protected by a password.",
            Self::FileTypeUnknown => "The file is of a kind that is not read.",
            Self::FileSkipped => "A lock or temporary file was skipped.",
            Self::FileChanged => "The file changed while it was read.",
            Self::FileLimit => "The file goes beyond a safety limit.",
            Self::FileTypeByContent => {
                "The content is of another kind than the name says; it was read by its content."
            }
            Self::EncodingAssumed => "The text is not UTF-8; an encoding was assumed.",
            Self::SheetUnreadable => "A sheet could not be read to its end.",
            Self::SheetHidden => "A hidden sheet was read.",
            Self::RowHidden => "Hidden rows were read.",
            Self::TableUnknown => "No known table was found.",
            Self::SheetIgnored => {
                "A sheet without a known table was left unread beside others that were read."
            }
            Self::ColumnMissing => {
                "A required column is missing; the rows of the table cannot be used."
            }
            Self::ColumnDuplicate => "Two columns claim the same field.",
            Self::ColumnIgnored => "A column that is not needed was ignored.",
            Self::RowTotals => "A row of totals or notes was not read as a record.",
            Self::RowRagged => "The row has more cells than the heading row.",
            Self::ApplicantIdMissing => "The row has no applicant id and belongs to nobody.",
            Self::ApplicantIdNearDuplicate => {
                "Two applicant ids differ only in leading zeros or letter case."
            }
            Self::RequiredCellBlank => "A required cell is blank; the row was set aside.",
            Self::DateUnreadable => "A date could not be read.",
            Self::DateAmbiguous => {
                "The order of day and month is not settled; both readings are kept."
            }
            Self::DatesInverted => "An end date is before its start date; the row was set aside.",
            Self::ValueUnknown => "A value is not one of those known for the column.",
            Self::HoursUnreadable => "Weekly or total hours could not be read.",
            Self::HoursImpossible => "More than 168 hours a week, or fewer than none.",
            Self::HoursContradictory => "Weekly hours and total hours differ by more than 1 %.",
            Self::NocUnknown => "The occupation code is not in the table of its version.",
            Self::ScoreImpossible => "The test cannot give this score; the row was set aside.",
            Self::ScoreUnreadable => "A score could not be read; the row was set aside.",
            Self::PermitContradictory => {
                "The dates and the decision of a permit contradict each other; the row was set aside."
            }
            Self::LocationContradictory => "Country and province contradict each other.",
            Self::RecordConflict => "Rows for one applicant contradict each other.",
            Self::InvitationInvalid => {
                "The invitation date is after the day of the run, after the application, or before Express Entry."
            }
            Self::DecisionBeforeApplication => "A decision is dated before its application.",
            Self::CellError => {
                "The cell holds an error or a formula without a result, or two columns claim it."
            }
            Self::InternalFault => "The program failed on this applicant.",
        }
    }
}

/// One problem at one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// What kind.
    pub code: ProblemCode,
    /// Whom it concerns, where that is known.
    pub applicant: Option<Text>,
    /// Which table, where that is known.
    pub table: Option<Table>,
    /// The row, where there is one; for a whole file only [`Origin::file`] has meaning.
    pub origin: Origin,
    /// The cell (`D14`), empty when the problem is of a row, sheet or file.
    pub cell: String,
    /// The value found, empty if there is none.
    pub value: String,
    /// What the program did.
    pub done: String,
    /// What a person should do.
    pub todo: String,
}

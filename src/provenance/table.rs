//! The tables an input can hold and their canonical columns.

use std::fmt;

/// A kind of table. The columns are those of the input contract, in its order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Table {
    /// One row per applicant: names, dates of invitation and application, province, attestations.
    Applicants,
    /// One row per job.
    Employment,
    /// One row per permit, status document or application for one.
    Permits,
    /// One row per program of study.
    Studies,
    /// One row per language test.
    LanguageTests,
    /// One row per absence from Canada (optional table).
    Absences,
    /// One row per leave from work (optional table).
    Leaves,
}

impl Table {
    /// All tables, in the order of the contract.
    pub const ALL: [Self; 7] = [
        Self::Applicants,
        Self::Employment,
        Self::Permits,
        Self::Studies,
        Self::LanguageTests,
        Self::Absences,
        Self::Leaves,
    ];

    /// The name used in files, schemas and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applicants => "applicants",
            Self::Employment => "employment",
            Self::Permits => "permits",
            Self::Studies => "studies",
            Self::LanguageTests => "language_tests",
            Self::Absences => "absences",
            Self::Leaves => "leaves",
        }
    }

    /// The table with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// The canonical columns, in the order of the contract; the first is always `applicant_id`.
    #[expect(clippy::too_many_lines, reason = "one line per column of the contract")]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Applicants => &[
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
            Self::Employment => &[
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
            Self::Permits => &[
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
            Self::Studies => &[
                "applicant_id",
                "institution",
                "program",
                "full_time",
                "start_date",
                "completed_on",
            ],
            Self::LanguageTests => &[
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
            Self::Absences => &["applicant_id", "left_on", "returned_on", "reason"],
            Self::Leaves => &["applicant_id", "employer", "start_date", "end_date", "kind"],
        }
    }

    /// The columns that a row needs to be usable.
    pub const fn required(self) -> &'static [&'static str] {
        match self {
            Self::Applicants => &["applicant_id"],
            Self::Employment => &["applicant_id", "employer", "start_date"],
            Self::Permits => &["applicant_id", "permit_type"],
            Self::Studies => &["applicant_id", "start_date"],
            Self::LanguageTests => &[
                "applicant_id",
                "test",
                "test_date",
                "listening",
                "reading",
                "writing",
                "speaking",
            ],
            Self::Absences => &["applicant_id", "left_on"],
            Self::Leaves => &["applicant_id", "start_date", "end_date"],
        }
    }

    /// The position of a canonical column.
    pub fn column(self, name: &str) -> Option<usize> {
        self.columns().iter().position(|column| *column == name)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

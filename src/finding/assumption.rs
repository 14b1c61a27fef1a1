//! What is taken from silence, and what the firm vouches for.

use serde::{Deserialize, Serialize};

/// An assumption with a stable identifier, listed beside each requirement that it touched.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Assumption {
    /// Maintained status was used and no absences table was given: the applicant is taken to have remained in Canada.
    NoAbsenceRecords,
    /// A studies table exists, the applicant has no row in it and no study permit: taken as no study.
    NoStudyRecords,
    /// Permit-exempt work was counted without a status document.
    ExemptStatusDocuments,
    /// Counted days rest on a blank end date read as ongoing.
    OngoingByBlankEnd,
    /// A language level was stated instead of a score and is taken as it stands.
    LevelAsStated,
    /// The firm vouches that work is paid where no pay column is given.
    AssumePaid,
    /// The firm vouches that applicants are employees where no employment type column is given.
    AssumeEmployee,
    /// The firm vouches that work was in Canada where neither a country nor a province column is given.
    AssumeInCanada,
    /// The firm vouches for the intention to live outside Quebec where no intended province column is given.
    AssumeOutsideQuebec,
    /// The firm vouches that a missing studies table means no study.
    AssumeNoStudy,
    /// The firm vouches that a missing permits table means that there are no permits.
    AssumeNoPermits,
}

impl Assumption {
    /// All of them, in order.
    pub const ALL: [Self; 11] = [
        Self::NoAbsenceRecords,
        Self::NoStudyRecords,
        Self::ExemptStatusDocuments,
        Self::OngoingByBlankEnd,
        Self::LevelAsStated,
        Self::AssumePaid,
        Self::AssumeEmployee,
        Self::AssumeInCanada,
        Self::AssumeOutsideQuebec,
        Self::AssumeNoStudy,
        Self::AssumeNoPermits,
    ];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoAbsenceRecords => "no_absence_records",
            Self::NoStudyRecords => "no_study_records",
            Self::ExemptStatusDocuments => "exempt_status_documents",
            Self::OngoingByBlankEnd => "ongoing_by_blank_end",
            Self::LevelAsStated => "level_as_stated",
            Self::AssumePaid => "assume_paid",
            Self::AssumeEmployee => "assume_employee",
            Self::AssumeInCanada => "assume_in_canada",
            Self::AssumeOutsideQuebec => "assume_outside_quebec",
            Self::AssumeNoStudy => "assume_no_study",
            Self::AssumeNoPermits => "assume_no_permits",
        }
    }

    /// The one with this identifier.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }
}

/// What a missing permits table means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoPermitRecords {
    /// Nothing is known of the permits: every failure to be authorized is unknown.
    #[default]
    Unknown,
    /// The firm vouches that there are no permits.
    NoPermits,
}

/// The `[assume]` section of the configuration: facts that the firm vouches for when a column or table is absent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a separate statement that the firm makes or does not make"
)]
pub struct FirmAssumptions {
    /// Work is paid where the employment table has no pay column.
    pub paid: bool,
    /// Applicants are employees where the employment table has no employment type column.
    pub employee: bool,
    /// Work was performed in Canada where the employment table has neither a country nor a province column.
    pub in_canada: bool,
    /// Applicants intend to live outside Quebec where no intended province column, or no applicants table, is given.
    pub outside_quebec: bool,
    /// No studies table means that nobody studied.
    pub no_study_records_means_no_study: bool,
    /// What a missing permits table means.
    pub no_permit_records_means: NoPermitRecords,
}

//! Why a day, a row or a requirement comes out as it does.

/// A reason with a stable identifier. Some exclude, some leave open; which one is the rule's to say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Reason {
    /// The day lies outside the look-back window.
    OutsideWindow,
    /// The work was not performed in Canada.
    OutsideCanada,
    /// The applicant was abroad on the day.
    AbsentFromCanada,
    /// No wages were paid and no commission was earned.
    Unpaid,
    /// Self-employment is not counted.
    SelfEmployed,
    /// Work that is part of studies, or authorized by a co-op work permit only.
    CoOpWork,
    /// The applicant was in full-time study.
    FullTimeStudy,
    /// Authorized, if at all, by a study permit only.
    StudyPermitWork,
    /// The authorization of the day names another employer.
    WrongEmployer,
    /// No authorization to work covers the day.
    NotAuthorized,
    /// Authorized as a refugee claimant, without temporary resident status.
    NoTemporaryResidentStatus,
    /// The occupation is outside the eligible levels.
    OccupationNotEligible,
    /// Sick, parental, maternity or unpaid leave.
    Leave,
    /// The record covers the day under some readings of its dates only.
    DateImprecise,
    /// The day has not come on the day of the run.
    NotYetWorked,
    /// Where the work was performed is not known.
    LocationUnknown,
    /// Whether the work was paid is not known.
    PayUnknown,
    /// Whether the applicant was an employee is not known.
    EmploymentTypeUnknown,
    /// The public policy for self-employed physicians may apply.
    PhysicianPublicPolicy,
    /// Whether the applicant was in full-time study is not known.
    StudyStatusUnknown,
    /// The permit names an employer of a similar, not the same, name.
    EmployerSimilar,
    /// Whether the work was authorized is not known.
    AuthorizationUnknown,
    /// Whether the applicant could go on working after a permit ended is not known.
    MaintainedStatusUnknown,
    /// The occupation is not known, or cannot be converted to the edition's classification.
    OccupationUnknown,
    /// Whether the leave counts is for the officer.
    LeaveAtOfficersDiscretion,
    /// The weekly hours are not known.
    HoursUnknown,
    /// An earlier record of the same employer covers the day.
    DuplicateRecordPossible,
    /// A row that could not be read, or a table that is missing, could change the result.
    RecordSetAside,
    /// Rows for the applicant contradict each other.
    RecordConflict,
    /// Another applicant id differs only in leading zeros or letter case.
    IdNearDuplicate,
    /// The program holds no edition of the law for the date.
    NoEditionInForce,
    /// The program failed on this applicant.
    InternalFault,
    /// Even with every doubtful day the hours stay below the requirement.
    HoursBelowRequirement,
    /// No approved test was valid on the date.
    NoValidTest,
    /// No valid test reaches the lowest threshold in every ability.
    LevelBelowThreshold,
    /// Which threshold applies depends on the occupation with the most work, and that is open.
    ThresholdUnsettled,
    /// The test is not a designated one.
    TestNotDesignated,
    /// The name of the test does not say which of several it is.
    TestTypeUnknown,
    /// There is no conversion chart for the date of the test.
    NoChartForDate,
    /// The TEF scores are not on the scale that Express Entry uses.
    TefScoreScale,
    /// The applicant intends to reside in Quebec.
    IntendsQuebec,
    /// The intended province is not known.
    IntendedProvinceUnknown,
    /// The application came after the last good day of the invitation.
    InvitationExpired,
    /// The invitation date contradicts the other dates.
    InvitationDateInvalid,
    /// The invitation date is not known.
    InvitationDateUnknown,
    /// The application date is not known.
    ApplicationDateUnknown,
    /// What the firm attests cannot be read.
    AttestationUnclear,
    /// The firm states that the duties were not performed.
    DutiesNotPerformed,
    /// The firm states that the applicant is inadmissible.
    Inadmissible,
}

/// [`Reason::OccupationUnknown`] in plain words where the code is known: the concordance leads from it to both sides of the line.
pub const OCCUPATION_ON_BOTH_SIDES: &str = "the code of the occupation leads, in the classification that applies, to eligible occupations and to others";

impl Reason {
    /// All of them, in order.
    pub const ALL: [Self; 49] = [
        Self::OutsideWindow,
        Self::OutsideCanada,
        Self::AbsentFromCanada,
        Self::Unpaid,
        Self::SelfEmployed,
        Self::CoOpWork,
        Self::FullTimeStudy,
        Self::StudyPermitWork,
        Self::WrongEmployer,
        Self::NotAuthorized,
        Self::NoTemporaryResidentStatus,
        Self::OccupationNotEligible,
        Self::Leave,
        Self::DateImprecise,
        Self::NotYetWorked,
        Self::LocationUnknown,
        Self::PayUnknown,
        Self::EmploymentTypeUnknown,
        Self::PhysicianPublicPolicy,
        Self::StudyStatusUnknown,
        Self::EmployerSimilar,
        Self::AuthorizationUnknown,
        Self::MaintainedStatusUnknown,
        Self::OccupationUnknown,
        Self::LeaveAtOfficersDiscretion,
        Self::HoursUnknown,
        Self::DuplicateRecordPossible,
        Self::RecordSetAside,
        Self::RecordConflict,
        Self::IdNearDuplicate,
        Self::NoEditionInForce,
        Self::InternalFault,
        Self::HoursBelowRequirement,
        Self::NoValidTest,
        Self::LevelBelowThreshold,
        Self::ThresholdUnsettled,
        Self::TestNotDesignated,
        Self::TestTypeUnknown,
        Self::NoChartForDate,
        Self::TefScoreScale,
        Self::IntendsQuebec,
        Self::IntendedProvinceUnknown,
        Self::InvitationExpired,
        Self::InvitationDateInvalid,
        Self::InvitationDateUnknown,
        Self::ApplicationDateUnknown,
        Self::AttestationUnclear,
        Self::DutiesNotPerformed,
        Self::Inadmissible,
    ];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::OutsideWindow => "outside_window",
            Self::OutsideCanada => "outside_canada",
            Self::AbsentFromCanada => "absent_from_canada",
            Self::Unpaid => "unpaid",
            Self::SelfEmployed => "self_employed",
            Self::CoOpWork => "co_op_work",
            Self::FullTimeStudy => "full_time_study",
            Self::StudyPermitWork => "study_permit_work",
            Self::WrongEmployer => "wrong_employer",
            Self::NotAuthorized => "not_authorized",
            Self::NoTemporaryResidentStatus => "no_temporary_resident_status",
            Self::OccupationNotEligible => "occupation_not_eligible",
            Self::Leave => "leave",
            Self::DateImprecise => "date_imprecise",
            Self::NotYetWorked => "not_yet_worked",
            Self::LocationUnknown => "location_unknown",
            Self::PayUnknown => "pay_unknown",
            Self::EmploymentTypeUnknown => "employment_type_unknown",
            Self::PhysicianPublicPolicy => "physician_public_policy",
            Self::StudyStatusUnknown => "study_status_unknown",
            Self::EmployerSimilar => "employer_similar",
            Self::AuthorizationUnknown => "authorization_unknown",
            Self::MaintainedStatusUnknown => "maintained_status_unknown",
            Self::OccupationUnknown => "occupation_unknown",
            Self::LeaveAtOfficersDiscretion => "leave_at_officers_discretion",
            Self::HoursUnknown => "hours_unknown",
            Self::DuplicateRecordPossible => "duplicate_record_possible",
            Self::RecordSetAside => "record_set_aside",
            Self::RecordConflict => "record_conflict",
            Self::IdNearDuplicate => "id_near_duplicate",
            Self::NoEditionInForce => "no_edition_in_force",
            Self::InternalFault => "internal_fault",
            Self::HoursBelowRequirement => "hours_below_requirement",
            Self::NoValidTest => "no_valid_test",
            Self::LevelBelowThreshold => "level_below_threshold",
            Self::ThresholdUnsettled => "threshold_unsettled",
            Self::TestNotDesignated => "test_not_designated",
            Self::TestTypeUnknown => "test_type_unknown",
            Self::NoChartForDate => "no_chart_for_date",
            Self::TefScoreScale => "tef_score_scale",
            Self::IntendsQuebec => "intends_quebec",
            Self::IntendedProvinceUnknown => "intended_province_unknown",
            Self::InvitationExpired => "invitation_expired",
            Self::InvitationDateInvalid => "invitation_date_invalid",
            Self::InvitationDateUnknown => "invitation_date_unknown",
            Self::ApplicationDateUnknown => "application_date_unknown",
            Self::AttestationUnclear => "attestation_unclear",
            Self::DutiesNotPerformed => "duties_not_performed",
            Self::Inadmissible => "inadmissible",
        }
    }

    /// The one with this identifier.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    /// The key of the provision or instruction that it rests on: one of [`crate::law::Law::citation`].
    pub const fn citation_key(self) -> &'static str {
        match self {
            Self::OutsideWindow
            | Self::OutsideCanada
            | Self::AbsentFromCanada
            | Self::OccupationNotEligible
            | Self::NotYetWorked
            | Self::LocationUnknown
            | Self::OccupationUnknown
            | Self::NoEditionInForce
            | Self::ApplicationDateUnknown => "irpr-87.1-2-a",
            Self::Unpaid | Self::PayUnknown => "irpr-73-2",
            Self::SelfEmployed
            | Self::WrongEmployer
            | Self::NotAuthorized
            | Self::EmploymentTypeUnknown
            | Self::EmployerSimilar
            | Self::AuthorizationUnknown => "irpr-87.1-3-b",
            Self::CoOpWork
            | Self::FullTimeStudy
            | Self::StudyPermitWork
            | Self::StudyStatusUnknown => "irpr-87.1-3-a",
            Self::NoTemporaryResidentStatus => "irpr-87.1-3-c",
            Self::Leave => "ircc-leave-not-counted",
            Self::LeaveAtOfficersDiscretion => "ircc-leave",
            Self::DateImprecise => "landed-imprecise-dates",
            Self::PhysicianPublicPolicy => "physician-public-policy",
            Self::MaintainedStatusUnknown => "irpr-186-u",
            Self::HoursUnknown => "irpr-73-1",
            Self::DuplicateRecordPossible => "landed-possible-duplicates",
            Self::RecordSetAside => "landed-set-aside",
            Self::RecordConflict => "landed-conflicts",
            Self::IdNearDuplicate => "landed-near-duplicate-ids",
            Self::InternalFault => "landed-internal-fault",
            Self::HoursBelowRequirement => "ircc-1560",
            Self::NoValidTest | Self::LevelBelowThreshold => "irpr-87.1-2-d",
            Self::ThresholdUnsettled => "irpr-87.1-2-e",
            Self::TestNotDesignated | Self::TestTypeUnknown => "irpr-74-3",
            Self::NoChartForDate => "irpr-74-1",
            Self::TefScoreScale => "ircc-tef-scale",
            Self::IntendsQuebec | Self::IntendedProvinceUnknown => "irpr-87.1-1",
            Self::InvitationExpired | Self::InvitationDateInvalid | Self::InvitationDateUnknown => {
                "irpa-11.2"
            }
            Self::AttestationUnclear | Self::DutiesNotPerformed => "irpr-87.1-2-b",
            Self::Inadmissible => "irpa-33",
        }
    }

    /// The reason in plain words, as the end of a sentence that begins "because".
    #[expect(clippy::too_many_lines, reason = "one sentence per reason")]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::OutsideWindow => "the day lies outside the three years before the assessed date",
            Self::OutsideCanada => "the work was not performed in Canada",
            Self::AbsentFromCanada => "the applicant was outside Canada",
            Self::Unpaid => "the work was not paid",
            Self::SelfEmployed => "self-employment does not count",
            Self::CoOpWork => "co-op work is part of the studies and does not count",
            Self::FullTimeStudy => "the applicant was in full-time study",
            Self::StudyPermitWork => "the only document on the day was a study permit",
            Self::WrongEmployer => "the work permit of the day names another employer",
            Self::NotAuthorized => "no authorization to work covers the day",
            Self::NoTemporaryResidentStatus => "the applicant had no temporary resident status",
            Self::OccupationNotEligible => "the occupation is not an eligible one",
            Self::Leave => "the applicant was on leave",
            Self::DateImprecise => "a date is not known to the day",
            Self::NotYetWorked => "the day has not been worked yet",
            Self::LocationUnknown => "it is not known where the work was performed",
            Self::PayUnknown => "it is not known whether the work was paid",
            Self::EmploymentTypeUnknown => "it is not known whether the applicant was an employee",
            Self::PhysicianPublicPolicy => {
                "the public policy for self-employed physicians may apply"
            }
            Self::StudyStatusUnknown => {
                "it is not known whether the applicant was in full-time study"
            }
            Self::EmployerSimilar => "the employer on the permit has a similar, not the same, name",
            Self::AuthorizationUnknown => "it is not known whether the work was authorized",
            Self::MaintainedStatusUnknown => {
                "it is not known whether the applicant could go on working after the permit ended"
            }
            Self::OccupationUnknown => "it is not known which occupation this is",
            Self::LeaveAtOfficersDiscretion => {
                "whether this leave counts is for the officer to decide"
            }
            Self::HoursUnknown => "the weekly hours are not known",
            Self::DuplicateRecordPossible => {
                "an earlier record of the same employer covers the day"
            }
            Self::RecordSetAside => {
                "a row that could not be read, or a missing table, could change the result"
            }
            Self::RecordConflict => "rows for the applicant contradict each other",
            Self::IdNearDuplicate => {
                "another applicant id differs only in leading zeros or letter case"
            }
            Self::NoEditionInForce => "the program holds no edition of the law for this date",
            Self::InternalFault => "the program failed on this applicant",
            Self::HoursBelowRequirement => {
                "even with every doubtful day the hours stay below the requirement"
            }
            Self::NoValidTest => "no approved language test was valid on the date",
            Self::LevelBelowThreshold => {
                "the test does not reach the required level in every ability"
            }
            Self::ThresholdUnsettled => {
                "which language level is required depends on the occupation with the most work, and that is open"
            }
            Self::TestNotDesignated => "the test is not one that IRCC accepts",
            Self::TestTypeUnknown => "the name of the test does not say which version it is",
            Self::NoChartForDate => "there is no conversion chart for the date of the test",
            Self::TefScoreScale => "the TEF scores are not on the scale that Express Entry uses",
            Self::IntendsQuebec => "the applicant intends to reside in Quebec",
            Self::IntendedProvinceUnknown => {
                "the province where the applicant intends to live is not known"
            }
            Self::InvitationExpired => {
                "the application came after the last day that the invitation allowed"
            }
            Self::InvitationDateInvalid => "the invitation date contradicts the other dates",
            Self::InvitationDateUnknown => "the invitation date is not known",
            Self::ApplicationDateUnknown => "the application date is not known",
            Self::AttestationUnclear => "what the firm attests cannot be read",
            Self::DutiesNotPerformed => "the firm states that the main duties were not performed",
            Self::Inadmissible => "the firm states that the applicant is inadmissible",
        }
    }
}

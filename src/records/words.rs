//! The enumerations of the input contract, by their canonical words.

use crate::provenance::Text;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $id:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $($(#[$item_doc])* $item),+
        }

        impl $name {
            /// All of them, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$item),+];

            /// The canonical word.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$item => $id),+
                }
            }

            /// The one with this canonical word.
            pub fn from_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$item),)+
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// How work is paid (IRPR s. 73(2)).
    Pay {
        /// Wages.
        Wages = "wages",
        /// Salary.
        Salary = "salary",
        /// Commission.
        Commission = "commission",
        /// Paid, without saying how.
        Yes = "yes",
        /// Unpaid.
        Unpaid = "unpaid",
        /// Volunteer work.
        Volunteer = "volunteer",
        /// Not paid, without saying more.
        No = "no",
    }
}

impl Pay {
    /// Whether wages are paid or commission is earned.
    pub const fn is_paid(self) -> bool {
        matches!(
            self,
            Self::Wages | Self::Salary | Self::Commission | Self::Yes
        )
    }
}

words! {
    /// In which capacity the applicant worked.
    EmploymentType {
        /// An employee.
        Employee = "employee",
        /// Self-employed, also through one's own corporation.
        SelfEmployed = "self_employed",
        /// A self-employed physician providing publicly funded services.
        SelfEmployedPhysicianPublic = "self_employed_physician_public",
        /// Co-op work, part of a program of study.
        CoOp = "co_op",
        /// An intern; a paid one is an employee.
        Intern = "intern",
        /// A volunteer.
        Volunteer = "volunteer",
    }
}

words! {
    /// Decision on an application for a permit.
    Decision {
        /// Approved.
        Approved = "approved",
        /// Refused.
        Refused = "refused",
        /// Withdrawn.
        Withdrawn = "withdrawn",
        /// Not decided yet.
        Pending = "pending",
    }
}

words! {
    /// Kind of leave.
    LeaveKind {
        /// Paid vacation.
        PaidVacation = "paid_vacation",
        /// Unpaid leave.
        Unpaid = "unpaid",
        /// Sick leave.
        Sick = "sick",
        /// Parental leave.
        Parental = "parental",
        /// Maternity leave.
        Maternity = "maternity",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// A document or authorization in the permits table.
    PermitType {
        /// Post-graduation work permit.
        Pgwp = "pgwp",
        /// Open work permit.
        OpenWorkPermit = "open_work_permit",
        /// Open work permit of a spouse.
        SpousalOpenWorkPermit = "spousal_open_work_permit",
        /// Bridging open work permit.
        BridgingOpenWorkPermit = "bridging_open_work_permit",
        /// Working holiday (International Experience Canada).
        WorkingHoliday = "working_holiday",
        /// Employer-specific work permit.
        EmployerSpecificWorkPermit = "employer_specific_work_permit",
        /// Work permit on a labour market impact assessment.
        LmiaWorkPermit = "lmia_work_permit",
        /// Young Professionals (International Experience Canada).
        YoungProfessionals = "young_professionals",
        /// Interim authorization to work for a new employer (public policy).
        InterimAuthorization = "interim_authorization",
        /// Co-op work permit.
        CoOpWorkPermit = "co_op_work_permit",
        /// Study permit.
        StudyPermit = "study_permit",
        /// Work permit of a refugee claimant.
        RefugeeClaimantWorkPermit = "refugee_claimant_work_permit",
        /// Visitor record.
        VisitorRecord = "visitor_record",
        /// Temporary resident permit.
        TemporaryResidentPermit = "temporary_resident_permit",
        /// Work for which no permit is needed (IRPR s. 186).
        PermitExemptWork = "permit_exempt_work",
    }
}

/// What a document authorizes (1.5 of the law's reading).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PermitClass {
    /// Any employer.
    Open,
    /// The named employer only.
    EmployerSpecific,
    /// The named employer only, by public policy while an application is pending.
    Interim,
    /// Student work by co-op permit: never counts.
    CoOp,
    /// A study permit: work under it never counts.
    Study,
    /// Any employer, without temporary resident status.
    Refugee,
    /// Status, and no work by itself.
    StatusOnly,
    /// The named employer, or any if none is named.
    Exempt,
}

impl PermitType {
    /// The class of the document.
    pub const fn class(self) -> PermitClass {
        match self {
            Self::Pgwp
            | Self::OpenWorkPermit
            | Self::SpousalOpenWorkPermit
            | Self::BridgingOpenWorkPermit
            | Self::WorkingHoliday => PermitClass::Open,
            Self::EmployerSpecificWorkPermit | Self::LmiaWorkPermit | Self::YoungProfessionals => {
                PermitClass::EmployerSpecific
            }
            Self::InterimAuthorization => PermitClass::Interim,
            Self::CoOpWorkPermit => PermitClass::CoOp,
            Self::StudyPermit => PermitClass::Study,
            Self::RefugeeClaimantWorkPermit => PermitClass::Refugee,
            Self::VisitorRecord | Self::TemporaryResidentPermit => PermitClass::StatusOnly,
            Self::PermitExemptWork => PermitClass::Exempt,
        }
    }
}

words! {
    /// A province or territory of Canada, by its postal abbreviation.
    Province {
        /// Alberta.
        Alberta = "AB",
        /// British Columbia.
        BritishColumbia = "BC",
        /// Manitoba.
        Manitoba = "MB",
        /// New Brunswick.
        NewBrunswick = "NB",
        /// Newfoundland and Labrador.
        NewfoundlandAndLabrador = "NL",
        /// Nova Scotia.
        NovaScotia = "NS",
        /// Northwest Territories.
        NorthwestTerritories = "NT",
        /// Nunavut.
        Nunavut = "NU",
        /// Ontario.
        Ontario = "ON",
        /// Prince Edward Island.
        PrinceEdwardIsland = "PE",
        /// Quebec.
        Quebec = "QC",
        /// Saskatchewan.
        Saskatchewan = "SK",
        /// Yukon.
        Yukon = "YT",
    }
}

/// A country, as far as the judgement needs to tell.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Country {
    /// Canada.
    Canada,
    /// Another country: ISO 3166 alpha-2 code.
    Abroad(Text),
}

/// Why the applicant left Canada.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum AbsenceReason {
    /// Paid vacation.
    PaidVacation,
    /// Anything else, as written.
    Other(Text),
}

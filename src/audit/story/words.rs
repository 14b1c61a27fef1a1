//! The words of a story: outcomes, points, requirements, advisories and assumptions for people.

use crate::finding::{Advisory, ApplicantOutcome, Assumption};
use crate::records::PermitClass;
use crate::requirements::{Point, Requirement};

/// The outcome of an applicant.
pub(super) const fn outcome(outcome: ApplicantOutcome) -> &'static str {
    match outcome {
        ApplicantOutcome::Eligible => "Eligible on the record",
        ApplicantOutcome::NeedsReview => "Needs review",
        ApplicantOutcome::NotEligible => "Not eligible on the record",
    }
}

/// An assessment point.
pub(super) const fn point(point: Point) -> &'static str {
    match point {
        Point::Invitation => "On the invitation",
        Point::Application => "On the application",
        Point::Today => "If applied on the day of the run",
    }
}

/// A requirement.
pub(super) const fn requirement(requirement: Requirement) -> &'static str {
    match requirement {
        Requirement::WorkExperience => "Work experience",
        Requirement::Language => "Language",
        Requirement::ResidenceOutsideQuebec => "Residence outside Quebec",
        Requirement::InvitationWindow => "Invitation still good",
        Requirement::OccupationalDuties => "Duties of the occupation",
        Requirement::Admissibility => "Admissibility",
        Requirement::Education => "Education",
    }
}

/// The class of a document.
pub(super) const fn document(class: PermitClass) -> &'static str {
    match class {
        PermitClass::Open => "open work permit",
        PermitClass::EmployerSpecific => "employer-specific work permit",
        PermitClass::Interim => "interim authorization",
        PermitClass::CoOp => "co-op work permit",
        PermitClass::Study => "study permit",
        PermitClass::Refugee => "work permit (refugee claimant)",
        PermitClass::StatusOnly => "status without work",
        PermitClass::Exempt => "work without a permit",
    }
}

/// An advisory, as a sentence.
pub(super) const fn advisory(advisory: Advisory) -> &'static str {
    match advisory {
        Advisory::OneYearMargin => {
            "The hours are reached on fewer than 365 calendar days; the law says one year, guidance says the hours."
        }
        Advisory::EditionStraddle => {
            "The edition of the law on the invitation date differs from the one on the assessed day."
        }
        Advisory::InvitationLapsed => {
            "The invitation ran out without an application and was ignored."
        }
        Advisory::InvitationDateMissing => {
            "The application is from the time of Express Entry and no invitation date is given."
        }
        Advisory::PendingOverAYear => {
            "Work rests on an application that has been pending for more than a year; check that it is still open."
        }
        Advisory::OffCampusHours => {
            "Before the application after studies, work under the study permit came to more than the off-campus limit."
        }
        Advisory::TefReissuedScores => {
            "The TEF Canada test is from the period in which reissued scores must be used."
        }
        Advisory::OccupationByConcordance => {
            "An occupation was converted from another version of the classification."
        }
        Advisory::MixedLevelRule => "More than one language threshold is possible.",
        Advisory::LanguageExpiresWithin90Days => "The best test stops being valid within 90 days.",
        Advisory::HoursLeavingWindow => {
            "Hours that age out of the window within 90 days would drop the total below the requirement."
        }
    }
}

/// An assumption, as a sentence.
pub(super) const fn assumption(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::NoAbsenceRecords => {
            "No table of absences was given: the applicant is taken to have remained in Canada."
        }
        Assumption::NoStudyRecords => {
            "The applicant has no study row and no study permit: taken as no study."
        }
        Assumption::ExemptStatusDocuments => {
            "Work without a permit was counted without a document of status."
        }
        Assumption::OngoingByBlankEnd => "A blank end date was read as ongoing.",
        Assumption::LevelAsStated => {
            "A language level was stated instead of a score and is taken as it stands."
        }
        Assumption::AssumePaid => "The firm vouches that the work was paid.",
        Assumption::AssumeEmployee => "The firm vouches that the applicant was an employee.",
        Assumption::AssumeInCanada => "The firm vouches that the work was in Canada.",
        Assumption::AssumeOutsideQuebec => {
            "The firm vouches that the applicant intends to live outside Quebec."
        }
        Assumption::AssumeNoStudy => "The firm vouches that nobody studied.",
        Assumption::AssumeNoPermits => "The firm vouches that there are no permits.",
    }
}

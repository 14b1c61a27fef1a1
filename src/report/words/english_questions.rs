//! The English questions that a doubt puts to the client or to the file.

use crate::finding::Reason;

/// What to ask where a reason leaves something open; empty for reasons that leave nothing open.
#[expect(clippy::too_many_lines, reason = "one question per reason")]
pub(super) fn question(reason: Reason) -> &'static str {
    match reason {
        Reason::DateImprecise => {
            "On which exact day did this begin and end? A letter, contract or stamp with the full date settles it."
        }
        Reason::NotYetWorked => "These days lie in the future: will the work go on as recorded?",
        Reason::LocationUnknown => {
            "Was the work physically performed in Canada, and in which province?"
        }
        Reason::PayUnknown => {
            "Was the work paid by wages, salary or commission? Pay statements or a T4 show it."
        }
        Reason::EmploymentTypeUnknown => {
            "Was the applicant an employee, and not self-employed, a volunteer or on a co-op term?"
        }
        Reason::PhysicianPublicPolicy => {
            "Is the applicant a physician providing publicly funded services, so that the public policy applies?"
        }
        Reason::StudyStatusUnknown => {
            "Was the applicant in full-time study on these days? Ask for a letter of enrolment or completion."
        }
        Reason::EmployerSimilar => {
            "Is the employer of the job the one named on the work permit? Compare the legal names."
        }
        Reason::AuthorizationUnknown => {
            "What authorized this work? Ask for the permit, its employer and its dates, and the date of the application for it."
        }
        Reason::MaintainedStatusUnknown => {
            "Was an extension applied for before the permit ended, and when was it decided? Ask for the acknowledgement of receipt."
        }
        Reason::OccupationUnknown => "Which occupation (NOC code and version) do the duties match?",
        Reason::LeaveAtOfficersDiscretion => {
            "What kind of leave was this, from which employer, how long, and was it paid? The officer decides whether it counts."
        }
        Reason::HoursUnknown => {
            "How many hours a week were worked? A letter of employment or time sheets show it."
        }
        Reason::DuplicateRecordPossible => {
            "Are these two jobs at one employer, or one job recorded twice?"
        }
        Reason::RecordSetAside => {
            "A row could not be read, or a table is missing. Correct the row or give the table, and run again."
        }
        Reason::RecordConflict => "Rows contradict each other. Which one is right?",
        Reason::IdNearDuplicate => "Are these two ids one client? Correct the one that is wrong.",
        Reason::NoEditionInForce => {
            "The date is before the first edition that the program holds. Judge by the law of that day."
        }
        Reason::InternalFault => {
            "The program failed on this file. Judge it by hand and report the fault."
        }
        Reason::NoValidTest => "Is there a test result that was valid on the date?",
        Reason::ThresholdUnsettled => {
            "In which occupation was most of the work done? It decides which language level is required."
        }
        Reason::TestNotDesignated => "Is there a result of a designated test beside this one?",
        Reason::TestTypeUnknown => {
            "Which version of the test was it (for example IELTS General Training or Academic)? See the report form."
        }
        Reason::NoChartForDate => {
            "The program holds no conversion chart for the date of this test. Convert the scores by hand."
        }
        Reason::TefScoreScale => {
            "What are the scores on the scale that Express Entry uses? See the attestation of results."
        }
        Reason::IntendedProvinceUnknown => {
            "In which province or territory does the applicant intend to live?"
        }
        Reason::InvitationDateInvalid | Reason::InvitationDateUnknown => {
            "On which day was the invitation to apply issued?"
        }
        Reason::ApplicationDateUnknown => {
            "On which day was the application for permanent residence made?"
        }
        Reason::AttestationUnclear => "What does the firm attest? The cell must say yes or no.",
        Reason::OutsideWindow
        | Reason::OutsideCanada
        | Reason::AbsentFromCanada
        | Reason::Unpaid
        | Reason::SelfEmployed
        | Reason::CoOpWork
        | Reason::FullTimeStudy
        | Reason::StudyPermitWork
        | Reason::WrongEmployer
        | Reason::NotAuthorized
        | Reason::NoTemporaryResidentStatus
        | Reason::OccupationNotEligible
        | Reason::Leave
        | Reason::HoursBelowRequirement
        | Reason::LevelBelowThreshold
        | Reason::IntendsQuebec
        | Reason::InvitationExpired
        | Reason::DutiesNotPerformed
        | Reason::Inadmissible => "",
    }
}

//! What would have to be shown to settle each doubt: one plain sentence per reason that leaves something open.

use crate::finding::Reason;

/// What to show where a reason leaves something open; `None` for reasons that leave nothing open.
#[expect(clippy::too_many_lines, reason = "one sentence per reason")]
pub const fn to_show(reason: Reason) -> Option<&'static str> {
    Some(match reason {
        Reason::DateImprecise => {
            "Show the exact first and last day: a letter, contract or stamp with the full date."
        }
        Reason::NotYetWorked => "Show that the days were worked, once they have passed.",
        Reason::LocationUnknown => {
            "Show that the work was physically performed in Canada, and in which province."
        }
        Reason::PayUnknown => {
            "Show that wages were paid or commission was earned: pay statements, a T4 or the contract."
        }
        Reason::EmploymentTypeUnknown => {
            "Show that the applicant was an employee, not self-employed, a volunteer or on a co-op term."
        }
        Reason::PhysicianPublicPolicy => {
            "Show whether the applicant is a physician who provides publicly funded services, so that the public policy applies."
        }
        Reason::StudyStatusUnknown => {
            "Show whether the applicant was in full-time study on these days: a letter of enrolment or completion."
        }
        Reason::EmployerSimilar => {
            "Show that the employer of the job is the one named on the work permit, by their legal names."
        }
        Reason::AuthorizationUnknown => {
            "Show what authorized the work: the permit with its employer and dates, and when it was applied for."
        }
        Reason::MaintainedStatusUnknown => {
            "Show that an extension was applied for before the permit ended, and when it was decided."
        }
        Reason::OccupationUnknown => {
            "Show which occupation it was: the NOC code and version that the duties match."
        }
        Reason::LeaveAtOfficersDiscretion => {
            "Show what kind of leave it was, how long, and whether it was paid; the officer decides whether it counts."
        }
        Reason::HoursUnknown => {
            "Show the weekly hours: a letter of employment, the contract or time sheets."
        }
        Reason::DuplicateRecordPossible => {
            "Show whether these are two jobs at one employer or one job recorded twice."
        }
        Reason::RecordSetAside => {
            "Show what the row that could not be read says, or give the missing table: correct it and run again."
        }
        Reason::RecordConflict => "Show which of the rows that contradict each other is right.",
        Reason::IdNearDuplicate => {
            "Show whether the two ids are one client, and correct the one that is wrong."
        }
        Reason::NoEditionInForce => {
            "Show what the law of that day required; the program holds no edition for it."
        }
        Reason::InternalFault => {
            "Show the file to a person: the program failed on it. Report the fault."
        }
        Reason::ThresholdUnsettled => {
            "Show in which occupation most of the work was done; it decides which language level is required."
        }
        Reason::TestTypeUnknown => "Show which version of the test it was, by its report form.",
        Reason::NoChartForDate => {
            "Show the levels that the scores mean on the date of the test; the program holds no chart for it."
        }
        Reason::TefScoreScale => {
            "Show the scores on the scale that Express Entry uses, by the attestation of results."
        }
        Reason::IntendedProvinceUnknown => {
            "Show in which province or territory the applicant intends to live."
        }
        Reason::InvitationDateInvalid | Reason::InvitationDateUnknown => {
            "Show on which day the invitation to apply was issued."
        }
        Reason::ApplicationDateUnknown => {
            "Show on which day the application for permanent residence was made."
        }
        Reason::AttestationUnclear => "Show what the firm attests: the cell must say yes or no.",
        Reason::NoValidTest => "Show the result of an approved test that was valid on the date.",
        Reason::TestNotDesignated => "Show the result of a designated test beside this one.",
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
        | Reason::Inadmissible => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::to_show;
    use crate::finding::Reason;

    #[test]
    fn every_sentence_says_what_to_show() {
        for sentence in Reason::ALL.into_iter().filter_map(to_show) {
            assert!(
                sentence.starts_with("Show ") && sentence.ends_with('.'),
                "{sentence}"
            );
        }
    }
}

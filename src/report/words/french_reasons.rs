//! The reasons in French, as the end of a sentence.

use crate::finding::Reason;
use crate::report::words::Lang;
use crate::requirements::{Explanation, Finding};

/// In place of the sentence of an unknown occupation where the code is known.
pub(super) const ON_BOTH_SIDES: &str = "le code de la profession mène, dans la classification applicable, à des professions admissibles et à d\u{2019}autres";

/// A reason as it is told of a finding: beside a valid test what leaves it open is another one.
pub(super) fn reason_in(finding: &Finding, reason: Reason) -> &'static str {
    let Explanation::Language(language) = &finding.explanation else {
        return Lang::French.words().reason_of(finding, reason);
    };
    match reason {
        Reason::NoValidTest if language.perhaps_valid => {
            "aucun test de langue approuvé n\u{2019}était valide avec certitude à la date, et celui qui l\u{2019}était peut-être est trop faible"
        }
        _ if language.best.is_none() => reason_sentence(reason),
        Reason::TestTypeUnknown => {
            "le nom d\u{2019}un autre test ne dit pas de quelle version il s\u{2019}agit"
        }
        Reason::NoChartForDate => {
            "il n\u{2019}y a pas de table de conversion pour la date d\u{2019}un autre test"
        }
        Reason::TefScoreScale => {
            "les résultats d\u{2019}un autre test, un TEF, ne sont pas sur l\u{2019}échelle d\u{2019}Entrée express"
        }
        Reason::DateImprecise => {
            "la date d\u{2019}un autre test n\u{2019}est pas connue au jour près"
        }
        _ => reason_sentence(reason),
    }
}

#[expect(clippy::too_many_lines, reason = "one sentence per reason")]
pub(super) fn reason_sentence(reason: Reason) -> &'static str {
    match reason {
        Reason::OutsideWindow => "le jour est hors des trois ans qui précèdent la date évaluée",
        Reason::OutsideCanada => "le travail n\u{2019}a pas été fait au Canada",
        Reason::AbsentFromCanada => "le demandeur était hors du Canada",
        Reason::Unpaid => "le travail n\u{2019}était pas rémunéré",
        Reason::SelfEmployed => "le travail autonome ne compte pas",
        Reason::CoOpWork => "le travail coop fait partie des études et ne compte pas",
        Reason::FullTimeStudy => "le demandeur étudiait à temps plein",
        Reason::StudyPermitWork => "le seul document du jour était un permis d\u{2019}études",
        Reason::WrongEmployer => "le permis de travail du jour nomme un autre employeur",
        Reason::NotAuthorized => "aucune autorisation de travail ne couvre le jour",
        Reason::NoTemporaryResidentStatus => {
            "le demandeur n\u{2019}avait pas de statut de résident temporaire"
        }
        Reason::OccupationNotEligible => "la profession n\u{2019}est pas admissible",
        Reason::Leave => "le demandeur était en congé",
        Reason::DateImprecise => "une date n\u{2019}est pas connue au jour près",
        Reason::NotYetWorked => "le jour n\u{2019}a pas encore été travaillé",
        Reason::LocationUnknown => "on ne sait pas où le travail a été fait",
        Reason::PayUnknown => "on ne sait pas si le travail était rémunéré",
        Reason::EmploymentTypeUnknown => "on ne sait pas si le demandeur était un employé",
        Reason::PhysicianPublicPolicy => {
            "la politique d\u{2019}intérêt public visant les médecins autonomes peut s\u{2019}appliquer"
        }
        Reason::StudyStatusUnknown => "on ne sait pas si le demandeur étudiait à temps plein",
        Reason::EmployerSimilar => {
            "l\u{2019}employeur du permis a un nom semblable, mais non identique"
        }
        Reason::AuthorizationUnknown => "on ne sait pas si le travail était autorisé",
        Reason::MaintainedStatusUnknown => {
            "on ne sait pas si le demandeur pouvait continuer à travailler après la fin du permis"
        }
        Reason::OccupationUnknown => "on ne sait pas de quelle profession il s\u{2019}agit",
        Reason::LeaveAtOfficersDiscretion => "l\u{2019}agent décide si ce congé compte",
        Reason::HoursUnknown => "les heures hebdomadaires sont inconnues",
        Reason::DuplicateRecordPossible => "une ligne antérieure du même employeur couvre le jour",
        Reason::RecordSetAside => {
            "une ligne illisible, ou un tableau manquant, pourrait changer le résultat"
        }
        Reason::RecordConflict => "des lignes du demandeur se contredisent",
        Reason::IdNearDuplicate => "un autre identifiant ne diffère que par des zéros ou la casse",
        Reason::NoEditionInForce => {
            "le programme n\u{2019}a aucune version du droit pour cette date"
        }
        Reason::InternalFault => "le programme a échoué sur ce demandeur",
        Reason::HoursBelowRequirement => {
            "même avec chaque jour douteux, les heures restent sous l\u{2019}exigence"
        }
        Reason::NoValidTest => "aucun test de langue approuvé n\u{2019}était valide à la date",
        Reason::LevelBelowThreshold => {
            "le test n\u{2019}atteint pas le niveau exigé dans chaque compétence"
        }
        Reason::ThresholdUnsettled => {
            "le niveau exigé dépend de la profession la plus exercée, ce qui reste ouvert"
        }
        Reason::TestNotDesignated => "le test n\u{2019}est pas accepté par IRCC",
        Reason::TestTypeUnknown => "le nom du test ne dit pas de quelle version il s\u{2019}agit",
        Reason::NoChartForDate => "il n\u{2019}y a pas de table de conversion pour la date du test",
        Reason::TefScoreScale => {
            "les résultats du TEF ne sont pas sur l\u{2019}échelle d\u{2019}Entrée express"
        }
        Reason::IntendsQuebec => "le demandeur compte résider au Québec",
        Reason::IntendedProvinceUnknown => "la province de résidence prévue est inconnue",
        Reason::InvitationExpired => {
            "la demande est venue après le dernier jour de l\u{2019}invitation"
        }
        Reason::InvitationDateInvalid => "la date d\u{2019}invitation contredit les autres dates",
        Reason::InvitationDateUnknown => "la date d\u{2019}invitation est inconnue",
        Reason::ApplicationDateUnknown => "la date de la demande est inconnue",
        Reason::AttestationUnclear => "l\u{2019}attestation du cabinet est illisible",
        Reason::DutiesNotPerformed => {
            "le cabinet indique que les fonctions principales n\u{2019}ont pas été exercées"
        }
        Reason::Inadmissible => "le cabinet indique que le demandeur est interdit de territoire",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::finding::{Few, Outcome};
    use crate::law::LanguageLevel;
    use crate::requirements::{Figure, LanguageExplained, Requirement};

    #[test]
    fn beside_a_valid_test_it_is_another_one_that_is_in_doubt() {
        let told = |best: Option<LanguageLevel>, reason| {
            let explanation = Explanation::Language(LanguageExplained {
                outcome: Outcome::Undetermined,
                best: best.map(|level| ("IELTS", level)),
                perhaps_valid: best.is_none(),
                unit: "CLB",
                required: (7, 7),
                day: Day::from_ymd(2026, 11, 22).unwrap(),
                because: "",
            });
            let finding = Finding {
                requirement: Requirement::Language,
                outcome: Outcome::Undetermined,
                required: Figure::Threshold(7),
                found: Figure::None,
                found_at_most: Figure::None,
                unit: "CLB",
                reasons: vec![reason],
                advisories: Vec::new(),
                assumptions: Vec::new(),
                citation: "",
                explanation,
                evidence: Few::None,
            };
            reason_in(&finding, reason)
        };
        let best = Some(LanguageLevel::At(6));
        for reason in [
            Reason::TestTypeUnknown,
            Reason::NoChartForDate,
            Reason::TefScoreScale,
            Reason::DateImprecise,
        ] {
            assert!(told(best, reason).contains("un autre test"));
            assert_eq!(told(None, reason), reason_sentence(reason));
        }
        assert!(told(None, Reason::NoValidTest).contains("peut-être"));
        let same = Reason::RecordSetAside;
        assert_eq!(told(best, same), reason_sentence(same));
    }
}

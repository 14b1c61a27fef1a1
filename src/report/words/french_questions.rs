//! The French questions that a doubt puts to the client or to the file.

use crate::finding::Reason;

/// What to ask where a reason leaves something open; empty for reasons that leave nothing open.
#[expect(clippy::too_many_lines, reason = "one question per reason")]
pub(super) fn question(reason: Reason) -> &'static str {
    match reason {
        Reason::DateImprecise => {
            "Quel jour exact cela a-t-il commencé et fini? Une lettre, un contrat ou un timbre avec la date complète suffit."
        }
        Reason::NotYetWorked => {
            "Ces jours sont à venir\u{a0}: le travail continuera-t-il comme inscrit?"
        }
        Reason::LocationUnknown => {
            "Le travail a-t-il été fait physiquement au Canada, et dans quelle province?"
        }
        Reason::PayUnknown => {
            "Le travail était-il payé par un salaire ou une commission? Les talons de paie ou un T4 le montrent."
        }
        Reason::EmploymentTypeUnknown => {
            "Le demandeur était-il un employé, et non un travailleur autonome, un bénévole ou un stagiaire coop?"
        }
        Reason::PhysicianPublicPolicy => {
            "Le demandeur est-il un médecin offrant des services financés par l\u{2019}État, de sorte que la politique s\u{2019}applique?"
        }
        Reason::StudyStatusUnknown => {
            "Le demandeur étudiait-il à temps plein ces jours-là? Demander une lettre d\u{2019}inscription ou de fin d\u{2019}études."
        }
        Reason::EmployerSimilar => {
            "L\u{2019}employeur est-il celui que nomme le permis de travail? Comparer les raisons sociales."
        }
        Reason::AuthorizationUnknown => {
            "Qu\u{2019}est-ce qui autorisait ce travail? Demander le permis, son employeur, ses dates et la date de la demande."
        }
        Reason::MaintainedStatusUnknown => {
            "Une prolongation a-t-elle été demandée avant la fin du permis, et quand a-t-elle été tranchée? Demander l\u{2019}accusé de réception."
        }
        Reason::OccupationUnknown => {
            "À quelle profession (code et version de la CNP) les fonctions correspondent-elles?"
        }
        Reason::LeaveAtOfficersDiscretion => {
            "Quel genre de congé était-ce, chez quel employeur, de quelle durée, et était-il payé? L\u{2019}agent décide s\u{2019}il compte."
        }
        Reason::HoursUnknown => {
            "Combien d\u{2019}heures par semaine? Une lettre d\u{2019}emploi ou des feuilles de temps le montrent."
        }
        Reason::DuplicateRecordPossible => {
            "S\u{2019}agit-il de deux emplois chez un employeur, ou d\u{2019}un seul inscrit deux fois?"
        }
        Reason::RecordSetAside => {
            "Une ligne est illisible, ou un tableau manque. Corriger la ligne ou fournir le tableau, puis relancer."
        }
        Reason::RecordConflict => "Des lignes se contredisent. Laquelle est juste?",
        Reason::IdNearDuplicate => {
            "Ces deux identifiants désignent-ils un seul client? Corriger celui qui est faux."
        }
        Reason::NoEditionInForce => {
            "La date précède la première version que contient le programme. Juger selon le droit de ce jour."
        }
        Reason::InternalFault => {
            "Le programme a échoué sur ce dossier. Juger à la main et signaler la panne."
        }
        Reason::NoValidTest => "Y a-t-il un résultat de test valide à cette date?",
        Reason::ThresholdUnsettled => {
            "Dans quelle profession la plus grande part du travail a-t-elle été faite? Le niveau exigé en dépend."
        }
        Reason::TestNotDesignated => {
            "Y a-t-il un résultat d\u{2019}un test désigné à côté de celui-ci?"
        }
        Reason::TestTypeUnknown => {
            "De quelle version du test s\u{2019}agit-il (par exemple IELTS General Training ou Academic)? Voir le relevé."
        }
        Reason::NoChartForDate => {
            "Le programme n\u{2019}a pas de table de conversion pour la date de ce test. Convertir à la main."
        }
        Reason::TefScoreScale => {
            "Quels sont les résultats sur l\u{2019}échelle d\u{2019}Entrée express? Voir l\u{2019}attestation de résultats."
        }
        Reason::IntendedProvinceUnknown => {
            "Dans quelle province ou quel territoire le demandeur compte-t-il vivre?"
        }
        Reason::InvitationDateInvalid | Reason::InvitationDateUnknown => {
            "Quel jour l\u{2019}invitation à présenter une demande a-t-elle été émise?"
        }
        Reason::ApplicationDateUnknown => {
            "Quel jour la demande de résidence permanente a-t-elle été faite?"
        }
        Reason::AttestationUnclear => {
            "Qu\u{2019}atteste le cabinet? La cellule doit dire oui ou non."
        }
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

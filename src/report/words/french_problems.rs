//! What each kind of problem means, in French.

use crate::finding::ProblemCode;

#[expect(clippy::too_many_lines, reason = "one sentence per code")]
pub(super) fn problem_meaning(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::FileUnreadable => {
            "Le fichier n\u{2019}a pas pu être ouvert ou lu jusqu\u{2019}au bout."
        }
        ProblemCode::FileEncrypted => "Le classeur est protégé par un mot de passe.",
        ProblemCode::FileTypeUnknown => "Ce genre de fichier n\u{2019}est pas lu.",
        ProblemCode::FileSkipped => "Un fichier de verrou ou temporaire a été passé.",
        ProblemCode::FileChanged => "Le fichier a changé pendant la lecture.",
        ProblemCode::FileLimit => "Le fichier dépasse une limite de sécurité.",
        ProblemCode::FileTypeByContent => {
            "Le contenu est d\u{2019}un autre genre que le nom; il a été lu selon le contenu."
        }
        ProblemCode::EncodingAssumed => {
            "Le texte n\u{2019}est pas en UTF-8; un encodage a été supposé."
        }
        ProblemCode::SheetUnreadable => {
            "Une feuille n\u{2019}a pas pu être lue jusqu\u{2019}au bout."
        }
        ProblemCode::SheetHidden => "Une feuille masquée a été lue.",
        ProblemCode::RowHidden => "Des lignes masquées ont été lues.",
        ProblemCode::TableUnknown => "Aucun tableau connu n\u{2019}a été trouvé.",
        ProblemCode::SheetIgnored => {
            "Une feuille sans tableau connu n\u{2019}a pas été lue, à côté d\u{2019}autres qui l\u{2019}ont été."
        }
        ProblemCode::ColumnMissing => {
            "Une colonne nécessaire manque; les lignes du tableau sont inutilisables."
        }
        ProblemCode::ColumnDuplicate => "Deux colonnes prétendent au même champ.",
        ProblemCode::ColumnIgnored => "Une colonne inutile a été ignorée.",
        ProblemCode::RowTotals => {
            "Une ligne de totaux ou de notes n\u{2019}a pas été lue comme donnée."
        }
        ProblemCode::RowRagged => "La ligne a plus de cellules que la ligne de titres.",
        ProblemCode::ApplicantIdMissing => {
            "La ligne n\u{2019}a pas d\u{2019}identifiant et n\u{2019}appartient à personne."
        }
        ProblemCode::ApplicantIdNearDuplicate => {
            "Deux identifiants ne diffèrent que par des zéros ou la casse."
        }
        ProblemCode::RequiredCellBlank => {
            "Une cellule nécessaire est vide; la ligne a été écartée."
        }
        ProblemCode::DateUnreadable => "Une date est illisible.",
        ProblemCode::DateAmbiguous => {
            "L\u{2019}ordre du jour et du mois n\u{2019}est pas établi; les deux lectures sont gardées."
        }
        ProblemCode::DatesInverted => {
            "Une date de fin précède la date de début; la ligne a été écartée."
        }
        ProblemCode::ValueUnknown => {
            "Une valeur n\u{2019}est pas de celles que connaît la colonne."
        }
        ProblemCode::HoursUnreadable => "Les heures hebdomadaires ou totales sont illisibles.",
        ProblemCode::HoursImpossible => "Plus de 168 heures par semaine, ou moins que zéro.",
        ProblemCode::HoursContradictory => {
            "Les heures hebdomadaires et totales diffèrent de plus de 1\u{a0}%."
        }
        ProblemCode::NocUnknown => {
            "Le code de profession n\u{2019}est pas dans la table de sa version."
        }
        ProblemCode::ScoreImpossible => {
            "Le test ne peut pas donner ce résultat; la ligne a été écartée."
        }
        ProblemCode::ScoreUnreadable => "Un résultat est illisible; la ligne a été écartée.",
        ProblemCode::PermitContradictory => {
            "Les dates et la décision d\u{2019}un permis se contredisent; la ligne a été écartée."
        }
        ProblemCode::LocationContradictory => "Le pays et la province se contredisent.",
        ProblemCode::RecordConflict => "Des lignes d\u{2019}un demandeur se contredisent.",
        ProblemCode::InvitationInvalid => {
            "L\u{2019}invitation est postérieure au jour de l\u{2019}évaluation ou à la demande, ou antérieure à Entrée express."
        }
        ProblemCode::DecisionBeforeApplication => "Une décision est datée avant sa demande.",
        ProblemCode::CellError => {
            "La cellule contient une erreur ou une formule sans résultat, ou deux colonnes y prétendent."
        }
        ProblemCode::InternalFault => "Le programme a échoué sur ce demandeur.",
    }
}

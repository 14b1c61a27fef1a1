//! The French words about what comes.

use crate::horizon::{DateKind, Ending};
use crate::report::words::horizon::{HorizonSentences, HorizonWords, SpellTold};

pub(super) static WORDS: HorizonWords = HorizonWords {
    watchlist: "Dates à surveiller",
    watchlist_intro: |days, until| {
        format!(
            "Les {days} prochains jours, jusqu\u{2019}au {until}. watchlist.csv contient la même chose, horizon.csv toutes les dates ultérieures."
        )
    },
    watchlist_none: "Aucune date ne tombe dans ces jours.",
    watchlist_more: "autres dans watchlist.csv",
    date: "Date",
    days_left: "Jours restants",
    what: "Échéance",
    heading: "Perspective",
    assumes: "Tenu pour acquis\u{a0}: chaque emploi en cours se poursuit sans changement tant qu\u{2019}il est autorisé, les permis prennent fin comme inscrit, les demandes en attente le restent, et il n\u{2019}y a pas de nouveau test.",
    dates: "Dates à surveiller",
    spell: "Admissible d\u{2019}après le dossier",
    possible_spell: "Peut-être admissible d\u{2019}après le dossier",
    kind,
    kind_but_open,
    todo,
    category,
    ending,
    sentences: HorizonSentences {
        applied: "La demande a été présentée\u{a0}: seules les dates des permis sont suivies.",
        planned: |day| {
            format!(
                "La demande est prévue pour le {day}\u{a0}: ses chances sont évaluées pour ce jour. D\u{2019}ici là, ces dates doivent être respectées."
            )
        },
        no_law: "Aucune version du droit n\u{2019}est disponible pour le jour de l\u{2019}évaluation; rien n\u{2019}est projeté.",
        sure,
        another: |day| format!("Une autre période d\u{2019}admissibilité commence le {day}."),
        open: "Encore indéterminé à ce moment\u{a0}:",
        open_before: "Encore indéterminé au début de cette admissibilité\u{a0}:",
        never: |until| {
            format!(
                "Jusqu\u{2019}au {until}, il n\u{2019}y a aucun jour où le dossier établit l\u{2019}admissibilité avec certitude."
            )
        },
        in_the_way: "En cause\u{a0}:",
        no_use: "Lever les doutes en faveur du demandeur n\u{2019}y changerait rien.",
        nothing_to_win: "Lever les doutes ne ferait gagner aucun autre jour.",
        possible,
    },
};

const fn kind(kind: DateKind) -> &'static str {
    match kind {
        DateKind::EligibleFrom => "Premier jour où le dossier établit l\u{2019}admissibilité",
        DateKind::EligibleUntil => "Dernier jour où le dossier établit l\u{2019}admissibilité",
        DateKind::LanguageTestLastDay => "Dernier jour de validité du meilleur test de langue",
        DateKind::WorkPermitLastDay => "Dernier jour du permis de travail",
        DateKind::RenewalLastDay => {
            "Dernier jour pour demander un renouvellement et continuer à travailler entre-temps"
        }
        DateKind::StudyPermitLastDay => "Dernier jour du permis d\u{2019}études",
        DateKind::OtherDocumentLastDay => {
            "Dernier jour d\u{2019}un autre document qui permet le séjour ou le travail"
        }
        DateKind::AfterStudiesLastDay => {
            "Dernier jour pour demander un permis de travail et travailler entre-temps"
        }
        DateKind::PgwpLastDay => "Dernier jour pour demander un permis de travail postdiplôme",
        DateKind::InvitationLastDay => {
            "Dernier jour pour présenter la demande en vertu de l\u{2019}invitation"
        }
        DateKind::HoursStartLeaving => {
            "Premier jour où du travail retenu est sorti des trois années"
        }
    }
}

const fn kind_but_open(date: DateKind) -> &'static str {
    match date {
        DateKind::EligibleFrom => {
            "Premier jour où le dossier établit l\u{2019}admissibilité, sauf ce qui est indéterminé"
        }
        DateKind::EligibleUntil => {
            "Dernier jour où le dossier établit l\u{2019}admissibilité, sauf ce qui est indéterminé"
        }
        other => kind(other),
    }
}

const fn todo(kind: DateKind) -> &'static str {
    match kind {
        DateKind::EligibleFrom => "Avoir le profil, ou la demande, prêt pour ce jour.",
        DateKind::EligibleUntil => "Présenter la demande au plus tard ce jour.",
        DateKind::LanguageTestLastDay => {
            "Présenter la demande au plus tard ce jour, ou réserver un nouveau test à temps."
        }
        DateKind::WorkPermitLastDay => {
            "Vérifier ce qui autorise le travail, et le séjour, à partir du lendemain."
        }
        DateKind::RenewalLastDay => "Déposer la demande de renouvellement au plus tard ce jour.",
        DateKind::StudyPermitLastDay => "Vérifier ce qui autorise le séjour à partir du lendemain.",
        DateKind::OtherDocumentLastDay => {
            "Vérifier ce qui permet le séjour, et le travail, à partir du lendemain."
        }
        DateKind::AfterStudiesLastDay => {
            "Déposer la demande de permis de travail au plus tard ce jour."
        }
        DateKind::PgwpLastDay => {
            "Déposer la demande de permis de travail postdiplôme au plus tard ce jour."
        }
        DateKind::InvitationLastDay => {
            "Déposer la demande de résidence permanente au plus tard ce jour."
        }
        DateKind::HoursStartLeaving => {
            "Vérifier si les heures restantes atteignent encore l\u{2019}exigence."
        }
    }
}

const fn category(kind: DateKind) -> &'static str {
    match kind {
        DateKind::EligibleFrom | DateKind::EligibleUntil | DateKind::HoursStartLeaving => {
            "Admissibilité"
        }
        DateKind::LanguageTestLastDay => "Test de langue",
        DateKind::WorkPermitLastDay
        | DateKind::RenewalLastDay
        | DateKind::StudyPermitLastDay
        | DateKind::OtherDocumentLastDay => "Permis",
        DateKind::AfterStudiesLastDay | DateKind::PgwpLastDay => "Études",
        DateKind::InvitationLastDay => "Invitation",
    }
}

const fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::HoursLeaveWindow => {
            "des heures sortent des trois années plus vite que de nouvelles ne s\u{2019}ajoutent"
        }
        Ending::PermitEnds => {
            "plus rien au dossier n\u{2019}autorise le travail, et des heures sortent des trois années"
        }
        Ending::LanguageTestExpires => "le test de langue cesse d\u{2019}être valide",
        Ending::LanguageThresholdRises => {
            "le travail exige alors un niveau linguistique plus élevé"
        }
        Ending::LawChanges => {
            "une autre version du droit, ou une autre politique, s\u{2019}applique à partir du lendemain"
        }
        Ending::OtherRequirement => "une autre exigence n\u{2019}est plus remplie",
    }
}

fn sure(spell: &SpellTold) -> String {
    let from = spell.from;
    match (spell.at_once, spell.ends) {
        (true, Some((last, why))) => format!(
            "Le dossier établit l\u{2019}admissibilité dès le jour de l\u{2019}évaluation et jusqu\u{2019}au {last}; elle prend fin, car {why}."
        ),
        (false, Some((last, why))) => format!(
            "Le dossier établit l\u{2019}admissibilité du {from} au {last}; elle prend fin, car {why}."
        ),
        (true, None) => format!(
            "Le dossier établit l\u{2019}admissibilité dès le jour de l\u{2019}évaluation et aussi loin que porte cette perspective ({}).",
            spell.until
        ),
        (false, None) => format!(
            "Le dossier établit l\u{2019}admissibilité à partir du {from}, aussi loin que porte cette perspective ({}).",
            spell.until
        ),
    }
}

fn possible(spell: &SpellTold, days: i32) -> String {
    let from = if spell.at_once {
        "le jour de l\u{2019}évaluation".to_owned()
    } else {
        format!("le {}", spell.from)
    };
    let last = spell.ends.map_or_else(
        || format!("aussi loin que porte cette perspective ({})", spell.until),
        |(last, _)| format!("jusqu\u{2019}au {last}"),
    );
    let won = if days == 1 {
        "un jour à gagner".to_owned()
    } else {
        format!("jusqu\u{2019}à {days} jours à gagner")
    };
    format!(
        "Si chaque doute est levé en faveur du demandeur, l\u{2019}admissibilité commencerait {from} et durerait {last}\u{a0}: {won}."
    )
}

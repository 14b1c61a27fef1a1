//! The French words of the pages.

use crate::calendar::Day;
use crate::finding::{Advisory, Assumption, Outcome};
use crate::report::words::french_problems::problem_meaning;
use crate::report::words::french_questions::question;
use crate::report::words::french_reasons::{ON_BOTH_SIDES, reason_in, reason_sentence};
use crate::report::words::{Lang, Words, french_horizon, grouped};
use crate::requirements::{Explanation, Figure, Finding, ImpreciseDates, Requirement};

pub(super) static WORDS: Words = Words {
    lang: Lang::French,
    program: "Catégorie de l\u{2019}expérience canadienne",
    assessment: "Évaluation du dossier",
    overview: "Vue d\u{2019}ensemble des dossiers",
    back: "Tous les demandeurs",
    skip: "Aller au contenu",
    no_name: "Nom non indiqué",
    applicant_id: "Demandeur",
    file_number: "Dossier",
    responsible: "Responsable",
    name: "Nom",
    as_of: "En date du",
    assessed_on: "Évalué au",
    edition: "Version du droit",
    no_edition: "aucune en vigueur",
    unknown_day: "un jour inconnu",
    outcomes: [
        "Admissible d\u{2019}après le dossier",
        "À examiner",
        "Non admissible d\u{2019}après le dossier",
    ],
    outcomes_short: ["Admissible", "À examiner", "Non admissible"],
    outcome_sentences: [
        "Chaque exigence qu\u{2019}un dossier peut établir est remplie. Les fonctions exercées et l\u{2019}interdiction de territoire restent à apprécier par l\u{2019}avocat.",
        "Le dossier, ou le droit, laisse une marge. Les questions ci-dessous indiquent ce qui la lèverait.",
        "Au moins une exigence n\u{2019}est pas remplie, même si chaque doute est levé en faveur du demandeur.",
    ],
    hours_counted: "Heures retenues",
    hours_at_most: "Maximum possible",
    hours_required: "Exigées",
    unlimited: "sans limite connue",
    hours: "heures",
    language: "Langue",
    no_test: "aucun test approuvé valide",
    required_level: "exigé",
    stale_law: "Vérifier d\u{2019}abord le droit\u{a0}: ces valeurs datées ont été confirmées pour la dernière fois plus de 180 jours avant le jour de cette évaluation.",
    days_ago: "jours avant",
    questions: "Questions à régler",
    questions_intro: "Chaque ligne est un point sur lequel le dossier est muet ou douteux.",
    no_questions: "Rien n\u{2019}est indéterminé.",
    timeline: "Chronologie",
    timeline_intro: "Les tableaux ci-dessous disent la même chose en mots et en chiffres.",
    timeline_desc: "Une rangée par programme d\u{2019}études, document, autorisation, absence, emploi et test, sur un même axe de dates; la période de référence est ombrée.",
    window: "Période de référence",
    permits: "Permis et statut",
    studies: "Études",
    pace: "Rythme",
    not_quebec: "hors QC",
    full_time: "temps plein",
    part_time: "temps partiel",
    unclear_time: "temps plein ou partiel inconnu",
    away: "Absences et congés",
    absences: "Hors du Canada",
    leaves: "Congés",
    jobs: "Travail",
    tests: "Tests de langue",
    curve: "Heures",
    curve_desc: "Heures retenues, cumulées sur la période de référence, bande des heures qui pourraient compter et ligne des heures exigées. À l\u{2019}intérieur d\u{2019}une période, les heures sont réparties également.",
    invitation: "Invitation",
    application: "Demande",
    day_of_run: "Jour de l\u{2019}évaluation",
    legend_sure: "Couvert avec certitude",
    legend_doubtful: "Couvert peut-être",
    requirements: "Exigences",
    requirement: "Exigence",
    outcome: "Résultat",
    required: "Exigé",
    found: "Constaté",
    at_most: "Au plus",
    explanation: "En clair",
    provision: "Disposition",
    because: "Motifs\u{a0}:",
    evidence: "Lignes\u{a0}:",
    rows_more: "autres dans le fichier d\u{2019}admissibilité",
    ledger: "Le travail, période par période",
    ledger_intro: "Chaque emploi, du premier au dernier jour. Rien n\u{2019}est omis et rien n\u{2019}est compté deux fois; au plus la semaine à temps plein de la version compte.",
    ledger_empty: "Le dossier ne contient aucun travail.",
    job: "Emploi",
    from: "Du",
    to: "Au",
    days: "Jours",
    treatment: "Traitement",
    treatments: ["Retenu", "Incertain", "Exclu"],
    treatment_letters: ["R", "?", "\u{d7}"],
    why: "Pourquoi",
    every_gate: "satisfait à chaque critère",
    authorization: "Autorisation",
    per_week: "Heures par semaine",
    counted: "Retenues",
    uncertain: "Incertaines",
    over_cap: "Au-delà du plafond",
    total: "Total",
    source: "Source",
    authorizations: "Permis, statut et ce qui autorisait le travail",
    authorizations_intro: "Les documents selon leurs dates, puis chaque autorisation et son fondement.",
    basis: "Fondement",
    employer: "Employeur",
    any_employer: "tout employeur",
    not_named: "un seul, non nommé au dossier",
    surely: "Certainement",
    perhaps: "Peut-être",
    document: "Document",
    no_end: "sans fin",
    nothing: "Le dossier n\u{2019}en contient aucun.",
    test: "Test",
    test_date: "Date",
    valid_until: "Valide jusqu\u{2019}au",
    abilities: [
        "Compréhension de l\u{2019}oral",
        "Compréhension de l\u{2019}écrit",
        "Expression écrite",
        "Expression orale",
    ],
    problems: "Problèmes dans les données",
    no_problems: "Aucun problème dans les lignes de ce demandeur.",
    place: "Où",
    problem: "Problème",
    value: "Lu",
    done: "Ce que le programme a fait",
    todo: "À faire",
    severities: ["Erreur", "Avertissement", "Note"],
    remarks: "Hypothèses et remarques",
    assumptions: "Hypothèses",
    assumptions_intro: "Tirées du silence, ou attestées par le cabinet\u{a0}:",
    advisories: "Remarques qui ne changent aucun résultat",
    none: "Aucune.",
    proof: "D\u{2019}où cela vient",
    proof_intro: "Les mêmes données, le même jour et la même version donnent les mêmes octets. landed verify compare ce dossier à ses empreintes.",
    run_identity: "Identité de ce jugement (SHA-256)",
    law_hash: "Données juridiques (SHA-256)",
    version: "Programme",
    input_files: "Fichiers lus",
    bytes: "Octets",
    eligibility_file: "Admissibilité en CSV",
    ledger_file: "Registre en CSV",
    not_advice: "Cette page n\u{2019}est pas un avis juridique. Elle prépare un dossier pour un avocat\u{a0}: elle dit ce que le dossier établit selon la version du droit nommée ci-dessus, et où le dossier ou le droit laisse une marge.",
    not_decided: "Ce que le programme ne décide pas",
    not_decided_items: [
        "si le demandeur a accompli l\u{2019}énoncé principal et les fonctions principales de la profession;",
        "l\u{2019}interdiction de territoire;",
        "si les documents derrière les lignes sont authentiques et complets;",
        "l\u{2019}usage que l\u{2019}agent fera de son pouvoir discrétionnaire;",
        "la note du système de classement global, ou tout autre programme.",
    ],
    limits: "Limites",
    points: [
        "À l\u{2019}invitation",
        "À la demande",
        "Si la demande était faite aujourd\u{2019}hui",
    ],
    requirement_names: [
        "Expérience de travail",
        "Langue",
        "Résidence hors Québec",
        "Invitation encore valable",
        "Fonctions de la profession",
        "Interdiction de territoire",
        "Études",
    ],
    outcome_names: [
        "Remplie",
        "Non remplie",
        "Indéterminée",
        "Non évaluée",
        "Non exigée",
    ],
    permit_names: [
        "Permis de travail postdiplôme",
        "Permis de travail ouvert",
        "Permis de travail ouvert (conjoint)",
        "Permis de travail ouvert transitoire",
        "Vacances-travail",
        "Permis lié à un employeur donné",
        "Permis de travail avec EIMT",
        "Jeunes professionnels",
        "Autorisation provisoire",
        "Permis de travail coop",
        "Permis d\u{2019}études",
        "Permis de travail (demandeur d\u{2019}asile)",
        "Fiche de visiteur",
        "Permis de séjour temporaire",
        "Travail sans permis",
    ],
    table_names: [
        "demandeurs",
        "emplois",
        "permis",
        "études",
        "tests de langue",
        "absences",
        "congés",
    ],
    bases: [
        ("open", "permis de travail ouvert"),
        ("employer_specific", "permis lié à un employeur donné"),
        ("maintained_186u", "statut maintenu, al. 186u)"),
        ("after_studies_186w", "travail après les études, al. 186w)"),
        (
            "interim",
            "autorisation provisoire (politique d\u{2019}intérêt public)",
        ),
        ("exempt", "sans permis, art. 186"),
        ("refugee", "permis d\u{2019}un demandeur d\u{2019}asile"),
        ("study_permit", "permis d\u{2019}études seulement"),
        ("co_op", "permis coop seulement"),
        ("none", "aucune"),
        ("unknown", "inconnue"),
    ],
    by_outcome: "Résultats",
    by_reason: "Pourquoi des demandeurs ne sont pas clairement admissibles",
    by_reason_intro: "Demandeurs par motif, au moment déterminant de chacun. Un demandeur peut en avoir plusieurs.",
    lost: "Heures perdues, par motif",
    lost_intro: "Les heures exclues sont celles de la semaine inscrite, au plus la semaine à temps plein de la version. Le travail hors de la période de référence n\u{2019}est pas dans ce tableau.",
    lost_excluded: "Heures exclues",
    lost_uncertain: "Heures incertaines",
    reason: "Motif",
    applicants: "Demandeurs",
    applicants_intro: "Chiffres du moment déterminant\u{a0}: le pire résultat, puis le moment le plus tardif.",
    issues: "Problèmes",
    filter: "Filtrer par un texte",
    filter_any: "Tous les résultats",
    shown: "affichés",
    law: "Le droit appliqué",
    law_intro: "Versions qui ont décidé d\u{2019}au moins un demandeur.",
    in_force_from: "En vigueur depuis",
    confirmed_on: "Confirmé le",
    confidence: "Fiabilité",
    firm_assumptions: "Ce que le cabinet atteste",
    firm_assumption_sentences: [
        "Le travail est rémunéré là où le tableau des emplois n\u{2019}a pas de colonne sur la paie.",
        "Les demandeurs sont des employés là où le tableau des emplois n\u{2019}a pas de colonne sur le type d\u{2019}emploi.",
        "Le travail a été fait au Canada là où le tableau des emplois n\u{2019}a ni colonne de pays ni colonne de province.",
        "Les demandeurs ont l\u{2019}intention de vivre hors du Québec là où aucune province n\u{2019}est indiquée.",
        "L\u{2019}absence d\u{2019}un tableau des études signifie que personne n\u{2019}a étudié.",
        "L\u{2019}absence d\u{2019}un tableau des permis signifie qu\u{2019}il n\u{2019}y a pas de permis.",
    ],
    tables_missing: "Tableaux absents des données\u{a0}:",
    general_problems: "Problèmes des données qui ne concernent aucun demandeur",
    general_more: "autres dans issues.csv",
    no_page: "sans page dans ce rapport",
    horizon: &french_horizon::WORDS,
    on_both_sides: ON_BOTH_SIDES,
    reason_sentence,
    question,
    advisory,
    assumption,
    problem_meaning,
    explain,
};

/// The sentence of a finding, made anew from its parts: the judgement writes English only.
fn explain(finding: &Finding) -> String {
    if let Explanation::Lapsed { invited, last } = finding.explanation {
        return lapsed(invited, last);
    }
    let first = finding.reasons.first().copied();
    let why = match finding.explanation {
        Explanation::Imprecise { dates, .. } => Some(imprecise(dates)),
        _ => first.map(|reason| reason_in(finding, reason)),
    };
    let because = why.map_or_else(String::new, |why| format!(", car {why}"));
    let outcome = match finding.outcome {
        Outcome::Met => "L\u{2019}exigence est remplie",
        Outcome::NotMet => "L\u{2019}exigence n\u{2019}est pas remplie",
        Outcome::Undetermined => "Le résultat est indéterminé",
        Outcome::NotAssessed => "Le programme n\u{2019}en juge pas; l\u{2019}avocat en juge",
        Outcome::NotRequired => "La catégorie n\u{2019}exige rien à cet égard",
    };
    let figure = |figure: &Figure| grouped(&figure.to_string(), Lang::French);
    let shown = match finding.requirement {
        Requirement::WorkExperience if !finding.required.is_none() => format!(
            " Le dossier établit {} heures, et au plus {}; {} sont exigées.",
            figure(&finding.found),
            if finding.found_at_most == Figure::Unlimited {
                "un nombre sans limite connue".to_owned()
            } else {
                figure(&finding.found_at_most)
            },
            figure(&finding.required),
        ),
        Requirement::Language if !finding.required.is_none() && !finding.found.is_none() => {
            let unit = WORDS.scale(finding.unit);
            format!(
                " Le meilleur test valide donne {unit} {} dans la compétence la plus faible; {unit} {} est exigé.",
                finding.found, finding.required
            )
        }
        Requirement::InvitationWindow if !finding.required.is_none() => format!(
            " Dernier jour utile\u{a0}: {}; jour considéré\u{a0}: {}.",
            finding.required, finding.found
        ),
        _ => String::new(),
    };
    format!("{outcome}{because}.{shown}")
}

fn lapsed(invited: Option<Day>, last: Day) -> String {
    match invited {
        Some(invited) => {
            format!("L\u{2019}invitation du {invited} a expiré le {last} sans demande.")
        }
        None => format!("L\u{2019}invitation a expiré sans demande, au plus tard le {last}."),
    }
}

const fn imprecise(dates: ImpreciseDates) -> &'static str {
    match dates {
        ImpreciseDates::Invitation => {
            "la date de l\u{2019}invitation n\u{2019}est pas connue au jour près"
        }
        ImpreciseDates::Application => "la date de la demande n\u{2019}est pas connue au jour près",
        ImpreciseDates::Both => {
            "les dates de l\u{2019}invitation et de la demande ne sont pas connues au jour près"
        }
    }
}

fn advisory(advisory: Advisory) -> &'static str {
    match advisory {
        Advisory::OneYearMargin => {
            "Les heures sont atteintes sur moins de 365 jours civils. Le Règlement dit un an; les instructions disent 1\u{a0}560 heures, soit 364 jours à temps plein."
        }
        Advisory::EditionStraddle => {
            "La version du droit à la date de l\u{2019}invitation diffère de celle du jour évalué."
        }
        Advisory::InvitationLapsed => {
            "L\u{2019}invitation a expiré sans demande; elle est ignorée."
        }
        Advisory::InvitationDateMissing => {
            "La demande date du temps d\u{2019}Entrée express, et aucune date d\u{2019}invitation n\u{2019}est donnée."
        }
        Advisory::PendingOverAYear => {
            "Une autorisation repose sur une demande en attente depuis plus d\u{2019}un an."
        }
        Advisory::OffCampusHours => {
            "Avant la demande qui suit les études, le travail sous permis d\u{2019}études a dépassé la limite hors campus."
        }
        Advisory::TefReissuedScores => {
            "Le TEF Canada a été passé alors que les résultats réémis doivent servir\u{a0}: vérifier qu\u{2019}il s\u{2019}agit bien de ceux-là."
        }
        Advisory::OccupationByConcordance => {
            "Une profession a été convertie d\u{2019}une autre version de la classification par la table de concordance officielle."
        }
        Advisory::MixedLevelRule => "Plus d\u{2019}un seuil linguistique est possible.",
        Advisory::LanguageExpiresWithin90Days => {
            "Le meilleur test de langue cesse d\u{2019}être valide dans les 90 jours."
        }
        Advisory::HoursLeavingWindow => {
            "Des heures qui sortent de la période de référence dans les 90 jours feraient passer le total sous l\u{2019}exigence."
        }
    }
}

fn assumption(assumption: Assumption) -> &'static str {
    match assumption {
        Assumption::NoAbsenceRecords => {
            "Aucun tableau d\u{2019}absences\u{a0}: le demandeur est réputé être resté au Canada pendant le statut maintenu."
        }
        Assumption::NoStudyRecords => {
            "Le demandeur n\u{2019}a ni ligne au tableau des études ni permis d\u{2019}études\u{a0}: considéré sans études."
        }
        Assumption::ExemptStatusDocuments => {
            "Du travail sans permis a été retenu sans document de statut."
        }
        Assumption::OngoingByBlankEnd => {
            "Des jours retenus reposent sur une date de fin vide, lue comme «\u{a0}en cours\u{a0}»."
        }
        Assumption::LevelAsStated => {
            "Un niveau linguistique a été inscrit au lieu d\u{2019}un résultat; il est pris tel quel."
        }
        Assumption::AssumePaid => "Le cabinet atteste que le travail est rémunéré.",
        Assumption::AssumeEmployee => "Le cabinet atteste que le demandeur est un employé.",
        Assumption::AssumeInCanada => "Le cabinet atteste que le travail a été fait au Canada.",
        Assumption::AssumeOutsideQuebec => {
            "Le cabinet atteste l\u{2019}intention de vivre hors du Québec."
        }
        Assumption::AssumeNoStudy => {
            "Le cabinet atteste que l\u{2019}absence d\u{2019}un tableau des études signifie aucune étude."
        }
        Assumption::AssumeNoPermits => {
            "Le cabinet atteste que l\u{2019}absence d\u{2019}un tableau des permis signifie aucun permis."
        }
    }
}

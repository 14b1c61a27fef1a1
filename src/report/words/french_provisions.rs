//! Provisions in French: titles, the French form of a citation, and the link to the French text.

use crate::law::Citation;
use std::borrow::Cow;

/// The title of a provision in French; the English one for a key that is not known here.
pub(crate) fn french_title(citation: &Citation) -> &str {
    match citation.key.as_str() {
        "irpr-87.1-1" => "Appartenance et intention de résider",
        "irpr-87.1-2-a" => "Un an d\u{2019}expérience de travail au Canada",
        "irpr-87.1-2-b" => "Énoncé principal et fonctions principales",
        "irpr-87.1-2-d" => "Seuil linguistique dans chaque compétence",
        "irpr-87.1-2-e" => "Seuil linguistique avec plusieurs professions",
        "irpr-87.1-3-a" => {
            "Le travail pendant des études à temps plein n\u{2019}est pas pris en compte"
        }
        "irpr-87.1-3-b" => "Le travail autonome ou non autorisé n\u{2019}est pas pris en compte",
        "irpr-87.1-3-c" => "Statut de résident temporaire pendant le travail",
        "irpr-73-1" => "Travail à temps plein\u{a0}: 30 heures par semaine",
        "irpr-73-2" => "Travail\u{a0}: salaire versé ou commission gagnée",
        "irpr-74-1" => "Seuils linguistiques et conversion",
        "irpr-74-3" => "Tests de langue désignés",
        "irpr-183-1" => "Conditions de tout résident temporaire",
        "irpr-186-u" => "Autorisation maintenue pendant une demande de renouvellement",
        "irpr-186-v" => "Travail hors campus avec un permis d\u{2019}études",
        "irpr-186-w" => "Travail après les études pendant une demande de permis",
        "irpr-186" => "Travail sans permis",
        "irpr-200" => "Permis de travail et conditions",
        "irpr-222-1-a" => "Le permis d\u{2019}études prend fin 90 jours après les études",
        "irpa-11.2" => "Invitation à présenter une demande, et délai",
        "irpa-33" => "Interdiction de territoire",
        "ircc-1560" => "1\u{a0}560 heures valent un an de travail",
        "ircc-leave" => "Vacances et congés pendant la période de travail",
        "ircc-leave-not-counted" => "Congés qui ne sont pas comptés",
        "ircc-tef-scale" => "Résultats du TEF Canada pour Entrée express",
        "ircc-pgwp" => "Demander un permis de travail postdiplôme",
        "ircc-education" => "Aucune exigence d\u{2019}études",
        "interim-public-policy" => "Travail provisoire pour un nouvel employeur",
        "physician-public-policy" => "Médecins autonomes",
        "off-campus-waiver" => "Levée de la limite hors campus",
        "statcan-concordance" => "Concordance entre la CNP 2016 et la CNP 2021",
        "landed-imprecise-dates" => "Les dates imprécises sont jugées selon toutes leurs lectures",
        "landed-possible-duplicates" => {
            "Deux lignes d\u{2019}un employeur pour un jour peuvent être un seul emploi"
        }
        "landed-set-aside" => "Ce qui n\u{2019}a pas pu être lu est incertain",
        "landed-conflicts" => "Des lignes contradictoires laissent le fait inconnu",
        "landed-near-duplicate-ids" => {
            "Des identifiants semblables peuvent être une seule personne"
        }
        "landed-internal-fault" => "Une panne du programme ne décide de rien",
        "landed-advisories" => "Marges dont se servent les remarques",
        _ => &citation.title,
    }
}

/// A citation as a French-speaking lawyer writes it, where it is one of the Regulations or the Act; else as it stands.
pub(crate) fn french_citation(citation: &str) -> Cow<'_, str> {
    let known = [
        ("IRPR, SOR/2002-227, ss. ", "RIPR, DORS/2002-227, art. "),
        ("IRPR, SOR/2002-227, s. ", "RIPR, DORS/2002-227, art. "),
        ("IRPR ss. ", "RIPR, art. "),
        ("IRPR s. ", "RIPR, art. "),
        (
            "IRPA, S.C. 2001, c. 27, ss. ",
            "LIPR, L.C. 2001, ch. 27, art. ",
        ),
        (
            "IRPA, S.C. 2001, c. 27, s. ",
            "LIPR, L.C. 2001, ch. 27, art. ",
        ),
    ];
    let found = known.iter().find_map(|(english, french)| {
        citation
            .strip_prefix(english)
            .map(|rest| format!("{french}{rest}"))
    });
    let Some(french) = found else {
        return Cow::Borrowed(citation);
    };
    let french = french
        .replace("as amended by SOR/", "modifié par DORS/")
        .replace(
            "Express Entry Ministerial Instructions",
            "Instructions ministérielles (Entrée express)",
        )
        .replace(" s. ", " art. ");
    Cow::Owned(french)
}

/// The link to the French text, where the site has one at a known place.
pub(crate) fn french_link(link: &str) -> Cow<'_, str> {
    if link.starts_with("https://laws-lois.justice.gc.ca/eng/") {
        let french = link
            .replace("/eng/regulations/SOR-", "/fra/reglements/DORS-")
            .replace("/eng/acts/", "/fra/lois/")
            .replace("/section-", "/article-");
        Cow::Owned(french)
    } else {
        Cow::Borrowed(link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    #[test]
    fn every_provision_has_a_french_title() {
        for citation in Law::book().citations() {
            assert_ne!(french_title(citation), citation.title, "{}", citation.key);
        }
    }

    #[test]
    fn citations_and_links_lead_to_the_french_text() {
        assert_eq!(
            french_citation("IRPR, SOR/2002-227, s. 87.1(2)(a)"),
            "RIPR, DORS/2002-227, art. 87.1(2)(a)"
        );
        let link = "https://laws-lois.justice.gc.ca/eng/regulations/SOR-2002-227/section-87.1.html";
        let french =
            "https://laws-lois.justice.gc.ca/fra/reglements/DORS-2002-227/article-87.1.html";
        assert_eq!(french_link(link), french);
    }
}

//! The intention to reside in a province other than Quebec. Rule: IRPR s. 87.1(1).

use crate::casefile::CaseFile;
use crate::finding::{Assumption, Outcome, Reason};
use crate::provenance::Table;
use crate::records::{Doubt, Fact, Province};
use crate::requirements::judge::Bench;
use crate::requirements::{Finding, Requirement};

/// The intended province decides; work done in Quebec counts all the same.
pub(crate) fn assess(bench: &Bench<'_>, case: &CaseFile) -> Finding {
    let mut assumptions = Vec::new();
    // Without an applicants table nobody has such a column.
    let no_table = !bench.book.has(Table::Applicants);
    let silent = &Fact::NoColumn;
    let province = if no_table {
        silent
    } else {
        &case.profile.intended_province
    };
    let (outcome, reasons, explanation) = match province {
        Fact::Known(Province::Quebec) => (
            Outcome::NotMet,
            vec![Reason::IntendsQuebec],
            "The applicant intends to reside in Quebec, and the class is for the other provinces.",
        ),
        Fact::Known(_) => (
            Outcome::Met,
            Vec::new(),
            "The applicant intends to reside in a province other than Quebec.",
        ),
        Fact::NoColumn if bench.book.assumptions.outside_quebec => {
            assumptions.push(Assumption::AssumeOutsideQuebec);
            (
                Outcome::Met,
                Vec::new(),
                "The firm vouches for the intention to reside in a province other than Quebec.",
            )
        }
        Fact::Blank | Fact::NoColumn => (
            Outcome::Undetermined,
            vec![Reason::IntendedProvinceUnknown],
            "The record does not say in which province the applicant intends to reside.",
        ),
        Fact::Unclear(Doubt::Conflict) => (
            Outcome::Undetermined,
            vec![Reason::RecordConflict],
            "Two rows name different provinces in which the applicant intends to reside.",
        ),
        Fact::Unclear(Doubt::Unreadable) => (
            Outcome::Undetermined,
            vec![Reason::IntendedProvinceUnknown],
            "The province in which the applicant intends to reside cannot be read.",
        ),
    };
    Finding {
        requirement: Requirement::ResidenceOutsideQuebec,
        outcome,
        required: "not QC".to_owned(),
        found: province
            .known()
            .map_or_else(String::new, |province| province.id().to_owned()),
        assumptions,
        ..Finding::plain(
            bench.law,
            Requirement::ResidenceOutsideQuebec,
            case,
            reasons,
            explanation,
        )
    }
}

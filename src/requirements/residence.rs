//! The intention to reside in a province other than Quebec. Rule: IRPR s. 87.1(1).

use crate::casefile::CaseFile;
use crate::finding::{Assumption, Outcome, Reason};
use crate::provenance::Table;
use crate::records::{Doubt, Fact, Province};
use crate::requirements::judge::Bench;
use crate::requirements::{Figure, Finding, Requirement};

/// The intended province decides; work done in Quebec counts all the same.
pub(crate) fn assess(bench: &Bench<'_>, case: &CaseFile) -> Finding {
    let mut assumptions = Vec::new();
    let province = if has_no_column(bench, case) {
        &Fact::NoColumn
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
        Fact::Unclear(doubt) => (
            Outcome::Undetermined,
            vec![unclear(*doubt)],
            "The intended province cannot be relied on.",
        ),
    };
    Finding {
        requirement: Requirement::ResidenceOutsideQuebec,
        outcome,
        required: Figure::Word("not QC"),
        found: province
            .known()
            .map_or(Figure::None, |province| Figure::Word(province.id())),
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

const fn unclear(doubt: Doubt) -> Reason {
    match doubt {
        Doubt::Conflict => Reason::RecordConflict,
        Doubt::Unreadable => Reason::IntendedProvinceUnknown,
    }
}

/// An applicant without an applicants row has no such column if no applicants table has one.
fn has_no_column(bench: &Bench<'_>, case: &CaseFile) -> bool {
    let column = Table::Applicants.column("intended_province").unwrap_or(0);
    let blocks = bench.sources.files.iter().flat_map(|file| &file.blocks);
    let mut applicants = blocks.filter(|block| block.table == Table::Applicants);
    case.applicants.is_empty()
        && applicants.all(|block| block.columns.get(column).copied().flatten().is_none())
}

//! The intention to reside in a province other than Quebec. Rule: IRPR s. 87.1(1).

use crate::casefile::CaseFile;
use crate::finding::{Assumption, Outcome, Reason};
use crate::provenance::Table;
use crate::records::{Doubt, Fact, Province};
use crate::requirements::judge::Bench;
use crate::requirements::{Figure, Finding, Requirement};

/// The intended province as it is judged.
fn intended<'a>(bench: &Bench<'_>, case: &'a CaseFile) -> &'a Fact<Province> {
    if has_no_column(bench, case) {
        &Fact::NoColumn
    } else {
        &case.profile.intended_province
    }
}

/// The intended province decides: the outcome, its reason, and a sentence. `vouched`: the firm vouches for it where nobody is asked.
fn decided(province: &Fact<Province>, vouched: bool) -> (Outcome, Option<Reason>, &'static str) {
    match province {
        Fact::Known(Province::Quebec) => (
            Outcome::NotMet,
            Some(Reason::IntendsQuebec),
            "The applicant intends to reside in Quebec, and the class is for the other provinces.",
        ),
        Fact::Known(_) => (
            Outcome::Met,
            None,
            "The applicant intends to reside in a province other than Quebec.",
        ),
        Fact::NoColumn if vouched => (
            Outcome::Met,
            None,
            "The firm vouches for the intention to reside in a province other than Quebec.",
        ),
        Fact::Blank | Fact::NoColumn => (
            Outcome::Undetermined,
            Some(Reason::IntendedProvinceUnknown),
            "The record does not say in which province the applicant intends to reside.",
        ),
        Fact::Unclear(doubt) => (
            Outcome::Undetermined,
            Some(unclear(*doubt)),
            "The intended province cannot be relied on.",
        ),
    }
}

/// The outcome alone.
pub(crate) fn outcome(bench: &Bench<'_>, case: &CaseFile) -> Outcome {
    decided(intended(bench, case), bench.book.assumptions.outside_quebec).0
}

/// The intended province decides; work done in Quebec counts all the same.
pub(crate) fn assess(bench: &Bench<'_>, case: &CaseFile) -> Finding {
    let province = intended(bench, case);
    let vouched = bench.book.assumptions.outside_quebec;
    let (outcome, reason, explanation) = decided(province, vouched);
    let reasons = reason.into_iter().collect();
    let requirement = Requirement::ResidenceOutsideQuebec;
    let mut finding = Finding::plain(requirement, case, outcome, reasons, explanation);
    finding.required = Figure::Word("not QC");
    if let Some(province) = province.known() {
        finding.found = Figure::Word(province.id());
    }
    if vouched && matches!(province, Fact::NoColumn) {
        finding.assumptions.push(Assumption::AssumeOutsideQuebec);
    }
    finding
}

const fn unclear(doubt: Doubt) -> Reason {
    match doubt {
        Doubt::Conflict => Reason::RecordConflict,
        Doubt::Unreadable => Reason::IntendedProvinceUnknown,
    }
}

/// An applicant without an applicants row has no such column if no applicants table has one.
fn has_no_column(bench: &Bench<'_>, case: &CaseFile) -> bool {
    let no_column = || {
        let column = Table::Applicants.column("intended_province").unwrap_or(0);
        let blocks = bench.sources.files.iter().flat_map(|file| &file.blocks);
        let mut applicants = blocks.filter(|block| block.table == Table::Applicants);
        applicants.all(|block| block.columns.get(column).copied().flatten().is_none())
    };
    case.applicants.is_empty() && no_column()
}

//! What is published of an applicant on whom the program failed: nothing is decided.

use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::finding::{ApplicantOutcome, Outcome, Reason};
use crate::law::Law;
use crate::requirements::point::unjudged_ledger;
use crate::requirements::{
    Assessment, Explained, Finding, Point, PointAssessment, Requirement, education, language,
    work_experience,
};

/// An assessment in which every requirement is undetermined because of an internal fault.
pub fn faulted(case: &CaseFile, as_of: Day, law: &'static Law) -> Assessment {
    let reasons = vec![Reason::InternalFault];
    let mut findings = vec![
        work_experience::unjudged(law, &reasons),
        language::unjudged(law, &reasons),
    ];
    for requirement in [
        Requirement::ResidenceOutsideQuebec,
        Requirement::OccupationalDuties,
        Requirement::Admissibility,
    ] {
        let explanation = "The program failed on this applicant; nothing was decided.";
        findings.push(Finding {
            outcome: Outcome::Undetermined,
            ..Finding::plain(law, requirement, case, reasons.clone(), explanation)
        });
    }
    findings.push(education::assess(law));
    let point = PointAssessment {
        point: Point::Today,
        assessed_on: Some(as_of),
        edition: law.edition_in_force(as_of),
        outcome: ApplicantOutcome::NeedsReview,
        findings,
        ledger: unjudged_ledger(case, &reasons, as_of, Some(as_of)),
        explained: Explained::default(),
    };
    Assessment {
        outcome: ApplicantOutcome::NeedsReview,
        points: vec![point],
        deciding: 0,
    }
}

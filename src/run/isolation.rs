//! A panic stays with the applicant, or the file, in whose hands it happened, and never prints what it was about.
//!
//! Owns the panic hook and the result of an applicant whom the program failed.

use crate::authorization::Authority;
use crate::calendar::{Day, Period};
use crate::casefile::CaseFile;
use crate::finding::{ApplicantOutcome, Few, Outcome, Problem, ProblemCode, Reason, Reasons};
use crate::horizon::{Outlook, judge_and_look_ahead};
use crate::law::{Hours, Law};
use crate::provenance::{Origin, Text};
use crate::records::EndDate;
use crate::requirements::{
    Assessment, Bench, Explained, Explanation, Figure, Finding, LedgerLine, Point, PointAssessment,
    Requirement, Treatment, judge,
};
use crate::run::progress::say;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static ISOLATED: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Replaces the panic hook by one that says where, and never what: the message could hold a client's data.
pub fn hide_panic_messages() {
    std::panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(String::new, |l| format!("{}:{}", l.file(), l.line()));
        if ISOLATED.get() {
            PLACE.replace(place);
        } else {
            say(&format!("internal fault at {place}"));
        }
    }));
}

/// Runs work that may panic; the error is the place in the program's source, if that is known.
pub fn isolated<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = ISOLATED.replace(true);
    // What the work changed is dropped with it: nothing half-changed is looked at again.
    let result = catch_unwind(AssertUnwindSafe(work));
    ISOLATED.set(before);
    result.map_err(|_| PLACE.take())
}

/// The problem of an applicant whom the program failed.
pub fn fault_of(case: &CaseFile, place: &str) -> Problem {
    let done = if place.is_empty() {
        "The program failed while judging this applicant; all requirements are undetermined."
            .to_owned()
    } else {
        format!(
            "The program failed at {place} while judging this applicant; all requirements are undetermined."
        )
    };
    Problem {
        code: ProblemCode::InternalFault,
        applicant: Some(Text::clone(&case.id)),
        table: None,
        origin: first_origin(case).unwrap_or(NOWHERE),
        cell: String::new(),
        value: String::new(),
        done,
        todo: "Judge this file by hand, and report the fault with the place named here.".to_owned(),
    }
}

const NOWHERE: Origin = Origin {
    file: 0,
    sheet: 0,
    block: 0,
    row: 0,
};

fn first_origin(case: &CaseFile) -> Option<Origin> {
    let first = [
        case.applicants.first().map(|row| row.origin),
        case.employment.first().map(|row| row.origin),
        case.permits.first().map(|row| row.origin),
        case.studies.first().map(|row| row.origin),
        case.language_tests.first().map(|row| row.origin),
        case.absences.first().map(|row| row.origin),
        case.leaves.first().map(|row| row.origin),
        case.set_aside.first().map(|row| row.origin),
    ];
    first.into_iter().flatten().next()
}

/// Judges one applicant of a published run; where the program fails, the judgement is that of a fault.
pub fn judge_anew(bench: &Bench<'_>, case: &CaseFile) -> Assessment {
    isolated(|| judge(bench, case).0).unwrap_or_else(|_| faulted(bench.law, case, bench.as_of))
}

/// The same with what comes, where both fall together as they do in a run.
pub fn foresee_anew(bench: &Bench<'_>, case: &CaseFile) -> (Assessment, Outlook) {
    isolated(|| judge_and_look_ahead(bench, case)).map_or_else(
        |_| (faulted(bench.law, case, bench.as_of), Outlook::default()),
        |(assessment, _, outlook)| (assessment, outlook),
    )
}

/// What is published of an applicant whom the program failed: every requirement is undetermined.
pub fn faulted(law: &'static Law, case: &CaseFile, as_of: Day) -> Assessment {
    let edition = law.edition_in_force(as_of);
    let findings = Requirement::ALL
        .into_iter()
        .map(|requirement| Finding {
            requirement,
            outcome: Outcome::Undetermined,
            required: Figure::None,
            found: Figure::None,
            found_at_most: Figure::None,
            unit: "",
            reasons: vec![Reason::InternalFault],
            advisories: Vec::new(),
            assumptions: Vec::new(),
            citation: requirement.citation(),
            explanation: Explanation::Sentence(
                "Not determined, because the program failed on this applicant; a person must judge this file.",
            ),
            evidence: Few::None,
        })
        .collect();
    let ledger = (0..case.employment.len())
        .filter_map(|record| ledger_line(case, record, as_of))
        .collect();
    Assessment {
        outcome: ApplicantOutcome::NeedsReview,
        points: vec![PointAssessment {
            point: Point::Today,
            assessed_on: Some(as_of),
            edition,
            outcome: ApplicantOutcome::NeedsReview,
            findings,
            ledger,
            explained: Explained {
                hours_counted: edition.map(|_| Hours::ZERO),
                hours_required: edition.map(|edition| edition.required_hours),
                ..Explained::default()
            },
        }],
        deciding: 0,
    }
}

fn ledger_line(case: &CaseFile, record: usize, as_of: Day) -> Option<LedgerLine> {
    let facts = &case.employment.get(record)?.facts;
    let end = match facts.end {
        EndDate::On(date) => date.latest,
        EndDate::Present | EndDate::Blank | EndDate::NoColumn => as_of.previous(),
    };
    Some(LedgerLine {
        record,
        period: Period::new(facts.start.earliest, end)?,
        level: None,
        authority: Authority::Unknown,
        permit: None,
        treatment: Treatment::Uncertain,
        reasons: Reasons::one(Reason::InternalFault),
        hours_per_week: None,
        hours_counted: Hours::ZERO,
        hours_uncertain: Hours::ZERO,
        hours_over_cap: Hours::ZERO,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_and_nothing_else_is_touched() {
        assert_eq!(isolated(|| 7), Ok(7));
        assert!(isolated(|| panic!("a client's name")).is_err());
        assert!(!ISOLATED.get());
    }

    #[test]
    fn every_requirement_of_a_faulted_applicant_is_undetermined() {
        let as_of = Day::from_ymd(2026, 11, 22).unwrap();
        let assessment = faulted(Law::book(), &CaseFile::default(), as_of);
        let findings = &assessment.points[0].findings;
        assert_eq!(findings.len(), Requirement::ALL.len());
        assert!(
            findings
                .iter()
                .all(|finding| finding.outcome == Outcome::Undetermined)
        );
    }
}

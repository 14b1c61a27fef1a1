//! One year of eligible work in Canada within the three years before. Rule: IRPR s. 87.1(2)(a), 73(1); hours by IRCC guidance.

use crate::finding::{Advisory, Assumption, Few, OCCUPATION_ON_BOTH_SIDES, Outcome, Reason};
use crate::law::{DatedKey, Hours};
use crate::provenance::{Origin, Table};
use crate::records::PermitType;
use crate::requirements::assessment::those_that_hold;
use crate::requirements::point::Ground;
use crate::requirements::{
    Explanation, Figure, Finding, HoursExplained, LedgerLine, Requirement, Treatment,
};

/// Counted hours reach the requirement: met. Possible hours stay below it: not met. Otherwise the doubtful days could decide.
pub(crate) fn outcome(counted: &Hours, possible: Option<&Hours>, required: &Hours) -> Outcome {
    outcome_where(
        required <= counted,
        possible.is_none_or(|possible| required <= possible),
    )
}

/// The same, where it is known whether the hours surely reach the requirement, and whether they may.
pub(crate) const fn outcome_where(surely: bool, perhaps: bool) -> Outcome {
    match (surely, perhaps) {
        (true, _) => Outcome::Met,
        (false, true) => Outcome::Undetermined,
        (false, false) => Outcome::NotMet,
    }
}

/// The finding about both bounds of the hours.
pub(crate) fn assess(ground: &Ground<'_>) -> Finding {
    let experience = ground.experience;
    let required = Hours::whole(i64::from(ground.edition.required_hours));
    let outcome = outcome(&experience.counted, experience.possible.as_ref(), &required);
    let reasons = match outcome {
        Outcome::NotMet => {
            let mut reasons = vec![Reason::HoursBelowRequirement];
            for lost in experience.exclusions.iter().chain(&*experience.doubts) {
                if !reasons.contains(lost) {
                    reasons.push(*lost);
                }
            }
            reasons
        }
        // Where no day is doubtful, a range of hours is what leaves it open.
        Outcome::Undetermined if experience.doubts.is_empty() => vec![Reason::HoursUnknown],
        Outcome::Undetermined => experience.doubts.to_vec(),
        Outcome::Met | Outcome::NotAssessed | Outcome::NotRequired => Vec::new(),
    };
    Finding {
        requirement: Requirement::WorkExperience,
        outcome,
        found: Figure::Hours(experience.counted.clone()),
        found_at_most: experience
            .possible
            .clone()
            .map_or(Figure::Unlimited, Figure::Hours),
        unit: "hours",
        explanation: explanation(ground, outcome, &reasons),
        reasons,
        advisories: advisories(ground, &required),
        assumptions: assumptions(ground),
        required: Figure::Hours(required),
        citation: &ground.edition.citation,
        evidence: evidence(ground).into(),
    }
}

/// The finding where no edition, or no day, is known.
pub(crate) fn unjudged(reasons: &[Reason]) -> Finding {
    let because = reasons
        .first()
        .map_or("the record is incomplete", |reason| reason.sentence());
    Finding {
        requirement: Requirement::WorkExperience,
        outcome: Outcome::Undetermined,
        required: Figure::None,
        found: Figure::Hours(Hours::ZERO),
        found_at_most: Figure::Unlimited,
        unit: "hours",
        reasons: reasons.to_vec(),
        advisories: Vec::new(),
        assumptions: Vec::new(),
        citation: Requirement::WorkExperience.citation(),
        explanation: Explanation::Because("The hours cannot be judged", because),
        evidence: Few::None,
    }
}

fn explanation(ground: &Ground<'_>, outcome: Outcome, reasons: &[Reason]) -> Explanation {
    Explanation::Hours(HoursExplained {
        outcome,
        counted: ground.experience.counted.clone(),
        possible: ground.experience.possible.clone(),
        required: ground.edition.required_hours,
        day: ground.day,
        because: match reasons.first() {
            Some(Reason::OccupationUnknown) if codes_are_known(ground) => OCCUPATION_ON_BOTH_SIDES,
            Some(reason) => reason.sentence(),
            None => "the record leaves room",
        },
    })
}

/// Whether the codes are known of all work that may count and of which the occupation is in doubt.
fn codes_are_known(ground: &Ground<'_>) -> bool {
    let lines = ground.experience.ledger.iter();
    let mut in_doubt = lines.filter(|line| {
        line.treatment == Treatment::Uncertain && line.reasons.contains(&Reason::OccupationUnknown)
    });
    in_doubt.all(LedgerLine::is_on_both_sides)
}

fn advisories(ground: &Ground<'_>, required: &Hours) -> Vec<Advisory> {
    let (experience, law) = (ground.experience, ground.bench.law);
    let reached = *required <= experience.counted;
    let short_of_a_year = || {
        let year = law.value_or_first(DatedKey::OneYearDays, ground.day);
        experience.counted_days < i64::from(year.unwrap_or(0))
    };
    let drops = || experience.counted.minus(&experience.leaving) < *required;
    those_that_hold(&[
        (reached && short_of_a_year(), Advisory::OneYearMargin),
        (ground.straddle, Advisory::EditionStraddle),
        (experience.used.long_pending, Advisory::PendingOverAYear),
        (experience.used.off_campus, Advisory::OffCampusHours),
        (
            experience.used.concordance,
            Advisory::OccupationByConcordance,
        ),
        (reached && drops(), Advisory::HoursLeavingWindow),
    ])
}

fn assumptions(ground: &Ground<'_>) -> Vec<Assumption> {
    let (used, book, case) = (&ground.experience.used, ground.bench.book, ground.case);
    let study_row =
        !case.studies.is_empty() || case.set_aside.iter().any(|row| row.table == Table::Studies);
    let study_permit = case
        .permits
        .iter()
        .any(|row| row.facts.permit_type == PermitType::StudyPermit);
    let [paid, employee, in_canada] = used.firm;
    those_that_hold(&[
        (
            used.maintained_status && !book.has(Table::Absences),
            Assumption::NoAbsenceRecords,
        ),
        (
            book.has(Table::Studies) && !study_row && !study_permit,
            Assumption::NoStudyRecords,
        ),
        (
            used.exempt_without_document,
            Assumption::ExemptStatusDocuments,
        ),
        (used.blank_end, Assumption::OngoingByBlankEnd),
        (paid, Assumption::AssumePaid),
        (employee, Assumption::AssumeEmployee),
        (in_canada, Assumption::AssumeInCanada),
        (ground.gaps.no_study_vouched, Assumption::AssumeNoStudy),
        (
            !book.has(Table::Permits) && !ground.gaps.permits,
            Assumption::AssumeNoPermits,
        ),
    ])
}

/// The rows that the hours rest on: jobs with days in the window that may count (all jobs if there are none), then the rows that
/// speak for or against them, then the rows set aside.
fn evidence(ground: &Ground<'_>) -> Vec<Origin> {
    let case = ground.case;
    let lines = || {
        let ledger = ground.experience.ledger.iter();
        ledger.filter(|line| line.treatment != Treatment::Excluded)
    };
    let none_works = lines().next().is_none();
    let mut rows: Vec<Origin> = Vec::with_capacity(
        case.employment.len()
            + case.permits.len()
            + case.studies.len()
            + case.absences.len()
            + case.leaves.len()
            + case.set_aside.len(),
    );
    for (record, row) in case.employment.iter().enumerate() {
        if none_works || lines().any(|line| line.record == record) {
            rows.push(row.origin);
        }
    }
    rows.extend(case.permits.iter().map(|row| row.origin));
    rows.extend(case.studies.iter().map(|row| row.origin));
    rows.extend(case.absences.iter().map(|row| row.origin));
    rows.extend(case.leaves.iter().map(|row| row.origin));
    rows.extend(
        case.set_aside
            .iter()
            .filter(|row| row.table != Table::LanguageTests)
            .map(|row| row.origin),
    );
    rows
}

//! One year of eligible work in Canada within the three years before. Rule: IRPR s. 87.1(2)(a), 73(1); hours by IRCC guidance.

use crate::finding::{Advisory, Assumption, Outcome, Reason};
use crate::law::{Edition, Hours, Law};
use crate::provenance::{Origin, Table};
use crate::records::PermitType;
use crate::requirements::point::Ground;
use crate::requirements::{Finding, Requirement, Treatment};

/// Counted hours reach the requirement: met. Possible hours stay below it: not met. Otherwise the doubtful days could decide.
pub(crate) fn outcome(counted: &Hours, possible: Option<&Hours>, edition: &Edition) -> Outcome {
    let required = Hours::whole(i64::from(edition.required_hours));
    if required <= *counted {
        Outcome::Met
    } else if possible.is_some_and(|possible| *possible < required) {
        Outcome::NotMet
    } else {
        Outcome::Undetermined
    }
}

/// The finding about both bounds of the hours.
pub(crate) fn assess(ground: &Ground<'_>) -> Finding {
    let experience = &ground.experience;
    let required = Hours::whole(i64::from(ground.edition.required_hours));
    let outcome = outcome(
        &experience.counted,
        experience.possible.as_ref(),
        ground.edition,
    );
    let at_most = experience
        .possible
        .as_ref()
        .map_or_else(|| "unlimited".to_owned(), Hours::to_string);
    let reasons = match outcome {
        Outcome::NotMet => {
            let mut reasons = vec![Reason::HoursBelowRequirement];
            for lost in experience.exclusions.iter().chain(&experience.doubts) {
                if !reasons.contains(lost) {
                    reasons.push(*lost);
                }
            }
            reasons
        }
        // Where no day is doubtful, a range of hours is what leaves it open.
        Outcome::Undetermined if experience.doubts.is_empty() => vec![Reason::HoursUnknown],
        Outcome::Undetermined => experience.doubts.clone(),
        Outcome::Met | Outcome::NotAssessed | Outcome::NotRequired => Vec::new(),
    };
    Finding {
        requirement: Requirement::WorkExperience,
        outcome,
        required: required.to_string(),
        found: experience.counted.to_string(),
        found_at_most: at_most.clone(),
        unit: "hours",
        explanation: explanation(ground, outcome, &at_most, &reasons),
        reasons,
        advisories: advisories(ground, &required),
        assumptions: assumptions(ground),
        citation: ground.edition.citation.clone(),
        evidence: evidence(ground),
    }
}

/// The finding where no edition, or no day, is known.
pub(crate) fn unjudged(law: &Law, reasons: &[Reason]) -> Finding {
    let because = reasons
        .first()
        .map_or("the record is incomplete", |reason| reason.sentence());
    Finding {
        requirement: Requirement::WorkExperience,
        outcome: Outcome::Undetermined,
        required: String::new(),
        found: Hours::ZERO.to_string(),
        found_at_most: "unlimited".to_owned(),
        unit: "hours",
        reasons: reasons.to_vec(),
        advisories: Vec::new(),
        assumptions: Vec::new(),
        citation: law
            .citation(Requirement::WorkExperience.citation_key())
            .citation
            .clone(),
        explanation: format!("The hours cannot be judged because {because}."),
        evidence: Vec::new(),
    }
}

fn explanation(ground: &Ground<'_>, outcome: Outcome, at_most: &str, reasons: &[Reason]) -> String {
    let (counted, required, day) = (
        &ground.experience.counted,
        ground.edition.required_hours,
        ground.day,
    );
    match outcome {
        Outcome::Met => {
            format!(
                "The record shows {counted} hours of eligible work in the three years before {day}; {required} are required."
            )
        }
        Outcome::NotMet => format!(
            "The record shows {counted} hours of eligible work in the three years before {day}, and at most {at_most} even if every \
             doubt is settled in the applicant's favour; {required} are required."
        ),
        Outcome::Undetermined | Outcome::NotAssessed | Outcome::NotRequired => {
            let because = reasons
                .first()
                .map_or("the record leaves room", |reason| reason.sentence());
            let most = if ground.experience.possible.is_some() {
                format!("up to {at_most}")
            } else {
                "possibly more, without a known limit,".to_owned()
            };
            format!(
                "The record surely shows {counted} hours of eligible work in the three years before {day} and {most} if the doubts \
                 are settled; {required} are required, and {because}."
            )
        }
    }
}

fn advisories(ground: &Ground<'_>, required: &Hours) -> Vec<Advisory> {
    let (experience, law) = (&ground.experience, ground.bench.law);
    let reached = *required <= experience.counted;
    let year = law
        .dated_or_first("one_year_days", ground.day)
        .value
        .unwrap_or(0);
    let drops = experience.counted.minus(&experience.leaving) < *required;
    [
        (
            reached && experience.counted_days < i64::from(year),
            Advisory::OneYearMargin,
        ),
        (ground.straddle, Advisory::EditionStraddle),
        (experience.used.long_pending, Advisory::PendingOverAYear),
        (experience.used.off_campus, Advisory::OffCampusHours),
        (
            experience.used.concordance,
            Advisory::OccupationByConcordance,
        ),
        (reached && drops, Advisory::HoursLeavingWindow),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, advisory)| advisory)
    .collect()
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
    [
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
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, assumption)| assumption)
    .collect()
}

/// The rows that the hours rest on: jobs with days in the window that may count (all jobs if there are none), then the rows that
/// speak for or against them, then the rows set aside.
fn evidence(ground: &Ground<'_>) -> Vec<Origin> {
    let case = ground.case;
    let mut working: Vec<usize> = ground
        .experience
        .ledger
        .iter()
        .filter(|line| line.treatment != Treatment::Excluded)
        .map(|line| line.record)
        .collect();
    working.dedup();
    let none_works = working.is_empty();
    let jobs = case
        .employment
        .iter()
        .enumerate()
        .filter(|(record, _)| none_works || working.contains(record));
    let mut rows: Vec<Origin> = jobs.map(|(_, row)| row.origin).collect();
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

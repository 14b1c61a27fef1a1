//! One approved test at or above the threshold in each ability. Rule: IRPR s. 87.1(2)(d), (e), s. 74.

use crate::experience::ThresholdSet;
use crate::finding::{Advisory, Assumption, Outcome, Reason};
use crate::language::LanguageRecord;
use crate::law::{LanguageLevel, Law};
use crate::provenance::Table;
use crate::requirements::point::Ground;
use crate::requirements::{Finding, Requirement};

/// The best valid test against the set of thresholds that may apply.
pub(crate) fn outcome(thresholds: ThresholdSet, record: &LanguageRecord) -> Outcome {
    let level = record.best.as_ref().map(crate::language::ValidTest::lowest);
    let reaches = |threshold| level.is_some_and(|level| level.reaches(threshold));
    if reaches(thresholds.highest) {
        Outcome::Met
    } else if reaches(thresholds.lowest) || !record.doubts.is_empty() {
        Outcome::Undetermined
    } else {
        Outcome::NotMet
    }
}

/// The finding about the best valid test.
pub(crate) fn assess(ground: &Ground<'_>) -> Finding {
    let (thresholds, record) = (ground.experience.thresholds, &ground.language);
    let level = record.best.as_ref().map(crate::language::ValidTest::lowest);
    let reaches = |threshold| level.is_some_and(|level| level.reaches(threshold));
    let outcome = outcome(thresholds, record);
    let mut reasons = if outcome == Outcome::Met {
        Vec::new()
    } else if reaches(thresholds.lowest) {
        let open = std::iter::once(Reason::ThresholdUnsettled);
        open.chain(record.doubts.iter().copied()).collect()
    } else if record.doubts.is_empty() {
        let why = if level.is_some() {
            Reason::LevelBelowThreshold
        } else {
            Reason::NoValidTest
        };
        vec![why]
    } else {
        record.doubts.clone()
    };
    if record.not_designated && outcome != Outcome::Met {
        reasons.push(Reason::TestNotDesignated);
    }
    let unit = record
        .best
        .as_ref()
        .map_or("CLB/NCLC", |test| test.test.benchmark());
    Finding {
        requirement: Requirement::Language,
        outcome,
        required: thresholds.highest.to_string(),
        found: level.map_or_else(String::new, |level| level.to_string()),
        found_at_most: String::new(),
        unit,
        explanation: explanation(ground, outcome, level, unit, &reasons),
        reasons,
        advisories: advisories(ground),
        assumptions: record
            .best
            .iter()
            .filter(|t| t.as_stated)
            .map(|_| Assumption::LevelAsStated)
            .collect(),
        citation: ground
            .bench
            .law
            .citation(Requirement::Language.citation_key())
            .citation
            .clone(),
        evidence: evidence(ground),
    }
}

/// The finding where no edition, or no day, is known.
pub(crate) fn unjudged(law: &Law, reasons: &[Reason]) -> Finding {
    let because = reasons
        .first()
        .map_or("the record is incomplete", |reason| reason.sentence());
    Finding {
        requirement: Requirement::Language,
        outcome: Outcome::Undetermined,
        required: String::new(),
        found: String::new(),
        found_at_most: String::new(),
        unit: "CLB/NCLC",
        reasons: reasons.to_vec(),
        advisories: Vec::new(),
        assumptions: Vec::new(),
        citation: law
            .citation(Requirement::Language.citation_key())
            .citation
            .clone(),
        explanation: format!("The language requirement cannot be judged because {because}."),
        evidence: Vec::new(),
    }
}

fn explanation(
    ground: &Ground<'_>,
    outcome: Outcome,
    level: Option<LanguageLevel>,
    unit: &str,
    reasons: &[Reason],
) -> String {
    let required = ground.experience.thresholds.highest;
    let day = ground.day;
    let because = reasons
        .first()
        .map_or("the record leaves room", |reason| reason.sentence());
    let found = match (&ground.language.best, level) {
        (Some(test), Some(LanguageLevel::At(level))) => {
            format!(
                "The best test valid on {day} ({}) gives {unit} {level} in its lowest ability",
                test.test.name()
            )
        }
        (Some(test), Some(LanguageLevel::Below(lowest))) => {
            format!(
                "The best test valid on {day} ({}) is below {unit} {lowest} in its lowest ability",
                test.test.name()
            )
        }
        _ => format!("No approved language test is surely valid on {day}"),
    };
    match outcome {
        Outcome::Met => format!("{found}; {unit} {required} is required."),
        Outcome::NotMet if level.is_none() => {
            format!("No approved language test was valid on {day}; {unit} {required} is required.")
        }
        Outcome::NotMet => format!(
            "{found}; {unit} {} is required at least.",
            ground.experience.thresholds.lowest
        ),
        Outcome::Undetermined | Outcome::NotAssessed | Outcome::NotRequired => {
            format!("{found}, and {because}; {unit} {required} may be required.")
        }
    }
}

fn advisories(ground: &Ground<'_>) -> Vec<Advisory> {
    let law = ground.bench.law;
    let horizon = law
        .dated_or_first("advisory_horizon_days", ground.day)
        .value
        .unwrap_or(0);
    let soon = ground.day.plus_days(i32::try_from(horizon).unwrap_or(0));
    [
        (ground.language.tef_reissued, Advisory::TefReissuedScores),
        (
            ground.experience.thresholds.is_mixed(),
            Advisory::MixedLevelRule,
        ),
        (
            ground
                .language
                .best
                .as_ref()
                .is_some_and(|test| test.expires <= soon),
            Advisory::LanguageExpiresWithin90Days,
        ),
    ]
    .into_iter()
    .filter(|(holds, _)| *holds)
    .map(|(_, advisory)| advisory)
    .collect()
}

fn evidence(ground: &Ground<'_>) -> Vec<crate::provenance::Origin> {
    let set_aside = ground
        .case
        .set_aside
        .iter()
        .filter(|row| row.table == Table::LanguageTests);
    if let Some(test) = &ground.language.best {
        return vec![test.origin];
    }
    let rows = ground.case.language_tests.iter().map(|row| row.origin);
    rows.chain(set_aside.map(|row| row.origin)).collect()
}

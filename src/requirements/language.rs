//! One approved test at or above the threshold in each ability. Rule: IRPR s. 87.1(2)(d), (e), s. 74.

use crate::experience::ThresholdSet;
use crate::finding::{Advisory, Assumption, Few, Outcome, Reason};
use crate::language::{LanguageRecord, ValidTest, rows_named_by};
use crate::law::DatedKey;
use crate::provenance::{Origin, Table};
use crate::requirements::assessment::those_that_hold;
use crate::requirements::point::Ground;
use crate::requirements::{Explanation, Figure, Finding, LanguageExplained, Requirement};

/// The best valid test against the set of thresholds that may apply.
pub(crate) fn outcome(thresholds: ThresholdSet, record: &LanguageRecord) -> Outcome {
    let level = record.best.as_ref().map(ValidTest::lowest);
    let reaches = |threshold| level.is_some_and(|level| level.reaches(threshold));
    if reaches(thresholds.highest) {
        Outcome::Met
    } else if reaches(thresholds.lowest) || record.doubts_at(thresholds.lowest).next().is_some() {
        Outcome::Undetermined
    } else {
        Outcome::NotMet
    }
}

/// The finding about the best valid test.
pub(crate) fn assess(ground: &Ground<'_>) -> Finding {
    let (thresholds, record) = (ground.experience.thresholds, ground.language);
    let level = record.best.as_ref().map(ValidTest::lowest);
    let reaches = |threshold| level.is_some_and(|level| level.reaches(threshold));
    let outcome = outcome(thresholds, record);
    let mut reasons: Vec<Reason> = match outcome {
        Outcome::Undetermined => {
            let unsettled = reaches(thresholds.lowest).then_some(Reason::ThresholdUnsettled);
            let doubts = record.doubts_at(thresholds.lowest);
            unsettled.into_iter().chain(doubts).collect()
        }
        Outcome::NotMet if level.is_some() => vec![Reason::LevelBelowThreshold],
        Outcome::NotMet => vec![Reason::NoValidTest],
        _ => Vec::new(),
    };
    if record.not_designated && outcome != Outcome::Met {
        reasons.push(Reason::TestNotDesignated);
    }
    let unit = record
        .best
        .as_ref()
        .map_or("CLB/NCLC", |test| test.test.benchmark());
    let evidence = evidence(ground, &reasons);
    Finding {
        requirement: Requirement::Language,
        outcome,
        required: Figure::Threshold(thresholds.highest),
        found: level.map_or(Figure::None, Figure::Level),
        found_at_most: Figure::None,
        unit,
        explanation: explanation(ground, outcome, unit, &reasons),
        reasons,
        advisories: advisories(ground),
        assumptions: record
            .best
            .iter()
            .filter(|t| t.as_stated)
            .map(|_| Assumption::LevelAsStated)
            .collect(),
        citation: Requirement::Language.citation(),
        evidence,
    }
}

/// The finding where no edition, or no day, is known.
pub(crate) fn unjudged(reasons: &[Reason]) -> Finding {
    let because = reasons
        .first()
        .map_or("the record is incomplete", |reason| reason.sentence());
    Finding {
        requirement: Requirement::Language,
        outcome: Outcome::Undetermined,
        required: Figure::None,
        found: Figure::None,
        found_at_most: Figure::None,
        unit: "CLB/NCLC",
        reasons: reasons.to_vec(),
        advisories: Vec::new(),
        assumptions: Vec::new(),
        citation: Requirement::Language.citation(),
        explanation: Explanation::Because("The language requirement cannot be judged", because),
        evidence: Few::None,
    }
}

fn explanation(
    ground: &Ground<'_>,
    outcome: Outcome,
    unit: &'static str,
    reasons: &[Reason],
) -> Explanation {
    let thresholds = ground.experience.thresholds;
    let best = ground.language.best.as_ref();
    Explanation::Language(LanguageExplained {
        outcome,
        best: best.map(|test| (test.test.name(), test.lowest())),
        unit,
        required: (thresholds.highest, thresholds.lowest),
        day: ground.day,
        perhaps_valid: best.is_none() && ground.language.perhaps.is_some(),
        because: reasons
            .first()
            .map_or("the record leaves room", |reason| match best {
                Some(_) => of_another_test(*reason),
                None => reason.sentence(),
            }),
    })
}

/// A reason as it is told beside the best valid test: what leaves it open is another row.
const fn of_another_test(reason: Reason) -> &'static str {
    match reason {
        Reason::TestTypeUnknown => "the name of another test does not say which version it is",
        Reason::NoChartForDate => "there is no conversion chart for the date of another test",
        Reason::TefScoreScale => {
            "the scores of another test, a TEF, are not on the scale that Express Entry uses"
        }
        Reason::DateImprecise => "the date of another test is not known to the day",
        same => same.sentence(),
    }
}

fn advisories(ground: &Ground<'_>) -> Vec<Advisory> {
    let expires_soon = |test: &ValidTest| {
        let days = ground
            .bench
            .law
            .value_or_first(DatedKey::AdvisoryHorizonDays, ground.day)
            .unwrap_or(0);
        let soon = ground.day.plus_days(i32::try_from(days).unwrap_or(0));
        test.expires <= soon
    };
    those_that_hold(&[
        (ground.language.tef_reissued, Advisory::TefReissuedScores),
        (
            ground.experience.thresholds.is_mixed(),
            Advisory::MixedLevelRule,
        ),
        (
            ground.language.best.as_ref().is_some_and(expires_soon),
            Advisory::LanguageExpiresWithin90Days,
        ),
    ])
}

/// The best valid test and the rows that the reasons are about; without such a test all rows.
fn evidence(ground: &Ground<'_>, reasons: &[Reason]) -> Few<Origin> {
    let set_aside = ground
        .case
        .set_aside
        .iter()
        .filter(|row| row.table == Table::LanguageTests);
    if let Some(test) = &ground.language.best {
        if reasons.is_empty() {
            return Few::One(test.origin);
        }
        let threshold = ground.experience.thresholds.lowest;
        let valid = (ground.day, ground.edition.language_validity_months);
        let law = ground.bench.law;
        let named = rows_named_by(reasons, threshold, ground.case, valid, law);
        return std::iter::once(test.origin).chain(named).collect();
    }
    let rows = ground.case.language_tests.iter().map(|row| row.origin);
    rows.chain(set_aside.map(|row| row.origin)).collect()
}

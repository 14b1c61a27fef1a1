//! Language at one assessed day, for a set of possible thresholds.

use super::facts::{ABILITIES, DESIGNATED, Facts, NOT_DESIGNATED, Test};
use super::law::{LANGUAGE_MONTHS, PTE_CORE, TEF_REISSUED, chart};
use super::requirement::Requirement;
use super::values::{Day, Reason, Span, add_months, number};
use std::collections::BTreeSet;

/// A level of the benchmarks, or below the lowest band of its chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// "<4", for PTE Core "<3".
    Below(u8),
    At(u8),
}

impl Level {
    fn rank(self) -> u8 {
        match self {
            Self::Below(lowest) => lowest - 1,
            Self::At(level) => level,
        }
    }

    fn show(self) -> String {
        match self {
            Self::Below(lowest) => format!("<{lowest}"),
            Self::At(level) => level.to_string(),
        }
    }
}

enum Standing {
    NoEffect,
    NotDesignated,
    /// It might be anything.
    Doubtful(BTreeSet<Reason>),
    /// Valid under some readings of its date only.
    PerhapsValid(Vec<Level>),
    Valid(Vec<Level>),
}

fn valid_on(assessed: Day, taken: Day) -> bool {
    taken < assessed && assessed < add_months(taken, LANGUAGE_MONTHS)
}

/// Valid under every reading, under none, or under some.
fn validity(date: Span, assessed: Day) -> Option<bool> {
    let valid = (date.lo..=date.hi).filter(|taken| valid_on(assessed, *taken));
    match valid.count() {
        0 => Some(false),
        all if all == usize::try_from(date.hi - date.lo + 1).expect("a count") => Some(true),
        _ => None,
    }
}

fn levels(test: &Test, taken: Day) -> Option<Vec<Level>> {
    ABILITIES
        .iter()
        .zip(&test.scores)
        .map(|(ability, score)| {
            let bands = chart(&test.name, ability, taken);
            let lowest = bands.iter().map(|band| band.level).min()?;
            let reached = bands
                .iter()
                .filter(|band| *score >= band.least)
                .map(|band| band.level)
                .max();
            Some(reached.map_or(Level::Below(lowest), Level::At))
        })
        .collect()
}

fn standing(test: &Test, assessed: Day) -> Standing {
    let validity = validity(test.date, assessed);
    if validity == Some(false) {
        return Standing::NoEffect;
    }
    if NOT_DESIGNATED.contains(&test.name.as_str()) {
        return Standing::NotDesignated;
    }
    let mut doubts = BTreeSet::new();
    if validity.is_none() {
        doubts.insert("date_imprecise");
    }
    if !DESIGNATED.contains(&test.name.as_str()) {
        doubts.insert("test_type_unknown");
        return Standing::Doubtful(doubts);
    }
    if test.name == "pte_core" {
        if test.date.hi < *PTE_CORE {
            return Standing::NotDesignated;
        }
        if test.date.lo < *PTE_CORE {
            doubts.insert("date_imprecise");
            return Standing::Doubtful(doubts);
        }
    }
    if test.name == "tef_canada" {
        let most = [360, 300, 450, 450];
        let over = test
            .scores
            .iter()
            .zip(most)
            .any(|(score, most)| *score > number(most));
        if over || test.scale_699 {
            doubts.insert("tef_score_scale");
            return Standing::Doubtful(doubts);
        }
    }
    let (first, last) = (levels(test, test.date.lo), levels(test, test.date.hi));
    match (first, last) {
        (Some(first), Some(last)) if first == last => {
            if validity == Some(true) {
                Standing::Valid(first)
            } else {
                Standing::PerhapsValid(first)
            }
        }
        (Some(_), Some(_)) => {
            doubts.insert("date_imprecise");
            Standing::Doubtful(doubts)
        }
        _ => {
            doubts.insert("no_chart_for_date");
            Standing::Doubtful(doubts)
        }
    }
}

pub fn judge(facts: &Facts, assessed: Day, thresholds: &BTreeSet<u8>) -> Requirement {
    let highest = *thresholds.last().expect("a threshold");
    let lowest = *thresholds.first().expect("a threshold");
    let mut doubts: BTreeSet<Reason> = BTreeSet::new();
    let mut remarks: BTreeSet<Reason> = BTreeSet::new();
    let mut advisories = BTreeSet::new();
    // Lowest level, latest day, source order.
    let mut best: Option<(Level, Span)> = None;
    let mut any_reaches_lowest = false;
    for date in &facts.tests_open {
        if date.is_none_or(|date| validity(date, assessed) != Some(false)) {
            doubts.insert("record_set_aside");
        }
    }
    for test in &facts.tests {
        match standing(test, assessed) {
            Standing::NoEffect => continue,
            Standing::NotDesignated => {
                remarks.insert("test_not_designated");
            }
            Standing::Doubtful(reasons) => doubts.extend(reasons),
            Standing::PerhapsValid(levels) => {
                if levels.iter().all(|level| level.rank() >= lowest) {
                    doubts.insert("date_imprecise");
                }
            }
            Standing::Valid(levels) => {
                any_reaches_lowest |= levels.iter().all(|level| level.rank() >= lowest);
                let weakest = *levels
                    .iter()
                    .min_by_key(|level| level.rank())
                    .expect("four levels");
                let better = best.is_none_or(|(so_far, taken)| {
                    (weakest.rank(), test.date.hi) > (so_far.rank(), taken.hi)
                });
                if better {
                    best = Some((weakest, test.date));
                }
            }
        }
        let (first, last) = *TEF_REISSUED;
        if test.name == "tef_canada" && first <= test.date.hi && test.date.lo <= last {
            advisories.insert("tef_reissued_scores");
        }
    }
    if thresholds.len() > 1 {
        advisories.insert("mixed_level_rule");
    }
    if let Some((_, taken)) = best
        && !valid_on(assessed + 90, taken.lo)
    {
        advisories.insert("language_expires_within_90_days");
    }
    let (outcome, reasons) = if best.is_some_and(|(level, _)| level.rank() >= highest) {
        ("met", BTreeSet::new())
    } else if any_reaches_lowest {
        doubts.insert("threshold_unsettled");
        ("undetermined", &doubts | &remarks)
    } else if !doubts.is_empty() {
        ("undetermined", &doubts | &remarks)
    } else {
        remarks.insert(if best.is_some() {
            "level_below_threshold"
        } else {
            "no_valid_test"
        });
        ("not_met", remarks)
    };
    Requirement {
        outcome,
        required: highest.to_string(),
        found: best.map_or(String::new(), |(level, _)| level.show()),
        found_at_most: String::new(),
        reasons,
        advisories,
        assumptions: BTreeSet::new(),
    }
}

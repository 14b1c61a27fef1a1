//! The evidence for a cause in words: which days left the window or were worked, which test expired, who judged.

use crate::audit::changes::lines::{Key, Line};
use crate::audit::changes::mixing::{Factor, Mix};
use crate::audit::changes::{Cause, Side};
use crate::calendar::{Day, Period, look_back_window};
use crate::finding::FirmAssumptions;
use crate::law::Law;
use crate::requirements::{
    Assessment, Figure, LedgerLine, Point, PointAssessment, Requirement, Treatment,
};
use serde_json::Value;

/// Which figures and words of the line changed beside the outcome.
pub(super) fn figures(then: Option<&Line>, now: Option<&Line>) -> String {
    let (Some(then), Some(now)) = (then, now) else {
        return String::new();
    };
    let parts = [
        ("edition", &then.edition, &now.edition),
        ("required", &then.required, &now.required),
        ("found", &then.found, &now.found),
        ("at most", &then.at_most, &now.at_most),
        ("reasons", &then.reasons, &now.reasons),
        ("assumptions", &then.assumptions, &now.assumptions),
    ];
    let parts = parts.into_iter().filter(|(_, then, now)| then != now);
    let parts: Vec<String> = parts
        .map(|(name, then, now)| format!("{name} {} -> {}", or_none(then), or_none(now)))
        .collect();
    parts.join(", ")
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "(none)" } else { text }
}

/// What the passing of time did, with everything else as it was. A new edition that came into force meanwhile is named so.
pub(super) fn of_time(mix: &mut Mix<'_>, key: Key, days: (Day, Day)) -> (Cause, String) {
    let (base, later) = (mix.assessment(&[]), mix.assessment(&[Factor::Time]));
    let Some((point, requirement)) = key.parts() else {
        return (Cause::TimePassed, days_of_run(&base, &later));
    };
    if let Some(evidence) = invitation_ran_out(&base, point, requirement, days) {
        return (Cause::TimePassed, evidence);
    }
    let (Some(then), Some(now)) = (at(&base, point), at(&later, point)) else {
        return (Cause::TimePassed, days_of_run(&base, &later));
    };
    let editions = (mix.judged(&[]), mix.judged(&[Factor::Time]));
    let edition = |line: Option<&Line>| line.map_or_else(String::new, |line| line.edition.clone());
    let (was, is) = (edition(editions.0.get(key)), edition(editions.1.get(key)));
    if was != is {
        let evidence = format!(
            "the edition in force on the day is {}, was {}",
            or_none(&is),
            or_none(&was)
        );
        return (Cause::EditionOrVersionChanged, evidence);
    }
    let parts = match requirement {
        Requirement::WorkExperience => worked_and_left(then, now, days),
        Requirement::Language => [tests(then, now), worked_and_left(then, now, days)].concat(),
        _ => Vec::new(),
    };
    let evidence = if parts.is_empty() {
        days_of_run(&base, &later)
    } else {
        parts.join("; ")
    };
    (Cause::TimePassed, evidence)
}

/// Whether the last good day of the invitation passed, where that is what a change at this point can rest on.
fn invitation_ran_out(
    base: &Assessment,
    point: Point,
    requirement: Requirement,
    days: (Day, Day),
) -> Option<String> {
    if point != Point::Invitation && requirement != Requirement::InvitationWindow {
        return None;
    }
    let findings = base.points.iter().flat_map(|point| &point.findings);
    let mut windows = findings.filter(|one| one.requirement == Requirement::InvitationWindow);
    let Figure::Day(last_good) = windows.next()?.required else {
        return None;
    };
    let passed = days.0 <= last_good && last_good < days.1;
    passed.then(|| format!("the last good day of the invitation, {last_good}, has passed"))
}

fn at(assessment: &Assessment, point: Point) -> Option<&PointAssessment> {
    assessment.points.iter().find(|one| one.point == point)
}

fn days_of_run(base: &Assessment, later: &Assessment) -> String {
    let day = |assessment: &Assessment| {
        let last = assessment.points.last().and_then(|point| point.assessed_on);
        last.map_or_else(|| "an unknown day".to_owned(), |day| day.to_string())
    };
    let (then, now) = (day(base), day(later));
    if then == now {
        "the day of the run is later".to_owned()
    } else {
        format!("assessed on {now}, was {then}")
    }
}

fn tests(then: &PointAssessment, now: &PointAssessment) -> Vec<String> {
    let (was, is) = (&then.explained.language_test, &now.explained.language_test);
    let level = |point: &PointAssessment| point.explained.language_level.clone();
    if was.is_empty() || (was == is && level(then) == level(now)) {
        return Vec::new();
    }
    let day = now
        .assessed_on
        .map_or_else(String::new, |day| format!(" on {day}"));
    vec![format!(
        "the best test of before ({was}) is no longer valid{day}"
    )]
}

/// The days with counted or doubtful work that fell out of the window, and those that came into it.
fn worked_and_left(then: &PointAssessment, now: &PointAssessment, days: (Day, Day)) -> Vec<String> {
    let window = |point: &PointAssessment| {
        look_back_window(point.assessed_on?, point.edition?.window_months)
    };
    let (Some(old), Some(new)) = (window(then), window(now)) else {
        return Vec::new();
    };
    let left = Period::new(old.first(), new.first().previous().min(old.last()));
    let came = Period::new(days.0.max(new.first()), days.1.previous().min(new.last()));
    let mut parts = Vec::new();
    if let Some((days, first, last)) = left.and_then(|left| work_in(&then.ledger, left)) {
        parts.push(format!(
            "{} left the window ({first} to {last})",
            in_days(days)
        ));
    }
    if let Some((days, first, last)) = came.and_then(|came| work_in(&now.ledger, came)) {
        parts.push(format!(
            "{} worked ({first} to {last})",
            if days == 1 {
                "1 day was".to_owned()
            } else {
                format!("{days} days were")
            }
        ));
    }
    parts
}

fn in_days(days: i32) -> String {
    if days == 1 {
        "1 day of work".to_owned()
    } else {
        format!("{days} days of work")
    }
}

/// How many days of a period have counted or doubtful work, and the first and last of them.
fn work_in(ledger: &[LedgerLine], within: Period) -> Option<(i32, Day, Day)> {
    let mut parts: Vec<Period> = ledger
        .iter()
        .filter(|line| line.treatment != Treatment::Excluded)
        .filter_map(|line| line.period.intersection(within))
        .collect();
    parts.sort_by_key(|part| part.first());
    let (first, mut covered) = (parts.first()?.first(), parts.first()?.first().previous());
    let mut days = 0;
    for part in parts {
        if let Some(more) = Period::new(part.first().max(covered.next()), part.last()) {
            days += more.days();
            covered = part.last();
        }
    }
    Some((days, first, covered))
}

/// Which of the two programs judged otherwise than this one.
pub(super) fn of_program(old: Side<'_>, new: Side<'_>) -> String {
    let mut parts = Vec::new();
    if old.version != new.version {
        parts.push(format!("version {} -> {}", old.version, new.version));
    }
    if old.law != new.law {
        parts.push("other law data".to_owned());
    }
    if !parts.is_empty() {
        return parts.join(", ");
    }
    let version = env!("CARGO_PKG_VERSION");
    if new.version == version && new.law == Law::book().hash() {
        "a published result is not what its records give: run landed verify".to_owned()
    } else {
        format!(
            "both runs are of version {}, and this version {version} judges otherwise",
            new.version
        )
    }
}

/// Which assumptions changed.
pub(super) fn of_assumptions(then: FirmAssumptions, now: FirmAssumptions) -> String {
    let value = |assumptions| serde_json::to_value(assumptions).unwrap_or(Value::Null);
    let (then, now) = (value(then), value(now));
    let (Value::Object(then), Value::Object(now)) = (then, now) else {
        return String::new();
    };
    let text = |value: Option<&Value>| match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        other => other.map_or_else(String::new, ToString::to_string),
    };
    let changed = now
        .iter()
        .filter(|(name, value)| then.get(*name) != Some(*value));
    let parts: Vec<String> = changed
        .map(|(name, value)| format!("{name}: {} -> {}", text(then.get(name)), text(Some(value))))
        .collect();
    parts.join(", ")
}

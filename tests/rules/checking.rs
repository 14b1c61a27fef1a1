//! Judges a case and says every way in which it does not come out as expected.

use crate::case::{Bases, Case, Horizon, Line, Requirement};
use crate::reading::{as_of, read};
use landed::casefile::CaseFile;
use landed::horizon::{Outlook, Spell, judge_and_look_ahead};
use landed::law::Law;
use landed::requirements::{Assessment, Bench, Finding, LedgerLine, PointAssessment};
use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};

/// Differences between what is expected and what comes out.
#[derive(Default)]
struct Differences(String);

impl Differences {
    fn note(&mut self, what: &str, expected: impl Debug, got: impl Debug) {
        // Writing to a String cannot fail.
        let _ = writeln!(
            self.0,
            "{what}:\n  expected {expected:?}\n  got      {got:?}"
        );
    }

    fn same<T: PartialEq + Debug>(&mut self, what: &str, expected: &T, got: &T) {
        if expected != got {
            self.note(what, expected, got);
        }
    }
}

/// Judges the case.
pub fn check(case: &Case, bases: &Bases) -> Result<(), String> {
    let base = bases.of(case);
    let (built, sources) = read(case, base);
    let as_of = as_of(case, base);
    let bench = Bench {
        law: Law::book(),
        book: &built.book,
        sources: &sources,
        as_of,
    };
    let found = built
        .book
        .cases
        .iter()
        .find(|one| *one.id == *case.applicant);
    let empty = CaseFile::default();
    let (assessment, judged, outlook) = judge_and_look_ahead(&bench, found.unwrap_or(&empty));
    let mut differences = Differences::default();
    if found.is_none() {
        differences.note("applicant", &case.applicant, "nobody of that id");
    }
    overall(case, &assessment, &mut differences);
    if let Some(expected) = &case.expect.horizon {
        horizon(expected, &outlook, &mut differences);
    }
    let codes: BTreeSet<&str> = built
        .problems
        .iter()
        .chain(&judged)
        .map(|problem| problem.code.id())
        .collect();
    for code in &case.expect.problems {
        if !codes.contains(code.as_str()) {
            differences.note("problems", code, &codes);
        }
    }
    for code in &case.expect.no_problems {
        if codes.contains(code.as_str()) {
            differences.note("problems that must not be reported", code, &codes);
        }
    }
    match (differences.0.is_empty(), case.disputed) {
        (true, false) => Ok(()),
        (false, false) => Err(format!("{}({})", differences.0, case.source)),
        (false, true) => Err(format!(
            "DISPUTED (see DISPUTED.md)\n{}({})",
            differences.0, case.source
        )),
        (true, true) => {
            Err("this case is no longer disputed: take it out of DISPUTED.md".to_owned())
        }
    }
}

fn overall(case: &Case, assessment: &Assessment, differences: &mut Differences) {
    let expect = &case.expect;
    if let Some(outcome) = &expect.outcome {
        differences.same("outcome", &outcome.as_str(), &assessment.outcome.id());
    }
    let points: Vec<&str> = assessment
        .points
        .iter()
        .map(|point| point.point.id())
        .collect();
    if let Some(only) = &expect.only_points {
        differences.same(
            "points",
            &only.iter().map(String::as_str).collect(),
            &points,
        );
    }
    let of = |id: &str| {
        assessment
            .points
            .iter()
            .find(|point| point.point.id() == id)
    };
    for (id, edition) in &expect.editions {
        let got = of(id).map_or("no such point", |p| p.edition.map_or("none", |e| &e.id));
        differences.same(&format!("{id}: edition"), &edition.as_str(), &got);
    }
    for (id, day) in &expect.assessed_on {
        let got = of(id).map_or_else(
            || "no such point".to_owned(),
            |p| {
                p.assessed_on
                    .map_or_else(|| "none".to_owned(), |day| day.to_string())
            },
        );
        differences.same(&format!("{id}: assessed on"), day, &got);
    }
    for (id, requirements) in &expect.points {
        for (name, expected) in requirements {
            let got = of(id).and_then(|point| finding(point, name));
            match got {
                Some(got) => requirement(&format!("{id}.{name}"), expected, got, differences),
                None => differences.note(&format!("{id}.{name}"), "a finding", &points),
            }
        }
    }
    for (id, names) in &expect.not_listed {
        for name in names {
            let got = of(id).map(|point| finding(point, name).is_some());
            differences.same(&format!("{id}.{name} listed"), &Some(false), &got);
        }
    }
    ledger(case, assessment, differences);
}

fn finding<'a>(point: &'a PointAssessment, name: &str) -> Option<&'a Finding> {
    point
        .findings
        .iter()
        .find(|one| one.requirement.id() == name)
}

fn evidence(what: &str, expected: &Requirement, got: &Finding, differences: &mut Differences) {
    if let Some(expected) = &expected.evidence {
        // The first row is that of the headings.
        let rows = got.evidence.iter().map(|origin| origin.row - 1).collect();
        differences.same(&format!("{what}.evidence"), expected, &rows);
    }
}

fn requirement(what: &str, expected: &Requirement, got: &Finding, differences: &mut Differences) {
    let shown = [
        ("outcome", &expected.outcome, got.outcome.id().to_owned()),
        ("required", &expected.required, got.required.to_string()),
        ("found", &expected.found, got.found.to_string()),
        (
            "found_at_most",
            &expected.found_at_most,
            got.found_at_most.to_string(),
        ),
        (
            "explanation",
            &expected.explanation,
            got.explanation.to_string(),
        ),
    ];
    for (name, expected, got) in shown {
        if let Some(expected) = expected {
            differences.same(&format!("{what}.{name}"), expected, &got);
        }
    }
    evidence(what, expected, got, differences);
    let set = |ids: &mut dyn Iterator<Item = &'static str>| ids.collect::<BTreeSet<_>>();
    let reasons = set(&mut got.reasons.iter().map(|one| one.id()));
    if let Some(expected) = &expected.reasons {
        let expected = expected.iter().map(String::as_str).collect();
        differences.same(&format!("{what}.reasons"), &expected, &reasons);
    }
    let included = |id: &String| reasons.contains(id.as_str());
    if !expected.reasons_include.iter().all(included) {
        let what = format!("{what}.reasons (among them)");
        differences.note(&what, &expected.reasons_include, &reasons);
    }
    let advisories = set(&mut got.advisories.iter().map(|one| one.id()));
    let assumptions = set(&mut got.assumptions.iter().map(|one| one.id()));
    let lists = [
        (
            "advisories",
            &expected.advisories,
            &expected.no_advisories,
            advisories,
        ),
        (
            "assumptions",
            &expected.assumptions,
            &expected.no_assumptions,
            assumptions,
        ),
    ];
    for (name, with, without, got) in lists {
        let held = with.iter().all(|id| got.contains(id.as_str()));
        if !held || without.iter().any(|id| got.contains(id.as_str())) {
            differences.note(
                &format!("{what}.{name}"),
                format!("{with:?} and not {without:?}"),
                got,
            );
        }
    }
}

fn horizon(expected: &Horizon, got: &Outlook, differences: &mut Differences) {
    let from = |spell: Option<Spell>| spell.map_or_else(String::new, |one| one.from.to_string());
    let ends = |spell: Option<Spell>| spell.and_then(|one| one.ends);
    let until = |spell| ends(spell).map_or_else(String::new, |(last, _)| last.to_string());
    let because = ends(got.sure).map_or("", |(_, ending)| ending.id());
    let shown = [
        (
            "earliest_eligible_on",
            &expected.earliest_eligible_on,
            from(got.sure),
        ),
        ("eligible_until", &expected.eligible_until, until(got.sure)),
        ("ends_because", &expected.ends_because, because.to_owned()),
        (
            "earliest_possible_on",
            &expected.earliest_possible_on,
            from(got.optimistic),
        ),
        (
            "possible_until",
            &expected.possible_until,
            until(got.optimistic),
        ),
    ];
    for (name, expected, got) in shown {
        if let Some(expected) = expected {
            differences.same(&format!("horizon: {name}"), expected, &got);
        }
    }
    if let Some(expected) = expected.another_follows {
        let follows = got.sure.is_some_and(|spell| spell.another_from.is_some());
        differences.same("horizon: another_follows", &expected, &follows);
    }
    if let Some(expected) = &expected.blocked_by {
        let blocked = got.blocked_by.iter();
        let blocked: Vec<String> = blocked
            .map(|(requirement, outcome)| format!("{} {}", requirement.id(), outcome.id()))
            .collect();
        differences.same("horizon: blocked_by", expected, &blocked);
    }
    let on = |kind: &String| -> String {
        let dates = got.dates.iter().filter(|date| date.kind.id() == kind);
        let days: Vec<String> = dates.map(|date| date.on.to_string()).collect();
        days.join(", ")
    };
    for (kind, days) in &expected.dates {
        differences.same(&format!("horizon: {kind}"), days, &on(kind));
    }
    for kind in &expected.no_dates {
        differences.same(&format!("horizon: {kind}"), &String::new(), &on(kind));
    }
}

fn ledger(case: &Case, assessment: &Assessment, differences: &mut Differences) {
    let last = assessment
        .points
        .last()
        .map_or("", |point| point.point.id());
    let point_of = |line: &Line| line.point.clone().unwrap_or_else(|| last.to_owned());
    let places: BTreeSet<(String, usize)> = case
        .expect
        .ledger
        .iter()
        .map(|line| (point_of(line), line.record))
        .collect();
    for (point, record) in places {
        let expected: Vec<&Line> = case
            .expect
            .ledger
            .iter()
            .filter(|line| line.record == record && point_of(line) == point)
            .collect();
        let with_authorization = expected.iter().any(|line| line.authorization.is_some());
        let got = assessment.points.iter().find(|one| one.point.id() == point);
        let lines = got.into_iter().flat_map(|point| &point.ledger);
        let got = joined(
            lines.filter(|line| line.record + 1 == record),
            with_authorization,
        );
        let expected: Vec<Shown> = expected
            .into_iter()
            .zip(got.iter().map(Some).chain(std::iter::repeat(None)))
            .map(|(line, got)| Shown::expected(line, got))
            .collect();
        differences.same(
            &format!("ledger of record {record} at {point}"),
            &expected,
            &got,
        );
    }
}

/// A line as it is compared.
#[derive(Clone, PartialEq)]
struct Shown {
    from: String,
    to: String,
    treatment: String,
    reasons: Vec<String>,
    authorization: String,
    hours: [String; 3],
    sums: Option<[landed::law::Hours; 3]>,
}

impl Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            from,
            to,
            treatment,
            reasons,
            authorization,
            hours,
            ..
        } = self;
        write!(
            f,
            "\n    {from}..{to} {treatment} {reasons:?} {authorization} {hours:?}"
        )
    }
}

impl Shown {
    /// What is expected; what the case does not say is taken from what came out.
    fn expected(line: &Line, got: Option<&Self>) -> Self {
        let said = |hours: &Option<String>, at: usize| {
            hours
                .clone()
                .or_else(|| got?.hours.get(at).cloned())
                .unwrap_or_default()
        };
        Self {
            from: line.from.clone(),
            to: line.to.clone(),
            treatment: line.treatment.clone(),
            reasons: line.reasons.clone(),
            authorization: line
                .authorization
                .clone()
                .or_else(|| got.map(|got| got.authorization.clone()))
                .unwrap_or_default(),
            hours: [
                said(&line.hours_counted, 0),
                said(&line.hours_uncertain, 1),
                said(&line.hours_over_cap, 2),
            ],
            sums: None,
        }
    }
}

/// Lines that go on with the same treatment and reasons are one.
fn joined<'a>(lines: impl Iterator<Item = &'a LedgerLine>, with_authorization: bool) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    let mut end = None;
    for line in lines {
        let next = Shown {
            from: line.period.first().to_string(),
            to: line.period.last().to_string(),
            treatment: line.treatment.id().to_owned(),
            reasons: line
                .reasons
                .iter()
                .map(|reason| reason.id().to_owned())
                .collect(),
            authorization: line.authority.id().to_owned(),
            hours: Default::default(),
            sums: Some([
                line.hours_counted.clone(),
                line.hours_uncertain.clone(),
                line.hours_over_cap.clone(),
            ]),
        };
        let touches =
            end.is_some_and(|end: landed::calendar::Day| end.next() == line.period.first());
        end = Some(line.period.last());
        match shown.last_mut() {
            Some(one)
                if touches
                    && one.treatment == next.treatment
                    && one.reasons == next.reasons
                    && (!with_authorization || one.authorization == next.authorization) =>
            {
                one.to = next.to;
                if let (Some(sums), Some(more)) = (&mut one.sums, next.sums) {
                    for (sum, more) in sums.iter_mut().zip(more) {
                        *sum = sum.plus(&more);
                    }
                }
            }
            _ => shown.push(next),
        }
    }
    for one in &mut shown {
        if let Some(sums) = one.sums.take() {
            one.hours = sums.map(|hours| hours.to_string());
        }
    }
    shown
}

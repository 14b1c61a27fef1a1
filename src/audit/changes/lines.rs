//! What is compared: per applicant, point and requirement the outcome and what it rests on, from a judgement or a file.

use crate::audit::text_table::{TextTable, field};
use crate::audit::{AuditError, Published, Records};
use crate::finding::ApplicantOutcome;
use crate::report::FileNames;
use crate::requirements::{Assessment, Finding, Point, PointAssessment, Requirement};
use std::collections::BTreeMap;

/// The outcome of one requirement, with what it rests on, as results show it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    /// The outcome.
    pub outcome: String,
    /// The edition of the law.
    pub edition: String,
    /// What is required.
    pub required: String,
    /// What the record shows.
    pub found: String,
    /// The most that it leaves possible.
    pub at_most: String,
    /// Why.
    pub reasons: String,
    /// What was taken from silence or vouched for.
    pub assumptions: String,
}

/// What a line is about: a requirement at a point, or the applicant as a whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Key(Option<(Point, Requirement)>);

impl Key {
    /// The applicant as a whole.
    pub const WHOLE: Self = Self(None);

    /// The point; empty for the applicant as a whole.
    pub fn point(self) -> &'static str {
        self.0.map_or("", |(point, _)| point.id())
    }

    /// The requirement; empty for the applicant as a whole.
    pub fn requirement(self) -> &'static str {
        self.0.map_or("", |(_, requirement)| requirement.id())
    }

    /// Point and requirement.
    pub const fn parts(self) -> Option<(Point, Requirement)> {
        self.0
    }
}

/// The lines of one applicant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lines(BTreeMap<Key, Line>);

impl Lines {
    /// A line.
    pub fn get(&self, key: Key) -> Option<&Line> {
        self.0.get(&key)
    }

    /// The outcome of the applicant.
    pub fn outcome(&self) -> &str {
        self.get(Key::WHOLE).map_or("", |line| &line.outcome)
    }

    /// The keys of these and the other lines, in order.
    pub fn keys_with(&self, other: &Self) -> Vec<Key> {
        let mut keys: Vec<Key> = self.0.keys().chain(other.0.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

fn joined<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(";")
}

/// The lines of a judgement.
pub fn lines_of(assessment: &Assessment) -> Lines {
    let mut lines = BTreeMap::new();
    lines.insert(Key::WHOLE, whole(assessment.outcome.id()));
    for point in &assessment.points {
        for finding in &point.findings {
            let key = Key(Some((point.point, finding.requirement)));
            lines.insert(key, line_of(point, finding));
        }
    }
    Lines(lines)
}

fn whole(outcome: &str) -> Line {
    Line {
        outcome: outcome.to_owned(),
        ..Line::default()
    }
}

fn line_of(point: &PointAssessment, finding: &Finding) -> Line {
    let line = Line {
        outcome: finding.outcome.id().to_owned(),
        edition: point
            .edition
            .map_or_else(String::new, |edition| edition.id.clone()),
        required: finding.required.to_string(),
        found: finding.found.to_string(),
        at_most: finding.found_at_most.to_string(),
        reasons: joined(finding.reasons.iter().map(|one| one.id())),
        assumptions: joined(finding.assumptions.iter().map(|one| one.id())),
    };
    told_apart(finding.requirement, line)
}

/// Without an application the invitation window shows the day of the run, and only work and language go by the edition:
/// neither is news each night.
fn told_apart(requirement: Requirement, mut line: Line) -> Line {
    if requirement == Requirement::InvitationWindow {
        line.found.clear();
        line.at_most.clear();
    }
    if !matches!(
        requirement,
        Requirement::WorkExperience | Requirement::Language
    ) {
        line.edition.clear();
    }
    line
}

/// The lines of all applicants of a published run, as its files have them.
pub(super) fn published_lines(
    run: &Published,
    records: &Records,
) -> Result<BTreeMap<String, Lines>, AuditError> {
    let cases = &records.book.cases;
    let names = FileNames::of(cases.iter().map(|case| &*case.id));
    let mut all = BTreeMap::new();
    for (i, case) in cases.iter().enumerate() {
        let path = format!("eligibility/{}", names.name(i));
        let bytes = run
            .file(&path)?
            .ok_or_else(|| AuditError::damaged(&path, "it is missing"))?;
        let table = TextTable::read(&path, &bytes)?;
        all.insert(case.id.to_string(), lines_in(&path, &table)?);
    }
    Ok(all)
}

fn lines_in(path: &str, table: &TextTable) -> Result<Lines, AuditError> {
    let [
        point,
        requirement,
        outcome,
        edition,
        required,
        found,
        at_most,
        reasons,
        assumptions,
    ] = table.columns([
        "assessment_point",
        "requirement",
        "outcome",
        "edition",
        "required",
        "found",
        "found_at_most",
        "reasons",
        "assumptions",
    ])?;
    let points = [Point::Invitation, Point::Application, Point::Today];
    let mut lines = BTreeMap::new();
    let mut worst = ApplicantOutcome::Eligible;
    for row in &table.rows {
        let text = |at| field(row, at).to_owned();
        let at = points.into_iter().find(|one| one.id() == field(row, point));
        let what = Requirement::ALL
            .into_iter()
            .find(|one| one.id() == field(row, requirement));
        let (Some(at), Some(what)) = (at, what) else {
            return Err(AuditError::damaged(
                path,
                "it names an unknown point or requirement",
            ));
        };
        worst = worst.max(applicant_outcome(field(row, outcome)));
        let line = Line {
            outcome: text(outcome),
            edition: text(edition),
            required: text(required),
            found: text(found),
            at_most: text(at_most),
            reasons: text(reasons),
            assumptions: text(assumptions),
        };
        lines.insert(Key(Some((at, what))), told_apart(what, line));
    }
    lines.insert(Key::WHOLE, whole(worst.id()));
    Ok(Lines(lines))
}

fn applicant_outcome(outcome: &str) -> ApplicantOutcome {
    match outcome {
        "met" | "not_assessed" | "not_required" => ApplicantOutcome::Eligible,
        "not_met" => ApplicantOutcome::NotEligible,
        _ => ApplicantOutcome::NeedsReview,
    }
}

//! The questions to put to the client: one line per point that is undetermined, about the very rows and days it hangs on.

use crate::casefile::CaseFile;
use crate::finding::{Outcome, Reason};
use crate::law::Hours;
use crate::report::words::Words;
use crate::requirements::{Assessment, Finding, PointAssessment, Requirement, Treatment};
use std::collections::{BTreeMap, BTreeSet};

/// One question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Question {
    /// What it is about: a requirement, or a job with its days.
    pub about: String,
    /// How many hours hang on it; none where that is not known.
    pub hours: Hours,
    /// The question.
    pub text: String,
}

/// All questions of an applicant; the points often leave the same things open, which are asked once.
pub(crate) fn questions(case: &CaseFile, assessment: &Assessment, words: &Words) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    let points = assessment
        .deciding_point()
        .into_iter()
        .chain(&assessment.points);
    for point in points {
        for finding in &point.findings {
            if finding.outcome != Outcome::Undetermined {
                continue;
            }
            for question in of_finding(case, point, finding, words) {
                let asked = questions
                    .iter()
                    .any(|one| one.about == question.about && one.text == question.text);
                if !asked {
                    questions.push(question);
                }
            }
        }
    }
    questions
}

fn of_finding(
    case: &CaseFile,
    point: &PointAssessment,
    finding: &Finding,
    words: &Words,
) -> Vec<Question> {
    let mut questions = Vec::new();
    let mut told = BTreeSet::new();
    if finding.requirement == Requirement::WorkExperience {
        for ((record, reason), days) in doubtful_days(point) {
            let text = (words.question)(reason);
            told.insert(text);
            let employer = case
                .employment
                .get(record)
                .map_or("", |row| &row.facts.employer);
            questions.push(Question {
                about: format!(
                    "{} {} ({employer}), {} \u{2013} {}",
                    words.job,
                    record.saturating_add(1),
                    days.first,
                    days.last
                ),
                hours: days.hours,
                text: text.to_owned(),
            });
        }
    }
    let requirement = words.requirement_of(finding.requirement);
    let reasons = finding.reasons.iter();
    let asked = reasons.flat_map(|reason| words.questions(finding, *reason));
    for text in asked.filter(|text| !told.contains(text)) {
        questions.push(Question {
            about: requirement.to_owned(),
            hours: Hours::ZERO,
            text: text.to_owned(),
        });
    }
    if questions.is_empty() {
        questions.push(Question {
            about: requirement.to_owned(),
            hours: Hours::ZERO,
            text: (words.explain)(finding),
        });
    }
    questions
}

struct DoubtfulDays {
    first: crate::calendar::Day,
    last: crate::calendar::Day,
    hours: Hours,
}

/// The doubtful days of each job by the first reason that can be asked about, with the hours that hang on them.
fn doubtful_days(point: &PointAssessment) -> BTreeMap<(usize, Reason), DoubtfulDays> {
    let mut found: BTreeMap<(usize, Reason), DoubtfulDays> = BTreeMap::new();
    for line in &point.ledger {
        if line.treatment != Treatment::Uncertain {
            continue;
        }
        for reason in &line.reasons {
            let days = found.entry((line.record, *reason)).or_insert(DoubtfulDays {
                first: line.period.first(),
                last: line.period.last(),
                hours: Hours::ZERO,
            });
            days.first = days.first.min(line.period.first());
            days.last = days.last.max(line.period.last());
            days.hours = days.hours.plus(&line.hours_uncertain);
        }
    }
    found
}

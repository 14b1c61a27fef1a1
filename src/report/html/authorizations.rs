//! What authorized the work, in words: documents, authorizations with their basis, studies, absences, tests.
//!
//! These tables are what the drawing says, for those who do not see it and for those who want the numbers.

use crate::authorization::{Condition, Reach, Timeline};
use crate::calendar::Period;
use crate::casefile::CaseFile;
use crate::law::Ability;
use crate::records::{Fact, Score};
use crate::report::html::show::{day, grouped, recorded};
use crate::report::html::{Lang, Setting, Subject};
use crate::report::words::Words;
use crate::requirements::PointAssessment;
use maud::{Markup, html};

/// All of these tables, those that would be empty left out.
pub(crate) fn authorizations(
    setting: &Setting<'_>,
    subject: &Subject<'_>,
    point: &PointAssessment,
) -> Markup {
    let words = setting.lang.words();
    let case = subject.case;
    let timeline = Timeline::of(case, setting.bench.law);
    let empty = timeline.documents.is_empty() && timeline.authorizations.is_empty();
    html! {
        @if empty { p { (words.nothing) } }
        @else { (permits(case, &timeline, words)) }
        @if !case.studies.is_empty() { (studies(case, words)) }
        @if !case.absences.is_empty() || !case.leaves.is_empty() { (away(case, words)) }
        @if !case.language_tests.is_empty() { (tests(case, point, words)) }
    }
}

fn head(names: &[&str]) -> Markup {
    html! { thead { tr { @for name in names { th scope="col" { (name) } } } } }
}

fn permits(case: &CaseFile, timeline: &Timeline, words: &Words) -> Markup {
    html! {
        table {
            caption { strong { (words.permits) } }
            (head(&[words.document, words.employer, words.surely, words.perhaps]))
            tbody {
                @for document in &timeline.documents {
                    @if let Some(row) = case.permits.get(document.permit) {
                        tr {
                            th scope="row" { (words.permit_of(row.facts.permit_type))
                                @if !row.facts.permit_number.is_empty() { " " span .cell { (row.facts.permit_number) } }
                            }
                            td { (row.facts.employer) }
                            (days(document.reach, words))
                        }
                    }
                }
            }
            tbody {
                @for one in &timeline.authorizations {
                    tr {
                        th scope="row" { (words.authorization) ": " (words.basis_of(one.basis.id())) }
                        td { (employer(case, one.permit, &one.condition, words)) }
                        (days(one.reach, words))
                    }
                }
            }
        }
    }
}

fn employer(
    case: &CaseFile,
    permit: Option<usize>,
    condition: &Condition,
    words: &Words,
) -> String {
    match condition {
        Condition::AnyEmployer => words.any_employer.to_owned(),
        Condition::NotNamed => words.not_named.to_owned(),
        Condition::Named(_) => permit
            .and_then(|row| case.permits.get(row))
            .map_or_else(String::new, |row| row.facts.employer.to_string()),
    }
}

fn days(reach: Reach, words: &Words) -> Markup {
    let told = |period: Option<Period>| {
        period.map_or_else(String::new, |period| {
            format!(
                "{} \u{2013} {}",
                day(period.first(), words),
                day(period.last(), words)
            )
        })
    };
    let doubt = reach.doubt();
    html! {
        td { (told(reach.sure())) }
        td { @if let Some(doubt) = doubt {
            (told(reach.possible)) " (" ((words.reason_sentence)(doubt)) ")"
        } }
    }
}

fn studies(case: &CaseFile, words: &Words) -> Markup {
    html! {
        table {
            caption { strong { (words.studies) } }
            (head(&[words.studies, words.pace, words.from, words.to]))
            tbody { @for row in &case.studies { tr {
                th scope="row" { (row.facts.program)
                    @if !row.facts.program.is_empty() && !row.facts.institution.is_empty() { ", " }
                    (row.facts.institution)
                }
                td { @match row.facts.full_time {
                    Fact::Known(true) => (words.full_time),
                    Fact::Known(false) => (words.part_time),
                    Fact::Blank | Fact::NoColumn | Fact::Unclear(_) => (words.unclear_time),
                } }
                td { (row.facts.start) }
                td { (recorded(row.facts.completed)) }
            } } }
        }
    }
}

fn away(case: &CaseFile, words: &Words) -> Markup {
    html! {
        table {
            caption { strong { (words.absences) ", " (words.leaves) } }
            (head(&[words.basis, words.from, words.to]))
            tbody {
                @for row in &case.absences { tr {
                    th scope="row" { (words.absences) }
                    td { (row.facts.left) }
                    td { (recorded(row.facts.returned)) }
                } }
                @for row in &case.leaves { tr {
                    th scope="row" { (words.leaves)
                        @if !row.facts.employer.is_empty() { ", " (row.facts.employer) }
                    }
                    td { (row.facts.start) }
                    td { (row.facts.end) }
                } }
            }
        }
    }
}

fn tests(case: &CaseFile, point: &PointAssessment, words: &Words) -> Markup {
    let months = point
        .edition
        .map(|edition| edition.language_validity_months);
    html! {
        table {
            caption { strong { (words.tests) } }
            thead { tr {
                th scope="col" { (words.test) }
                th scope="col" { (words.test_date) }
                th scope="col" { (words.valid_until) }
                @for (_, name) in Ability::ALL.iter().zip(words.abilities) { th .num scope="col" { (name) } }
            } }
            tbody { @for row in &case.language_tests { tr {
                th scope="row" { (row.facts.test_text)
                    @if !row.facts.registration_number.is_empty() { " " span .cell { (row.facts.registration_number) } }
                }
                td { (row.facts.test_date) }
                td { @if let Some(months) = months { (row.facts.test_date.earliest.plus_months(months).previous()) } }
                @for score in row.facts.scores { td .num { (shown(score, words.lang)) } }
            } } }
        }
    }
}

fn shown(score: Score, lang: Lang) -> String {
    match score {
        Score::Points(hundredths) => {
            let (whole, rest) = (hundredths / 100, hundredths % 100);
            let text = match rest {
                0 => whole.to_string(),
                rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
                rest => format!("{whole}.{rest:02}"),
            };
            grouped(&text, lang)
        }
        Score::Level(level) => format!("CLB/NCLC {level}"),
    }
}

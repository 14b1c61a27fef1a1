//! The page of one applicant: outcome first, then what comes, what to ask, the drawing, the requirements, the ledger, and the proof.

use crate::finding::{Advisory, Assumption};
use crate::report::html::authorizations::authorizations;
use crate::report::html::drawing::{drawing, legend};
use crate::report::html::horizon::ahead;
use crate::report::html::ledger_table::ledger_table;
use crate::report::html::page_name::{link, way_up};
use crate::report::html::problems::problems_table;
use crate::report::html::proof::{files, files_of, identity, limits, stale_warning};
use crate::report::html::questions::questions;
use crate::report::html::requirements_table::requirements_table;
use crate::report::html::shell::{Page, foot};
use crate::report::html::show::{figure, grouped, hours};
use crate::report::html::stale::{editions_of, stale};
use crate::report::html::{OVERVIEW, Setting, Subject};
use crate::report::words::Words;
use crate::requirements::{Explained, PointAssessment};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The page of one applicant, a whole document.
pub fn applicant_page(setting: &Setting<'_>, subject: &Subject<'_>) -> String {
    let words = setting.lang.words();
    let name = name_of(subject);
    let shown = if name.is_empty() {
        words.no_name
    } else {
        &name
    };
    let title = format!("{shown} ({}) \u{b7} {}", subject.case.id, words.program);
    let page = Page {
        words,
        title: &title,
        heading: heading(setting, subject, shown),
        content: content(setting, subject),
        foot: foot(setting),
        with_script: false,
    };
    page.render()
}

/// Given and family name as one.
pub(crate) fn name_of(subject: &Subject<'_>) -> String {
    let profile = &subject.case.profile;
    let names = [&*profile.given_name, &*profile.family_name];
    let given: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    given.join(" ")
}

fn heading(setting: &Setting<'_>, subject: &Subject<'_>, name: &str) -> Markup {
    let words = setting.lang.words();
    let profile = &subject.case.profile;
    html! {
        p .crumb {
            a href=(format!("{}{OVERVIEW}", way_up(subject.file_name))) { (words.back) }
            span { (words.program) " \u{b7} " (words.assessment) }
        }
        h1 { (name) }
        dl .facts {
            div { dt { (words.applicant_id) } dd { (subject.case.id) } }
            @if !profile.file_number.is_empty() { div { dt { (words.file_number) } dd { (profile.file_number) } } }
            @if !profile.responsible.is_empty() { div { dt { (words.responsible) } dd { (profile.responsible) } } }
            div { dt { (words.as_of) } dd { (setting.bench.as_of) } }
        }
    }
}

fn content(setting: &Setting<'_>, subject: &Subject<'_>) -> Markup {
    let words = setting.lang.words();
    let assessment = subject.assessment;
    let editions = editions_of(assessment);
    let stale = stale(setting.bench.law, editions, setting.bench.as_of);
    html! {
        (verdict(setting, subject))
        (stale_warning(&stale, words))
        (ahead(setting, subject))
        (questions_section(setting, subject))
        @if let Some(point) = assessment.deciding_point() {
            section .wide aria-labelledby="h-timeline" {
                h2 #h-timeline { (words.timeline) }
                p .quiet { (words.timeline_intro) }
                div .scroll { (drawing(setting, subject, point)) }
                (legend(words))
            }
        }
        section aria-labelledby="h-requirements" {
            h2 #h-requirements { (words.requirements) }
            @for point in &assessment.points { div .scroll { (requirements_table(setting, point)) } }
        }
        (ledger_section(setting, subject))
        section aria-labelledby="h-authorizations" {
            h2 #h-authorizations { (words.authorizations) }
            p .quiet { (words.authorizations_intro) }
            @if let Some(point) = assessment.deciding_point() {
                div .scroll { (authorizations(setting, subject, point)) }
            }
        }
        (problems_section(setting, subject))
        (remarks_section(&assessment.points, words))
        (proof_section(setting, subject))
    }
}

/// The outcome in large letters, with the figures that it rests on.
fn verdict(setting: &Setting<'_>, subject: &Subject<'_>) -> Markup {
    let words = setting.lang.words();
    let outcome = subject.assessment.outcome;
    let point = subject.assessment.deciding_point();
    let nothing = Explained::default();
    let figures = point.map_or(&nothing, |point| &point.explained);
    let dash = || "\u{2013}".to_owned();
    let counted = figures
        .hours_counted
        .as_ref()
        .map_or_else(dash, |h| hours(h, setting.lang));
    let at_most = match (&figures.hours_at_most, figures.hours_required) {
        (Some(most), _) => hours(most, setting.lang),
        (None, Some(_)) => words.unlimited.to_owned(),
        (None, None) => dash(),
    };
    let required = figures
        .hours_required
        .map_or_else(dash, |h| grouped(&h.to_string(), setting.lang));
    html! {
        section .verdict .(outcome.id()) aria-labelledby="h-outcome" {
            h2 #h-outcome { (words.outcome_of_applicant(outcome)) }
            p { (words.outcome_sentence(outcome)) }
            dl .figures {
                div { dt { (words.hours_counted) } dd { (counted) } }
                div { dt { (words.hours_at_most) } dd { (at_most) } }
                div { dt { (words.hours_required) } dd { (required) } }
                div { dt { (words.language) } dd { (language(figures, words)) } }
                @if let Some(point) = point { div { dt { (words.assessed_on) } dd { (assessed(point, words)) } } }
            }
        }
    }
}

fn language(figures: &Explained, words: &Words) -> Markup {
    html! {
        @if figures.language_level.is_none() { (words.no_test) }
        @else { (figures.language_test) " " (figure(&figures.language_level.to_string(), words)) }
        @if !figures.language_required.is_none() { span .unit { " (" (words.required_level) " " (figures.language_required) ")" } }
    }
}

fn assessed(point: &PointAssessment, words: &Words) -> Markup {
    html! {
        @match point.assessed_on {
            Some(day) => (day),
            None => (words.unknown_day),
        }
        span .unit { " (" (words.point_of(point.point)) ")" }
    }
}

fn questions_section(setting: &Setting<'_>, subject: &Subject<'_>) -> Markup {
    let words = setting.lang.words();
    let questions = questions(subject.case, subject.assessment, words);
    html! {
        section aria-labelledby="h-questions" {
            h2 #h-questions { (words.questions) }
            @if questions.is_empty() { p { (words.no_questions) } }
            @else {
                p .quiet { (words.questions_intro) }
                ol .questions { @for question in &questions { li {
                    strong { (question.about) }
                    @if !question.hours.is_zero() { span .unit { " (" (hours(&question.hours, setting.lang)) " " (words.hours) ")" } }
                    " " (question.text)
                } } }
            }
        }
    }
}

fn ledger_section(setting: &Setting<'_>, subject: &Subject<'_>) -> Markup {
    let words = setting.lang.words();
    html! {
        section .wide aria-labelledby="h-ledger" {
            h2 #h-ledger { (words.ledger) }
            p .quiet { (words.ledger_intro) }
            @if subject.case.employment.is_empty() { p { (words.ledger_empty) } }
            @else {
                @for point in subject.assessment.points.iter().filter(|point| !point.ledger.is_empty()) {
                    div .scroll { (ledger_table(setting, subject, point)) }
                }
            }
        }
    }
}

fn problems_section(setting: &Setting<'_>, subject: &Subject<'_>) -> Markup {
    let words = setting.lang.words();
    html! {
        section aria-labelledby="h-problems" {
            h2 #h-problems { (words.problems) }
            @if subject.problems.is_empty() { p { (words.no_problems) } }
            @else { div .scroll { (problems_table(setting, subject.problems)) } }
        }
    }
}

fn remarks_section(points: &[PointAssessment], words: &Words) -> Markup {
    let findings = || points.iter().flat_map(|point| &point.findings);
    let assumptions: BTreeSet<(Assumption, &str)> = findings()
        .flat_map(|finding| {
            finding
                .assumptions
                .iter()
                .map(|one| (*one, words.requirement_of(finding.requirement)))
        })
        .collect();
    let advisories: BTreeSet<(Advisory, &str)> = findings()
        .flat_map(|finding| {
            finding
                .advisories
                .iter()
                .map(|one| (*one, words.requirement_of(finding.requirement)))
        })
        .collect();
    html! {
        section aria-labelledby="h-remarks" {
            h2 #h-remarks { (words.remarks) }
            h3 { (words.assumptions) }
            @if assumptions.is_empty() { p { (words.none) } }
            @else {
                p .quiet { (words.assumptions_intro) }
                ul { @for (one, requirement) in &assumptions { li { strong { (requirement) ". " } ((words.assumption)(*one)) } } }
            }
            h3 { (words.advisories) }
            @if advisories.is_empty() { p { (words.none) } }
            @else { ul { @for (one, requirement) in &advisories { li { strong { (requirement) ". " } ((words.advisory)(*one)) } } } }
        }
    }
}

fn proof_section(setting: &Setting<'_>, subject: &Subject<'_>) -> Markup {
    let words = setting.lang.words();
    let up = way_up(subject.file_name);
    html! {
        section aria-labelledby="h-proof" {
            h2 #h-proof { (words.proof) }
            (identity(setting))
            div .scroll { (files(setting, files_of(subject.case, setting.bench.sources))) }
            p {
                a href=(format!("{up}../eligibility/{}", link(subject.file_name))) { (words.eligibility_file) }
                " \u{b7} "
                a href=(format!("{up}../ledger/{}", link(subject.file_name))) { (words.ledger_file) }
            }
        }
        section .limits aria-labelledby="h-limits" {
            h2 #h-limits { (words.limits) }
            (limits(words))
        }
    }
}

//! The overview of a run: the dates to watch, how many came out how and why, and every applicant in a table that sorts and filters.
//!
//! The table is whole without the script; the script only adds sorting and filtering, and is known to the page's policy by
//! its hash.

use crate::finding::{ApplicantOutcome, Problem, Reason};
use crate::law::Edition;
use crate::report::html::applicant::name_of;
use crate::report::html::books::{assumptions, general_problems, law};
use crate::report::html::horizon::watchlist;
use crate::report::html::lost::Tally;
use crate::report::html::page_name::link;
use crate::report::html::proof::{files, identity, limits, stale_warning};
use crate::report::html::shell::{Page, foot};
use crate::report::html::show::{count, figure, hours};
use crate::report::html::stale::{editions_of, stale};
use crate::report::html::{Setting, Subject, page_name};
use crate::report::words::Words;
use crate::requirements::Explained;
use maud::{Markup, html};

/// The overview, a whole document. The problems are those of the whole run, in their order.
pub fn overview(setting: &Setting<'_>, subjects: &[Subject<'_>], problems: &[Problem]) -> String {
    let words = setting.lang.words();
    let as_of = setting.bench.as_of;
    let title = format!("{} \u{b7} {} {as_of}", words.program, words.as_of);
    let page = Page {
        words,
        title: &title,
        heading: html! {
            p .crumb { span { "landed \u{b7} " (words.overview) } }
            h1 { (words.program) }
            dl .facts {
                div { dt { (words.as_of) } dd { (as_of) } }
                div { dt { (words.applicants) } dd { (count(subjects.len(), setting.lang)) } }
                div { dt { (words.input_files) } dd { (count(setting.bench.sources.files.len(), setting.lang)) } }
            }
        },
        content: content(setting, subjects, problems),
        foot: foot(setting),
        with_script: true,
    };
    page.render()
}

fn content(setting: &Setting<'_>, subjects: &[Subject<'_>], problems: &[Problem]) -> Markup {
    let words = setting.lang.words();
    let editions = all_editions(subjects);
    let stale = stale(
        setting.bench.law,
        editions.iter().copied(),
        setting.bench.as_of,
    );
    let tally = Tally::of(subjects);
    html! {
        (stale_warning(&stale, words))
        (watchlist(setting, subjects))
        (outcomes(setting, subjects))
        div .columns {
            (by_reason(setting, &tally))
            (lost_hours(setting, &tally))
        }
        (applicants(setting, subjects))
        (general_problems(setting, problems))
        (law(setting, &editions))
        (assumptions(setting))
        section aria-labelledby="h-proof" {
            h2 #h-proof { (words.proof) }
            (identity(setting))
            div .scroll { (files(setting, &setting.bench.sources.files)) }
        }
        section .limits aria-labelledby="h-limits" {
            h2 #h-limits { (words.limits) }
            (limits(words))
        }
    }
}

fn all_editions(subjects: &[Subject<'_>]) -> Vec<&'static Edition> {
    let mut editions: Vec<&'static Edition> = Vec::new();
    for edition in subjects
        .iter()
        .flat_map(|subject| editions_of(subject.assessment))
    {
        if editions.iter().all(|one| one.id != edition.id) {
            editions.push(edition);
        }
    }
    editions.sort_by_key(|edition| edition.in_force_from);
    editions
}

/// Three large numbers, one per outcome.
fn outcomes(setting: &Setting<'_>, subjects: &[Subject<'_>]) -> Markup {
    let words = setting.lang.words();
    let of = |outcome| {
        subjects
            .iter()
            .filter(|subject| subject.assessment.outcome == outcome)
            .count()
    };
    let share = |part: usize| (part * 1000).checked_div(subjects.len()).unwrap_or(0);
    html! {
        section aria-labelledby="h-outcomes" {
            h2 #h-outcomes { (words.by_outcome) }
            ul .cards { @for outcome in ApplicantOutcome::ALL { li .card .(outcome.id()) {
                span .big { (count(of(outcome), setting.lang)) }
                span { (words.outcome_of_applicant(outcome)) }
                svg .share viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" {
                    rect .share-all width="1000" height="12" {}
                    rect .share-part width=(share(of(outcome))) height="12" {}
                }
            } } }
        }
    }
}

fn applicants(setting: &Setting<'_>, subjects: &[Subject<'_>]) -> Markup {
    let words = setting.lang.words();
    let heads = [
        (words.applicant_id, false),
        (words.name, false),
        (words.file_number, false),
        (words.responsible, false),
        (words.outcome, true),
        (words.hours_counted, true),
        (words.hours_at_most, true),
        (words.language, true),
        (words.reason, false),
        (words.issues, true),
    ];
    html! {
        section .wide aria-labelledby="h-applicants" {
            h2 #h-applicants { (words.applicants) }
            p .quiet { (words.applicants_intro) }
            div #tools hidden {
                label { (words.filter) " " input #filter type="search" autocomplete="off" spellcheck="false"; }
                label { (words.outcome) " " select #outcome {
                    option value="" { (words.filter_any) }
                    @for outcome in ApplicantOutcome::ALL { option value=(outcome.id()) { (words.outcome_of_applicant(outcome)) } }
                } }
                p role="status" { span #shown { (subjects.len()) } " / " (subjects.len()) " " (words.shown) }
            }
            div .scroll { table #applicants {
                caption .hidden { (words.applicants) }
                thead { tr { @for (name, by_value) in heads { th .num[by_value && name != words.outcome] scope="col" data-by-value[by_value] { (name) } } } }
                tbody { @for subject in subjects { (row(setting, subject)) } }
            } }
        }
    }
}

fn row(setting: &Setting<'_>, subject: &Subject<'_>) -> Markup {
    let words = setting.lang.words();
    let outcome = subject.assessment.outcome;
    let rank = ApplicantOutcome::ALL
        .iter()
        .position(|one| *one == outcome)
        .unwrap_or(0);
    let nothing = Explained::default();
    let point = subject.assessment.deciding_point();
    let figures = point.map_or(&nothing, |point| &point.explained);
    let counted = figures.hours_counted.as_ref();
    let at_most = figures.hours_at_most.as_ref();
    html! {
        tr data-outcome=(outcome.id()) {
            th scope="row" { (name_link(setting, subject)) }
            td { (name_of(subject)) }
            td { (subject.case.profile.file_number) }
            td { (subject.case.profile.responsible) }
            td data-v=(rank) { span .chip .(outcome.id()) { (words.short_outcome(outcome)) } }
            td .num data-v=[counted] { @if let Some(counted) = counted { (hours(counted, setting.lang)) } }
            td .num data-v=(at_most.map_or_else(|| "Infinity".to_owned(), ToString::to_string)) {
                @if let Some(most) = at_most { (hours(most, setting.lang)) }
                @else if counted.is_some() { (words.unlimited) }
            }
            td .num data-v=(figures.language_level.to_string().trim_start_matches('<')) { (language(figures, words)) }
            td .reasons { (reasons(subject, words)) }
            td .num data-v=(subject.problems.len()) { (count(subject.problems.len(), setting.lang)) }
        }
    }
}

/// The id, as a link where the applicant has a page.
pub(crate) fn name_link(setting: &Setting<'_>, subject: &Subject<'_>) -> Markup {
    html! {
        @if setting.pages.includes(subject.assessment.outcome) {
            a href=(link(&page_name(subject.file_name))) { (subject.case.id) }
        } @else {
            span title=(setting.lang.words().no_page) { (subject.case.id) }
        }
    }
}

fn language(figures: &Explained, words: &Words) -> Markup {
    html! {
        @if figures.language_level.is_none() { "\u{2013}" }
        @else { (figure(&figures.language_level.to_string(), words)) }
        @if !figures.language_required.is_none() { span .unit { " / " (figures.language_required) } }
    }
}

/// The first reason of each open requirement at the deciding point.
fn reasons(subject: &Subject<'_>, words: &Words) -> Markup {
    let point = subject.assessment.deciding_point();
    let findings = point.map_or(&[][..], |point| &point.findings);
    let mut first: Vec<Reason> = Vec::new();
    for reason in findings
        .iter()
        .filter_map(|finding| finding.reasons.first())
    {
        if !first.contains(reason) {
            first.push(*reason);
        }
    }
    let told: Vec<&str> = first
        .iter()
        .map(|reason| (words.reason_sentence)(*reason))
        .collect();
    html! { (told.join("; ")) }
}

fn by_reason(setting: &Setting<'_>, tally: &Tally) -> Markup {
    let words = setting.lang.words();
    let rows = tally.by_applicants();
    html! {
        section aria-labelledby="h-reasons" {
            h2 #h-reasons { (words.by_reason) }
            p .quiet { (words.by_reason_intro) }
            @if rows.is_empty() { p { (words.none) } }
            @else { table {
                caption .hidden { (words.by_reason) }
                thead { tr { th scope="col" { (words.reason) } th .num scope="col" { (words.applicants) } } }
                tbody { @for (reason, applicants) in rows { tr {
                    th scope="row" { ((words.reason_sentence)(reason)) }
                    td .num { (count(applicants, setting.lang)) }
                } } }
            } }
        }
    }
}

fn lost_hours(setting: &Setting<'_>, tally: &Tally) -> Markup {
    let words = setting.lang.words();
    let rows = tally.by_hours();
    html! {
        section aria-labelledby="h-lost" {
            h2 #h-lost { (words.lost) }
            p .quiet { (words.lost_intro) }
            @if rows.is_empty() { p { (words.none) } }
            @else { table {
                caption .hidden { (words.lost) }
                thead { tr {
                    th scope="col" { (words.reason) }
                    th .num scope="col" { (words.lost_excluded) }
                    th .num scope="col" { (words.lost_uncertain) }
                } }
                tbody { @for (reason, lost) in rows { tr {
                    th scope="row" { ((words.reason_sentence)(reason)) }
                    td .num { (hours(&lost.excluded, setting.lang)) }
                    td .num { (hours(&lost.uncertain, setting.lang)) }
                } } }
            } }
        }
    }
}

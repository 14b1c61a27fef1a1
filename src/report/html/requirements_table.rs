//! The requirements of one point as a table: outcome, figures, the sentence, the provision, the rows.

use crate::report::html::show::{citation, figure, provision_link};
use crate::report::html::{Lang, Setting};
use crate::report::words::{Words, french_title};
use crate::requirements::{Figure, Finding, PointAssessment};
use maud::{Markup, html};

/// More rows than these are left to the eligibility file.
const ROWS_SHOWN: usize = 8;

/// The table of one point, with a caption that names it.
pub(crate) fn requirements_table(setting: &Setting<'_>, point: &PointAssessment) -> Markup {
    let words = setting.lang.words();
    html! {
        table .requirements {
            caption { (caption(point, words)) }
            thead { tr {
                th scope="col" { (words.requirement) }
                th scope="col" { (words.outcome) }
                th .num scope="col" { (words.required) }
                th .num scope="col" { (words.found) }
                th .num scope="col" { (words.at_most) }
                th scope="col" { (words.explanation) }
            } }
            tbody { @for finding in &point.findings { (row(setting, finding)) } }
        }
    }
}

fn caption(point: &PointAssessment, words: &Words) -> Markup {
    let edition = point
        .edition
        .map_or(words.no_edition, |edition| &edition.id);
    html! {
        strong { (words.point_of(point.point)) }
        " \u{b7} " (words.assessed_on) " "
        @match point.assessed_on {
            Some(day) => (day),
            None => (words.unknown_day),
        }
        " \u{b7} " (words.edition) ": " (edition)
    }
}

fn row(setting: &Setting<'_>, finding: &Finding) -> Markup {
    let words = setting.lang.words();
    // A day and a province need no unit beside them.
    let unit = match finding.unit {
        "hours" => words.hours,
        "CLB" | "NCLC" | "CLB/NCLC" => words.scale(finding.unit),
        _ => "",
    };
    let with_unit = |value: &Figure| {
        let text = value.to_string();
        let shown = figure(&text, words);
        html! { @if !text.is_empty() { (shown) @if text != "unlimited" && !unit.is_empty() { " " span .unit { (unit) } } } }
    };
    html! {
        tr {
            th scope="row" { (words.requirement_of(finding.requirement)) }
            td { span .chip .(finding.outcome.id()) { (words.outcome_of(finding.outcome)) } }
            td .num { (with_unit(&finding.required)) }
            td .num { (with_unit(&finding.found)) }
            td .num { (with_unit(&finding.found_at_most)) }
            td {
                p { ((words.explain)(finding)) }
                (reasons(finding, words))
                p .provision { (provision(setting, finding)) }
                (evidence(setting, finding, words))
            }
        }
    }
}

fn reasons(finding: &Finding, words: &Words) -> Markup {
    html! {
        @if finding.reasons.len() > 1 {
            p .because { (words.because) " "
                @for (i, reason) in finding.reasons.iter().enumerate() {
                    @if i > 0 { "; " }
                    (words.reason_of(finding, *reason))
                }
                "."
            }
        }
    }
}

/// Title, citation and link of the provision.
fn provision(setting: &Setting<'_>, finding: &Finding) -> Markup {
    let provision = setting
        .bench
        .law
        .citation(finding.requirement.citation_key());
    let title = match setting.lang {
        Lang::English => &provision.title,
        Lang::French => french_title(provision),
    };
    let cited = citation(finding.citation, setting.lang);
    html! {
        (title) ". "
        @if provision.href.is_empty() { (cited) }
        @else { a href=(provision_link(&provision.href, setting.lang)) rel="noreferrer external" { (cited) } }
    }
}

fn evidence(setting: &Setting<'_>, finding: &Finding, words: &Words) -> Markup {
    let sources = setting.bench.sources;
    let more = finding.evidence.len().saturating_sub(ROWS_SHOWN);
    html! {
        @if !finding.evidence.is_empty() {
            p .evidence { (words.evidence) " "
                @for (i, origin) in finding.evidence.iter().take(ROWS_SHOWN).enumerate() {
                    @if i > 0 { ", " }
                    span .cell { (sources.row_address(*origin)) }
                }
                @if more > 0 { ", + " (more) " " (words.rows_more) }
            }
        }
    }
}

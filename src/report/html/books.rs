//! What the overview says of the run as a whole: the law applied, what the firm vouches for, problems of nobody in particular.

use crate::finding::{FirmAssumptions, Problem};
use crate::law::Edition;
use crate::provenance::Table;
use crate::report::html::Setting;
use crate::report::html::problems::problems_table;
use crate::report::html::show::{citation, provision_link};
use crate::report::vouched_for;
use maud::{Markup, html};

/// More problems than these are left to `issues.csv`.
const PROBLEMS_SHOWN: usize = 50;

/// The editions that decided somebody.
pub(crate) fn law(setting: &Setting<'_>, editions: &[&Edition]) -> Markup {
    let words = setting.lang.words();
    html! {
        section aria-labelledby="h-law" {
            h2 #h-law { (words.law) }
            p .quiet { (words.law_intro) }
            div .scroll { table {
                caption .hidden { (words.law) }
                thead { tr {
                    th scope="col" { (words.edition) }
                    th scope="col" { (words.in_force_from) }
                    th scope="col" { (words.provision) }
                    th scope="col" { (words.confidence) }
                    th scope="col" { (words.confirmed_on) }
                } }
                tbody { @for edition in editions { tr {
                    th scope="row" { (edition.id) }
                    td .date { (edition.in_force_from) }
                    td { a href=(provision_link(&edition.href, setting.lang)) rel="noreferrer external" { (citation(&edition.citation, setting.lang)) } }
                    td lang="en" { (edition.confidence) }
                    td .date { (edition.confirmed_on) }
                } } }
            } }
        }
    }
}

/// What the firm vouches for, and which tables the input lacks.
pub(crate) fn assumptions(setting: &Setting<'_>) -> Markup {
    let words = setting.lang.words();
    let book = setting.bench.book;
    let vouched: Vec<&str> = vouched(book.assumptions, &words.firm_assumption_sentences);
    let missing: Vec<&str> = Table::ALL
        .into_iter()
        .filter(|table| !book.has(*table))
        .map(|table| words.table_of(table))
        .collect();
    html! {
        section aria-labelledby="h-assumptions" {
            h2 #h-assumptions { (words.firm_assumptions) }
            @if vouched.is_empty() { p { (words.none) } }
            @else { ul { @for one in vouched { li { (one) } } } }
            @if !missing.is_empty() { p { (words.tables_missing) " " (missing.join(", ")) "." } }
        }
    }
}

fn vouched(assumptions: FirmAssumptions, sentences: &[&'static str; 6]) -> Vec<&'static str> {
    vouched_for(assumptions)
        .into_iter()
        .zip(sentences)
        .filter(|((_, holds), _)| *holds)
        .map(|(_, sentence)| *sentence)
        .collect()
}

/// Problems that name no applicant.
pub(crate) fn general_problems(setting: &Setting<'_>, problems: &[Problem]) -> Markup {
    let words = setting.lang.words();
    let general: Vec<&Problem> = problems
        .iter()
        .filter(|problem| problem.applicant.is_none())
        .collect();
    let more = general.len().saturating_sub(PROBLEMS_SHOWN);
    html! {
        @if !general.is_empty() {
            section aria-labelledby="h-problems" {
                h2 #h-problems { (words.general_problems) }
                div .scroll { (problems_table(setting, general.get(..PROBLEMS_SHOWN).unwrap_or(&general))) }
                @if more > 0 { p { "+ " (more) " " a href="../issues.csv" { (words.general_more) } } }
            }
        }
    }
}

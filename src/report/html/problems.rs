//! Problems in the data as a table, each with its place, what the program did and what a person should do.

use crate::finding::Problem;
use crate::report::html::Setting;
use crate::report::issues::place;
use maud::{Markup, html};

/// The table of some problems.
pub(crate) fn problems_table(setting: &Setting<'_>, problems: &[&Problem]) -> Markup {
    let words = setting.lang.words();
    html! {
        table .problems {
            caption .hidden { (words.problems) }
            thead { tr {
                th scope="col" { (words.place) }
                th scope="col" { (words.problem) }
                th scope="col" { (words.value) }
                th scope="col" { (words.done) }
                th scope="col" { (words.todo) }
            } }
            tbody { @for problem in problems { (row(setting, problem)) } }
        }
    }
}

fn row(setting: &Setting<'_>, problem: &Problem) -> Markup {
    let words = setting.lang.words();
    let place = place(setting.bench.sources, problem);
    let severity = problem.code.severity();
    html! {
        tr {
            th scope="row" .cell {
                (place.file)
                @if !place.sheet.is_empty() { "!" (place.sheet) }
                @if !place.cell.is_empty() { "!" (place.cell) }
            }
            td { span .severity .(severity.id()) { (words.severity_of(severity)) } " " ((words.problem_meaning)(problem.code)) }
            td .cell { (problem.value) }
            td lang="en" { (problem.done) }
            td lang="en" { (problem.todo) }
        }
    }
}

//! From what a page was made: identity, law, files with their hashes; and what the program does not decide.

use crate::casefile::CaseFile;
use crate::provenance::{Origin, SourceFile, Sources};
use crate::report::html::Setting;
use crate::report::html::show::grouped;
use crate::report::html::stale::Stale;
use crate::report::words::Words;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Identity, law and program.
pub(crate) fn identity(setting: &Setting<'_>) -> Markup {
    let words = setting.lang.words();
    html! {
        p { (words.proof_intro) }
        dl .proof {
            dt { (words.run_identity) } dd .hash { (setting.identity.hash()) }
            dt { (words.law_hash) } dd .hash { (setting.bench.law.hash()) }
            dt { (words.version) } dd { "landed " (crate::report::VERSION) }
        }
    }
}

/// Files with size and hash.
pub(crate) fn files<'a>(
    setting: &Setting<'_>,
    files: impl IntoIterator<Item = &'a SourceFile>,
) -> Markup {
    let words = setting.lang.words();
    html! {
        table .files {
            caption { strong { (words.input_files) } }
            thead { tr {
                th scope="col" { (words.input_files) }
                th .num scope="col" { (words.bytes) }
                th scope="col" { "SHA-256" }
            } }
            tbody { @for file in files { tr {
                th scope="row" .cell { (file.path) }
                td .num { (grouped(&file.bytes.to_string(), setting.lang)) }
                td .hash { (file.sha256) }
            } } }
        }
    }
}

/// The files that hold a row of the case, in source order.
pub(crate) fn files_of<'a>(case: &CaseFile, sources: &'a Sources) -> Vec<&'a SourceFile> {
    let origins: [Vec<Origin>; 8] = [
        case.applicants.iter().map(|row| row.origin).collect(),
        case.employment.iter().map(|row| row.origin).collect(),
        case.permits.iter().map(|row| row.origin).collect(),
        case.studies.iter().map(|row| row.origin).collect(),
        case.language_tests.iter().map(|row| row.origin).collect(),
        case.absences.iter().map(|row| row.origin).collect(),
        case.leaves.iter().map(|row| row.origin).collect(),
        case.set_aside.iter().map(|row| row.origin).collect(),
    ];
    let mut seen = BTreeSet::new();
    let mut rows: Vec<Origin> = origins.into_iter().flatten().collect();
    rows.sort_unstable();
    rows.into_iter()
        .filter(|origin| seen.insert(origin.file))
        .filter_map(|origin| sources.file(origin))
        .collect()
}

/// The warning that dated values should be compared with their source again; nothing where all are fresh.
pub(crate) fn stale_warning(stale: &[Stale], words: &Words) -> Markup {
    html! {
        @if !stale.is_empty() {
            aside .warning role="note" {
                p { strong { (words.stale_law) } }
                ul { @for one in stale {
                    li { (one.name) ": " (words.confirmed_on) " " (one.confirmed_on) " (" (one.days_before) " " (words.days_ago) ")" }
                } }
            }
        }
    }
}

/// What the program does not decide.
pub(crate) fn limits(words: &Words) -> Markup {
    html! {
        p { (words.not_advice) }
        p { strong { (words.not_decided) } }
        ul { @for item in words.not_decided_items { li { (item) } } }
    }
}

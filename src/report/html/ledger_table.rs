//! The ledger of one point as a table: every job, every period, its treatment, the reasons in plain words, the hours.

use crate::casefile::CaseFile;
use crate::finding::Reason;
use crate::law::Hours;
use crate::report::html::show::{citation, hours, hours_if_any, sentence};
use crate::report::html::{Setting, Subject};
use crate::report::words::Words;
use crate::requirements::{LedgerLine, PointAssessment};
use maud::{Markup, html};

const COLUMNS: &str = "10";

/// The table of one point, one body of rows per job.
pub(crate) fn ledger_table(
    setting: &Setting<'_>,
    subject: &Subject<'_>,
    point: &PointAssessment,
) -> Markup {
    let words = setting.lang.words();
    html! {
        table .ledger {
            caption { strong { (words.point_of(point.point)) } }
            thead { tr {
                th scope="col" { (words.from) }
                th scope="col" { (words.to) }
                th .num scope="col" { (words.days) }
                th scope="col" { (words.treatment) }
                th scope="col" { (words.why) }
                th scope="col" { (words.authorization) }
                th .num scope="col" { (words.per_week) }
                th .num scope="col" { (words.counted) }
                th .num scope="col" { (words.uncertain) }
                th .num scope="col" { (words.over_cap) }
            } }
            @for lines in point.ledger.chunk_by(|one, next| one.record == next.record) {
                tbody {
                    (job(setting, subject.case, lines, words))
                    @for line in lines { (period(setting, subject.case, line, words)) }
                }
            }
            tfoot { (totals(setting, point, words)) }
        }
    }
}

/// The heading of one job: number, employer, title, occupation, row.
fn job(setting: &Setting<'_>, case: &CaseFile, lines: &[LedgerLine], words: &Words) -> Markup {
    let Some(first) = lines.first() else {
        return html! {};
    };
    let row = case.employment.get(first.record);
    html! {
        tr .job { th colspan=(COLUMNS) scope="rowgroup" {
            (first.record.saturating_add(1)) ". "
            @if let Some(row) = row {
                (row.facts.employer)
                @if !row.facts.job_title.is_empty() { ", " (row.facts.job_title) }
                @if let Some(code) = row.facts.noc_code.known() {
                    span .detail { " \u{b7} NOC " (code)
                        @if let Some(level) = first.level { " (" (level) ")" }
                    }
                }
                span .detail { " \u{b7} " (words.source) " " span .cell { (setting.bench.sources.row_address(row.origin)) } }
            }
        } }
    }
}

fn period(setting: &Setting<'_>, case: &CaseFile, line: &LedgerLine, words: &Words) -> Markup {
    let permit = line.permit_number(case);
    let lang = setting.lang;
    html! {
        tr .(line.treatment.id()) {
            td .date { (line.period.first()) }
            td .date { (line.period.last()) }
            td .num { (line.period.days()) }
            td { span .treatment .(line.treatment.id()) {
                span .key aria-hidden="true" { (words.treatment_letter(line.treatment)) } " "
                (words.treatment_of(line.treatment))
            } }
            td { (why(setting, case, line, words)) }
            td { (words.basis_of(line.authority.id()))
                @if !permit.is_empty() { " " span .cell { (permit) } }
            }
            td .num { (weekly(line, setting)) }
            td .num { (hours_if_any(&line.hours_counted, lang)) }
            td .num { (hours_if_any(&line.hours_uncertain, lang)) }
            td .num { (hours_if_any(&line.hours_over_cap, lang)) }
        }
    }
}

/// The reasons in plain words, and the provision of the first; for what counts by a public policy, that.
fn why(setting: &Setting<'_>, case: &CaseFile, line: &LedgerLine, words: &Words) -> Markup {
    let told: Vec<&str> = line
        .reasons
        .iter()
        .map(|reason| words.reason_on(line, *reason))
        .collect();
    let by_policy = line.is_under_physician_policy(case);
    let by_policy = by_policy.then_some(Reason::PhysicianPublicPolicy);
    let reason = line.reasons.first().copied().or(by_policy);
    let provision = reason.map(|reason| setting.bench.law.citation(reason.citation_key()));
    html! {
        @if told.is_empty() { (sentence(words.every_gate)) }
        @else { (sentence(&told.join("; "))) }
        @if let Some(provision) = provision {
            " " span .detail { (citation(&provision.citation, setting.lang)) }
        }
    }
}

fn weekly(line: &LedgerLine, setting: &Setting<'_>) -> String {
    match &line.hours_per_week {
        None => "?".to_owned(),
        Some((low, high)) if low == high => hours(low, setting.lang),
        Some((low, high)) => format!(
            "{}\u{2013}{}",
            hours(low, setting.lang),
            hours(high, setting.lang)
        ),
    }
}

fn totals(setting: &Setting<'_>, point: &PointAssessment, words: &Words) -> Markup {
    let sum = |of: fn(&LedgerLine) -> &Hours| {
        let total = point
            .ledger
            .iter()
            .fold(Hours::ZERO, |sum, line| sum.plus(of(line)));
        hours(&total, setting.lang)
    };
    html! {
        tr {
            th colspan="7" scope="row" { (words.total) }
            td .num { (sum(|line| &line.hours_counted)) }
            td .num { (sum(|line| &line.hours_uncertain)) }
            td .num { (sum(|line| &line.hours_over_cap)) }
        }
    }
}

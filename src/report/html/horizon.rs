//! What comes: the watchlist of a run, and the outlook and dates of one applicant.

use crate::horizon::{NextDate, Outlook};
use crate::report::horizon::is_news;
use crate::report::html::applicant::name_of;
use crate::report::html::overview::name_link;
use crate::report::html::show::{citation, count, grouped, provision_link};
use crate::report::html::{Setting, Subject};
use crate::requirements::application;
use maud::{Markup, html};

/// More dates than these are left to `watchlist.csv`.
const DATES_SHOWN: usize = 500;

/// The dates of all applicants that are watched, by day.
pub(crate) fn watchlist(setting: &Setting<'_>, subjects: &[Subject<'_>]) -> Markup {
    let words = setting.lang.words();
    let horizon = words.horizon;
    let watch = setting.watch;
    let days = watch.until.days_since(watch.from);
    let subjects = subjects.iter().map(|subject| (subject, subject.outlook));
    let dates = watch.dates(subjects);
    let more = dates.len().saturating_sub(DATES_SHOWN);
    html! {
        section .wide aria-labelledby="h-watchlist" {
            h2 #h-watchlist { (horizon.watchlist) }
            p .quiet { ((horizon.watchlist_intro)(days, watch.until)) }
            @if dates.is_empty() { p { (horizon.watchlist_none) } }
            @else { div .scroll { table .watchlist {
                caption .hidden { (horizon.watchlist) }
                thead { tr {
                    th scope="col" { (horizon.date) }
                    th .num scope="col" { (horizon.days_left) }
                    th scope="col" { (words.applicant_id) }
                    th scope="col" { (words.name) }
                    th scope="col" { (words.responsible) }
                    th scope="col" { (horizon.what) }
                    th scope="col" { (words.todo) }
                } }
                tbody { @for (subject, date) in dates.iter().take(DATES_SHOWN) { tr {
                    th .date scope="row" { (date.on) }
                    td .num { (left(setting, *date)) }
                    td { (name_link(setting, subject)) }
                    td { (name_of(subject)) }
                    td { (subject.case.profile.responsible) }
                    td { (words.kind_of(date.kind, &subject.outlook.open)) }
                    td { (words.todo_of(date.kind, &subject.outlook.open)) }
                } } }
            } } }
            @if 0 < more { p { (count(more, setting.lang)) " " (horizon.watchlist_more) } }
        }
    }
}

fn left(setting: &Setting<'_>, date: NextDate) -> String {
    let days = date.on.days_since(setting.bench.as_of);
    grouped(&days.to_string(), setting.lang)
}

/// What comes for one applicant: the sentences, and every date with its provision.
pub(crate) fn ahead(setting: &Setting<'_>, subject: &Subject<'_>) -> Markup {
    let words = setting.lang.words();
    let horizon = words.horizon;
    let outlook = subject.outlook;
    let as_of = setting.bench.as_of;
    let dates = outlook.dates.iter().filter(|date| is_news(**date, as_of));
    let dates: Vec<NextDate> = dates.copied().collect();
    let sentences = words.tell(outlook, as_of, application(as_of, subject.case));
    html! {
        section aria-labelledby="h-ahead" {
            h2 #h-ahead { (horizon.heading) }
            p { (sentences.join(" ")) }
            @if outlook.until.is_some() { p .quiet { (horizon.assumes) } }
            @if !dates.is_empty() { div .scroll { table .dates {
                caption { (horizon.dates) }
                thead { tr {
                    th scope="col" { (horizon.date) }
                    th .num scope="col" { (horizon.days_left) }
                    th scope="col" { (horizon.what) }
                    th scope="col" { (words.todo) }
                    th scope="col" { (words.provision) }
                } }
                tbody { @for date in dates { (row(setting, outlook, date)) } }
            } } }
        }
    }
}

fn row(setting: &Setting<'_>, outlook: &Outlook, date: NextDate) -> Markup {
    let words = setting.lang.words();
    let provision = setting.bench.law.citation(outlook.citation_key(date));
    let cited = citation(&provision.citation, setting.lang);
    html! { tr {
        th .date scope="row" { (date.on) }
        td .num { (left(setting, date)) }
        td { (words.kind_of(date.kind, &outlook.open)) }
        td { (words.todo_of(date.kind, &outlook.open)) }
        td .provision {
            @if provision.href.is_empty() { (cited) }
            @else { a href=(provision_link(&provision.href, setting.lang)) rel="noreferrer external" { (cited) } }
        }
    } }
}

//! The days that matter on the drawing: invitation, application, the assessed day; and the span that is shown.

use crate::calendar::{Day, FAR_FUTURE, FAR_PAST, Period, look_back_window};
use crate::casefile::CaseFile;
use crate::report::html::lanes::{Bar, Group, Look};
use crate::report::html::scale::Scale;
use crate::report::words::Words;
use crate::requirements::PointAssessment;

/// Months that are shown beyond the assessed day at most: an old file judged today is drawn in its own time.
const MONTHS_AFTER: u32 = 12;

/// Months that are shown before the window, or before the assessed day where there is no window, at most.
const MONTHS_BEFORE: u32 = 30;

/// Days left free at both ends.
const MARGIN: i32 = 14;

/// A day with its name.
pub(crate) struct Mark {
    pub day: Day,
    pub name: &'static str,
}

/// The window of a point; `None` without an edition or a day.
pub(crate) fn window(point: &PointAssessment) -> Option<Period> {
    look_back_window(point.assessed_on?, point.edition?.window_months)
}

/// Invitation, application and the day of the run, in time order.
pub(crate) fn marks(case: &CaseFile, as_of: Day, words: &'static Words) -> Vec<Mark> {
    let invitation = case.profile.invitation_date.known();
    let application = case.profile.application_date.known();
    let mut marks: Vec<Mark> = [
        (invitation, words.invitation),
        (application, words.application),
    ]
    .into_iter()
    .filter_map(|(date, name)| {
        Some(Mark {
            day: date?.latest,
            name,
        })
    })
    .collect();
    marks.push(Mark {
        day: as_of,
        name: words.day_of_run,
    });
    marks.sort_by_key(|mark| mark.day);
    marks
}

/// The span that holds the window, the marks and what is near them.
pub(crate) fn scale(
    groups: &[Group],
    marks: &[Mark],
    window: Option<Period>,
    as_of: Day,
) -> Option<Scale> {
    let center = window.map_or(as_of, Period::last);
    let begin = window.map_or(center, Period::first);
    let bars = || groups.iter().flat_map(|g| &g.lanes).flat_map(|l| &l.bars);
    let earliest_bar = bars()
        .map(|bar| bar.period.first())
        .filter(|day| *day != FAR_PAST)
        .min();
    let is_spell = |bar: &&Bar| bar.look == Look::Eligible;
    let latest_bar = bars()
        .filter(|bar| !is_spell(bar))
        .map(|bar| bar.period.last())
        .filter(|day| *day != FAR_FUTURE)
        .max();
    // Of a spell of eligibility that lasts long, its beginning is shown.
    let spells = bars().filter(is_spell).map(|bar| {
        let start = bar.period.first().max(center);
        bar.period.last().min(start.plus_months(MONTHS_AFTER))
    });
    let marked = || marks.iter().map(|mark| mark.day);
    let first = earliest_bar
        .into_iter()
        .chain(marked())
        .chain([begin])
        .min()?
        .max(begin.minus_months(MONTHS_BEFORE));
    let last = latest_bar
        .into_iter()
        .chain(marked())
        .chain([center])
        .max()?
        .min(center.plus_months(MONTHS_AFTER))
        .max(spells.max().unwrap_or(center));
    let shown = Period::new(first.plus_days(-MARGIN), last.max(first).plus_days(MARGIN))?;
    Some(Scale { shown })
}

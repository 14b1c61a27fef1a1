//! The timeline as inline SVG: rows of bars along one axis of dates, and the curve of hours below them.
//!
//! Colours are doubled by patterns and letters, so that the drawing works in grey; a title and a description stand for it in
//! a screen reader, and the tables of the page say the same in words.

use crate::authorization::Timeline;
use crate::calendar::Period;
use crate::report::html::curve::Curve;
use crate::report::html::lanes::{Bar, Group, Lane, Look, groups};
use crate::report::html::marks::{Mark, marks, scale, window};
use crate::report::html::scale::{LEFT, RIGHT, Scale, Tenths, WIDTH};
use crate::report::html::{Setting, Subject};
use crate::report::words::Words;
use crate::requirements::{PointAssessment, Treatment};
use maud::{Markup, html};

const AXIS_HEIGHT: i64 = 74;
const HEADING_HEIGHT: i64 = 25;
const LANE_HEIGHT: i64 = 21;
const LANE_STEP: usize = 21;
const BAR_HEIGHT: i64 = 14;
const CURVE_GAP: i64 = 34;

/// Narrower bars carry no letter.
const LETTER_FITS: Tenths = Tenths::units(11);

/// Draws one applicant at one point.
pub(crate) fn drawing(
    setting: &Setting<'_>,
    subject: &Subject<'_>,
    point: &PointAssessment,
) -> Markup {
    let words = setting.lang.words();
    let timeline = Timeline::of(subject.case, setting.bench.law);
    let groups = groups(subject.case, subject.outlook, &timeline, point, words);
    let marks = marks(subject.case, setting.bench.as_of, words);
    let window = window(point);
    let Some(scale) = scale(&groups, &marks, window, setting.bench.as_of) else {
        return html! {};
    };
    let lanes: i64 = groups.iter().map(height_of).sum();
    let curve = window.map(|window| Curve::of(point, window));
    let top_of_curve = AXIS_HEIGHT + lanes + CURVE_GAP;
    let height = top_of_curve + curve.as_ref().map_or(0, |_| Curve::HEIGHT + CURVE_GAP);
    html! {
        svg .timeline viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-labelledby="timeline-title timeline-desc" {
            title #timeline-title { (words.timeline) }
            desc #timeline-desc { (words.timeline_desc) " " (words.curve_desc) }
            (patterns())
            @if let Some(window) = window { (shade(scale, window, AXIS_HEIGHT + lanes, words)) }
            (axis(scale, AXIS_HEIGHT + lanes))
            (rows(&groups, scale, words))
            @if let Some(curve) = &curve {
                (curve.draw(scale, top_of_curve, setting))
            }
            (lines(scale, &marks, height))
        }
    }
}

fn height_of(group: &Group) -> i64 {
    let lanes = i64::try_from(group.lanes.len()).unwrap_or(0);
    HEADING_HEIGHT + lanes * LANE_HEIGHT
}

/// Patterns by which treatments and doubtful days are told apart without colour.
fn patterns() -> Markup {
    html! {
        defs {
            pattern #uncertain width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect .u-ground width="7" height="7" {}
                rect .u-line width="2.6" height="7" {}
            }
            pattern #excluded width="6" height="6" patternUnits="userSpaceOnUse" {
                rect .x-ground width="6" height="6" {}
                circle .x-dot cx="3" cy="3" r="0.9" {}
            }
            pattern #perhaps width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)" {
                rect .p-ground width="5" height="5" {}
                rect .p-line width="1.4" height="5" {}
            }
        }
    }
}

fn shade(scale: Scale, window: Period, bottom: i64, words: &Words) -> Markup {
    let Some((x, width)) = scale.span(window) else {
        return html! {};
    };
    html! {
        rect .window x=(x) y=(AXIS_HEIGHT - 20) width=(width) height=(bottom - AXIS_HEIGHT + 20) {}
        text .window-name x=(x.plus(Tenths::units(5))) y=(AXIS_HEIGHT - 6) {
            (words.window) " " (window.first()) " \u{2013} " (window.last())
        }
    }
}

/// Years as lines with names, quarters as small ticks.
fn axis(scale: Scale, bottom: i64) -> Markup {
    html! {
        @for day in scale.quarters() {
            line .tick x1=(scale.x(day)) x2=(scale.x(day)) y1=(AXIS_HEIGHT) y2=(AXIS_HEIGHT + 4) {}
        }
        @for day in scale.years() {
            line .year x1=(scale.x(day)) x2=(scale.x(day)) y1=(AXIS_HEIGHT) y2=(bottom + 14) {}
            text .year-name x=(scale.x(day).plus(Tenths::units(3))) y=(bottom + 13) { (day.to_string().get(..4).unwrap_or_default()) }
        }
        line .axis x1=(LEFT) x2=(RIGHT) y1=(AXIS_HEIGHT) y2=(AXIS_HEIGHT) {}
    }
}

fn rows(groups: &[Group], scale: Scale, words: &Words) -> Markup {
    let tops = groups.iter().scan(AXIS_HEIGHT, |next, group| {
        let top = *next;
        *next += height_of(group);
        Some(top)
    });
    html! {
        @for (group, top) in groups.iter().zip(tops) {
            text .group x="0" y=(top + HEADING_HEIGHT - 8) { (group.heading) }
            @for (lane, y) in group.lanes.iter().zip((top + HEADING_HEIGHT..).step_by(LANE_STEP)) {
                (row(lane, scale, y, words))
            }
        }
    }
}

fn row(lane: &Lane, scale: Scale, y: i64, words: &Words) -> Markup {
    html! {
        text .lane x="0" y=(y + BAR_HEIGHT - 3) { (lane.label) }
        line .guide x1=(LEFT) x2=(RIGHT) y1=(y + BAR_HEIGHT / 2) y2=(y + BAR_HEIGHT / 2) {}
        @for bar in &lane.bars { (bar_of(bar, scale, y, words)) }
    }
}

fn bar_of(bar: &Bar, scale: Scale, y: i64, words: &Words) -> Markup {
    let Some((x, width)) = scale.span(bar.period) else {
        return html! {};
    };
    let (class, fill) = look_of(bar);
    let letter = match bar.look {
        Look::Work(treatment) if LETTER_FITS <= width => words.treatment_letter(treatment),
        _ => "",
    };
    html! {
        rect .(class) fill=[fill] x=(x) y=(y) width=(width) height=(BAR_HEIGHT) rx="1.5" { title { (bar.title) } }
        @if !letter.is_empty() {
            text .letter .(class) x=(x.plus(Tenths(width.0 / 2))) y=(y + BAR_HEIGHT - 3) { (letter) }
        }
    }
}

fn look_of(bar: &Bar) -> (&'static str, Option<&'static str>) {
    match bar.look {
        Look::Work(Treatment::Counted) => ("counted", None),
        Look::Work(Treatment::Uncertain) => ("uncertain", Some("url(#uncertain)")),
        Look::Work(Treatment::Excluded) => ("excluded", Some("url(#excluded)")),
        _ if bar.perhaps => ("perhaps", Some("url(#perhaps)")),
        Look::Study => ("study", None),
        Look::Permit => ("permit", None),
        Look::Status => ("status", None),
        Look::Authorization => ("authorization", None),
        Look::Away => ("away", None),
        Look::Test => ("test", None),
        Look::Eligible => ("spell", None),
    }
}

/// The marked days as lines through everything; names on three levels so that neighbours do not meet.
fn lines(scale: Scale, marks: &[Mark], bottom: i64) -> Markup {
    let middle = Tenths::units(i64::midpoint(LEFT, RIGHT));
    html! {
        @for (i, mark) in marks.iter().filter(|mark| scale.shown.contains(mark.day)).enumerate() {
            @let x = scale.x(mark.day);
            @let level = 11 + 13 * i64::try_from(i % 3).unwrap_or(0);
            @let before = middle < x;
            line .mark x1=(x) x2=(x) y1=(level + 3) y2=(bottom - CURVE_GAP + 8) {}
            text .mark-name .before[before] x=(x.plus(Tenths::units(if before { -4 } else { 4 }))) y=(level) {
                (mark.name) " " (mark.day)
            }
        }
    }
}

/// What colours, patterns and letters mean.
pub(crate) fn legend(words: &Words) -> Markup {
    let sample = |class: &'static str, fill: Option<&'static str>, letter: &'static str| {
        html! {
            svg .sample viewBox="0 0 26 14" aria-hidden="true" {
                rect .(class) fill=[fill] width="26" height="14" rx="1.5" {}
                @if !letter.is_empty() { text .letter .(class) x="13" y="11" { (letter) } }
            }
        }
    };
    let treatment = |treatment, class, fill| {
        html! { li { (sample(class, fill, words.treatment_letter(treatment))) (words.treatment_of(treatment)) } }
    };
    html! {
        ul .legend {
            (treatment(Treatment::Counted, "counted", None))
            (treatment(Treatment::Uncertain, "uncertain", Some("url(#uncertain)")))
            (treatment(Treatment::Excluded, "excluded", Some("url(#excluded)")))
            li { (sample("spell", None, "")) (words.horizon.spell) }
            li { (sample("permit", None, "")) (words.legend_sure) }
            li { (sample("perhaps", Some("url(#perhaps)"), "")) (words.legend_doubtful) }
        }
    }
}

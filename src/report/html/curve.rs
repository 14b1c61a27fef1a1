//! The curve of hours: those that count, added up day by day, the band of those that may count, and the required hours.
//!
//! Works on the ledger's lines: within a line hours are spread evenly. Whole numbers only (hundredths of an hour).

use crate::calendar::{Day, Period};
use crate::law::Hours;
use crate::report::html::Setting;
use crate::report::html::scale::{LEFT, RIGHT, Scale, Tenths};
use crate::report::html::show::{grouped, hours, hundredths};
use crate::requirements::PointAssessment;
use maud::{Markup, html};
use std::fmt::Write as _;

/// Hours up to a day, in hundredths.
struct Height {
    day: Day,
    counted: i64,
    possible: i64,
}

/// The curve of one point.
pub(crate) struct Curve {
    heights: Vec<Height>,
    required: i64,
    top: i64,
    counted: Hours,
    possible: Option<Hours>,
}

/// A line of the ledger as the curve needs it.
struct Slope {
    period: Period,
    counted: i64,
    uncertain: i64,
}

impl Slope {
    /// What of an amount has come together before a day.
    fn part(&self, amount: i64, day: Day) -> i64 {
        let whole = i64::from(self.period.days());
        let passed = i64::from(day.days_since(self.period.first())).clamp(0, whole);
        amount * passed / whole
    }
}

impl Curve {
    /// Height of the drawing in units.
    pub(crate) const HEIGHT: i64 = 180;

    /// The curve of a point over its window.
    pub(crate) fn of(point: &PointAssessment, window: Period) -> Self {
        let mut slopes: Vec<Slope> = Vec::new();
        for line in &point.ledger {
            let counted = hundredths(&line.hours_counted);
            let uncertain = hundredths(&line.hours_uncertain);
            if counted + uncertain > 0
                && let Some(period) = line.period.intersection(window)
            {
                slopes.push(Slope {
                    period,
                    counted,
                    uncertain,
                });
            }
        }
        slopes.sort_by_key(|slope| slope.period);
        let heights = heights(&slopes, window);
        let required = point
            .explained
            .hours_required
            .map_or(0, |hours| i64::from(hours) * 100);
        let highest = heights.last().map_or(0, |last| last.possible).max(required);
        Self {
            heights,
            required,
            // A tenth of the height stays free above the highest value.
            top: (highest + highest / 10).max(1),
            counted: point.explained.hours_counted.clone().unwrap_or(Hours::ZERO),
            possible: point.explained.hours_at_most.clone(),
        }
    }

    fn y(&self, amount: i64, top: i64) -> Tenths {
        Tenths::units(top + Self::HEIGHT).minus(Tenths(amount * Self::HEIGHT * 10 / self.top))
    }

    /// Draws the curve below a height.
    pub(crate) fn draw(&self, scale: Scale, top: i64, setting: &Setting<'_>) -> Markup {
        let words = setting.lang.words();
        let bottom = top + Self::HEIGHT;
        let last = self.heights.last();
        let right = last.map_or(Tenths::units(RIGHT), |last| scale.x(last.day));
        let (counted_y, possible_y) = last.map_or((0, 0), |last| (last.counted, last.possible));
        let required = self.required / 100;
        let at_most = self
            .possible
            .as_ref()
            .map_or(words.unlimited.to_owned(), |most| hours(most, setting.lang));
        let counted = hours(&self.counted, setting.lang);
        html! {
            text .group x="0" y=(top + 12) { (words.curve) }
            text .lane x="0" y=(top + 32) { (words.hours_counted) ": " tspan .strong { (counted) } }
            text .lane x="0" y=(top + 50) { (words.hours_at_most) ": " tspan .strong { (at_most) } }
            @if required > 0 {
                text .lane x="0" y=(top + 68) { (words.hours_required) ": " tspan .strong { (grouped(&required.to_string(), setting.lang)) } }
            }
            line .axis x1=(LEFT) x2=(RIGHT) y1=(bottom) y2=(bottom) {}
            polygon .band fill="url(#uncertain)" points=(self.band(scale, top)) {}
            polygon .under points=(self.under(scale, top)) {}
            polyline .possible points=(self.line(scale, top, |height| height.possible)) {}
            polyline .curve points=(self.line(scale, top, |height| height.counted)) {}
            @if self.required > 0 {
                line .required x1=(LEFT) x2=(RIGHT) y1=(self.y(self.required, top)) y2=(self.y(self.required, top)) {}
                text .required-name x=(LEFT + 4) y=(self.y(self.required, top).minus(Tenths::units(4))) {
                    (words.hours_required) " " (grouped(&required.to_string(), setting.lang)) " " (words.hours)
                }
            }
            circle .possible-end cx=(right) cy=(self.y(possible_y, top)) r="3" {}
            circle .curve-end cx=(right) cy=(self.y(counted_y, top)) r="3.5" {}
        }
    }

    fn line(&self, scale: Scale, top: i64, of: impl Fn(&Height) -> i64) -> String {
        let mut points = String::new();
        for height in &self.heights {
            // Writing to a String cannot fail.
            let _ = write!(
                points,
                "{},{} ",
                scale.x(height.day),
                self.y(of(height), top)
            );
        }
        points
    }

    fn under(&self, scale: Scale, top: i64) -> String {
        let mut points = self.line(scale, top, |height| height.counted);
        for height in [self.heights.last(), self.heights.first()]
            .into_iter()
            .flatten()
        {
            let _ = write!(points, "{},{} ", scale.x(height.day), self.y(0, top));
        }
        points
    }

    fn band(&self, scale: Scale, top: i64) -> String {
        let mut points = self.line(scale, top, |height| height.possible);
        for height in self.heights.iter().rev() {
            let _ = write!(
                points,
                "{},{} ",
                scale.x(height.day),
                self.y(height.counted, top)
            );
        }
        points
    }
}

/// The heights on every day on which a line begins or has ended. The slopes are sorted by their first day.
fn heights(slopes: &[Slope], window: Period) -> Vec<Height> {
    let mut days: Vec<Day> = slopes
        .iter()
        .flat_map(|slope| [slope.period.first(), slope.period.last().next()])
        .chain([window.first(), window.last().next()])
        .collect();
    days.sort_unstable();
    days.dedup();
    let mut done = (0, 0);
    let mut active: Vec<&Slope> = Vec::new();
    let mut waiting = slopes.iter().peekable();
    days.into_iter()
        .map(|day| {
            while let Some(next) = waiting.next_if(|slope| slope.period.first() <= day) {
                active.push(next);
            }
            active.retain(|slope| {
                let running = day <= slope.period.last();
                if !running {
                    done = (done.0 + slope.counted, done.1 + slope.uncertain);
                }
                running
            });
            let part = |amount: fn(&Slope) -> i64| -> i64 {
                active
                    .iter()
                    .map(|slope| slope.part(amount(slope), day))
                    .sum()
            };
            let counted = done.0 + part(|slope| slope.counted);
            let uncertain = done.1 + part(|slope| slope.uncertain);
            Height {
                day,
                counted,
                possible: counted + uncertain,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_rises_with_the_lines_and_ends_at_their_sum() {
        let base = Day::from_ymd(2024, 1, 1).unwrap();
        let period =
            |first, last| Period::new(base.plus_days(first), base.plus_days(last)).unwrap();
        let slopes = [
            Slope {
                period: period(0, 9),
                counted: 1000,
                uncertain: 0,
            },
            Slope {
                period: period(5, 14),
                counted: 0,
                uncertain: 500,
            },
        ];
        let heights = heights(&slopes, period(-5, 99));
        let shown: Vec<_> = heights
            .iter()
            .map(|h| (h.day.days_since(base), h.counted, h.possible))
            .collect();
        assert_eq!(
            shown,
            [
                (-5, 0, 0),
                (0, 0, 0),
                (5, 500, 500),
                (10, 1000, 1250),
                (15, 1000, 1500),
                (100, 1000, 1500)
            ]
        );
    }
}

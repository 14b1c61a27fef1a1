//! Weekly hours of a record: as given, or from the total of a closed record.

use crate::law::{Hours, Law};
use crate::records::{Employment, Fact, Hourly, hours_differ, weekly_of};

/// Weekly hours as a low and a high end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Rate {
    /// What surely was worked.
    pub low: Hours,
    /// What was worked at most.
    pub high: Hours,
}

impl Rate {
    /// The weekly hours of a cell, where `weekly` makes its hours those of a week.
    fn of(hourly: &Hourly, cap: &Hours, weekly: impl Fn(&Hours) -> Hours) -> Self {
        let low = weekly(&hourly.low);
        let high = match &hourly.high {
            Some(high) => weekly(high),
            // "30+" reaches up to the cap.
            None => Hours::max(&low, cap).clone(),
        };
        Self { low, high }
    }
}

/// The weekly hours of a record; `None` if they are not known. `closed_days` is the number of days of a record whose start and end
/// are recorded to the day.
pub(crate) fn weekly_rate(
    employment: &Employment,
    closed_days: Option<i32>,
    cap: &Hours,
    law: &Law,
) -> Option<Rate> {
    let readable = |hours: &Fact<Hourly>| !matches!(hours, Fact::Unclear(_));
    if !readable(&employment.hours_per_week) || !readable(&employment.total_hours) {
        return None;
    }
    let stated = employment.hours_per_week.known();
    let weekly = stated.map(|hours| Rate::of(hours, cap, Hours::clone));
    let Some((hours, days)) = employment.total_hours.known().zip(closed_days) else {
        return weekly;
    };
    let total = Rate::of(hours, cap, |total| weekly_of(total, days));
    if *law.hours_in_a_week() < total.high {
        return None;
    }
    match (weekly, stated) {
        (Some(weekly), Some(stated)) if hours_differ(stated, hours, days) => Some(Rate {
            low: Hours::min(&weekly.low, &total.low).clone(),
            high: Hours::max(&weekly.high, &total.high).clone(),
        }),
        (Some(weekly), _) => Some(weekly),
        (None, _) => Some(total),
    }
}

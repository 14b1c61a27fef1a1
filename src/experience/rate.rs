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

    /// Takes in other weekly hours that may be the true ones.
    fn widen(&mut self, other: &Self) {
        self.low = Hours::min(&self.low, &other.low).clone();
        self.high = Hours::max(&self.high, &other.high).clone();
    }
}

/// The weekly hours of a record; `None` if they are not known. `lengths` are the fewest and the most days of a record whose end is
/// recorded: both the same if its dates are known to the day.
///
/// Total hours alone say nothing of a week where the dates are not known to the day. Beside weekly hours they may contradict these by some
/// reading of the dates, and then the weekly hours are what any reading gives: the total over the fewest or the most days lies
/// farthest from them.
pub(crate) fn weekly_rate(
    employment: &Employment,
    lengths: Option<[i32; 2]>,
    cap: &Hours,
    law: &Law,
) -> Option<Rate> {
    let readable = |hours: &Fact<Hourly>| !matches!(hours, Fact::Unclear(_));
    if !readable(&employment.hours_per_week) || !readable(&employment.total_hours) {
        return None;
    }
    let stated = employment.hours_per_week.known();
    let weekly = stated.map(|hours| Rate::of(hours, cap, Hours::clone));
    let Some((hours, [fewest, most])) = employment.total_hours.known().zip(lengths) else {
        return weekly;
    };
    let over = |days| {
        let total = Rate::of(hours, cap, |total| weekly_of(total, days));
        (total.high <= *law.hours_in_a_week()).then_some(total)
    };
    let Some((weekly, stated)) = weekly.zip(stated) else {
        return over(fewest).filter(|_| fewest == most);
    };
    let mut all = weekly;
    for days in [fewest, most] {
        let total = over(days)?;
        if hours_differ(stated, hours, [days, days]) {
            all.widen(&total);
        }
    }
    Some(all)
}

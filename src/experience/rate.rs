//! Weekly hours of a record: as given, or from the total of a closed record.

use crate::law::Hours;
use crate::records::{Employment, Fact, Hourly};

/// Weekly hours as a low and a high end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Rate {
    /// What surely was worked.
    pub low: Hours,
    /// What was worked at most.
    pub high: Hours,
}

/// The most hours that a week has, and the most that count.
#[derive(Clone, Debug)]
pub(crate) struct WeekLimits {
    /// The weekly cap.
    pub cap: Hours,
    /// Hours in a week.
    pub week: Hours,
}

impl Rate {
    fn of(hourly: &Hourly, numerator: i64, denominator: i64, limits: &WeekLimits) -> Self {
        let low = hourly.low.times(numerator, denominator);
        let high = match &hourly.high {
            Some(high) => high.times(numerator, denominator),
            // "30+" reaches up to the cap.
            None => Hours::max(&low, &limits.cap).clone(),
        };
        Self { low, high }
    }

    fn differs_by_more_than_one_percent(&self, other: &Self) -> bool {
        let apart = |a: &Hours, b: &Hours| {
            let (small, large) = (Hours::min(a, b), Hours::max(a, b));
            *small < large.minus(small).times(100, 1)
        };
        apart(&self.low, &other.low) || apart(&self.high, &other.high)
    }
}

/// The weekly hours of a record; `None` if they are not known. `closed_days` is the number of days of a record whose start and end
/// are recorded to the day.
pub(crate) fn weekly_rate(
    employment: &Employment,
    closed_days: Option<i32>,
    limits: &WeekLimits,
) -> Option<Rate> {
    let readable = |hours: &Fact<Hourly>| !matches!(hours, Fact::Unclear(_));
    if !readable(&employment.hours_per_week) || !readable(&employment.total_hours) {
        return None;
    }
    let weekly = employment
        .hours_per_week
        .known()
        .map(|hours| Rate::of(hours, 1, 1, limits));
    let total = match (employment.total_hours.known(), closed_days) {
        (Some(hours), Some(days)) => {
            // Seven days make a week: total x 7 / days.
            let rate = Rate::of(hours, 7, i64::from(days), limits);
            if limits.week < rate.high {
                return None;
            }
            Some(rate)
        }
        _ => None,
    };
    match (weekly, total) {
        (Some(weekly), Some(total)) if weekly.differs_by_more_than_one_percent(&total) => {
            Some(Rate {
                low: Hours::min(&weekly.low, &total.low).clone(),
                high: Hours::max(&weekly.high, &total.high).clone(),
            })
        }
        (Some(weekly), _) => Some(weekly),
        (None, total) => total,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(low: i64, high: i64) -> Rate {
        Rate {
            low: Hours::whole(low),
            high: Hours::whole(high),
        }
    }

    #[test]
    fn one_percent_apart_is_still_the_same() {
        assert!(!rate(100, 100).differs_by_more_than_one_percent(&rate(101, 101)));
        assert!(rate(100, 100).differs_by_more_than_one_percent(&rate(102, 102)));
        assert!(rate(0, 0).differs_by_more_than_one_percent(&rate(1, 1)));
        assert!(!rate(0, 0).differs_by_more_than_one_percent(&rate(0, 0)));
    }
}

//! Whether the two ways of stating hours agree. Which rate is judged, the experience room says.

use crate::law::{Hours, Law};
use crate::records::Hourly;

/// Whether weekly hours and total hours (rate = total x 7 / days) differ by more than 1 % of the smaller of the two, whichever number of
/// days between the fewest and the most it was. Ranges differ by the distance between them: what lies within "25-35", or above the
/// low end of "30+", agrees with it.
pub(crate) fn hours_differ(weekly: &Hourly, total: &Hourly, [fewest, most]: [i32; 2]) -> bool {
    let below = |high: Option<&Hours>, low: &Hours| {
        high.is_some_and(|high| high < low && are_apart(high, low))
    };
    // The more days, the fewer hours a week.
    let total_high = total.high.as_ref().map(|high| weekly_of(high, fewest));
    let total_low = weekly_of(&total.low, most);
    below(weekly.high.as_ref(), &total_low) || below(total_high.as_ref(), &weekly.low)
}

/// Whether total hours over at most so many days are more than the hours of those weeks.
pub(super) fn week_is_exceeded(total: &Hourly, days: i32) -> bool {
    let most = total.high.as_ref().unwrap_or(&total.low);
    *Law::book().hours_in_a_week() < weekly_of(most, days)
}

/// Days in a week.
const WEEK: i64 = 7;

/// Total hours over so many days as hours a week.
pub(crate) fn weekly_of(total: &Hours, days: i32) -> Hours {
    total.times(WEEK, i64::from(days))
}

/// The smaller number has this many of the parts by which the two may differ: they may differ by 1 %.
const PARTS: i64 = 100;

/// Whether two numbers of weekly hours contradict each other: they differ by more than 1 % of the smaller.
fn are_apart(one: &Hours, other: &Hours) -> bool {
    let (small, large) = (Hours::min(one, other), Hours::max(one, other));
    *small < large.minus(small).times(PARTS, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(low: i64, high: Option<i64>) -> Hourly {
        Hourly {
            low: Hours::whole(low),
            high: high.map(Hours::whole),
        }
    }

    /// 100 weeks.
    const DAYS: [i32; 2] = [700, 700];

    #[test]
    fn over_a_period_that_is_not_known_to_the_day_hours_differ_if_they_do_for_every_number_of_days()
    {
        let differ = |total| {
            let (weekly, total) = (hours(30, Some(30)), hours(total, Some(total)));
            hours_differ(&weekly, &total, [630, 700])
        };
        // 90 weeks at 30 hours are 2700, 100 weeks 3000, and 1 % less or more is the same.
        assert!(!differ(2700) && !differ(2800) && !differ(3000));
        assert!(!differ(2674) && differ(2673));
        assert!(!differ(3030) && differ(3031));
    }

    #[test]
    fn one_percent_apart_is_still_the_same() {
        let apart = |one, other| are_apart(&Hours::whole(one), &Hours::whole(other));
        assert!(!apart(100, 101));
        assert!(apart(100, 102));
        assert!(apart(0, 1));
        assert!(!apart(0, 0));
    }

    #[test]
    fn one_per_cent_of_the_smaller_is_the_limit() {
        let exactly = |hours_of_all| hours(hours_of_all, Some(hours_of_all));
        assert!(!hours_differ(&exactly(30), &exactly(3000), DAYS));
        assert!(!hours_differ(&exactly(30), &exactly(3030), DAYS));
        assert!(hours_differ(&exactly(30), &exactly(3031), DAYS));
        assert!(!hours_differ(&exactly(30), &exactly(2971), DAYS));
        assert!(hours_differ(&exactly(30), &exactly(2970), DAYS));
        assert!(hours_differ(&exactly(0), &exactly(1), DAYS));
        assert!(!hours_differ(&exactly(0), &exactly(0), DAYS));
    }

    #[test]
    fn ranges_differ_by_the_distance_between_them() {
        let differ = |weekly: (i64, Option<i64>), total: (i64, Option<i64>)| {
            hours_differ(&hours(weekly.0, weekly.1), &hours(total.0, total.1), DAYS)
        };
        assert!(!differ((25, Some(35)), (3000, Some(3000))));
        assert!(!differ((25, Some(35)), (2500, Some(2500))));
        assert!(!differ((25, Some(35)), (3535, Some(3535))));
        assert!(differ((25, Some(35)), (3536, Some(3536))));
        assert!(differ((25, Some(35)), (2400, Some(2400))));
        assert!(!differ((25, Some(35)), (3000, Some(4000))));
        assert!(differ((25, Some(35)), (3600, None)));
        assert!(!differ((30, None), (3000, Some(3000))));
        assert!(!differ((30, None), (3600, Some(3600))));
        assert!(!differ((30, None), (2000, None)));
        assert!(differ((30, None), (2000, Some(2000))));
    }
}

//! Whether the two ways of stating hours agree. Which rate is judged, the experience room says.

use crate::law::{Hours, Law};
use crate::records::Hourly;

/// Whether weekly hours and total hours over so many days (rate = total x 7 / days) differ by more than 1 % of the smaller
/// of the two. Low ends are compared with low ends and high ends with high ends; "30+" has no high end to compare.
pub(super) fn hours_differ(weekly: &Hourly, total: &Hourly, days: i32) -> bool {
    let rate = |total: &Hours| weekly_of(total, days);
    let high_ends = weekly.high.as_ref().zip(total.high.as_ref());
    are_apart(&weekly.low, &rate(&total.low))
        || high_ends.is_some_and(|(weekly, total)| are_apart(weekly, &rate(total)))
}

/// Whether total hours over so many days are more than the hours of those weeks.
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
pub(crate) fn are_apart(one: &Hours, other: &Hours) -> bool {
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
        // 700 days are 100 weeks.
        assert!(!hours_differ(&exactly(30), &exactly(3000), 700));
        assert!(!hours_differ(&exactly(30), &exactly(3030), 700));
        assert!(hours_differ(&exactly(30), &exactly(3031), 700));
        assert!(!hours_differ(&exactly(30), &exactly(2971), 700));
        assert!(hours_differ(&exactly(30), &exactly(2970), 700));
        assert!(hours_differ(&exactly(0), &exactly(1), 700));
        assert!(!hours_differ(&exactly(0), &exactly(0), 700));
        assert!(hours_differ(&hours(25, Some(35)), &exactly(3000), 700));
        assert!(!hours_differ(&hours(30, None), &exactly(3000), 700));
        assert!(hours_differ(&hours(30, None), &exactly(2000), 700));
    }
}

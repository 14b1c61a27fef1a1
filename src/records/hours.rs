//! Whether the two ways of stating hours agree, for the warning. Which rate is judged, the experience room says.

use crate::law::Hours;
use crate::records::Hourly;

/// Whether weekly hours and total hours over so many days (rate = total x 7 / days) differ by more than 1 % of the smaller
/// of the two. Low ends are compared with low ends and high ends with high ends; "30+" has no high end to compare.
pub(super) fn hours_differ(weekly: &Hourly, total: &Hourly, days: i32) -> bool {
    let rate = |total: &Hours| total.times(7, i64::from(days));
    let high_ends = weekly.high.as_ref().zip(total.high.as_ref());
    apart(&weekly.low, &rate(&total.low))
        || high_ends.is_some_and(|(weekly, total)| apart(weekly, &rate(total)))
}

/// Whether total hours over so many days are more than the hours of those weeks.
pub(super) fn week_is_exceeded(total: &Hourly, days: i32) -> bool {
    let most = total.high.as_ref().unwrap_or(&total.low);
    Hours::whole(HOURS_IN_A_WEEK) < most.times(7, i64::from(days))
}

/// Seven days of twenty-four hours.
const HOURS_IN_A_WEEK: i64 = 7 * 24;

fn apart(one: &Hours, other: &Hours) -> bool {
    let (small, large) = (Hours::min(one, other), Hours::max(one, other));
    *small < large.minus(small).times(100, 1)
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

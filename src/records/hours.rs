//! Whether the two ways of stating hours agree.

use crate::law::Hours;
use crate::records::Hourly;

/// The weekly rate of a total over so many days: total x 7 / days.
pub fn weekly_rate(total: &Hours, days: i32) -> Hours {
    total.times(7, i64::from(days))
}

/// Whether weekly hours and total hours over so many days differ by more than 1 % of the weekly hours. Ranges differ when
/// their nearest ends do.
pub fn hours_differ(weekly: &Hourly, total: &Hourly, days: i32) -> bool {
    let rate_low = weekly_rate(&total.low, days);
    let rate_high = total.high.as_ref().map(|high| weekly_rate(high, days));
    let apart = |low: &Hours, high: &Hours, weekly: &Hours| {
        low < high && high.minus(low).times(100, 1) > *weekly
    };
    let total_above = weekly
        .high
        .as_ref()
        .is_some_and(|high| apart(high, &rate_low, high));
    let total_below = rate_high
        .as_ref()
        .is_some_and(|high| apart(high, &weekly.low, &weekly.low));
    total_above || total_below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exactly(hours: i64) -> Hourly {
        Hourly {
            low: Hours::whole(hours),
            high: Some(Hours::whole(hours)),
        }
    }

    #[test]
    fn one_per_cent_of_the_weekly_hours_is_the_limit() {
        // 700 days are 100 weeks.
        assert!(!hours_differ(&exactly(30), &exactly(3000), 700));
        assert!(!hours_differ(&exactly(30), &exactly(3030), 700));
        assert!(hours_differ(&exactly(30), &exactly(3031), 700));
        assert!(!hours_differ(&exactly(30), &exactly(2970), 700));
        assert!(hours_differ(&exactly(30), &exactly(2969), 700));
        let range = Hourly {
            low: Hours::whole(25),
            high: Some(Hours::whole(35)),
        };
        assert!(!hours_differ(&range, &exactly(3000), 700));
        let open = Hourly {
            low: Hours::whole(30),
            high: None,
        };
        assert!(!hours_differ(&open, &exactly(9000), 700));
        assert!(hours_differ(&open, &exactly(2000), 700));
    }
}

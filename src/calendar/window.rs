//! The look-back window: "within the three years before".

use crate::calendar::{Day, Period};

/// The days within the `months` before `day`: from the day that many months earlier to the day before.
///
/// The specified day itself is excluded, and where the earlier month has no such day its last day begins the window
/// (Interpretation Act, R.S.C. 1985, c. I-21, ss. 27-28).
pub fn look_back_window(day: Day, months: u32) -> Option<Period> {
    Period::new(day.minus_months(months), day.previous())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_itself_is_excluded_and_the_same_day_three_years_before_is_included() {
        let day = |text| Day::parse_iso(text).unwrap();
        let window = look_back_window(day("2026-11-22"), 36).unwrap();
        assert_eq!(
            (window.first(), window.last()),
            (day("2023-11-22"), day("2026-11-21"))
        );
        let leap = look_back_window(day("2024-02-29"), 36).unwrap();
        assert_eq!(leap.first(), day("2021-02-28"));
    }
}

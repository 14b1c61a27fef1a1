//! Exact hours: rationals that never round and never overflow.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{CheckedAdd, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::fmt;

type Small = num_rational::Ratio<i64>;

/// A number of hours, exact. Small values are machine integers; where these would overflow, big integers take over.
#[derive(Clone, Debug)]
pub enum Hours {
    /// The usual case.
    #[doc(hidden)]
    Small(Small),
    /// The rest, without bound.
    #[doc(hidden)]
    Big(Box<BigRational>),
}

impl Hours {
    /// No hours.
    pub const ZERO: Self = Self::Small(Small::new_raw(0, 1));

    /// Whole hours.
    pub fn whole(hours: i64) -> Self {
        Self::Small(Small::from_integer(hours))
    }

    /// A fraction of hours; `None` if the denominator is zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        // The smallest integer has no positive twin, which reducing a fraction may need.
        let safe = denominator != 0 && numerator != i64::MIN && denominator != i64::MIN;
        safe.then(|| Self::Small(Small::new(numerator, denominator)))
    }

    /// Reads a plain decimal number such as `37.5` or `1560` exactly: digits, at most one point, at most 40 characters.
    pub fn parse_decimal(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || text.ends_with('.')
            || text.len() > 40
            || !digits(whole)
            || !digits(fraction)
        {
            return None;
        }
        let numerator: BigInt = format!("{whole}{fraction}").parse().ok()?;
        let denominator = BigInt::from(10).pow(u32::try_from(fraction.len()).ok()?);
        Some(Self::shrunk(BigRational::new(numerator, denominator)))
    }

    fn shrunk(big: BigRational) -> Self {
        match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(numerator), Some(denominator)) if numerator != i64::MIN => {
                Self::Small(Small::new_raw(numerator, denominator))
            }
            _ => Self::Big(Box::new(big)),
        }
    }

    fn big(&self) -> BigRational {
        match self {
            Self::Small(small) => {
                BigRational::new_raw(BigInt::from(*small.numer()), BigInt::from(*small.denom()))
            }
            Self::Big(big) => (**big).clone(),
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let Some(sum) = a.checked_add(b)
        {
            return Self::Small(sum);
        }
        Self::shrunk(self.big() + other.big())
    }

    /// The difference; it may be negative.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        if let (Self::Small(a), Self::Small(b)) = (self, other)
            && let Some(difference) = a.checked_sub(b)
        {
            return Self::Small(difference);
        }
        Self::shrunk(self.big() - other.big())
    }

    /// The product with a fraction, as in "days divided by seven"; the denominator must not be zero (zero gives zero).
    #[must_use]
    pub fn times(&self, numerator: i64, denominator: i64) -> Self {
        let Some(Self::Small(factor)) = Self::ratio(numerator, denominator) else {
            return Self::ZERO;
        };
        if let Self::Small(small) = self
            && let Some(product) = small.checked_mul(&factor)
        {
            return Self::Small(product);
        }
        Self::shrunk(self.big() * Self::Small(factor).big())
    }

    /// Whether there are none.
    pub fn is_zero(&self) -> bool {
        match self {
            Self::Small(small) => small.is_zero(),
            Self::Big(big) => big.is_zero(),
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match self {
            Self::Small(small) => small.is_negative(),
            Self::Big(big) => big.is_negative(),
        }
    }

    /// The smaller of the two.
    pub fn min<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self <= other { self } else { other }
    }

    /// The larger of the two.
    pub fn max<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self < other { other } else { self }
    }

    /// The exact value as a fraction, `numerator/denominator` in lowest terms.
    pub fn as_fraction(&self) -> String {
        let big = self.big();
        format!("{}/{}", big.numer(), big.denom())
    }
}

impl PartialEq for Hours {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Hours {}

impl PartialOrd for Hours {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Hours {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Small(a), Self::Small(b)) => a.cmp(b),
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl std::hash::Hash for Hours {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let big = self.big();
        (big.numer(), big.denom()).hash(state);
    }
}

impl fmt::Display for Hours {
    /// Two decimals, truncated: 1559.999 shows as 1559.99, never as 1560.00.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (self.big() * BigInt::from(100)).trunc().to_integer();
        let sign = if hundredths.is_negative() { "-" } else { "" };
        let hundredths = hundredths.abs();
        let whole = &hundredths / 100;
        let rest = (&hundredths % 100_u32).to_u32().unwrap_or(0);
        write!(f, "{sign}{whole}.{rest:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifty_two_weeks_of_thirty_hours_are_exactly_1560() {
        let mut total = Hours::ZERO;
        for _ in 0..364 {
            total = total.plus(&Hours::whole(30).times(1, 7));
        }
        assert_eq!(total, Hours::whole(1560));
        assert_eq!(total.to_string(), "1560.00");
    }

    #[test]
    fn shown_hours_are_truncated_never_rounded_up() {
        assert_eq!(
            Hours::ratio(1_559_999, 1000).unwrap().to_string(),
            "1559.99"
        );
        assert_eq!(Hours::ratio(-1, 3).unwrap().to_string(), "-0.33");
    }

    #[test]
    fn decimals_are_read_exactly_and_nothing_else_is() {
        assert_eq!(Hours::parse_decimal("37.5"), Hours::ratio(75, 2));
        assert_eq!(Hours::parse_decimal("0040"), Hours::ratio(40, 1));
        for bad in ["", ".5", "5.", "-1", "1e3", "1.2.3", "1,5", "٣"] {
            assert_eq!(Hours::parse_decimal(bad), None, "{bad}");
        }
    }

    #[test]
    fn sums_beyond_machine_integers_stay_exact() {
        let mut total = Hours::ZERO;
        let primes = [997, 991, 983, 977, 971, 967, 953, 947, 941, 937];
        for prime in primes {
            total = total.plus(&Hours::ratio(1, prime).unwrap());
        }
        for prime in primes {
            total = total.minus(&Hours::ratio(1, prime).unwrap());
        }
        assert_eq!(total, Hours::ZERO);
    }
}

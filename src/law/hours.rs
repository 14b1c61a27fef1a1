//! Exact hours: rationals that never round and never overflow.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::num::NonZeroI64;

/// A number of hours, exact. Small values are machine integers; where these would overflow, big integers take over.
#[derive(Clone)]
pub struct Hours(Value);

/// The small form has a positive denominator and need not be in lowest terms: the hours of one applicant share a few denominators, and
/// sums over the same denominator need no division. The big form is in lowest terms and holds only what no small one can. As no
/// denominator is zero, the two forms take no more room than two machine integers.
#[derive(Clone)]
enum Value {
    Small(i64, NonZeroI64),
    Big(Box<BigRational>),
}

/// The denominator of whole hours.
const ONE: NonZeroI64 = match NonZeroI64::new(1) {
    Some(one) => one,
    None => NonZeroI64::MAX,
};

/// Up to this denominator a product is left as it is: dividing by seven once needs no lowest terms.
const UNREDUCED: i64 = 1 << 10;

/// The greatest common divisor of two numbers of which `b` is not zero.
const fn common_divisor(mut a: u64, mut b: u64) -> u64 {
    loop {
        let rest = a % b;
        if rest == 0 {
            return b;
        }
        (a, b) = (b, rest);
    }
}

/// A fraction as it is given. `None` for the smallest integer, which has no positive twin.
#[inline]
const fn small(numerator: i64, denominator: NonZeroI64) -> Option<Value> {
    if numerator == i64::MIN {
        None
    } else {
        Some(Value::Small(numerator, denominator))
    }
}

/// A fraction in lowest terms; `denominator` is positive. `None` beyond what the small form holds.
fn reduced(numerator: i64, denominator: NonZeroI64) -> Option<Value> {
    if numerator == i64::MIN || denominator == ONE {
        return small(numerator, denominator);
    }
    let (numerator, denominator) = lowest_terms(numerator, denominator);
    small(numerator, NonZeroI64::new(denominator)?)
}

/// The same fraction in lowest terms; `denominator` is positive.
fn lowest_terms(numerator: i64, denominator: NonZeroI64) -> (i64, i64) {
    let denominator = denominator.get();
    let divisor = common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
    // It divides a positive machine integer, and so is one.
    let divisor = i64::try_from(divisor).unwrap_or(1);
    (numerator / divisor, denominator / divisor)
}

/// The sum of two fractions; `None` where machine integers do not hold it on the way.
#[inline]
fn sum((a, b): (i64, NonZeroI64), (c, d): (i64, NonZeroI64)) -> Option<Value> {
    if b == d {
        small(a.checked_add(c)?, b)
    } else {
        sum_of_unlike((a, b), (c, d))
    }
}

/// The sum over the least common denominator.
fn sum_of_unlike((a, b): (i64, NonZeroI64), (c, d): (i64, NonZeroI64)) -> Option<Value> {
    let (b, d) = (b.get(), d.get());
    let divisor = if b == 1 || d == 1 {
        1
    } else {
        i64::try_from(common_divisor(b.unsigned_abs(), d.unsigned_abs())).ok()?
    };
    let (times, others) = (d / divisor, b / divisor);
    let numerator = a.checked_mul(times)?.checked_add(c.checked_mul(others)?)?;
    small(numerator, NonZeroI64::new(b.checked_mul(times)?)?)
}

/// The product of a fraction with another; `d` is positive.
#[inline]
fn product((a, b): (i64, NonZeroI64), (c, d): (i64, i64)) -> Option<Value> {
    let numerator = a.checked_mul(c)?;
    if let (0, Some(whole)) = (numerator.checked_rem(d)?, numerator.checked_div(d)) {
        return small(whole, b);
    }
    let denominator = b.checked_mul(NonZeroI64::new(d)?)?;
    if denominator.get() <= UNREDUCED {
        small(numerator, denominator)
    } else {
        // Here a denominator would grow from product to product.
        reduced(numerator, denominator)
    }
}

impl Hours {
    /// No hours.
    pub const ZERO: Self = Self(Value::Small(0, ONE));

    /// Whole hours.
    pub fn whole(hours: i64) -> Self {
        small(hours, ONE).map_or_else(
            || Self::shrunk(BigRational::from_integer(BigInt::from(hours))),
            Self,
        )
    }

    /// A fraction of hours; `None` if the denominator is zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Self> {
        // The smallest integer has no positive twin, which reducing a fraction may need.
        let safe = numerator != i64::MIN && denominator != i64::MIN;
        let sign = denominator.signum();
        let denominator = NonZeroI64::new(denominator).filter(|_| safe)?;
        reduced(numerator * sign, denominator.checked_abs()?).map(Self)
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
        Self(match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(numerator), Some(denominator)) => NonZeroI64::new(denominator)
                .and_then(|denominator| small(numerator, denominator))
                .unwrap_or_else(|| Value::Big(Box::new(big))),
            _ => Value::Big(Box::new(big)),
        })
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Value::Small(numerator, denominator) => {
                BigRational::new(BigInt::from(*numerator), BigInt::from(denominator.get()))
            }
            Value::Big(big) => (**big).clone(),
        }
    }

    /// The sum.
    #[inline]
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        if let (Value::Small(a, b), Value::Small(c, d)) = (&self.0, &other.0)
            && let Some(sum) = sum((*a, *b), (*c, *d))
        {
            return Self(sum);
        }
        self.plus_in_big(other)
    }

    #[cold]
    fn plus_in_big(&self, other: &Self) -> Self {
        Self::shrunk(self.big() + other.big())
    }

    /// The sum with another, taken so many times.
    #[inline]
    #[must_use]
    pub fn plus_times(&self, other: &Self, times: i64) -> Self {
        if let (Value::Small(a, b), Value::Small(c, d)) = (&self.0, &other.0)
            && b == d
            && let Some(product) = c.checked_mul(times)
            && let Some(sum) = sum((*a, *b), (product, *d))
        {
            return Self(sum);
        }
        self.plus_times_of_unlike(other, times)
    }

    #[cold]
    fn plus_times_of_unlike(&self, other: &Self, times: i64) -> Self {
        self.plus(&other.times(times, 1))
    }

    /// The difference; it may be negative.
    #[inline]
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        // A small numerator is never the smallest integer, so that it can change its sign.
        if let (Value::Small(a, b), Value::Small(c, d)) = (&self.0, &other.0)
            && let Some(sum) = sum((*a, *b), (-*c, *d))
        {
            return Self(sum);
        }
        self.minus_in_big(other)
    }

    #[cold]
    fn minus_in_big(&self, other: &Self) -> Self {
        Self::shrunk(self.big() - other.big())
    }

    /// The product with a fraction, as in "days divided by seven"; the denominator must not be zero (zero gives zero).
    #[inline]
    #[must_use]
    pub fn times(&self, numerator: i64, denominator: i64) -> Self {
        if let Value::Small(a, b) = &self.0
            && 0 < denominator
            && let Some(product) = product((*a, *b), (numerator, denominator))
        {
            return Self(product);
        }
        self.times_in_big(numerator, denominator)
    }

    #[cold]
    fn times_in_big(&self, numerator: i64, denominator: i64) -> Self {
        let Some(factor) = Self::ratio(numerator, denominator) else {
            return Self::ZERO;
        };
        Self::shrunk(self.big() * factor.big())
    }

    /// How often another number of hours goes into this one, rounded down; `None` for zero, and beyond machine integers.
    pub fn whole_quotient(&self, other: &Self) -> Option<i64> {
        if other.is_zero() {
            return None;
        }
        if let (Value::Small(a, b), Value::Small(c, d)) = (&self.0, &other.0) {
            // Products of two machine integers have room in twice their size.
            let numerator = i128::from(*a) * i128::from(d.get());
            let denominator = i128::from(b.get()) * i128::from(*c);
            let sign = denominator.signum();
            let quotient = (numerator * sign).div_euclid(denominator * sign);
            return i64::try_from(quotient).ok();
        }
        (self.big() / other.big()).floor().to_integer().to_i64()
    }

    /// Whether there are none.
    pub const fn is_zero(&self) -> bool {
        matches!(&self.0, Value::Small(0, _))
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Value::Small(numerator, _) => *numerator < 0,
            Value::Big(big) => big.is_negative(),
        }
    }

    /// How it stands to hours over another denominator, or to big ones.
    #[inline(never)]
    fn cmp_of_unlike(&self, other: &Self) -> Ordering {
        if let (Value::Small(a, b), Value::Small(c, d)) = (&self.0, &other.0) {
            // Products of two machine integers have room in twice their size.
            let cross =
                |numerator: i64, denominator: i64| i128::from(numerator) * i128::from(denominator);
            return cross(*a, d.get()).cmp(&cross(*c, b.get()));
        }
        self.big().cmp(&other.big())
    }

    /// The smaller of the two.
    pub fn min<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self <= other { self } else { other }
    }

    /// The larger of the two.
    pub fn max<'a>(&'a self, other: &'a Self) -> &'a Self {
        if self < other { other } else { self }
    }

    /// Whole hundredths, truncated; `None` where these are below zero or beyond machine integers.
    #[inline]
    pub fn hundredths(&self) -> Option<u64> {
        let Value::Small(numerator, denominator) = &self.0 else {
            return None;
        };
        if *numerator == 0 {
            // Of most lines of a ledger two figures of three are nothing: that takes no division.
            return Some(0);
        }
        let numerator = u64::try_from(*numerator).ok()?.checked_mul(100)?;
        numerator.checked_div(u64::try_from(denominator.get()).ok()?)
    }

    /// The same, if they are all: there is no rest.
    #[inline]
    pub fn exact_hundredths(&self) -> Option<u64> {
        let hundredths = self.hundredths()?;
        let Value::Small(numerator, denominator) = &self.0 else {
            return None;
        };
        let all = i64::try_from(hundredths)
            .ok()?
            .checked_mul(denominator.get())?;
        (all == numerator.checked_mul(100)?).then_some(hundredths)
    }

    /// The exact value as a fraction, `numerator/denominator` in lowest terms.
    pub fn as_fraction(&self) -> String {
        match &self.0 {
            Value::Small(numerator, denominator) => {
                let (numerator, denominator) = lowest_terms(*numerator, *denominator);
                format!("{numerator}/{denominator}")
            }
            Value::Big(big) => format!("{}/{}", big.numer(), big.denom()),
        }
    }
}

impl PartialEq for Hours {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Hours {}

impl Hash for Hours {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Value::Small(numerator, denominator) => {
                lowest_terms(*numerator, *denominator).hash(state);
            }
            Value::Big(big) => big.hash(state),
        }
    }
}

impl PartialOrd for Hours {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Hours {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Value::Small(a, b), Value::Small(c, d)) if b == d => a.cmp(c),
            _ => self.cmp_of_unlike(other),
        }
    }
}

impl fmt::Debug for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.as_fraction())
    }
}

impl fmt::Display for Hours {
    /// Two decimals, truncated: 1559.999 shows as 1559.99, never as 1560.00.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(hundredths) = self.hundredths() {
            return write!(f, "{}.{:02}", hundredths / 100, hundredths % 100);
        }
        if let Value::Small(numerator, denominator) = &self.0 {
            let hundredths = i128::from(*numerator) * 100 / i128::from(denominator.get());
            let sign = if hundredths < 0 { "-" } else { "" };
            let hundredths = hundredths.unsigned_abs();
            return write!(f, "{sign}{}.{:02}", hundredths / 100, hundredths % 100);
        }
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
    fn hours_take_the_room_of_two_machine_integers() {
        assert_eq!(size_of::<Hours>(), 16);
    }

    #[test]
    fn shown_hours_are_truncated_never_rounded_up() {
        assert_eq!(
            Hours::ratio(1_559_999, 1000).unwrap().to_string(),
            "1559.99"
        );
        assert_eq!(Hours::ratio(-1, 3).unwrap().to_string(), "-0.33");
        for (hundredths, shown) in [
            (0, "0.00"),
            (7, "0.07"),
            (1000, "10.00"),
            (i64::from(u32::MAX), "42949672.95"),
            (i64::from(u32::MAX) + 1, "42949672.96"),
        ] {
            assert_eq!(Hours::ratio(hundredths, 100).unwrap().to_string(), shown);
        }
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
    fn the_quick_way_and_the_long_way_agree() {
        let near = [1, 2, 3, 7, 30, 75, 364, 1560, 1_000_003];
        let far = [i64::MAX, i64::MAX - 1, i64::MAX / 7, 1 << 62, 3_037_000_500];
        let mut all = vec![Hours::ZERO];
        for numerator in near.into_iter().chain(far) {
            for denominator in near.into_iter().chain(far) {
                all.push(Hours::ratio(numerator, denominator).unwrap());
                all.push(Hours::ratio(-numerator, denominator).unwrap());
                all.push(Hours::ratio(numerator, -denominator).unwrap());
            }
        }
        // Not in lowest terms, as sums leave it.
        let fractions = [(30, 75), (-14, 7), (0, 7), (1 << 62, 1 << 61), (364, 364)];
        all.extend(fractions.map(|(numerator, denominator)| {
            Hours(Value::Small(
                numerator,
                NonZeroI64::new(denominator).unwrap(),
            ))
        }));
        for one in &all {
            for other in &all {
                let (big, its) = (one.big(), other.big());
                assert_eq!(
                    one.plus(other),
                    Hours::shrunk(&big + &its),
                    "{one:?} + {other:?}"
                );
                assert_eq!(
                    one.minus(other),
                    Hours::shrunk(&big - &its),
                    "{one:?} - {other:?}"
                );
                let sum = Hours::shrunk(&big + &its * BigInt::from(364));
                assert_eq!(one.plus_times(other, 364), sum, "{one:?} + 364 x {other:?}");
                assert_eq!(one.cmp(other), big.cmp(&its), "{one:?} and {other:?}");
                assert_eq!(one == other, big == its, "{one:?} and {other:?}");
                let whole = (!other.is_zero()).then(|| (&big / &its).floor().to_integer());
                let whole = whole.and_then(|whole| whole.to_i64());
                assert_eq!(one.whole_quotient(other), whole, "{one:?} / {other:?}");
            }
            for (numerator, denominator) in
                [(7, 1), (1, 7), (364, 7), (i64::MAX, 3), (-5, 14), (3, -7)]
            {
                let factor = Hours::ratio(numerator, denominator).unwrap().big();
                let product = Hours::shrunk(one.big() * factor);
                assert_eq!(
                    one.times(numerator, denominator),
                    product,
                    "{one:?} x {numerator}/{denominator}"
                );
            }
        }
    }

    #[test]
    fn a_fraction_is_shown_in_lowest_terms() {
        let half = Hours::ratio(1, 14).unwrap().times(7, 1);
        assert_eq!(half.as_fraction(), "1/2");
        assert_eq!(half.minus(&half).as_fraction(), "0/1");
        assert_eq!(half.to_string(), "0.50");
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

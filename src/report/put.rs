//! What a field of a CSV file can show, appended where it stays.
//!
//! A run writes hundreds of millions of fields. Going through `core::fmt` for each costs several times what its few bytes do; what
//! is rare may still do so.

use crate::calendar::{Day, RecordedDate, two_digits};
use crate::law::{Hours, LanguageLevel, Level};
use crate::provenance::RowAddress;
use crate::records::{CanonicalCell, Hourly, Score};
use crate::requirements::{Explanation, Figure, Piece};
use std::fmt::Display;
use std::io::Write as _;

/// Something that a field shows. Its text is that of its `Display`, where it has one.
pub trait Put {
    /// Whether its text surely needs no quotes.
    fn is_plain(&self) -> bool;

    /// Appends its text.
    fn put(&self, bytes: &mut Vec<u8>);
}

/// Appends the text of something rare.
fn put_shown(bytes: &mut Vec<u8>, value: impl Display) {
    // Writing to a Vec cannot fail.
    let _ = write!(bytes, "{value}");
}

/// The most digits that 64 bits give.
const DIGITS: usize = 20;

#[inline]
fn pair(number: u64) -> [u8; 2] {
    two_digits(u32::try_from(number % 100).unwrap_or(0))
}

#[inline]
fn put_number(bytes: &mut Vec<u8>, number: u64) {
    if number >= 100 {
        return put_long_number(bytes, number);
    }
    let [tens, units] = pair(number);
    if tens != b'0' {
        bytes.push(tens);
    }
    bytes.push(units);
}

fn put_long_number(bytes: &mut Vec<u8>, number: u64) {
    let mut text = [0; DIGITS];
    let (mut rest, mut begin) = (number, DIGITS);
    for place in text.as_chunks_mut().0.iter_mut().rev() {
        *place = pair(rest);
        rest /= 100;
        begin -= 2;
        if rest == 0 {
            break;
        }
    }
    let digits = text.get(begin..).unwrap_or_default();
    bytes.extend_from_slice(match digits {
        [b'0', shorter @ ..] => shorter,
        digits => digits,
    });
}

#[inline]
fn put_hours(bytes: &mut Vec<u8>, hours: &Hours) {
    let Some(hundredths) = hours.hundredths() else {
        return put_shown(bytes, hours);
    };
    put_number(bytes, hundredths / 100);
    let [tens, units] = pair(hundredths);
    bytes.extend_from_slice(&[b'.', tens, units]);
}

/// Appends hundredths as the shortest decimal number.
fn put_shortest(bytes: &mut Vec<u8>, hundredths: u64) {
    put_number(bytes, hundredths / 100);
    match pair(hundredths) {
        [b'0', b'0'] => {}
        [tens, b'0'] => bytes.extend_from_slice(&[b'.', tens]),
        [tens, units] => bytes.extend_from_slice(&[b'.', tens, units]),
    }
}

/// Appends hours in canonical text; `None`, and nothing is appended, if that takes more than two decimals.
fn put_hourly(bytes: &mut Vec<u8>, hours: &Hourly) -> Option<()> {
    let low = hours.low.exact_hundredths()?;
    let Some(high) = &hours.high else {
        put_shortest(bytes, low);
        bytes.push(b'+');
        return Some(());
    };
    let high = high.exact_hundredths()?;
    put_shortest(bytes, low);
    if high != low {
        bytes.push(b'-');
        put_shortest(bytes, high);
    }
    Some(())
}

fn put_date(bytes: &mut Vec<u8>, date: RecordedDate) {
    match date.precise() {
        Some(day) => day.put(bytes),
        None => put_shown(bytes, date),
    }
}

impl<T: Put + ?Sized> Put for &T {
    #[inline]
    fn is_plain(&self) -> bool {
        (**self).is_plain()
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        (**self).put(bytes);
    }
}

/// One after the other.
impl<A: Put, B: Put> Put for (A, B) {
    #[inline]
    fn is_plain(&self) -> bool {
        self.0.is_plain() && self.1.is_plain()
    }

    fn put(&self, bytes: &mut Vec<u8>) {
        self.0.put(bytes);
        self.1.put(bytes);
    }
}

/// One after the other.
impl<A: Put, B: Put, C: Put> Put for (A, B, C) {
    #[inline]
    fn is_plain(&self) -> bool {
        self.0.is_plain() && self.1.is_plain() && self.2.is_plain()
    }

    fn put(&self, bytes: &mut Vec<u8>) {
        self.0.put(bytes);
        self.1.put(bytes);
        self.2.put(bytes);
    }
}

impl Put for str {
    #[inline]
    fn is_plain(&self) -> bool {
        false
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self.as_bytes());
    }
}

/// Numbers: those of 64 bits directly, of the others what fits; what is below zero is rare.
macro_rules! numbers {
    ($($number:ty => $fitting:expr),+ $(,)?) => {
        $(impl Put for $number {
            #[inline]
            fn is_plain(&self) -> bool {
                true
            }

            #[inline]
            fn put(&self, bytes: &mut Vec<u8>) {
                let fitting: fn($number) -> Option<u64> = $fitting;
                match fitting(*self) {
                    Some(number) => put_number(bytes, number),
                    None => put_shown(bytes, self),
                }
            }
        })+
    };
}

numbers! {
    u64 => Some,
    u32 => |number| Some(u64::from(number)),
    u16 => |number| Some(u64::from(number)),
    usize => |number| u64::try_from(number).ok(),
    i32 => |number| u64::try_from(number).ok(),
}

impl Put for Day {
    #[inline]
    fn is_plain(&self) -> bool {
        true
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        match self.iso() {
            Some(text) => bytes.extend_from_slice(&text),
            None => put_shown(bytes, self),
        }
    }
}

impl Put for Hours {
    #[inline]
    fn is_plain(&self) -> bool {
        true
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        put_hours(bytes, self);
    }
}

impl Put for Level {
    #[inline]
    fn is_plain(&self) -> bool {
        true
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Zero => bytes.push(b'0'),
            Self::A => bytes.push(b'A'),
            Self::B => bytes.push(b'B'),
            Self::C => bytes.push(b'C'),
            Self::D => bytes.push(b'D'),
            Self::Teer(category) => {
                bytes.extend_from_slice(b"TEER ");
                put_number(bytes, u64::from(*category));
            }
        }
    }
}

impl Put for LanguageLevel {
    #[inline]
    fn is_plain(&self) -> bool {
        true
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        let level = match self {
            Self::Below(lowest) => {
                bytes.push(b'<');
                lowest
            }
            Self::At(level) => level,
        };
        put_number(bytes, u64::from(*level));
    }
}

impl Put for RowAddress<'_> {
    #[inline]
    fn is_plain(&self) -> bool {
        false
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        let (file, sheet, row) = self.parts();
        bytes.extend_from_slice(file.as_bytes());
        if !sheet.is_empty() {
            bytes.push(b'!');
            bytes.extend_from_slice(sheet.as_bytes());
        }
        bytes.extend_from_slice(b"!R");
        put_number(bytes, u64::from(row));
    }
}

impl Put for Figure {
    #[inline]
    fn is_plain(&self) -> bool {
        !matches!(self, Self::Word(_))
    }

    fn put(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::None => {}
            Self::Hours(hours) => put_hours(bytes, hours),
            Self::Unlimited => bytes.extend_from_slice(b"unlimited"),
            Self::Level(level) => level.put(bytes),
            Self::Threshold(level) => put_number(bytes, u64::from(*level)),
            Self::Day(day) => day.put(bytes),
            Self::Word(word) => word.put(bytes),
        }
    }
}

impl Put for Explanation {
    #[inline]
    fn is_plain(&self) -> bool {
        false
    }

    fn put(&self, bytes: &mut Vec<u8>) {
        self.pieces(&mut |piece| match piece {
            Piece::Words(words) => words.put(bytes),
            Piece::Hours(hours) => put_hours(bytes, hours),
            Piece::Day(day) => day.put(bytes),
            Piece::Number(number) => number.put(bytes),
        });
    }
}

impl Put for CanonicalCell<'_> {
    #[inline]
    fn is_plain(&self) -> bool {
        !matches!(self, Self::Text(_) | Self::Bytes(_))
    }

    fn put(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Silent => {}
            Self::Text(text) | Self::Simple(text) | Self::Word(text) => text.put(bytes),
            Self::Bytes(text) => bytes.extend_from_slice(text),
            Self::Number(number) => number.put(bytes),
            Self::Date(date) => put_date(bytes, *date),
            Self::Hours(hours) => {
                if put_hourly(bytes, hours).is_none() {
                    self.text().put(bytes);
                }
            }
            Self::Score(Score::Points(points), _) => put_shortest(bytes, u64::from(*points)),
            Self::Score(..) => self.text().put(bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Outcome;
    use crate::law::DesignatedTest;
    use crate::provenance::{Origin, SourceFile, Sources};
    use crate::records::TestName;
    use crate::requirements::{HoursExplained, ImpreciseDates, LanguageExplained};
    use proptest::prelude::*;

    fn text(value: impl Put) -> String {
        let mut bytes = b"before".to_vec();
        value.put(&mut bytes);
        let text = String::from_utf8(bytes).unwrap();
        text.strip_prefix("before").unwrap().to_owned()
    }

    fn hours() -> impl Strategy<Value = Hours> {
        let few = (
            -200_000..200_000_i64,
            prop_oneof![Just(1), Just(2), Just(4), Just(100), 1..1000_i64],
        );
        let any = (any::<i64>(), 1..i64::MAX);
        prop_oneof![few, any].prop_filter_map("a fraction", |(a, b)| Hours::ratio(a, b))
    }

    fn hourly() -> impl Strategy<Value = Hourly> {
        // Hours that were read are not below zero.
        let hours = || hours().prop_filter("hours", |hours| !hours.is_negative());
        let high = prop_oneof![Just(None), hours().prop_map(Some)];
        (hours(), high, any::<bool>()).prop_map(|(low, high, same)| Hourly {
            high: if same { Some(low.clone()) } else { high },
            low,
        })
    }

    proptest! {
        #[test]
        fn numbers_and_hours_are_put_as_they_are_shown(
            long in any::<u64>(), short in 0..100_000_u32, signed in any::<i32>(), hours in hours()
        ) {
            prop_assert_eq!(text(long), long.to_string());
            prop_assert_eq!(text(short), short.to_string());
            prop_assert_eq!(text(signed), signed.to_string());
            prop_assert_eq!(text(&hours), hours.to_string());
            prop_assert_eq!(text(Figure::Hours(hours.clone())), hours.to_string());
            prop_assert_eq!(text((short, "-", &hours)), format!("{short}-{hours}"));
        }

        #[test]
        fn cells_are_put_as_their_canonical_text(
            hours in hourly(), points in any::<u32>(), one in 1..40_000_i32, other in 1..40_000_i32
        ) {
            let first = Day::from_ymd(1990, 1, 1).unwrap();
            let date = RecordedDate::between(first.plus_days(one), first.plus_days(other));
            let test = TestName::Designated(DesignatedTest::TefCanada);
            for cell in [
                CanonicalCell::Silent,
                CanonicalCell::Text("a,b"),
                CanonicalCell::Simple("a b"),
                CanonicalCell::Bytes("Zoë".as_bytes()),
                CanonicalCell::Word("yes"),
                CanonicalCell::Number(2021),
                CanonicalCell::Date(date),
                CanonicalCell::Date(RecordedDate::on(date.latest)),
                CanonicalCell::Hours(&hours),
                CanonicalCell::Score(Score::Points(points), test),
                CanonicalCell::Score(Score::Level(LanguageLevel::At(9)), test),
            ] {
                prop_assert_eq!(text(cell), cell.text());
            }
        }
    }

    #[test]
    fn every_number_below_a_million_is_put_as_it_is_shown() {
        for number in 0..1_000_000_u32 {
            assert_eq!(text(number), number.to_string());
        }
    }

    #[test]
    fn levels_and_places_are_put_as_they_are_shown() {
        for level in [
            Level::Zero,
            Level::A,
            Level::B,
            Level::C,
            Level::D,
            Level::Teer(3),
        ] {
            assert_eq!(text(level), level.to_string());
        }
        for level in [LanguageLevel::Below(4), LanguageLevel::At(10)] {
            assert_eq!(text(level), level.to_string());
            assert_eq!(text(Figure::Level(level)), level.to_string());
        }
        let mut sources = Sources::default();
        for sheets in [vec![String::new()], vec!["Jobs".to_owned()]] {
            sources.files.push(SourceFile {
                path: "a/b.csv".to_owned(),
                sheets,
                ..SourceFile::default()
            });
        }
        for file in [0, 1, 2] {
            let address = sources.address(Origin {
                file,
                sheet: 0,
                block: 0,
                row: 1_048_576,
            });
            assert_eq!(text(address), address.to_string());
        }
    }

    #[test]
    fn sentences_are_put_as_they_are_shown() {
        let day = Day::from_ymd(2026, 11, 22).unwrap();
        let outcomes = [Outcome::Met, Outcome::NotMet, Outcome::Undetermined];
        let mut all = vec![
            Explanation::Sentence("It is so."),
            Explanation::Because("This cannot be decided", "nobody knows"),
            Explanation::Invitation {
                last: day,
                applied: day.next(),
            },
            Explanation::Lapsed {
                invited: Some(day.previous()),
                last: day,
            },
            Explanation::Lapsed {
                invited: None,
                last: day,
            },
            Explanation::Imprecise {
                what: "This cannot be decided",
                dates: ImpreciseDates::Both,
                rows: false,
            },
        ];
        for outcome in outcomes {
            for possible in [None, Some(Hours::whole(2000))] {
                all.push(Explanation::Hours(HoursExplained {
                    outcome,
                    counted: Hours::whole(1560),
                    possible,
                    required: 1560,
                    day,
                    because: "hours are unknown",
                }));
            }
            for best in [
                None,
                Some(("IELTS", LanguageLevel::At(7))),
                Some(("TEF", LanguageLevel::Below(4))),
            ] {
                all.push(Explanation::Language(LanguageExplained {
                    outcome,
                    best,
                    perhaps_valid: best.is_none(),
                    unit: "CLB",
                    required: (7, 5),
                    day,
                    because: "a date is imprecise",
                }));
            }
        }
        for sentence in &all {
            assert_eq!(text(sentence), sentence.to_string());
        }
    }
}

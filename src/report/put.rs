//! What a field of a CSV file can show, appended where it stays.
//!
//! A run writes hundreds of millions of fields. Going through `core::fmt` for each costs several times what its few bytes do; what
//! is rare may still do so.

use crate::calendar::{Day, RecordedDate, two_digits};
use crate::law::{Hours, LanguageLevel, Level};
use crate::provenance::RowAddress;
use crate::records::{CanonicalCell, Score};
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

/// The most digits that 64 bits give, and one.
const DIGITS: usize = 20;

#[inline]
fn put_number(bytes: &mut Vec<u8>, number: u64) {
    let mut text = [0; DIGITS];
    let (mut rest, mut begin) = (number, DIGITS);
    for pair in text.as_chunks_mut::<2>().0.iter_mut().rev() {
        *pair = two_digits(u32::try_from(rest % 100).unwrap_or(0));
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
    let [tens, units] = two_digits(u32::try_from(hundredths % 100).unwrap_or(0));
    bytes.extend_from_slice(&[b'.', tens, units]);
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

impl Put for u64 {
    #[inline]
    fn is_plain(&self) -> bool {
        true
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        put_number(bytes, *self);
    }
}

impl Put for u32 {
    #[inline]
    fn is_plain(&self) -> bool {
        true
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        put_number(bytes, u64::from(*self));
    }
}

impl Put for u16 {
    #[inline]
    fn is_plain(&self) -> bool {
        true
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        put_number(bytes, u64::from(*self));
    }
}

impl Put for usize {
    #[inline]
    fn is_plain(&self) -> bool {
        true
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        match u64::try_from(*self) {
            Ok(number) => put_number(bytes, number),
            Err(_) => put_shown(bytes, self),
        }
    }
}

impl Put for i32 {
    #[inline]
    fn is_plain(&self) -> bool {
        true
    }

    #[inline]
    fn put(&self, bytes: &mut Vec<u8>) {
        match u64::try_from(*self) {
            Ok(number) => put_number(bytes, number),
            Err(_) => put_shown(bytes, self),
        }
    }
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
        !matches!(self, Self::Text(_))
    }

    fn put(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Silent => {}
            Self::Text(text) | Self::Word(text) => text.put(bytes),
            Self::Number(number) => number.put(bytes),
            Self::Date(date) => put_date(bytes, *date),
            Self::Hours(hours) => match hours.low.in_whole() {
                Some(whole) if hours.high.as_ref() == Some(&hours.low) => put_number(bytes, whole),
                _ => self.text().put(bytes),
            },
            Self::Score(Score::Points(points), _) if points.is_multiple_of(100) => {
                (points / 100).put(bytes);
            }
            Self::Score(..) => self.text().put(bytes),
        }
    }
}

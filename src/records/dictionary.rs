//! The values that recur in one column, each kept once and named by a number.

use super::values::Content;
use crate::provenance::Text;
use indexmap::{Equivalent, IndexSet};
use std::borrow::Cow;
use std::hash::{Hash, Hasher};

/// Longer texts are not looked for: they hardly recur.
const LONGEST: usize = 128;

/// After so many values it shows whether the column is one of values that recur.
const TRIAL: u32 = 16_384;

/// What recurs. Numbers are told apart by their bits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value {
    /// A text, cleaned.
    Text(Text),
    /// The bits of a number.
    Number(u64),
    /// The bits of the serial number of a date, and whether it counts from 1904.
    Date(u64, bool),
}

/// What may recur, as it is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sought<'a> {
    /// A text, cleaned.
    Text(&'a str),
    /// The bits of a number.
    Number(u64),
    /// The bits of the serial number of a date, and whether it counts from 1904.
    Date(u64, bool),
}

impl Value {
    fn sought(&self) -> Sought<'_> {
        match self {
            Self::Text(text) => Sought::Text(text),
            Self::Number(bits) => Sought::Number(*bits),
            Self::Date(bits, is_1904) => Sought::Date(*bits, *is_1904),
        }
    }

    /// As the content of a cell.
    pub(super) fn content(&self) -> Content<'_> {
        match self {
            Self::Text(text) => Content::Text(Cow::Borrowed(text)),
            Self::Number(bits) => Content::Number(f64::from_bits(*bits)),
            Self::Date(bits, is_1904) => Content::date(f64::from_bits(*bits), *is_1904),
        }
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&Text> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_) | Self::Date(..) => None,
        }
    }
}

impl Sought<'_> {
    fn kept(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(Text::from(text)),
            Self::Number(bits) => Value::Number(bits),
            Self::Date(bits, is_1904) => Value::Date(bits, is_1904),
        }
    }
}

impl Hash for Sought<'_> {
    /// Of the bytes alone: a column hardly ever holds a number and the text that looks like its bits.
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Text(text) => state.write(text.as_bytes()),
            Self::Number(bits) | Self::Date(bits, _) => state.write_u64(*bits),
        }
    }
}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sought().hash(state);
    }
}

impl Equivalent<Value> for Sought<'_> {
    fn equivalent(&self, kept: &Value) -> bool {
        *self == kept.sought()
    }
}

/// The values of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    values: IndexSet<Value, foldhash::fast::RandomState>,
    asked: u32,
    closed: bool,
}

impl Dictionary {
    /// The number of a value. `None` if the dictionary does not take it: it is full, or the column (of ids, of names) repeats
    /// too little to be worth it.
    pub(super) fn number(&mut self, value: Sought<'_>) -> Option<u16> {
        if self.closed || matches!(value, Sought::Text(text) if text.len() > LONGEST) {
            return None;
        }
        self.asked = self.asked.saturating_add(1);
        let known = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        if self.asked == TRIAL && known > TRIAL / 2 {
            self.closed = true;
            return None;
        }
        if let Some(number) = self.values.get_index_of(&value) {
            return u16::try_from(number).ok();
        }
        let number = u16::try_from(self.values.len()).ok()?;
        self.values.insert(value.kept());
        Some(number)
    }

    /// The value of a number.
    pub(super) fn value(&self, number: u16) -> Option<&Value> {
        self.values.get_index(usize::from(number))
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// No value is added any more.
    pub(super) fn close(&mut self) {
        self.closed = true;
        self.values.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Sought<'_> {
        Sought::Text(text)
    }

    #[test]
    fn a_column_that_does_not_repeat_is_given_up_and_what_was_kept_stays() {
        let mut dictionary = Dictionary::default();
        let numbers: Vec<Option<u16>> = (0..TRIAL + 10)
            .map(|at| dictionary.number(text(&format!("C-{at}"))))
            .collect();
        assert_eq!(numbers[1], Some(1));
        assert_eq!(numbers.last(), Some(&None));
        assert_eq!(dictionary.number(text("C-1")), None);
        assert_eq!(dictionary.value(1), Some(&text("C-1").kept()));
    }

    #[test]
    fn no_more_texts_than_numbers() {
        let mut dictionary = Dictionary::default();
        for _ in 0..TRIAL {
            dictionary.number(text("often"));
        }
        for at in 0..70_000 {
            dictionary.number(text(&format!("C-{at}")));
        }
        assert_eq!(dictionary.number(text("C-69999")), None);
        assert_eq!(dictionary.number(text("C-1")), Some(2));
        assert_eq!(dictionary.value(u16::MAX), Some(&text("C-65534").kept()));
    }

    #[test]
    fn a_number_is_not_the_text_that_looks_like_it() {
        let mut dictionary = Dictionary::default();
        let bits = 1.0_f64.to_bits();
        let values = [
            text("1"),
            Sought::Number(bits),
            Sought::Date(bits, false),
            Sought::Date(bits, true),
        ];
        let numbers = values.map(|value| dictionary.number(value));
        assert_eq!(numbers, [Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!(dictionary.value(2), Some(&values[2].kept()));
    }
}

//! The texts that recur in one column, each kept once and named by a number.

use indexmap::IndexSet;

/// Longer texts are not looked for: they hardly recur.
const LONGEST: usize = 128;

/// After so many texts it shows whether the column is one of texts that recur.
const TRIAL: u32 = 16_384;

/// The texts of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    texts: IndexSet<Box<str>, foldhash::fast::RandomState>,
    asked: u32,
    closed: bool,
}

impl Dictionary {
    /// The number of a text. `None` if the dictionary does not take it: it is full, or the column (of ids, of names) repeats
    /// too little to be worth it.
    pub(super) fn number(&mut self, text: &str) -> Option<u16> {
        if text.len() > LONGEST {
            return None;
        }
        if self.closed {
            return None;
        }
        self.asked = self.asked.saturating_add(1);
        let known = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        if self.asked == TRIAL && known > TRIAL / 2 {
            self.closed = true;
            return None;
        }
        if let Some(number) = self.texts.get_index_of(text) {
            return u16::try_from(number).ok();
        }
        let number = u16::try_from(self.texts.len()).ok()?;
        self.texts.insert(Box::from(text));
        Some(number)
    }

    /// The text of a number.
    pub(super) fn text(&self, number: u16) -> Option<&str> {
        self.texts
            .get_index(usize::from(number))
            .map(|text| &**text)
    }

    /// No text is added any more.
    pub(super) fn close(&mut self) {
        self.closed = true;
        self.texts.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_does_not_repeat_is_given_up_and_what_was_kept_stays() {
        let mut dictionary = Dictionary::default();
        let numbers: Vec<Option<u16>> = (0..TRIAL + 10)
            .map(|at| dictionary.number(&format!("C-{at}")))
            .collect();
        assert_eq!(numbers[1], Some(1));
        assert_eq!(numbers.last(), Some(&None));
        assert_eq!(dictionary.number("C-1"), None);
        assert_eq!(dictionary.text(1), Some("C-1"));
    }

    #[test]
    fn no_more_texts_than_numbers() {
        let mut dictionary = Dictionary::default();
        for _ in 0..TRIAL {
            dictionary.number("often");
        }
        for at in 0..70_000 {
            dictionary.number(&format!("C-{at}"));
        }
        assert_eq!(dictionary.number("C-69999"), None);
        assert_eq!(dictionary.number("C-1"), Some(2));
        assert_eq!(dictionary.text(u16::MAX), Some("C-65534"));
    }
}

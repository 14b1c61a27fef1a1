//! The words of enumerations: first those that the firm's configuration maps, then the vocabulary.

use super::text::slot_of;
use crate::recognition::{normalise_value, vocabulary};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The words that a configuration maps: canonical column name -> (text as normalised -> canonical word).
type Mapped = BTreeMap<String, BTreeMap<String, String>>;

/// Finds the canonical word of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordFinder<'a> {
    mapped: &'a Mapped,
    memory: &'a WordMemory,
}

/// What was found so far: the same words recur in every row.
#[derive(Debug)]
pub(crate) struct WordMemory(RefCell<Vec<Option<Seen>>>);

impl Default for WordMemory {
    fn default() -> Self {
        let mut seen = Vec::new();
        seen.resize_with(SLOTS, || None);
        Self(RefCell::new(seen))
    }
}

#[derive(Debug)]
struct Seen {
    list: &'static str,
    text: String,
    word: Option<&'static str>,
}

/// How many texts are remembered.
const SLOTS: usize = 2048;

impl<'a> WordFinder<'a> {
    /// A finder with the words of a configuration.
    pub(crate) const fn new(mapped: &'a Mapped, memory: &'a WordMemory) -> Self {
        Self { mapped, memory }
    }

    /// The canonical word of a list that a text in a column means.
    pub(crate) fn find(
        &self,
        column: &str,
        list: &'static str,
        text: &str,
    ) -> Option<&'static str> {
        match self.mapping(column, text) {
            Some(word) => self.find_known(list, word),
            None => self.find_known(list, text),
        }
    }

    /// The word that the configuration gives for a text in a column.
    pub(crate) fn mapping(&self, column: &str, text: &str) -> Option<&'a str> {
        let words = self.mapped.get(column)?;
        words.get(&normalise_value(text)).map(String::as_str)
    }

    /// Whether the configuration maps any text in a column.
    pub(crate) fn has_own(&self, column: &str) -> bool {
        self.mapped.contains_key(column)
    }

    /// Whether the configuration maps a text in a column.
    pub(crate) fn maps(&self, column: &str, text: &str) -> bool {
        self.mapping(column, text).is_some()
    }

    /// The canonical word of a list, by the vocabulary alone.
    pub(crate) fn find_known(&self, list: &'static str, text: &str) -> Option<&'static str> {
        let slot = slot_of(text, SLOTS) ^ slot_of(list, SLOTS);
        let mut seen = self.memory.0.borrow_mut();
        let Some(kept) = seen.get_mut(slot) else {
            return vocabulary::lookup(list, text);
        };
        if let Some(kept) = kept
            && kept.list == list
            && kept.text == text
        {
            return kept.word;
        }
        let word = vocabulary::lookup(list, text);
        *kept = Some(Seen {
            list,
            text: text.to_owned(),
            word,
        });
        word
    }
}

/// What may be written where a list of words is known, as a sentence for a person.
pub(crate) fn what_is_known(list: &str) -> String {
    match list {
        "country" => {
            "Write the country's English or French name, or its code of two letters.".to_owned()
        }
        "noc_code" => "Write one occupation code of four or five digits.".to_owned(),
        _ => {
            let words: Vec<&str> = vocabulary::words(list)
                .iter()
                // A word with a colon is one that the readers alone use.
                .filter(|word| word.id != "unclear" && !word.id.contains(':'))
                .map(|word| word.id.as_str())
                .collect();
            format!("Write one of: {}.", words.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::what_is_known;
    use crate::calendar::Day;
    use crate::recognition::vocabulary;

    #[test]
    fn no_day_is_a_word_for_what_goes_on() {
        let mut texts = vocabulary::words("ongoing")
            .iter()
            .flat_map(vocabulary::Word::texts);
        assert!(texts.all(|text| Day::parse_iso(text).is_none()));
    }

    #[test]
    fn only_words_that_a_person_may_write_are_offered() {
        let known = what_is_known("test");
        assert!(known.contains("ielts_general"), "{known}");
        assert!(!known.contains("family:"), "{known}");
    }
}

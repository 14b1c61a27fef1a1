//! Words of the program's own as fields of a CSV file: each is put in quotes once, not in every row.
//!
//! Only a memory: a word that is not remembered is quoted again, to the same bytes.

use crate::report::quotes::needs_quotes;

/// So many are remembered at most; of two that meet in one place the last one stays.
const PLACES: usize = 128;

/// The fields of some words.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnWords {
    /// None before somebody asks.
    places: Vec<Known>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    word: &'static str,
    field: Box<[u8]>,
}

impl OwnWords {
    /// The field of a word. Where a word lies tells it from all others, because it stays there for ever.
    #[inline]
    pub(super) fn field(&mut self, word: &'static str) -> &[u8] {
        if self.places.is_empty() {
            self.places.resize_with(PLACES, Known::default);
        }
        match self.places.get_mut(place(word)) {
            Some(known) => known.of(word),
            None => &[],
        }
    }
}

impl Known {
    #[inline]
    fn of(&mut self, word: &'static str) -> &[u8] {
        if !std::ptr::eq(self.word, word) {
            *self = Self {
                word,
                field: quoted(word).into(),
            };
        }
        &self.field
    }
}

/// The place of a word: words that lie near each other have different ones.
#[inline]
fn place(word: &str) -> usize {
    ((word.as_ptr().addr() / 8) ^ word.len()) % PLACES
}

fn quoted(word: &str) -> Vec<u8> {
    if needs_quotes(word.as_bytes(), 0) {
        format!("\"{}\"", word.replace('"', "\"\"")).into_bytes()
    } else {
        word.as_bytes().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use crate::report::CsvText;

    #[test]
    fn words_are_the_fields_that_their_text_is_whatever_was_asked_before() {
        let words = ["", "a", "a, b", "a \"b\"", "c\nd", "plain words", "plain"];
        // More than there are places, some of them the beginnings of others.
        let long: &'static str = Box::leak("x,y \"z\" ".repeat(200).into_boxed_str());
        let parts = (0..1500).filter_map(|end| long.get(..end));
        let words: Vec<&'static str> = words.into_iter().chain(parts).collect();
        let (mut own, mut plain) = (CsvText::new(), CsvText::new());
        for _ in 0..2 {
            for word in &words {
                let mut rows = own.follow();
                rows.own(word);
                rows.own(word);
                rows.end_row();
                rows.finish().unwrap();
                let mut rows = plain.follow();
                rows.word(word);
                rows.word(word);
                rows.end_row();
                rows.finish().unwrap();
                assert_eq!(own.bytes(), plain.bytes(), "{word}");
            }
        }
    }
}

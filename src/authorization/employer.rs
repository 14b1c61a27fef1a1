//! When two names mean the same employer: exact after normalisation, or similar enough to ask.

use crate::provenance::Text;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Whether a word is one of legal form or an article, which says nothing about who the employer is.
const fn says_nothing(word: &[u8]) -> bool {
    matches!(
        word,
        b"inc"
            | b"incorporated"
            | b"incorporee"
            | b"ltd"
            | b"limited"
            | b"ltee"
            | b"limitee"
            | b"corp"
            | b"corporation"
            | b"co"
            | b"company"
            | b"llc"
            | b"ulc"
            | b"lp"
            | b"llp"
            | b"enr"
            | b"senc"
            | b"societe"
            | b"gmbh"
            | b"pvt"
            | b"the"
            | b"le"
            | b"la"
            | b"les"
    )
}

/// From this Jaro-Winkler similarity on two names are similar.
const SIMILAR: f64 = 0.93;

/// In percent, the two shares of letters in common without which no two names reach [`SIMILAR`].
const SHARES: usize = 164;

/// An employer's name, normalised for comparison.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct EmployerName {
    normal: Text,
}

/// The employers' names of a case: jobs and permits write the same ones again and again, and each is normalised once.
#[derive(Debug)]
pub(crate) struct Names<'a> {
    written: Vec<(&'a Text, Option<EmployerName>)>,
    /// Where a name is put into words.
    words: Words,
}

impl<'a> Names<'a> {
    /// None yet, with room for so many.
    pub(crate) fn with_room(names: usize) -> Self {
        Self {
            written: Vec::with_capacity(names),
            words: Words::default(),
        }
    }

    /// The name in a cell; `None` for a blank one.
    pub(crate) fn of(&mut self, text: &'a Text) -> Option<EmployerName> {
        if text.is_empty() {
            return None;
        }
        if let Some((_, name)) = self.written.iter().find(|(other, _)| *other == text) {
            return name.clone();
        }
        let name = EmployerName::with_words(text, &mut self.words);
        self.written.push((text, name.clone()));
        name
    }
}

/// How two names stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    /// Different employers.
    Different,
    /// Perhaps the same: a person must look.
    Similar,
    /// The same employer.
    Same,
}

impl EmployerName {
    /// Normalises a name: NFKD, marks dropped, lower case, punctuation to spaces, legal forms and articles dropped. `None` for a
    /// blank cell.
    pub fn new(text: &str) -> Option<Self> {
        Self::with_words(text, &mut Words::default())
    }

    fn with_words(text: &str, words: &mut Words) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let mut normal = words.of(text, says_nothing);
        if normal.is_empty() {
            // A name of nothing but legal forms or signs is still a name: keep what there is.
            normal = words.of(text, |_| false);
        }
        let normal = if normal.is_empty() { text } else { normal };
        Some(Self {
            normal: normal.into(),
        })
    }

    /// The normalised text.
    pub fn normal(&self) -> &str {
        &self.normal
    }

    /// How this name stands to another.
    pub fn likeness(&self, other: &Self) -> Likeness {
        if self.normal == other.normal {
            Likeness::Same
        } else if self.may_be_similar(other)
            && SIMILAR <= strsim::jaro_winkler(&self.normal, &other.normal)
            || self.words_within(other)
            || other.words_within(self)
        {
            Likeness::Similar
        } else {
            Likeness::Different
        }
    }

    /// Whether enough letters recur for the two names to be similar, in whatever order: most names are told apart by this alone.
    fn may_be_similar(&self, other: &Self) -> bool {
        let (one, two) = (self.normal.as_bytes(), other.normal.as_bytes());
        if !one.is_ascii() || !two.is_ascii() {
            return true;
        }
        // In percent; for 0.93 Jaro must be at least 0.883, so that the two shares come to at least 1.64.
        let shares = |matched: usize| {
            let share = |length: usize| matched * 100 / length.max(1);
            share(one.len()) + share(two.len()) + 2
        };
        if shares(one.len().min(two.len())) < SHARES {
            return false;
        }
        let mut unmatched = [0_u32; 128];
        for letter in one {
            if let Some(count) = unmatched.get_mut(usize::from(*letter)) {
                *count += 1;
            }
        }
        let mut matched = 0;
        for letter in two {
            if let Some(count) = unmatched
                .get_mut(usize::from(*letter))
                .filter(|count| 0 < **count)
            {
                *count -= 1;
                matched += 1;
            }
        }
        // Jaro is at most (m/a + m/b + 1) / 3 for m letters in common, and Winkler takes off at most four tenths of what lacks.
        SHARES <= shares(matched)
    }

    /// Whether every word of this name is one of the other.
    fn words_within(&self, other: &Self) -> bool {
        // Then its letters are; and most names are told apart by these alone.
        self.letters() & !other.letters() == 0
            && self
                .normal
                .split(' ')
                .all(|word| other.normal.split(' ').any(|theirs| theirs == word))
    }

    /// The set of the bytes of the words, those that leave the same rest by 64 taken together.
    fn letters(&self) -> u64 {
        let bytes = self.normal.bytes().filter(|byte| *byte != b' ');
        bytes.fold(0, |set, byte| set | 1 << (byte % 64))
    }
}

/// What each ASCII byte of a name becomes: letters in lower case and digits stay, and nought stands for what ends a word.
static PLAIN: [u8; 128] = {
    let mut plain = [0; 128];
    let mut rest: &mut [u8] = &mut plain;
    let mut byte = 0_u8;
    while let Some((slot, others)) = rest.split_first_mut() {
        if byte.is_ascii_alphanumeric() {
            *slot = byte.to_ascii_lowercase();
        }
        rest = others;
        byte += 1;
    }
    plain
};

/// Words being written, in UTF-8; the room is used again for the next name.
#[derive(Debug, Default)]
struct Words {
    text: Vec<u8>,
    /// Where the word begins that is written now.
    begin: usize,
}

/// Whether a word is dropped.
type Dropped = fn(&[u8]) -> bool;

impl Words {
    /// The words of a name in their normal form, but those that are dropped, with a space between them.
    fn of(&mut self, text: &str, dropped: Dropped) -> &str {
        self.text.clear();
        self.begin = 0;
        if text.is_ascii() {
            // A byte for each letter, and the space after the last word.
            self.text.reserve(text.len() + 1);
            text.bytes().for_each(|byte| self.add_plain(byte, dropped));
        } else {
            for c in text.chars() {
                match u8::try_from(c) {
                    Ok(byte) if byte.is_ascii() => self.add_plain(byte, dropped),
                    // Marks are dropped, so that it does not matter in which order they would stand.
                    _ => decompose_compatible(c, |c| {
                        if !is_combining_mark(c) {
                            c.to_lowercase().for_each(|c| self.add(c, dropped));
                        }
                    }),
                }
            }
        }
        self.end_word(dropped);
        // Without the space after the last word.
        self.text.truncate(self.begin.saturating_sub(1));
        // Only whole characters were written.
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// Adds an ASCII letter, or ends the word.
    fn add_plain(&mut self, byte: u8, dropped: Dropped) {
        match PLAIN.get(usize::from(byte)) {
            None | Some(0) => self.end_word(dropped),
            Some(letter) => self.text.push(*letter),
        }
    }

    /// Adds a letter, or ends the word.
    fn add(&mut self, c: char, dropped: Dropped) {
        if c.is_alphanumeric() {
            let mut bytes = [0; 4];
            self.text
                .extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
        } else {
            self.end_word(dropped);
        }
    }

    fn end_word(&mut self, dropped: Dropped) {
        let word = self.text.get(self.begin..).unwrap_or_default();
        if word.is_empty() {
            return;
        }
        if dropped(word) {
            self.text.truncate(self.begin);
        } else {
            self.text.push(b' ');
            self.begin = self.text.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::rehearsal::seeded;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    /// The words that the text lists.
    const DROPPED: [&str; 24] = [
        "inc",
        "incorporated",
        "incorporee",
        "ltd",
        "limited",
        "ltee",
        "limitee",
        "corp",
        "corporation",
        "co",
        "company",
        "llc",
        "ulc",
        "lp",
        "llp",
        "enr",
        "senc",
        "societe",
        "gmbh",
        "pvt",
        "the",
        "le",
        "la",
        "les",
    ];

    fn letter_or_space(c: char) -> char {
        if c.is_alphanumeric() { c } else { ' ' }
    }

    fn likeness(one: &str, other: &str) -> Likeness {
        EmployerName::new(one)
            .unwrap()
            .likeness(&EmployerName::new(other).unwrap())
    }

    #[test]
    fn legal_forms_accents_and_punctuation_do_not_matter() {
        assert_eq!(
            likeness("Les Entreprises Côté Ltée", "ENTREPRISES COTE"),
            Likeness::Same
        );
        assert_eq!(
            likeness("Maple-Leaf, Inc.", "The Maple Leaf Company"),
            Likeness::Same
        );
    }

    #[test]
    fn similar_names_are_asked_about_and_others_are_not() {
        assert_eq!(
            likeness("Northern Bakery", "Northern Bakery and Cafe"),
            Likeness::Similar
        );
        assert_eq!(
            likeness("Northern Bakery", "Northern Bakerys"),
            Likeness::Similar
        );
        assert_eq!(
            likeness("Northern Bakery", "Prairie Software"),
            Likeness::Different
        );
    }

    proptest! {
        #![proptest_config(seeded(20_000))]

        #[test]
        fn names_are_normalised_as_if_step_by_step(
            name in "( ?(the|La|INC|co|Ltée|Corporation|gmbh|Pine|ﬁ|é|İ|a1|[ -~]{0,5}|\\PC{0,3})[ .,&-]?){0,5}",
        ) {
            let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
            let plain: String = plain.chars().flat_map(char::to_lowercase).map(letter_or_space).collect();
            let all: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
            let mut kept = all.clone();
            kept.retain(|word| !DROPPED.contains(word));
            let mut words = Words::default();
            prop_assert_eq!(words.of(&name, says_nothing), kept.join(" "));
            prop_assert_eq!(words.of(&name, |_| false), all.join(" "));
        }

        #[test]
        fn no_similar_names_are_told_apart_by_their_letters(
            one in "[a-e]{2,3}[a-h ]{0,9}", other in "[a-e]{2,3}[a-h ]{0,9}", change in 0..12_usize,
        ) {
            let name = |normal: &str| EmployerName { normal: normal.into() };
            // Two names at random, and a name with one letter less.
            let shorter: String = one.chars().enumerate().filter(|(at, _)| *at != change).map(|(_, c)| c).collect();
            for other in [&other, &shorter] {
                if SIMILAR <= strsim::jaro_winkler(&one, other) {
                    prop_assert!(name(&one).may_be_similar(&name(other)), "{one:?} {other:?}");
                }
            }
        }

        #[test]
        fn words_are_within_a_name_if_each_is_one_of_its_words(
            one in "[a-cé]{1,2}( [a-cé]{1,2}){0,2}", other in "[a-cé]{1,2}( [a-cé]{1,2}){0,3}",
        ) {
            let name = |normal: &str| EmployerName { normal: normal.into() };
            let theirs: Vec<&str> = other.split(' ').collect();
            let within = one.split(' ').all(|word| theirs.contains(&word));
            prop_assert_eq!(name(&one).words_within(&name(&other)), within);
        }
    }

    #[test]
    fn a_name_read_before_is_the_one_that_would_be_read_again() {
        let written = [
            "Pine Ltd",
            "",
            "  ",
            "Pine",
            "Pine Ltd",
            "Côté & Fils",
            "Pine Inc",
        ];
        let texts: Vec<Text> = written.into_iter().map(Text::from).collect();
        let mut names = Names::with_room(1);
        for text in texts.iter().chain(&texts) {
            assert_eq!(names.of(text), EmployerName::new(text), "{text}");
        }
    }

    #[test]
    fn names_of_nothing_but_legal_forms_stay_apart() {
        assert_eq!(likeness("The Company", "Limited"), Likeness::Different);
        assert_eq!(likeness("???", "???"), Likeness::Same);
    }
}

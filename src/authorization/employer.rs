//! When two names mean the same employer: exact after normalisation, or similar enough to ask.

use crate::provenance::Text;
use smallvec::SmallVec;
use std::sync::LazyLock;
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

/// An employer that a case names: the number of its name among the different ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Employer(usize);

/// Few applicants name more employers.
const USUAL_NAMES: usize = 8;

/// The employers' names of a case: jobs and permits write the same ones again and again, and each is normalised once.
#[derive(Debug, Default)]
pub struct Names<'a> {
    written: SmallVec<[(&'a Text, Employer); USUAL_NAMES]>,
    /// The different names in their normal form, one after the other.
    words: Words,
    /// Where each of them ends.
    ends: SmallVec<[usize; USUAL_NAMES]>,
}

impl<'a> Names<'a> {
    /// The employer named in a cell; `None` for a blank one.
    pub fn of(&mut self, text: &'a Text) -> Option<Employer> {
        if Self::is_blank(text) {
            return None;
        }
        if let Some((_, known)) = self.written.iter().find(|(other, _)| *other == text) {
            return Some(*known);
        }
        let employer = self.read(text);
        self.written.push((text, employer));
        Some(employer)
    }

    /// Whether a cell names nobody.
    pub fn is_blank(text: &Text) -> bool {
        text.trim().is_empty()
    }

    /// Normalises a name, of which a cell is not blank: NFKD, marks dropped, lower case, punctuation to spaces, legal forms and articles
    /// dropped.
    fn read(&mut self, text: &str) -> Employer {
        let from = self.words.text.len();
        self.words.add_words(text, says_nothing);
        if self.words.text.len() == from {
            // A name of nothing but legal forms or signs is still a name: keep what there is.
            let text = text.trim();
            self.words.add_words(text, |_| false);
            if self.words.text.len() == from {
                self.words.text.extend_from_slice(text.as_bytes());
            }
        }
        let until = self.words.text.len();
        let new = Employer(self.ends.len());
        self.ends.push(until);
        let mut before = (0..new.0).map(Employer);
        let known = before.find(|other| self.name(*other) == self.name(new));
        if known.is_some() {
            self.ends.pop();
            self.words.text.truncate(from);
        }
        known.unwrap_or(new)
    }

    fn name(&self, Employer(number): Employer) -> Name<'_> {
        let begins = number.checked_sub(1).and_then(|last| self.ends.get(last));
        let ends = self.ends.get(number).copied().unwrap_or_default();
        let all = &self.words.text;
        let normal = all.get(begins.copied().unwrap_or_default()..ends);
        Name(normal.unwrap_or_default())
    }

    /// How two employers stand to each other.
    pub fn likeness(&self, one: Employer, other: Employer) -> Likeness {
        if one == other {
            Likeness::Same
        } else {
            self.name(one).likeness(self.name(other))
        }
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

/// An employer's name in its normal form, in UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Name<'n>(&'n [u8]);

impl<'n> Name<'n> {
    /// How this name stands to another.
    fn likeness(self, other: Self) -> Likeness {
        if self == other {
            return Likeness::Same;
        }
        let (mine, theirs) = (Letters::of(self.0), Letters::of(other.0));
        let within = mine.are_within(theirs) && self.words_within(other)
            || theirs.are_within(mine) && other.words_within(self);
        if within || self.may_be_similar(mine, other, theirs) && self.is_similar(other) {
            Likeness::Similar
        } else {
            Likeness::Different
        }
    }

    fn is_similar(self, other: Self) -> bool {
        SIMILAR <= strsim::jaro_winkler(self.text(), other.text())
    }

    fn text(self) -> &'n str {
        // Only whole characters were written.
        std::str::from_utf8(self.0).unwrap_or_default()
    }

    /// Whether enough letters recur for the two names to be similar, in whatever order: most names are told apart by this alone.
    fn may_be_similar(self, mine: Letters, other: Self, theirs: Letters) -> bool {
        let (one, two) = (self.0, other.0);
        if !one.is_ascii() || !two.is_ascii() {
            return true;
        }
        // In percent; for 0.93 Jaro must be at least 0.883, so that the two shares come to at least 1.64.
        let shares = |matched: usize| {
            let share = |length: usize| matched * 100 / length.max(1);
            share(one.len()) + share(two.len()) + 2
        };
        // A letter that the other name lacks matches none, however often it stands: that is enough to tell most names apart.
        let most = |name: &[u8], lacking: usize| name.len().saturating_sub(lacking);
        let most = most(one, mine.lacking_in(theirs)).min(most(two, theirs.lacking_in(mine)));
        if shares(most) < SHARES {
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
    fn words_within(self, other: Self) -> bool {
        let mut words = self.words();
        words.all(|word| other.words().any(|theirs| theirs == word))
    }

    fn words(self) -> impl Iterator<Item = &'n [u8]> {
        self.0.split(|byte| *byte == b' ')
    }
}

/// The set of the bytes of a name's words, those that leave the same rest by 64 taken together.
#[derive(Clone, Copy)]
struct Letters(u64);

impl Letters {
    fn of(normal: &[u8]) -> Self {
        let all = normal.iter().fold(0, |set, byte| set | 1 << (byte % 64));
        // Without the space between words, and what is taken together with it.
        Self(all & !(1 << b' '))
    }

    /// Whether the other name has all of them: else a word of this one is not among its words.
    const fn are_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// How many of them, at least, the other name does not have.
    const fn lacking_in(self, other: Self) -> usize {
        (self.0 & !other.0).count_ones() as usize
    }
}

/// What each byte becomes that stands for an ASCII letter or digit: the small letter, or the digit; a space for all others.
static PLAIN: [u8; 256] = {
    let mut plain = [b' '; 256];
    let mut rest: &mut [u8] = &mut plain;
    let mut byte = 0_u8;
    while let Some((slot, others)) = rest.split_first_mut() {
        if byte.is_ascii_alphanumeric() {
            *slot = byte.to_ascii_lowercase();
        }
        rest = others;
        byte = byte.wrapping_add(1);
    }
    plain
};

/// The letters of a character: decomposed, in lower case. Marks are dropped, so that it does not matter in which order they would
/// stand.
fn letters_of(c: char, mut letter: impl FnMut(char)) {
    decompose_compatible(c, |c| {
        if !is_combining_mark(c) {
            c.to_lowercase().for_each(&mut letter);
        }
    });
}

/// The first accented letter of Latin.
const FIRST_ACCENTED: u32 = 0xC0;

/// What the accented letters of Latin become, up to U+017F: an ASCII letter, or nought where it is anything else.
static ACCENTED: LazyLock<[u8; 192]> = LazyLock::new(|| {
    let mut next = FIRST_ACCENTED;
    [0; 192].map(|_: u8| {
        let mut letters = Vec::new();
        letters_of(char::from_u32(next).unwrap_or(' '), |c| letters.push(c));
        next += 1;
        let letter = match letters.as_slice() {
            [letter] => u8::try_from(*letter).ok(),
            _ => None,
        };
        letter.filter(u8::is_ascii_alphanumeric).unwrap_or(0)
    })
});

/// The ASCII letter that an accented one becomes.
fn accented(c: char) -> Option<u8> {
    let place = u32::from(c).checked_sub(FIRST_ACCENTED)?;
    let letter = ACCENTED.get(usize::try_from(place).ok()?)?;
    Some(*letter).filter(|letter| *letter != 0)
}

/// Few cases have longer names, all of them together.
const USUAL_LENGTH: usize = 128;

/// Names being written, in UTF-8, one after the other.
#[derive(Debug, Default)]
struct Words {
    text: Vec<u8>,
}

/// Whether a word is dropped.
type Dropped = fn(&[u8]) -> bool;

impl Words {
    /// Adds the words of a name in their normal form, but those that are dropped, with a space between them.
    fn add_words(&mut self, name: &str, dropped: Dropped) {
        let from = self.text.len();
        if self.text.capacity() == 0 {
            self.text.reserve(USUAL_LENGTH);
        }
        self.add_letters(name);
        let mut next = from;
        let mut end = from;
        while let Some(rest) = self.text.get(next..).filter(|rest| !rest.is_empty()) {
            // A word is a few letters long: to look at each costs less than to begin a search.
            let ends = rest.iter().position(|byte| *byte == b' ');
            let length = ends.unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or_default();
            if length != 0 && !dropped(word) {
                // It moves together with those before it, over what was dropped.
                if end != next {
                    self.text.copy_within(next..next + length, end);
                }
                end += length + 1;
                if let Some(behind) = self.text.get_mut(end - 1) {
                    *behind = b' ';
                }
            }
            next += length + 1;
        }
        // Without the space after the last word.
        self.text.truncate(from.max(end.saturating_sub(1)));
    }

    /// Adds the letters of a name in their normal form, with a space for each sign that is none.
    fn add_letters(&mut self, name: &str) {
        let mut rest = name;
        loop {
            let ascii = if rest.is_ascii() {
                rest.len()
            } else {
                rest.bytes().take_while(u8::is_ascii).count()
            };
            let (plain, others) = rest.split_at(ascii);
            let plain = plain.bytes().map(|byte| PLAIN.get(usize::from(byte)));
            self.text.extend(plain.map(|plain| *plain.unwrap_or(&b' ')));
            let mut others = others.chars();
            match others.next() {
                None => break,
                Some(c) => match accented(c) {
                    Some(letter) => self.text.push(letter),
                    None => letters_of(c, |c| self.add(c)),
                },
            }
            rest = others.as_str();
        }
    }

    /// Adds a letter, or a space for what is none.
    fn add(&mut self, c: char) {
        if c.is_alphanumeric() {
            let mut bytes = [0; 4];
            self.text
                .extend_from_slice(c.encode_utf8(&mut bytes).as_bytes());
        } else {
            self.text.push(b' ');
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
        let texts = [one, other].map(Text::from);
        let mut names = Names::default();
        let [one, other] = texts.each_ref().map(|text| names.of(text).unwrap());
        names.likeness(one, other)
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
            name in "( ?(the|La|INC|co|Ltée|Corporation|gmbh|Pine|ﬁ|é|[À-ſ]|İ|a1|[ -~]{0,5}|\\PC{0,3})[ .,&-]?){0,5}",
        ) {
            let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect();
            let plain: String = plain.chars().flat_map(char::to_lowercase).map(letter_or_space).collect();
            let all: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
            let mut kept = all.clone();
            kept.retain(|word| !DROPPED.contains(word));
            // Behind another name.
            let mut words = Words::default();
            words.add_words("Pine Inc", says_nothing);
            words.add_words(&name, says_nothing);
            prop_assert_eq!(words.text, format!("pine{}", kept.join(" ")).into_bytes());
            let mut words = Words::default();
            words.add_words(&name, |_| false);
            prop_assert_eq!(words.text, all.join(" ").into_bytes());
        }

        #[test]
        fn no_similar_names_are_told_apart_by_their_letters(
            one in "[a-e]{2,3}[a-h ]{0,9}", other in "[a-e]{2,3}[a-h ]{0,9}", change in 0..12_usize,
        ) {
            // Two names at random, and a name with one letter less.
            let shorter: String = one.chars().enumerate().filter(|(at, _)| *at != change).map(|(_, c)| c).collect();
            for other in [&other, &shorter] {
                if SIMILAR <= strsim::jaro_winkler(&one, other) {
                    let (mine, theirs) = (Letters::of(one.as_bytes()), Letters::of(other.as_bytes()));
                    let similar = Name(one.as_bytes()).may_be_similar(mine, Name(other.as_bytes()), theirs);
                    prop_assert!(similar, "{one:?} {other:?}");
                }
            }
        }

        #[test]
        fn words_are_within_a_name_if_each_is_one_of_its_words(
            one in "[a-cé]{1,2}( [a-cé]{1,2}){0,2}", other in "[a-cé]{1,2}( [a-cé]{1,2}){0,3}",
        ) {
            let (mine, its) = (Name(one.as_bytes()), Name(other.as_bytes()));
            let theirs: Vec<&str> = other.split(' ').collect();
            let within = one.split(' ').all(|word| theirs.contains(&word));
            prop_assert_eq!(mine.words_within(its), within);
            if within {
                prop_assert!(Letters::of(mine.0).are_within(Letters::of(its.0)));
                prop_assert!(mine.likeness(its) != Likeness::Different);
            }
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
        let mut names = Names::default();
        let pine = Some(Employer(0));
        let fils = Some(Employer(1));
        for text in texts.iter().chain(&texts) {
            let expected = match text.trim() {
                "" => None,
                "Côté & Fils" => fils,
                _ => pine,
            };
            assert_eq!(names.of(text), expected, "{text}");
        }
        assert_eq!(names.name(Employer(0)).text(), "pine");
        assert_eq!(names.name(Employer(1)).text(), "cote fils");
    }

    #[test]
    fn names_of_nothing_but_legal_forms_stay_apart() {
        assert_eq!(likeness("The Company", "Limited"), Likeness::Different);
        assert_eq!(likeness("???", "???"), Likeness::Same);
    }
}

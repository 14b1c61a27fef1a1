//! When two names mean the same employer: exact after normalisation, or similar enough to ask.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Words of legal form and articles, which say nothing about who the employer is.
const DROPPED: &[&str] = &[
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

/// From this Jaro-Winkler similarity on two names are similar.
const SIMILAR: f64 = 0.93;

/// In percent, the two shares of letters in common without which no two names reach [`SIMILAR`].
const SHARES: i32 = 164;

/// An employer's name, normalised for comparison.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct EmployerName {
    normal: String,
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
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let mut plain = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_ascii() {
                plain.push(letter_or_space(c.to_ascii_lowercase()));
            } else {
                // Marks are dropped, so that it does not matter in which order they would stand.
                decompose_compatible(c, |c| {
                    if !is_combining_mark(c) {
                        plain.extend(c.to_lowercase().map(letter_or_space));
                    }
                });
            }
        }
        let words = || plain.split([' ']).filter(|word| !word.is_empty());
        let mut normal = joined(words().filter(|word| !DROPPED.contains(word)), plain.len());
        if normal.is_empty() {
            // A name of nothing but legal forms or signs is still a name: keep what there is.
            normal = joined(words(), plain.len());
        }
        if normal.is_empty() {
            text.clone_into(&mut normal);
        }
        Some(Self { normal })
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
        let mut unmatched = [0_i32; 128];
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
        // Jaro is at most (m/a + m/b + 1) / 3 for m letters in common, and Winkler takes off at most four tenths of what lacks:
        // for 0.93 Jaro must be at least 0.883, so that the two shares come to at least 1.64.
        let share =
            |length: usize| matched * 100 / i32::try_from(length.max(1)).unwrap_or(i32::MAX);
        SHARES <= share(one.len()) + share(two.len()) + 2
    }

    fn words_within(&self, other: &Self) -> bool {
        self.normal
            .split(' ')
            .all(|word| other.normal.split(' ').any(|theirs| theirs == word))
    }
}

fn letter_or_space(c: char) -> char {
    if c.is_alphanumeric() { c } else { ' ' }
}

fn joined<'a>(words: impl Iterator<Item = &'a str>, length: usize) -> String {
    let mut text = String::with_capacity(length);
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::rehearsal::seeded;
    use proptest::prelude::*;

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
        fn no_similar_names_are_told_apart_by_their_letters(
            one in "[a-e]{2,3}[a-h ]{0,9}", other in "[a-e]{2,3}[a-h ]{0,9}", change in 0..12_usize,
        ) {
            let name = |normal: &str| EmployerName { normal: normal.to_owned() };
            // Two names at random, and a name with one letter less.
            let shorter: String = one.chars().enumerate().filter(|(at, _)| *at != change).map(|(_, c)| c).collect();
            for other in [&other, &shorter] {
                if SIMILAR <= strsim::jaro_winkler(&one, other) {
                    prop_assert!(name(&one).may_be_similar(&name(other)), "{one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn names_of_nothing_but_legal_forms_stay_apart() {
        assert_eq!(likeness("The Company", "Limited"), Likeness::Different);
        assert_eq!(likeness("???", "???"), Likeness::Same);
    }
}

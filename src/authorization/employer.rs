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
        } else if SIMILAR <= strsim::jaro_winkler(&self.normal, &other.normal)
            || self.words_within(other)
            || other.words_within(self)
        {
            Likeness::Similar
        } else {
            Likeness::Different
        }
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

    #[test]
    fn names_of_nothing_but_legal_forms_stay_apart() {
        assert_eq!(likeness("The Company", "Limited"), Likeness::Different);
        assert_eq!(likeness("???", "???"), Likeness::Same);
    }
}

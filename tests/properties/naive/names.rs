//! Names of employers: the same, similar, or different.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    Same,
    Similar,
    Different,
}

/// NFKD, no marks, lower case, punctuation to spaces, without the words of legal form.
/// A name made of such words only keeps them all.
pub fn normalized(name: &str) -> String {
    let plain: String = name
        .nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        })
        .collect();
    let kept: Vec<&str> = plain
        .split_whitespace()
        .filter(|word| !DROPPED.contains(word))
        .collect();
    if kept.is_empty() {
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        kept.join(" ")
    }
}

/// Compares two normalized names.
pub fn likeness(a: &str, b: &str) -> Likeness {
    if a == b {
        return Likeness::Same;
    }
    let all_in = |few: &str, many: &str| {
        few.split(' ')
            .all(|word| many.split(' ').any(|other| other == word))
    };
    if all_in(a, b) || all_in(b, a) || strsim::jaro_winkler(a, b) >= 0.93 {
        Likeness::Similar
    } else {
        Likeness::Different
    }
}

//! The words of the input contract: how people write a permit type, a province, a yes.
//!
//! Reads `schemas/intake/values` (compiled in). A text is found exactly, after normalisation, or not at all; a text that
//! could mean two things is deliberately in no list.

use super::normal::{key, normalise_value, parts};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas/intake/values");

/// One canonical word with its names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The canonical word.
    pub id: String,
    /// What people are shown in English.
    pub en: String,
    /// What people are shown in French.
    pub fr: String,
    /// Other texts that mean it.
    pub also: Vec<String>,
}

/// The words of one list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    word: Vec<Word>,
}

#[derive(Debug)]
struct List {
    words: Vec<Word>,
    /// Key of a text -> position in `words`.
    index: BTreeMap<String, usize>,
}

static LISTS: LazyLock<BTreeMap<String, List>> = LazyLock::new(load);

#[expect(
    clippy::expect_used,
    reason = "the data is compiled in and a test loads it: a fault cannot reach a user"
)]
fn load() -> BTreeMap<String, List> {
    let mut lists = BTreeMap::new();
    for file in FILES.files() {
        let name = file.path().file_stem().expect("a value list has a name");
        let text = file.contents_utf8().expect("a value list is UTF-8");
        let words = toml::from_str::<File>(text)
            .expect("a value list is valid")
            .word;
        let mut index = BTreeMap::new();
        for (position, word) in words.iter().enumerate() {
            for text in word.texts() {
                index.entry(key(&normalise_value(text))).or_insert(position);
            }
        }
        lists.insert(name.to_string_lossy().into_owned(), List { words, index });
    }
    lists
}

impl Word {
    /// Every text that means this word.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let names = [&self.id, &self.en, &self.fr];
        names.into_iter().chain(&self.also).map(String::as_str)
    }
}

impl List {
    fn find(&self, text: &str) -> Option<&Word> {
        let position = self.index.get(&key(&normalise_value(text)))?;
        self.words.get(*position)
    }
}

/// The canonical word of a list that a text means; `None` if the list or the text is not known.
///
/// A text that says it twice ("Ontario (ON)") is known when all its parts mean the same word. Lists: `absence_reason`,
/// `country` (alpha-2), `decision`, `employment_type`, `full_time`, `leave_kind`, `noc_version`, `ongoing`, `pay`,
/// `permit_type`, `province` (postal abbreviation), `score_scale`, `test` (with `not_designated` and `family:...`), `yes_no`.
pub fn lookup(list: &str, text: &str) -> Option<&'static str> {
    let list = LISTS.get(list)?;
    if let Some(word) = list.find(text) {
        return Some(&word.id);
    }
    let mut parts = parts(text).into_iter().map(|part| list.find(part));
    let first = parts.next()??;
    parts
        .all(|other| other.is_some_and(|word| word.id == first.id))
        .then_some(first.id.as_str())
}

/// The words of a list, in its order; empty if there is no such list.
pub fn words(list: &str) -> &'static [Word] {
    LISTS.get(list).map_or(&[], |list| &list.words)
}

/// The names of all lists.
pub fn lists() -> impl Iterator<Item = &'static str> {
    LISTS.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::{LISTS, lists, lookup, words};
    use crate::recognition::normal::{key, normalise_value};

    #[test]
    fn every_text_of_a_list_means_one_word() {
        for name in lists() {
            let mut owners = std::collections::BTreeMap::new();
            for word in words(name) {
                for text in word.texts() {
                    let key = key(&normalise_value(text));
                    assert!(!key.is_empty(), "{name}: {text:?} has an empty key");
                    let owner = owners.entry(key).or_insert(&word.id);
                    assert_eq!(*owner, &word.id, "{name}: {text} means two words");
                    assert_eq!(lookup(name, text), Some(word.id.as_str()), "{name}: {text}");
                }
            }
        }
        assert_eq!(LISTS.len(), 14);
    }

    #[test]
    fn permits_are_found_as_people_write_them() {
        let cases = [
            ("PGWP", "pgwp"),
            ("Post-Grad WP", "pgwp"),
            ("Permis de travail postdiplôme", "pgwp"),
            ("OWP", "open_work_permit"),
            ("closed WP (LMIA)", "lmia_work_permit"),
            ("Closed", "employer_specific_work_permit"),
            ("SP", "study_permit"),
            ("co-op WP", "co_op_work_permit"),
            (
                "Post-graduation work permit / Permis de travail postdiplôme",
                "pgwp",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(lookup("permit_type", text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_things_means_nothing() {
        for text in [
            "work permit",
            "WP",
            "permis de travail",
            "maintained status",
            "open / closed",
            "",
            "  ",
        ] {
            assert_eq!(lookup("permit_type", text), None, "{text}");
        }
        for text in ["Korea", "Location", "Canada / USA"] {
            assert_eq!(lookup("country", text), None, "{text}");
        }
        assert_eq!(lookup("leave_kind", "vacation"), None);
        assert_eq!(lookup("employment_type", "full-time"), None);
    }

    #[test]
    fn tests_provinces_and_countries() {
        let cases = [
            ("test", "IELTS", "family:ielts_general"),
            ("test", "IELTS - General Training", "ielts_general"),
            ("test", "IELTS Academic", "not_designated"),
            ("test", "TEF", "family:tef_canada"),
            ("test", "TEFAQ", "not_designated"),
            ("province", "Qué.", "QC"),
            ("province", "Ontario (ON)", "ON"),
            ("country", "CANADA", "CA"),
            ("country", "CAN", "CA"),
            ("country", "États-Unis", "US"),
            ("country", "india", "IN"),
            ("yes_no", "Oui", "yes"),
            ("ongoing", "à ce jour", "present"),
        ];
        for (list, text, expected) in cases {
            assert_eq!(lookup(list, text), Some(expected), "{list}: {text}");
        }
    }
}

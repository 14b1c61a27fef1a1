//! Headings and values in the form in which they are compared.
//!
//! Normalising only removes what carries no meaning (letter case, accents, punctuation, kinds of space); what a text means
//! is looked up elsewhere, exactly.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Words that a heading may have or lack: "date de début" is "date début". Never removed when nothing would be left.
const STOP_WORDS: [&str; 10] = ["of", "the", "de", "du", "des", "la", "le", "les", "l", "d"];

/// Words for "number".
const NUMBER_WORDS: [&str; 6] = ["number", "num", "numero", "nr", "nbr", "nº"];

/// What may stand in brackets behind a heading without changing its meaning.
const SILENT_BRACKETS: [&str; 36] = [
    "required",
    "requis",
    "obligatoire",
    "optional",
    "facultatif",
    "optionnel",
    "if any",
    "if known",
    "if applicable",
    "si connu",
    "si applicable",
    "yyyy mm dd",
    "dd mm yyyy",
    "mm dd yyyy",
    "yyyy mm",
    "mm yyyy",
    "yyyymmdd",
    "aaaa mm jj",
    "jj mm aaaa",
    "mm jj aaaa",
    "aaaa mm",
    "mm aaaa",
    "yy mm dd",
    "dd mmm yyyy",
    "d m y",
    "m d y",
    "y m d",
    "y n",
    "yes no",
    "o n",
    "oui non",
    "s",
    "es",
    "e",
    "select",
    "drop down",
];

/// Lower case without accents; every kind of white space and invisible character is a plain space.
fn plain(text: &str) -> String {
    if text.is_ascii() {
        plain_ascii(text)
    } else {
        plain_any(text)
    }
}

/// The same of any text.
fn plain_any(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            'œ' | 'Œ' => plain.push_str("oe"),
            'æ' | 'Æ' => plain.push_str("ae"),
            'ß' => plain.push_str("ss"),
            'ø' | 'Ø' => plain.push('o'),
            'ł' | 'Ł' => plain.push('l'),
            _ if c.is_whitespace() || c.is_control() => plain.push(' '),
            _ => plain.extend(c.to_lowercase()),
        }
    }
    plain
}

/// The same of a text without accents, as most are, only sooner.
fn plain_ascii(text: &str) -> String {
    let mut plain = text.to_ascii_lowercase();
    if plain.bytes().any(|byte| byte.is_ascii_control()) {
        plain = plain.replace(|c: char| c.is_ascii_control(), " ");
    }
    plain
}

/// A heading in the form in which it is looked up: `"N° de client (requis) *"` is `"no client"`.
///
/// Lower case, no accents, punctuation as spaces, words for "number" as `no`, stop words and silent brackets dropped.
pub fn normalise_heading(text: &str) -> String {
    let text = drop_silent_brackets(&plain(&split_camel_case(text)));
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '#' => spaced.push_str(" no "),
            '°' => spaced.push('o'),
            '&' => spaced.push_str(" and "),
            '%' => spaced.push_str(" percent "),
            _ if c.is_alphanumeric() => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    let words = || spaced.split_whitespace();
    let telling = joined(words().filter(|word| !STOP_WORDS.contains(word)));
    if telling.is_empty() {
        joined(words())
    } else {
        telling
    }
}

/// The words of a heading with spaces between them, and one word for "number".
fn joined<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        let is_number = NUMBER_WORDS.contains(&word);
        joined.push_str(if is_number { "no" } else { word });
    }
    joined
}

/// A value in the form in which it is looked up: lower case, no accents, punctuation as single spaces.
///
/// The keys of [`crate::recognition::FoundTable::words`] have this form.
pub fn normalise_value(text: &str) -> String {
    if text.is_ascii() {
        value_ascii(text)
    } else {
        value_any(text)
    }
}

/// The value of a text without accents, as most are, in one pass.
fn value_ascii(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let word = match c {
            '&' => "and",
            '+' => "plus",
            _ => "",
        };
        let is_kept = c.is_ascii_alphanumeric() || c == '?';
        if (is_kept && gap || !word.is_empty()) && !value.is_empty() {
            value.push(' ');
        }
        if is_kept {
            value.push(c.to_ascii_lowercase());
        }
        value.push_str(word);
        gap = !is_kept;
    }
    value
}

/// The value of any text.
fn value_any(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '&' => spaced.push_str(" and "),
            '+' => spaced.push_str(" plus "),
            '✓' | '✔' | '☑' | '✗' | '✘' | '☐' | '?' => spaced.push(c),
            _ if c.is_alphanumeric() => spaced.push(c),
            _ => spaced.push(' '),
        }
    }
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words.join(" ")
}

/// The key of a normalised text: spaces do not count, so that `StartDate`, `start_date` and `startdate` are one.
pub(super) fn key(normalised: &str) -> String {
    let mut key = String::with_capacity(normalised.len());
    key.extend(normalised.split(' '));
    key
}

/// The parts of a text that says the same thing twice ("Start date / Date de début", "Ontario (ON)"); empty if it has one part.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for coarse in text.split(['/', '|', '\n', '\r', '(', ')', '[', ']', '•', '·', ';']) {
        for part in coarse.split(" - ").flat_map(|one| one.split(['–', '—'])) {
            if part.chars().any(char::is_alphanumeric) {
                parts.push(part.trim());
            }
        }
    }
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// `StartDate` as `Start Date`.
fn split_camel_case(text: &str) -> String {
    let mut split = String::with_capacity(text.len() + 4);
    let mut last_lower = false;
    for c in text.chars() {
        if last_lower && c.is_uppercase() {
            split.push(' ');
        }
        last_lower = c.is_lowercase();
        split.push(c);
    }
    split
}

/// Removes brackets whose content is a unit, a date pattern or "required"; keeps all others.
fn drop_silent_brackets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(['(', '[']) {
        kept.push_str(before);
        let Some((inside, behind)) = after.split_once([')', ']']) else {
            kept.push(' ');
            rest = after;
            continue;
        };
        let words = normalise_value(inside);
        if !SILENT_BRACKETS.contains(&words.as_str()) {
            kept.push(' ');
            kept.push_str(inside);
            kept.push(' ');
        }
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::{
        key, normalise_heading, normalise_value, parts, plain_any, plain_ascii, value_any,
        value_ascii,
    };
    use proptest::prelude::*;

    #[test]
    fn headings_lose_what_carries_no_meaning() {
        let cases = [
            ("N° de client (requis) *", "no client"),
            ("File #", "file no"),
            ("Date de début", "date debut"),
            ("  START_DATE:", "start date"),
            ("StartDate (YYYY-MM-DD)", "start date"),
            ("Family name(s)", "family name"),
            ("Client ID (IRCC)", "client id ircc"),
            ("Nom de l\u{2019}employeur", "nom employeur"),
            ("Hrs/wk", "hrs wk"),
            ("Du", "du"),
            ("À", "a"),
            ("Num\u{e9}ro\u{a0}de dossier", "no dossier"),
            ("№ permis", "no permis"),
            ("", ""),
            ("***", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(normalise_heading(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_without_accents_is_the_same_either_way() {
        let all: String = (0..128_u8).map(char::from).collect();
        assert_eq!(plain_ascii(&all), plain_any(&all));
        assert_eq!(plain_ascii(""), plain_any(""));
    }

    proptest! {
        #[test]
        fn a_value_without_accents_is_the_same_either_way(text in "[ -~\\t\\n]{0,12}|[a &+?-]{0,9}") {
            prop_assert_eq!(value_ascii(&text), value_any(&text));
        }
    }

    #[test]
    fn values_keep_their_words() {
        assert_eq!(normalise_value(" Post-Grad\u{a0}WP "), "post grad wp");
        assert_eq!(
            normalise_value("Île-du-Prince-Édouard"),
            "ile du prince edouard"
        );
        assert_eq!(normalise_value("Trinidad & Tobago"), "trinidad and tobago");
    }

    #[test]
    fn spaces_do_not_count_in_keys_and_double_texts_have_parts() {
        assert_eq!(
            key(&normalise_heading("StartDate")),
            key(&normalise_heading("start date"))
        );
        assert_eq!(
            parts("Start date / Date de début"),
            ["Start date", "Date de début"]
        );
        assert_eq!(parts("Ontario (ON)"), ["Ontario", "ON"]);
        assert!(parts("Post-Grad WP").is_empty());
    }

    #[test]
    fn normalising_twice_changes_nothing() {
        for text in [
            "N° de client",
            "Hours / Week",
            "Ça été",
            "İstanbul",
            "ﬁle №",
            "𝔘nicode",
        ] {
            let once = normalise_heading(text);
            assert_eq!(normalise_heading(&once), once);
            let once = normalise_value(text);
            assert_eq!(normalise_value(&once), once);
        }
    }
}

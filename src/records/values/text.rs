//! Text as it stands in a cell: cleaned at its ends, never inside.
//!
//! Cleaning removes what nobody wrote on purpose (white space and invisible characters at the ends, escapes of carriage
//! returns) and brings accents into one form. It changes no letter.

use crate::provenance::Text;
use std::borrow::Cow;
use std::hash::{BuildHasher as _, Hasher as _};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// How workbooks write a carriage return inside a shared string.
const ESCAPED_RETURN: &str = "_x000D_";

/// The text without white space and invisible characters at its ends, in Unicode form C.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(trim(text));
    }
    let mut unescaped = Cow::Borrowed(text);
    while unescaped.contains(ESCAPED_RETURN) {
        unescaped = Cow::Owned(unescaped.replace(ESCAPED_RETURN, ""));
    }
    let composed = |text: &str| is_nfc_quick(text.chars()) == IsNormalized::Yes;
    match unescaped {
        Cow::Borrowed(text) => {
            let text = trim(text);
            if composed(text) {
                Cow::Borrowed(text)
            } else {
                Cow::Owned(text.nfc().collect())
            }
        }
        Cow::Owned(text) => Cow::Owned(trim(&text).nfc().collect()),
    }
}

/// Whether the text is clean as it stands and no error value, seen by its bytes: so are nearly all. `false` tells nothing.
pub(crate) fn is_surely_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    !bytes.is_empty() && bytes.first() != Some(&b'#') && ends_are_visible(bytes) && is_plain(text)
}

/// The lowest byte with which UTF-8 begins a character from U+0300 on, where marks that are combined with letters begin: below
/// it every text is in form C, and so are plain Latin letters with their accents.
const BEYOND_LATIN: u8 = 0xcc;

/// Whether the text has no characters beyond those of Latin letters, and no escapes.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches the compiler looks at many bytes at once"
)]
fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| (byte < BEYOND_LATIN) & (byte != b'_');
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let plain_word = |word: &[u8; 8]| word.iter().fold(true, |all, byte| all & is_plain(*byte));
    words.iter().fold(true, |all, word| all & plain_word(word))
        & rest.iter().fold(true, |all, byte| all & is_plain(*byte))
}

fn trim(text: &str) -> &str {
    if ends_are_visible(text.as_bytes()) {
        return text;
    }
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c))
}

/// Whether a text, as bytes, begins and ends with characters that are seen. `false` tells nothing.
fn ends_are_visible(bytes: &[u8]) -> bool {
    // From U+00C0 to U+02FF all are letters and signs.
    let begins = |byte: u8| byte.is_ascii_graphic() || matches!(byte, 0xc3..BEYOND_LATIN);
    let first = bytes.first().is_some_and(|byte| begins(*byte));
    let last = match bytes {
        [.., lead, last] if !last.is_ascii() => matches!(lead, 0xc3..BEYOND_LATIN),
        [.., last] => last.is_ascii_graphic(),
        [] => false,
    };
    first && last
}

const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

/// The text in the form in which dates, hours and codes are read: lower case, no accents, one kind of space and of dash.
/// Unlike a compatibility form it does not turn a footnote (`37.5²`) into a digit.
pub(crate) fn fold(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if text.bytes().all(plain) {
        return text.trim().to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
            '\u{2018}' | '\u{2019}' => folded.push('\''),
            _ if is_invisible(c) || is_combining_mark(c) => {}
            _ if c.is_whitespace() => folded.push(' '),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    let trimmed = folded.trim();
    if trimmed.len() == folded.len() {
        folded
    } else {
        trimmed.to_owned()
    }
}

/// Whether the text is an error value as spreadsheets show it (`#N/A`, `#REF!`, `#NOM?`); exports carry them as text.
pub(crate) fn is_error_literal(text: &str) -> bool {
    // To compare a first character asks for more than a byte.
    if text.as_bytes().first() != Some(&b'#') {
        return false;
    }
    let name = text.get(1..).unwrap_or_default();
    let body = name.strip_suffix(['!', '?']);
    let letters = |body: &str| {
        body.starts_with(|c: char| c.is_ascii_uppercase())
            && body
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'/' | b'_'))
    };
    name == "N/A" || body.is_some_and(letters)
}

/// Shares equal texts: employers, titles and ids recur. Direct-mapped caches, so their size is bounded whatever the input;
/// a text that falls out of one is only stored again.
#[derive(Debug)]
pub(crate) struct Interner {
    slots: Vec<Text>,
    /// Texts that all threads share, each with a copy of it for this one.
    copies: Vec<[Text; 2]>,
}

/// How many texts are remembered; a power of two.
const SLOTS: usize = 8192;

/// How many copies are; texts lie at least so many bytes apart.
const COPIES: usize = 4096;
const APART: usize = 16;

impl Default for Interner {
    fn default() -> Self {
        Self {
            slots: vec![Text::new(); SLOTS],
            copies: vec![[Text::new(), Text::new()]; COPIES],
        }
    }
}

impl Interner {
    /// The shared text; a short one stands in place and needs no sharing.
    pub(crate) fn share(&mut self, text: &str) -> Text {
        if text.len() <= Text::INLINE_LIMIT {
            return Text::from(text);
        }
        let Some(kept) = self.slots.get_mut(slot_of(text, SLOTS)) else {
            return Text::from(text);
        };
        if &**kept != text {
            *kept = Text::from(text);
        }
        Text::clone(kept)
    }

    /// A text that all threads share, as a copy that only this thread has: threads that count how often one text is held wait for each
    /// other.
    pub(crate) fn own(&mut self, text: &Text) -> Text {
        if text.len() <= Text::INLINE_LIMIT {
            return Text::clone(text);
        }
        let Some([shared, own]) = self.copies.get_mut(text.as_ptr().addr() / APART % COPIES) else {
            return Text::clone(text);
        };
        // While it is held here, no other text lies where it does.
        if !std::ptr::eq(shared.as_ptr(), text.as_ptr()) {
            *own = Text::from(&**text);
            *shared = Text::clone(text);
        }
        Text::clone(own)
    }
}

/// A place for a text in a direct-mapped cache of so many slots, a power of two.
pub(crate) fn slot_of(text: &str, slots: usize) -> usize {
    let mut hasher = foldhash::fast::FixedState::default().build_hasher();
    hasher.write(text.as_bytes());
    usize::try_from(hasher.finish() & u64::MAX >> 1).unwrap_or(0) & (slots - 1)
}

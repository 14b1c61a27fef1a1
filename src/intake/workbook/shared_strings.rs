//! The table of texts that the cells of a workbook share: one block of text, and where each ends.

use std::io::Read;

use crate::intake::workbook::string_xml::read_string;
use crate::intake::workbook::tokens::{Tag, Tokens, XmlStop};

/// A plain text longer than this may be read the general way.
const LONGEST_PLAIN: usize = 512;

/// How a plain text begins and ends.
const PLAIN_HEAD: &str = "<si><t>";
const PLAIN_TAIL: &str = "</t></si>";
const SHORTEST_PLAIN: usize = PLAIN_HEAD.len() + PLAIN_TAIL.len();

/// So many bytes are looked at together whether they are UTF-8.
const STRETCH: usize = 4096;

/// The text that bytes begin with, at most [`STRETCH`] bytes of it.
fn text_at_hand(bytes: &[u8]) -> &str {
    let stretch = bytes.get(..STRETCH).unwrap_or(bytes);
    match std::str::from_utf8(stretch) {
        Ok(text) => text,
        Err(error) => {
            let valid = stretch.get(..error.valid_up_to());
            valid
                .and_then(|valid| std::str::from_utf8(valid).ok())
                .unwrap_or_default()
        }
    }
}

/// A text written in the plainest form, which nearly all are: `<si><t>text</t></si>`, with nothing to be decoded and no white space at
/// its ends; and what follows it.
fn plain_text(all: &str) -> Option<(&str, &str)> {
    let rest = all.strip_prefix(PLAIN_HEAD)?;
    let mut last = b' ';
    let mut escaped = false;
    // Texts are a few bytes long: to look at each costs less than to begin several searches.
    let length = rest.bytes().position(|byte| {
        let ends = matches!(byte, b'<' | b'&' | b'\r');
        if !ends {
            // `_x000D_` would have to be resolved.
            escaped |= last == b'_' && byte == b'x';
            last = byte;
        }
        ends
    })?;
    let (text, rest) = rest.split_at_checked(length)?;
    let rest = rest.strip_prefix(PLAIN_TAIL)?;
    let is_white = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
    let bytes = text.as_bytes();
    let plain = !escaped && !is_white(bytes.first()) && !is_white(bytes.last());
    plain.then_some((text, rest))
}

/// The texts in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct SharedStrings {
    text: String,
    ends: Vec<usize>,
}

impl SharedStrings {
    /// Reads the part that holds them.
    pub(crate) fn read<R: Read>(part: R) -> Result<Self, XmlStop> {
        let mut tokens = Tokens::new(part);
        let mut all = Self::default();
        loop {
            all.read_plain(&mut tokens)?;
            let Some(token) = tokens.next()? else {
                return Err(XmlStop::Broken);
            };
            match token.kind()? {
                Tag::Open(b"si", _) => {
                    read_string(&mut tokens, b"si", &mut all.text)?;
                    all.ends.push(all.text.len());
                }
                Tag::Empty(b"si", _) => all.ends.push(all.text.len()),
                Tag::Close(b"sst") | Tag::Empty(b"sst", _) => return Ok(all),
                _ => {}
            }
        }
    }

    /// Reads the plain texts that come next, as far as they are at hand.
    fn read_plain<R: Read>(&mut self, tokens: &mut Tokens<R>) -> Result<(), XmlStop> {
        loop {
            let ahead = tokens.ahead(LONGEST_PLAIN)?;
            if !ahead.starts_with(PLAIN_HEAD.as_bytes()) {
                return Ok(());
            }
            let ahead = text_at_hand(ahead);
            self.text.reserve(ahead.len());
            self.ends.reserve(ahead.len() / SHORTEST_PLAIN);
            let mut rest = ahead;
            while let Some((text, after)) = plain_text(rest) {
                self.text.push_str(text);
                self.ends.push(self.text.len());
                rest = after;
            }
            let passed = ahead.len() - rest.len();
            if passed == 0 {
                return Ok(());
            }
            tokens.pass(passed);
        }
    }

    /// The text at this place of the table.
    pub(crate) fn get(&self, place: u32) -> Option<&str> {
        let place = usize::try_from(place).ok()?;
        let end = *self.ends.get(place)?;
        let start = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::shared_strings::SharedStrings;

    #[test]
    fn texts_keep_their_places() {
        let xml = "<sst uniqueCount=\"9\"><si><t>é</t></si><si/><si><r><t>a</t></r><r><t>b</t></r></si></sst>";
        let strings = SharedStrings::read(xml.as_bytes()).unwrap();
        let all = [0, 1, 2, 3, u32::MAX].map(|place| strings.get(place));
        assert_eq!(all, [Some("é"), Some(""), Some("ab"), None, None]);
    }

    #[test]
    fn a_plain_text_is_the_same_as_one_that_is_written_in_an_unusual_way() {
        let long = "x".repeat(700);
        let texts = [
            "", "a", " a", "a\n", "a_b", "_x0041_", "a_x", "a&amp;b", "a\rb", "é", "a]]b", &long,
            "last",
        ];
        let plain: String = texts.map(|text| format!("<si><t>{text}</t></si>")).concat();
        let unusual: String = texts
            .map(|text| format!("<si ><t >{text}</t ></si >"))
            .concat();
        let read = |all: &str| SharedStrings::read(format!("<sst>{all}</sst>").as_bytes()).unwrap();
        let (plain, unusual) = (read(&plain), read(&unusual));
        assert_eq!(plain, unusual);
        let places = [1, 2, 5, 7, 12].map(|place| plain.get(place));
        assert_eq!(places, ["a", "a", "A", "a&b", "last"].map(Some));
    }

    #[test]
    fn a_table_that_is_cut_off_is_broken() {
        assert!(SharedStrings::read(&b"<sst><si><t>a</t></si>"[..]).is_err());
    }
}

//! The table of texts that the cells of a workbook share: the short ones side by side, the others in one block of text.

use std::fmt;
use std::io::Read;

use crate::intake::row::is_blank;
use crate::intake::workbook::string_xml::read_string;
use crate::intake::workbook::tokens::{Tag, Tokens, XmlStop};

/// A plain text longer than this may be read the general way.
const LONGEST_PLAIN: usize = 512;

/// How a plain text begins and ends.
const PLAIN_HEAD: &str = "<si><t>";
const PLAIN_TAIL: &str = "</t></si>";
const SHORTEST_PLAIN: usize = PLAIN_HEAD.len() + PLAIN_TAIL.len();

/// So many bytes are looked at together whether they are UTF-8; behind a text that is not plain they are looked at again.
const STRETCH: usize = 512;

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
#[inline]
fn plain_text(all: &str) -> Option<(&str, &str)> {
    let rest = all.strip_prefix(PLAIN_HEAD)?;
    let mut line = false;
    // Texts are a few bytes long: to look at each costs less than to begin several searches.
    let length = rest.bytes().position(|byte| {
        line |= byte == b'_';
        matches!(byte, b'<' | b'&' | b'\r')
    })?;
    let (text, rest) = rest.split_at_checked(length)?;
    let rest = rest.strip_prefix(PLAIN_TAIL)?;
    let is_white = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
    let bytes = text.as_bytes();
    // `_x000D_` would have to be resolved.
    let mut pairs = bytes.iter().zip(bytes.iter().skip(1));
    let escaped = line && pairs.any(|pair| pair == (&b'_', &b'x'));
    let plain = !escaped && !is_white(bytes.first()) && !is_white(bytes.last());
    plain.then_some((text, rest))
}

/// The length up to which a text lies in its entry.
const SHORT: usize = 14;

/// The first texts lie in the block all the same: those of a small workbook are at hand wherever they lie.
const FEW: usize = 4096;

/// Where a text lies. Cells point to texts in any order, and each place in memory that is looked at for the first time takes long: so
/// there is one place to look at for most texts that do not recur, such as ids.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Entry {
    /// Here.
    Short { length: u8, bytes: [u8; SHORT] },
    /// In the block.
    Long { length: u32, start: usize },
    /// In the block, and it is blank.
    Blank { length: u32, start: usize },
}

// Four entries lie in one line of the processor's memory.
const _: () = assert!(size_of::<Entry>() == 16);

impl Entry {
    fn short(text: &str) -> Option<Self> {
        let length = u8::try_from(text.len()).ok()?;
        let mut bytes = [0; SHORT];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        Some(Self::Short { length, bytes })
    }
}

/// The texts in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct SharedStrings {
    entries: Vec<Entry>,
    /// Those that do not lie in their entries, one behind the other.
    text: String,
    /// The length of the longest.
    longest: usize,
}

/// A text that cells of a workbook share: its number in their table. The text is looked up when somebody asks for it, because it lies
/// far from all that is at hand, and who knows the number from before need not ask.
#[derive(Clone, Copy)]
pub struct SharedText<'a> {
    all: &'a SharedStrings,
    number: u32,
}

impl<'a> SharedText<'a> {
    /// Its number: within one workbook equal numbers mean equal texts.
    pub fn number(self) -> u32 {
        self.number
    }

    /// The text as it stands, with its white space.
    #[inline]
    pub fn text(self) -> &'a str {
        self.all.text(self.number).unwrap_or_default()
    }

    /// Whether it is blank. To ask early makes that a short text is at hand when it is asked for.
    #[inline]
    pub(crate) fn is_blank(self) -> bool {
        let entry = self.all.entry(self.number);
        matches!(entry, Some(Entry::Blank { .. }))
    }

    /// The first byte of a text that does not lie in its entry. To ask early makes that it is at hand, too.
    #[inline]
    pub(crate) fn first_byte_elsewhere(self) -> Option<u8> {
        match self.all.entry(self.number)? {
            Entry::Short { .. } => None,
            Entry::Long { start, .. } | Entry::Blank { start, .. } => {
                self.all.text.as_bytes().get(*start).copied()
            }
        }
    }

    /// No text of its workbook is longer.
    pub(crate) fn longest(self) -> usize {
        self.all.longest
    }
}

impl PartialEq for SharedText<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl fmt::Debug for SharedText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.number, self.text())
    }
}

impl SharedStrings {
    /// Reads the part that holds them.
    pub(crate) fn read<R: Read>(part: R) -> Result<Self, XmlStop> {
        let mut tokens = Tokens::new(part);
        let mut all = Self::default();
        let mut text = String::new();
        loop {
            all.read_plain(&mut tokens)?;
            let Some(token) = tokens.next()? else {
                return Err(XmlStop::Broken);
            };
            match token.kind()? {
                Tag::Open(b"si", _) => {
                    text.clear();
                    read_string(&mut tokens, b"si", &mut text)?;
                    all.push(&text)?;
                }
                Tag::Empty(b"si", _) => all.push("")?,
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
            self.entries.reserve(ahead.len() / SHORTEST_PLAIN);
            let mut rest = ahead;
            while let Some((text, after)) = plain_text(rest) {
                self.push(text)?;
                rest = after;
            }
            let passed = ahead.len() - rest.len();
            if passed == 0 {
                return Ok(());
            }
            tokens.pass(passed);
        }
    }

    /// Adds a text.
    #[inline]
    fn push(&mut self, text: &str) -> Result<(), XmlStop> {
        let length = u32::try_from(text.len()).map_err(|_| XmlStop::TooLong)?;
        let start = self.text.len();
        let short = || (self.entries.len() >= FEW).then(|| Entry::short(text))?;
        let entry = if is_blank(text) {
            Entry::Blank { length, start }
        } else {
            short().unwrap_or(Entry::Long { length, start })
        };
        if !matches!(entry, Entry::Short { .. }) {
            self.text.push_str(text);
        }
        self.longest = self.longest.max(text.len());
        self.entries.push(entry);
        Ok(())
    }

    #[inline]
    fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.get(usize::try_from(number).ok()?)
    }

    /// The text of this number, if there is one.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> Option<SharedText<'_>> {
        self.entry(number).map(|_| SharedText { all: self, number })
    }

    #[inline]
    fn text(&self, number: u32) -> Option<&str> {
        match self.entry(number)? {
            Entry::Short { length, bytes } => {
                std::str::from_utf8(bytes.get(..usize::from(*length))?).ok()
            }
            Entry::Long { length, start } | Entry::Blank { length, start } => {
                let length = usize::try_from(*length).ok()?;
                self.text.get(*start..start.checked_add(length)?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::shared_strings::{Entry, FEW, SharedStrings, SharedText};

    #[test]
    fn texts_keep_their_places() {
        let xml = "<sst uniqueCount=\"9\"><si><t>é</t></si><si/><si><r><t>a</t></r><r><t>b</t></r></si></sst>";
        let strings = SharedStrings::read(xml.as_bytes()).unwrap();
        let all = [0, 1, 2, 3, u32::MAX].map(|number| strings.text(number));
        assert_eq!(all, [Some("é"), Some(""), Some("ab"), None, None]);
    }

    #[test]
    fn a_plain_text_is_the_same_as_one_that_is_written_in_an_unusual_way() {
        let long = "x".repeat(700);
        let texts = [
            "",
            "a",
            " a",
            "a\n",
            "a_b",
            "_x0041_",
            "a_x",
            "a&amp;b",
            "a\rb",
            "é",
            "a]]b",
            &long,
            "fourteen bytes",
            "fifteen letters",
            "quatorze à été",
            "last",
        ];
        let plain: String = texts.map(|text| format!("<si><t>{text}</t></si>")).concat();
        let unusual: String = texts
            .map(|text| format!("<si ><t >{text}</t ></si >"))
            .concat();
        // Once more behind so many texts that short ones lie in their entries.
        let read = |all: &str| {
            let between = "<si><t>between</t></si>".repeat(FEW);
            SharedStrings::read(format!("<sst>{all}{between}{all}</sst>").as_bytes()).unwrap()
        };
        let (plain, unusual) = (read(&plain), read(&unusual));
        assert_eq!(plain, unusual);
        let later = u32::try_from(FEW + texts.len()).unwrap();
        let is_short = |number| matches!(plain.entry(number), Some(Entry::Short { .. }));
        assert!(is_short(later + 12) && !is_short(12) && !is_short(later + 13));
        for number in 0..u32::try_from(texts.len()).unwrap() {
            assert_eq!(plain.text(number), plain.text(later + number));
        }
        let places = [1, 2, 5, 7, 12, 13, 15].map(|number| plain.text(number));
        assert_eq!(
            places,
            [
                "a",
                "a",
                "A",
                "a&b",
                "fourteen bytes",
                "fifteen letters",
                "last"
            ]
            .map(Some)
        );
    }

    #[test]
    fn blank_texts_and_the_length_of_the_longest_are_known() {
        let xml = "<sst><si><t>a</t></si><si><t> </t></si><si/><si><t>été</t></si><si ><t>\u{a0}</t></si></sst>";
        let strings = SharedStrings::read(xml.as_bytes()).unwrap();
        let blank = [0, 1, 2, 3, 4].map(|number| strings.get(number).unwrap().is_blank());
        assert_eq!(blank, [false, true, true, false, true]);
        let texts = [3, 5].map(|number| strings.get(number));
        assert_eq!(
            texts.map(|one| one.map(SharedText::text)),
            [Some("été"), None]
        );
        assert_eq!(
            texts.map(|one| one.map(SharedText::longest)),
            [Some(5), None]
        );
    }

    #[test]
    fn a_table_that_is_cut_off_is_broken() {
        assert!(SharedStrings::read(&b"<sst><si><t>a</t></si>"[..]).is_err());
    }
}

//! Cuts the XML of workbook parts into tags and the text before them, in a stream. Knows no spreadsheet.
//!
//! It is made for the plain XML that spreadsheet programs write. What is legal but unusual (other encodings, document types) is
//! reported as odd, and the caller takes another way.

use std::io::{self, Read};

use memchr::{memchr, memmem};

use crate::intake::blocks::Block;

/// Why the XML cannot be read on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum XmlStop {
    /// The bytes end, or cannot be unpacked.
    Broken,
    /// One tag or text is longer than any cell can be.
    TooLong,
    /// It is not the plain XML that this reader knows.
    Odd,
}

/// A tag, without its angle brackets, and the text before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) tag: &'a [u8],
    prefix: Option<&'a [u8]>,
}

/// A source of tokens.
pub(crate) struct Tokens<R> {
    source: R,
    buffer: Block,
    start: usize,
    end: usize,
    finished: bool,
    prefix: Option<Vec<u8>>,
}

const LONGEST_TOKEN: usize = 8 << 20;

impl<R: Read> Tokens<R> {
    pub(crate) fn new(source: R) -> Self {
        Self {
            source,
            buffer: Block::take(),
            start: 0,
            end: 0,
            finished: false,
            prefix: None,
        }
    }

    /// From now on only names that begin with this (`x:`, or nothing) are local names; until then any prefix is taken off.
    pub(crate) fn expect_prefix(&mut self, prefix: Vec<u8>) {
        self.prefix = Some(prefix);
    }

    /// Whether local names are whole names.
    pub(crate) fn expects_no_prefix(&self) -> bool {
        self.prefix.as_ref().is_some_and(Vec::is_empty)
    }

    /// The next token; `None` at the end. Text after the last tag is dropped.
    pub(crate) fn next(&mut self) -> Result<Option<Token<'_>>, XmlStop> {
        let Some((open, close)) = self.find()? else {
            return Ok(None);
        };
        let begin = self.start;
        self.start = close + 1;
        let text = self.buffer.get(begin..open).ok_or(XmlStop::Odd)?;
        let tag = self.buffer.get(open + 1..close).ok_or(XmlStop::Odd)?;
        let prefix = self.prefix.as_deref();
        Ok(Some(Token { text, tag, prefix }))
    }

    /// The bytes to come, at least `enough` of them if there are so many.
    pub(crate) fn ahead(&mut self, enough: usize) -> Result<&[u8], XmlStop> {
        while self.end - self.start < enough && !self.finished {
            self.fill()?;
        }
        Ok(self.buffer.get(self.start..self.end).unwrap_or_default())
    }

    /// Passes over bytes that were seen ahead.
    pub(crate) fn pass(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }

    /// The positions of the next `<` and of the `>` that ends it.
    fn find(&mut self) -> Result<Option<(usize, usize)>, XmlStop> {
        let mut looked = 0;
        loop {
            let window = self.buffer.get(self.start..self.end).unwrap_or_default();
            let rest = window.get(looked..).unwrap_or_default();
            // Mostly the next tag follows at once.
            let open = match rest.first() {
                Some(b'<') => Some(looked),
                _ => memchr(b'<', rest).map(|at| at + looked),
            };
            if let Some(open) = open
                && let Some(close) = tag_end(window, open)
            {
                return Ok(Some((self.start + open, self.start + close)));
            }
            looked = open.unwrap_or(window.len());
            if self.finished {
                // A tag that never ends is broken; blank text after the last tag is the end.
                return if open.is_some() {
                    Err(XmlStop::Broken)
                } else {
                    Ok(None)
                };
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<(), XmlStop> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            if self.end >= LONGEST_TOKEN {
                return Err(XmlStop::TooLong);
            }
            let longer = self.end * 2;
            self.buffer.resize(longer, 0);
        }
        let free = self.buffer.get_mut(self.end..).unwrap_or_default();
        loop {
            match self.source.read(free) {
                Ok(0) => {
                    self.finished = true;
                    return Ok(());
                }
                Ok(read) => {
                    self.end += read;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(XmlStop::Broken),
            }
        }
    }
}

/// Where the tag that opens at `open` ends. A `>` may stand inside a comment, a CDATA section or a quoted attribute.
fn tag_end(window: &[u8], open: usize) -> Option<usize> {
    let tag = window.get(open + 1..)?;
    let end_of = |mark: &[u8]| memmem::find(tag, mark).map(|at| at + mark.len() - 1);
    let at = match tag.first()? {
        b'!' if tag.starts_with(b"!--") => end_of(b"-->"),
        b'!' if tag.starts_with(b"![CDATA[") => end_of(b"]]>"),
        // Too short a window to tell which of them it is.
        b'!' if tag.len() < 8 => None,
        b'?' => end_of(b"?>"),
        _ => unquoted_end(tag),
    };
    at.map(|at| open + 1 + at)
}

fn unquoted_end(tag: &[u8]) -> Option<usize> {
    // Names and values are a few bytes long: to look at each costs less than to begin a search for every one.
    let mut quote = None;
    tag.iter().position(|&byte| {
        match quote {
            Some(open) if byte == open => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None => return byte == b'>',
            Some(_) => {}
        }
        false
    })
}

/// What a tag is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tag<'a> {
    /// `<name ...>`: the local name, and what follows it.
    Open(&'a [u8], &'a [u8]),
    /// `<name .../>`.
    Empty(&'a [u8], &'a [u8]),
    /// `</name>`.
    Close(&'a [u8]),
    /// The text of a CDATA section.
    CData(&'a [u8]),
    /// A comment or a processing instruction.
    Aside,
}

impl<'a> Token<'a> {
    /// What the tag is where only tags belong: text before it is odd.
    pub(crate) fn kind_alone(&self) -> Result<Tag<'a>, XmlStop> {
        if self.text.trim_ascii().is_empty() {
            self.kind()
        } else {
            Err(XmlStop::Odd)
        }
    }

    /// What the tag is; a document type is odd.
    pub(crate) fn kind(&self) -> Result<Tag<'a>, XmlStop> {
        let tag = self.tag;
        match tag.first() {
            Some(b'/') => Ok(Tag::Close(
                self.own(tag.get(1..).unwrap_or_default().trim_ascii_end()),
            )),
            Some(b'?') => Ok(Tag::Aside),
            Some(b'!') if tag.starts_with(b"!--") => Ok(Tag::Aside),
            Some(b'!') => {
                let inner = tag
                    .strip_prefix(b"![CDATA[")
                    .and_then(|rest| rest.strip_suffix(b"]]"));
                inner.map(Tag::CData).ok_or(XmlStop::Odd)
            }
            None => Err(XmlStop::Odd),
            Some(_) => {
                let (inside, empty) = match tag.strip_suffix(b"/") {
                    Some(inside) => (inside, true),
                    None => (tag, false),
                };
                let end = inside
                    .iter()
                    .position(u8::is_ascii_whitespace)
                    .unwrap_or(inside.len());
                let (name, attributes) = inside.split_at(end);
                let name = self.own(name);
                Ok(if empty {
                    Tag::Empty(name, attributes)
                } else {
                    Tag::Open(name, attributes)
                })
            }
        }
    }
}

impl<'a> Token<'a> {
    /// The local name, or the whole name if it has another prefix than expected.
    fn own(&self, name: &'a [u8]) -> &'a [u8] {
        match self.prefix {
            Some(prefix) => name.strip_prefix(prefix).unwrap_or(name),
            None => local(name),
        }
    }

    /// The prefix of the name of an opening tag, with its colon; empty if it has none.
    pub(crate) fn prefix(&self) -> &'a [u8] {
        let end = self.tag.iter().position(u8::is_ascii_whitespace);
        let name = self.tag.get(..end.unwrap_or(self.tag.len()));
        let name = name.unwrap_or_default();
        let colon = memchr(b':', name).map_or(0, |colon| colon + 1);
        name.get(..colon).unwrap_or_default()
    }
}

/// A name without its namespace prefix.
fn local(name: &[u8]) -> &[u8] {
    match name.iter().position(|byte| *byte == b':') {
        Some(colon) => name.get(colon + 1..).unwrap_or_default(),
        None => name,
    }
}

/// The attributes of a tag, undecoded.
pub(crate) struct Attributes<'a>(pub(crate) &'a [u8]);

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_ascii_start();
        let equals = memchr(b'=', rest)?;
        let key = rest.get(..equals)?.trim_ascii_end();
        let after = rest.get(equals + 1..)?.trim_ascii_start();
        let quote = *after.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let value = after.get(1..)?;
        let end = memchr(quote, value)?;
        self.0 = value.get(end + 1..).unwrap_or_default();
        Some((key, value.get(..end)?))
    }
}

/// The key and the value of an attribute, undecoded.
type Attribute<'a> = (&'a [u8], &'a [u8]);

impl<'a> Attributes<'a> {
    /// The next attribute; odd if what follows is none.
    pub(crate) fn next_strictly(&mut self) -> Result<Option<Attribute<'a>>, XmlStop> {
        if self.0.trim_ascii().is_empty() {
            return Ok(None);
        }
        let is_name = |key: &[u8]| {
            let in_name =
                |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-' | b'.');
            !key.is_empty() && key.iter().all(in_name)
        };
        let attribute = self.next().filter(|(key, _)| is_name(key));
        attribute.map(Some).ok_or(XmlStop::Odd)
    }
}

/// The value of one attribute, decoded; the key is compared without its namespace prefix.
pub(crate) fn attribute(attributes: &[u8], name: &[u8]) -> Option<String> {
    let (_, value) = Attributes(attributes).find(|(key, _)| local(key) == name)?;
    let mut decoded = String::new();
    push_decoded(value, &mut decoded).ok()?;
    Some(decoded)
}

/// Adds text with its entities resolved and its line ends made `\n`.
pub(crate) fn push_decoded(raw: &[u8], out: &mut String) -> Result<(), XmlStop> {
    let raw = std::str::from_utf8(raw).map_err(|_| XmlStop::Odd)?;
    let mut rest = raw;
    while let Some(at) = rest.find(['&', '\r']) {
        let (before, special) = rest.split_at(at);
        out.push_str(before);
        if let Some(after) = special.strip_prefix('\r') {
            out.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
            continue;
        }
        let (entity, after) = special
            .get(1..)
            .and_then(|s| s.split_once(';'))
            .ok_or(XmlStop::Odd)?;
        out.push(resolve(entity).ok_or(XmlStop::Odd)?);
        rest = after;
    }
    out.push_str(rest);
    Ok(())
}

fn resolve(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|one| *one != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use crate::intake::workbook::tokens::{
        Attributes, Tag, Tokens, XmlStop, attribute, push_decoded,
    };

    /// Gives one byte at a time, so that every token is met in pieces.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(&mut buffer[..1])
        }
    }

    fn tags(xml: &str) -> Vec<String> {
        let mut tokens = Tokens::new(Drip(xml.as_bytes()));
        let mut all = Vec::new();
        while let Some(token) = tokens.next().unwrap() {
            let text = String::from_utf8_lossy(token.text).into_owned();
            all.push(format!("{text}<{}>", String::from_utf8_lossy(token.tag)));
        }
        all
    }

    #[test]
    fn a_bracket_may_hide_in_quotes_comments_and_sections() {
        let xml = "<?pi a>b?><a x='1>2' y=\"'\">t<!-- > --><![CDATA[<b>]]></a> ";
        let expected = [
            "<?pi a>b?>",
            "<a x='1>2' y=\"'\">",
            "t<!-- > -->",
            "<![CDATA[<b>]]>",
            "</a>",
        ];
        assert_eq!(tags(xml), expected);
    }

    #[test]
    fn a_tag_that_never_ends_is_broken() {
        let mut tokens = Tokens::new(&b"<a><b"[..]);
        assert!(tokens.next().unwrap().is_some());
        assert_eq!(tokens.next().err(), Some(XmlStop::Broken));
    }

    #[test]
    fn an_endless_text_is_too_long() {
        let mut tokens = Tokens::new(std::io::repeat(b' '));
        assert_eq!(tokens.next().err(), Some(XmlStop::TooLong));
    }

    #[test]
    fn names_lose_their_prefix_and_keep_their_attributes() {
        let mut tokens = Tokens::new(&b"<x:c r=\"A1\" t = 's'/>"[..]);
        let token = tokens.next().unwrap().unwrap();
        let Tag::Empty(name, attributes) = token.kind().unwrap() else {
            panic!("not empty");
        };
        assert_eq!(name, b"c");
        let all: Vec<_> = Attributes(attributes).collect();
        assert_eq!(all, [(&b"r"[..], &b"A1"[..]), (b"t", b"s")]);
        assert_eq!(attribute(attributes, b"t").as_deref(), Some("s"));
    }

    #[test]
    fn entities_are_resolved_and_unknown_ones_odd() {
        let mut text = String::new();
        push_decoded(b"a&amp;b&#233;&#xE9;\r\nc\rd", &mut text).unwrap();
        assert_eq!(text, "a&béé\nc\nd");
        assert_eq!(push_decoded(b"&e;", &mut text), Err(XmlStop::Odd));
        assert_eq!(push_decoded(b"\xE9", &mut text), Err(XmlStop::Odd));
    }
}

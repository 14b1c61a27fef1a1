//! The table of texts that the cells of a workbook share: one block of text, and where each ends.

use std::io::Read;

use crate::intake::workbook::string_xml::read_string;
use crate::intake::workbook::tokens::{Tag, Tokens, XmlStop};

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
        while let Some(token) = tokens.next()? {
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
        Err(XmlStop::Broken)
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
    fn a_table_that_is_cut_off_is_broken() {
        assert!(SharedStrings::read(&b"<sst><si><t>a</t></si>"[..]).is_err());
    }
}

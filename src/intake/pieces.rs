//! A large text read in pieces, so that it is never held whole. Only plain UTF-8; whatever else a text can be is read whole.
//!
//! To the same rows and problems as [`crate::intake::delimited::read`], and a test compares them.

use std::io::Read;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};
use memchr::memchr;

use crate::intake::blocks::fill;
use crate::intake::delimited::{
    LOOKED_AT, Records, TextForm, likeliest, separator_line, too_wide, without_mark,
};
use crate::intake::encoding::TextEncoding;
use crate::intake::reading::{Reading, Stop};
use crate::intake::row::SheetHead;

/// Why a text is to be read whole: it is of another kind, or something is wrong with it that the whole text must tell.
#[derive(Debug)]
pub(crate) struct ToBeReadWhole;

impl From<Stop> for ToBeReadWhole {
    fn from(_: Stop) -> Self {
        Self
    }
}

/// How many bytes are read at once.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    /// At first; they settle the delimiter.
    pub(crate) first: usize,
    /// Then.
    pub(crate) next: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Self {
            // With room for marks at the head.
            first: LOOKED_AT + 64,
            next: crate::intake::ahead::BLOCK,
        }
    }
}

/// Room for a small text.
const FIRST_ROOM: usize = 16 << 10;

/// A record that is longer cannot be of a table.
const LONGEST_RECORD: usize = 4 << 20;

/// Reads all that the source gives, if it gives plain text.
pub(crate) fn read(
    source: &mut dyn Read,
    form: TextForm,
    tabs_first: bool,
    sizes: Sizes,
    reading: &mut Reading<'_>,
) -> Result<(), ToBeReadWhole> {
    let mut pieces = Pieces::begin(source, form, tabs_first, sizes, reading)?;
    pieces.all(true, reading)?;
    reading.sheet_ends(pieces.records.trouble());
    Ok(())
}

/// A text, or a section of it, while it is read.
pub(crate) struct Pieces<'r> {
    source: &'r mut dyn Read,
    buffer: Vec<u8>,
    /// Which bytes of the buffer are at hand: those before are done with, those behind are only room.
    at_hand: Range<usize>,
    /// The source has nothing more.
    ended: bool,
    delimiter: u8,
    records: Records,
    /// So many bytes are read at once.
    next: usize,
}

impl<'r> Pieces<'r> {
    /// Begins a text and its sheet: the first piece is at hand, and tells the delimiter.
    pub(crate) fn begin(
        source: &'r mut dyn Read,
        form: TextForm,
        tabs_first: bool,
        sizes: Sizes,
        reading: &mut Reading<'_>,
    ) -> Result<Self, ToBeReadWhole> {
        let mut pieces = Self::further_down(source, 0, sizes);
        pieces.fill(sizes.first)?;
        pieces.pass_mark(form.encoding)?;
        let text = pieces.text()?;
        let (named, rest) = separator_line(text);
        let chosen = form.delimiter.or(named);
        let delimiter = chosen.unwrap_or_else(|| likeliest(rest, tabs_first));
        pieces.at_hand.start += text.len() - without_mark(rest).len();
        (pieces.delimiter, pieces.records) = (delimiter, Records::new(delimiter));
        reading.sheet_begins(SheetHead::OF_TEXT);
        Ok(pieces)
    }

    /// Begins further down in a text, where a record begins; nothing is at hand.
    pub(crate) fn further_down(source: &'r mut dyn Read, delimiter: u8, sizes: Sizes) -> Self {
        Self {
            source,
            buffer: Vec::new(),
            at_hand: 0..0,
            ended: false,
            delimiter,
            records: Records::new(delimiter),
            next: sizes.next,
        }
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// How many rows there were, blank lines between them included.
    pub(crate) fn rows(&self) -> u32 {
        self.records.number()
    }

    /// Whether all bytes were records, of which none is doubtful.
    pub(crate) fn are_done_with(&self) -> bool {
        self.records.ended_before(self.bytes()) && self.records.trouble().is_none()
    }

    /// Hands over what the source gives. `last` says that the text ends where the source does.
    pub(crate) fn all(
        &mut self,
        last: bool,
        reading: &mut Reading<'_>,
    ) -> Result<(), ToBeReadWhole> {
        loop {
            self.hand_over(last && self.ended, reading)?;
            if self.ended {
                return Ok(());
            }
            self.fill(self.next)?;
        }
    }

    /// Hands over the records at hand.
    pub(crate) fn hand_over(
        &mut self,
        last: bool,
        reading: &mut Reading<'_>,
    ) -> Result<(), ToBeReadWhole> {
        let text = text_of(held(&self.buffer, &self.at_hand), self.ended)?;
        if too_wide(text, self.delimiter) {
            return Err(ToBeReadWhole);
        }
        let reached = self.records.hand_over(text, last, reading)?;
        if self.records.broken_off() || text.len() - reached > LONGEST_RECORD {
            return Err(ToBeReadWhole);
        }
        self.at_hand.start += reached;
        Ok(())
    }

    /// Reads so many bytes more, or all that there are.
    fn fill(&mut self, more: usize) -> Result<(), ToBeReadWhole> {
        let before = self.at_hand.len();
        self.buffer.copy_within(self.at_hand.clone(), 0);
        let (mut end, most) = (before, before + more);
        self.ended = false;
        while end < most && !self.ended {
            // What stood in the room is written over, so that room is cleared once and not for each piece; a small text needs little.
            let enough = self.buffer.len().max(end + end.max(FIRST_ROOM)).min(most);
            if self.buffer.len() < enough {
                self.buffer.resize(enough, 0);
            }
            let room = self.buffer.get_mut(end..enough).unwrap_or_default();
            let (read, error) = fill(&mut self.source, room);
            if error.is_some() {
                return Err(ToBeReadWhole);
            }
            self.ended = read < room.len();
            end += read;
        }
        self.at_hand = 0..end;
        match memchr(0, held(&self.buffer, &(before..end))) {
            Some(_) => Err(ToBeReadWhole),
            None => Ok(()),
        }
    }

    /// Passes over a mark of UTF-8; any other mark, or a prescribed encoding that is another, is not for here.
    fn pass_mark(&mut self, prescribed: Option<TextEncoding>) -> Result<(), ToBeReadWhole> {
        match Encoding::for_bom(self.bytes()) {
            Some((marked, length)) if marked == UTF_8 => self.at_hand.start = length,
            None if prescribed.is_none_or(TextEncoding::is_utf8) => {}
            Some(_) | None => return Err(ToBeReadWhole),
        }
        Ok(())
    }

    fn bytes(&self) -> &[u8] {
        held(&self.buffer, &self.at_hand)
    }

    fn text(&self) -> Result<&str, ToBeReadWhole> {
        text_of(self.bytes(), self.ended)
    }
}

fn held<'b>(buffer: &'b [u8], range: &Range<usize>) -> &'b [u8] {
    buffer.get(range.clone()).unwrap_or_default()
}

/// The text at hand. A character of which the end is not at hand yet is left for later, and so is the last byte until it is known
/// whether another one follows: the end of the text is to be met where it is, not found out behind a record that was handed over.
fn text_of(at_hand: &[u8], ended: bool) -> Result<&str, ToBeReadWhole> {
    let end = at_hand.len().saturating_sub(usize::from(!ended));
    let bytes = at_hand.get(..end).unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if !ended && error.error_len().is_none() => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(whole).map_err(|_| ToBeReadWhole)
        }
        Err(_) => Err(ToBeReadWhole),
    }
}

#[cfg(test)]
#[path = "pieces_tests.rs"]
mod tests;

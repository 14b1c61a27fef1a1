//! Applicant ids: trimmed, Unicode form C, whole numbers without ".0".

use super::Content;
use std::borrow::Cow;

/// The id that a cell gives; `None` if it is blank or an error.
pub(crate) fn read_id<'a>(content: &'a Content<'_>) -> Option<Cow<'a, str>> {
    match content {
        Content::Blank | Content::Broken(_) => None,
        Content::Text(text) => Some(Cow::Borrowed(id_in(text))),
        Content::Number(_) | Content::Date(..) | Content::Bool(_) => Some(content.text()),
    }
}

/// Whether a text that is clean, as bytes, is an id as it is. `false` tells nothing.
pub(crate) fn is_id(text: &[u8]) -> bool {
    // To compare a last character asks for more than a byte.
    text.last() != Some(&b'0') || !text.contains(&b'.')
}

/// The id in a text that is clean: `1001.0` as `1001`; every other text as it is.
pub(crate) fn id_in(text: &str) -> &str {
    // Nearly every id ends here.
    if is_id(text.as_bytes()) {
        return text;
    }
    match text.split_once('.') {
        Some((whole, zeros))
            if !whole.is_empty()
                && !zeros.is_empty()
                && whole.bytes().all(|b| b.is_ascii_digit())
                && zeros.bytes().all(|b| b == b'0') =>
        {
            whole
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Cell;

    #[test]
    fn ids_are_texts_and_whole_numbers_have_no_point() {
        let read = |cell| read_id(&Content::of(Some(cell))).map(Cow::into_owned);
        let cases = [
            (Cell::Text(" A\u{a0}17 "), Some("A\u{a0}17")),
            (Cell::Text("1001.0"), Some("1001")),
            (Cell::Text("001001.00"), Some("001001")),
            (Cell::Text("2024.10"), Some("2024.10")),
            (Cell::Text("1001."), Some("1001.")),
            (Cell::Number(1001.0), Some("1001")),
            (Cell::Number(1e15), Some("1000000000000000")),
            (Cell::Text("Re\u{301}mi"), Some("R\u{e9}mi")),
            (Cell::Text(" \u{200b} "), None),
            (Cell::Text("#N/A"), None),
            (Cell::Error("#REF!"), None),
        ];
        for (cell, expected) in cases {
            assert_eq!(read(cell).as_deref(), expected, "{cell:?}");
        }
    }
}

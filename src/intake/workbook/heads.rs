//! What stands before the rows of a sheet, as it was walked before: programs write the same few heads into every file.
//!
//! Only a memory, one for each thread: a head is known again by all its bytes, and holds nothing that rows depend on, so nothing
//! changes if it is walked anew.

use std::cell::RefCell;

use indexmap::IndexSet;
use memchr::memmem;

use crate::intake::workbook::tokens::{Tag, Tokens};

/// So many heads are remembered, and none that is longer.
const MOST: usize = 128;
const LONGEST: usize = 2048;

/// How the rows of a plain sheet begin.
const ROWS: &[u8] = b"<sheetData>";

thread_local! {
    static KNOWN: RefCell<IndexSet<Box<[u8]>, foldhash::fast::RandomState>> = RefCell::default();
}

/// How long the head of a sheet is, with the tag that its rows begin with; `None` if it is not plain, or not wholly at hand.
pub(crate) fn plain_head(bytes: &[u8]) -> Option<usize> {
    let near = bytes.get(..LONGEST).unwrap_or(bytes);
    let length = memmem::find(near, ROWS)? + ROWS.len();
    let head = near.get(..length)?;
    let is_plain = KNOWN.with_borrow(|known| known.contains(head)) || is_new_and_plain(head);
    is_plain.then_some(length)
}

/// Whether the first of its tags that begins the rows is the last of a head, as it would be if more followed; such a head is
/// remembered.
fn is_new_and_plain(head: &[u8]) -> bool {
    let mut tokens = Tokens::new(head);
    loop {
        let Ok(Some(token)) = tokens.next() else {
            return false;
        };
        match token.kind() {
            Ok(Tag::Open(b"sheetData", _)) => break,
            Ok(Tag::Empty(b"sheetData", _)) | Err(_) => return false,
            Ok(_) => {}
        }
    }
    let is_last = tokens.ahead(1).is_ok_and(<[u8]>::is_empty);
    if is_last {
        KNOWN.with_borrow_mut(|known| {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(head.into());
        });
    }
    is_last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> usize {
        KNOWN.with_borrow(IndexSet::len)
    }

    #[test]
    fn a_head_ends_where_the_walk_would_find_the_rows() {
        let plain =
            "<?xml version=\"1.0\"?>\n<worksheet a='>' b=\"'\"><dimension ref=\"A1\"/><sheetData>";
        for _ in 0..2 {
            let whole = format!("{plain}<row r=\"1\"/><sheetData>");
            assert_eq!(plain_head(whole.as_bytes()), Some(plain.len()));
            assert_eq!(known(), 1);
        }
        let unusual = [
            "",
            "<worksheet>",
            "<worksheet><sheetData",
            "<worksheet><sheetData/><sheetData>",
            "<worksheet><x:sheetData><sheetData>",
            "<worksheet a=\"<sheetData>\"><sheetData>",
            "<worksheet a='\"<sheetData>\"'><sheetData>",
            "<worksheet><!-- <sheetData> --><sheetData>",
            "<worksheet><![CDATA[<sheetData>]]><sheetData>",
            "<?pi <sheetData>?><sheetData>",
            "<!DOCTYPE a><sheetData>",
            "<><sheetData>",
            "<a <sheetData>",
        ];
        for bytes in unusual {
            assert_eq!(plain_head(bytes.as_bytes()), None, "{bytes}");
        }
        assert_eq!(known(), 1);
    }

    #[test]
    fn few_heads_are_remembered_and_none_that_is_long() {
        let long = format!("<a b=\"{}\"><sheetData>", "x".repeat(LONGEST));
        assert_eq!(plain_head(long.as_bytes()), None);
        for number in 0..3 * MOST {
            let head = format!("<a b=\"{number}\"><sheetData>");
            assert_eq!(plain_head(head.as_bytes()), Some(head.len()));
            assert!(known() <= MOST);
        }
    }
}

//! Where the next table of a sheet may begin without an empty row above it: at its headings, or at the title over them.
//!
//! Only tells which rows are worth a look; whether a table begins there is decided as behind an empty row.

use super::body::OpenTable;
use super::heading::{Heading, text_of};
use super::mapping::FileRules;
use super::normal::normalise_value;
use super::schema::Schemas;
use crate::intake::Cell;

/// Whether a row below the headings of a table may be a title or the headings of another one. The cheapest first: nearly every row has
/// an id with a digit.
pub(super) fn may_begin(open: &OpenTable, cells: &[(u32, Cell<'_>)], rules: &FileRules) -> bool {
    if let [(_, only)] = cells {
        return text_of(only).is_some_and(is_title);
    }
    let id = open.found.block.columns.first().copied().flatten();
    let first = cells.first();
    let id = id.map_or(first, |id| cells.iter().find(|(column, _)| *column == id));
    let id = id.and_then(|(_, cell)| text_of(cell));
    let is_text = |cell: &Cell<'_>| matches!(cell, Cell::Text(_) | Cell::Shared(_));
    id.is_some_and(|id| {
        !has_digit(id)
            && cells.iter().all(|(_, cell)| is_text(cell))
            && Heading::alone(0, 0, id).may_be_known(rules)
    })
}

/// Whether a row of this one text is a title: it names a table, which no applicant's id does.
fn is_title(text: &str) -> bool {
    Schemas::book().named(&normalise_value(text)).is_some()
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

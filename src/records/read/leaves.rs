//! Rows of the leaves table: one leave from work each.

use super::row::RowReader;
use crate::records::columns::leaves as at;
use crate::records::{Leave, LeaveKind};

/// Reads a row.
pub(in crate::records) fn read(row: &mut RowReader<'_>) -> Option<Leave> {
    let employer = row.telling_text(at::EMPLOYER);
    let start = row.required_date(at::START_DATE);
    let end = row.required_date(at::END_DATE);
    row.must_not_be_inverted(start, end, at::END_DATE);
    let kind = row.fact(at::KIND, "leave_kind", |row| {
        LeaveKind::from_id(row.word(at::KIND, "leave_kind")?)
    });
    Some(Leave {
        employer,
        start: start?,
        end: end?,
        kind,
    })
}

//! Rows of the studies table: one program each.

use super::row::RowReader;
use crate::calendar::RecordedDate;
use crate::records::Study;
use crate::records::columns::studies as at;
use crate::records::meanings::YES_NO;
use crate::records::values::read_full_time;

/// Reads a row.
pub(in crate::records) fn read(row: &mut RowReader<'_>) -> Option<Study> {
    let institution = row.text(at::INSTITUTION);
    let program = row.text(at::PROGRAM);
    let full_time = row.fact(at::FULL_TIME, "full_time", |row| {
        row.meaning(at::FULL_TIME, &YES_NO, |row| {
            let (name, inverted) = (row.name(at::FULL_TIME), row.inverted(at::FULL_TIME));
            read_full_time(&row.content(at::FULL_TIME), name, inverted, &row.words())
        })
    });
    let start = row.required_date(at::START_DATE);
    let completed = row.optional_date(at::COMPLETED_ON, true);
    row.must_not_be_inverted(start, completed, at::COMPLETED_ON);
    let completed = if row.has(at::COMPLETED_ON) {
        completed
    } else {
        start.map(|start| RecordedDate::some_day_from(start.earliest))
    };
    Some(Study {
        institution,
        program,
        full_time,
        start: start?,
        completed,
    })
}

//! Rows of the absences table: one absence from Canada each.

use super::row::RowReader;
use crate::calendar::RecordedDate;
use crate::records::columns::absences as at;
use crate::records::{Absence, AbsenceReason};

/// Reads a row.
pub(in crate::records) fn read(row: &mut RowReader<'_>) -> Option<Absence> {
    let left = row.required_date(at::LEFT_ON);
    let returned = row.optional_date(at::RETURNED_ON, true);
    row.must_not_be_inverted(left, returned, at::RETURNED_ON);
    let written = row.content(at::REASON).text().into_owned();
    let mapped = row.words().mapping(row.name(at::REASON), &written);
    let written = row.share(mapped.unwrap_or(&written));
    let reason = row.fact(at::REASON, "absence_reason", |row| {
        match row.word(at::REASON, "absence_reason") {
            Some("paid_vacation") => Some(AbsenceReason::PaidVacation),
            // "Vacation" does not say whether it was paid.
            Some(_) => None,
            None => Some(AbsenceReason::Other(written)),
        }
    });
    let returned = if row.has(at::RETURNED_ON) {
        returned
    } else {
        left.map(|left| RecordedDate::some_day_from(left.earliest))
    };
    Some(Absence {
        left: left?,
        returned,
        reason,
    })
}

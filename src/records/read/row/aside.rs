//! A row that could not become a record, as its cells stand.

use super::RowReader;
use crate::provenance::Table;
use crate::records::columns::{self, APPLICANT_ID};
use crate::records::values::{DateReading, Settled};
use crate::records::{Reject, SetAside};

impl RowReader<'_> {
    /// The row set aside.
    pub(in crate::records) fn set_aside(self) -> SetAside {
        let table = self.context.table();
        let cells = (0..table.columns().len()).map(|column| self.shown(column));
        let cells: Vec<String> = cells.collect();
        let reject = match (&self.applicant, self.test_date, self.permit_type) {
            (None, ..) => Reject::NoApplicant,
            (Some(_), Some(date), _) => Reject::DatedTest(date),
            (Some(_), None, Some(permit_type)) => Reject::Permit(permit_type),
            (Some(_), None, None) => Reject::Unusable,
        };
        SetAside {
            origin: self.unpacked.origin,
            table,
            applicant: self.applicant,
            cells: cells.iter().map(|cell| self.interner.share(cell)).collect(),
            reject,
        }
    }

    /// The text of a cell of a row that was set aside; dates as their column settles them.
    fn shown(&self, column: usize) -> String {
        let content = self.content(column);
        let family_name =
            self.context.table() == Table::Applicants && column == columns::applicants::FAMILY_NAME;
        if content.is_blank() && family_name {
            return self.joined_name().unwrap_or_default();
        }
        if column == APPLICANT_ID
            && let Some(applicant) = &self.applicant
        {
            return applicant.to_string();
        }
        if columns::dates(self.context.table()).contains(&column)
            && let Ok(reading) = DateReading::of(&content)
        {
            return match reading.settle(self.context.order(column)) {
                Settled::Read(date) | Settled::Ambiguous(date) => date.to_string(),
                Settled::AgainstOrder(day) => day.to_string(),
            };
        }
        content.text().into_owned()
    }
}

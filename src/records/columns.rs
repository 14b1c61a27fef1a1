//! The positions of the canonical columns, looked up by name when the program is compiled.
//!
//! A name that a table does not have stops the build. Nothing else lives here.

use super::packed::WIDEST;
use crate::provenance::Table;
use smallvec::SmallVec;

/// The position of a canonical column; a wrong name is an error of compilation.
const fn position(table: Table, name: &str) -> usize {
    let mut columns = table.columns();
    let mut at = 0;
    while let [first, rest @ ..] = columns {
        if same(first.as_bytes(), name.as_bytes()) {
            return at;
        }
        columns = rest;
        at += 1;
    }
    assert!(at == usize::MAX, "no such column");
    at
}

const fn same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, rest_a @ ..], [b, rest_b @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        one = rest_a;
        other = rest_b;
    }
    one.is_empty() && other.is_empty()
}

macro_rules! columns {
    ($module:ident, $table:ident: $($name:ident = $text:literal),+ $(,)?) => {
        pub(super) mod $module {
            use super::{Table, position};
            $(pub(in crate::records) const $name: usize = position(Table::$table, $text);)+
        }
    };
}

/// The applicant's id, in every table.
pub(super) const APPLICANT_ID: usize = 0;

columns! { applicants, Applicants:
    FILE_NUMBER = "file_number", RESPONSIBLE = "responsible", FAMILY_NAME = "family_name",
    GIVEN_NAME = "given_name", DATE_OF_BIRTH = "date_of_birth", INVITATION_DATE = "invitation_date",
    APPLICATION_DATE = "application_date", INTENDED_PROVINCE = "intended_province",
    DUTIES_CONFIRMED = "duties_confirmed", INADMISSIBLE = "inadmissible",
}

columns! { employment, Employment:
    EMPLOYER = "employer", JOB_TITLE = "job_title", NOC_CODE = "noc_code", NOC_VERSION = "noc_version",
    START_DATE = "start_date", END_DATE = "end_date", HOURS_PER_WEEK = "hours_per_week",
    TOTAL_HOURS = "total_hours", PAY = "pay", EMPLOYMENT_TYPE = "employment_type", PROVINCE = "province",
    COUNTRY = "country",
}

columns! { permits, Permits:
    PERMIT_TYPE = "permit_type", PERMIT_NUMBER = "permit_number", EMPLOYER = "employer",
    VALID_FROM = "valid_from", VALID_TO = "valid_to", APPLIED_ON = "applied_on",
    DECIDED_ON = "decided_on", DECISION = "decision",
}

columns! { studies, Studies:
    INSTITUTION = "institution", PROGRAM = "program", FULL_TIME = "full_time",
    START_DATE = "start_date", COMPLETED_ON = "completed_on",
}

columns! { language_tests, LanguageTests:
    TEST = "test", TEST_DATE = "test_date", LISTENING = "listening", READING = "reading",
    WRITING = "writing", SPEAKING = "speaking", SCORE_SCALE = "score_scale",
    REGISTRATION_NUMBER = "registration_number",
}

columns! { absences, Absences:
    LEFT_ON = "left_on", RETURNED_ON = "returned_on", REASON = "reason",
}

columns! { leaves, Leaves:
    EMPLOYER = "employer", START_DATE = "start_date", END_DATE = "end_date", KIND = "kind",
}

/// Something for each column of dates; no table has more than four of these.
pub(super) type OfDates<T> = SmallVec<[T; 4]>;

/// The columns of a table that hold dates, in rising order.
pub(super) const fn dates(table: Table) -> &'static [usize] {
    match table {
        Table::Applicants => &[
            applicants::DATE_OF_BIRTH,
            applicants::INVITATION_DATE,
            applicants::APPLICATION_DATE,
        ],
        Table::Employment => &[employment::START_DATE, employment::END_DATE],
        Table::Permits => &[
            permits::VALID_FROM,
            permits::VALID_TO,
            permits::APPLIED_ON,
            permits::DECIDED_ON,
        ],
        Table::Studies => &[studies::START_DATE, studies::COMPLETED_ON],
        Table::LanguageTests => &[language_tests::TEST_DATE],
        Table::Absences => &[absences::LEFT_ON, absences::RETURNED_ON],
        Table::Leaves => &[leaves::START_DATE, leaves::END_DATE],
    }
}

/// The same as a set of bits.
pub(super) const fn date_bits(table: Table) -> u16 {
    let (mut columns, mut bits) = (dates(table), 0);
    while let [column, rest @ ..] = columns {
        bits |= 1 << *column;
        columns = rest;
    }
    bits
}

/// The columns of a table that its sheet has, as a set of bits; for each column, which of the sheet holds it.
pub(super) fn present(columns: &[Option<u32>]) -> u16 {
    let columns = columns.iter().take(WIDEST).enumerate();
    columns.fold(0, |bits, (at, column)| {
        bits | u16::from(column.is_some()) << at
    })
}

/// The columns of a table that hold free text, which says what is written there and nothing else.
pub(super) const fn texts(table: Table) -> &'static [usize] {
    match table {
        Table::Applicants => &[
            applicants::FILE_NUMBER,
            applicants::RESPONSIBLE,
            applicants::FAMILY_NAME,
            applicants::GIVEN_NAME,
        ],
        Table::Employment => &[employment::EMPLOYER, employment::JOB_TITLE],
        Table::Permits => &[permits::PERMIT_NUMBER, permits::EMPLOYER],
        Table::Studies => &[studies::INSTITUTION, studies::PROGRAM],
        Table::LanguageTests => &[language_tests::REGISTRATION_NUMBER],
        Table::Absences => &[],
        Table::Leaves => &[leaves::EMPLOYER],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_dates_rise() {
        for table in Table::ALL {
            assert!(dates(table).is_sorted(), "{table:?}");
        }
    }
}

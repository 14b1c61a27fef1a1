//! Records as canonical text, one cell per column of the contract: read back, they give the same records.
//!
//! An unclear cell shows the text that was not understood. Nothing here is escaped; that is the report's.

use super::columns;
use super::values::{canonical_hours, canonical_score};
use super::{
    Absence, AbsenceReason, Applicant, Country, Employment, EndDate, Fact, Hourly, LanguageTest,
    Leave, Permit, Row, Score, Study, TestName,
};
use crate::calendar::RecordedDate;
use crate::provenance::Table;
use std::borrow::Cow;

/// What a cell of a record says, as a fact that becomes canonical text where it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CanonicalCell<'a> {
    /// Nothing: the record is silent, or holds no value.
    Silent,
    /// Text from the input.
    Text(&'a str),
    /// Text that begins with a letter or digit and has only signs that mean nothing in any form of text: it need not be looked at where
    /// it is written.
    Simple(&'a str),
    /// Text from the input where it lies packed: these bytes were text when they were packed, and whoever only writes them need not look
    /// at each whether it still is.
    Bytes(&'a [u8]),
    /// A canonical word.
    Word(&'static str),
    /// A number.
    Number(u16),
    /// A date.
    Date(RecordedDate),
    /// Hours.
    Hours(&'a Hourly),
    /// A score of a test.
    Score(Score, TestName),
}

impl<'a> CanonicalCell<'a> {
    /// The canonical text.
    pub fn text(&self) -> Cow<'a, str> {
        Cow::Owned(match self {
            Self::Silent => return Cow::Borrowed(""),
            Self::Text(text) | Self::Simple(text) => return Cow::Borrowed(text),
            Self::Bytes(text) => return String::from_utf8_lossy(text),
            Self::Word(word) => return Cow::Borrowed(word),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Hours(hours) => canonical_hours(hours),
            Self::Score(score, test) => canonical_score(*score, *test),
        })
    }
}

/// A typed record that can be written as canonical text.
pub trait Record {
    /// Its table.
    const TABLE: Table;

    /// What stands in a column; silent where the record is silent or holds no value.
    fn cell(&self, column: usize) -> CanonicalCell<'_>;
}

impl<T: Record> Row<T> {
    /// What the cells of the row say, in the order of [`Table::columns`].
    pub fn cells(&self) -> impl Iterator<Item = CanonicalCell<'_>> {
        (0..T::TABLE.columns().len()).map(|column| {
            let kept = self
                .verbatim
                .iter()
                .find(|(at, _)| usize::from(*at) == column);
            match kept {
                Some((_, text)) => CanonicalCell::Text(text),
                None if column == columns::APPLICANT_ID => CanonicalCell::Text(&self.applicant),
                None => self.facts.cell(column),
            }
        })
    }

    /// The cells of the row as canonical text, in the order of [`Table::columns`].
    pub fn canonical_cells(&self) -> Vec<Cow<'_, str>> {
        self.cells().map(|cell| cell.text()).collect()
    }
}

use CanonicalCell::{Silent, Text, Word};

fn known<'a, T>(
    fact: &'a Fact<T>,
    cell: impl FnOnce(&'a T) -> CanonicalCell<'a>,
) -> CanonicalCell<'a> {
    fact.known().map_or(Silent, cell)
}

fn word<T>(fact: &Fact<T>, word: impl FnOnce(&T) -> &'static str) -> CanonicalCell<'_> {
    known(fact, |value| Word(word(value)))
}

fn yes_no(fact: &Fact<bool>) -> CanonicalCell<'_> {
    word(fact, |yes| if *yes { "yes" } else { "no" })
}

fn date(date: Option<RecordedDate>) -> CanonicalCell<'static> {
    // A date whose column is missing has no text of its own.
    let recorded = date.filter(|date| !date.is_unrecorded());
    recorded.map_or(Silent, CanonicalCell::Date)
}

fn fact_date(fact: &Fact<RecordedDate>) -> CanonicalCell<'static> {
    date(fact.known().copied())
}

impl Record for Applicant {
    const TABLE: Table = Table::Applicants;

    fn cell(&self, column: usize) -> CanonicalCell<'_> {
        use columns::applicants as at;
        match column {
            at::FILE_NUMBER => Text(&self.file_number),
            at::RESPONSIBLE => Text(&self.responsible),
            at::FAMILY_NAME => Text(&self.family_name),
            at::GIVEN_NAME => Text(&self.given_name),
            at::DATE_OF_BIRTH => fact_date(&self.date_of_birth),
            at::INVITATION_DATE => fact_date(&self.invitation_date),
            at::APPLICATION_DATE => fact_date(&self.application_date),
            at::INTENDED_PROVINCE => word(&self.intended_province, |one| one.id()),
            at::DUTIES_CONFIRMED => yes_no(&self.duties_confirmed),
            at::INADMISSIBLE => yes_no(&self.inadmissible),
            _ => Silent,
        }
    }
}

impl Record for Employment {
    const TABLE: Table = Table::Employment;

    fn cell(&self, column: usize) -> CanonicalCell<'_> {
        use columns::employment as at;
        match column {
            at::EMPLOYER => Text(&self.employer),
            at::JOB_TITLE => Text(&self.job_title),
            at::NOC_CODE => known(&self.noc_code, |code| Text(code)),
            at::NOC_VERSION => known(&self.noc_version, |version| {
                CanonicalCell::Number(version.0)
            }),
            at::START_DATE => CanonicalCell::Date(self.start),
            at::END_DATE => match self.end {
                EndDate::On(end) => CanonicalCell::Date(end),
                EndDate::Present => Word("present"),
                EndDate::Blank | EndDate::NoColumn => Silent,
            },
            at::HOURS_PER_WEEK => known(&self.hours_per_week, CanonicalCell::Hours),
            at::TOTAL_HOURS => known(&self.total_hours, CanonicalCell::Hours),
            at::PAY => word(&self.pay, |one| one.id()),
            at::EMPLOYMENT_TYPE => word(&self.employment_type, |one| one.id()),
            at::PROVINCE => word(&self.province, |one| one.id()),
            at::COUNTRY => known(&self.country, |country| match country {
                Country::Canada => Word("Canada"),
                Country::Abroad(code) => Text(code),
            }),
            _ => Silent,
        }
    }
}

impl Record for Permit {
    const TABLE: Table = Table::Permits;

    fn cell(&self, column: usize) -> CanonicalCell<'_> {
        use columns::permits as at;
        match column {
            at::PERMIT_TYPE => Word(self.permit_type.id()),
            at::PERMIT_NUMBER => Text(&self.permit_number),
            at::EMPLOYER => Text(&self.employer),
            at::VALID_FROM => date(self.valid_from),
            at::VALID_TO => date(self.valid_to),
            at::APPLIED_ON => date(self.applied_on),
            at::DECIDED_ON => date(self.decided_on),
            at::DECISION => word(&self.decision, |one| one.id()),
            _ => Silent,
        }
    }
}

impl Record for Study {
    const TABLE: Table = Table::Studies;

    fn cell(&self, column: usize) -> CanonicalCell<'_> {
        use columns::studies as at;
        match column {
            at::INSTITUTION => Text(&self.institution),
            at::PROGRAM => Text(&self.program),
            at::FULL_TIME => yes_no(&self.full_time),
            at::START_DATE => CanonicalCell::Date(self.start),
            at::COMPLETED_ON => date(self.completed),
            _ => Silent,
        }
    }
}

impl Record for LanguageTest {
    const TABLE: Table = Table::LanguageTests;

    fn cell(&self, column: usize) -> CanonicalCell<'_> {
        use columns::language_tests as at;
        let [listening, reading, writing, speaking] = self.scores;
        match column {
            at::TEST => Text(&self.test_text),
            at::TEST_DATE => CanonicalCell::Date(self.test_date),
            at::LISTENING => CanonicalCell::Score(listening, self.test),
            at::READING => CanonicalCell::Score(reading, self.test),
            at::WRITING => CanonicalCell::Score(writing, self.test),
            at::SPEAKING => CanonicalCell::Score(speaking, self.test),
            at::SCORE_SCALE => word(
                &self.scale_699,
                |scale_699| {
                    if *scale_699 { "699" } else { "standard" }
                },
            ),
            at::REGISTRATION_NUMBER => Text(&self.registration_number),
            _ => Silent,
        }
    }
}

impl Record for Absence {
    const TABLE: Table = Table::Absences;

    fn cell(&self, column: usize) -> CanonicalCell<'_> {
        use columns::absences as at;
        match column {
            at::LEFT_ON => CanonicalCell::Date(self.left),
            at::RETURNED_ON => date(self.returned),
            at::REASON => known(&self.reason, |reason| match reason {
                AbsenceReason::PaidVacation => Word("paid_vacation"),
                AbsenceReason::Other(text) => Text(text),
            }),
            _ => Silent,
        }
    }
}

impl Record for Leave {
    const TABLE: Table = Table::Leaves;

    fn cell(&self, column: usize) -> CanonicalCell<'_> {
        use columns::leaves as at;
        match column {
            at::EMPLOYER => Text(&self.employer),
            at::START_DATE => CanonicalCell::Date(self.start),
            at::END_DATE => CanonicalCell::Date(self.end),
            at::KIND => word(&self.kind, |one| one.id()),
            _ => Silent,
        }
    }
}

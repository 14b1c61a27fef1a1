//! Records as canonical text, one cell per column of the contract: read back, they give the same records.
//!
//! An unclear cell shows the text that was not understood. Nothing here is escaped; that is the report's.

use super::columns;
use super::values::{canonical_hours, canonical_score};
use super::{
    Absence, AbsenceReason, Applicant, Country, Employment, EndDate, Fact, LanguageTest, Leave,
    Permit, Row, Study,
};
use crate::calendar::RecordedDate;
use crate::provenance::Table;
use std::borrow::Cow;

/// A typed record that can be written as canonical text.
pub trait Record {
    /// Its table.
    const TABLE: Table;

    /// The canonical text of a column; empty where the record is silent or holds no value.
    fn cell(&self, column: usize) -> Cow<'_, str>;
}

impl<T: Record> Row<T> {
    /// The cells of the row as canonical text, in the order of [`Table::columns`].
    pub fn canonical_cells(&self) -> Vec<Cow<'_, str>> {
        (0..T::TABLE.columns().len())
            .map(|column| {
                let kept = self
                    .verbatim
                    .iter()
                    .find(|(at, _)| usize::from(*at) == column);
                match kept {
                    Some((_, text)) => Cow::Borrowed(&**text),
                    None if column == columns::APPLICANT_ID => Cow::Borrowed(&*self.applicant),
                    None => self.facts.cell(column),
                }
            })
            .collect()
    }
}

/// A cell in which the record is silent.
const SILENT: Cow<'_, str> = Cow::Borrowed("");

fn known<'a, T, C: Into<Cow<'a, str>>>(
    fact: &'a Fact<T>,
    text: impl FnOnce(&'a T) -> C,
) -> Cow<'a, str> {
    fact.known().map_or(SILENT, |value| text(value).into())
}

fn yes_no(fact: &Fact<bool>) -> Cow<'_, str> {
    known(fact, |yes| if *yes { "yes" } else { "no" })
}

fn written(date: RecordedDate) -> Cow<'static, str> {
    Cow::Owned(date.to_string())
}

fn date(date: Option<RecordedDate>) -> Cow<'static, str> {
    // A date whose column is missing has no text of its own.
    let recorded = date.filter(|date| !date.is_unrecorded());
    recorded.map_or(SILENT, written)
}

fn fact_date(fact: &Fact<RecordedDate>) -> Cow<'static, str> {
    date(fact.known().copied())
}

impl Record for Applicant {
    const TABLE: Table = Table::Applicants;

    fn cell(&self, column: usize) -> Cow<'_, str> {
        use columns::applicants as at;
        match column {
            at::FILE_NUMBER => Cow::Borrowed(&self.file_number),
            at::RESPONSIBLE => Cow::Borrowed(&self.responsible),
            at::FAMILY_NAME => Cow::Borrowed(&self.family_name),
            at::GIVEN_NAME => Cow::Borrowed(&self.given_name),
            at::DATE_OF_BIRTH => fact_date(&self.date_of_birth),
            at::INVITATION_DATE => fact_date(&self.invitation_date),
            at::APPLICATION_DATE => fact_date(&self.application_date),
            at::INTENDED_PROVINCE => known(&self.intended_province, |one| one.id()),
            at::DUTIES_CONFIRMED => yes_no(&self.duties_confirmed),
            at::INADMISSIBLE => yes_no(&self.inadmissible),
            _ => SILENT,
        }
    }
}

impl Record for Employment {
    const TABLE: Table = Table::Employment;

    fn cell(&self, column: usize) -> Cow<'_, str> {
        use columns::employment as at;
        match column {
            at::EMPLOYER => Cow::Borrowed(&self.employer),
            at::JOB_TITLE => Cow::Borrowed(&self.job_title),
            at::NOC_CODE => known(&self.noc_code, |code| &**code),
            at::NOC_VERSION => known(&self.noc_version, |version| version.0.to_string()),
            at::START_DATE => written(self.start),
            at::END_DATE => match self.end {
                EndDate::On(end) => written(end),
                EndDate::Present => Cow::Borrowed("present"),
                EndDate::Blank | EndDate::NoColumn => SILENT,
            },
            at::HOURS_PER_WEEK => known(&self.hours_per_week, canonical_hours),
            at::TOTAL_HOURS => known(&self.total_hours, canonical_hours),
            at::PAY => known(&self.pay, |one| one.id()),
            at::EMPLOYMENT_TYPE => known(&self.employment_type, |one| one.id()),
            at::PROVINCE => known(&self.province, |one| one.id()),
            at::COUNTRY => known(&self.country, |country| match country {
                Country::Canada => "Canada",
                Country::Abroad(code) => code,
            }),
            _ => SILENT,
        }
    }
}

impl Record for Permit {
    const TABLE: Table = Table::Permits;

    fn cell(&self, column: usize) -> Cow<'_, str> {
        use columns::permits as at;
        match column {
            at::PERMIT_TYPE => Cow::Borrowed(self.permit_type.id()),
            at::PERMIT_NUMBER => Cow::Borrowed(&self.permit_number),
            at::EMPLOYER => Cow::Borrowed(&self.employer),
            at::VALID_FROM => date(self.valid_from),
            at::VALID_TO => date(self.valid_to),
            at::APPLIED_ON => date(self.applied_on),
            at::DECIDED_ON => date(self.decided_on),
            at::DECISION => known(&self.decision, |one| one.id()),
            _ => SILENT,
        }
    }
}

impl Record for Study {
    const TABLE: Table = Table::Studies;

    fn cell(&self, column: usize) -> Cow<'_, str> {
        use columns::studies as at;
        match column {
            at::INSTITUTION => Cow::Borrowed(&self.institution),
            at::PROGRAM => Cow::Borrowed(&self.program),
            at::FULL_TIME => yes_no(&self.full_time),
            at::START_DATE => written(self.start),
            at::COMPLETED_ON => date(self.completed),
            _ => SILENT,
        }
    }
}

impl Record for LanguageTest {
    const TABLE: Table = Table::LanguageTests;

    fn cell(&self, column: usize) -> Cow<'_, str> {
        use columns::language_tests as at;
        let [listening, reading, writing, speaking] = self.scores;
        match column {
            at::TEST => Cow::Borrowed(&self.test_text),
            at::TEST_DATE => written(self.test_date),
            at::LISTENING => canonical_score(listening, self.test).into(),
            at::READING => canonical_score(reading, self.test).into(),
            at::WRITING => canonical_score(writing, self.test).into(),
            at::SPEAKING => canonical_score(speaking, self.test).into(),
            at::SCORE_SCALE => known(
                &self.scale_699,
                |scale_699| {
                    if *scale_699 { "699" } else { "standard" }
                },
            ),
            at::REGISTRATION_NUMBER => Cow::Borrowed(&self.registration_number),
            _ => SILENT,
        }
    }
}

impl Record for Absence {
    const TABLE: Table = Table::Absences;

    fn cell(&self, column: usize) -> Cow<'_, str> {
        use columns::absences as at;
        match column {
            at::LEFT_ON => written(self.left),
            at::RETURNED_ON => date(self.returned),
            at::REASON => known(&self.reason, |reason| match reason {
                AbsenceReason::PaidVacation => "paid_vacation",
                AbsenceReason::Other(text) => text,
            }),
            _ => SILENT,
        }
    }
}

impl Record for Leave {
    const TABLE: Table = Table::Leaves;

    fn cell(&self, column: usize) -> Cow<'_, str> {
        use columns::leaves as at;
        match column {
            at::EMPLOYER => Cow::Borrowed(&self.employer),
            at::START_DATE => written(self.start),
            at::END_DATE => written(self.end),
            at::KIND => known(&self.kind, |one| one.id()),
            _ => SILENT,
        }
    }
}

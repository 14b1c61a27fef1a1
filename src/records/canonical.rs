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
use crate::provenance::{Table, Text};

/// A typed record that can be written as canonical text.
pub trait Record {
    /// Its table.
    const TABLE: Table;

    /// The canonical text of a column; empty where the record is silent or holds no value.
    fn cell(&self, column: usize) -> String;
}

impl<T: Record> Row<T> {
    /// The cells of the row as canonical text, in the order of [`Table::columns`].
    pub fn canonical_cells(&self) -> Vec<Text> {
        (0..T::TABLE.columns().len())
            .map(|column| {
                let kept = self
                    .verbatim
                    .iter()
                    .find(|(at, _)| usize::from(*at) == column);
                match kept {
                    Some((_, text)) => Text::clone(text),
                    None if column == columns::APPLICANT_ID => Text::clone(&self.applicant),
                    None => Text::from(self.facts.cell(column)),
                }
            })
            .collect()
    }
}

fn known<T>(fact: &Fact<T>, text: impl FnOnce(&T) -> String) -> String {
    fact.known().map_or_else(String::new, text)
}

fn yes_no(fact: &Fact<bool>) -> String {
    known(fact, |yes| if *yes { "yes" } else { "no" }.to_owned())
}

fn date(date: Option<RecordedDate>) -> String {
    // A date whose column is missing has no text of its own.
    let recorded = date.filter(|date| !date.is_unrecorded());
    recorded.map_or_else(String::new, |date| date.to_string())
}

fn fact_date(fact: &Fact<RecordedDate>) -> String {
    date(fact.known().copied())
}

impl Record for Applicant {
    const TABLE: Table = Table::Applicants;

    fn cell(&self, column: usize) -> String {
        use columns::applicants as at;
        match column {
            at::FILE_NUMBER => self.file_number.to_string(),
            at::RESPONSIBLE => self.responsible.to_string(),
            at::FAMILY_NAME => self.family_name.to_string(),
            at::GIVEN_NAME => self.given_name.to_string(),
            at::DATE_OF_BIRTH => fact_date(&self.date_of_birth),
            at::INVITATION_DATE => fact_date(&self.invitation_date),
            at::APPLICATION_DATE => fact_date(&self.application_date),
            at::INTENDED_PROVINCE => known(&self.intended_province, |one| one.id().to_owned()),
            at::DUTIES_CONFIRMED => yes_no(&self.duties_confirmed),
            at::INADMISSIBLE => yes_no(&self.inadmissible),
            _ => String::new(),
        }
    }
}

impl Record for Employment {
    const TABLE: Table = Table::Employment;

    fn cell(&self, column: usize) -> String {
        use columns::employment as at;
        match column {
            at::EMPLOYER => self.employer.to_string(),
            at::JOB_TITLE => self.job_title.to_string(),
            at::NOC_CODE => known(&self.noc_code, ToString::to_string),
            at::NOC_VERSION => known(&self.noc_version, |version| version.0.to_string()),
            at::START_DATE => self.start.to_string(),
            at::END_DATE => match self.end {
                EndDate::On(end) => end.to_string(),
                EndDate::Present => "present".to_owned(),
                EndDate::Blank | EndDate::NoColumn => String::new(),
            },
            at::HOURS_PER_WEEK => known(&self.hours_per_week, canonical_hours),
            at::TOTAL_HOURS => known(&self.total_hours, canonical_hours),
            at::PAY => known(&self.pay, |one| one.id().to_owned()),
            at::EMPLOYMENT_TYPE => known(&self.employment_type, |one| one.id().to_owned()),
            at::PROVINCE => known(&self.province, |one| one.id().to_owned()),
            at::COUNTRY => known(&self.country, |country| match country {
                Country::Canada => "Canada".to_owned(),
                Country::Abroad(code) => code.to_string(),
            }),
            _ => String::new(),
        }
    }
}

impl Record for Permit {
    const TABLE: Table = Table::Permits;

    fn cell(&self, column: usize) -> String {
        use columns::permits as at;
        match column {
            at::PERMIT_TYPE => self.permit_type.id().to_owned(),
            at::PERMIT_NUMBER => self.permit_number.to_string(),
            at::EMPLOYER => self.employer.to_string(),
            at::VALID_FROM => date(self.valid_from),
            at::VALID_TO => date(self.valid_to),
            at::APPLIED_ON => date(self.applied_on),
            at::DECIDED_ON => date(self.decided_on),
            at::DECISION => known(&self.decision, |one| one.id().to_owned()),
            _ => String::new(),
        }
    }
}

impl Record for Study {
    const TABLE: Table = Table::Studies;

    fn cell(&self, column: usize) -> String {
        use columns::studies as at;
        match column {
            at::INSTITUTION => self.institution.to_string(),
            at::PROGRAM => self.program.to_string(),
            at::FULL_TIME => yes_no(&self.full_time),
            at::START_DATE => self.start.to_string(),
            at::COMPLETED_ON => date(self.completed),
            _ => String::new(),
        }
    }
}

impl Record for LanguageTest {
    const TABLE: Table = Table::LanguageTests;

    fn cell(&self, column: usize) -> String {
        use columns::language_tests as at;
        let [listening, reading, writing, speaking] = self.scores;
        match column {
            at::TEST => self.test_text.to_string(),
            at::TEST_DATE => self.test_date.to_string(),
            at::LISTENING => canonical_score(listening, self.test),
            at::READING => canonical_score(reading, self.test),
            at::WRITING => canonical_score(writing, self.test),
            at::SPEAKING => canonical_score(speaking, self.test),
            at::SCORE_SCALE => known(&self.scale_699, |scale_699| {
                if *scale_699 { "699" } else { "standard" }.to_owned()
            }),
            at::REGISTRATION_NUMBER => self.registration_number.to_string(),
            _ => String::new(),
        }
    }
}

impl Record for Absence {
    const TABLE: Table = Table::Absences;

    fn cell(&self, column: usize) -> String {
        use columns::absences as at;
        match column {
            at::LEFT_ON => self.left.to_string(),
            at::RETURNED_ON => date(self.returned),
            at::REASON => known(&self.reason, |reason| match reason {
                AbsenceReason::PaidVacation => "paid_vacation".to_owned(),
                AbsenceReason::Other(text) => text.to_string(),
            }),
            _ => String::new(),
        }
    }
}

impl Record for Leave {
    const TABLE: Table = Table::Leaves;

    fn cell(&self, column: usize) -> String {
        use columns::leaves as at;
        match column {
            at::EMPLOYER => self.employer.to_string(),
            at::START_DATE => self.start.to_string(),
            at::END_DATE => self.end.to_string(),
            at::KIND => known(&self.kind, |one| one.id().to_owned()),
            _ => String::new(),
        }
    }
}

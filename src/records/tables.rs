//! The typed records, one type per table of the input contract.

use crate::calendar::RecordedDate;
use crate::law::{DesignatedTest, Hours, LanguageLevel, NocVersion};
use crate::provenance::Text;
use crate::records::{
    AbsenceReason, Country, Decision, EmploymentType, Fact, LeaveKind, Pay, PermitType, Province,
};

/// A row of the applicants table.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Applicant {
    /// File number, as written; empty if there is none.
    pub file_number: Text,
    /// Responsible lawyer, as written.
    pub responsible: Text,
    /// Family name, as written.
    pub family_name: Text,
    /// Given name, as written.
    pub given_name: Text,
    /// Date of birth: kept for the record, never judged.
    pub date_of_birth: Fact<RecordedDate>,
    /// Date of the invitation to apply.
    pub invitation_date: Fact<RecordedDate>,
    /// Date of the application for permanent residence.
    pub application_date: Fact<RecordedDate>,
    /// Province where the applicant intends to live.
    pub intended_province: Fact<Province>,
    /// Whether the firm attests that lead statement and main duties were performed.
    pub duties_confirmed: Fact<bool>,
    /// Whether the firm states that the applicant is inadmissible.
    pub inadmissible: Fact<bool>,
}

/// How a job ends.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EndDate {
    /// On a recorded date.
    On(RecordedDate),
    /// Written as ongoing ("present", "à ce jour").
    Present,
    /// Blank, which is read as ongoing.
    Blank,
    /// The table has no such column: any day from the start on is possible.
    NoColumn,
}

/// A number of hours, possibly a range.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Hourly {
    /// The low end.
    pub low: Hours,
    /// The high end; `None` for "30+", which reaches up to the weekly cap.
    pub high: Option<Hours>,
}

/// A row of the employment table.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Employment {
    /// Name of the employer, as written.
    pub employer: Text,
    /// Job title, as written; empty if there is none.
    pub job_title: Text,
    /// Digits of the occupation code, as written.
    pub noc_code: Fact<Text>,
    /// Version of the classification.
    pub noc_version: Fact<NocVersion>,
    /// First day.
    pub start: RecordedDate,
    /// Last day.
    pub end: EndDate,
    /// Weekly hours. Impossible hours (over 168) are [`Fact::Unclear`].
    pub hours_per_week: Fact<Hourly>,
    /// Hours of the whole record.
    pub total_hours: Fact<Hourly>,
    /// How the work is paid.
    pub pay: Fact<Pay>,
    /// In which capacity.
    pub employment_type: Fact<EmploymentType>,
    /// Province or territory of work.
    pub province: Fact<Province>,
    /// Country of work.
    pub country: Fact<Country>,
}

/// A row of the permits table.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Permit {
    /// What it is.
    pub permit_type: PermitType,
    /// Number of the document; empty if there is none.
    pub permit_number: Text,
    /// Employer named; empty if none is.
    pub employer: Text,
    /// First day of validity as recorded (for an interim authorization, the date of the e-mail).
    pub valid_from: Option<RecordedDate>,
    /// Last day of validity as recorded.
    pub valid_to: Option<RecordedDate>,
    /// Day of the application.
    pub applied_on: Option<RecordedDate>,
    /// Day of the decision.
    pub decided_on: Option<RecordedDate>,
    /// The decision as recorded.
    pub decision: Fact<Decision>,
}

/// A row of the studies table.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Study {
    /// Institution, as written.
    pub institution: Text,
    /// Program, as written.
    pub program: Text,
    /// Whether it was full-time study.
    pub full_time: Fact<bool>,
    /// First day.
    pub start: RecordedDate,
    /// Day of completion; `None` while it continues. Without such a column, any day from the start on.
    pub completed: Option<RecordedDate>,
}

/// Which test a row names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TestName {
    /// A designated test.
    Designated(DesignatedTest),
    /// A test that is known and not designated (IELTS Academic, PTE Academic, TEFAQ ...).
    NotDesignated,
    /// A name that does not say which test of a family it is ("IELTS").
    Family(DesignatedTest),
}

/// One score.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Score {
    /// Points, in hundredths.
    Points(u32),
    /// A CLB or NCLC level stated instead of a score ("CLB 9").
    Level(LanguageLevel),
}

/// A row of the language tests table.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct LanguageTest {
    /// The name as written.
    pub test_text: Text,
    /// Which test it is.
    pub test: TestName,
    /// Date of the test.
    pub test_date: RecordedDate,
    /// Scores in the order of [`crate::law::Ability::ALL`].
    pub scores: [Score; 4],
    /// Whether the row says that its TEF scores are on the scale of 699; unreadable text is unclear.
    pub scale_699: Fact<bool>,
    /// Registration or report number, as written.
    pub registration_number: Text,
}

/// A row of the absences table.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Absence {
    /// Day of leaving Canada.
    pub left: RecordedDate,
    /// Day of return; `None` while abroad. Without such a column, any day from leaving on.
    pub returned: Option<RecordedDate>,
    /// Why.
    pub reason: Fact<AbsenceReason>,
}

/// A row of the leaves table.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Leave {
    /// The employer, as written; empty if none is named.
    pub employer: Text,
    /// First day.
    pub start: RecordedDate,
    /// Last day.
    pub end: RecordedDate,
    /// Kind of leave.
    pub kind: Fact<LeaveKind>,
}

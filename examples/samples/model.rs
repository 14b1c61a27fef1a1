//! What an invented client's file is made of, and how it becomes the rows of the seven tables.
//!
//! A value is written as text: `2024-05-17` becomes a real date, a leading `'` keeps the text as it stands, numbers become
//! numbers in the columns that hold numbers.

/// The seven tables: sheet name, file name, columns.
pub const TABLES: [Table; 7] = [
    Table {
        sheet: "Applicants",
        file: "applicants.csv",
        columns: &[
            "applicant_id",
            "file_number",
            "responsible",
            "family_name",
            "given_name",
            "date_of_birth",
            "invitation_date",
            "application_date",
            "intended_province",
            "duties_confirmed",
            "inadmissible",
        ],
    },
    Table {
        sheet: "Employment",
        file: "employment.csv",
        columns: &[
            "applicant_id",
            "employer",
            "job_title",
            "noc_code",
            "noc_version",
            "start_date",
            "end_date",
            "hours_per_week",
            "total_hours",
            "pay",
            "employment_type",
            "province",
            "country",
        ],
    },
    Table {
        sheet: "Permits",
        file: "permits.csv",
        columns: &[
            "applicant_id",
            "permit_type",
            "permit_number",
            "employer",
            "valid_from",
            "valid_to",
            "applied_on",
            "decided_on",
            "decision",
        ],
    },
    Table {
        sheet: "Studies",
        file: "studies.csv",
        columns: &[
            "applicant_id",
            "institution",
            "program",
            "full_time",
            "start_date",
            "completed_on",
        ],
    },
    Table {
        sheet: "Language",
        file: "language_tests.csv",
        columns: &[
            "applicant_id",
            "test",
            "test_date",
            "listening",
            "reading",
            "writing",
            "speaking",
            "score_scale",
            "registration_number",
        ],
    },
    Table {
        sheet: "Absences",
        file: "absences.csv",
        columns: &["applicant_id", "left_on", "returned_on", "reason"],
    },
    Table {
        sheet: "Leaves",
        file: "leaves.csv",
        columns: &["applicant_id", "employer", "start_date", "end_date", "kind"],
    },
];

/// Columns whose numbers are written as numbers.
const NUMERIC: [&str; 9] = [
    "applicant_id",
    "noc_code",
    "noc_version",
    "hours_per_week",
    "total_hours",
    "listening",
    "reading",
    "writing",
    "speaking",
];

/// A table of the input contract.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Name of its sheet.
    pub sheet: &'static str,
    /// Name of its file.
    pub file: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
}

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A real date: year, month, day.
    Date(u16, u8, u8),
    /// A number.
    Number(f64),
}

impl Cell {
    /// The cell that `value` stands for in `column`.
    pub fn of(column: &str, value: &str) -> Self {
        if value.is_empty() {
            return Self::Blank;
        }
        if let Some(text) = value.strip_prefix('\'') {
            return Self::Text(text.to_owned());
        }
        if let Some((year, month, day)) = date(value) {
            return Self::Date(year, month, day);
        }
        match value.parse() {
            Ok(number) if NUMERIC.contains(&column) => Self::Number(number),
            _ => Self::Text(value.to_owned()),
        }
    }

    /// The cell as text of a CSV file.
    pub fn text(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Date(year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
            Self::Number(number) => number.to_string(),
        }
    }
}

fn date(value: &str) -> Option<(u16, u8, u8)> {
    let mut parts = value.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4 && month.len() == 2 && day.len() == 2;
    whole
        .then(|| Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)))
        .flatten()
}

/// A row of the applicants table beside the names.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// Date of the invitation.
    pub invitation: &'static str,
    /// Date of the application.
    pub application: &'static str,
    /// Intended province.
    pub province: &'static str,
    /// Duties attested.
    pub duties: &'static str,
    /// Inadmissible.
    pub inadmissible: &'static str,
}

/// No dates, Ontario, nothing attested.
pub const PROFILE: Profile = Profile {
    invitation: "",
    application: "",
    province: "ON",
    duties: "",
    inadmissible: "",
};

/// A row of the employment table.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    /// Employer.
    pub employer: &'static str,
    /// Job title.
    pub title: &'static str,
    /// Occupation code.
    pub noc: &'static str,
    /// Version of the classification.
    pub version: &'static str,
    /// First day.
    pub from: &'static str,
    /// Last day.
    pub to: &'static str,
    /// Weekly hours.
    pub hours: &'static str,
    /// Hours of the whole record.
    pub total: &'static str,
    /// Pay.
    pub pay: &'static str,
    /// Employment type.
    pub kind: &'static str,
    /// Province of work.
    pub province: &'static str,
    /// Country of work.
    pub country: &'static str,
}

/// A paid full-time software developer in Ontario.
pub const JOB: Job = Job {
    employer: "Atelier Boréal inc.",
    title: "Software developer",
    noc: "21232",
    version: "2021",
    from: "",
    to: "",
    hours: "37.5",
    total: "",
    pay: "salary",
    kind: "employee",
    province: "ON",
    country: "Canada",
};

/// A row of the permits table.
#[derive(Clone, Copy, Debug)]
pub struct Permit {
    /// What it is.
    pub kind: &'static str,
    /// Number of the document.
    pub number: &'static str,
    /// Employer named.
    pub employer: &'static str,
    /// First day of validity.
    pub from: &'static str,
    /// Last day of validity.
    pub to: &'static str,
    /// Day of the application.
    pub applied: &'static str,
    /// Day of the decision.
    pub decided: &'static str,
    /// Decision.
    pub decision: &'static str,
}

/// A row without anything but its kind.
pub const PERMIT: Permit = Permit {
    kind: "",
    number: "",
    employer: "",
    from: "",
    to: "",
    applied: "",
    decided: "",
    decision: "",
};

/// A spousal open work permit over the whole window before 2026-11-22.
pub const OPEN: Permit = Permit {
    kind: "spousal_open_work_permit",
    number: "U100200300",
    from: "2023-05-01",
    to: "2027-04-30",
    applied: "2023-02-20",
    decided: "2023-05-01",
    decision: "approved",
    ..PERMIT
};

/// A row of the studies table.
#[derive(Clone, Copy, Debug)]
pub struct Study {
    /// Institution.
    pub institution: &'static str,
    /// Program.
    pub program: &'static str,
    /// Full-time.
    pub full_time: &'static str,
    /// First day.
    pub from: &'static str,
    /// Day of completion.
    pub completed: &'static str,
}

/// Full-time study.
pub const STUDY: Study = Study {
    institution: "Collège Rive-Claire",
    program: "Diplôme en informatique",
    full_time: "yes",
    from: "",
    completed: "",
};

/// A row of the language tests table.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    /// Which test.
    pub name: &'static str,
    /// Its date.
    pub on: &'static str,
    /// Listening, reading, writing, speaking.
    pub scores: [&'static str; 4],
    /// Scale of the scores.
    pub scale: &'static str,
    /// Registration number.
    pub number: &'static str,
}

/// CLB 9 in every ability, valid throughout 2026.
pub const TEST: Test = Test {
    name: "IELTS General Training",
    on: "2025-06-14",
    scores: ["8", "7", "7", "7.5"],
    scale: "",
    number: "IG-550117",
};

/// A row of the absences table.
#[derive(Clone, Copy, Debug)]
pub struct Absence {
    /// Day of leaving.
    pub left: &'static str,
    /// Day of return.
    pub returned: &'static str,
    /// Why.
    pub reason: &'static str,
}

/// A row of the leaves table.
#[derive(Clone, Copy, Debug)]
pub struct Leave {
    /// Employer.
    pub employer: &'static str,
    /// First day.
    pub from: &'static str,
    /// Last day.
    pub to: &'static str,
    /// Kind.
    pub kind: &'static str,
}

/// One client: what is in the file, what it shows, and what must come out.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// Applicant id.
    pub id: &'static str,
    /// Family name and given name.
    pub name: (&'static str, &'static str),
    /// What it shows, in one sentence or two.
    pub story: &'static str,
    /// Rows of the applicants table: one, none, or several that differ.
    pub profiles: &'static [Profile],
    /// Employment rows.
    pub jobs: &'static [Job],
    /// Permit rows.
    pub permits: &'static [Permit],
    /// Study rows.
    pub studies: &'static [Study],
    /// Language test rows.
    pub tests: &'static [Test],
    /// Absence rows.
    pub absences: &'static [Absence],
    /// Leave rows.
    pub leaves: &'static [Leave],
    /// The outcome of the applicant.
    pub outcome: &'static str,
    /// Rows of the eligibility file that are not the usual ones.
    pub expect: &'static [crate::expect::Expect],
    /// Reasons that must occur in the ledger.
    pub ledger: &'static str,
}

/// Nothing special: a developer's job from 2024, an open permit, a good test.
pub const SCENARIO: Scenario = Scenario {
    id: "",
    name: ("", ""),
    story: "",
    profiles: &[PROFILE],
    jobs: &[],
    permits: &[OPEN],
    studies: &[],
    tests: &[TEST],
    absences: &[],
    leaves: &[],
    outcome: "eligible",
    expect: &[],
    ledger: "",
};

/// Lawyers of the invented firm.
const LAWYERS: [&str; 3] = [
    "Me Odile Bérubé-Hart",
    "Priya Wollstone",
    "Étienne Marchbanks",
];

impl Scenario {
    /// The rows of this client in the table at `position` of [`TABLES`].
    pub fn rows(&self, position: usize) -> Vec<Vec<Cell>> {
        if position == 0 {
            return self.applicant_rows();
        }
        let values: Vec<Vec<&str>> = match position {
            1 => self.jobs.iter().map(|job| self.job_row(job)).collect(),
            2 => self
                .permits
                .iter()
                .map(|one| self.permit_row(one))
                .collect(),
            3 => self
                .studies
                .iter()
                .map(|one| {
                    vec![
                        self.id,
                        one.institution,
                        one.program,
                        one.full_time,
                        one.from,
                        one.completed,
                    ]
                })
                .collect(),
            4 => self.tests.iter().map(|one| self.test_row(one)).collect(),
            5 => self
                .absences
                .iter()
                .map(|one| vec![self.id, one.left, one.returned, one.reason])
                .collect(),
            _ => self
                .leaves
                .iter()
                .map(|one| vec![self.id, one.employer, one.from, one.to, one.kind])
                .collect(),
        };
        let columns = TABLES.get(position).map_or(&[][..], |table| table.columns);
        values.into_iter().map(|row| cells(columns, &row)).collect()
    }

    /// A number that differs from client to client and never changes: from the id, not from a position.
    fn number(&self) -> usize {
        let digits: String = self.id.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(0)
    }

    fn applicant_rows(&self) -> Vec<Vec<Cell>> {
        let lawyer = LAWYERS
            .get(self.number() % LAWYERS.len())
            .copied()
            .unwrap_or_default();
        let file = format!("D-{:05}", self.number() * 37 % 100_000);
        let columns = TABLES.first().map_or(&[][..], |table| table.columns);
        let row = |one: &Profile| {
            let values = [
                self.id,
                file.as_str(),
                lawyer,
                self.name.0,
                self.name.1,
                birth(self.number()),
                one.invitation,
                one.application,
                one.province,
                one.duties,
                one.inadmissible,
            ];
            cells(columns, &values)
        };
        self.profiles.iter().map(row).collect()
    }

    fn job_row(&self, job: &Job) -> Vec<&str> {
        vec![
            self.id,
            job.employer,
            job.title,
            job.noc,
            job.version,
            job.from,
            job.to,
            job.hours,
            job.total,
            job.pay,
            job.kind,
            job.province,
            job.country,
        ]
    }

    fn permit_row(&self, one: &Permit) -> Vec<&str> {
        vec![
            self.id,
            one.kind,
            one.number,
            one.employer,
            one.from,
            one.to,
            one.applied,
            one.decided,
            one.decision,
        ]
    }

    fn test_row(&self, one: &Test) -> Vec<&str> {
        let [listening, reading, writing, speaking] = one.scores;
        vec![
            self.id, one.name, one.on, listening, reading, writing, speaking, one.scale, one.number,
        ]
    }
}

fn cells(columns: &[&str], values: &[&str]) -> Vec<Cell> {
    columns
        .iter()
        .zip(values)
        .map(|(column, value)| Cell::of(column, value))
        .collect()
}

/// An invented date of birth.
const fn birth(number: usize) -> &'static str {
    match number % 7 {
        0 => "1994-03-21",
        1 => "1991-11-02",
        2 => "1998-07-30",
        3 => "1989-01-15",
        4 => "1996-05-09",
        5 => "1993-09-27",
        _ => "1987-12-04",
    }
}

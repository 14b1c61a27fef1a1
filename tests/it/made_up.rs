//! Invented applicants, built by hand, on which pages and packages are tried. No real person is in here.

use landed::calendar::{Day, RecordedDate};
use landed::casefile::{Book, CaseFile, Profile};
use landed::finding::{FirmAssumptions, Problem, ProblemCode};
use landed::law::{DesignatedTest, Hours, NocVersion};
use landed::provenance::{Origin, SourceBlock, SourceFile, Sources, Table};
use landed::records::{
    Absence, AbsenceReason, Country, Decision, Employment, EmploymentType, EndDate, Fact, Hourly,
    LanguageTest, Leave, LeaveKind, Pay, Permit, PermitType, Province, Row, Score, Study, TestName,
};

/// The day on which the invented book is judged.
pub fn as_of() -> Day {
    day("2026-11-22")
}

pub fn day(text: &str) -> Day {
    Day::parse_iso(text).expect(text)
}

fn on(text: &str) -> RecordedDate {
    match text.split_once('/') {
        Some((earliest, latest)) => RecordedDate::between(day(earliest), day(latest)),
        None => RecordedDate::on(day(text)),
    }
}

fn maybe(text: &str) -> Option<RecordedDate> {
    (!text.is_empty()).then(|| on(text))
}

fn decimal(text: &str) -> Hours {
    Hours::parse_decimal(text).expect(text)
}

/// Builds one case file, row by row.
pub struct Builder {
    case: CaseFile,
    row: u32,
}

impl Builder {
    pub fn new(id: &str, row: u32) -> Self {
        let profile = Profile {
            intended_province: Fact::Known(Province::Ontario),
            ..Profile::default()
        };
        let case = CaseFile {
            id: id.into(),
            profile,
            ..CaseFile::default()
        };
        Self { case, row }
    }

    fn place<T>(&mut self, sheet: u16, facts: T) -> Row<T> {
        self.row += 1;
        Row {
            origin: Origin {
                file: 0,
                sheet,
                block: 0,
                row: self.row,
            },
            applicant: self.case.id.clone(),
            facts,
            verbatim: Box::default(),
        }
    }

    pub fn named(mut self, given: &str, family: &str, file: &str, lawyer: &str) -> Self {
        self.case.profile.given_name = given.into();
        self.case.profile.family_name = family.into();
        self.case.profile.file_number = file.into();
        self.case.profile.responsible = lawyer.into();
        self
    }

    pub fn invited(mut self, date: &str) -> Self {
        self.case.profile.invitation_date = Fact::Known(on(date));
        self
    }

    pub fn applied(mut self, date: &str) -> Self {
        self.case.profile.application_date = Fact::Known(on(date));
        self
    }

    pub fn intends(mut self, province: Province) -> Self {
        self.case.profile.intended_province = Fact::Known(province);
        self
    }

    /// A paid job of an employee in Ontario; a blank end is ongoing.
    pub fn job(
        self,
        employer: &str,
        title: &str,
        noc: &str,
        days: (&str, &str),
        hours: &str,
    ) -> Self {
        self.job_with(employer, title, noc, days, hours, |_| {})
    }

    pub fn job_with(
        mut self,
        employer: &str,
        title: &str,
        noc: &str,
        (from, to): (&str, &str),
        hours: &str,
        change: impl FnOnce(&mut Employment),
    ) -> Self {
        let hours = match hours.split_once('-') {
            Some((low, high)) => Fact::Known(Hourly {
                low: decimal(low),
                high: Some(decimal(high)),
            }),
            None if hours.is_empty() => Fact::Blank,
            None => Fact::Known(Hourly {
                low: decimal(hours),
                high: Some(decimal(hours)),
            }),
        };
        let mut facts = Employment {
            employer: employer.into(),
            job_title: title.into(),
            noc_code: Fact::Known(noc.into()),
            noc_version: Fact::Known(NocVersion(2021)),
            start: on(from),
            end: maybe(to).map_or(EndDate::Present, EndDate::On),
            hours_per_week: hours,
            total_hours: Fact::Blank,
            pay: Fact::Known(Pay::Wages),
            employment_type: Fact::Known(EmploymentType::Employee),
            province: Fact::Known(Province::Ontario),
            country: Fact::Known(Country::Canada),
        };
        change(&mut facts);
        let row = self.place(1, facts);
        self.case.employment.push(row);
        self
    }

    /// Validity, then the days of application and decision; empty text is blank.
    pub fn permit(
        self,
        kind: PermitType,
        employer: &str,
        valid: (&str, &str),
        process: (&str, &str),
    ) -> Self {
        let decision = match (valid.0, process.1) {
            ("", "") => Decision::Pending,
            ("", _) => Decision::Refused,
            _ => Decision::Approved,
        };
        self.permit_with(kind, employer, valid, process, decision)
    }

    fn permit_with(
        mut self,
        kind: PermitType,
        employer: &str,
        (from, to): (&str, &str),
        (applied, decided): (&str, &str),
        decision: Decision,
    ) -> Self {
        let number = format!("U{:09}", 104_000_000 + self.row * 7);
        let facts = Permit {
            permit_type: kind,
            permit_number: number.as_str().into(),
            employer: employer.into(),
            valid_from: maybe(from),
            valid_to: maybe(to),
            applied_on: maybe(applied),
            decided_on: maybe(decided),
            decision: Fact::Known(decision),
        };
        let row = self.place(2, facts);
        self.case.permits.push(row);
        self
    }

    pub fn study(mut self, institution: &str, program: &str, (from, to): (&str, &str)) -> Self {
        let facts = Study {
            institution: institution.into(),
            program: program.into(),
            full_time: Fact::Known(true),
            start: on(from),
            completed: maybe(to),
        };
        let row = self.place(3, facts);
        self.case.studies.push(row);
        self
    }

    /// A CELPIP-General test.
    pub fn celpip(self, date: &str, scores: [u32; 4]) -> Self {
        let test = TestName::Designated(DesignatedTest::CelpipGeneral);
        self.test(
            "CELPIP-General",
            test,
            date,
            scores.map(|score| score * 100),
        )
    }

    pub fn test(mut self, name: &str, test: TestName, date: &str, hundredths: [u32; 4]) -> Self {
        let facts = LanguageTest {
            test_text: name.into(),
            test,
            test_date: on(date),
            scores: hundredths.map(Score::Points),
            scale_699: Fact::Blank,
            registration_number: "".into(),
        };
        let row = self.place(4, facts);
        self.case.language_tests.push(row);
        self
    }

    pub fn away(mut self, left: &str, returned: &str) -> Self {
        let facts = Absence {
            left: on(left),
            returned: maybe(returned),
            reason: Fact::Known(AbsenceReason::Other("family visit".into())),
        };
        let row = self.place(5, facts);
        self.case.absences.push(row);
        self
    }

    pub fn leave(mut self, employer: &str, (from, to): (&str, &str), kind: LeaveKind) -> Self {
        let facts = Leave {
            employer: employer.into(),
            start: on(from),
            end: on(to),
            kind: Fact::Known(kind),
        };
        let row = self.place(6, facts);
        self.case.leaves.push(row);
        self
    }

    pub fn done(self) -> CaseFile {
        self.case
    }
}

/// The workbook that the invented rows stand in.
pub fn sources() -> Sources {
    let sheets = [
        "Clients",
        "Employment",
        "Permits",
        "Studies",
        "Tests",
        "Absences",
        "Leaves",
    ];
    let block = |(i, table): (usize, &Table)| SourceBlock {
        sheet: u16::try_from(i).expect("few sheets"),
        block: 0,
        table: *table,
        heading_row: 3,
        columns: (0..).take(table.columns().len()).map(Some).collect(),
    };
    Sources {
        files: vec![SourceFile {
            path: "Made-up clients.xlsx".to_owned(),
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            bytes: 48_213,
            sheets: sheets.map(str::to_owned).to_vec(),
            blocks: Table::ALL.iter().enumerate().map(block).collect(),
        }],
    }
}

/// Meets everything: studies, then a post-graduation permit, then one long job.
pub fn eligible() -> CaseFile {
    Builder::new("C-1001", 10)
        .named("Amira", "Haddad", "2024-0117", "M. Okafor")
        .invited("2026-10-14")
        .applied("2026-11-16")
        .study(
            "Humber College",
            "Computer programming",
            ("2022-09-06", "2024-04-26"),
        )
        .permit(
            PermitType::StudyPermit,
            "",
            ("2022-08-15", "2024-08-31"),
            ("", ""),
        )
        .permit(
            PermitType::Pgwp,
            "",
            ("2024-07-02", "2027-07-01"),
            ("2024-05-13", "2024-07-02"),
        )
        .job(
            "Campus Books",
            "Clerk",
            "64100",
            ("2023-01-09", "2024-04-12"),
            "18",
        )
        .job(
            "Northwind Software Inc.",
            "Web developer",
            "21234",
            ("2024-05-21", ""),
            "37.5",
        )
        .away("2025-07-04", "2025-07-27")
        .celpip("2025-09-20", [9, 10, 8, 9])
        .done()
}

/// Needs review: maintained status, an employer of a similar name, unknown pay, imprecise dates, a leave.
pub fn doubtful() -> CaseFile {
    let lmia = PermitType::LmiaWorkPermit;
    Builder::new("C-1002", 30)
        .named("Luc", "Tremblay-Ng", "2024-0203", "A. Desrosiers")
        .permit(
            lmia,
            "Prairie Grain Co-operative Ltd.",
            ("2023-05-01", "2025-04-30"),
            ("2023-02-10", "2023-05-01"),
        )
        .permit(
            lmia,
            "Prairie Grain Co-operative Ltd.",
            ("", ""),
            ("2025-04-02", ""),
        )
        .job(
            "Prairie Grain Cooperative",
            "Agricultural technician",
            "22112",
            ("2023-06-01/2023-06-30", "2024-12-20"),
            "40",
        )
        .job_with(
            "Prairie Grain Co-operative Ltd.",
            "Supervisor, agriculture",
            "82030",
            ("2025-01-06", ""),
            "32-40",
            |job| {
                job.pay = Fact::Blank;
            },
        )
        .job_with(
            "Lakeside Diner",
            "Weekend cook",
            "63200",
            ("2024-02-03", "2024-09-29"),
            "12",
            |job| {
                job.employment_type = Fact::Blank;
            },
        )
        .leave(
            "Prairie Grain Co-operative Ltd.",
            ("2025-08-04", "2025-08-24"),
            LeaveKind::Other,
        )
        .celpip("2024-12-14", [7, 6, 5, 6])
        .done()
}

/// Not eligible: student work, self-employment, the wrong employer, no permit, and a test that has expired.
pub fn refused() -> CaseFile {
    Builder::new("C-1003", 60)
        .named("Wei", "Zhang", "2025-0044", "M. Okafor")
        .intends(Province::Quebec)
        .study(
            "University of Guelph",
            "MSc Food science",
            ("2023-09-05", "2025-04-30"),
        )
        .permit(
            PermitType::StudyPermit,
            "",
            ("2023-08-01", "2025-08-31"),
            ("", ""),
        )
        .permit(
            PermitType::EmployerSpecificWorkPermit,
            "Maple Dairy Ltd.",
            ("2025-11-03", "2026-10-31"),
            ("2025-08-20", "2025-11-03"),
        )
        .job(
            "Guelph Campus Services",
            "Research assistant",
            "41201",
            ("2023-10-02", "2025-04-18"),
            "20",
        )
        .job_with(
            "Zhang Consulting",
            "Consultant",
            "21120",
            ("2025-05-01", "2025-10-31"),
            "25",
            |job| {
                job.employment_type = Fact::Known(EmploymentType::SelfEmployed);
            },
        )
        .job(
            "Maple Dairy Ltd.",
            "Quality technician",
            "22101",
            ("2025-11-03", "2026-04-30"),
            "37.5",
        )
        .job(
            "Riverside Foods Inc.",
            "Quality technician",
            "22101",
            ("2026-05-04", ""),
            "40",
        )
        .celpip("2024-06-15", [6, 6, 5, 6])
        .done()
}

/// Text that would do harm if it reached a page or a sheet as anything but text.
pub fn hostile() -> CaseFile {
    Builder::new("<script>alert(1)</script>", 90)
        .named(
            "<script>alert(1)</script>",
            "=cmd|'/c calc'!A1",
            "\"><img src=x onerror=alert(2)>",
            "</style><b>x</b>",
        )
        .permit(
            PermitType::OpenWorkPermit,
            "",
            ("2024-01-01", "2027-01-01"),
            ("", ""),
        )
        .job(
            "=cmd|'/c calc'!A1",
            "</svg><script>alert(3)</script>",
            "21234",
            ("2024-02-01", ""),
            "37.5",
        )
        .study(
            "' onmouseover='alert(4)",
            "&lt;b&gt;",
            ("2020-09-01", "2022-06-30"),
        )
        .celpip("2026-01-10", [9, 9, 9, 9])
        .done()
}

/// Judged by a law that the program does not hold.
fn before_the_law() -> CaseFile {
    Builder::new("C-0007", 100)
        .named("Old", "File", "2012-0001", "M. Okafor")
        .applied("2012-03-01")
        .job(
            "Harbour Ltd.",
            "Engineer",
            "21300",
            ("2009-01-05", "2012-02-29"),
            "40",
        )
        .done()
}

/// Names that files and links must bear.
fn odd_names() -> [CaseFile; 3] {
    ["index", "a/b 100%", "..\\evil"].map(|id| {
        Builder::new(id, 110)
            .named("Odd", id, "", "A. Desrosiers")
            .permit(
                PermitType::OpenWorkPermit,
                "",
                ("2024-01-01", "2027-01-01"),
                ("", ""),
            )
            .job(
                "Harbour Ltd.",
                "Engineer",
                "21300",
                ("2024-01-08", ""),
                "30",
            )
            .celpip("2026-03-10", [8, 8, 8, 8])
            .done()
    })
}

/// The hand-made cases, and as many plain ones as asked for.
pub fn book(plain: u32) -> Book {
    let mut cases = vec![
        eligible(),
        doubtful(),
        refused(),
        hostile(),
        before_the_law(),
    ];
    cases.extend(odd_names());
    let lawyers = ["M. Okafor", "A. Desrosiers", "S. Lindqvist"];
    let families = [
        "Okonkwo", "Silva", "Élie", "Nguyen", "García", "Kim", "Öztürk", "Patel",
    ];
    for number in 0..plain {
        let pick = usize::try_from(number).expect("small");
        let start = day("2023-06-05").plus_days(i32::try_from(number * 37 % 1000).expect("small"));
        let id = format!("P-{:04}", number + 1);
        let builder = Builder::new(&id, 200 + number * 5)
            .named(
                "Given",
                families[pick % families.len()],
                &format!("2026-{number:04}"),
                lawyers[pick % lawyers.len()],
            )
            .permit(
                PermitType::OpenWorkPermit,
                "",
                ("2023-06-01", "2027-06-01"),
                ("", ""),
            )
            .job(
                "Harbour Ltd.",
                "Bookkeeper",
                "12200",
                (&start.to_string(), ""),
                if number % 3 == 0 { "22.5" } else { "40" },
            )
            .celpip("2026-02-10", [4 + number % 6, 7, 6, 7]);
        cases.push(builder.done());
    }
    cases.sort_by(|one, other| one.id.cmp(&other.id));
    Book {
        cases,
        tables_present: [true, true, true, true, true, true, true],
        ownerless: Vec::new(),
        without_applicant: Vec::new(),
        assumptions: FirmAssumptions {
            outside_quebec: true,
            ..FirmAssumptions::default()
        },
    }
}

/// Some problems, one of them of nobody.
pub fn problems() -> Vec<Problem> {
    let problem = |code, applicant: Option<&str>, sheet, row, cell: &str, value: &str| Problem {
        code,
        applicant: applicant.map(Into::into),
        table: Some(Table::Employment),
        origin: Origin {
            file: 0,
            sheet,
            block: 0,
            row,
        },
        cell: cell.to_owned(),
        value: value.to_owned(),
        done: "Both readings were kept.".to_owned(),
        todo: "Write the full date.".to_owned(),
    };
    vec![
        problem(ProblemCode::ApplicantIdMissing, None, 1, 9, "A9", ""),
        problem(
            ProblemCode::DateAmbiguous,
            Some("C-1002"),
            1,
            33,
            "F33",
            "06/2023",
        ),
        problem(
            ProblemCode::ValueUnknown,
            Some("<script>alert(1)</script>"),
            1,
            92,
            "B92",
            "=cmd|'/c calc'!A1",
        ),
    ]
}

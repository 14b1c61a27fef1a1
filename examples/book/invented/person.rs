//! One invented applicant: everything that the seven tables say of them.

use super::cell::{Cell, day, number, word};
use super::random::Random;
use super::words::{self, Occupations, Spelling, employer_name};
use landed::calendar::Day;
use landed::provenance::Table;

/// What all applicants of a book share.
#[derive(Debug)]
pub struct World {
    pub seed: u64,
    pub as_of: Day,
    pub noc2021: Occupations,
    pub noc2016: Occupations,
}

/// A job.
#[derive(Debug)]
pub struct Job {
    pub employer: u32,
    pub spelling: Spelling,
    /// The version, whether it is a skilled one, and which.
    pub occupation: Option<(bool, bool, usize)>,
    pub start: Day,
    pub end: Option<Day>,
    pub ongoing: &'static str,
    pub hours: Option<f64>,
    pub total: Option<f64>,
    pub pay: &'static str,
    pub kind: &'static str,
    pub province: &'static str,
    pub country: &'static str,
}

/// A permit, status document or application.
#[derive(Debug, Default)]
pub struct Permit {
    pub kind: &'static str,
    pub number: u64,
    pub employer: Option<(u32, Spelling)>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub applied: Option<Day>,
    pub decided: Option<Day>,
    pub decision: &'static str,
}

/// A program of study.
#[derive(Debug)]
pub struct Study {
    pub institution: &'static str,
    pub program: &'static str,
    pub full_time: &'static str,
    pub start: Day,
    pub completed: Option<Day>,
}

/// A language test.
#[derive(Debug)]
pub struct Test {
    pub name: &'static str,
    pub date: Day,
    pub scores: [f64; 4],
    pub scale: &'static str,
    pub number: u64,
}

/// An absence.
#[derive(Debug)]
pub struct Absence {
    pub left: Day,
    pub returned: Option<Day>,
    pub reason: &'static str,
}

/// A leave.
#[derive(Debug)]
pub struct Leave {
    pub employer: Option<u32>,
    pub start: Day,
    pub end: Day,
    pub kind: &'static str,
}

/// An invented applicant.
#[derive(Debug)]
pub struct Person {
    pub index: u64,
    pub family: &'static str,
    pub given: &'static str,
    pub lawyer: &'static str,
    pub file: u64,
    pub birth: Day,
    pub invitation: Option<Day>,
    pub application: Option<Day>,
    pub province: &'static str,
    pub duties: &'static str,
    pub inadmissible: &'static str,
    pub jobs: Vec<Job>,
    pub permits: Vec<Permit>,
    pub studies: Vec<Study>,
    pub tests: Vec<Test>,
    pub absences: Vec<Absence>,
    pub leaves: Vec<Leave>,
}

impl Person {
    /// The applicant with a number, before anything is told of their life.
    pub fn named(index: u64, as_of: Day, random: &mut Random) -> Self {
        Self {
            index,
            family: random.pick(&words::FAMILIES),
            given: random.pick(&words::GIVEN),
            lawyer: random.pick(&words::LAWYERS),
            file: random.below(900_000),
            birth: random.after(as_of, -18_000, -7_500),
            invitation: None,
            application: None,
            province: random.weighted(&words::INTENDED),
            duties: random.weighted(&[(250, "yes"), (10, "no"), (740, "")]),
            inadmissible: random.weighted(&[(300, "no"), (8, "yes"), (692, "")]),
            jobs: Vec::new(),
            permits: Vec::new(),
            studies: Vec::new(),
            tests: Vec::new(),
            absences: Vec::new(),
            leaves: Vec::new(),
        }
    }

    /// Leaves no table with more rows than an applicant may have.
    pub fn shorten(&mut self, most: impl Fn(Table) -> u64) {
        let most = |table| usize::try_from(most(table)).unwrap_or(0);
        self.jobs.truncate(most(Table::Employment));
        self.permits.truncate(most(Table::Permits));
        self.studies.truncate(most(Table::Studies));
        self.tests.truncate(most(Table::LanguageTests));
        self.absences.truncate(most(Table::Absences));
        self.leaves.truncate(most(Table::Leaves));
    }

    /// How many rows a table holds of them.
    pub fn rows(&self, table: Table) -> usize {
        match table {
            Table::Applicants => 1,
            Table::Employment => self.jobs.len(),
            Table::Permits => self.permits.len(),
            Table::Studies => self.studies.len(),
            Table::LanguageTests => self.tests.len(),
            Table::Absences => self.absences.len(),
            Table::Leaves => self.leaves.len(),
        }
    }

    /// A row of a table, in the order of its columns.
    pub fn row<'a>(&self, world: &'a World, table: Table, at: usize) -> Vec<Cell<'a>> {
        let mut cells = vec![Cell::Text(format!("C{:07}", self.index + 1))];
        match table {
            Table::Applicants => self.applicant(&mut cells),
            Table::Employment => self.jobs[at].cells(world, &mut cells),
            Table::Permits => self.permits[at].cells(&mut cells),
            Table::Studies => self.studies[at].cells(&mut cells),
            Table::LanguageTests => self.tests[at].cells(&mut cells),
            Table::Absences => {
                let one = &self.absences[at];
                cells.extend([Cell::Date(one.left), day(one.returned), word(one.reason)]);
            }
            Table::Leaves => {
                let one = &self.leaves[at];
                let name = |employer| Cell::Text(employer_name(employer, Spelling::Full));
                cells.extend([
                    one.employer.map_or(Cell::Blank, name),
                    Cell::Date(one.start),
                    Cell::Date(one.end),
                    word(one.kind),
                ]);
            }
        }
        cells
    }

    fn applicant(&self, cells: &mut Vec<Cell<'_>>) {
        cells.extend([
            Cell::Text(format!("D-{:06}", self.file)),
            Cell::Word(self.lawyer),
            Cell::Word(self.family),
            Cell::Word(self.given),
            Cell::Date(self.birth),
            day(self.invitation),
            day(self.application),
            word(self.province),
            word(self.duties),
            word(self.inadmissible),
        ]);
    }
}

impl Job {
    fn cells<'a>(&self, world: &'a World, cells: &mut Vec<Cell<'a>>) {
        cells.push(Cell::Text(employer_name(self.employer, self.spelling)));
        match self.occupation {
            Some((new, skilled, at)) => {
                let version = if new { &world.noc2021 } else { &world.noc2016 };
                let list = if skilled {
                    &version.skilled
                } else {
                    &version.others
                };
                let (code, title) = &list[at % list.len()];
                cells.extend([
                    Cell::Word(title),
                    Cell::Word(code),
                    Cell::Word(version.version),
                ]);
            }
            None => cells.extend([Cell::Word("Team member"), Cell::Blank, Cell::Blank]),
        }
        cells.extend([
            Cell::Date(self.start),
            self.end.map_or(word(self.ongoing), Cell::Date),
            number(self.hours),
            number(self.total),
            word(self.pay),
            word(self.kind),
            word(self.province),
            word(self.country),
        ]);
    }
}

impl Permit {
    fn cells(&self, cells: &mut Vec<Cell<'_>>) {
        let name = |(employer, spelling)| Cell::Text(employer_name(employer, spelling));
        cells.extend([
            Cell::Word(self.kind),
            Cell::Text(format!("U{:09}", self.number)),
            self.employer.map_or(Cell::Blank, name),
            day(self.from),
            day(self.to),
            day(self.applied),
            day(self.decided),
            word(self.decision),
        ]);
    }
}

impl Study {
    fn cells(&self, cells: &mut Vec<Cell<'_>>) {
        cells.extend([
            Cell::Word(self.institution),
            Cell::Word(self.program),
            word(self.full_time),
            Cell::Date(self.start),
            day(self.completed),
        ]);
    }
}

impl Test {
    fn cells(&self, cells: &mut Vec<Cell<'_>>) {
        cells.extend([Cell::Word(self.name), Cell::Date(self.date)]);
        cells.extend(self.scores.map(Cell::Number));
        cells.extend([word(self.scale), Cell::Text(format!("R{:09}", self.number))]);
    }
}

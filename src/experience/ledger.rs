//! The ledger: every employment record cut into periods of one treatment.

use crate::authorization::Authority;
use crate::calendar::Period;
use crate::casefile::CaseFile;
use crate::experience::cap::Share;
use crate::experience::job::Job;
use crate::experience::judged::Judged;
use crate::experience::segments::{Held, Segment};
use crate::experience::sums::WEEK;
use crate::finding::{Reason, Reasons};
use crate::law::{Hours, Level};
use crate::records::EmploymentType;

/// How a period of a job was treated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Treatment {
    /// Every gate passes.
    Counted,
    /// No gate fails, at least one is unknown.
    Uncertain,
    /// At least one gate fails.
    Excluded,
}

impl Treatment {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Counted, Self::Uncertain, Self::Excluded];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Uncertain => "uncertain",
            Self::Excluded => "excluded",
        }
    }
}

/// A period of one employment record with one treatment. The lines of a record cover [start, end] exactly.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerLine {
    /// Position of the record in [`crate::casefile::CaseFile::employment`], from 0; outputs show it from 1.
    pub record: usize,
    /// The days.
    pub period: Period,
    /// The occupation's skill level or TEER category in its own version, if the code is known.
    pub level: Option<Level>,
    /// What authorized the work, in a word.
    pub authority: Authority,
    /// Position of the permit that it rests on in [`crate::casefile::CaseFile::permits`], if there is one.
    pub permit: Option<usize>,
    /// How it was treated.
    pub treatment: Treatment,
    /// Failing reasons in gate order, then unknown ones.
    pub reasons: Reasons,
    /// Weekly hours as low and high end: equal unless a range; `None` if unknown.
    pub hours_per_week: Option<(Hours, Hours)>,
    /// Hours that count, within the weekly cap.
    pub hours_counted: Hours,
    /// Hours that may count, within what is left of the cap.
    pub hours_uncertain: Hours,
    /// Hours beyond the weekly cap.
    pub hours_over_cap: Hours,
}

impl LedgerLine {
    /// Whether it counts although the applicant was self-employed: no other work of that kind passes than that of the public policy.
    pub fn is_under_physician_policy(&self, case: &CaseFile) -> bool {
        let row = case.employment.get(self.record);
        let kind = row.and_then(|row| row.facts.employment_type.known());
        self.treatment == Treatment::Counted
            && kind == Some(&EmploymentType::SelfEmployedPhysicianPublic)
    }

    /// Whether the code of its occupation is known, and only which side of the line it lies on is not.
    pub fn is_on_both_sides(&self) -> bool {
        self.level.is_some() && self.reasons.contains(&Reason::OccupationUnknown)
    }

    /// The number of the permit that it rests on; empty if there is none.
    pub fn permit_number<'a>(&self, case: &'a CaseFile) -> &'a str {
        permit_number(case, self.permit)
    }
}

fn permit_number(case: &CaseFile, permit: Option<usize>) -> &str {
    let row = permit.and_then(|position| case.permits.get(position));
    row.map_or("", |row| &row.facts.permit_number)
}

/// A ledger in the making: by record, then by day. The hours of its lines are hours a week, once for each day.
pub(crate) struct Lines<'a> {
    case: &'a CaseFile,
    ledger: Vec<LedgerLine>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(case: &'a CaseFile, jobs: usize, segments: usize) -> Self {
        Self {
            case,
            // A few periods for each job: outside the window, before and after a permit. Over few segments fewer.
            ledger: Vec::with_capacity(segments.min(jobs * 3)),
        }
    }

    /// Adds the next days of the last job, on which it is treated as on those before: its last line goes on. Returns the position of the line.
    pub(crate) fn go_on(&mut self, days: Period) -> Option<u32> {
        let line = self.ledger.last_mut()?;
        line.period = Period::new(line.period.first(), days.last())?;
        Some(self.last())
    }

    /// The position of the last line.
    fn last(&self) -> u32 {
        u32::try_from(self.ledger.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Adds the next days of a job, and returns the position of their line. They follow those before without a gap: the last line goes on
    /// if the job is treated the same in every respect.
    pub(crate) fn add(
        &mut self,
        days: Period,
        job: &Job,
        judged: &Judged,
        (authority, permit): (Authority, Option<usize>),
    ) -> u32 {
        let number = |permit| permit_number(self.case, permit);
        let same_permit = |other| other == permit || number(other) == number(permit);
        let last = self.ledger.last_mut();
        if let Some(line) = last.filter(|line| line.record == job.record)
            && line.treatment == judged.treatment
            && line.authority == authority
            && line.reasons == judged.reasons
            && same_permit(line.permit)
            && let Some(longer) = Period::new(line.period.first(), days.last())
        {
            line.period = longer;
            return self.last();
        }
        let rate = &job.bounds;
        self.ledger.push(LedgerLine {
            record: job.record,
            period: days,
            level: job.occupation.level,
            authority,
            permit,
            treatment: judged.treatment,
            reasons: judged.reasons,
            hours_per_week: job
                .rate_known
                .then(|| (rate.low.clone(), rate.high.clone())),
            hours_counted: Hours::ZERO,
            hours_uncertain: Hours::ZERO,
            hours_over_cap: Hours::ZERO,
        });
        self.last()
    }

    /// The jobs that are held on a segment, each with its line.
    pub(crate) fn of(&self, segment: &Segment) -> impl Iterator<Item = (u32, &LedgerLine)> {
        let held = segment.held.iter();
        held.filter_map(|held| Some((held.job, self.line(*held)?)))
    }

    /// The line of a job that is held.
    pub(crate) fn line(&self, held: Held) -> Option<&LedgerLine> {
        self.ledger.get(held.line as usize)
    }

    /// Adds what the jobs that are worked on a segment get of the cap.
    pub(crate) fn add_shares(&mut self, segment: &Segment, shares: &[Share]) {
        let days = i64::from(segment.days.days());
        let mut shares = shares.iter();
        for held in &segment.held {
            let line = self.ledger.get_mut(held.line as usize);
            let line = line.filter(|line| line.treatment != Treatment::Excluded);
            let Some((line, share)) = line.and_then(|line| Some((line, shares.next()?))) else {
                continue;
            };
            let sums = [
                (&mut line.hours_counted, &share.counted),
                (&mut line.hours_uncertain, &share.uncertain),
                (&mut line.hours_over_cap, &share.over),
            ];
            for (sum, weekly) in sums {
                if !weekly.is_zero() {
                    *sum = sum.plus_times(weekly, days);
                }
            }
        }
    }

    /// The ledger.
    pub(crate) fn finish(self) -> Vec<LedgerLine> {
        let mut ledger = self.ledger;
        let worked = |line: &&mut LedgerLine| line.treatment != Treatment::Excluded;
        for line in ledger.iter_mut().filter(worked) {
            let sums = [
                &mut line.hours_counted,
                &mut line.hours_uncertain,
                &mut line.hours_over_cap,
            ];
            for sum in sums {
                if !sum.is_zero() {
                    *sum = sum.times(1, WEEK);
                }
            }
        }
        ledger
    }
}

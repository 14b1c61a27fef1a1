//! The ledger: every employment record cut into periods of one treatment.

use crate::calendar::Period;
use crate::casefile::CaseFile;
use crate::experience::cap::Share;
use crate::experience::job::Job;
use crate::experience::judged::Judged;
use crate::experience::sums::WEEK;
use crate::finding::Reasons;
use crate::law::{Hours, Level};

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
    /// What authorized the work, in a word (`open`, `employer_specific`, `maintained_186u`, `after_studies_186w`, `exempt`,
    /// `interim`, `refugee`, `study_permit`, `co_op`, `none`, `unknown`).
    pub authorization: &'static str,
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
    /// The number of the permit that it rests on; empty if there is none.
    pub fn permit_number<'a>(&self, case: &'a CaseFile) -> &'a str {
        permit_number(case, self.permit)
    }
}

fn permit_number(case: &CaseFile, permit: Option<usize>) -> &str {
    let row = permit.and_then(|position| case.permits.get(position));
    row.map_or("", |row| &row.facts.permit_number)
}

/// What a line says of the authorization.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    /// The word.
    pub authorization: &'static str,
    /// The position of the permit.
    pub permit: Option<usize>,
}

/// The lines of a ledger in the making: by record, then by day. Their hours are hours a week, once for each day.
pub(crate) struct Lines<'a> {
    case: &'a CaseFile,
    lines: Vec<LedgerLine>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(case: &'a CaseFile, jobs: usize) -> Self {
        Self {
            case,
            // A few periods for each job: outside the window, before and after a permit.
            lines: Vec::with_capacity(jobs * 3),
        }
    }

    /// Adds a segment of a job: the line before goes on if the job is treated the same in every respect.
    pub(crate) fn add(
        &mut self,
        segment: Period,
        one: &Judged,
        job: &Job,
        share: &Share,
        shown: Shown,
    ) {
        let days = i64::from(segment.days());
        let number = |permit| permit_number(self.case, permit);
        let same_permit = |other| other == shown.permit || number(other) == number(shown.permit);
        let mut lines = self.lines.iter();
        let last = lines.rposition(|line| line.record <= job.record);
        let before = last.and_then(|last| self.lines.get_mut(last));
        if let Some(line) = before.filter(|line| line.record == job.record)
            && line.period.last().next() == segment.first()
            && line.treatment == one.treatment
            && line.reasons == one.reasons
            && line.authorization == shown.authorization
            && same_permit(line.permit)
            && let Some(period) = Period::new(line.period.first(), segment.last())
        {
            line.period = period;
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
            return;
        }
        let rate = &job.bounds;
        let next = last.map_or(0, |last| last + 1);
        let line = LedgerLine {
            record: job.record,
            period: segment,
            level: job.occupation.level,
            authorization: shown.authorization,
            permit: shown.permit,
            treatment: one.treatment,
            reasons: one.reasons,
            hours_per_week: job
                .rate_known
                .then(|| (rate.low.clone(), rate.high.clone())),
            hours_counted: so_often(&share.counted, days),
            hours_uncertain: so_often(&share.uncertain, days),
            hours_over_cap: so_often(&share.over, days),
        };
        // Segments come by day; the lines of later records move on.
        self.lines.insert(next, line);
    }

    /// The ledger.
    pub(crate) fn finish(self) -> Vec<LedgerLine> {
        let mut lines = self.lines;
        for line in &mut lines {
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
        lines
    }
}

/// Weekly hours, once for each of so many days; usually there are none.
fn so_often(weekly: &Hours, days: i64) -> Hours {
    if weekly.is_zero() {
        Hours::ZERO
    } else {
        weekly.times(days, 1)
    }
}

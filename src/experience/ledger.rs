//! The ledger: every employment record cut into periods of one treatment.

use crate::calendar::Period;
use crate::experience::cap::Share;
use crate::experience::job::Job;
use crate::experience::judged::Judged;
use crate::experience::sums::WEEK;
use crate::finding::Reasons;
use crate::law::{Hours, Level};
use crate::provenance::Text;

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
    /// Number, or else row address, of the permit it rests on; empty if there is none.
    pub permit: Text,
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

/// The lines of a ledger in the making. Their hours are hours a week, once for each day.
pub(crate) struct Lines {
    lines: Vec<LedgerLine>,
}

impl Lines {
    pub(crate) fn new(jobs: usize) -> Self {
        Self {
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
        authorization: &'static str,
        permit: Option<&Text>,
    ) {
        let days = i64::from(segment.days());
        // The line before is one of the last: few jobs are held at the same time.
        let mut lines = self.lines.iter_mut();
        if let Some(line) = lines.rfind(|line| line.record == job.record)
            && line.period.last().next() == segment.first()
            && line.treatment == one.treatment
            && line.reasons == one.reasons
            && line.authorization == authorization
            && *line.permit == *permit.map_or("", |permit| &**permit)
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
        let sum = |weekly: &Hours| {
            if weekly.is_zero() {
                Hours::ZERO
            } else {
                weekly.times(days, 1)
            }
        };
        let rate = &job.bounds;
        self.lines.push(LedgerLine {
            record: job.record,
            period: segment,
            level: job.occupation.level,
            authorization,
            permit: permit.cloned().unwrap_or_default(),
            treatment: one.treatment,
            reasons: one.reasons,
            hours_per_week: job
                .rate_known
                .then(|| (rate.low.clone(), rate.high.clone())),
            hours_counted: sum(&share.counted),
            hours_uncertain: sum(&share.uncertain),
            hours_over_cap: sum(&share.over),
        });
    }

    /// The ledger: by record, then by day.
    pub(crate) fn in_order(self) -> Vec<LedgerLine> {
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
        // Within a record the lines stand by day already.
        lines.sort_by_key(|line| line.record);
        lines
    }
}

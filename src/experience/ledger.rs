//! The ledger: every employment record cut into periods of one treatment.

use crate::calendar::Period;
use crate::finding::Reason;
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
    pub reasons: Vec<Reason>,
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
    /// Whether the other line goes on where this one ends, with the same treatment in every respect.
    fn continues_with(&self, next: &Self) -> bool {
        self.record == next.record
            && self.period.last().next() == next.period.first()
            && self.treatment == next.treatment
            && self.reasons == next.reasons
            && self.authorization == next.authorization
            && self.permit == next.permit
    }
}

/// Puts the lines in order (record, day) and joins those that go on unchanged.
pub(crate) fn in_order(mut lines: Vec<LedgerLine>) -> Vec<LedgerLine> {
    lines.sort_by_key(|line| (line.record, line.period.first()));
    let mut joined: Vec<LedgerLine> = Vec::with_capacity(lines.len());
    for line in lines {
        match joined.last_mut() {
            Some(before) if before.continues_with(&line) => {
                if let Some(period) = Period::new(before.period.first(), line.period.last()) {
                    before.period = period;
                }
                before.hours_counted = before.hours_counted.plus(&line.hours_counted);
                before.hours_uncertain = before.hours_uncertain.plus(&line.hours_uncertain);
                before.hours_over_cap = before.hours_over_cap.plus(&line.hours_over_cap);
            }
            _ => joined.push(line),
        }
    }
    joined
}

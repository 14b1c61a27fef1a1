//! Adjacent or overlapping permits of one kind become one run ("adjacent or overlapping work permits of the same class and
//! employer are one P", "adjacent or overlapping study permits are one S").

use crate::authorization::terms::Validity;
use crate::calendar::{Day, RecordedDate};

/// Permits that are one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Run {
    /// First day.
    pub from: RecordedDate,
    /// Last day; the day before an unknown end has no meaning when `open_ended`.
    pub to: RecordedDate,
    /// Whether a permit of the run has no recorded end.
    pub open_ended: bool,
    /// Whether the run may in truth be cut otherwise (imprecise dates), or its permits may not exist.
    pub doubtful: bool,
    /// Row of the permit that ends last, among the case's permits.
    pub row: usize,
}

impl Run {
    fn single(validity: Validity, row: usize) -> Self {
        Self {
            from: validity.from,
            to: validity.to.unwrap_or(validity.from),
            open_ended: validity.to.is_none(),
            doubtful: validity.doubtful,
            row,
        }
    }

    fn joined(self, next: Self) -> Self {
        let later = if self.to.latest < next.to.latest {
            next.row
        } else {
            self.row
        };
        Self {
            from: RecordedDate {
                earliest: self.from.earliest.min(next.from.earliest),
                latest: self.from.latest.min(next.from.latest),
            },
            to: RecordedDate {
                earliest: self.to.earliest.max(next.to.earliest),
                latest: self.to.latest.max(next.to.latest),
            },
            open_ended: self.open_ended || next.open_ended,
            doubtful: self.doubtful || next.doubtful,
            row: later,
        }
    }

    fn reaches_surely(&self, next_from: Day) -> bool {
        next_from <= self.to.earliest.next()
    }
}

/// The runs of permits of one kind, in order. Where imprecise dates leave open whether two permits touch, both the separate and the
/// joined runs are given, all of them doubtful.
pub(crate) fn runs(mut permits: Vec<(Validity, usize)>) -> Vec<Run> {
    permits.sort_by_key(|(validity, row)| (validity.from.earliest, validity.from.latest, *row));
    let mut sure: Vec<Run> = Vec::new();
    for (validity, row) in permits {
        let next = Run::single(validity, row);
        match sure.last_mut() {
            Some(run) if run.reaches_surely(next.from.latest) || run.open_ended => {
                *run = run.joined(next);
            }
            _ => sure.push(next),
        }
    }
    let mut result: Vec<Run> = Vec::new();
    let mut rest = sure.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let mut joined = *first;
        let mut touching = 1;
        for next in after {
            if next.from.earliest <= joined.to.latest.next() {
                joined = joined.joined(*next);
                touching += 1;
            } else {
                break;
            }
        }
        let (group, later) = rest.split_at(touching);
        if touching == 1 {
            result.push(*first);
        } else {
            result.extend(group.iter().map(|run| Run {
                doubtful: true,
                ..*run
            }));
            result.push(Run {
                doubtful: true,
                ..joined
            });
        }
        rest = later;
    }
    result
}

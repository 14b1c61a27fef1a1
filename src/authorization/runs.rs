//! Adjacent or overlapping permits of one kind become one run ("adjacent or overlapping work permits of the same class and
//! employer are one P", "adjacent or overlapping study permits are one S").

use crate::authorization::terms::{Reach, Validity};
use crate::calendar::{Day, PeriodSet, RecordedDate};
use crate::finding::Reason;
use smallvec::SmallVec;

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
    /// The run of one permit.
    pub(crate) fn single(validity: Validity, row: usize) -> Self {
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

/// Permits of one kind that touch or may touch: how they may be cut into runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Cuts {
    /// In one way, into one run, as nearly always.
    One(Run),
    /// In two: apart, or joined.
    Two(Vec<Run>, Run),
}

impl Cuts {
    /// The runs of each cut, apart before joined.
    pub(crate) fn each(&self) -> impl Iterator<Item = &[Run]> {
        let (apart, whole) = match self {
            Self::One(run) => (None, run),
            Self::Two(apart, joined) => (Some(apart.as_slice()), joined),
        };
        apart.into_iter().chain([std::slice::from_ref(whole)])
    }

    /// The run of all permits.
    pub(crate) const fn whole(&self) -> &Run {
        match self {
            Self::One(run) | Self::Two(_, run) => run,
        }
    }

    /// What each run gives, over all cuts.
    pub(crate) fn reaches(&self, of: impl Fn(&Run) -> Option<Reach>, push: &mut impl FnMut(Reach)) {
        if let Self::One(run) = self {
            of(run).into_iter().for_each(push);
        } else {
            let given = self.each().map(|cut| cut.iter().filter_map(&of).collect());
            over_cuts(given.collect()).into_iter().for_each(push);
        }
    }
}

/// The runs of permits of one kind, in groups that surely do not touch. Where imprecise dates leave open whether two permits touch,
/// the group has two cuts, apart and joined; where there are more ways, the runs of both are doubtful as well.
pub(crate) fn runs(mut permits: SmallVec<[(Validity, usize); 2]>) -> SmallVec<[Cuts; 1]> {
    // Nearly always there is one permit of a kind, or none.
    match permits.as_slice() {
        [] => return SmallVec::new(),
        [(validity, row)] => return SmallVec::from([Cuts::One(Run::single(*validity, *row))]),
        _ => {}
    }
    // Of permits that begin alike the one that ends first comes first, whatever the order of the rows.
    let order = |(validity, row): &(Validity, usize)| {
        (validity.from, validity.to.is_none(), validity.to, *row)
    };
    permits.sort_by_key(order);
    let mut apart: SmallVec<[Run; 2]> = SmallVec::new();
    for (validity, row) in permits {
        let next = Run::single(validity, row);
        match apart.last_mut() {
            Some(run) if run.reaches_surely(next.from.latest) || run.open_ended => {
                *run = run.joined(next);
            }
            _ => apart.push(next),
        }
    }
    let mut groups = SmallVec::new();
    let mut rest = apart.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let mut joined = *first;
        let mut touching = 1;
        for next in after {
            if next.from.earliest > joined.to.latest.next() {
                break;
            }
            joined = joined.joined(*next);
            touching += 1;
        }
        let (group, later) = rest.split_at(touching);
        let more_ways = 2 < touching;
        let doubted = |run: &Run| Run {
            doubtful: run.doubtful || more_ways,
            ..*run
        };
        groups.push(if touching == 1 {
            Cuts::One(*first)
        } else {
            Cuts::Two(group.iter().map(doubted).collect(), doubted(&joined))
        });
        rest = later;
    }
    groups
}

/// What the runs of one cut give.
type Reaches = SmallVec<[Reach; 1]>;

/// What holds over all cuts of a group: sure where it is so under each of them, possible where it is so under any.
pub(crate) fn over_cuts(mut cuts: SmallVec<[Reaches; 2]>) -> Reaches {
    let Some(first) = cuts.pop() else {
        return Reaches::new();
    };
    let Some(other) = cuts.pop() else {
        return first;
    };
    let sure =
        |reaches: &[Reach]| PeriodSet::from_periods(reaches.iter().filter_map(|reach| reach.sure));
    let in_both = sure(&first).intersection(&sure(&other));
    let certain = in_both.periods().iter().map(|period| Reach {
        sure: Some(*period),
        possible: Some(*period),
        doubt: Reason::DateImprecise,
        second_doubt: None,
    });
    let open = first
        .iter()
        .chain(&other)
        .map(|reach| reach.only_possible(reach.doubt));
    certain.chain(open).collect()
}

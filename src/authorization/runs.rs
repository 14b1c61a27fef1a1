//! Adjacent or overlapping permits of one kind become one run ("adjacent or overlapping work permits of the same class and
//! employer are one P", "adjacent or overlapping study permits are one S").

use crate::authorization::doubts::Doubts;
use crate::authorization::reach::{Reach, doubts_of_any};
use crate::authorization::terms::Validity;
use crate::calendar::{Day, Period, RecordedDate};
use crate::finding::Reason;
use smallvec::{SmallVec, smallvec};

/// Permits that are one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Run {
    /// First day.
    pub from: RecordedDate,
    /// Last day; the day before an unknown end has no meaning when `open_ended`.
    pub to: RecordedDate,
    /// Whether a permit of the run has no recorded end.
    pub open_ended: bool,
    /// What must be settled about the run itself: whether its permits exist, or whether it is cut otherwise in truth.
    pub open: Doubts,
    /// Row of the permit that ends last, among the case's permits.
    pub row: usize,
    /// Rows of all its permits.
    pub rows: SmallVec<[usize; 2]>,
}

impl Run {
    /// The run of one permit.
    pub(crate) fn single(validity: Validity, row: usize) -> Self {
        let mut open = Doubts::default();
        if validity.doubtful {
            open.add(Reason::AuthorizationUnknown);
        }
        Self {
            from: validity.from,
            to: validity.to.unwrap_or(validity.from),
            open_ended: validity.to.is_none(),
            open,
            row,
            rows: smallvec![row],
        }
    }

    /// Takes in a permit, or a run, that it touches.
    fn join(&mut self, next: &Self) {
        let both = Self {
            from: RecordedDate {
                earliest: self.from.earliest.min(next.from.earliest),
                latest: self.from.latest.min(next.from.latest),
            },
            to: RecordedDate {
                earliest: self.to.earliest.max(next.to.earliest),
                latest: self.to.latest.max(next.to.latest),
            },
            open_ended: self.open_ended || next.open_ended,
            open: self.open.and(next.open),
            row: if self.to.latest < next.to.latest {
                next.row
            } else {
                self.row
            },
            rows: std::mem::take(&mut self.rows),
        };
        // What adds no day to the run leaves nothing open about it.
        let alone = [&*self, next].map(|one| one.has_the_days_of(&both).then_some(one.open));
        let open = alone
            .into_iter()
            .flatten()
            .min_by_key(|open| !open.is_empty());
        *self = Self {
            open: open.unwrap_or(both.open),
            ..both
        };
        self.rows.extend_from_slice(&next.rows);
    }

    fn has_the_days_of(&self, other: &Self) -> bool {
        (self.from, self.to, self.open_ended) == (other.from, other.to, other.open_ended)
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
    pub(crate) fn reaches(&self, of: impl Fn(&Run, &mut Reaches)) -> Reaches {
        over_cuts(self.each().map(|cut| {
            let mut given = Reaches::new();
            for run in cut {
                of(run, &mut given);
            }
            given
        }))
    }
}

/// The runs of permits of one kind, in groups that surely do not touch. Where imprecise dates leave open whether two permits touch,
/// the group has two cuts, apart and joined; where there are more ways, the runs of both are doubtful as well.
pub(crate) fn runs(mut permits: SmallVec<[(Validity, usize); 2]>) -> SmallVec<[Cuts; 1]> {
    for (validity, _) in &mut permits {
        *validity = validity.in_order();
    }
    // Nearly always there is one permit of a kind, or none.
    match permits.as_slice() {
        [] => return SmallVec::new(),
        [(validity, row)] => return SmallVec::from([Cuts::One(Run::single(*validity, *row))]),
        _ => {}
    }
    // Of permits that begin alike the one that ends first comes first, whatever the order of the rows; of those that end alike, too, one
    // that surely exists.
    let order = |(validity, row): &(Validity, usize)| {
        let Validity { from, to, doubtful } = *validity;
        (from, to.is_none(), to, doubtful, *row)
    };
    permits.sort_by_key(order);
    let apart = surely_one(permits);
    let mut groups = SmallVec::new();
    let mut rest = apart.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let mut joined = first.clone();
        let mut touching = 1;
        for next in after {
            if next.from.earliest > joined.to.latest.next() {
                break;
            }
            joined.join(next);
            touching += 1;
        }
        let (group, later) = rest.split_at(touching);
        let more_ways = 2 < touching;
        let doubted = |run: &Run| {
            let mut run = run.clone();
            if more_ways {
                run.open.add(Reason::DateImprecise);
            }
            run
        };
        groups.push(if touching == 1 {
            Cuts::One(first.clone())
        } else {
            Cuts::Two(group.iter().map(doubted).collect(), doubted(&joined))
        });
        rest = later;
    }
    groups
}

/// The runs of permits, in the order of their beginnings, of those that surely touch.
fn surely_one(permits: SmallVec<[(Validity, usize); 2]>) -> SmallVec<[Run; 2]> {
    let mut apart: SmallVec<[Run; 2]> = SmallVec::new();
    for (validity, row) in permits {
        let next = Run::single(validity, row);
        // It makes one of all that surely reach it, also of those that do not surely touch each other.
        let mut place: Option<usize> = None;
        for run in std::mem::take(&mut apart) {
            let reaches = run.open_ended || run.reaches_surely(next.from.latest);
            match place.and_then(|at| apart.get_mut(at)) {
                Some(one) if reaches => one.join(&run),
                _ => {
                    place = place.or(reaches.then_some(apart.len()));
                    apart.push(run);
                }
            }
        }
        match place.and_then(|at| apart.get_mut(at)) {
            Some(one) => one.join(&next),
            None => apart.push(next),
        }
    }
    apart
}

/// What the runs of one cut give.
pub(crate) type Reaches = SmallVec<[Reach; 1]>;

/// Those that differ.
pub(crate) fn each_once(all: impl Iterator<Item = Reach>) -> Reaches {
    let mut reaches = Reaches::new();
    for reach in all {
        if !reaches.contains(&reach) {
            reaches.push(reach);
        }
    }
    reaches
}

/// What holds over all cuts of a group: on a day on which each of them says the same, that; on another, all that either leaves open, and
/// the dates, which decide between the cuts.
pub(crate) fn over_cuts(mut cuts: impl Iterator<Item = Reaches>) -> Reaches {
    let apart = cuts.next().unwrap_or_default();
    let Some(joined) = cuts.next() else {
        return apart;
    };
    let both = apart.iter().chain(&joined);
    let periods = both
        .flat_map(|reach| [reach.possible, reach.dated])
        .flatten();
    let mut breaks: SmallVec<[Day; 8]> = periods
        .flat_map(|period| [period.first(), period.last().next()])
        .collect();
    breaks.sort_unstable();
    breaks.dedup();
    let mut reaches = Reaches::new();
    for (first, after) in breaks.iter().zip(breaks.iter().skip(1)) {
        let days = Period::new(*first, after.previous());
        let said = [&apart, &joined].map(|cut| doubts_of_any(cut.iter().copied(), *first));
        let open = match said {
            [None, None] => continue,
            [one, other] if one == other => one.unwrap_or_default(),
            [one, other] => {
                let mut open = one.unwrap_or_default().and(other.unwrap_or_default());
                open.add(Reason::DateImprecise);
                open
            }
        };
        reaches.push(Reach {
            dated: days,
            possible: days,
            open,
        });
    }
    reaches
}

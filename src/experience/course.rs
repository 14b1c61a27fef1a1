//! The course of the hours: how those of a window that moves day by day stand to the required ones.

use crate::calendar::{Day, Period};
use crate::experience::pace::{Paces, days_until_change, moved};
use crate::experience::stretches::Both;
use crate::law::Hours;

/// How the hours of a window stand to what they are compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Reached {
    /// They surely reach the required ones.
    pub surely: bool,
    /// They may reach them.
    pub perhaps: bool,
    /// There may be any.
    pub any: bool,
}

impl Paces {
    /// Hands on how the hours stand on the first of the assessed days, and how they stand from each day on on which that changes, in order.
    /// `window` is that of the first assessed day; each day moves both its ends by one day. `required` is a sum of hours a week.
    pub(crate) fn course(
        &self,
        assessed: Period,
        window: Period,
        required: &Hours,
        from: &mut impl FnMut(Day, Reached),
    ) {
        let ends = self.ends(window);
        let mut now = self.hours(ends);
        let possible = now.possible();
        let mut reached = Reached {
            surely: *required <= now.sure,
            perhaps: self.unlimited || *required <= possible,
            any: !possible.is_zero(),
        };
        from(assessed.first(), reached);
        self.walk(assessed, window, ends, |day, days, both| {
            let weekly = both.map(|position| {
                let weekly = &self.stretches.all.get(position?)?.weekly;
                (!weekly.are_none()).then_some(weekly)
            });
            if weekly == [None; 2] {
                // No hours are lost and none gained.
                return;
            }
            let then = moved(&now, weekly, days);
            let turns = self.turns(&now, &then, required, days);
            now = then;
            let mut passed = 0;
            let next = |passed| {
                let turns = turns.iter().flatten().copied();
                turns.filter(|turn| passed < *turn).min()
            };
            while let Some(turn) = next(passed) {
                let [surely, perhaps, any] = turns.map(|one| one == Some(turn));
                reached.surely ^= surely;
                reached.perhaps ^= perhaps;
                reached.any ^= any;
                let on = day.plus_days(turn);
                if on <= assessed.last() {
                    from(on, reached);
                }
                passed = turn;
            }
        });
    }

    /// After how many days each of the three comparisons comes out otherwise, where the hours grow in straight lines: each does at most
    /// once.
    fn turns(&self, now: &Both, then: &Both, required: &Hours, days: i32) -> [Option<i32>; 3] {
        let until_reached =
            |now: &Hours, then: &Hours| days_until_change([required, now], [required, then], days);
        let until_any = |now: &Hours, then: &Hours| {
            let nought = &Hours::ZERO;
            let may_change = now.is_zero() != then.is_zero();
            may_change
                .then(|| days_until_change([now, nought], [then, nought], days))
                .flatten()
        };
        let surely = until_reached(&now.sure, &then.sure);
        let all_sure = now.beyond.is_zero() && then.beyond.is_zero();
        let (perhaps, any) = if all_sure {
            (surely, until_any(&now.sure, &then.sure))
        } else {
            let (now, then) = (now.possible(), then.possible());
            (until_reached(&now, &then), until_any(&now, &then))
        };
        [surely, perhaps.filter(|_| !self.unlimited), any]
    }
}

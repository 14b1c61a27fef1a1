//! The weekly cap, shared among the jobs of one segment.

use crate::experience::Treatment;
use crate::law::Hours;

/// The weekly hours that one job brings to a segment.
#[derive(Clone, Debug)]
pub(crate) struct Claim<'a> {
    /// How the job is treated in the segment.
    pub treatment: Treatment,
    /// Weekly hours that surely were worked.
    pub low: &'a Hours,
    /// Weekly hours that were worked at most.
    pub high: &'a Hours,
}

/// What a job gets of the cap, in hours a week.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Share {
    /// Hours that count.
    pub counted: Hours,
    /// Hours that may count.
    pub uncertain: Hours,
    /// Hours beyond the cap.
    pub over: Hours,
}

impl Share {
    /// Nothing.
    pub(crate) const NONE: Self = Self {
        counted: Hours::ZERO,
        uncertain: Hours::ZERO,
        over: Hours::ZERO,
    };
}

/// Takes what is left of the cap for the hours wanted: the hours got, and those beyond.
fn take(left: &mut Hours, wanted: &Hours) -> (Hours, Hours) {
    if wanted <= left {
        *left = left.minus(wanted);
        (wanted.clone(), Hours::ZERO)
    } else {
        let over = wanted.minus(left);
        (std::mem::replace(left, Hours::ZERO), over)
    }
}

impl Claim<'_> {
    /// The sure hours of a counted job.
    fn take_sure(&self, left: &mut Hours, share: &mut Share) {
        if self.treatment == Treatment::Counted {
            (share.counted, share.over) = take(left, self.low);
        }
    }

    /// All hours of an uncertain job, and the part of a counted job's range that is not sure.
    fn take_doubtful(&self, left: &mut Hours, share: &mut Share) {
        match self.treatment {
            Treatment::Counted if self.high == self.low => {}
            Treatment::Counted => {
                let (uncertain, over) = take(left, &self.high.minus(self.low));
                share.uncertain = uncertain;
                share.over = share.over.plus(&over);
            }
            Treatment::Uncertain => (share.uncertain, share.over) = take(left, self.high),
            Treatment::Excluded => {}
        }
    }

    /// The share of a job with which no other shares the cap.
    pub(crate) fn alone(&self, cap: &Hours) -> Share {
        let mut left = cap.clone();
        let mut share = Share::NONE;
        self.take_sure(&mut left, &mut share);
        self.take_doubtful(&mut left, &mut share);
        share
    }
}

/// Shares the cap: the jobs, in the order given, take it for their sure hours first, then for the doubtful ones. Each claim comes with
/// the place of its share.
pub(crate) fn share<'a>(
    claims: impl Iterator<Item = (usize, Claim<'a>)> + Clone,
    cap: &Hours,
    shares: &mut [Share],
) {
    let mut left = cap.clone();
    for (place, claim) in claims.clone() {
        if let Some(share) = shares.get_mut(place) {
            claim.take_sure(&mut left, share);
        }
    }
    for (place, claim) in claims {
        if let Some(share) = shares.get_mut(place) {
            claim.take_doubtful(&mut left, share);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_hours_take_the_cap_before_doubtful_ones() {
        let (ten, fifteen, twenty, forty) = (
            Hours::whole(10),
            Hours::whole(15),
            Hours::whole(20),
            Hours::whole(40),
        );
        let claims = [
            Claim {
                treatment: Treatment::Uncertain,
                low: &forty,
                high: &forty,
            },
            Claim {
                treatment: Treatment::Counted,
                low: &ten,
                high: &fifteen,
            },
            Claim {
                treatment: Treatment::Counted,
                low: &ten,
                high: &ten,
            },
            Claim {
                treatment: Treatment::Excluded,
                low: &twenty,
                high: &twenty,
            },
        ];
        let mut shares = vec![Share::NONE; claims.len()];
        share(
            claims.iter().cloned().enumerate(),
            &Hours::whole(30),
            &mut shares,
        );
        let shown: Vec<[String; 3]> = shares
            .iter()
            .map(|s| {
                [
                    s.counted.to_string(),
                    s.uncertain.to_string(),
                    s.over.to_string(),
                ]
            })
            .collect();
        assert_eq!(
            shown,
            [
                ["0.00", "10.00", "30.00"],
                ["10.00", "0.00", "5.00"],
                ["10.00", "0.00", "0.00"],
                ["0.00", "0.00", "0.00"]
            ]
        );
    }

    #[test]
    fn a_job_alone_gets_what_the_only_one_of_several_gets() {
        let hours = [0, 10, 30, 40].map(Hours::whole);
        for treatment in Treatment::ALL {
            for (low, high) in [(0, 0), (0, 2), (1, 1), (1, 2), (1, 3), (3, 3)] {
                let claim = Claim {
                    treatment,
                    low: &hours[low],
                    high: &hours[high],
                };
                let mut shared = [Share::NONE];
                let only = std::iter::once((0, claim.clone()));
                share(only, &Hours::whole(30), &mut shared);
                let [shared] = shared;
                assert_eq!(shared, claim.alone(&Hours::whole(30)), "{claim:?}");
            }
        }
    }
}

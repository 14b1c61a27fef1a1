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

/// Shares the cap: the jobs, in the order given, take it for their sure hours first, then for the doubtful ones (all hours of an
/// uncertain job, and the part of a counted job's range that is not sure). Each claim comes with the place of its share.
pub(crate) fn share<'a>(
    claims: impl Iterator<Item = (usize, Claim<'a>)> + Clone,
    cap: &Hours,
    shares: &mut [Share],
) {
    let mut left = cap.clone();
    for (place, claim) in claims.clone() {
        if claim.treatment == Treatment::Counted
            && let Some(share) = shares.get_mut(place)
        {
            (share.counted, share.over) = take(&mut left, claim.low);
        }
    }
    for (place, claim) in claims {
        let (Some(share), false) = (
            shares.get_mut(place),
            claim.treatment == Treatment::Excluded,
        ) else {
            continue;
        };
        if claim.treatment == Treatment::Counted {
            if claim.high != claim.low {
                let (uncertain, over) = take(&mut left, &claim.high.minus(claim.low));
                share.uncertain = uncertain;
                share.over = share.over.plus(&over);
            }
        } else {
            (share.uncertain, share.over) = take(&mut left, claim.high);
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
}

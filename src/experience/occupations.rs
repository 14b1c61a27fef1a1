//! Which language thresholds the work asks for: the occupation with the most work (IRPR s. 87.1(2)(e)) and the band with the most
//! (IRCC's instruction), both as bounds.

use crate::experience::Treatment;
use crate::experience::job::Job;
use crate::law::{Bands, Edition, Hours};

/// The thresholds that may apply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ThresholdSet {
    /// The lowest of them.
    pub lowest: u8,
    /// The highest of them.
    pub highest: u8,
}

impl ThresholdSet {
    /// Both thresholds of an edition.
    pub const fn both(edition: &Edition) -> Self {
        Self {
            lowest: edition.threshold_lower,
            highest: edition.threshold_upper,
        }
    }

    /// Whether more than one threshold is possible.
    pub const fn is_mixed(self) -> bool {
        self.lowest != self.highest
    }
}

/// Hours of a group of jobs, capped by themselves.
#[derive(Clone, Debug)]
struct Group {
    bands: Bands,
    low: Hours,
    high: Hours,
}

impl Group {
    const fn new(bands: Bands) -> Self {
        Self {
            bands,
            low: Hours::ZERO,
            high: Hours::ZERO,
        }
    }

    fn add(&mut self, low: &Hours, high: &Hours, days: i32, cap: &Hours) {
        self.low = self
            .low
            .plus(&Hours::min(low, cap).times(i64::from(days), 7));
        self.high = self
            .high
            .plus(&Hours::min(high, cap).times(i64::from(days), 7));
    }
}

/// What tells an occupation apart: its code, or the record itself where the code is unknown.
type Identity = Result<(u8, u32), usize>;

/// Sums the hours of occupations and bands over the segments of a window.
#[derive(Debug)]
pub(crate) struct OccupationHours {
    occupations: Vec<(Identity, Group)>,
    upper: Group,
    lower: Group,
}

const UPPER: Bands = Bands {
    upper: true,
    lower: false,
};
const LOWER: Bands = Bands {
    upper: false,
    lower: true,
};

impl OccupationHours {
    pub(crate) const fn new() -> Self {
        Self {
            occupations: Vec::new(),
            upper: Group::new(UPPER),
            lower: Group::new(LOWER),
        }
    }

    /// Adds a segment of `days` days: the jobs that are counted or uncertain on it.
    pub(crate) fn add(&mut self, jobs: &[(&Job, Treatment)], days: i32, cap: &Hours) {
        let identity = |job: &Job| job.occupation.identity.ok_or(job.record);
        let mut seen: Vec<Identity> = Vec::new();
        for (job, _) in jobs {
            let its = identity(job);
            if seen.contains(&its) {
                continue;
            }
            seen.push(its);
            let (low, high) = sums(jobs, |other| identity(other) == its, |_| true);
            let known = self.occupations.iter().position(|(one, _)| *one == its);
            let position = known.unwrap_or_else(|| {
                self.occupations
                    .push((its, Group::new(job.occupation.bands)));
                self.occupations.len() - 1
            });
            if let Some((_, group)) = self.occupations.get_mut(position) {
                group.add(&low, &high, days, cap);
            }
        }
        let (low, high) = sums(
            jobs,
            |job| job.occupation.bands.upper,
            |job| !job.occupation.bands.lower,
        );
        self.upper.add(&low, &high, days, cap);
        let (low, high) = sums(
            jobs,
            |job| job.occupation.bands.lower,
            |job| !job.occupation.bands.upper,
        );
        self.lower.add(&low, &high, days, cap);
    }

    /// The thresholds of every occupation, and of every band, that can be the largest.
    pub(crate) fn thresholds(&self, edition: &Edition) -> ThresholdSet {
        let occupations: Vec<&Group> = self.occupations.iter().map(|(_, group)| group).collect();
        let mut upper = false;
        let mut lower = false;
        for groups in [occupations, vec![&self.upper, &self.lower]] {
            for (position, group) in groups.iter().enumerate() {
                let others = groups
                    .iter()
                    .enumerate()
                    .filter(|(other, _)| *other != position);
                let largest = !group.high.is_zero()
                    && others.into_iter().all(|(_, other)| other.low <= group.high);
                upper |= largest && group.bands.upper;
                lower |= largest && group.bands.lower;
            }
        }
        match (upper, lower) {
            (true, false) => ThresholdSet {
                lowest: edition.threshold_upper,
                highest: edition.threshold_upper,
            },
            (false, true) => ThresholdSet {
                lowest: edition.threshold_lower,
                highest: edition.threshold_lower,
            },
            (true, true) | (false, false) => ThresholdSet::both(edition),
        }
    }
}

/// The sure and the possible weekly hours of the jobs that may belong to a group; only those that surely do add sure hours.
fn sums(
    jobs: &[(&Job, Treatment)],
    may: impl Fn(&Job) -> bool,
    surely: impl Fn(&Job) -> bool,
) -> (Hours, Hours) {
    let mut low = Hours::ZERO;
    let mut high = Hours::ZERO;
    for (job, treatment) in jobs.iter().filter(|(job, _)| may(job)) {
        high = high.plus(&job.bounds.high);
        if *treatment == Treatment::Counted && surely(job) {
            low = low.plus(&job.bounds.low);
        }
    }
    (low, high)
}

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
pub(crate) struct Group {
    bands: Bands,
    /// Hours that surely belong to it.
    pub low: Hours,
    /// Hours that may.
    pub high: Hours,
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
pub(crate) type Identity = Result<(u8, u32), usize>;

/// Sums the hours of occupations and bands over the segments of a window.
#[derive(Clone, Debug)]
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

    /// The groups that are compared with one another: the occupations, and the bands.
    fn families(&self) -> [Vec<&Group>; 2] {
        let occupations = self.occupations.iter().map(|(_, group)| group).collect();
        [occupations, vec![&self.upper, &self.lower]]
    }

    /// Every comparison that [`Self::thresholds`] rests on, in an order that only the groups decide.
    pub(crate) fn comparisons(&self) -> Vec<bool> {
        let mut all = Vec::new();
        for groups in self.families() {
            for group in &groups {
                all.push(group.high.is_zero());
                all.extend(groups.iter().map(|other| other.low <= group.high));
            }
        }
        all
    }

    /// The bands, then every occupation with what tells it apart, in order of first use.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (Option<Identity>, &Group)> {
        let occupations = self
            .occupations
            .iter()
            .map(|(its, group)| (Some(*its), group));
        [(None, &self.upper), (None, &self.lower)]
            .into_iter()
            .chain(occupations)
    }

    /// The same groups with other hours, which stand in the order of [`Self::groups`].
    pub(crate) fn with_hours(&self, mut hours: impl Iterator<Item = (Hours, Hours)>) -> Self {
        let mut other = self.clone();
        let occupations = other.occupations.iter_mut().map(|(_, group)| group);
        for group in [&mut other.upper, &mut other.lower]
            .into_iter()
            .chain(occupations)
        {
            if let Some((low, high)) = hours.next() {
                group.low = low;
                group.high = high;
            }
        }
        other
    }

    /// Adds the groups of another sum, without their hours.
    pub(crate) fn add_groups_of(&mut self, other: &Self) {
        for (its, group) in &other.occupations {
            if !self.occupations.iter().any(|(one, _)| one == its) {
                self.occupations.push((*its, Group::new(group.bands)));
            }
        }
    }

    /// The thresholds of every occupation, and of every band, that can be the largest.
    pub(crate) fn thresholds(&self, edition: &Edition) -> ThresholdSet {
        let mut upper = false;
        let mut lower = false;
        for groups in self.families() {
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

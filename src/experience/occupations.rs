//! Which language thresholds the work asks for: the occupation with the most work (IRPR s. 87.1(2)(e)) and the band with the most
//! (IRCC's instruction), both as bounds.

use crate::experience::Treatment;
use crate::experience::job::Job;
use crate::experience::rate::Rate;
use crate::experience::sums::Working;
use crate::law::{Bands, Edition, Hours};
use smallvec::SmallVec;
use std::ops::Range;

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

    /// The threshold of work that surely is of one band, as nearly all is: then no hours need be compared. `None` if there is work that may
    /// be of another band than the rest, or none that has hours.
    pub(crate) fn of_one_band(
        jobs: &[Job],
        working: &[Working],
        edition: &Edition,
    ) -> Option<Self> {
        let mut worked = working
            .iter()
            .filter_map(|(job, _)| jobs.get(*job as usize));
        let first = worked.next()?;
        let bands = first.occupation.bands;
        if first.bounds.high.is_zero() || !worked.all(|other| other.occupation.bands == bands) {
            return None;
        }
        match bands {
            UPPER => Some(Self::only(edition.threshold_upper)),
            LOWER => Some(Self::only(edition.threshold_lower)),
            _ => None,
        }
    }

    /// One threshold.
    const fn only(threshold: u8) -> Self {
        Self {
            lowest: threshold,
            highest: threshold,
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

    /// Adds weekly hours once for each of so many days: only their proportions matter.
    fn add(&mut self, (low, high): (&Hours, &Hours), days: i64, cap: &Hours) {
        if !low.is_zero() {
            self.low = self.low.plus_times(Hours::min(low, cap), days);
        }
        if !high.is_zero() {
            self.high = self.high.plus_times(Hours::min(high, cap), days);
        }
    }
}

/// What tells an occupation apart: its code, or the record itself where the code is unknown.
pub(crate) type Identity = Result<(u8, u32), usize>;

/// Sums the hours of occupations and bands over the segments of a window.
#[derive(Clone, Debug)]
pub(crate) struct OccupationHours {
    occupations: SmallVec<[(Identity, Group); USUAL_OCCUPATIONS]>,
    upper: Group,
    lower: Group,
}

/// How many bands there are.
const BANDS: usize = 2;

/// Few applicants work in more occupations within a window.
const USUAL_OCCUPATIONS: usize = 4;

pub(super) const UPPER: Bands = Bands {
    upper: true,
    lower: false,
};
pub(super) const LOWER: Bands = Bands {
    upper: false,
    lower: true,
};

impl OccupationHours {
    pub(crate) fn new() -> Self {
        Self {
            occupations: SmallVec::new(),
            upper: Group::new(UPPER),
            lower: Group::new(LOWER),
        }
    }

    /// Adds a segment of `days` days: the jobs that are counted or uncertain on it.
    pub(crate) fn add(&mut self, jobs: &[Job], working: &[Working], days: i64, cap: &Hours) {
        if let [(job, treatment)] = working {
            if let Some(job) = jobs.get(*job as usize) {
                self.add_one(job, *treatment, days, cap);
            }
            return;
        }
        let working = working.iter();
        let working =
            working.filter_map(|(job, treatment)| Some((jobs.get(*job as usize)?, *treatment)));
        for (position, (job, _)) in working.clone().enumerate() {
            let its = identity(job);
            let mut before = working.clone().take(position);
            if before.any(|(other, _)| identity(other) == its) {
                continue;
            }
            let (low, high) = sums(working.clone(), |other| identity(other) == its, |_| true);
            let position = self.position(its, job.occupation.bands);
            if let Some((_, group)) = self.occupations.get_mut(position) {
                group.add((&low, &high), days, cap);
            }
        }
        let (low, high) = sums(
            working.clone(),
            |job| job.occupation.bands.upper,
            |job| !job.occupation.bands.lower,
        );
        self.upper.add((&low, &high), days, cap);
        let (low, high) = sums(
            working,
            |job| job.occupation.bands.lower,
            |job| !job.occupation.bands.upper,
        );
        self.lower.add((&low, &high), days, cap);
    }

    /// Adds a segment on which one job is worked, as on nearly every one: nothing has to be summed first.
    fn add_one(&mut self, job: &Job, treatment: Treatment, days: i64, cap: &Hours) {
        let Rate { low, high } = &job.bounds;
        let low = if treatment == Treatment::Counted {
            low
        } else {
            &Hours::ZERO
        };
        let bands = job.occupation.bands;
        let position = self.position(identity(job), bands);
        if let Some((_, group)) = self.occupations.get_mut(position) {
            group.add((low, high), days, cap);
        }
        let families = [
            (&mut self.upper, bands.upper, bands.lower),
            (&mut self.lower, bands.lower, bands.upper),
        ];
        for (group, may, may_be_other) in families {
            if may {
                let low = if may_be_other { &Hours::ZERO } else { low };
                group.add((low, high), days, cap);
            }
        }
    }

    /// The position of an occupation, known or new.
    fn position(&mut self, its: Identity, bands: Bands) -> usize {
        let known = self.occupations.iter().position(|(one, _)| *one == its);
        known.unwrap_or_else(|| {
            self.occupations.push((its, Group::new(bands)));
            self.occupations.len() - 1
        })
    }

    /// The groups of each family, which are compared with one another: the bands, and the occupations in order of first use.
    fn families(
        &self,
    ) -> (
        impl Iterator<Item = &Group> + Clone,
        impl Iterator<Item = &Group> + Clone,
    ) {
        let bands = [&self.upper, &self.lower].into_iter();
        (bands, self.occupations.iter().map(|(_, group)| group))
    }

    /// The hours of all groups, the bands first, then the occupations.
    pub(crate) fn hours(&self) -> impl Iterator<Item = (&Hours, &Hours)> {
        let (bands, occupations) = self.families();
        let groups = bands.chain(occupations);
        groups.map(|group| (&group.low, &group.high))
    }

    /// The same groups with other hours, in the order of [`Self::hours`].
    pub(crate) fn with_hours(&self, mut hours: impl Iterator<Item = (Hours, Hours)>) -> Self {
        let mut of = |group: &Group| {
            let (low, high) = hours.next().unwrap_or((Hours::ZERO, Hours::ZERO));
            Group {
                bands: group.bands,
                low,
                high,
            }
        };
        Self {
            upper: of(&self.upper),
            lower: of(&self.lower),
            occupations: {
                let occupations = self.occupations.iter();
                occupations.map(|(its, group)| (*its, of(group))).collect()
            },
        }
    }

    /// Keeps the groups and forgets their hours.
    pub(crate) fn forget_hours(&mut self) {
        let occupations = self.occupations.iter_mut().map(|(_, group)| group);
        for group in [&mut self.upper, &mut self.lower]
            .into_iter()
            .chain(occupations)
        {
            *group = Group::new(group.bands);
        }
    }

    /// How many groups there are.
    pub(crate) fn count(&self) -> usize {
        BANDS + self.occupations.len()
    }

    /// The thresholds of every occupation, and of every band, that can be the largest: that has hours, and none other surely has more.
    pub(crate) fn thresholds(&self, edition: &Edition) -> ThresholdSet {
        fn note<'g>(groups: &(impl Iterator<Item = &'g Group> + Clone), largest: &mut Bands) {
            for (position, group) in groups.clone().enumerate() {
                let mut others = groups.clone().enumerate();
                let is_largest = !group.high.is_zero()
                    && others.all(|(other, its)| other == position || its.low <= group.high);
                largest.upper |= is_largest && group.bands.upper;
                largest.lower |= is_largest && group.bands.lower;
            }
        }
        let mut largest = Bands {
            upper: false,
            lower: false,
        };
        let (bands, occupations) = self.families();
        note(&bands, &mut largest);
        note(&occupations, &mut largest);
        match (largest.upper, largest.lower) {
            (true, false) => ThresholdSet::only(edition.threshold_upper),
            (false, true) => ThresholdSet::only(edition.threshold_lower),
            (true, true) | (false, false) => ThresholdSet::both(edition),
        }
    }
}

/// Which of so many groups are compared with one another, in the order of [`OccupationHours::hours`]: the bands, and the occupations.
pub(crate) fn families(groups: usize) -> [Range<usize>; 2] {
    let bands = BANDS.min(groups);
    [0..bands, bands..groups]
}

/// What tells the occupation of a job apart.
fn identity(job: &Job) -> Identity {
    job.occupation.identity.ok_or(job.record)
}

/// The sure and the possible weekly hours of the jobs that may belong to a group; only those that surely do add sure hours.
fn sums<'a>(
    working: impl Iterator<Item = (&'a Job, Treatment)>,
    may: impl Fn(&Job) -> bool,
    surely: impl Fn(&Job) -> bool,
) -> (Hours, Hours) {
    let mut low = Hours::ZERO;
    let mut high = Hours::ZERO;
    for (job, treatment) in working.filter(|(job, _)| may(job)) {
        high = high.plus(&job.bounds.high);
        if treatment == Treatment::Counted && surely(job) {
            low = low.plus(&job.bounds.low);
        }
    }
    (low, high)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::calendar::{FAR_PAST, RecordedDate, RecordedSpan};
    use crate::experience::answers::Failures;
    use crate::experience::gates::{Gate, occupation::Occupation};
    use crate::law::Law;

    /// A job of some bands with so many hours a week, of which nothing else matters.
    pub(in crate::experience) fn job(record: usize, bands: Bands, high: i64) -> Job {
        let day = RecordedDate::on(FAR_PAST);
        Job {
            record,
            possible: None,
            span: RecordedSpan {
                start: day,
                end: day,
            },
            blank_end: false,
            rate_known: true,
            bounds: Rate {
                low: Hours::whole(high),
                high: Hours::whole(high),
            },
            place: Gate::Passes,
            pay: Gate::Passes,
            capacity: Gate::Passes,
            occupation: Occupation {
                code: None,
                gate: Gate::Passes,
                bands,
                identity: None,
                by_concordance: false,
                level: None,
            },
            assumed: [false; 3],
            failures: Failures::default(),
            is_open: false,
        }
    }

    #[test]
    fn work_of_one_band_has_the_threshold_that_its_hours_have() {
        let cap = Hours::whole(30);
        let kinds = [UPPER, LOWER, Bands::EITHER];
        let kinds = kinds.map(|bands| [0, 20, 40].map(|high| (bands, high)));
        let kinds = kinds.as_flattened();
        for edition in Law::book().editions() {
            for (one, other) in kinds
                .iter()
                .flat_map(|one| kinds.iter().map(move |two| (one, two)))
            {
                let jobs = [job(0, one.0, one.1), job(1, other.0, other.1)];
                for working in [&[][..], &[0], &[1], &[0, 1]] {
                    for treatment in [Treatment::Counted, Treatment::Uncertain] {
                        let working: Vec<Working> =
                            working.iter().map(|job| (*job, treatment)).collect();
                        let mut hours = OccupationHours::new();
                        hours.add(&jobs, &working, 7, &cap);
                        let expected = hours.thresholds(edition);
                        if let Some(found) = ThresholdSet::of_one_band(&jobs, &working, edition) {
                            assert_eq!(found, expected, "{one:?} {other:?} {working:?}");
                        }
                    }
                }
                let alone: [Working; 1] = [(0, Treatment::Counted)];
                let found = ThresholdSet::of_one_band(&jobs, &alone, edition);
                assert_eq!(found.is_some(), one.0 != Bands::EITHER && one.1 != 0);
            }
        }
    }
}

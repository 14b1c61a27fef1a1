//! Where the time of a run went, and how much memory it took. Figures of the machine, never of a client.

use crate::intake::{Stopwatch, Work, peak_memory};
use crate::run::clock::Clock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A part of the work.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// Files are opened, hashed, unpacked, recognised, and their rows taken: summed over threads.
    Reading,
    /// Within reading, header rows are looked for and told from each other: summed over threads.
    Recognising,
    /// The SHA-256 is formed of what is read, within reading or by threads of its own, and of the files of applicants, within
    /// writing: summed over threads.
    Hashing,
    /// Rows are counted out to their applicants: elapsed.
    Grouping,
    /// Rows become records, and case files: summed over threads.
    Parsing,
    /// Requirements are judged: summed over threads.
    Judging,
    /// The horizon is looked at: summed over threads.
    Foreseeing,
    /// The files of applicants are put into words, hashed and written: summed over threads.
    Writing,
    /// The common files, pages, checksums and the manifest: elapsed.
    Finishing,
    /// The output is made durable and put in its place: elapsed.
    Publishing,
}

impl Part {
    /// All of them, in order.
    pub const ALL: [Self; 10] = [
        Self::Reading,
        Self::Recognising,
        Self::Hashing,
        Self::Grouping,
        Self::Parsing,
        Self::Judging,
        Self::Foreseeing,
        Self::Writing,
        Self::Finishing,
        Self::Publishing,
    ];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Recognising => "recognising",
            Self::Hashing => "hashing",
            Self::Grouping => "grouping",
            Self::Parsing => "parsing",
            Self::Judging => "judging",
            Self::Foreseeing => "horizon",
            Self::Writing => "writing",
            Self::Finishing => "finishing",
            Self::Publishing => "publishing",
        }
    }
}

/// Time by part.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Timings([Duration; Part::ALL.len()]);

impl Timings {
    /// Adds time to a part.
    pub fn spend(&mut self, part: Part, time: Duration) {
        for (one, spent) in Part::ALL.into_iter().zip(&mut self.0) {
            if one == part {
                *spent += time;
            }
        }
    }

    /// Adds what another thread spent.
    pub fn add(&mut self, other: &Self) {
        for (spent, more) in self.0.iter_mut().zip(&other.0) {
            *spent += *more;
        }
    }

    /// The parts with their time in milliseconds, and the most memory that was held at once, in plain lines.
    pub fn in_words(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .iter()
            .map(|(part, time)| format!("{} {} ms", part.id(), time.as_millis()))
            .collect();
        if let Some(bytes) = peak_memory() {
            lines.push(format!("peak memory {} MiB", bytes >> 20));
        }
        lines
    }

    /// The parts with their time.
    pub fn iter(&self) -> impl Iterator<Item = (Part, Duration)> {
        Part::ALL.into_iter().zip(self.0)
    }
}

/// A stopwatch that tells the time since it was looked at last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Laps(Instant);

impl Laps {
    pub(super) fn begin() -> Self {
        Self(Instant::now())
    }

    /// The time of the lap that ends now.
    pub(super) fn next(&mut self) -> Duration {
        let now = Instant::now();
        let lap = now.saturating_duration_since(self.0);
        self.0 = now;
        lap
    }
}

/// The clock for the readers of files, who tell it what their time went into.
#[derive(Debug)]
pub(super) struct ReadingClock<'a> {
    clock: &'a Clock,
    /// Nanoseconds, summed over threads.
    recognising: AtomicU64,
    hashing: AtomicU64,
}

impl<'a> ReadingClock<'a> {
    pub(super) fn new(clock: &'a Clock) -> Self {
        Self {
            clock,
            recognising: AtomicU64::new(0),
            hashing: AtomicU64::new(0),
        }
    }

    /// What it was told.
    pub(super) fn told(self) -> Timings {
        let mut timings = Timings::default();
        let parts = [
            (Part::Recognising, self.recognising),
            (Part::Hashing, self.hashing),
        ];
        for (part, nanoseconds) in parts {
            timings.spend(part, Duration::from_nanos(nanoseconds.into_inner()));
        }
        timings
    }
}

impl Stopwatch for ReadingClock<'_> {
    fn elapsed(&self) -> Duration {
        self.clock.spent()
    }

    fn spend(&self, work: Work, time: Duration) {
        let sum = match work {
            Work::Recognising => &self.recognising,
            Work::Hashing => &self.hashing,
        };
        let time = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        sum.fetch_add(time, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_to_its_part_and_sums_over_threads() {
        let mut one = Timings::default();
        one.spend(Part::Judging, Duration::from_millis(3));
        let mut other = Timings::default();
        other.spend(Part::Judging, Duration::from_millis(4));
        other.spend(Part::Publishing, Duration::from_millis(5));
        one.add(&other);
        let spent: Vec<(&str, u128)> = one
            .iter()
            .filter(|(_, time)| !time.is_zero())
            .map(|(part, time)| (part.id(), time.as_millis()))
            .collect();
        assert_eq!(spent, [("judging", 7), ("publishing", 5)]);
    }

    #[test]
    fn readers_tell_what_their_time_went_into() {
        let clock = Clock::read();
        let reading = ReadingClock::new(&clock);
        for time in [3, 4] {
            reading.spend(Work::Hashing, Duration::from_millis(time));
        }
        reading.spend(Work::Recognising, Duration::from_micros(9));
        let mut expected = Timings::default();
        expected.spend(Part::Hashing, Duration::from_millis(7));
        expected.spend(Part::Recognising, Duration::from_micros(9));
        assert_eq!(reading.told(), expected);
    }
}

//! The clock: read once at the start of a run. Every other time is that reading plus a stopwatch.

use crate::calendar::Day;
use chrono::{DateTime, Local, SecondsFormat};
use std::time::{Duration, Instant};

/// The moment at which the run began, and a stopwatch from then on.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    began: DateTime<Local>,
    stopwatch: Instant,
}

impl Clock {
    /// Reads the clock.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    pub fn read() -> Self {
        Self {
            began: Local::now(),
            stopwatch: Instant::now(),
        }
    }

    /// The local calendar day on which the run began.
    pub fn today(&self) -> Day {
        Day::from(self.began.date_naive())
    }

    /// When the run began, RFC 3339.
    pub fn began_at(&self) -> String {
        self.began.to_rfc3339_opts(SecondsFormat::Secs, false)
    }

    /// The present moment, RFC 3339.
    pub fn now(&self) -> String {
        (self.began + self.spent()).to_rfc3339_opts(SecondsFormat::Secs, false)
    }

    /// Time since the run began.
    pub fn spent(&self) -> Duration {
        self.stopwatch.elapsed()
    }
}

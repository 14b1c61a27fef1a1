//! How much one input file may cost: bytes, cells, memory and time. Owns the numbers and the counting; opens nothing.
//!
//! The defaults leave room for one table of all temporary residents of Canada as text (twelve million jobs, 160 million cells) and
//! stop what only a broken or hostile file reaches.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The safety limits of one input file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of the file as it lies on the disk.
    pub file_bytes: u64,
    /// Bytes of a zipped workbook once all its parts are inflated.
    pub inflated_bytes: u64,
    /// How many times larger than its zipped form a part may be, once it is over one MiB.
    pub inflate_ratio: u64,
    /// Parts of a zipped workbook.
    pub zip_entries: u64,
    /// Cells of a file, empty formatted ones included.
    pub cells: u64,
    /// Rows of a file.
    pub rows: u64,
    /// Bytes of text in one cell; a spreadsheet cell holds at most 32,767 characters.
    pub cell_bytes: u64,
    /// Seconds that reading one file may take.
    pub seconds: u64,
    /// Bytes of memory of the process that reads an `.xls` or `.ods` file.
    pub child_memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 2048 * MIB,
            inflated_bytes: 2048 * MIB,
            inflate_ratio: 200,
            zip_entries: 10_000,
            cells: 200_000_000,
            rows: 20_000_000,
            cell_bytes: 4 * 32_767,
            seconds: 600,
            child_memory_bytes: 768 * MIB,
        }
    }
}

const MIB: u64 = 1 << 20;

impl Limits {
    /// Whether a part of this inflated and zipped size is beyond the ratio.
    pub(crate) fn beyond_ratio(&self, inflated: u64, zipped: u64) -> bool {
        inflated > MIB && inflated > zipped.max(1).saturating_mul(self.inflate_ratio)
    }
}

/// The limit that a file went beyond.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Excess {
    /// [`Limits::file_bytes`].
    FileBytes,
    /// [`Limits::inflated_bytes`].
    InflatedBytes,
    /// [`Limits::inflate_ratio`].
    InflateRatio,
    /// [`Limits::zip_entries`].
    ZipEntries,
    /// [`Limits::cells`].
    Cells,
    /// [`Limits::rows`].
    Rows,
    /// [`Limits::cell_bytes`].
    CellBytes,
    /// [`Limits::seconds`].
    Seconds,
    /// [`Limits::child_memory_bytes`].
    ChildMemory,
    /// A table of texts claims more entries than its bytes can hold.
    ClaimedStrings,
}

impl Excess {
    /// What the file has too much of, as the end of a sentence, with the key of the limit in `landed.toml`.
    pub(crate) const fn what(self) -> &'static str {
        match self {
            Self::FileBytes => "it is larger than the limit for one file (limits.file_bytes)",
            Self::InflatedBytes => {
                "it unpacks to more bytes than the limit (limits.inflated_bytes)"
            }
            Self::InflateRatio => {
                "a part of it unpacks to far more bytes than a spreadsheet needs, as a zip bomb does (limits.inflate_ratio)"
            }
            Self::ZipEntries => "it has more parts than the limit (limits.zip_entries)",
            Self::Cells => "it has more cells than the limit (limits.cells)",
            Self::Rows => "it has more rows than the limit (limits.rows)",
            Self::CellBytes => {
                "a cell holds more text than a spreadsheet cell can (limits.cell_bytes)"
            }
            Self::Seconds => "reading it took longer than the limit (limits.seconds)",
            Self::ChildMemory => {
                "reading it takes more memory than the limit for .xls and .ods files (limits.child_memory_bytes)"
            }
            Self::ClaimedStrings => "it claims more texts than it holds",
        }
    }
}

/// How long this file has been read; the room `run` reads the clock and hands this in.
pub trait Stopwatch: Sync {
    /// Time since a fixed moment; only differences are used.
    fn elapsed(&self) -> Duration;

    /// Is told how long a thread was at some work.
    fn spend(&self, work: Work, time: Duration);
}

/// Work within the reading of files that is of interest by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Work {
    /// Headings are looked for, and told from each other.
    Recognising,
    /// The SHA-256 of bytes is formed.
    Hashing,
}

/// Does some work, and tells the stopwatch how long it took.
#[inline]
pub fn timed<T>(stopwatch: Option<&dyn Stopwatch>, work: Work, do_it: impl FnOnce() -> T) -> T {
    let Some(stopwatch) = stopwatch else {
        return do_it();
    };
    let began = stopwatch.elapsed();
    let done = do_it();
    stopwatch.spend(work, stopwatch.elapsed().saturating_sub(began));
    done
}

/// What the readers of the parts of one file have spent together.
#[derive(Debug, Default)]
pub(crate) struct Spent {
    began: Duration,
    cells: AtomicU64,
    rows: AtomicU64,
}

impl Spent {
    /// Nothing yet; the time runs from now.
    pub(crate) fn nothing(stopwatch: Option<&dyn Stopwatch>) -> Self {
        Self {
            began: stopwatch.map_or(Duration::ZERO, Stopwatch::elapsed),
            ..Self::default()
        }
    }

    /// Nothing but the time, which went on.
    pub(crate) fn only_time(&self) -> Self {
        Self {
            began: self.began,
            ..Self::default()
        }
    }
}

/// Counts what reading one file, or a part of it, has cost so far.
pub(crate) struct Budget<'a> {
    limits: Limits,
    stopwatch: Option<&'a dyn Stopwatch>,
    began: Duration,
    cells: u64,
    rows: u64,
    next_look: u64,
    /// What all parts have spent, and how many cells and rows of this one are in it.
    shared: Option<(&'a Spent, u64, u64)>,
}

/// The clock is looked at once per so many cells.
const CELLS_PER_LOOK: u64 = 65_536;

impl<'a> Budget<'a> {
    pub(crate) fn new(limits: Limits, stopwatch: Option<&'a dyn Stopwatch>) -> Self {
        Self {
            limits,
            stopwatch,
            began: stopwatch.map_or(Duration::ZERO, Stopwatch::elapsed),
            cells: 0,
            rows: 0,
            next_look: CELLS_PER_LOOK,
            shared: None,
        }
    }

    /// For one of several readers of a file, which spend together. [`Budget::settle`] must be called at its end.
    pub(crate) fn of_part(
        limits: Limits,
        stopwatch: Option<&'a dyn Stopwatch>,
        spent: &'a Spent,
    ) -> Self {
        Self {
            limits,
            stopwatch,
            began: spent.began,
            cells: 0,
            rows: 0,
            next_look: CELLS_PER_LOOK,
            shared: Some((spent, 0, 0)),
        }
    }

    /// Adds what this part has spent to what all parts have.
    pub(crate) fn settle(&mut self) -> Result<(), Excess> {
        let Some((spent, cells, rows)) = &mut self.shared else {
            return Ok(());
        };
        let add = |sum: &AtomicU64, now: u64, told: &mut u64| {
            let more = now.saturating_sub(*told);
            *told = now;
            sum.fetch_add(more, Ordering::Relaxed).saturating_add(more)
        };
        if add(&spent.cells, self.cells, cells) > self.limits.cells {
            return Err(Excess::Cells);
        }
        if add(&spent.rows, self.rows, rows) > self.limits.rows {
            return Err(Excess::Rows);
        }
        Ok(())
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// One more cell was met, empty or not.
    #[inline]
    pub(crate) fn cell(&mut self) -> Result<(), Excess> {
        self.cells(1)
    }

    /// So many cells more were met, empty or not.
    #[inline]
    pub(crate) fn cells(&mut self, more: u64) -> Result<(), Excess> {
        self.cells = self.cells.saturating_add(more);
        if self.cells > self.limits.cells {
            return Err(Excess::Cells);
        }
        if self.cells >= self.next_look {
            self.next_look = self.cells.saturating_add(CELLS_PER_LOOK);
            self.settle()?;
            self.time()?;
        }
        Ok(())
    }

    /// One more row was met.
    pub(crate) fn row(&mut self) -> Result<(), Excess> {
        self.rows += 1;
        if self.rows > self.limits.rows {
            return Err(Excess::Rows);
        }
        Ok(())
    }

    /// The text of a cell has this length.
    pub(crate) fn text(&self, text: &str) -> Result<(), Excess> {
        if self.allows(text.len()) {
            Ok(())
        } else {
            Err(Excess::CellBytes)
        }
    }

    /// Whether the text of a cell may be so long.
    #[inline]
    pub(crate) fn allows(&self, length: usize) -> bool {
        length as u64 <= self.limits.cell_bytes
    }

    /// Looks at the clock.
    pub(crate) fn time(&self) -> Result<(), Excess> {
        let Some(stopwatch) = self.stopwatch else {
            return Ok(());
        };
        let spent = stopwatch.elapsed().saturating_sub(self.began);
        if spent > Duration::from_secs(self.limits.seconds) {
            return Err(Excess::Seconds);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    use crate::intake::limits::{Budget, Excess, Limits, Spent, Stopwatch, Work, timed};

    struct Ticks(AtomicU64);

    impl Stopwatch for Ticks {
        fn elapsed(&self) -> Duration {
            Duration::from_secs(self.0.fetch_add(5, Ordering::Relaxed) + 5)
        }

        fn spend(&self, work: Work, time: Duration) {
            assert_eq!((work, time.as_secs()), (Work::Hashing, 5));
            self.0.fetch_add(1000, Ordering::Relaxed);
        }
    }

    #[test]
    fn parts_spend_together() {
        let limits = Limits {
            cells: 10,
            rows: 3,
            ..Limits::default()
        };
        let spent = Spent::nothing(None);
        let mut one = Budget::of_part(limits, None, &spent);
        let mut other = Budget::of_part(limits, None, &spent);
        assert_eq!([one.cells(6), one.row(), one.row()], [Ok(()); 3]);
        assert_eq!([one.settle(), one.settle()], [Ok(()); 2]);
        assert_eq!([other.cells(4), other.row(), other.settle()], [Ok(()); 3]);
        assert_eq!([other.row(), other.settle()], [Ok(()), Err(Excess::Rows)]);
        assert_eq!([one.cells(1), one.settle()], [Ok(()), Err(Excess::Cells)]);
    }

    #[test]
    fn cells_and_rows_run_out_one_beyond_the_limit() {
        let limits = Limits {
            cells: 2,
            rows: 1,
            ..Limits::default()
        };
        let mut budget = Budget::new(limits, None);
        assert_eq!(
            [budget.cell(), budget.cell(), budget.cell()],
            [Ok(()), Ok(()), Err(Excess::Cells)]
        );
        assert_eq!([budget.row(), budget.row()], [Ok(()), Err(Excess::Rows)]);
    }

    #[test]
    fn the_clock_is_given_and_not_read() {
        let ticks = Ticks(AtomicU64::new(100));
        let limits = Limits {
            seconds: 9,
            ..Limits::default()
        };
        let budget = Budget::new(limits, Some(&ticks));
        assert_eq!(
            [budget.time(), budget.time()],
            [Ok(()), Err(Excess::Seconds)]
        );
    }

    #[test]
    fn the_stopwatch_is_told_how_long_work_took() {
        let ticks = Ticks(AtomicU64::new(0));
        let done = timed(Some(&ticks), Work::Hashing, || "done");
        assert_eq!((done, ticks.0.into_inner()), ("done", 1010));
        assert_eq!(timed(None, Work::Hashing, || "done"), "done");
    }

    #[test]
    fn small_parts_may_shrink_as_they_like() {
        let limits = Limits::default();
        assert!(!limits.beyond_ratio(1 << 20, 1));
        assert!(limits.beyond_ratio((1 << 20) + 1, 1));
        assert!(!limits.beyond_ratio(200 << 20, 1 << 20));
    }
}

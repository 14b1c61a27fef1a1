//! What applicants add to the files that all of them share: `summary.csv`, `horizon.csv` and `watchlist.csv`.
//!
//! Owns which files these are, so that a run and its verification write the same. The columns are those files' own.

use crate::calendar::Day;
use crate::law::Law;
use crate::report::CsvText;
use crate::report::horizon::{self, Watch, Watchlist};
use crate::report::summary::{self, Entry};

/// Name of the summary in an output.
pub const SUMMARY: &str = "summary.csv";

/// Name of the horizon in an output.
pub const HORIZON: &str = "horizon.csv";

/// Name of the watchlist in an output.
pub const WATCHLIST: &str = "watchlist.csv";

/// Rows of some applicants, in their order.
#[derive(Clone, Debug, Default)]
pub struct CommonRows {
    /// Rows of `summary.csv`.
    pub summary: CsvText,
    /// Rows of `horizon.csv`.
    pub horizon: CsvText,
    /// Rows of `watchlist.csv`, not yet by day.
    pub watched: Watchlist,
    /// For a row that is not added as it stands.
    scratch: CsvText,
}

impl CommonRows {
    /// The heading rows.
    ///
    /// # Errors
    /// If one could not be written, which would be a fault of the program.
    pub fn headings() -> Result<Self, csv::Error> {
        let mut rows = Self::default();
        rows.summary.begin(&summary::COLUMNS).finish()?;
        rows.summary.keep();
        rows.horizon.begin(&horizon::COLUMNS).finish()?;
        rows.horizon.keep();
        Ok(rows)
    }

    /// Forgets the rows, and keeps the room for more.
    pub fn clear(&mut self) {
        self.summary.clear();
        self.horizon.clear();
        self.watched.clear();
    }

    /// Adds the rows of one applicant.
    ///
    /// # Errors
    /// If a row does not fit its headings, which would be a fault of the program.
    pub fn add(
        &mut self,
        law: &'static Law,
        as_of: Day,
        watch: Watch,
        entry: Entry<'_>,
    ) -> Result<(), csv::Error> {
        summary::write_row(&mut self.summary, as_of, entry)?;
        self.summary.keep();
        horizon::write_rows(&mut self.horizon, law, entry.case, entry.outlook)?;
        self.horizon.keep();
        let (list, csv) = (&mut self.watched, &mut self.scratch);
        watch.add_rows(list, csv, law, entry.case, entry.outlook)
    }
}

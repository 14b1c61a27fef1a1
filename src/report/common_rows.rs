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
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CommonRows {
    /// Rows of `summary.csv`.
    pub summary: Vec<u8>,
    /// Rows of `horizon.csv`.
    pub horizon: Vec<u8>,
    /// Rows of `watchlist.csv`, not yet by day.
    pub watched: Watchlist,
}

impl CommonRows {
    /// The heading rows.
    ///
    /// # Errors
    /// If one could not be written, which would be a fault of the program.
    pub fn headings(csv: &mut CsvText) -> Result<Self, csv::Error> {
        csv.begin(&summary::COLUMNS).finish()?;
        let summary = csv.bytes().to_vec();
        csv.begin(&horizon::COLUMNS).finish()?;
        Ok(Self {
            summary,
            horizon: csv.bytes().to_vec(),
            watched: Watchlist::default(),
        })
    }

    /// Adds the rows of one applicant.
    ///
    /// # Errors
    /// If a row does not fit its headings, which would be a fault of the program.
    pub fn add(
        &mut self,
        csv: &mut CsvText,
        law: &Law,
        as_of: Day,
        watch: Watch,
        entry: Entry<'_>,
    ) -> Result<(), csv::Error> {
        summary::write_row(csv, as_of, entry)?;
        self.summary.extend_from_slice(csv.bytes());
        horizon::write_rows(csv, law, entry.case, entry.outlook)?;
        self.horizon.extend_from_slice(csv.bytes());
        watch.add_rows(&mut self.watched, csv, law, entry.case, entry.outlook)
    }
}

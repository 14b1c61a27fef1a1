//! A recognised table, and what takes its rows.

use crate::intake::Cell;
use crate::provenance::{Origin, SourceBlock};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The order of day and month in numeric dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOrder {
    /// 31/12/2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
}

/// A table found in a sheet, with what its columns need to be read rightly. Lists follow [`crate::provenance::Table::columns`].
#[derive(Clone, Debug)]
pub struct FoundTable {
    /// Position of the file among the sources.
    pub file: u32,
    /// Which table, where its headings stand, and which column of the sheet holds which canonical column.
    pub block: SourceBlock,
    /// Columns whose heading asks the opposite question ("Unpaid?"): yes and no change places.
    pub inverted: Arc<[bool]>,
    /// The column of the sheet that holds "Family, Given" or "Given Family" in one cell, if names are joined.
    pub full_name: Option<u32>,
    /// The order of day and month that the configuration gives for this file.
    pub date_order: Option<DateOrder>,
    /// Words that the configuration maps: canonical column name -> (text as normalised -> canonical word).
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

/// Takes the rows of recognised tables in order.
pub trait TableVisitor {
    /// A table begins; the rows that follow are its rows.
    fn table(&mut self, found: FoundTable);

    /// A row of the table: `cells` has one entry per canonical column, `None` where the cell is empty or the column absent.
    /// `joined_name` is the cell of [`FoundTable::full_name`]. A row in which every canonical cell is empty is blank and is counted.
    fn row(&mut self, origin: Origin, cells: &[Option<&Cell<'_>>], joined_name: Option<&Cell<'_>>);

    /// The table ends.
    fn table_end(&mut self);

    /// A visitor for rows further down in the open table, as if the first row of theirs were row 1 of the sheet. `None` if there is
    /// no such.
    fn further_down(&self) -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// Takes in what a visitor [further down](TableVisitor::further_down) was handed; its rows stand so many rows lower. `false` if
    /// it cannot be taken in: then neither may be used.
    fn take_in(&mut self, later: Self, rows: u32) -> bool
    where
        Self: Sized,
    {
        let _ = (later, rows);
        false
    }
}

impl<V: TableVisitor> TableVisitor for &mut V {
    fn table(&mut self, found: FoundTable) {
        (**self).table(found);
    }

    fn row(&mut self, origin: Origin, cells: &[Option<&Cell<'_>>], joined_name: Option<&Cell<'_>>) {
        (**self).row(origin, cells, joined_name);
    }

    fn table_end(&mut self) {
        (**self).table_end();
    }
}

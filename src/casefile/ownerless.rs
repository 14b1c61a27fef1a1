//! Tables of which nobody can tell whose the rows are: no column of theirs holds the applicant's id, or two claim to.
//!
//! A single row without an id belongs to nobody, and that is said. Where a whole table has none its rows are somebody's, and whoever they
//! may be of lacks them.

use super::CaseFile;
use crate::provenance::{Origin, SourceBlock, Sources, Table};
use crate::recognition::CONTESTED;
use crate::records::SetAside;
use std::collections::BTreeSet;

/// Rows of one kind of table that may be anybody's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ownerless {
    /// The kind of table.
    pub table: Table,
    /// The file that holds them, if other tables in it say of whom they may be: of those who have rows there. Else they may be anybody's.
    pub among: Option<u32>,
}

impl Ownerless {
    /// Whether the rows may be this applicant's.
    pub(super) fn may_be_of(self, case: &CaseFile) -> bool {
        let in_it = |file| case.origins().any(|origin| origin.file == file);
        self.among.is_none_or(in_it)
    }
}

/// What there is of it among the rows of nobody.
pub(super) fn ownerless(of_nobody: &[SetAside], sources: &Sources) -> Vec<Ownerless> {
    let has_ids = |block: &SourceBlock| block.columns.first().is_some_and(Option::is_some);
    let found = of_nobody.iter().filter_map(|row| {
        let Origin {
            file, sheet, block, ..
        } = row.origin;
        let source = sources.files.get(usize::try_from(file).ok()?)?;
        let mut blocks = source.blocks.iter();
        let its = blocks.find(|one| (one.sheet, one.block) == (sheet, block))?;
        let is_contested = || row.cells.first().is_some_and(|id| **id == *CONTESTED);
        (!has_ids(its) || is_contested()).then(|| Ownerless {
            table: row.table,
            among: source
                .blocks
                .iter()
                .any(|other| !std::ptr::eq(other, its) && has_ids(other))
                .then_some(file),
        })
    });
    let found: BTreeSet<Ownerless> = found.collect();
    found.into_iter().collect()
}

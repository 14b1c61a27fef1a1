//! Which column of a sheet is which column of its table: asked for every cell.

/// Which canonical column each column of a sheet holds, if any.
pub(super) struct ColumnMap {
    /// (column of the sheet, position of the canonical column), in rising order.
    all: Vec<(u32, usize)>,
    /// The position of the canonical column by column of the sheet, for those at the left, or [`NOT_READ`].
    left: [u8; LEFT],
}

/// So many columns nearly all sheets have at most.
const LEFT: usize = 32;
const NOT_READ: u8 = u8::MAX;

impl ColumnMap {
    /// From the column of the sheet that each canonical column is read from.
    pub fn of(columns: &[Option<u32>]) -> Self {
        let columns = columns.iter().enumerate();
        let mut all: Vec<(u32, usize)> = columns
            .filter_map(|(canonical, column)| Some(((*column)?, canonical)))
            .collect();
        all.sort_unstable();
        // What one column holds goes to the first of those that are read from it.
        all.dedup_by_key(|(column, _)| *column);
        let mut left = [NOT_READ; LEFT];
        for (column, canonical) in &all {
            let place = usize::try_from(*column).ok();
            if let Some(place) = place.and_then(|at| left.get_mut(at)) {
                *place = u8::try_from(*canonical).unwrap_or(NOT_READ);
            }
        }
        Self { all, left }
    }

    /// The canonical column that a column of the sheet holds.
    #[inline]
    pub fn canonical(&self, column: u32) -> Option<usize> {
        let place = usize::try_from(column).ok()?;
        if let Some(canonical) = self.left.get(place) {
            return (*canonical != NOT_READ).then_some(usize::from(*canonical));
        }
        let found = self.all.binary_search_by_key(&column, |(one, _)| *one);
        self.all.get(found.ok()?).map(|(_, canonical)| *canonical)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_the_sheet_holds_the_first_canonical_column_that_is_read_from_it() {
        let last = u32::try_from(LEFT).unwrap() - 1;
        let columns = [
            Some(3),
            None,
            Some(last),
            Some(0),
            Some(last + 1),
            Some(3),
            Some(90),
            Some(u32::MAX),
        ];
        let map = ColumnMap::of(&columns);
        for column in (0..200).chain([u32::MAX]) {
            let first = columns.iter().position(|one| *one == Some(column));
            assert_eq!(map.canonical(column), first, "{column}");
        }
    }
}

//! Which rows are whose: a counting sort, so the cost does not depend on how the rows lie.

/// Row numbers by applicant.
#[derive(Clone, Debug, Default)]
pub(super) struct RowNumbers {
    /// For each applicant where its rows begin in `numbers`, and the end.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl RowNumbers {
    /// Counts rows out to their owners, of whom there are so many; the rows of anybody else are left out.
    pub(super) fn sorted(owners: impl Iterator<Item = u32> + Clone, count: usize) -> Self {
        let mut starts = vec![0_u32; count + 1];
        let place = |owner: u32| usize::try_from(owner).ok();
        for owner in owners.clone() {
            if let Some(start) = place(owner).and_then(|at| starts.get_mut(at + 1)) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut numbers = vec![0_u32; usize::try_from(sum).unwrap_or(0)];
        for (number, owner) in (0_u32..).zip(owners) {
            let Some(next) = place(owner)
                .filter(|at| *at < count)
                .and_then(|at| next.get_mut(at))
            else {
                continue;
            };
            if let Some(slot) = place(*next).and_then(|at| numbers.get_mut(at)) {
                *slot = number;
            }
            *next += 1;
        }
        Self { starts, numbers }
    }

    /// Those of one applicant.
    pub(super) fn of(&self, position: usize) -> &[u32] {
        let bound = |at: usize| usize::try_from(*self.starts.get(at)?).ok();
        bound(position)
            .zip(bound(position + 1))
            .and_then(|(start, end)| self.numbers.get(start..end))
            .unwrap_or_default()
    }

    /// Those of all applicants, one after the other.
    pub(super) fn into_all(self) -> Vec<u32> {
        self.numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_by_owner_and_in_order_and_those_of_strangers_are_left_out() {
        let numbers = RowNumbers::sorted([1, 0, 7, 1, 2, 0].into_iter(), 3);
        let of_each: Vec<&[u32]> = (0..4).map(|owner| numbers.of(owner)).collect();
        assert_eq!(of_each, [&[1, 5][..], &[0, 3], &[4], &[]]);
        assert_eq!(numbers.into_all(), [1, 5, 0, 3, 4]);
    }
}

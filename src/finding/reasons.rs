//! A short list of different reasons that is copied, not allocated: each stretch of days has one.

use crate::finding::Reason;
use std::fmt;
use std::ops::Deref;

/// How many different reasons the gates of work can give.
const MOST: usize = 31;

/// Different reasons in the order in which they were found.
#[derive(Clone, Copy)]
pub struct Reasons {
    list: [Reason; MOST],
    length: u8,
}

impl Reasons {
    /// No reason.
    pub const NONE: Self = Self {
        list: [Reason::OutsideWindow; MOST],
        length: 0,
    };

    /// One reason.
    pub const fn one(reason: Reason) -> Self {
        Self {
            list: [reason; MOST],
            length: 1,
        }
    }

    /// Adds a reason at the end, unless the list has it.
    #[inline]
    pub fn push_new(&mut self, reason: Reason) {
        if self.length == 0 || !self.contains(&reason) {
            self.push(reason);
        }
    }

    /// Forgets all.
    pub(crate) const fn clear(&mut self) {
        self.length = 0;
    }

    /// Adds a reason that the list does not have at the end.
    #[inline]
    pub(crate) fn push(&mut self, reason: Reason) {
        // The gates know fewer reasons than the list has room for: a test of `experience` counts them.
        if let Some(slot) = self.list.get_mut(usize::from(self.length)) {
            *slot = reason;
            self.length += 1;
        }
    }

    /// Adds the reasons of another list that this one does not have.
    pub fn push_all_new(&mut self, more: &[Reason]) {
        for reason in more {
            self.push_new(*reason);
        }
    }
}

impl Deref for Reasons {
    type Target = [Reason];

    #[inline]
    fn deref(&self) -> &[Reason] {
        self.list
            .get(..usize::from(self.length))
            .unwrap_or(&self.list)
    }
}

impl Default for Reasons {
    fn default() -> Self {
        Self::NONE
    }
}

impl PartialEq for Reasons {
    fn eq(&self, other: &Self) -> bool {
        self.length == other.length && (self.length == 0 || **self == **other)
    }
}

impl Eq for Reasons {}

impl FromIterator<Reason> for Reasons {
    fn from_iter<I: IntoIterator<Item = Reason>>(reasons: I) -> Self {
        let mut list = Self::NONE;
        for reason in reasons {
            list.push_new(reason);
        }
        list
    }
}

impl<'a> IntoIterator for &'a Reasons {
    type Item = &'a Reason;
    type IntoIter = std::slice::Iter<'a, Reason>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lists_follow_one_another_without_repeating() {
        let list = |reasons: &[Reason]| reasons.iter().copied().collect::<Reasons>();
        let all = [
            Reason::Unpaid,
            Reason::Leave,
            Reason::Unpaid,
            Reason::PayUnknown,
        ];
        for split in 0..=all.len() {
            let (first, then) = all.split_at(split);
            let mut both = list(first);
            both.push_all_new(&list(then));
            assert_eq!(*both, [Reason::Unpaid, Reason::Leave, Reason::PayUnknown]);
        }
    }
}

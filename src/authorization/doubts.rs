//! Why it is not known whether a job was authorized: a set of four reasons, which have their own order.

use crate::finding::Reason;
use std::fmt;

/// Reasons for which it is not known whether a job was authorized.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubts(u8);

/// The order in which they stand: each has the bit of its place.
const ORDER: [Reason; 4] = [
    Reason::EmployerSimilar,
    Reason::AuthorizationUnknown,
    Reason::MaintainedStatusUnknown,
    Reason::DateImprecise,
];

impl Doubts {
    /// Adds a reason; those that are no doubts about an authorization are not held.
    pub(crate) fn add(&mut self, reason: Reason) {
        if let Some(place) = ORDER.iter().position(|one| *one == reason) {
            self.0 |= 1 << place;
        }
    }

    /// Adds all of another set.
    pub(crate) const fn add_all(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// Those of both sets.
    #[must_use]
    pub(crate) const fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether it holds a reason.
    pub(crate) fn has(self, reason: Reason) -> bool {
        self.reasons().any(|one| one == reason)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The reasons, in their order.
    pub fn reasons(self) -> impl Iterator<Item = Reason> {
        let all = ORDER.into_iter().enumerate();
        all.filter_map(move |(place, reason)| (self.0 >> place & 1 == 1).then_some(reason))
    }
}

impl fmt::Debug for Doubts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.reasons()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_held_once_and_stand_in_their_order() {
        for first in ORDER {
            for second in ORDER {
                let mut doubts = Doubts::default();
                assert!(doubts.is_empty());
                doubts.add(first);
                doubts.add(second);
                doubts.add(Reason::Unpaid);
                let expected = ORDER
                    .into_iter()
                    .filter(|one| [first, second].contains(one));
                assert!(doubts.reasons().eq(expected), "{doubts:?}");
                assert!(!doubts.is_empty());
                let mut more = Doubts::default();
                more.add_all(doubts);
                assert_eq!(more, doubts);
            }
        }
    }
}

//! The gates that every day of every job passes, one file per rule. A gate passes, fails with a reason, or is unknown with reasons.

pub(crate) mod capacity;
pub(crate) mod location;
pub(crate) mod occupation;
pub(crate) mod pay;
pub(crate) mod physician;
pub(crate) mod status;
pub(crate) mod study;

use crate::finding::Reason;

/// What a gate says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gate {
    /// It passes.
    Passes,
    /// It fails.
    Fails(Reason),
    /// It fails for two reasons, in their order.
    FailsTwice(Reason, Reason),
    /// It is unknown, for one reason or two, in their order.
    Unknown(Reason, Option<Reason>),
}

impl Gate {
    pub(crate) const fn unknown(reason: Reason) -> Self {
        Self::Unknown(reason, None)
    }

    /// Whether it passes.
    pub(crate) const fn passes(self) -> bool {
        matches!(self, Self::Passes)
    }

    /// Whether it is unknown.
    pub(crate) const fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown(..))
    }

    /// Unknown for the doubts that hold, in their order; passing if none does.
    pub(crate) const fn open_for(doubts: [(bool, Reason); 2]) -> Self {
        match doubts {
            [(true, first), (true, second)] => Self::Unknown(first, Some(second)),
            [(true, only), (false, _)] | [(false, _), (true, only)] => Self::Unknown(only, None),
            [(false, _), (false, _)] => Self::Passes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubts_stand_in_the_order_of_the_gate() {
        let (first, second) = (Reason::LocationUnknown, Reason::DateImprecise);
        let open_for = |one, other| Gate::open_for([(one, first), (other, second)]);
        assert_eq!(open_for(true, true), Gate::Unknown(first, Some(second)));
        assert_eq!(open_for(true, false), Gate::unknown(first));
        assert_eq!(open_for(false, true), Gate::unknown(second));
        assert_eq!(open_for(false, false), Gate::Passes);
    }
}

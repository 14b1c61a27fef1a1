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
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Gate {
    /// It passes.
    Passes,
    /// It fails.
    Fails(Reason),
    /// It fails for two reasons, in their order.
    FailsTwice(Reason, Reason),
    /// It is unknown, for these reasons in their order.
    Unknown(Vec<Reason>),
}

impl Gate {
    pub(crate) fn unknown(reason: Reason) -> Self {
        Self::Unknown(vec![reason])
    }

    /// The reasons for which it fails, in their order.
    pub(crate) fn failures(&self) -> impl Iterator<Item = Reason> {
        let (first, second) = match self {
            Self::Fails(reason) => (Some(*reason), None),
            Self::FailsTwice(first, second) => (Some(*first), Some(*second)),
            Self::Passes | Self::Unknown(_) => (None, None),
        };
        first.into_iter().chain(second)
    }

    /// Unknown if there is any reason, else passing.
    pub(crate) fn open_for(reasons: Vec<Reason>) -> Self {
        if reasons.is_empty() {
            Self::Passes
        } else {
            Self::Unknown(reasons)
        }
    }
}

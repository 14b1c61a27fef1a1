//! The gates that every day of every job passes, one file per rule. A gate passes, fails with a reason, or is unknown with reasons.

pub(crate) mod capacity;
pub(crate) mod location;
pub(crate) mod occupation;
pub(crate) mod pay;
pub(crate) mod physician;
pub(crate) mod status;
pub(crate) mod study;

use crate::finding::{Reason, Reasons};

/// What a gate says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gate {
    /// It passes.
    Passes,
    /// It fails.
    Fails(Reason),
    /// It fails for two reasons, in their order.
    FailsTwice(Reason, Reason),
    /// It is unknown, for these reasons in their order.
    Unknown(Reasons),
}

impl Gate {
    pub(crate) const fn unknown(reason: Reason) -> Self {
        Self::Unknown(Reasons::one(reason))
    }

    /// Whether it passes.
    pub(crate) const fn passes(&self) -> bool {
        matches!(self, Self::Passes)
    }

    /// Unknown if there is any reason, else passing.
    pub(crate) fn open_for(reasons: Reasons) -> Self {
        if reasons.is_empty() {
            Self::Passes
        } else {
            Self::Unknown(reasons)
        }
    }
}

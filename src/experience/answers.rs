//! The answers of all gates about one job on one segment, collected in the order of the gates.

use crate::experience::gates::Gate;
use crate::finding::{Reason, Reasons};

/// The reasons of all gates, collected in their order.
pub(crate) struct Answers {
    pub failures: Reasons,
    pub doubts: Reasons,
}

impl Answers {
    /// Nearly every gate passes, and then there is nothing to take.
    #[inline]
    pub(crate) fn take(&mut self, gate: Gate) {
        if !gate.passes() {
            self.take_failure_or_doubt(gate);
        }
    }

    #[inline]
    fn take_failure_or_doubt(&mut self, gate: Gate) {
        match gate {
            Gate::Passes => {}
            Gate::Fails(reason) => self.failures.push_new(reason),
            Gate::FailsTwice(first, second) => {
                self.failures.push_new(first);
                self.failures.push_new(second);
            }
            Gate::Unknown(first, second) => {
                self.doubts.push_new(first);
                if let Some(second) = second {
                    self.doubts.push_new(second);
                }
            }
        }
    }

    /// A permit row that was set aside might have authorized the work: every failure of the gates of authorization and status becomes
    /// unknown, and where they are unknown it is one reason more.
    pub(crate) fn take_softened(&mut self, gate: Gate, set_aside: bool) {
        if gate.passes() {
            return;
        }
        if !set_aside || matches!(gate, Gate::Unknown(..)) {
            self.take_failure_or_doubt(gate);
        }
        self.open_unless(!set_aside, Reason::RecordSetAside);
    }

    #[inline]
    pub(crate) fn open_unless(&mut self, passes: bool, reason: Reason) {
        if !passes {
            self.doubts.push_new(reason);
        }
    }
}

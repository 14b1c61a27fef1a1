//! The answers of all gates about one job on one segment, collected in the order of the gates.

use crate::experience::gates::Gate;
use crate::finding::{Reason, Reasons};

/// For what gates fail: a set, in which each reason has the bit of its place in the order of the gates.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Failures(u16);

/// What a gate can fail for, in the order of the gates. Two can fail for co-op work, one before that of studies and one after it.
const ORDER: &[Reason] = &[
    Reason::OutsideWindow,
    Reason::OutsideCanada,
    Reason::AbsentFromCanada,
    Reason::Unpaid,
    Reason::SelfEmployed,
    Reason::CoOpWork,
    Reason::FullTimeStudy,
    Reason::CoOpWork,
    Reason::StudyPermitWork,
    Reason::WrongEmployer,
    Reason::NotAuthorized,
    Reason::NoTemporaryResidentStatus,
    Reason::OccupationNotEligible,
    Reason::Leave,
];

/// How many reasons there are.
const REASONS: usize = Reason::ALL.len();

/// The bit of each reason, none for those that no gate fails for.
static BITS: [u16; REASONS] = {
    let mut bits = [0; REASONS];
    let mut rest = ORDER;
    let mut bit = 1;
    while let Some((reason, others)) = rest.split_first() {
        if let Some((_, from)) = bits.split_at_mut_checked(*reason as usize)
            && let Some((slot @ 0, _)) = from.split_first_mut()
        {
            *slot = bit;
        }
        bit <<= 1;
        rest = others;
    }
    bits
};

impl Failures {
    /// Adds what a gate fails for that is not asked before those that were.
    #[inline]
    pub(crate) fn add(&mut self, reason: Reason) {
        let bit = BITS.get(reason as usize).copied().unwrap_or(0);
        let is_late = reason == Reason::CoOpWork && self.0 & (bit | bit << 1) == bit << 1;
        // Where studies failed in between, and nothing did for co-op work before them, it stands behind them.
        self.0 |= if is_late { bit << 2 } else { bit };
    }

    /// Adds what a gate fails for.
    #[inline]
    pub(crate) fn take(&mut self, gate: Gate) {
        match gate {
            Gate::Passes | Gate::Unknown(..) => {}
            Gate::Fails(reason) => self.add(reason),
            Gate::FailsTwice(first, second) => {
                self.add(first);
                self.add(second);
            }
        }
    }

    /// Whether any gate fails.
    pub(crate) const fn are_some(self) -> bool {
        self.0 != 0
    }
}

/// The reasons of all gates, collected in their order.
pub(crate) struct Answers {
    pub failures: Failures,
    doubts: Reasons,
}

impl Answers {
    /// None yet.
    pub(crate) const NONE: Self = Self {
        failures: Failures(0),
        doubts: Reasons::NONE,
    };

    /// Begins anew, with what gates that were asked before fail for.
    pub(crate) const fn begin(&mut self, failures: Failures) {
        self.failures = failures;
        self.doubts.clear();
    }

    /// Nearly every gate passes, and then there is nothing to take.
    #[inline]
    pub(crate) fn take(&mut self, gate: Gate) {
        match gate {
            Gate::Passes => {}
            Gate::Unknown(first, second) => {
                self.doubt(first);
                if let Some(second) = second {
                    self.doubt(second);
                }
            }
            fails @ (Gate::Fails(_) | Gate::FailsTwice(..)) => self.failures.take(fails),
        }
    }

    /// A permit row that was set aside might have authorized the work: every failure of the gates of authorization and status becomes
    /// unknown, and where they are unknown it is one reason more.
    pub(crate) fn take_softened(&mut self, gate: Gate, set_aside: bool) {
        if gate.passes() {
            return;
        }
        if !set_aside || matches!(gate, Gate::Unknown(..)) {
            self.take(gate);
        }
        self.open_unless(!set_aside, Reason::RecordSetAside);
    }

    #[inline]
    pub(crate) fn open_unless(&mut self, passes: bool, reason: Reason) {
        if !passes {
            self.doubt(reason);
        }
    }

    /// Leaves it open for a reason.
    pub(crate) fn doubt(&mut self, reason: Reason) {
        self.doubts.push_new(reason);
    }

    /// Lists what gates fail for, in their order, then the doubts.
    #[inline]
    pub(crate) fn list(&self, reasons: &mut Reasons) {
        reasons.clear();
        let mut rest = self.failures.0;
        while let Some(reason) = ORDER.get(rest.trailing_zeros() as usize) {
            reasons.push(*reason);
            // Without its lowest bit.
            rest &= rest.wrapping_sub(1);
        }
        if !self.doubts.is_empty() {
            reasons.push_all_new(&self.doubts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the answers list, whatever was listed before.
    fn listed(answers: &Answers) -> Reasons {
        let mut reasons = Reasons::one(Reason::Leave);
        answers.list(&mut reasons);
        reasons
    }

    #[test]
    fn failures_stand_in_the_order_of_the_gates_and_before_the_doubts() {
        for (at, first) in ORDER.iter().copied().enumerate() {
            for second in ORDER.iter().copied().skip(at) {
                let mut answers = Answers::NONE;
                assert!(!answers.failures.are_some());
                answers.doubt(Reason::PayUnknown);
                answers.take(Gate::Fails(first));
                answers.take(Gate::FailsTwice(first, second));
                answers.take(Gate::unknown(Reason::PayUnknown));
                // A list keeps the order in which the gates are asked.
                let expected: Reasons = [first, second, Reason::PayUnknown].into_iter().collect();
                assert_eq!(listed(&answers), expected);
            }
        }
    }

    #[test]
    fn co_op_work_stands_where_it_is_found_first() {
        let all = [Reason::CoOpWork, Reason::FullTimeStudy, Reason::CoOpWork];
        for begin in 0..all.len() {
            let found = all.iter().skip(begin);
            let mut answers = Answers::NONE;
            found
                .clone()
                .for_each(|one| answers.take(Gate::Fails(*one)));
            let expected: Reasons = found.copied().collect();
            assert_eq!(listed(&answers), expected);
        }
    }

    #[test]
    fn what_no_gate_fails_for_has_no_bit() {
        for (place, reason) in Reason::ALL.into_iter().enumerate() {
            assert_eq!(place, reason as usize);
            let mut failures = Failures::default();
            failures.add(reason);
            assert_eq!(failures.are_some(), ORDER.contains(&reason), "{reason:?}");
        }
    }
}

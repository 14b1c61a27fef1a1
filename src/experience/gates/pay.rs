//! Gate 4: wages are paid or commission is earned. Source: IRPR s. 73(2).

use crate::experience::gates::Gate;
use crate::finding::{FirmAssumptions, Reason};
use crate::records::{Employment, Fact};

/// The gate, and whether the firm's assumption was needed.
pub(crate) fn gate(employment: &Employment, assumed: FirmAssumptions) -> (Gate, bool) {
    match &employment.pay {
        Fact::Known(pay) if pay.is_paid() => (Gate::Passes, false),
        Fact::Known(_) => (Gate::Fails(Reason::Unpaid), false),
        Fact::NoColumn if assumed.paid => (Gate::Passes, true),
        Fact::Blank | Fact::NoColumn | Fact::Unclear(_) => {
            (Gate::unknown(Reason::PayUnknown), false)
        }
    }
}

//! Gate 5: an employee, not self-employed, in co-op or a volunteer. Source: IRPR s. 87.1(3)(b), s. 73(2).

use crate::experience::gates::physician::PhysicianPolicy;
use crate::experience::gates::{Gate, physician};
use crate::finding::{FirmAssumptions, Reason};
use crate::law::{Law, NocCode};
use crate::records::{Employment, EmploymentType, Fact};

/// The gate, and whether the firm's assumption was needed.
pub(crate) fn gate(
    employment: &Employment,
    occupation: Option<NocCode>,
    policy: PhysicianPolicy,
    assumed: FirmAssumptions,
    law: &Law,
) -> (Gate, bool) {
    let gate = match &employment.employment_type {
        Fact::Known(EmploymentType::Employee) => Gate::Passes,
        // An intern who is not known to be unpaid is an employee; whether wages are paid is gate 4.
        Fact::Known(EmploymentType::Intern) => match &employment.pay {
            Fact::Known(pay) if !pay.is_paid() => Gate::Fails(Reason::Unpaid),
            _ => Gate::Passes,
        },
        Fact::Known(EmploymentType::Volunteer) => Gate::Fails(Reason::Unpaid),
        Fact::Known(EmploymentType::CoOp) => Gate::Fails(Reason::CoOpWork),
        Fact::Known(EmploymentType::SelfEmployed) => {
            physician::gate(policy, occupation, false, law)
        }
        Fact::Known(EmploymentType::SelfEmployedPhysicianPublic) => {
            physician::gate(policy, occupation, true, law)
        }
        Fact::NoColumn if assumed.employee => return (Gate::Passes, true),
        Fact::Blank | Fact::NoColumn | Fact::Unclear(_) => {
            Gate::unknown(Reason::EmploymentTypeUnknown)
        }
    };
    (gate, false)
}

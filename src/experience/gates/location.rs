//! Gate 3: the work was performed in Canada. Source: IRPR s. 87.1(2)(a), "in Canada".

use crate::authorization::days_abroad;
use crate::calendar::{Coverage, Day};
use crate::experience::gates::Gate;
use crate::finding::{FirmAssumptions, Reason};
use crate::records::{Absence, AbsenceReason, Country, Employment, Fact, Row};

/// What country and province of the record say, and whether the firm's assumption was needed.
pub(crate) fn recorded_place(employment: &Employment, assumed: FirmAssumptions) -> (Gate, bool) {
    let unknown = || (Gate::unknown(Reason::LocationUnknown), false);
    match (&employment.country, &employment.province) {
        (Fact::Known(Country::Canada), _) | (Fact::Blank | Fact::NoColumn, Fact::Known(_)) => {
            (Gate::Passes, false)
        }
        // Country and province contradict each other.
        (Fact::Known(Country::Abroad(_)), Fact::Known(_)) => unknown(),
        (Fact::Known(Country::Abroad(_)), _) => (Gate::Fails(Reason::OutsideCanada), false),
        (Fact::NoColumn, Fact::NoColumn) if assumed.in_canada => (Gate::Passes, true),
        (Fact::Blank | Fact::NoColumn, Fact::Blank | Fact::NoColumn | Fact::Unclear(_))
        | (Fact::Unclear(_), _) => unknown(),
    }
}

/// The gate on one day: the recorded place, then the absences. Paid vacation abroad is left to the gate of leaves.
pub(crate) fn gate(place: &Gate, absences: &[Row<Absence>], day: Day) -> Gate {
    let mut reasons = match place {
        Gate::Unknown(reasons) => reasons.clone(),
        Gate::Passes | Gate::Fails(_) | Gate::FailsTwice(..) => Vec::new(),
    };
    let mut absent = false;
    let mut imprecise = false;
    for absence in absences {
        let coverage = days_abroad(&absence.facts).coverage(day);
        if coverage == Coverage::No {
            continue;
        }
        match &absence.facts.reason {
            Fact::Known(AbsenceReason::PaidVacation) => continue,
            Fact::Known(AbsenceReason::Other(_)) => absent |= coverage == Coverage::Surely,
            Fact::Blank | Fact::NoColumn | Fact::Unclear(_) => {
                if !reasons.contains(&Reason::LocationUnknown) {
                    reasons.push(Reason::LocationUnknown);
                }
            }
        }
        imprecise |= coverage == Coverage::Possibly;
    }
    match (place, absent) {
        (Gate::Fails(reason), true) => Gate::FailsTwice(*reason, Reason::AbsentFromCanada),
        (Gate::Fails(reason), false) => Gate::Fails(*reason),
        (_, true) => Gate::Fails(Reason::AbsentFromCanada),
        (_, false) => {
            if imprecise {
                reasons.push(Reason::DateImprecise);
            }
            Gate::open_for(reasons)
        }
    }
}

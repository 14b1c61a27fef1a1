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

/// What the absences say of one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Away {
    /// The applicant was surely abroad.
    surely: bool,
    /// Why is not recorded.
    reason_open: bool,
    /// Whether the day is one of the absence depends on how its dates are read.
    imprecise: bool,
}

/// Reads the absences for one day. Paid vacation abroad is left to the gate of leaves.
pub(crate) fn away(absences: &[Row<Absence>], day: Day) -> Away {
    let mut away = Away::default();
    for absence in absences {
        let coverage = days_abroad(&absence.facts).coverage(day);
        if coverage == Coverage::No {
            continue;
        }
        match &absence.facts.reason {
            Fact::Known(AbsenceReason::PaidVacation) => continue,
            Fact::Known(AbsenceReason::Other(_)) => away.surely |= coverage == Coverage::Surely,
            Fact::Blank | Fact::NoColumn | Fact::Unclear(_) => away.reason_open = true,
        }
        away.imprecise |= coverage == Coverage::Possibly;
    }
    away
}

/// The gate on one day: the recorded place, then the absences.
pub(crate) fn gate(place: Gate, away: Away) -> Gate {
    if away == Away::default() {
        return place;
    }
    match (place, away.surely) {
        (Gate::Fails(reason), true) => Gate::FailsTwice(reason, Reason::AbsentFromCanada),
        (Gate::Fails(reason), false) => Gate::Fails(reason),
        (_, true) => Gate::Fails(Reason::AbsentFromCanada),
        // The recorded place is unknown for one reason, and that is the same one.
        (_, false) => Gate::open_for([
            (
                away.reason_open || matches!(place, Gate::Unknown(..)),
                Reason::LocationUnknown,
            ),
            (away.imprecise, Reason::DateImprecise),
        ]),
    }
}

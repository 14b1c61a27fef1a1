//! Paid vacation: how many days of it count in each 52-week period of an employment.

use crate::authorization::{EmployerName, Likeness, days_abroad};
use crate::calendar::{Day, Period, PeriodSet, RecordedSpan};
use crate::casefile::CaseFile;
use crate::finding::Reason;
use crate::law::Law;
use crate::records::{AbsenceReason, Fact, LeaveKind};

/// A leave from work, or a paid vacation abroad, as the gates need it.
#[derive(Clone, Debug)]
pub(crate) struct LeaveSpan {
    /// The days.
    pub span: RecordedSpan,
    /// The employer named, if one is.
    pub employer: Option<EmployerName>,
    /// The kind; `None` if blank or unreadable.
    pub kind: Option<LeaveKind>,
}

/// The leaves of a case, paid vacation abroad among them.
pub(crate) fn leaves(case: &CaseFile) -> Vec<LeaveSpan> {
    let recorded = case.leaves.iter().map(|row| LeaveSpan {
        span: RecordedSpan {
            start: row.facts.start,
            end: row.facts.end,
        },
        employer: EmployerName::new(&row.facts.employer),
        kind: row.facts.kind.known().copied(),
    });
    let abroad = case
        .absences
        .iter()
        .filter(|row| row.facts.reason == Fact::Known(AbsenceReason::PaidVacation))
        .map(|row| LeaveSpan {
            span: days_abroad(&row.facts),
            employer: None,
            kind: Some(LeaveKind::PaidVacation),
        });
    recorded
        .chain(abroad)
        .filter(|leave| leave.span.possible().is_some())
        .collect()
}

/// The paid vacation days of one employment that count without an officer's discretion.
///
/// The days of vacation on which the job is held use the allowance up in date order, doubtful days included, in periods counted
/// from the first possible day of the first record with the employer.
pub(crate) fn allowed_days(
    employer: &EmployerName,
    held: &PeriodSet,
    leaves: &[LeaveSpan],
    law: &Law,
    day: Day,
) -> PeriodSet {
    let Some(first_day) = held.periods().first().map(|period| period.first()) else {
        return PeriodSet::default();
    };
    let concerns = |leave: &&LeaveSpan| {
        leave.kind == Some(LeaveKind::PaidVacation)
            && leave
                .employer
                .as_ref()
                .is_none_or(|name| name.likeness(employer) != Likeness::Different)
    };
    let vacation = PeriodSet::from_periods(
        leaves
            .iter()
            .filter(concerns)
            .filter_map(|leave| leave.span.possible()),
    );
    let days =
        |key: &str| i32::try_from(law.dated_or_first(key, day).value.unwrap_or(0)).unwrap_or(0);
    let (allowance, length) = (
        days("paid_vacation_days"),
        days("vacation_period_days").max(1),
    );
    let mut allowed = Vec::new();
    let mut current = -1;
    let mut used = 0;
    for period in vacation.intersection(held).periods() {
        let mut from = period.first();
        while from <= period.last() {
            let number = from.days_since(first_day) / length;
            if number != current {
                current = number;
                used = 0;
            }
            let period_end = first_day.plus_days((number + 1) * length).previous();
            let to = period.last().min(period_end);
            let free = (allowance - used).min(to.days_since(from) + 1);
            if 0 < free {
                allowed.extend(Period::new(from, from.plus_days(free - 1)));
                used += free;
            }
            from = to.next();
        }
    }
    PeriodSet::from_periods(allowed)
}

/// What the leaves say of one job on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum OnLeave {
    /// Nothing stands in the way.
    No,
    /// Leave that does not count.
    Yes,
    /// Doubtful, for these reasons.
    Perhaps(Vec<Reason>),
}

/// What the leaves say of a job with `employer` on a day on which `employers_held` different employers are held.
pub(crate) fn on_leave(
    leaves: &[LeaveSpan],
    employer: &EmployerName,
    employers_held: usize,
    allowed: &PeriodSet,
    day: Day,
) -> OnLeave {
    use crate::calendar::Coverage;
    let mut discretion = false;
    let mut imprecise = false;
    for leave in leaves {
        let coverage = leave.span.coverage(day);
        let likeness = match &leave.employer {
            Some(name) => name.likeness(employer),
            None if employers_held == 1 => Likeness::Same,
            None => Likeness::Similar,
        };
        if coverage == Coverage::No || likeness == Likeness::Different {
            continue;
        }
        match (leave.kind, likeness) {
            (None | Some(LeaveKind::Other), _) | (_, Likeness::Similar) => discretion = true,
            (Some(LeaveKind::PaidVacation), _) => discretion |= !allowed.contains(day),
            (
                Some(
                    LeaveKind::Sick
                    | LeaveKind::Parental
                    | LeaveKind::Maternity
                    | LeaveKind::Unpaid,
                ),
                _,
            ) => {
                if coverage == Coverage::Surely {
                    return OnLeave::Yes;
                }
            }
        }
        imprecise |= coverage == Coverage::Possibly;
    }
    let doubts = [
        (discretion, Reason::LeaveAtOfficersDiscretion),
        (imprecise, Reason::DateImprecise),
    ];
    let reasons: Vec<Reason> = doubts
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, reason)| reason)
        .collect();
    if reasons.is_empty() {
        OnLeave::No
    } else {
        OnLeave::Perhaps(reasons)
    }
}

//! Paid vacation: how many days of it count in each 52-week period of an employment.

use crate::authorization::{Employer, Likeness, Names, days_abroad};
use crate::calendar::{Coverage, Day, Period, PeriodSet, RecordedSpan};
use crate::casefile::CaseFile;
use crate::experience::gates::Gate;
use crate::finding::Reason;
use crate::law::{DatedKey, Law};
use crate::records::{Absence, AbsenceReason, Fact, LeaveKind, Row};
use std::num::NonZeroU32;

/// A leave from work, or a paid vacation abroad, as the gates need it.
#[derive(Clone, Debug)]
pub(crate) struct LeaveSpan {
    /// The days.
    pub span: RecordedSpan,
    /// How the employer named stands to each employer of the case, by its number; `None` if none is named.
    pub likeness: Option<Vec<Likeness>>,
    /// The kind; `None` if blank or unreadable.
    pub kind: Option<LeaveKind>,
}

impl LeaveSpan {
    /// How the employer named stands to an employer of the case; none if none is named.
    fn likeness(&self, employer: usize) -> Option<Likeness> {
        let likeness = self.likeness.as_ref()?;
        Some(
            likeness
                .get(employer)
                .copied()
                .unwrap_or(Likeness::Different),
        )
    }
}

/// Whether a case records anything that can be a leave from a job.
pub(crate) fn may_have_leaves(case: &CaseFile) -> bool {
    !case.leaves.is_empty() || case.absences.iter().any(is_vacation_abroad)
}

fn is_vacation_abroad(row: &Row<Absence>) -> bool {
    row.facts.reason == Fact::Known(AbsenceReason::PaidVacation)
}

/// The leaves of a case, paid vacation abroad among them. `employers` are those of its jobs, by number.
pub(crate) fn leaves<'a>(
    case: &'a CaseFile,
    employers: &[Employer],
    names: &mut Names<'a>,
) -> Vec<LeaveSpan> {
    let recorded = case.leaves.iter().map(|row| {
        let likeness = names.of(&row.facts.employer).map(|named| {
            let employers = employers.iter();
            employers.map(|one| names.likeness(named, *one)).collect()
        });
        LeaveSpan {
            span: RecordedSpan {
                start: row.facts.start,
                end: row.facts.end,
            },
            likeness,
            kind: row.facts.kind.known().copied(),
        }
    });
    let abroad = case
        .absences
        .iter()
        .filter(|row| is_vacation_abroad(row))
        .map(|row| LeaveSpan {
            span: days_abroad(&row.facts),
            likeness: None,
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
    employer: usize,
    held: impl Iterator<Item = Period>,
    leaves: &[LeaveSpan],
    law: &Law,
    day: Day,
) -> PeriodSet {
    let concerns = |leave: &&LeaveSpan| {
        leave.kind == Some(LeaveKind::PaidVacation)
            && leave.likeness(employer) != Some(Likeness::Different)
    };
    let vacation = PeriodSet::from_periods(
        leaves
            .iter()
            .filter(concerns)
            .filter_map(|leave| leave.span.possible()),
    );
    if vacation.is_empty() {
        return vacation;
    }
    let held = PeriodSet::from_periods(held);
    let Some(first_day) = held.periods().first().map(|period| period.first()) else {
        return PeriodSet::default();
    };
    let vacation = vacation.intersection(&held);
    if vacation.is_empty() {
        return vacation;
    }
    let days = |key| i32::try_from(law.value_or_first(key, day).unwrap_or(0)).unwrap_or(0);
    let (allowance, length) = (
        days(DatedKey::PaidVacationDays),
        days(DatedKey::VacationPeriodDays).max(1),
    );
    let mut allowed = Vec::new();
    let mut current = -1;
    let mut used = 0;
    for period in vacation.periods() {
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

/// Gate 10: what the leaves say of a job with `employer` on a day on which `employers_held` different employers are held.
pub(crate) fn gate(
    leaves: &[LeaveSpan],
    employer: usize,
    employers_held: NonZeroU32,
    allowed: Option<&PeriodSet>,
    day: Day,
) -> Gate {
    let mut discretion = false;
    let mut imprecise = false;
    for leave in leaves {
        let coverage = leave.span.coverage(day);
        let likeness = match leave.likeness(employer) {
            Some(likeness) => likeness,
            None if employers_held.get() == 1 => Likeness::Same,
            None => Likeness::Similar,
        };
        if coverage == Coverage::No || likeness == Likeness::Different {
            continue;
        }
        match (leave.kind, likeness) {
            (None | Some(LeaveKind::Other), _) | (_, Likeness::Similar) => discretion = true,
            (Some(LeaveKind::PaidVacation), _) => {
                discretion |= allowed.is_none_or(|allowed| !allowed.contains(day));
            }
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
                    return Gate::Fails(Reason::Leave);
                }
            }
        }
        imprecise |= coverage == Coverage::Possibly;
    }
    Gate::open_for([
        (discretion, Reason::LeaveAtOfficersDiscretion),
        (imprecise, Reason::DateImprecise),
    ])
}

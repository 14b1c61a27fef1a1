//! The application came while the invitation was good. Rule: IRPA s. 11.2 and the Ministerial Instructions of the edition.

use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::finding::{Advisory, Outcome, Reason};
use crate::requirements::dates::{Invited, ProfileDate, doubt_reasons, last_good_day};
use crate::requirements::judge::Bench;
use crate::requirements::{Explanation, Figure, Finding, ImpreciseDates, Requirement};

/// What one reading of the dates says: nothing to say, or an outcome with its reason.
fn outcome(bench: &Bench<'_>, invited: Invited, applied: Day) -> Option<(Outcome, Option<Reason>)> {
    match invited {
        Invited::No | Invited::Lapsed => None,
        Invited::Invalid => Some((Outcome::Undetermined, Some(Reason::InvitationDateInvalid))),
        Invited::Unknown(_) => Some((Outcome::Undetermined, Some(Reason::InvitationDateUnknown))),
        Invited::On(day) => Some(match last_good_day(day, bench.law) {
            Some(last) if applied <= last => (Outcome::Met, None),
            Some(_) => (Outcome::NotMet, Some(Reason::InvitationExpired)),
            None => (Outcome::Undetermined, Some(Reason::InvitationDateInvalid)),
        }),
    }
}

/// The finding over all readings of both dates: `readings` pairs what the invitation is with the day applied (the day of the run at
/// the today point), the last reading last; `imprecise` are the dates that have several.
pub(crate) fn assess(
    bench: &Bench<'_>,
    case: &CaseFile,
    readings: &[(Invited, Day)],
    imprecise: Option<ImpreciseDates>,
) -> Finding {
    let outcomes: Vec<_> = readings
        .iter()
        .map(|(invited, applied)| outcome(bench, *invited, *applied))
        .collect();
    let (Some((invited, applied)), Some(last)) =
        (readings.last().copied(), outcomes.last().copied())
    else {
        return without_invitation(case, false);
    };
    let same = outcomes
        .iter()
        .all(|one| one.map(|(outcome, _)| outcome) == last.map(|(outcome, _)| outcome));
    let (outcome, reason) = match last {
        Some(last) if same => last,
        None if same => return without_invitation(case, false),
        _ => (Outcome::Undetermined, Some(Reason::DateImprecise)),
    };
    let last_good = match invited {
        Invited::On(day) => last_good_day(day, bench.law),
        Invited::No | Invited::Lapsed | Invited::Invalid | Invited::Unknown(_) => None,
    };
    let reasons = if let Invited::Unknown(doubt) = invited {
        doubt_reasons(doubt, Reason::InvitationDateUnknown)
    } else {
        let mut reasons: Vec<Reason> = reason.into_iter().collect();
        let others = outcomes.iter().flatten().filter_map(|(_, other)| *other);
        for other in others.filter(|_| !same) {
            if !reasons.contains(&other) {
                reasons.push(other);
            }
        }
        reasons
    };
    let explanation = explanation(outcome, last_good, applied, &reasons, imprecise);
    let requirement = Requirement::InvitationWindow;
    let mut finding = Finding::plain(requirement, case, outcome, reasons, "");
    finding.required = last_good.map_or(Figure::None, Figure::Day);
    finding.found = Figure::Day(applied);
    finding.unit = "date";
    finding.explanation = explanation;
    finding
}

fn explanation(
    outcome: Outcome,
    last_good: Option<Day>,
    applied: Day,
    reasons: &[Reason],
    imprecise: Option<ImpreciseDates>,
) -> Explanation {
    let what = "Whether the application came while the invitation was good cannot be decided";
    match (outcome, last_good, imprecise, reasons.first()) {
        (Outcome::Met | Outcome::NotMet, Some(last), ..) => {
            Explanation::Invitation { last, applied }
        }
        (_, _, Some(dates), Some(Reason::DateImprecise)) => Explanation::Imprecise {
            what,
            dates,
            rows: false,
        },
        (_, _, _, Some(reason)) => Explanation::Because(what, reason.sentence()),
        (_, _, _, None) => Explanation::Because(what, "the dates leave room"),
    }
}

/// The finding where the day of the application is not known.
pub(crate) fn without_application_day(case: &CaseFile, invitation: ProfileDate) -> Finding {
    if invitation == ProfileDate::NotGiven {
        return without_invitation(case, true);
    }
    let explanation = "Whether the application came while the invitation was good cannot be decided because the application date is \
                       not known.";
    let reasons = vec![Reason::ApplicationDateUnknown];
    let (requirement, outcome) = (Requirement::InvitationWindow, Outcome::Undetermined);
    let mut finding = Finding::plain(requirement, case, outcome, reasons, explanation);
    finding.unit = "date";
    finding
}

/// The finding without an invitation, or with one that is ignored because it lapsed; `missing`: an application under Express Entry must
/// have had one.
pub(crate) fn without_invitation(case: &CaseFile, missing: bool) -> Finding {
    let explanation = if missing {
        "No invitation date is given, so the time between invitation and application cannot be checked."
    } else {
        "There is no invitation whose time could be checked."
    };
    let (requirement, outcome) = (Requirement::InvitationWindow, Outcome::NotAssessed);
    let mut finding = Finding::plain(requirement, case, outcome, Vec::new(), explanation);
    finding.unit = "date";
    if missing {
        finding.advisories.push(Advisory::InvitationDateMissing);
    }
    finding
}

//! The dates to watch: what comes next for an applicant, under which provision, and what to do about it.

use crate::authorization::{
    Authorization, Basis, Condition, Reach, StudyPermits, Timeline, interim_end,
};
use crate::calendar::{Day, FAR_FUTURE, Period, RecordedDate, look_back_window};
use crate::casefile::CaseFile;
use crate::horizon::breaks::first_whose_window_begins_at;
use crate::horizon::outlook::Spell;
use crate::horizon::stages::Prospect;
use crate::law::DatedKey;
use crate::records::{Decision, Fact, Permit, PermitClass, PermitType};
use crate::requirements::{Bench, last_invitation_day};

/// What comes on a date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DateKind {
    /// The first day of the first spell of eligibility.
    EligibleFrom,
    /// The last day of the first spell of eligibility.
    EligibleUntil,
    /// The last day on which the best language test is valid; where none surely is, one that may be.
    LanguageTestLastDay,
    /// The last day of a work permit.
    WorkPermitLastDay,
    /// The last day to apply for a renewal and keep working, IRPR s. 186(u).
    RenewalLastDay,
    /// The last day of a study permit: the printed one, or the 90th day after the studies, IRPR s. 222(1)(a).
    StudyPermitLastDay,
    /// The last day of another document: of status, of an interim authorization, of work without a permit.
    OtherDocumentLastDay,
    /// The last day to apply for a work permit and work after the studies, IRPR s. 186(w).
    AfterStudiesLastDay,
    /// The last day to apply for a post-graduation work permit.
    PgwpLastDay,
    /// The last good day of the invitation.
    InvitationLastDay,
    /// The first day on which a counted day has left the look-back window.
    HoursStartLeaving,
}

impl DateKind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::EligibleFrom,
        Self::EligibleUntil,
        Self::LanguageTestLastDay,
        Self::WorkPermitLastDay,
        Self::RenewalLastDay,
        Self::StudyPermitLastDay,
        Self::OtherDocumentLastDay,
        Self::AfterStudiesLastDay,
        Self::PgwpLastDay,
        Self::InvitationLastDay,
        Self::HoursStartLeaving,
    ];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::EligibleFrom => "eligible_from",
            Self::EligibleUntil => "eligible_until",
            Self::LanguageTestLastDay => "language_test_last_day",
            Self::WorkPermitLastDay => "work_permit_last_day",
            Self::RenewalLastDay => "renewal_last_day",
            Self::StudyPermitLastDay => "study_permit_last_day",
            Self::OtherDocumentLastDay => "other_document_last_day",
            Self::AfterStudiesLastDay => "after_studies_last_day",
            Self::PgwpLastDay => "pgwp_last_day",
            Self::InvitationLastDay => "invitation_last_day",
            Self::HoursStartLeaving => "hours_start_leaving",
        }
    }

    /// Whether it begins or ends the first spell of eligibility.
    pub(crate) const fn is_of_the_spell(self) -> bool {
        matches!(self, Self::EligibleFrom | Self::EligibleUntil)
    }

    /// The key of the provision; that of the end of a spell depends on why it ends ([`Outlook::citation_key`]).
    ///
    /// [`Outlook::citation_key`]: crate::horizon::Outlook::citation_key
    pub const fn citation_key(self) -> &'static str {
        match self {
            Self::EligibleFrom | Self::EligibleUntil | Self::HoursStartLeaving => "irpr-87.1-2-a",
            Self::LanguageTestLastDay => "irpr-87.1-2-d",
            Self::WorkPermitLastDay => "irpr-200",
            Self::RenewalLastDay => "irpr-186-u",
            Self::StudyPermitLastDay => "irpr-222-1-a",
            Self::OtherDocumentLastDay => "irpr-183-1",
            Self::AfterStudiesLastDay => "irpr-186-w",
            Self::PgwpLastDay => "ircc-pgwp",
            Self::InvitationLastDay => "irpa-11.2",
        }
    }

    /// What it is, for a person.
    pub const fn what(self) -> &'static str {
        match self {
            Self::EligibleFrom => "First day on which the record shows eligibility",
            Self::EligibleUntil => "Last day on which the record shows eligibility",
            Self::LanguageTestLastDay => "Last day on which the best language test is valid",
            Self::WorkPermitLastDay => "Last day of the work permit",
            Self::RenewalLastDay => "Last day to apply for a renewal and keep working meanwhile",
            Self::StudyPermitLastDay => "Last day of the study permit",
            Self::OtherDocumentLastDay => {
                "Last day of another document that allows the stay or the work"
            }
            Self::AfterStudiesLastDay => "Last day to apply for a work permit and work meanwhile",
            Self::PgwpLastDay => "Last day to apply for a post-graduation work permit",
            Self::InvitationLastDay => "Last day to apply under the invitation",
            Self::HoursStartLeaving => "First day on which counted work has left the three years",
        }
    }

    /// What to do about it.
    pub const fn todo(self) -> &'static str {
        match self {
            Self::EligibleFrom => "Have the profile, or the application, ready for this day.",
            Self::EligibleUntil => "Apply by this day.",
            Self::LanguageTestLastDay => "Apply by this day, or book a new test in time.",
            Self::WorkPermitLastDay => {
                "Check what authorizes the work, and the stay, from the day after."
            }
            Self::RenewalLastDay => "File the application to renew by this day.",
            Self::StudyPermitLastDay => "Check what authorizes the stay from the day after.",
            Self::OtherDocumentLastDay => {
                "Check what allows the stay, and the work, from the day after."
            }
            Self::AfterStudiesLastDay => "File the application for a work permit by this day.",
            Self::PgwpLastDay => {
                "File the application for the post-graduation work permit by this day."
            }
            Self::InvitationLastDay => "File the application for permanent residence by this day.",
            Self::HoursStartLeaving => {
                "Check whether the remaining hours still reach the requirement."
            }
        }
    }
}

/// A date to watch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct NextDate {
    /// When.
    pub on: Day,
    /// What comes.
    pub kind: DateKind,
}

/// All dates from the day of the run on, in order. `ahead` is absent for those who have applied; the spell, too, for those who are going to.
pub(crate) fn next_dates(
    bench: &Bench<'_>,
    case: &CaseFile,
    timeline: &Timeline,
    ahead: Option<(&Prospect, Option<Spell>)>,
) -> Vec<NextDate> {
    let mut dates = Vec::with_capacity(USUAL_DATES);
    let study_permits = StudyPermits::of(case, bench.law);
    add_permit_dates(case, timeline, &study_permits, &mut dates);
    if let Some((prospect, spell)) = ahead {
        add_study_dates(bench, case, &study_permits, &mut dates);
        add_spell_dates(bench, prospect, spell, &mut dates);
        let invitation = last_invitation_day(bench, case);
        dates.extend(invitation.map(|on| (DateKind::InvitationLastDay, on)));
    }
    let mut dates: Vec<NextDate> = dates
        .into_iter()
        .filter(|(_, on)| bench.as_of <= *on && *on < FAR_FUTURE)
        .map(|(kind, on)| NextDate { on, kind })
        .collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

type Dated = (DateKind, Day);

/// Few applicants have more dates.
const USUAL_DATES: usize = 16;

/// The last days of permits and other documents; by the earliest reading, so that nobody is late.
fn add_permit_dates(
    case: &CaseFile,
    timeline: &Timeline,
    study_permits: &[StudyPermits],
    dates: &mut Vec<Dated>,
) {
    let documents = timeline.documents.iter().map(|one| (one.permit, one.reach));
    for (place, reach) in documents.chain(without_permit(timeline)) {
        let Some(permit) = case.permits.get(place).map(|row| &row.facts) else {
            continue;
        };
        let Some(last) = last_day(permit).map(|last| last.earliest) else {
            continue;
        };
        match permit.permit_type.class() {
            PermitClass::Open | PermitClass::EmployerSpecific => {
                dates.push((DateKind::WorkPermitLastDay, last));
                if !is_carried_on(case, timeline, place, last.next()) {
                    dates.push((DateKind::RenewalLastDay, last));
                }
            }
            PermitClass::CoOp | PermitClass::Refugee => {
                dates.push((DateKind::WorkPermitLastDay, last));
            }
            PermitClass::Study => {
                let first = reach.possible.map_or(last, Period::first);
                let all = study_permits.iter();
                let days = all.flat_map(|one| one.last_days(place, first, last));
                dates.extend(days.map(|last| (DateKind::StudyPermitLastDay, last)));
            }
            PermitClass::Interim | PermitClass::StatusOnly | PermitClass::Exempt => {
                dates.push((DateKind::OtherDocumentLastDay, last));
            }
        }
    }
}

/// What authorizes work without being a permit: an interim authorization, and work for which none is needed. After their last day the
/// record authorizes that work no more.
fn without_permit(timeline: &Timeline) -> impl Iterator<Item = (usize, Reach)> {
    let all = timeline.authorizations.iter();
    let without = all.filter(|one| matches!(one.basis, Basis::Interim | Basis::Exempt));
    without.filter_map(|one| Some((one.permit?, one.reach)))
}

/// The last day of what a row is about, as recorded; an interim authorization ends with the decision too.
fn last_day(permit: &Permit) -> Option<RecordedDate> {
    if permit.permit_type.class() == PermitClass::Interim {
        Some(interim_end(permit))
    } else {
        permit.valid_to
    }
}

/// Whether an application or a later permit already carries the work under a permit on, on the day after it: for the same employer, or for
/// any.
fn is_carried_on(case: &CaseFile, timeline: &Timeline, permit: usize, after: Day) -> bool {
    let of_permit = |one: &&Authorization| one.permit == Some(permit);
    let own = timeline.authorizations.iter().find(of_permit);
    let own = own.map(|one| &one.condition);
    timeline.authorizations.iter().any(|one| {
        let same = one.condition == Condition::AnyEmployer || own == Some(&one.condition);
        same && possibly_goes_on(case, one, after)
    })
}

/// Whether an authorization possibly covers a day. The permit that is watched, and another of the same last days, end by the earliest
/// reading: neither carries itself on. What rests on its application may begin on the day after.
fn possibly_goes_on(case: &CaseFile, one: &Authorization, day: Day) -> bool {
    let ends = match one.basis {
        Basis::UnknownGap | Basis::Exempt => return false,
        Basis::Maintained | Basis::AfterStudies => None,
        Basis::Open | Basis::EmployerSpecific | Basis::Interim | Basis::Refugee => one
            .permit
            .and_then(|row| case.permits.get(row)?.facts.valid_to),
    };
    one.reach.possibly(day) && ends.is_none_or(|ends| day <= ends.earliest)
}

/// When full-time studies were completed, by the earliest reading; also those of which nobody says whether they were full-time.
fn completions(case: &CaseFile) -> impl Iterator<Item = Day> {
    let studies = case.studies.iter();
    let full_time = studies.filter(|row| row.facts.full_time != Fact::Known(false));
    full_time.filter_map(|row| Some(row.facts.completed?.earliest))
}

/// So many days after a completion as a dated value says.
fn days_after(bench: &Bench<'_>, completed: Day, key: DatedKey) -> Option<Day> {
    let days = bench.law.value_or_first(key, completed)?;
    Some(completed.plus_days(i32::try_from(days).ok()?))
}

/// Whether an application was refused or withdrawn: it stands in nobody's way.
fn has_failed(permit: &Permit) -> bool {
    matches!(
        permit.decision,
        Fact::Known(Decision::Refused | Decision::Withdrawn)
    )
}

/// The deadlines that follow the completion of full-time studies, where nothing shows that they were used.
fn add_study_dates(
    bench: &Bench<'_>,
    case: &CaseFile,
    study_permits: &[StudyPermits],
    dates: &mut Vec<Dated>,
) {
    let alive = || {
        let permits = case.permits.iter().map(|row| &row.facts);
        permits.filter(|permit| !has_failed(permit))
    };
    if !alive().any(|permit| permit.permit_type == PermitType::Pgwp) {
        let all = completions(case);
        let last = all.filter_map(|day| days_after(bench, day, DatedKey::PgwpApplicationDays));
        dates.extend(last.map(|on| (DateKind::PgwpLastDay, on)));
    }
    let applied_since = |completed: Day| {
        alive().any(|permit| {
            let can_carry = matches!(
                permit.permit_type.class(),
                PermitClass::Open | PermitClass::EmployerSpecific
            );
            let since = permit.applied_on.or(permit.valid_from);
            can_carry && since.is_some_and(|since| completed <= since.latest)
        })
    };
    let ends = study_permits.iter().flat_map(|one| &one.ends);
    let open = ends.filter(|end| !applied_since(end.completed));
    dates.extend(open.map(|end| (DateKind::AfterStudiesLastDay, end.apply_until)));
}

/// The dates that follow from the work and the tests.
fn add_spell_dates(
    bench: &Bench<'_>,
    prospect: &Prospect,
    spell: Option<Spell>,
    dates: &mut Vec<Dated>,
) {
    if let Some(spell) = spell {
        dates.push((DateKind::EligibleFrom, spell.from));
        dates.extend(spell.ends.map(|(last, _)| (DateKind::EligibleUntil, last)));
    }
    let Some(seen) = prospect.seen(bench.as_of) else {
        return;
    };
    let language = seen.language(bench.as_of);
    // A test in doubt is watched where no other is valid: its doubt is to be settled while it lasts.
    let expires = language.and_then(|language| match &language.best {
        Some(best) => Some(best.expires),
        None => language.doubtful_until,
    });
    let last_day = expires.map(Day::previous);
    dates.extend(last_day.map(|on| (DateKind::LanguageTestLastDay, on)));
    let months = seen.edition.window_months;
    let window = look_back_window(bench.as_of, months);
    let first = window.and_then(|window| seen.paces.first_counted(window));
    dates.extend(first.map(|first| {
        let gone = first_whose_window_begins_at(first.next(), months);
        (DateKind::HoursStartLeaving, gone)
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    #[test]
    fn every_kind_of_date_has_a_citation() {
        for kind in DateKind::ALL {
            let found = Law::book().find_citation(kind.citation_key());
            assert!(found.is_some(), "{}", kind.id());
        }
    }
}

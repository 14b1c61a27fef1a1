//! What the today point would go by on a later day, if nothing new were recorded until then: which edition and policy the work is
//! read under, and the outcomes that no day of work changes.

use crate::calendar::{Day, Period};
use crate::casefile::CaseFile;
use crate::experience::{History, Paces, Past, PhysicianPolicy, Question};
use crate::finding::Outcome;
use crate::language::LanguageRecord;
use crate::law::Edition;
use crate::requirements::dates::{Applied, Invited, ProfileDate, classify, last_good_day};
use crate::requirements::judge::{Bench, Dates};
use crate::requirements::point::{Asked, gaps, invitation_day, physicians};
use crate::requirements::{Point, Requirement, admissibility, occupational_duties, residence};
use smallvec::SmallVec;

/// Under what the work is read: the edition, if one is in force, and the public policy for physicians.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lens {
    pub(crate) edition: Option<&'static Edition>,
    pub(crate) physicians: PhysicianPolicy,
}

impl PartialEq for Lens {
    fn eq(&self, other: &Self) -> bool {
        // Each edition has its own first day.
        let from = |lens: &Self| lens.edition.map(|edition| edition.in_force_from);
        from(self) == from(other) && self.physicians == other.physicians
    }
}

impl Eq for Lens {}

/// What the judgement of the today point found under a lens, as far as the coming days go on from it.
#[derive(Debug)]
pub(crate) struct Known {
    /// The lens.
    pub(crate) lens: Lens,
    /// The work of the window.
    pub(crate) past: Past,
    /// How the language tests stand.
    pub(crate) language: LanguageRecord,
}

/// What the today point goes by on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Setting {
    /// One lens for each kind of reading of the invitation date.
    pub(crate) lenses: SmallVec<[Lens; 1]>,
    /// Work and language stay undetermined whatever the records of work say.
    pub(crate) open: bool,
    /// The other requirements.
    pub(crate) others: [(Requirement, Outcome); 4],
}

impl Setting {
    /// The setting on the day of the bench. The applicant has not applied.
    pub(crate) fn of(bench: &Bench<'_>, case: &CaseFile) -> Self {
        let invitation = ProfileDate::of(&case.profile.invitation_date);
        let dates = Dates {
            bench,
            case,
            invitation,
            application: ProfileDate::NotGiven,
        };
        let invitations = dates.invitations(Applied::NotYet);
        let mut lenses: SmallVec<[Lens; 1]> = SmallVec::new();
        for invited in &dates.representatives(&invitations) {
            let lens = lens(bench, *invited);
            if !lenses.contains(&lens) {
                lenses.push(lens);
            }
        }
        let invitation_window = || {
            // Nearly always, and then there is nothing to check.
            if invitation == ProfileDate::NotGiven {
                return Outcome::NotAssessed;
            }
            let readings = invitations.iter().map(|invited| (*invited, bench.as_of));
            let readings: Vec<(Invited, Day)> = readings.collect();
            dates.invitation_window(&readings, false).outcome
        };
        Self {
            lenses,
            open: case.near_duplicate_id || matches!(invitation, ProfileDate::Unknown(_)),
            others: [
                (
                    Requirement::ResidenceOutsideQuebec,
                    residence::outcome(bench, case),
                ),
                (Requirement::InvitationWindow, invitation_window()),
                (
                    Requirement::OccupationalDuties,
                    occupational_duties::outcome(case),
                ),
                (Requirement::Admissibility, admissibility::outcome(case)),
            ],
        }
    }

    /// The requirement that is not met on such a day whatever the work, if there is one.
    pub(crate) fn not_met(&self) -> Option<Requirement> {
        let mut others = self.others.iter();
        let (requirement, _) = others.find(|(_, outcome)| *outcome == Outcome::NotMet)?;
        Some(*requirement)
    }
}

/// The lens of one reading of the invitation.
pub(super) fn lens(bench: &Bench<'_>, invited: Invited) -> Lens {
    let asked = Asked {
        point: Point::Today,
        day: Some(bench.as_of),
        invited,
    };
    let by = invitation_day(invited).unwrap_or(bench.as_of);
    Lens {
        edition: bench.law.edition_in_force(by),
        physicians: physicians(&asked, bench.as_of, bench.law),
    }
}

impl Lens {
    /// The pace of all work that any window of the days assessed can see, if an edition is in force. `past`: the window of the first of
    /// these days, where it was judged under this lens.
    pub(crate) fn paces(
        self,
        bench: &Bench<'_>,
        case: &CaseFile,
        history: &History,
        assessed: Period,
        past: Option<Past>,
    ) -> Option<Paces> {
        let edition = self.edition?;
        let first = assessed.first().minus_months(edition.window_months);
        let question = Question {
            law: bench.law,
            edition,
            case,
            assumptions: bench.book.assumptions,
            gaps: gaps(bench, case),
            as_of: assessed.last(),
            day: assessed.last(),
            window: Period::new(first, assessed.last().previous())?,
            physicians: self.physicians,
        };
        Some(match past {
            Some(past) => Paces::going_on(past, assessed.first(), &question, history),
            None => Paces::judge(&question, history),
        })
    }
}

/// Whether an application for permanent residence is recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Application {
    /// No date is given.
    NotYet,
    /// The date is after the day of the run under every reading; this is the earliest.
    Planned(Day),
    /// The date is, or may be, one on which it was made.
    Made,
}

/// How the application stands on the day of the run.
pub(crate) fn application(as_of: Day, case: &CaseFile) -> Application {
    let date = ProfileDate::of(&case.profile.application_date);
    if date == ProfileDate::NotGiven {
        return Application::NotYet;
    }
    let earliest = date.days().min();
    earliest
        .filter(|earliest| as_of < *earliest)
        .map_or(Application::Made, Application::Planned)
}

/// The last good day of a pending invitation, by its earliest reading.
pub(crate) fn last_invitation_day(bench: &Bench<'_>, case: &CaseFile) -> Option<Day> {
    let mut days = ProfileDate::of(&case.profile.invitation_date).days();
    let pending =
        days.find_map(
            |day| match classify(day, Applied::NotYet, bench.as_of, bench.law) {
                Invited::On(day) => Some(day),
                Invited::No | Invited::Lapsed | Invited::Invalid | Invited::Unknown(_) => None,
            },
        );
    last_good_day(pending?, bench.law)
}

/// The days on which the setting may become another, those of the law that lie within a period.
pub(crate) fn setting_changes(
    bench: &Bench<'_>,
    case: &CaseFile,
    within: Period,
) -> impl Iterator<Item = Day> {
    let law = bench.law;
    let of_law = law.changes(within).iter().copied();
    let invitations = ProfileDate::of(&case.profile.invitation_date).days();
    let of_invitations = invitations.flat_map(move |invited| {
        let lapses = last_good_day(invited, law).map(Day::next);
        [Some(invited), lapses].into_iter().flatten()
    });
    of_law.chain(of_invitations)
}

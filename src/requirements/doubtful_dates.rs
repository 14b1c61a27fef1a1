//! What is wrong with the dates of the profile, or not known of them: which are imprecise, and an invitation that contradicts the others
//! or ran out.

use crate::finding::{Few, Problem, ProblemCode};
use crate::provenance::{Origin, Table};
use crate::records::{Applicant, Row};
use crate::requirements::dates::{Invited, ProfileDate, last_good_day};
use crate::requirements::judge::Dates;
use crate::requirements::{Explanation, ImpreciseDates};

/// Imprecise dates of the profile, and the rows that give them.
pub(crate) struct InDoubt {
    /// Which.
    pub(crate) dates: ImpreciseDates,
    /// The rows.
    pub(crate) rows: Few<Origin>,
}

impl Dates<'_> {
    /// Which dates are not known to the day.
    pub(super) fn imprecise(&self) -> Option<ImpreciseDates> {
        let imprecise = |date: ProfileDate| match date {
            ProfileDate::Read(date) => date.precise().is_none(),
            ProfileDate::NotGiven | ProfileDate::Unknown(_) => false,
        };
        match (imprecise(self.invitation), imprecise(self.application)) {
            (true, true) => Some(ImpreciseDates::Both),
            (true, false) => Some(ImpreciseDates::Invitation),
            (false, true) => Some(ImpreciseDates::Application),
            (false, false) => None,
        }
    }

    /// The same, with the rows that give these dates.
    pub(super) fn in_doubt(&self) -> Option<InDoubt> {
        let dates = self.imprecise()?;
        let gives = |row: &&Row<Applicant>| {
            let invitation = row.facts.invitation_date.known().is_some();
            let application = row.facts.application_date.known().is_some();
            match dates {
                ImpreciseDates::Invitation => invitation,
                ImpreciseDates::Application => application,
                ImpreciseDates::Both => invitation || application,
            }
        };
        let rows = self.case.applicants.iter().filter(gives);
        let rows = rows.map(|row| row.origin).collect();
        Some(InDoubt { dates, rows })
    }

    /// What is said of an invitation that ran out.
    pub(super) fn lapse(&self) -> Option<Explanation> {
        let ProfileDate::Read(date) = self.invitation else {
            return None;
        };
        let last = last_good_day(date.latest, self.bench.law)?;
        let invited = date.precise();
        Some(Explanation::Lapsed { invited, last })
    }

    /// Invitation dates that contradict the other dates.
    pub(super) fn problems(&self) -> Vec<Problem> {
        if self.invitation == ProfileDate::NotGiven {
            return Vec::new();
        }
        let (mut any, mut all) = (false, true);
        for applied in &self.applications() {
            for invited in &self.invitations(*applied) {
                any |= *invited == Invited::Invalid;
                all &= *invited == Invited::Invalid;
            }
        }
        if !any {
            return Vec::new();
        }
        let (done, todo) = if all {
            (
                "The invitation was ignored, and the invitation window is undetermined.",
                "Check the invitation date against the application date and the day of the run.",
            )
        } else {
            (
                "Under some readings of the dates the invitation was ignored, so that the invitation window is undetermined.",
                "Write the invitation date and the application date to the day, and check them against the day of the run.",
            )
        };
        let says_it = |row: &&Row<Applicant>| row.facts.invitation_date.known().is_some();
        let mut rows = self.case.applicants.iter();
        let origin = rows.find(says_it).map_or(FIRST_ROW, |row| row.origin);
        let column = Table::Applicants.column("invitation_date").unwrap_or(0);
        let date = self.case.profile.invitation_date.known();
        vec![Problem {
            code: ProblemCode::InvitationInvalid,
            applicant: Some(self.case.id.clone()),
            table: Some(Table::Applicants),
            origin,
            cell: self.bench.sources.cell(origin, column),
            value: date.map_or_else(String::new, ToString::to_string),
            done: done.to_owned(),
            todo: todo.to_owned(),
        }]
    }
}

const FIRST_ROW: Origin = Origin {
    file: 0,
    sheet: 0,
    block: 0,
    row: 0,
};

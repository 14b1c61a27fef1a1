//! What the judgement of one applicant yields.

use crate::calendar::Day;
use crate::experience::LedgerLine;
use crate::finding::{Advisory, ApplicantOutcome, Assumption, Few, Outcome, Reason};
use crate::law::{Edition, Hours, Law};
use crate::provenance::Origin;
use crate::requirements::{Explanation, Figure};
use std::sync::LazyLock;

/// A requirement of the class, in the order in which results list them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Requirement {
    /// One year of eligible work in Canada within the three years before: 87.1(2)(a).
    WorkExperience,
    /// One approved test at or above the threshold in each ability: 87.1(2)(d), (e).
    Language,
    /// The intention to reside outside Quebec: 87.1(1).
    ResidenceOutsideQuebec,
    /// The application came while the invitation was good: IRPA 11.2.
    InvitationWindow,
    /// Lead statement and main duties: 87.1(2)(b), (c).
    OccupationalDuties,
    /// Admissibility: IRPA 33-43.
    Admissibility,
    /// Listed because reviewers look for it; the class asks for none.
    Education,
}

impl Requirement {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::WorkExperience,
        Self::Language,
        Self::ResidenceOutsideQuebec,
        Self::InvitationWindow,
        Self::OccupationalDuties,
        Self::Admissibility,
        Self::Education,
    ];

    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::WorkExperience => "work_experience",
            Self::Language => "language",
            Self::ResidenceOutsideQuebec => "residence_outside_quebec",
            Self::InvitationWindow => "invitation_window",
            Self::OccupationalDuties => "occupational_duties",
            Self::Admissibility => "admissibility",
            Self::Education => "education",
        }
    }

    /// The key of the provision.
    pub const fn citation_key(self) -> &'static str {
        match self {
            Self::WorkExperience => "irpr-87.1-2-a",
            Self::Language => "irpr-87.1-2-d",
            Self::ResidenceOutsideQuebec => "irpr-87.1-1",
            Self::InvitationWindow => "irpa-11.2",
            Self::OccupationalDuties => "irpr-87.1-2-b",
            Self::Admissibility => "irpa-33",
            Self::Education => "ircc-education",
        }
    }

    /// How a lawyer cites the provision.
    pub fn citation(self) -> &'static str {
        let position = self as usize;
        CITED.get(position).copied().unwrap_or_default()
    }
}

/// How each requirement's provision is cited, in their order: every finding says it.
static CITED: LazyLock<[&'static str; 7]> = LazyLock::new(|| {
    let law = Law::book();
    Requirement::ALL.map(|one| law.citation(one.citation_key()).citation.as_str())
});

/// An assessment point: on which day, and why that day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Point {
    /// The day of the invitation.
    Invitation,
    /// The day of the application.
    Application,
    /// The day of the run, as if the application were made today.
    Today,
}

impl Point {
    /// The identifier used in outputs.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Application => "application",
            Self::Today => "today",
        }
    }
}

/// The outcome of one requirement at one point, with all it rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Which requirement.
    pub requirement: Requirement,
    /// Its outcome.
    pub outcome: Outcome,
    /// What is required.
    pub required: Figure,
    /// What the record shows.
    pub found: Figure,
    /// The most that the record leaves possible.
    pub found_at_most: Figure,
    /// Unit of the three.
    pub unit: &'static str,
    /// Why it is not met or undetermined.
    pub reasons: Vec<Reason>,
    /// Remarks that change no outcome.
    pub advisories: Vec<Advisory>,
    /// What was taken from silence or vouched for by the firm.
    pub assumptions: Vec<Assumption>,
    /// How a lawyer cites the provision.
    pub citation: &'static str,
    /// One plain English sentence.
    pub explanation: Explanation,
    /// The rows it rests on.
    pub evidence: Few<Origin>,
}

/// The remarks that hold, in their order: usually none, or one.
pub(crate) fn those_that_hold<T: Copy>(remarks: &[(bool, T)]) -> Vec<T> {
    let holding = remarks.iter().filter(|(holds, _)| *holds);
    holding.map(|(_, remark)| *remark).collect()
}

/// All requirements at one point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PointAssessment {
    /// Which point.
    pub point: Point,
    /// The assessed day; `None` if the date is not known at all.
    pub assessed_on: Option<Day>,
    /// The edition applied; `None` if none is in force.
    pub edition: Option<&'static Edition>,
    /// The worst outcome of this point.
    pub outcome: ApplicantOutcome,
    /// One finding per requirement that applies at this point, in order.
    pub findings: Vec<Finding>,
    /// Every employment record, cut into periods of one treatment; by record, then by day.
    pub ledger: Vec<LedgerLine>,
    /// The figures that summaries show.
    pub explained: Explained,
}

/// The figures of a point that summaries show.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Explained {
    /// Counted hours; `None` without an edition.
    pub hours_counted: Option<Hours>,
    /// The upper bound; `None` if unlimited.
    pub hours_at_most: Option<Hours>,
    /// Required hours; `None` without an edition.
    pub hours_required: Option<u32>,
    /// Name of the best valid test; empty without one.
    pub language_test: &'static str,
    /// Level of its lowest ability.
    pub language_level: Figure,
    /// Highest threshold of the set.
    pub language_required: Figure,
}

/// The judgement of one applicant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assessment {
    /// The worst outcome over all points.
    pub outcome: ApplicantOutcome,
    /// The points in time order: invitation if there is one, then application or today.
    pub points: Vec<PointAssessment>,
    /// Position in `points` of the deciding point: the worst outcome, then the later point.
    pub deciding: usize,
}

impl Assessment {
    /// The deciding point.
    pub fn deciding_point(&self) -> Option<&PointAssessment> {
        self.points.get(self.deciding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_requirement_is_cited_by_its_own_provision() {
        for one in Requirement::ALL {
            let expected = &Law::book().citation(one.citation_key()).citation;
            assert_eq!(one.citation(), expected, "{}", one.id());
        }
    }
}

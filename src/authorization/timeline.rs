//! The timeline: all authorizations and documents of one applicant, and the decision for one job on one day.

use crate::authorization::abroad::Abroad;
use crate::authorization::after_studies::{EndOfStudies, ends_of_studies};
use crate::authorization::doubts::Doubts;
use crate::authorization::employer::{Employer, Likeness, Names};
use crate::authorization::maintained_status::{maintained, unknown_gap};
use crate::authorization::reach::Reach;
use crate::authorization::reading::Reading;
use crate::authorization::runs::{Reaches, each_once, over_cuts};
use crate::authorization::terms::{Validity, interim_pending_since, interim_reach};
use crate::calendar::{Day, Period, RecordedDate};
use crate::casefile::CaseFile;
use crate::finding::Reason;
use crate::law::Law;
use crate::records::PermitClass;
use smallvec::SmallVec;

/// On what an authorization rests. The order is the order of preference when several cover a job.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Basis {
    /// An open work permit.
    Open,
    /// An employer-specific work permit.
    EmployerSpecific,
    /// Maintained status, IRPR s. 186(u).
    Maintained,
    /// No authorization: a gap after a permit of which the record does not say whether 186(u) bridged it.
    UnknownGap,
    /// Work after studies, IRPR s. 186(w).
    AfterStudies,
    /// An interim authorization by public policy.
    Interim,
    /// Work for which no permit is needed, IRPR s. 186.
    Exempt,
    /// The work permit of a refugee claimant.
    Refugee,
}

/// For whom an authorization lets the applicant work.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Condition {
    /// Any employer.
    AnyEmployer,
    /// The named employer only.
    Named(Employer),
    /// One employer, and the record does not say which.
    NotNamed,
}

impl Condition {
    /// How every employer stands to a condition that names none.
    pub(crate) const fn likeness_to_all(self) -> Likeness {
        match self {
            Self::AnyEmployer => Likeness::Same,
            // An employer that is not named may be this one.
            Self::NotNamed => Likeness::Similar,
            Self::Named(_) => Likeness::Different,
        }
    }
}

/// One authorization.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Authorization {
    /// On what it rests.
    pub basis: Basis,
    /// For whom.
    pub condition: Condition,
    /// On which days.
    pub reach: Reach,
    /// Row of the permit it rests on, among the case's permits; for 186(w) the application.
    pub permit: Option<usize>,
    /// Since when the application it rests on has been pending, if it is.
    pub pending_since: Option<RecordedDate>,
}

/// A document with its printed days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Document {
    /// Its class.
    pub class: PermitClass,
    /// Its days of validity.
    pub reach: Reach,
    /// Its row among the case's permits.
    pub permit: usize,
    /// Of a study permit: the last day on which it surely gives status, if the end of studies ends that (IRPR s. 222(1)(a)).
    pub status_ends: Option<Day>,
}

impl Document {
    /// Whether it surely gives status on a day.
    pub(crate) fn surely_gives_status(&self, day: Day) -> bool {
        self.reach.surely(day) && self.status_ends.is_none_or(|last| day <= last)
    }
}

/// What the timeline says of one job on one day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// An authorization surely covers the job: its position in [`Timeline::authorizations`].
    Authorized(usize),
    /// One might: why it is not sure, and the position of one that might.
    Unknown(Doubts, Option<usize>),
    /// None does.
    Unauthorized(Reason),
}

/// All authorizations and documents of one applicant.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// The authorizations, by basis.
    pub authorizations: Vec<Authorization>,
    /// All documents with validity, including those that authorize nothing that counts.
    pub documents: Vec<Document>,
}

impl Timeline {
    /// Builds the timeline from the permits, studies and absences of a case.
    pub fn of(case: &CaseFile, law: &Law) -> Self {
        Self::with_names(case, law, &mut Names::default())
    }

    /// The same, with the names of employers that were read already; they say who the employers of its conditions are.
    pub fn with_names<'a>(case: &'a CaseFile, law: &Law, names: &mut Names<'a>) -> Self {
        let reading = Reading::new(case);
        let mut timeline = Self {
            // Each permit, and what may rest on it.
            authorizations: Vec::with_capacity(2 * case.permits.len()),
            documents: reading.documents(law),
        };
        timeline.add_documents(&reading, names);
        let abroad = Abroad::new(&case.absences);
        timeline.add_maintained(&reading, names, abroad);
        timeline.add_after_studies(&reading, law);
        timeline
            .authorizations
            .retain(|one| one.reach.possible.is_some());
        timeline
            .authorizations
            .sort_by_key(|one| (one.basis, one.permit));
        timeline
    }

    fn add_documents<'a>(&mut self, reading: &Reading<'a>, names: &mut Names<'a>) {
        for (row, permit) in reading.case.permits.iter().enumerate() {
            let mut named_or = |otherwise| {
                let name = names.of(&permit.facts.employer);
                name.map_or(otherwise, Condition::Named)
            };
            let (basis, condition) = match permit.facts.permit_type.class() {
                PermitClass::Open => (Basis::Open, Condition::AnyEmployer),
                PermitClass::EmployerSpecific => {
                    (Basis::EmployerSpecific, named_or(Condition::NotNamed))
                }
                PermitClass::Interim => (Basis::Interim, named_or(Condition::NotNamed)),
                PermitClass::Refugee => (Basis::Refugee, Condition::AnyEmployer),
                PermitClass::Exempt => (Basis::Exempt, named_or(Condition::AnyEmployer)),
                PermitClass::CoOp | PermitClass::Study | PermitClass::StatusOnly => continue,
            };
            let reach = match reading.rows.get(row) {
                Some(Some(terms)) => terms.validity.map(Validity::reach),
                _ => Some(interim_reach(&permit.facts)),
            };
            if let Some(reach) = reach {
                self.authorizations.push(Authorization {
                    basis,
                    condition,
                    reach,
                    permit: Some(row),
                    pending_since: interim_pending_since(&permit.facts),
                });
            }
        }
    }

    fn add_maintained<'a>(
        &mut self,
        reading: &Reading<'a>,
        names: &mut Names<'a>,
        abroad: Abroad<'_>,
    ) {
        let (authorizations, documents) = (&mut self.authorizations, &self.documents);
        for (condition, cuts) in reading.work_permit_runs(names) {
            let row = cuts.whole().row;
            let mut push_all = |basis, reaches: Reaches, pending_since| {
                authorizations.extend(reaches.into_iter().map(|reach| Authorization {
                    basis,
                    condition,
                    reach,
                    permit: Some(row),
                    pending_since,
                }));
            };
            for (_, terms) in reading.applications() {
                let reaches = cuts.reaches(|run, reaches| maintained(run, terms, abroad, reaches));
                push_all(Basis::Maintained, reaches, terms.pending_since());
            }
            let followers = &reading.followers;
            let gaps = cuts
                .reaches(|run, reaches| unknown_gap(run, documents, followers, abroad, reaches));
            push_all(Basis::UnknownGap, gaps, None);
        }
    }

    fn add_after_studies(&mut self, reading: &Reading<'_>, law: &Law) {
        let studies = &reading.case.studies;
        if studies.is_empty() {
            return;
        }
        for cuts in reading.study_permit_runs() {
            // Once for each cut, whatever the number of applications.
            let ends: SmallVec<[SmallVec<[EndOfStudies<'_>; 1]>; 2]> = cuts
                .each()
                .map(|cut| cut.iter().flat_map(|run| ends_of_studies(run, studies)))
                .map(Iterator::collect)
                .collect();
            let mut push_all = |reaches: Reaches, permit, pending_since| {
                let all = reaches.into_iter().map(|reach| Authorization {
                    basis: Basis::AfterStudies,
                    condition: Condition::AnyEmployer,
                    reach,
                    permit,
                    pending_since,
                });
                self.authorizations.extend(all);
            };
            for (row, terms) in reading.applications() {
                let given = ends.iter().map(|cut| {
                    let given = cut.iter().filter_map(|end| end.authorizes(terms, law));
                    each_once(given)
                });
                push_all(over_cuts(given), Some(row), terms.pending_since());
            }
            let gaps = ends.iter().map(|cut| {
                let gaps = cut.iter();
                each_once(gaps.flat_map(|end| end.unknown_until_permit(&reading.followers)))
            });
            push_all(over_cuts(gaps), None, None);
        }
    }

    /// Decides one job on one day. `likeness` says how the employer of the job stands to each authorization's condition, by position.
    pub fn decide(&self, likeness: &[Likeness], day: Day) -> Verdict {
        let mut doubts = Doubts::default();
        let mut perhaps = None;
        let mut names_another = false;
        for (position, one) in self.authorizations.iter().enumerate() {
            if !one.reach.possibly(day) {
                continue;
            }
            let likeness = likeness
                .get(position)
                .copied()
                .unwrap_or(Likeness::Different);
            if likeness == Likeness::Different {
                names_another |=
                    matches!(one.condition, Condition::Named(_)) && one.basis != Basis::UnknownGap;
                continue;
            }
            let surely = one.reach.surely(day);
            if surely && likeness == Likeness::Same {
                return Verdict::Authorized(position);
            }
            perhaps = perhaps.or(Some(position));
            if one.condition == Condition::NotNamed {
                doubts.add(Reason::AuthorizationUnknown);
            } else if likeness == Likeness::Similar {
                doubts.add(Reason::EmployerSimilar);
            }
            if !surely {
                doubts.add_all(one.reach.doubts_on(day));
            }
        }
        if perhaps.is_some() {
            return Verdict::Unknown(doubts, perhaps);
        }
        Verdict::Unauthorized(self.why_not(day, names_another))
    }

    /// The authorizations that surely cover one job on one day, in the order of preference; those before `first` are known not to.
    pub(crate) fn covering<'t>(
        &'t self,
        first: usize,
        likeness: &'t [Likeness],
        day: Day,
    ) -> impl Iterator<Item = &'t Authorization> {
        let all = self.authorizations.iter().zip(likeness).skip(first);
        let covering = all
            .filter(move |(one, likeness)| **likeness == Likeness::Same && one.reach.surely(day));
        covering.map(|(one, _)| one)
    }

    /// The first day of the study permit that is, or may be, held on a day, of all that it touches, or may touch, as one.
    pub(crate) fn study_permit_since(&self, day: Day) -> Day {
        let study_permits = || {
            let all = self.documents.iter();
            let study = all.filter(|one| one.class == PermitClass::Study);
            study.filter_map(|one| one.reach.possible)
        };
        let mut since = day;
        while let Some(earlier) = study_permits()
            .filter(|days| days.first() < since && since <= days.last().next())
            .map(Period::first)
            .min()
        {
            since = earlier;
        }
        since
    }

    fn why_not(&self, day: Day, names_another: bool) -> Reason {
        let covers = |class| {
            self.documents
                .iter()
                .any(|one| one.class == class && one.reach.possibly(day))
        };
        if covers(PermitClass::CoOp) {
            Reason::CoOpWork
        } else if covers(PermitClass::Study) {
            Reason::StudyPermitWork
        } else if names_another {
            Reason::WrongEmployer
        } else {
            Reason::NotAuthorized
        }
    }

    /// Whether an authorization names an employer: else it does not matter who the employer of a job is.
    pub fn names_employers(&self) -> bool {
        let mut all = self.authorizations.iter();
        all.any(|one| matches!(one.condition, Condition::Named(_)))
    }

    /// Adds how an employer stands to each authorization's condition, by position. `names` are those that the timeline was built with.
    pub fn add_likeness(
        &self,
        names: &Names<'_>,
        employer: Employer,
        likeness: &mut Vec<Likeness>,
    ) {
        let begin = likeness.len();
        for (position, one) in self.authorizations.iter().enumerate() {
            let its = match one.condition {
                Condition::Named(meant) => {
                    // What rests on a permit names the employer of the permit.
                    let mut before = self.authorizations.iter().take(position);
                    let known = before.position(|other| other.condition == one.condition);
                    let known = known.and_then(|known| likeness.get(begin + known));
                    let known = known.copied();
                    known.unwrap_or_else(|| names.likeness(meant, employer))
                }
                unnamed @ (Condition::AnyEmployer | Condition::NotNamed) => {
                    unnamed.likeness_to_all()
                }
            };
            likeness.push(its);
        }
    }
}

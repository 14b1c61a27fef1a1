//! What the record says of an applicant whatever day is assessed: the authorizations, the employers, the leaves. Read once.

use crate::authorization::{Employer, Likeness, Names, Timeline};
use crate::casefile::CaseFile;
use crate::experience::interruptions::Interruptions;
use crate::experience::vacation::{LeaveSpan, leaves};
use crate::law::Law;
use smallvec::SmallVec;

/// Few applicants have had more jobs.
const USUAL_JOBS: usize = 6;

/// The different employers of the jobs.
type Employers = SmallVec<[Employer; USUAL_JOBS]>;

/// What does not depend on the assessed day.
#[derive(Clone, Debug)]
pub struct History {
    /// The authorizations and documents.
    pub timeline: Timeline,
    /// The different employers of the jobs.
    pub(crate) employers: Employers,
    /// For each employment record the position of its employer; `None` if the cell is blank.
    pub(crate) employer_of: SmallVec<[Option<usize>; USUAL_JOBS]>,
    /// How each employer stands to each authorization: those of the first employer, those of the second, and so on.
    likeness: Vec<Likeness>,
    /// The leaves.
    pub(crate) leaves: Vec<LeaveSpan>,
    /// Between which days absences, studies and leaves matter.
    pub(crate) interruptions: Interruptions,
}

impl History {
    /// Reads a case.
    pub fn of(case: &CaseFile, law: &Law) -> Self {
        let mut names = Names::default();
        let timeline = Timeline::with_names(case, law, &mut names);
        let mut employers = Employers::new();
        let mut number_of = |employer| number_of(&mut employers, employer);
        let rows = case.employment.iter();
        let employer_of = rows.map(|row| names.of(&row.facts.employer).map(&mut number_of));
        let employer_of = employer_of.collect();
        let mut likeness = Vec::with_capacity(employers.len() * timeline.authorizations.len());
        for employer in &employers {
            timeline.add_likeness(&names, *employer, &mut likeness);
        }
        let leaves = leaves(case, &employers, &mut names);
        Self {
            interruptions: Interruptions::of(case, &timeline, &leaves),
            timeline,
            employers,
            employer_of,
            likeness,
            leaves,
        }
    }

    /// How an employer stands to each authorization, by position.
    pub(crate) fn likeness(&self, employer: usize) -> &[Likeness] {
        let width = self.timeline.authorizations.len();
        let from = employer * width;
        self.likeness.get(from..from + width).unwrap_or(&[])
    }
}

/// The position of an employer, new or known.
fn number_of(employers: &mut Employers, employer: Employer) -> usize {
    let known = employers.iter().position(|one| *one == employer);
    known.unwrap_or_else(|| {
        employers.push(employer);
        employers.len() - 1
    })
}

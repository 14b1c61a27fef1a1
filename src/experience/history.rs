//! What the record says of an applicant whatever day is assessed: the authorizations, the employers, the leaves. Read once.

use crate::authorization::{EmployerName, Likeness, Names, Timeline};
use crate::casefile::CaseFile;
use crate::experience::vacation::{LeaveSpan, leaves};
use crate::law::Law;

/// What does not depend on the assessed day.
#[derive(Clone, Debug)]
pub struct History {
    /// The authorizations and documents.
    pub timeline: Timeline,
    /// The different employers of the jobs.
    pub(crate) employers: Vec<EmployerName>,
    /// For each employment record the position of its employer; `None` if the cell is blank.
    pub(crate) employer_of: Vec<Option<usize>>,
    /// How each employer stands to each authorization: those of the first employer, those of the second, and so on.
    likeness: Vec<Likeness>,
    /// The leaves.
    pub(crate) leaves: Vec<LeaveSpan>,
}

impl History {
    /// Reads a case.
    pub fn of(case: &CaseFile, law: &Law) -> Self {
        let mut names = Names::with_room(case.employment.len() + case.permits.len());
        let timeline = Timeline::with_names(case, law, &mut names);
        let mut employers = Vec::with_capacity(case.employment.len());
        let mut number_of = |name| number_of(&mut employers, name);
        let rows = case.employment.iter();
        let employer_of = rows.map(|row| names.of(&row.facts.employer).map(&mut number_of));
        let employer_of = employer_of.collect();
        let mut likeness = Vec::with_capacity(employers.len() * timeline.authorizations.len());
        for employer in &employers {
            timeline.add_likeness(employer, &mut likeness);
        }
        let leaves = leaves(case, &employers, &mut names);
        Self {
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
fn number_of(employers: &mut Vec<EmployerName>, name: EmployerName) -> usize {
    let known = employers.iter().position(|one| *one == name);
    known.unwrap_or_else(|| {
        employers.push(name);
        employers.len() - 1
    })
}

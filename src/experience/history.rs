//! What the record says of an applicant whatever day is assessed: the authorizations, the employers, the leaves. Read once.

use crate::authorization::{EmployerName, Likeness, Timeline};
use crate::casefile::CaseFile;
use crate::experience::vacation::{LeaveSpan, leaves};
use crate::law::Law;
use crate::provenance::Text;

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
        let timeline = Timeline::of(case, law);
        let mut employers: Vec<EmployerName> = Vec::new();
        let mut employer_of = Vec::with_capacity(case.employment.len());
        let mut written: Vec<(&Text, Option<usize>)> = Vec::with_capacity(case.employment.len());
        for row in &case.employment {
            let text = &row.facts.employer;
            let known = written.iter().find(|(other, _)| *other == text);
            let number = match known {
                Some((_, number)) => *number,
                None => EmployerName::new(text).map(|name| number_of(&mut employers, name)),
            };
            written.push((text, number));
            employer_of.push(number);
        }
        let mut likeness = Vec::with_capacity(employers.len() * timeline.authorizations.len());
        for employer in &employers {
            timeline.add_likeness(employer, &mut likeness);
        }
        let leaves = leaves(case, &employers);
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

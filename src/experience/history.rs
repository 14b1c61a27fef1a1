//! What the record says of an applicant whatever day is assessed: the authorizations, the employers, the leaves. Read once.

use crate::authorization::{Condition, Employer, Likeness, Names, Timeline};
use crate::casefile::CaseFile;
use crate::experience::interruptions::Interruptions;
use crate::experience::vacation::{LeaveSpan, leaves, may_have_leaves};
use crate::law::Law;
use smallvec::SmallVec;
use std::cell::OnceCell;

/// Few applicants have had more jobs.
const USUAL_JOBS: usize = 6;

/// Who the employers of the records are.
#[derive(Clone, Debug)]
pub(crate) struct Employers {
    /// The different ones.
    pub(crate) all: SmallVec<[Employer; USUAL_JOBS]>,
    /// For each employment record the position of its own; `None` if the cell is blank.
    of_record: SmallVec<[Option<usize>; USUAL_JOBS]>,
}

impl Employers {
    fn read<'a>(case: &'a CaseFile, names: &mut Names<'a>) -> Self {
        let mut all = SmallVec::new();
        let rows = case.employment.iter();
        let of_record = rows.map(|row| {
            let employer = names.of(&row.facts.employer)?;
            let known = all.iter().position(|one| *one == employer);
            Some(known.unwrap_or_else(|| {
                all.push(employer);
                all.len() - 1
            }))
        });
        let of_record = of_record.collect();
        Self { all, of_record }
    }
}

/// What does not depend on the assessed day.
#[derive(Clone, Debug)]
pub struct History {
    /// The authorizations and documents.
    pub timeline: Timeline,
    /// Seldom asked for: only where a permit names an employer, on leave, and where one job may stand in two records.
    employers: OnceCell<Employers>,
    /// How employers stand to the authorizations.
    standing: Standing,
    /// The leaves.
    pub(crate) leaves: Vec<LeaveSpan>,
    /// Between which days absences, studies and leaves matter.
    pub(crate) interruptions: Interruptions,
}

/// How employers stand to each authorization, by position.
#[derive(Clone, Debug)]
enum Standing {
    /// All alike.
    All(SmallVec<[Likeness; USUAL_AUTHORIZATIONS]>),
    /// The first employer, then the second, and so on.
    Each(Vec<Likeness>),
}

/// Few applicants have more authorizations.
const USUAL_AUTHORIZATIONS: usize = 8;

impl History {
    /// Reads a case.
    pub fn of(case: &CaseFile, law: &Law) -> Self {
        let mut names = Names::default();
        let timeline = Timeline::with_names(case, law, &mut names);
        let employers = OnceCell::new();
        let standing = if timeline.names_employers() {
            let employers = employers.get_or_init(|| Employers::read(case, &mut names));
            let pairs = employers.all.len() * timeline.authorizations.len();
            let mut likeness = Vec::with_capacity(pairs);
            for employer in &employers.all {
                timeline.add_likeness(&names, *employer, &mut likeness);
            }
            Standing::Each(likeness)
        } else {
            let conditions = timeline.authorizations.iter().map(|one| one.condition);
            Standing::All(conditions.map(Condition::likeness_to_all).collect())
        };
        let leaves = if may_have_leaves(case) {
            let employers = employers.get_or_init(|| Employers::read(case, &mut names));
            leaves(case, &employers.all, &mut names)
        } else {
            Vec::new()
        };
        Self {
            interruptions: Interruptions::of(case, &timeline, &leaves),
            timeline,
            employers,
            standing,
            leaves,
        }
    }

    /// Who the employers are. The case is the one that was read.
    pub(crate) fn employers(&self, case: &CaseFile) -> &Employers {
        let read = || Employers::read(case, &mut Names::default());
        self.employers.get_or_init(read)
    }

    /// The position of the employer of a record.
    pub(crate) fn employer_of(&self, case: &CaseFile, record: usize) -> Option<usize> {
        *self.employers(case).of_record.get(record)?
    }

    /// How the employer of a record stands to each authorization, by position.
    pub(crate) fn likeness(&self, case: &CaseFile, record: usize) -> &[Likeness] {
        match &self.standing {
            Standing::All(likeness) => likeness,
            Standing::Each(likeness) => {
                let width = self.timeline.authorizations.len();
                let of_employer = |employer| likeness.get(employer * width..(employer + 1) * width);
                let employer = self.employer_of(case, record);
                employer.and_then(of_employer).unwrap_or(&[])
            }
        }
    }
}

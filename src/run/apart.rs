//! Each applicant apart from the others: opened, judged, looked ahead for. What the program fails on becomes that applicant's fault.

use crate::casefile::{Cabinet, CaseFile, Opened};
use crate::finding::Problem;
use crate::horizon::{Ahead, Outlook};
use crate::records::Gleaner;
use crate::report::issues;
use crate::requirements::{Assessment, Bench};
use crate::run::isolation::{fault_of, faulted, isolated};

/// What judges one applicant, and keeps what the outlook goes on from.
pub type Judge = fn(&Bench<'_>, &CaseFile) -> (Assessment, Vec<Problem>, Ahead);

/// What judging one applicant gave, or the place at which the program failed.
pub(super) type Judgement = Result<(Assessment, Vec<Problem>, Ahead), String>;

/// What one applicant is judged with.
pub(super) struct Apart<'a> {
    /// All rows, by applicant.
    pub cabinet: &'a Cabinet,
    /// The law, and what is known beside the case.
    pub bench: Bench<'a>,
    /// What judges.
    pub judge: Judge,
}

/// What came out for an applicant, not yet written.
pub(super) struct Ready {
    /// The judgement.
    pub assessment: Assessment,
    /// What comes.
    pub outlook: Outlook,
    /// Whether the program failed.
    pub is_faulted: bool,
}

impl Apart<'_> {
    /// Reads the rows of an applicant. If not even that is possible, all of them are set aside, and the place of the fault
    /// comes with them.
    pub(super) fn open(&self, position: usize, gleaner: &mut Gleaner) -> (Opened, Option<String>) {
        match isolated(|| self.cabinet.open(position, self.bench.sources, gleaner)) {
            Ok(opened) => (opened, None),
            Err(place) => (Opened::of(self.cabinet.unread(position)), Some(place)),
        }
    }

    /// Judges an applicant who was opened, or could not be. The case file is large: it stays where it lies from stage to stage.
    pub(super) fn judge(&self, opened: &Opened, failed: Option<String>) -> Judgement {
        match failed {
            Some(place) => Err(place),
            None => isolated(|| (self.judge)(&self.bench, &opened.case)),
        }
    }

    /// Looks ahead for an applicant who was judged; what was found on the way is added to what opening the file found.
    pub(super) fn look_ahead(&self, opened: &mut Opened, judgement: Judgement) -> Ready {
        let (bench, case) = (&self.bench, &opened.case);
        let judged = judgement.and_then(|(assessment, found, ahead)| {
            let outlook = isolated(|| ahead.outlook(bench, case))?;
            Ok((assessment, found, outlook))
        });
        let is_faulted = judged.is_err();
        let (assessment, outlook) = match judged {
            Ok((assessment, found, outlook)) => {
                opened.problems.extend(found);
                (assessment, outlook)
            }
            Err(place) => {
                opened.problems.push(fault_of(case, &place));
                (faulted(bench.law, case, bench.as_of), Outlook::default())
            }
        };
        // A problem that two readers found in one place is one problem.
        issues::sort(&mut opened.problems);
        opened.problems.dedup();
        Ready {
            assessment,
            outlook,
            is_faulted,
        }
    }
}

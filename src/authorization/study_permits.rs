//! Study permits as the dates to watch go by them: those that touch, or may touch, are one S, and end with the studies within it.

use crate::authorization::after_studies::{StudiesEnded, ends_of_studies};
use crate::authorization::reading::Reading;
use crate::authorization::runs::Run;
use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::law::Law;
use crate::records::{Fact, PermitClass, Row, Study};
use smallvec::SmallVec;

/// Study permits that are one, or may be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct StudyPermits {
    /// Their rows among the case's permits.
    rows: SmallVec<[usize; 2]>,
    /// The ends of studies within them.
    pub ends: SmallVec<[StudiesEnded; 1]>,
    /// Whether a program goes on within them, or may go on beyond them.
    outlasted: bool,
}

impl StudyPermits {
    /// Those of a case; where imprecise dates leave open which are one, each way to see it.
    pub(crate) fn of(case: &CaseFile, law: &Law) -> Vec<Self> {
        let mut permits = case.permits.iter().map(|row| row.facts.permit_type);
        if !permits.any(|one| one.class() == PermitClass::Study) {
            return Vec::new();
        }
        let runs = Reading::new(case).study_permit_runs();
        let each = runs.iter().flat_map(|cuts| cuts.each().flatten());
        let read = each.map(|run| {
            let ends = ends_of_studies(run, &case.studies);
            Self {
                rows: run.rows.clone(),
                ends: ends.iter().map(|end| end.at_the_earliest(law)).collect(),
                outlasted: case.studies.iter().any(|study| outlasts(study, run)),
            }
        });
        read.collect()
    }

    /// The last days that a permit of these may have, of which one is printed and its first day is known. What was completed before a
    /// permit began can have ended it only if the days after the completion reach it.
    pub(crate) fn last_days(
        &self,
        permit: usize,
        first: Day,
        printed: Day,
    ) -> impl Iterator<Item = Day> {
        let is_one = self.rows.contains(&permit);
        let ends = self.ends.iter().map(|end| end.permit_until);
        let ends = ends.filter(move |until| is_one && first <= *until);
        let as_printed = is_one && (self.outlasted || ends.clone().next().is_none());
        let ends = ends.map(move |until| until.min(printed));
        ends.chain(as_printed.then_some(printed))
    }
}

/// Whether a program that is not surely a part-time one is not completed, or perhaps only after the permits have ended.
fn outlasts(study: &Row<Study>, run: &Run) -> bool {
    let study = &study.facts;
    let beyond = |last: Day| !run.open_ended && run.to.latest < last;
    let not_within = study.completed.is_none_or(|day| beyond(day.latest));
    study.full_time != Fact::Known(false) && not_within
}

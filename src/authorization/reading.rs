//! The permit rows of a case, read once: their terms, documents, applications, followers and runs.

use crate::authorization::after_studies::status_ends;
use crate::authorization::employer::Names;
use crate::authorization::maintained_status::{Follower, can_be_maintained};
use crate::authorization::runs::{Cuts, Run, runs};
use crate::authorization::terms::{Terms, Validity, terms};
use crate::authorization::timeline::{Condition, Document};
use crate::casefile::CaseFile;
use crate::law::Law;
use crate::records::PermitClass;
use smallvec::SmallVec;

/// Few applicants have more permits.
const USUAL_PERMITS: usize = 4;

/// Runs of work permits, and for whom they let the applicant work.
type WorkPermitRuns = SmallVec<[(Condition, Cuts); USUAL_PERMITS]>;

/// The rows of the case, read.
pub(crate) struct Reading<'a> {
    pub case: &'a CaseFile,
    pub rows: SmallVec<[Option<Terms>; USUAL_PERMITS]>,
    pub followers: SmallVec<[Follower; USUAL_PERMITS]>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(case: &'a CaseFile) -> Self {
        let read = |permit: &crate::records::Permit| {
            (permit.permit_type.class() != PermitClass::Interim).then(|| terms(permit))
        };
        let rows: SmallVec<[Option<Terms>; USUAL_PERMITS]> = case
            .permits
            .iter()
            .map(|permit| read(&permit.facts))
            .collect();
        let follower = |(row, terms): (usize, &Option<Terms>)| {
            let terms = terms
                .as_ref()
                .filter(|terms| can_be_maintained(terms.class))?;
            Some(Follower {
                from: terms.validity?.in_order().from,
                has_application_date: terms.applied.is_some(),
                row,
            })
        };
        let followers = rows.iter().enumerate().filter_map(follower).collect();
        Self {
            case,
            rows,
            followers,
        }
    }

    pub(crate) fn documents(&self, law: &Law) -> Vec<Document> {
        let studies = &self.case.studies;
        let document = |(permit, terms): (usize, &Option<Terms>)| {
            let terms = terms
                .as_ref()
                .filter(|terms| terms.class != PermitClass::Exempt)?;
            let validity = terms.validity?;
            let status_ends = match terms.class {
                PermitClass::Study => status_ends(&Run::single(validity, permit), studies, law),
                _ => None,
            };
            Some(Document {
                class: terms.class,
                reach: validity.reach(),
                permit,
                status_ends,
            })
        };
        self.rows.iter().enumerate().filter_map(document).collect()
    }

    /// Applications for open or employer-specific work permits, with their rows.
    pub(crate) fn applications(&self) -> impl Iterator<Item = (usize, &Terms)> {
        let carries = |terms: &&Terms| can_be_maintained(terms.class) && terms.applied.is_some();
        self.rows
            .iter()
            .enumerate()
            .filter_map(move |(row, terms)| Some((row, terms.as_ref().filter(carries)?)))
    }

    /// Runs of open work permits, and of employer-specific ones by employer.
    pub(crate) fn work_permit_runs(&self, names: &mut Names<'a>) -> WorkPermitRuns {
        let mut permits: SmallVec<[(Condition, Validity, usize); USUAL_PERMITS]> = SmallVec::new();
        for (row, (permit, terms)) in self.case.permits.iter().zip(&self.rows).enumerate() {
            let Some(terms) = terms
                .as_ref()
                .filter(|terms| can_be_maintained(terms.class))
            else {
                continue;
            };
            // A permit without a recorded end has no E: it never begins maintained status.
            let Some(validity) = terms.validity.filter(|validity| validity.to.is_some()) else {
                continue;
            };
            let condition = match terms.class {
                PermitClass::Open => Condition::AnyEmployer,
                _ => names
                    .of(&permit.facts.employer)
                    .map_or(Condition::NotNamed, Condition::Named),
            };
            permits.push((condition, validity, row));
        }
        permits.sort_by_key(|(condition, ..)| *condition);
        let mut all = WorkPermitRuns::new();
        for kind in permits.chunk_by(|(one, ..), (other, ..)| one == other) {
            let of_kind = kind.iter().map(|(_, validity, row)| (*validity, *row));
            let cuts = runs(of_kind.collect()).into_iter();
            let condition = kind.first().map(|(condition, ..)| *condition);
            all.extend(cuts.filter_map(|cuts| Some((condition?, cuts))));
        }
        all
    }

    pub(crate) fn study_permit_runs(&self) -> SmallVec<[Cuts; 1]> {
        let study = |(row, terms): (usize, &Option<Terms>)| {
            let terms = terms
                .as_ref()
                .filter(|terms| terms.class == PermitClass::Study)?;
            Some((terms.validity?, row))
        };
        runs(self.rows.iter().enumerate().filter_map(study).collect())
    }
}

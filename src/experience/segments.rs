//! The days of all jobs, cut where anything about any of them may change.

use crate::authorization::{Authorization, Basis, days_abroad};
use crate::calendar::{Day, Period};
use crate::experience::breaks::Breaks;
use crate::experience::gates::study;
use crate::experience::judged::{Judging, OnDays};
use crate::law::DatedKey;
use crate::records::PermitClass;
use smallvec::SmallVec;

/// Days on which nothing changes.
pub(crate) struct Segment {
    pub days: Period,
    /// What the gates say of them whatever the job; not asked where no job is held.
    pub(super) asked: Option<OnDays>,
    /// Nothing but a job begins or ends on the first of them.
    pub(super) begins_with_jobs: bool,
    /// The jobs that are held, in source order.
    pub held: SmallVec<[Held; USUAL_HELD]>,
}

/// A job that is held on a segment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    /// Its position among the jobs.
    pub job: u32,
    /// The position of its line in the ledger.
    pub line: u32,
}

/// Few applicants have held more jobs at the same time.
const USUAL_HELD: usize = 2;

impl Segment {
    /// Whether they lie in the window, and a job is held.
    pub(crate) fn is_work_within_window(&self) -> bool {
        self.asked.as_ref().is_some_and(|on| on.within_window)
    }

    /// The day on which the gates are asked.
    pub(crate) const fn day(&self) -> Day {
        self.days.first()
    }
}

/// Whether the days of a document are those of the authorization that it gives.
const fn authorizes_on_its_days(class: PermitClass) -> bool {
    matches!(
        class,
        PermitClass::Open | PermitClass::EmployerSpecific | PermitClass::Refugee
    )
}

impl Judging<'_> {
    /// The days of all jobs, from a day on, cut where something changes.
    pub(crate) fn segments(&self, from: Day) -> Vec<Segment> {
        let days = self.jobs.iter().filter_map(|job| job.possible);
        let all = days.reduce(Period::spanning);
        let within = all.and_then(|all| Period::new(all.first().max(from), all.last()));
        let Some(within) = within else {
            return Vec::new();
        };
        let mut breaks = self.breaks(within);
        let segments = breaks.segments();
        let segment = |(days, begins_with_jobs)| Segment {
            days,
            asked: None,
            begins_with_jobs,
            held: SmallVec::new(),
        };
        segments.map(segment).collect()
    }

    fn breaks(&self, within: Period) -> Breaks {
        let question = self.question;
        let mut breaks = Breaks::new(within);
        breaks.around(Some(question.window));
        breaks.at(question.as_of);
        for job in &self.jobs {
            breaks.around_job(job.span);
        }
        for authorization in &self.timeline().authorizations {
            breaks.around_both(authorization.reach.dated, authorization.reach.possible);
        }
        let documents = self.timeline().documents.iter();
        for document in documents.filter(|one| !authorizes_on_its_days(one.class)) {
            breaks.around_both(document.reach.dated, document.reach.possible);
        }
        // Nowhere else does it matter whether a study permit still gives status.
        let needs_status =
            |one: &Authorization| matches!(one.basis, Basis::Exempt | Basis::Refugee);
        if self.timeline().authorizations.iter().any(needs_status) {
            let documents = self.timeline().documents.iter();
            let ends = documents.filter_map(|one| one.status_ends);
            ends.for_each(|last| breaks.at(last.next()));
        }
        for row in &question.case.studies {
            breaks.around_span(study::span(&row.facts));
            breaks.at(row.facts.start.latest);
        }
        for row in &question.case.absences {
            breaks.around_span(days_abroad(&row.facts));
        }
        for leave in &self.history.leaves {
            breaks.around_span(leave.span);
        }
        for allowed in &self.allowed {
            breaks.around_set(allowed);
        }
        // The limit is that of work under a study permit: on a day that none covers, another limit is no other for any job.
        let documents = self.timeline().documents.iter();
        for permit in documents.filter(|one| one.class == PermitClass::Study) {
            let limits = question.law.values_of(DatedKey::OffCampusHours).iter();
            for limit in limits.filter(|limit| permit.reach.possibly(limit.from)) {
                breaks.at(limit.from);
            }
        }
        breaks
    }
}

//! The judgement of all jobs at one assessment point: segments, gates, cap, sums.

use crate::authorization::{Timeline, Verdict};
use crate::calendar::{Coverage, Day, Period, PeriodSet};
use crate::experience::breaks::Breaks;
use crate::experience::gates::{Gate, location, status, study};
use crate::experience::job::{Job, jobs};
use crate::experience::occupations::OccupationHours;
use crate::experience::rate::WeekLimits;
use crate::experience::vacation::{LeaveSpan, OnLeave, allowed_days, leaves, on_leave};
use crate::experience::{Experience, Question, Treatment};
use crate::finding::Reason;
use crate::law::Hours;

/// The judgement in progress.
pub(crate) struct Judging<'a> {
    pub question: &'a Question<'a>,
    pub timeline: &'a Timeline,
    pub jobs: Vec<Job>,
    pub leaves: Vec<LeaveSpan>,
    /// Allowed vacation days by employer number.
    pub allowed: Vec<PeriodSet>,
    pub limits: WeekLimits,
    pub leaving_before: Day,
    pub occupations: OccupationHours,
    pub result: Experience,
    /// First day of the 186(w) authorizations that are used, and the days with study-permit work beyond the limit.
    pub after_studies_from: Option<Day>,
    pub off_campus_excess: Vec<Day>,
}

/// One job on one segment.
pub(crate) struct Judged {
    pub job: usize,
    pub treatment: Treatment,
    pub reasons: Vec<Reason>,
    pub verdict: Verdict,
}

impl Experience {
    /// Judges all jobs of a case at one assessment point.
    pub fn judge(question: &Question<'_>, timeline: &Timeline) -> Self {
        let mut judging = Judging::new(question, timeline);
        for segment in judging.segments() {
            let judged = judging.judged_on(segment.first());
            if !judged.is_empty() {
                judging.add_segment(segment, judged);
            }
        }
        judging.finish()
    }
}

impl<'a> Judging<'a> {
    /// All that the gates need, before any day is judged.
    pub(crate) fn new(question: &'a Question<'a>, timeline: &'a Timeline) -> Self {
        let week = question
            .law
            .dated_or_first("hours_in_a_week", question.day)
            .value
            .unwrap_or(0);
        let limits = WeekLimits {
            cap: Hours::whole(i64::from(question.edition.full_time_hours_per_week)),
            week: Hours::whole(i64::from(week)),
        };
        let horizon = question
            .law
            .dated_or_first("advisory_horizon_days", question.day)
            .value
            .unwrap_or(0);
        let later = question.day.plus_days(i32::try_from(horizon).unwrap_or(0));
        let jobs = jobs(question, timeline, &limits);
        let leaves = leaves(question.case);
        Self {
            question,
            timeline,
            allowed: allowed(&jobs, &leaves, question),
            jobs,
            leaves,
            limits,
            leaving_before: later.minus_months(question.edition.window_months),
            occupations: OccupationHours::new(),
            result: Experience::empty(question.edition),
            after_studies_from: None,
            off_campus_excess: Vec::new(),
        }
    }
}

/// The days of paid vacation that count, for each different employer.
fn allowed(jobs: &[Job], leaves: &[LeaveSpan], question: &Question<'_>) -> Vec<PeriodSet> {
    let employers = jobs
        .iter()
        .map(|job| job.employer_number + 1)
        .max()
        .unwrap_or(0);
    let of_employer = |number: usize| {
        let held = jobs.iter().filter(|job| job.employer_number == number);
        let days = PeriodSet::from_periods(held.clone().filter_map(|job| job.possible));
        let name = held.map(|job| &job.employer).next();
        name.map_or_else(PeriodSet::default, |name| {
            allowed_days(name, &days, leaves, question.law, question.day)
        })
    };
    if leaves.is_empty() {
        vec![PeriodSet::default(); employers]
    } else {
        (0..employers).map(of_employer).collect()
    }
}

pub(crate) fn push_new(reasons: &mut Vec<Reason>, more: impl IntoIterator<Item = Reason>) {
    for reason in more {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
}

impl Judging<'_> {
    /// The stretches of days on which nothing changes.
    pub(crate) fn segments(&self) -> Vec<Period> {
        let first = self
            .jobs
            .iter()
            .filter_map(|job| job.possible)
            .map(Period::first)
            .min();
        let last = self
            .jobs
            .iter()
            .filter_map(|job| job.possible)
            .map(Period::last)
            .max();
        let Some(within) = first
            .zip(last)
            .and_then(|(first, last)| Period::new(first, last))
        else {
            return Vec::new();
        };
        let mut breaks = Breaks::new(within);
        breaks.around(Some(self.question.window));
        breaks.at(self.question.as_of);
        breaks.at(self.leaving_before);
        for job in &self.jobs {
            breaks.around_span(job.span);
        }
        for authorization in &self.timeline.authorizations {
            breaks.around(authorization.reach.sure);
            breaks.around(authorization.reach.possible);
        }
        for document in &self.timeline.documents {
            breaks.around(document.reach.sure);
            breaks.around(document.reach.possible);
        }
        for row in &self.question.case.studies {
            breaks.around_span(study::span(&row.facts));
            breaks.at(row.facts.start.latest);
        }
        for row in &self.question.case.absences {
            breaks.around_span(crate::authorization::days_abroad(&row.facts));
        }
        for leave in &self.leaves {
            breaks.around_span(leave.span);
        }
        for allowed in &self.allowed {
            breaks.around_set(allowed);
        }
        for limit in self
            .question
            .law
            .dated_values()
            .iter()
            .filter(|value| value.key == "off_campus_hours")
        {
            breaks.at(limit.from);
        }
        breaks.segments()
    }

    /// Every job held on a day, judged, in source order.
    pub(crate) fn judged_on(&self, day: Day) -> Vec<Judged> {
        let held: Vec<usize> = self
            .jobs
            .iter()
            .enumerate()
            .filter(|(_, job)| job.possible.is_some_and(|period| period.contains(day)))
            .map(|(position, _)| position)
            .collect();
        let mut employers: Vec<usize> = held
            .iter()
            .filter_map(|position| self.jobs.get(*position))
            .map(|job| job.employer_number)
            .collect();
        employers.sort_unstable();
        employers.dedup();
        let mut judged: Vec<Judged> = Vec::with_capacity(held.len());
        for position in held {
            let one = self.judge_job(position, day, employers.len(), &judged);
            judged.extend(one);
        }
        judged
    }

    /// All gates for one job on one day, in their order; `earlier` are the jobs before it in source order.
    fn gates(
        &self,
        job: &Job,
        day: Day,
        employers: usize,
        earlier: &[Judged],
        verdict: &Verdict,
    ) -> [Gate; 13] {
        let question = self.question;
        [
            if job.span.coverage(day) == Coverage::Surely {
                Gate::Passes
            } else {
                Gate::unknown(Reason::DateImprecise)
            },
            if question.window.contains(day) {
                Gate::Passes
            } else {
                Gate::Fails(Reason::OutsideWindow)
            },
            if day < question.as_of {
                Gate::Passes
            } else {
                Gate::unknown(Reason::NotYetWorked)
            },
            location::gate(&job.place, &question.case.absences, day),
            job.pay.clone(),
            job.capacity.clone(),
            study::gate(
                &question.case.studies,
                self.timeline,
                question.gaps.no_study_vouched,
                day,
            ),
            self.softened(authorization_gate(verdict)),
            self.softened(status::gate(self.timeline, &job.likeness, verdict, day)),
            job.occupation.gate.clone(),
            self.leave_gate(job, employers, day),
            if job.rate.is_some() {
                Gate::Passes
            } else {
                Gate::unknown(Reason::HoursUnknown)
            },
            self.duplicate_gate(job, earlier),
        ]
    }

    /// Judges one job on one day.
    fn judge_job(
        &self,
        position: usize,
        day: Day,
        employers: usize,
        earlier: &[Judged],
    ) -> Option<Judged> {
        let job = self.jobs.get(position)?;
        let verdict = self.timeline.decide(&job.likeness, day);
        let gates = self.gates(job, day, employers, earlier, &verdict);
        let mut reasons = Vec::new();
        push_new(&mut reasons, gates.iter().flat_map(Gate::failures));
        let fails = !reasons.is_empty();
        for gate in gates {
            if let Gate::Unknown(more) = gate {
                push_new(&mut reasons, more);
            }
        }
        let treatment = if fails {
            Treatment::Excluded
        } else if reasons.is_empty() && self.question.gaps.whereabouts {
            reasons.push(Reason::RecordSetAside);
            Treatment::Uncertain
        } else if reasons.is_empty() {
            Treatment::Counted
        } else {
            Treatment::Uncertain
        };
        Some(Judged {
            job: position,
            treatment,
            reasons,
            verdict,
        })
    }

    /// A permit row that was set aside might have authorized the work: every failure of the gates of authorization and status becomes
    /// unknown, and where they are unknown it is one reason more.
    fn softened(&self, gate: Gate) -> Gate {
        if !self.question.gaps.permits {
            return gate;
        }
        match gate {
            Gate::Passes => Gate::Passes,
            Gate::Fails(_) | Gate::FailsTwice(..) => Gate::unknown(Reason::RecordSetAside),
            Gate::Unknown(mut reasons) => {
                reasons.push(Reason::RecordSetAside);
                Gate::Unknown(reasons)
            }
        }
    }

    fn leave_gate(&self, job: &Job, employers: usize, day: Day) -> Gate {
        let Some(allowed) = self
            .allowed
            .get(job.employer_number)
            .filter(|_| !self.leaves.is_empty())
        else {
            return Gate::Passes;
        };
        match on_leave(&self.leaves, &job.employer, employers, allowed, day) {
            OnLeave::No => Gate::Passes,
            OnLeave::Yes => Gate::Fails(Reason::Leave),
            OnLeave::Perhaps(reasons) => Gate::Unknown(reasons),
        }
    }

    fn duplicate_gate(&self, job: &Job, earlier: &[Judged]) -> Gate {
        let same_employer = |one: &&Judged| {
            self.jobs
                .get(one.job)
                .is_some_and(|other| other.employer_number == job.employer_number)
        };
        let may_be_the_same = earlier
            .iter()
            .filter(same_employer)
            .any(|one| one.treatment != Treatment::Excluded);
        if may_be_the_same {
            Gate::unknown(Reason::DuplicateRecordPossible)
        } else {
            Gate::Passes
        }
    }
}

fn authorization_gate(verdict: &Verdict) -> Gate {
    match verdict {
        Verdict::Authorized(_) => Gate::Passes,
        Verdict::Unknown(reasons, _) => Gate::Unknown(reasons.clone()),
        Verdict::Unauthorized(reason) => Gate::Fails(*reason),
    }
}

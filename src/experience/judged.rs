//! The judgement of all jobs at one assessment point: segments, gates, cap, sums.

use crate::authorization::{Basis, Timeline, Verdict};
use crate::calendar::{Coverage, Day, Period, PeriodSet};
use crate::casefile::CaseFile;
use crate::experience::breaks::Breaks;
use crate::experience::cap::{Claim, Share, share};
use crate::experience::gates::physician::PhysicianPolicy;
use crate::experience::gates::{Gate, location, status, study};
use crate::experience::job::{Job, jobs};
use crate::experience::ledger::in_order;
use crate::experience::occupations::OccupationHours;
use crate::experience::rate::WeekLimits;
use crate::experience::vacation::{LeaveSpan, OnLeave, allowed_days, leaves, on_leave};
use crate::experience::{LedgerLine, ThresholdSet, Treatment};
use crate::finding::{FirmAssumptions, Reason};
use crate::law::{Edition, Hours, Law};
use crate::provenance::Text;

/// What is asked: which case, on which day, under which edition.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The law book.
    pub law: &'a Law,
    /// The edition applied.
    pub edition: &'a Edition,
    /// The case.
    pub case: &'a CaseFile,
    /// What the firm vouches for.
    pub assumptions: FirmAssumptions,
    /// What is missing from the input or was set aside.
    pub gaps: Gaps,
    /// The day of the run.
    pub as_of: Day,
    /// The assessed day.
    pub day: Day,
    /// The look-back window.
    pub window: Period,
    /// Whether the public policy for physicians applies.
    pub physicians: PhysicianPolicy,
}

/// What is missing from the input or was set aside, as far as the gates need to know.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a separate fact about the input"
)]
pub struct Gaps {
    /// An employment row was set aside, or there is no employment table: more work is possible without limit.
    pub employment: bool,
    /// A permit row was set aside, or there is no permits table: no failure to be authorized is sure.
    pub permits: bool,
    /// A study, absence or leave row was set aside, or there is no studies table: no day is surely counted.
    pub whereabouts: bool,
    /// The firm vouches that the missing studies table means no study.
    pub no_study_vouched: bool,
}

/// What the counted and uncertain days rest on, for advisories and assumptions.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a separate remark on the result"
)]
pub struct Used {
    /// Some day is authorized by 186(u) only.
    pub maintained_status: bool,
    /// Some counted day is permit-exempt work without a status document.
    pub exempt_without_document: bool,
    /// Some counted day rests on a blank end date.
    pub blank_end: bool,
    /// Some occupation in the window was converted.
    pub concordance: bool,
    /// Some authorization used rests on an application pending since before the review date.
    pub long_pending: bool,
    /// 186(w) is used, and before it jobs under the study permit went beyond the off-campus limit.
    pub off_campus: bool,
    /// Which assumptions of the firm were needed: paid, employee, in Canada.
    pub firm: [bool; 3],
}

/// The result for one assessment point.
#[derive(Clone, Debug)]
pub struct Experience {
    /// Hours that surely count.
    pub counted: Hours,
    /// Hours that count at most; `None` if unlimited.
    pub possible: Option<Hours>,
    /// Calendar days that carry counted hours.
    pub counted_days: i64,
    /// Counted hours on days that leave the window within the advisory horizon.
    pub leaving: Hours,
    /// The ledger.
    pub ledger: Vec<LedgerLine>,
    /// Reasons of uncertain days in the window, in order of first use.
    pub doubts: Vec<Reason>,
    /// Reasons of excluded days in the window.
    pub exclusions: Vec<Reason>,
    /// The language thresholds that may apply.
    pub thresholds: ThresholdSet,
    /// What the result rests on.
    pub used: Used,
}

/// The judgement in progress.
struct Judging<'a> {
    question: &'a Question<'a>,
    timeline: &'a Timeline,
    jobs: Vec<Job>,
    leaves: Vec<LeaveSpan>,
    /// Allowed vacation days by employer number.
    allowed: Vec<PeriodSet>,
    limits: WeekLimits,
    leaving_before: Day,
    occupations: OccupationHours,
    result: Experience,
    /// First day on which 186(w) was used, and the days with study-permit work beyond the limit.
    after_studies_from: Option<Day>,
    off_campus_excess: Vec<Day>,
}

/// One job on one segment.
struct Judged {
    job: usize,
    treatment: Treatment,
    reasons: Vec<Reason>,
    verdict: Verdict,
}

impl Experience {
    /// Judges all jobs of a case at one assessment point.
    pub fn judge(question: &Question<'_>, timeline: &Timeline) -> Self {
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
        let mut judging = Judging {
            question,
            timeline,
            allowed: allowed(&jobs, &leaves, question),
            jobs,
            leaves,
            limits,
            leaving_before: later.minus_months(question.edition.window_months),
            occupations: OccupationHours::new(),
            result: Self::empty(question.edition),
            after_studies_from: None,
            off_campus_excess: Vec::new(),
        };
        for segment in judging.segments() {
            judging.judge_segment(segment);
        }
        judging.finish()
    }

    fn empty(edition: &Edition) -> Self {
        Self {
            counted: Hours::ZERO,
            possible: Some(Hours::ZERO),
            counted_days: 0,
            leaving: Hours::ZERO,
            ledger: Vec::new(),
            doubts: Vec::new(),
            exclusions: Vec::new(),
            thresholds: ThresholdSet::both(edition),
            used: Used::default(),
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

fn push_new(reasons: &mut Vec<Reason>, more: impl IntoIterator<Item = Reason>) {
    for reason in more {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
}

impl Judging<'_> {
    fn segments(&self) -> Vec<Period> {
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

    fn judge_segment(&mut self, segment: Period) {
        let day = segment.first();
        let held: Vec<usize> = self
            .jobs
            .iter()
            .enumerate()
            .filter(|(_, job)| job.possible.is_some_and(|period| period.contains(day)))
            .map(|(position, _)| position)
            .collect();
        if held.is_empty() {
            return;
        }
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
        self.add_segment(segment, judged);
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
        push_new(
            &mut reasons,
            gates.iter().filter_map(|gate| {
                if let Gate::Fails(reason) = gate {
                    Some(*reason)
                } else {
                    None
                }
            }),
        );
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

    /// A permit row that was set aside turns every failure of the gates of authorization and status into unknown.
    fn softened(&self, gate: Gate) -> Gate {
        match gate {
            Gate::Fails(_) if self.question.gaps.permits => Gate::unknown(Reason::RecordSetAside),
            Gate::Passes | Gate::Fails(_) | Gate::Unknown(_) => gate,
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

    fn add_segment(&mut self, segment: Period, judged: Vec<Judged>) {
        let in_window = self.question.window.contains(segment.first());
        if in_window {
            for one in &judged {
                let list = match one.treatment {
                    Treatment::Counted => continue,
                    Treatment::Uncertain => &mut self.result.doubts,
                    Treatment::Excluded => &mut self.result.exclusions,
                };
                push_new(list, one.reasons.iter().copied());
            }
        }
        let shares = self.shares(&judged);
        let days = i64::from(segment.days());
        let over_segment = |hours: &Hours| hours.times(days, 7);
        let mut counted = Hours::ZERO;
        let mut possible = Hours::ZERO;
        for share in &shares {
            counted = counted.plus(&share.counted);
            possible = possible.plus(&share.counted).plus(&share.uncertain);
        }
        if !counted.is_zero() {
            self.result.counted_days += days;
            if segment.first() < self.leaving_before {
                self.result.leaving = self.result.leaving.plus(&over_segment(&counted));
            }
        }
        self.result.counted = self.result.counted.plus(&over_segment(&counted));
        self.result.possible = self
            .result
            .possible
            .take()
            .map(|sum| sum.plus(&over_segment(&possible)));
        self.note_occupations(&judged, segment.days());
        self.note_off_campus(segment.first(), &judged);
        for (one, share) in judged.into_iter().zip(shares) {
            self.note_use(&one, segment.first());
            let Some(job) = self.jobs.get(one.job) else {
                continue;
            };
            let (authorization, permit) = self.authorization_shown(&one);
            self.result.ledger.push(LedgerLine {
                record: job.record,
                period: segment,
                level: job.occupation.level,
                authorization,
                permit,
                treatment: one.treatment,
                reasons: one.reasons,
                hours_per_week: job
                    .rate
                    .as_ref()
                    .map(|rate| (rate.low.clone(), rate.high.clone())),
                hours_counted: over_segment(&share.counted),
                hours_uncertain: over_segment(&share.uncertain),
                hours_over_cap: over_segment(&share.over),
            });
        }
    }

    /// Shares the cap in the order of (first possible start day, source order); the result follows `judged`.
    fn shares(&self, judged: &[Judged]) -> Vec<Share> {
        let mut order: Vec<usize> = (0..judged.len()).collect();
        let start = |position: &usize| {
            judged
                .get(*position)
                .and_then(|one| self.jobs.get(one.job))
                .map(|job| job.span.start.earliest)
        };
        order.sort_by_key(|position| (start(position), *position));
        let claim = |position: &usize| {
            let one = judged.get(*position)?;
            let bounds = &self.jobs.get(one.job)?.bounds;
            Some(Claim {
                treatment: one.treatment,
                low: &bounds.low,
                high: &bounds.high,
            })
        };
        let claims: Vec<Claim<'_>> = order.iter().filter_map(claim).collect();
        let mut shares: Vec<(usize, Share)> = order
            .into_iter()
            .zip(share(&claims, &self.limits.cap))
            .collect();
        shares.sort_by_key(|(position, _)| *position);
        shares.into_iter().map(|(_, share)| share).collect()
    }

    fn note_occupations(&mut self, judged: &[Judged], days: i32) {
        let working: Vec<(&Job, Treatment)> = judged
            .iter()
            .filter(|one| one.treatment != Treatment::Excluded)
            .filter_map(|one| Some((self.jobs.get(one.job)?, one.treatment)))
            .collect();
        if !working.is_empty() {
            self.occupations.add(&working, days, &self.limits.cap);
        }
    }

    /// Jobs under the study permit that sum to more than the off-campus limit in force on the day.
    fn note_off_campus(&mut self, day: Day, judged: &[Judged]) {
        let under_study_permit = |one: &&Judged| {
            one.verdict == Verdict::Unauthorized(Reason::StudyPermitWork)
                && !one.reasons.contains(&Reason::OutsideCanada)
        };
        let rates = judged
            .iter()
            .filter(under_study_permit)
            .filter_map(|one| self.jobs.get(one.job)?.rate.as_ref());
        let sum = rates.fold(Hours::ZERO, |sum, rate| sum.plus(&rate.high));
        let limit = self
            .question
            .law
            .dated("off_campus_hours", day)
            .and_then(|limit| limit.value);
        if limit.is_some_and(|limit| Hours::whole(i64::from(limit)) < sum) {
            self.off_campus_excess.push(day);
        }
    }

    fn note_use(&mut self, one: &Judged, day: Day) {
        let Some(job) = self.jobs.get(one.job) else {
            return;
        };
        let in_window = self.question.window.contains(day);
        if in_window {
            self.result.used.concordance |= job.occupation.by_concordance;
        }
        if one.treatment == Treatment::Excluded {
            return;
        }
        let used = &mut self.result.used;
        for (used, assumed) in used.firm.iter_mut().zip(job.assumed) {
            *used |= assumed;
        }
        used.blank_end |= job.blank_end && one.treatment == Treatment::Counted;
        let Verdict::Authorized(position) = &one.verdict else {
            return;
        };
        let Some(authorization) = self.timeline.authorizations.get(*position) else {
            return;
        };
        match authorization.basis {
            Basis::Maintained => used.maintained_status = true,
            Basis::AfterStudies => {
                self.after_studies_from =
                    Some(self.after_studies_from.map_or(day, |first| first.min(day)));
            }
            Basis::Exempt if one.treatment == Treatment::Counted => {
                used.exempt_without_document |= !self
                    .timeline
                    .documents
                    .iter()
                    .any(|one| one.reach.surely(day));
            }
            Basis::Open
            | Basis::EmployerSpecific
            | Basis::Interim
            | Basis::Exempt
            | Basis::Refugee => {}
        }
        let months = self
            .question
            .law
            .dated_or_first("pending_review_months", self.question.day)
            .value
            .unwrap_or(0);
        let review = self.question.as_of.minus_months(months);
        used.long_pending |= authorization
            .pending_since
            .is_some_and(|since| since.earliest < review);
    }

    /// The word and the permit that the ledger shows.
    fn authorization_shown(&self, one: &Judged) -> (&'static str, Text) {
        let permit = |position: &usize| {
            let row = self.timeline.authorizations.get(*position)?.permit?;
            Some(
                self.question
                    .case
                    .permits
                    .get(row)?
                    .facts
                    .permit_number
                    .clone(),
            )
        };
        match &one.verdict {
            Verdict::Authorized(position) => {
                let basis = self
                    .timeline
                    .authorizations
                    .get(*position)
                    .map_or("none", |one| one.basis.id());
                (basis, permit(position).unwrap_or_default())
            }
            Verdict::Unknown(_, position) => (
                "unknown",
                position.as_ref().and_then(permit).unwrap_or_default(),
            ),
            Verdict::Unauthorized(Reason::CoOpWork) => ("co_op", Text::default()),
            Verdict::Unauthorized(Reason::StudyPermitWork) => ("study_permit", Text::default()),
            Verdict::Unauthorized(_) => ("none", Text::default()),
        }
    }

    fn finish(mut self) -> Experience {
        let first_use = self.after_studies_from;
        self.result.used.off_campus =
            first_use.is_some_and(|first| self.off_campus_excess.iter().any(|day| *day < first));
        self.result.thresholds = if self.question.gaps.employment {
            ThresholdSet::both(self.question.edition)
        } else {
            self.occupations.thresholds(self.question.edition)
        };
        if self.question.gaps.employment {
            self.result.possible = None;
            push_new(&mut self.result.doubts, [Reason::RecordSetAside]);
        }
        self.result.ledger = in_order(self.result.ledger);
        self.result
    }
}

fn authorization_gate(verdict: &Verdict) -> Gate {
    match verdict {
        Verdict::Authorized(_) => Gate::Passes,
        Verdict::Unknown(reasons, _) => Gate::Unknown(reasons.clone()),
        Verdict::Unauthorized(reason) => Gate::Fails(*reason),
    }
}

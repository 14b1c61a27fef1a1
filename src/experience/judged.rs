//! The judgement of all jobs at one assessment point: segments and gates.

use crate::authorization::{Timeline, Verdict};
use crate::calendar::{Coverage, Day, Period, PeriodSet};
use crate::experience::breaks::Breaks;
use crate::experience::gates::{Gate, location, status, study};
use crate::experience::interruptions::Interruptions;
use crate::experience::job::{Job, jobs};
use crate::experience::vacation::{self, LeaveSpan, allowed_days};
use crate::experience::{History, Question, Treatment};
use crate::finding::{Reason, Reasons};
use crate::law::{DatedKey, Hours};
use crate::records::{LeaveKind, PermitClass};

/// The jobs of a case at one assessment point.
pub(crate) struct Judging<'a> {
    pub question: &'a Question<'a>,
    pub history: &'a History,
    pub jobs: Vec<Job>,
    /// Allowed vacation days by employer; empty if there is no paid vacation.
    allowed: Vec<PeriodSet>,
    /// The most hours of a week that count.
    pub cap: Hours,
}

/// One job on one segment.
#[derive(Clone, Copy)]
pub(crate) struct Judged {
    pub job: usize,
    pub treatment: Treatment,
    pub reasons: Reasons,
    pub verdict: Verdict,
}

/// What the gates say of a day whatever the job.
struct OnDay {
    day: Day,
    within_window: bool,
    worked: bool,
    away: location::Away,
    study: Gate,
    /// Whether the gates that no job changes pass, and neither a leave nor a row set aside can matter.
    passes: bool,
    /// How many different employers are held, if a leave covers the day, perhaps.
    employers_on_leave: Option<usize>,
}

/// The reasons of all gates, collected in their order.
struct Answers {
    failures: Reasons,
    doubts: Reasons,
}

impl Answers {
    /// Nearly every gate passes, and then there is nothing to take.
    #[inline]
    fn take(&mut self, gate: Gate) {
        if !gate.passes() {
            self.take_failure_or_doubt(gate);
        }
    }

    fn take_failure_or_doubt(&mut self, gate: Gate) {
        match gate {
            Gate::Passes => {}
            Gate::Fails(reason) => self.failures.push_new(reason),
            Gate::FailsTwice(first, second) => {
                self.failures.push_new(first);
                self.failures.push_new(second);
            }
            Gate::Unknown(first, second) => {
                self.doubts.push_new(first);
                if let Some(second) = second {
                    self.doubts.push_new(second);
                }
            }
        }
    }

    /// A permit row that was set aside might have authorized the work: every failure of the gates of authorization and status becomes
    /// unknown, and where they are unknown it is one reason more.
    fn take_softened(&mut self, gate: Gate, set_aside: bool) {
        if gate.passes() {
            return;
        }
        if !set_aside || matches!(gate, Gate::Unknown(..)) {
            self.take_failure_or_doubt(gate);
        }
        self.open_unless(!set_aside, Reason::RecordSetAside);
    }

    #[inline]
    fn open_unless(&mut self, passes: bool, reason: Reason) {
        if !passes {
            self.doubts.push_new(reason);
        }
    }
}

impl<'a> Judging<'a> {
    /// All that the gates need, before any day is judged.
    pub(crate) fn new(question: &'a Question<'a>, history: &'a History) -> Self {
        let cap = Hours::whole(i64::from(question.edition.full_time_hours_per_week));
        let jobs = jobs(question, history, &cap);
        Self::with_jobs(question, history, jobs, cap)
    }

    /// The jobs of an earlier point of the same case, under the same edition.
    pub(crate) fn later(
        question: &'a Question<'a>,
        history: &'a History,
        mut jobs: Vec<Job>,
        cap: Hours,
    ) -> Self {
        for job in &mut jobs {
            job.move_to(question);
        }
        Self::with_jobs(question, history, jobs, cap)
    }

    fn with_jobs(
        question: &'a Question<'a>,
        history: &'a History,
        jobs: Vec<Job>,
        cap: Hours,
    ) -> Self {
        Self {
            question,
            history,
            allowed: allowed(&jobs, history, question),
            jobs,
            cap,
        }
    }

    pub(crate) const fn timeline(&self) -> &'a Timeline {
        &self.history.timeline
    }
}

/// The days of paid vacation that count, for each different employer.
fn allowed(jobs: &[Job], history: &History, question: &Question<'_>) -> Vec<PeriodSet> {
    let is_paid = |leave: &LeaveSpan| leave.kind == Some(LeaveKind::PaidVacation);
    if !history.leaves.iter().any(is_paid) {
        return Vec::new();
    }
    let of_employer = |number: usize| {
        let held = jobs.iter().filter(|job| job.employer == number);
        let held = held.filter_map(|job| job.possible);
        allowed_days(number, held, &history.leaves, question.law, question.day)
    };
    (0..history.employers.len()).map(of_employer).collect()
}

/// Whether the days of a document are those of the authorization that it gives.
const fn authorizes_on_its_days(class: PermitClass) -> bool {
    matches!(
        class,
        PermitClass::Open | PermitClass::EmployerSpecific | PermitClass::Refugee
    )
}

impl Judging<'_> {
    /// The stretches of days, from a day on, on which nothing changes.
    pub(crate) fn segments(&self, from: Day) -> impl Iterator<Item = Period> {
        let days = self.jobs.iter().filter_map(|job| job.possible);
        let all = days.reduce(Period::spanning);
        let within = all.and_then(|all| Period::new(all.first().max(from), all.last()));
        let breaks = within.map_or_else(Breaks::none, |within| self.breaks(within));
        breaks.segments()
    }

    fn breaks(&self, within: Period) -> Breaks {
        let question = self.question;
        let mut breaks = Breaks::new(within);
        breaks.around(Some(question.window));
        breaks.at(question.as_of);
        for job in &self.jobs {
            breaks.around_span(job.span);
        }
        for authorization in &self.timeline().authorizations {
            breaks.around_both(authorization.reach.sure, authorization.reach.possible);
        }
        let documents = self.timeline().documents.iter();
        for document in documents.filter(|one| !authorizes_on_its_days(one.class)) {
            breaks.around_both(document.reach.sure, document.reach.possible);
        }
        for row in &question.case.studies {
            breaks.around_span(study::span(&row.facts));
            breaks.at(row.facts.start.latest);
        }
        for row in &question.case.absences {
            breaks.around_span(crate::authorization::days_abroad(&row.facts));
        }
        for leave in &self.history.leaves {
            breaks.around_span(leave.span);
        }
        for allowed in &self.allowed {
            breaks.around_set(allowed);
        }
        // The limit is that of work under a study permit: on a day that none covers, another limit is no other for any job.
        for limit in question.law.values_of(DatedKey::OffCampusHours) {
            let documents = self.timeline().documents.iter();
            let mut studying = documents.filter(|one| one.class == PermitClass::Study);
            if studying.any(|one| one.reach.possibly(limit.from)) {
                breaks.at(limit.from);
            }
        }
        breaks
    }

    /// Judges every job held on a day, in source order.
    pub(crate) fn judge_day(&self, day: Day, judged: &mut Vec<Judged>) {
        judged.clear();
        let mut on_day = None;
        for (position, job) in self.jobs.iter().enumerate() {
            if is_held(job, day) {
                let on_day = on_day.get_or_insert_with(|| self.on_day(day));
                let one = self.judge_job(position, job, on_day, judged);
                judged.push(one);
            }
        }
    }

    /// What the gates say of a day whatever the job.
    fn on_day(&self, day: Day) -> OnDay {
        let question = self.question;
        let within_window = question.window.contains(day);
        let worked = day < question.as_of;
        let Interruptions {
            absences,
            studies,
            leaves,
        } = self.history.interruptions;
        let among = |days: Option<Period>| days.is_some_and(|days| days.contains(day));
        let away = if among(absences) {
            location::away(&question.case.absences, day)
        } else {
            location::Away::default()
        };
        let study = if among(studies) {
            let vouched = question.gaps.no_study_vouched;
            study::gate(&question.case.studies, self.timeline(), vouched, day)
        } else {
            Gate::Passes
        };
        let covers = |leave: &LeaveSpan| leave.span.coverage(day) != Coverage::No;
        let on_leave = among(leaves) && self.history.leaves.iter().any(covers);
        let passes = within_window
            && worked
            && away == location::Away::default()
            && study.passes()
            && !question.gaps.whereabouts
            && !on_leave;
        OnDay {
            day,
            within_window,
            worked,
            away,
            study,
            passes,
            employers_on_leave: on_leave.then(|| self.employers_on(day)),
        }
    }

    /// How many different employers are held on a day; only the gate of leaves asks.
    fn employers_on(&self, day: Day) -> usize {
        let held = || {
            let all = self.jobs.iter().enumerate();
            all.filter(|(_, job)| is_held(job, day))
        };
        let is_new = |(position, job): &(usize, &Job)| {
            let mut before = held().take_while(|(earlier, _)| earlier < position);
            before.all(|(_, other)| other.employer != job.employer)
        };
        held().filter(is_new).count()
    }

    /// Asks all gates about one job on one day, in their order; `earlier` are the jobs before it in source order. What can be known to
    /// pass without being asked is not asked.
    fn answers(&self, job: &Job, on: &OnDay, earlier: &[Judged], verdict: &Verdict) -> Answers {
        let mut answers = Answers {
            failures: Reasons::NONE,
            doubts: Reasons::NONE,
        };
        let surely_held = job.span.coverage(on.day) == Coverage::Surely;
        answers.open_unless(surely_held, Reason::DateImprecise);
        if !on.within_window {
            answers.failures.push_new(Reason::OutsideWindow);
        }
        answers.open_unless(on.worked, Reason::NotYetWorked);
        if !job.passes || on.away != location::Away::default() {
            answers.take(location::gate(job.place, on.away));
        }
        if !job.passes {
            answers.take(job.pay);
            answers.take(job.capacity);
        }
        answers.take(on.study);
        let set_aside = self.question.gaps.permits;
        match verdict {
            Verdict::Authorized(_) => {
                let likeness = self.history.likeness(job.employer);
                let status = status::gate(self.timeline(), likeness, verdict, on.day);
                answers.take_softened(status, set_aside);
            }
            Verdict::Unknown(reasons, _) => {
                answers.doubts.push_all_new(reasons);
                answers.open_unless(!set_aside, Reason::RecordSetAside);
            }
            Verdict::Unauthorized(reason) => {
                answers.take_softened(Gate::Fails(*reason), set_aside);
            }
        }
        if !job.passes {
            answers.take(job.occupation.gate);
        }
        if let Some(employers) = on.employers_on_leave {
            answers.take(vacation::gate(
                &self.history.leaves,
                job.employer,
                employers,
                self.allowed.get(job.employer),
                on.day,
            ));
        }
        answers.open_unless(job.rate_known, Reason::HoursUnknown);
        let alone = !self.may_repeat(job, earlier);
        answers.open_unless(alone, Reason::DuplicateRecordPossible);
        answers
    }

    /// Whether all gates pass, as nearly every day in the window has it: then no reason need be looked for.
    fn all_pass(&self, job: &Job, on: &OnDay, earlier: &[Judged], verdict: &Verdict) -> bool {
        on.passes
            && job.passes
            && job.span.coverage(on.day) == Coverage::Surely
            && matches!(verdict, Verdict::Authorized(_))
            && status::gate(self.timeline(), &[], verdict, on.day).passes()
            && !self.may_repeat(job, earlier)
    }

    /// Judges one job on one day.
    fn judge_job(&self, position: usize, job: &Job, on: &OnDay, earlier: &[Judged]) -> Judged {
        let likeness = self.history.likeness(job.employer);
        let verdict = self.timeline().decide(likeness, on.day);
        if self.all_pass(job, on, earlier, &verdict) {
            return Judged {
                job: position,
                treatment: Treatment::Counted,
                reasons: Reasons::NONE,
                verdict,
            };
        }
        let Answers { failures, doubts } = self.answers(job, on, earlier, &verdict);
        let fails = !failures.is_empty();
        let mut reasons = failures.and(&doubts);
        let treatment = if fails {
            Treatment::Excluded
        } else if reasons.is_empty() && self.question.gaps.whereabouts {
            reasons.push_new(Reason::RecordSetAside);
            Treatment::Uncertain
        } else if reasons.is_empty() {
            Treatment::Counted
        } else {
            Treatment::Uncertain
        };
        Judged {
            job: position,
            treatment,
            reasons,
            verdict,
        }
    }

    /// Gate 12: an earlier record of the same employer is not excluded.
    fn may_repeat(&self, job: &Job, earlier: &[Judged]) -> bool {
        let same_employer = |one: &Judged| {
            let other = self.jobs.get(one.job);
            other.is_some_and(|other| other.employer == job.employer)
        };
        let mut not_excluded = earlier
            .iter()
            .filter(|one| one.treatment != Treatment::Excluded);
        not_excluded.any(same_employer)
    }
}

fn is_held(job: &Job, day: Day) -> bool {
    job.possible.is_some_and(|period| period.contains(day))
}

//! The judgement of all jobs at one assessment point: segments and gates.

use crate::authorization::{Basis, Likeness, Timeline, Verdict};
use crate::calendar::{Coverage, Day, Period, PeriodSet};
use crate::experience::answers::Answers;
use crate::experience::gates::{Gate, location, status, study};
use crate::experience::interruptions::Interruptions;
use crate::experience::job::{Job, jobs};
use crate::experience::ledger::Lines;
use crate::experience::segments::{Held, Segment};
use crate::experience::sums::Grounds;
use crate::experience::vacation::{self, LeaveSpan, allowed_days};
use crate::experience::{History, LedgerLine, Question, Treatment};
use crate::finding::{Reason, Reasons};
use crate::law::Hours;
use crate::records::LeaveKind;
use std::num::NonZeroU32;

/// The jobs of a case at one assessment point.
pub(crate) struct Judging<'a> {
    pub question: &'a Question<'a>,
    pub history: &'a History,
    pub jobs: Vec<Job>,
    /// Allowed vacation days by employer; empty if there is no paid vacation.
    pub(super) allowed: Vec<PeriodSet>,
    /// The most hours of a week that count.
    pub cap: Hours,
}

/// One job on one segment.
pub(crate) struct Judged {
    pub treatment: Treatment,
    pub reasons: Reasons,
    pub verdict: Verdict,
    answers: Answers,
}

impl Judged {
    /// Room for a judgement: one job after the other is judged in the same.
    const fn none() -> Self {
        Self {
            treatment: Treatment::Counted,
            reasons: Reasons::NONE,
            verdict: Verdict::Unauthorized(Reason::NotAuthorized),
            answers: Answers::NONE,
        }
    }
}

/// What the gates say of days whatever the job.
#[derive(Clone, Copy)]
pub(super) struct OnDays {
    pub(super) within_window: bool,
    worked: bool,
    away: location::Away,
    study: Gate,
    /// Whether the gates that no job changes pass, and neither a leave nor a row set aside can matter.
    passes: bool,
    /// How many different employers are held, if a leave covers the days, perhaps.
    employers_on_leave: Option<NonZeroU32>,
}

impl<'a> Judging<'a> {
    /// All that the gates need, before any day is judged.
    pub(crate) fn new(question: &'a Question<'a>, history: &'a History) -> Self {
        let cap = Hours::whole(i64::from(question.edition.full_time_hours_per_week));
        let jobs = jobs(question, &cap);
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
        let is_its = |job: &&Job| history.employer_of(question.case, job.record) == Some(number);
        let held = jobs.iter().filter(is_its);
        let held = held.filter_map(|job| job.possible);
        allowed_days(number, held, &history.leaves, question.law, question.day)
    };
    let employers = history.employers(question.case).all.len();
    (0..employers).map(of_employer).collect()
}

impl Judging<'_> {
    /// Judges every job on every segment on which it is held: by job, in source order, then by day. `grounds` are told what was found.
    pub(crate) fn lines(
        &self,
        segments: &mut [Segment],
        mut grounds: Option<&mut Grounds<'_>>,
    ) -> Lines<'_> {
        let mut lines = Lines::new(self.question.case, self.jobs.len(), segments.len());
        let mut judged = Judged::none();
        for (number, job) in (0..).zip(&self.jobs) {
            let Some(possible) = job.possible else {
                continue;
            };
            let mut earlier = self.jobs.iter().take_while(|one| one.record < job.record);
            let is_alone = !earlier.any(|one| meet(one.possible, possible));
            let begins = segments.partition_point(|one| one.day() < possible.first());
            // What the gates said of the segment before; nothing if more jobs or fewer could change it.
            let mut before: Option<(OnDays, bool)> = None;
            for segment in segments.iter_mut().skip(begins) {
                let days = segment.days;
                if possible.last() < days.first() {
                    break;
                }
                let may_repeat = !is_alone && self.may_repeat(job, lines.of(segment));
                let same = before
                    .filter(|(_, repeated)| segment.begins_with_jobs && *repeated == may_repeat);
                // Where only other jobs begin or end, nothing else that the gates of this one look at is different.
                let line = if let Some((same, _)) = same
                    && let Some(line) = lines.go_on(days)
                {
                    segment.asked = Some(same);
                    line
                } else {
                    let on = segment.asked.get_or_insert_with(|| self.on(days.first()));
                    let is_on_leave = on.employers_on_leave.is_some();
                    before = (!is_on_leave).then_some((*on, may_repeat));
                    self.judge_job(job, days.first(), on, may_repeat, &mut judged);
                    if let Some(grounds) = &mut grounds {
                        grounds.note(days.first(), on.within_window, job, &judged);
                    }
                    let shown = self.timeline().shown(&judged.verdict);
                    lines.add(days, job, &judged, shown)
                };
                segment.held.push(Held { job: number, line });
            }
        }
        lines
    }

    /// Gate 12: an earlier record of the same employer is not excluded.
    fn may_repeat<'l>(
        &self,
        job: &Job,
        mut earlier: impl Iterator<Item = (u32, &'l LedgerLine)>,
    ) -> bool {
        earlier.any(|(_, line)| {
            line.treatment != Treatment::Excluded
                && self.employer_of(line.record) == self.employer_of(job.record)
        })
    }

    /// The position of the employer of a record.
    fn employer_of(&self, record: usize) -> Option<usize> {
        self.history.employer_of(self.question.case, record)
    }

    /// What the gates say of the days of a segment, of which this is the first, whatever the job.
    fn on(&self, day: Day) -> OnDays {
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
        let employers_on_leave = on_leave.then(|| self.employers_on(day)).flatten();
        let passes = within_window
            && worked
            && away == location::Away::default()
            && study.passes()
            && !question.gaps.whereabouts
            && !on_leave;
        OnDays {
            within_window,
            worked,
            away,
            study,
            passes,
            employers_on_leave,
        }
    }

    /// How many different employers are held on a day, if any; only the gate of leaves asks.
    fn employers_on(&self, day: Day) -> Option<NonZeroU32> {
        let held = || {
            let all = self.jobs.iter().enumerate();
            all.filter(|(_, job)| is_held(job, day))
        };
        let is_new = |(position, job): &(usize, &Job)| {
            let mut before = held().take_while(|(earlier, _)| earlier < position);
            before.all(|(_, other)| self.employer_of(other.record) != self.employer_of(job.record))
        };
        u32::try_from(held().filter(is_new).count())
            .ok()
            .and_then(NonZeroU32::new)
    }

    /// Asks all gates about one job on one segment, in their order. What can be known to pass without being asked is not asked.
    fn answers(
        &self,
        (job, day): (&Job, Day),
        on: &OnDays,
        may_repeat: bool,
        verdict: &Verdict,
        answers: &mut Answers,
    ) {
        answers.begin(job.failures);
        let surely_held = job.span.coverage(day) == Coverage::Surely;
        answers.open_unless(surely_held, Reason::DateImprecise);
        if !on.within_window {
            answers.failures.add(Reason::OutsideWindow);
        }
        answers.open_unless(on.worked, Reason::NotYetWorked);
        if job.is_open || on.away != location::Away::default() {
            answers.take(location::gate(job.place, on.away));
        }
        if job.is_open {
            answers.take(job.pay);
            answers.take(job.capacity);
        }
        answers.take(on.study);
        let set_aside = self.question.gaps.permits;
        match verdict {
            Verdict::Authorized(position) => {
                let likeness = self.likeness(job);
                let is_sure = !self.may_rest_on_a_set_aside(*position, likeness, day);
                answers.open_unless(is_sure, Reason::RecordSetAside);
                let status = status::gate(self.timeline(), likeness, verdict, day);
                answers.take_softened(status, set_aside);
            }
            Verdict::Unknown(doubts, _) => {
                doubts.reasons().for_each(|doubt| answers.doubt(doubt));
                answers.open_unless(!set_aside, Reason::RecordSetAside);
            }
            Verdict::Unauthorized(reason) => {
                answers.take_softened(Gate::Fails(*reason), set_aside);
            }
        }
        if job.is_open {
            answers.take(job.occupation.gate);
        }
        if let Some(held) = on.employers_on_leave
            && let Some(employer) = self.employer_of(job.record)
        {
            let allowed = self.allowed.get(employer);
            let leaves = &self.history.leaves;
            answers.take(vacation::gate(leaves, employer, held, allowed, day));
        }
        answers.open_unless(job.rate_known, Reason::HoursUnknown);
        answers.open_unless(!may_repeat, Reason::DuplicateRecordPossible);
    }

    /// Whether what covers a job on a day, from this authorization on, is 186(w) alone (beside a refugee claimant's permit), while a study
    /// permit that may have been set aside could be that of later studies.
    fn may_rest_on_a_set_aside(&self, first: usize, likeness: &[Likeness], day: Day) -> bool {
        let mut covering = self.timeline().covering(first, likeness, day);
        self.question.gaps.study_permits
            && covering
                .next()
                .is_some_and(|one| one.basis == Basis::AfterStudies)
            && covering.all(|one| matches!(one.basis, Basis::AfterStudies | Basis::Refugee))
    }

    /// Whether all gates pass, as nearly every day in the window has it: then no reason need be looked for.
    fn all_pass(&self, job: &Job, day: Day, on: &OnDays, verdict: &Verdict) -> bool {
        on.passes
            && !self.question.gaps.study_permits
            && job.passes()
            && job.span.coverage(day) == Coverage::Surely
            && matches!(verdict, Verdict::Authorized(_))
            && status::gate(self.timeline(), &[], verdict, day).passes()
    }

    /// How the employer of a job stands to each authorization.
    pub(crate) fn likeness(&self, job: &Job) -> &[Likeness] {
        self.history.likeness(self.question.case, job.record)
    }

    /// Judges one job on one segment, into the place of the judgement before.
    fn judge_job(&self, job: &Job, day: Day, on: &OnDays, may_repeat: bool, judged: &mut Judged) {
        let verdict = self.timeline().decide(self.likeness(job), day);
        judged.verdict = verdict;
        if !may_repeat && self.all_pass(job, day, on, &verdict) {
            judged.treatment = Treatment::Counted;
            judged.reasons.clear();
            return;
        }
        self.answers((job, day), on, may_repeat, &verdict, &mut judged.answers);
        judged.answers.list(&mut judged.reasons);
        judged.treatment = if judged.answers.failures.are_some() {
            Treatment::Excluded
        } else if !judged.reasons.is_empty() {
            Treatment::Uncertain
        } else if self.question.gaps.whereabouts {
            judged.reasons.push_new(Reason::RecordSetAside);
            Treatment::Uncertain
        } else {
            Treatment::Counted
        };
    }
}

/// Whether days that may be none have any of a period.
fn meet(days: Option<Period>, period: Period) -> bool {
    days.is_some_and(|days| days.first() <= period.last() && period.first() <= days.last())
}

fn is_held(job: &Job, day: Day) -> bool {
    job.possible.is_some_and(|period| period.contains(day))
}

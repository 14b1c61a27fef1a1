//! The judgement of all jobs at one assessment point: segments and gates.

use crate::authorization::{Timeline, Verdict};
use crate::calendar::{Coverage, Day, Period, PeriodSet};
use crate::experience::answers::Answers;
use crate::experience::breaks::Breaks;
use crate::experience::gates::{Gate, location, status, study};
use crate::experience::interruptions::Interruptions;
use crate::experience::job::{Job, jobs};
use crate::experience::ledger::Lines;
use crate::experience::sums::Grounds;
use crate::experience::vacation::{self, LeaveSpan, allowed_days};
use crate::experience::{History, LedgerLine, Question, Treatment};
use crate::finding::{Reason, Reasons};
use crate::law::{DatedKey, Hours};
use crate::records::{LeaveKind, PermitClass};
use smallvec::SmallVec;

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
pub(crate) struct Judged {
    pub treatment: Treatment,
    pub reasons: Reasons,
    pub verdict: Verdict,
}

/// Days on which nothing changes.
pub(crate) struct Segment {
    pub days: Period,
    /// What the gates say of them whatever the job; not asked where no job is held.
    asked: Option<OnDays>,
    /// The jobs that are held, in source order, each with the position of its line in the ledger.
    pub held: SmallVec<[(usize, usize); USUAL_HELD]>,
}

/// Few applicants have held more jobs at the same time.
const USUAL_HELD: usize = 2;

/// What the gates say of days whatever the job.
struct OnDays {
    within_window: bool,
    worked: bool,
    away: location::Away,
    study: Gate,
    /// Whether the gates that no job changes pass, and neither a leave nor a row set aside can matter.
    passes: bool,
    /// How many different employers are held, if a leave covers the days, perhaps.
    employers_on_leave: Option<usize>,
}

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

/// Few applicants have more segments.
const USUAL_SEGMENTS: usize = 22;

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
    /// The days of all jobs, from a day on, cut where something changes.
    pub(crate) fn segments(&self, from: Day) -> Vec<Segment> {
        let days = self.jobs.iter().filter_map(|job| job.possible);
        let all = days.reduce(Period::spanning);
        let within = all.and_then(|all| Period::new(all.first().max(from), all.last()));
        let Some(within) = within else {
            return Vec::new();
        };
        let mut segments = Vec::with_capacity(USUAL_SEGMENTS);
        let days = self.breaks(within).segments();
        segments.extend(days.map(|days| Segment {
            days,
            asked: None,
            held: SmallVec::new(),
        }));
        segments
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

    /// Judges every job on every segment on which it is held: by job, in source order, then by day. `grounds` are told what was found.
    pub(crate) fn lines(
        &self,
        segments: &mut [Segment],
        mut grounds: Option<&mut Grounds<'_>>,
    ) -> Lines<'_> {
        let mut lines = Lines::new(self.question.case, self.jobs.len());
        for (position, job) in self.jobs.iter().enumerate() {
            let Some(possible) = job.possible else {
                continue;
            };
            let earlier = self.jobs.get(..position).unwrap_or_default();
            let is_alone = earlier.iter().all(|other| other.employer != job.employer);
            let begins = segments.partition_point(|one| one.day() < possible.first());
            for segment in segments.iter_mut().skip(begins) {
                let days = segment.days;
                if possible.last() < days.first() {
                    break;
                }
                let may_repeat = !is_alone && self.may_repeat(job, lines.of(segment));
                let on = segment.asked.get_or_insert_with(|| self.on(days.first()));
                let judged = self.judge_job(job, days.first(), on, may_repeat);
                if let Some(grounds) = &mut grounds {
                    grounds.note(days.first(), on.within_window, job, &judged);
                }
                let shown = self.timeline().shown(&judged.verdict);
                let line = lines.add(days, job, &judged, shown);
                segment.held.push((position, line));
            }
        }
        lines
    }

    /// Gate 12: an earlier record of the same employer is not excluded.
    fn may_repeat<'l>(
        &self,
        job: &Job,
        mut earlier: impl Iterator<Item = (usize, &'l LedgerLine)>,
    ) -> bool {
        earlier.any(|(other, line)| {
            let other = self.jobs.get(other);
            line.treatment != Treatment::Excluded
                && other.is_some_and(|other| other.employer == job.employer)
        })
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

    /// Asks all gates about one job on one segment, in their order. What can be known to pass without being asked is not asked.
    fn answers(
        &self,
        (job, day): (&Job, Day),
        on: &OnDays,
        may_repeat: bool,
        verdict: &Verdict,
    ) -> Answers {
        let mut answers = Answers {
            failures: Reasons::NONE,
            doubts: Reasons::NONE,
        };
        let surely_held = job.span.coverage(day) == Coverage::Surely;
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
                let status = status::gate(self.timeline(), likeness, verdict, day);
                answers.take_softened(status, set_aside);
            }
            Verdict::Unknown(doubts, _) => {
                for doubt in doubts.reasons() {
                    answers.doubts.push_new(doubt);
                }
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
                day,
            ));
        }
        answers.open_unless(job.rate_known, Reason::HoursUnknown);
        answers.open_unless(!may_repeat, Reason::DuplicateRecordPossible);
        answers
    }

    /// Whether all gates pass, as nearly every day in the window has it: then no reason need be looked for.
    fn all_pass(&self, job: &Job, day: Day, on: &OnDays, verdict: &Verdict) -> bool {
        on.passes
            && job.passes
            && job.span.coverage(day) == Coverage::Surely
            && matches!(verdict, Verdict::Authorized(_))
            && status::gate(self.timeline(), &[], verdict, day).passes()
    }

    /// Judges one job on one segment.
    fn judge_job(&self, job: &Job, day: Day, on: &OnDays, may_repeat: bool) -> Judged {
        let likeness = self.history.likeness(job.employer);
        let verdict = self.timeline().decide(likeness, day);
        if !may_repeat && self.all_pass(job, day, on, &verdict) {
            return Judged {
                treatment: Treatment::Counted,
                reasons: Reasons::NONE,
                verdict,
            };
        }
        let Answers { failures, doubts } = self.answers((job, day), on, may_repeat, &verdict);
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
            treatment,
            reasons,
            verdict,
        }
    }
}

fn is_held(job: &Job, day: Day) -> bool {
    job.possible.is_some_and(|period| period.contains(day))
}

//! Sums over the segments: hours within the cap, and what the counted days rest on.
//!
//! Hours a week are summed day by day and divided by seven once, at the end: whole numbers stay whole on the way.

use crate::authorization::{Authorization, Basis, Verdict};
use crate::calendar::{Day, FAR_PAST, Period};
use crate::experience::cap::{Claim, Share, share};
use crate::experience::job::Job;
use crate::experience::judged::{Judged, Judging};
use crate::experience::ledger::{Lines, Shown};
use crate::experience::occupations::OccupationHours;
use crate::experience::pace::Past;
use crate::experience::stretches::{Both, Stretches};
use crate::experience::{Experience, History, Question, ThresholdSet, Treatment};
use crate::finding::Reason;
use crate::law::{DatedKey, Hours};

/// Days in a week.
pub(crate) const WEEK: i64 = 7;

/// A job that is counted or uncertain, by its position among the jobs.
pub(crate) type Working = (usize, Treatment);

impl Judging<'_> {
    /// Shares the cap in the order of (first possible start day, source order); the shares follow `judged`. Where every job is
    /// excluded, there are none.
    pub(crate) fn shares(&self, judged: &[Judged], shares: &mut Vec<Share>) {
        shares.clear();
        let mut all = judged.iter();
        if all.all(|one| one.treatment == Treatment::Excluded) {
            return;
        }
        let claim = |(place, one): (usize, &Judged)| {
            let job = self.jobs.get(one.job)?;
            let claim = Claim {
                treatment: one.treatment,
                low: &job.bounds.low,
                high: &job.bounds.high,
            };
            Some((job.span.start.earliest, place, claim))
        };
        if let [only] = judged {
            let claim = claim((0, only));
            shares.extend(claim.map(|(_, _, claim)| claim.alone(&self.cap)));
            return;
        }
        shares.extend(judged.iter().map(|_| Share::NONE));
        let claims = || judged.iter().enumerate().filter_map(claim);
        if claims().is_sorted_by_key(|(start, _, _)| start) {
            let in_order = claims().map(|(_, place, claim)| (place, claim));
            share(in_order, &self.cap, shares);
        } else {
            let mut sorted: Vec<_> = claims().collect();
            sorted.sort_by_key(|(start, place, _)| (*start, *place));
            let in_order = sorted.into_iter().map(|(_, place, claim)| (place, claim));
            share(in_order, &self.cap, shares);
        }
    }
}

/// The share of an excluded job.
static NO_SHARE: Share = Share::NONE;

/// The sums of one assessment point in progress.
struct Sums<'a> {
    judging: &'a Judging<'a>,
    result: Experience,
    stretches: Stretches,
    lines: Lines<'a>,
    /// First day of the 186(w) authorizations that are used, and the first with study-permit work beyond the limit.
    after_studies_from: Option<Day>,
    off_campus_from: Option<Day>,
    /// An application that was pending before this day has been so for long; not looked up before one is pending.
    review: Option<Day>,
}

impl Experience {
    /// Judges all jobs of a case at one assessment point; also what later windows need of this one. `earlier`: an earlier point of the
    /// case, under the same edition and policy.
    pub(crate) fn judge(
        question: &Question<'_>,
        history: &History,
        earlier: Option<Past>,
    ) -> (Self, Past) {
        let judging = match earlier {
            Some(Past { jobs, cap, .. }) => Judging::later(question, history, jobs, cap),
            None => Judging::new(question, history),
        };
        let mut sums = Sums {
            judging: &judging,
            result: Self::empty(question.edition),
            stretches: Stretches::with_room(),
            lines: Lines::new(question.case, judging.jobs.len()),
            after_studies_from: None,
            off_campus_from: None,
            review: None,
        };
        let mut judged = Vec::with_capacity(judging.jobs.len());
        let mut shares = Vec::with_capacity(judging.jobs.len());
        for segment in judging.segments(FAR_PAST) {
            judging.judge_day(segment.first(), &mut judged);
            if !judged.is_empty() {
                judging.shares(&judged, &mut shares);
                sums.add_segment(segment, &judged, &shares);
            }
        }
        let (experience, stretches) = sums.finish();
        let past = Past {
            jobs: judging.jobs,
            cap: judging.cap,
            stretches,
        };
        (experience, past)
    }
}

impl Sums<'_> {
    fn add_segment(&mut self, segment: Period, judged: &[Judged], shares: &[Share]) {
        let judging = self.judging;
        let in_window = judging.question.window.contains(segment.first());
        // Outside the window every job is excluded, so that the stretches of the window hold all hours.
        if in_window {
            self.note_reasons(judged);
            self.stretches.add(segment, together(shares), judged);
        }
        self.note_off_campus(segment.first(), judged);
        for (place, one) in judged.iter().enumerate() {
            let share = shares.get(place).unwrap_or(&NO_SHARE);
            let Some(job) = judging.jobs.get(one.job) else {
                continue;
            };
            self.note_use(one, job, segment.first(), in_window);
            self.lines
                .add(segment, one, job, share, shown(judging, one));
        }
    }

    fn note_reasons(&mut self, judged: &[Judged]) {
        for one in judged {
            let list = match one.treatment {
                Treatment::Counted => continue,
                Treatment::Uncertain => &mut self.result.doubts,
                Treatment::Excluded => &mut self.result.exclusions,
            };
            list.push_all_new(&one.reasons);
        }
    }

    /// Jobs under the study permit that sum to more than the off-campus limit in force on the day.
    fn note_off_campus(&mut self, day: Day, judged: &[Judged]) {
        if self.off_campus_from.is_some() {
            return;
        }
        let under_study_permit =
            |one: &&Judged| matches!(one.verdict, Verdict::Unauthorized(Reason::StudyPermitWork));
        let mut working = judged.iter().filter(under_study_permit).peekable();
        if working.peek().is_none() {
            return;
        }
        let jobs = working.filter_map(|one| self.judging.jobs.get(one.job));
        let sum = jobs.fold(Hours::ZERO, |sum, job| sum.plus(&job.bounds.high));
        let law = self.judging.question.law;
        let limit = law.value_or_first(DatedKey::OffCampusHours, day);
        if limit.is_some_and(|limit| Hours::whole(i64::from(limit)) < sum) {
            self.off_campus_from = Some(day);
        }
    }

    fn note_use(&mut self, one: &Judged, job: &Job, day: Day, in_window: bool) {
        let used = &mut self.result.used;
        used.concordance |= in_window && job.occupation.by_concordance;
        if one.treatment == Treatment::Excluded {
            return;
        }
        for (used, assumed) in used.firm.iter_mut().zip(job.assumed) {
            *used |= assumed;
        }
        let counted = one.treatment == Treatment::Counted;
        used.blank_end |= job.blank_end && counted;
        let Some(authorization) = authorization(self.judging, one) else {
            return;
        };
        match authorization.basis {
            Basis::Maintained => used.maintained_status |= counted,
            Basis::AfterStudies => {
                let applied = authorization.reach.possible.map_or(day, Period::first);
                let first = self.after_studies_from;
                self.after_studies_from = Some(first.map_or(applied, |first| first.min(applied)));
            }
            Basis::Exempt if counted => {
                let mut documents = self.judging.timeline().documents.iter();
                used.exempt_without_document |= !documents.any(|one| one.reach.surely(day));
            }
            Basis::Open
            | Basis::UnknownGap
            | Basis::EmployerSpecific
            | Basis::Interim
            | Basis::Exempt
            | Basis::Refugee => {}
        }
        if let Some(since) = authorization.pending_since {
            let review = *self
                .review
                .get_or_insert_with(|| review(self.judging.question));
            used.long_pending |= since.earliest < review;
        }
    }

    fn finish(self) -> (Experience, Stretches) {
        let question = self.judging.question;
        let mut result = self.result;
        // The days of off-campus work are judged in order: the first is the one to compare.
        result.used.off_campus = self
            .after_studies_from
            .zip(self.off_campus_from)
            .is_some_and(|(applied, beyond)| beyond < applied);
        let stretches = &self.stretches;
        result.thresholds = if question.gaps.employment {
            ThresholdSet::both(question.edition)
        } else {
            let mut occupations = OccupationHours::new();
            for (stretch, working) in stretches.working() {
                let days = i64::from(stretch.days.days());
                occupations.add(&self.judging.jobs, working, days, &self.judging.cap);
            }
            occupations.thresholds(question.edition)
        };
        let in_hours = |sum: Hours| sum.times(1, WEEK);
        let sum = stretches.sum();
        result.possible = Some(in_hours(sum.possible()));
        result.counted = in_hours(sum.sure);
        let horizon = question
            .law
            .value_or_first(DatedKey::AdvisoryHorizonDays, question.day)
            .unwrap_or(0);
        let later = question.day.plus_days(i32::try_from(horizon).unwrap_or(0));
        let stays_from = later.minus_months(question.edition.window_months);
        result.leaving = in_hours(stretches.sum_before(stays_from).sure);
        let counted = stretches
            .all
            .iter()
            .filter(|one| !one.weekly.sure.is_zero());
        result.counted_days = counted.map(|one| i64::from(one.days.days())).sum();
        if question.gaps.employment {
            result.possible = None;
            result.doubts.push_new(Reason::RecordSetAside);
        }
        result.ledger = self.lines.finish();
        (result, self.stretches)
    }
}

/// The day before which an application that is pending still was made long ago.
fn review(question: &Question<'_>) -> Day {
    let law = question.law;
    let months = law.value_or_first(DatedKey::PendingReviewMonths, question.day);
    question.as_of.minus_months(months.unwrap_or(0))
}

/// The hours a week that count, and those that may count beyond them.
pub(crate) fn together(shares: &[Share]) -> Both {
    let mut all = Both::NONE;
    for share in shares {
        for (sum, more) in [
            (&mut all.sure, &share.counted),
            (&mut all.beyond, &share.uncertain),
        ] {
            if !more.is_zero() {
                *sum = sum.plus(more);
            }
        }
    }
    all
}

/// The jobs that are counted or uncertain.
pub(crate) fn working(judged: &[Judged]) -> impl Iterator<Item = Working> + Clone {
    let working = judged
        .iter()
        .filter(|one| one.treatment != Treatment::Excluded);
    working.map(|one| (one.job, one.treatment))
}

/// Whether the applicant is not authorized to do the job.
pub(crate) fn is_unauthorized(one: &Judged) -> bool {
    one.treatment == Treatment::Excluded && matches!(one.verdict, Verdict::Unauthorized(_))
}

fn authorization<'a>(judging: &Judging<'a>, one: &Judged) -> Option<&'a Authorization> {
    match one.verdict {
        Verdict::Authorized(position) => judging.timeline().authorizations.get(position),
        Verdict::Unknown(..) | Verdict::Unauthorized(_) => None,
    }
}

/// The word and the permit that the ledger shows.
fn shown(judging: &Judging<'_>, one: &Judged) -> Shown {
    let permit = |position: usize| judging.timeline().authorizations.get(position)?.permit;
    let (authorization, permit) = match one.verdict {
        Verdict::Authorized(position) => {
            let basis = authorization(judging, one).map_or("none", |one| one.basis.id());
            (basis, permit(position))
        }
        Verdict::Unknown(_, position) => ("unknown", position.and_then(permit)),
        Verdict::Unauthorized(Reason::CoOpWork) => ("co_op", None),
        Verdict::Unauthorized(Reason::StudyPermitWork) => ("study_permit", None),
        Verdict::Unauthorized(_) => ("none", None),
    };
    Shown {
        authorization,
        permit,
    }
}

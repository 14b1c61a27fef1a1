//! Sums over the segments: hours within the cap, and what the counted days rest on.
//!
//! Hours a week are summed day by day and divided by seven once, at the end: whole numbers stay whole on the way.

use crate::authorization::{Authority, Basis, Verdict};
use crate::calendar::{Day, FAR_PAST, Period};
use crate::experience::cap::{Claim, Share, share};
use crate::experience::job::Job;
use crate::experience::judged::{Judged, Judging};
use crate::experience::ledger::Lines;
use crate::experience::occupations::OccupationHours;
use crate::experience::pace::Past;
use crate::experience::segments::{Held, Segment};
use crate::experience::stretches::{Both, Stretches};
use crate::experience::{Experience, History, LedgerLine, Question, ThresholdSet, Treatment, Used};
use crate::finding::Reason;
use crate::law::{DatedKey, Hours};
use smallvec::SmallVec;

/// Days in a week.
pub(crate) const WEEK: i64 = 7;

/// A job that is counted or uncertain, by its position among the jobs.
pub(crate) type Working = (u32, Treatment);

/// The work of one segment.
pub(crate) struct Work {
    /// The jobs that are counted or uncertain, in source order.
    pub working: SmallVec<[Working; USUAL_WORKING]>,
    /// What each of them gets of the cap.
    shares: SmallVec<[Share; USUAL_WORKING]>,
    /// A job is held that the applicant is not authorized to do.
    pub unauthorized: bool,
    /// Whether it is what was found on the segment before.
    pub goes_on: bool,
    begun: bool,
}

/// Few applicants work in more jobs at the same time.
const USUAL_WORKING: usize = 3;

impl Work {
    /// No work yet; the same room serves one segment after the other.
    pub(crate) fn none() -> Self {
        Self {
            working: SmallVec::new(),
            shares: SmallVec::new(),
            unauthorized: false,
            goes_on: false,
            begun: false,
        }
    }

    /// Finds the work of a segment and shares the cap, unless the same jobs are worked as on the one before.
    pub(crate) fn find(&mut self, judging: &Judging<'_>, lines: &Lines<'_>, segment: &Segment) {
        let was_unauthorized = self.unauthorized;
        self.unauthorized = false;
        let mut found = 0;
        let mut same = true;
        for (job, line) in lines.of(segment) {
            if line.treatment == Treatment::Excluded {
                self.unauthorized |= line.authority.is_missing();
                continue;
            }
            let working = (job, line.treatment);
            if self.working.get(found) != Some(&working) {
                same = false;
                self.working.truncate(found);
                self.working.push(working);
            }
            found += 1;
        }
        if !same || found < self.working.len() {
            same = false;
            self.working.truncate(found);
            judging.share_cap(&self.working, &mut self.shares);
        }
        self.goes_on = self.begun && same && was_unauthorized == self.unauthorized;
        self.begun = true;
    }

    /// The hours a week that count, and those that may count beyond them.
    pub(crate) fn weekly(&self) -> Both {
        if let [only] = self.shares.as_slice() {
            return Both {
                sure: only.counted.clone(),
                beyond: only.uncertain.clone(),
            };
        }
        let mut all = Both::NONE;
        for share in &self.shares {
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
}

impl Judging<'_> {
    /// Shares the cap in the order of (first possible start day, source order); the shares follow `working`.
    fn share_cap(&self, working: &[Working], shares: &mut SmallVec<[Share; USUAL_WORKING]>) {
        shares.clear();
        if working.is_empty() {
            return;
        }
        let claim = |(place, (job, treatment)): (usize, &Working)| {
            let job = self.jobs.get(*job as usize)?;
            let claim = Claim {
                treatment: *treatment,
                low: &job.bounds.low,
                high: &job.bounds.high,
            };
            Some((job.span.start.earliest, place, claim))
        };
        if let [only] = working {
            let claim = claim((0, only));
            shares.extend(claim.map(|(_, _, claim)| claim.alone(&self.cap)));
            return;
        }
        shares.extend(working.iter().map(|_| Share::NONE));
        let claims = || working.iter().enumerate().filter_map(claim);
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

/// What the counted and uncertain days of a point rest on, in progress.
pub(crate) struct Grounds<'a> {
    judging: &'a Judging<'a>,
    used: Used,
    /// First days of the 186(w) authorizations that are used.
    after_studies_from: SmallVec<[Day; 1]>,
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
        let mut segments = judging.segments(FAR_PAST);
        let mut grounds = Grounds {
            judging: &judging,
            used: Used::default(),
            after_studies_from: SmallVec::new(),
            review: None,
        };
        let mut lines = judging.lines(&mut segments, Some(&mut grounds));
        let used = grounds.finish(&segments, &lines);
        let mut result = Self {
            used,
            ..Self::empty(question.edition)
        };
        let mut stretches = Stretches::with_room();
        let mut work = Work::none();
        // Outside the window every job is excluded, so that the stretches of the window hold all hours.
        let within_window = segments.iter().filter(|one| one.is_work_within_window());
        let mut before: &[Held] = &[];
        for segment in within_window {
            work.find(&judging, &lines, segment);
            // Those of lines that go on are noted already.
            let goes_on = |held: &&Held| before.iter().any(|one| one.line == held.line);
            let new = segment.held.iter().filter(|held| !goes_on(held));
            result.note_reasons(new.filter_map(|held| lines.line(*held)));
            before = &segment.held;
            stretches.add(segment.days, &work);
            lines.add_shares(segment, &work.shares);
        }
        result.ledger = lines.finish();
        result.sum(&judging, &stretches);
        let past = Past {
            jobs: judging.jobs,
            cap: judging.cap,
            stretches,
        };
        (result, past)
    }

    /// Notes why days of the window are uncertain or excluded.
    fn note_reasons<'l>(&mut self, lines: impl Iterator<Item = &'l LedgerLine>) {
        for line in lines {
            let list = match line.treatment {
                Treatment::Counted => continue,
                Treatment::Uncertain => &mut self.doubts,
                Treatment::Excluded => &mut self.exclusions,
            };
            list.push_all_new(&line.reasons);
        }
    }

    /// The sums over all stretches of the window.
    fn sum(&mut self, judging: &Judging<'_>, stretches: &Stretches) {
        let question = judging.question;
        self.thresholds = if question.gaps.employment {
            ThresholdSet::both(question.edition)
        } else {
            let working = &stretches.working;
            let of_one_band = ThresholdSet::of_one_band(&judging.jobs, working, question.edition);
            of_one_band.unwrap_or_else(|| {
                let mut occupations = OccupationHours::new();
                for (stretch, working) in stretches.working() {
                    let days = i64::from(stretch.days.days());
                    occupations.add(&judging.jobs, working, days, &judging.cap);
                }
                occupations.thresholds(question.edition)
            })
        };
        let in_hours = |sum: Hours| sum.times(1, WEEK);
        let sum = stretches.sum();
        self.possible = Some(in_hours(sum.possible()));
        self.counted = in_hours(sum.sure);
        let horizon = question
            .law
            .value_or_first(DatedKey::AdvisoryHorizonDays, question.day)
            .unwrap_or(0);
        let later = question.day.plus_days(i32::try_from(horizon).unwrap_or(0));
        let stays_from = later.minus_months(question.edition.window_months);
        self.leaving = in_hours(stretches.sum_before(stays_from).sure);
        let counted = stretches
            .all
            .iter()
            .filter(|one| !one.weekly.sure.is_zero());
        self.counted_days = counted.map(|one| i64::from(one.days.days())).sum();
        if question.gaps.employment {
            self.possible = None;
            self.doubts.push_new(Reason::RecordSetAside);
        }
    }
}

impl Grounds<'_> {
    /// Notes what a job rests on in a segment that begins on a day.
    pub(crate) fn note(&mut self, day: Day, within_window: bool, job: &Job, judged: &Judged) {
        let used = &mut self.used;
        used.concordance |= within_window && job.occupation.by_concordance;
        if judged.treatment == Treatment::Excluded {
            return;
        }
        for (used, assumed) in used.firm.iter_mut().zip(job.assumed) {
            *used |= assumed;
        }
        let counted = judged.treatment == Treatment::Counted;
        used.blank_end |= job.blank_end && counted;
        let timeline = self.judging.timeline();
        let Verdict::Authorized(position) = judged.verdict else {
            return;
        };
        let likeness = self.judging.likeness(job);
        let covering = || timeline.covering(position, likeness, day);
        let basis = match covering().map(|one| one.basis).next() {
            // With a permit in hand nothing else is used.
            None | Some(Basis::Open | Basis::EmployerSpecific) => return,
            Some(basis) => basis,
        };
        if counted && covering().all(|one| one.basis == basis) {
            let mut documents = timeline.documents.iter();
            match basis {
                Basis::Maintained => used.maintained_status = true,
                Basis::Exempt if !documents.any(|one| one.surely_gives_status(day)) => {
                    used.exempt_without_document = true;
                }
                _ => {}
            }
        }
        let after_studies = covering().filter(|one| one.basis == Basis::AfterStudies);
        let applied = after_studies.filter_map(|one| one.reach.possible);
        for applied in applied.map(Period::first) {
            if !self.after_studies_from.contains(&applied) {
                self.after_studies_from.push(applied);
            }
        }
        let since = covering().filter_map(|one| one.pending_since);
        if let Some(since) = since.map(|since| since.earliest).min() {
            let review = *self
                .review
                .get_or_insert_with(|| review(self.judging.question));
            used.long_pending |= since < review;
        }
    }

    /// Where 186(w) is used, also whether work under its study permit went beyond the off-campus limit before the application.
    fn finish(mut self, segments: &[Segment], lines: &Lines<'_>) -> Used {
        self.used.off_campus = self.after_studies_from.iter().any(|applied| {
            let since = self.judging.timeline().study_permit_since(*applied);
            let before = segments.iter().take_while(|one| one.day() < *applied);
            let mut under_it = before.filter(|one| since <= one.day());
            under_it.any(|one| self.is_beyond_off_campus_limit(one, lines))
        });
        self.used
    }

    /// Whether jobs under the study permit sum to more than the off-campus limit in force on the days.
    fn is_beyond_off_campus_limit(&self, segment: &Segment, lines: &Lines<'_>) -> bool {
        let jobs = &self.judging.jobs;
        let held = lines.of(segment);
        // What is worked abroad is not worked under a permit.
        let working = held.filter(|(_, line)| {
            line.authority == Authority::StudyPermit
                && !line.reasons.contains(&Reason::OutsideCanada)
        });
        let working = working.filter_map(|(job, _)| jobs.get(job as usize));
        let sum = working.fold(Hours::ZERO, |sum, job| sum.plus(&job.bounds.high));
        let law = self.judging.question.law;
        let limit = law.value_or_first(DatedKey::OffCampusHours, segment.day());
        limit.is_some_and(|limit| Hours::whole(i64::from(limit)) < sum)
    }
}

/// The day before which an application that is pending still was made long ago.
fn review(question: &Question<'_>) -> Day {
    let law = question.law;
    let months = law.value_or_first(DatedKey::PendingReviewMonths, question.day);
    question.as_of.minus_months(months.unwrap_or(0))
}

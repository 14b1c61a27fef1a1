//! Sums over the segments: hours within the cap, the ledger, and what the counted days rest on.

use crate::authorization::{Basis, Verdict};
use crate::calendar::{Day, Period};
use crate::experience::cap::{Claim, Share, share};
use crate::experience::job::Job;
use crate::experience::judged::{Judged, Judging, push_new};
use crate::experience::ledger::in_order;
use crate::experience::{Experience, LedgerLine, ThresholdSet, Treatment};
use crate::finding::Reason;
use crate::law::Hours;
use crate::provenance::Text;

/// The jobs that are counted or uncertain.
pub(crate) fn working<'a>(jobs: &'a [Job], judged: &[Judged]) -> Vec<(&'a Job, Treatment)> {
    judged
        .iter()
        .filter(|one| one.treatment != Treatment::Excluded)
        .filter_map(|one| Some((jobs.get(one.job)?, one.treatment)))
        .collect()
}

impl Judging<'_> {
    pub(crate) fn add_segment(&mut self, segment: Period, judged: Vec<Judged>) {
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
    pub(crate) fn shares(&self, judged: &[Judged]) -> Vec<Share> {
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
        let working = working(&self.jobs, judged);
        if !working.is_empty() {
            self.occupations.add(&working, days, &self.limits.cap);
        }
    }

    /// Jobs under the study permit that sum to more than the off-campus limit in force on the day.
    fn note_off_campus(&mut self, day: Day, judged: &[Judged]) {
        let under_study_permit =
            |one: &&Judged| one.verdict == Verdict::Unauthorized(Reason::StudyPermitWork);
        let jobs = judged
            .iter()
            .filter(under_study_permit)
            .filter_map(|one| self.jobs.get(one.job));
        let sum = jobs.fold(Hours::ZERO, |sum, job| sum.plus(&job.bounds.high));
        let limit = self
            .question
            .law
            .dated_or_first("off_campus_hours", day)
            .value;
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
            Basis::Maintained => used.maintained_status |= one.treatment == Treatment::Counted,
            Basis::AfterStudies => {
                let applied = authorization.reach.possible.map_or(day, Period::first);
                self.after_studies_from = Some(
                    self.after_studies_from
                        .map_or(applied, |first| first.min(applied)),
                );
            }
            Basis::Exempt if one.treatment == Treatment::Counted => {
                used.exempt_without_document |= !self
                    .timeline
                    .documents
                    .iter()
                    .any(|one| one.reach.surely(day));
            }
            Basis::Open
            | Basis::UnknownGap
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

    pub(crate) fn finish(mut self) -> Experience {
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

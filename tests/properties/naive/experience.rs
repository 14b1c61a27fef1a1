//! Every day of every job, at one assessed day under one edition: the gates, the shared cap, the two bounds.

use super::authorization::{Authorizations, Basis, Gate, Verdict};
use super::facts::{AbsenceReason, Facts, Job, JobKind};
use super::law::{self, Edition, Occupation, WEEKLY_CAP, is_physician, off_campus_limit};
use super::leave::{Leaves, abroad};
use super::values::{Answer, Day, Number, Reason, Span, add_months, at_most, number, show};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Treatment {
    Counted,
    Uncertain,
    Excluded,
}

/// One day of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOut {
    pub day: String,
    pub treatment: Treatment,
    pub reasons: Vec<Reason>,
    pub hours_counted: Number,
    pub hours_uncertain: Number,
    pub over_cap: Number,
}

/// Every day that a used employment record may cover, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordOut {
    /// From 1, in source order of the used records.
    pub record: usize,
    pub days: Vec<DayOut>,
}

/// Whether the public policy for physicians applies at the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Policy {
    Applies,
    DoesNot,
    Open,
}

/// Hours of one kind of work in the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    pub low: Number,
    pub high: Number,
}

#[derive(Clone, Debug)]
pub struct Experience {
    pub records: Vec<RecordOut>,
    pub counted: Number,
    /// Without the unlimited part that a set-aside employment row opens.
    pub possible: Number,
    /// Reasons of the uncertain days within the window, and of the excluded ones.
    pub uncertain_reasons: BTreeSet<Reason>,
    pub excluded_reasons: BTreeSet<Reason>,
    pub advisories: BTreeSet<&'static str>,
    pub assumptions: BTreeSet<&'static str>,
    /// Possible thresholds: the occupation with the most work, and the band with the most.
    pub thresholds: BTreeSet<u8>,
}

pub struct Judge<'a> {
    facts: &'a Facts,
    as_of: Day,
    authorizations: Authorizations<'a>,
    remembered: RefCell<BTreeMap<(usize, Day), Verdict>>,
}

struct Point<'a> {
    facts: &'a Facts,
    as_of: Day,
    window: Span,
    policy: Policy,
    occupations: Vec<Occupation>,
    spans: Vec<(Span, Span)>,
    leaves: Leaves<'a>,
}

struct Judged {
    treatment: Treatment,
    reasons: Vec<Reason>,
    low: Number,
    high: Number,
}

impl<'a> Judge<'a> {
    pub fn new(facts: &'a Facts, as_of: Day) -> Self {
        Self {
            facts,
            as_of,
            authorizations: Authorizations::of(facts),
            remembered: RefCell::default(),
        }
    }

    fn verdict(&self, job: usize, day: Day) -> Verdict {
        self.remembered
            .borrow_mut()
            .entry((job, day))
            .or_insert_with(|| {
                self.authorizations
                    .judge(&self.facts.jobs[job].employer, day)
            })
            .clone()
    }

    pub fn assess(&self, assessed: Day, edition: &Edition, policy: Policy) -> Experience {
        let facts = self.facts;
        let point = Point {
            facts,
            as_of: self.as_of,
            window: law::window(assessed),
            policy,
            occupations: facts
                .jobs
                .iter()
                .map(|job| law::occupation(edition, job.code.as_ref()))
                .collect(),
            spans: facts
                .jobs
                .iter()
                .map(|job| (job.start, job.end_by(self.as_of, assessed)))
                .collect(),
            leaves: Leaves::of(facts, self.as_of, assessed),
        };
        let mut out = Experience {
            records: (1..=facts.jobs.len())
                .map(|record| RecordOut {
                    record,
                    days: Vec::new(),
                })
                .collect(),
            counted: number(0),
            possible: number(0),
            uncertain_reasons: BTreeSet::new(),
            excluded_reasons: BTreeSet::new(),
            advisories: BTreeSet::new(),
            assumptions: BTreeSet::new(),
            thresholds: BTreeSet::new(),
        };
        let mut sums = Sums::new(&point.occupations);
        let mut counted_by_day: BTreeMap<Day, Number> = BTreeMap::new();
        let mut after_study: BTreeSet<(usize, Day, Day)> = BTreeSet::new();
        let first = point.spans.iter().map(|(start, _)| start.lo).min();
        let last = point.spans.iter().map(|(_, end)| end.hi).max();
        let days = match (first, last) {
            (Some(first), Some(last)) => first..=last,
            _ => Span::on(1).hi..=0,
        };
        for day in days {
            let judged = self.judge_day(&point, day);
            let shares = share_the_cap(&point.spans, &judged);
            for (job, verdict) in &judged {
                let (counted, uncertain, over) = &shares[job];
                out.records[*job].days.push(DayOut {
                    day: show(day),
                    treatment: verdict.treatment,
                    reasons: verdict.reasons.clone(),
                    hours_counted: counted.clone(),
                    hours_uncertain: uncertain.clone(),
                    over_cap: over.clone(),
                });
                let inside = point.window.lo <= day && day <= point.window.hi;
                if inside {
                    if point.occupations[*job].by_concordance {
                        out.advisories.insert("occupation_by_concordance");
                    }
                    match verdict.treatment {
                        Treatment::Counted => {}
                        Treatment::Uncertain => out.uncertain_reasons.extend(&verdict.reasons),
                        Treatment::Excluded => out.excluded_reasons.extend(&verdict.reasons),
                    }
                }
                out.counted += counted;
                out.possible += counted + uncertain;
                if *counted > number(0) {
                    *counted_by_day.entry(day).or_insert_with(|| number(0)) += counted;
                }
                if verdict.treatment != Treatment::Excluded {
                    self.note_advisories(*job, day, &mut out, &mut after_study);
                }
                if verdict.treatment == Treatment::Counted {
                    self.note_assumptions(*job, day, &mut out);
                }
            }
            let nothing = judged
                .values()
                .all(|one| one.treatment == Treatment::Excluded);
            if !nothing {
                sums.add(&point.occupations, &judged);
            }
        }
        if facts.has_studies_table
            && !facts.has_study_row
            && !facts.permits.iter().any(|permit| permit.is_study_permit)
        {
            out.assumptions.insert("no_study_records");
        }
        if self.exceeded_off_campus(&after_study) {
            out.advisories.insert("off_campus_hours");
        }
        let required = number(law::REQUIRED_HOURS);
        if out.counted >= required {
            if counted_by_day.len() < 365 {
                out.advisories.insert("one_year_margin");
            }
            let later = law::window(assessed + 90);
            let leaving: Number = counted_by_day
                .iter()
                .filter(|(day, _)| **day < later.lo)
                .map(|(_, hours)| hours)
                .sum();
            if &out.counted - leaving < required {
                out.advisories.insert("hours_leaving_window");
            }
        }
        out.thresholds = if facts.employment_open {
            BTreeSet::from([law::THRESHOLD_LOWER, law::THRESHOLD_UPPER])
        } else {
            sums.thresholds()
        };
        out
    }

    /// Every record that may cover the day, in source order.
    fn judge_day(&self, point: &Point<'_>, day: Day) -> BTreeMap<usize, Judged> {
        let mut judged: BTreeMap<usize, Judged> = BTreeMap::new();
        for (index, job) in self.facts.jobs.iter().enumerate() {
            let (start, end) = point.spans[index];
            if day < start.lo || day > end.hi {
                continue;
            }
            let mut fails: Vec<Reason> = Vec::new();
            let mut unknown: Vec<Reason> = Vec::new();
            let mut take = |(failing, open): (Vec<Reason>, Vec<Reason>)| {
                fails.extend(failing);
                unknown.extend(open);
            };
            take(gate_record_covers(start, end, day));
            take(gate_window(point, day));
            take(gate_already_worked(point, day));
            take(gate_in_canada(point, job, day));
            take(gate_paid(job));
            take(gate_employee(point, job));
            take(self.gate_study(day));
            let verdict = self.verdict(index, day);
            take(from_gate(verdict.authorized));
            take(from_gate(verdict.status));
            take(match &point.occupations[index].eligible {
                Answer::Yes => pass(),
                Answer::No => fail("occupation_not_eligible"),
                Answer::Open(_) => doubt("occupation_unknown"),
            });
            take(point.leaves.gate(&job.employer, day));
            take(match job.rate {
                Some(_) => pass(),
                None => doubt("hours_unknown"),
            });
            let earlier = judged.iter().any(|(other, verdict)| {
                self.facts.jobs[*other].employer == job.employer
                    && verdict.treatment != Treatment::Excluded
            });
            take(if earlier {
                doubt("duplicate_record_possible")
            } else {
                pass()
            });
            let mut treatment = if !fails.is_empty() {
                Treatment::Excluded
            } else if !unknown.is_empty() {
                Treatment::Uncertain
            } else {
                Treatment::Counted
            };
            if treatment == Treatment::Counted && self.facts.counted_open {
                treatment = Treatment::Uncertain;
                unknown.push("record_set_aside");
            }
            let mut reasons: Vec<Reason> = Vec::new();
            for reason in fails.into_iter().chain(unknown) {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
            let (low, high) = match (&job.rate, treatment) {
                (_, Treatment::Excluded) => (number(0), number(0)),
                (None, _) => (number(0), number(WEEKLY_CAP)),
                (Some((_, high)), Treatment::Uncertain) => (number(0), high.clone()),
                (Some((low, high)), Treatment::Counted) => (low.clone(), high.clone()),
            };
            judged.insert(
                index,
                Judged {
                    treatment,
                    reasons,
                    low,
                    high,
                },
            );
        }
        judged
    }

    fn gate_study(&self, day: Day) -> (Vec<Reason>, Vec<Reason>) {
        let on = Span::on(day);
        let mut doubts: BTreeSet<Reason> = BTreeSet::new();
        for study in &self.facts.studies {
            let covers = at_most(study.start, on).and(|| match study.completed {
                Some(completed) => at_most(on, completed),
                None => Answer::Yes,
            });
            let full_time = match study.full_time {
                Some(full_time) => Answer::of(full_time),
                None => Answer::open("study_status_unknown"),
            };
            match covers.and(|| full_time) {
                Answer::Yes => return fail("full_time_study"),
                Answer::No => {}
                Answer::Open(reasons) => doubts.extend(reasons),
            }
        }
        let begun = Answer::any(
            self.facts
                .studies
                .iter()
                .map(|study| at_most(study.start, on)),
        );
        let unexplained = self
            .authorizations
            .study_permit(on)
            .and(|| begun.not())
            .and(|| Answer::open("study_status_unknown"));
        if let Answer::Open(reasons) = unexplained {
            // A permit without an end might be valid: that is an unknown of this gate.
            doubts.extend(reasons.into_iter().map(|reason| match reason {
                "authorization_unknown" => "study_status_unknown",
                other => other,
            }));
        }
        let order = ["study_status_unknown", "date_imprecise"];
        let doubts = order
            .into_iter()
            .filter(|reason| doubts.contains(reason))
            .collect();
        (Vec::new(), doubts)
    }

    /// What the authorization of a day that is not excluded gives to know.
    fn note_advisories(
        &self,
        job: usize,
        day: Day,
        out: &mut Experience,
        after_study: &mut BTreeSet<(usize, Day, Day)>,
    ) {
        let passing = self.verdict(job, day).passing;
        // With a permit in hand neither an application nor 186(w) is used.
        let in_hand = passing.iter().any(|basis| {
            matches!(basis, Basis::Row(row) if matches!(self.facts.permits[*row].class, super::facts::Class::Open | super::facts::Class::Closed))
        });
        for basis in passing {
            let row = match basis {
                // An undecided interim authorization rests on the application that it came with.
                Basis::Row(row) => {
                    let permit = &self.facts.permits[row];
                    let undecided = permit.decided.is_none()
                        && (!permit.decision_is_written
                            || permit.decision == super::facts::Decision::Pending);
                    if permit.class == super::facts::Class::Interim
                        && !in_hand
                        && undecided
                        && permit
                            .applied
                            .is_some_and(|applied| add_months(applied.lo, 12) < self.as_of)
                    {
                        out.advisories.insert("pending_over_a_year");
                    }
                    continue;
                }
                Basis::Maintained(row) => row,
                Basis::AfterStudy(row, study_permit) => {
                    if !in_hand {
                        after_study.insert((row, study_permit.lo, study_permit.hi));
                    }
                    row
                }
            };
            let application = &self.facts.permits[row];
            let applied = application.applied.expect("an application");
            let pending = application.decision == super::facts::Decision::Pending;
            if pending && !in_hand && add_months(applied.lo, 12) < self.as_of {
                out.advisories.insert("pending_over_a_year");
            }
        }
    }

    fn note_assumptions(&self, job: usize, day: Day, out: &mut Experience) {
        let verdict = self.verdict(job, day);
        let only = |wanted: &dyn Fn(&Basis) -> bool| verdict.passing.iter().all(wanted);
        if !self.facts.has_absences_table && only(&|basis| matches!(basis, Basis::Maintained(_))) {
            out.assumptions.insert("no_absence_records");
        }
        let exempt = only(&|basis| {
            matches!(basis, Basis::Row(row)
                if self.facts.permits[*row].class == super::facts::Class::Exempt)
        });
        if exempt && !verdict.has_status_document {
            out.assumptions.insert("exempt_status_documents");
        }
        if self.facts.jobs[job].end_is_blank {
            out.assumptions.insert("ongoing_by_blank_end");
        }
    }

    /// On some day of the study permit before the application, student work went beyond the limit.
    fn exceeded_off_campus(&self, after_study: &BTreeSet<(usize, Day, Day)>) -> bool {
        after_study.iter().any(|(row, from, to)| {
            let applied = self.facts.permits[*row].applied.expect("an application");
            let from = self.authorizations.study_permit_since(*from);
            (from..applied.hi.min(*to + 1)).any(|day| {
                let Some(limit) = off_campus_limit(day) else {
                    return false;
                };
                let hours: Number = self
                    .facts
                    .jobs
                    .iter()
                    .enumerate()
                    .filter(|(_, job)| {
                        job.start.lo <= day && day <= job.end_by(self.as_of, self.as_of).hi
                    })
                    .filter(|(index, job)| {
                        let abroad = job.country == Some(false) && job.province != Some(true);
                        !abroad && self.verdict(*index, day).uncovered == Some("study_permit_work")
                    })
                    .map(|(_, job)| match &job.rate {
                        Some((_, high)) => high.clone(),
                        None => number(WEEKLY_CAP),
                    })
                    .sum();
                hours > limit
            })
        })
    }
}

type Reasons = (Vec<Reason>, Vec<Reason>);

fn pass() -> Reasons {
    (Vec::new(), Vec::new())
}

fn fail(reason: Reason) -> Reasons {
    (vec![reason], Vec::new())
}

fn doubt(reason: Reason) -> Reasons {
    (Vec::new(), vec![reason])
}

fn from_gate(gate: Gate) -> Reasons {
    match gate {
        Gate::Pass => pass(),
        Gate::Unknown(reasons) => (Vec::new(), reasons),
        Gate::Fail(reasons) => (reasons, Vec::new()),
    }
}

fn gate_record_covers(start: Span, end: Span, day: Day) -> Reasons {
    if start.hi <= day && day <= end.lo {
        pass()
    } else {
        doubt("date_imprecise")
    }
}

fn gate_window(point: &Point<'_>, day: Day) -> Reasons {
    if point.window.lo <= day && day <= point.window.hi {
        pass()
    } else {
        fail("outside_window")
    }
}

fn gate_already_worked(point: &Point<'_>, day: Day) -> Reasons {
    if day < point.as_of {
        pass()
    } else {
        doubt("not_yet_worked")
    }
}

fn gate_in_canada(point: &Point<'_>, job: &Job, day: Day) -> Reasons {
    let mut fails = Vec::new();
    let mut unknown = Vec::new();
    match (job.country, job.province) {
        (Some(true), _) | (None, Some(true)) => {}
        (Some(false), Some(true)) | (None, _) => unknown.push("location_unknown"),
        (Some(false), _) => fails.push("outside_canada"),
    }
    let mut doubts = BTreeSet::new();
    for absence in &point.facts.absences {
        let away = abroad(absence, Span::on(day));
        let answer = match absence.reason {
            AbsenceReason::PaidVacation => Answer::No,
            AbsenceReason::Other => away,
            AbsenceReason::Unknown => away.and(|| Answer::open("location_unknown")),
        };
        match answer {
            Answer::Yes => fails.push("absent_from_canada"),
            Answer::No => {}
            Answer::Open(reasons) => doubts.extend(reasons),
        }
    }
    unknown.extend(
        doubts
            .contains("location_unknown")
            .then_some("location_unknown"),
    );
    unknown.extend(
        doubts
            .contains("date_imprecise")
            .then_some("date_imprecise"),
    );
    if fails.is_empty() {
        (fails, unknown)
    } else {
        (fails, Vec::new())
    }
}

fn gate_paid(job: &Job) -> Reasons {
    match job.paid {
        Some(true) => pass(),
        Some(false) => fail("unpaid"),
        None => doubt("pay_unknown"),
    }
}

fn gate_employee(point: &Point<'_>, job: &Job) -> Reasons {
    match job.kind {
        JobKind::Employee => pass(),
        JobKind::Intern if job.paid == Some(false) => fail("unpaid"),
        JobKind::Intern => pass(),
        JobKind::Volunteer => fail("unpaid"),
        JobKind::CoOp => fail("co_op_work"),
        JobKind::Unknown => doubt("employment_type_unknown"),
        JobKind::SelfEmployed | JobKind::PublicPhysician => {
            let physician = job.code.as_ref().map(is_physician);
            match (point.policy, physician) {
                (Policy::DoesNot, _) | (_, Some(false)) => fail("self_employed"),
                (Policy::Applies, Some(true)) if job.kind == JobKind::PublicPhysician => pass(),
                (Policy::Applies | Policy::Open, _) => doubt("physician_public_policy"),
            }
        }
    }
}

/// Hours of the day: counted, uncertain, over the cap. Counted hours take their share first.
fn share_the_cap(
    spans: &[(Span, Span)],
    judged: &BTreeMap<usize, Judged>,
) -> BTreeMap<usize, (Number, Number, Number)> {
    let mut order: Vec<usize> = judged.keys().copied().collect();
    order.sort_by_key(|job| (spans[*job].0.lo, *job));
    let mut left = number(WEEKLY_CAP);
    let mut counted = BTreeMap::new();
    for job in &order {
        let takes = judged[job].low.clone().min(left.clone());
        left -= &takes;
        counted.insert(*job, takes);
    }
    let mut shares = BTreeMap::new();
    for job in &order {
        let asks = &judged[job].high - &judged[job].low;
        let takes = asks.min(left.clone());
        left -= &takes;
        let counted = counted[job].clone();
        let over = &judged[job].high - &counted - &takes;
        let week = number(7);
        shares.insert(*job, (counted / &week, takes / &week, over / &week));
    }
    shares
}

/// What tells an occupation apart; an unknown one is told apart by its record.
type OccupationKey = Result<law::Code, usize>;

/// Hours by occupation and by band, each capped by itself.
struct Sums {
    keys: Vec<OccupationKey>,
    by_occupation: BTreeMap<OccupationKey, (Bounds, law::Bands)>,
    upper: Bounds,
    lower: Bounds,
}

impl Sums {
    fn new(occupations: &[Occupation]) -> Self {
        let keys: Vec<OccupationKey> = occupations
            .iter()
            .enumerate()
            .map(|(job, occupation)| occupation.key.clone().ok_or(job))
            .collect();
        let mut by_occupation: BTreeMap<OccupationKey, (Bounds, law::Bands)> = BTreeMap::new();
        for (key, occupation) in keys.iter().zip(occupations) {
            let bands = &mut by_occupation
                .entry(key.clone())
                .or_insert_with(|| (Bounds::default(), occupation.bands))
                .1;
            bands.upper |= occupation.bands.upper;
            bands.lower |= occupation.bands.lower;
        }
        Self {
            keys,
            by_occupation,
            upper: Bounds::default(),
            lower: Bounds::default(),
        }
    }

    fn add(&mut self, occupations: &[Occupation], judged: &BTreeMap<usize, Judged>) {
        let capped = |hours: Number| hours.min(number(WEEKLY_CAP)) / number(7);
        let sum = |wanted: &dyn Fn(usize) -> bool, high: bool| -> Number {
            judged
                .iter()
                .filter(|(job, _)| wanted(**job))
                .map(|(_, one)| if high { &one.high } else { &one.low })
                .sum()
        };
        for (key, (bounds, _)) in &mut self.by_occupation {
            let of_it = |job: usize| self.keys[job] == *key;
            bounds.low += capped(sum(&of_it, false));
            bounds.high += capped(sum(&of_it, true));
        }
        let bands = |job: usize| occupations[job].bands;
        self.upper.low += capped(sum(&|job| bands(job).upper && !bands(job).lower, false));
        self.upper.high += capped(sum(&|job| bands(job).upper, true));
        self.lower.low += capped(sum(&|job| bands(job).lower && !bands(job).upper, false));
        self.lower.high += capped(sum(&|job| bands(job).lower, true));
    }

    fn thresholds(&self) -> BTreeSet<u8> {
        let mut set = BTreeSet::new();
        let mut admit = |bands: law::Bands| {
            if bands.upper {
                set.insert(law::THRESHOLD_UPPER);
            }
            if bands.lower {
                set.insert(law::THRESHOLD_LOWER);
            }
        };
        for (key, (bounds, bands)) in &self.by_occupation {
            let reaches_all = self
                .by_occupation
                .iter()
                .filter(|(other, _)| *other != key)
                .all(|(_, (other, _))| bounds.high >= other.low);
            if bounds.high > number(0) && reaches_all {
                admit(*bands);
            }
        }
        if self.upper.high > number(0) && self.upper.high >= self.lower.low {
            admit(law::Bands {
                upper: true,
                lower: false,
            });
        }
        if self.lower.high > number(0) && self.lower.high >= self.upper.low {
            admit(law::Bands {
                upper: false,
                lower: true,
            });
        }
        if set.is_empty() {
            return BTreeSet::from([law::THRESHOLD_LOWER, law::THRESHOLD_UPPER]);
        }
        set
    }
}

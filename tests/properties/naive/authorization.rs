//! Gates 7 and 8: was the job authorized on the day, and did the person hold temporary resident status?
//!
//! Nothing is normalized into a timeline here: every question is put again to the permit rows for each day.

use super::facts::{Absence, Class, Decision, Facts, Permit, Study};
use super::law::DAYS_AFTER_STUDIES;
use super::names::{Likeness, likeness};
use super::values::{Answer, Day, Reason, Span, at_most, before};
use std::collections::BTreeSet;

use Answer::{No, Open, Yes};

/// What a passing authorization rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A permit row, or exempt work, or an interim authorization: by its row.
    Row(usize),
    /// 186(u), on the application of this row.
    Maintained(usize),
    /// 186(w), on the application of this row, within the validity of a study permit.
    AfterStudy(usize, Span),
}

/// The state of a gate on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    Pass,
    Unknown(Vec<Reason>),
    Fail(Vec<Reason>),
}

#[derive(Clone, Debug)]
pub struct Verdict {
    pub authorized: Gate,
    pub status: Gate,
    /// Everything that surely authorizes the job on the day.
    pub passing: Vec<Basis>,
    /// Why nothing covers the job, if nothing does or might but for rows that were set aside.
    pub uncovered: Option<Reason>,
    /// A visitor record, permit or the like is surely valid on the day.
    pub has_status_document: bool,
}

/// Adjacent or overlapping permits of one class and employer, as one.
#[derive(Clone, Debug)]
struct Merged {
    rows: Vec<usize>,
    class: Class,
    employer: Option<String>,
    from: Span,
    /// `None`: a permit of them has no recorded end. Only study permits are merged with such a one.
    to: Option<Span>,
}

impl Merged {
    fn end(&self) -> Span {
        self.to.expect("work permits without an end are not merged")
    }
}

pub struct Authorizations<'a> {
    facts: &'a Facts,
    /// Work permits that can be the P of maintained status.
    work: Ways<Vec<Merged>>,
    /// Study permits likewise: from, to.
    study: Ways<Vec<(Span, Option<Span>)>>,
}

/// The ways in which permits may be merged: without and with those whose decision cannot be read; of each, where they surely touch, and
/// where they might.
type Ways<T> = [[T; 2]; 2];

impl<'a> Authorizations<'a> {
    pub fn of(facts: &'a Facts) -> Self {
        let merged = |wanted: &dyn Fn(&Permit) -> bool, only_readable: bool, sure: bool| {
            let mut rows: Vec<usize> = (0..facts.permits.len())
                .filter(|row| {
                    let permit = &facts.permits[*row];
                    let granted = permit.decision == Decision::Approved
                        || (!only_readable && permit.decision == Decision::Unreadable);
                    let has_end = permit.to.is_some() || permit.is_study_permit;
                    wanted(permit) && granted && permit.from.is_some() && has_end
                })
                .collect();
            let days = |row: usize| {
                let permit = &facts.permits[row];
                in_order_of_days(permit.from.expect("from"), permit.to)
            };
            rows.sort_by_key(|row| {
                let (from, to) = days(*row);
                (from, to.is_none(), to)
            });
            let mut groups: Vec<Merged> = Vec::new();
            for row in rows {
                let permit = &facts.permits[row];
                let (from, to) = days(row);
                // Any employer: what an open permit says about an employer does not part two of them.
                let employer = (permit.class == Class::Closed)
                    .then(|| permit.employer.clone())
                    .flatten();
                let mut merged = Merged {
                    rows: vec![row],
                    class: permit.class,
                    employer,
                    from,
                    to,
                };
                let (touching, apart): (Vec<Merged>, Vec<Merged>) =
                    groups.into_iter().partition(|group| {
                        let touches = match group.to {
                            None => true,
                            Some(end) if sure => from.hi <= end.lo + 1,
                            Some(end) => from.lo <= end.hi + 1,
                        };
                        group.class == merged.class && group.employer == merged.employer && touches
                    });
                // All that it touches are one with it.
                for group in touching {
                    merged.rows.extend(group.rows);
                    merged.to = merged.to.zip(group.to).map(|(one, other)| Span {
                        lo: one.lo.max(other.lo),
                        hi: one.hi.max(other.hi),
                    });
                    merged.from = Span {
                        lo: merged.from.lo.min(group.from.lo),
                        hi: merged.from.hi.min(group.from.hi),
                    };
                }
                groups = apart;
                groups.push(merged);
            }
            groups
        };
        let is_base = |permit: &Permit| matches!(permit.class, Class::Open | Class::Closed);
        let is_study = |permit: &Permit| permit.is_study_permit;
        let studies = |only_readable, sure| {
            let groups = merged(&is_study, only_readable, sure).into_iter();
            groups.map(|group| (group.from, group.to)).collect()
        };
        Self {
            facts,
            work: [true, false]
                .map(|readable| [true, false].map(|sure| merged(&is_base, readable, sure))),
            study: [true, false].map(|readable| [true, false].map(|sure| studies(readable, sure))),
        }
    }

    pub fn judge(&self, employer: &str, day: Day) -> Verdict {
        let on = Span::on(day);
        let mut passing = Vec::new();
        let mut doubts: BTreeSet<Reason> = BTreeSet::new();
        let mut other_than_refugee = No;
        let mut refugee = No;
        let mut names_an_employer = false;

        for (row, permit) in self.facts.permits.iter().enumerate() {
            let named = |name: &Option<String>| match name {
                Some(name) => same_employer(name, employer),
                None => Answer::open("authorization_unknown"),
            };
            let (timing, who) = match permit.class {
                Class::Open | Class::Refugee => (valid(permit, on), Yes),
                Class::Closed => (valid(permit, on), named(&permit.employer)),
                Class::Interim => (interim(permit, on), named(&permit.employer)),
                Class::Exempt if permit.employer.is_none() => (valid(permit, on), Yes),
                Class::Exempt => (valid(permit, on), named(&permit.employer)),
                Class::CoOp | Class::Study | Class::Status => continue,
            };
            if permit.employer.is_some()
                && matches!(permit.class, Class::Closed | Class::Interim | Class::Exempt)
                && !timing.is_no()
            {
                names_an_employer = true;
            }
            let answer = timing.and(|| who);
            if answer.is_yes() {
                passing.push(Basis::Row(row));
            }
            if let Open(reasons) = &answer {
                doubts.extend(reasons);
            }
            if permit.class == Class::Refugee {
                refugee = refugee.or(|| answer);
            } else {
                other_than_refugee = other_than_refugee.or(|| answer);
            }
        }

        let mut further = |answer: Answer, bases: Vec<Basis>| {
            match &answer {
                Yes => passing.extend(bases),
                Open(reasons) => doubts.extend(reasons),
                No => {}
            }
            other_than_refugee = other_than_refugee.clone().or(|| answer);
        };
        let (answer, bases, named) = self.maintained(employer, on);
        names_an_employer |= named;
        further(answer, bases);
        let (answer, bases) = self.after_studies(on);
        // A study permit set aside may have been that of later studies.
        let rests_on_studies = answer.is_yes() && self.facts.study_permits_open;
        further(answer, bases);
        further(
            self.permit_after_studies_without_application(on),
            Vec::new(),
        );
        further(self.unknown_gap(employer, on), Vec::new());

        let uncovered =
            (passing.is_empty() && doubts.is_empty()).then(|| self.why_not(names_an_employer, on));
        if self.facts.permits_open {
            doubts.insert("record_set_aside");
        }
        let is_else = |basis: &Basis| match basis {
            Basis::AfterStudy(..) => false,
            Basis::Row(row) => self.facts.permits[*row].class != Class::Refugee,
            Basis::Maintained(_) => true,
        };
        let authorized = if rests_on_studies && !passing.iter().any(is_else) {
            Gate::Unknown(vec!["record_set_aside"])
        } else if !passing.is_empty() {
            Gate::Pass
        } else if !doubts.is_empty() {
            Gate::Unknown(in_order(&doubts))
        } else {
            Gate::Fail(vec![self.why_not(names_an_employer, on)])
        };
        Verdict {
            authorized,
            status: self.status(&refugee, &other_than_refugee, on),
            passing,
            uncovered,
            has_status_document: self.document(on).is_yes(),
        }
    }

    /// The reason of a failure, by the printed dates of what covers the day.
    fn why_not(&self, names_an_employer: bool, on: Span) -> Reason {
        let covered_by = |class: Class| {
            self.facts
                .permits
                .iter()
                .any(|permit| permit.class == class && !valid(permit, on).is_no())
        };
        if covered_by(Class::CoOp) {
            "co_op_work"
        } else if covered_by(Class::Study) {
            "study_permit_work"
        } else if names_an_employer {
            "wrong_employer"
        } else {
            "not_authorized"
        }
    }

    /// A document other than a refugee claimant's work permit that gives temporary resident status.
    fn document(&self, on: Span) -> Answer {
        Answer::any(
            self.facts
                .permits
                .iter()
                .filter(|permit| {
                    matches!(
                        permit.class,
                        Class::Open | Class::Closed | Class::CoOp | Class::Study | Class::Status
                    )
                })
                .map(|permit| valid(permit, on).and(|| self.is_not_over(permit, on))),
        )
    }

    /// A study permit is over 90 days after the last full-time completion within its validity, whatever is printed (s. 222(1)(a)): from
    /// then on it is open whether it gives status.
    fn is_not_over(&self, permit: &Permit, on: Span) -> Answer {
        if permit.class != Class::Study {
            return Yes;
        }
        let completions = self.facts.studies.iter().filter_map(|study| {
            let completed = study.completed?;
            let ends = valid(permit, completed).and(|| full_time(study));
            (!ends.is_no()).then_some((ends.is_yes(), completed.lo))
        });
        let completions: Vec<(bool, Day)> = completions.collect();
        let sure = completions
            .iter()
            .filter(|(sure, _)| *sure)
            .map(|(_, day)| *day);
        let last = sure
            .max()
            .or_else(|| completions.iter().map(|(_, day)| *day).min());
        match last {
            Some(last) if on.hi > last + DAYS_AFTER_STUDIES => {
                Answer::open("authorization_unknown")
            }
            _ => Yes,
        }
    }

    fn status(&self, refugee: &Answer, other: &Answer, on: Span) -> Gate {
        if !refugee.is_yes() {
            return Gate::Pass;
        }
        let mut doubts = BTreeSet::new();
        match other.clone().or(|| self.document(on)) {
            Yes => return Gate::Pass,
            No => {}
            Open(_) => {
                doubts.insert("authorization_unknown");
            }
        }
        if self.facts.permits_open {
            doubts.insert("record_set_aside");
        }
        if doubts.is_empty() {
            Gate::Fail(vec!["no_temporary_resident_status"])
        } else {
            Gate::Unknown(in_order(&doubts))
        }
    }

    /// Applications for an open or employer-specific work permit.
    fn applications(&self) -> impl Iterator<Item = (usize, &Permit, Span)> {
        self.facts
            .permits
            .iter()
            .enumerate()
            .filter(|(_, permit)| matches!(permit.class, Class::Open | Class::Closed))
            .filter_map(|(row, permit)| permit.applied.map(|applied| (row, permit, applied)))
    }

    /// 186(u). Also says whether it names an employer on the day.
    fn maintained(&self, employer: &str, on: Span) -> (Answer, Vec<Basis>, bool) {
        let mut named = false;
        let mut bases = Vec::new();
        let mut answers = Vec::new();
        for (scenario, groups) in self.work.iter().flatten().enumerate() {
            let mut answer = No;
            for base in groups {
                for (row, application, applied) in self.applications() {
                    let starts_after = match (application.decision, application.from) {
                        (Decision::Approved, Some(from)) => before(base.end(), from),
                        _ => Yes,
                    };
                    let timing = self
                        .stays(base.end(), on)
                        .and(|| at_most(base.from, applied))
                        .and(|| at_most(applied, base.end()))
                        .and(|| starts_after)
                        .and(|| still_undecided(application, on));
                    named |= base.employer.is_some() && !timing.is_no();
                    let one = timing.and(|| on_conditions_of(base, employer));
                    if one.is_yes() && scenario == 0 {
                        bases.push(Basis::Maintained(row));
                    }
                    answer = answer.or(|| one);
                }
            }
            answers.push(answer);
        }
        (Self::whichever(&answers), bases, named)
    }

    /// The same in all ways to merge, or open.
    fn whichever(answers: &[Answer]) -> Answer {
        let [readable, readable_perhaps, all, all_perhaps]: &[Answer; 4] =
            answers.try_into().expect("the ways to merge");
        let mut reasons = BTreeSet::new();
        if (readable, readable_perhaps) != (all, all_perhaps) {
            reasons.insert("authorization_unknown");
        }
        if readable != readable_perhaps || all != all_perhaps {
            reasons.insert("date_imprecise");
        }
        if reasons.is_empty() {
            return all.clone();
        }
        for answer in answers {
            if let Open(more) = answer {
                reasons.extend(more);
            }
        }
        Open(reasons)
    }

    /// The day comes after the end, and the person has been in Canada since: by each reading of the end.
    fn stays(&self, end: Span, on: Span) -> Answer {
        let mut answers = (end.lo..=end.hi).map(|end| {
            let end = Span::on(end);
            before(end, on).and(|| self.has_left(end, on).not())
        });
        let first = answers.next().expect("a reading");
        answers.fold(first, |all, one| match (all, one) {
            (all, one) if all == one => all,
            _ => Answer::open("date_imprecise"),
        })
    }

    /// Whether the person was abroad on the day after `end`, or left since then.
    fn has_left(&self, end: Span, on: Span) -> Answer {
        Answer::any(self.facts.absences.iter().map(|absence: &Absence| {
            at_most(absence.left, on).and(|| {
                before(end, absence.left).or(|| match absence.returned {
                    None => Yes,
                    Some(returned) => before(end.plus(1), returned),
                })
            })
        }))
    }

    /// A completion of full-time studies within a study permit, and the last such.
    fn completes(&self, study: &Study, from: Span, to: Option<Span>) -> Answer {
        let within = |completed: Span| at_most(from, completed).and(|| by_end(completed, to));
        let Some(completed) = study.completed else {
            return No;
        };
        let later = Answer::any(self.facts.studies.iter().map(|other| {
            match other.completed {
                // However imprecise, a completion is no later than itself.
                _ if std::ptr::eq(study, other) => No,
                None => No,
                Some(later) => before(completed, later)
                    .and(|| within(later))
                    .and(|| full_time(other)),
            }
        }));
        full_time(study)
            .and(|| within(completed))
            .and(|| later.not())
    }

    /// 186(w).
    fn after_studies(&self, on: Span) -> (Answer, Vec<Basis>) {
        let mut bases = Vec::new();
        let mut answers = Vec::new();
        for (scenario, permits) in self.study.iter().flatten().enumerate() {
            let mut answer = No;
            for (from, to) in permits {
                for study in &self.facts.studies {
                    let Some(completed) = study.completed else {
                        continue;
                    };
                    for (row, application, applied) in self.applications() {
                        let one = self
                            .completes(study, *from, *to)
                            .and(|| at_most(completed, applied))
                            .and(|| by_end(applied, *to))
                            .and(|| at_most(applied, completed.plus(DAYS_AFTER_STUDIES)))
                            .and(|| at_most(applied, on))
                            .and(|| still_undecided(application, on));
                        if one.is_yes() && scenario == 0 {
                            let until = to.map_or(completed.hi, |to| to.hi);
                            let study_permit = Span {
                                lo: from.lo,
                                hi: until,
                            };
                            bases.push(Basis::AfterStudy(row, study_permit));
                        }
                        answer = answer.or(|| one);
                    }
                }
            }
            answers.push(answer);
        }
        (Self::whichever(&answers), bases)
    }

    /// The first day of the study permit of a day, in the way to merge that makes it begin first.
    pub fn study_permit_since(&self, day: Day) -> Day {
        let all = self.study.iter().flatten().flatten();
        let holds_it =
            |from: &Span, to: &Option<Span>| from.lo <= day && to.is_none_or(|to| day <= to.hi);
        all.filter(|(from, to)| holds_it(from, to))
            .map(|(from, _)| from.lo)
            .min()
            .unwrap_or(day)
    }

    /// The commonest file: the permit that follows the studies has no application date.
    fn permit_after_studies_without_application(&self, on: Span) -> Answer {
        let mut answers = Vec::new();
        for permits in self.study.iter().flatten() {
            let mut answer = No;
            for (from, to) in permits {
                for study in &self.facts.studies {
                    let Some(completed) = study.completed else {
                        continue;
                    };
                    for (row, next) in self.starting_permits() {
                        if self.facts.permits[row].applied.is_some() {
                            continue;
                        }
                        let one = self
                            .completes(study, *from, *to)
                            .and(|| at_most(completed, on))
                            .and(|| before(on, next))
                            .and(|| self.is_next(row, completed, &[]))
                            .and(|| Answer::open("authorization_unknown"));
                        answer = answer.or(|| one);
                    }
                }
            }
            answers.push(answer);
        }
        Self::whichever(&answers)
    }

    /// Open and employer-specific permits with the day they start.
    fn starting_permits(&self) -> impl Iterator<Item = (usize, Span)> {
        self.facts
            .permits
            .iter()
            .enumerate()
            .filter(|(_, permit)| {
                matches!(permit.class, Class::Open | Class::Closed)
                    && matches!(permit.decision, Decision::Approved | Decision::Unreadable)
            })
            .filter_map(|(row, permit)| Some((row, in_order_of_days(permit.from?, permit.to).0)))
    }

    /// Whether the permit of a row is the first to start after a day, but for those that end on it.
    fn is_next(&self, row: usize, after: Span, ending: &[usize]) -> Answer {
        let starts = || self.starting_permits();
        let (_, start) = starts().find(|(one, _)| *one == row).expect("a start");
        before(after, start).and(|| {
            Answer::any(
                starts()
                    .filter(|(other, _)| *other != row && !ending.contains(other))
                    .map(|(_, other)| before(after, other).and(|| before(other, start))),
            )
            .not()
        })
    }

    /// The gap before a permit of which it is not known when it was applied for.
    fn unknown_gap(&self, employer: &str, on: Span) -> Answer {
        let mut answers = Vec::new();
        for groups in self.work.iter().flatten() {
            let mut answer = No;
            for base in groups {
                let covered = Answer::any(
                    self.facts
                        .permits
                        .iter()
                        .enumerate()
                        .filter(|(row, permit)| {
                            let is_work_permit = matches!(
                                permit.class,
                                Class::Open | Class::Closed | Class::CoOp | Class::Refugee
                            );
                            is_work_permit && !base.rows.contains(row)
                        })
                        .map(|(_, permit)| valid(permit, base.end().plus(1))),
                );
                for (row, next) in self.starting_permits() {
                    if self.facts.permits[row].applied.is_some() || base.rows.contains(&row) {
                        continue;
                    }
                    let one = self
                        .stays(base.end(), on)
                        .and(|| before(on, next))
                        .and(|| self.is_next(row, base.end(), &base.rows))
                        .and(|| covered.clone().not())
                        .and(|| on_conditions_of(base, employer))
                        .and(|| Answer::open("maintained_status_unknown"));
                    answer = answer.or(|| one);
                }
            }
            answers.push(answer);
        }
        Self::whichever(&answers)
    }

    /// A study permit is valid on the day (a blank end leaves it open).
    pub fn study_permit(&self, on: Span) -> Answer {
        Answer::any(
            self.facts
                .permits
                .iter()
                .filter(|permit| permit.is_study_permit)
                .map(|permit| valid(permit, on)),
        )
    }
}

fn full_time(study: &Study) -> Answer {
    match study.full_time {
        Some(full_time) => Answer::of(full_time),
        None => Answer::open("authorization_unknown"),
    }
}

/// A permit as printed. A blank end leaves every day from its start open.
fn valid(permit: &Permit, on: Span) -> Answer {
    let Some(from) = permit.from else {
        return No;
    };
    let granted = match permit.decision {
        Decision::Approved => Yes,
        Decision::Unreadable => Answer::open("authorization_unknown"),
        Decision::Refused | Decision::Withdrawn | Decision::Pending => No,
    };
    granted
        .and(|| at_most(from, on))
        .and(|| by_end(on, permit.to))
}

/// The first and the last day of a permit, by the readings by which the last does not come before the first.
fn in_order_of_days(from: Span, to: Option<Span>) -> (Span, Option<Span>) {
    let Some(to) = to else {
        return (from, None);
    };
    let first = Span {
        lo: from.lo,
        hi: from.hi.min(to.hi),
    };
    let last = Span {
        lo: to.lo.max(from.lo),
        hi: to.hi,
    };
    (first, Some(last))
}

fn by_end(day: Span, end: Option<Span>) -> Answer {
    match end {
        Some(end) => at_most(day, end),
        None => Answer::open("authorization_unknown"),
    }
}

/// From the date of the e-mail, to the earlier of the printed end and the day before the decision.
fn interim(permit: &Permit, on: Span) -> Answer {
    let begun = match permit.from {
        Some(from) => at_most(from, on),
        None => Answer::open("authorization_unknown"),
    };
    let not_over = match permit.to {
        Some(to) => at_most(on, to),
        None => Yes,
    };
    let undecided = match (permit.decided, permit.decision) {
        (Some(decided), _) => before(on, decided),
        // Approved without a day is how an authorization that holds is recorded (a blank decision beside a start reads so too).
        (None, Decision::Pending | Decision::Approved) => Yes,
        (None, _) if !permit.decision_is_written => Yes,
        (None, _) => Answer::open("authorization_unknown"),
    };
    begun.and(|| not_over).and(|| undecided)
}

/// Until the day before the decision, or before the permit starts.
fn still_undecided(application: &Permit, on: Span) -> Answer {
    match application.decision {
        Decision::Pending => Yes,
        Decision::Refused | Decision::Withdrawn => match application.decided {
            Some(decided) => before(on, decided),
            None => Answer::open("maintained_status_unknown"),
        },
        Decision::Approved => [application.decided, application.from]
            .into_iter()
            .flatten()
            .fold(Yes, |all, day| all.and(|| before(on, day))),
        // Whatever became of it, it was settled on the day of the decision.
        Decision::Unreadable => application
            .decided
            .map_or(Yes, |decided| before(on, decided))
            .and(|| Answer::open("maintained_status_unknown")),
    }
}

fn same_employer(named: &str, employer: &str) -> Answer {
    match likeness(named, employer) {
        Likeness::Same => Yes,
        Likeness::Similar => Answer::open("employer_similar"),
        Likeness::Different => No,
    }
}

fn on_conditions_of(base: &Merged, employer: &str) -> Answer {
    match (base.class, &base.employer) {
        (Class::Closed, Some(named)) => same_employer(named, employer),
        (Class::Closed, None) => Answer::open("authorization_unknown"),
        _ => Yes,
    }
}

/// Unknown reasons in the order of the law.
fn in_order(doubts: &BTreeSet<Reason>) -> Vec<Reason> {
    const ORDER: [Reason; 5] = [
        "employer_similar",
        "authorization_unknown",
        "maintained_status_unknown",
        "date_imprecise",
        "record_set_aside",
    ];
    ORDER
        .into_iter()
        .filter(|reason| doubts.contains(reason))
        .collect()
}

//! The rows of the timeline: what is drawn, before it is drawn.
//!
//! Owns which facts of a case become which bars. Nothing is judged: treatments come from the ledger, authorizations from the
//! timeline of the authorization room.

use crate::authorization::{Basis, Reach, Timeline};
use crate::calendar::{Day, FAR_FUTURE, Period, RecordedDate, RecordedSpan};
use crate::casefile::CaseFile;
use crate::horizon::{Outlook, Spell};
use crate::records::{Fact, PermitClass};
use crate::report::html::show::{capitalised, cut};
use crate::report::words::Words;
use crate::requirements::{PointAssessment, Treatment};

/// How a bar looks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Look {
    Study,
    Permit,
    Status,
    Authorization,
    Away,
    Test,
    Eligible,
    Work(Treatment),
}

/// One bar of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Bar {
    pub period: Period,
    pub look: Look,
    /// Whether the days are covered under some readings only.
    pub perhaps: bool,
    pub title: String,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Lane {
    pub label: String,
    pub bars: Vec<Bar>,
}

/// Rows under one heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Group {
    pub heading: &'static str,
    pub lanes: Vec<Lane>,
}

const LABEL_CHARACTERS: usize = 33;

impl Group {
    const fn new(heading: &'static str) -> Self {
        Self {
            heading,
            lanes: Vec::new(),
        }
    }

    /// Adds bars to the last row of the same label where they come after everything in it, else as a new row.
    fn add(&mut self, label: &str, bars: Vec<Bar>) {
        let label = cut(label, LABEL_CHARACTERS);
        let Some(first) = bars.iter().map(|bar| bar.period.first()).min() else {
            return;
        };
        let room = |lane: &&mut Lane| {
            lane.label == label && lane.bars.iter().all(|bar| bar.period.last() < first)
        };
        match self.lanes.iter_mut().rev().find(room) {
            Some(lane) => lane.bars.extend(bars),
            None => self.lanes.push(Lane { label, bars }),
        }
    }
}

/// All rows of one applicant at one point, the empty headings left out.
pub(crate) fn groups(
    case: &CaseFile,
    outlook: &Outlook,
    timeline: &Timeline,
    point: &PointAssessment,
    words: &'static Words,
) -> Vec<Group> {
    let groups = [
        eligible(outlook, words),
        studies(case, words),
        permits(case, timeline, words),
        away(case, words),
        work(case, point, words),
        tests(case, point, words),
    ];
    groups
        .into_iter()
        .filter(|group| !group.lanes.is_empty())
        .collect()
}

/// The bars of days that may rest on imprecise dates: what is possible, and upon it what is sure.
fn bars(possible: Option<Period>, sure: Option<Period>, look: Look, title: &str) -> Vec<Bar> {
    let bar = |period: Period, perhaps| Bar {
        period,
        look,
        perhaps,
        title: format!("{title}: {} \u{2013} {}", period.first(), period.last()),
    };
    let outer = possible.filter(|period| Some(*period) != sure);
    outer
        .map(|period| bar(period, true))
        .into_iter()
        .chain(sure.map(|period| bar(period, false)))
        .collect()
}

fn span_bars(start: RecordedDate, end: Option<RecordedDate>, look: Look, title: &str) -> Vec<Bar> {
    let end = end.unwrap_or(RecordedDate::on(FAR_FUTURE));
    let span = RecordedSpan { start, end };
    bars(span.possible(), span.sure(), look, title)
}

fn reach_bars(reach: Reach, look: Look, title: &str) -> Vec<Bar> {
    bars(reach.possible, reach.sure(), look, title)
}

/// The first spells of eligibility: the possible one, and upon it the sure one.
fn eligible(outlook: &Outlook, words: &'static Words) -> Group {
    let mut group = Group::new(words.horizon.heading);
    let days = |spell: Option<Spell>| spell.and_then(|spell| outlook.days_of(spell));
    let (possible, sure) = (days(outlook.optimistic), days(outlook.sure));
    let [surely, perhaps] = [words.horizon.spell, words.horizon.possible_spell];
    let outer = possible.filter(|period| Some(*period) != sure);
    let mut drawn = bars(outer, None, Look::Eligible, perhaps);
    drawn.extend(bars(None, sure, Look::Eligible, surely));
    group.add(if sure.is_some() { surely } else { perhaps }, drawn);
    group
}

fn studies(case: &CaseFile, words: &'static Words) -> Group {
    let mut group = Group::new(words.studies);
    for row in &case.studies {
        let study = &row.facts;
        let pace = match study.full_time {
            Fact::Known(true) => words.full_time,
            Fact::Known(false) => words.part_time,
            Fact::Blank | Fact::NoColumn | Fact::Unclear(_) => words.unclear_time,
        };
        let title_or_school = [&study.program, &study.institution]
            .into_iter()
            .find(|text| !text.is_empty());
        let name = title_or_school.map_or(words.studies, |text| text);
        let title = format!("{name} ({pace})");
        let bars = span_bars(study.start, study.completed, Look::Study, &title);
        group.add(name, bars);
    }
    group
}

fn permits(case: &CaseFile, timeline: &Timeline, words: &'static Words) -> Group {
    let mut group = Group::new(words.permits);
    for document in &timeline.documents {
        let Some(row) = case.permits.get(document.permit) else {
            continue;
        };
        let name = words.permit_of(row.facts.permit_type);
        let title = match &*row.facts.employer {
            "" => name.to_owned(),
            employer => format!("{name}, {employer}"),
        };
        let look = match document.class {
            PermitClass::Study | PermitClass::CoOp | PermitClass::StatusOnly => Look::Status,
            PermitClass::Open
            | PermitClass::EmployerSpecific
            | PermitClass::Interim
            | PermitClass::Refugee
            | PermitClass::Exempt => Look::Permit,
        };
        group.add(name, reach_bars(document.reach, look, &title));
    }
    for one in &timeline.authorizations {
        let is_document = timeline
            .documents
            .iter()
            .any(|document| Some(document.permit) == one.permit);
        let derived = matches!(one.basis, Basis::Maintained | Basis::AfterStudies);
        if derived || !is_document {
            let name = capitalised(words.basis_of(one.basis.id()));
            let bars = reach_bars(one.reach, Look::Authorization, &name);
            group.add(&name, bars);
        }
    }
    group
}

fn away(case: &CaseFile, words: &'static Words) -> Group {
    let mut group = Group::new(words.away);
    for row in &case.absences {
        // The days strictly between leaving and coming back are those abroad.
        let after = row.facts.left.next();
        let before = row.facts.returned.map(RecordedDate::previous);
        group.add(
            words.absences,
            span_bars(after, before, Look::Away, words.absences),
        );
    }
    for row in &case.leaves {
        let bars = span_bars(
            row.facts.start,
            Some(row.facts.end),
            Look::Away,
            words.leaves,
        );
        group.add(words.leaves, bars);
    }
    group
}

fn work(case: &CaseFile, point: &PointAssessment, words: &'static Words) -> Group {
    let mut group = Group::new(words.jobs);
    for (record, row) in case.employment.iter().enumerate() {
        let label = match &*row.facts.job_title {
            "" => row.facts.employer.to_string(),
            title => format!("{}, {title}", row.facts.employer),
        };
        let lines = point.ledger.iter().filter(|line| line.record == record);
        let bars = lines.map(|line| Bar {
            period: line.period,
            look: Look::Work(line.treatment),
            perhaps: false,
            title: job_title(line, &label, words),
        });
        group.add(&label, bars.collect());
    }
    group
}

fn job_title(line: &crate::requirements::LedgerLine, label: &str, words: &Words) -> String {
    let why = line
        .reasons
        .first()
        .map_or(words.every_gate, |reason| words.reason_on(line, *reason));
    let (first, last) = (line.period.first(), line.period.last());
    let treatment = words.treatment_of(line.treatment);
    format!("{label}: {first} \u{2013} {last}: {treatment} ({why})")
}

fn tests(case: &CaseFile, point: &PointAssessment, words: &'static Words) -> Group {
    let mut group = Group::new(words.tests);
    let Some(edition) = point.edition else {
        return group;
    };
    let months = edition.language_validity_months;
    for row in &case.language_tests {
        let taken = row.facts.test_date;
        let bars = bars(
            validity(taken.earliest, taken.latest, months),
            validity(taken.latest, taken.earliest, months),
            Look::Test,
            &row.facts.test_text,
        );
        group.add(&row.facts.test_text, bars);
    }
    group
}

/// The days on which a test is valid: after the one reading of its date, before the months have passed since the other.
fn validity(taken: Day, counted_from: Day, months: u32) -> Option<Period> {
    Period::new(taken.next(), counted_from.plus_months(months).previous())
}

//! All requirements at one point, for one reading of the dates.

use crate::authorization::Authority;
use crate::calendar::{Day, Period, RecordedDate, look_back_window};
use crate::casefile::CaseFile;
use crate::experience::{
    Experience, Gaps, History, LedgerLine, Past, PhysicianPolicy, Question, Treatment,
};
use crate::finding::{ApplicantOutcome, NoPermitRecords, Outcome, Reason};
use crate::language::{LanguageRecord, stand_on};
use crate::law::{Edition, Hours, Law};
use crate::provenance::Table;
use crate::records::{EndDate, PermitType, Reject, SetAside};
use crate::requirements::dates::Invited;
use crate::requirements::judge::Bench;
use crate::requirements::{
    Explained, Explanation, Figure, Finding, Point, PointAssessment, Requirement, admissibility,
    education, language, occupational_duties, residence, work_experience,
};

/// A point of the case that was judged before, as far as another one goes on from it.
pub(crate) struct Earlier {
    pub(crate) edition: &'static Edition,
    pub(crate) physicians: PhysicianPolicy,
    pub(crate) past: Past,
}

/// What is judged: a point, its day, and what the invitation is under the reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Asked {
    /// Which point.
    pub point: Point,
    /// The assessed day; `None` if it is not known at all.
    pub day: Option<Day>,
    /// The invitation.
    pub invited: Invited,
}

/// What the requirements about work and language are judged from at a point that can be judged.
pub(crate) struct Ground<'a> {
    /// The case.
    pub case: &'a CaseFile,
    /// The book.
    pub bench: &'a Bench<'a>,
    /// The assessed day.
    pub day: Day,
    /// The edition applied.
    pub edition: &'static Edition,
    /// Whether another edition is in force on the assessed day.
    pub straddle: bool,
    /// The work.
    pub experience: &'a Experience,
    /// The language tests.
    pub language: &'a LanguageRecord,
    /// What is missing from the input.
    pub gaps: Gaps,
}

/// The invitation day that the edition and the physicians' policy go by.
pub(crate) const fn invitation_day(invited: Invited) -> Option<Day> {
    match invited {
        Invited::On(day) => Some(day),
        Invited::No | Invited::Lapsed | Invited::Invalid | Invited::Unknown(_) => None,
    }
}

/// Whether the physicians' policy applies. At the today point the day of the run stands for a missing invitation date.
pub(crate) fn physicians(asked: &Asked, as_of: Day, law: &Law) -> PhysicianPolicy {
    match (invitation_day(asked.invited), asked.point) {
        (Some(day), _) => PhysicianPolicy::on(day, law),
        (None, Point::Today) => PhysicianPolicy::on(as_of, law),
        (None, Point::Invitation | Point::Application) => PhysicianPolicy::Unknown,
    }
}

/// What is missing from the input or was set aside for this case.
pub(crate) fn gaps(bench: &Bench<'_>, case: &CaseFile) -> Gaps {
    let book = bench.book;
    let set_aside = |table| case.set_aside.iter().any(|row| row.table == table);
    let ownerless = |table| book.has_ownerless(table, case);
    let missing = |table| set_aside(table) || ownerless(table);
    let assumed = book.assumptions;
    let no_studies = !book.has(Table::Studies);
    let no_study_vouched = no_studies && assumed.no_study_records_means_no_study;
    let no_permits =
        !book.has(Table::Permits) && assumed.no_permit_records_means == NoPermitRecords::Unknown;
    let may_be_study_permit = |row: &SetAside| match row.reject {
        Reject::Permit(permit_type) => permit_type == PermitType::StudyPermit,
        Reject::NoApplicant | Reject::Unusable | Reject::DatedTest(_) => true,
    };
    let mut permits_aside = case
        .set_aside
        .iter()
        .filter(|row| row.table == Table::Permits);
    Gaps {
        employment: set_aside(Table::Employment) || book.may_lack(Table::Employment, case),
        permits: missing(Table::Permits) || no_permits,
        study_permits: permits_aside.any(may_be_study_permit) || ownerless(Table::Permits),
        whereabouts: missing(Table::Studies)
            || missing(Table::Absences)
            || missing(Table::Leaves)
            || (no_studies && !no_study_vouched),
        no_study_vouched,
    }
}

/// Judges all requirements but the invitation window at one point, and adds the assessment to `points`; returns what later windows need
/// of the work, and the language tests.
pub(crate) fn judge_point(
    bench: &Bench<'_>,
    case: &CaseFile,
    history: &History,
    asked: Asked,
    earlier: Option<Earlier>,
    points: &mut Vec<PointAssessment>,
) -> Option<(Earlier, LanguageRecord)> {
    let edition = asked.day.and_then(|day| {
        bench
            .law
            .edition_in_force(invitation_day(asked.invited).unwrap_or(day))
    });
    let on = asked.day.zip(edition);
    let question = on.and_then(|(day, edition)| question(bench, case, &asked, day, edition));
    let mut findings = Vec::with_capacity(USUAL_FINDINGS);
    let mut kept = None;
    let (ledger, explained) = if let Some((question, edition)) = question.zip(edition) {
        let past = earlier.and_then(|earlier| earlier.past_under(edition, question.physicians));
        let (experience, past) = Experience::judge(&question, history, past);
        let language = language_on(bench, case, question.day, edition);
        let judged = (&experience, &language);
        let ground = Ground::of(bench, case, &question, edition, judged);
        findings.push(work_experience::assess(&ground));
        findings.push(language::assess(&ground));
        let explained = explained(&ground);
        let judged = Earlier {
            edition,
            physicians: question.physicians,
            past,
        };
        kept = Some((judged, language));
        (experience.ledger, explained)
    } else {
        let why_not = unjudged_reasons(&asked);
        findings.push(work_experience::unjudged(&why_not));
        findings.push(language::unjudged(&why_not));
        (
            unjudged_ledger(case, &why_not, bench.as_of, asked.day),
            Explained::default(),
        )
    };
    add_others(bench, case, &mut findings);
    if case.near_duplicate_id {
        for finding in findings.iter_mut().take(2) {
            finding.leave_open(Reason::IdNearDuplicate);
        }
    }
    points.push(PointAssessment {
        point: asked.point,
        assessed_on: asked.day,
        edition,
        outcome: ApplicantOutcome::of(findings.iter().map(|finding| finding.outcome)),
        findings,
        ledger,
        explained,
    });
    kept
}

/// Adds the findings that no day changes.
fn add_others(bench: &Bench<'_>, case: &CaseFile, findings: &mut Vec<Finding>) {
    findings.push(residence::assess(bench, case));
    findings.push(occupational_duties::assess(case));
    findings.push(admissibility::assess(case));
    findings.push(education::assess());
}

impl<'a> Ground<'a> {
    /// What was found of the work and the language tests at a point, under an edition.
    fn of(
        bench: &'a Bench<'a>,
        case: &'a CaseFile,
        question: &Question<'_>,
        edition: &'static Edition,
        (experience, language): (&'a Experience, &'a LanguageRecord),
    ) -> Self {
        let on_day = bench.law.edition_in_force(question.day);
        Self {
            case,
            bench,
            day: question.day,
            edition,
            straddle: on_day.is_none_or(|on_day| on_day.id != edition.id),
            experience,
            language,
            gaps: question.gaps,
        }
    }
}

/// As many as there are requirements.
const USUAL_FINDINGS: usize = Requirement::ALL.len();

impl Earlier {
    /// What another point under this edition and policy goes on from, if it was judged under the same.
    fn past_under(self, edition: &Edition, physicians: PhysicianPolicy) -> Option<Past> {
        // Each edition has its own first day.
        let same = self.edition.in_force_from == edition.in_force_from;
        (same && self.physicians == physicians).then_some(self.past)
    }
}

/// What the judgement of experience is asked at a point.
fn question<'a>(
    bench: &Bench<'a>,
    case: &'a CaseFile,
    asked: &Asked,
    day: Day,
    edition: &'a Edition,
) -> Option<Question<'a>> {
    Some(Question {
        law: bench.law,
        edition,
        case,
        assumptions: bench.book.assumptions,
        gaps: gaps(bench, case),
        as_of: bench.as_of,
        day,
        window: look_back_window(day, edition.window_months)?,
        physicians: physicians(asked, bench.as_of, bench.law),
    })
}

/// How the language tests stand on a day under an edition.
fn language_on(bench: &Bench<'_>, case: &CaseFile, day: Day, edition: &Edition) -> LanguageRecord {
    let no_tests = bench.book.may_lack(Table::LanguageTests, case);
    let months = edition.language_validity_months;
    stand_on(case, no_tests, day, months, bench.law)
}

fn explained(ground: &Ground<'_>) -> Explained {
    let best = ground.language.best.as_ref();
    Explained {
        hours_counted: Some(ground.experience.counted.clone()),
        hours_at_most: ground.experience.possible.clone(),
        hours_required: Some(ground.edition.required_hours),
        language_test: best.map_or("", |test| test.test.name()),
        language_level: best.map_or(Figure::None, |test| Figure::Level(test.lowest())),
        language_required: Figure::Threshold(ground.experience.thresholds.highest),
    }
}

/// Why a point cannot be judged at all.
fn unjudged_reasons(asked: &Asked) -> Vec<Reason> {
    match (asked.day, asked.point) {
        (Some(_), _) => vec![Reason::NoEditionInForce],
        (None, Point::Invitation) => vec![Reason::InvitationDateUnknown],
        (None, Point::Application | Point::Today) => vec![Reason::ApplicationDateUnknown],
    }
}

/// The ledger of a point that cannot be judged: every record, whole, uncertain.
pub(crate) fn unjudged_ledger(
    case: &CaseFile,
    reasons: &[Reason],
    as_of: Day,
    day: Option<Day>,
) -> Vec<LedgerLine> {
    let last = as_of.max(day.unwrap_or(as_of)).previous();
    let line = |(record, row): (usize, &crate::records::Row<crate::records::Employment>)| {
        let end = match row.facts.end {
            EndDate::On(end) => end,
            EndDate::Present | EndDate::Blank | EndDate::NoColumn => RecordedDate::on(last),
        };
        Some(LedgerLine {
            record,
            period: Period::new(row.facts.start.earliest, end.latest)?,
            level: None,
            authority: Authority::Unknown,
            permit: None,
            treatment: Treatment::Uncertain,
            reasons: reasons.iter().copied().collect(),
            hours_per_week: None,
            hours_counted: Hours::ZERO,
            hours_uncertain: Hours::ZERO,
            hours_over_cap: Hours::ZERO,
        })
    };
    case.employment
        .iter()
        .enumerate()
        .filter_map(line)
        .collect()
}

impl Finding {
    /// Leaves the requirement open for a reason that stands before all others.
    pub(crate) fn leave_open(&mut self, reason: Reason) {
        self.outcome = Outcome::Undetermined;
        if !self.reasons.contains(&reason) {
            self.reasons.insert(0, reason);
        }
        self.explanation = Explanation::open_for(reason);
    }
}

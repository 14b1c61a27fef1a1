//! The judgement of one applicant: points, readings, requirements, outcome.

use crate::calendar::Day;
use crate::casefile::{Book, CaseFile};
use crate::experience::{History, PhysicianPolicy};
use crate::finding::{Advisory, ApplicantOutcome, Few, Outcome, Problem, Reason};
use crate::language::LanguageRecord;
use crate::law::{DatedKey, Law};
use crate::provenance::Sources;
use crate::requirements::dates::{Applied, Invited, ProfileDate, classify, doubt_reasons};
use crate::requirements::later::{Known, lens};
use crate::requirements::merge::merge;
use crate::requirements::point::{Asked, Earlier, judge_point};
use crate::requirements::{
    Assessment, Explanation, Figure, Finding, Point, PointAssessment, Requirement,
    invitation_window,
};
use smallvec::SmallVec;

/// What all applicants of a run are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Bench<'a> {
    /// The law book.
    pub law: &'static Law,
    /// The book of cases: which tables there are, what the firm vouches for.
    pub book: &'a Book,
    /// Where facts came from, to name the cells of problems.
    pub sources: &'a Sources,
    /// The day of the run.
    pub as_of: Day,
}

/// Judges one applicant at every assessment point. The problems are those that only the judgement can see.
pub fn judge(bench: &Bench<'_>, case: &CaseFile) -> (Assessment, Vec<Problem>) {
    let history = History::of(case, bench.law);
    let (assessment, problems, _) = judge_today(bench, case, &history);
    (assessment, problems)
}

/// The problems of one applicant that show only where dates of several rows and the day of the run meet; [`judge`] finds them too.
pub fn data_problems(bench: &Bench<'_>, case: &CaseFile) -> Vec<Problem> {
    Dates::of(bench, case).problems()
}

/// Judges one applicant; also, for each lens under which the work of today's window was read, what the coming days go on from.
pub(crate) fn judge_today(
    bench: &Bench<'_>,
    case: &CaseFile,
    history: &History,
) -> (Assessment, Vec<Problem>, Vec<Known>) {
    let dates = Dates::of(bench, case);
    let judging = Judging { dates, history };
    let mut points = Vec::with_capacity(2);
    let earlier = judging.invitation_point(&mut points);
    let kept = judging.second_point(&mut points, earlier);
    let outcome = points
        .iter()
        .map(|point| point.outcome)
        .max()
        .unwrap_or(ApplicantOutcome::NeedsReview);
    let deciding = points
        .iter()
        .rposition(|point| point.outcome == outcome)
        .unwrap_or(0);
    let assessment = Assessment {
        outcome,
        points,
        deciding,
    };
    (assessment, dates.problems(), kept)
}

/// What the dates of one applicant's profile mean on the day of the run.
#[derive(Clone, Copy)]
pub(super) struct Dates<'a> {
    pub(super) bench: &'a Bench<'a>,
    pub(super) case: &'a CaseFile,
    pub(super) invitation: ProfileDate,
    pub(super) application: ProfileDate,
}

/// One applicant being judged.
struct Judging<'a> {
    dates: Dates<'a>,
    history: &'a History,
}

impl<'a> Dates<'a> {
    /// Reads the profile.
    fn of(bench: &'a Bench<'a>, case: &'a CaseFile) -> Self {
        Self {
            bench,
            case,
            invitation: ProfileDate::of(&case.profile.invitation_date),
            application: ProfileDate::of(&case.profile.application_date),
        }
    }

    /// The applications that the record allows: none, one on an unknown day, or one on each day between the readings.
    pub(super) fn applications(&self) -> Few<Applied> {
        match self.application {
            ProfileDate::NotGiven => Few::One(Applied::NotYet),
            ProfileDate::Unknown(_) => Few::One(Applied::SomeDay),
            ProfileDate::Read(_) => self.application.days().map(Applied::On).collect(),
        }
    }

    /// What the invitation is, on each of its readings, with an application.
    pub(super) fn invitations(&self, applied: Applied) -> Few<Invited> {
        match self.invitation {
            ProfileDate::NotGiven => Few::One(Invited::No),
            ProfileDate::Unknown(doubt) => Few::One(Invited::Unknown(doubt)),
            ProfileDate::Read(_) => {
                let days = self.invitation.days();
                days.map(|day| classify(day, applied, self.bench.as_of, self.bench.law))
                    .collect()
            }
        }
    }

    /// One invitation of each kind that the judgement can tell apart (edition, physicians' policy), the last of its kind, in order.
    pub(super) fn representatives(&self, invitations: &[Invited]) -> Few<Invited> {
        if let [only] = invitations {
            return Few::One(*only);
        }
        let law = self.bench.law;
        let kind = |invited: &Invited| match invited {
            Invited::On(day) => {
                let edition = law
                    .edition_in_force(*day)
                    .map(|edition| edition.in_force_from);
                (
                    0,
                    edition,
                    PhysicianPolicy::on(*day, law) == PhysicianPolicy::Applies,
                )
            }
            Invited::No | Invited::Lapsed | Invited::Invalid => (1, None, false),
            Invited::Unknown(_) => (2, None, false),
        };
        let mut kept: Vec<Invited> = Vec::new();
        for invited in invitations.iter().rev() {
            if !kept.iter().any(|other| kind(other) == kind(invited)) {
                kept.push(*invited);
            }
        }
        kept.reverse();
        kept.into()
    }

    fn leave_open_for_unknown_dates(&self, assessed: &mut PointAssessment) {
        let doubts = [
            (self.invitation, Reason::InvitationDateUnknown),
            (self.application, Reason::ApplicationDateUnknown),
        ];
        for (date, reason) in doubts {
            if let ProfileDate::Unknown(doubt) = date {
                for finding in assessed.findings.iter_mut().take(2) {
                    for reason in doubt_reasons(doubt, reason).into_iter().rev() {
                        finding.leave_open(reason);
                    }
                }
            }
        }
    }

    pub(super) fn invitation_window(&self, readings: &[(Invited, Day)], lapsed: bool) -> Finding {
        let (bench, case) = (self.bench, self.case);
        let mut finding = match (self.application, self.invitation) {
            (ProfileDate::Unknown(_), invitation) => {
                invitation_window::without_application_day(case, invitation)
            }
            (ProfileDate::Read(applied), ProfileDate::NotGiven) => {
                let express_entry = bench
                    .law
                    .value(DatedKey::ExpressEntry, applied.latest)
                    .is_some();
                invitation_window::without_invitation(case, express_entry)
            }
            (ProfileDate::NotGiven, ProfileDate::NotGiven) => {
                invitation_window::without_invitation(case, false)
            }
            (ProfileDate::Read(_) | ProfileDate::NotGiven, _) => {
                invitation_window::assess(bench, case, readings, self.imprecise())
            }
        };
        if lapsed {
            finding.advisories.push(Advisory::InvitationLapsed);
            if finding.outcome == Outcome::NotAssessed {
                finding.explanation = self.lapse().unwrap_or(finding.explanation);
            }
        }
        finding
    }
}

impl Judging<'_> {
    fn judge(
        &self,
        asked: Asked,
        earlier: Option<Earlier>,
        points: &mut Vec<PointAssessment>,
    ) -> Option<(Earlier, LanguageRecord)> {
        let dates = &self.dates;
        judge_point(
            dates.bench,
            dates.case,
            self.history,
            asked,
            earlier,
            points,
        )
    }

    /// Adds the invitation point, if the invitation is one under some reading; returns what the second point goes on from.
    fn invitation_point(&self, points: &mut Vec<PointAssessment>) -> Option<Earlier> {
        let dates = &self.dates;
        if dates.invitation == ProfileDate::NotGiven {
            return None;
        }
        if let ProfileDate::Unknown(doubt) = dates.invitation {
            let asked = Asked {
                point: Point::Invitation,
                day: None,
                invited: Invited::Unknown(doubt),
            };
            self.judge(asked, None, points);
            let reasons = doubt_reasons(doubt, Reason::InvitationDateUnknown);
            for finding in points
                .iter_mut()
                .flat_map(|point| point.findings.iter_mut().take(2))
            {
                finding.reasons.clone_from(&reasons);
            }
            return None;
        }
        let mut days: SmallVec<[Day; 1]> = SmallVec::new();
        let mut always = true;
        for applied in &dates.applications() {
            for invited in &dates.invitations(*applied) {
                if let Invited::On(day) = invited {
                    days.push(*day);
                } else {
                    always = false;
                }
            }
        }
        days.sort_unstable();
        days.dedup();
        let mut earlier = None;
        for day in days {
            let asked = Asked {
                point: Point::Invitation,
                day: Some(day),
                invited: Invited::On(day),
            };
            let judged = self.judge(asked, earlier.take(), points);
            earlier = judged.map(|(earlier, _)| earlier);
        }
        merge(points, 0, always, dates.in_doubt().as_ref());
        earlier
    }

    /// Adds the application point, or today; returns for today what the coming days go on from.
    fn second_point(
        &self,
        points: &mut Vec<PointAssessment>,
        mut earlier: Option<Earlier>,
    ) -> Vec<Known> {
        let dates = &self.dates;
        let point = if dates.application == ProfileDate::NotGiven {
            Point::Today
        } else {
            Point::Application
        };
        let first = points.len();
        let mut window: SmallVec<[(Invited, Day); 1]> = SmallVec::new();
        let mut lapsed = false;
        let mut kept = Vec::with_capacity(1);
        for applied in dates.applications().iter().copied() {
            let day = match applied {
                Applied::NotYet => Some(dates.bench.as_of),
                Applied::SomeDay => None,
                Applied::On(day) => Some(day),
            };
            let invitations = dates.invitations(applied);
            lapsed = invitations.last() == Some(&Invited::Lapsed);
            window.extend(
                day.into_iter()
                    .flat_map(|day| invitations.iter().map(move |invited| (*invited, day))),
            );
            for invited in &dates.representatives(&invitations) {
                let asked = Asked {
                    point,
                    day,
                    invited: *invited,
                };
                let judged = self.judge(asked, earlier.take(), points);
                let judged = judged.filter(|_| point == Point::Today);
                kept.extend(judged.map(|(judged, language)| Known {
                    lens: lens(dates.bench, *invited),
                    past: judged.past,
                    language,
                }));
            }
        }
        merge(points, first, true, dates.in_doubt().as_ref());
        // There is one application to consider at least, and one reading of the invitation.
        if let Some(assessed) = points.get_mut(first) {
            dates.leave_open_for_unknown_dates(assessed);
            assessed.add(dates.invitation_window(&window, lapsed));
        }
        kept
    }
}

impl Finding {
    /// A finding about what the profile says, without figures: its outcome, the reasons for it, and a sentence.
    pub(crate) fn plain(
        requirement: Requirement,
        case: &CaseFile,
        outcome: Outcome,
        reasons: Vec<Reason>,
        explanation: &'static str,
    ) -> Self {
        Self {
            requirement,
            outcome,
            required: Figure::None,
            found: Figure::None,
            found_at_most: Figure::None,
            unit: "",
            reasons,
            advisories: Vec::new(),
            assumptions: Vec::new(),
            citation: requirement.citation(),
            explanation: Explanation::Sentence(explanation),
            evidence: case.applicants.iter().map(|row| row.origin).collect(),
        }
    }
}

//! The naive model: one applicant, judged day by day from the text of the law, with no regard for speed.

pub mod authorization;
pub mod experience;
pub mod facts;
pub mod language;
pub mod law;
pub mod leave;
pub mod names;
pub mod requirement;
pub mod values;

use crate::tables::Tables;
use experience::{Experience, Judge, Policy, RecordOut};
use facts::{Facts, Field, province_code};
use law::{EXPRESS_ENTRY, PHYSICIANS, edition_on};
pub use requirement::Requirement;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use values::{DateCell, Day, Reason, day, number, show, two_decimals};

/// What the model says of one applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    pub applicant: String,
    /// eligible, needs_review or not_eligible.
    pub outcome: &'static str,
    /// invitation (if it is judged), then application or today.
    pub points: Vec<Point>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub name: &'static str,
    /// Blank where the date cannot be read; the last reading of an imprecise one.
    pub assessed_on: String,
    /// Blank where none is in force, or where it is not known which.
    pub edition: &'static str,
    /// `invitation_window` is here at the application or today point only.
    pub requirements: BTreeMap<&'static str, Requirement>,
    /// The ledger; `None` where the date or the edition is not known, so that no day could be judged.
    pub records: Option<Vec<RecordOut>>,
    /// Exact hours in the window: counted, and possible (`None`: unlimited).
    pub hours: Option<(values::Number, Option<values::Number>)>,
}

impl Output {
    /// The application or today point.
    pub fn last(&self) -> &Point {
        self.points.last().expect("a point")
    }
}

/// A date of the applicants table.
#[derive(Clone, Debug)]
enum Given {
    No,
    Unreadable(Reason),
    /// Every day between its readings.
    On(Vec<Day>),
}

/// How an invitation stands, under one reading of each date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Invitation {
    None,
    Invalid,
    Lapsed,
    Valid(Day),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Applied {
    No,
    On(Day),
    /// There is an application, on a day that cannot be read.
    SomeDay,
}

fn given(field: &Field, unreadable: Reason) -> Given {
    match field {
        Field::Blank => Given::No,
        Field::Conflict => Given::Unreadable("record_conflict"),
        Field::Value(text) => match DateCell::read(text) {
            DateCell::Read(span) => Given::On((span.lo..=span.hi).collect()),
            _ => Given::Unreadable(unreadable),
        },
    }
}

fn invitation(date: Option<Day>, applied: Applied, as_of: Day) -> Invitation {
    let Some(date) = date else {
        return Invitation::None;
    };
    if date < *EXPRESS_ENTRY || date > as_of {
        return Invitation::Invalid;
    }
    match applied {
        Applied::On(applied) if date > applied => Invitation::Invalid,
        Applied::No if last_good_day(date) < as_of => Invitation::Lapsed,
        _ => Invitation::Valid(date),
    }
}

fn last_good_day(invited: Day) -> Day {
    let days = edition_on(invited).and_then(|edition| edition.invitation_days);
    invited + days.expect("invitations have a number of days from 2015 on")
}

/// One requirement's readings, gathered in the order of the days.
struct Readings<'a> {
    facts: &'a Facts,
    judge: Judge<'a>,
    as_of: Day,
    /// Shared by all pairs of readings that ask for it: two imprecise dates have tens of thousands of pairs.
    assessed: BTreeMap<(Day, &'static str, Policy), Rc<Experience>>,
}

/// Judges one applicant of the input.
pub fn judge(tables: &Tables, applicant: &str, as_of: &str) -> Output {
    let facts = Facts::read(tables, applicant);
    let as_of = day(as_of);
    let invited = given(
        &facts.applicant["invitation_date"],
        "invitation_date_unknown",
    );
    let applied = given(
        &facts.applicant["application_date"],
        "application_date_unknown",
    );
    let mut readings = Readings {
        facts: &facts,
        judge: Judge::new(&facts, as_of),
        as_of,
        assessed: BTreeMap::new(),
    };
    let mut points = Vec::new();
    points.extend(readings.invitation_point(&invited, &applied));
    points.push(readings.final_point(&invited, &applied));
    let outcomes: BTreeSet<&str> = points
        .iter()
        .flat_map(|point| point.requirements.values())
        .map(|requirement| requirement.outcome)
        .collect();
    let outcome = if outcomes.contains("not_met") {
        "not_eligible"
    } else if outcomes.contains("undetermined") {
        "needs_review"
    } else {
        "eligible"
    };
    Output {
        applicant: applicant.to_owned(),
        outcome,
        points,
    }
}

fn applied_readings(applied: &Given) -> Vec<Applied> {
    match applied {
        Given::No => vec![Applied::No],
        Given::Unreadable(_) => vec![Applied::SomeDay],
        Given::On(days) => days.iter().map(|day| Applied::On(*day)).collect(),
    }
}

impl Readings<'_> {
    fn invitation_point(&mut self, invited: &Given, applied: &Given) -> Option<Point> {
        let days = match invited {
            Given::No => return None,
            Given::Unreadable(reason) => {
                return Some(self.unreadable_point("invitation", &BTreeSet::from([*reason])));
            }
            Given::On(days) => days,
        };
        let mut some_ignored = false;
        let mut judged = Vec::new();
        for date in days {
            let states: Vec<Invitation> = applied_readings(applied)
                .into_iter()
                .map(|applied| invitation(Some(*date), applied, self.as_of))
                .collect();
            some_ignored |= states
                .iter()
                .any(|state| *state != Invitation::Valid(*date));
            if states.contains(&Invitation::Valid(*date)) {
                judged.push(self.judged(*date, Invitation::Valid(*date), *date));
            }
        }
        if judged.is_empty() {
            return None;
        }
        let mut point = self.combined("invitation", &judged);
        if some_ignored {
            for name in ["work_experience", "language"] {
                let requirement = point.requirements.get_mut(name).expect("it");
                requirement.outcome = "undetermined";
                requirement.reasons.insert("date_imprecise");
                let of_each = judged.iter().map(|one| match name {
                    "language" => &one.language,
                    _ => &one.work,
                });
                let reasons = of_each.flat_map(|one| one.reasons.iter().copied());
                requirement.reasons.extend(reasons);
            }
        }
        Some(point)
    }

    fn final_point(&mut self, invited: &Given, applied: &Given) -> Point {
        let name = match applied {
            Given::No => "today",
            _ => "application",
        };
        let mut unreadable = BTreeSet::new();
        for date in [invited, applied] {
            if let Given::Unreadable(reason) = date {
                unreadable.insert(*reason);
            }
        }
        if !unreadable.is_empty() {
            let mut point = self.unreadable_point(name, &unreadable);
            let window = Requirement {
                outcome: "undetermined",
                reasons: unreadable,
                ..Requirement::default()
            };
            // Without an invitation date there is nothing to compare an unreadable application date with.
            let window = match invited {
                Given::No => Requirement {
                    outcome: "not_assessed",
                    advisories: BTreeSet::from(["invitation_date_missing"]),
                    ..Requirement::default()
                },
                _ => window,
            };
            point.requirements.insert("invitation_window", window);
            if !matches!(applied, Given::Unreadable(_)) {
                let on = match applied {
                    Given::On(days) => *days.last().expect("a day"),
                    _ => self.as_of,
                };
                point.assessed_on = show(on);
            }
            return point;
        }
        let invitations: Vec<Option<Day>> = match invited {
            Given::On(days) => days.iter().map(|day| Some(*day)).collect(),
            _ => vec![None],
        };
        let mut judged = Vec::new();
        let mut windows = Vec::new();
        for applied in applied_readings(applied) {
            for invited in &invitations {
                let state = invitation(*invited, applied, self.as_of);
                let on = match applied {
                    Applied::On(on) => on,
                    _ => self.as_of,
                };
                judged.push(self.judged_final(on, state, applied));
                windows.push(window(state, applied, on));
            }
        }
        let mut point = self.combined(name, &judged);
        point
            .requirements
            .insert("invitation_window", Requirement::over(&windows));
        point
    }

    /// A point whose day, or whose edition, cannot be known.
    fn unreadable_point(&self, name: &'static str, reasons: &BTreeSet<Reason>) -> Point {
        let open = Requirement {
            outcome: "undetermined",
            reasons: reasons.clone(),
            ..Requirement::default()
        };
        let mut requirements = self.undated();
        requirements.insert("work_experience", open.clone());
        requirements.insert("language", open);
        Point {
            name,
            assessed_on: String::new(),
            edition: "",
            requirements,
            records: None,
            hours: None,
        }
    }

    fn combined(&self, name: &'static str, judged: &[One]) -> Point {
        let last = judged.last().expect("a reading");
        let mut requirements = self.undated();
        let work: Vec<Requirement> = judged.iter().map(|one| one.work.clone()).collect();
        let language: Vec<Requirement> = judged.iter().map(|one| one.language.clone()).collect();
        requirements.insert("work_experience", Requirement::over(&work));
        requirements.insert("language", Requirement::over(&language));
        Point {
            name,
            assessed_on: show(last.on),
            edition: last.edition,
            requirements,
            records: last.experience.as_ref().map(|one| one.records.clone()),
            hours: last.experience.as_ref().map(|one| {
                let most = (!self.facts.employment_open).then(|| one.possible.clone());
                (one.counted.clone(), most)
            }),
        }
    }

    fn judged_final(&mut self, on: Day, state: Invitation, applied: Applied) -> One {
        let physicians_by = match (state, applied) {
            (Invitation::Valid(invited), _) => Some(invited),
            (_, Applied::No) => Some(self.as_of),
            _ => None,
        };
        self.judged_by(on, state, physicians_by)
    }

    fn judged(&mut self, on: Day, state: Invitation, invited: Day) -> One {
        self.judged_by(on, state, Some(invited))
    }

    fn judged_by(&mut self, on: Day, state: Invitation, physicians_by: Option<Day>) -> One {
        let policy = match physicians_by {
            Some(invited) if invited >= *PHYSICIANS => Policy::Applies,
            Some(_) => Policy::DoesNot,
            None => Policy::Open,
        };
        let law_of = match state {
            Invitation::Valid(invited) => invited,
            _ => on,
        };
        let Some(edition) = edition_on(law_of) else {
            let none = Requirement::because("undetermined", "no_edition_in_force");
            return One {
                on,
                edition: "",
                work: none.clone(),
                language: none,
                experience: None,
            };
        };
        let experience = self
            .assessed
            .entry((on, edition.id, policy))
            .or_insert_with(|| Rc::new(self.judge.assess(on, edition, policy)));
        let experience = Rc::clone(experience);
        let mut work = work_experience(&experience, self.facts.employment_open);
        if edition_on(on).map(|edition| edition.id) != Some(edition.id) {
            work.advisories.insert("edition_straddle");
        }
        One {
            on,
            edition: edition.id,
            work,
            language: language::judge(self.facts, on, &experience.thresholds),
            experience: Some(experience),
        }
    }

    /// The requirements that do not depend on the day.
    fn undated(&self) -> BTreeMap<&'static str, Requirement> {
        let field = |column: &str| &self.facts.applicant[column];
        let residence = match field("intended_province") {
            Field::Blank => Requirement::because("undetermined", "intended_province_unknown"),
            Field::Conflict => Requirement::because("undetermined", "record_conflict"),
            Field::Value(text) => match province_code(text) {
                Some("QC") => Requirement::because("not_met", "intends_quebec"),
                Some(_) => Requirement::plain("met"),
                None => Requirement::because("undetermined", "intended_province_unknown"),
            },
        };
        let duties = match field("duties_confirmed") {
            Field::Blank => Requirement::plain("not_assessed"),
            Field::Conflict => Requirement::because("undetermined", "record_conflict"),
            Field::Value(text) => match text.as_str() {
                "yes" => Requirement::plain("met"),
                "no" => Requirement::because("not_met", "duties_not_performed"),
                _ => Requirement::because("undetermined", "attestation_unclear"),
            },
        };
        let admissibility = match field("inadmissible") {
            Field::Blank => Requirement::plain("not_assessed"),
            Field::Conflict => Requirement::because("undetermined", "record_conflict"),
            Field::Value(text) => match text.as_str() {
                "yes" => Requirement::because("not_met", "inadmissible"),
                "no" => Requirement::plain("not_assessed"),
                _ => Requirement::because("undetermined", "attestation_unclear"),
            },
        };
        BTreeMap::from([
            ("residence_outside_quebec", residence),
            ("occupational_duties", duties),
            ("admissibility", admissibility),
            ("education", Requirement::plain("not_required")),
        ])
    }
}

/// What one reading of the dates gives.
struct One {
    on: Day,
    edition: &'static str,
    work: Requirement,
    language: Requirement,
    experience: Option<Rc<Experience>>,
}

fn work_experience(experience: &Experience, unlimited: bool) -> Requirement {
    let required = number(law::REQUIRED_HOURS);
    let (outcome, mut reasons) = if experience.counted >= required {
        ("met", BTreeSet::new())
    } else if experience.possible < required && !unlimited {
        let mut reasons = &experience.excluded_reasons | &experience.uncertain_reasons;
        reasons.insert("hours_below_requirement");
        ("not_met", reasons)
    } else {
        ("undetermined", experience.uncertain_reasons.clone())
    };
    if outcome == "undetermined" && unlimited {
        reasons.insert("record_set_aside");
    }
    // Only a range of hours can leave it open without a doubtful day.
    if outcome == "undetermined" && reasons.is_empty() {
        reasons.insert("hours_unknown");
    }
    Requirement {
        outcome,
        required: two_decimals(&required),
        found: two_decimals(&experience.counted),
        found_at_most: if unlimited {
            "unlimited".to_owned()
        } else {
            two_decimals(&experience.possible)
        },
        reasons,
        advisories: experience.advisories.clone(),
        assumptions: experience.assumptions.clone(),
    }
}

fn window(state: Invitation, applied: Applied, on: Day) -> Requirement {
    match state {
        Invitation::Invalid => Requirement::because("undetermined", "invitation_date_invalid"),
        Invitation::Lapsed => Requirement {
            outcome: "not_assessed",
            advisories: BTreeSet::from(["invitation_lapsed"]),
            ..Requirement::default()
        },
        Invitation::None => {
            let missing = applied != Applied::No && on >= *EXPRESS_ENTRY;
            Requirement {
                outcome: "not_assessed",
                advisories: missing
                    .then_some("invitation_date_missing")
                    .into_iter()
                    .collect(),
                ..Requirement::default()
            }
        }
        Invitation::Valid(invited) => {
            let last = last_good_day(invited);
            let mut requirement = if on <= last {
                Requirement::plain("met")
            } else {
                Requirement::because("not_met", "invitation_expired")
            };
            requirement.required = show(last);
            requirement.found = show(on);
            requirement
        }
    }
}

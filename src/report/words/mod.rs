//! Every fixed string that a person reads in a page, a story or a calendar, in one table per language.
//!
//! Owns the words and nothing else: no page, no decision. A string that is missing in one language does not compile.

mod english;
mod english_horizon;
mod english_questions;
mod french;
mod french_horizon;
mod french_problems;
mod french_provisions;
mod french_questions;
mod french_reasons;
mod horizon;
mod numbers;

pub(crate) use french_provisions::{french_link, french_title};
pub(crate) use numbers::grouped;

use french_provisions::french_citation;

use crate::finding::{
    Advisory, ApplicantOutcome, Assumption, OCCUPATION_ON_BOTH_SIDES, Outcome, ProblemCode, Reason,
    Severity,
};
use crate::provenance::Table;
use crate::records::PermitType;
use crate::requirements::{Explanation, Finding, LedgerLine, Point, Requirement, Treatment};
use std::borrow::Cow;

/// The language of a page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Lang {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The language code, as on the command line and in HTML.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// Its table of words.
    pub(crate) const fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::French => &french::WORDS,
        }
    }
}

/// The table of words of one language; stories and calendars use the English one. Fields stand in the order in which a reader of the pages meets them.
pub(crate) struct Words {
    pub lang: Lang,
    pub program: &'static str,
    pub assessment: &'static str,
    pub overview: &'static str,
    pub back: &'static str,
    pub skip: &'static str,
    pub no_name: &'static str,
    pub applicant_id: &'static str,
    pub file_number: &'static str,
    pub responsible: &'static str,
    pub name: &'static str,
    pub as_of: &'static str,
    pub assessed_on: &'static str,
    pub edition: &'static str,
    pub no_edition: &'static str,
    pub unknown_day: &'static str,
    pub outcomes: [&'static str; 3],
    pub outcomes_short: [&'static str; 3],
    pub outcome_sentences: [&'static str; 3],
    pub hours_counted: &'static str,
    pub hours_at_most: &'static str,
    pub hours_required: &'static str,
    pub unlimited: &'static str,
    pub hours: &'static str,
    pub language: &'static str,
    pub no_test: &'static str,
    pub required_level: &'static str,
    pub stale_law: &'static str,
    pub days_ago: &'static str,
    pub questions: &'static str,
    pub questions_intro: &'static str,
    pub no_questions: &'static str,
    pub timeline: &'static str,
    pub timeline_intro: &'static str,
    pub timeline_desc: &'static str,
    pub window: &'static str,
    pub permits: &'static str,
    pub studies: &'static str,
    pub pace: &'static str,
    pub not_quebec: &'static str,
    pub full_time: &'static str,
    pub part_time: &'static str,
    pub unclear_time: &'static str,
    pub away: &'static str,
    pub absences: &'static str,
    pub leaves: &'static str,
    pub jobs: &'static str,
    pub tests: &'static str,
    pub curve: &'static str,
    pub curve_desc: &'static str,
    pub invitation: &'static str,
    pub application: &'static str,
    pub day_of_run: &'static str,
    pub legend_sure: &'static str,
    pub legend_doubtful: &'static str,
    pub requirements: &'static str,
    pub requirement: &'static str,
    pub outcome: &'static str,
    pub required: &'static str,
    pub found: &'static str,
    pub at_most: &'static str,
    pub explanation: &'static str,
    pub provision: &'static str,
    pub because: &'static str,
    pub evidence: &'static str,
    pub rows_more: &'static str,
    pub ledger: &'static str,
    pub ledger_intro: &'static str,
    pub ledger_empty: &'static str,
    pub job: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub days: &'static str,
    pub treatment: &'static str,
    pub treatments: [&'static str; 3],
    pub treatment_letters: [&'static str; 3],
    pub why: &'static str,
    pub every_gate: &'static str,
    pub authorization: &'static str,
    pub per_week: &'static str,
    pub counted: &'static str,
    pub uncertain: &'static str,
    pub over_cap: &'static str,
    pub total: &'static str,
    pub source: &'static str,
    pub authorizations: &'static str,
    pub authorizations_intro: &'static str,
    pub basis: &'static str,
    pub employer: &'static str,
    pub any_employer: &'static str,
    pub not_named: &'static str,
    pub surely: &'static str,
    pub perhaps: &'static str,
    pub document: &'static str,
    pub no_end: &'static str,
    pub nothing: &'static str,
    pub test: &'static str,
    pub test_date: &'static str,
    pub valid_until: &'static str,
    pub abilities: [&'static str; 4],
    pub problems: &'static str,
    pub no_problems: &'static str,
    pub place: &'static str,
    pub problem: &'static str,
    pub value: &'static str,
    pub done: &'static str,
    pub todo: &'static str,
    pub severities: [&'static str; 3],
    pub remarks: &'static str,
    pub assumptions: &'static str,
    pub assumptions_intro: &'static str,
    pub advisories: &'static str,
    pub none: &'static str,
    pub proof: &'static str,
    pub proof_intro: &'static str,
    pub run_identity: &'static str,
    pub law_hash: &'static str,
    pub version: &'static str,
    pub input_files: &'static str,
    pub bytes: &'static str,
    pub eligibility_file: &'static str,
    pub ledger_file: &'static str,
    pub not_advice: &'static str,
    pub not_decided: &'static str,
    pub not_decided_items: [&'static str; 5],
    pub limits: &'static str,
    pub points: [&'static str; 3],
    pub requirement_names: [&'static str; 7],
    pub outcome_names: [&'static str; 5],
    pub permit_names: [&'static str; 15],
    pub table_names: [&'static str; 7],
    pub bases: [(&'static str, &'static str); 11],
    pub by_outcome: &'static str,
    pub by_reason: &'static str,
    pub by_reason_intro: &'static str,
    pub lost: &'static str,
    pub lost_intro: &'static str,
    pub lost_excluded: &'static str,
    pub lost_uncertain: &'static str,
    pub reason: &'static str,
    pub applicants: &'static str,
    pub applicants_intro: &'static str,
    pub issues: &'static str,
    pub filter: &'static str,
    pub filter_any: &'static str,
    pub shown: &'static str,
    pub law: &'static str,
    pub law_intro: &'static str,
    pub in_force_from: &'static str,
    pub confirmed_on: &'static str,
    pub confidence: &'static str,
    pub firm_assumptions: &'static str,
    pub firm_assumption_sentences: [&'static str; 6],
    pub tables_missing: &'static str,
    pub general_problems: &'static str,
    pub general_more: &'static str,
    pub no_page: &'static str,
    pub horizon: &'static horizon::HorizonWords,
    pub on_both_sides: &'static str,
    pub reason_sentence: fn(Reason) -> &'static str,
    pub question: fn(Reason) -> &'static str,
    pub advisory: fn(Advisory) -> &'static str,
    pub assumption: fn(Assumption) -> &'static str,
    pub problem_meaning: fn(ProblemCode) -> &'static str,
    pub explain: fn(&Finding) -> String,
}

/// The word for one of a list, by its position in the list of all.
fn word_of<T: PartialEq>(all: &[T], words: &[&'static str], one: &T) -> &'static str {
    all.iter()
        .zip(words)
        .find(|(candidate, _)| *candidate == one)
        .map_or("", |(_, word)| word)
}

impl Words {
    /// A reason as it is told of a line of the ledger.
    pub(crate) fn reason_on(&self, line: &LedgerLine, reason: Reason) -> &'static str {
        if reason == Reason::OccupationUnknown && line.is_on_both_sides() {
            self.on_both_sides
        } else {
            (self.reason_sentence)(reason)
        }
    }

    /// A reason as it is told of a finding.
    pub(crate) fn reason_of(&self, finding: &Finding, reason: Reason) -> &'static str {
        match &finding.explanation {
            Explanation::Hours(hours)
                if reason == Reason::OccupationUnknown
                    && hours.because == OCCUPATION_ON_BOTH_SIDES =>
            {
                self.on_both_sides
            }
            _ => (self.reason_sentence)(reason),
        }
    }

    /// A citation in this language.
    pub(crate) fn cited<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.lang {
            Lang::English => Cow::Borrowed(text),
            Lang::French => french_citation(text),
        }
    }

    /// How a page names the scale of a language level. In French the levels are those of the NCLC; those of an English test are called by
    /// both names.
    pub(crate) fn scale<'t>(&self, unit: &'t str) -> &'t str {
        match (self.lang, unit) {
            (Lang::French, "CLB") => "CLB/NCLC",
            _ => unit,
        }
    }

    /// What to ask where a reason leaves a finding open: of imprecise dates of the profile their days, of others what the reason asks.
    pub(crate) fn questions(&self, finding: &Finding, reason: Reason) -> Vec<&'static str> {
        let (dates, own) = match finding.explanation {
            Explanation::Imprecise { dates, rows, .. } if reason == Reason::DateImprecise => {
                (dates.asked(), rows)
            }
            _ => (&[][..], true),
        };
        let asked = dates.iter().copied().chain(own.then_some(reason));
        let asked = asked.map(self.question);
        asked.filter(|question| !question.is_empty()).collect()
    }

    pub(crate) fn outcome_of_applicant(&self, outcome: ApplicantOutcome) -> &'static str {
        word_of(&ApplicantOutcome::ALL, &self.outcomes, &outcome)
    }

    pub(crate) fn short_outcome(&self, outcome: ApplicantOutcome) -> &'static str {
        word_of(&ApplicantOutcome::ALL, &self.outcomes_short, &outcome)
    }

    pub(crate) fn outcome_sentence(&self, outcome: ApplicantOutcome) -> &'static str {
        word_of(&ApplicantOutcome::ALL, &self.outcome_sentences, &outcome)
    }

    pub(crate) fn outcome_of(&self, outcome: Outcome) -> &'static str {
        word_of(&Outcome::ALL, &self.outcome_names, &outcome)
    }

    pub(crate) fn requirement_of(&self, requirement: Requirement) -> &'static str {
        word_of(&Requirement::ALL, &self.requirement_names, &requirement)
    }

    pub(crate) fn point_of(&self, point: Point) -> &'static str {
        let all = [Point::Invitation, Point::Application, Point::Today];
        word_of(&all, &self.points, &point)
    }

    pub(crate) fn treatment_of(&self, treatment: Treatment) -> &'static str {
        word_of(&Treatment::ALL, &self.treatments, &treatment)
    }

    pub(crate) fn treatment_letter(&self, treatment: Treatment) -> &'static str {
        word_of(&Treatment::ALL, &self.treatment_letters, &treatment)
    }

    pub(crate) fn permit_of(&self, permit: PermitType) -> &'static str {
        word_of(PermitType::ALL, &self.permit_names, &permit)
    }

    pub(crate) fn table_of(&self, table: Table) -> &'static str {
        word_of(&Table::ALL, &self.table_names, &table)
    }

    pub(crate) fn severity_of(&self, severity: Severity) -> &'static str {
        let all = [Severity::Error, Severity::Warning, Severity::Note];
        word_of(&all, &self.severities, &severity)
    }

    /// The words for an authorization as the ledger names it.
    pub(crate) fn basis_of(&self, id: &str) -> &'static str {
        self.bases
            .iter()
            .find(|(basis, _)| *basis == id)
            .map_or("", |(_, words)| words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authorization::Basis;

    #[test]
    fn every_list_has_a_word_for_each_of_its_items_in_both_languages() {
        for lang in Lang::ALL {
            let words = lang.words();
            assert_eq!(words.lang, lang);
            assert_eq!(Lang::from_code(lang.code()), Some(lang));
            assert_eq!(words.permit_names.len(), PermitType::ALL.len());
            for basis in [
                Basis::Open,
                Basis::EmployerSpecific,
                Basis::Maintained,
                Basis::AfterStudies,
                Basis::Interim,
                Basis::Exempt,
                Basis::Refugee,
            ] {
                assert!(!words.basis_of(basis.id()).is_empty());
            }
            for reason in Reason::ALL {
                assert!(!(words.reason_sentence)(reason).is_empty());
                let question = (words.question)(reason);
                assert!(
                    question.is_empty() || question.ends_with(['?', '.']),
                    "{question}"
                );
            }
        }
    }

    #[test]
    fn reasons_that_leave_something_open_have_a_question() {
        for lang in Lang::ALL {
            for id in ["pay_unknown", "employer_similar", "threshold_unsettled"] {
                let reason = Reason::from_id(id).unwrap();
                assert!(!(lang.words().question)(reason).is_empty());
            }
        }
    }
}

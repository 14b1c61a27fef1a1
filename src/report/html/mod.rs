//! Pages for people: one overview of a run and one page per applicant, each a file that needs nothing else to be read.
//!
//! Owns how results look: drawing, tables, print. It decides nothing and counts nothing that the
//! judgement has not counted. Text from the input reaches a page only through maud's escaping; the only text written as it
//! is are this room's own style sheet and script.

mod applicant;
mod authorizations;
mod books;
mod curve;
mod drawing;
mod horizon;
mod lanes;
mod ledger_table;
mod lost;
mod marks;
mod overview;
mod page_name;
mod problems;
mod proof;
mod questions;
mod requirements_table;
mod scale;
mod shell;
mod show;
mod stale;

pub use crate::report::words::Lang;
pub use applicant::applicant_page;
pub use overview::overview;
pub use page_name::page_name;

use crate::casefile::CaseFile;
use crate::finding::{ApplicantOutcome, Problem};
use crate::horizon::Outlook;
use crate::report::Identity;
use crate::report::horizon::Watch;
use crate::requirements::{Assessment, Bench};
use std::collections::BTreeMap;

/// Up to this many applicants every one gets a page unless the caller says otherwise.
pub const ALL_PAGES_UP_TO: usize = 2_000;

/// Name of the folder of the report in an output.
pub const FOLDER: &str = "report";

/// Name of the overview in the folder of the report.
pub const OVERVIEW: &str = "index.html";

/// Who gets a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pages {
    /// Every applicant.
    All,
    /// Those who are not plainly decided.
    Review,
    /// Nobody, and there is no overview.
    None,
}

impl Pages {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::All, Self::Review, Self::None];

    /// The word on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Review => "review",
            Self::None => "none",
        }
    }

    /// What is made where the caller says nothing.
    pub const fn by_default(applicants: usize) -> Self {
        if applicants <= ALL_PAGES_UP_TO {
            Self::All
        } else {
            Self::Review
        }
    }

    /// Whether an applicant of this outcome gets a page.
    pub fn includes(self, outcome: ApplicantOutcome) -> bool {
        match self {
            Self::All => true,
            Self::Review => outcome == ApplicantOutcome::NeedsReview,
            Self::None => false,
        }
    }
}

/// What all pages of a run share.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// By what the applicants were judged.
    pub bench: &'a Bench<'a>,
    /// The identity of the judgement.
    pub identity: &'a Identity,
    /// The days that the watchlist looks at.
    pub watch: Watch,
    /// The language of the pages.
    pub lang: Lang,
    /// Who gets a page.
    pub pages: Pages,
}

/// One applicant as a page shows him or her.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The case file.
    pub case: &'a CaseFile,
    /// Its judgement.
    pub assessment: &'a Assessment,
    /// What comes.
    pub outlook: &'a Outlook,
    /// The problems that name the applicant, in their order.
    pub problems: &'a [&'a Problem],
    /// Name of the applicant's files below `eligibility/` and `ledger/`.
    pub file_name: &'a str,
}

/// The problems that name each applicant, in the order of the cases.
pub fn problems_by_applicant<'a>(
    cases: &[CaseFile],
    problems: &'a [Problem],
) -> Vec<Vec<&'a Problem>> {
    let mut named: BTreeMap<&str, Vec<&Problem>> = BTreeMap::new();
    for problem in problems {
        if let Some(id) = problem.applicant.as_deref() {
            named.entry(id).or_default().push(problem);
        }
    }
    cases
        .iter()
        .map(|case| named.remove(&*case.id).unwrap_or_default())
        .collect()
}

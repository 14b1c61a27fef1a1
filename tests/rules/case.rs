//! How a case is written.

use landed::finding::FirmAssumptions;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Rows of one table: canonical column -> text of the cell.
pub type Rows = Vec<BTreeMap<String, String>>;

/// One case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// A sentence that says what the case proves.
    pub name: String,
    /// The provision, the guidance, the number in `law-sources.md`, or the section of the reading of the law.
    pub source: String,
    /// The day of the run; without it that of the base.
    pub as_of: Option<String>,
    /// The base; without it `eligible`.
    #[serde(default = "eligible")]
    pub base: String,
    /// Tables that replace those of the base. Each row begins with the defaults of the base.
    #[serde(default)]
    pub given: BTreeMap<String, Rows>,
    /// Tables that the whole input lacks.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Columns that a table lacks.
    #[serde(default)]
    pub without: BTreeMap<String, Vec<String>>,
    /// What the firm vouches for.
    #[serde(default)]
    pub assume: FirmAssumptions,
    /// The applicant that is judged.
    #[serde(default = "first_applicant")]
    pub applicant: String,
    /// The case is listed in DISPUTED.md as a hole of the text: it is not run unless ignored tests are asked for.
    #[serde(default)]
    pub hole: bool,
    /// The case is in DISPUTED.md: the program disagrees, and is thought to be wrong.
    #[serde(default)]
    pub disputed: bool,
    /// What must come out.
    pub expect: Expected,
}

fn eligible() -> String {
    "eligible".to_owned()
}

fn first_applicant() -> String {
    "A1".to_owned()
}

/// What must come out; what is not said is not checked.
#[derive(Clone, Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Expected {
    /// Outcome of the applicant.
    pub outcome: Option<String>,
    /// The assessment points, all of them, in order.
    pub only_points: Option<Vec<String>>,
    /// Point -> requirement -> what must come out.
    pub points: BTreeMap<String, BTreeMap<String, Requirement>>,
    /// Point -> requirements that are not listed there.
    pub not_listed: BTreeMap<String, Vec<String>>,
    /// Point -> edition; "none" for none.
    pub editions: BTreeMap<String, String>,
    /// Point -> assessed day; "none" for none.
    pub assessed_on: BTreeMap<String, String>,
    /// Lines of the ledger: for each record named, at its point, these are all its lines.
    pub ledger: Vec<Line>,
    /// Codes of problems that reading and judging must report (among others).
    pub problems: Vec<String>,
    /// Codes of problems that they must not report.
    pub no_problems: Vec<String>,
    /// What the coming days must bring.
    pub horizon: Option<Horizon>,
}

/// What the coming days must bring; an empty text stands for nothing.
#[derive(Clone, Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Horizon {
    /// First day of the first spell of eligibility.
    pub earliest_eligible_on: Option<String>,
    /// Its last day.
    pub eligible_until: Option<String>,
    /// Why it ends.
    pub ends_because: Option<String>,
    /// Whether another spell follows.
    pub another_follows: Option<bool>,
    /// All that stands in the way, each a requirement and the best outcome that it reaches.
    pub blocked_by: Option<Vec<String>>,
    /// First day of the first spell if every doubt is settled in the applicant's favour.
    pub earliest_possible_on: Option<String>,
    /// Its last day.
    pub possible_until: Option<String>,
    /// Kind of a date to watch -> all days of that kind, in order, joined by commas.
    pub dates: BTreeMap<String, String>,
    /// Kinds of which there is no date.
    pub no_dates: Vec<String>,
}

/// What a requirement must come out as.
#[derive(Clone, Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct Requirement {
    /// Its outcome.
    pub outcome: Option<String>,
    /// What is required, as shown.
    pub required: Option<String>,
    /// What is found, as shown.
    pub found: Option<String>,
    /// The most that may be found, as shown.
    pub found_at_most: Option<String>,
    /// The sentence, in English.
    pub explanation: Option<String>,
    /// The rows cited, each by its number within its table, from 1.
    pub evidence: Option<Vec<u32>>,
    /// All reasons, in any order.
    pub reasons: Option<Vec<String>>,
    /// Reasons that must be among those listed, where the text does not say which others may stand beside them.
    pub reasons_include: Vec<String>,
    /// Advisories that must be among those listed.
    pub advisories: Vec<String>,
    /// Advisories that must not be listed.
    pub no_advisories: Vec<String>,
    /// Assumptions that must be among those listed.
    pub assumptions: Vec<String>,
    /// Assumptions that must not be listed.
    pub no_assumptions: Vec<String>,
}

/// A line of the ledger. Lines that go on with the same treatment and reasons (and authorization, where a line of the record names
/// one) are one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The point; without it the last one.
    pub point: Option<String>,
    /// Number of the used record, from 1.
    pub record: usize,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Treatment.
    pub treatment: String,
    /// All reasons, in their order.
    pub reasons: Vec<String>,
    /// What authorized the work.
    pub authorization: Option<String>,
    /// Hours that count.
    pub hours_counted: Option<String>,
    /// Hours that may count.
    pub hours_uncertain: Option<String>,
    /// Hours beyond the cap.
    pub hours_over_cap: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

/// The cases of a file.
pub fn cases_of(file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).expect("a file of cases is readable");
    let read: Result<CaseFile, _> = toml::from_str(&text);
    read.unwrap_or_else(|fault| panic!("{}: {fault}", file.display()))
        .case
}

/// An applicant that cases begin with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// The day of the run.
    pub as_of: String,
    /// Table -> the cells with which every row begins.
    pub defaults: BTreeMap<String, BTreeMap<String, String>>,
    /// Table -> rows.
    pub given: BTreeMap<String, Rows>,
}

/// All bases, by name.
#[derive(Clone, Debug)]
pub struct Bases(BTreeMap<String, Base>);

impl Bases {
    /// Reads `base.toml`.
    pub fn read(file: &Path) -> Self {
        let text = std::fs::read_to_string(file).expect("the bases are readable");
        Self(toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", file.display())))
    }

    /// The base of a case.
    pub fn of(&self, case: &Case) -> &Base {
        let base = self.0.get(&case.base);
        base.unwrap_or_else(|| panic!("no base {}", case.base))
    }
}

//! The Table Schemas of the outputs, as published under `schemas/output/`.
//!
//! Owns nothing but the way to them: what they say is in the JSON files, and tests hold them against the code.

use crate::provenance::Table;
use include_dir::{Dir, include_dir};

static OUTPUT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas/output");

/// A kind of CSV file that a run makes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum OutputKind {
    /// `summary.csv`.
    Summary,
    /// `eligibility/<applicant>.csv`.
    Eligibility,
    /// `ledger/<applicant>.csv`.
    Ledger,
    /// `horizon.csv`.
    Horizon,
    /// `watchlist.csv`.
    Watchlist,
    /// `issues.csv`.
    Issues,
    /// `changes.csv`.
    Changes,
    /// `records/<table>.csv`.
    Records(Table),
}

impl OutputKind {
    /// All of them, in the order in which a data package lists them.
    pub const ALL: [Self; 14] = [
        Self::Summary,
        Self::Eligibility,
        Self::Ledger,
        Self::Horizon,
        Self::Watchlist,
        Self::Issues,
        Self::Changes,
        Self::Records(Table::Applicants),
        Self::Records(Table::Employment),
        Self::Records(Table::Permits),
        Self::Records(Table::Studies),
        Self::Records(Table::LanguageTests),
        Self::Records(Table::Absences),
        Self::Records(Table::Leaves),
    ];

    /// The name of the resource, and of its schema.
    pub fn name(self) -> String {
        match self {
            Self::Summary => "summary".to_owned(),
            Self::Eligibility => "eligibility".to_owned(),
            Self::Ledger => "ledger".to_owned(),
            Self::Horizon => "horizon".to_owned(),
            Self::Watchlist => "watchlist".to_owned(),
            Self::Issues => "issues".to_owned(),
            Self::Changes => "changes".to_owned(),
            Self::Records(table) => format!("records_{table}"),
        }
    }

    /// The path of the file within an output; nothing for the kinds that have one file per applicant.
    pub fn path(self) -> Option<String> {
        match self {
            Self::Summary | Self::Horizon | Self::Watchlist | Self::Issues | Self::Changes => {
                Some(format!("{}.csv", self.name()))
            }
            Self::Eligibility | Self::Ledger => None,
            Self::Records(table) => Some(format!("records/{table}.csv")),
        }
    }

    /// The Table Schema as published, in JSON.
    pub fn schema(self) -> &'static str {
        OUTPUT
            .get_file(format!("{}.json", self.name()))
            .and_then(|file| file.contents_utf8())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{
        Advisory, ApplicantOutcome, Assumption, Outcome, ProblemCode, Reason, Severity,
    };
    use crate::horizon::{DateKind, Ending};
    use crate::report::{eligibility, horizon, issues, ledger, records, summary};
    use crate::requirements::{Point, Requirement, Treatment};
    use serde_json::Value;

    fn schema(kind: OutputKind) -> Value {
        serde_json::from_str(kind.schema()).unwrap()
    }

    fn fields(kind: OutputKind) -> Vec<Value> {
        schema(kind)["fields"].as_array().unwrap().clone()
    }

    fn constraint(kind: OutputKind, field: &str, constraint: &str) -> Value {
        let all = fields(kind);
        let found = all.iter().find(|one| one["name"] == field).unwrap();
        found["constraints"][constraint].clone()
    }

    #[test]
    fn schemas_name_the_columns_in_their_order_with_title_and_description() {
        for kind in OutputKind::ALL {
            let columns: Vec<&str> = match kind {
                OutputKind::Summary => summary::COLUMNS.to_vec(),
                OutputKind::Eligibility => eligibility::COLUMNS.to_vec(),
                OutputKind::Ledger => ledger::COLUMNS.to_vec(),
                OutputKind::Horizon => horizon::COLUMNS.to_vec(),
                OutputKind::Watchlist => horizon::WATCHLIST_COLUMNS.to_vec(),
                OutputKind::Issues => issues::COLUMNS.to_vec(),
                OutputKind::Changes => {
                    vec![
                        "applicant_id",
                        "assessment_point",
                        "requirement",
                        "was",
                        "is",
                        "cause",
                        "detail",
                    ]
                }
                OutputKind::Records(table) => {
                    [table.columns(), &records::COLUMNS_AFTER[..]].concat()
                }
            };
            let fields = fields(kind);
            let named: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
            assert_eq!(named, columns, "{}", kind.name());
            for field in &fields {
                assert!(field["title"].is_string() && field["description"].is_string());
            }
            assert_eq!(
                schema(kind)["missingValues"].as_array().map(Vec::len),
                Some(1)
            );
        }
    }

    #[test]
    fn every_word_that_a_result_can_hold_is_allowed_by_its_schema() {
        use OutputKind::{Eligibility, Horizon, Issues, Ledger, Summary, Watchlist};
        let same = |kind, field: &str, words: Vec<&str>| {
            assert_eq!(
                constraint(kind, field, "enum"),
                Value::from(words),
                "{field}"
            );
        };
        same(
            Summary,
            "outcome",
            ApplicantOutcome::ALL.map(ApplicantOutcome::id).to_vec(),
        );
        same(
            Eligibility,
            "outcome",
            Outcome::ALL.map(Outcome::id).to_vec(),
        );
        same(
            Eligibility,
            "requirement",
            Requirement::ALL.map(Requirement::id).to_vec(),
        );
        let points = [Point::Invitation, Point::Application, Point::Today].map(Point::id);
        same(Eligibility, "assessment_point", points.to_vec());
        same(Ledger, "assessment_point", points.to_vec());
        same(
            Ledger,
            "treatment",
            Treatment::ALL.map(Treatment::id).to_vec(),
        );
        same(
            Issues,
            "code",
            ProblemCode::ALL.map(ProblemCode::id).to_vec(),
        );
        for kind in [Horizon, Watchlist] {
            same(kind, "kind", DateKind::ALL.map(DateKind::id).to_vec());
        }
        let severities = [Severity::Error, Severity::Warning, Severity::Note].map(Severity::id);
        same(Issues, "severity", severities.to_vec());
        same(Issues, "table", Table::ALL.map(Table::name).to_vec());
        let fates = records::Fate::ALL.map(records::Fate::id);
        same(OutputKind::Records(Table::Leaves), "fate", fates.to_vec());
        same(
            Summary,
            "ends_because",
            Ending::ALL.map(Ending::id).to_vec(),
        );
    }

    #[test]
    fn every_list_of_words_that_a_result_can_hold_is_allowed_by_its_schema() {
        use OutputKind::{Eligibility, Ledger, Summary};
        let list = |kind, field: &str, words: Vec<&str>| {
            let one = format!("(?:{})", words.join("|"));
            let pattern = format!("^(?:{one}(?:;{one})*)?$");
            assert_eq!(constraint(kind, field, "pattern"), pattern, "{field}");
        };
        for kind in [Summary, Eligibility, Ledger] {
            list(kind, "reasons", Reason::ALL.map(Reason::id).to_vec());
        }
        list(
            Eligibility,
            "advisories",
            Advisory::ALL.map(Advisory::id).to_vec(),
        );
        let requirements = Requirement::ALL.map(Requirement::id);
        list(Summary, "undetermined_then", requirements.to_vec());
        let outcomes = Outcome::ALL.map(Outcome::id).join("|");
        let blocked = requirements.join("|");
        let blocked = format!("(?:{blocked})=(?:{outcomes})");
        list(Summary, "blocked_by", vec![&blocked]);
        list(
            Eligibility,
            "assumptions",
            Assumption::ALL.map(Assumption::id).to_vec(),
        );
    }

    #[test]
    fn the_shape_of_an_edition_names_the_fields_of_every_edition() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/law/edition.json");
        let shape: Value = serde_json::from_str(&std::fs::read_to_string(root).unwrap()).unwrap();
        let named = shape["properties"].as_object().unwrap();
        let required = shape["required"].as_array().unwrap();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/law/editions");
        for file in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let edition: toml::Table = toml::from_str(&text).unwrap();
            assert!(edition.keys().all(|key| named.contains_key(key)));
            let has = |key: &Value| edition.contains_key(key.as_str().unwrap());
            assert!(required.iter().all(has));
        }
    }
}

//! Single numbers of the law that change on their own days.

use crate::calendar::Day;
use crate::law::toml_day;
use serde::Deserialize;

/// A number in force from a day until the next value of its key begins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedValue {
    /// What it is the value of.
    pub key: String,
    /// First day in force.
    #[serde(deserialize_with = "toml_day::deserialize")]
    pub from: Day,
    /// The number; `None` where the rule is waived or has ended.
    pub value: Option<u32>,
    /// Unit of the number.
    pub unit: String,
    /// Rank of the source.
    pub authority: String,
    /// Key of the [`crate::law::Citation`].
    pub citation: String,
    /// How sure we are of the value and its day.
    pub confidence: String,
    /// The day somebody last compared it with the source.
    #[serde(deserialize_with = "toml_day::deserialize")]
    pub confirmed_on: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    value: Vec<DatedValue>,
}

impl DatedValue {
    pub(crate) fn parse_all(text: &str) -> Result<Vec<Self>, toml::de::Error> {
        let mut values = toml::from_str::<File>(text)?.value;
        values.sort_by(|a, b| (&a.key, a.from).cmp(&(&b.key, b.from)));
        Ok(values)
    }
}

//! Citations: a provision or instruction with its title, text of reference, link and authority.

use crate::calendar::Day;
use crate::law::toml_day;
use serde::Deserialize;

/// One thing that a result can cite.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Stable key, never reused.
    pub key: String,
    /// What it is about.
    pub title: String,
    /// How a lawyer cites it.
    pub citation: String,
    /// Link to the text; empty for the program's own method.
    pub href: String,
    /// Rank of the source: act, regulation, public policy, guidance, firm policy, method, reference table.
    pub authority: String,
    /// The day somebody last compared it with the source.
    #[serde(deserialize_with = "toml_day::deserialize")]
    pub confirmed_on: Day,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    citation: Vec<Citation>,
}

impl Citation {
    pub(crate) fn parse_all(text: &str) -> Result<Vec<Self>, toml::de::Error> {
        toml::from_str::<File>(text).map(|file| file.citation)
    }
}

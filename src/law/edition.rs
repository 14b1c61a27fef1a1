//! Editions of the Canadian Experience Class: the dated parameters of IRPR s. 87.1 and of the instructions beside it.

use crate::calendar::Day;
use crate::law::{Levels, NocVersion, toml_day};
use serde::Deserialize;

/// The parameters of the class, in force from a day until the next edition begins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Stable identifier, `cec-` and the first day.
    pub id: String,
    /// First day in force.
    #[serde(deserialize_with = "toml_day::deserialize")]
    pub in_force_from: Day,
    /// Hours of work that make the required year.
    pub required_hours: u32,
    /// The most hours of one week that count: full-time work.
    pub full_time_hours_per_week: u32,
    /// Length of the look-back window in calendar months.
    pub window_months: u32,
    /// The version of the classification that the edition reads.
    pub noc_version: NocVersion,
    /// Skill levels or TEER categories that qualify.
    pub eligible_levels: Levels,
    /// Occupations that do not qualify although their level does (Ministerial Instructions).
    pub excluded_noc: Vec<String>,
    /// Levels of the upper language threshold.
    pub upper_levels: Levels,
    /// Levels of the lower language threshold.
    pub lower_levels: Levels,
    /// CLB/NCLC level required for the upper levels.
    pub threshold_upper: u8,
    /// CLB/NCLC level required for the lower levels.
    pub threshold_lower: u8,
    /// How many calendar months a language test is valid.
    pub language_validity_months: u32,
    /// Days from the invitation to the last good day for the application; none before Express Entry.
    pub invitation_valid_days: Option<u32>,
    /// Rank of the source.
    pub authority: String,
    /// How a lawyer cites it.
    pub citation: String,
    /// Link to the source.
    pub href: String,
    /// How sure we are of the values.
    pub confidence: String,
    /// The day somebody last compared it with the source.
    #[serde(deserialize_with = "toml_day::deserialize")]
    pub confirmed_on: Day,
}

impl Edition {
    pub(crate) fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

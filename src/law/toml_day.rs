//! Reads TOML dates as days.

use crate::calendar::Day;
use serde::{Deserialize, Deserializer, de::Error};

/// Deserializes a TOML local date (or ISO text) as a [`Day`].
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let date = toml::value::Datetime::deserialize(deserializer)?;
    Day::parse_iso(&date.to_string()).ok_or_else(|| D::Error::custom(format!("not a day: {date}")))
}

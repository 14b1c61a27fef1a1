//! `landed.toml`: inputs, output folder, what the firm vouches for, limits, and how its files are written.
//!
//! An unknown key is an error, never ignored: a misspelt `[assume]` would otherwise change results in silence.

use crate::cli::nearest::nearest;
use crate::finding::FirmAssumptions;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The name that is looked for in the working folder.
pub const FILE_NAME: &str = "landed.toml";

const KEYS: [&str; 5] = ["inputs", "out", "assume", "limits", "files"];
const ASSUME_KEYS: [&str; 6] = [
    "paid",
    "employee",
    "in_canada",
    "outside_quebec",
    "no_study_records_means_no_study",
    "no_permit_records_means",
];

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigurationError {
    /// It cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not TOML, or a value is not of its kind.
    #[error("{path}: {message}")]
    Invalid {
        /// Which file.
        path: PathBuf,
        /// Where and why.
        message: String,
    },
    /// It holds a key that does not exist.
    #[error("{path}: unknown key `{key}`{advice}")]
    UnknownKey {
        /// Which file.
        path: PathBuf,
        /// The key with its section.
        key: String,
        /// The nearest key, as a question.
        advice: String,
    },
}

/// The configuration as read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Configuration {
    /// Files and folders to read.
    pub inputs: Vec<PathBuf>,
    /// The output folder.
    pub out: Option<PathBuf>,
    /// What the firm vouches for.
    pub assume: FirmAssumptions,
    /// The file as JSON, for the manifest.
    #[serde(skip)]
    pub shown: serde_json::Value,
}

/// Loads the file that was named, or the one in the working folder, or nothing.
pub fn load(named: Option<&Path>) -> Result<Configuration, ConfigurationError> {
    let path = match named {
        Some(path) => path.to_owned(),
        None if Path::new(FILE_NAME).is_file() => PathBuf::from(FILE_NAME),
        None => return Ok(Configuration::default()),
    };
    let text = read(&path)?;
    let mut configuration = parse(&path, &text)?;
    let base = path.parent().unwrap_or(Path::new(""));
    for input in &mut configuration.inputs {
        *input = base.join(&*input);
    }
    configuration.out = configuration.out.map(|out| base.join(out));
    Ok(configuration)
}

fn read(path: &Path) -> Result<String, ConfigurationError> {
    std::fs::read_to_string(path).map_err(|source| ConfigurationError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

fn parse(path: &Path, text: &str) -> Result<Configuration, ConfigurationError> {
    let invalid = |fault: toml::de::Error| ConfigurationError::Invalid {
        path: path.to_owned(),
        message: fault.to_string().trim_end().to_owned(),
    };
    let table: toml::Table = toml::from_str(text).map_err(invalid)?;
    check_keys(path, "", &table, &KEYS)?;
    if let Some(toml::Value::Table(assume)) = table.get("assume") {
        check_keys(path, "assume.", assume, &ASSUME_KEYS)?;
    }
    let mut configuration: Configuration = toml::from_str(text).map_err(invalid)?;
    configuration.shown =
        serde_json::to_value(&table).map_err(|fault| ConfigurationError::Invalid {
            path: path.to_owned(),
            message: fault.to_string(),
        })?;
    Ok(configuration)
}

fn check_keys(
    path: &Path,
    section: &str,
    table: &toml::Table,
    known: &[&str],
) -> Result<(), ConfigurationError> {
    let Some(key) = table.keys().find(|key| !known.contains(&key.as_str())) else {
        return Ok(());
    };
    let advice = match nearest(key, known) {
        Some(near) => format!(": did you mean `{section}{near}`?"),
        None => format!(" (known: {})", known.join(", ")),
    };
    Err(ConfigurationError::UnknownKey {
        path: path.to_owned(),
        key: format!("{section}{key}"),
        advice,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_is_an_error_that_names_the_nearest() {
        let fault = |text| {
            parse(Path::new("landed.toml"), text)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            fault("[asume]\npaid = true"),
            "landed.toml: unknown key `asume`: did you mean `assume`?"
        );
        assert_eq!(
            fault("[assume]\npayed = true"),
            "landed.toml: unknown key `assume.payed`: did you mean `assume.paid`?"
        );
        assert!(fault("[assume]\npaid = 1").contains("expected a boolean"));
    }

    #[test]
    fn what_the_firm_vouches_for_is_read() {
        let text = "inputs = ['in']\nout = 'out/{as_of}'\n[assume]\nno_permit_records_means = 'no_permits'";
        let configuration = parse(Path::new("landed.toml"), text).unwrap();
        assert_eq!(configuration.inputs, [PathBuf::from("in")]);
        assert_eq!(
            configuration.shown["assume"]["no_permit_records_means"],
            "no_permits"
        );
    }
}

//! `landed.toml`: inputs, output folder, what the firm vouches for, limits, and how its files are written.
//!
//! An unknown key is an error, never ignored: a misspelt `[assume]` would otherwise change results in silence.

use crate::cli::nearest::nearest;
use crate::finding::FirmAssumptions;
use crate::intake::{Limits, TextEncoding, read_text_file};
use crate::recognition::mapping::{FileMapping, Mapping, MappingError, unknown_file_keys};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The name that is looked for in the working folder.
pub const FILE_NAME: &str = "landed.toml";

const KEYS: [&str; 6] = ["inputs", "out", "assume", "watchlist", "limits", "files"];

/// How far ahead a watchlist can look: the horizon itself looks no further than three years.
const WATCHED_DAYS: std::ops::RangeInclusive<u16> = 1..=1096;

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
    /// A problem code that does not exist was asked for.
    #[error("there is no problem code `{code}`: {advice}")]
    UnknownCode {
        /// As it was written.
        code: String,
        /// The nearest one, as a question.
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
    /// How much one input file may cost.
    pub limits: Limits,
    /// How far ahead the watchlist looks.
    pub watchlist: Watchlist,
    files: Vec<FileMapping>,
    /// How the firm's files are to be understood.
    #[serde(skip)]
    pub mapping: Mapping,
    /// The file as JSON, for the manifest.
    #[serde(skip)]
    pub shown: serde_json::Value,
}

/// The section `[watchlist]`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Watchlist {
    /// How many days ahead it looks; the usual number if it is not given.
    pub days: Option<u16>,
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

/// The configuration that the manifest of a run shows.
pub fn of_manifest(shown: &serde_json::Value) -> Result<Configuration, ConfigurationError> {
    let path = Path::new("run.json");
    let invalid = |message: String| ConfigurationError::Invalid {
        path: path.to_owned(),
        message: format!("configuration: {message}"),
    };
    if shown.is_null() {
        return Ok(Configuration::default());
    }
    let table = toml::Table::deserialize(shown).map_err(|fault| invalid(fault.to_string()))?;
    let text = toml::to_string(&table).map_err(|fault| invalid(fault.to_string()))?;
    parse(path, &text)
}

fn read(path: &Path) -> Result<String, ConfigurationError> {
    read_text_file(path).map_err(|source| ConfigurationError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

fn parse(path: &Path, text: &str) -> Result<Configuration, ConfigurationError> {
    let invalid = |fault: toml::de::Error| ConfigurationError::Invalid {
        path: path.to_owned(),
        message: at_its_line(&fault, text),
    };
    let table: toml::Table = toml::from_str(text).map_err(invalid)?;
    check_keys(path, "", &table, &KEYS)?;
    check_section(path, "assume", &table, FirmAssumptions::default())?;
    check_section(path, "limits", &table, Limits::default())?;
    check_watchlist(path, &table)?;
    let mapping_fault = |fault: MappingError| ConfigurationError::Invalid {
        path: path.to_owned(),
        message: fault.to_string(),
    };
    if let Some(fault) = unknown_file_keys(&table).into_iter().next() {
        return Err(mapping_fault(fault));
    }
    let mut configuration: Configuration = toml::from_str(text).map_err(invalid)?;
    configuration.mapping = Mapping::new(&configuration.files).map_err(mapping_fault)?;
    check_encodings(path, &configuration.files)?;
    configuration.shown =
        serde_json::to_value(&table).map_err(|fault| ConfigurationError::Invalid {
            path: path.to_owned(),
            message: fault.to_string(),
        })?;
    Ok(configuration)
}

/// Where in the text and why, on one line: TOML itself draws the place over several.
fn at_its_line(fault: &toml::de::Error, text: &str) -> String {
    let message = fault.message().lines().collect::<Vec<_>>().join("; ");
    match fault.span().and_then(|span| text.get(..span.start)) {
        Some(before) => {
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            format!("line {line}, column {column}: {message}")
        }
        None => message,
    }
}

fn check_watchlist(path: &Path, table: &toml::Table) -> Result<(), ConfigurationError> {
    let Some(toml::Value::Table(given)) = table.get("watchlist") else {
        return Ok(());
    };
    check_keys(path, "watchlist.", given, &["days"])?;
    let days = given.get("days").and_then(toml::Value::as_integer);
    match days.map(u16::try_from) {
        Some(days) if !days.is_ok_and(|days| WATCHED_DAYS.contains(&days)) => {
            let (least, most) = (WATCHED_DAYS.start(), WATCHED_DAYS.end());
            Err(ConfigurationError::Invalid {
                path: path.to_owned(),
                message: format!("watchlist.days: write a number of days from {least} to {most}"),
            })
        }
        // What is no whole number is refused where the section is read.
        _ => Ok(()),
    }
}

fn check_encodings(path: &Path, files: &[FileMapping]) -> Result<(), ConfigurationError> {
    let mut names = files.iter().filter_map(|file| file.encoding.as_deref());
    match names.find(|name| TextEncoding::named(name).is_none()) {
        Some(name) => Err(ConfigurationError::Invalid {
            path: path.to_owned(),
            message: format!("unknown encoding `{name}`: write utf-8, windows-1252 or utf-16le"),
        }),
        None => Ok(()),
    }
}

/// The keys of a section are those of the type that it is read into.
fn check_section(
    path: &Path,
    section: &str,
    table: &toml::Table,
    example: impl Serialize,
) -> Result<(), ConfigurationError> {
    let Some(toml::Value::Table(given)) = table.get(section) else {
        return Ok(());
    };
    let example = toml::Table::try_from(example).unwrap_or_default();
    let known: Vec<&str> = example.keys().map(String::as_str).collect();
    check_keys(path, &format!("{section}."), given, &known)
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
        // Each is one line, for standard error shows no line breaks of others.
        let negative = fault("[limits]\nrows=-1");
        assert!(
            negative.starts_with("landed.toml: line 2, column 6: ") && negative.contains("-1"),
            "{negative}"
        );
        for fault in [
            negative,
            fault("[files"),
            fault("é = \n"),
            fault("a = 'b\n'"),
        ] {
            assert!(!fault.contains('\n'), "{fault}");
        }
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
    #[test]
    fn the_days_of_the_watchlist_are_checked() {
        let days =
            |text: &str| parse(Path::new("landed.toml"), text).map(|read| read.watchlist.days);
        assert_eq!(days("[watchlist]\ndays = 14").unwrap(), Some(14));
        assert_eq!(days("[watchlist]\ndays = 1096").unwrap(), Some(1096));
        assert_eq!(days("").unwrap(), None);
        let fault = |text: &str| days(text).unwrap_err().to_string();
        let range = "landed.toml: watchlist.days: write a number of days from 1 to 1096";
        for days in ["0", "-3", "1097", "70000"] {
            assert_eq!(fault(&format!("[watchlist]\ndays = {days}")), range);
        }
        assert!(fault("[watchlist]\ndays = '90'").contains("expected u16"));
        assert!(fault("[watchlist]\nday = 90").contains("did you mean `watchlist.days`?"));
        assert!(fault("[wachlist]\ndays = 90").contains("did you mean `watchlist`?"));
    }

    #[test]
    fn what_is_said_of_files_is_checked() {
        let fault = |text| {
            parse(Path::new("landed.toml"), text)
                .unwrap_err()
                .to_string()
        };
        assert!(fault("[[files]]\npatern = '*'").contains("pattern"));
        assert!(fault("[[files]]\npattern = '*'\nencoding = 'morse'").contains("morse"));
        assert!(fault("[limits]\nrow = 1").contains("did you mean `limits.rows`?"));
        let text = "[limits]\nrows = 10\n[[files]]\npattern = '*.csv'\ndelimiter = ';'";
        let configuration = parse(Path::new("landed.toml"), text).unwrap();
        assert_eq!(configuration.limits.rows, 10);
        assert_eq!(
            configuration.mapping.rules(&["a.csv"]).delimiter,
            Some(b';')
        );
    }
}

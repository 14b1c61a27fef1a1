//! What a firm maps by hand in `landed.toml`: headings, sheets, words, date order, encoding, per pattern of file names.
//!
//! Holds and checks the mapping; finding and reading the file of the configuration is not done here.

use super::declaration::Kind;
use super::found::DateOrder;
use super::normal::{normalise_heading, normalise_value};
use super::schema::Schemas;
use super::vocabulary;
use crate::provenance::Table;
use globset::{Glob, GlobMatcher};
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// One entry `[[files]]`: what holds for the files that match its pattern.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FileMapping {
    /// Pattern of paths within the input, as in `clio/*.csv`.
    pub pattern: String,
    /// Heading -> `table.column`, `column` (in any table), a list of these, or `ignore`.
    pub headings: BTreeMap<String, OneOrMany>,
    /// Name of a sheet -> table or `ignore`; `""` is the sheet of a text file.
    pub sheets: BTreeMap<String, String>,
    /// `column` or `table.column` -> (text -> canonical word).
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// `day_first` or `month_first`.
    pub date_order: Option<Order>,
    /// Name of the encoding of text files.
    pub encoding: Option<String>,
    /// Delimiter of text files: one character, or `tab`.
    pub delimiter: Option<String>,
}

/// One text or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

/// The order of day and month, as the configuration writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// 31/12/2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
}

impl From<Order> for DateOrder {
    fn from(order: Order) -> Self {
        match order {
            Order::DayFirst => Self::DayFirst,
            Order::MonthFirst => Self::MonthFirst,
        }
    }
}

/// What is wrong with a mapping.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum MappingError {
    /// The pattern is not one.
    #[error("the pattern {0:?} of [[files]] is not valid: {1}")]
    Pattern(String, String),
    /// A target is not a column of a table.
    #[error("{target:?} (for the heading {heading:?}) is not a column: write table.column or ignore{}", did_you_mean(nearest.as_deref()))]
    Column {
        /// The heading.
        heading: String,
        /// What it is mapped to.
        target: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
    /// A table that does not exist.
    #[error("{table:?} (for the sheet {sheet:?}) is not a table: write one of the seven tables or ignore{}", did_you_mean(nearest.as_deref()))]
    Sheet {
        /// The sheet.
        sheet: String,
        /// What it is mapped to.
        table: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
    /// A word that its list does not have.
    #[error("{word:?} (for {text:?}) is not a word of {column}{}", did_you_mean(nearest.as_deref()))]
    Word {
        /// The column.
        column: String,
        /// The text that is mapped.
        text: String,
        /// What it is mapped to.
        word: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
    /// The delimiter is not one character.
    #[error("the delimiter {0:?} is neither one ASCII character nor \"tab\"")]
    Delimiter(String),
    /// A key that is not known.
    #[error("{path}: unknown key{}", did_you_mean(nearest.as_deref()))]
    Key {
        /// Where it stands.
        path: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
}

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |one| format!(" (did you mean {one:?}?)"))
}

/// Where a heading goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Target {
    /// Nowhere.
    Ignore,
    /// A column of one table, or of any table that has it.
    Column(Option<Table>, String),
}

/// What a sheet is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SheetRule {
    /// It is not read.
    Ignore,
    /// It holds this table.
    Table(Table),
}

/// What holds for one file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FileRules {
    pub(super) headings: BTreeMap<String, Vec<Target>>,
    pub(super) sheets: BTreeMap<String, SheetRule>,
    words: Vec<(Option<Table>, String, BTreeMap<String, String>)>,
    /// The order of day and month, if it is given.
    pub date_order: Option<DateOrder>,
    /// The encoding, if it is given.
    pub encoding: Option<String>,
    /// The delimiter, if it is given.
    pub delimiter: Option<u8>,
}

impl FileRules {
    /// The words mapped for a table, by canonical column.
    pub(super) fn words(&self, table: Table) -> BTreeMap<String, BTreeMap<String, String>> {
        let mut words: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for (only, column, map) in &self.words {
            if only.is_none_or(|only| only == table) && table.column(column).is_some() {
                words.entry(column.clone()).or_default().extend(map.clone());
            }
        }
        words
    }

    /// Adds what a later entry says; the later one wins.
    fn add(&mut self, later: &Self) {
        self.headings.extend(later.headings.clone());
        self.sheets.extend(later.sheets.clone());
        self.words.extend(later.words.iter().cloned());
        self.date_order = later.date_order.or(self.date_order);
        self.encoding = later.encoding.clone().or_else(|| self.encoding.take());
        self.delimiter = later.delimiter.or(self.delimiter);
    }
}

/// The checked mapping of a configuration.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    entries: Vec<(GlobMatcher, FileRules)>,
}

fn matches(matcher: &GlobMatcher, names: &[&str]) -> bool {
    names.iter().any(|name| matcher.is_match(name))
}

impl Mapping {
    /// Checks the entries of a configuration.
    pub fn new(files: &[FileMapping]) -> Result<Self, MappingError> {
        let entries: Result<Vec<_>, _> = files.iter().map(entry).collect();
        Ok(Self { entries: entries? })
    }

    /// What holds for a file, by its path within the input, which may be told in more than one way.
    pub fn rules(&self, names: &[&str]) -> FileRules {
        let mut rules = FileRules::default();
        for (matcher, entry) in &self.entries {
            if matches(matcher, names) {
                rules.add(entry);
            }
        }
        rules
    }

    /// The patterns that none of these files matches, each of which may have more than one name.
    pub fn unmatched(&self, files: &[[&str; 2]]) -> Vec<String> {
        let is_in_vain = |matcher: &GlobMatcher| !files.iter().any(|names| matches(matcher, names));
        let matchers = self.entries.iter().map(|(matcher, _)| matcher);
        matchers
            .filter(|matcher| is_in_vain(matcher))
            .map(|matcher| matcher.glob().glob().to_owned())
            .collect()
    }
}

fn entry(file: &FileMapping) -> Result<(GlobMatcher, FileRules), MappingError> {
    let glob = Glob::new(&file.pattern)
        .map_err(|fault| MappingError::Pattern(file.pattern.clone(), fault.to_string()))?;
    let mut rules = FileRules {
        date_order: file.date_order.map(DateOrder::from),
        encoding: file.encoding.clone(),
        delimiter: file.delimiter.as_deref().map(delimiter).transpose()?,
        ..FileRules::default()
    };
    for (heading, targets) in &file.headings {
        let targets = match targets {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many.as_slice(),
        };
        let targets: Result<Vec<Target>, _> =
            targets.iter().map(|one| target(heading, one)).collect();
        rules.headings.insert(normalise_heading(heading), targets?);
    }
    for (sheet, table) in &file.sheets {
        rules
            .sheets
            .insert(normalise_value(sheet), sheet_rule(sheet, table)?);
    }
    for (column, map) in &file.values {
        rules.words.push(words(column, map)?);
    }
    Ok((glob.compile_matcher(), rules))
}

fn delimiter(text: &str) -> Result<u8, MappingError> {
    match text.as_bytes() {
        [one] if one.is_ascii() => Ok(*one),
        _ if text.eq_ignore_ascii_case("tab") => Ok(b'\t'),
        _ => Err(MappingError::Delimiter(text.to_owned())),
    }
}

fn target(heading: &str, text: &str) -> Result<Target, MappingError> {
    if text == "ignore" {
        return Ok(Target::Ignore);
    }
    let known = |table: Table, column: &str| {
        let schema = Schemas::book().table(table);
        schema.is_some_and(|schema| schema.columns.iter().any(|one| one.name == column))
    };
    if let Some((table, column)) = text.split_once('.') {
        if let Some(table) = Table::from_name(table).filter(|table| known(*table, column)) {
            return Ok(Target::Column(Some(table), column.to_owned()));
        }
    } else if Table::ALL.into_iter().any(|table| known(table, text)) {
        return Ok(Target::Column(None, text.to_owned()));
    }
    let columns = Schemas::book().tables().iter().flat_map(|schema| {
        let name = move |column: &super::Column| format!("{}.{}", schema.table, column.name);
        schema
            .columns
            .iter()
            .flat_map(move |column| [name(column), column.name.clone()])
    });
    Err(MappingError::Column {
        heading: heading.to_owned(),
        target: text.to_owned(),
        nearest: nearest(text, columns),
    })
}

fn sheet_rule(sheet: &str, table: &str) -> Result<SheetRule, MappingError> {
    if table == "ignore" {
        return Ok(SheetRule::Ignore);
    }
    let known = Table::ALL.into_iter().map(|table| table.name().to_owned());
    Table::from_name(table)
        .map(SheetRule::Table)
        .ok_or_else(|| MappingError::Sheet {
            sheet: sheet.to_owned(),
            table: table.to_owned(),
            nearest: nearest(table, known.chain(["ignore".to_owned()])),
        })
}

type Words = (Option<Table>, String, BTreeMap<String, String>);

fn words(column: &str, map: &BTreeMap<String, String>) -> Result<Words, MappingError> {
    let Target::Column(table, name) = target(column, column)? else {
        return Err(MappingError::Column {
            heading: column.to_owned(),
            target: column.to_owned(),
            nearest: None,
        });
    };
    let declared = Schemas::book()
        .tables()
        .iter()
        .filter(|schema| table.is_none_or(|table| table == schema.table))
        .find_map(|schema| schema.columns.iter().find(|one| one.name == name));
    let list = declared
        .filter(|one| one.kind != Kind::OpenWord)
        .and_then(|one| one.values.as_deref());
    let mut normalised = BTreeMap::new();
    for (text, word) in map {
        if let Some(list) = list {
            let ids = || vocabulary::words(list).iter().map(|one| one.id.clone());
            if !ids().any(|id| id == *word) {
                return Err(MappingError::Word {
                    column: column.to_owned(),
                    text: text.clone(),
                    word: word.clone(),
                    nearest: nearest(word, ids()),
                });
            }
        }
        normalised.insert(normalise_value(text), word.clone());
    }
    Ok((table, name, normalised))
}

/// The candidate that is most like a text, if one is like it: a suggestion, never applied.
pub fn nearest(text: &str, candidates: impl Iterator<Item = String>) -> Option<String> {
    candidates
        .map(|candidate| (likeness(text, &candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 70)
        .max_by(|(a, one), (b, other)| a.cmp(b).then_with(|| other.cmp(one)))
        .map(|(_, candidate)| candidate)
}

/// How alike two texts are, in hundredths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    reason = "a similarity between 0 and 1, used to order suggestions only"
)]
pub(super) fn likeness(one: &str, other: &str) -> u32 {
    let edits = strsim::normalized_damerau_levenshtein(one, other);
    (edits.max(strsim::jaro_winkler(one, other) - 0.15) * 100.0) as u32
}

/// The keys of an entry `[[files]]`.
pub const FILE_KEYS: [&str; 7] = [
    "pattern",
    "headings",
    "sheets",
    "values",
    "date_order",
    "encoding",
    "delimiter",
];

/// Keys of a table of a configuration that are not known, each with the nearest known key. `at` says where the table stands.
pub fn unknown_keys(table: &toml::Table, known: &[&str], at: &str) -> Vec<MappingError> {
    let unknown = table.keys().filter(|key| !known.contains(&key.as_str()));
    let fault = |key: &String| MappingError::Key {
        path: if at.is_empty() {
            key.clone()
        } else {
            format!("{at}.{key}")
        },
        nearest: nearest(key, known.iter().map(|one| (*one).to_owned())),
    };
    unknown.map(fault).collect()
}

/// Unknown keys in the entries `[[files]]` of a whole configuration.
pub fn unknown_file_keys(configuration: &toml::Table) -> Vec<MappingError> {
    let entries = configuration.get("files").and_then(toml::Value::as_array);
    let tables = entries.into_iter().flatten().enumerate();
    tables
        .filter_map(|(position, entry)| Some((position, entry.as_table()?)))
        .flat_map(|(position, table)| {
            unknown_keys(table, &FILE_KEYS, &format!("files[{position}]"))
        })
        .collect()
}

#[cfg(test)]
mod tests;

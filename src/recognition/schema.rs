//! The declarations of `schemas/intake`: tables, their columns, and the headings that people use for them.
//!
//! Loaded once from compiled-in data. What a heading means in a given row is decided elsewhere.

use super::declaration::{Bilingual, Column, Ignored};
use super::normal::{key, normalise_heading, normalise_value};
use crate::provenance::Table;
use include_dir::{Dir, include_dir};
use indexmap::IndexSet;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas/intake");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Common {
    column: Vec<Column>,
    ignored: Vec<Ignored>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Bilingual,
    description: Bilingual,
    sheets: Vec<String>,
    column: Vec<Column>,
    #[serde(default)]
    ignored: Vec<Ignored>,
}

/// How surely a heading names a column; the surer comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Grade {
    /// The configuration says so.
    Mapped,
    /// It names this column in this table.
    Name,
    /// It names it unless another heading does.
    Second,
    /// It names it beside other headings.
    When,
    /// It could be anything.
    Weak,
}

/// A heading's claim on a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Claim {
    /// Position in [`TableSchema::columns`].
    pub column: usize,
    /// How surely.
    pub grade: Grade,
    /// Order of preference among weak claims; position in `when` for conditional ones.
    pub rank: usize,
    /// Whether it asks the opposite question.
    pub inverted: bool,
    /// Position in [`Column::answers`], if it is such a question.
    pub answers: Option<usize>,
    /// Whether it is the canonical name.
    pub canonical: bool,
}

/// One table as declared.
#[derive(Debug)]
pub struct TableSchema {
    /// Which table.
    pub table: Table,
    /// What people are shown.
    pub title: Bilingual,
    /// What it is, in a sentence.
    pub description: Bilingual,
    /// Names of sheets, files and group headings.
    pub sheets: Vec<String>,
    /// The columns; the canonical ones in their order, and `full_name` among them.
    pub columns: Vec<Column>,
    /// Headings that are known and not read.
    pub ignored: Vec<Ignored>,
    index: BTreeMap<String, Vec<Claim>>,
    /// Headings without their spaces -> the heading as it is in `index` or `ignored_index`.
    joined: BTreeMap<String, String>,
    ignored_index: BTreeMap<String, usize>,
}

/// All tables as declared.
#[derive(Debug)]
pub struct Schemas {
    tables: Vec<TableSchema>,
    names: BTreeMap<String, Table>,
    /// The keys of all headings that any table knows.
    known: IndexSet<String, foldhash::fast::RandomState>,
}

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(Schemas::load);

impl Schemas {
    /// The schemas compiled into this program.
    pub fn book() -> &'static Self {
        &SCHEMAS
    }

    /// The tables, in the order of the contract.
    pub fn tables(&self) -> &[TableSchema] {
        &self.tables
    }

    /// One table.
    pub fn table(&self, table: Table) -> Option<&TableSchema> {
        self.tables.iter().find(|one| one.table == table)
    }

    /// The table that a sheet, file or group heading names: the longest run of words that is a known name of one table. The name is
    /// given as a normalised value.
    pub(super) fn named(&self, normalised: &str) -> Option<Table> {
        if !normalised.contains(' ') {
            return self.names.get(normalised).copied();
        }
        let words: Vec<&str> = normalised.split(' ').collect();
        for length in (1..=words.len()).rev() {
            let mut found: Vec<Table> = words
                .windows(length)
                .filter_map(|run| self.names.get(&run.concat()).copied())
                .collect();
            found.sort_unstable();
            found.dedup();
            match found.as_slice() {
                [] => {}
                [one] => return Some(*one),
                _ => return None,
            }
        }
        None
    }

    /// Whether any table may know a normalised heading. If not, none does.
    pub(super) fn may_know(&self, heading: &str) -> bool {
        self.known.contains(&key(heading))
    }

    /// The table of which a text is exactly a known name.
    pub(super) fn named_exactly(&self, text: &str) -> Option<Table> {
        self.names.get(&key(&normalise_value(text))).copied()
    }

    #[expect(
        clippy::expect_used,
        reason = "the data is compiled in and a test loads it: a fault cannot reach a user"
    )]
    fn load() -> Self {
        let read = |name: &str| {
            let file = FILES.get_file(format!("{name}.toml"));
            let text = file.and_then(include_dir::File::contents_utf8);
            text.expect("each table has a UTF-8 schema")
        };
        let common: Common = toml::from_str(read("common")).expect("the common schema is valid");
        let mut names = BTreeMap::new();
        let tables = Table::ALL.map(|table| {
            let file: File = toml::from_str(read(table.name())).expect("a schema is valid");
            let mut columns = common.column.clone();
            columns.extend(file.column);
            let mut ignored = file.ignored;
            ignored.extend(common.ignored.iter().cloned());
            let own = [
                table.name().to_owned(),
                file.title.en.clone(),
                file.title.fr.clone(),
            ];
            for name in own.iter().chain(&file.sheets) {
                names.entry(key(&normalise_value(name))).or_insert(table);
            }
            let (index, ignored_index) = (index(&columns), ignored_index(&ignored));
            TableSchema {
                table,
                title: file.title,
                description: file.description,
                sheets: file.sheets,
                joined: joined(index.keys().chain(ignored_index.keys())),
                index,
                ignored_index,
                columns,
                ignored,
            }
        });
        let headings = tables
            .iter()
            .flat_map(|table| table.index.keys().chain(table.ignored_index.keys()));
        Self {
            known: headings.map(|heading| key(heading)).collect(),
            tables: tables.into(),
            names,
        }
    }
}

impl TableSchema {
    /// The claims of a normalised heading.
    pub(super) fn claims(&self, heading: &str) -> &[Claim] {
        self.index
            .get(self.spelled(heading))
            .map_or(&[], Vec::as_slice)
    }

    /// A normalised heading as the schema spells it: `startdate` is `start date`.
    fn spelled<'h>(&'h self, heading: &'h str) -> &'h str {
        if self.index.contains_key(heading) || self.ignored_index.contains_key(heading) {
            return heading;
        }
        self.joined
            .get(&key(heading))
            .map_or(heading, String::as_str)
    }

    /// The known and unread heading that a normalised heading is.
    pub(super) fn ignored_as(&self, heading: &str) -> Option<&Ignored> {
        let position = self.ignored_index.get(self.spelled(heading))?;
        self.ignored.get(*position)
    }

    /// The position of a column in the canonical order; `None` for `full_name`.
    pub(super) fn canonical(&self, column: usize) -> Option<usize> {
        self.columns
            .get(column)
            .and_then(|column| self.table.column(&column.name))
    }
}

/// Every heading of every column with its claim.
fn index(columns: &[Column]) -> BTreeMap<String, Vec<Claim>> {
    let mut index: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    for (position, column) in columns.iter().enumerate() {
        for (text, claim) in claims(position, column) {
            let claims = index.entry(normalise_heading(text)).or_default();
            if !claims.iter().any(|one| one.column == claim.column) {
                claims.push(claim);
            }
        }
    }
    index
}

/// The headings of one column, the surest first.
fn claims(position: usize, column: &Column) -> Vec<(&str, Claim)> {
    let name = Claim {
        column: position,
        grade: Grade::Name,
        rank: 0,
        inverted: false,
        answers: None,
        canonical: false,
    };
    let canonical = Claim {
        canonical: true,
        ..name
    };
    let mut claims: Vec<(&str, Claim)> = vec![(&column.name, canonical)];
    claims.extend([&column.title.en, &column.title.fr].map(|text| (text.as_str(), name)));
    claims.extend(column.names.iter().map(|text| (text.as_str(), name)));
    let inverted = Claim {
        inverted: true,
        ..name
    };
    claims.extend(column.inverted.iter().map(|text| (text.as_str(), inverted)));
    for (answers, question) in column.answers.iter().enumerate() {
        let claim = Claim {
            answers: Some(answers),
            ..name
        };
        claims.extend(question.headings.iter().map(|text| (text.as_str(), claim)));
    }
    let second = Claim {
        grade: Grade::Second,
        ..name
    };
    claims.extend(column.second.iter().map(|text| (text.as_str(), second)));
    for (rank, when) in column.when.iter().enumerate() {
        let claim = Claim {
            grade: Grade::When,
            rank,
            ..name
        };
        claims.extend(when.headings.iter().map(|text| (text.as_str(), claim)));
    }
    for (rank, text) in column.weak.iter().enumerate() {
        claims.push((
            text,
            Claim {
                grade: Grade::Weak,
                rank,
                ..name
            },
        ));
    }
    claims
}

fn ignored_index(ignored: &[Ignored]) -> BTreeMap<String, usize> {
    let mut index = BTreeMap::new();
    for (position, one) in ignored.iter().enumerate() {
        for text in &one.headings {
            index.entry(normalise_heading(text)).or_insert(position);
        }
    }
    index
}

/// Headings by their letters alone; two headings with the same letters ("PA ID", "paid") are told apart by their spaces only.
fn joined<'k>(headings: impl Iterator<Item = &'k String>) -> BTreeMap<String, String> {
    let mut owners: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for heading in headings {
        owners.entry(key(heading)).or_default().push(heading);
    }
    let alone = owners.into_iter().filter_map(|(letters, mut spelled)| {
        spelled.dedup();
        let first = spelled.first().map(|one| (*one).clone())?;
        (spelled.len() == 1).then_some((letters, first))
    });
    alone.collect()
}

#[cfg(test)]
mod tests;

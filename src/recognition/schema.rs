//! The declarations of `schemas/intake`: tables, their columns, and the headings that people use for them.
//!
//! Loaded once from compiled-in data. What a heading means in a given row is decided elsewhere.

use super::declaration::{Bilingual, Column, Ignored};
use super::normal::{key, normalise_heading, normalise_value};
use crate::provenance::Table;
use include_dir::{Dir, include_dir};
use indexmap::IndexMap;
use serde::Deserialize;
use smallvec::SmallVec;
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
    known: KnownHeadings,
}

/// The headings that a table knows, by their letters alone. Two with the same letters ("PA ID", "paid") are told apart by their spaces.
type KnownHeadings = IndexMap<String, SmallVec<[Known; 1]>, foldhash::fast::FixedState>;

/// A heading that a table knows.
#[derive(Debug)]
struct Known {
    /// As the schema spells it, normalised.
    spelled: String,
    claims: SmallVec<[Claim; 1]>,
    /// Position in [`TableSchema::ignored`], if it is known and not read.
    ignored: Option<usize>,
}

/// All tables as declared.
#[derive(Debug)]
pub struct Schemas {
    tables: Vec<TableSchema>,
    names: BTreeMap<String, Table>,
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
        let letters = key(heading);
        let mut tables = self.tables.iter();
        tables.any(|table| table.known.contains_key(&letters))
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
            TableSchema {
                table,
                title: file.title,
                description: file.description,
                sheets: file.sheets,
                known: known(&columns, &ignored),
                columns,
                ignored,
            }
        });
        Self {
            tables: tables.into(),
            names,
        }
    }
}

impl TableSchema {
    /// The claims of a normalised heading.
    pub(super) fn claims(&self, heading: &str) -> &[Claim] {
        self.known(heading).map_or(&[], |known| &known.claims)
    }

    /// A normalised heading, however it is spaced: `startdate` is `start date`, if it can be nothing else.
    fn known(&self, heading: &str) -> Option<&Known> {
        match self.known.get(&key(heading))?.as_slice() {
            [alone] => Some(alone),
            several => several.iter().find(|known| known.spelled == heading),
        }
    }

    /// The known and unread heading that a normalised heading is.
    pub(super) fn ignored_as(&self, heading: &str) -> Option<&Ignored> {
        self.ignored.get(self.known(heading)?.ignored?)
    }

    /// The position of a column in the canonical order; `None` for `full_name`.
    pub(super) fn canonical(&self, column: usize) -> Option<usize> {
        self.columns
            .get(column)
            .and_then(|column| self.table.column(&column.name))
    }
}

/// Every heading of every column with its claims, and those that are not read.
fn known(columns: &[Column], ignored: &[Ignored]) -> KnownHeadings {
    let mut known = KnownHeadings::default();
    for (position, column) in columns.iter().enumerate() {
        for (text, claim) in claims(position, column) {
            tell(&mut known, text, |heading| {
                let mut columns = heading.claims.iter().map(|one| one.column);
                if !columns.any(|column| column == claim.column) {
                    heading.claims.push(claim);
                }
            });
        }
    }
    for (position, one) in ignored.iter().enumerate() {
        for text in &one.headings {
            tell(&mut known, text, |heading| {
                heading.ignored.get_or_insert(position);
            });
        }
    }
    known
}

/// Tells something of a heading, which need not be known before.
fn tell(known: &mut KnownHeadings, text: &str, what: impl FnOnce(&mut Known)) {
    let spelled = normalise_heading(text);
    let same = known.entry(key(&spelled)).or_default();
    if let Some(heading) = same.iter_mut().find(|one| one.spelled == spelled) {
        what(heading);
        return;
    }
    let mut heading = Known {
        spelled,
        claims: SmallVec::new(),
        ignored: None,
    };
    what(&mut heading);
    same.push(heading);
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

#[cfg(test)]
mod tests;

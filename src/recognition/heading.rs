//! The headings of one header row, with the group headings above them, and what they claim in a table.

use super::mapping::{FileRules, Target};
use super::normal::{normalise_heading, parts};
use super::owned::OwnedRow;
use super::schema::{Claim, Grade, Schemas, TableSchema};
use crate::intake::Cell;
use crate::provenance::{Table, cell_name};

/// The heading of one column of a sheet.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// Column of the sheet, from 0.
    pub column: u32,
    /// Row in which it stands.
    pub row: u32,
    /// As people see it; a group heading comes first ("Work permit > From").
    pub text: String,
    /// The cell itself as written.
    pub own_text: String,
    /// The cell itself, normalised.
    pub own: String,
    /// With the heading above it, normalised.
    joined: Option<String>,
    /// The heading above it, if it spans several columns, normalised.
    group: Option<String>,
    /// The table that the group names.
    pub group_table: Option<Table>,
}

/// A text cell without the white space around it; `None` for any other cell, or one without text.
pub(super) fn text_of<'a>(cell: &Cell<'a>) -> Option<&'a str> {
    cell.text().map(str::trim).filter(|text| !text.is_empty())
}

/// The headings of a row, with the row above it as group headings where one is given.
pub(super) fn headings(row: &OwnedRow, above: Option<&OwnedRow>) -> Vec<Heading> {
    let mut headings: Vec<Heading> = row
        .texts()
        .map(|(column, text)| Heading::alone(column, row.number, text))
        .collect();
    let Some(above) = above else {
        return headings;
    };
    let parents: Vec<(u32, &str)> = above.texts().collect();
    for (position, (start, parent)) in parents.iter().enumerate() {
        let next = parents
            .get(position + 1)
            .map_or(u32::MAX, |(column, _)| *column);
        let Some(first) = headings.iter().position(|one| one.column == *start) else {
            // Nothing below: the heading is merged over both rows.
            headings.push(Heading::alone(*start, above.number, parent));
            headings.sort_by_key(|one| one.column);
            continue;
        };
        let below = headings.get(first..).unwrap_or_default();
        let span = below
            .iter()
            .zip(*start..next)
            .take_while(|(heading, column)| heading.column == *column && heading.row == row.number)
            .count();
        for heading in headings.iter_mut().skip(first).take(span) {
            heading.put_below(parent, span > 1);
        }
    }
    headings
}

impl Heading {
    /// A cell of a header row, read by itself.
    pub fn alone(column: u32, row: u32, text: &str) -> Self {
        let text = text.trim();
        Self {
            column,
            row,
            text: text.to_owned(),
            own_text: text.to_owned(),
            own: normalise_heading(text),
            joined: None,
            group: None,
            group_table: None,
        }
    }

    fn put_below(&mut self, parent: &str, spans: bool) {
        self.text = format!("{} > {}", parent.trim(), self.own_text);
        self.joined = Some(normalise_heading(&format!("{parent} {}", self.own_text)));
        if spans {
            self.group = Some(normalise_heading(parent));
            self.group_table = Schemas::book().named_exactly(parent);
        }
    }

    /// Its cell, as in `D3`.
    pub fn cell(&self) -> String {
        cell_name(self.column, self.row)
    }

    /// Whether any table may have a column of it, or know it as a heading that is not read. If not, it claims nothing anywhere.
    pub fn may_be_known(&self, rules: &FileRules) -> bool {
        let schemas = Schemas::book();
        let texts = || [Some(&self.own), self.joined.as_ref(), self.group.as_ref()];
        let written = |text: &String| rules.headings.contains_key(text) || schemas.may_know(text);
        texts().into_iter().flatten().any(written)
            || parts(&self.own_text)
                .into_iter()
                .any(|part| schemas.may_know(&normalise_heading(part)))
    }

    /// What it claims in a table: by hand, with its group, alone, or said twice ("Start date / Date de début").
    pub fn claims(&self, schema: &TableSchema, rules: &FileRules) -> Vec<Claim> {
        let mapped = self
            .joined
            .iter()
            .chain([&self.own])
            .find_map(|text| rules.headings.get(text));
        if let Some(targets) = mapped {
            return mapped_claims(targets, schema);
        }
        if let Some(joined) = &self.joined {
            let claims = schema.claims(joined);
            if !claims.is_empty() || schema.ignored_as(joined).is_some() {
                return claims.to_vec();
            }
        }
        let blocked = self
            .group
            .as_ref()
            .is_some_and(|group| schema.ignored_as(group).is_some());
        let claims = schema.claims(&self.own);
        if blocked || self.group_table.is_some_and(|table| table != schema.table) {
            // Under "Client" stands whom the row is about, whatever else it tells.
            let is_whose = self.group_table == Some(Table::Applicants);
            let mut claims = claims.to_vec();
            claims.retain(|claim| is_whose && claim.column == 0);
            return claims;
        }
        if !claims.is_empty() || schema.ignored_as(&self.own).is_some() {
            return claims.to_vec();
        }
        self.said_twice(schema)
    }

    /// The column that all parts of a doubled heading name.
    fn said_twice(&self, schema: &TableSchema) -> Vec<Claim> {
        let mut common: Option<Vec<Claim>> = None;
        for part in parts(&self.own_text) {
            let claims = schema.claims(&normalise_heading(part));
            let kept = match common {
                None => claims.to_vec(),
                Some(common) => common
                    .into_iter()
                    .filter_map(|one| {
                        let same = claims.iter().find(|other| other.column == one.column)?;
                        Some(if same.grade < one.grade { *same } else { one })
                    })
                    .collect(),
            };
            common = Some(kept);
        }
        common.unwrap_or_default()
    }

    /// Whether it is known in a table and deliberately not read.
    pub fn ignored<'s>(&self, schema: &'s TableSchema) -> Option<&'s super::Ignored> {
        [self.joined.as_ref(), Some(&self.own), self.group.as_ref()]
            .into_iter()
            .flatten()
            .find_map(|text| schema.ignored_as(text))
    }
}

fn mapped_claims(targets: &[Target], schema: &TableSchema) -> Vec<Claim> {
    let columns = targets.iter().filter_map(|target| match target {
        Target::Column(table, name) if table.is_none_or(|table| table == schema.table) => schema
            .columns
            .iter()
            .position(|column| column.name == *name),
        Target::Column(..) | Target::Ignore => None,
    });
    let claim = |column| Claim {
        column,
        grade: Grade::Mapped,
        rank: 0,
        inverted: false,
        answers: None,
        canonical: false,
    };
    columns.map(claim).collect()
}

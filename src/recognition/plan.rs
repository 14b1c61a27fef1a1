//! How a header row would be read as one table: which heading fills which column, and how well that fits.

use super::heading::Heading;
use super::mapping::FileRules;
use super::normal::normalise_heading;
use super::schema::{Claim, Grade, Schemas, TableSchema};
use crate::provenance::Table;
use std::collections::BTreeSet;

/// What the names around a header row say.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub(super) struct Naming {
    /// The table that the configuration gives for the sheet.
    pub forced: Option<Table>,
    /// The table that the name of the sheet names.
    pub sheet: Option<Table>,
    /// The table that the name of the file names.
    pub file: Option<Table>,
}

/// A heading that fills a column.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    /// Position of the column in the schema.
    pub column: usize,
    /// Position of the heading.
    pub heading: usize,
    /// How it claims the column.
    pub claim: Claim,
    /// Whether no other table has a column of this heading.
    specific: bool,
}

/// A way to read a header row as one table.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// As which table.
    pub table: Table,
    /// What fills its columns.
    pub filled: Vec<Filled>,
    /// Columns of the schema that several headings claim, with these headings: none of them is used.
    pub contested: Vec<(usize, Vec<usize>)>,
    /// Required columns (of the schema) that nothing fills.
    pub missing: Vec<usize>,
    /// Headings that are known and deliberately not read.
    pub known_unread: Vec<usize>,
    /// Whether a name speaks for this table.
    named: bool,
    /// How many headings there are.
    headings: usize,
    /// How well it fits; the higher the better.
    pub score: i32,
}

/// The claims of each heading in each table, worked out once.
pub(super) struct Claims(Vec<Vec<Vec<Claim>>>);

impl Claims {
    /// For each table in order, for each heading.
    pub fn new(headings: &[Heading], rules: &FileRules) -> Self {
        let of = |schema| {
            headings
                .iter()
                .map(|heading| heading.claims(schema, rules))
                .collect()
        };
        Self(Schemas::book().tables().iter().map(of).collect())
    }

    /// The claims of one heading in one table, both by position.
    pub fn of(&self, table: usize, heading: usize) -> &[Claim] {
        let claims = self.0.get(table).and_then(|headings| headings.get(heading));
        claims.map_or(&[], Vec::as_slice)
    }

    /// Whether a heading surely names a column in this table only.
    fn specific(&self, table: usize, heading: usize) -> bool {
        let surely = |table: usize| {
            self.of(table, heading)
                .iter()
                .any(|claim| claim.grade <= Grade::When)
        };
        surely(table) && (0..self.0.len()).all(|other| other == table || !surely(other))
    }
}

impl Plan {
    /// Reads headings as one table. `open` tells which headings may be used.
    pub fn new(
        position: usize,
        schema: &TableSchema,
        headings: &[Heading],
        claims: &Claims,
        naming: Naming,
        open: &dyn Fn(usize) -> bool,
    ) -> Self {
        let group = headings
            .iter()
            .any(|heading| heading.group_table == Some(schema.table));
        let named = [naming.forced, naming.sheet, naming.file].contains(&Some(schema.table));
        let mut plan = Self {
            table: schema.table,
            filled: Vec::new(),
            contested: Vec::new(),
            missing: Vec::new(),
            known_unread: Vec::new(),
            named: named || group,
            headings: headings.len(),
            score: 0,
        };
        let mut filling = Filling {
            plan: &mut plan,
            schema,
            position,
            headings,
            claims,
            open,
        };
        for grade in [
            Grade::Mapped,
            Grade::Name,
            Grade::Second,
            Grade::When,
            Grade::Weak,
        ] {
            for column in 0..schema.columns.len() {
                filling.fill(column, grade);
            }
        }
        plan.finish(schema, headings, naming, group);
        plan
    }

    fn finish(&mut self, schema: &TableSchema, headings: &[Heading], naming: Naming, group: bool) {
        let settled = |column: usize| {
            self.has(column) || self.contested.iter().any(|(one, _)| *one == column)
        };
        let required = schema
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.required);
        self.missing = required
            .map(|(column, _)| column)
            .filter(|column| !settled(*column))
            .collect();
        let used: BTreeSet<usize> = self.used().collect();
        let unread = headings.iter().enumerate().filter(|(position, heading)| {
            !used.contains(position) && heading.ignored(schema).is_some()
        });
        self.known_unread = unread.map(|(position, _)| position).collect();
        for filled in &self.filled {
            self.score += match (filled.claim.grade, filled.specific && filled.column != 0) {
                (Grade::Weak, _) => 1,
                (_, true) => 4,
                (_, false) => 2,
            };
            self.score += i32::from(filled.claim.canonical);
        }
        let lacking = self.missing.iter().filter(|column| **column != 0).count();
        self.score -= 6 * i32::try_from(lacking).unwrap_or(i32::MAX / 8);
        self.score += 2 * i32::try_from(self.contested.len()).unwrap_or(0);
        // A type and an expiry beside a list of clients are a remark; a permit has a beginning or an application.
        let begins = ["valid_from", "applied_on"]
            .iter()
            .any(|name| self.has_named(schema, name));
        self.score -= 3 * i32::from(schema.table == Table::Permits && !begins);
        let table = Some(schema.table);
        self.score +=
            1000 * i32::from(naming.forced == table) + 8 * i32::from(naming.sheet == table);
        self.score += 4 * i32::from(naming.file == table) + 6 * i32::from(group);
    }

    /// Whether a heading fills a column of the schema.
    pub fn has(&self, column: usize) -> bool {
        self.filled.iter().any(|filled| filled.column == column)
    }

    /// Whether a heading fills the column with this name.
    fn has_named(&self, schema: &TableSchema, name: &str) -> bool {
        let position = schema.columns.iter().position(|column| column.name == name);
        position.is_some_and(|column| self.has(column))
    }

    /// The headings that fill or claim a column.
    pub fn used(&self) -> impl Iterator<Item = usize> {
        let contested = self
            .contested
            .iter()
            .flat_map(|(_, headings)| headings.iter().copied());
        self.filled
            .iter()
            .map(|filled| filled.heading)
            .chain(contested)
    }

    /// The headings that fill columns which a row can do without.
    pub fn optional(&self) -> impl Iterator<Item = usize> {
        let required = self.table.required();
        let schema = Schemas::book().table(self.table);
        let needed = move |column: usize| {
            let column = schema.and_then(|schema| schema.columns.get(column));
            column.is_some_and(|column| required.contains(&column.name.as_str()))
        };
        self.filled
            .iter()
            .filter(move |filled| !needed(filled.column))
            .map(|filled| filled.heading)
    }

    fn hits(&self) -> usize {
        self.filled.len() + self.contested.len()
    }

    fn specific(&self) -> usize {
        self.filled
            .iter()
            .filter(|filled| filled.specific && filled.column != 0)
            .count()
    }

    /// Whether the row can be the header of this table.
    pub fn is_plausible(&self) -> bool {
        let with_id = !self.missing.contains(&0);
        let alone = self.headings == 1
            && self.table == Table::Applicants
            && self
                .filled
                .iter()
                .any(|filled| filled.column == 0 && filled.claim.canonical);
        let enough = if with_id {
            self.specific() >= 1 || self.named || self.missing.is_empty()
        } else {
            self.specific() >= 2 || (self.named && self.hits() >= 2)
        };
        alone || (self.hits() >= 2 && enough)
    }

    /// Whether it hardly can be anything else: most of its cells are headings, or many are.
    pub fn is_solid(&self, cells: usize) -> bool {
        let known = self.used().collect::<BTreeSet<_>>().len() + self.known_unread.len();
        self.is_plausible() && (known * 5 >= cells * 3 || self.hits() >= 5)
    }

    /// Whether a second table in the same columns holds enough to be one, and not a remark beside the first.
    pub fn is_worthwhile(&self, schema: &TableSchema) -> bool {
        let any = |names: &[&str]| names.iter().any(|name| self.has_named(schema, name));
        let all = |names: &[&str]| names.iter().all(|name| self.has_named(schema, name));
        let telling = match self.table {
            Table::Applicants => any(&[
                "invitation_date",
                "application_date",
                "intended_province",
                "duties_confirmed",
                "inadmissible",
            ]),
            Table::Employment => any(&["job_title", "noc_code"]),
            Table::Permits => all(&["valid_from", "valid_to"]),
            Table::Studies => any(&["institution", "program"]),
            Table::LanguageTests => true,
            Table::Absences => any(&["returned_on"]),
            Table::Leaves => any(&["kind"]),
        };
        telling && self.missing.is_empty() && self.contested.is_empty() && self.specific() >= 1
    }
}

/// A plan being filled.
struct Filling<'f> {
    plan: &'f mut Plan,
    schema: &'f TableSchema,
    position: usize,
    headings: &'f [Heading],
    claims: &'f Claims,
    open: &'f dyn Fn(usize) -> bool,
}

impl Filling<'_> {
    /// Lets the headings of one grade claim a column that no better grade has claimed.
    fn fill(&mut self, column: usize, grade: Grade) {
        if self.plan.has(column) || self.plan.contested.iter().any(|(one, _)| *one == column) {
            return;
        }
        let mut found = self.claimants(column, grade, &|_| true);
        // Nearly all columns are claimed with one grade at most.
        if found.is_empty() {
            return;
        }
        let used: BTreeSet<usize> = self.plan.used().collect();
        found.retain(|(heading, _)| !used.contains(heading));
        if found.is_empty() && grade == Grade::Second && self.required(column) {
            found = self.take_from_optional(column);
        }
        if grade == Grade::Weak {
            let best = found.iter().map(|(_, claim)| claim.rank).min();
            found.retain(|(_, claim)| Some(claim.rank) == best);
        }
        match found.as_slice() {
            [] => {}
            [(heading, claim)] => {
                let specific =
                    grade <= Grade::When && self.claims.specific(self.position, *heading);
                self.plan.filled.push(Filled {
                    column,
                    heading: *heading,
                    claim: *claim,
                    specific,
                });
            }
            several => {
                let headings = several.iter().map(|(heading, _)| *heading).collect();
                self.plan.contested.push((column, headings));
            }
        }
    }

    fn required(&self, column: usize) -> bool {
        self.schema
            .columns
            .get(column)
            .is_some_and(|column| column.required)
    }

    /// Headings that claim a column with one grade.
    fn claimants(
        &self,
        column: usize,
        grade: Grade,
        free: &dyn Fn(usize) -> bool,
    ) -> Vec<(usize, Claim)> {
        let heads =
            (0..self.headings.len()).filter(|heading| (self.open)(*heading) && free(*heading));
        heads
            .filter_map(|heading| {
                let claims = self.claims.of(self.position, heading);
                let claim = claims
                    .iter()
                    .find(|claim| claim.column == column && claim.grade == grade)?;
                (grade != Grade::When || self.condition_holds(claim)).then_some((heading, *claim))
            })
            .collect()
    }

    /// A required column may take a heading from an optional one: the file's number names the applicant where nothing else does.
    fn take_from_optional(&mut self, column: usize) -> Vec<(usize, Claim)> {
        let optional: Vec<usize> = self
            .plan
            .filled
            .iter()
            .filter(|filled| !self.required(filled.column))
            .map(|filled| filled.heading)
            .collect();
        let found = self.claimants(column, Grade::Second, &|heading| {
            optional.contains(&heading)
        });
        if let [(heading, _)] = found.as_slice() {
            self.plan.filled.retain(|filled| filled.heading != *heading);
        }
        found
    }

    /// Whether one of the headings that a conditional claim needs stands in the row.
    fn condition_holds(&self, claim: &Claim) -> bool {
        let column = self.schema.columns.get(claim.column);
        let Some(when) = column.and_then(|column| column.when.get(claim.rank)) else {
            return false;
        };
        let with: Vec<String> = when
            .with
            .iter()
            .map(|text| normalise_heading(text))
            .collect();
        self.headings
            .iter()
            .any(|heading| with.contains(&heading.own))
    }
}

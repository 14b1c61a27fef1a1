//! Finds the header row among the first rows of a sheet: under title rows, on one line or two.

use super::choice::{Verdict, judge};
use super::heading::{Heading, headings};
use super::mapping::FileRules;
use super::memory::{self, Sought};
use super::opening::Prepared;
use super::owned::OwnedRow;
use super::plan::{Naming, Plan};
use super::schema::Schemas;
use crate::provenance::Table;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// A header row among the first rows of a sheet.
#[derive(Clone)]
pub(super) struct Header {
    /// Position of its last line among the rows.
    pub line: usize,
    /// How it would be read.
    judged: Arc<Judged>,
}

impl Deref for Header {
    type Target = Judged;

    fn deref(&self) -> &Judged {
        &self.judged
    }
}

/// A header row as it would be read, wherever it stands.
pub(super) struct Judged {
    /// The headings.
    pub headings: Vec<Heading>,
    /// The tables; the first is the main one.
    pub plans: Vec<Plan>,
    /// Whether it hardly can be anything else.
    pub solid: bool,
    /// Its tables as they are opened, once they were.
    pub prepared: OnceLock<Prepared>,
}

impl Judged {
    /// How well it fits.
    pub fn score(&self) -> i32 {
        self.plans.iter().map(|plan| plan.score).sum()
    }
}

/// What one row turned out to be.
pub(super) enum Look {
    /// A header row.
    Header(Header),
    /// A header row that fits two tables equally well.
    Tie(Table, Table),
    /// Something else.
    Other,
}

/// Looks at one row, alone and under the row above it.
pub(super) fn look(rows: &[OwnedRow], line: usize, naming: Naming, rules: &FileRules) -> Look {
    let Some(row) = rows.get(line).filter(|row| !row.has_date()) else {
        return Look::Other;
    };
    let above = line.checked_sub(1).and_then(|line| rows.get(line));
    let above = above.filter(|above| above.number + 1 == row.number && !above.has_date());
    let alone = read(row, None, line, naming, rules);
    let below = above.map(|above| read(row, Some(above), line, naming, rules));
    match (alone, below) {
        (Look::Header(alone), Some(Look::Header(below))) if below.score() > alone.score() => {
            Look::Header(below)
        }
        (Look::Header(alone), _) => Look::Header(alone),
        (_, Some(Look::Header(below))) => Look::Header(below),
        (alone, _) => alone,
    }
}

fn read(
    row: &OwnedRow,
    above: Option<&OwnedRow>,
    line: usize,
    naming: Naming,
    rules: &FileRules,
) -> Look {
    let sought = Sought {
        row,
        above,
        naming,
        rules,
    };
    if let Some(judged) = memory::recall(&sought) {
        return Look::Header(Header { line, judged });
    }
    let headings = headings(row, above);
    match judge(&headings, naming, rules) {
        Verdict::Tables(plans) => {
            let cells = headings.len().max(row.filled());
            let solid = plans.len() > 1 || plans.iter().any(|plan| plan.is_solid(cells));
            let judged = Arc::new(Judged {
                headings,
                plans,
                solid,
                prepared: OnceLock::new(),
            });
            memory::keep(&sought, &judged);
            Look::Header(Header { line, judged })
        }
        Verdict::Tie(one, other) => Look::Tie(one, other),
        Verdict::Nothing => Look::Other,
    }
}

/// Takes the line below a header row into it, if that is a second line of headings.
pub(super) fn with_second_line(
    header: Header,
    rows: &[OwnedRow],
    naming: Naming,
    rules: &FileRules,
) -> Header {
    let line = header.line + 1;
    let (Some(first), Some(second)) = (rows.get(header.line), rows.get(line)) else {
        return header;
    };
    let texts = second.texts().count();
    if second.number != first.number + 1
        || second.has_date()
        || texts != second.filled()
        || texts < 2
    {
        return header;
    }
    // A row of data, as it nearly always is, is soon known: it has no headings that any table could read.
    let enough = |known: usize| known >= 2 && known * 2 >= texts;
    let might_be = |one: &&Heading| one.row == second.number && one.may_be_known(rules);
    let known = headings(second, Some(first))
        .iter()
        .filter(might_be)
        .count();
    if enough(known)
        && let Look::Header(both) = read(second, Some(first), line, naming, rules)
    {
        let used = both
            .plans
            .iter()
            .flat_map(|plan| plan.used().chain(plan.known_unread.iter().copied()));
        let mut below: Vec<usize> = used
            .filter(|heading| {
                both.headings
                    .get(*heading)
                    .is_some_and(|one| one.row == second.number)
            })
            .collect();
        below.sort_unstable();
        below.dedup();
        if both.score() > header.score() && enough(below.len()) {
            return both;
        }
    }
    if says_the_same(&header, second, rules) {
        Header { line, ..header }
    } else {
        header
    }
}

/// Whether a row says the headings again, in the other language or as a pattern ("YYYY-MM-DD").
fn says_the_same(header: &Header, second: &OwnedRow, rules: &FileRules) -> bool {
    let mut same = 0_usize;
    let again = headings(second, None);
    for heading in &again {
        let pattern = super::normalise_heading(&format!("({})", heading.own_text)).is_empty();
        let column_above = header.plans.iter().find_map(|plan| {
            let filled = plan.filled.iter().find(|filled| {
                header
                    .headings
                    .get(filled.heading)
                    .is_some_and(|one| one.column == heading.column)
            })?;
            Some((plan.table, filled.column))
        });
        let agrees = column_above.is_some_and(|(table, column)| {
            let schema = Schemas::book().table(table);
            schema.is_some_and(|schema| {
                heading
                    .claims(schema, rules)
                    .iter()
                    .any(|claim| claim.column == column)
            })
        });
        same += usize::from(pattern || agrees);
    }
    same >= 2 && same * 3 >= again.len() * 2
}

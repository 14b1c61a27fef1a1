//! Chooses among the ways to read a header row: one table, several side by side, or several in the same columns.

use super::heading::Heading;
use super::mapping::FileRules;
use super::plan::{Claims, Filled, Naming, Plan};
use super::schema::{Claim, Grade, Schemas};
use crate::provenance::Table;
use std::collections::BTreeSet;

/// What a header row turned out to be.
pub(super) enum Verdict {
    /// These tables, side by side or in the same columns; the first is the main one.
    Tables(Vec<Plan>),
    /// Two tables fit equally well.
    Tie(Table, Table),
    /// No header row.
    Nothing,
}

/// Finds the tables of a header row.
pub(super) fn judge(headings: &[Heading], naming: Naming, rules: &FileRules) -> Verdict {
    let claims = Claims::new(headings, rules);
    let beside = side_by_side(headings, &claims, naming);
    if beside.len() > 1 {
        return Verdict::Tables(beside);
    }
    let (Some(best), rival) = best(headings, &claims, naming, &|_| true) else {
        return Verdict::Nothing;
    };
    if let Some(rival) = rival {
        return Verdict::Tie(best.table, rival);
    }
    let mut plans = vec![best];
    add_tables_in_the_same_columns(&mut plans, headings, &claims, naming);
    Verdict::Tables(plans)
}

/// The best plausible plan, and the table that fits equally well if there is one.
fn best(
    headings: &[Heading],
    claims: &Claims,
    naming: Naming,
    open: &dyn Fn(usize) -> bool,
) -> (Option<Plan>, Option<Table>) {
    let schemas = Schemas::book().tables().iter().enumerate();
    let mut plans: Vec<Plan> = schemas
        .filter(|(_, schema)| naming.forced.is_none_or(|table| table == schema.table))
        .map(|(position, schema)| Plan::new(position, schema, headings, claims, naming, open))
        .filter(Plan::is_plausible)
        .collect();
    plans.sort_by_key(|plan| std::cmp::Reverse(plan.score));
    let mut plans = plans.into_iter();
    let first = plans.next();
    let rival = plans.next().filter(|second| {
        first
            .as_ref()
            .is_some_and(|first| first.score == second.score)
    });
    (first, rival.map(|plan| plan.table))
}

/// Tables side by side: cut at empty columns, each with an applicant id of its own.
fn side_by_side(headings: &[Heading], claims: &Claims, naming: Naming) -> Vec<Plan> {
    let mut segments: Vec<(usize, usize)> = Vec::new();
    for (position, heading) in headings.iter().enumerate() {
        let before = position
            .checked_sub(1)
            .and_then(|before| headings.get(before));
        match (segments.last_mut(), before) {
            (Some(last), Some(before)) if before.column + 1 == heading.column => last.1 = position,
            _ => segments.push((position, position)),
        }
    }
    if segments.len() < 2 {
        return Vec::new();
    }
    let mut plans = Vec::new();
    for (first, last) in segments {
        let inside = move |heading: usize| first <= heading && heading <= last;
        let (plan, rival) = best(headings, claims, naming, &inside);
        match plan {
            Some(plan) if rival.is_none() && plan.has(0) => plans.push(plan),
            // Remarks beside a table.
            None => {}
            // Columns without an id of their own belong to their neighbours: the row is one table.
            Some(_) => return Vec::new(),
        }
    }
    plans
}

/// A flat file: one row tells of a person, a permit and a job. Tables beside the main one share its applicant id.
fn add_tables_in_the_same_columns(
    plans: &mut Vec<Plan>,
    headings: &[Heading],
    claims: &Claims,
    naming: Naming,
) {
    let main = plans.first();
    let Some(id) = main.and_then(|main| main.filled.iter().find(|filled| filled.column == 0))
    else {
        return;
    };
    let id = id.heading;
    for (position, schema) in Schemas::book().tables().iter().enumerate() {
        if naming.forced.is_some() || plans.iter().any(|plan| plan.table == schema.table) {
            continue;
        }
        let taken: BTreeSet<usize> = plans.iter().flat_map(Plan::used).collect();
        let yielding: BTreeSet<usize> = plans.iter().flat_map(Plan::optional).collect();
        let open = |heading: usize| {
            let grouped = headings
                .get(heading)
                .is_some_and(|one| one.group_table == Some(schema.table));
            let mut sure = claims
                .of(position, heading)
                .iter()
                .filter(|claim| claim.grade <= Grade::When);
            // What the table needs it may take from an optional column of another: an employer makes a job, not a permit.
            let needs = |claim: &Claim| {
                schema
                    .columns
                    .get(claim.column)
                    .is_some_and(|column| column.required)
            };
            heading == id
                || if taken.contains(&heading) {
                    yielding.contains(&heading) && sure.any(needs)
                } else {
                    grouped || sure.next().is_some()
                }
        };
        let plan = Plan::new(position, schema, headings, claims, Naming::default(), &open);
        if plan.is_worthwhile(schema) && plan.has(0) {
            for other in plans.iter_mut() {
                other.filled.retain(|filled| {
                    filled.column == 0 || !plan.used().any(|taken| taken == filled.heading)
                });
            }
            plans.push(plan);
        }
    }
    drop_what_two_tables_claim(plans, headings, claims);
}

/// In a flat file, a heading that two of its tables could read ("End date" of the job or of the studies) is contested.
fn drop_what_two_tables_claim(plans: &mut [Plan], headings: &[Heading], claims: &Claims) {
    let place = |plan: &Plan| Table::ALL.iter().position(|table| *table == plan.table);
    let tables: Vec<usize> = plans.iter().filter_map(place).collect();
    for plan in plans {
        let own = place(plan);
        let optional: Vec<usize> = plan.optional().collect();
        let doubtful = |filled: &Filled| {
            let grouped = headings
                .get(filled.heading)
                .is_some_and(|one| one.group_table.is_some());
            let elsewhere = tables
                .iter()
                .filter(|table| Some(**table) != own)
                .any(|table| {
                    let claims = claims.of(*table, filled.heading);
                    claims.iter().any(|claim| claim.grade <= Grade::When)
                });
            let mapped = filled.claim.grade == Grade::Mapped;
            elsewhere && !grouped && !mapped && optional.contains(&filled.heading)
        };
        let (lost, kept) = std::mem::take(&mut plan.filled)
            .into_iter()
            .partition(doubtful);
        plan.filled = kept;
        let lost: Vec<Filled> = lost;
        plan.contested.extend(
            lost.into_iter()
                .map(|filled| (filled.column, vec![filled.heading])),
        );
    }
}

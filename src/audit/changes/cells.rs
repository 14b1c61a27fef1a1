//! Which cells of a table changed for one applicant: rows are matched, then told apart cell by cell.

use crate::audit::changes::Side;
use crate::audit::changes::mixing::{Shown, shown};
use crate::casefile::CaseFile;
use crate::provenance::{Origin, Table};

/// The changes of the rows of a table, in words: `employment jobs.csv!D14 end_date: 2025-06-30 -> 2025-12-31`.
pub(super) fn cell_changes(
    table: Table,
    cases: (&CaseFile, &CaseFile),
    old: Side<'_>,
    new: Side<'_>,
) -> Vec<String> {
    let mut changes = Vec::new();
    match (old.book.has(table), new.book.has(table)) {
        (true, false) => changes.push(format!("the input no longer holds a table {table}")),
        (false, true) => changes.push(format!("the input now holds a table {table}")),
        _ => {}
    }
    let ownerless = |side: Side<'_>, case| side.book.has_ownerless(table, case);
    match (ownerless(old, cases.0), ownerless(new, cases.1)) {
        (true, false) => changes.push(format!("it is known again whose all rows of {table} are")),
        (false, true) => changes.push(format!(
            "the input now holds rows of {table} of which nobody can tell whose they are"
        )),
        _ => {}
    }
    let mut before = shown(table, cases.0);
    let mut after = shown(table, cases.1);
    for (one, other) in matched(&mut before, &mut after, old, new) {
        changes.extend(of_row(table, &one, &other, new));
    }
    let gone = before.iter().map(|row| old.sources.row_address(row.origin));
    changes.extend(gone.map(|place| format!("{table} {place} is gone")));
    let added = after.iter().map(|row| new.sources.row_address(row.origin));
    changes.extend(added.map(|place| format!("{table} {place} is new")));
    if changes.is_empty() {
        changes.push(format!(
            "the rows of {table} stand in another order, or lack other columns"
        ));
    }
    changes
}

fn of_row(table: Table, before: &Shown, after: &Shown, new: Side<'_>) -> Vec<String> {
    let names = table.columns().iter().copied().chain(["fate"]);
    let cells = before.cells.iter().zip(&after.cells);
    names
        .zip(cells)
        .enumerate()
        .filter(|(_, (_, (one, other)))| one != other)
        .map(|(column, (name, (one, other)))| {
            let place = address(new, after.origin, column);
            format!(
                "{table} {place} {name}: {} -> {}",
                or_blank(one),
                or_blank(other)
            )
        })
        .collect()
}

fn or_blank(text: &str) -> &str {
    if text.is_empty() { "(blank)" } else { text }
}

/// The cell, or the row where the column is not one of the sheet.
fn address(side: Side<'_>, origin: Origin, column: usize) -> String {
    let row = side.sources.row_address(origin);
    let cell = side.sources.cell(origin, column);
    match row.rsplit_once('!') {
        Some((sheet, _)) if !cell.is_empty() => format!("{sheet}!{cell}"),
        _ => row,
    }
}

/// Takes out the rows that are the same in both, and returns those that are one row changed: rows in the same place, then
/// rows that are more alike than not.
fn matched(
    before: &mut Vec<Shown>,
    after: &mut Vec<Shown>,
    old: Side<'_>,
    new: Side<'_>,
) -> Vec<(Shown, Shown)> {
    pairs(before, after, |one, other| one.cells == other.cells);
    let place = |side: Side<'_>, row: &Shown| side.sources.row_address(row.origin);
    let mut found = pairs(before, after, |one, other| {
        place(old, one) == place(new, other) && likeness(one, other) > 0
    });
    for wanted in (0..=20).rev() {
        found.extend(pairs(before, after, |one, other| {
            let alike = likeness(one, other);
            alike == wanted && 2 * alike > differing(one, other)
        }));
    }
    found
}

/// Takes out pairs, each row at most once, in order.
fn pairs(
    before: &mut Vec<Shown>,
    after: &mut Vec<Shown>,
    are_one: impl Fn(&Shown, &Shown) -> bool,
) -> Vec<(Shown, Shown)> {
    let mut found = Vec::new();
    before.retain(|one| {
        let partner = after.iter().position(|other| are_one(one, other));
        if let Some(at) = partner {
            found.push((one.clone(), after.remove(at)));
        }
        partner.is_none()
    });
    found
}

/// How many cells beside the id and the fate say the same, and say something.
fn likeness(one: &Shown, other: &Shown) -> usize {
    inner(one, other)
        .filter(|(a, b)| a == b && !a.is_empty())
        .count()
}

fn differing(one: &Shown, other: &Shown) -> usize {
    inner(one, other).filter(|(a, b)| a != b).count()
}

fn inner<'a>(one: &'a Shown, other: &'a Shown) -> impl Iterator<Item = (&'a str, &'a str)> {
    let cells = one.cells.iter().zip(&other.cells);
    let last = one.cells.len().saturating_sub(2);
    cells.skip(1).take(last).map(|(a, b)| (&**a, &**b))
}

//! Applicants of the generator whose facts are moved onto each other: dates that meet, or miss each other by a day, permits and jobs
//! that become others or stand twice. What a story keeps apart meets here.

use crate::generator::{Case, Dice, imprecise};
use crate::metamorphic::some_index;
use crate::naive::values::{Day, add_months, day, iso, show};
use crate::tables::{TABLES, Tables, columns};
use landed::records::PermitType;

/// A cell that holds a day.
#[derive(Clone, Copy)]
struct Place {
    table: &'static str,
    row: usize,
    column: &'static str,
    day: Day,
}

/// Tables in which an applicant may have several rows; jobs and permits more often than others.
const SEVERAL_ROWS: [&str; 8] = [
    "employment",
    "employment",
    "permits",
    "permits",
    "studies",
    "language_tests",
    "absences",
    "leaves",
];

/// Tables that name employers.
const EMPLOYING: [&str; 3] = ["employment", "permits", "leaves"];

const EMPLOYERS: [&str; 5] = [
    "Maple Software Inc.",
    "Mapel Software",
    "Northern Clinics Corp",
    "Acme",
    "",
];

/// The same applicant, entangled.
pub fn entangled(case: Case) -> Case {
    let mut dice = Dice::new(case.seed ^ 0x0c01_11de);
    let mut tables = case.tables;
    for _ in 0..dice.between(1, 8) {
        match dice.between(1, 18) {
            1..=7 => move_a_date(&mut tables, &mut dice, day(&case.as_of)),
            8 => {
                let kind = dice.pick(PermitType::ALL).id();
                let kind = if dice.chance(8) { "" } else { kind };
                change(&mut tables, "permits", "permit_type", kind, &mut dice);
            }
            9 => {
                let decision = *dice.pick(&["", "approved", "pending", "refused", "withdrawn"]);
                change(&mut tables, "permits", "decision", decision, &mut dice);
            }
            10 => {
                let employer = employer(&tables, &mut dice);
                let table = *dice.pick(&EMPLOYING);
                change(&mut tables, table, "employer", &employer, &mut dice);
            }
            11 | 12 => repeat_a_row(&mut tables, &mut dice),
            13..=16 => copy_a_cell(&mut tables, &mut dice),
            _ => blur_a_date(&mut tables, &mut dice),
        }
    }
    Case { tables, ..case }
}

fn places(tables: &Tables) -> Vec<Place> {
    let mut places = Vec::new();
    for table in TABLES {
        let rows = tables.table(table).map_or(&[][..], |rows| rows);
        for (row, cells) in rows.iter().enumerate() {
            let days = cells
                .iter()
                .filter_map(|(column, text)| Some((*column, iso(text)?)));
            places.extend(days.map(|(column, day)| Place {
                table,
                row,
                column,
                day,
            }));
        }
    }
    places
}

fn put(tables: &mut Tables, place: Place, text: String) {
    let rows = tables.table_mut(place.table).as_mut();
    if let Some(row) = rows.and_then(|rows| rows.get_mut(place.row)) {
        row.insert(place.column, text);
    }
}

/// Moves a date to another one, or next to it, or to where a window of the law begins that ends there.
fn move_a_date(tables: &mut Tables, dice: &mut Dice, as_of: Day) {
    let places = places(tables);
    if places.is_empty() {
        return;
    }
    let (from, onto) = (*dice.pick(&places), dice.pick(&places).day);
    let onto = dice.weighted(&[
        (12, onto),
        (1, as_of),
        (1, add_months(as_of, -36)),
        (1, add_months(onto, 36)),
        (1, onto + 90),
        (1, onto + 186),
    ]);
    let day = onto + dice.weighted(&[(6, 0), (4, 1), (4, -1), (1, 2), (1, -2)]);
    put(tables, from, show(day));
}

/// Leaves only the month or the year of a date, or both orders of its day and month.
fn blur_a_date(tables: &mut Tables, dice: &mut Dice) {
    let places = places(tables);
    if places.is_empty() {
        return;
    }
    let place = *dice.pick(&places);
    let blurred = if dice.chance(25) {
        show(place.day)[0..4].to_owned()
    } else {
        imprecise(place.day, dice)
    };
    put(tables, place, blurred);
}

/// Writes something else into a column of some row.
fn change(tables: &mut Tables, table: &str, column: &'static str, text: &str, dice: &mut Dice) {
    let Some(rows) = tables
        .table_mut(table)
        .as_mut()
        .filter(|rows| !rows.is_empty())
    else {
        return;
    };
    let index = some_index(rows.len(), dice);
    let row = &mut rows[index];
    if text.is_empty() {
        row.remove(column);
    } else {
        row.insert(column, text.to_owned());
    }
}

/// An employer of the applicant, or one of those that are like each other.
fn employer(tables: &Tables, dice: &mut Dice) -> String {
    let rows = EMPLOYING.iter().filter_map(|table| tables.table(table));
    let named: Vec<&String> = rows
        .flatten()
        .filter_map(|row| row.get("employer"))
        .collect();
    if named.is_empty() || dice.chance(50) {
        (*dice.pick(&EMPLOYERS)).to_owned()
    } else {
        (*dice.pick(&named)).clone()
    }
}

/// Writes into a cell what another row of its table has there, or nothing.
fn copy_a_cell(tables: &mut Tables, dice: &mut Dice) {
    let table = *dice.pick(&SEVERAL_ROWS);
    let Some((_, columns)) = columns(table).split_first() else {
        return;
    };
    let column = *dice.pick(columns);
    let rows = tables.table(table).map_or(&[][..], |rows| rows);
    let text = match rows {
        [] => return,
        _ if dice.chance(10) => String::new(),
        rows => dice.pick(rows).get(column).cloned().unwrap_or_default(),
    };
    change(tables, table, column, &text, dice);
}

/// Writes a row twice; one of the two may be moved later.
fn repeat_a_row(tables: &mut Tables, dice: &mut Dice) {
    let table = *dice.pick(&SEVERAL_ROWS);
    if let Some(rows) = tables
        .table_mut(table)
        .as_mut()
        .filter(|rows| !rows.is_empty())
    {
        let row = dice.pick(rows).clone();
        rows.push(row);
    }
}

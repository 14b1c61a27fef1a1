//! What must not change, or may change one way only, when the input is changed. Asked of the model here, and of the
//! product when it has its seam: every check takes the judge as an argument.

use crate::generator::{Case, Dice};
use crate::naive::experience::Treatment;
use crate::naive::values::{Number, day, iso, number, show};
use crate::naive::{Output, Point, Requirement};
use crate::tables::{Row, TABLES, Tables, cell};
use std::collections::BTreeMap;

pub type Judge<'a> = &'a dyn Fn(&Tables, &str, &str) -> Output;

fn shuffled(rows: &mut [Row], dice: &mut Dice) {
    for last in (1..rows.len()).rev() {
        let place = dice.between(0, i32::try_from(last).expect("few"));
        rows.swap(last, usize::try_from(place).expect("a place"));
    }
}

pub fn some_index(length: usize, dice: &mut Dice) -> usize {
    let last = i32::try_from(length).expect("few") - 1;
    usize::try_from(dice.between(0, last)).expect("a place")
}

/// The sums of a point: counted hours, and possible ones.
fn hours(output: &Output) -> Vec<(Number, Option<Number>)> {
    output
        .points
        .iter()
        .filter_map(|point| point.hours.clone())
        .collect()
}

fn has_duplicates(output: &Output) -> bool {
    output
        .points
        .iter()
        .flat_map(|point| point.records.iter().flatten())
        .flat_map(|record| &record.days)
        .any(|day| day.reasons.contains(&"duplicate_record_possible"))
}

/// Requirements without the assumptions and advisories.
fn results(output: &Output) -> Vec<BTreeMap<&'static str, Requirement>> {
    output
        .points
        .iter()
        .map(|point| point.requirements.clone())
        .collect()
}

/// No day carries more than its share of the weekly cap. Asked of the model only: the product's ledger has lines, not days.
pub fn within_the_cap(output: &Output) {
    for point in &output.points {
        let mut by_day: BTreeMap<&str, Number> = BTreeMap::new();
        for one in point
            .records
            .iter()
            .flatten()
            .flat_map(|record| &record.days)
        {
            *by_day.entry(&one.day).or_insert_with(|| number(0)) +=
                &one.hours_counted + &one.hours_uncertain;
        }
        assert!(by_day.values().all(|hours| hours * number(7) <= number(30)));
    }
}

/// Within one output: the ledger is whole, and sums to the requirement.
pub fn consistent(case: &Case, output: &Output) {
    for point in &output.points {
        let Some((counted, possible)) = &point.hours else {
            continue;
        };
        assert!(possible.as_ref().is_none_or(|most| counted <= most));
        let mut sum = number(0);
        let mut most = number(0);
        for record in point.records.as_ref().expect("a ledger") {
            let days: Vec<i32> = record.days.iter().map(|one| day(&one.day)).collect();
            assert!(
                days.windows(2).all(|pair| pair[1] == pair[0] + 1),
                "each day once: seed {}",
                case.seed
            );
            for one in &record.days {
                sum += &one.hours_counted;
                most += &one.hours_counted + &one.hours_uncertain;
                let hours = [&one.hours_counted, &one.hours_uncertain, &one.over_cap];
                assert!(hours.iter().all(|hours| **hours >= number(0)));
                match one.treatment {
                    Treatment::Counted => assert!(one.reasons.is_empty()),
                    Treatment::Uncertain => {
                        assert!(!one.reasons.is_empty());
                        assert_eq!(one.hours_counted, number(0));
                    }
                    Treatment::Excluded => {
                        assert!(!one.reasons.is_empty());
                        assert!(hours.iter().all(|hours| **hours == number(0)));
                    }
                }
            }
        }
        assert_eq!(sum, *counted, "seed {}", case.seed);
        assert!(possible.as_ref().is_none_or(|possible| *possible == most));
    }
}

/// Rows in another order. Of two records of one employer on one day the first in source order counts, so their order
/// matters where that happens; nothing else does.
pub fn shuffling(case: &Case, judge: Judge<'_>, dice: &mut Dice) {
    let before = judge(&case.tables, &case.applicant, &case.as_of);
    let mut tables = case.tables.clone();
    for table in TABLES {
        if table != "employment"
            && let Some(rows) = tables.table_mut(table)
        {
            shuffled(rows, dice);
        }
    }
    let after = judge(&tables, &case.applicant, &case.as_of);
    assert_eq!(before, after, "seed {}", case.seed);
    if let Some(rows) = &mut tables.employment {
        shuffled(rows, dice);
        let after = judge(&tables, &case.applicant, &case.as_of);
        if !has_duplicates(&before) && !has_duplicates(&after) {
            assert_eq!(results(&before), results(&after), "seed {}", case.seed);
        }
    }
}

/// One job in two adjacent ones. True if there was a job to split.
pub fn splitting_a_job(case: &Case, judge: Judge<'_>, dice: &mut Dice) -> bool {
    let mut tables = case.tables.clone();
    let Some(rows) = &mut tables.employment else {
        return false;
    };
    if rows.is_empty() {
        return false;
    }
    let index = some_index(rows.len(), dice);
    let row = rows[index].clone();
    // A copy elsewhere is collapsed with the whole, not with its parts.
    let copies = rows.iter().filter(|other| **other == row).count();
    let (Some(start), Some(end)) = (
        iso(cell(&row, "start_date")),
        iso(cell(&row, "end_date")).or_else(|| {
            ["", "present"]
                .contains(&cell(&row, "end_date"))
                .then(|| day(&case.as_of) - 1)
        }),
    ) else {
        return false;
    };
    if copies > 1 || end <= start || !cell(&row, "total_hours").is_empty() {
        return false;
    }
    let middle = dice.between(start, end - 1);
    let (mut first, mut second) = (row.clone(), row);
    first.insert("end_date", show(middle));
    second.insert("start_date", show(middle + 1));
    rows[index] = first;
    rows.insert(index + 1, second);
    let before = judge(&case.tables, &case.applicant, &case.as_of);
    let after = judge(&tables, &case.applicant, &case.as_of);
    assert_eq!(hours(&before), hours(&after), "seed {}", case.seed);
    true
}

/// One permit in two adjacent ones of its class and employer; the application stays with the first.
pub fn splitting_a_permit(case: &Case, judge: Judge<'_>, dice: &mut Dice) -> bool {
    let mut tables = case.tables.clone();
    let Some(rows) = &mut tables.permits else {
        return false;
    };
    let whole: Vec<usize> = (0..rows.len())
        .filter(|index| {
            let row = &rows[*index];
            let copies = rows.iter().filter(|other| *other == row).count();
            let dates = (iso(cell(row, "valid_from")), iso(cell(row, "valid_to")));
            let granted = ["", "approved"].contains(&cell(row, "decision"));
            let lasting = matches!(dates, (Some(from), Some(to)) if from < to);
            // What sets the whole aside would not set its second part aside.
            let is_plain = ["applied_on", "decided_on"]
                .iter()
                .all(|column| cell(row, column).is_empty() || iso(cell(row, column)).is_some());
            let interim = cell(row, "permit_type") == "interim_authorization";
            copies == 1 && granted && lasting && is_plain && !interim
        })
        .collect();
    if whole.is_empty() {
        return false;
    }
    let index = whole[some_index(whole.len(), dice)];
    let row = rows[index].clone();
    let (from, to) = (day(cell(&row, "valid_from")), day(cell(&row, "valid_to")));
    let middle = dice.between(from, to - 1);
    let (mut first, mut second) = (row.clone(), row);
    first.insert("valid_to", show(middle));
    second.insert("valid_from", show(middle + 1));
    second.remove("applied_on");
    second.remove("decided_on");
    rows[index] = first;
    rows.insert(index + 1, second);
    let before = judge(&case.tables, &case.applicant, &case.as_of);
    let after = judge(&tables, &case.applicant, &case.as_of);
    assert_eq!(hours(&before), hours(&after), "seed {}", case.seed);
    true
}

/// A job without pay, at an employer of another name, adds no hours.
pub fn adding_an_excluded_job(case: &Case, judge: Judge<'_>, dice: &mut Dice) -> bool {
    let mut tables = case.tables.clone();
    // A leave that names no employer is a leave of the only job held; of one of two it is doubtful which.
    let unnamed = case
        .tables
        .table("leaves")
        .into_iter()
        .flatten()
        .any(|leave| cell(leave, "employer").is_empty());
    if unnamed {
        return false;
    }
    let Some(rows) = &mut tables.employment else {
        return false;
    };
    let start = day(&case.as_of) - dice.between(100, 900);
    let end = start + dice.between(0, 500);
    let (start, end) = (show(start), show(end));
    let place = some_index(rows.len() + 1, dice);
    let job = crate::tables::row(&[
        ("applicant_id", &case.applicant),
        ("employer", "Quiet Harbour Shelter"),
        ("noc_code", "21232"),
        ("noc_version", "2021"),
        ("start_date", &start),
        ("end_date", &end),
        ("hours_per_week", "40"),
        ("pay", "unpaid"),
        ("employment_type", "employee"),
        ("country", "Canada"),
    ]);
    rows.insert(place, job);
    let before = judge(&case.tables, &case.applicant, &case.as_of);
    let after = judge(&tables, &case.applicant, &case.as_of);
    for (before, after) in before.points.iter().zip(&after.points) {
        let (Some((counted, most)), Some((counted_now, most_now))) = (&before.hours, &after.hours)
        else {
            continue;
        };
        assert!(counted_now <= counted, "counted: seed {}", case.seed);
        match (most, most_now) {
            (None, None) => {}
            (Some(most), Some(most_now)) => {
                assert!(most_now <= most, "possible: seed {}", case.seed);
            }
            _ => panic!("one is unlimited: seed {}", case.seed),
        }
    }
    true
}

/// Blanks that mean something, so that they are not unknown.
pub fn blank_means_something(table: &str, column: &str, row: &Row) -> Option<&'static str> {
    match (table, column) {
        (_, "applicant_id") => Some("whose row it is"),
        ("employment", "end_date") => Some("ongoing"),
        ("studies", "completed_on") => Some("continuing"),
        ("absences", "returned_on") => Some("not back yet"),
        ("permits", "employer") if cell(row, "permit_type") == "permit_exempt_work" => {
            Some("any employer")
        }
        ("permits", "decision") if !cell(row, "valid_from").is_empty() => Some("approved"),
        ("permits", "decided_on" | "valid_to")
            if cell(row, "permit_type") == "interim_authorization" =>
        {
            Some("undecided, no printed end")
        }
        ("applicants", "invitation_date" | "application_date") => {
            Some("not invited, not yet applied")
        }
        ("applicants", "inadmissible" | "duties_confirmed") => Some("not assessed"),
        ("employment", "hours_per_week" | "total_hours")
            if !cell(row, "hours_per_week").is_empty() && !cell(row, "total_hours").is_empty() =>
        {
            Some("the other says it")
        }
        ("employment", "country" | "province")
            if !cell(row, "country").is_empty() && !cell(row, "province").is_empty() =>
        {
            Some("the other says it")
        }
        _ => None,
    }
}

/// A cell of which the blank means "unknown" is blanked: nothing that was not met becomes met.
/// Gives what became not met although it was met, which the law allows but which is worth to know.
pub fn blanking_a_cell(case: &Case, judge: Judge<'_>, dice: &mut Dice) -> Option<String> {
    let mut cells = Vec::new();
    for table in TABLES {
        for (index, row) in case.tables.table(table).into_iter().flatten().enumerate() {
            for column in row.keys() {
                if blank_means_something(table, column, row).is_none() {
                    cells.push((table, index, *column));
                }
            }
        }
    }
    if cells.is_empty() {
        return None;
    }
    let (table, index, column) = cells[some_index(cells.len(), dice)];
    let mut tables = case.tables.clone();
    tables.table_mut(table).as_mut().expect("the table")[index].remove(column);
    let before = judge(&case.tables, &case.applicant, &case.as_of);
    let after = judge(&tables, &case.applicant, &case.as_of);
    let point_of = |output: &Output, name: &str| -> Option<Point> {
        output.points.iter().find(|one| one.name == name).cloned()
    };
    let mut lost = None;
    for point in &before.points {
        let Some(now) = point_of(&after, point.name) else {
            continue;
        };
        for (name, was) in &point.requirements {
            let is = &now.requirements[name];
            assert!(
                (was.outcome, is.outcome) != ("not_met", "met"),
                "blanking {table}.{column} of row {index}: {name} at {} becomes met: seed {}",
                point.name,
                case.seed
            );
            if (was.outcome, is.outcome) == ("met", "not_met") {
                let text = &case.tables.table(table).expect("the table")[index][column];
                lost = Some(format!(
                    "{table}.{column} ({text}): {name}, seed {}",
                    case.seed
                ));
            }
        }
    }
    lost
}

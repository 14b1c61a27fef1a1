//! What was recognised in a file, and the problems that recognition raises, in sentences for a paralegal.

use super::declaration::Column;
use super::heading::Heading;
use super::mapping::likeness;
use super::normal::normalise_heading;
use super::plan::Plan;
use super::recogniser::FIRST_ROWS;
use super::schema::{Schemas, TableSchema};
use super::told::RecognisedTable;
use crate::finding::{Problem, ProblemCode};
use crate::provenance::{Origin, SourceBlock, Table, cell_name};
use std::fmt::Write as _;

/// What recognition found in one file.
#[derive(Clone, Debug, Default)]
pub struct Recognition {
    /// Names of the sheets by position.
    pub sheets: Vec<String>,
    /// The tables found, for the provenance of rows.
    pub blocks: Vec<SourceBlock>,
    /// The tables found, for people.
    pub tables: Vec<RecognisedTable>,
    /// Sheets in which nothing was found, by position.
    pub unread_sheets: Vec<u16>,
    /// What a person should know.
    pub problems: Vec<Problem>,
}

impl Recognition {
    /// Whether nothing was recognised, and nothing is to be said.
    pub(super) fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.problems.is_empty() && self.unread_sheets.is_empty()
    }

    /// Puts together what was recognised in the sheets of a file, given in their order.
    pub fn of_file(file: u32, parts: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::default();
        for part in parts {
            if whole.sheets.len() < part.sheets.len() {
                whole.sheets.resize(part.sheets.len(), String::new());
            }
            let named = whole.sheets.iter_mut().zip(part.sheets);
            for (name, given) in named.filter(|(_, given)| !given.is_empty()) {
                *name = given;
            }
            whole.blocks.extend(part.blocks);
            whole.tables.extend(part.tables);
            whole.unread_sheets.extend(part.unread_sheets);
            whole.problems.extend(part.problems);
        }
        let place = Origin {
            file,
            sheet: 0,
            block: 0,
            row: 0,
        };
        let problems = of_sheets(&whole, place);
        whole.problems.extend(problems);
        whole
    }
}

/// A problem of a table.
fn problem(
    code: ProblemCode,
    table: Option<Table>,
    origin: Origin,
    done: String,
    todo: &str,
) -> Problem {
    Problem {
        code,
        applicant: None,
        table,
        origin,
        cell: String::new(),
        value: String::new(),
        done,
        todo: todo.to_owned(),
    }
}

/// What the reading of a header row leaves to say.
pub(super) fn of_headings(
    plan: &Plan,
    headings: &[Heading],
    taken: &[usize],
    origin: Origin,
) -> Vec<Problem> {
    let Some(schema) = Schemas::book().table(plan.table) else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for column in &plan.missing {
        if let Some(column) = schema.columns.get(*column) {
            problems.push(missing(plan, schema, column, headings, origin));
        }
    }
    for (column, claimants) in &plan.contested {
        if let Some(column) = schema.columns.get(*column) {
            let claimants: Vec<&Heading> = claimants
                .iter()
                .filter_map(|one| headings.get(*one))
                .collect();
            problems.push(contested(schema, column, &claimants, origin));
        }
    }
    problems.extend(ignored(schema, headings, taken, origin));
    problems
}

fn missing(
    plan: &Plan,
    schema: &TableSchema,
    column: &Column,
    headings: &[Heading],
    origin: Origin,
) -> Problem {
    let used: Vec<usize> = plan.used().collect();
    let known = [&column.name, &column.title.en, &column.title.fr];
    let wanted: Vec<String> = known
        .into_iter()
        .chain(&column.names)
        .chain(&column.second)
        .chain(&column.weak)
        .map(|text| normalise_heading(text))
        .collect();
    let free = headings
        .iter()
        .enumerate()
        .filter(|(position, _)| !used.contains(position));
    let mut near: Vec<(u32, &Heading)> = free
        .map(|(_, heading)| {
            let likeness = wanted.iter().map(|one| likeness(one, &heading.own)).max();
            (likeness.unwrap_or(0), heading)
        })
        .filter(|(likeness, _)| *likeness >= 65)
        .collect();
    near.sort_by_key(|(likeness, heading)| (std::cmp::Reverse(*likeness), heading.column));
    let mut todo = format!(
        "Add a column with the heading \"{}\" ({}).",
        column.name, column.title.en
    );
    if !near.is_empty() {
        let near: Vec<String> = near
            .iter()
            .take(3)
            .map(|(_, heading)| quoted(heading))
            .collect();
        let _ = write!(
            todo,
            " If {} holds it, rename that heading, or map it in landed.toml.",
            near.join(" or ")
        );
    }
    let done = format!(
        "The headings in row {} of this {} table have no column \"{}\", which every row needs; its rows were set aside.",
        origin.row, schema.table, column.name
    );
    Problem {
        value: column.name.clone(),
        ..problem(
            ProblemCode::ColumnMissing,
            Some(schema.table),
            origin,
            done,
            &todo,
        )
    }
}

fn contested(
    schema: &TableSchema,
    column: &Column,
    claimants: &[&Heading],
    origin: Origin,
) -> Problem {
    let named: Vec<String> = claimants.iter().map(|heading| quoted(heading)).collect();
    let named = named.join(" and ");
    let alone = claimants.len() == 1;
    let done = if alone {
        format!(
            "{named} could belong to two tables that these rows hold; it was not used as \"{}\".",
            column.name
        )
    } else {
        format!(
            "{named} both could be \"{}\" ({}); none of them was used.",
            column.name, column.title.en
        )
    };
    let todo = if alone {
        format!(
            "Put a group heading over the columns of each table (\"{}\"), or say in landed.toml what this one is.",
            schema.title.en
        )
    } else {
        format!(
            "Rename or delete all but one of them, or say in landed.toml which one is {}.{} (and map the others to \"ignore\").",
            schema.table, column.name
        )
    };
    let cells: Vec<String> = claimants.iter().map(|heading| heading.cell()).collect();
    let texts: Vec<&str> = claimants
        .iter()
        .map(|heading| heading.text.as_str())
        .collect();
    Problem {
        cell: cells.join(", "),
        value: texts.join("; "),
        ..problem(
            ProblemCode::ColumnDuplicate,
            Some(schema.table),
            origin,
            done,
            &todo,
        )
    }
}

/// One note for all columns that no table of the row reads.
fn ignored(
    schema: &TableSchema,
    headings: &[Heading],
    taken: &[usize],
    origin: Origin,
) -> Option<Problem> {
    let unread: Vec<&Heading> = headings
        .iter()
        .enumerate()
        .filter(|(position, _)| !taken.contains(position))
        .map(|(_, heading)| heading)
        .collect();
    let first = unread.first()?;
    let texts: Vec<&str> = unread.iter().map(|heading| heading.text.as_str()).collect();
    let named: Vec<String> = unread.iter().map(|heading| quoted(heading)).collect();
    let mut todo =
        "Nothing, if they are not needed; otherwise rename them or map them in landed.toml."
            .to_owned();
    let mut said: Vec<&str> = Vec::new();
    for heading in &unread {
        let hint = heading.ignored(schema).and_then(|one| one.hint.as_ref());
        if let Some(hint) = hint.filter(|hint| !said.contains(&hint.en.as_str())) {
            let _ = write!(todo, " \"{}\": {}.", heading.text, hint.en);
            said.push(&hint.en);
        }
    }
    let done = format!(
        "Not read in this {} table: {}.",
        schema.table,
        named.join(", ")
    );
    Some(Problem {
        cell: first.cell(),
        value: texts.join("; "),
        ..problem(
            ProblemCode::ColumnIgnored,
            Some(schema.table),
            origin,
            done,
            &todo,
        )
    })
}

fn quoted(heading: &Heading) -> String {
    format!("\"{}\" ({})", heading.text, heading.cell())
}

/// What the sheets in which nothing was found leave to say: an error if the whole file has nothing, else a note for each.
fn of_sheets(recognition: &Recognition, file: Origin) -> Vec<Problem> {
    let all_ignored = !recognition.sheets.is_empty() && recognition.unread_sheets.is_empty();
    let told = recognition
        .problems
        .iter()
        .any(|problem| problem.code == ProblemCode::TableUnknown);
    if recognition.blocks.is_empty() && !told {
        let done =
            "No sheet of this file has headings that are known; nothing in it was used.".to_owned();
        let todo = "Check that this is the right file. Its headings can be renamed (landed schema lists those that are known) or mapped in landed.toml.";
        let unknown = problem(ProblemCode::TableUnknown, None, file, done, todo);
        return if all_ignored {
            Vec::new()
        } else {
            vec![unknown]
        };
    }
    let unread = recognition.unread_sheets.iter();
    unread
        .map(|sheet| {
            ignored_sheet(
                recognition,
                Origin {
                    sheet: *sheet,
                    ..file
                },
            )
        })
        .collect()
}

fn ignored_sheet(recognition: &Recognition, origin: Origin) -> Problem {
    let name = recognition
        .sheets
        .get(usize::from(origin.sheet))
        .map_or("", String::as_str);
    let done = format!(
        "The sheet \"{name}\" has no known headings in its first {FIRST_ROWS} rows, or is about somebody else; it was not read."
    );
    let todo = "Nothing, if it holds no records of the clients; otherwise rename its headings, or say in landed.toml which table it is (or \"ignore\").";
    problem(ProblemCode::SheetIgnored, None, origin, done, todo)
}

/// A header row fits two tables equally well.
pub(super) fn tie(one: Table, other: Table, origin: Origin) -> Problem {
    let done = format!(
        "The headings in row {} fit the tables \"{one}\" and \"{other}\" equally well; the sheet was not read.",
        origin.row
    );
    let todo = format!(
        "Name the sheet \"{one}\" or \"{other}\", or add a column that only one of them has, or say in landed.toml which it is."
    );
    problem(ProblemCode::TableUnknown, None, origin, done, &todo)
}

/// What the rows of a table leave to say.
pub(super) fn of_rows(open: &super::body::OpenTable) -> Vec<Problem> {
    let table = Some(open.found.block.table);
    let mut problems = Vec::new();
    if let Some(first) = open.passed.first() {
        let rows: Vec<String> = open.passed.iter().take(20).map(u32::to_string).collect();
        let more = open.passed.len().saturating_sub(20);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let done = format!(
            "Totals, notes or repeated headings, read as nobody's record and counted as blank: row {}{more}.",
            rows.join(", ")
        );
        problems.push(problem(
            ProblemCode::RowTotals,
            table,
            open.origin(*first),
            done,
            "Nothing, unless one of them is a record: then give it its applicant id.",
        ));
    }
    if let (count, Some((column, row))) = open.ragged {
        let done = format!(
            "Cells to the right of the last heading were not read, in {count} row(s); this is the first."
        );
        let todo = "Check that no value slipped to the right (an unquoted comma in a text file does that), or give the column a heading.";
        let found = problem(ProblemCode::RowRagged, table, open.origin(row), done, todo);
        problems.push(Problem {
            cell: cell_name(column, row),
            ..found
        });
    }
    problems
}

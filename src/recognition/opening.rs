//! Turns a header row that was found into tables whose rows can be read.

use super::body::OpenTable;
use super::column_map::ColumnMap;
use super::found::FoundTable;
use super::header_row::Header;
use super::heading::Heading;
use super::mapping::FileRules;
use super::normal::normalise_value;
use super::plan::Plan;
use super::report::of_headings;
use super::schema::{Schemas, TableSchema};
use super::told::{RecognisedHeading, RecognisedTable, RowsSeen};
use super::vocabulary;
use crate::finding::Problem;
use crate::provenance::{Origin, SourceBlock};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The tables of a header row as they are before their first row, in whatever file, and what the headings of each leave to say.
pub(super) struct Prepared(Vec<(OpenTable, Vec<Problem>)>);

/// Opens the tables of a header row. `at` gives the file, the sheet and the number of the first table. With what their headings leave
/// to say.
pub(super) fn open_tables(
    header: &Header,
    at: Origin,
    rules: &FileRules,
) -> (Vec<OpenTable>, Vec<Problem>) {
    let Prepared(prepared) = header.prepared.get_or_init(|| prepare(header, rules));
    let (mut opened, mut said) = (Vec::with_capacity(prepared.len()), Vec::new());
    for (block, (table, problems)) in (at.block..=u16::MAX)
        .chain(std::iter::repeat(u16::MAX))
        .zip(prepared)
    {
        let at = Origin { block, ..at };
        opened.push(begun(table, at));
        said.extend(problems.iter().map(|problem| Problem {
            origin: Origin {
                row: problem.origin.row,
                ..at
            },
            ..problem.clone()
        }));
    }
    (opened, said)
}

/// A table as it was prepared, to be read at a place.
fn begun(table: &OpenTable, at: Origin) -> OpenTable {
    let mut found = table.found.clone();
    found.file = at.file;
    found.block.sheet = at.sheet;
    found.block.block = at.block;
    OpenTable {
        map: Arc::clone(&table.map),
        contested: table.contested.clone(),
        region: table.region,
        last_heading: table.last_heading,
        headings: Arc::clone(&table.headings),
        beside: table.beside,
        waiting: Vec::new(),
        passed: Vec::new(),
        ragged: (0, None),
        told: RecognisedTable {
            sheet: at.sheet,
            block: at.block,
            ..table.told.clone()
        },
        found,
    }
}

/// Prepares the tables of a header row; the place is that of the first sheet of the first file.
fn prepare(header: &Header, rules: &FileRules) -> Prepared {
    let mut prepared: Vec<(OpenTable, Vec<Problem>)> = Vec::new();
    let taken: BTreeSet<usize> = header.plans.iter().flat_map(Plan::used).collect();
    for (plan, region) in header.plans.iter().zip(regions(header)) {
        let Some(schema) = Schemas::book().table(plan.table) else {
            continue;
        };
        let beside = prepared.iter().any(|(open, _)| open.region == region);
        let table = open(header, plan, schema, region, beside, rules);
        let others = !prepared.is_empty();
        let problems = said_of(header, plan, &table, &taken, others);
        prepared.push((table, problems));
    }
    Prepared(prepared)
}

/// What the headings of a table leave to say. `taken` are the headings that a table of the row reads; `others` says that a table was
/// opened before this one.
fn said_of(
    header: &Header,
    plan: &Plan,
    table: &OpenTable,
    taken: &BTreeSet<usize>,
    others: bool,
) -> Vec<Problem> {
    let origin = table.origin(table.found.block.heading_row);
    // A heading that is outside the table's own columns is another table's matter.
    let (first, last) = table.region;
    let own = |heading: &Heading| first <= heading.column && heading.column <= last;
    let elsewhere = header
        .headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| others && table.beside || !own(heading));
    let mut known: Vec<usize> = taken.iter().copied().collect();
    known.extend(elsewhere.map(|(position, _)| position));
    of_headings(plan, &header.headings, &known, origin)
}

/// The columns of the sheet that belong to each table: all of them, unless tables stand side by side.
fn regions(header: &Header) -> Vec<(u32, u32)> {
    let first = |plan: &Plan| {
        let columns = plan
            .used()
            .filter_map(|heading| header.headings.get(heading));
        columns.map(|heading| heading.column).min().unwrap_or(0)
    };
    let ids = |plan: &Plan| {
        plan.filled
            .iter()
            .find(|filled| filled.column == 0)
            .map(|filled| filled.heading)
    };
    let starts: Vec<u32> = header.plans.iter().map(first).collect();
    let main_id = header.plans.first().and_then(ids);
    let shared = header.plans.iter().skip(1).all(|plan| ids(plan) == main_id);
    if shared {
        return vec![(0, u32::MAX); starts.len()];
    }
    let region = |(position, start): (usize, &u32)| {
        let end = starts
            .get(position + 1)
            .map_or(u32::MAX, |next| next.saturating_sub(1));
        (if position == 0 { 0 } else { *start }, end)
    };
    starts.iter().enumerate().map(region).collect()
}

fn open(
    header: &Header,
    plan: &Plan,
    schema: &TableSchema,
    region: (u32, u32),
    beside: bool,
    rules: &FileRules,
) -> OpenTable {
    let mut found = found_table(header, plan, rules);
    fill(&mut found, header, plan, schema);
    let map = Arc::new(ColumnMap::of(&found.block.columns));
    // A contested column is there, so that nobody assumes what an absent one would mean; its cells are errors.
    for (canonical, columns) in contested(header, plan, schema) {
        if let Some(place) = Arc::make_mut(&mut found.block.columns).get_mut(canonical) {
            *place = columns.first().copied();
        }
    }
    for (column, mapped) in rules.words(plan.table) {
        found.words.entry(column).or_default().extend(mapped);
    }
    let inside = |column: u32| region.0 <= column && column <= region.1;
    let own = header
        .headings
        .iter()
        .filter(|heading| inside(heading.column));
    OpenTable {
        map,
        contested: contested(header, plan, schema),
        region,
        last_heading: own.clone().map(|heading| heading.column).max().unwrap_or(0),
        headings: own
            .map(|heading| (heading.column, heading.own_text.clone()))
            .collect(),
        beside,
        waiting: Vec::new(),
        passed: Vec::new(),
        ragged: (0, None),
        told: told(header, plan, schema, &found.block, inside),
        found,
    }
}

/// The table as its headings announce it, before its columns are known.
fn found_table(header: &Header, plan: &Plan, rules: &FileRules) -> FoundTable {
    let heading_row = header
        .headings
        .iter()
        .map(|heading| heading.row)
        .max()
        .unwrap_or(0);
    let block = SourceBlock {
        sheet: 0,
        block: 0,
        table: plan.table,
        heading_row,
        columns: vec![None; plan.table.columns().len()].into(),
    };
    FoundTable {
        file: 0,
        inverted: vec![false; block.columns.len()].into(),
        block,
        full_name: None,
        date_order: rules.date_order,
        words: BTreeMap::new(),
    }
}

/// Writes down which column of the sheet holds which canonical column, and what its heading adds to the reading.
fn fill(found: &mut FoundTable, header: &Header, plan: &Plan, schema: &TableSchema) {
    for filled in &plan.filled {
        let Some(heading) = header.headings.get(filled.heading) else {
            continue;
        };
        let Some(canonical) = schema.canonical(filled.column) else {
            found.full_name = Some(heading.column);
            continue;
        };
        if let Some(place) = Arc::make_mut(&mut found.block.columns).get_mut(canonical) {
            *place = Some(heading.column);
        }
        if let Some(place) = Arc::make_mut(&mut found.inverted).get_mut(canonical) {
            *place = filled.claim.inverted;
        }
        let column = schema.columns.get(filled.column);
        let answers = column.and_then(|column| column.answers.get(filled.claim.answers?));
        if let (Some(column), Some(answers)) = (column, answers) {
            let words = yes_and_no(&answers.yes, &answers.no);
            found.words.insert(column.name.clone(), words);
        }
    }
}

/// The canonical columns that several headings claim, with the columns of the sheet.
fn contested(header: &Header, plan: &Plan, schema: &TableSchema) -> Vec<(usize, Vec<u32>)> {
    let sheet_columns = |headings: &[usize]| {
        let headings = headings
            .iter()
            .filter_map(|heading| header.headings.get(*heading));
        headings.map(|heading| heading.column).collect()
    };
    plan.contested
        .iter()
        .filter_map(|(column, headings)| {
            Some((schema.canonical(*column)?, sheet_columns(headings)))
        })
        .collect()
}

/// Every text that means yes, and every one that means no, with the words that they stand for.
fn yes_and_no(yes: &str, no: &str) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for word in vocabulary::words("yes_no") {
        let meant = if word.id == "yes" { yes } else { no };
        words.extend(
            word.texts()
                .map(|text| (normalise_value(text), meant.to_owned())),
        );
    }
    words
}

fn told(
    header: &Header,
    plan: &Plan,
    schema: &TableSchema,
    block: &SourceBlock,
    inside: impl Fn(u32) -> bool,
) -> RecognisedTable {
    let field = |position: usize| {
        let filled = plan
            .filled
            .iter()
            .find(|filled| filled.heading == position)?;
        schema
            .columns
            .get(filled.column)
            .map(|column| column.name.clone())
    };
    let headings = header
        .headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| inside(heading.column));
    let heading = |(position, heading): (usize, &Heading)| RecognisedHeading {
        text: heading.text.clone(),
        cell: heading.cell(),
        field: field(position),
    };
    RecognisedTable {
        sheet: block.sheet,
        block: block.block,
        table: block.table,
        heading_row: block.heading_row,
        headings: headings.map(heading).collect(),
        rows: RowsSeen::default(),
    }
}

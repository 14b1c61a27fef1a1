//! The seam to the product: what the product says of the same tables, beside what the model says.

use crate::naive::values::two_decimals;
use crate::naive::{Output, experience};
use crate::tables::{TABLES, Tables, cell};
use landed::calendar::Day;
use landed::casefile::{Book, CaseFile};
use landed::finding::FirmAssumptions;
use landed::intake::Cell;
use landed::law::Law;
use landed::provenance::{Origin, SourceBlock, SourceFile, Sources, Table};
use landed::recognition::{FoundTable, TableVisitor};
use landed::records::TableReader;
use landed::requirements::{Assessment, Bench, PointAssessment, judge};
use std::collections::{BTreeMap, BTreeSet};

/// How the product writes what the model calls by another name.
fn written<'a>(column: &str, text: &'a str) -> &'a str {
    match (column, text) {
        ("test", "tef_other") => "TEF Quebec",
        ("test", "tcf_other") => "TCF Quebec",
        // A question mark says that the reason is not known; to the model it is a text like any other.
        ("reason", "?!") => "family visit",
        _ => text,
    }
}

/// The book that the product makes of the tables.
pub fn book(tables: &Tables) -> (Book, Sources) {
    let mut sources = Sources::default();
    let mut reader = TableReader::new();
    for (position, name) in TABLES.iter().enumerate() {
        let Some(rows) = tables.table(name) else {
            continue;
        };
        let table = Table::from_name(name).expect("a table");
        let file = u32::try_from(sources.files.len()).expect("few files");
        let width = table.columns().len();
        let block = SourceBlock {
            sheet: 0,
            block: 0,
            table,
            heading_row: 1,
            columns: (0..width)
                .map(|column| u32::try_from(column).ok())
                .collect(),
        };
        sources.files.push(SourceFile {
            path: format!("{position}-{name}.csv"),
            blocks: vec![block.clone()],
            ..SourceFile::default()
        });
        reader.table(FoundTable {
            file,
            block,
            inverted: vec![false; width],
            full_name: None,
            date_order: None,
            words: BTreeMap::new(),
        });
        for (number, row) in rows.iter().enumerate() {
            let cells: Vec<Option<Cell<'_>>> = table
                .columns()
                .iter()
                .map(|column| match cell(row, column) {
                    "" => None,
                    text => Some(Cell::Text(written(column, text))),
                })
                .collect();
            let row = u32::try_from(number + 2).expect("few rows");
            reader.row(
                Origin {
                    file,
                    sheet: 0,
                    block: 0,
                    row,
                },
                &cells,
                None,
            );
        }
        reader.table_end();
    }
    let built = Book::build(vec![reader.finish()], &sources, FirmAssumptions::default());
    (built.book, sources)
}

/// What the product says.
pub fn product(tables: &Tables, applicant: &str, as_of: &str) -> Assessment {
    let (book, sources) = book(tables);
    let nobody = CaseFile {
        id: applicant.into(),
        ..CaseFile::default()
    };
    let case = book
        .cases
        .iter()
        .find(|case| &*case.id == applicant)
        .unwrap_or(&nobody);
    let as_of = Day::parse_iso(as_of).expect("a day");
    let bench = Bench {
        law: Law::book(),
        book: &book,
        sources: &sources,
        as_of,
    };
    judge(&bench, case).0
}

/// What the product says of a case of a book.
pub fn product_of(bench: &Bench<'_>, case: &CaseFile) -> Assessment {
    judge(bench, case).0
}

/// Every difference between the model and the product, each as (kind, words).
pub fn differences(model: &Output, product: &Assessment) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut differ = |kind: &str, model: &dyn std::fmt::Debug, product: &dyn std::fmt::Debug| {
        let (model, product) = (format!("{model:?}"), format!("{product:?}"));
        if model != product {
            found.push((kind.to_owned(), format!("model {model}, product {product}")));
        }
    };
    differ("outcome", &model.outcome, &product.outcome.id());
    let names: Vec<&str> = product
        .points
        .iter()
        .map(|point| point.point.id())
        .collect();
    differ(
        "points",
        &model
            .points
            .iter()
            .map(|point| point.name)
            .collect::<Vec<_>>(),
        &names,
    );
    for (theirs, ours) in model.points.iter().zip(&product.points) {
        let assessed = ours
            .assessed_on
            .map_or_else(String::new, |day| day.to_string());
        differ("assessed_on", &theirs.assessed_on, &assessed);
        for (name, requirement) in &theirs.requirements {
            let Some(finding) = ours
                .findings
                .iter()
                .find(|finding| finding.requirement.id() == *name)
            else {
                differ(&format!("{name} row"), &requirement.outcome, &"no row");
                continue;
            };
            differ(
                &format!("{name} outcome"),
                &requirement.outcome,
                &finding.outcome.id(),
            );
            if theirs.records.is_none() {
                continue;
            }
            if matches!(*name, "work_experience" | "language")
                || matches!(requirement.outcome, "met" | "not_met") && *name == "invitation_window"
            {
                differ(&format!("{name} found"), &requirement.found, &finding.found);
            }
            if matches!(*name, "work_experience" | "language") {
                differ(
                    &format!("{name} required"),
                    &requirement.required,
                    &finding.required,
                );
            }
            differ(
                &format!("{name} at most"),
                &requirement.found_at_most,
                &finding.found_at_most,
            );
            let reasons: BTreeSet<&str> = finding.reasons.iter().map(|one| one.id()).collect();
            differ(&format!("{name} reasons"), &requirement.reasons, &reasons);
            let advisories: BTreeSet<&str> =
                finding.advisories.iter().map(|one| one.id()).collect();
            differ(
                &format!("{name} advisories"),
                &requirement.advisories,
                &advisories,
            );
            let assumptions: BTreeSet<&str> =
                finding.assumptions.iter().map(|one| one.id()).collect();
            differ(
                &format!("{name} assumptions"),
                &requirement.assumptions,
                &assumptions,
            );
        }
        differ("rows", &theirs.requirements.len(), &ours.findings.len());
        if let Some(records) = &theirs.records {
            differ(
                "edition",
                &theirs.edition,
                &ours.edition.map_or("", |edition| &edition.id),
            );
            ledger(records, ours, &mut differ);
        }
    }
    found
}

/// Day by day: treatment and reasons; line by line: the three sums of hours.
fn ledger(
    records: &[experience::RecordOut],
    ours: &PointAssessment,
    differ: &mut impl FnMut(&str, &dyn std::fmt::Debug, &dyn std::fmt::Debug),
) {
    for record in records {
        let lines: Vec<_> = ours
            .ledger
            .iter()
            .filter(|line| line.record + 1 == record.record)
            .collect();
        let covered: i64 = lines.iter().map(|line| i64::from(line.period.days())).sum();
        differ("ledger days", &record.days.len(), &covered);
        for day in &record.days {
            let number = Day::parse_iso(&day.day).expect("a day").number();
            let Some(line) = lines.iter().find(|line| {
                line.period.first().number() <= number && number <= line.period.last().number()
            }) else {
                differ("ledger day", &number, &"no line");
                continue;
            };
            let treatment = format!("{:?}", line.treatment);
            differ(
                "ledger treatment",
                &format!("{:?}", day.treatment),
                &treatment,
            );
            let reasons: Vec<&str> = line.reasons.iter().map(|one| one.id()).collect();
            differ("ledger reasons", &day.reasons, &reasons);
        }
        for line in lines {
            let (first, last) = (line.period.first().number(), line.period.last().number());
            let days = record.days.iter().filter(|day| {
                Day::parse_iso(&day.day)
                    .is_some_and(|on| first <= on.number() && on.number() <= last)
            });
            let (mut counted, mut uncertain, mut over) = Default::default();
            for day in days {
                counted += &day.hours_counted;
                uncertain += &day.hours_uncertain;
                over += &day.over_cap;
            }
            let sums = [
                &line.hours_counted,
                &line.hours_uncertain,
                &line.hours_over_cap,
            ]
            .map(ToString::to_string);
            differ(
                "ledger hours",
                &[
                    two_decimals(&counted),
                    two_decimals(&uncertain),
                    two_decimals(&over),
                ],
                &sums,
            );
        }
    }
}

//! The seam to the product: what the product says of the same tables, beside what the model says.

use crate::naive::values::{Number, number, two_decimals};
use crate::naive::{Output, Point, Requirement, experience};
use crate::tables::{TABLES, Tables, cell};
use landed::calendar::Day;
use landed::casefile::{Book, CaseFile};
use landed::finding::FirmAssumptions;
use landed::intake::Cell;
use landed::law::{Hours, Law};
use landed::provenance::{Origin, SourceBlock, SourceFile, Sources, Table};
use landed::recognition::{FoundTable, TableVisitor};
use landed::records::TableReader;
use landed::requirements::{Assessment, Bench, Finding, PointAssessment, judge};
use landed::run::{Judged, Settings};
use std::collections::{BTreeMap, BTreeSet};

/// How the product writes what the model calls by another name.
fn written<'a>(column: &str, text: &'a str) -> &'a str {
    match (column, text) {
        ("test", "tef_other") => "TEF Quebec",
        ("test", "tcf_other") => "TCF Quebec",
        // To the model any text but Canada is another country; to the product a text that is no country is unknown.
        ("country", "?!") => "France",
        // The model reads only "699" as a scale; to the product an unreadable scale may be it.
        ("score_scale", "?!") => "",
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
            inverted: vec![false; width].into(),
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
            let cells: Vec<Option<&Cell<'_>>> = cells.iter().map(Option::as_ref).collect();
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

/// What the program says of the tables as CSV files in a folder.
pub fn from_files(tables: &Tables, as_of: &str) -> Judged {
    let mut renamed = tables.clone();
    for name in TABLES {
        for row in renamed.table_mut(name).iter_mut().flatten() {
            for (column, text) in row.iter_mut() {
                *text = written(column, text).to_owned();
            }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    renamed.write_csv(folder.path());
    let settings = Settings {
        inputs: vec![folder.path().to_owned()],
        as_of: Day::parse_iso(as_of),
        quiet: true,
        ..Settings::default()
    };
    landed::run::judge(&settings).expect("a judgement")
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
                let found = finding.found.to_string();
                differ(&format!("{name} found"), &requirement.found, &found);
            }
            if matches!(*name, "work_experience" | "language") {
                differ(
                    &format!("{name} required"),
                    &requirement.required,
                    &finding.required.to_string(),
                );
            }
            differ(
                &format!("{name} at most"),
                &requirement.found_at_most,
                &finding.found_at_most.to_string(),
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

/// The product's judgement in the model's terms, so that whatever is asked of the model can be asked of the product. The hours of a
/// ledger line stand on its first day: sums over lines stay what they are.
pub fn as_output(applicant: &str, product: &Assessment) -> Output {
    let points = product.points.iter().map(|point| Point {
        name: point.point.id(),
        assessed_on: point
            .assessed_on
            .map_or_else(String::new, |day| day.to_string()),
        edition: point.edition.map_or("", |edition| &edition.id),
        requirements: point
            .findings
            .iter()
            .map(|finding| (finding.requirement.id(), requirement(finding)))
            .collect(),
        records: point
            .explained
            .hours_counted
            .is_some()
            .then(|| records(point)),
        hours: point.explained.hours_counted.as_ref().map(|counted| {
            (
                exact(counted),
                point.explained.hours_at_most.as_ref().map(exact),
            )
        }),
    });
    Output {
        applicant: applicant.to_owned(),
        outcome: product.outcome.id(),
        points: points.collect(),
    }
}

fn requirement(finding: &Finding) -> Requirement {
    Requirement {
        outcome: finding.outcome.id(),
        required: finding.required.to_string(),
        found: finding.found.to_string(),
        found_at_most: finding.found_at_most.to_string(),
        reasons: finding.reasons.iter().map(|one| one.id()).collect(),
        advisories: finding.advisories.iter().map(|one| one.id()).collect(),
        assumptions: finding.assumptions.iter().map(|one| one.id()).collect(),
    }
}

fn exact(hours: &Hours) -> Number {
    hours.as_fraction().parse().expect("a fraction")
}

fn records(point: &PointAssessment) -> Vec<experience::RecordOut> {
    let mut records: BTreeMap<usize, Vec<experience::DayOut>> = BTreeMap::new();
    for line in &point.ledger {
        for offset in 0..line.period.days() {
            let of_line = |hours: &Hours| if offset == 0 { exact(hours) } else { number(0) };
            records
                .entry(line.record + 1)
                .or_default()
                .push(experience::DayOut {
                    day: line.period.first().plus_days(offset).to_string(),
                    treatment: match line.treatment {
                        landed::requirements::Treatment::Counted => experience::Treatment::Counted,
                        landed::requirements::Treatment::Uncertain => {
                            experience::Treatment::Uncertain
                        }
                        landed::requirements::Treatment::Excluded => {
                            experience::Treatment::Excluded
                        }
                    },
                    reasons: line.reasons.iter().map(|one| one.id()).collect(),
                    hours_counted: of_line(&line.hours_counted),
                    hours_uncertain: of_line(&line.hours_uncertain),
                    over_cap: of_line(&line.hours_over_cap),
                });
        }
    }
    records
        .into_iter()
        .map(|(record, days)| experience::RecordOut { record, days })
        .collect()
}

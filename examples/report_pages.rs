//! Writes the invented book as an output folder (CSV files, data package, pages), so that people and browsers can look at it.
//!
//! `cargo run --example report_pages -- FOLDER [en|fr] [PLAIN APPLICANTS]`

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "an example speaks to whoever runs it and may stop at a fault of its own"
)]

#[path = "../tests/it/made_up.rs"]
mod made_up;

use landed::finding::Problem;
use landed::horizon::{Outlook, outlook};
use landed::law::Law;
use landed::report::common_rows::CommonRows;
use landed::report::data_package::{self, Contents, DATA_PACKAGE, SingleFile};
use landed::report::horizon::Watch;
use landed::report::html::{self, Lang, Pages, Setting, Subject};
use landed::report::stream::Written;
use landed::report::workbook::{TextTable, workbook};
use landed::report::{
    CsvText, FileNames, Identity, OutputKind, eligibility, issues, ledger, summary,
};
use landed::requirements::{Assessment, Bench, judge};
use std::error::Error;
use std::path::Path;

type Done<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(arguments.first().ok_or("which folder?")?);
    let code = arguments.get(1);
    let lang = code
        .and_then(|code| Lang::from_code(code))
        .unwrap_or_default();
    let plain = arguments.get(2).and_then(|n| n.parse().ok()).unwrap_or(40);
    let (book, sources, as_of) = (made_up::book(plain), made_up::sources(), made_up::as_of());
    let bench = Bench {
        law: Law::book(),
        book: &book,
        sources: &sources,
        as_of,
    };
    let mut problems = made_up::problems();
    let mut judged: Vec<Assessment> = Vec::new();
    let mut outlooks: Vec<Outlook> = Vec::new();
    for case in &book.cases {
        let (assessment, found) = judge(&bench, case);
        judged.push(assessment);
        outlooks.push(outlook(&bench, case));
        problems.extend(found);
    }
    issues::sort(&mut problems);
    let names = FileNames::of(book.cases.iter().map(|case| &*case.id));
    let problems_of = html::problems_by_applicant(&book.cases, &problems);
    let subjects: Vec<Subject<'_>> = (0..book.cases.len())
        .map(|i| Subject {
            case: &book.cases[i],
            assessment: &judged[i],
            outlook: &outlooks[i],
            problems: &problems_of[i],
            file_name: names.name(i),
        })
        .collect();
    let setting = Setting {
        bench: &bench,
        identity: &Identity::of(bench.law, &sources, book.assumptions, as_of),
        watch: Watch::of(bench.law, bench.as_of, None),
        lang,
        pages: Pages::All,
    };
    write_pages(folder, &setting, &subjects, &problems)?;
    write_tables(folder, &setting, &names, &subjects, &problems)
}

fn write_pages(
    folder: &Path,
    setting: &Setting<'_>,
    subjects: &[Subject<'_>],
    problems: &[Problem],
) -> Done {
    let began = std::time::Instant::now();
    let pages: Vec<String> = subjects
        .iter()
        .map(|subject| html::applicant_page(setting, subject))
        .collect();
    let each = began.elapsed() / u32::try_from(pages.len())?;
    eprintln!("{} pages, {each:?} each", pages.len());
    let overview = html::overview(setting, subjects, problems);
    put(folder, "report/index.html", overview.as_bytes())?;
    for (subject, page) in subjects.iter().zip(&pages) {
        let name = html::page_name(subject.file_name);
        put(folder, &format!("report/{name}"), page.as_bytes())?;
    }
    Ok(())
}

fn write_tables(
    folder: &Path,
    setting: &Setting<'_>,
    names: &FileNames,
    subjects: &[Subject<'_>],
    problems: &[Problem],
) -> Done {
    let (law, sources, as_of) = (
        setting.bench.law,
        setting.bench.sources,
        setting.bench.as_of,
    );
    let mut csv = CsvText::new();
    let mut tables = Vec::new();
    for subject in subjects {
        eligibility::write(&mut csv, sources, subject.case, subject.assessment)?;
        put(
            folder,
            &format!("eligibility/{}", subject.file_name),
            csv.bytes(),
        )?;
        add(&mut tables, "eligibility", csv.bytes())?;
        ledger::write(&mut csv, law, sources, subject.case, subject.assessment)?;
        put(
            folder,
            &format!("ledger/{}", subject.file_name),
            csv.bytes(),
        )?;
        add(&mut tables, "ledger", csv.bytes())?;
    }
    let entries = subjects.iter().map(|subject| summary::Entry {
        case: subject.case,
        assessment: subject.assessment,
        outlook: subject.outlook,
        issues: subject.problems.len(),
        file_name: subject.file_name,
    });
    let mut rows = CommonRows::headings()?;
    for entry in entries {
        rows.add(law, as_of, setting.watch, entry)?;
    }
    let (summary, horizon) = (rows.summary.kept(), rows.horizon.kept());
    let mut single = vec![put_single(folder, OutputKind::Summary, summary)?];
    add(&mut tables, "summary", summary)?;
    single.push(put_single(folder, OutputKind::Horizon, horizon)?);
    let watchlist = rows.watched.to_bytes()?;
    single.push(put_single(folder, OutputKind::Watchlist, &watchlist)?);
    issues::write(&mut csv, sources, problems)?;
    single.push(put_single(folder, OutputKind::Issues, csv.bytes())?);
    add(&mut tables, "issues", csv.bytes())?;
    let mut package = Vec::new();
    let contents = Contents {
        law,
        sources,
        identity: setting.identity,
        as_of,
        single: &single,
        without_key: &[],
        applicants: names,
    };
    data_package::write(&contents, &mut package)?;
    put(folder, DATA_PACKAGE, &package)?;
    tables.sort_by_key(|table| {
        let order = ["summary", "eligibility", "ledger", "issues"];
        order.iter().position(|name| *name == table.name)
    });
    put(folder, "run.xlsx", &workbook(&tables, as_of)?)
}

fn put_single(folder: &Path, kind: OutputKind, bytes: &[u8]) -> Done<SingleFile> {
    put(folder, &kind.path().unwrap_or_default(), bytes)?;
    Ok(SingleFile {
        kind,
        written: Written::of(bytes),
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "an invented book for people to look at, not an output of a run"
)]
fn put(folder: &Path, path: &str, bytes: &[u8]) -> Done {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().ok_or("no folder")?)?;
    Ok(std::fs::write(path, bytes)?)
}

fn add(tables: &mut Vec<TextTable>, name: &str, bytes: &[u8]) -> Done {
    let text = std::str::from_utf8(bytes)?.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers()?.iter().map(str::to_owned).collect();
    if tables.iter().all(|table| table.name != name) {
        tables.push(TextTable {
            name: name.to_owned(),
            headings,
            rows: Vec::new(),
        });
    }
    let table = tables
        .iter_mut()
        .find(|table| table.name == name)
        .ok_or("no table")?;
    for record in reader.records() {
        table.rows.push(record?.iter().map(str::to_owned).collect());
    }
    Ok(())
}

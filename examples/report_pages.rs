//! Writes the invented book as an output folder (CSV files, data package, pages), so that people and browsers can look at it.
//!
//! `cargo run --example report_pages -- FOLDER [en|fr] [PLAIN APPLICANTS]`

#[path = "../tests/it/made_up.rs"]
mod made_up;

use landed::law::Law;
use landed::report::data_package::{self, Contents, DATA_PACKAGE, SingleFile};
use landed::report::html::{self, Lang, Pages, Setting, Subject};
use landed::report::workbook::{TextTable, workbook};
use landed::report::{
    CsvText, FileNames, Identity, OutputKind, digest_hex, eligibility, issues, ledger, summary,
};
use landed::requirements::{Assessment, Bench, judge};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(arguments.first().ok_or("which folder?")?);
    let lang = arguments
        .get(1)
        .and_then(|code| Lang::from_code(code))
        .unwrap_or_default();
    let plain = arguments.get(2).and_then(|n| n.parse().ok()).unwrap_or(40);
    let (book, sources, as_of) = (made_up::book(plain), made_up::sources(), made_up::as_of());
    let law = Law::book();
    let bench = Bench {
        law,
        book: &book,
        sources: &sources,
        as_of,
    };
    let mut problems = made_up::problems();
    let judged: Vec<Assessment> = book
        .cases
        .iter()
        .map(|case| {
            let (assessment, found) = judge(&bench, case);
            problems.extend(found);
            assessment
        })
        .collect();
    issues::sort(&mut problems);
    let identity = Identity::of(law, &sources, book.assumptions, as_of);
    let names = FileNames::of(book.cases.iter().map(|case| &*case.id));
    let of_applicant: Vec<Vec<_>> = book
        .cases
        .iter()
        .map(|case| {
            problems
                .iter()
                .filter(|p| p.applicant.as_deref() == Some(&*case.id))
                .collect()
        })
        .collect();
    let subjects: Vec<Subject<'_>> = (0..book.cases.len())
        .map(|i| Subject {
            case: &book.cases[i],
            assessment: &judged[i],
            problems: &of_applicant[i],
            file_name: names.name(i),
        })
        .collect();
    let setting = Setting {
        bench: &bench,
        identity: &identity,
        lang,
        pages: Pages::All,
    };

    let began = std::time::Instant::now();
    let pages: Vec<String> = subjects
        .iter()
        .map(|subject| html::applicant_page(&setting, subject))
        .collect();
    let each = began.elapsed() / u32::try_from(pages.len())?;
    eprintln!("{} pages, {each:?} each", pages.len());
    put(
        folder,
        "report/index.html",
        html::overview(&setting, &subjects, &problems).as_bytes(),
    )?;
    for (subject, page) in subjects.iter().zip(&pages) {
        put(
            folder,
            &format!("report/{}", html::page_name(subject.file_name)),
            page.as_bytes(),
        )?;
    }

    let mut csv = CsvText::new();
    let mut single = Vec::new();
    let mut tables = Vec::new();
    for subject in &subjects {
        eligibility::write(&mut csv, &sources, subject.case, subject.assessment)?;
        put(
            folder,
            &format!("eligibility/{}", subject.file_name),
            csv.bytes(),
        )?;
        ledger::write(&mut csv, law, &sources, subject.case, subject.assessment)?;
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
        issues: subject.problems.len(),
        file_name: subject.file_name,
    });
    summary::write(&mut csv, as_of, entries)?;
    single.push(put_single(folder, OutputKind::Summary, csv.bytes())?);
    add(&mut tables, "summary", csv.bytes())?;
    issues::write(&mut csv, &sources, &problems)?;
    single.push(put_single(folder, OutputKind::Issues, csv.bytes())?);
    let applicants: Vec<&str> = subjects.iter().map(|subject| subject.file_name).collect();
    let contents = Contents {
        law,
        sources: &sources,
        identity: &identity,
        as_of,
        single: &single,
        applicants: &applicants,
    };
    put(folder, DATA_PACKAGE, &data_package::to_bytes(&contents)?)?;
    tables.reverse();
    put(folder, "run.xlsx", &workbook(&tables, as_of)?)
}

fn put_single(folder: &Path, kind: OutputKind, bytes: &[u8]) -> Result<SingleFile, Box<dyn Error>> {
    put(folder, &kind.path().unwrap_or_default(), bytes)?;
    Ok(SingleFile {
        kind,
        bytes: u64::try_from(bytes.len())?,
        sha256: digest_hex(bytes),
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "an invented book for people to look at, not an output of a run"
)]
fn put(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().ok_or("no folder")?)?;
    Ok(std::fs::write(path, bytes)?)
}

fn add(tables: &mut Vec<TextTable>, name: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
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

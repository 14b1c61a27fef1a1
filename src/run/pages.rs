//! After the CSV files: the data package over them, and the pages for people.
//!
//! Owns which of them an output has. A page that cannot be made stays that applicant's: it is replaced by a short one.

use crate::law::Law;
use crate::provenance::Table;
use crate::records::SetAside;
use crate::report::checksums::Checksums;
use crate::report::data_package::{self, Contents, DATA_PACKAGE};
use crate::report::html::{
    self, FOLDER, OVERVIEW, Pages, Setting, Subject, page_name, problems_by_applicant,
};
use crate::report::{Digest, FileNames, Identity};
use crate::requirements::Bench;
use crate::run::comparing::CHANGES;
use crate::run::desk::{Common, Desk};
use crate::run::files::Files;
use crate::run::isolation::isolated;
use crate::run::judging::Judged;
use crate::run::progress::Progress;
use crate::run::settings::Settings;
use crate::run::status::RunError;
use crate::run::writing::{Shelf, write_rows};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Stands in for a page that the program failed to make. It holds nothing of the applicant.
const FAILED_PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>internal fault</title></head>\
     <body><p>The program failed to draw this page. The CSV files of the applicant are complete.</p></body></html>";

/// Writes what comes after the files of applicants: records, problems, changes since a former run where there are any, the
/// data package, the pages. Adds the hashes of what was written.
///
/// # Errors
/// If a file cannot be written.
pub(super) fn write_common(
    judged: &Judged,
    settings: &Settings,
    changes: Option<&[u8]>,
    desk: &Desk<'_>,
    common: Common<'_>,
) -> Result<Checksums, RunError> {
    let (shelf, names) = (desk.shelf, desk.names);
    // Hashing and sorting keep one thread busy: the other has rows to write.
    let (files, rows) = rayon::join(|| common.finish(), || write_rows(judged, shelf));
    let mut files = files?.and(rows?);
    if let Some(changes) = changes {
        files.write(shelf, CHANGES, changes)?;
    }
    let Files {
        mut checksums,
        single,
    } = files;
    let law = Law::book();
    let identity = Identity::of(law, &judged.sources, judged.book.assumptions, judged.as_of);
    let contents = Contents {
        law,
        sources: &judged.sources,
        identity: &identity,
        as_of: judged.as_of,
        single: &single,
        without_key: &without_key(judged),
        applicants: names,
    };
    let mut package = shelf.stream(DATA_PACKAGE)?;
    let wrote = data_package::write(&contents, &mut package);
    checksums.add(DATA_PACKAGE.to_owned(), package.finish()?.sha256);
    wrote?;
    let pages = pages_of(settings, judged.cabinet.len());
    if pages != Pages::None {
        let setting = Setting {
            bench: &Bench {
                law,
                book: &judged.book,
                sources: &judged.sources,
                as_of: judged.as_of,
            },
            identity: &identity,
            watch: desk.watch,
            lang: settings.lang,
            pages,
        };
        write_pages(
            judged,
            &setting,
            names,
            shelf,
            Progress::fitting(settings.quiet),
            &mut checksums,
        )?;
    }
    Ok(checksums)
}

/// The tables in which a row of nobody has something in its id cell.
fn without_key(judged: &Judged) -> Vec<Table> {
    let of_nobody = judged.book.without_applicant.iter();
    let has_text = |row: &&SetAside| row.cells.first().is_some_and(|id| !id.is_empty());
    let tables: BTreeSet<Table> = of_nobody.filter(has_text).map(|row| row.table).collect();
    tables.into_iter().collect()
}

/// Who gets a page.
pub(super) fn pages_of(settings: &Settings, applicants: usize) -> Pages {
    settings.pages.unwrap_or(Pages::by_default(applicants))
}

fn write_pages(
    judged: &Judged,
    setting: &Setting<'_>,
    names: &FileNames,
    shelf: &dyn Shelf,
    progress: Progress,
    checksums: &mut Checksums,
) -> Result<(), RunError> {
    shelf.folder(FOLDER)?;
    for folder in names.subfolders() {
        shelf.folder(&format!("{FOLDER}/{folder}"))?;
    }
    let problems = problems_by_applicant(&judged.book.cases, &judged.problems);
    let judgements = judged.assessments.iter().zip(&judged.outlooks);
    let cases = judged.book.cases.iter().zip(judgements);
    let subjects: Vec<Subject<'_>> = cases
        .zip(&problems)
        .enumerate()
        .map(|(i, ((case, (assessment, outlook)), problems))| Subject {
            case,
            assessment,
            outlook,
            problems,
            file_name: names.name(i),
        })
        .collect();
    let wanted: Vec<&Subject<'_>> = subjects
        .iter()
        .filter(|subject| setting.pages.includes(subject.assessment.outcome))
        .collect();
    let stage = progress.stage("pages drawn", wanted.len());
    let written: Vec<(String, Digest)> = wanted
        .into_par_iter()
        .map(|subject| {
            let page = isolated(|| html::applicant_page(setting, subject));
            let page = page.unwrap_or_else(|_| FAILED_PAGE.to_owned());
            let path = format!("{FOLDER}/{}", page_name(subject.file_name));
            shelf.file(&path, page.as_bytes())?;
            stage.step();
            Ok((path, Digest::of(page.as_bytes())))
        })
        .collect::<Result<_, RunError>>()?;
    stage.end();
    for (path, hash) in written {
        checksums.add(path, hash);
    }
    let overview = isolated(|| html::overview(setting, &subjects, &judged.problems));
    let overview = overview.unwrap_or_else(|_| FAILED_PAGE.to_owned());
    let path = format!("{FOLDER}/{OVERVIEW}");
    shelf.file(&path, overview.as_bytes())?;
    checksums.add_bytes(&path, overview.as_bytes());
    Ok(())
}

//! After the CSV files: the data package over them, and the pages for people.
//!
//! Owns which of them an output has. A page that cannot be made stays that applicant's: it is replaced by a short one.

use crate::law::Law;
use crate::report::data_package::{self, Contents, DATA_PACKAGE, SingleFile};
use crate::report::horizon::Watch;
use crate::report::html::{
    self, FOLDER, OVERVIEW, Pages, Setting, Subject, page_name, problems_by_applicant,
};
use crate::report::manifest::Checksums;
use crate::report::publish::PublishError;
use crate::report::{FileNames, Identity, OutputKind, digest_hex};
use crate::requirements::Bench;
use crate::run::isolation::isolated;
use crate::run::judging::Judged;
use crate::run::progress::Progress;
use crate::run::settings::Settings;
use crate::run::status::RunError;
use crate::run::writing::{Shelf, write_changes, write_results};
use rayon::prelude::*;
use std::sync::{Mutex, PoisonError};

/// Stands in for a page that the program failed to make. It holds nothing of the applicant.
const FAILED_PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>internal fault</title></head>\
     <body><p>The program failed to draw this page. The CSV files of the applicant are complete.</p></body></html>";

/// A shelf that remembers the files that exist once, for the data package.
struct Watched<'a> {
    shelf: &'a dyn Shelf,
    single: Mutex<Vec<SingleFile>>,
}

impl Shelf for Watched<'_> {
    fn folder(&self, path: &str) -> Result<(), PublishError> {
        self.shelf.folder(path)
    }

    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let is_at = |kind: &OutputKind| kind.path().as_deref() == Some(path);
        if let Some(kind) = OutputKind::ALL.into_iter().find(is_at) {
            let mut single = self.single.lock().unwrap_or_else(PoisonError::into_inner);
            single.push(SingleFile {
                kind,
                bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
                sha256: digest_hex(bytes),
            });
        }
        self.shelf.file(path, bytes)
    }
}

/// Writes everything but checksums and manifest, with the changes since a former run where there are any; returns the hashes of what was written.
///
/// # Errors
/// If a file cannot be written.
pub fn write_outputs(
    judged: &Judged,
    settings: &Settings,
    changes: Option<&[u8]>,
    shelf: &dyn Shelf,
    progress: Progress,
) -> Result<Checksums, RunError> {
    let watched = Watched {
        shelf,
        single: Mutex::default(),
    };
    let law = Law::book();
    let watch = Watch::of(law, judged.as_of, settings.watchlist_days);
    let mut checksums = write_results(judged, watch, &watched, progress)?;
    if let Some(changes) = changes {
        write_changes(changes, &watched, &mut checksums)?;
    }
    let single = watched.single.into_inner();
    let single = single.unwrap_or_else(PoisonError::into_inner);
    let names = FileNames::of(judged.book.cases.iter().map(|case| &*case.id));
    let identity = Identity::of(law, &judged.sources, judged.book.assumptions, judged.as_of);
    let applicants: Vec<&str> = (0..judged.book.cases.len())
        .map(|i| names.name(i))
        .collect();
    let package = data_package::to_bytes(&Contents {
        law,
        sources: &judged.sources,
        identity: &identity,
        as_of: judged.as_of,
        single: &single,
        applicants: &applicants,
    })?;
    shelf.file(DATA_PACKAGE, &package)?;
    checksums.add_bytes(DATA_PACKAGE, &package);
    let pages = settings
        .pages
        .unwrap_or(Pages::by_default(judged.book.cases.len()));
    if pages != Pages::None {
        let setting = Setting {
            bench: &Bench {
                law,
                book: &judged.book,
                sources: &judged.sources,
                as_of: judged.as_of,
            },
            identity: &identity,
            watch,
            lang: settings.lang,
            pages,
        };
        write_pages(judged, &setting, &names, shelf, progress, &mut checksums)?;
    }
    Ok(checksums)
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
    let written: Vec<(String, String)> = wanted
        .into_par_iter()
        .map(|subject| {
            let page = isolated(|| html::applicant_page(setting, subject));
            let page = page.unwrap_or_else(|_| FAILED_PAGE.to_owned());
            let path = format!("{FOLDER}/{}", page_name(subject.file_name));
            shelf.file(&path, page.as_bytes())?;
            stage.step();
            Ok((path, digest_hex(page.as_bytes())))
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

//! Reads one file: takes its bytes, tells its kind, drives the reader of that kind. A bad file is a problem, never an error.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::finding::{Problem, ProblemCode};
use crate::intake::child::{ChildReader, is_for_child, read_through};
use crate::intake::content::{ContentKind, Refusal, kind_of};
use crate::intake::delimited::{self, TextForm};
use crate::intake::discover::{FileStanding, InputFile, extension};
use crate::intake::fingerprint::{Fingerprint, NoSnapshot, Opened, Snapshot};
use crate::intake::limits::{Budget, Excess, Limits, Stopwatch};
use crate::intake::notice;
use crate::intake::reading::{Reading, SheetReading, Stop};
use crate::intake::row::RowVisitor;
use crate::intake::workbook;

/// How a file is to be read.
#[derive(Clone, Copy)]
pub struct ReadOptions<'a> {
    /// The safety limits.
    pub limits: Limits,
    /// What the firm prescribed for this file, if it is text.
    pub text: TextForm,
    /// Reads `.xls` and `.ods` in another process; without one they are read in this process.
    pub child: Option<&'a dyn ChildReader>,
    /// Tells the time that passes; without one there is no limit of time.
    pub stopwatch: Option<&'a dyn Stopwatch>,
    /// A file with so many bytes is not held in memory, if it can be read otherwise.
    pub large_bytes: u64,
    /// Into so many sections such a file is cut at borders of records, if it is text; each is read by a thread of its own.
    pub sections: u64,
}

impl Default for ReadOptions<'_> {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            text: TextForm::default(),
            child: None,
            stopwatch: None,
            large_bytes: 1 << 20,
            sections: 1,
        }
    }
}

/// How far a file was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileStand {
    /// Wholly.
    Read,
    /// At least one sheet was not read to its end; [`SheetReading::complete`] tells which.
    ReadInPart,
    /// No row of it may be used, not even those that were handed over before the reason showed.
    SetAside,
    /// It was not opened, because discovery said so.
    NotOpened,
}

/// What became of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileReading {
    /// Hash and size of the bytes that were read; empty if they could not be.
    pub fingerprint: Fingerprint,
    /// What it is, if that is a kind that is read.
    pub kind: Option<ContentKind>,
    /// The sheets that were begun, in order.
    pub sheets: Vec<SheetReading>,
    /// How far it was read.
    pub stand: FileStand,
}

impl FileReading {
    fn none(stand: FileStand) -> Self {
        Self {
            fingerprint: Fingerprint::default(),
            kind: None,
            sheets: Vec::new(),
            stand,
        }
    }
}

/// Reads a file of the input and hands its rows to the visitor. Never fails and never panics: what is wrong is added to
/// `problems`, and [`FileReading::stand`] says whether the rows may be used.
pub fn read_file(
    file: &InputFile,
    options: &ReadOptions<'_>,
    visitor: &mut dyn RowVisitor,
    problems: &mut Vec<Problem>,
) -> FileReading {
    if file.standing != FileStanding::ToRead {
        return FileReading::none(FileStand::NotOpened);
    }
    let opened = Opened::open(&file.path, options.limits.file_bytes);
    read_opened(file, opened, options, visitor, problems)
}

/// The same of a file that was opened to be read, or could not be.
pub(crate) fn read_opened(
    file: &InputFile,
    opened: Result<Opened, NoSnapshot>,
    options: &ReadOptions<'_>,
    visitor: &mut dyn RowVisitor,
    problems: &mut Vec<Problem>,
) -> FileReading {
    let snapshot =
        match opened.and_then(|opened| Snapshot::of(opened, &file.path, options.stopwatch)) {
            Ok(snapshot) => snapshot,
            Err(why) => {
                problems.push(match why {
                    NoSnapshot::Unreadable(error) => {
                        let why = format!("it cannot be opened or read ({})", error.kind());
                        notice::unreadable(
                            file.index,
                            &why,
                            "Check that it still exists and that you are allowed to read it.",
                        )
                    }
                    NoSnapshot::TooLarge => notice::beyond_limit(file.index, Excess::FileBytes),
                    NoSnapshot::Changed => notice::changed(file.index),
                });
                return FileReading::none(FileStand::SetAside);
            }
        };
    let source = Source {
        bytes: snapshot.content(),
        fingerprint: &snapshot.fingerprint,
        path: Some(&file.path),
        extension: extension(&file.relative),
        file: file.index,
    };
    let mut reading = read_source(&source, options, visitor, problems);
    if snapshot.has_changed(&file.path) {
        problems.push(notice::changed(file.index));
        reading.stand = FileStand::SetAside;
    }
    reading
}

/// Reads a workbook or text from memory, by its content alone.
pub fn read_bytes(
    bytes: &[u8],
    file: u32,
    options: &ReadOptions<'_>,
    visitor: &mut dyn RowVisitor,
    problems: &mut Vec<Problem>,
) -> FileReading {
    let source = Source {
        bytes,
        fingerprint: &Fingerprint::of(bytes),
        path: None,
        extension: None,
        file,
    };
    read_source(&source, options, visitor, problems)
}

/// Reads a workbook from memory; text is refused.
pub fn read_workbook_bytes(
    bytes: &[u8],
    file: u32,
    options: &ReadOptions<'_>,
    visitor: &mut dyn RowVisitor,
    problems: &mut Vec<Problem>,
) -> FileReading {
    if kind_of(bytes) == Ok(ContentKind::Text) {
        problems.push(refused(file, Refusal::Binary));
        return FileReading::none(FileStand::SetAside);
    }
    read_bytes(bytes, file, options, visitor, problems)
}

/// Reads delimited text from memory, whatever it looks like.
pub fn read_text_bytes(
    bytes: &[u8],
    file: u32,
    options: &ReadOptions<'_>,
    visitor: &mut dyn RowVisitor,
    problems: &mut Vec<Problem>,
) -> FileReading {
    let source = Source {
        bytes,
        fingerprint: &Fingerprint::of(bytes),
        path: None,
        extension: None,
        file,
    };
    read_as(ContentKind::Text, &source, options, visitor, problems)
}

/// One file to be read, whose bytes are here.
pub(crate) struct Source<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) fingerprint: &'a Fingerprint,
    pub(crate) path: Option<&'a std::path::Path>,
    /// The end of the name, in lower case.
    pub(crate) extension: Option<String>,
    pub(crate) file: u32,
}

fn read_source(
    source: &Source<'_>,
    options: &ReadOptions<'_>,
    visitor: &mut dyn RowVisitor,
    problems: &mut Vec<Problem>,
) -> FileReading {
    match kind_of(source.bytes) {
        Ok(kind) => {
            let expected = source.extension.as_deref();
            if expected.is_some_and(|extension| !kind.suits(extension)) {
                problems.push(notice::by_content(source.file, kind.name()));
            }
            read_as(kind, source, options, visitor, problems)
        }
        Err(refusal) => {
            problems.push(refused(source.file, refusal));
            FileReading {
                fingerprint: source.fingerprint.clone(),
                ..FileReading::none(FileStand::SetAside)
            }
        }
    }
}

fn refused(file: u32, refusal: Refusal) -> Problem {
    let (code, todo) = match refusal {
        Refusal::Encrypted => return notice::encrypted(file),
        Refusal::Empty => (ProblemCode::FileUnreadable, notice::EXPORT_AGAIN),
        Refusal::DamagedZip => (
            ProblemCode::FileUnreadable,
            "Open it in Excel; if Excel cannot repair it, export or copy it again: most often a transfer was cut off.",
        ),
        Refusal::Html | Refusal::Xml2003 | Refusal::OldExcel => {
            (ProblemCode::FileUnreadable, notice::SAVE_AS_XLSX)
        }
        Refusal::OtherZip | Refusal::Pdf | Refusal::Rtf | Refusal::Binary => (
            ProblemCode::FileTypeUnknown,
            "If it holds clients' rows, save them as .xlsx; otherwise move it out of the input folder.",
        ),
    };
    let done = format!("The file was set aside: {}.", refusal.why());
    notice::of_file(file, code, &done, todo)
}

/// Reads a file as what it is.
fn read_as(
    kind: ContentKind,
    source: &Source<'_>,
    options: &ReadOptions<'_>,
    visitor: &mut dyn RowVisitor,
    problems: &mut Vec<Problem>,
) -> FileReading {
    let (result, sheets) = drive_here(kind, source, options, visitor, problems);
    if let Err(stop) = result {
        problems.push(said(source.file, kind, stop));
    }
    let stand = match result {
        Err(_) => FileStand::SetAside,
        Ok(()) if holds_nothing(&sheets) => {
            problems.push(notice::blank(source.file));
            FileStand::SetAside
        }
        Ok(()) if sheets.iter().all(|sheet| sheet.complete) => FileStand::Read,
        Ok(()) => FileStand::ReadInPart,
    };
    FileReading {
        fingerprint: source.fingerprint.clone(),
        kind: Some(kind),
        sheets,
        stand,
    }
}

/// Whether a file was read wholly and no cell of it holds anything.
pub(crate) fn holds_nothing(sheets: &[SheetReading]) -> bool {
    sheets.iter().all(|sheet| sheet.complete && sheet.rows == 0)
}

/// Drives the reader of a kind. A panic of a library, of which calamine has some, costs this file only.
pub(crate) fn drive_here(
    kind: ContentKind,
    source: &Source<'_>,
    options: &ReadOptions<'_>,
    visitor: &mut dyn RowVisitor,
    problems: &mut Vec<Problem>,
) -> (Result<(), Stop>, Vec<SheetReading>) {
    let budget = Budget::new(options.limits, options.stopwatch);
    let mut reading = Reading::new(source.file, budget, visitor, problems);
    let result = catch_unwind(AssertUnwindSafe(|| {
        drive(kind, source, options, &mut reading)
    }))
    .unwrap_or(Err(Stop::Unreadable(
        "its content is damaged, and the program gave it up",
    )));
    reading.breaks_off();
    (result, reading.into_sheets())
}

fn drive(
    kind: ContentKind,
    source: &Source<'_>,
    options: &ReadOptions<'_>,
    reading: &mut Reading<'_>,
) -> Result<(), Stop> {
    if let (Some(child), Some(path), true) = (options.child, source.path, is_for_child(kind)) {
        return read_through(child, path, source.fingerprint, &options.limits, reading);
    }
    match kind {
        ContentKind::Xlsx => workbook::read_xlsx(source.bytes, reading),
        ContentKind::Xlsb => workbook::read_xlsb(source.bytes, reading),
        ContentKind::Text => {
            let tabs_first = source.extension.as_deref() == Some("tsv");
            delimited::read(source.bytes, options.text, tabs_first, reading)
        }
        ContentKind::Xls => workbook::read_xls(source.bytes, reading),
        ContentKind::Ods => workbook::read_ods(source.bytes, reading),
    }
}

fn said(file: u32, kind: ContentKind, stop: Stop) -> Problem {
    match stop {
        Stop::Excess(excess) => notice::beyond_limit(file, excess),
        Stop::Encrypted => notice::encrypted(file),
        Stop::Changed => notice::changed(file),
        Stop::Unreadable(why) => {
            let text = kind == ContentKind::Text;
            notice::unreadable(
                file,
                why,
                if text {
                    notice::SAVE_AS_CSV
                } else {
                    notice::SAVE_AS_XLSX
                },
            )
        }
    }
}

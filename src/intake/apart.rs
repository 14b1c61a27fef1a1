//! Reads a file into one visitor or several. A large one is not held in memory, and read by several threads where that is possible:
//! text in pieces that another thread hashes, or in sections, a workbook by sheets that are read at the same time.
//!
//! To the same rows and problems as [`read_file`], which reads whatever is unusual, beyond a limit, or changed meanwhile: what
//! was read until then is dropped, so that what is said never depends on which thread came first.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::finding::Problem;
use crate::intake::ahead::read_ahead;
use crate::intake::bytes::Bytes;
use crate::intake::content::{ContentKind, kind_of, kind_of_zip};
use crate::intake::discover::{FileStanding, InputFile, extension};
use crate::intake::file::{
    FileReading, FileStand, ReadOptions, holds_nothing, read_file, read_opened,
};
use crate::intake::fingerprint::{Fingerprint, Hashing, Opened};
use crate::intake::limits::{Budget, Spent, Stopwatch};
use crate::intake::notice;
use crate::intake::pieces::{self, Sizes};
use crate::intake::reading::Part;
use crate::intake::row::RowVisitor;
use crate::intake::sections::Sections;
use crate::intake::watched::WatchedFile;
use crate::intake::workbook::Apart;

/// Reads a file of the input as [`read_file`] does, into visitors that `make` makes: one for the whole file, or one for each of its
/// sheets, in their order.
pub fn read_in_parts<V: RowVisitor + Send>(
    file: &InputFile,
    options: &ReadOptions<'_>,
    make: &(dyn Fn() -> V + Sync),
    problems: &mut Vec<Problem>,
) -> (FileReading, Vec<V>) {
    if file.standing != FileStanding::ToRead {
        let mut visitor = make();
        let reading = read_file(file, options, &mut visitor, problems);
        return (reading, vec![visitor]);
    }
    let began = options.stopwatch.map(Stopwatch::elapsed);
    let opened = match Opened::open(&file.path, options.limits.file_bytes) {
        Ok(opened) if opened.bytes() >= options.large_bytes => opened,
        small => {
            let mut visitor = make();
            let reading = read_opened(file, small, options, &mut visitor, problems);
            return (reading, vec![visitor]);
        }
    };
    // Whatever a library panics on is met again, and said, when the file is read whole.
    let large = catch_unwind(AssertUnwindSafe(|| {
        read_large(file, options, &opened, make)
    }));
    if let Ok(Some((reading, parts))) = large {
        let mut visitors = Vec::new();
        for part in parts {
            problems.extend(part.problems);
            visitors.push(part.visitor);
        }
        return (reading, visitors);
    }
    let mut options = *options;
    let spent = options.stopwatch.map(Stopwatch::elapsed).zip(began);
    let spent = spent.map_or(0, |(now, began)| now.saturating_sub(began).as_secs());
    options.limits.seconds = options.limits.seconds.saturating_sub(spent);
    let mut visitor = make();
    let reading = read_file(file, &options, &mut visitor, problems);
    (reading, vec![visitor])
}

/// So many bytes tell what a file is, unless it is an archive.
const HEAD: u64 = 8192;

/// Reads a large file, unless it is to be read whole.
fn read_large<V: RowVisitor + Send>(
    file: &InputFile,
    options: &ReadOptions<'_>,
    opened: &Opened,
    make: &(dyn Fn() -> V + Sync),
) -> Option<(FileReading, Vec<Part<V>>)> {
    let watched = WatchedFile::new(&opened.file, opened.bytes())?;
    let bytes = Bytes::Watched(&watched);
    let mut head = Vec::new();
    let read = bytes.reader().take(HEAD).read_to_end(&mut head);
    read.ok()?;
    let kind = if head.starts_with(b"PK") {
        kind_of_zip(bytes.reader(), &head)
    } else {
        kind_of(&head)
    };
    let large = Large {
        file,
        options,
        opened,
        bytes,
        make,
    };
    let kind = kind.ok()?;
    let (fingerprint, mut parts) = match kind {
        ContentKind::Text => large.text()?,
        ContentKind::Xlsx => large.workbook()?,
        ContentKind::Xlsb | ContentKind::Xls | ContentKind::Ods => return None,
    };
    let has_changed = watched.has_changed() || opened.has_changed(&file.path);
    if fingerprint.bytes != opened.bytes() || has_changed {
        return None;
    }
    let named = extension(&file.relative);
    if named.is_some_and(|extension| !kind.suits(&extension))
        && let Some(first) = parts.first_mut()
    {
        let problem = notice::by_content(file.index, kind.name());
        first.problems.insert(0, problem);
    }
    let sheets: Vec<_> = parts
        .iter_mut()
        .flat_map(|part| part.sheets.drain(..))
        .collect();
    if holds_nothing(&sheets) {
        return None;
    }
    let complete = sheets.iter().all(|sheet| sheet.complete);
    let reading = FileReading {
        fingerprint,
        kind: Some(kind),
        sheets,
        stand: if complete {
            FileStand::Read
        } else {
            FileStand::ReadInPart
        },
    };
    Some((reading, parts))
}

struct Large<'a, V> {
    file: &'a InputFile,
    options: &'a ReadOptions<'a>,
    opened: &'a Opened,
    bytes: Bytes<'a>,
    make: &'a (dyn Fn() -> V + Sync),
}

impl<V: RowVisitor + Send> Large<'_, V> {
    /// Reads text in sections, if it may be; else as one: what is hashed is what is read.
    fn text(&self) -> Option<(Fingerprint, Vec<Part<V>>)> {
        let tabs_first = extension(&self.file.relative).as_deref() == Some("tsv");
        let spent = Spent::nothing(self.options.stopwatch);
        let sections = Sections {
            bytes: self.bytes,
            file: self.file.index,
            options: self.options,
            tabs_first,
            sizes: Sizes::default(),
            make: self.make,
        };
        if let Some((fingerprint, part)) = sections.read(&spent) {
            return Some((fingerprint, vec![part]));
        }
        let spent = spent.only_time();
        let budget = Budget::of_part(self.options.limits, self.options.stopwatch, &spent);
        let source = Hashing::new(&self.opened.file, self.options.stopwatch);
        let (part, source) = read_ahead(source, |source| {
            Part::read(self.file.index, budget, (self.make)(), |reading| {
                pieces::read(
                    source,
                    self.options.text,
                    tabs_first,
                    Sizes::default(),
                    reading,
                )
                .ok()
            })
        });
        // If the source failed, the text only seems to end.
        Some((source?.finish(), vec![part?]))
    }

    /// Reads the sheets of a workbook by position, and hashes it at the same time.
    fn workbook(&self) -> Option<(Fingerprint, Vec<Part<V>>)> {
        let apart = Apart {
            bytes: self.bytes,
            file: self.file.index,
            limits: self.options.limits,
            stopwatch: self.options.stopwatch,
            make: self.make,
        };
        let (parts, fingerprint) = rayon::join(
            || apart.read(),
            || Fingerprint::of_all(self.bytes.reader(), self.options.stopwatch),
        );
        let (parts, fingerprint) = (parts?, fingerprint.ok()?);
        (!parts.is_empty()).then_some((fingerprint, parts))
    }
}

#[cfg(test)]
#[path = "apart_tests.rs"]
mod tests;

//! The beginning of a run: the input is found and read, in parallel by file, into one book.

use crate::calendar::Day;
use crate::casefile::Heap;
use crate::finding::{Problem, ProblemCode};
use crate::intake::{
    ChildReader, FileReading, FileStand, FileStanding, InputFile, OutputPlace, ReadOptions,
    Stopwatch, TextEncoding, TextForm, discover, read_in_parts,
};
use crate::law::Law;
use crate::provenance::{Origin, SourceFile, Sources, Table};
use crate::recognition::{RecognisedTable, Recogniser, Recognition, Schemas, vocabulary};
use crate::records::{Executor, Sheaf, TableReader};
use crate::report::names_beside;
use crate::run::child_process::ProcessReader;
use crate::run::clock::Clock;
use crate::run::isolation::isolated;
use crate::run::progress::Progress;
use crate::run::settings::Settings;
use crate::run::status::RunError;
use crate::run::timings::{Laps, Part, ReadingClock, Timings};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::path::PathBuf;
use std::time::Duration;

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The input files.
    pub sources: Sources,
    /// Where each of them lay.
    pub found_at: Vec<PathBuf>,
    /// The tables recognised in each of them, for people.
    pub recognised: Vec<Vec<RecognisedTable>>,
    /// All rows, not put in order yet.
    pub heap: Heap,
    /// Problems found so far, in any order.
    pub problems: Vec<Problem>,
    /// How many of the files were read, at least in part.
    pub files_read: usize,
    /// Patterns of the configuration that no file matches.
    pub unmatched: Vec<String>,
    /// Rows below headings that are nobody's record, by table.
    pub passed_over: Vec<(Table, u64)>,
    /// Where the time went.
    pub timings: Timings,
}

/// Reads all inputs, and knows whose each row is.
///
/// # Errors
/// If an input cannot be found, or holds no file of a kind that is read: an empty export folder must not empty the results.
pub(super) fn read_all(
    settings: &Settings,
    clock: &Clock,
    as_of: Day,
    progress: Progress,
) -> Result<Reading, RunError> {
    let out = settings.out_on(as_of);
    let beside = out.as_deref().map(names_beside).unwrap_or_default();
    let output = out.as_deref().map(|folder| OutputPlace {
        folder,
        beside: &beside,
    });
    let (discovery, ()) = rayon::join(
        || discover(&settings.inputs, output),
        unpack_what_is_built_in,
    );
    let discovery = discovery?;
    let is_read = |file: &InputFile| file.standing == FileStanding::ToRead;
    if !discovery.files.iter().any(is_read) {
        return Err(RunError::NothingToRead);
    }
    let names: Vec<[&str; 2]> = discovery.files.iter().map(names_of).collect();
    let unmatched = settings.mapping.unmatched(&names);
    let stage = progress.stage("files read", discovery.files.len());
    let child = settings.program.clone().map(ProcessReader::new);
    // The largest first, so that none of them is begun last.
    let files = discovery.files.par_iter();
    let mut order: Vec<(u64, &InputFile)> = files.map(|file| (file.bytes(), file)).collect();
    order.sort_unstable_by_key(|(bytes, file)| (Reverse(*bytes), file.index));
    let reading_clock = ReadingClock::new(clock);
    let all = order.iter().map(|(bytes, _)| *bytes).sum();
    // Apart from each other, as what a file gave is large, and to sort moves it about.
    let mut files: Vec<(u32, Box<OneFile>)> = order
        .into_par_iter()
        .with_max_len(1)
        .map(|(bytes, file)| {
            let mut laps = Laps::begin();
            let sections = sections(bytes, all, rayon::current_num_threads());
            let one =
                isolated(|| read_one(settings, &reading_clock, child.as_ref(), file, sections));
            stage.step();
            let mut one = one.unwrap_or_else(|place| OneFile::failed(file, &place));
            one.spent = laps.next();
            (file.index, Box::new(one))
        })
        .collect();
    files.sort_by_key(|(index, _)| *index);
    stage.end();
    let files = files.into_iter().map(|(_, file)| *file);
    let mut reading = gathered(settings, discovery.problems, files);
    reading.unmatched = unmatched;
    reading.timings.add(&reading_clock.told());
    Ok(reading)
}

/// A section of a text is not smaller: what all sections need once must not cost more than they spare.
const SECTION: u64 = 4 << 20;

/// Into how many sections a text of so many bytes is cut, if `all` files have so many: as many as there are threads without another
/// file to read.
fn sections(bytes: u64, all: u64, threads: usize) -> u64 {
    let threads = u64::try_from(threads).unwrap_or(1);
    let doubled = bytes.saturating_mul(threads).saturating_mul(2);
    let shares = doubled.checked_div(all).unwrap_or(0).div_ceil(2);
    shares.min(bytes / SECTION).clamp(1, threads.max(1))
}

/// Unpacks the headings, the words and the law, which are needed soon, side by side.
fn unpack_what_is_built_in() {
    rayon::join(
        || Schemas::book().tables().len(),
        || rayon::join(|| vocabulary::lists().count(), Law::book),
    );
}

/// What one file gave.
#[derive(Default)]
struct OneFile {
    source: SourceFile,
    found_at: PathBuf,
    is_read: bool,
    sheaf: Sheaf,
    recognised: Vec<RecognisedTable>,
    problems: Vec<Problem>,
    spent: Duration,
}

impl OneFile {
    /// The program failed on the file: it is as if the file could not be read.
    fn failed(file: &InputFile, place: &str) -> Self {
        let problem = Problem {
            code: ProblemCode::FileUnreadable,
            applicant: None,
            table: None,
            origin: Origin {
                file: file.index,
                sheet: 0,
                block: 0,
                row: 0,
            },
            cell: String::new(),
            value: String::new(),
            done: format!("The file was set aside: the program failed on it, at {place}."),
            todo: "Save it anew, and report the fault with the place named here.".to_owned(),
        };
        Self {
            source: SourceFile {
                path: file.relative.clone(),
                ..SourceFile::default()
            },
            found_at: file.path.clone(),
            problems: vec![problem],
            ..Self::default()
        }
    }
}

fn read_one(
    settings: &Settings,
    stopwatch: &dyn Stopwatch,
    child: Option<&ProcessReader>,
    file: &InputFile,
    sections: u64,
) -> OneFile {
    let (reading, recognition, sheaf, problems) =
        recognise(settings, stopwatch, child, file, sections);
    let mut one = OneFile {
        source: source_of(file, &reading),
        found_at: file.path.clone(),
        problems,
        ..OneFile::default()
    };
    match reading.stand {
        // Not even the rows that came before the reason showed may be used.
        FileStand::SetAside | FileStand::NotOpened => {}
        FileStand::Read | FileStand::ReadInPart => take(&mut one, recognition, sheaf),
    }
    one
}

/// What patterns of the configuration are held against: the path within the argument, and the path that results show.
fn names_of(file: &InputFile) -> [&str; 2] {
    [&file.within, &file.relative]
}

/// Reads a file, a large text in so many sections, and finds its tables.
pub(super) fn recognise(
    settings: &Settings,
    stopwatch: &dyn Stopwatch,
    child: Option<&ProcessReader>,
    file: &InputFile,
    sections: u64,
) -> (FileReading, Recognition, Sheaf, Vec<Problem>) {
    let rules = settings.mapping.rules(&names_of(file));
    let options = ReadOptions {
        limits: settings.limits,
        text: TextForm {
            encoding: rules.encoding.as_deref().and_then(TextEncoding::named),
            delimiter: rules.delimiter,
        },
        child: child.map(|child| child as &dyn ChildReader),
        stopwatch: Some(stopwatch),
        sections,
        ..ReadOptions::default()
    };
    let mut problems = Vec::new();
    let make = || {
        let recogniser = Recogniser::new(file.index, &file.relative, &rules, TableReader::new());
        recogniser.timed_by(stopwatch)
    };
    let (reading, recognisers) = read_in_parts(file, &options, &make, &mut problems);
    let mut sheaf: Option<Sheaf> = None;
    let mut parts = Vec::new();
    for recogniser in recognisers {
        let (part, reader) = recogniser.close();
        parts.push(part);
        let rows = reader.finish();
        match &mut sheaf {
            None => sheaf = Some(rows),
            Some(sheaf) => {
                sheaf.tables.extend(rows.tables);
                sheaf.set_aside.extend(rows.set_aside);
            }
        }
    }
    let recognition = Recognition::of_file(file.index, parts);
    (reading, recognition, sheaf.unwrap_or_default(), problems)
}

fn source_of(file: &InputFile, reading: &FileReading) -> SourceFile {
    let mut sheets = Vec::new();
    for sheet in &reading.sheets {
        let position = usize::from(sheet.position);
        if sheets.len() <= position {
            sheets.resize(position + 1, String::new());
        }
        if let Some(name) = sheets.get_mut(position) {
            name.clone_from(&sheet.name);
        }
    }
    SourceFile {
        path: file.relative.clone(),
        sha256: reading.fingerprint.sha256.clone(),
        bytes: reading.fingerprint.bytes,
        sheets,
        blocks: Vec::new(),
    }
}

fn take(one: &mut OneFile, recognition: Recognition, sheaf: Sheaf) {
    one.is_read = true;
    one.source.blocks = recognition.blocks;
    one.problems.extend(recognition.problems);
    one.recognised = recognition.tables;
    one.sheaf = sheaf;
}

/// The threads of the run.
pub(super) struct Pool;

impl Executor for Pool {
    fn each(&self, count: usize, piece: &(dyn Fn(usize) + Sync)) {
        let numbers = (0..count).into_par_iter();
        numbers.with_max_len(1).for_each(piece);
    }
}

/// Puts the files together, in source order.
fn gathered(
    settings: &Settings,
    mut problems: Vec<Problem>,
    files: impl ExactSizeIterator<Item = OneFile>,
) -> Reading {
    let mut reading = Reading::default();
    let mut sheaves = Vec::with_capacity(files.len());
    reading.sources.files.reserve_exact(files.len());
    reading.found_at.reserve_exact(files.len());
    reading.recognised.reserve_exact(files.len());
    for mut file in files {
        reading.sources.files.push(file.source);
        reading.found_at.push(file.found_at);
        reading.files_read += usize::from(file.is_read);
        problems.append(&mut file.problems);
        let tables = file.recognised.iter();
        reading.timings.spend(Part::Reading, file.spent);
        reading
            .passed_over
            .extend(tables.map(|table| (table.table, table.rows.blank)));
        reading.recognised.push(file.recognised);
        sheaves.push(file.sheaf);
    }
    let mut laps = Laps::begin();
    reading.heap = Heap::of(sheaves, settings.assumptions, &Pool);
    reading.timings.spend(Part::Grouping, laps.next());
    reading.problems = problems;
    reading
}

#[cfg(test)]
mod tests {
    use super::sections;

    #[test]
    fn a_text_is_cut_for_the_threads_that_have_no_other_file() {
        let mib = 1 << 20;
        let of = |bytes: u64, all: u64, threads| sections(bytes * mib, all * mib, threads);
        assert_eq!(
            [of(100, 100, 1), of(100, 100, 2), of(100, 100, 4)],
            [1, 2, 4]
        );
        // Half of all bytes keep one of two threads busy, three quarters keep both.
        assert_eq!([of(50, 100, 2), of(74, 100, 2), of(76, 100, 2)], [1, 1, 2]);
        assert_eq!([of(2, 100, 8), of(30, 100, 8)], [1, 2]);
        assert_eq!([of(7, 7, 8), of(9, 9, 8), of(0, 0, 8)], [1, 2, 1]);
    }
}

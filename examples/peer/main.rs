//! What the program is measured against: the least that anybody could do with the same files.
//!
//! `cells THREADS FILE...` reads every sheet of workbooks with calamine; `unpack THREADS FILE...` reads and hashes workbooks, inflates
//! their sheets and texts, and looks at none; `records FILE...` passes over delimited text once;
//! `create LIST FOLDER THREADS` makes files of the sizes in a list and ends with one sync, as bare as files can be made.

#![expect(
    clippy::indexing_slicing,
    reason = "positions are taken below the length; a peer stops at a fault of its own"
)]

use calamine::{Data, Reader};
use clap::{Parser, Subcommand};
use flate2::{Decompress, FlushDecompress, Status};
use rayon::prelude::*;
use rustix::fd::OwnedFd;
use rustix::fs::{CWD, Mode, OFlags, mkdirat, openat, syncfs};
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::hint::black_box;
use std::io::{BufReader, Cursor, Write as _, stdout};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    work: Work,
}

#[derive(Subcommand)]
enum Work {
    /// Reads all sheets of workbooks
    Cells { threads: usize, files: Vec<PathBuf> },
    /// Reads and hashes workbooks, and inflates their sheets and shared texts
    Unpack { threads: usize, files: Vec<PathBuf> },
    /// Passes over delimited text
    Records { files: Vec<PathBuf> },
    /// Creates files: the list has a size and a path on each line
    Create {
        list: PathBuf,
        folder: PathBuf,
        threads: usize,
    },
}

fn main() -> Outcome {
    let done = match Arguments::parse().work {
        Work::Cells { threads, files } => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            let one = |path: &PathBuf| cells(path).map_err(|error| error.to_string());
            pool.build()?
                .install(|| files.par_iter().map(one).sum::<Result<usize, String>>())?
        }
        Work::Unpack { threads, files } => {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            let one = |spare: &mut Spare, path: &PathBuf| {
                unpack(path, spare).map_err(|error| error.to_string())
            };
            pool.build()?.install(|| {
                let sizes = files.par_iter().map_init(Spare::default, one);
                sizes.sum::<Result<usize, String>>()
            })?
        }
        Work::Records { files } => {
            let mut fields = 0;
            for path in &files {
                fields += records(path)?;
            }
            fields
        }
        Work::Create {
            list,
            folder,
            threads,
        } => create(&list, &folder, threads)?,
    };
    writeln!(stdout(), "{done}")?;
    Ok(())
}

/// The cells of a workbook that hold anything.
fn cells(path: &Path) -> Outcome<usize> {
    let mut workbook = calamine::open_workbook_auto(path)?;
    let mut filled = 0;
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name)?;
        filled += range
            .used_cells()
            .filter(|(_, _, cell)| **cell != Data::Empty)
            .count();
    }
    Ok(filled)
}

/// What a thread uses again for each file.
struct Spare {
    inflater: Decompress,
    room: Vec<u8>,
}

impl Default for Spare {
    fn default() -> Self {
        Self {
            inflater: Decompress::new(false),
            room: Vec::new(),
        }
    }
}

/// How many bytes the sheets and shared texts of a workbook have.
fn unpack(path: &Path, spare: &mut Spare) -> Outcome<usize> {
    let bytes = std::fs::read(path)?;
    black_box(Sha256::digest(&bytes));
    let mut archive = ZipArchive::new(Cursor::new(&bytes))?;
    let mut unpacked = 0;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at)?;
        let name = part.name_raw();
        if !name.starts_with(b"xl/worksheets/") && !name.ends_with(b"sharedStrings.xml") {
            continue;
        }
        let start = usize::try_from(part.data_start().ok_or("a part begins nowhere")?)?;
        let zipped = &bytes[start..][..usize::try_from(part.compressed_size())?];
        let size = usize::try_from(part.size())?;
        // With room to spare the last bytes are inflated in the quick way too.
        spare.room.resize(spare.room.len().max(size + 512), 0);
        spare.inflater.reset(false);
        let finish = FlushDecompress::Finish;
        let ended = spare.inflater.decompress(zipped, &mut spare.room, finish)?;
        if ended != Status::StreamEnd || crc32fast::hash(&spare.room[..size]) != part.crc32() {
            return Err("a part is damaged".into());
        }
        unpacked += size;
    }
    Ok(unpacked)
}

fn records(path: &Path) -> Outcome<usize> {
    let file = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(file);
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record)? {
        fields += record.len();
    }
    Ok(fields)
}

/// A folder with the files to make in it.
struct Folder<'a> {
    path: &'a str,
    files: Vec<(usize, &'a str)>,
}

fn create(list: &Path, out: &Path, threads: usize) -> Outcome<usize> {
    let list = std::fs::read_to_string(list)?;
    let mut lines = Vec::new();
    for line in list.lines() {
        let (size, path) = line
            .split_once(' ')
            .ok_or("a line needs a size and a path")?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        lines.push((folder, name, size.parse::<usize>()?));
    }
    lines.sort_unstable();
    let mut folders: Vec<Folder<'_>> = Vec::new();
    for (path, name, size) in &lines {
        if folders.last().is_none_or(|last| last.path != *path) {
            folders.push(Folder {
                path,
                files: Vec::new(),
            });
        }
        if let Some(last) = folders.last_mut() {
            last.files.push((*size, name));
        }
    }
    let longest = lines.iter().map(|(_, _, size)| *size).max().unwrap_or(0);
    let bytes: Vec<u8> = (0..longest).map(|at| b"landed, "[at % 8]).collect();
    std::fs::create_dir(out)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
    let made = pool.build()?.install(|| {
        // A few large folders are cut into runs of files, so that all threads have work.
        folders.par_iter().try_for_each(|folder| {
            let opened = opened(out, folder.path).map_err(|error| error.to_string())?;
            folder.files.par_chunks(1000).try_for_each(|files| {
                files
                    .iter()
                    .try_for_each(|(size, name)| put(&opened, name, &bytes[..*size]))
                    .map_err(|error| error.to_string())
            })
        })
    });
    made.map_err(|error: String| error)?;
    syncfs(File::open(out)?)?;
    Ok(lines.len())
}

fn opened(out: &Path, path: &str) -> Outcome<OwnedFd> {
    let mut so_far = out.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        so_far.push(part);
        match mkdirat(CWD, &so_far, Mode::RWXU) {
            Ok(()) | Err(rustix::io::Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(openat(
        CWD,
        &so_far,
        OFlags::RDONLY | OFlags::DIRECTORY,
        Mode::empty(),
    )?)
}

fn put(folder: &OwnedFd, name: &str, bytes: &[u8]) -> rustix::io::Result<()> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
    let file = openat(folder, name, flags, Mode::RUSR | Mode::WUSR)?;
    let mut rest = bytes;
    while !rest.is_empty() {
        let written = rustix::io::write(&file, rest)?;
        rest = rest.get(written..).unwrap_or_default();
    }
    Ok(())
}

//! Finds the files that the input arguments stand for. Looks at names and folders; never at content.
//!
//! The order is that of the path within the input, so that neither the order of arguments nor that of a file system shows in
//! an output. No two files have the same path.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::finding::{Problem, ProblemCode};
use crate::intake::distinct::{Within, distinct};
use crate::intake::error::IntakeError;
use crate::intake::notice;

/// One file of the input.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InputFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The path that results show, which no other file has: its path within its argument, behind the end of the argument's own
    /// path where another argument holds a file at the same path.
    pub relative: String,
    /// Its path within its argument, with forward slashes; for a file argument its name.
    pub within: String,
    /// Its position, which is [`crate::provenance::Origin::file`].
    pub index: u32,
    /// Whether it is read.
    pub standing: FileStanding,
}

impl InputFile {
    /// How large it is now; 0 where that cannot be told.
    pub fn bytes(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }
}

/// What is done with a file of the input.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FileStanding {
    /// It is to be read.
    ToRead,
    /// A lock or temporary file, or a former output.
    Skipped(SkipReason),
    /// Its name is not of a kind that is read.
    UnknownType,
    /// It, or the folder of this name, cannot be looked at.
    Unreadable,
}

/// Why a file or folder is skipped.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SkipReason {
    /// A workbook beside it is open in Excel or LibreOffice.
    Lock,
    /// A transfer or a save is not finished.
    Unfinished,
    /// Its name begins with a dot, or it is kept by the system.
    System,
    /// A folder that an earlier run published.
    FormerOutput,
}

/// The files of the input in order, and what is to be said about those that are not read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Discovery {
    /// All files, the skipped ones included; [`InputFile::index`] is the position.
    pub files: Vec<InputFile>,
    /// Notes on skipped files and problems of unknown ones.
    pub problems: Vec<Problem>,
}

/// Where the run puts its results; nothing of it is input.
#[derive(Clone, Copy, Debug)]
pub struct OutputPlace<'a> {
    /// The output folder, which is never entered.
    pub folder: &'a Path,
    /// How the names begin that the run uses beside it.
    pub beside: &'a str,
}

/// Lists the files of the input arguments, each real file once.
///
/// # Errors
/// If an argument cannot be found or looked at.
pub fn discover(
    inputs: &[PathBuf],
    output: Option<OutputPlace<'_>>,
) -> Result<Discovery, IntakeError> {
    let mut walk = Walk {
        output: output.map(|place| (real_path(place.folder), place.beside)),
        roots: Vec::with_capacity(inputs.len()),
        found: BTreeMap::new(),
    };
    for input in inputs {
        let metadata = fs::metadata(input).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => IntakeError::NoSuchInput {
                path: input.clone(),
            },
            _ => IntakeError::InputUnreadable {
                path: input.clone(),
                source,
            },
        })?;
        if metadata.is_dir() {
            walk.roots.push(own_place(input));
            walk.folder(input);
        } else {
            let folder = input.parent().unwrap_or(input);
            walk.roots.push(own_place(folder));
            let name = input.file_name().unwrap_or(input.as_os_str());
            walk.file(input, &name.to_string_lossy());
        }
    }
    Ok(in_order(&walk.roots, walk.found))
}

/// Where an argument lies, in the words in which it was given as far as these say it.
fn own_place(argument: &Path) -> PathBuf {
    let leads_back = argument
        .components()
        .any(|part| part == Component::ParentDir);
    if leads_back {
        return real_path(argument);
    }
    let named = !argument.as_os_str().is_empty();
    let argument = if named { argument } else { Path::new(".") };
    std::path::absolute(argument).unwrap_or_else(|_| argument.to_owned())
}

/// The path without links and dots, so that one place has one name, even before it exists.
fn real_path(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (absolute.parent(), absolute.file_name()) {
        (Some(parent), Some(name)) => parent
            .canonicalize()
            .unwrap_or_else(|_| parent.to_owned())
            .join(name),
        _ => absolute,
    }
}

#[derive(Debug)]
struct Found {
    path: PathBuf,
    /// The argument that led to it, by its position.
    root: usize,
    relative: String,
    standing: FileStanding,
}

struct Walk<'a> {
    /// The real path of the output folder, and how the names begin that the run uses beside it.
    output: Option<(PathBuf, &'a str)>,
    /// Where each argument lies, up to the one that is looked at.
    roots: Vec<PathBuf>,
    /// By real path.
    found: BTreeMap<PathBuf, Found>,
}

impl Walk<'_> {
    fn folder(&mut self, root: &Path) {
        let mut seen = BTreeSet::new();
        let mut pending = vec![(root.to_owned(), String::new())];
        while let Some((folder, prefix)) = pending.pop() {
            let real = real_path(&folder);
            let output = self.output.as_ref();
            let beside = output
                .filter(|(out, _)| out.parent() == Some(real.as_path()))
                .map(|(_, beside)| *beside);
            if output.is_some_and(|(out, _)| *out == real) || !seen.insert(real.clone()) {
                continue;
            }
            if let Some(reason) = folder_skipped(&folder, &prefix) {
                self.add(&folder, &prefix, FileStanding::Skipped(reason), real);
                continue;
            }
            let Some(entries) = entries_of(&folder) else {
                self.add(&folder, &prefix, FileStanding::Unreadable, real);
                continue;
            };
            for Listed {
                name,
                path,
                is_plain,
            } in entries.into_iter().rev()
            {
                if name == OWN_SETTINGS || beside.is_some_and(|own| name.starts_with(own)) {
                    continue;
                }
                let relative = format!("{prefix}{name}");
                match path.file_name().filter(|_| is_plain) {
                    Some(own) => self.take(&path, &relative, true, real.join(own)),
                    None if path.is_dir() => pending.push((path, format!("{relative}/"))),
                    None => self.file(&path, &relative),
                }
            }
        }
    }

    fn file(&mut self, path: &Path, relative: &str) {
        self.take(path, relative, path.is_file(), real_path(path));
    }

    fn take(&mut self, path: &Path, relative: &str, is_file: bool, real: PathBuf) {
        let name = relative.rsplit('/').next().unwrap_or(relative);
        let standing = match skip_reason(name) {
            Some(reason) => FileStanding::Skipped(reason),
            None if !is_file => FileStanding::Unreadable,
            None if has_known_extension(name) => FileStanding::ToRead,
            None => FileStanding::UnknownType,
        };
        self.add(path, relative, standing, real);
    }

    /// Of two names for one real file the smaller one stays, whichever came first.
    fn add(&mut self, path: &Path, relative: &str, standing: FileStanding, real: PathBuf) {
        let found = Found {
            path: path.to_owned(),
            root: self.roots.len().saturating_sub(1),
            relative: relative.to_owned(),
            standing,
        };
        let key = |one: &Found| (one.standing, one.relative.clone(), one.path.clone());
        match self.found.entry(real) {
            Entry::Vacant(free) => {
                free.insert(found);
            }
            Entry::Occupied(mut former) => {
                if key(&found) < key(former.get()) {
                    former.insert(found);
                }
            }
        }
    }
}

/// The settings of this program may lie among the input and are no part of it.
const OWN_SETTINGS: &str = "landed.toml";

/// What lies in a folder.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Listed {
    name: String,
    path: PathBuf,
    /// It is a file and no link to one, so that its real path is that of the folder with its name.
    is_plain: bool,
}

/// What lies in a folder, sorted by name.
fn entries_of(folder: &Path) -> Option<Vec<Listed>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        entries.push(Listed {
            name: entry.file_name().to_string_lossy().into_owned(),
            path: entry.path(),
            is_plain: entry.file_type().is_ok_and(|kind| kind.is_file()),
        });
    }
    entries.sort();
    Some(entries)
}

/// Folders below an argument that are not entered; `prefix` is empty for the argument itself.
fn folder_skipped(folder: &Path, prefix: &str) -> Option<SkipReason> {
    if prefix.is_empty() {
        return None;
    }
    let name = prefix.trim_end_matches('/').rsplit('/').next()?;
    if name.starts_with('.') {
        return Some(SkipReason::System);
    }
    let published = ["run.json", "checksums.sha256"];
    published
        .iter()
        .all(|name| folder.join(name).is_file())
        .then_some(SkipReason::FormerOutput)
}

fn skip_reason(name: &str) -> Option<SkipReason> {
    let lower = name.to_lowercase();
    if lower.starts_with("~$") || (lower.starts_with(".~lock.") && lower.ends_with('#')) {
        return Some(SkipReason::Lock);
    }
    let unfinished = [".part", ".tmp", ".crdownload", ".partial", ".filepart"];
    if unfinished.iter().any(|end| lower.ends_with(end)) {
        return Some(SkipReason::Unfinished);
    }
    let system = lower.starts_with('.') || lower == "thumbs.db" || lower == "desktop.ini";
    system.then_some(SkipReason::System)
}

/// The ends of names that are read, in any letter case.
const EXTENSIONS: [&str; 8] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"];

fn has_known_extension(name: &str) -> bool {
    extension(name).is_some_and(|end| EXTENSIONS.contains(&end.as_str()))
}

/// The end of a file name after its last dot, in lower case.
pub(crate) fn extension(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, end)| end.to_lowercase())
}

fn in_order(roots: &[PathBuf], found: BTreeMap<PathBuf, Found>) -> Discovery {
    // By real path, so that the order of arguments does not show where names look alike.
    let all: Vec<Found> = found.into_values().collect();
    let within: Vec<Within<'_>> = all
        .iter()
        .map(|one| Within {
            root: roots.get(one.root).map_or(Path::new(""), PathBuf::as_path),
            path: &one.relative,
        })
        .collect();
    let shown = distinct(&within);
    let mut all: Vec<(String, Found)> = shown.into_iter().zip(all).collect();
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    let mut discovery = Discovery::default();
    for (index, (relative, one)) in (0_u32..).zip(all) {
        discovery.problems.extend(said_of(index, one.standing));
        discovery.files.push(InputFile {
            path: one.path,
            relative,
            within: one.relative,
            index,
            standing: one.standing,
        });
    }
    discovery
}

fn said_of(file: u32, standing: FileStanding) -> Option<Problem> {
    let (code, done, todo) = match standing {
        FileStanding::ToRead => return None,
        FileStanding::Skipped(SkipReason::Lock) => (
            ProblemCode::FileSkipped,
            "This is the mark that a workbook is open in Excel or LibreOffice; it holds no rows and was skipped.",
            "Save and close the workbook before the next run, so that its last changes are read.",
        ),
        FileStanding::Skipped(SkipReason::Unfinished) => (
            ProblemCode::FileSkipped,
            "This is a temporary file or an unfinished transfer; it was skipped.",
            "If the transfer is over, delete it or give it its right name.",
        ),
        FileStanding::Skipped(SkipReason::System) => (
            ProblemCode::FileSkipped,
            "This is a hidden or system file; it was skipped.",
            "If it holds clients' rows, give it a name that does not begin with a dot.",
        ),
        FileStanding::Skipped(SkipReason::FormerOutput) => (
            ProblemCode::FileSkipped,
            "This folder is the output of an earlier run; it was not read as input.",
            "Keep outputs outside of the input folder.",
        ),
        FileStanding::UnknownType => (
            ProblemCode::FileTypeUnknown,
            "The file was not read: only .xlsx .xlsm .xlsb .xls .ods .csv .tsv and .txt are.",
            "Move it out of the input folder, or save its rows as .xlsx.",
        ),
        FileStanding::Unreadable => (
            ProblemCode::FileUnreadable,
            "The file or folder was set aside: it cannot be opened.",
            "Check that it still exists and that you are allowed to read it.",
        ),
    };
    Some(notice::of_file(file, code, done, todo))
}

#[cfg(test)]
#[path = "discover_tests.rs"]
mod tests;

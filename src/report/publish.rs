//! Publishing: an output is built beside its place and put there whole, or not at all.
//!
//! Owns the place of an output, and what is done about the remains of runs that died. Knows nothing of what the files say, but
//! for the mark in `run.json`.

use crate::report::beside::{folder_path, lock_path, remains};
use crate::report::disk::{Disk, is_same_file};
use crate::report::lock::take_lock;
use crate::report::manifest::{MANIFEST, is_manifest};
use crate::report::partial::Partial;
use crate::report::site::Site;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// A manifest larger than this is none.
const LARGEST_MANIFEST: u64 = 256 << 20;

/// How often a reader looks anew while an interrupted swap is under way.
const TRIES: u32 = 100;

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The path names no folder that could be made.
    #[error("{0} cannot be an output folder: give the path of a folder that may be made")]
    NoPlace(PathBuf),
    /// Something else is there.
    #[error(
        "{0} exists and is not the output of an earlier run (it has no run.json of this program): choose another folder, or move that one away"
    )]
    Foreign(PathBuf),
    /// Nothing is there, and somebody wants to read it.
    #[error("there are no results in {0}: there is no such folder")]
    Missing(PathBuf),
    /// What is there may not be looked into.
    #[error("{0} cannot be read: permission denied. Run landed as the user who made it")]
    Closed(PathBuf),
    /// The place is a link.
    #[error("{0} is a symbolic link, which is not followed: give the path of the folder itself")]
    Link(PathBuf),
    /// Another run holds the place.
    #[error("another run is writing to {0}: wait until it is done")]
    Busy(PathBuf),
    /// The disk refused.
    #[error("{what} {path}: {source}")]
    Disk {
        /// What was being done.
        what: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

pub(crate) fn refused<'a>(
    what: &'static str,
    path: &'a Path,
) -> impl FnOnce(io::Error) -> PublishError + 'a {
    move |source| PublishError::Disk {
        what,
        path: path.to_owned(),
        source,
    }
}

/// The place of an output, held by this run alone until it is dropped.
pub struct Place<'d> {
    pub(super) disk: &'d Disk,
    pub(super) parent: PathBuf,
    name: String,
    lock: File,
}

impl<'d> Place<'d> {
    /// Takes hold of the place of an output, clears away what dead runs left beside it, and sees that it may be written.
    ///
    /// # Errors
    /// If another run holds it, if something else is there, or if the disk refuses.
    pub fn claim(disk: &'d Disk, out: &Path) -> Result<Self, PublishError> {
        let (parent, name) = parent_and_name(out)?;
        make_parents(disk, &parent)?;
        let parent = parent
            .canonicalize()
            .map_err(refused("cannot find", &parent))?;
        let lock = take_lock(disk, &parent, &name)?;
        let place = Self {
            disk,
            parent,
            name,
            lock,
        };
        place.clear_remains()?;
        place.check()?;
        Ok(place)
    }

    /// The output folder.
    pub fn out(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    pub(super) fn beside(&self, what: &str) -> PathBuf {
        folder_path(&self.parent, &self.name, what)
    }

    /// Whether the place is taken by a former output or an empty folder (`true`) or free (`false`): anything else is never touched.
    pub(super) fn check(&self) -> Result<bool, PublishError> {
        let out = self.out();
        let Some(metadata) = look(&out)? else {
            return Ok(false);
        };
        if metadata.is_symlink() {
            return Err(PublishError::Link(out));
        }
        // An empty folder holds nothing that could be lost: somebody made room for the results.
        if metadata.is_dir() && (is_output(&out)? || is_empty(&out)) {
            return Ok(true);
        }
        Err(PublishError::Foreign(out))
    }

    /// Restores an output that a dying run had moved aside, and removes what dead runs left: the lock is ours, so they are dead.
    fn clear_remains(&self) -> Result<(), PublishError> {
        let out = self.out();
        for (path, is_former) in remains(&self.parent, &self.name)? {
            if is_former && look(&out)?.is_none() && is_output(&path)? {
                self.disk
                    .rename_new(&path, &out)
                    .map_err(refused("cannot restore", &path))?;
                self.disk
                    .sync_folder(&self.parent)
                    .map_err(refused("cannot make durable", &self.parent))?;
            } else {
                self.disk
                    .remove_tree(&path)
                    .map_err(refused("cannot remove what an earlier run left,", &path))?;
            }
        }
        Ok(())
    }

    /// Begins a new output beside the place.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn begin(&self) -> Result<Partial<'_, 'd>, PublishError> {
        let path = self.beside("partial");
        self.disk
            .create_folder(&path)
            .map_err(refused("cannot make", &path))?;
        let folder = self.disk.open_folder(&path);
        let out = self.out();
        let folder = folder.map_err(refused("cannot open", &path))?;
        let former = is_output(&out)?
            .then(|| self.disk.open_folder(&out).ok())
            .flatten();
        Ok(Partial::of(self, path, Site::of(self.disk, folder, former)))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        // While the lock is held nobody else removes this name; who waits for it sees that the file is gone and makes a new one.
        let path = lock_path(&self.parent, &self.name);
        if is_same_file(&self.lock, &path) {
            let _ = self.disk.remove_file(&path);
        }
    }
}

/// The folder of a published output for a reader, after restoring one that a dying run had moved aside. Who reads may come
/// through a link, or from within the folder; who writes may not.
///
/// # Errors
/// If there is no output, or the disk refuses.
pub fn published(disk: &Disk, out: &Path) -> Result<PathBuf, PublishError> {
    let out = &followed(out);
    let (parent, name) = parent_and_name(out)?;
    for _ in 0..TRIES {
        match look(out)? {
            Some(metadata) if metadata.is_dir() && is_output(out)? => return Ok(out.to_owned()),
            Some(_) => return Err(PublishError::Foreign(out.to_owned())),
            None => {}
        }
        let moved_aside = |found: Vec<(PathBuf, bool)>| found.iter().any(|(_, former)| *former);
        if !(parent.is_dir() && moved_aside(remains(&parent, &name)?)) {
            break;
        }
        match Place::claim(disk, out) {
            Ok(_) | Err(PublishError::Busy(_)) => std::hint::spin_loop(),
            Err(fault) => return Err(fault),
        }
    }
    Err(PublishError::Missing(out.to_owned()))
}

/// Where a path leads that is a link or, as `.` does, ends in no name; another path is left as it was given.
fn followed(path: &Path) -> PathBuf {
    let ends_in_a_name = path.file_name().is_some();
    if ends_in_a_name && !path.is_symlink() {
        return path.to_owned();
    }
    path.canonicalize()
        // What a link leads to may have been moved aside by a run that died.
        .or_else(|_| {
            let target = fs::read_link(path)?;
            Ok::<_, io::Error>(path.parent().unwrap_or(path).join(target))
        })
        .unwrap_or_else(|_| path.to_owned())
}

fn parent_and_name(out: &Path) -> Result<(PathBuf, String), PublishError> {
    let no_place = || PublishError::NoPlace(out.to_owned());
    let name = out.file_name().and_then(|name| name.to_str());
    let parent = match out.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(no_place()),
    };
    let name = name.ok_or_else(no_place)?;
    Ok((parent.to_owned(), name.to_owned()))
}

fn make_parents(disk: &Disk, parent: &Path) -> Result<(), PublishError> {
    if parent.is_dir() {
        return Ok(());
    }
    if let Some(above) = parent.parent().filter(|a| !a.as_os_str().is_empty()) {
        make_parents(disk, above)?;
    }
    match disk.create_folder(parent) {
        Err(fault) if fault.kind() != io::ErrorKind::AlreadyExists => {
            Err(refused("cannot make", parent)(fault))
        }
        _ => Ok(()),
    }
}

/// What lies at a path, without following a link there.
fn look(path: &Path) -> Result<Option<fs::Metadata>, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(refused("cannot look at", path)(fault)),
    }
}

/// Whether a folder can be read and holds nothing.
fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Whether a folder is the output of a run: its `run.json`, which must be a file and no link, bears the mark.
///
/// # Errors
/// If that cannot be seen.
pub fn is_output(folder: &Path) -> Result<bool, PublishError> {
    let path = folder.join(MANIFEST);
    let bears_mark = || -> io::Result<bool> {
        let metadata = fs::symlink_metadata(&path)?;
        if !metadata.is_file() || LARGEST_MANIFEST < metadata.len() {
            return Ok(false);
        }
        let mut bytes = Vec::new();
        let file = File::open(&path)?;
        file.take(LARGEST_MANIFEST).read_to_end(&mut bytes)?;
        Ok(is_manifest(&bytes))
    };
    bears_mark().or_else(|fault| match fault.kind() {
        io::ErrorKind::NotFound => Ok(false),
        io::ErrorKind::PermissionDenied => Err(PublishError::Closed(folder.to_owned())),
        _ => Err(refused("cannot read", &path)(fault)),
    })
}

#[cfg(test)]
#[path = "publish_tests.rs"]
pub(super) mod tests;

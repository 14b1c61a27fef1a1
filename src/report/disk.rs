//! Every change that publishing makes on the disk, one function each, so that a test can make any of them fail.
//!
//! Owns modes, exchange and durability: the only part that a build for another system would write anew. Knows nothing of
//! outputs.

use crate::report::former::FormerFile;
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, CWD, Mode, OFlags, RenameFlags};
use rustix::io::Errno;
use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{
    DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _,
};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

pub(super) const PRIVATE_FOLDER: u32 = 0o700;
pub(super) const PRIVATE_FILE: u32 = 0o600;

/// A kind of change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Operation {
    /// A folder is made.
    CreateFolder,
    /// A file is written.
    WriteFile,
    /// Everything written is made durable.
    SyncAll,
    /// The entries of a folder are made durable.
    SyncFolder,
    /// Two folders change places at once.
    Exchange,
    /// Something gets another name.
    Rename,
    /// A file takes the place of another.
    Replace,
    /// A folder is removed with all it holds.
    RemoveTree,
    /// A file is removed.
    RemoveFile,
    /// The lock file is opened.
    OpenLock,
}

/// Called before each change; an error takes its place.
pub type Gate = dyn Fn(Operation, &Path) -> io::Result<()> + Send + Sync;

/// A folder that is open, so that the many files made below it are found without walking down to it for each.
#[derive(Debug)]
pub struct OpenFolder {
    pub(super) handle: OwnedFd,
    path: PathBuf,
    /// Who we are: only files of our own are given a second name.
    pub(super) us: u32,
    /// Whether the system may give an open file a second name, which saves looking for it once more.
    links_open: AtomicBool,
    /// Whether a file made below it was seen to have the mode that was asked for. What takes bits away, a umask or a rule
    /// of the file system, does so with every file: one look is enough.
    keeps_modes: AtomicBool,
}

impl OpenFolder {
    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it still lies there.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        is_same_file(&self.handle, path)
    }

    /// A folder of the same output: what was seen of one goes for all.
    pub(super) fn like(&self, handle: OwnedFd, relative: &str) -> Self {
        let same = |seen: &AtomicBool| AtomicBool::new(seen.load(Ordering::Relaxed));
        Self {
            handle,
            path: self.path.join(relative),
            us: self.us,
            links_open: same(&self.links_open),
            keeps_modes: same(&self.keeps_modes),
        }
    }
}

/// The disk, with a gate before each change where a test wants one.
#[derive(Default)]
pub struct Disk {
    gate: Option<Box<Gate>>,
}

impl Disk {
    /// The disk as it is.
    pub const fn real() -> Self {
        Self { gate: None }
    }

    /// A disk on which the gate may refuse any change.
    pub fn gated(gate: Box<Gate>) -> Self {
        Self { gate: Some(gate) }
    }

    fn pass(&self, operation: Operation, path: &Path) -> io::Result<()> {
        self.gate
            .as_ref()
            .map_or(Ok(()), |gate| gate(operation, path))
    }

    /// Makes a folder that only its owner can enter, whatever the umask. It must not exist.
    pub fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.pass(Operation::CreateFolder, path)?;
        DirBuilder::new().mode(PRIVATE_FOLDER).create(path)?;
        if std::fs::symlink_metadata(path)?.mode() & 0o7777 != PRIVATE_FOLDER {
            std::fs::set_permissions(path, Permissions::from_mode(PRIVATE_FOLDER))?;
        }
        Ok(())
    }

    /// Writes a file that only its owner can read, whatever the umask. It must not exist, not even as a link.
    pub fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.pass(Operation::WriteFile, path)?;
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(PRIVATE_FILE)
            .open(path)?;
        file.set_permissions(Permissions::from_mode(PRIVATE_FILE))?;
        file.write_all(bytes)
    }

    /// Opens a folder for the files that are made below it.
    pub fn open_folder(&self, path: &Path) -> io::Result<OpenFolder> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(OpenFolder {
            handle: rustix::fs::openat(CWD, path, flags, Mode::empty())?,
            path: path.to_owned(),
            us: rustix::process::geteuid().as_raw(),
            links_open: AtomicBool::new(true),
            keeps_modes: AtomicBool::new(false),
        })
    }

    /// Opens a folder of an output under construction.
    pub fn open_within(&self, folder: &OpenFolder, relative: &str) -> io::Result<OpenFolder> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = rustix::fs::openat(&folder.handle, relative, flags, Mode::empty())?;
        Ok(folder.like(handle, relative))
    }

    /// Makes a file below an open folder that only its owner can read, whatever the umask. It must not exist, not even as a link.
    pub fn create_below(&self, folder: &OpenFolder, relative: &str) -> io::Result<File> {
        if self.gate.is_some() {
            self.pass(Operation::WriteFile, &folder.path.join(relative))?;
        }
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(PRIVATE_FILE);
        let file = File::from(rustix::fs::openat(&folder.handle, relative, flags, mode)?);
        if !folder.keeps_modes.load(Ordering::Relaxed) {
            if file.metadata()?.mode() & 0o7777 == PRIVATE_FILE {
                folder.keeps_modes.store(true, Ordering::Relaxed);
            } else {
                file.set_permissions(Permissions::from_mode(PRIVATE_FILE))?;
            }
        }
        Ok(file)
    }

    /// Gives a file of a former output a second name at the same place below another folder; `false` if that cannot be.
    pub(super) fn link(
        &self,
        file: &FormerFile,
        former: &OpenFolder,
        folder: &OpenFolder,
        relative: &str,
    ) -> io::Result<bool> {
        if self.gate.is_some() {
            self.pass(Operation::WriteFile, &folder.path.join(relative))?;
        }
        let to = &folder.handle;
        if former.links_open.load(Ordering::Relaxed) {
            if rustix::fs::linkat(&file.handle, "", to, relative, AtFlags::EMPTY_PATH).is_ok() {
                return Ok(true);
            }
            // Older systems let only some users do so.
            former.links_open.store(false, Ordering::Relaxed);
        }
        let linked = rustix::fs::linkat(&former.handle, relative, to, relative, AtFlags::empty());
        if linked.is_err() {
            return Ok(false);
        }
        let there = rustix::fs::statat(to, relative, AtFlags::SYMLINK_NOFOLLOW)?;
        if (there.st_dev, there.st_ino) == (file.device, file.number) {
            return Ok(true);
        }
        // Somebody exchanged it meanwhile.
        rustix::fs::unlinkat(to, relative, AtFlags::empty())?;
        Ok(false)
    }

    /// Makes everything below a folder durable: the file system at once, or file by file where that cannot be asked for.
    pub fn sync_all(&self, folder: &Path) -> io::Result<()> {
        self.pass(Operation::SyncAll, folder)?;
        match rustix::fs::syncfs(File::open(folder)?) {
            Ok(()) => Ok(()),
            Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP | Errno::PERM) => sync_each(folder),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Makes the entries of a folder durable.
    pub fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.pass(Operation::SyncFolder, folder)?;
        File::open(folder)?.sync_all()
    }

    /// Lets two folders change places in one step; `Ok(false)` where the file system cannot.
    pub fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        match self.pass(Operation::Exchange, one) {
            Err(fault) if fault.kind() == io::ErrorKind::Unsupported => return Ok(false),
            passed => passed?,
        }
        match rustix::fs::renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            Err(fault) if is_unsupported(fault) => Ok(false),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Gives a folder another name, which nothing may bear yet.
    pub fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.pass(Operation::Rename, from)?;
        match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            Ok(()) => Ok(()),
            Err(fault) if is_unsupported(fault) => {
                if std::fs::symlink_metadata(to).is_ok() {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                std::fs::rename(from, to)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// Lets a file of one folder take the place of the file of this name in another, in one step.
    pub(super) fn replace(&self, from: &OpenFolder, to: &OpenFolder, name: &str) -> io::Result<()> {
        self.pass(Operation::Replace, &to.path.join(name))?;
        Ok(rustix::fs::renameat(&from.handle, name, &to.handle, name)?)
    }

    /// Removes a folder with all it holds; links in it are removed, never followed.
    pub fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.pass(Operation::RemoveTree, path)?;
        std::fs::remove_dir_all(path)
    }

    /// Removes a file.
    pub fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.pass(Operation::RemoveFile, path)?;
        std::fs::remove_file(path)
    }

    /// Opens the lock file, making it where it is missing; a link in its place is refused.
    pub fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.pass(Operation::OpenLock, path)?;
        let no_follow = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or(0);
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(PRIVATE_FILE)
            .custom_flags(no_follow)
            .open(path)
            .and_then(|file| {
                file.set_permissions(Permissions::from_mode(PRIVATE_FILE))?;
                Ok(file)
            })
    }
}

/// Whether what is open still bears this name.
pub fn is_same_file(file: impl AsFd, path: &Path) -> bool {
    let there = rustix::fs::statat(CWD, path, AtFlags::SYMLINK_NOFOLLOW);
    match (rustix::fs::fstat(file), there) {
        (Ok(open), Ok(there)) => open.st_dev == there.st_dev && open.st_ino == there.st_ino,
        _ => false,
    }
}

/// What file systems and kernels answer that know no flags for renaming.
const fn is_unsupported(fault: Errno) -> bool {
    matches!(fault, Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP)
}

fn sync_each(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_each(&entry.path())?;
        } else {
            File::open(entry.path())?.sync_all()?;
        }
    }
    File::open(folder)?.sync_all()
}

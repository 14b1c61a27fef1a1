//! Files and folders of a former output, looked at but never changed.
//!
//! Owns what makes a file one that may stay: the same bytes, ours alone, private, and not found through a link. Times are not asked.

use crate::report::disk::{OpenFolder, PRIVATE_FILE, PRIVATE_FOLDER};
use rustix::fd::OwnedFd;
use rustix::fs::{Dir, FileType, Mode, OFlags, ResolveFlags};
use std::mem::MaybeUninit;

/// No link leads to what is opened so, and no way out of the folder.
const INSIDE: ResolveFlags = ResolveFlags::BENEATH.union(ResolveFlags::NO_SYMLINKS);

/// So many bytes of a file are compared at a time. Nearly all files are smaller.
pub(super) const PIECE: usize = 16 << 10;

impl OpenFolder {
    /// A folder of a former output, if it is there and not found through a link.
    pub(super) fn former_within(&self, relative: &str) -> Option<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = rustix::fs::openat2(&self.handle, relative, flags, Mode::empty(), INSIDE);
        Some(self.like(handle.ok()?, relative))
    }

    /// Whether this folder, ours and private, holds the files of these names and numbers, so many folders, and nothing else but a
    /// file of the name `besides`.
    pub(super) fn holds_only<'n>(
        &self,
        files: impl Iterator<Item = (&'n str, u64)>,
        folders: usize,
        besides: Option<&str>,
    ) -> bool {
        let Ok(stat) = rustix::fs::fstat(&self.handle) else {
            return false;
        };
        if stat.st_mode & 0o7777 != PRIVATE_FOLDER || stat.st_uid != self.us {
            return false;
        }
        let mut files: Vec<(&[u8], u64)> = files
            .map(|(name, number)| (name.as_bytes(), number))
            .collect();
        files.sort_unstable();
        let (mut found, mut inner) = (0, 0);
        let Ok(entries) = Dir::read_from(&self.handle) else {
            return false;
        };
        for entry in entries {
            let Ok(entry) = entry else {
                return false;
            };
            let name = entry.file_name().to_bytes();
            match entry.file_type() {
                FileType::RegularFile if besides.is_some_and(|one| one.as_bytes() == name) => {}
                FileType::RegularFile if files.binary_search(&(name, entry.ino())).is_ok() => {
                    found += 1;
                }
                FileType::Directory if [&b"."[..], b".."].contains(&name) => {}
                FileType::Directory => inner += 1,
                _ => return false,
            }
        }
        found == files.len() && inner == folders
    }
}

/// A file of a former output, open: a plain file of ours with one name, private, and not found through a link.
#[derive(Debug)]
pub(super) struct FormerFile {
    pub(super) handle: OwnedFd,
    pub(super) device: u64,
    /// Its number there.
    pub(super) number: u64,
    /// Its size.
    pub(super) length: u64,
}

impl FormerFile {
    /// The file at this place below a former output.
    pub(super) fn open(former: &OpenFolder, relative: &str) -> Option<Self> {
        // When it was read last is nobody's business, and would have to be written down.
        let flags = OFlags::RDONLY
            | OFlags::NOFOLLOW
            | OFlags::NONBLOCK
            | OFlags::CLOEXEC
            | OFlags::NOATIME;
        let opened = rustix::fs::openat2(&former.handle, relative, flags, Mode::empty(), INSIDE);
        let handle = opened.ok()?;
        let stat = rustix::fs::fstat(&handle).ok()?;
        let is_ours = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile
            && stat.st_nlink == 1
            && stat.st_mode & 0o7777 == PRIVATE_FILE
            && stat.st_uid == former.us;
        is_ours.then_some(Self {
            handle,
            device: stat.st_dev,
            number: stat.st_ino,
            length: u64::try_from(stat.st_size).ok()?,
        })
    }

    /// The file at this place, if it holds these bytes and no more.
    pub(super) fn same(former: &OpenFolder, relative: &str, bytes: &[u8]) -> Option<Self> {
        let length = u64::try_from(bytes.len()).ok()?;
        let file = Self::open(former, relative)?;
        (file.length == length && holds(&file.handle, bytes)).then_some(file)
    }
}

/// Whether a plain file holds these bytes and no more.
fn holds(file: &OwnedFd, bytes: &[u8]) -> bool {
    let mut buffer = [const { MaybeUninit::uninit() }; PIECE];
    let mut rest = bytes;
    loop {
        let Ok((found, _)) = rustix::io::read(file, &mut buffer) else {
            return false;
        };
        match rest.split_at_checked(found.len()) {
            Some((expected, after)) if found == expected => rest = after,
            _ => return false,
        }
        // A plain file gives less than was asked for only where it ends.
        if found.len() < PIECE {
            return rest.is_empty();
        }
    }
}

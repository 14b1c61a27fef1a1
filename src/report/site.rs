//! Where an output is made, while the output that it replaces may hold the same.
//!
//! Owns what is noted of files that are the same. As long as no other file has come, nothing is made: if none comes at all, the
//! former output can stay where it lies. With the first other file what was noted gets second names, and from then on every
//! file is made or linked when it comes. A link and its removal cost more than the comparison.

use crate::report::disk::{Disk, OpenFolder};
use crate::report::former::FormerFile;
use crate::report::partial::FilesOf;
use crate::report::publish::{PublishError, refused};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Where files of an output are made.
pub(super) struct Site<'d> {
    pub(super) disk: &'d Disk,
    /// The folder of the output under construction.
    pub(super) folder: OpenFolder,
    /// The output that will be replaced, if there is one.
    pub(super) former: Option<OpenFolder>,
    /// What was the same by folder, the innermost last; `None` once something else came.
    same: Mutex<Option<BTreeMap<String, Same>>>,
}

/// What is the same in one folder.
#[derive(Default)]
struct Same {
    /// The names of the files, each with a mark that no name holds.
    names: String,
    /// The numbers of the files.
    numbers: Vec<u64>,
    /// How many folders are within.
    folders: usize,
}

/// Ends each name.
const END: char = '/';

impl Same {
    fn files(&self) -> impl Iterator<Item = (&str, u64)> {
        let names = self.names.split_terminator(END);
        names.zip(self.numbers.iter().copied())
    }
}

impl<'d> Site<'d> {
    pub(super) fn of(disk: &'d Disk, folder: OpenFolder, former: Option<OpenFolder>) -> Self {
        let top = (String::new(), Same::default());
        let same = former.as_ref().map(|_| BTreeMap::from([top]));
        Self {
            disk,
            folder,
            former,
            same: Mutex::new(same),
        }
    }

    fn same(&self) -> MutexGuard<'_, Option<BTreeMap<String, Same>>> {
        self.same.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, folder: &str, name: &str) -> PathBuf {
        self.folder.path().join(folder).join(name)
    }

    /// Makes a folder; its parent must be there.
    pub(super) fn make(&self, folder: &str) -> Result<(), PublishError> {
        let mut same = self.same();
        let Some(same) = &mut *same else {
            return self.make_now(folder);
        };
        let (parent, _) = folder.rsplit_once('/').unwrap_or_default();
        same.entry(parent.to_owned()).or_default().folders += 1;
        same.insert(folder.to_owned(), Same::default());
        Ok(())
    }

    fn make_now(&self, folder: &str) -> Result<(), PublishError> {
        let path = self.folder.path().join(folder);
        let made = self.disk.create_folder(&path);
        made.map_err(refused("cannot make", &path))
    }

    /// Notes that a file is that of the former output; `false` if something else came already, so that it must be linked.
    pub(super) fn note(&self, folder: &str, name: &str, file: &FormerFile) -> bool {
        let mut same = self.same();
        let Some(same) = &mut *same else {
            return false;
        };
        if !same.contains_key(folder) {
            same.insert(folder.to_owned(), Same::default());
        }
        if let Some(same) = same.get_mut(folder) {
            same.names.push_str(name);
            same.names.push(END);
            same.numbers.push(file.number);
        }
        true
    }

    /// Something else comes: what is the same so far is given second names, once.
    pub(super) fn part_ways(&self) -> Result<(), PublishError> {
        let noted = {
            let mut same = self.same();
            let Some(noted) = same.take() else {
                return Ok(());
            };
            // Who waits for this lock goes on in these folders.
            let mut folders = noted.keys().filter(|folder| !folder.is_empty());
            folders.try_for_each(|folder| self.make_now(folder))?;
            noted
        };
        let mut kept = noted.iter().filter(|(_, same)| !same.numbers.is_empty());
        kept.try_for_each(|(folder, same)| {
            let path = self.path(folder, "");
            let [former, made] = [self.former_folder(folder), Some(self.open(folder)?)];
            let (Some(former), Some(made)) = (former, made) else {
                return Err(refused("cannot keep", &path)(meanwhile()));
            };
            same.files().try_for_each(|(name, number)| {
                let kept = self.keep(name, number, &former, &made);
                kept.map_err(refused("cannot keep", &path.join(name)))
            })
        })
    }

    /// Gives a file that was compared before a second name, or copies it where the file system does not link.
    fn keep(
        &self,
        name: &str,
        number: u64,
        former: &OpenFolder,
        made: &OpenFolder,
    ) -> io::Result<()> {
        let file = FormerFile::open(former, name).filter(|file| file.number == number);
        let file = file.ok_or_else(meanwhile)?;
        if !self.disk.link(&file, former, made, name)? {
            let mut copy = self.disk.create_below(made, name)?;
            copy_beginning(&mut File::from(file.handle), file.length, &mut copy)?;
        }
        Ok(())
    }

    fn former_folder(&self, folder: &str) -> Option<OpenFolder> {
        let former = self.former.as_ref()?;
        former.former_within(if folder.is_empty() { "." } else { folder })
    }

    /// Opens a folder under construction.
    fn open(&self, folder: &str) -> Result<OpenFolder, PublishError> {
        let relative = if folder.is_empty() { "." } else { folder };
        let opened = self.disk.open_within(&self.folder, relative);
        opened.map_err(refused("cannot open", &self.folder.path().join(folder)))
    }

    /// Takes some files of one folder.
    pub(super) fn files(&self, folder: &str, files: &mut FilesOf<'_>) -> Result<(), PublishError> {
        let former = self.former_folder(folder);
        let mut made = None;
        for (name, bytes) in files {
            let there = former
                .as_ref()
                .and_then(|former| Some((former, FormerFile::same(former, name, bytes)?)));
            if let Some((_, file)) = &there
                && self.note(folder, name, file)
            {
                continue;
            }
            let made = match &mut made {
                Some(made) => made,
                none => {
                    self.part_ways()?;
                    none.insert(self.open(folder)?)
                }
            };
            let written = self.link_or_write(made, name, there, bytes);
            written.map_err(|fault| refused("cannot write", &self.path(folder, name))(fault))?;
        }
        Ok(())
    }

    fn link_or_write(
        &self,
        made: &OpenFolder,
        name: &str,
        there: Option<(&OpenFolder, FormerFile)>,
        bytes: &[u8],
    ) -> io::Result<()> {
        if let Some((former, file)) = there
            && self.disk.link(&file, former, made, name)?
        {
            return Ok(());
        }
        self.disk.create_below(made, name)?.write_all(bytes)
    }

    /// Writes a file of which it is not asked whether it is the same.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let written = self.link_or_write(&self.folder, name, None, bytes);
        written.map_err(|fault| refused("cannot write", &self.path("", name))(fault))
    }

    /// The former output, if it holds all that came and nothing else but a file of the name `besides`, and still lies at `out`: then it
    /// can stay there.
    pub(super) fn staying(&self, out: &Path, besides: &str) -> Option<&OpenFolder> {
        let same = self.same();
        let former = self.former.as_ref()?;
        let stays = same.as_ref()?.iter().all(|(folder, same)| {
            let besides = folder.is_empty().then_some(besides);
            let there = self.former_folder(folder);
            there.is_some_and(|there| there.holds_only(same.files(), same.folders, besides))
        });
        (stays && former.is_at(out)).then_some(former)
    }
}

fn meanwhile() -> io::Error {
    io::Error::other("the former file was changed meanwhile")
}

/// Copies so many bytes from the beginning of a former file.
pub(super) fn copy_beginning(former: &mut File, length: u64, to: &mut File) -> io::Result<()> {
    former.rewind()?;
    if io::copy(&mut former.take(length), to)? == length {
        Ok(())
    } else {
        Err(meanwhile())
    }
}

#[cfg(test)]
#[path = "site_tests.rs"]
mod tests;

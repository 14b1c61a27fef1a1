//! An output under construction, from its first file until it is in place.
//!
//! Owns the order of steps. An output of which nothing but the manifest is another than in the former one is not put in its
//! place: only the manifest is, in one step like the whole.

use crate::report::aftermath::Aftermath;
use crate::report::manifest::MANIFEST;
use crate::report::publish::{Place, PublishError, refused};
use crate::report::site::Site;
use crate::report::stream::Stream;
use std::path::{Path, PathBuf};

/// Files of one folder: name and bytes of each.
pub type FilesOf<'a> = dyn Iterator<Item = (&'a str, &'a [u8])> + 'a;

/// An output under construction; dropped before it is published, it is removed.
pub struct Partial<'p, 'd> {
    place: &'p Place<'d>,
    site: Site<'d>,
    path: PathBuf,
    done: bool,
}

impl<'p, 'd> Partial<'p, 'd> {
    pub(super) const fn of(place: &'p Place<'d>, path: PathBuf, site: Site<'d>) -> Self {
        Self {
            place,
            site,
            path,
            done: false,
        }
    }

    /// Makes a folder of the output; its parent must be there.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn folder(&self, relative: &str) -> Result<(), PublishError> {
        self.site.make(relative)
    }

    /// Writes a file of the output. Any number of threads may write at once.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn file(&self, relative: &str, bytes: &[u8]) -> Result<(), PublishError> {
        if relative == MANIFEST {
            return self.site.write(relative, bytes);
        }
        let (folder, name) = relative.rsplit_once('/').unwrap_or(("", relative));
        self.files(folder, &mut std::iter::once((name, bytes)))
    }

    /// Writes some files of one folder of the output: name and bytes of each.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn files(&self, folder: &str, files: &mut FilesOf<'_>) -> Result<(), PublishError> {
        self.site.files(folder, files)
    }

    /// Begins a file of the output that is written piece by piece.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn stream(&self, relative: &str) -> Result<Stream<'_>, PublishError> {
        let file = self.site.stream(relative)?;
        Ok(Stream::new(self.path.join(relative), file))
    }

    /// Makes everything durable and puts the output in its place, whole. What it replaced is still to be cleared away.
    ///
    /// # Errors
    /// If the disk refuses, or the place was taken by something else meanwhile: then the former output stands as it was.
    pub fn publish(mut self) -> Result<Aftermath<'d>, PublishError> {
        let place = self.place;
        let out = place.out();
        let staying = self.site.staying(&out, MANIFEST);
        if staying.is_none() {
            self.site.part_ways()?;
        }
        place
            .disk
            .sync_all(&self.path)
            .map_err(refused("cannot make durable", &self.path))?;
        let is_taken = place.check()?;
        let (changed, left) = if let Some(former) = staying {
            let replaced = place.disk.replace(&self.site.folder, former, MANIFEST);
            replaced.map_err(refused("cannot put in place", &out.join(MANIFEST)))?;
            (&out, Some(self.path.clone()))
        } else if is_taken {
            (&place.parent, Some(self.swap(&out)?))
        } else {
            place
                .disk
                .rename_new(&self.path, &out)
                .map_err(refused("cannot put in place", &out))?;
            (&place.parent, None)
        };
        self.done = true;
        let mut remarks = Vec::new();
        if let Err(fault) = place.disk.sync_folder(changed) {
            let changed = changed.display();
            remarks.push(format!(
                "the results are in place, but the disk did not confirm the change of {changed}: {fault}"
            ));
        }
        Ok(Aftermath::of(place.disk, left, remarks))
    }

    /// Lets the new and the former output change places; returns where the former one now lies.
    fn swap(&self, out: &Path) -> Result<PathBuf, PublishError> {
        let disk = self.place.disk;
        let exchanged = disk.exchange(&self.path, out);
        if exchanged.map_err(refused("cannot put in place", out))? {
            return Ok(self.path.clone());
        }
        let former = self.place.beside("former");
        disk.rename_new(out, &former)
            .map_err(refused("cannot move aside", out))?;
        if let Err(fault) = disk.rename_new(&self.path, out) {
            // The former output goes back; should that fail too, the next run or reader restores it.
            let _ = disk.rename_new(&former, out);
            return Err(refused("cannot put in place", out)(fault));
        }
        Ok(former)
    }
}

impl Drop for Partial<'_, '_> {
    fn drop(&mut self) {
        if !self.done {
            let _ = self.place.disk.remove_tree(&self.path);
        }
    }
}

//! After publishing: the output that was replaced lies beside the new one, and goes; or what was begun beside one that stayed.
//!
//! Owns what may be removed at the same time. Removes nothing but what publishing moved aside.

use crate::report::disk::Disk;
use std::fs;
use std::path::{Path, PathBuf};

/// What is left after an output is in place: the one that it replaced, or what was begun beside one that stayed.
pub struct Aftermath<'d> {
    disk: &'d Disk,
    former: Option<PathBuf>,
    remarks: Vec<String>,
}

impl<'d> Aftermath<'d> {
    pub(super) const fn of(disk: &'d Disk, former: Option<PathBuf>, remarks: Vec<String>) -> Self {
        Self {
            disk,
            former,
            remarks,
        }
    }

    /// The folders of the former output, the innermost where these hold folders: any of them may be removed before the rest.
    pub fn folders(&self) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        for folder in self.former.iter().flat_map(|former| folders_in(former)) {
            let within = folders_in(&folder);
            if within.is_empty() {
                folders.push(folder);
            } else {
                folders.extend(within);
            }
        }
        folders
    }

    /// Removes one of these folders. What does not go will be told of when the rest is cleared away.
    pub fn remove(&self, folder: &Path) {
        let _ = self.disk.remove_tree(folder);
    }

    /// Removes the former output. Returns what a person should know although the output is published.
    pub fn clear(self) -> Vec<String> {
        let mut remarks = self.remarks;
        if let Some(former) = self.former
            && let Err(fault) = self.disk.remove_tree(&former)
        {
            remarks.push(format!(
                "what is no longer needed could not be removed from {}: {fault}; the next run tries again",
                former.display()
            ));
        }
        remarks
    }
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(is_folder)
        .map(|entry| entry.path())
        .collect()
}

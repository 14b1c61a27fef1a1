//! The lock beside an output: one run at a time, and none that died holds it.

use crate::report::beside::lock_path;
use crate::report::disk::{Disk, is_same_file};
use crate::report::publish::{PublishError, refused};
use std::fs::{self, File};
use std::path::Path;

/// How often the lock is tried anew when the file was removed just then.
const TRIES: u32 = 100;

/// Takes the lock of an output, which is held until the file is dropped.
///
/// # Errors
/// If another run holds it, or the disk refuses.
pub(super) fn take_lock(disk: &Disk, parent: &Path, name: &str) -> Result<File, PublishError> {
    let path = lock_path(parent, name);
    for _ in 0..TRIES {
        let file = disk
            .open_lock(&path)
            .map_err(refused("cannot open the lock", &path))?;
        match file.try_lock() {
            // The lock of a file that its last holder removed protects nothing.
            Ok(()) if is_same_file(&file, &path) => return Ok(file),
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => break,
            Err(fs::TryLockError::Error(fault)) => {
                return Err(refused("cannot lock", &path)(fault));
            }
        }
    }
    Err(PublishError::Busy(parent.join(name)))
}

//! What was written so far: the hash of every file, and the size of those that exist once.

use crate::report::data_package::SingleFile;
use crate::report::manifest::Checksums;
use crate::report::publish::PublishError;
use crate::report::{OutputKind, digest_hex};
use crate::run::writing::{Shelf, Stored};

/// The files of an output.
#[derive(Clone, Default)]
pub(super) struct Files {
    /// The hashes of all of them.
    pub checksums: Checksums,
    /// Those that exist once, for the data package.
    pub single: Vec<SingleFile>,
}

impl Files {
    /// Writes a file that exists once.
    pub(super) fn write(
        &mut self,
        shelf: &dyn Shelf,
        path: &str,
        bytes: &[u8],
    ) -> Result<(), PublishError> {
        shelf.file(path, bytes)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.add(
            path,
            Stored {
                bytes: size,
                sha256: digest_hex(bytes),
            },
        );
        Ok(())
    }

    /// A file that exists once was written.
    pub(super) fn add(&mut self, path: &str, stored: Stored) {
        let is_at = |kind: &OutputKind| kind.path().as_deref() == Some(path);
        if let Some(kind) = OutputKind::ALL.into_iter().find(is_at) {
            self.single.push(SingleFile {
                kind,
                bytes: stored.bytes,
                sha256: stored.sha256.clone(),
            });
        }
        self.checksums.add(path.to_owned(), stored.sha256);
    }
}

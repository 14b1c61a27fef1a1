//! What was written so far: the hash of every file, and the size of those that exist once.

use crate::report::OutputKind;
use crate::report::checksums::Checksums;
use crate::report::data_package::SingleFile;
use crate::report::publish::PublishError;
use crate::report::stream::Written;
use crate::run::writing::Shelf;

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
        onto: &dyn Shelf,
        path: &str,
        bytes: &[u8],
    ) -> Result<(), PublishError> {
        onto.file(path, bytes)?;
        self.add(path, Written::of(bytes));
        Ok(())
    }

    /// A file that exists once was written.
    pub(super) fn add(&mut self, path: &str, written: Written) {
        let is_at = |kind: &OutputKind| kind.path().as_deref() == Some(path);
        if let Some(kind) = OutputKind::ALL.into_iter().find(is_at) {
            self.single.push(SingleFile { kind, written });
        }
        self.checksums.add(path.to_owned(), written.sha256);
    }

    /// These and others that were written at the same time.
    pub(super) fn and(mut self, others: Self) -> Self {
        self.single.extend(others.single);
        self.checksums.extend(others.checksums);
        self
    }
}

//! The SHA-256 and size of a file, and whether it changes while it is read.
//!
//! The rows come from the very bytes that were hashed, so a report never rests on bytes that the manifest does not name: a file is
//! held in memory, or hashed as its bytes pass by; a large file that several read by position is watched meanwhile.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::intake::blocks::{Block, fill};
use crate::intake::limits::{Stopwatch, Work, timed};

/// What identifies the content of a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fingerprint {
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

impl Fingerprint {
    /// The fingerprint of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            sha256: hex(&Sha256::digest(bytes)),
            bytes: bytes.len() as u64,
        }
    }

    /// The fingerprint of all that a reader gives.
    pub(crate) fn of_all(reader: impl Read, stopwatch: Option<&dyn Stopwatch>) -> io::Result<Self> {
        let mut hashing = Hashing::new(reader, stopwatch);
        let mut block = vec![0; 128 << 10];
        while hashing.read(&mut block)? > 0 {}
        Ok(hashing.finish())
    }
}

/// Hashes what is read through it.
pub(crate) struct Hashing<'a, R> {
    inner: R,
    hash: Sha256,
    bytes: u64,
    stopwatch: Option<&'a dyn Stopwatch>,
}

impl<'a, R> Hashing<'a, R> {
    pub(crate) fn new(inner: R, stopwatch: Option<&'a dyn Stopwatch>) -> Self {
        Self {
            inner,
            hash: Sha256::new(),
            bytes: 0,
            stopwatch,
        }
    }

    /// Of what was read until now.
    pub(crate) fn finish(self) -> Fingerprint {
        Fingerprint {
            sha256: hex(&self.hash.finalize()),
            bytes: self.bytes,
        }
    }
}

impl<R: Read> Read for Hashing<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        timed(self.stopwatch, Work::Hashing, || {
            self.hash.update(buffer.get(..read).unwrap_or_default());
        });
        self.bytes = self.bytes.saturating_add(read as u64);
        Ok(read)
    }
}

fn hex(digest: &[u8]) -> String {
    let mut text = String::with_capacity(2 * digest.len());
    for byte in digest {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(half), 16));
        }
    }
    text
}

/// A file as it was at one moment.
pub(crate) struct Snapshot {
    /// The bytes of the file at its head: a small file needs no memory of its own.
    block: Block,
    length: usize,
    pub(crate) fingerprint: Fingerprint,
    state: State,
}

/// Why there is no snapshot.
#[derive(Debug)]
pub(crate) enum NoSnapshot {
    Unreadable(io::Error),
    TooLarge,
    Changed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct State {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl State {
    fn of(metadata: &Metadata) -> Self {
        Self {
            bytes: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }

    fn has_changed(self, path: &Path) -> bool {
        path.metadata().map_or(true, |now| Self::of(&now) != self)
    }
}

/// An opened file, and what it was like then.
pub(crate) struct Opened {
    pub(crate) file: File,
    state: State,
}

impl Opened {
    /// Opens a file that is not larger than `limit`.
    pub(crate) fn open(path: &Path, limit: u64) -> Result<Self, NoSnapshot> {
        let file = File::open(path).map_err(NoSnapshot::Unreadable)?;
        let metadata = file.metadata().map_err(NoSnapshot::Unreadable)?;
        if !metadata.is_file() {
            let kind = io::Error::new(io::ErrorKind::InvalidInput, "not a regular file");
            return Err(NoSnapshot::Unreadable(kind));
        }
        let state = State::of(&metadata);
        if state.bytes > limit {
            return Err(NoSnapshot::TooLarge);
        }
        Ok(Self { file, state })
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.state.bytes
    }

    /// Whether the file on the disk is no longer the one that was opened.
    pub(crate) fn has_changed(&self, path: &Path) -> bool {
        self.state.has_changed(path)
    }
}

impl Snapshot {
    /// Reads the whole file, if it is not larger than `limit` and does not change meanwhile.
    pub(crate) fn take(path: &Path, limit: u64) -> Result<Self, NoSnapshot> {
        Self::of(Opened::open(path, limit)?, path, None)
    }

    /// Reads a whole file that was opened, if it does not change meanwhile.
    pub(crate) fn of(
        opened: Opened,
        path: &Path,
        stopwatch: Option<&dyn Stopwatch>,
    ) -> Result<Self, NoSnapshot> {
        let Opened { mut file, state } = opened;
        // One byte beyond the size tells growth; the size is within the limit, so the memory is too.
        let room = usize::try_from(state.bytes.saturating_add(1)).unwrap_or(0);
        let mut block = Block::take();
        if block.len() < room {
            *block = vec![0; room];
        }
        let room = block.get_mut(..room).unwrap_or_default();
        let (length, error) = fill(&mut file, room);
        if let Some(error) = error {
            return Err(NoSnapshot::Unreadable(error));
        }
        let content = room.get(..length).unwrap_or_default();
        let fingerprint = timed(stopwatch, Work::Hashing, || Fingerprint::of(content));
        let snapshot = Self {
            block,
            length,
            fingerprint,
            state,
        };
        if snapshot.fingerprint.bytes != state.bytes || snapshot.has_changed(path) {
            return Err(NoSnapshot::Changed);
        }
        Ok(snapshot)
    }

    /// The bytes of the file.
    pub(crate) fn content(&self) -> &[u8] {
        self.block.get(..self.length).unwrap_or_default()
    }

    /// Whether the file on the disk is no longer the one that was read.
    pub(crate) fn has_changed(&self, path: &Path) -> bool {
        self.state.has_changed(path)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::intake::fingerprint::{Fingerprint, NoSnapshot, Snapshot};
    use crate::intake::transcript::put;

    #[test]
    fn the_hash_is_sha_256_in_lower_case() {
        let one = Fingerprint::of(b"abc");
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!((one.sha256.as_str(), one.bytes), (known, 3));
    }

    #[test]
    fn both_ways_of_hashing_agree() {
        let content = vec![7_u8; 200_001];
        assert_eq!(
            Fingerprint::of_all(content.as_slice(), None).unwrap(),
            Fingerprint::of(&content)
        );
    }

    #[test]
    fn a_change_after_reading_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        put(&path, "a,b\n");
        let snapshot = Snapshot::take(&path, 100).unwrap();
        assert!(!snapshot.has_changed(&path));
        put(&path, "a,b\n1,2\n");
        assert!(snapshot.has_changed(&path));
        fs::remove_file(&path).unwrap();
        assert!(snapshot.has_changed(&path));
    }

    #[test]
    fn a_file_beyond_the_limit_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        put(&path, "12345");
        assert!(Snapshot::take(&path, 5).is_ok());
        assert!(matches!(
            Snapshot::take(&path, 4),
            Err(NoSnapshot::TooLarge)
        ));
        assert!(matches!(
            Snapshot::take(folder.path(), 4),
            Err(NoSnapshot::Unreadable(_))
        ));
    }
}

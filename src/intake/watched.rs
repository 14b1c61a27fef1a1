//! A file that several read by position while others may write to it: all of them must see the same bytes.
//!
//! It is read block by block, whatever is asked for. The first who reads a block leaves a mark of what it holds, and everybody else
//! compares. So whoever hashes the whole file hashes what the others read, no matter who comes first.

use std::fs::File;
use std::hash::BuildHasher as _;
use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use foldhash::fast::RandomState;

use crate::intake::bytes::read_at;

/// The length of a block.
const BLOCK: usize = 64 << 10;

/// An opened file of a known length.
pub(crate) struct WatchedFile<'a> {
    file: &'a File,
    length: u64,
    marks: Vec<OnceLock<u64>>,
    hasher: RandomState,
    has_changed: AtomicBool,
}

/// The block that a reader was shown last.
#[derive(Clone, Default)]
pub(crate) struct SeenBlock {
    number: Option<usize>,
    bytes: Vec<u8>,
}

impl<'a> WatchedFile<'a> {
    /// Nothing if the file is longer than memory could be.
    pub(crate) fn new(file: &'a File, length: u64) -> Option<Self> {
        let blocks = usize::try_from(length).ok()?.div_ceil(BLOCK);
        Some(Self {
            file,
            length,
            marks: std::iter::repeat_with(OnceLock::new).take(blocks).collect(),
            hasher: RandomState::default(),
            has_changed: AtomicBool::new(false),
        })
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Whether two readers were shown different bytes.
    pub(crate) fn has_changed(&self) -> bool {
        self.has_changed.load(Ordering::Acquire)
    }

    /// Copies the bytes at a place, as many as the block at hand has and the buffer takes; none behind the end.
    pub(crate) fn read(
        &self,
        seen: &mut SeenBlock,
        at: u64,
        buffer: &mut [u8],
    ) -> io::Result<usize> {
        let Some(at) = usize::try_from(at).ok().filter(|_| at < self.length) else {
            return Ok(0);
        };
        let number = at / BLOCK;
        if seen.number != Some(number) {
            self.show(seen, number)?;
        }
        let mut rest = seen.bytes.get(at % BLOCK..).unwrap_or_default();
        io::Read::read(&mut rest, buffer)
    }

    /// Reads a block whole.
    fn show(&self, seen: &mut SeenBlock, number: usize) -> io::Result<()> {
        seen.number = None;
        let start = number as u64 * BLOCK as u64;
        let length = self.length.saturating_sub(start);
        seen.bytes
            .resize(usize::try_from(length).unwrap_or(BLOCK).min(BLOCK), 0);
        let (mut rest, mut at) = (seen.bytes.as_mut_slice(), start);
        while !rest.is_empty() {
            let read = read_at(self.file, rest, at)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            at = at.saturating_add(read as u64);
            rest = rest.get_mut(read..).unwrap_or_default();
        }
        let mark = self.hasher.hash_one(seen.bytes.as_slice());
        let first = self
            .marks
            .get(number)
            .map(|first| *first.get_or_init(|| mark));
        if first != Some(mark) {
            self.has_changed.store(true, Ordering::Release);
        }
        seen.number = Some(number);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{Read as _, Seek as _, SeekFrom};

    use crate::intake::bytes::Bytes;
    use crate::intake::transcript::put;
    use crate::intake::watched::{BLOCK, WatchedFile};

    fn at(bytes: Bytes<'_>, place: usize, length: u64) -> std::io::Result<Vec<u8>> {
        let mut reader = bytes.reader();
        reader.seek(SeekFrom::Start(place as u64))?;
        let mut read = Vec::new();
        reader.take(length).read_to_end(&mut read)?;
        Ok(read)
    }

    #[test]
    fn a_change_between_two_readers_is_seen_whatever_each_of_them_asks_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        let mut content: Vec<u8> = (0..=250).cycle().take(3 * BLOCK - 7).collect();
        put(&path, &content);
        let file = File::open(&path).unwrap();
        let watched = WatchedFile::new(&file, content.len() as u64).unwrap();
        let bytes = Bytes::Watched(&watched);
        let across = at(bytes, BLOCK - 2, 5).unwrap();
        assert_eq!(across, content[BLOCK - 2..BLOCK + 3]);
        assert_eq!(at(bytes, 0, u64::MAX).unwrap(), content);
        assert!(at(bytes, content.len(), 9).unwrap().is_empty());
        assert!(!watched.has_changed());
        // Far from what is asked for, but in a block of which somebody saw a part.
        content[2 * BLOCK - 1] ^= 1;
        put(&path, &content);
        assert!(at(bytes, 0, 9).is_ok() && at(bytes, 2 * BLOCK, 9).is_ok());
        assert!(!watched.has_changed());
        assert!(at(bytes, BLOCK, 1).is_ok());
        assert!(watched.has_changed());
    }

    #[test]
    fn a_file_that_becomes_shorter_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.bin");
        put(&path, b"0123456789");
        let file = File::open(&path).unwrap();
        let watched = WatchedFile::new(&file, 10).unwrap();
        assert_eq!(at(Bytes::Watched(&watched), 4, 3).unwrap(), b"456");
        put(&path, b"01234");
        assert!(at(Bytes::Watched(&watched), 4, 3).is_err());
    }
}

//! The bytes of a file, in memory or in the opened file, for readers that go to and fro. Several may read at once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use crate::intake::watched::{SeenBlock, WatchedFile};

/// Where the bytes are.
#[derive(Clone, Copy)]
pub(crate) enum Bytes<'a> {
    Held(&'a [u8]),
    /// In a file that is read by position and must not change meanwhile.
    Watched(&'a WatchedFile<'a>),
}

impl<'a> Bytes<'a> {
    pub(crate) fn len(self) -> u64 {
        match self {
            Self::Held(bytes) => bytes.len() as u64,
            Self::Watched(file) => file.length(),
        }
    }

    /// A reader of its own, at the beginning.
    pub(crate) fn reader(self) -> BytesReader<'a> {
        BytesReader {
            bytes: self,
            at: 0,
            seen: SeenBlock::default(),
        }
    }
}

/// See [`Bytes::reader`].
#[derive(Clone)]
pub(crate) struct BytesReader<'a> {
    bytes: Bytes<'a>,
    at: u64,
    /// Of a watched file.
    seen: SeenBlock,
}

impl Read for BytesReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self.bytes {
            Bytes::Held(bytes) => {
                let at = usize::try_from(self.at).unwrap_or(usize::MAX);
                let mut rest = bytes.get(at..).unwrap_or_default();
                rest.read(buffer)?
            }
            Bytes::Watched(file) => file.read(&mut self.seen, self.at, buffer)?,
        };
        self.at = self.at.saturating_add(read as u64);
        Ok(read)
    }
}

impl Seek for BytesReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.bytes.len().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Reads by position.
#[cfg(unix)]
pub(crate) fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

/// Reads by position.
#[cfg(windows)]
pub(crate) fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

/// Where files cannot be read by position they are read whole.
#[cfg(not(any(unix, windows)))]
pub(crate) fn read_at(_file: &File, _buffer: &mut [u8], _at: u64) -> io::Result<usize> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{Read, Seek, SeekFrom};

    use crate::intake::bytes::Bytes;
    use crate::intake::transcript::put;
    use crate::intake::watched::WatchedFile;

    #[test]
    fn both_places_read_alike_and_readers_do_not_disturb_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        put(&path, "0123456789");
        let file = File::open(&path).unwrap();
        // What was added since the file was opened is not read.
        let watched = WatchedFile::new(&file, 8).unwrap();
        for bytes in [Bytes::Held(b"01234567"), Bytes::Watched(&watched)] {
            let mut one = bytes.reader();
            let mut other = bytes.reader();
            let mut text = String::new();
            assert_eq!(one.seek(SeekFrom::End(-3)).unwrap(), 5);
            other.read_exact(&mut [0; 2]).unwrap();
            one.read_to_string(&mut text).unwrap();
            assert_eq!(text, "567");
            one.seek(SeekFrom::Start(1)).unwrap();
            one.seek(SeekFrom::Current(1)).unwrap();
            other.read_to_string(&mut text).unwrap();
            one.read_to_string(&mut text).unwrap();
            assert_eq!(text, "567234567234567");
            assert!(one.seek(SeekFrom::End(-9)).is_err());
            one.seek(SeekFrom::Start(99)).unwrap();
            assert_eq!(one.read(&mut [0; 4]).unwrap(), 0);
        }
    }
}

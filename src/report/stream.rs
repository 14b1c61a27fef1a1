//! Files of an output that are too large to be held: written piece by piece, and hashed as they grow.

use crate::report::hex::Digest;
use crate::report::publish::{PublishError, refused};
use sha2::{Digest as _, Sha256};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

const BUFFER: usize = 1 << 16;

/// What stands in a finished file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// Its size.
    pub bytes: u64,
    /// The hash of its bytes.
    pub sha256: Digest,
}

impl Written {
    /// Of a file whose bytes are at hand.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha256: Digest::of(bytes),
        }
    }
}

/// A file under construction. Writing to it never fails: what the disk said is kept until the file is [finished](Self::finish),
/// so that it is told with the name of the file.
pub struct Stream<'a> {
    out: BufWriter<Hashing<'a>>,
    path: PathBuf,
}

impl<'a> Stream<'a> {
    /// A file that goes to `out`; `path` is its name should that fail.
    pub fn new(path: PathBuf, out: Box<dyn Write + Send + 'a>) -> Self {
        let hashing = Hashing {
            out,
            hasher: Sha256::new(),
            bytes: 0,
            fault: None,
        };
        Self {
            out: BufWriter::with_capacity(BUFFER, hashing),
            path,
        }
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// If it could not be written, or what came before it.
    pub fn add(&mut self, piece: &[u8]) -> Result<(), PublishError> {
        let added = self.out.write_all(piece);
        match added.err().or_else(|| self.out.get_mut().fault.take()) {
            Some(fault) => Err(refused("cannot write", &self.path)(fault)),
            None => Ok(()),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If any of it could not be written.
    pub fn finish(mut self) -> Result<Written, PublishError> {
        let flushed = self.out.flush();
        let hashing = self.out.get_mut();
        match flushed.err().or_else(|| hashing.fault.take()) {
            Some(fault) => Err(refused("cannot write", &self.path)(fault)),
            None => Ok(Written {
                bytes: hashing.bytes,
                sha256: Digest::end(std::mem::take(&mut hashing.hasher)),
            }),
        }
    }
}

impl Write for Stream<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.out.write(piece)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

struct Hashing<'a> {
    out: Box<dyn Write + Send + 'a>,
    hasher: Sha256,
    bytes: u64,
    fault: Option<io::Error>,
}

impl Write for Hashing<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.fault.is_none() {
            self.fault = self.out.write_all(piece).err();
            self.hasher.update(piece);
            self.bytes = self
                .bytes
                .saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.fault.is_none() {
            self.fault = self.out.flush().err();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so many bytes and no more.
    struct Full<'a>(&'a mut Vec<u8>, usize);

    impl Write for Full<'_> {
        fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
            if self.0.len() + piece.len() > self.1 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.0.extend_from_slice(piece);
            Ok(piece.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_file_in_pieces_is_the_file_that_is_held() {
        let pieces: Vec<Vec<u8>> = (0..3_u8).map(|i| vec![i; 50_000]).collect();
        let mut out = Vec::new();
        let mut stream = Stream::new(PathBuf::from("a.csv"), Box::new(&mut out));
        for piece in &pieces {
            stream.add(piece).unwrap();
        }
        let written = stream.finish().unwrap();
        assert_eq!(out, pieces.concat());
        assert_eq!(written, Written::of(&pieces.concat()));
    }

    #[test]
    fn a_disk_that_takes_no_more_is_told_with_the_name_of_the_file() {
        let told = |fault: PublishError| fault.to_string().starts_with("cannot write a.csv: ");
        for room in [100_000, 170_000] {
            let mut out = Vec::new();
            let full = Full(&mut out, room);
            let mut stream = Stream::new(PathBuf::from("a.csv"), Box::new(full));
            let added: Vec<_> = (0..3).map(|_| stream.add(&vec![7; 60_000])).collect();
            let finished = stream.finish();
            let faults = added.into_iter().filter_map(Result::err);
            let mut faults = faults.chain(finished.err());
            assert!(faults.next().is_some_and(told), "{room}");
        }
    }
}

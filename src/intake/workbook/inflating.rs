//! A deflated part of an archive, of any size, inflated while it is read.
//!
//! As the `zip` crate does it, but with much more at once: each time that inflating stops and goes on costs a copy of the last bytes
//! that came out. What comes out before a damaged place does not depend on how much is asked for.

use std::io::{self, Read};

use crc32fast::Hasher;
use flate2::{Decompress, FlushDecompress, Status};

use crate::intake::blocks::{Block, fill};

/// See the module.
pub(crate) struct Inflating<R> {
    source: R,
    /// What is to be inflated next lies from `at` to `end`.
    packed: Block,
    at: usize,
    end: usize,
    inflater: Decompress,
    /// The checksum and the size that the archive says.
    crc: u32,
    size: u64,
    given: Hasher,
    stand: Stand,
}

/// How far a part is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    GoesOn,
    /// All came out.
    Ended,
    /// What is to come is damaged.
    Damaged(&'static str),
}

impl<R: Read> Inflating<R> {
    /// A part of this checksum and size, of which the source gives the deflated bytes.
    pub(crate) fn new(source: R, crc: u32, size: u64) -> Self {
        Self {
            source,
            packed: Block::take(),
            at: 0,
            end: 0,
            inflater: Decompress::new(false),
            crc,
            size,
            given: Hasher::new(),
            stand: Stand::GoesOn,
        }
    }

    /// Inflates what is at hand, as far as there is room; the answer is how much came out.
    fn inflate(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if self.at == self.end {
            let (length, error) = fill(&mut self.source, &mut self.packed);
            error.map_or(Ok(()), Err)?;
            (self.at, self.end) = (0, length);
        }
        let packed = self.packed.get(self.at..self.end).unwrap_or_default();
        let before = (self.inflater.total_in(), self.inflater.total_out());
        let ended = packed.is_empty();
        let flush = if ended {
            FlushDecompress::Finish
        } else {
            FlushDecompress::None
        };
        let status = self.inflater.decompress(packed, room, flush);
        let used = self.inflater.total_in().saturating_sub(before.0);
        let end = self.inflater.total_out();
        let came = end.min(self.size).saturating_sub(before.1);
        let [used, came] = [used, came].map(|bytes| usize::try_from(bytes).unwrap_or(0));
        self.at += used;
        self.given.update(room.get(..came).unwrap_or_default());
        self.stand = match status {
            Err(_) => Stand::Damaged("a damaged part"),
            Ok(_) if end > self.size => {
                Stand::Damaged("a part that is longer than its archive says")
            }
            Ok(Status::StreamEnd) => Stand::Ended,
            Ok(_) if ended && came == 0 => Stand::Damaged("a part that is cut off"),
            Ok(_) => Stand::GoesOn,
        };
        Ok(came)
    }
}

impl<R: Read> Read for Inflating<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut came = 0;
        while came == 0 && self.stand == Stand::GoesOn && !buffer.is_empty() {
            came = self.inflate(buffer)?;
        }
        match self.stand {
            _ if came > 0 => Ok(came),
            Stand::Damaged(how) => Err(io::Error::new(io::ErrorKind::InvalidData, how)),
            Stand::Ended if self.given.clone().finalize() != self.crc => {
                let how = "a part with another checksum than its archive says";
                Err(io::Error::new(io::ErrorKind::InvalidData, how))
            }
            Stand::Ended | Stand::GoesOn => Ok(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write as _};

    use flate2::Compression;
    use flate2::write::DeflateEncoder;

    use super::Inflating;

    /// Bytes that hardly recur, with some that do.
    fn content(length: usize) -> Vec<u8> {
        let numbers = (0_u64..).map(|at| at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40);
        let rows = numbers.map(|number| format!("<c r=\"A{number}\"><v>{number}</v></c>"));
        rows.flat_map(String::into_bytes).take(length).collect()
    }

    fn deflated(content: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    /// What comes out if so many bytes are asked for at a time, and whether it ends well.
    fn read(packed: &[u8], crc: u32, size: usize, at_once: usize) -> (Vec<u8>, bool) {
        let mut part = Inflating::new(packed, crc, size as u64);
        let (mut all, mut some) = (Vec::new(), vec![0; at_once]);
        loop {
            match part.read(&mut some) {
                Ok(0) => return (all, true),
                Ok(read) => all.extend(&some[..read]),
                Err(_) => {
                    assert!(part.read(&mut some).is_err());
                    return (all, false);
                }
            }
        }
    }

    #[test]
    fn all_comes_out_and_is_checked() {
        for length in [0, 1, 70_000, 1_000_000] {
            let whole = content(length);
            let (packed, crc) = (deflated(&whole), crc32fast::hash(&whole));
            for at_once in [777, 64 << 10, 2_000_000] {
                let same = (whole.clone(), true);
                assert_eq!(read(&packed, crc, length, at_once), same);
                assert!(!read(&packed, crc ^ 1, length, at_once).1);
                let cut = packed.len() - 1;
                assert!(!read(&packed[..cut], crc, length, at_once).1);
                let short = length.checked_sub(1);
                assert!(short.is_none_or(|short| !read(&packed, crc, short, at_once).1));
                // What follows in the archive is no part of it.
                let longer = [packed.as_slice(), b"PK"].concat();
                assert_eq!(read(&longer, crc, length, at_once), same);
            }
        }
    }

    #[test]
    fn what_comes_before_a_damaged_place_does_not_depend_on_how_it_is_read() {
        let whole = content(400_000);
        let crc = crc32fast::hash(&whole);
        let good = deflated(&whole);
        for place in [0, 9, 20_000, 70_000, good.len() - 3] {
            let mut packed = good.clone();
            packed[place..].iter_mut().for_each(|byte| *byte ^= 0x55);
            let (first, well) = read(&packed, crc, whole.len(), 64 << 10);
            assert!(!well && first.len() <= whole.len());
            for at_once in [1000, 256 << 10] {
                let again = read(&packed, crc, whole.len(), at_once);
                assert!(again == (first.clone(), false), "{place} {at_once}");
            }
        }
    }
}

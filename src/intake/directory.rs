//! The directory of a zip archive that is held in memory and written in the plainest form, as spreadsheet programs write it.
//!
//! Only for speed: what it does not recognise is left to the `zip` crate, which gives the same.

use std::cell::RefCell;
use std::io::{self, Read};

use flate2::{Decompress, FlushDecompress, Status};

use crate::intake::blocks::{BLOCK, Block};
use crate::intake::repeated;

/// More parts than workbooks have whose parts are found by looking at one after the other.
const MOST_PARTS: u16 = 128;

/// The record at the end: its mark and its length.
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;

/// The records of the directory, and those before the parts.
const RECORD: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
const LOCAL_LENGTH: usize = 30;

/// Flags that change nothing in how a part is read: how well it is packed, where its sizes stand, that its name is UTF-8.
const HARMLESS: u16 = 0b1000_0000_1110;

/// The parts of an archive in the order of its directory.
#[derive(Clone, Debug)]
pub(crate) struct Directory<'a> {
    bytes: &'a [u8],
    parts: Vec<Part<'a>>,
}

/// A part as the directory describes it.
#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    name: &'a [u8],
    is_deflated: bool,
    crc: u32,
    zipped: usize,
    size: usize,
    at: usize,
}

/// Takes numbers from the head of bytes.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn short(&mut self) -> Option<u16> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u16::from_le_bytes(*taken))
    }

    /// A number of 32 bits, unless it means that the number stands elsewhere.
    fn long(&mut self) -> Option<usize> {
        let long = self.any_long()?;
        usize::try_from(long).ok().filter(|_| long != u32::MAX)
    }

    fn any_long(&mut self) -> Option<u32> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*taken))
    }
}

impl<'a> Directory<'a> {
    /// The directory of an archive, if it is plain: at the end, without gaps, comments, extra fields and encrypted parts, and with
    /// names of their own.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let end_at = bytes.len().checked_sub(END_LENGTH)?;
        let (before, end) = bytes.split_at_checked(end_at)?;
        let mut end = Fields(end.strip_prefix(END)?);
        let (disk, first_disk) = (end.short()?, end.short()?);
        let (here, count) = (end.short()?, end.short()?);
        let (length, start, comment) = (end.long()?, end.long()?, end.short()?);
        let one_disk = (disk, first_disk, here) == (0, 0, count);
        if !one_disk || comment != 0 || count == 0 || count > MOST_PARTS {
            return None;
        }
        let records = before.get(start..).filter(|one| one.len() == length)?;
        let mut records = Fields(records);
        let mut parts: Vec<Part<'a>> = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            let part = record(&mut records)?;
            if parts.iter().any(|other| same_path(other.name, part.name)) {
                return None;
            }
            parts.push(part);
        }
        records.0.is_empty().then_some(Self { bytes, parts })
    }

    /// The names of the parts, as they are written.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a [u8]> {
        self.parts.iter().map(|part| part.name)
    }

    /// The place of the part with this path in the directory.
    pub(crate) fn place(&self, path: &str) -> Option<usize> {
        self.parts.iter().position(|part| is_at(part.name, path))
    }

    /// The part at a place, if it is small and lies where it should.
    pub(crate) fn packed(&self, place: usize) -> Option<Packed<'a>> {
        let part = self.parts.get(place)?;
        let mut local = Fields(self.bytes.get(part.at..)?);
        let mut head = Fields(local.take(LOCAL_LENGTH)?.strip_prefix(LOCAL)?);
        head.take(22)?;
        let (name, extra) = (head.short()?, head.short()?);
        local.take(usize::from(name) + usize::from(extra))?;
        let bytes = local.take(part.zipped)?;
        let fits = part.size <= BLOCK && (part.is_deflated || part.size == part.zipped);
        fits.then_some(Packed {
            bytes,
            is_deflated: part.is_deflated,
            crc: part.crc,
            size: part.size,
        })
    }
}

/// The next record of a directory.
fn record<'a>(records: &mut Fields<'a>) -> Option<Part<'a>> {
    let mark = records.take(RECORD.len())?;
    let (_made_by, _needed) = (records.short()?, records.short()?);
    let (flags, method) = (records.short()?, records.short()?);
    let (_time, _date) = (records.short()?, records.short()?);
    let crc = records.any_long()?;
    let (zipped, size) = (records.long()?, records.long()?);
    let (name, extra, comment) = (records.short()?, records.short()?, records.short()?);
    let (disk, _inner, _outer) = (records.short()?, records.short()?, records.any_long()?);
    let at = records.long()?;
    let name = records.take(usize::from(name))?;
    let plain = mark == RECORD && (extra, comment, disk) == (0, 0, 0) && flags & !HARMLESS == 0;
    (plain && matches!(method, 0 | 8) && name.is_ascii()).then_some(Part {
        name,
        is_deflated: method == 8,
        crc,
        zipped,
        size,
        at,
    })
}

/// A path as readers of workbooks compare it: letter case does not count, nor which way a slash leans.
fn folded(path: &[u8]) -> impl DoubleEndedIterator<Item = u8> {
    path.iter().map(|byte| match byte {
        b'\\' => b'/',
        _ => byte.to_ascii_lowercase(),
    })
}

/// Whether two names are the same path. Names differ at their ends, if at all.
fn same_path(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && folded(one).rev().eq(folded(other).rev())
}

/// Whether a part of this name is meant by a path, which is written with forward slashes.
fn is_at(name: &[u8], path: &str) -> bool {
    let path = path.as_bytes();
    name.len() == path.len()
        && folded(name)
            .rev()
            .eq(path.iter().rev().map(u8::to_ascii_lowercase))
}

thread_local! {
    static INFLATER: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// A small part as it lies in the archive.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packed<'a> {
    bytes: &'a [u8],
    is_deflated: bool,
    crc: u32,
    size: usize,
}

impl Packed<'_> {
    /// How many bytes it holds.
    pub(crate) const fn size(self) -> usize {
        self.size
    }

    /// The checksum of what it holds, as the directory says.
    pub(crate) const fn crc(self) -> u32 {
        self.crc
    }

    /// The same, to know it again.
    pub(crate) fn keepsake(self) -> Keepsake {
        Keepsake {
            bytes: self.bytes.into(),
            is_deflated: self.is_deflated,
            crc: self.crc,
            size: self.size,
        }
    }

    /// What the part holds; nothing if anything about it is not as the directory says.
    pub(crate) fn unpack(self) -> Option<Unpacked> {
        let mut block = Block::take();
        if repeated::recall(self, &mut block).is_none() {
            if self.is_deflated {
                inflate(self.bytes, &mut block, self.size)?;
            } else {
                block.get_mut(..self.size)?.copy_from_slice(self.bytes);
            }
            let held = block.get(..self.size)?;
            if crc32fast::hash(held) != self.crc {
                return None;
            }
            repeated::remember(self, held);
        }
        Some(Unpacked {
            block,
            at: 0,
            end: self.size,
        })
    }
}

/// Inflates bytes that give exactly so many bytes. The room may be larger: with some to spare, the last bytes are inflated in the
/// quick way too.
fn inflate(bytes: &[u8], room: &mut [u8], size: usize) -> Option<()> {
    INFLATER.with_borrow_mut(|inflater| {
        inflater.reset(false);
        let status = inflater.decompress(bytes, room, FlushDecompress::Finish);
        let whole =
            (inflater.total_in(), inflater.total_out()) == (bytes.len() as u64, size as u64);
        (status.ok()? == Status::StreamEnd && whole).then_some(())
    })
}

/// A part as it lay in an archive that is read no longer.
pub(crate) struct Keepsake {
    bytes: Box<[u8]>,
    is_deflated: bool,
    crc: u32,
    size: usize,
}

impl Keepsake {
    /// Whether a part is the same.
    pub(crate) fn is(&self, part: Packed<'_>) -> bool {
        // The checksum first, which nearly always tells the difference.
        let said = (self.crc, self.size, self.is_deflated);
        said == (part.crc, part.size, part.is_deflated) && *self.bytes == *part.bytes
    }
}

/// What a part holds, to be read once.
pub(crate) struct Unpacked {
    block: Block,
    at: usize,
    end: usize,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = self.block.get(self.at..self.end).unwrap_or_default();
        let read = rest.read(buffer)?;
        self.at += read;
        Ok(read)
    }
}

#[cfg(test)]
#[path = "directory_tests.rs"]
mod tests;

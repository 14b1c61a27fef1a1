//! A file of an output that comes in pieces while the output that it replaces may hold the same: then that file stays.
//!
//! Owns how long the two are taken for the same. What was compared need not be written, and the disk has less to make durable.

use crate::report::disk::{Disk, FormerFile, OpenFolder};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write};

/// So many bytes are compared at a time.
const PIECE: usize = 16 << 10;

/// Where files of an output are made.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) disk: &'a Disk,
    /// The same folder of the output that will be replaced, if there is one.
    pub(super) former: Option<&'a OpenFolder>,
    /// The folder of the output under construction.
    pub(super) folder: &'a OpenFolder,
}

impl<'a> Site<'a> {
    /// Writes a file, unless the former output holds the same: then that gets a second name.
    pub(super) fn put(self, relative: &str, bytes: &[u8]) -> io::Result<()> {
        if let Some(former) = self.former
            && self.disk.link_same(former, self.folder, relative, bytes)?
        {
            return Ok(());
        }
        let mut file = self.disk.create_below(self.folder, relative)?;
        file.write_all(bytes)
    }

    /// Begins a file that comes in pieces. It is complete when it is flushed.
    pub(super) fn stream(self, relative: &str) -> io::Result<Box<dyn Write + Send + 'a>> {
        let Site { disk, folder, .. } = self;
        let there = self
            .former
            .map(|former| (former, FormerFile::open(former, relative)));
        let Some((former, Some(file))) = there else {
            return Ok(Box::new(disk.create_below(folder, relative)?));
        };
        let reader = File::from(file.handle.try_clone()?);
        Ok(Box::new(Following {
            disk,
            former,
            folder,
            relative: relative.to_owned(),
            state: State::Same(file, reader, 0),
        }))
    }
}

/// A file under construction.
struct Following<'a> {
    disk: &'a Disk,
    former: &'a OpenFolder,
    folder: &'a OpenFolder,
    relative: String,
    state: State,
}

enum State {
    /// So many bytes came, and they are those with which the former file begins.
    Same(FormerFile, File, u64),
    /// It is another file.
    Other(File),
    /// It is the former file.
    Whole,
}

impl Following<'_> {
    /// Makes another file, which begins with what was the same.
    fn part_ways(&mut self) -> io::Result<()> {
        let State::Same(_, reader, same) = &mut self.state else {
            return Ok(());
        };
        let mut file = self.disk.create_below(self.folder, &self.relative)?;
        reader.rewind()?;
        let copied = io::copy(&mut reader.take(*same), &mut file)?;
        if copied != *same {
            return Err(io::Error::other("the former file was changed meanwhile"));
        }
        self.state = State::Other(file);
        Ok(())
    }
}

/// Whether these bytes come next.
fn come_next(reader: &mut File, bytes: &[u8]) -> bool {
    let mut buffer = [0; PIECE];
    bytes.chunks(PIECE).all(|piece| {
        let found = buffer.get_mut(..piece.len()).unwrap_or_default();
        reader.read_exact(found).is_ok() && found == piece
    })
}

impl Write for Following<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if let State::Same(former, reader, same) = &mut self.state {
            let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
            let end = same.saturating_add(length);
            if end <= former.length && come_next(reader, piece) {
                *same = end;
                return Ok(piece.len());
            }
            self.part_ways()?;
        }
        match &mut self.state {
            State::Other(file) => file.write(piece),
            State::Same(..) | State::Whole => Err(io::Error::other("the file has ended")),
        }
    }

    /// Ends the file.
    fn flush(&mut self) -> io::Result<()> {
        let link = |file| {
            self.disk
                .link(file, self.former, self.folder, &self.relative)
        };
        if let State::Same(file, _, same) = &self.state {
            if file.length == *same && link(file)? {
                self.state = State::Whole;
            } else {
                self.part_ways()?;
            }
        }
        Ok(())
    }
}

//! A file of an output that comes in pieces while the output that it replaces may hold the same: then that file stays.
//!
//! Owns how long the two are taken for the same. What was compared need not be written, and the disk has less to make durable.

use crate::report::disk::OpenFolder;
use crate::report::former::{FormerFile, PIECE};
use crate::report::publish::{PublishError, refused};
use crate::report::site::{Site, copy_beginning};
use std::fs::File;
use std::io::{self, Read as _, Write};

impl Site<'_> {
    /// Begins a file that comes in pieces. It is complete when it is flushed.
    pub(super) fn stream(
        &self,
        relative: &str,
    ) -> Result<Box<dyn Write + Send + '_>, PublishError> {
        let there = self.former.as_ref().and_then(|former| {
            let file = FormerFile::open(former, relative)?;
            let reader = File::from(file.handle.try_clone().ok()?);
            Some((former, State::Same(file, reader, 0)))
        });
        let Some((former, state)) = there else {
            self.part_ways()?;
            let made = self.disk.create_below(&self.folder, relative);
            let path = self.folder.path().join(relative);
            return Ok(Box::new(made.map_err(refused("cannot write", &path))?));
        };
        Ok(Box::new(Following {
            site: self,
            former,
            relative: relative.to_owned(),
            state,
        }))
    }
}

/// A file under construction.
struct Following<'a> {
    site: &'a Site<'a>,
    former: &'a OpenFolder,
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
        self.site.part_ways().map_err(io::Error::other)?;
        let Site { disk, folder, .. } = self.site;
        let mut file = disk.create_below(folder, &self.relative)?;
        copy_beginning(reader, *same, &mut file)?;
        self.state = State::Other(file);
        Ok(())
    }

    /// The former file is the whole file: it stays, or gets a second name; `false` if that cannot be.
    fn stay(&self, file: &FormerFile) -> io::Result<bool> {
        let relative = self.relative.as_str();
        let (folder, name) = relative.rsplit_once('/').unwrap_or(("", relative));
        let Site {
            disk, folder: made, ..
        } = self.site;
        Ok(self.site.note(folder, name, file) || disk.link(file, self.former, made, relative)?)
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
        if let State::Same(file, _, same) = &self.state {
            if file.length == *same && self.stay(file)? {
                self.state = State::Whole;
            } else {
                self.part_ways()?;
            }
        }
        Ok(())
    }
}

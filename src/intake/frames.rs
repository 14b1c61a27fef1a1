//! The form in which one process hands rows to another: a stream of frames. Reading it is total: whatever the bytes, there is an
//! answer and no panic.
//!
//! A frame is a letter, the length of its body (u32) and the body; numbers are little-endian, texts have their length before them.

use std::io::{self, Read, Write};

use crate::intake::fingerprint::Fingerprint;
use crate::intake::limits::Excess;
use crate::intake::reading::Stop;
use crate::intake::row::{Cell, RowVisitor, SheetHead, is_blank};

/// The head of every stream; the number changes with the form.
pub(crate) const HEAD: &[u8; 8] = b"landed-1";

/// No row is longer.
const LONGEST_BODY: u32 = 256 << 20;

/// A frame whose body was read.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Frame<'a> {
    Sheet {
        name: &'a str,
        position: u16,
        hidden: bool,
    },
    Row {
        number: u32,
        hidden: bool,
        cells: Vec<(u32, Cell<'a>)>,
    },
    SheetEnd {
        complete: bool,
    },
    /// Reading stopped early.
    Stopped(Stop),
    /// All was read, from these bytes.
    Finished(Fingerprint),
}

/// Writes what it is shown as frames. The first error of the output ends the writing.
pub(crate) struct FrameWriter<W> {
    output: W,
    body: Vec<u8>,
    failed: Option<io::Error>,
}

impl<W: Write> FrameWriter<W> {
    pub(crate) fn new(mut output: W) -> Self {
        let failed = output.write_all(HEAD).err();
        Self {
            output,
            body: Vec::new(),
            failed,
        }
    }

    /// Says how the reading ended.
    pub(crate) fn finish(mut self, end: &Result<Fingerprint, Stop>) -> io::Result<()> {
        self.body.clear();
        match end {
            Ok(fingerprint) => {
                self.text(&fingerprint.sha256);
                self.body.extend(fingerprint.bytes.to_le_bytes());
                self.send(b'Z');
            }
            Err(stop) => {
                let (kind, detail) = stop_code(*stop);
                self.body.extend([kind, detail]);
                self.send(b'X');
            }
        }
        match self.failed {
            Some(error) => Err(error),
            None => self.output.flush(),
        }
    }

    fn text(&mut self, text: &str) {
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.body.extend(length.to_le_bytes());
        self.body.extend(text.as_bytes());
    }

    fn send(&mut self, letter: u8) {
        if self.failed.is_some() {
            return;
        }
        let Ok(length) = u32::try_from(self.body.len()) else {
            self.failed = Some(io::ErrorKind::InvalidData.into());
            return;
        };
        let mut head = [letter, 0, 0, 0, 0];
        for (place, byte) in head.iter_mut().skip(1).zip(length.to_le_bytes()) {
            *place = byte;
        }
        let sent = self
            .output
            .write_all(&head)
            .and_then(|()| self.output.write_all(&self.body));
        self.failed = sent.err();
    }

    fn cell(&mut self, column: u32, cell: Cell<'_>) {
        self.body.extend(column.to_le_bytes());
        match cell {
            Cell::Text(_) | Cell::Shared(_) => {
                self.body.push(b't');
                self.text(cell.text().unwrap_or_default());
            }
            Cell::Number(number) => {
                self.body.push(b'n');
                self.body.extend(number.to_le_bytes());
            }
            Cell::Date { serial, is_1904 } => {
                self.body.push(if is_1904 { b'D' } else { b'd' });
                self.body.extend(serial.to_le_bytes());
            }
            Cell::Bool(flag) => self.body.extend([b'b', u8::from(flag)]),
            Cell::Error(text) => {
                self.body.push(b'e');
                self.text(text);
            }
            Cell::FormulaWithoutValue => self.body.push(b'f'),
        }
    }
}

impl<W: Write> RowVisitor for FrameWriter<W> {
    fn sheet(&mut self, head: SheetHead<'_>) {
        self.body.clear();
        self.body.extend(head.position.to_le_bytes());
        self.body.push(u8::from(head.hidden));
        self.text(head.name);
        self.send(b'S');
    }

    fn row(&mut self, number: u32, hidden: bool, cells: &[(u32, Cell<'_>)]) {
        self.body.clear();
        self.body.extend(number.to_le_bytes());
        self.body.push(u8::from(hidden));
        for (column, cell) in cells {
            self.cell(*column, *cell);
        }
        self.send(b'R');
    }

    fn sheet_end(&mut self, complete: bool) {
        self.body.clear();
        self.body.push(u8::from(complete));
        self.send(b'E');
    }
}

const EXCESSES: [Excess; 10] = [
    Excess::FileBytes,
    Excess::InflatedBytes,
    Excess::InflateRatio,
    Excess::ZipEntries,
    Excess::Cells,
    Excess::Rows,
    Excess::CellBytes,
    Excess::Seconds,
    Excess::ClaimedStrings,
    Excess::ChildMemory,
];

fn stop_code(stop: Stop) -> (u8, u8) {
    match stop {
        Stop::Encrypted => (1, 0),
        Stop::Changed => (2, 0),
        Stop::Unreadable(_) => (3, 0),
        Stop::Excess(excess) => {
            let place = EXCESSES.iter().position(|one| *one == excess).unwrap_or(0);
            (4, u8::try_from(place).unwrap_or(0))
        }
    }
}

/// Why the stream has no further frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StreamEnd {
    /// The stream ends where a frame should be, or is not in this form.
    Broken,
    /// The other process was ended because its time was over.
    TimedOut,
    /// The other process ended because it was not given the memory that it asked for.
    OutOfMemory,
}

/// Reads frames.
pub(crate) struct FrameReader<R> {
    input: R,
    body: Vec<u8>,
}

impl<R: Read> FrameReader<R> {
    /// Reads the head of the stream.
    pub(crate) fn new(input: R) -> Result<Self, StreamEnd> {
        let mut reader = Self {
            input,
            body: Vec::new(),
        };
        let mut head = [0; HEAD.len()];
        reader.exact(&mut head)?;
        if head == *HEAD {
            Ok(reader)
        } else {
            Err(StreamEnd::Broken)
        }
    }

    /// The next frame.
    pub(crate) fn next(&mut self) -> Result<Frame<'_>, StreamEnd> {
        let mut letter = [0];
        self.exact(&mut letter)?;
        let mut length = [0; 4];
        self.exact(&mut length)?;
        let length = u32::from_le_bytes(length);
        if length > LONGEST_BODY {
            return Err(StreamEnd::Broken);
        }
        self.body.clear();
        let read = (&mut self.input)
            .take(u64::from(length))
            .read_to_end(&mut self.body)
            .map_err(|error| end_of(&error))?;
        if read as u64 != u64::from(length) {
            return Err(StreamEnd::Broken);
        }
        let [letter] = letter;
        Body(&self.body).frame(letter).ok_or(StreamEnd::Broken)
    }

    fn exact(&mut self, bytes: &mut [u8]) -> Result<(), StreamEnd> {
        self.input.read_exact(bytes).map_err(|error| end_of(&error))
    }
}

fn end_of(error: &io::Error) -> StreamEnd {
    match error.kind() {
        io::ErrorKind::TimedOut => StreamEnd::TimedOut,
        io::ErrorKind::OutOfMemory => StreamEnd::OutOfMemory,
        _ => StreamEnd::Broken,
    }
}

/// What is left of a body.
struct Body<'a>(&'a [u8]);

impl<'a> Body<'a> {
    fn frame(mut self, letter: u8) -> Option<Frame<'a>> {
        let frame = match letter {
            b'S' => Frame::Sheet {
                position: u16::from_le_bytes(self.bytes()?),
                hidden: self.flag()?,
                name: self.text()?,
            },
            b'R' => Frame::Row {
                number: u32::from_le_bytes(self.bytes()?),
                hidden: self.flag()?,
                cells: self.cells()?,
            },
            b'E' => Frame::SheetEnd {
                complete: self.flag()?,
            },
            b'X' => Frame::Stopped(self.stop()?),
            b'Z' => Frame::Finished(Fingerprint {
                sha256: self.text()?.to_owned(),
                bytes: u64::from_le_bytes(self.bytes()?),
            }),
            _ => return None,
        };
        self.0.is_empty().then_some(frame)
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    fn flag(&mut self) -> Option<bool> {
        match self.bytes()? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(u32::from_le_bytes(self.bytes()?)).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn cells(&mut self) -> Option<Vec<(u32, Cell<'a>)>> {
        let mut cells: Vec<(u32, Cell<'a>)> = Vec::new();
        while !self.0.is_empty() {
            let column = u32::from_le_bytes(self.bytes()?);
            if cells.last().is_some_and(|(before, _)| *before >= column) {
                return None;
            }
            let cell = match self.bytes()? {
                // No reader hands a blank cell over.
                [b't'] => Cell::Text(self.text().filter(|text| !is_blank(text))?),
                [b'n'] => Cell::Number(f64::from_le_bytes(self.bytes()?)),
                [b'd'] => Cell::Date {
                    serial: f64::from_le_bytes(self.bytes()?),
                    is_1904: false,
                },
                [b'D'] => Cell::Date {
                    serial: f64::from_le_bytes(self.bytes()?),
                    is_1904: true,
                },
                [b'b'] => Cell::Bool(self.flag()?),
                [b'e'] => Cell::Error(self.text()?),
                [b'f'] => Cell::FormulaWithoutValue,
                _ => return None,
            };
            cells.push((column, cell));
        }
        Some(cells)
    }

    fn stop(&mut self) -> Option<Stop> {
        let [kind, detail] = self.bytes()?;
        match kind {
            1 => Some(Stop::Encrypted),
            2 => Some(Stop::Changed),
            3 => Some(Stop::Unreadable(
                "it is a damaged workbook, or one that is not really what its name says",
            )),
            4 => EXCESSES
                .get(usize::from(detail))
                .map(|excess| Stop::Excess(*excess)),
            _ => None,
        }
    }
}

#[cfg(test)]
#[path = "frames_tests.rs"]
mod tests;

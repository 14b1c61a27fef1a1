//! Reads `.xls` and `.ods` in another process, for calamine can exhaust the memory there, and then the process is gone.
//!
//! [`serve_child`] is the other process; it limits its own memory. The room `run` starts it, through [`ChildReader`], and sees to the
//! time. Neither side trusts the other to come to an end.

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use crate::intake::content::{ContentKind, kind_of};
use crate::intake::error::IntakeError;
use crate::intake::file::{ReadOptions, Source, drive_here};
use crate::intake::fingerprint::{Fingerprint, NoSnapshot, Snapshot};
use crate::intake::frames::{Frame, FrameReader, FrameWriter, StreamEnd};
use crate::intake::limits::{Excess, Limits};
use crate::intake::reading::{OUT_OF_ORDER, Reading, RowStop, Stop};
use crate::intake::row::SheetHead;

/// Starts the process that reads an old workbook.
pub trait ChildReader: Sync {
    /// What [`serve_child`] writes for this file. Dropping the stream ends the process. When the time of `limits` is over the stream
    /// answers with an error of kind [`io::ErrorKind::TimedOut`]; when the process ended for want of memory, with one of kind
    /// [`io::ErrorKind::OutOfMemory`].
    fn rows(&self, path: &Path, limits: &Limits) -> Result<Box<dyn Read>, IntakeError>;
}

/// The body of the process that reads one old workbook: limits its memory, reads the file and writes its rows to `output`.
pub fn serve_child(path: &Path, limits: Limits, output: impl Write) -> io::Result<()> {
    limit_memory(limits.child_memory_bytes)?;
    serve(path, limits, output)
}

fn serve(path: &Path, limits: Limits, output: impl Write) -> io::Result<()> {
    let mut writer = FrameWriter::new(BufWriter::with_capacity(1 << 16, output));
    let end = match Snapshot::take(path, limits.file_bytes) {
        Err(NoSnapshot::Changed) => Err(Stop::Changed),
        Err(NoSnapshot::TooLarge) => Err(Stop::Excess(Excess::FileBytes)),
        Err(NoSnapshot::Unreadable(_)) => Err(Stop::Unreadable("it cannot be opened")),
        Ok(snapshot) => read_here(&snapshot, limits, &mut writer).map(|()| snapshot.fingerprint),
    };
    writer.finish(&end)
}

fn read_here<W: Write>(
    snapshot: &Snapshot,
    limits: Limits,
    writer: &mut FrameWriter<W>,
) -> Result<(), Stop> {
    let kind = kind_of(snapshot.content()).map_err(|_| Stop::Changed)?;
    let source = Source {
        bytes: snapshot.content(),
        fingerprint: &snapshot.fingerprint,
        path: None,
        extension: None,
        file: 0,
    };
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    // The other side says what there is to say of sheets.
    let mut problems = Vec::new();
    let (result, _) = drive_here(kind, &source, &options, writer, &mut problems);
    result
}

#[cfg(unix)]
fn limit_memory(bytes: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let at_most = |bytes| Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    setrlimit(Resource::As, at_most(bytes))?;
    // A process that is ended for its memory must not leave the rows of clients in a core file.
    setrlimit(Resource::Core, at_most(0))?;
    Ok(())
}

#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the same signature on all systems"
)]
fn limit_memory(_bytes: u64) -> io::Result<()> {
    Ok(())
}

const READER_ENDED: &str =
    "reading it broke off, as happens when a sheet reaches very far or the file is damaged";

/// Whether a kind is read in another process where there is one.
pub(crate) const fn is_for_child(kind: ContentKind) -> bool {
    matches!(kind, ContentKind::Xls | ContentKind::Ods)
}

/// Rows lie within a sheet, sheets beside each other and the end after them, or the stream is not one of ours.
const fn is_in_place(frame: &Frame<'_>, within_sheet: bool) -> bool {
    match frame {
        Frame::Sheet { .. } | Frame::Finished(_) => !within_sheet,
        Frame::Row { .. } | Frame::SheetEnd { .. } => within_sheet,
        Frame::Stopped(_) => true,
    }
}

/// Reads a file through another process and checks that it read the same bytes.
pub(crate) fn read_through(
    child: &dyn ChildReader,
    path: &Path,
    expected: &Fingerprint,
    limits: &Limits,
    reading: &mut Reading<'_>,
) -> Result<(), Stop> {
    let stream = child.rows(path, limits).map_err(|_| {
        Stop::Unreadable("the process that reads .xls and .ods files could not be started")
    })?;
    let ended = |end| match end {
        StreamEnd::Broken => Stop::Unreadable(READER_ENDED),
        StreamEnd::TimedOut => Stop::Excess(Excess::Seconds),
        StreamEnd::OutOfMemory => Stop::Excess(Excess::ChildMemory),
    };
    let mut frames =
        FrameReader::new(io::BufReader::with_capacity(1 << 16, stream)).map_err(ended)?;
    let mut trouble = None;
    loop {
        let frame = frames.next().map_err(ended)?;
        if !is_in_place(&frame, reading.is_open()) {
            return Err(Stop::Unreadable(READER_ENDED));
        }
        match frame {
            Frame::Sheet {
                name,
                position,
                hidden,
            } => {
                trouble = None;
                reading.sheet_begins(SheetHead {
                    name,
                    position,
                    hidden,
                });
            }
            Frame::Row {
                number,
                hidden,
                cells,
            } => {
                for _ in &cells {
                    reading.budget.cell()?;
                }
                match reading.row(number, hidden, &cells) {
                    Ok(()) => {}
                    Err(RowStop::OutOfOrder) => trouble = Some(OUT_OF_ORDER),
                    Err(RowStop::Excess(excess)) => return Err(Stop::Excess(excess)),
                }
            }
            Frame::SheetEnd { complete } => {
                let damaged = (!complete).then_some("its content is damaged");
                reading.sheet_ends(trouble.or(damaged));
            }
            Frame::Stopped(stop) => return Err(stop),
            Frame::Finished(found) if found == *expected => return Ok(()),
            Frame::Finished(_) => return Err(Stop::Changed),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{self, Read};
    use std::path::Path;

    use crate::finding::ProblemCode;
    use crate::intake::child::{ChildReader, serve};
    use crate::intake::error::IntakeError;
    use crate::intake::transcript::Transcript;
    use crate::intake::{FileStand, FileStanding, InputFile, Limits, ReadOptions, read_file};

    const ODS_ROWS: &str = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>id</text:p></table:table-cell>\
        </table:table-row><table:table-row table:visibility=\"collapse\"><table:table-cell office:value-type=\"float\" \
        office:value=\"1\"><text:p>1</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"\" \
        calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row>";

    fn ods(path: &Path) {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(fs::File::create(path).unwrap());
        let plain = zip::write::SimpleFileOptions::default();
        let parts = [
            (
                "mimetype",
                "application/vnd.oasis.opendocument.spreadsheet".to_owned(),
            ),
            ("META-INF/manifest.xml", "<manifest:manifest/>".to_owned()),
            (
                "content.xml",
                format!(
                    "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\">{ODS_ROWS}\
                     </table:table></office:spreadsheet></office:body></office:document-content>"
                ),
            ),
        ];
        for (name, content) in parts {
            zip.start_file(name, plain).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
    }

    /// Serves in this process, and cuts the stream off or ends it with an error.
    struct Here {
        keep: usize,
        error: Option<io::ErrorKind>,
    }

    struct Fails(Option<io::ErrorKind>);

    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            self.0.map_or(Ok(0), |kind| Err(kind.into()))
        }
    }

    impl ChildReader for Here {
        fn rows(&self, path: &Path, limits: &Limits) -> Result<Box<dyn Read>, IntakeError> {
            let mut bytes = Vec::new();
            serve(path, *limits, &mut bytes).unwrap();
            bytes.truncate(self.keep);
            Ok(Box::new(io::Cursor::new(bytes).chain(Fails(self.error))))
        }
    }

    /// Serves in this process, and leaves out where the sheet ends.
    struct Unended;

    impl ChildReader for Unended {
        fn rows(&self, path: &Path, limits: &Limits) -> Result<Box<dyn Read>, IntakeError> {
            const SHEET_END: [u8; 6] = [b'E', 1, 0, 0, 0, 1];
            let mut bytes = Vec::new();
            serve(path, *limits, &mut bytes).unwrap();
            let at = bytes.windows(6).rposition(|part| part == SHEET_END);
            let at = at.unwrap();
            bytes.drain(at..at + SHEET_END.len());
            Ok(Box::new(io::Cursor::new(bytes)))
        }
    }

    fn read(child: Option<&dyn ChildReader>) -> (Transcript, Vec<ProblemCode>, FileStand) {
        let folder = tempfile::tempdir().unwrap();
        let file = InputFile {
            path: folder.path().join("a.ods"),
            relative: "a.ods".to_owned(),
            within: "a.ods".to_owned(),
            index: 0,
            standing: FileStanding::ToRead,
        };
        ods(&file.path);
        let mut transcript = Transcript::default();
        let mut problems = Vec::new();
        let options = ReadOptions {
            child,
            ..ReadOptions::default()
        };
        let reading = read_file(&file, &options, &mut transcript, &mut problems);
        (
            transcript,
            problems.iter().map(|p| p.code).collect(),
            reading.stand,
        )
    }

    #[test]
    fn another_process_gives_the_same_rows() {
        let here = read(None);
        let there = read(Some(&Here {
            keep: usize::MAX,
            error: None,
        }));
        assert_eq!(
            here.0.lines,
            [
                "sheet 0 S",
                "row 1: 0=Text(\"id\")",
                "row 2 hidden: 0=Number(1.0)",
                "row 3: 0=Error(\"#N/A\")",
                "end"
            ]
        );
        assert_eq!(here.1, [ProblemCode::RowHidden]);
        assert_eq!(
            (here.0.lines, here.1, here.2),
            (there.0.lines, there.1, there.2)
        );
    }

    #[test]
    fn a_process_that_dies_costs_its_file_only() {
        let (transcript, codes, stand) = read(Some(&Here {
            keep: 60,
            error: None,
        }));
        assert_eq!(
            (codes, stand),
            (vec![ProblemCode::FileUnreadable], FileStand::SetAside)
        );
        assert_eq!(
            transcript.lines.last().map(String::as_str),
            Some("broken off")
        );
    }

    #[test]
    fn a_stream_that_ends_within_a_sheet_is_not_believed() {
        let (transcript, codes, stand) = read(Some(&Unended));
        assert_eq!(
            (codes, stand),
            (vec![ProblemCode::FileUnreadable], FileStand::SetAside)
        );
        assert_eq!(
            transcript.lines.last().map(String::as_str),
            Some("broken off")
        );
    }

    #[test]
    fn a_process_that_goes_beyond_a_limit_is_said_to() {
        for kind in [io::ErrorKind::TimedOut, io::ErrorKind::OutOfMemory] {
            let (_, codes, stand) = read(Some(&Here {
                keep: 8,
                error: Some(kind),
            }));
            assert_eq!(
                (codes, stand),
                (vec![ProblemCode::FileLimit], FileStand::SetAside)
            );
        }
    }
}

//! What the process that reads an old workbook sends back, from bytes: whatever it says, the file alone suffers.

use super::visitor::{Visited, agrees, small};
use super::watch::no_panic_of_ours;
use landed::intake::{
    ChildReader, FileStanding, InputFile, IntakeError, Limits, ReadOptions, read_file,
};
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::OnceLock;

/// A process that sends these bytes.
struct Sends<'a>(&'a [u8]);

impl ChildReader for Sends<'_> {
    fn rows(&self, _: &Path, _: &Limits) -> Result<Box<dyn Read>, IntakeError> {
        Ok(Box::new(Cursor::new(self.0.to_vec())))
    }
}

/// The head of an old workbook: enough for a process to be asked.
const OLD_WORKBOOK: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

fn old_workbook() -> &'static Path {
    static PLACE: OnceLock<tempfile::NamedTempFile> = OnceLock::new();
    PLACE
        .get_or_init(|| {
            use std::io::Write as _;
            let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
            file.write_all(&OLD_WORKBOOK).expect("eight bytes");
            file
        })
        .path()
}

/// Reads a file through a process that answers these bytes.
pub fn child_stream(bytes: &[u8]) {
    let file = InputFile {
        path: old_workbook().to_owned(),
        relative: "old.xls".to_owned(),
        within: "old.xls".to_owned(),
        index: 0,
        standing: FileStanding::ToRead,
    };
    let mut sent = b"landed-1".to_vec();
    sent.extend(bytes);
    let child = Sends(&sent);
    let options = ReadOptions {
        child: Some(&child),
        ..small()
    };
    let mut visited = Visited::default();
    let mut problems = Vec::new();
    let reading = no_panic_of_ours(|| read_file(&file, &options, &mut visited, &mut problems));
    agrees(&visited, &reading, &problems);
}

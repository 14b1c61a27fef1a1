//! Starts this program again to read one old workbook, and ends it when its time is over. Reads no rows itself.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::intake::{ChildReader, IntakeError, Limits};

/// The hidden subcommand that the started process is given.
pub const SUBCOMMAND: &str = "read-workbook-child";

/// Starts a program, which is this one, for each file.
#[derive(Clone, Debug)]
pub struct ProcessReader {
    program: PathBuf,
}

impl ProcessReader {
    /// Starts `program`.
    pub fn new(program: PathBuf) -> Self {
        Self { program }
    }

    /// Starts the program that is running.
    pub fn of_this_program() -> io::Result<Self> {
        std::env::current_exe().map(Self::new)
    }
}

impl ChildReader for ProcessReader {
    fn rows(&self, path: &Path, limits: &Limits) -> Result<Box<dyn Read>, IntakeError> {
        let limits_text =
            serde_json::to_string(limits).map_err(|error| IntakeError::ChildNotStarted {
                source: error.into(),
            })?;
        let started = Command::new(&self.program)
            .arg(SUBCOMMAND)
            .arg("--limits")
            .arg(limits_text)
            .arg("--")
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = started.map_err(|source| IntakeError::ChildNotStarted { source })?;
        let Some(output) = child.stdout.take() else {
            // It was piped just above, so there is one.
            return Err(IntakeError::ChildNotStarted {
                source: io::ErrorKind::BrokenPipe.into(),
            });
        };
        Ok(Box::new(ChildOutput::watch(
            child,
            output,
            Duration::from_secs(limits.seconds),
        )))
    }
}

/// What the process writes; ends the process when dropped or when its time is over.
struct ChildOutput {
    output: ChildStdout,
    child: Arc<Mutex<Child>>,
    timed_out: Arc<AtomicBool>,
    read_to_end: Option<Sender<()>>,
    watcher: Option<JoinHandle<()>>,
}

impl ChildOutput {
    fn watch(child: Child, output: ChildStdout, at_most: Duration) -> Self {
        let child = Arc::new(Mutex::new(child));
        let timed_out = Arc::new(AtomicBool::new(false));
        let (read_to_end, ended) = channel();
        let (ending, flag) = (Arc::clone(&child), Arc::clone(&timed_out));
        let waiting = thread::spawn(move || {
            if ended.recv_timeout(at_most) == Err(RecvTimeoutError::Timeout) {
                flag.store(true, Ordering::SeqCst);
                end(&ending);
            }
        });
        Self {
            output,
            child,
            timed_out,
            read_to_end: Some(read_to_end),
            watcher: Some(waiting),
        }
    }
}

/// Ends the process and takes its status, so that none stays behind.
fn end(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    // A process that has ended by itself cannot be ended; its status is taken all the same.
    let _ = child.kill();
    let _ = child.wait();
}

impl Read for ChildOutput {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.output.read(buffer)?;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        let aborted = self.has_aborted();
        if self.timed_out.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        if aborted {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        Ok(0)
    }
}

/// How often it is looked whether a process has ended that writes no more.
const PATIENCE: Duration = Duration::from_millis(1);

impl ChildOutput {
    /// Waits until the process has ended, which it does once its output is closed, or is made to when its time is over. Whether it
    /// aborted: a program in Rust does so when it is refused memory, and where it fails in another way it does not.
    fn has_aborted(&self) -> bool {
        loop {
            let status = {
                let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
                child.try_wait()
            };
            match status {
                Ok(None) => thread::sleep(PATIENCE),
                Ok(Some(status)) => return is_abort(status),
                Err(_) => return false,
            }
        }
    }
}

#[cfg(unix)]
fn is_abort(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::ABORT.as_raw())
}

#[cfg(not(unix))]
fn is_abort(_status: ExitStatus) -> bool {
    false
}

impl Drop for ChildOutput {
    fn drop(&mut self) {
        drop(self.read_to_end.take());
        end(&self.child);
        if let Some(watcher) = self.watcher.take() {
            // The watcher does nothing that could panic.
            let _ = watcher.join();
        }
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs::{self, File};
    use std::io::{ErrorKind, Read, Write};
    use std::os::unix::fs::PermissionsExt;
    use std::path::{Path, PathBuf};

    use crate::intake::{ChildReader, IntakeError, Limits};
    use crate::run::child_process::ProcessReader;

    fn program(folder: &Path, script: &str) -> PathBuf {
        let path = folder.join("program");
        File::create(&path)
            .unwrap()
            .write_all(format!("#!/bin/sh\n{script}\n").as_bytes())
            .unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        path
    }

    #[test]
    fn what_the_process_writes_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let reader = ProcessReader::new(program(folder.path(), "printf '%s' \"$1 $4 $5\""));
        let mut text = String::new();
        let mut rows = reader
            .rows(Path::new("-a.xls"), &Limits::default())
            .unwrap();
        rows.read_to_string(&mut text).unwrap();
        assert_eq!(text, "read-workbook-child -- -a.xls");
    }

    #[test]
    fn a_process_whose_time_is_over_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let reader = ProcessReader::new(program(folder.path(), "printf x; exec sleep 600"));
        let limits = Limits {
            seconds: 1,
            ..Limits::default()
        };
        let mut rows = reader.rows(Path::new("a.xls"), &limits).unwrap();
        let mut bytes = Vec::new();
        let error = rows.read_to_end(&mut bytes).unwrap_err();
        assert_eq!(
            (bytes.as_slice(), error.kind()),
            (&b"x"[..], ErrorKind::TimedOut)
        );
    }

    #[test]
    fn a_process_that_is_refused_memory_is_told_from_one_that_fails() {
        for (script, kind) in [
            ("printf x; kill -ABRT $$", Some(ErrorKind::OutOfMemory)),
            ("printf x; exit 101", None),
            ("printf x; kill -KILL $$", None),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let reader = ProcessReader::new(program(folder.path(), script));
            let mut rows = reader.rows(Path::new("a.xls"), &Limits::default()).unwrap();
            let mut bytes = Vec::new();
            let error = rows.read_to_end(&mut bytes).err();
            assert_eq!(bytes, b"x", "{script}");
            assert_eq!(error.map(|error| error.kind()), kind, "{script}");
        }
    }

    #[test]
    fn a_program_that_is_missing_is_an_error() {
        let reader = ProcessReader::new(PathBuf::from("/nonexistent/landed"));
        let started = reader.rows(Path::new("a.xls"), &Limits::default());
        assert!(matches!(started, Err(IntakeError::ChildNotStarted { .. })));
    }
}

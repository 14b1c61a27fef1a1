//! Where things lie, how large they are, and what was measured so far.

use crate::Outcome;
use crate::child::{Measured, Refused, measure};
use crate::figures::{Ratio, middle, seconds};
use std::cell::Cell;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What a comparison gave.
#[derive(Clone, Debug)]
pub enum Found {
    /// A ratio, and the most that it should be.
    Ratio(Ratio, f64),
    /// A figure as text, and whether it is within the goal.
    Figure(String, bool),
    /// Why there is none: a side is not there, or refuses the work.
    NotMeasured(String),
    /// Why the bench could not go on with it.
    Failed(String),
}

/// A row of the table of goals.
#[derive(Clone, Debug)]
pub struct Row {
    pub name: &'static str,
    pub work: String,
    pub against: String,
    pub goal: String,
    pub found: Found,
    pub times: String,
    pub command: String,
}

/// A row of the table of growth.
#[derive(Clone, Debug)]
pub struct Growth {
    pub form: &'static str,
    pub applicants: u64,
    pub jobs: f64,
    /// With output files.
    pub measured: Option<Measured>,
    /// Without them: what is ours alone, for a file system has a growth of its own.
    pub dry: Option<Measured>,
}

/// The sizes of the books, in applicants.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub small: u64,
    pub large: u64,
    pub million: u64,
}

/// The bench.
pub struct Bench {
    pub landed: PathBuf,
    pub examples: PathBuf,
    pub peers: Option<PathBuf>,
    pub python: Option<PathBuf>,
    pub ram: PathBuf,
    pub disk: PathBuf,
    pub books: PathBuf,
    pub runs: usize,
    pub million_runs: usize,
    pub sizes: Sizes,
    pub next: Cell<u32>,
}

impl Row {
    /// The row of a comparison that the bench could not make.
    pub fn failed(name: &'static str, fault: &dyn std::error::Error) -> Self {
        Self {
            name,
            work: format!("`{name}`"),
            against: String::new(),
            goal: "none".to_owned(),
            found: Found::Failed(fault.to_string()),
            times: String::new(),
            command: String::new(),
        }
    }
}

/// The day that all books lead up to.
pub const AS_OF: &str = "2026-11-22";

/// A command line from its parts.
#[macro_export]
macro_rules! line {
    ($($part:expr),* $(,)?) => { [$($crate::bench::text($part)),*].to_vec() };
}

/// A part of a command line.
pub fn text(part: impl AsRef<std::ffi::OsStr>) -> String {
    part.as_ref().to_string_lossy().into_owned()
}

/// Runs of two commands in turn.
pub type Pair = Result<[Vec<Measured>; 2], Refused>;

impl Bench {
    /// A book, made if it is not there yet: its folder and its tally.
    pub fn book(&self, applicants: u64, form: &str, order: &str) -> Outcome<PathBuf> {
        let folder = self.books.join(format!("book-{form}-{applicants}-{order}"));
        if !folder.join("tally.json").exists() {
            say(&format!(
                "making {applicants} applicants as {form}, {order}"
            ))?;
            let made = measure(&line![
                &self.examples.join("book"),
                "--applicants",
                &applicants.to_string(),
                "--format",
                form,
                "--order",
                order,
                "--out",
                &folder.join("in"),
                "--tally",
                &folder.join("tally.json"),
            ])?;
            made.map_err(|Refused(why)| format!("the book could not be made: {why}"))?;
        }
        Ok(folder.join("in"))
    }

    /// A fresh folder that does not exist yet.
    pub fn fresh(&self, base: &Path) -> PathBuf {
        self.next.set(self.next.get() + 1);
        base.join(format!("out-{}", self.next.get()))
    }

    /// Runs two commands in turn after one run of each to warm up. Folders in memory are removed at once, those on the
    /// disk at the very end: on ext4, files made soon after many were deleted cost many times more.
    pub fn pair(
        &self,
        runs: usize,
        warm: bool,
        a: &dyn Fn(&Path) -> Vec<String>,
        b: &dyn Fn(&Path) -> Vec<String>,
        base: &Path,
    ) -> Outcome<Pair> {
        let mut measured = [Vec::new(), Vec::new()];
        for run in 0..runs + usize::from(warm) {
            for (command, all) in [a, b].into_iter().zip(&mut measured) {
                match self.once(command, base)? {
                    Ok(_) if warm && run == 0 => {}
                    Ok(one) => all.push(one),
                    Err(refused) => return Ok(Err(refused)),
                }
            }
        }
        Ok(Ok(measured))
    }

    /// Runs a command with a fresh folder to write into.
    pub fn once(
        &self,
        command: &dyn Fn(&Path) -> Vec<String>,
        base: &Path,
    ) -> Outcome<Result<Measured, Refused>> {
        let out = self.fresh(base);
        let line = command(&out);
        let measured = measure(&line)?;
        if base == self.ram && out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        let told = match &measured {
            Ok(one) => format!("{} wall, {} cpu", seconds(one.wall), seconds(one.cpu)),
            Err(Refused(why)) => why.clone(),
        };
        say(&format!("{told}: {}", line.join(" ")))?;
        Ok(measured)
    }
}

/// Says what is going on.
fn say(what: &str) -> Outcome {
    Ok(writeln!(std::io::stderr(), "{what}")?)
}

/// The rows of a table of a book.
pub fn rows(book: &Path, table: &str) -> Outcome<f64> {
    let tally = std::fs::read(book.with_file_name("tally.json"))?;
    let tally: serde_json::Value = serde_json::from_slice(&tally)?;
    Ok(tally["tables"][table]["rows"].as_f64().unwrap_or(f64::NAN))
}

/// Both sides of a comparison in words.
pub fn both(a: &[Measured], b: &[Measured]) -> String {
    let (a, b) = (middle(a), middle(b));
    format!(
        "{} ({} cpu) against {} ({} cpu)",
        seconds(a.wall),
        seconds(a.cpu),
        seconds(b.wall),
        seconds(b.cpu)
    )
}

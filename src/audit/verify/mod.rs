//! Whether a published run is what it says: its files, its inputs, its judgement and its place in the chain of runs.
//!
//! Owns what is compared with what, and the sentence for each difference. A sentence names files, never a value.

mod hashes;
mod inputs;
mod judgement;

use crate::audit::changes::{compared, csv};
use crate::audit::{AuditError, Foresee, Judge, Published};
use crate::casefile::CaseFile;
use crate::law::Law;
use crate::report::CsvText;
use crate::report::manifest::MANIFEST;
use crate::requirements::Bench;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// Something that does not agree.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Difference {
    /// A file of the run has other bytes than when it was published.
    Changed(String),
    /// A file of the run is gone.
    Missing(String),
    /// A file lies in the folder that the run did not publish.
    Extra(String),
    /// `run.json` is not the one that was named from outside.
    OtherManifest(&'static str),
    /// An input file has other bytes than when it was read.
    InputChanged(String),
    /// The run was made by another version of the program.
    OtherVersion(String),
    /// The run was made with other law data.
    OtherLaw,
    /// A file is not what the published records give.
    Judgement(String),
    /// A file is not what the inputs give.
    FromInputs(String),
    /// A count in `run.json` is not what the files give.
    Count(String),
    /// The records cannot be judged anew.
    Unjudged(String),
    /// The run does not follow the former run that was named.
    Chain(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(path) => write!(f, "changed: {path} has other bytes than were published"),
            Self::Missing(path) => write!(f, "missing: {path} was published and is gone"),
            Self::Extra(path) => write!(f, "extra: {path} was not published by this run"),
            Self::OtherManifest(by) => {
                write!(f, "changed: {MANIFEST} does not have the SHA-256 {by}")
            }
            Self::InputChanged(path) => {
                write!(f, "input changed: {path} is not what was read")
            }
            Self::OtherVersion(version) => write!(
                f,
                "other version: the run was made by landed {version}, this is {}",
                env!("CARGO_PKG_VERSION")
            ),
            Self::OtherLaw => f.write_str(
                "other law: the run was made with other law data than this program holds",
            ),
            Self::Judgement(path) => {
                write!(f, "judged otherwise: {path} is not what records/ gives")
            }
            Self::FromInputs(path) => {
                write!(
                    f,
                    "judged otherwise: {path} is not what the input files give"
                )
            }
            Self::Count(what) => {
                write!(f, "count: {MANIFEST} says otherwise than the files, {what}")
            }
            Self::Unjudged(why) => write!(f, "not judged anew: {why}"),
            Self::Chain(why) => write!(f, "chain: {why}"),
        }
    }
}

/// What a verification found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verified {
    /// What does not agree, in order; nothing if all is well.
    pub differences: Vec<Difference>,
    /// What was looked at, and what could not be.
    pub notes: Vec<String>,
    /// Whether every input file is in place and unchanged.
    pub inputs_in_place: bool,
}

/// What a run is to be held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Against<'a> {
    /// The output of the former run.
    pub previous: Option<&'a Path>,
    /// The SHA-256 of `run.json` as it was printed.
    pub sha256: Option<&'a str>,
}

/// Verifies a run.
///
/// # Errors
/// If the folder cannot be listed, or a file that is there cannot be read.
pub fn verify(
    published: &Published,
    against: Against<'_>,
    foresee: Foresee<'_>,
) -> Result<Verified, AuditError> {
    let mut verified = Verified::default();
    if against
        .sha256
        .is_some_and(|hash| !hash.eq_ignore_ascii_case(&published.manifest_sha256))
    {
        let difference = Difference::OtherManifest("that was given");
        verified.differences.push(difference);
    }
    hashes::compare(published, &mut verified)?;
    inputs::compare(published, &mut verified);
    versions(published, &mut verified);
    judgement::compare(published, foresee, &mut verified)?;
    if let Some(previous) = against.previous {
        let judge = |bench: &Bench<'_>, case: &CaseFile| foresee(bench, case).0;
        chain(published, previous, &judge, &mut verified)?;
    }
    verified.differences.sort();
    verified.differences.dedup();
    Ok(verified)
}

/// Whether the run was made by this version and with this law.
pub fn is_of_this_program(published: &Published) -> bool {
    let manifest = &published.manifest;
    manifest.version == env!("CARGO_PKG_VERSION") && manifest.law.sha256 == Law::book().hash()
}

fn versions(published: &Published, verified: &mut Verified) {
    let manifest = &published.manifest;
    if manifest.version != env!("CARGO_PKG_VERSION") {
        let version = manifest.version.clone();
        verified.differences.push(Difference::OtherVersion(version));
    }
    if manifest.law.sha256 != Law::book().hash() {
        verified.differences.push(Difference::OtherLaw);
    }
}

fn chain(
    published: &Published,
    previous: &Path,
    judge: Judge<'_>,
    verified: &mut Verified,
) -> Result<(), AuditError> {
    let manifest = &published.manifest;
    let former = Published::open(previous);
    let difference = match (&former, &manifest.previous_run_sha256) {
        (Err(fault), _) => Some(format!("the former run cannot be read: {fault}")),
        (Ok(_), None) => Some(format!("{MANIFEST} names no former run")),
        (Ok(former), Some(hash)) if former.manifest_sha256 != *hash => Some(format!(
            "{MANIFEST} names another former run, or its {MANIFEST} was changed"
        )),
        (Ok(_), Some(_)) => None,
    };
    match (difference, former) {
        (None, Ok(former)) => {
            let note = "the former run is the one that this run names";
            verified.notes.push(note.to_owned());
            changes_since(published, &former, judge, verified)
        }
        (Some(why), _) => {
            verified.differences.push(Difference::Chain(why));
            Ok(())
        }
        (None, Err(_)) => Ok(()),
    }
}

/// Finds anew what changed since the former run.
fn changes_since(
    published: &Published,
    former: &Published,
    judge: Judge<'_>,
    verified: &mut Verified,
) -> Result<(), AuditError> {
    const PATH: &str = "changes.csv";
    let Some(there) = published.file(PATH)? else {
        return Ok(());
    };
    match compared(former, published, judge) {
        Ok(changes) => {
            let mut anew = CsvText::new();
            csv(&mut anew, &changes)?;
            if there != anew.bytes() {
                let path = PATH.to_owned();
                verified.differences.push(Difference::Judgement(path));
            }
            verified
                .notes
                .push(format!("{} changes found anew", changes.len()));
            Ok(())
        }
        Err(fault @ AuditError::Damaged { .. }) => {
            let why = format!("{PATH}: {fault}");
            verified.differences.push(Difference::Unjudged(why));
            Ok(())
        }
        Err(fault) => Err(fault),
    }
}

/// Holds a run against the files that its inputs give anew.
pub fn compare_with_inputs(
    published: &Published,
    anew: &BTreeMap<String, Vec<u8>>,
    verified: &mut Verified,
) -> Result<(), AuditError> {
    for (path, bytes) in anew {
        if published.file(path)?.as_ref() != Some(bytes) {
            verified
                .differences
                .push(Difference::FromInputs(path.clone()));
        }
    }
    verified.differences.sort();
    let count = anew.len();
    verified
        .notes
        .push(format!("{count} files made anew from the inputs"));
    Ok(())
}

//! The files of a run against `checksums.sha256`, and that against `run.json`.

use crate::audit::published::{listed, read};
use crate::audit::verify::{Difference, Verified};
use crate::audit::{AuditError, Published};
use crate::report::checksums::CHECKSUMS;
use crate::report::digest_hex;
use crate::report::manifest::MANIFEST;
use std::collections::BTreeMap;
use std::path::Path;

/// Compares every file.
pub(super) fn compare(published: &Published, verified: &mut Verified) -> Result<(), AuditError> {
    let differences = &mut verified.differences;
    let listed = match published.file(CHECKSUMS)? {
        None => {
            differences.push(Difference::Missing(CHECKSUMS.to_owned()));
            BTreeMap::new()
        }
        Some(bytes) => {
            if digest_hex(&bytes) != published.manifest.checksums_sha256 {
                differences.push(Difference::Changed(CHECKSUMS.to_owned()));
            }
            listed(&bytes)
        }
    };
    let mut there = BTreeMap::new();
    walk(&published.folder, "", &mut there)?;
    for (path, hash) in &listed {
        match there.get(path) {
            None => differences.push(Difference::Missing(path.clone())),
            Some(Kind::File) if digest_hex(&read(&published.folder.join(path))?) == *hash => {}
            Some(_) => differences.push(Difference::Changed(path.clone())),
        }
    }
    for (path, kind) in there {
        let is_known = path == MANIFEST || path == CHECKSUMS || listed.contains_key(&path);
        let is_needed = kind == Kind::Folder && {
            let within = format!("{path}/");
            is_made_by_runs(&path) || listed.keys().any(|file| file.starts_with(&within))
        };
        if !is_known && !is_needed {
            differences.push(Difference::Extra(path));
        }
    }
    verified
        .notes
        .push(format!("{} files listed in {CHECKSUMS}", listed.len()));
    Ok(())
}

/// Folders that a run makes even if it has nothing to put into them.
fn is_made_by_runs(path: &str) -> bool {
    ["eligibility", "ledger", "records", "report"].contains(&path)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    Other,
}

/// Everything below a folder by its path; links are not followed.
fn walk(folder: &Path, within: &str, found: &mut BTreeMap<String, Kind>) -> Result<(), AuditError> {
    let unreadable = |source| AuditError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = format!("{within}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().map_err(unreadable)?;
        if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), found)?;
        }
        let kind = match (kind.is_dir(), kind.is_file()) {
            (true, _) => Kind::Folder,
            (_, true) => Kind::File,
            _ => Kind::Other,
        };
        found.insert(path, kind);
    }
    Ok(())
}

//! The names that a run uses beside its output: `.<name>.landed-lock`, `.<name>.landed-<pid>-partial` and
//! `.<name>.landed-<pid>-former`, where `<name>` is that of the output folder.

use crate::report::publish::{PublishError, refused};
use std::fs;
use std::path::{Path, PathBuf};

/// How every name begins that a run with this output uses beside it.
pub fn names_beside(out: &Path) -> String {
    beginning(&out.file_name().unwrap_or_default().to_string_lossy())
}

fn beginning(name: &str) -> String {
    format!(".{name}.landed-")
}

/// The lock file of an output.
pub(super) fn lock_path(parent: &Path, name: &str) -> PathBuf {
    parent.join(format!("{}lock", beginning(name)))
}

/// The place of a folder of this run: `partial` while it is under construction, `former` for what it replaces.
pub(super) fn folder_path(parent: &Path, name: &str, what: &str) -> PathBuf {
    let pid = std::process::id();
    parent.join(format!("{}{pid}-{what}", beginning(name)))
}

/// The folders that runs left beside the place, and whether each is a former output moved aside. Sorted by name.
pub(super) fn remains(parent: &Path, name: &str) -> Result<Vec<(PathBuf, bool)>, PublishError> {
    let cannot_list = |fault| refused("cannot list", parent)(fault);
    let prefix = beginning(name);
    let mut found = Vec::new();
    for entry in fs::read_dir(parent).map_err(cannot_list)? {
        let entry = entry.map_err(cannot_list)?;
        let file_name = entry.file_name();
        let middle = file_name.to_str().and_then(|n| n.strip_prefix(&prefix));
        let Some((pid, what)) = middle.and_then(|rest| rest.split_once('-')) else {
            continue;
        };
        let is_ours = matches!(what, "partial" | "former")
            && !pid.is_empty()
            && pid.bytes().all(|byte| byte.is_ascii_digit());
        if is_ours && entry.file_type().map_err(cannot_list)?.is_dir() {
            found.push((entry.path(), what == "former"));
        }
    }
    found.sort();
    Ok(found)
}

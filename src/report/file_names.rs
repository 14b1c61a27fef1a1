//! The names of the files of one applicant: safe on every file system, told apart on those that fold case.
//!
//! Owns the way from an applicant id to a path within the output. Every name is plain ASCII, lies in its folder, and is
//! the same for the same set of ids. Opens no file. A million names are held as one text: nothing here grows
//! with them but that text, where each name ends in it, and the few names that need a mark.

use crate::report::hex::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher as _};
use unicode_normalization::UnicodeNormalization as _;

/// Up to this many applicants lie in one flat folder; beyond it, in 256 subfolders.
pub const FLAT_UP_TO: usize = 20_000;

/// The longest file name in bytes, `.csv` included.
pub const LONGEST_NAME: usize = 200;

const EXTENSION: &str = ".csv";

const RESERVED_ON_WINDOWS: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The file names of a set of applicants.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileNames {
    /// All names, one after the other.
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    subfolders: BTreeSet<String>,
}

impl FileNames {
    /// Names the files of these applicants. Ids must be different from each other; their order does not matter to the names.
    pub fn of<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        let ids: Vec<&str> = ids.into_iter().collect();
        let marked = marked_names(&ids);
        let spread = ids.len() > FLAT_UP_TO;
        let mut text = String::new();
        let mut ends = Vec::with_capacity(ids.len());
        let mut folders = [false; 256];
        for (position, id) in ids.iter().enumerate() {
            if spread {
                let folder = Digest::of(id.as_bytes()).first();
                if let Some(needed) = folders.get_mut(usize::from(folder)) {
                    *needed = true;
                }
                // Writing to a String cannot fail.
                let _ = write!(text, "{folder:02x}/");
            }
            match marked.get(&position) {
                Some(name) => text.push_str(name),
                None => percent_encode(id, &mut text),
            }
            text.push_str(EXTENSION);
            ends.push(text.len());
        }
        let needed = folders.iter().enumerate().filter(|(_, needed)| **needed);
        Self {
            text,
            ends,
            subfolders: needed.map(|(folder, _)| format!("{folder:02x}")).collect(),
        }
    }

    /// How many applicants there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name of the applicant at this position, below `eligibility/` or `ledger/`; with its subfolder if there is one.
    pub fn name(&self, position: usize) -> &str {
        let start = match position.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        let end = self.ends.get(position).copied().unwrap_or_default();
        self.text.get(start..end).unwrap_or_default()
    }

    /// The names in the order of the positions.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|position| self.name(position))
    }

    /// The positions in the order of the names.
    pub fn sorted(&self) -> Vec<usize> {
        let mut positions: Vec<usize> = (0..self.len()).collect();
        // Ids usually come in order, so that each subfolder is sorted already: the sort makes use of that.
        if !self.subfolders.is_empty() {
            let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for position in positions.drain(..) {
                let folder = self.name(position).get(..2).unwrap_or_default();
                folders.entry(folder).or_default().push(position);
            }
            positions.extend(folders.into_values().flatten());
        }
        positions.sort_by_key(|position| self.name(*position));
        positions
    }

    /// The subfolders that the names need.
    pub fn subfolders(&self) -> impl Iterator<Item = &str> {
        self.subfolders.iter().map(String::as_str)
    }
}

/// The names of the ids that cannot bear their own, by position.
fn marked_names(ids: &[&str]) -> BTreeMap<usize, String> {
    let twins = twins(ids);
    let mut name = String::new();
    let (mut marked, mut plain) = (Vec::new(), Vec::new());
    for (position, id) in ids.iter().enumerate() {
        name.clear();
        percent_encode(id, &mut name);
        if is_plain(id, &name) && !twins.contains(&position) {
            plain.push((hash_of(&name.to_ascii_lowercase()), position));
        } else {
            marked.push((*id, position));
        }
    }
    if marked.is_empty() {
        return BTreeMap::new();
    }
    plain.sort_unstable();
    marked.sort_unstable();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = BTreeMap::new();
    for (id, position) in marked {
        let is_free = |candidate: &str| {
            let lower = candidate.to_ascii_lowercase();
            !taken.contains(&lower) && !is_plain_name_of_one(&plain, ids, &lower)
        };
        let name = marked_name(id, is_free);
        taken.insert(name.to_ascii_lowercase());
        names.insert(position, name);
    }
    names
}

/// Whether one of the ids that keep their own name has this one, whatever its case. `plain` is sorted: hash, position.
fn is_plain_name_of_one(plain: &[(u64, usize)], ids: &[&str], lower: &str) -> bool {
    let hash = hash_of(lower);
    let from = plain.partition_point(|(other, _)| *other < hash);
    let rest = plain.get(from..).unwrap_or_default();
    let mut alike = rest.iter().take_while(|(other, _)| *other == hash);
    alike.any(|(_, position)| {
        let mut name = String::new();
        percent_encode(ids.get(*position).copied().unwrap_or_default(), &mut name);
        name.eq_ignore_ascii_case(lower)
    })
}

/// The positions of the ids that share their folded form with another.
fn twins(ids: &[&str]) -> BTreeSet<usize> {
    let mut form = String::new();
    let mut hashes: Vec<(u64, usize)> = Vec::with_capacity(ids.len());
    for (position, id) in ids.iter().enumerate() {
        form.clear();
        fold(id, &mut form);
        hashes.push((hash_of(&form), position));
    }
    hashes.sort_unstable();
    let mut twins = BTreeSet::new();
    for alike in hashes.chunk_by(|one, other| one.0 == other.0) {
        if alike.len() < 2 {
            continue;
        }
        // The same hash proves nothing yet.
        let mut by_form: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (_, position) in alike {
            let mut form = String::new();
            fold(ids.get(*position).copied().unwrap_or_default(), &mut form);
            by_form.entry(form).or_default().push(*position);
        }
        let shared = by_form
            .into_values()
            .filter(|positions| positions.len() > 1);
        twins.extend(shared.flatten());
    }
    twins
}

/// A hash that is the same throughout a run, to compare few texts instead of all.
fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Ids with the same folded form could meet in one file on some system.
fn fold(id: &str, form: &mut String) {
    if id.is_ascii() {
        form.extend(id.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        form.extend(id.nfc().flat_map(char::to_lowercase).nfc());
    }
}

fn percent_encode(id: &str, name: &mut String) {
    for (i, byte) in id.bytes().enumerate() {
        let leading_dot = i == 0 && byte == b'.';
        if !leading_dot && (byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')) {
            name.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
}

/// Windows reserves `con`, `aux.txt`, `com1` and their like whatever follows the first dot.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let base = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = stem.len() - base.len();
    let mut reserved = RESERVED_ON_WINDOWS.iter();
    reserved.any(|word| {
        base.eq_ignore_ascii_case(word) && digits == usize::from(matches!(*word, "com" | "lpt"))
    })
}

/// Whether an id can bear its own name, encoded, without a mark.
fn is_plain(id: &str, name: &str) -> bool {
    let fits = name.len() + EXTENSION.len() <= LONGEST_NAME;
    fits && !id.is_empty() && !id.starts_with('.') && !is_reserved(name)
}

/// The name with a mark made from the hash of the id, longer until it is free.
fn marked_name(id: &str, is_free: impl Fn(&str) -> bool) -> String {
    let hash = Digest::of(id.as_bytes()).to_string();
    let mut name = String::new();
    percent_encode(id, &mut name);
    let short = [8, 16, 32, 64]
        .into_iter()
        .filter_map(|digits| hash.get(..digits))
        .map(|mark| with_mark(&name, mark));
    let counted = (2_u64..).map(|n| with_mark(&name, &format!("{hash}-{n}")));
    let mut candidates = short.chain(counted);
    let free = candidates.find(|candidate| is_free(candidate));
    free.unwrap_or(hash.clone())
}

/// Puts `-mark` at the end, or before the first dot of a reserved name (what follows the dot would not help), and cuts what is too long.
fn with_mark(name: &str, mark: &str) -> String {
    let room = LONGEST_NAME.saturating_sub(EXTENSION.len() + mark.len() + 1);
    match name.split_once('.') {
        Some((stem, rest)) if is_reserved(name) => {
            let rest = cut_to(rest, room.saturating_sub(stem.len() + 1));
            format!("{stem}-{mark}.{rest}")
        }
        _ => format!("{}-{mark}", cut_to(name, room)),
    }
}

/// The beginning of a name, never cut through the middle of an escape.
fn cut_to(name: &str, room: usize) -> &str {
    if name.len() <= room {
        return name;
    }
    let escape = (1..=2).find_map(|back| {
        let start = room.checked_sub(back)?;
        (name.as_bytes().get(start) == Some(&b'%')).then_some(start)
    });
    name.get(..escape.unwrap_or(room)).unwrap_or_default()
}

#[cfg(test)]
#[path = "file_names_tests.rs"]
mod tests;

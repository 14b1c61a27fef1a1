//! The names of the files of one applicant: safe on every file system, told apart on those that fold case.
//!
//! Owns the way from an applicant id to a path within the output. Every name is plain ASCII, lies in its folder, and is
//! the same for the same set of ids. Opens no file.

use crate::report::hex::{digest_hex, hex_of};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
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
    names: Vec<String>,
}

impl FileNames {
    /// Names the files of these applicants. Ids must be different from each other; their order does not matter to the names.
    pub fn of<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        let ids: Vec<&str> = ids.into_iter().collect();
        let mut twins: BTreeMap<String, usize> = BTreeMap::new();
        for id in &ids {
            *twins.entry(folded(id)).or_default() += 1;
        }
        let alone = |id: &str| twins.get(&folded(id)).is_none_or(|count| *count < 2);
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut marked: Vec<&str> = Vec::new();
        for id in &ids {
            match plain_name(id) {
                Some(name) if alone(id) => {
                    taken.insert(name.to_ascii_lowercase());
                    names.insert(id, name);
                }
                _ => marked.push(id),
            }
        }
        marked.sort_unstable();
        for id in marked {
            let name = marked_name(id, &taken);
            taken.insert(name.to_ascii_lowercase());
            names.insert(id, name);
        }
        let spread = ids.len() > FLAT_UP_TO;
        let names = ids
            .iter()
            .map(|id| {
                let name = names.get(id).cloned().unwrap_or_default();
                match digest_hex(id.as_bytes()).get(..2) {
                    Some(folder) if spread => format!("{folder}/{name}{EXTENSION}"),
                    _ => format!("{name}{EXTENSION}"),
                }
            })
            .collect();
        Self { names }
    }

    /// The name of the applicant at this position, below `eligibility/` or `ledger/`; with its subfolder if there is one.
    pub fn name(&self, position: usize) -> &str {
        self.names.get(position).map_or("", String::as_str)
    }

    /// The subfolders that the names need.
    pub fn subfolders(&self) -> BTreeSet<&str> {
        self.names
            .iter()
            .filter_map(|name| name.split_once('/').map(|(folder, _)| folder))
            .collect()
    }
}

/// Ids with the same folded form could meet in one file on some system.
fn folded(id: &str) -> String {
    id.nfc().flat_map(char::to_lowercase).nfc().collect()
}

fn percent_encoded(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for (i, byte) in id.bytes().enumerate() {
        let leading_dot = i == 0 && byte == b'.';
        if !leading_dot && (byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')) {
            name.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(name, "%{byte:02X}");
        }
    }
    name
}

/// Windows reserves `con`, `aux.txt`, `com1` and their like whatever follows the first dot.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let base = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = stem.len() - base.len();
    RESERVED_ON_WINDOWS.contains(&base)
        && match base {
            "com" | "lpt" => digits == 1,
            _ => digits == 0,
        }
}

/// The name without a mark, if the id can have one.
fn plain_name(id: &str) -> Option<String> {
    let name = percent_encoded(id);
    let fits = name.len() + EXTENSION.len() <= LONGEST_NAME;
    (fits && !id.is_empty() && !id.starts_with('.') && !is_reserved(&name)).then_some(name)
}

/// The name with a mark made from the hash of the id, longer until it is free.
fn marked_name(id: &str, taken: &BTreeSet<String>) -> String {
    let hash = hex_of(&Sha256::digest(id.as_bytes()));
    let name = percent_encoded(id);
    let is_free = |candidate: &String| !taken.contains(&candidate.to_ascii_lowercase());
    let short = [8, 16, 32, 64]
        .into_iter()
        .filter_map(|digits| hash.get(..digits))
        .map(|mark| with_mark(&name, mark));
    let counted = (2_u64..).map(|n| with_mark(&name, &format!("{hash}-{n}")));
    short.chain(counted).find(is_free).unwrap_or(hash.clone())
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
mod tests {
    use super::*;

    fn names(ids: &[&str]) -> Vec<String> {
        let names = FileNames::of(ids.iter().copied());
        (0..ids.len()).map(|i| names.name(i).to_owned()).collect()
    }

    #[test]
    fn usual_ids_keep_their_name() {
        assert_eq!(names(&["C-1001", "x_y.z"]), ["C-1001.csv", "x_y.z.csv"]);
    }

    #[test]
    fn hostile_ids_stay_in_their_folder_and_apart() {
        let long = "x".repeat(300);
        let longer = "x".repeat(301);
        let accents = "é".repeat(120);
        let reserved = format!("aux.{long}");
        let ids = [
            "../../etc/passwd",
            "CON",
            "con",
            "aux.csv",
            "a/b",
            "a\\b",
            "A1",
            "a1",
            "-rf",
            "~$x",
            "e\u{301}",
            "é",
            "É",
            ".",
            "..",
            ".hidden",
            "",
            "com1",
            "COM1.x",
            "com10",
            "a%2Fb",
            "nul",
            "x y",
            "x\u{0}y",
            "A1-fake",
            &long,
            &longer,
            &accents,
            &reserved,
        ];
        let names = names(&ids);
        let mut seen = BTreeSet::new();
        for (id, name) in ids.iter().zip(&names) {
            assert!(seen.insert(name.to_ascii_lowercase()), "{id}: {name}");
            assert!(name.len() <= LONGEST_NAME, "{id}");
            assert!(!name.starts_with('.') && !is_reserved(name), "{id}: {name}");
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'%');
            assert!(name.bytes().all(plain), "{id}: {name}");
        }
        assert_eq!(names[4], "a%2Fb.csv");
    }

    #[test]
    fn a_mark_that_another_id_already_bears_gets_longer() {
        let hash = digest_hex(b"A1");
        let thief = format!("A1-{}", hash.get(..8).unwrap());
        let names = names(&["A1", "a1", &thief]);
        assert_eq!(names[0], format!("A1-{}.csv", hash.get(..16).unwrap()));
        assert_eq!(names[2], format!("{thief}.csv"));
    }

    #[test]
    fn the_order_of_ids_changes_no_name() {
        let ids = ["b", "B", "a", "CON", ".x"];
        let mut turned = ids;
        turned.reverse();
        let mut back = names(&turned);
        back.reverse();
        assert_eq!(names(&ids), back);
    }

    #[test]
    fn many_applicants_are_spread_over_subfolders() {
        let ids: Vec<String> = (0..=FLAT_UP_TO).map(|i| format!("C{i}")).collect();
        let names = FileNames::of(ids.iter().map(String::as_str));
        let expected = format!("{}/C7.csv", digest_hex(b"C7").get(..2).unwrap());
        assert_eq!(names.name(7), expected);
        assert_eq!(names.subfolders().len(), 256);
    }
}

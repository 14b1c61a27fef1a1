//! `checksums.sha256`: the hash of every file of an output but `run.json`, in the form that `sha256sum -c` reads.
//!
//! Owns the form of the file. The two files of each applicant are millions in a large book: of them only the hashes are
//! kept, and their paths come from the names of the applicants' files.

use crate::report::FileNames;
use crate::report::hex::Digest;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Name of the list of hashes in an output.
pub const CHECKSUMS: &str = "checksums.sha256";

/// The folders that hold one file per applicant and nothing else, in the order of their names.
pub const PER_APPLICANT: [&str; 2] = ["eligibility", "ledger"];

/// The files of an output with their hashes, collected while they are written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Checksums {
    files: BTreeMap<String, Digest>,
    applicants: Option<OfApplicants>,
}

/// The hashes of the applicants' files.
#[derive(Clone, PartialEq, Eq, Debug)]
struct OfApplicants {
    names: Arc<FileNames>,
    hashes: Vec<[Digest; 2]>,
    /// The positions of the applicants in the order of their names.
    order: Vec<usize>,
}

impl Checksums {
    /// Adds a file by its path within the output.
    pub fn add(&mut self, path: String, sha256: Digest) {
        self.files.insert(path, sha256);
    }

    /// Adds a file whose bytes are at hand.
    pub fn add_bytes(&mut self, path: &str, bytes: &[u8]) {
        self.add(path.to_owned(), Digest::of(bytes));
    }

    /// Adds the files that exist once of other checksums.
    pub fn extend(&mut self, others: Self) {
        self.files.extend(others.files);
    }

    /// Takes the files of all applicants: for each, in the order of their names, the hashes of the file in each of the
    /// folders of [`PER_APPLICANT`]. They are put in the order of the list here.
    pub fn set_applicants(&mut self, names: Arc<FileNames>, hashes: Vec<[Digest; 2]>) {
        self.applicants = Some(OfApplicants {
            order: names.sorted(),
            names,
            hashes,
        });
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        let applicants = self.applicants.as_ref();
        self.files.len() + applicants.map_or(0, |all| all.hashes.len() * PER_APPLICANT.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Writes `checksums.sha256`: sorted by path.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut lines = Lines {
            out,
            bytes: Vec::with_capacity(FULL + (FULL >> 4)),
        };
        let mut files = self.files.iter().peekable();
        if let Some(all) = &self.applicants {
            for (which, folder) in PER_APPLICANT.into_iter().enumerate() {
                while let Some((path, hash)) = files.next_if(|(path, _)| path.as_str() < folder) {
                    lines.add(*hash, &[path])?;
                }
                for position in &all.order {
                    let of_one = all.hashes.get(*position);
                    if let Some(hash) = of_one.and_then(|of_one| of_one.get(which)) {
                        lines.add(*hash, &[folder, "/", all.names.name(*position)])?;
                    }
                }
            }
        }
        for (path, hash) in files {
            lines.add(*hash, &[path])?;
        }
        lines.out.write_all(&lines.bytes)
    }
}

/// So many bytes are written at once.
const FULL: usize = 1 << 16;

/// The lines of the list, on their way.
struct Lines<'a> {
    out: &'a mut dyn Write,
    bytes: Vec<u8>,
}

impl Lines<'_> {
    fn add(&mut self, hash: Digest, path: &[&str]) -> io::Result<()> {
        self.bytes.extend_from_slice(&hash.digits());
        self.bytes.extend_from_slice(b"  ");
        for part in path {
            self.bytes.extend_from_slice(part.as_bytes());
        }
        self.bytes.push(b'\n');
        if self.bytes.len() >= FULL {
            self.out.write_all(&self.bytes)?;
            self.bytes.clear();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_by_path_wherever_a_file_was_added() {
        let mut checksums = Checksums::default();
        for path in [
            "summary.csv",
            "horizon.csv",
            "datapackage.json",
            "records/a.csv",
            "index.html",
        ] {
            checksums.add_bytes(path, path.as_bytes());
        }
        let ids = ["b", "a-x", "a"];
        let hash = |folder: &str, id: &&str| Digest::of(format!("{folder}/{id}.csv").as_bytes());
        let hashes = ids
            .iter()
            .map(|id| PER_APPLICANT.map(|folder| hash(folder, id)))
            .collect();
        checksums.set_applicants(Arc::new(FileNames::of(ids)), hashes);
        assert_eq!(checksums.len(), 11);
        let mut text = Vec::new();
        checksums.write(&mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let lines: Vec<(&str, &str)> = text
            .lines()
            .map(|line| line.split_once("  ").unwrap())
            .collect();
        assert!(lines.is_sorted_by_key(|(_, path)| *path), "{text}");
        assert_eq!(lines.len(), 11);
        for (hash, path) in lines {
            assert_eq!(hash, crate::report::digest_hex(path.as_bytes()));
        }
    }
}

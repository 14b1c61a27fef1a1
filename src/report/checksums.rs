//! `checksums.sha256`: the hash of every file of an output but `run.json`, in the form that `sha256sum -c` reads.
//!
//! Owns the form of the file. The two files of each applicant are millions in a large book: of them only the hashes are
//! kept, and their paths come from the names of the applicants' files.

use crate::report::FileNames;
use crate::report::hex::Digest;
use std::collections::BTreeMap;
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

    /// The list in pieces that follow each other, sorted by path. What they say is made when somebody asks, from any thread.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut files = self.files.iter().peekable();
        if let Some(all) = &self.applicants {
            for (which, folder) in PER_APPLICANT.into_iter().enumerate() {
                while let Some((path, hash)) = files.next_if(|(path, _)| path.as_str() < folder) {
                    pieces.push(Piece(Lines::Single(path, *hash)));
                }
                let orders = all.order.chunks(PIECE);
                pieces.extend(orders.map(|order| Piece(Lines::Applicants { all, which, order })));
            }
        }
        pieces.extend(files.map(|(path, hash)| Piece(Lines::Single(path, *hash))));
        pieces
    }
}

/// So many applicants at most are named in one piece of the list.
const PIECE: usize = 1024;

/// A piece of `checksums.sha256`.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a>(Lines<'a>);

#[derive(Clone, Copy, Debug)]
enum Lines<'a> {
    /// The line of a file that exists once.
    Single(&'a str, Digest),
    /// Those of some applicants, for their file in one folder of [`PER_APPLICANT`].
    Applicants {
        all: &'a OfApplicants,
        which: usize,
        order: &'a [usize],
    },
}

impl Piece<'_> {
    /// Adds its lines to a text.
    pub fn add_to(&self, text: &mut Vec<u8>) {
        match self.0 {
            Lines::Single(path, hash) => add_line(text, hash, &[path]),
            Lines::Applicants { all, which, order } => {
                let folder = PER_APPLICANT.get(which).copied().unwrap_or_default();
                for position in order {
                    let of_one = all.hashes.get(*position);
                    if let Some(hash) = of_one.and_then(|of_one| of_one.get(which)) {
                        add_line(text, *hash, &[folder, "/", all.names.name(*position)]);
                    }
                }
            }
        }
    }
}

fn add_line(text: &mut Vec<u8>, hash: Digest, path: &[&str]) {
    text.extend_from_slice(&hash.digits());
    text.extend_from_slice(b"  ");
    for part in path {
        text.extend_from_slice(part.as_bytes());
    }
    text.push(b'\n');
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
        for piece in checksums.pieces() {
            piece.add_to(&mut text);
        }
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

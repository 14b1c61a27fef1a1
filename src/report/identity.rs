//! What tells one judgement from another: a hash over the day, the program, the law, the assumptions and the input.
//!
//! Owns the identity that pages and the data package show. It holds no time of day, so that the same input judged anew has
//! the same identity; the hash of `run.json` cannot stand in a file that `run.json` itself vouches for.

use crate::calendar::Day;
use crate::finding::{FirmAssumptions, NoPermitRecords};
use crate::law::Law;
use crate::provenance::Sources;
use crate::report::hex::Digest;
use sha2::{Digest as _, Sha256};

/// Version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The identity of a judgement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    hash: String,
}

impl Identity {
    /// The identity of judging these sources on this day.
    pub fn of(law: &Law, sources: &Sources, assumptions: FirmAssumptions, as_of: Day) -> Self {
        let mut hasher = Sha256::new();
        let mut field = |text: &str| {
            hasher.update(text.len().to_le_bytes());
            hasher.update(text.as_bytes());
        };
        field(VERSION);
        field(law.hash());
        field(&as_of.to_string());
        for (_, holds) in vouched_for(assumptions) {
            field(if holds { "yes" } else { "no" });
        }
        for file in &sources.files {
            field(&file.path);
            field(&file.sha256);
        }
        Self {
            hash: Digest::end(hasher).to_string(),
        }
    }

    /// The hash, lower-case hex.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The hash in the form of a UUID (version 8: made by an own method).
    pub fn uuid(&self) -> String {
        let part = |from: usize, to: usize| self.hash.get(from..to).unwrap_or_default();
        format!(
            "{}-{}-8{}-a{}-{}",
            part(0, 8),
            part(8, 12),
            part(13, 16),
            part(17, 20),
            part(20, 32)
        )
    }
}

/// Each statement that a firm can make in its configuration, by its name there, and whether it makes it.
pub fn vouched_for(assumptions: FirmAssumptions) -> [(&'static str, bool); 6] {
    let no_permits = assumptions.no_permit_records_means == NoPermitRecords::NoPermits;
    [
        ("paid", assumptions.paid),
        ("employee", assumptions.employee),
        ("in_canada", assumptions.in_canada),
        ("outside_quebec", assumptions.outside_quebec),
        (
            "no_study_records_means_no_study",
            assumptions.no_study_records_means_no_study,
        ),
        ("no_permit_records_means", no_permits),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::SourceFile;

    #[test]
    fn the_identity_follows_the_day_the_files_and_the_assumptions() {
        let law = Law::book();
        let day = Day::from_ymd(2026, 11, 22).unwrap();
        let plain = FirmAssumptions::default();
        let mut sources = Sources::default();
        let empty = Identity::of(law, &sources, plain, day);
        assert_eq!(empty, Identity::of(law, &sources, plain, day));
        assert_ne!(empty, Identity::of(law, &sources, plain, day.next()));
        let paid = FirmAssumptions {
            paid: true,
            ..plain
        };
        assert_ne!(empty, Identity::of(law, &sources, paid, day));
        sources.files.push(SourceFile::default());
        assert_ne!(empty, Identity::of(law, &sources, plain, day));
        assert_eq!(empty.uuid().len(), 36);
        assert_eq!(empty.uuid().chars().nth(14), Some('8'));
    }
}

//! By what a text is told apart from others without a look at where they are kept.

use std::hash::{BuildHasher, Hasher as _};

/// The longest texts of which a key says all, in bytes.
const LONGEST: u32 = 16;

/// A text in three numbers. They say all of a text of at most sixteen bytes; of a longer one its length, its first bytes
/// and a hash, so that equal keys are to be followed by a look at the texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TextKey {
    ends: [u64; 2],
    length: u32,
}

impl TextKey {
    /// Of a text. Keys are comparable only if they were made with the same hasher.
    pub fn of(text: &str, hasher: &impl BuildHasher) -> Self {
        let bytes = text.as_bytes();
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let four = |four: &[u8; 4]| u64::from(u32::from_le_bytes(*four));
        let ends = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            let first = u64::from_le_bytes(*first);
            if length > LONGEST {
                [first, hasher.hash_one(bytes)]
            } else {
                [first, u64::from_le_bytes(*last)]
            }
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            [four(first), four(last)]
        } else {
            // At most three bytes.
            [
                bytes
                    .iter()
                    .fold(0, |all, byte| all << 8 | u64::from(*byte)),
                0,
            ]
        };
        Self { ends, length }
    }

    /// Whether equal keys mean equal texts.
    pub const fn says_all(self) -> bool {
        self.length <= LONGEST
    }

    /// The hash of the key, and so of the text.
    pub fn hash(self, hasher: &impl BuildHasher) -> u64 {
        let [first, last] = self.ends;
        let mut state = hasher.build_hasher();
        state.write_u64(first);
        state.write_u64(last ^ u64::from(self.length) << 48);
        state.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::RandomState;

    #[test]
    fn texts_that_differ_anywhere_have_keys_of_their_own() {
        // Of every length, with a difference at every place.
        let mut texts = vec![String::new()];
        for length in 1..=40 {
            let plain = "a".repeat(length);
            texts.extend((0..length).map(|at| format!("{}b{}", &plain[..at], &plain[at + 1..])));
            texts.push(plain);
        }
        let hasher = RandomState::new();
        let keys: Vec<TextKey> = texts
            .iter()
            .map(|text| TextKey::of(text, &hasher))
            .collect();
        for (one, text) in keys.iter().zip(&texts) {
            assert_eq!(
                keys.iter().filter(|other| *other == one).count(),
                1,
                "{text}"
            );
            assert_eq!(*one, TextKey::of(&text.clone(), &hasher));
            assert_eq!(one.says_all(), text.len() <= 16);
        }
    }
}

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
        Self::of_bytes(text.as_bytes(), hasher)
    }

    /// Of the bytes of a text.
    #[inline]
    pub fn of_bytes(bytes: &[u8], hasher: &impl BuildHasher) -> Self {
        let mut key = Self::ends_of(bytes);
        if key.length > LONGEST {
            key.ends[1] = hasher.hash_one(bytes);
        }
        key
    }

    /// Of a text, without a hash: a longer one is known by its length and its first and last bytes. Comparable only with others that
    /// were made so.
    #[inline]
    pub fn by_ends(text: &str) -> Self {
        Self::ends_of(text.as_bytes())
    }

    #[inline]
    fn ends_of(bytes: &[u8]) -> Self {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let ends = if let Some((first, last)) = first_and_last(bytes, u64::from_le_bytes) {
            [first, last]
        } else if let Some((first, last)) = first_and_last(bytes, u32::from_le_bytes) {
            [first, last].map(u64::from)
        } else {
            // At most three bytes.
            let all = bytes
                .iter()
                .fold(0, |all, byte| all << 8 | u64::from(*byte));
            [all, 0]
        };
        Self { ends, length }
    }

    /// A place among so many, a power of two, for a memory in which texts may fall out of each other's place.
    #[inline]
    pub fn place(self, places: usize) -> usize {
        /// The golden ratio as a fraction of 64 bits.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let [first, last] = self.ends;
        let mixed = first ^ last.rotate_left(27) ^ u64::from(self.length) << 57;
        let spread = mixed.wrapping_mul(SPREAD) >> u32::BITS;
        usize::try_from(spread).unwrap_or(0) & places.wrapping_sub(1)
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

/// So many bytes at the head and at the end, which may overlap; nothing if there are fewer.
#[inline]
fn first_and_last<const N: usize, T>(bytes: &[u8], number: fn([u8; N]) -> T) -> Option<(T, T)> {
    let ends = bytes.first_chunk().zip(bytes.last_chunk());
    ends.map(|(first, last)| (number(*first), number(*last)))
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
            let with_b = |at| format!("{}b{}", "a".repeat(at), "a".repeat(length - at - 1));
            texts.extend((0..length).map(with_b));
            texts.push("a".repeat(length));
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

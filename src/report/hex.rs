//! Hashes as text.

use sha2::{Digest as _, Sha256};
use std::fmt;
use std::io::{self, Read};

/// A SHA-256; it is shown as lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The hash of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash of all that a hasher was given.
    pub(crate) fn end(hasher: Sha256) -> Self {
        Self(hasher.finalize().into())
    }

    /// The first byte, for spreading things evenly.
    pub(crate) const fn first(self) -> u8 {
        let [first, ..] = self.0;
        first
    }

    /// The hex digits.
    pub fn digits(self) -> [u8; 64] {
        let mut digits = [[0; 2]; 32];
        for (pair, byte) in digits.iter_mut().zip(self.0) {
            *pair = [digit(byte >> 4), digit(byte & 15)];
        }
        let mut text = [0; 64];
        text.copy_from_slice(digits.as_flattened());
        text
    }
}

/// A hex digit. Without a choice, many are made at a time.
#[inline]
const fn digit(value: u8) -> u8 {
    const BETWEEN: u8 = b'a' - b'0' - 10;
    let beyond_nine = value.wrapping_add(6) >> 4;
    let digit = value.wrapping_add(b'0');
    digit.wrapping_add(beyond_nine.wrapping_mul(BETWEEN))
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

/// The SHA-256 of bytes, as lower-case hex digits.
pub fn digest_hex(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string()
}

/// The SHA-256 of everything that is read to the end, as lower-case hex digits.
///
/// # Errors
/// If it cannot be read.
pub fn hash_of(mut reader: impl Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0_u8; 1 << 16];
    loop {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            return Ok(Digest::end(hasher).to_string());
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_lower_case_and_keep_their_zeros() {
        let digest = Digest(std::array::from_fn(|i| [0x00, 0x0f, 0xa9, 0xff][i % 4]));
        assert_eq!(digest.to_string(), "000fa9ff".repeat(8));
        // From FIPS 180-4: the hash of nothing.
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(digest_hex(b""), nothing);
        assert_eq!(hash_of(&b""[..]).unwrap(), nothing);
    }
}

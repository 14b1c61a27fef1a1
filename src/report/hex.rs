//! Hashes as text.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Bytes as lower-case hex digits.
pub(crate) fn hex_of(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// The SHA-256 of bytes, as lower-case hex digits.
pub fn digest_hex(bytes: &[u8]) -> String {
    hex_of(&Sha256::digest(bytes))
}

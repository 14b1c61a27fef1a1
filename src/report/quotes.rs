//! Which fields of a CSV file must stand in quotes.
//!
//! Every field of millions of files is looked at once, so this is done many bytes at a time.

/// Bytes that are looked at together.
const BLOCK: usize = 16;

/// The bytes that only a quoted field may hold.
const SPECIAL: [u8; 4] = *b",\"\r\n";

/// Whether one of some bytes is special.
fn any_special(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| SPECIAL.contains(byte))
}

/// The same of a block.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "comparisons that are all made, whatever the first ones say, are done many bytes at a time"
)]
#[inline]
fn any_special_of_block(block: &[u8; BLOCK]) -> bool {
    let [comma, quote, carriage_return, line_feed] = SPECIAL;
    let is_special = |byte: u8| {
        (byte == comma) | (byte == quote) | (byte == carriage_return) | (byte == line_feed)
    };
    block
        .iter()
        .fold(false, |any, byte| any | is_special(*byte))
}

/// The same of eight bytes.
#[inline]
fn any_special_of_eight(bytes: u64) -> bool {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = EACH << 7;
    const ABOVE_SPECIAL: u64 = EACH * 0x2D;
    // Taking a number from each byte sets the high bit of those that are smaller, and may set that of the byte after one.
    let below = |x: u64, number: u64| x.wrapping_sub(number) & !x & HIGH;
    let is = |byte: u8| below(bytes ^ (EACH * u64::from(byte)), EACH);
    // Of what is below, text has hardly anything but spaces. Beside a space an exclamation mark may be taken for one: it is not special.
    if below(bytes, ABOVE_SPECIAL) & !is(b' ') == 0 {
        return false;
    }
    let [comma, quote, carriage_return, line_feed] = SPECIAL;
    is(comma) | is(quote) | is(carriage_return) | is(line_feed) != 0
}

/// Whether the field that begins at `start` and ends the bytes must stand in quotes.
#[inline]
pub(super) fn needs_quotes(bytes: &[u8], start: usize) -> bool {
    let field = bytes.get(start..).unwrap_or_default();
    let (blocks, rest) = field.as_chunks::<BLOCK>();
    if blocks.iter().any(any_special_of_block) {
        return true;
    }
    if rest.is_empty() {
        return false;
    }
    // What is left is looked at with some of what stands before it.
    if let Some(last) = field.last_chunk() {
        return any_special_of_block(last);
    }
    let Some(last) = bytes.last_chunk().map(|last| u64::from_le_bytes(*last)) else {
        return any_special(rest);
    };
    if let Some(first) = rest.first_chunk() {
        any_special_of_eight(u64::from_le_bytes(*first)) || any_special_of_eight(last)
    } else {
        // What stands before the field is shifted out.
        let before = 8 * (8 - u32::try_from(rest.len()).unwrap_or(0));
        any_special_of_eight(last.checked_shr(before).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_field_is_looked_at_and_nothing_before_it() {
        for around in [b'x', b' ', b'!', b'+', b'-', 0, u8::MAX] {
            for (before, length) in (0..20).flat_map(|before| (0..40).map(move |to| (before, to))) {
                let mut bytes = vec![b','; before];
                bytes.extend(vec![around; length]);
                assert!(!needs_quotes(&bytes, before), "{before} {length} {around}");
                for at in 0..length {
                    for byte in 0..=u8::MAX {
                        bytes[before + at] = byte;
                        let expected = SPECIAL.contains(&byte);
                        assert_eq!(
                            needs_quotes(&bytes, before),
                            expected,
                            "{before} {length} {at} {byte} {around}"
                        );
                    }
                    bytes[before + at] = around;
                }
            }
        }
    }
}

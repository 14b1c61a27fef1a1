//! See `landed_fuzz::headings`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| landed_fuzz::headings(bytes));

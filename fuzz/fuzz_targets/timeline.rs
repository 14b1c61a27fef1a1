//! See `landed_fuzz::timeline`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| landed_fuzz::timeline(bytes));

//! See `landed_fuzz::delimited`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| landed_fuzz::delimited(bytes));

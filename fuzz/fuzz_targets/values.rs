//! See `landed_fuzz::values`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| landed_fuzz::values(bytes));

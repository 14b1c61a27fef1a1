//! See `landed_fuzz::child_stream`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| landed_fuzz::child_stream(bytes));

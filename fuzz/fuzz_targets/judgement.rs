//! See `landed_fuzz::judgement`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| landed_fuzz::judgement(bytes));

//! See `landed_fuzz::sheet_xml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| landed_fuzz::sheet_xml(bytes));

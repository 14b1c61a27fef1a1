//! See `landed_fuzz::workbook`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| landed_fuzz::workbook(bytes));

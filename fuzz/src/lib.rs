//! What fuzzing asks of `landed`: one function per target, which panics where something is wrong.
//!
//! The targets in `fuzz_targets` call them with bytes that libFuzzer invents (`make fuzz`), `tests/corpora.rs` with the bytes that are
//! kept in `corpus` (`make test`, without the fuzzer).

#![forbid(unsafe_code)]

mod blanks;
mod bytes;
mod child;
mod headings;
mod horizon;
mod judgement;
mod ledger;
mod records;
mod sheet;
mod tables;
mod text;
mod timeline;
mod visitor;
mod watch;
mod workbook;

pub use child::child_stream;
pub use headings::headings;
pub use judgement::judgement;
pub use records::values;
pub use sheet::sheet_xml;
pub use text::delimited;
pub use timeline::timeline;
pub use workbook::workbook;

/// A target: it panics if something is wrong.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 8] = [
    ("judgement", judgement),
    ("workbook", workbook),
    ("sheet_xml", sheet_xml),
    ("child_stream", child_stream),
    ("delimited", delimited),
    ("values", values),
    ("headings", headings),
    ("timeline", timeline),
];

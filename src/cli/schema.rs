//! `landed schema`: the columns that the input can have.

use crate::provenance::Table;
use std::fmt::Write as _;

/// One table, or all.
pub fn schema(table: Option<Table>) -> String {
    let mut text = String::new();
    for one in Table::ALL {
        if table.is_some_and(|only| only != one) {
            continue;
        }
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "{one}");
        for column in one.columns() {
            let needed = if one.required().contains(column) {
                "needed"
            } else {
                ""
            };
            let _ = writeln!(text, "  {}", format!("{column:<22} {needed}").trim_end());
        }
    }
    text
}

//! How far the sheets of an `.ods` reach, and what calamine does not tell of them: hidden rows, formulas without a value, and
//! errors, which it takes for blank. A pass before calamine, which expands every repeated row and cell.

use std::collections::BTreeMap;
use std::io::Read;

use crate::intake::workbook::facts::{Oddity, UNTRUSTED};
use crate::intake::workbook::tokens::{Attributes, Tag, Tokens, XmlStop, attribute, push_decoded};

/// What is known of one sheet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct OdsSheet {
    /// Cells of the rectangle around all used ones.
    pub(crate) cells: u64,
    /// First and last numbers of hidden rows, from 1.
    pub(crate) hidden: Vec<(u32, u32)>,
    /// By row from 1 and column from 0.
    pub(crate) oddities: BTreeMap<(u32, u32), Oddity>,
}

impl OdsSheet {
    pub(crate) fn is_hidden(&self, row: u32) -> bool {
        self.hidden
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&row))
    }
}

#[derive(Default)]
struct Extent {
    /// Rows before the current one.
    rows_before: u64,
    repeats: u64,
    hidden: bool,
    column: u64,
    used: Option<Rectangle>,
    /// The first of the cells that hold the error being read, and how many they are in their row.
    error: Option<(u64, u64)>,
    found: OdsSheet,
}

#[derive(Clone, Copy)]
struct Rectangle {
    top: u64,
    bottom: u64,
    left: u64,
    right: u64,
}

/// The sheets of `content.xml`, in order.
pub(crate) fn sheets<R: Read>(content: R) -> Result<Vec<OdsSheet>, XmlStop> {
    let mut tokens = Tokens::new(content);
    let mut sheets = Vec::new();
    let mut extent = Extent::default();
    while let Some(token) = tokens.next()? {
        match token.kind()? {
            Tag::Open(b"table", _) => extent = Extent::default(),
            Tag::Close(b"table") => sheets.push(std::mem::take(&mut extent).finish()),
            Tag::Open(b"table-row", attributes) => extent.row_begins(attributes),
            Tag::Empty(b"table-row", attributes) => {
                extent.row_begins(attributes);
                extent.row_ends();
            }
            Tag::Close(b"p") => extent.error_text(token.text),
            Tag::Close(b"table-row") => extent.row_ends(),
            Tag::Open(b"table-cell" | b"covered-table-cell", attributes) => {
                extent.cells(attributes, true);
            }
            Tag::Empty(b"table-cell" | b"covered-table-cell", attributes) => {
                extent.cells(attributes, false);
            }
            _ => {}
        }
    }
    Ok(sheets)
}

impl Extent {
    fn row_begins(&mut self, attributes: &[u8]) {
        self.repeats = repeats(attributes, b"number-rows-repeated");
        self.hidden = attribute(attributes, b"visibility").is_some_and(|word| word != "visible");
        self.column = 0;
    }

    fn cells(&mut self, attributes: &[u8], has_content: bool) {
        let count = repeats(attributes, b"number-columns-repeated");
        let has_value_type = attribute(attributes, b"value-type").is_some();
        let used = has_content || has_value_type || attribute(attributes, b"formula").is_some();
        if used {
            let here = Rectangle {
                top: self.rows_before,
                bottom: self.rows_before + self.repeats,
                left: self.column,
                right: self.column + count,
            };
            self.used = Some(self.used.map_or(here, |all| Rectangle {
                top: all.top.min(here.top),
                bottom: all.bottom.max(here.bottom),
                left: all.left.min(here.left),
                right: all.right.max(here.right),
            }));
        }
        self.error = None;
        let is_formula = attribute(attributes, b"formula").is_some();
        if is_error(attributes) {
            self.error = Some((self.column, count));
            self.odd(self.column, count, &Oddity::Error(UNTRUSTED.to_owned()));
        } else if is_formula && !has_value_type {
            self.odd(self.column, count, &Oddity::FormulaWithoutValue);
        }
        self.column = self.column.saturating_add(count);
    }

    /// An error is shown as text within its cell.
    fn error_text(&mut self, text: &[u8]) {
        let Some((column, count)) = self.error.take() else {
            return;
        };
        let mut shown = String::new();
        if push_decoded(text, &mut shown).is_ok() && !shown.trim().is_empty() {
            self.odd(column, count, &Oddity::Error(shown));
        }
    }

    fn odd(&mut self, column: u64, count: u64, oddity: &Oddity) {
        let place = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        for row in self.rows_before..self.rows_before + self.repeats {
            for column in column..column.saturating_add(count) {
                if self.found.oddities.len() >= MOST_ODDITIES {
                    // So many are beyond any sheet that is used; the extent then stops the file.
                    self.found.cells = u64::MAX;
                    return;
                }
                self.found
                    .oddities
                    .insert((place(row + 1), place(column)), oddity.clone());
            }
        }
    }

    fn row_ends(&mut self) {
        let after = self.rows_before.saturating_add(self.repeats);
        if self.hidden {
            let row = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
            self.found
                .hidden
                .push((row(self.rows_before + 1), row(after)));
        }
        self.rows_before = after;
    }

    fn finish(mut self) -> OdsSheet {
        if let Some(used) = self.used {
            let reach = (used.bottom - used.top).saturating_mul(used.right - used.left);
            self.found.cells = self.found.cells.max(reach);
        }
        self.found
    }
}

const MOST_ODDITIES: usize = 1_000_000;

/// `calcext:value-type="error"`, beside an `office:value-type` that says text.
fn is_error(attributes: &[u8]) -> bool {
    Attributes(attributes).any(|(key, value)| key.ends_with(b":value-type") && value == b"error")
}

/// At most what calamine takes: the rows of the largest sheet.
fn repeats(attributes: &[u8], name: &[u8]) -> u64 {
    let count = attribute(attributes, name).and_then(|text| text.parse::<u64>().ok());
    count.unwrap_or(1).min(1_048_576)
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::facts::Oddity;
    use crate::intake::workbook::ods_extent::{OdsSheet, sheets};

    fn one(rows: &str) -> OdsSheet {
        let xml =
            format!("<o:s xmlns:o=\"x\"><table:table table:name=\"S\">{rows}</table:table></o:s>");
        sheets(xml.as_bytes()).unwrap().remove(0)
    }

    #[test]
    fn empty_repetitions_cost_nothing_and_used_ones_do() {
        let corner = "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
             </table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>\
             <table:table-cell office:value-type=\"float\"><text:p>1</text:p></table:table-cell></table:table-row>";
        assert_eq!(one(corner).cells, 1);
        let many = "<table:table-row table:number-rows-repeated=\"99000\"><table:table-cell office:value-type=\"string\" \
             table:number-columns-repeated=\"1000\"><text:p>x</text:p></table:table-cell></table:table-row>";
        assert_eq!(one(many).cells, 99_000_000);
    }

    #[test]
    fn errors_and_formulas_without_a_value_are_known() {
        let rows = "<table:table-row><table:table-cell table:formula=\"of:=NA()\" office:value-type=\"string\" \
             office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>\
             <table:table-cell table:formula=\"of:=1\"/><table:table-cell table:formula=\"of:=1\" office:value-type=\"float\" \
             office:value=\"1\"><text:p>1</text:p></table:table-cell></table:table-row>";
        let odd: Vec<_> = one(rows).oddities.into_iter().collect();
        let expected = [
            ((1, 0), Oddity::Error("#N/A".to_owned())),
            ((1, 1), Oddity::FormulaWithoutValue),
        ];
        assert_eq!(odd, expected);
    }

    #[test]
    fn hidden_rows_are_known_through_repetitions() {
        let rows = "<table:table-row table:number-rows-repeated=\"3\"/><table:table-row table:visibility=\"collapse\" \
             table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row><table:table-row table:visibility=\"filter\"/>";
        let sheet = one(rows);
        assert_eq!(sheet.hidden, [(4, 5), (6, 6)]);
        assert!(sheet.is_hidden(5) && !sheet.is_hidden(3) && !sheet.is_hidden(7));
    }
}

//! What calamine does not say of a sheet: hidden rows, formulas without a value, dates that show no day, and values that it would get
//! wrong.
//!
//! Gathered in a pass over the sheet before calamine reads it. A value written with white space (`<v>\n1</v>`) is the reason: for
//! a shared text calamine silently takes the first one of the table.

use std::collections::BTreeMap;
use std::io::Read;

use crate::intake::limits::{Budget, Excess};
use crate::intake::workbook::months::undated;
use crate::intake::workbook::sheet_xml::{CellKind, RawCell, SheetEvent, SheetWalk};
use crate::intake::workbook::styles::Styles;
use crate::intake::workbook::tokens::XmlStop;

/// What is to be handed over instead of calamine's reading of a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Oddity {
    FormulaWithoutValue,
    Error(String),
    /// A date of which a month or a year is shown.
    Undated(&'static str),
}

/// What is known of the cells of one sheet.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct SheetFacts {
    /// Numbers of hidden rows, from 1, rising.
    pub(crate) hidden_rows: Vec<u32>,
    /// By row from 1 and column from 0.
    pub(crate) oddities: BTreeMap<(u32, u32), Oddity>,
}

/// How the workbook of a sheet shows its numbers.
#[derive(Clone, Copy)]
pub(crate) struct Looks<'a> {
    pub(crate) styles: &'a Styles,
    pub(crate) is_1904: bool,
}

/// Why there are no facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NoFacts {
    Xml(XmlStop),
    Excess(Excess),
}

/// What a cell is called whose value cannot be trusted.
pub(crate) const UNTRUSTED: &str = "unreadable value";

const MOST_ODDITIES: usize = 4_000_000;

impl SheetFacts {
    /// Walks the sheet once.
    pub(crate) fn of<R: Read>(
        part: R,
        looks: Looks<'_>,
        budget: &mut Budget<'_>,
    ) -> Result<Self, NoFacts> {
        let mut facts = Self::default();
        let mut walk = SheetWalk::new(part).map_err(NoFacts::Xml)?;
        loop {
            match walk.next().map_err(NoFacts::Xml)? {
                SheetEvent::Row { number, hidden } => {
                    if hidden {
                        facts.hidden_rows.push(number);
                    }
                }
                SheetEvent::Cell(cell) => {
                    budget.cell().map_err(NoFacts::Excess)?;
                    if let Some(oddity) = oddity(&cell, looks) {
                        facts.oddities.insert((cell.row, cell.column), oddity);
                    }
                }
                SheetEvent::End => break,
            }
            if facts.oddities.len() > MOST_ODDITIES || facts.hidden_rows.len() > MOST_ODDITIES {
                return Err(NoFacts::Excess(Excess::Cells));
            }
        }
        facts.hidden_rows.sort_unstable();
        facts.hidden_rows.dedup();
        Ok(facts)
    }

    pub(crate) fn is_hidden(&self, row: u32) -> bool {
        self.hidden_rows.binary_search(&row).is_ok()
    }
}

fn oddity(cell: &RawCell<'_>, looks: Looks<'_>) -> Option<Oddity> {
    let value = cell.value.unwrap_or_default();
    let blank = value.trim().is_empty();
    // Excel writes an empty text as the result of a formula with its type; any other formula has a value or was never computed.
    if cell.has_formula && (cell.value.is_none() || (blank && cell.kind != CellKind::FormulaText)) {
        return Some(Oddity::FormulaWithoutValue);
    }
    let plain_ascii = matches!(
        cell.kind,
        CellKind::Number | CellKind::Shared | CellKind::Bool | CellKind::Error
    );
    if !plain_ascii || blank {
        return None;
    }
    if cell.is_mixed || value.trim() != value {
        return Some(Oddity::Error(UNTRUSTED.to_owned()));
    }
    match cell.kind {
        CellKind::Error => (!known_to_calamine(value)).then(|| Oddity::Error(value.to_owned())),
        CellKind::Shared => {
            let number = value.bytes().all(|byte| byte.is_ascii_digit());
            (!number).then(|| Oddity::Error(UNTRUSTED.to_owned()))
        }
        CellKind::Number => {
            let shown = looks.styles.shown(cell.style);
            let text = value.parse().ok();
            let text = text.and_then(|number| undated(number, looks.is_1904, shown));
            text.map(Oddity::Undated)
        }
        _ => None,
    }
}

fn known_to_calamine(error: &str) -> bool {
    let known = [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ];
    known.contains(&error)
}

#[cfg(test)]
mod tests {
    use crate::intake::limits::{Budget, Limits};
    use crate::intake::workbook::facts::{Looks, Oddity, SheetFacts, UNTRUSTED};
    use crate::intake::workbook::styles::Styles;

    fn facts(rows: &str) -> SheetFacts {
        let xml = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let mut budget = Budget::new(Limits::default(), None);
        let styles = "<styleSheet><cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"17\"/></cellXfs></styleSheet>";
        let looks = Looks {
            styles: &Styles::read(styles.as_bytes()).unwrap(),
            is_1904: false,
        };
        SheetFacts::of(xml.as_bytes(), looks, &mut budget).unwrap()
    }

    #[test]
    fn dates_that_show_no_day_are_known() {
        let facts = facts(
            "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45292</v></c><c r=\"B1\" s=\"0\"><v>45292</v></c>\
             <c r=\"C1\" s=\"1\"><v>45293</v></c></row>",
        );
        let expected = [((1, 0), Oddity::Undated("2024-01"))];
        assert_eq!(facts.oddities.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn hidden_rows_are_known() {
        let facts = facts(
            "<row r=\"2\" hidden=\"1\"/><row r=\"4\" hidden=\"0\"/><row r=\"5\" hidden=\"true\"/>",
        );
        assert_eq!(facts.hidden_rows, [2, 5]);
        assert!(facts.is_hidden(5) && !facts.is_hidden(4));
    }

    #[test]
    fn cells_that_calamine_would_get_wrong_are_known() {
        let facts = facts(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>\n1</v></c><c r=\"B1\"><f>1+1</f></c><c r=\"C1\" t=\"e\"><v>#SPILL!</v></c>\
             <c r=\"D1\"><v>1<!-- -->2</v></c><c r=\"E1\"><f>1</f><v></v></c><c r=\"F1\" t=\"s\"><v>x</v></c></row>",
        );
        let untrusted = || Oddity::Error(UNTRUSTED.to_owned());
        let expected = [
            ((1, 0), untrusted()),
            ((1, 1), Oddity::FormulaWithoutValue),
            ((1, 2), Oddity::Error("#SPILL!".to_owned())),
            ((1, 3), untrusted()),
            ((1, 4), Oddity::FormulaWithoutValue),
            ((1, 5), untrusted()),
        ];
        assert_eq!(facts.oddities.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn plain_cells_are_not_odd() {
        let facts = facts(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"C1\"/>\
             <c r=\"D1\" t=\"str\"><f>x</f><v> a </v></c><c r=\"E1\" t=\"e\"><v>#N/A</v></c><c r=\"F1\"><v>1.5</v></c></row>",
        );
        assert_eq!(facts.oddities.len(), 0);
    }
}

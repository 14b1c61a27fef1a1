//! What calamine does not say of an xlsb sheet: hidden rows, and formulas whose result is an error, which it passes over.
//!
//! Walks the records of the parts; [MS-XLSB] 2.1.4 tells their form. Reads no other values.

use std::collections::BTreeMap;
use std::io::{self, Read};

use crate::intake::workbook::facts::{Oddity, SheetFacts, UNTRUSTED};

/// The records of a part.
struct Records<R> {
    source: R,
    payload: Vec<u8>,
}

const ROW_HEADER: u16 = 0x0000;
const CELL_ERROR: u16 = 0x0003;
const FORMULA_ERROR: u16 = 0x000B;
const END_OF_ROWS: u16 = 0x0092;
const SHEET: u16 = 0x009C;
const END_OF_SHEETS: u16 = 0x0090;

const LONGEST_RECORD: u32 = 64 << 20;

impl<R: Read> Records<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            payload: Vec::new(),
        }
    }

    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.source.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    /// The next record: its type and what it holds.
    fn next(&mut self) -> io::Result<(u16, &[u8])> {
        let low = self.byte()?;
        let mut kind = u16::from(low & 0x7F);
        if low & 0x80 != 0 {
            kind |= u16::from(self.byte()? & 0x7F) << 7;
        }
        let mut length = 0_u32;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            length |= u32::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if length > LONGEST_RECORD {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.payload.clear();
        let read = (&mut self.source)
            .take(u64::from(length))
            .read_to_end(&mut self.payload)?;
        if read as u64 != u64::from(length) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok((kind, &self.payload))
    }
}

fn word(payload: &[u8], at: usize) -> Option<u32> {
    let bytes = payload.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// The relationship ids of the sheets of `workbook.bin`, in order.
pub(crate) fn sheet_ids<R: Read>(workbook: R) -> Vec<String> {
    let mut records = Records::new(workbook);
    let mut ids = Vec::new();
    while let Ok((kind, payload)) = records.next() {
        match kind {
            SHEET => ids.push(wide_text(payload, 8).unwrap_or_default()),
            END_OF_SHEETS => break,
            _ => {}
        }
    }
    ids
}

fn wide_text(payload: &[u8], at: usize) -> Option<String> {
    let length = usize::try_from(word(payload, at)?).ok()?;
    let bytes = payload.get(at + 4..)?.get(..length.checked_mul(2)?)?;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)))
        .collect();
    Some(String::from_utf16_lossy(&units))
}

/// Walks a sheet; what is cut off or damaged is met again by calamine.
pub(crate) fn of_sheet<R: Read>(sheet: R) -> SheetFacts {
    let mut records = Records::new(sheet);
    let mut hidden_rows = Vec::new();
    let mut oddities = BTreeMap::new();
    let mut row = 0_u32;
    while let Ok((kind, payload)) = records.next() {
        match kind {
            ROW_HEADER => {
                row = word(payload, 0).unwrap_or(0).saturating_add(1);
                if payload.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                    hidden_rows.push(row);
                }
            }
            CELL_ERROR | FORMULA_ERROR => {
                if let (Some(column), Some(code)) = (word(payload, 0), payload.get(8)) {
                    oddities.insert((row, column), Oddity::Error(error_text(*code).to_owned()));
                }
            }
            END_OF_ROWS => break,
            _ => {}
        }
    }
    hidden_rows.sort_unstable();
    SheetFacts {
        hidden_rows,
        oddities,
    }
}

fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => UNTRUSTED,
    }
}

#[cfg(test)]
mod tests {
    use crate::intake::workbook::facts::Oddity;
    use crate::intake::workbook::xlsb_facts::{of_sheet, sheet_ids};

    fn record(kind: u8, payload: &[u8]) -> Vec<u8> {
        let mut bytes = vec![kind, u8::try_from(payload.len()).unwrap()];
        bytes.extend_from_slice(payload);
        bytes
    }

    #[test]
    fn hidden_rows_and_errors_of_formulas_are_known() {
        let mut row = vec![0_u8; 17];
        row[0] = 4;
        row[11] = 0x10;
        let mut cell = vec![0_u8; 11];
        cell[0] = 2;
        cell[8] = 0x17;
        let bytes = [record(0, &row), record(11, &cell), vec![0x92, 0x01, 0]].concat();
        let facts = of_sheet(bytes.as_slice());
        assert_eq!(facts.hidden_rows, [5]);
        let odd: Vec<_> = facts.oddities.into_iter().collect();
        assert_eq!(odd, [((5, 2), Oddity::Error("#REF!".to_owned()))]);
    }

    #[test]
    fn sheets_are_named_by_their_relationship() {
        let mut payload = vec![0_u8; 8];
        payload.extend_from_slice(&[2, 0, 0, 0, b'r', 0, b'7', 0]);
        let mut bytes = vec![0x9C, 0x01, u8::try_from(payload.len()).unwrap()];
        bytes.extend_from_slice(&payload);
        assert_eq!(sheet_ids(bytes.as_slice()), ["r7"]);
        assert!(sheet_ids(&bytes[..5]).is_empty());
    }
}

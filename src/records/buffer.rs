//! The rows of one table, kept compactly until the table ends.
//!
//! The order of day and month is settled by the whole column, so no row can be read before the last one was seen.

use crate::intake::Cell;
use crate::provenance::Origin;

/// A cell in 16 bytes; texts lie in one shared string.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Kept {
    Empty,
    Text { start: u32, length: u32 },
    Error { start: u32, length: u32 },
    Number(f64),
    Date1900(f64),
    Date1904(f64),
    Bool(bool),
    FormulaWithoutValue,
}

#[derive(Clone, Copy, Debug)]
struct Head {
    origin: Origin,
    /// Where the texts of the row begin.
    texts: usize,
    joined_name: Kept,
}

/// The rows of one table.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    width: usize,
    heads: Vec<Head>,
    cells: Vec<Kept>,
    texts: String,
}

/// A row as it was handed over.
#[derive(Debug)]
pub(super) struct BufferedRow<'a> {
    pub(super) origin: Origin,
    pub(super) cells: Vec<Option<Cell<'a>>>,
    pub(super) joined_name: Option<Cell<'a>>,
}

impl Buffer {
    /// A buffer for rows of so many cells.
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// Keeps a row; cells beyond the width are no part of the table.
    pub(super) fn push(
        &mut self,
        origin: Origin,
        cells: &[Option<Cell<'_>>],
        joined_name: Option<Cell<'_>>,
    ) {
        let texts = self.texts.len();
        for at in 0..self.width {
            let kept = self.keep(texts, cells.get(at).copied().flatten());
            self.cells.push(kept);
        }
        let joined_name = self.keep(texts, joined_name);
        self.heads.push(Head {
            origin,
            texts,
            joined_name,
        });
    }

    fn keep(&mut self, row: usize, cell: Option<Cell<'_>>) -> Kept {
        match cell {
            None => Kept::Empty,
            Some(Cell::Text(text)) => {
                self.keep_text(row, text)
                    .map_or(Kept::FormulaWithoutValue, |(start, length)| Kept::Text {
                        start,
                        length,
                    })
            }
            Some(Cell::Error(text)) => {
                self.keep_text(row, text)
                    .map_or(Kept::FormulaWithoutValue, |(start, length)| Kept::Error {
                        start,
                        length,
                    })
            }
            Some(Cell::Number(number)) => Kept::Number(number),
            Some(Cell::Date { serial, is_1904 }) if is_1904 => Kept::Date1904(serial),
            Some(Cell::Date { serial, .. }) => Kept::Date1900(serial),
            Some(Cell::Bool(value)) => Kept::Bool(value),
            Some(Cell::FormulaWithoutValue) => Kept::FormulaWithoutValue,
        }
    }

    /// Where a text lies within its row. A row of more than 4 GiB does not get past the reader's limits.
    fn keep_text(&mut self, row: usize, text: &str) -> Option<(u32, u32)> {
        let start = u32::try_from(self.texts.len().checked_sub(row)?).ok()?;
        let length = u32::try_from(text.len()).ok()?;
        self.texts.push_str(text);
        Some((start, length))
    }

    /// The rows, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = BufferedRow<'_>> {
        self.heads.iter().enumerate().map(|(at, head)| {
            let start = at.saturating_mul(self.width);
            let cells = self
                .cells
                .get(start..start.saturating_add(self.width))
                .unwrap_or_default();
            BufferedRow {
                origin: head.origin,
                cells: cells.iter().map(|kept| self.cell(*head, *kept)).collect(),
                joined_name: self.cell(*head, head.joined_name),
            }
        })
    }

    fn cell(&self, head: Head, kept: Kept) -> Option<Cell<'_>> {
        Some(match kept {
            Kept::Empty => return None,
            Kept::Text { start, length } => Cell::Text(self.text(head, start, length)),
            Kept::Error { start, length } => Cell::Error(self.text(head, start, length)),
            Kept::Number(number) => Cell::Number(number),
            Kept::Date1900(serial) => Cell::Date {
                serial,
                is_1904: false,
            },
            Kept::Date1904(serial) => Cell::Date {
                serial,
                is_1904: true,
            },
            Kept::Bool(value) => Cell::Bool(value),
            Kept::FormulaWithoutValue => Cell::FormulaWithoutValue,
        })
    }

    fn text(&self, head: Head, start: u32, length: u32) -> &str {
        let place = |offset: u32| usize::try_from(offset).ok();
        place(start)
            .zip(place(length))
            .and_then(|(start, length)| {
                let start = head.texts.checked_add(start)?;
                self.texts.get(start..start.checked_add(length)?)
            })
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were_handed_over() {
        let date = |is_1904| Cell::Date {
            serial: 44_256.5,
            is_1904,
        };
        let first = [
            Some(Cell::Text("Zoë")),
            None,
            Some(date(false)),
            Some(date(true)),
        ];
        let second = [
            Some(Cell::Error("#N/A")),
            Some(Cell::FormulaWithoutValue),
            Some(Cell::Bool(true)),
            Some(Cell::Number(37.5)),
        ];
        let mut buffer = Buffer::new(4);
        let origin = |row| Origin {
            file: 1,
            sheet: 2,
            block: 3,
            row,
        };
        buffer.push(origin(5), &first, Some(Cell::Text("Roy, Zoë")));
        buffer.push(origin(6), &second, None);
        let rows: Vec<_> = buffer.rows().collect();
        assert_eq!(rows[0].origin, origin(5));
        assert_eq!(rows[0].cells, first);
        assert_eq!(rows[0].joined_name, Some(Cell::Text("Roy, Zoë")));
        assert_eq!(rows[1].cells, second);
        assert_eq!(rows[1].joined_name, None);
    }
}

//! A large text read in sections, each by a thread of its own: it is cut where records end, as far as can be seen from there.
//!
//! A line end can also stand within quotation marks, and what a row is can hang on those before it. So a section is taken in only if
//! the one before it ended exactly at the border, between two records, below the headings of the same table; else all is read again
//! by one thread. That is how it is known that the rows and problems are the same.

use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::thread;

use memchr::memchr;

use crate::intake::bytes::{Bytes, BytesReader};
use crate::intake::file::ReadOptions;
use crate::intake::fingerprint::Fingerprint;
use crate::intake::limits::{Budget, Spent};
use crate::intake::pieces::{Pieces, Sizes};
use crate::intake::reading::{Part, Reading};
use crate::intake::row::RowVisitor;

/// How far a line end is looked for behind the place where a text is to be cut.
const WINDOW: u64 = 256 << 10;

/// A text that is to be read in sections.
pub(crate) struct Sections<'a, V> {
    pub(crate) bytes: Bytes<'a>,
    pub(crate) file: u32,
    pub(crate) options: &'a ReadOptions<'a>,
    pub(crate) tabs_first: bool,
    pub(crate) sizes: Sizes,
    pub(crate) make: &'a (dyn Fn() -> V + Sync),
}

/// What one section gave.
struct Section<V> {
    part: Part<V>,
    rows: u32,
}

impl<V: RowVisitor + Send> Sections<'_, V> {
    /// Reads the text in as many sections as the options say, and hashes it at the same time; nothing if it is to be read by one thread.
    pub(crate) fn read(&self, spent: &Spent) -> Option<(Fingerprint, Part<V>)> {
        let ranges = self.cut(self.options.sections)?;
        let (first, further) = ranges.split_first()?;
        let (visitors, delimiter) = self.visitors(first, further.len())?;
        let (hashed, sections) = thread::scope(|scope| {
            let whole = || Fingerprint::of_all(self.bytes.reader(), self.options.stopwatch);
            let hashed = scope.spawn(whole);
            let further: Vec<_> = visitors
                .into_iter()
                .zip(further)
                .map(|(visitor, range)| {
                    scope.spawn(move || self.further(range, visitor, delimiter, spent))
                })
                .collect();
            let mut sections = vec![self.first(first, spent)];
            sections.extend(further.into_iter().map(|thread| thread.join().ok()?));
            let sections: Option<Vec<Section<V>>> = sections.into_iter().collect();
            Some((hashed.join().ok()?.ok()?, sections?))
        })?;
        Some((hashed, self.joined(sections)?))
    }

    /// The ranges between the first line ends behind equal shares.
    fn cut(&self, count: u64) -> Option<Vec<Range<u64>>> {
        let end = self.bytes.len();
        let mut ranges = Vec::new();
        let mut start = 0;
        for section in 1..count {
            let share = end.checked_div(count)?.checked_mul(section)?;
            let mut window = Vec::new();
            let mut reader = self.reader(&(share..end.min(share.saturating_add(WINDOW))))?;
            reader.read_to_end(&mut window).ok()?;
            let line_end = memchr(b'\n', &window)?;
            let border = share
                .checked_add(u64::try_from(line_end).ok()?)?
                .checked_add(1)?;
            ranges.push(start..border);
            start = border;
        }
        ranges.push(start..end);
        let all_hold_something = ranges.iter().all(|range| !range.is_empty());
        (ranges.len() > 1 && all_hold_something).then_some(ranges)
    }

    fn reader(&self, range: &Range<u64>) -> Option<std::io::Take<BytesReader<'_>>> {
        let mut reader = self.bytes.reader();
        reader.seek(SeekFrom::Start(range.start)).ok()?;
        Some(reader.take(range.end.saturating_sub(range.start)))
    }

    /// Visitors for the sections below the first, and the delimiter: the first piece is read only to know what is below it.
    fn visitors(&self, first: &Range<u64>, count: usize) -> Option<(Vec<V>, u8)> {
        let mut source = self.reader(first)?;
        let budget = Budget::new(self.options.limits, self.options.stopwatch);
        let mut delimiter = None;
        let head = Part::read(self.file, budget, (self.make)(), |reading| {
            let mut pieces = self.begin(&mut source, reading)?;
            delimiter = Some(pieces.delimiter());
            pieces.hand_over(false, reading).ok()
        })?;
        let visitors = (0..count).map(|_| head.visitor.further_down()).collect();
        Option::zip(visitors, delimiter)
    }

    fn begin<'r>(&self, source: &'r mut dyn Read, reading: &mut Reading<'_>) -> Option<Pieces<'r>> {
        Pieces::begin(
            source,
            self.options.text,
            self.tabs_first,
            self.sizes,
            reading,
        )
        .ok()
    }

    fn first(&self, range: &Range<u64>, spent: &Spent) -> Option<Section<V>> {
        self.section(range, (self.make)(), spent, |source, reading| {
            self.begin(source, reading)
        })
    }

    fn further(
        &self,
        range: &Range<u64>,
        visitor: V,
        delimiter: u8,
        spent: &Spent,
    ) -> Option<Section<V>> {
        self.section(range, visitor, spent, |source, reading| {
            reading.text_goes_on();
            Some(Pieces::further_down(source, delimiter, self.sizes))
        })
    }

    fn section(
        &self,
        range: &Range<u64>,
        visitor: V,
        spent: &Spent,
        begin: impl for<'r> FnOnce(&'r mut dyn Read, &mut Reading<'_>) -> Option<Pieces<'r>>,
    ) -> Option<Section<V>> {
        let mut source = self.reader(range)?;
        let budget = Budget::of_part(self.options.limits, self.options.stopwatch, spent);
        let last = range.end == self.bytes.len();
        let mut rows = 0;
        let part = Part::read(self.file, budget, visitor, |reading| {
            let mut pieces = begin(&mut source, reading)?;
            pieces.all(last, reading).ok()?;
            rows = pieces.rows();
            (last || pieces.are_done_with()).then_some(())
        })?;
        Some(Section { part, rows })
    }

    /// Takes the sections in, from the first down.
    fn joined(&self, sections: Vec<Section<V>>) -> Option<Part<V>> {
        let mut sections = sections.into_iter();
        let Section { mut part, mut rows } = sections.next()?;
        for further in sections {
            part.take_in(further.part, rows)?;
            rows = rows.checked_add(further.rows)?;
        }
        part.sheet_ends(self.file, Budget::new(self.options.limits, None));
        Some(part)
    }
}

#[cfg(test)]
#[path = "sections_tests.rs"]
mod tests;

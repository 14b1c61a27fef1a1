//! Header rows that were judged before, and names of sheets that were read: exports repeat the same, file after file.
//!
//! Only a memory, one for each thread: how a header row is read depends on its texts, the line above it, the names around it and the
//! rules of the configuration alone. All of these are compared, so nothing changes if it is judged again.

use super::header_row::Judged;
use super::mapping::FileRules;
use super::owned::OwnedRow;
use super::plan::Naming;
use super::sheet::SheetName;
use indexmap::{Equivalent, IndexMap};
use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

/// So many names of sheets are remembered; longer ones than most programs allow are not.
const MOST_NAMES: usize = 32;
const LONGEST_NAME: usize = 128;

/// So many header rows are remembered; a firm has a few forms of export, with some sheets each.
const MOST: usize = 256;

/// Longer header rows are judged each time, so that the memory stays small.
const LONGEST: usize = 16_384;

type Memory = IndexMap<Kept, Arc<Judged>, foldhash::fast::RandomState>;

thread_local! {
    static JUDGED: RefCell<Memory> = RefCell::default();
    static NAMES: RefCell<Vec<(Box<str>, Rc<SheetName>)>> = const { RefCell::new(Vec::new()) };
}

/// What the name of a sheet says.
pub(super) fn sheet_name(name: &str) -> Rc<SheetName> {
    let known = NAMES.with_borrow(|names| {
        let mut known = names.iter();
        let known = known.find(|(known, _)| **known == *name);
        known.map(|(_, says)| Rc::clone(says))
    });
    known.unwrap_or_else(|| {
        let says = Rc::new(SheetName::of(name));
        if name.len() <= LONGEST_NAME {
            NAMES.with_borrow_mut(|names| {
                if names.len() >= MOST_NAMES {
                    names.clear();
                }
                names.push((name.into(), Rc::clone(&says)));
            });
        }
        says
    })
}

/// A row that is looked at, with all that its reading depends on.
pub(super) struct Sought<'a> {
    /// The row.
    pub row: &'a OwnedRow,
    /// The line above it, if that is read with it.
    pub above: Option<&'a OwnedRow>,
    /// What the names around it say.
    pub naming: Naming,
    /// What the configuration says of the file.
    pub rules: &'a FileRules,
}

/// A row as it is remembered.
#[derive(PartialEq, Eq)]
struct Kept {
    row: Line,
    above: Option<Line>,
    naming: Naming,
    rules: FileRules,
}

/// What the reading of headings takes from a row.
#[derive(PartialEq, Eq)]
struct Line {
    number: u32,
    filled: usize,
    texts: Vec<(u32, Box<str>)>,
}

impl Line {
    fn of(row: &OwnedRow) -> Self {
        let texts = row.texts().map(|(column, text)| (column, text.into()));
        Self {
            number: row.number,
            filled: row.filled(),
            texts: texts.collect(),
        }
    }

    fn texts(&self) -> impl Iterator<Item = (u32, &str)> {
        self.texts.iter().map(|(column, text)| (*column, &**text))
    }

    fn is(&self, row: &OwnedRow) -> bool {
        let same = self.number == row.number && self.filled == row.filled();
        same && self.texts().eq(row.texts())
    }
}

/// Rows with the same texts in the same places give the same; the rest is told apart when it is compared.
fn hash_texts<'a, H: Hasher>(texts: impl Iterator<Item = (u32, &'a str)>, state: &mut H) {
    for (column, text) in texts {
        state.write_u32(column);
        state.write(text.as_bytes());
    }
}

impl Hash for Sought<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.naming.hash(state);
        hash_texts(self.row.texts(), state);
        hash_texts(self.above.into_iter().flat_map(OwnedRow::texts), state);
    }
}

impl Hash for Kept {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.naming.hash(state);
        hash_texts(self.row.texts(), state);
        hash_texts(self.above.iter().flat_map(Line::texts), state);
    }
}

impl Equivalent<Kept> for Sought<'_> {
    fn equivalent(&self, kept: &Kept) -> bool {
        let above = match (&kept.above, self.above) {
            (Some(kept), Some(above)) => kept.is(above),
            (None, None) => true,
            _ => false,
        };
        above && self.naming == kept.naming && kept.row.is(self.row) && *self.rules == kept.rules
    }
}

/// How a row was read before.
pub(super) fn recall(sought: &Sought<'_>) -> Option<Arc<Judged>> {
    JUDGED.with_borrow(|memory| memory.get(sought).cloned())
}

/// Remembers how a row is read.
pub(super) fn keep(sought: &Sought<'_>, judged: &Arc<Judged>) {
    let texts = sought
        .row
        .texts()
        .chain(sought.above.into_iter().flat_map(OwnedRow::texts));
    if texts.map(|(_, text)| text.len()).sum::<usize>() > LONGEST {
        return;
    }
    let kept = Kept {
        row: Line::of(sought.row),
        above: sought.above.map(Line::of),
        naming: sought.naming,
        rules: sought.rules.clone(),
    };
    JUDGED.with_borrow_mut(|memory| {
        if memory.len() >= MOST {
            memory.clear();
        }
        memory.insert(kept, Arc::clone(judged));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Cell;
    use crate::provenance::Table;
    use crate::recognition::header_row::{Look, look};
    use crate::recognition::mapping::{FileMapping, Mapping, OneOrMany};

    fn row(number: u32, texts: &[(u32, &str)]) -> OwnedRow {
        let cells: Vec<_> = texts
            .iter()
            .map(|(at, text)| (*at, Cell::Text(text)))
            .collect();
        OwnedRow::copy(number, &cells)
    }

    fn rules(target: &str) -> FileRules {
        let file = FileMapping {
            pattern: "*".to_owned(),
            headings: [("Paid".to_owned(), OneOrMany::One(target.to_owned()))].into(),
            ..FileMapping::default()
        };
        Mapping::new(&[file]).unwrap().rules(&["a.csv"])
    }

    /// How a row is read, as text that shows every difference.
    fn told(rows: &[OwnedRow], naming: Naming, rules: &FileRules) -> String {
        match look(rows, rows.len() - 1, naming, rules) {
            Look::Header(header) => format!(
                "{} {:?} {:?} {}",
                header.line, header.headings, header.plans, header.solid
            ),
            Look::Tie(..) | Look::Other => "none".to_owned(),
        }
    }

    const JOBS: [(u32, &str); 4] = [
        (0, "Client ID"),
        (1, "Employer"),
        (2, "Start date"),
        (3, "Paid"),
    ];

    #[test]
    fn what_differs_in_anything_is_judged_anew() {
        let plain = Naming::default();
        let named = Naming {
            sheet: Some(Table::Employment),
            ..plain
        };
        let moved = JOBS.map(|(column, text)| (column + 1, text));
        let other = JOBS.map(|(column, text)| (column, text.replace("Employer", "School")));
        let other = other.each_ref().map(|(column, text)| (*column, &**text));
        let mut numbered = row(1, &JOBS);
        numbered = {
            let mut cells = numbered.cells();
            cells.push((9, Cell::Number(1.0)));
            OwnedRow::copy(1, &cells)
        };
        let above = |text| vec![row(1, &[(1, text)]), row(2, &JOBS)];
        let none = FileRules::default();
        let cases: Vec<(Vec<OwnedRow>, Naming, FileRules)> = vec![
            (vec![row(1, &JOBS)], plain, none.clone()),
            (vec![row(1, &JOBS)], named, none.clone()),
            (vec![row(1, &JOBS)], plain, rules("employment.pay")),
            (vec![row(1, &JOBS)], plain, rules("ignore")),
            (vec![row(2, &JOBS)], plain, none.clone()),
            (vec![row(1, &moved)], plain, none.clone()),
            (vec![row(1, &other)], plain, none.clone()),
            (vec![numbered], plain, none.clone()),
            (above("Work permit"), plain, none.clone()),
            (above("Job"), plain, none),
        ];
        let fresh = |case: &(Vec<OwnedRow>, Naming, FileRules)| {
            JUDGED.with_borrow_mut(Memory::clear);
            told(&case.0, case.1, &case.2)
        };
        let expected: Vec<String> = cases.iter().map(fresh).collect();
        for _ in 0..2 {
            for (case, expected) in cases.iter().zip(&expected) {
                assert_eq!(told(&case.0, case.1, &case.2), *expected);
            }
        }
        assert!(expected.iter().all(|told| told != "none"));
        let several: std::collections::BTreeSet<&String> = expected.iter().collect();
        assert!(several.len() >= 9, "{several:#?}");
    }

    #[test]
    fn the_memory_stays_small() {
        JUDGED.with_borrow_mut(Memory::clear);
        for number in 1..2_000 {
            told(
                &[row(number, &JOBS)],
                Naming::default(),
                &FileRules::default(),
            );
        }
        let long = "x".repeat(LONGEST);
        let mut texts = JOBS.to_vec();
        texts.push((4, &long));
        let before = JUDGED.with_borrow(Memory::len);
        told(&[row(1, &texts)], Naming::default(), &FileRules::default());
        assert!(before <= MOST && JUDGED.with_borrow(Memory::len) == before);
    }

    #[test]
    fn rows_of_data_are_not_remembered() {
        JUDGED.with_borrow_mut(Memory::clear);
        let data = [(0, "C-1"), (1, "Maple Bakery"), (2, "yes")];
        assert_eq!(
            told(&[row(1, &data)], Naming::default(), &FileRules::default()),
            "none"
        );
        assert_eq!(JUDGED.with_borrow(Memory::len), 0);
    }

    #[test]
    fn a_name_says_the_same_again_and_few_are_remembered() {
        for _ in 0..2 {
            let says = sheet_name("Work Permits");
            assert_eq!(
                (&*says.normal, says.table),
                ("work permits", Some(Table::Permits))
            );
            assert!(!says.of_other_people);
            let says = sheet_name("Spouse's jobs");
            assert!(says.of_other_people && says.normal == "spouse s jobs");
        }
        for number in 0..100 {
            sheet_name(&format!("Sheet{number}"));
        }
        sheet_name(&"x".repeat(LONGEST_NAME + 1));
        let lengths = NAMES.with_borrow(|names| {
            let lengths = names.iter().map(|(name, _)| name.len());
            lengths.collect::<Vec<usize>>()
        });
        assert!(lengths.len() <= MOST_NAMES);
        assert!(lengths.iter().all(|length| *length <= LONGEST_NAME));
    }
}

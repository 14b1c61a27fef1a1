//! What goes wrong in cells and rows: one kind after the other, as far as the table has such a cell.

use super::cell::Cell;
use super::random::Random;
use landed::provenance::Table;

/// What is done to a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Damage {
    NoDate,
    ImpossibleDate,
    ShortYear,
    AmbiguousDate,
    MonthOnly,
    Inverted,
    Hours,
    UnknownWord,
    MissingId,
    BlankNeeded,
    UnknownCode,
    Score,
    ControlCharacters,
    Formula,
    Overlong,
    ErrorValue,
    Contradiction,
    Duplicate,
    RepeatedHeadings,
    Empty,
}

/// All kinds, in turn.
const ALL: [Damage; 20] = [
    Damage::NoDate,
    Damage::ImpossibleDate,
    Damage::ShortYear,
    Damage::AmbiguousDate,
    Damage::MonthOnly,
    Damage::Inverted,
    Damage::Hours,
    Damage::UnknownWord,
    Damage::MissingId,
    Damage::BlankNeeded,
    Damage::UnknownCode,
    Damage::Score,
    Damage::ControlCharacters,
    Damage::Formula,
    Damage::Overlong,
    Damage::ErrorValue,
    Damage::Contradiction,
    Damage::Duplicate,
    Damage::RepeatedHeadings,
    Damage::Empty,
];

const DATES: [&str; 12] = [
    "date_of_birth",
    "invitation_date",
    "application_date",
    "start_date",
    "end_date",
    "valid_from",
    "valid_to",
    "applied_on",
    "completed_on",
    "test_date",
    "left_on",
    "returned_on",
];
const WORDS: [&str; 12] = [
    "intended_province",
    "duties_confirmed",
    "noc_version",
    "pay",
    "employment_type",
    "country",
    "permit_type",
    "decision",
    "full_time",
    "test",
    "score_scale",
    "kind",
];
const TEXTS: [&str; 8] = [
    "family_name",
    "responsible",
    "employer",
    "permit_number",
    "institution",
    "registration_number",
    "reason",
    "kind",
];

impl Damage {
    /// What is done to a row, if anything; it follows from the place of the row alone.
    pub fn of(table: Table, random: &mut Random, of_a_million: u64) -> Option<Self> {
        if of_a_million <= random.below(1_000_000) {
            return None;
        }
        let drawn = random.position(ALL.len());
        let mut from_there = ALL.iter().cycle().skip(drawn);
        from_there.find(|kind| kind.fits(table)).copied()
    }

    fn fits(self, table: Table) -> bool {
        match self {
            Self::Inverted => !matches!(table, Table::Applicants | Table::LanguageTests),
            Self::Hours | Self::UnknownCode => table == Table::Employment,
            Self::Score => table == Table::LanguageTests,
            Self::UnknownWord => table != Table::Absences,
            Self::Contradiction => matches!(table, Table::Employment | Table::Permits),
            Self::BlankNeeded => 1 < table.required().len(),
            _ => true,
        }
    }

    /// Does it to the cells of a row.
    pub fn do_to(self, table: Table, cells: &mut [Cell<'_>], random: &mut Random) {
        if let Some((columns, texts)) = self.texts() {
            return set(table, cells, random, columns, texts);
        }
        match self {
            Self::Inverted => inverted(table, cells),
            Self::MissingId => put(cells, 0, Cell::Blank),
            Self::BlankNeeded => blank_needed(table, cells, random),
            Self::Overlong => overlong(table, cells, random),
            Self::ErrorValue => error_value(table, cells, random),
            Self::Contradiction => contradiction(table, cells),
            Self::RepeatedHeadings => {
                for (cell, name) in cells.iter_mut().zip(table.columns()) {
                    *cell = Cell::Word(name);
                }
            }
            Self::Empty => cells.fill(Cell::Blank),
            _ => {}
        }
    }

    /// Where it is no more than a wrong text: the columns it can stand in, and the texts.
    const fn texts(self) -> Option<(&'static [&'static str], &'static [&'static str])> {
        match self {
            Self::NoDate => Some((&DATES, &["soon", "TBD", "see file", "12"])),
            Self::ImpossibleDate => Some((&DATES, &IMPOSSIBLE)),
            Self::ShortYear => Some((&DATES, &["03/04/24", "5-6-25", "1/2/23"])),
            Self::AmbiguousDate => Some((&DATES, &["03/04/2024", "05/06/2025"])),
            Self::MonthOnly => Some((&DATES, &["2024-03", "March 2025", "2023-11"])),
            Self::Hours => Some((&["hours_per_week"], &HOURS)),
            Self::UnknownWord => Some((&WORDS, &["maybe later", "blue card", "???", "à vérifier"])),
            Self::UnknownCode => Some((&["noc_code"], &["99999", "1234567", "21A31", "none"])),
            Self::Score => Some((&SCORES, &["13.7", "pass", "-1", "CLB 9", "6.3"])),
            Self::ControlCharacters => Some((&TEXTS, &CONTROL)),
            Self::Formula => Some((&TEXTS, &FORMULAS)),
            _ => None,
        }
    }
}

const IMPOSSIBLE: [&str; 4] = ["2024-02-30", "2025-13-01", "2023-00-10", "31/11/2024"];
const HOURS: [&str; 9] = [
    "full time",
    "varies",
    "400",
    "-8",
    "35-40",
    "30+",
    "1O",
    "37,5 h",
    "4O hours",
];
const SCORES: [&str; 4] = ["listening", "reading", "writing", "speaking"];
const CONTROL: [&str; 5] = [
    "bell\u{7}inside",
    "two\nlines",
    "a\ttab",
    "\u{200b}hidden\u{feff}",
    "vertical\u{b}tab",
];
const FORMULAS: [&str; 5] = [
    "=1+1",
    "=HYPERLINK(\"http://example.invalid\",\"x\")",
    "@SUM(A1)",
    "+1-800",
    "-2+3",
];

fn put<'a>(cells: &mut [Cell<'a>], at: usize, value: Cell<'a>) {
    if let Some(cell) = cells.get_mut(at) {
        *cell = value;
    }
}

/// Writes one of some texts into one of the named columns that the table has.
fn set<'a>(
    table: Table,
    cells: &mut [Cell<'a>],
    random: &mut Random,
    names: &[&str],
    texts: &[&'a str],
) {
    let columns: Vec<usize> = names.iter().filter_map(|name| table.column(name)).collect();
    if !columns.is_empty() {
        let at = random.pick(&columns);
        put(cells, at, Cell::Word(random.pick(texts)));
    }
}

fn inverted(table: Table, cells: &mut [Cell<'_>]) {
    let pairs = [
        ("start_date", "end_date"),
        ("valid_from", "valid_to"),
        ("start_date", "completed_on"),
        ("left_on", "returned_on"),
    ];
    for (first, last) in pairs {
        if let (Some(first), Some(last)) = (table.column(first), table.column(last))
            && let Some(Cell::Date(day)) = cells.get(first)
        {
            let before = day.plus_days(-40);
            put(cells, last, Cell::Date(before));
            return;
        }
    }
}

fn blank_needed(table: Table, cells: &mut [Cell<'_>], random: &mut Random) {
    let needed = table.required();
    let name = needed[1 + random.position(needed.len() - 1)];
    if let Some(at) = table.column(name) {
        put(cells, at, Cell::Blank);
    }
}

fn overlong(table: Table, cells: &mut [Cell<'_>], random: &mut Random) {
    let length = if random.chance(20) { 8_000 } else { 350 };
    let columns: Vec<usize> = TEXTS.iter().filter_map(|name| table.column(name)).collect();
    let at = random.pick(&columns);
    put(cells, at, Cell::Text("déjà vu ".repeat(length / 8)));
}

fn error_value(table: Table, cells: &mut [Cell<'_>], random: &mut Random) {
    let at = 1 + random.position(table.columns().len() - 1);
    put(
        cells,
        at,
        Cell::Word(random.pick(&["#REF!", "#N/A", "#VALUE!", "#DIV/0!"])),
    );
}

fn contradiction(table: Table, cells: &mut [Cell<'_>]) {
    let changes = match table {
        Table::Permits => [("decision", "pending"), ("decision", "pending")],
        _ => [("country", "Brazil"), ("province", "ON")],
    };
    for (name, text) in changes {
        if let Some(at) = table.column(name) {
            put(cells, at, Cell::Word(text));
        }
    }
}

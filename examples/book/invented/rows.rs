//! The rows of a table in the order wanted, made one by one, with what is wrong in them; and how many there were.

use super::cell::Cell;
use super::damage::Damage;
use super::order::Order;
use super::person::{Person, World};
use super::random::Random;
use super::story::person;
use landed::provenance::Table;
use std::collections::BTreeMap;
use std::ops::Range;

/// No applicant has more rows in any table.
pub const MOST: u64 = 10;

/// How many rows an applicant can have in a table.
pub const fn most(table: Table) -> u64 {
    match table {
        Table::Applicants => 1,
        Table::Employment => MOST,
        Table::Permits => 8,
        Table::Studies | Table::LanguageTests => 3,
        Table::Absences | Table::Leaves => 2,
    }
}

/// How the rows are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Rows with something wrong, in a million.
    pub damaged: u64,
    /// Whether the rows stand in random order or by applicant.
    pub random: bool,
}

/// The rows of one table.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Count {
    /// Rows with something in them: what a reader must account for.
    pub rows: u64,
    /// Of these, rows with something wrong.
    pub damaged: u64,
    /// Of these, rows that repeat the one before.
    pub repeated: u64,
    /// Of these, rows that repeat the headings.
    pub headings: u64,
    /// Rows with nothing in them, not counted above.
    pub empty: u64,
}

impl Count {
    /// Counts a row.
    fn add(&mut self, damage: Option<Damage>) {
        match damage {
            Some(Damage::Empty) => return self.empty += 1,
            Some(Damage::Duplicate) => {
                self.rows += 1;
                self.repeated += 1;
            }
            Some(Damage::RepeatedHeadings) => self.headings += 1,
            _ => {}
        }
        self.rows += 1;
        self.damaged += u64::from(damage.is_some());
    }

    /// The rows of a sheet that this many take.
    pub const fn lines(&self) -> u64 {
        self.rows + self.empty
    }

    /// Adds those of another part.
    pub const fn join(&mut self, other: Self) {
        self.rows += other.rows;
        self.damaged += other.damaged;
        self.repeated += other.repeated;
        self.headings += other.headings;
        self.empty += other.empty;
    }
}

/// What was made, by table.
pub type Tally = BTreeMap<&'static str, Count>;

/// Where a row's own random numbers begin.
fn source(world: &World, table: Table, index: u64, at: u64) -> Random {
    let number = Table::ALL.iter().position(|one| *one == table);
    Random::of([world.seed, index, 1 + number.unwrap_or(0) as u64, at])
}

/// Counts the rows of an applicant in a table.
pub fn count(world: &World, wanted: Wanted, table: Table, person: &Person) -> Count {
    let mut count = Count::default();
    for at in 0..person.rows(table) as u64 {
        let mut random = source(world, table, person.index, at);
        count.add(Damage::of(table, &mut random, wanted.damaged));
    }
    count
}

/// Makes the rows of a table for some applicants and hands them over; an empty one as blank cells.
pub fn each<E>(
    world: &World,
    wanted: Wanted,
    table: Table,
    applicants: Range<u64>,
    mut take: impl FnMut(&[Cell<'_>]) -> Result<(), E>,
) -> Result<Count, E> {
    let mut count = Count::default();
    let most = most(table);
    let slots = (applicants.end - applicants.start) * most;
    let order = Order::of(slots, wanted.random.then_some(world.seed ^ most));
    let mut now: Option<Person> = None;
    for slot in order.numbers() {
        let (index, place) = (applicants.start + slot / most, slot % most);
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        let known = now.take().filter(|person| person.index == index);
        let told = known.unwrap_or_else(|| person(world, index));
        if at < told.rows(table) {
            let mut random = source(world, table, index, place);
            let damage = Damage::of(table, &mut random, wanted.damaged);
            let mut cells = told.row(world, table, at);
            if let Some(damage) = damage {
                damage.do_to(table, &mut cells, &mut random);
            }
            count.add(damage);
            take(&cells)?;
            if damage == Some(Damage::Duplicate) {
                take(&cells)?;
            }
        }
        now = Some(told);
    }
    Ok(count)
}

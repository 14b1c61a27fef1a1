//! A book of invented applicants, made row by row from a seed: no row needs another, so any size fits into memory.

mod cell;
mod damage;
mod delimited;
mod order;
mod person;
mod random;
mod rows;
mod story;
mod telling;
mod tests_taken;
mod words;
mod workbook;

pub use rows::{Tally, Wanted};

use landed::calendar::Day;
use person::World;
use rayon::prelude::*;
use std::path::Path;
use words::Occupations;

/// What can go wrong is shown and ends the program.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// The form of a book.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// One text file per table.
    Csv,
    /// One workbook with a sheet per table, or several where a sheet would overflow.
    Xlsx,
    /// One workbook per applicant.
    Small,
}

/// A book to make.
#[derive(Clone, Copy, Debug)]
pub struct Book {
    /// How many applicants.
    pub applicants: u64,
    /// Same seed, same bytes.
    pub seed: u64,
    /// The day that the stories lead up to.
    pub as_of: Day,
    /// The form.
    pub form: Form,
    /// How the rows are wanted.
    pub wanted: Wanted,
}

impl Book {
    /// Writes it into a folder and counts its rows.
    pub fn write(&self, folder: &Path) -> Outcome<Tally> {
        std::fs::create_dir_all(folder)?;
        let world = World {
            seed: self.seed,
            as_of: self.as_of,
            noc2021: Occupations::of(2021, "2021", 5),
            noc2016: Occupations::of(2016, "2016", 4),
        };
        match self.form {
            Form::Csv => delimited::write(folder, &world, self.wanted, &(0..self.applicants)),
            Form::Xlsx => workbook::write(folder, &world, self.wanted, self.applicants),
            Form::Small => self.small(folder, &world),
        }
    }

    fn small(&self, folder: &Path, world: &World) -> Outcome<Tally> {
        let one = |index: u64| {
            let path = folder.join(format!("C{:07}.xlsx", index + 1));
            let tally = workbook::write_one(&path, world, self.wanted, &(index..index + 1));
            tally.map_err(|error| error.to_string())
        };
        let tallies: Result<Vec<Tally>, String> =
            (0..self.applicants).into_par_iter().map(one).collect();
        let mut sum = Tally::new();
        for (table, count) in tallies?.into_iter().flatten() {
            sum.entry(table).or_default().join(count);
        }
        Ok(sum)
    }
}

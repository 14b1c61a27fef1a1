//! The book of all case files at once, for those who need them side by side.

use super::Book;
use super::cabinet::Cabinet;
use super::tally::Tallies;
use crate::finding::{FirmAssumptions, Problem, ProblemCode};
use crate::provenance::{Origin, Sources};
use crate::records::{Gleaner, InTurn, Sheaf};

/// The book with what was found while it was made.
#[derive(Clone, Debug, Default)]
pub struct BuiltBook {
    /// The case files.
    pub book: Book,
    /// The problems of all rows, then those between rows; sorted by place.
    pub problems: Vec<Problem>,
    /// Where every row went, by table.
    pub tallies: Tallies,
}

impl Book {
    /// The book of all case files.
    pub fn build(
        sheaves: Vec<Sheaf>,
        sources: &Sources,
        assumptions: FirmAssumptions,
    ) -> BuiltBook {
        let mut cabinet = Cabinet::of(sheaves, assumptions, &InTurn);
        let mut gleaner = Gleaner::default();
        let mut tallies = cabinet.tallies();
        let (without_applicant, mut problems) = cabinet.without_applicant(&mut gleaner);
        tallies.add_set_aside(&without_applicant);
        cabinet.book.take_nobodys(&without_applicant, sources);
        let mut book = Self {
            without_applicant,
            ..cabinet.book.clone()
        };
        for position in 0..cabinet.len() {
            let opened = cabinet.open(position, sources, &mut gleaner);
            tallies.add_case(&opened.case);
            problems.extend(opened.problems);
            book.cases.push(opened.case);
        }
        problems.sort_by(|one, other| place(one).cmp(&place(other)));
        BuiltBook {
            book,
            problems,
            tallies,
        }
    }
}

/// The place of a problem in the list: by row, then by kind, then by column.
fn place(problem: &Problem) -> (Origin, ProblemCode, usize, &str) {
    (
        problem.origin,
        problem.code,
        problem.cell.len(),
        &problem.cell,
    )
}

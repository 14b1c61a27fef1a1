//! The applicants rows of one applicant as one profile. Fields that differ are in conflict, and unknown.

use super::Profile;
use crate::finding::{Problem, ProblemCode};
use crate::provenance::{Origin, Sources, Table, Text};
use crate::records::{Applicant, Doubt, Fact, Record, Row};

/// What merging needs to word its problems.
pub(super) struct Merger<'a> {
    pub(super) sources: &'a Sources,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl Merger<'_> {
    /// The profile of one applicant from the used rows, in source order.
    pub(super) fn merge(&mut self, rows: &[Row<Applicant>]) -> Profile {
        let Some((first, rest)) = rows.split_first() else {
            return Profile::default();
        };
        let mut profile = first.facts.clone();
        for row in rest {
            let mut one = Merging {
                merger: &mut *self,
                rows,
                row,
            };
            one.merge_into(&mut profile);
        }
        profile
    }
}

/// One further row being merged into the profile.
struct Merging<'a, 'b> {
    merger: &'a mut Merger<'b>,
    rows: &'a [Row<Applicant>],
    row: &'a Row<Applicant>,
}

impl Merging<'_, '_> {
    fn merge_into(&mut self, profile: &mut Profile) {
        let row = &self.row.facts;
        self.text("file_number", &mut profile.file_number, &row.file_number);
        self.text("responsible", &mut profile.responsible, &row.responsible);
        self.text("family_name", &mut profile.family_name, &row.family_name);
        self.text("given_name", &mut profile.given_name, &row.given_name);
        self.fact(
            "date_of_birth",
            &mut profile.date_of_birth,
            &row.date_of_birth,
        );
        self.fact(
            "invitation_date",
            &mut profile.invitation_date,
            &row.invitation_date,
        );
        self.fact(
            "application_date",
            &mut profile.application_date,
            &row.application_date,
        );
        self.fact(
            "intended_province",
            &mut profile.intended_province,
            &row.intended_province,
        );
        self.fact(
            "duties_confirmed",
            &mut profile.duties_confirmed,
            &row.duties_confirmed,
        );
        self.fact("inadmissible", &mut profile.inadmissible, &row.inadmissible);
    }

    /// Free text is not judged: the first one stays.
    fn text(&mut self, column: &str, kept: &mut Text, other: &Text) {
        if kept.is_empty() {
            *kept = Text::clone(other);
        } else if !other.is_empty() && kept != other {
            self.report(column, "The value of the first row was kept.");
        }
    }

    fn fact<T: Clone + PartialEq>(&mut self, column: &str, kept: &mut Fact<T>, other: &Fact<T>) {
        match (&*kept, other) {
            // What is silent changes nothing, except that a blank cell shows that there is a column. An unreadable
            // cell was reported, and differs from one that can be read.
            (_, Fact::NoColumn)
            | (Fact::Known(_) | Fact::Unclear(_), Fact::Blank)
            | (Fact::Unclear(_), Fact::Unclear(_)) => {}
            (Fact::Blank | Fact::NoColumn, _) => kept.clone_from(other),
            (Fact::Known(one), Fact::Known(two)) if one == two => {}
            (Fact::Known(_) | Fact::Unclear(_), Fact::Known(_))
            | (Fact::Known(_), Fact::Unclear(_)) => {
                *kept = Fact::Unclear(Doubt::Conflict);
                self.report(column, "What the rows say was taken as unknown.");
            }
        }
    }

    /// Names both rows: this one and the first one that says something in the column.
    fn report(&mut self, column: &str, done: &str) {
        let at = Table::Applicants.column(column).unwrap_or(0);
        let value = self.row.facts.cell(at).text().into_owned();
        let differs = |row: &&Row<Applicant>| {
            let cell = row.facts.cell(at).text();
            !cell.is_empty() && cell != value
        };
        let first: Option<Origin> = self.rows.iter().find(differs).map(|row| row.origin);
        let sources = self.merger.sources;
        let other = first.map_or_else(String::new, |origin| sources.row_address(origin));
        let here = sources.row_address(self.row.origin);
        self.merger.problems.push(Problem {
            code: ProblemCode::RecordConflict,
            applicant: Some(Text::clone(&self.row.applicant)),
            table: Some(Table::Applicants),
            origin: self.row.origin,
            cell: sources.cell(self.row.origin, at),
            value,
            done: done.to_owned(),
            todo: format!("The column {column} differs between {other} and {here}. Correct one of the two rows."),
        });
    }
}

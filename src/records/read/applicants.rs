//! Rows of the applicants table. Only a missing id sets one aside; every other unreadable cell is unknown.

use super::row::RowReader;
use crate::provenance::Text;
use crate::records::columns::applicants as at;
use crate::records::meanings::YES_NO;
use crate::records::values::read_yes_no;
use crate::records::{Applicant, Fact, Province};

/// Reads a row.
pub(in crate::records) fn read(row: &mut RowReader<'_>) -> Applicant {
    let (family_name, given_name) = names(row);
    Applicant {
        file_number: row.text(at::FILE_NUMBER),
        responsible: row.text(at::RESPONSIBLE),
        family_name,
        given_name,
        date_of_birth: row.fact_date(at::DATE_OF_BIRTH),
        invitation_date: row.fact_date(at::INVITATION_DATE),
        application_date: row.fact_date(at::APPLICATION_DATE),
        intended_province: row.fact(at::INTENDED_PROVINCE, "province", |row| {
            Province::from_id(row.word(at::INTENDED_PROVINCE, "province")?)
        }),
        duties_confirmed: yes_no(row, at::DUTIES_CONFIRMED),
        inadmissible: yes_no(row, at::INADMISSIBLE),
    }
}

fn yes_no(row: &mut RowReader<'_>, column: usize) -> Fact<bool> {
    row.fact(column, "yes_no", |row| {
        row.meaning(column, &YES_NO, |row| {
            let (name, inverted) = (row.name(column), row.inverted(column));
            read_yes_no(&row.content(column), name, inverted, &row.words())
        })
    })
}

/// Family and given name. "Roy, Zoë" in one cell is split at its comma; a joined name without one stays whole, because
/// nothing tells where it is to be split.
fn names(row: &mut RowReader<'_>) -> (Text, Text) {
    let family = row.text(at::FAMILY_NAME);
    let given = row.text(at::GIVEN_NAME);
    let joined = match row.joined_name() {
        Some(joined) if family.is_empty() && given.is_empty() => joined,
        _ => return (family, given),
    };
    row.read_together();
    match joined.split_once(',') {
        Some((family, given)) => (row.share(family.trim()), row.share(given.trim())),
        None => (row.share(&joined), given),
    }
}

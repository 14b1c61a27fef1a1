//! Ids that differ only in leading zeros or letter case: perhaps one person, perhaps two. They stay apart.

use super::CaseFile;
use crate::finding::{Problem, ProblemCode};
use crate::provenance::{Origin, Sources, Table, Text};

/// What two ids have in common when they differ only in leading zeros or letter case.
fn key(id: &str) -> String {
    id.trim_start_matches('0')
        .chars()
        .flat_map(char::to_lowercase)
        .collect()
}

/// Marks the case files whose ids are nearly those of others, and reports each.
pub(super) fn mark(cases: &mut [CaseFile], sources: &Sources, problems: &mut Vec<Problem>) {
    let mut keys: Vec<(String, usize)> = cases
        .iter()
        .enumerate()
        .map(|(at, case)| (key(&case.id), at))
        .collect();
    keys.sort_unstable();
    for group in keys.chunk_by(|one, other| one.0 == other.0) {
        if group.len() < 2 {
            continue;
        }
        let ids: Vec<Text> = group
            .iter()
            .filter_map(|(_, at)| cases.get(*at))
            .map(|case| Text::clone(&case.id))
            .collect();
        for (_, at) in group {
            if let Some(case) = cases.get_mut(*at) {
                case.near_duplicate_id = true;
                problems.push(problem(case, &ids, sources));
            }
        }
    }
}

/// How many of the other ids a problem names.
const NAMED: usize = 5;

fn problem(case: &CaseFile, ids: &[Text], sources: &Sources) -> Problem {
    let (table, origin) = first_row(case);
    let others: Vec<&str> = ids
        .iter()
        .filter(|id| **id != case.id)
        .take(NAMED)
        .map(|id| &**id)
        .collect();
    Problem {
        code: ProblemCode::ApplicantIdNearDuplicate,
        applicant: Some(Text::clone(&case.id)),
        table: Some(table),
        origin,
        cell: sources.cell(origin, 0),
        value: case.id.to_string(),
        done: "The ids were kept apart; work experience and language of both are undetermined."
            .to_owned(),
        todo: format!(
            "Another id differs only in leading zeros or letter case: {}. Write one id in all rows, or tell the two apart.",
            others.join(", ")
        ),
    }
}

/// The first row of the applicant in source order, whatever became of it.
fn first_row(case: &CaseFile) -> (Table, Origin) {
    let firsts = [
        (Table::Applicants, case.applicants.first().map(|r| r.origin)),
        (Table::Employment, case.employment.first().map(|r| r.origin)),
        (Table::Permits, case.permits.first().map(|r| r.origin)),
        (Table::Studies, case.studies.first().map(|r| r.origin)),
        (
            Table::LanguageTests,
            case.language_tests.first().map(|r| r.origin),
        ),
        (Table::Absences, case.absences.first().map(|r| r.origin)),
        (Table::Leaves, case.leaves.first().map(|r| r.origin)),
    ];
    let used = firsts
        .into_iter()
        .filter_map(|(table, origin)| Some((origin?, table)));
    let set_aside = case.set_aside.iter().map(|row| (row.origin, row.table));
    let first = used.chain(set_aside).min();
    let nowhere = Origin {
        file: 0,
        sheet: 0,
        block: 0,
        row: 0,
    };
    first.map_or((Table::Applicants, nowhere), |(origin, table)| {
        (table, origin)
    })
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn leading_zeros_and_letter_case_do_not_tell_ids_apart() {
        assert_eq!(key("00A17"), key("a17"));
        assert_eq!(key("00"), key("0"));
        assert_ne!(key("A017"), key("A17"));
        assert_ne!(key("100"), key("10"));
        assert_eq!(key("ÉLAN"), key("élan"));
    }
}

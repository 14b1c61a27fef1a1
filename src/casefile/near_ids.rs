//! Ids that differ only in leading zeros or letter case: perhaps one person, perhaps two. They stay apart.

use super::CaseFile;
use crate::finding::{Problem, ProblemCode};
use crate::provenance::{Origin, Sources, Table, Text};
use foldhash::fast::RandomState;
use std::hash::{BuildHasher as _, Hash as _, Hasher as _};

/// What two ids have in common when they differ only in leading zeros or letter case.
fn key(id: &str) -> impl Iterator<Item = char> {
    id.trim_start_matches('0')
        .chars()
        .flat_map(char::to_lowercase)
}

/// Ids that are nearly those of others.
#[derive(Clone, Debug, Default)]
pub struct NearIds {
    /// Positions of ids that are nearly the same, by the first of them.
    groups: Vec<Vec<u32>>,
    /// (position of an id, position of its group), in rising order.
    group_of: Vec<(u32, usize)>,
}

impl NearIds {
    /// Finds them among ids that differ from each other.
    pub(super) fn among(ids: &[Text]) -> Self {
        let state = RandomState::default();
        let hash = |id: &Text| {
            let mut hasher = state.build_hasher();
            key(id).for_each(|c| c.hash(&mut hasher));
            hasher.finish()
        };
        let mut hashes: Vec<(u64, u32)> = ids.iter().map(hash).zip(0..).collect();
        hashes.sort_unstable();
        let mut near = Self::default();
        // Ids of one hash are nearly always nearly the same; they are compared all the same.
        for alike in hashes.chunk_by(|one, other| one.0 == other.0) {
            if alike.len() < 2 {
                continue;
            }
            let mut by_key: Vec<(String, u32)> = alike
                .iter()
                .filter_map(|(_, at)| {
                    let id = ids.get(usize::try_from(*at).ok()?)?;
                    Some((key(id).collect(), *at))
                })
                .collect();
            by_key.sort_unstable();
            for group in by_key.chunk_by(|one, other| one.0 == other.0) {
                near.add(group.iter().map(|(_, at)| *at).collect());
            }
        }
        near.group_of.sort_unstable();
        near
    }

    fn add(&mut self, group: Vec<u32>) {
        if group.len() > 1 {
            let place = self.groups.len();
            self.group_of.extend(group.iter().map(|at| (*at, place)));
            self.groups.push(group);
        }
    }

    /// The positions of all of them, in rising order.
    pub fn positions(&self) -> impl Iterator<Item = u32> {
        self.group_of.iter().map(|(position, _)| *position)
    }

    /// The positions of the ids that are nearly this one, itself included; none if no other is.
    pub(super) fn of(&self, position: u32) -> &[u32] {
        let found = self.group_of.binary_search_by_key(&position, |(at, _)| *at);
        let entry = found.ok().and_then(|at| self.group_of.get(at));
        let group = entry.and_then(|(_, group)| self.groups.get(*group));
        group.map_or(&[], Vec::as_slice)
    }
}

/// How many of the other ids a problem names.
const NAMED: usize = 5;

/// The problem of an applicant whose id is nearly those of others; `ids` may hold its own.
pub(super) fn problem<'a>(
    case: &CaseFile,
    ids: impl Iterator<Item = &'a Text>,
    sources: &Sources,
) -> Problem {
    let (table, origin) = first_row(case);
    let others: Vec<&str> = ids
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
    use super::NearIds;
    use crate::provenance::Text;

    fn near(ids: &[&str]) -> Vec<Vec<u32>> {
        let ids: Vec<Text> = ids.iter().map(|id| Text::from(*id)).collect();
        let near = NearIds::among(&ids);
        (0..)
            .take(ids.len())
            .map(|at| near.of(at).to_vec())
            .collect()
    }

    #[test]
    fn leading_zeros_and_letter_case_do_not_tell_ids_apart() {
        assert_eq!(near(&["00A17", "a17"]), [[0, 1], [0, 1]]);
        assert_eq!(near(&["0", "00"]), [[0, 1], [0, 1]]);
        assert_eq!(near(&["ÉLAN", "élan"]), [[0, 1], [0, 1]]);
        assert_eq!(near(&["A017", "A17"]), [[0; 0], [0; 0]]);
        assert_eq!(near(&["10", "100"]), [[0; 0], [0; 0]]);
    }
}

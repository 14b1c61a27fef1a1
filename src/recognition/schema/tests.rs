//! The declarations agree with the contract, and no heading claims two columns.

use super::{Claim, Grade, Schemas, TableSchema};
use crate::provenance::Table;
use crate::recognition::Kind;
use crate::recognition::normal::{key, normalise_heading, normalise_value};
use crate::recognition::vocabulary;
use std::collections::BTreeMap;

#[test]
fn the_columns_are_those_of_the_contract() {
    for schema in Schemas::book().tables() {
        let canonical: Vec<&str> = schema
            .columns
            .iter()
            .filter(|column| column.kind != Kind::JoinedName)
            .map(|column| column.name.as_str())
            .collect();
        assert_eq!(canonical, schema.table.columns(), "{}", schema.table);
        let required: Vec<&str> = schema
            .columns
            .iter()
            .filter(|column| column.required)
            .map(|column| column.name.as_str())
            .collect();
        assert_eq!(required, schema.table.required(), "{}", schema.table);
    }
    assert_eq!(Schemas::book().tables().len(), Table::ALL.len());
}

#[test]
fn every_value_list_exists_and_answers_are_words() {
    for column in Schemas::book()
        .tables()
        .iter()
        .flat_map(|schema| &schema.columns)
    {
        let wanted = matches!(column.kind, Kind::Word | Kind::OpenWord | Kind::YesNo);
        assert_eq!(column.values.is_some(), wanted, "{}", column.name);
        let Some(list) = &column.values else { continue };
        let ids: Vec<&str> = vocabulary::words(list)
            .iter()
            .map(|word| word.id.as_str())
            .collect();
        assert!(!ids.is_empty(), "{list}");
        for answers in &column.answers {
            assert!(
                ids.contains(&answers.yes.as_str()) && ids.contains(&answers.no.as_str()),
                "{}",
                column.name
            );
        }
    }
}

#[test]
fn every_heading_claims_the_column_it_is_listed_under() {
    for schema in Schemas::book().tables() {
        for (position, column) in schema.columns.iter().enumerate() {
            let listed = [&column.name, &column.title.en, &column.title.fr]
                .into_iter()
                .chain(&column.names)
                .chain(&column.second)
                .chain(&column.weak)
                .chain(&column.inverted)
                .chain(column.answers.iter().flat_map(|one| &one.headings))
                .chain(column.when.iter().flat_map(|one| &one.headings));
            for text in listed {
                let key = normalise_heading(text);
                assert!(!key.is_empty(), "{}: {text:?}", schema.table);
                assert!(
                    schema
                        .claims(&key)
                        .iter()
                        .any(|claim| claim.column == position),
                    "{}.{}: {text}",
                    schema.table,
                    column.name
                );
            }
        }
    }
}

/// Every heading that a table knows, with its claims.
fn headings(schema: &TableSchema) -> impl Iterator<Item = (&str, &[Claim])> {
    let known = schema.known.values().flatten();
    known.map(|known| (known.spelled.as_str(), &*known.claims))
}

#[test]
fn a_heading_is_known_however_it_is_spaced_unless_its_letters_spell_two() {
    let mut spell_two = 0;
    for schema in Schemas::book().tables() {
        let all: Vec<&str> = headings(schema).map(|(heading, _)| heading).collect();
        for heading in &all {
            let letters = key(heading);
            let same = all.iter().filter(|other| key(other) == letters).count();
            spell_two += usize::from(same > 1);
            for text in [*heading, &letters] {
                let known = schema.known(text).map(|known| known.spelled.as_str());
                let spelled = if same == 1 {
                    Some(*heading)
                } else {
                    all.iter().copied().find(|other| *other == text)
                };
                assert_eq!(known, spelled, "{}: {text}", schema.table);
            }
            assert!(Schemas::book().may_know(&letters), "{letters}");
        }
    }
    assert!(spell_two > 0);
    assert!(!Schemas::book().may_know("a heading of nothing"));
}

#[test]
fn no_heading_surely_claims_two_columns_of_a_table() {
    let mut faults = Vec::new();
    for schema in Schemas::book().tables() {
        for (key, claims) in headings(schema) {
            let names: Vec<&str> = claims
                .iter()
                .map(|claim| schema.columns[claim.column].name.as_str())
                .collect();
            let sure = claims
                .iter()
                .filter(|claim| claim.grade == Grade::Name)
                .count();
            // The applicant's id may be known by the number of the file, which is a column of its own in one table.
            let by_file = names == ["applicant_id", "file_number"];
            // A status that is not the type of the permit is its decision.
            let status = schema.table == Table::Permits && names == ["permit_type", "decision"];
            // "Nom" is the family name beside a given name, and the whole name without one.
            let name =
                names == ["family_name", "full_name"] || names == ["given_name", "full_name"];
            if sure > 1 || (names.len() > 1 && !by_file && !status && !name) {
                faults.push(format!("{}: {key} claims {names:?}", schema.table));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_heading_that_surely_names_a_column_is_ignored_in_its_table() {
    let mut faults = Vec::new();
    for schema in Schemas::book().tables() {
        for (key, claims) in headings(schema) {
            let sure = claims
                .iter()
                .any(|claim| matches!(claim.grade, Grade::Name | Grade::Second));
            if sure && schema.ignored_as(key).is_some() {
                faults.push(format!("{}: {key}", schema.table));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_sheet_name_names_two_tables() {
    let mut owners: BTreeMap<String, Table> = BTreeMap::new();
    for schema in Schemas::book().tables() {
        for name in &schema.sheets {
            let owner = owners
                .entry(key(&normalise_value(name)))
                .or_insert(schema.table);
            assert_eq!(*owner, schema.table, "{name}");
            assert_eq!(
                Schemas::book().named(&normalise_value(name)),
                Some(schema.table),
                "{name}"
            );
        }
    }
    let named = |text| Schemas::book().named(&normalise_value(text));
    assert_eq!(named("EE Work History (2)"), Some(Table::Employment));
    assert_eq!(named("2024 Work permits"), Some(Table::Permits));
    assert_eq!(named("Antécédents d'emploi"), Some(Table::Employment));
    assert_eq!(named("Sheet1"), None);
}

//! The input schema of a table, as a Frictionless Table Schema and as text for people.

use super::declaration::{Column, Kind, Lang};
use super::schema::{Schemas, TableSchema};
use super::vocabulary;
use crate::provenance::Table;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The schema of a table as a Frictionless Table Schema, with its synonyms under `x-synonyms`.
///
/// Cells are strings there: a date may be a month, hours may be a range, and a word may be written in many ways. `x-type`
/// and `x-words` tell what is understood.
pub fn json(table: Table) -> Value {
    let Some(schema) = Schemas::book().table(table) else {
        return Value::Null;
    };
    let fields: Vec<Value> = schema.columns.iter().map(field).collect();
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": table.name(),
        "title": schema.title.en,
        "description": schema.description.en,
        "fields": fields,
        "fieldsMatch": "subset",
        "missingValues": [""],
        "x-title-fr": schema.title.fr,
        "x-description-fr": schema.description.fr,
        "x-sheet-names": schema.sheets,
        "x-ignored": schema.ignored.iter().flat_map(|one| &one.headings).collect::<Vec<_>>(),
    })
}

fn field(column: &Column) -> Value {
    let mut synonyms = serde_json::Map::new();
    let mut put = |name: &str, texts: &[String]| {
        if !texts.is_empty() {
            synonyms.insert(name.to_owned(), json!(texts));
        }
    };
    put("names", &column.names);
    put("second", &column.second);
    put("weak", &column.weak);
    put("inverted", &column.inverted);
    for when in &column.when {
        put("when", &when.headings);
        put("with", &when.with);
    }
    for answers in &column.answers {
        put("answers", &answers.headings);
    }
    let mut field = json!({
        "name": column.name,
        "type": "string",
        "title": column.title.en,
        "description": column.description.en,
        "constraints": { "required": column.required },
        "x-type": kind(column.kind, Lang::En),
        "x-title-fr": column.title.fr,
        "x-description-fr": column.description.fr,
        "x-synonyms": synonyms,
    });
    if let (Some(list), Some(field)) = (&column.values, field.as_object_mut()) {
        let words = vocabulary::words(list).iter().map(
            |word| json!({ "word": word.id, "en": word.en, "fr": word.fr, "also": word.also }),
        );
        field.insert("x-words".to_owned(), words.collect());
    }
    field
}

const fn kind(kind: Kind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (Kind::Id, Lang::En) => "identifier",
        (Kind::Id, Lang::Fr) => "identifiant",
        (Kind::Text, Lang::En) => "text",
        (Kind::Text, Lang::Fr) => "texte",
        (Kind::JoinedName, Lang::En) => "name in one cell",
        (Kind::JoinedName, Lang::Fr) => "nom dans une cellule",
        (Kind::Date, _) => "date",
        (Kind::Hours, Lang::En) => "hours",
        (Kind::Hours, Lang::Fr) => "heures",
        (Kind::Code, _) => "code",
        (Kind::Score, Lang::En) => "score",
        (Kind::Score, Lang::Fr) => "résultat",
        (Kind::YesNo, Lang::En) => "yes or no",
        (Kind::YesNo, Lang::Fr) => "oui ou non",
        (Kind::Word, Lang::En) => "word of a list",
        (Kind::Word, Lang::Fr) => "mot d'une liste",
        (Kind::OpenWord, Lang::En) => "word of a list, or text",
        (Kind::OpenWord, Lang::Fr) => "mot d'une liste, ou texte",
    }
}

/// The schema of a table as text.
pub fn text(table: Table, lang: Lang) -> String {
    let mut text = String::new();
    if let Some(schema) = Schemas::book().table(table) {
        write_table(&mut text, schema, lang);
    }
    text
}

/// More words than this are not listed, as those of countries.
const LISTED: usize = 20;

// Writing to a String cannot fail, so the results are dropped.
fn write_table(text: &mut String, schema: &TableSchema, lang: Lang) {
    let (needed, words, also) = match lang {
        Lang::En => ("required", "words", "also"),
        Lang::Fr => ("obligatoire", "mots", "aussi"),
    };
    let _ = writeln!(
        text,
        "{} - {}\n{}",
        schema.table,
        schema.title.get(lang),
        schema.description.get(lang)
    );
    for column in &schema.columns {
        let required = if column.required {
            format!(", {needed}")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "\n  {} ({}{required})",
            column.name,
            kind(column.kind, lang)
        );
        let _ = writeln!(text, "      {}", column.description.get(lang));
        let list = column.values.as_deref().map_or(&[][..], vocabulary::words);
        if !list.is_empty() && list.len() <= LISTED {
            let ids: Vec<&str> = list.iter().map(|word| word.id.as_str()).collect();
            let _ = writeln!(text, "      {words}: {}", ids.join(", "));
        }
        let titles = [&column.title.en, &column.title.fr];
        let names: Vec<&str> = titles
            .into_iter()
            .chain(&column.names)
            .chain(&column.second)
            .map(String::as_str)
            .collect();
        let _ = writeln!(text, "      {also}: {}", names.join("; "));
    }
}

#[cfg(test)]
mod tests {
    use super::{json, text};
    use crate::provenance::Table;
    use crate::recognition::Lang;

    #[test]
    fn a_schema_has_every_column_with_both_languages() {
        for table in Table::ALL {
            let schema = json(table);
            let fields = schema["fields"].as_array().expect("fields");
            for column in table.columns() {
                let field = fields
                    .iter()
                    .find(|field| field["name"] == *column)
                    .expect("a field");
                assert_eq!(
                    field["constraints"]["required"],
                    table.required().contains(column)
                );
                assert!(
                    field["x-title-fr"]
                        .as_str()
                        .is_some_and(|title| !title.is_empty())
                );
                for lang in [Lang::En, Lang::Fr] {
                    assert!(
                        text(table, lang).contains(&format!("\n  {column} (")),
                        "{column}"
                    );
                }
            }
        }
    }
}

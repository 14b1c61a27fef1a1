//! `landed schema`: the columns that the input can have, what they hold, and the headings that are understood.

use crate::provenance::Table;
use crate::recognition::{Column, Kind, Schemas, TableSchema};
use std::fmt::Write as _;

/// One table, or all.
pub fn schema(table: Option<Table>) -> String {
    let mut text = String::new();
    for one in Schemas::book().tables() {
        if table.is_none_or(|only| only == one.table) {
            write_table(&mut text, one);
        }
    }
    text
}

fn write_table(text: &mut String, schema: &TableSchema) {
    if !text.is_empty() {
        text.push('\n');
    }
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        text,
        "{}: {} / {}",
        schema.table, schema.title.en, schema.title.fr
    );
    for column in &schema.columns {
        let needed = schema.table.required().contains(&column.name.as_str());
        let needed = if needed { ", needed" } else { "" };
        let _ = writeln!(text, "  {:<20} {}{needed}", column.name, kind(column));
        let known: Vec<&str> = [&column.title.en, &column.title.fr]
            .into_iter()
            .chain(&column.names)
            .map(String::as_str)
            .collect();
        let _ = writeln!(text, "  {:<20} headings: {}", "", known.join(", "));
    }
}

fn kind(column: &Column) -> &'static str {
    match column.kind {
        Kind::Id => "identifier",
        Kind::Text => "text",
        Kind::JoinedName => "family and given name",
        Kind::Date => "date",
        Kind::Hours => "hours",
        Kind::Code => "occupation code",
        Kind::Score => "score",
        Kind::YesNo => "yes or no",
        Kind::Word => "one of a list of words",
        Kind::OpenWord => "one of a list of words, or other text",
    }
}

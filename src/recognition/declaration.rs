//! What the files of `schemas/intake` may say of a table, a column and a heading.

use serde::Deserialize;

/// A text in both languages.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

/// The language of what people are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lang {
    /// English.
    En,
    /// French.
    Fr,
}

impl Bilingual {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An identifier: text, whose zeros count.
    Id,
    /// Free text.
    Text,
    /// Family and given name in one cell.
    JoinedName,
    /// A date, possibly a month only.
    Date,
    /// Hours, possibly a range.
    Hours,
    /// An occupation code.
    Code,
    /// A test score or a stated level.
    Score,
    /// Yes or no.
    YesNo,
    /// A word of a list.
    Word,
    /// A word of a list, or any other text.
    OpenWord,
}

/// Headings that name a column only beside others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The headings.
    pub headings: Vec<String>,
    /// One of these must stand in the same row.
    pub with: Vec<String>,
}

/// Headings that ask a question whose yes and no are words of the column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// The headings.
    pub headings: Vec<String>,
    /// The canonical word for yes.
    pub yes: String,
    /// The canonical word for no.
    pub no: String,
}

/// One column of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The canonical name.
    pub name: String,
    /// What its cells hold.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The list of its words.
    #[serde(default)]
    pub values: Option<String>,
    /// Whether a row needs it.
    #[serde(default)]
    pub required: bool,
    /// What people are shown.
    pub title: Bilingual,
    /// What it is, in a sentence.
    pub description: Bilingual,
    /// Headings that name it.
    #[serde(default)]
    pub names: Vec<String>,
    /// Headings that name it unless one of `names` does.
    #[serde(default)]
    pub second: Vec<String>,
    /// Headings that name it beside others.
    #[serde(default)]
    pub when: Vec<When>,
    /// Headings that could be anything, in order of preference.
    #[serde(default)]
    pub weak: Vec<String>,
    /// Headings that ask the opposite question.
    #[serde(default)]
    pub inverted: Vec<String>,
    /// Headings whose yes and no are words.
    #[serde(default)]
    pub answers: Vec<Answers>,
}

/// Headings that are known and not read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ignored {
    /// What they are.
    pub name: String,
    /// The headings.
    pub headings: Vec<String>,
    /// Why they are not read, where somebody may expect that they are.
    #[serde(default)]
    pub hint: Option<Bilingual>,
}

//! A blank intake workbook: a sheet per table, headings with notes, drop-downs, date formats, instructions.
//!
//! Makes bytes; writing them to a file is not done here. Every heading and drop-down text is one that recognition knows.

use super::declaration::{Column, Kind, Lang};
use super::schema::{Schemas, TableSchema};
use super::vocabulary;
use crate::provenance::cell_name;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Note, Workbook,
    Worksheet, XlsxError,
};

/// The sheet of instructions.
pub(super) const INSTRUCTIONS: &str = "Instructions";

/// The hidden sheet that holds the texts of the drop-downs.
pub(super) const LISTS: &str = "_lists";

/// How many rows have formats and drop-downs.
const ROWS: u32 = 5_000;

/// The workbook in one language. The same language gives the same bytes.
pub fn write_workbook(lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    instructions(workbook.add_worksheet(), lang)?;
    let lists: Vec<&'static str> = vocabulary::lists().collect();
    for schema in Schemas::book().tables() {
        table(workbook.add_worksheet(), schema, &lists, lang)?;
    }
    write_lists(workbook.add_worksheet(), &lists, lang)?;
    workbook.save_to_buffer()
}

/// The words of a drop-down: a word for "not said" is understood where it is found, and never offered.
fn offered(list: &str) -> impl Iterator<Item = &'static vocabulary::Word> {
    vocabulary::words(list)
        .iter()
        .filter(|word| word.id != "unclear")
}

/// The texts of a drop-down, as people are shown them.
fn labels(list: &str, lang: Lang) -> impl Iterator<Item = &'static str> {
    let label = move |word: &'static vocabulary::Word| match lang {
        Lang::En => word.en.as_str(),
        Lang::Fr => word.fr.as_str(),
    };
    offered(list).map(label)
}

fn instructions(sheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(INSTRUCTIONS)?;
    sheet.set_column_width(0, 110)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let title = Format::new().set_bold().set_font_size(14);
    let lines: &[&str] = match lang {
        Lang::En => &[
            "Intake workbook for landed",
            "Fill in one sheet per kind of record. Every sheet has the applicant's identifier in its first column: it joins the sheets, so write it the same way everywhere.",
            "Columns with a red heading are needed: a row without them is set aside. Leave a cell blank when the fact is not known; never guess.",
            "Write dates as 2024-03-31. A month alone (2024-03) is accepted, and is counted as imprecise.",
            "Leave the end date of a job blank, or write \"Present\", while it goes on.",
            "Where a cell offers a list, choose from it; common abbreviations (PGWP, LMIA, ON) are understood too.",
            "Sheets that you do not need can stay empty or be deleted. Columns can be moved. More columns can be added; they are not read.",
        ],
        Lang::Fr => &[
            "Classeur de collecte pour landed",
            "Remplissez une feuille par genre de renseignement. La première colonne de chaque feuille contient l'identifiant du demandeur : il relie les feuilles, alors écrivez-le partout de la même façon.",
            "Les colonnes au titre rouge sont nécessaires : une ligne où elles manquent est mise de côté. Laissez vide ce qui n'est pas connu; ne devinez jamais.",
            "Écrivez les dates sous la forme 2024-03-31. Un mois seul (2024-03) est accepté et compte comme imprécis.",
            "Laissez vide la date de fin d'un emploi qui se poursuit, ou écrivez « À ce jour ».",
            "Quand une cellule offre une liste, choisissez-y; les abréviations courantes (PTPD, EIMT, QC) sont aussi comprises.",
            "Les feuilles inutiles peuvent rester vides ou être supprimées. Les colonnes peuvent être déplacées. D'autres colonnes peuvent être ajoutées; elles ne sont pas lues.",
        ],
    };
    for (row, line) in (0_u32..).zip(lines) {
        let format = if row == 0 { &title } else { &wrapped };
        sheet.write_string_with_format(row, 0, *line, format)?;
    }
    Ok(())
}

fn table(
    sheet: &mut Worksheet,
    schema: &TableSchema,
    lists: &[&str],
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_name(schema.title.get(lang))?;
    sheet.set_freeze_panes(1, 1)?;
    let columns = schema
        .columns
        .iter()
        .filter(|column| column.kind != Kind::JoinedName);
    for (position, column) in (0_u16..).zip(columns) {
        let heading = Format::new().set_bold().set_text_wrap();
        let heading = if column.required {
            heading.set_font_color("#C00000")
        } else {
            heading
        };
        sheet.write_string_with_format(0, position, column.title.get(lang), &heading)?;
        sheet.insert_note(
            0,
            position,
            &Note::new(note(column, lang)).set_author("landed"),
        )?;
        sheet.set_column_width(position, 20)?;
        match column.kind {
            Kind::Date => {
                sheet.set_column_format(position, &Format::new().set_num_format("yyyy-mm-dd"))?
            }
            Kind::Id | Kind::Text | Kind::Code => {
                sheet.set_column_format(position, &Format::new().set_num_format("@"))?
            }
            _ => sheet,
        };
        let list = column.values.as_deref();
        if let Some(place) = list.and_then(|list| lists.iter().position(|one| *one == list)) {
            let count = list.map_or(0, |list| offered(list).count()).max(1);
            let place = u32::try_from(place).unwrap_or(0);
            let first = absolute(&cell_name(place, 1));
            let range = format!(
                "={LISTS}!{first}:{}",
                absolute(&cell_name(place, u32::try_from(count).unwrap_or(1)))
            );
            // People may write other texts that are understood, so the list helps and does not bind.
            let choice = DataValidation::new()
                .allow_list_formula(Formula::new(range))
                .show_error_message(false);
            sheet.add_data_validation(1, position, ROWS, position, &choice)?;
        }
    }
    Ok(())
}

/// `B2` as `$B$2`.
fn absolute(cell: &str) -> String {
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let row = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
    format!("${letters}${row}")
}

fn note(column: &Column, lang: Lang) -> String {
    let needed = match (column.required, lang) {
        (false, _) => "",
        (true, Lang::En) => " (required)",
        (true, Lang::Fr) => " (obligatoire)",
    };
    format!("{}{needed}\n{}", column.name, column.description.get(lang))
}

fn write_lists(sheet: &mut Worksheet, lists: &[&'static str], lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(LISTS)?;
    sheet.set_hidden(true);
    for (position, list) in (0_u16..).zip(lists) {
        for (row, label) in (0_u32..).zip(labels(list, lang)) {
            sheet.write_string(row, position, label)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{labels, offered, write_workbook};
    use crate::recognition::{Lang, vocabulary};

    #[test]
    fn the_same_language_gives_the_same_workbook() {
        for lang in [Lang::En, Lang::Fr] {
            let once = write_workbook(lang).expect("a workbook");
            assert!(once.starts_with(b"PK"));
            assert!(once == write_workbook(lang).expect("a workbook"));
        }
    }

    #[test]
    fn every_text_of_a_drop_down_is_understood() {
        for list in vocabulary::lists() {
            for lang in [Lang::En, Lang::Fr] {
                for (label, word) in labels(list, lang).zip(offered(list)) {
                    assert_eq!(
                        vocabulary::lookup(list, label),
                        Some(word.id.as_str()),
                        "{list}: {label}"
                    );
                }
            }
        }
    }
}

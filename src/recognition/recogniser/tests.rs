//! Sheets as people make them, and what is recognised in them.

use super::Recogniser;
use crate::finding::ProblemCode;
use crate::intake::{Cell, RowVisitor, SheetHead};
use crate::provenance::{Origin, Table};
use crate::recognition::mapping::{FileMapping, FileRules, Mapping};
use crate::recognition::{FoundTable, Lang, Recognition, TableVisitor};
use proptest::prelude::*;

/// One recognised table and its rows as text.
struct Seen {
    found: FoundTable,
    rows: Vec<(u32, Vec<String>, String)>,
}

#[derive(Default)]
struct Seens(Vec<Seen>);

fn shown(cell: Option<&Cell<'_>>) -> String {
    match cell {
        None => String::new(),
        Some(Cell::Text(text)) => (*text).to_owned(),
        Some(Cell::Number(number)) => number.to_string(),
        Some(other) => format!("{other:?}"),
    }
}

impl TableVisitor for Seens {
    fn table(&mut self, found: FoundTable) {
        self.0.push(Seen {
            found,
            rows: Vec::new(),
        });
    }

    fn row(&mut self, origin: Origin, cells: &[Option<&Cell<'_>>], joined_name: Option<&Cell<'_>>) {
        let seen = self.0.last_mut().expect("a table begins before its rows");
        assert_eq!(cells.len(), seen.found.block.table.columns().len());
        assert_eq!(origin.block, seen.found.block.block);
        let cells = cells.iter().map(|cell| shown(*cell)).collect();
        seen.rows.push((origin.row, cells, shown(joined_name)));
    }

    fn table_end(&mut self) {}
}

/// Reads sheets given as (name, lines of cells split by `|`); an empty line is an empty row, a cell that is a number is one.
fn read_with(path: &str, sheets: &[(&str, &str)], rules: &FileRules) -> (Seens, Recognition) {
    let mut seens = Seens::default();
    let mut recogniser = Recogniser::new(0, path, rules, &mut seens);
    for (position, (name, text)) in sheets.iter().enumerate() {
        let position = u16::try_from(position).expect("few sheets");
        recogniser.sheet(SheetHead {
            name,
            position,
            hidden: false,
        });
        for (number, line) in (1..).zip(text.lines()) {
            let cells: Vec<(u32, Cell<'_>)> = (0..)
                .zip(line.split('|'))
                .filter(|(_, cell)| !cell.trim().is_empty())
                .map(|(column, cell)| (column, cell.parse().map_or(Cell::Text(cell), Cell::Number)))
                .collect();
            if !cells.is_empty() {
                recogniser.row(number, false, &cells);
            }
        }
        recogniser.sheet_end(true);
    }
    let recognition = recogniser.finish();
    for (table, seen) in recognition.tables.iter().zip(&seens.0) {
        let handed = u64::try_from(seen.rows.len()).expect("few rows");
        assert_eq!(
            table.rows.read,
            handed + table.rows.blank,
            "every row is counted once"
        );
    }
    (seens, recognition)
}

fn read(sheets: &[(&str, &str)]) -> (Seens, Recognition) {
    read_with("book.xlsx", sheets, &FileRules::default())
}

fn one(text: &str) -> (Seens, Recognition) {
    read(&[("Sheet1", text)])
}

impl Seens {
    /// Which column of the sheet fills each canonical column: `applicant_id=0 employer=1`.
    fn columns(&self, table: usize) -> String {
        let block = &self.0[table].found.block;
        let names = block.table.columns().iter().zip(&*block.columns);
        let filled = names.filter_map(|(name, column)| Some(format!("{name}={}", (*column)?)));
        filled.collect::<Vec<_>>().join(" ")
    }

    fn tables(&self) -> Vec<Table> {
        self.0.iter().map(|seen| seen.found.block.table).collect()
    }

    fn row_numbers(&self, table: usize) -> Vec<u32> {
        self.0[table].rows.iter().map(|(row, ..)| *row).collect()
    }
}

fn codes(recognition: &Recognition) -> Vec<&'static str> {
    recognition
        .problems
        .iter()
        .map(|problem| problem.code.id())
        .collect()
}

fn the(recognition: &Recognition, code: ProblemCode) -> &crate::finding::Problem {
    let mut found = recognition
        .problems
        .iter()
        .filter(|problem| problem.code == code);
    let first = found.next().unwrap_or_else(|| panic!("no {}", code.id()));
    assert!(found.next().is_none(), "{} twice", code.id());
    first
}

#[test]
fn canonical_headings_work_in_any_order_and_case() {
    for table in Table::ALL {
        for upper in [false, true] {
            for required_only in [false, true] {
                let names = if required_only {
                    table.required()
                } else {
                    table.columns()
                };
                let mut names: Vec<String> =
                    names.iter().rev().map(|name| (*name).to_owned()).collect();
                if upper {
                    names = names
                        .iter()
                        .map(|name| name.to_uppercase().replace('_', " "))
                        .collect();
                }
                let row = vec!["x"; names.len()].join("|");
                let (seens, recognition) = one(&format!("{}\n{row}", names.join("|")));
                assert_eq!(seens.tables(), [table], "{names:?}");
                assert_eq!(
                    seens.columns(0).split(' ').count(),
                    names.len(),
                    "{names:?}"
                );
                assert_eq!(seens.row_numbers(0), [2]);
                assert!(
                    recognition.problems.is_empty(),
                    "{names:?}: {:?}",
                    recognition.problems
                );
            }
        }
    }
}

#[test]
fn every_title_of_both_languages_is_recognised() {
    for schema in crate::recognition::Schemas::book().tables() {
        for french in [false, true] {
            let columns = schema
                .columns
                .iter()
                .filter(|column| column.name != "full_name");
            let titles: Vec<&str> = columns
                .map(|column| {
                    if french {
                        column.title.fr.as_str()
                    } else {
                        column.title.en.as_str()
                    }
                })
                .collect();
            let (seens, recognition) = one(&format!("{}\nx", titles.join("|")));
            assert_eq!(seens.tables(), [schema.table], "{titles:?}");
            assert!(
                recognition.problems.is_empty(),
                "{titles:?}: {:?}",
                recognition.problems
            );
        }
    }
}

#[test]
fn a_filled_in_template_has_no_heading_problem() {
    for lang in [Lang::En, Lang::Fr] {
        let schemas = crate::recognition::Schemas::book().tables().iter();
        let filled: Vec<(String, String)> = schemas
            .map(|schema| {
                let columns = schema
                    .columns
                    .iter()
                    .filter(|column| column.name != "full_name");
                let titles: Vec<&str> = columns.map(|column| column.title.get(lang)).collect();
                (
                    schema.title.get(lang).to_owned(),
                    format!(
                        "{}\n{}",
                        titles.join("|"),
                        vec!["x"; titles.len()].join("|")
                    ),
                )
            })
            .collect();
        let mut sheets = vec![(
            "Instructions",
            "Intake workbook for landed\nFill in one sheet",
        )];
        sheets.extend(
            filled
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        );
        let (seens, recognition) = read(&sheets);
        assert_eq!(seens.tables(), Table::ALL);
        assert!(
            recognition.problems.is_empty(),
            "{:?}",
            recognition.problems
        );
    }
}

#[test]
fn a_header_is_found_under_title_rows() {
    let (seens, _) = one(
        "Confidential\nClient list|||printed 2024\nClient:|Tremblay|File no:|123\n\nClient ID|Employer|From|To|Position|NOC|Hrs/wk\nC-1|Acme|2020|2021|Dev|21231|40",
    );
    assert_eq!(seens.tables(), [Table::Employment]);
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=1 job_title=4 noc_code=5 start_date=2 end_date=3 hours_per_week=6"
    );
    assert_eq!(seens.0[0].found.block.heading_row, 5);
    assert_eq!(seens.row_numbers(0), [6]);
}

#[test]
fn french_headings_are_recognised() {
    let (seens, recognition) = one(
        "N° de client|Nom de l'employeur|Titre du poste|Code CNP|Du|Au|H/sem|Rémunéré|Genre d’emploi|Prov.\nC-1|Acme|x|21231|2020|2021|37,5|oui|employé|QC",
    );
    assert_eq!(seens.tables(), [Table::Employment]);
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=1 job_title=2 noc_code=3 start_date=4 end_date=5 hours_per_week=6 pay=7 employment_type=8 province=9"
    );
    assert!(recognition.problems.is_empty());
}

#[test]
fn two_lines_of_headings_are_joined() {
    let (seens, recognition) = one(
        "Client|Start|End|Hours per|Employer|NOC\nID|date|date|week|name|code\nC-1|a|b|40|Acme|21231",
    );
    assert_eq!(seens.tables(), [Table::Employment]);
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=4 noc_code=5 start_date=1 end_date=2 hours_per_week=3"
    );
    assert_eq!(seens.row_numbers(0), [3]);
    assert!(
        recognition.problems.is_empty(),
        "{:?}",
        recognition.problems
    );
}

#[test]
fn group_headings_name_the_table_of_what_stands_below() {
    let text = "Client ID|Work permit|||Employment||||\n|Type|From|To|Employer|Title|From|To|NOC\nC-1|PGWP|a|b|Acme|Dev|c|d|21231\nC-2|OWP|a|b||||";
    let (seens, recognition) = one(text);
    assert_eq!(seens.tables(), [Table::Employment, Table::Permits]);
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=4 job_title=5 noc_code=8 start_date=6 end_date=7"
    );
    assert_eq!(
        seens.columns(1),
        "applicant_id=0 permit_type=1 valid_from=2 valid_to=3"
    );
    assert_eq!(seens.0[1].rows.len(), 2);
    assert_eq!(seens.0[0].found.block.heading_row, 2);
    assert!(
        recognition.problems.is_empty(),
        "{:?}",
        recognition.problems
    );
}

#[test]
fn a_group_of_levels_or_of_somebody_else_is_not_read_as_scores() {
    let text = "Client ID|Test|Test date|Scores||||CLB||||Spouse|\n|||L|R|W|S|L|R|W|S|L|R\nC-1|IELTS|a|8|7|6|7|9|8|7|9|1|1";
    let (seens, recognition) = one(text);
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 test=1 test_date=2 listening=3 reading=4 writing=5 speaking=6"
    );
    assert_eq!(codes(&recognition), ["column_ignored"]);
}

#[test]
fn a_second_line_in_the_other_language_is_no_record() {
    let (seens, _) = one(
        "Client ID|Employer|Start date|NOC\nNo client|Employeur|Date de début|CNP\nC-1|Acme|a|21231",
    );
    assert_eq!(seens.row_numbers(0), [3]);
    let (seens, _) = one(
        "Client ID / No client|Employer / Employeur|Start date / Date de début|NOC / CNP\nC-1|Acme|a|21231",
    );
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=1 noc_code=2 start_date=2".replace("noc_code=2", "noc_code=3")
    );
}

#[test]
fn ambiguous_headings_need_a_recognised_table() {
    let (seens, recognition) = one("From|To|Type|Name\na|b|c|d");
    assert!(seens.0.is_empty());
    assert_eq!(codes(&recognition), ["table_unknown"]);
    let (seens, _) = read(&[(
        "Permits",
        "Client ID|Type|From|To|Status\nC-1|PGWP|a|b|Approved",
    )]);
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 permit_type=1 valid_from=2 valid_to=3 decision=4"
    );
    let (seens, _) = read(&[("Status history", "Client ID|Status|From|To\nC-1|PGWP|a|b")]);
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 permit_type=1 valid_from=2 valid_to=3"
    );
}

#[test]
fn tables_that_share_columns_are_told_apart() {
    let cases = [
        ("applicant_id|start_date", Table::Studies),
        ("applicant_id|start_date|end_date", Table::Leaves),
        ("applicant_id|employer|start_date", Table::Employment),
        ("applicant_id|left_on", Table::Absences),
        ("Client ID|Departure|Return|Purpose", Table::Absences),
        ("Client ID|School|Start date|End date", Table::Studies),
        (
            "Client ID|Employer|Start date|End date|Type of leave",
            Table::Leaves,
        ),
        (
            "Client ID|Employer|Start date|End date|NOC",
            Table::Employment,
        ),
        (
            "Client ID|Employer|Issue date|Expiry date|Permit type",
            Table::Permits,
        ),
        ("No client|Date de départ|Date de retour", Table::Absences),
        (
            "No client|Employeur|Titre du poste|Date d'embauche|Date de départ",
            Table::Employment,
        ),
    ];
    for (headings, table) in cases {
        let (seens, recognition) = one(&format!("{headings}\nx|x|x"));
        assert_eq!(
            seens.tables(),
            [table],
            "{headings}: {:?}",
            recognition.problems
        );
    }
}

#[test]
fn two_tables_that_fit_alike_are_asked_unless_a_name_settles_it() {
    let text = "applicant_id|employer|start_date|end_date\nC-1|Acme|a|b";
    let (seens, recognition) = one(text);
    assert!(seens.0.is_empty());
    assert!(
        the(&recognition, ProblemCode::TableUnknown)
            .done
            .contains("\"employment\" and \"leaves\"")
            || recognition.problems.len() > 1
    );
    assert_eq!(read(&[("Congés", text)]).0.tables(), [Table::Leaves]);
    assert_eq!(
        read(&[("Work History", text)]).0.tables(),
        [Table::Employment]
    );
    let rules = FileRules::default();
    assert_eq!(
        read_with("in/leaves 2024.csv", &[("", text)], &rules)
            .0
            .tables(),
        [Table::Leaves]
    );
    assert_eq!(
        read_with("in/jobs.csv", &[("", text)], &rules).0.tables(),
        [Table::Employment]
    );
}

#[test]
fn two_columns_for_one_field_are_an_error_and_none_is_used() {
    let (seens, recognition) =
        one("Client ID|Employer|Start date|Hire date|NOC\nC-1|Acme|a|b|21231");
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=1 noc_code=4 start_date=2"
    );
    assert_eq!(
        seens.0[0].rows[0].1[5], "Error(\"#TWO_COLUMNS!\")",
        "not known, and not blank"
    );
    let problem = the(&recognition, ProblemCode::ColumnDuplicate);
    assert_eq!(problem.cell, "C1, D1");
    assert!(
        problem
            .done
            .contains("\"Start date\" (C1) and \"Hire date\" (D1)"),
        "{}",
        problem.done
    );
    assert_eq!(codes(&recognition), ["column_duplicate"]);
}

#[test]
fn a_missing_required_column_names_the_nearest_candidates() {
    let (seens, recognition) = one("Client ID|Employr|Start date|NOC|Hrs/wk\nC-1|Acme|a|21231|40");
    assert_eq!(seens.row_numbers(0), [2], "its rows are handed over");
    assert_eq!(seens.0[0].rows[0].1[1], "");
    let problem = the(&recognition, ProblemCode::ColumnMissing);
    assert!(
        problem.done.contains("row 1") && problem.done.contains("\"employer\""),
        "{}",
        problem.done
    );
    assert!(
        problem.todo.contains("\"Employr\" (B1)"),
        "{}",
        problem.todo
    );
}

#[test]
fn several_tables_in_one_sheet_are_read_one_after_the_other() {
    let text = "Client ID|Employer|Start date|NOC\nC-1|Acme|a|21231\n\nC-2|Beta|b|21231\n\nWork permits\nClient ID|Permit type|Valid from|Valid to\nC-1|PGWP|a|b\n\nClient ID|Test|Test date|L|R|W|S\nC-1|IELTS|a|7|7|7|7\n\nC-9";
    let (seens, recognition) = one(text);
    assert_eq!(
        seens.tables(),
        [Table::Employment, Table::Permits, Table::LanguageTests]
    );
    assert_eq!(seens.row_numbers(0), [2, 4]);
    assert_eq!(seens.row_numbers(1), [8]);
    assert_eq!(seens.row_numbers(2), [11, 13], "a held row is not lost");
    let blocks: Vec<(u16, u32)> = recognition
        .blocks
        .iter()
        .map(|block| (block.block, block.heading_row))
        .collect();
    assert_eq!(blocks, [(0, 1), (1, 7), (2, 10)]);
    assert!(
        recognition.problems.is_empty(),
        "{:?}",
        recognition.problems
    );
}

#[test]
fn a_table_ends_where_the_headings_of_another_follow_without_an_empty_row() {
    let jobs = "applicant_id|employer|start_date|noc_code\nC1|Acme|a|21231\nC1\n";
    let away = "applicant_id|left_on|returned_on|reason\nC1|b|c|family";
    for (title, row) in [
        ("", 5),
        ("Absences\n", 6),
        ("Absences 2024\n", 6),
        ("Absences\nOf all clients\n", 7),
    ] {
        let (seens, recognition) = one(&format!("{jobs}{title}{away}"));
        assert_eq!(seens.tables(), [Table::Employment, Table::Absences]);
        assert_eq!(seens.row_numbers(0), [2, 3], "{title}");
        assert_eq!(seens.row_numbers(1), [row], "{title}");
        assert!(recognition.problems.is_empty(), "{title}");
    }
}

#[test]
fn a_title_that_is_repeated_with_the_headings_is_no_record() {
    let page = "Work history\nClient ID|Employer|Start date\n";
    let (seens, recognition) = one(&format!(
        "{page}C1|Acme|a\n{page}C2|Beta|b\nC3\nClient ID|Employer|Start date\nC4|Acme|c"
    ));
    assert_eq!(seens.tables(), [Table::Employment; 2]);
    assert_eq!(seens.row_numbers(0), [3]);
    assert_eq!(seens.row_numbers(1), [6, 7, 9]);
    assert_eq!(codes(&recognition), ["row_totals"]);
}

#[test]
fn no_client_is_taken_for_headings_or_a_title_above_them() {
    let (seens, _) = one(
        "Client ID|Name\nSmith\nEmployer|Work\nNOC\nPermits\nClient ID|Permit type|Valid from\nSmith|PGWP|a",
    );
    assert_eq!(seens.tables(), [Table::Applicants, Table::Permits]);
    assert_eq!(seens.row_numbers(0), [2, 3, 4]);
    // Without a heading for the id nothing ends a table but an empty row.
    let (seens, _) = one(
        "Client ID|Employer|Start date|NOC\nReference|Acme|Present|Dev\nTitle|Employer|Start date|NOC\nSmith|Acme|a|21231",
    );
    assert_eq!(seens.tables(), [Table::Employment]);
    assert_eq!(seens.row_numbers(0), [2, 3, 4]);
}

#[test]
fn tables_side_by_side_are_cut_at_empty_columns() {
    let text = "Client ID|Permit type|Valid from|Valid to||Client ID|Departure|Return\nC-1|PGWP|a|b||C-1|c|d\n|||||C-2|e|f";
    let (seens, recognition) = one(text);
    assert_eq!(seens.tables(), [Table::Permits, Table::Absences]);
    assert_eq!(seens.columns(1), "applicant_id=5 left_on=6 returned_on=7");
    assert_eq!(seens.row_numbers(0), [2]);
    assert_eq!(seens.row_numbers(1), [2, 3]);
    assert!(
        recognition.problems.is_empty(),
        "{:?}",
        recognition.problems
    );
}

#[test]
fn an_empty_column_inside_one_table_does_not_cut_it() {
    let (seens, _) = one("Client ID||Employer|Start date||NOC\nC-1||Acme|a||21231");
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=2 noc_code=5 start_date=3"
    );
}

#[test]
fn totals_and_notes_are_passed_over_and_records_never() {
    let text = "Client ID|Employer|Start date|Total hours|NOC\nC-1|Acme|a|100|21231\nTotal|||100\n|||100\nTotal for C-1|||100|\n|Subtotal||5\nNote: hours were estimated\nTotal|Acme|a|5|21231\n|Total Energies|a|5|21231\nC-2|||7\nC-3\nClient ID|Employer|Start date|Total hours|NOC";
    let (seens, recognition) = one(text);
    assert_eq!(seens.row_numbers(0), [2, 8, 9, 10, 11]);
    let problem = the(&recognition, ProblemCode::RowTotals);
    assert!(
        problem.done.contains("row 3, 4, 5, 6, 7, 12."),
        "{}",
        problem.done
    );
    assert_eq!(
        (
            recognition.tables[0].rows.read,
            recognition.tables[0].rows.blank
        ),
        (11, 6)
    );
}

#[test]
fn a_list_of_applicants_loses_nobody() {
    let text = "Client ID|Name\nC-1|Tremblay, Marie\nC-2\nTotal|2\nSmith John re Foo Inc";
    let (seens, _) = one(text);
    assert_eq!(seens.tables(), [Table::Applicants]);
    assert_eq!(seens.row_numbers(0), [2, 3, 5]);
    assert_eq!(seens.0[0].rows[0].2, "Tremblay, Marie");
    assert_eq!(seens.0[0].found.full_name, Some(1));
}

#[test]
fn names_are_split_or_joined() {
    let (seens, _) = one("No dossier|Nom|Prénom|Date de naissance\n1|T|M|x");
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 family_name=1 given_name=2 date_of_birth=3"
    );
    let (seens, _) = one("No dossier|Nom|Date de naissance\n1|T|x");
    assert_eq!(
        (seens.columns(0).as_str(), seens.0[0].found.full_name),
        ("applicant_id=0 date_of_birth=2", Some(1))
    );
    let (seens, _) = one("Client ID|File number|Last name|First name\n1|2|T|M");
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 file_number=1 family_name=2 given_name=3"
    );
}

#[test]
fn inverted_questions_and_answers_are_said() {
    let (seens, _) = one(
        "Client ID|Employer|Start date|NOC|Unpaid?|Self-employed?|In Canada?\nC-1|Acme|a|21231|no|no|yes",
    );
    let found = &seens.0[0].found;
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=1 noc_code=3 start_date=2 pay=4 employment_type=5 country=6"
    );
    assert_eq!(found.inverted.iter().filter(|one| **one).count(), 1);
    assert!(found.inverted[Table::Employment.column("pay").expect("a column")]);
    assert_eq!(found.words["employment_type"]["no"], "employee");
    assert_eq!(found.words["country"]["oui"], "CA");
}

#[test]
fn hours_that_do_not_say_per_what_are_not_read_except_beside_pay_periods() {
    let (seens, recognition) =
        one("Client ID|Employer|Start date|NOC|Hours\nC-1|Acme|a|21231|37.5");
    assert!(!seens.columns(0).contains("hours"));
    assert!(
        the(&recognition, ProblemCode::ColumnIgnored)
            .todo
            .contains("per week or in total")
    );
    let (seens, _) = one("Emp #|Company|Pay period start|Pay period end|Reg Hours\n1|Acme|a|b|75");
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=1 start_date=2 end_date=3 total_hours=4"
    );
}

#[test]
fn extra_columns_and_sheets_are_noted_once() {
    let sheets = [
        (
            "Jobs",
            "Client ID|Employer|Start date|Email|UCI\nC-1|Acme|a|x|y",
        ),
        ("Prices", "a|b\n1|2"),
        ("Empty", ""),
    ];
    let (_, recognition) = read(&sheets);
    assert_eq!(codes(&recognition), ["column_ignored", "sheet_ignored"]);
    let problem = the(&recognition, ProblemCode::ColumnIgnored);
    assert_eq!(
        (problem.cell.as_str(), problem.value.as_str()),
        ("D1", "Email; UCI")
    );
    assert_eq!(recognition.unread_sheets, [1]);
}

#[test]
fn a_sheet_about_the_spouse_is_not_read() {
    let text = "Client ID|Employer|Start date\nC-1|Acme|a";
    let (seens, recognition) = read(&[("Work", text), ("Spouse work history", text)]);
    assert_eq!(seens.tables(), [Table::Employment]);
    assert_eq!(codes(&recognition), ["sheet_ignored"]);
}

#[test]
fn cells_beyond_the_headings_are_said() {
    let (_, recognition) =
        one("Client ID|Employer|Start date\nC-1|Acme|a|slipped\nC-1|Acme|a|slipped");
    let problem = the(&recognition, ProblemCode::RowRagged);
    assert_eq!(problem.cell, "D2");
    assert!(problem.done.contains("2 row(s)"));
}

#[test]
fn the_configuration_goes_before_everything() {
    let file: FileMapping = toml::from_str(
        "pattern='*'\ndate_order='day_first'\n[headings]\n'Firm'='employer'\n'Employer'='ignore'\n'Code'='employment.noc_code'\n[sheets]\n'Sheet1'='employment'\n'Old'='ignore'\n[values.pay]\n'cash'='wages'",
    )
    .expect("TOML");
    let rules = Mapping::new(&[file])
        .expect("a mapping")
        .rules(&["book.xlsx"]);
    let text = "Client ID|Firm|Employer|From|Code\nC-1|Acme|x|a|21231";
    let (seens, recognition) = read_with("book.xlsx", &[("Sheet1", text), ("Old", text)], &rules);
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=1 noc_code=4 start_date=3"
    );
    assert_eq!(seens.0[0].found.words["pay"]["cash"], "wages");
    assert_eq!(codes(&recognition), ["column_ignored"]);
}

#[test]
fn a_file_without_any_table_is_an_error() {
    let (_, recognition) = one("a|b|c\n1|2|3");
    assert_eq!(codes(&recognition), ["table_unknown"]);
    let (_, recognition) = read(&[]);
    assert_eq!(codes(&recognition), ["table_unknown"]);
    assert!(
        the(&recognition, ProblemCode::TableUnknown)
            .todo
            .contains("landed schema")
    );
}

#[test]
fn a_flat_file_gives_each_of_its_tables() {
    let text = "Client No|Last Name|First Name|DOB|ITA date|Permit Type|Permit No|Issue Date|Expiry Date|Employer|Job Title|NOC|Hire Date|Hrs/wk\nC-1|T|M|x|y|PGWP|W1|a|b|Acme|Dev|21231|c|40\nC-2|U|N|x|y|OWP|W2|a|b";
    let (seens, recognition) = one(text);
    let mut tables = seens.tables();
    tables.sort_unstable();
    assert_eq!(
        tables,
        [Table::Applicants, Table::Employment, Table::Permits],
        "{:?}",
        recognition.problems
    );
    assert!(
        recognition.problems.is_empty(),
        "{:?}",
        recognition.problems
    );
    let blocks: Vec<u16> = recognition.blocks.iter().map(|block| block.block).collect();
    assert_eq!(blocks, [0, 1, 2]);
}

#[test]
fn a_current_status_beside_a_list_of_clients_is_no_permit() {
    let (seens, recognition) =
        one("Client ID|Last name|First name|Permit type|Permit expiry\nC-1|T|M|PGWP|x");
    assert_eq!(
        seens.tables(),
        [Table::Applicants],
        "{:?}",
        recognition.problems
    );
}

#[test]
fn in_a_flat_file_a_heading_of_two_tables_is_used_by_neither() {
    let text = "Client ID|Employer|Job title|Hire date|End date|School|Program start\nC-1|Acme|Dev|a|b|U|c";
    let (seens, recognition) = one(text);
    assert_eq!(seens.tables(), [Table::Employment, Table::Studies]);
    assert_eq!(codes(&recognition), ["column_duplicate"]);
    assert_eq!(seens.0[0].rows[0].1[6], "Error(\"#TWO_COLUMNS!\")");
    let grouped = "Client ID|Employment||||Studies||\n|Employer|Title|From|To|School|From|To\nC-1|Acme|Dev|a|b|U|c|d";
    let (seens, recognition) = one(grouped);
    assert_eq!(
        seens.columns(0),
        "applicant_id=0 employer=1 job_title=2 start_date=3 end_date=4"
    );
    assert_eq!(
        seens.columns(1),
        "applicant_id=0 institution=5 start_date=6 completed_on=7"
    );
    assert!(recognition.problems.is_empty());
}

/// A row of any cells: headings, labels, ids, words, numbers, nothing.
fn any_line() -> impl Strategy<Value = String> {
    const TEXTS: [&str; 30] = [
        "",
        "",
        "",
        "",
        "Client ID",
        "Employer",
        "Start date",
        "From",
        "To",
        "Type",
        "Permit type",
        "Valid from",
        "Total",
        "Note: x",
        "C-1",
        "C-2",
        "Acme",
        "12",
        "3.5",
        "Work permit",
        "Employment",
        "No client",
        "Du",
        "Listening",
        "L",
        "Test",
        "Spouse",
        " ",
        "a | b",
        "\u{a0}",
    ];
    prop::collection::vec(prop::sample::select(&TEXTS[..]), 0..9).prop_map(|cells| cells.join("|"))
}

proptest! {
    #[test]
    fn no_sheet_breaks_it_and_every_row_is_counted(lines in prop::collection::vec(any_line(), 0..70), name in ".{0,8}") {
        // `read_with` checks that rows handed over and rows counted as blank are the rows read.
        read(&[(&name, &lines.join("\n")), ("Permits", &lines.join("\n"))]);
    }

    #[test]
    fn a_row_with_an_id_and_data_is_handed_over(lines in prop::collection::vec(any_line(), 0..30)) {
        let headings = "Client ID|Employer|Start date|Hrs/wk|NOC|Email";
        // No empty rows, so that the table goes on to the end of the sheet.
        let lines: Vec<String> = lines.iter().map(|line| format!("{line}|||||||x")).collect();
        let (seens, recognition) = one(&format!("{headings}\nC-0|Acme|a|40|21231\n{}", lines.join("\n")));
        let handed = seens.row_numbers(0);
        // Below the headings of another table the cells are of other columns.
        let end = recognition.blocks.get(1).map_or(u32::MAX, |block| block.heading_row);
        for (number, line) in (3..end).zip(&lines) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let id = cells[0].starts_with("C-");
            let data = cells[1..5].iter().any(|cell| !cell.is_empty());
            prop_assert!(!(id && data) || handed.contains(&number), "{line}");
        }
    }
}

/// A day as a text and as a date of a spreadsheet.
const DAY: &str = "2023-03-15";
const DATE: Cell<'_> = Cell::Date {
    serial: 45_000.0,
    is_1904: false,
};

#[test]
fn a_row_with_a_date_below_the_headings_is_read_as_one_that_waits() {
    const JOBS: &str = "Client ID|Employer|Start date\n";
    const PERMITS: &str = "Client ID|Permit type|Valid from|Valid to\n";
    let job = format!("A1|Acme|{DAY}\nA2|Beta|{DAY}\n");
    let permit = format!("A1|Work|{DAY}|{DAY}\n");
    for text in [
        format!("{JOBS}{job}"),
        format!("{JOBS}A0|Gamma|\n{job}"),
        format!("{JOBS}\n{job}"),
        format!("Jobs of all clients\n\n{JOBS}{job}"),
        format!("{JOBS}{job}\n{PERMITS}{permit}"),
        format!("{JOBS}{DAY}\n{job}\n\nPermits\n{PERMITS}\n{permit}"),
        format!("Client||Job\nClient ID|Employer|Start date\n{job}"),
        format!(
            "Client ID|Employer|Start date||Client ID|Permit type|Valid from\nA1|Acme|{DAY}||A1|Work|{DAY}\n"
        ),
    ] {
        let read = |dated: bool| {
            let (mut seens, rules) = (Seens::default(), FileRules::default());
            let mut recogniser = Recogniser::new(0, "book.xlsx", &rules, &mut seens);
            recogniser.sheet(SheetHead {
                name: "Sheet1",
                position: 0,
                hidden: false,
            });
            for (number, line) in (1..).zip(text.lines()) {
                let cells = (0..).zip(line.split('|'));
                let cells = cells.filter(|(_, cell)| !cell.is_empty());
                let cells = cells.map(|(column, cell)| match cell {
                    DAY if dated => (column, DATE),
                    _ => (column, Cell::Text(cell)),
                });
                let cells: Vec<(u32, Cell<'_>)> = cells.collect();
                if !cells.is_empty() {
                    recogniser.row(number, false, &cells);
                }
            }
            recogniser.sheet_end(true);
            let recognition = recogniser.finish();
            let seen = seens.0.iter().map(|seen| {
                let block = &seen.found.block;
                (block.table, block.block, block.heading_row, &seen.rows)
            });
            let seen: Vec<_> = seen.collect();
            assert!(seen.iter().any(|(.., rows)| !rows.is_empty()), "{text}");
            format!("{seen:?} {:?}", recognition.problems).replace(&shown(Some(&DATE)), DAY)
        };
        assert_eq!(read(true), read(false), "{text}");
    }
}

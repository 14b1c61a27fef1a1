//! Rows of each table: what is read, what is unknown, what sets a row aside, and which problem says so.

use super::rehearsal::{found, read_cells, read_table, read_table_as};
use super::*;
use crate::calendar::{Day, RecordedDate};
use crate::finding::ProblemCode;
use crate::intake::Cell;
use crate::law::NocVersion;
use crate::provenance::{Origin, Table};
use crate::recognition::{CONTESTED, DateOrder, TableVisitor as _, normalise_value};

/// The codes of the problems with their cells.
fn problems(harvest: &Harvest) -> Vec<(&'static str, &str)> {
    let listed = harvest.problems.iter();
    listed
        .map(|problem| (problem.code.id(), problem.cell.as_str()))
        .collect()
}

#[test]
fn an_employment_row_is_read_cell_by_cell() {
    let harvest = read_table(
        Table::Employment,
        0,
        "applicant_id | employer | job_title | noc_code | noc_version | start_date | end_date | hours_per_week | total_hours | pay | employment_type | province | country
         A1 | Acme Inc. | Dev | NOC 21231 | v2021 | 2021-03 | à ce jour | 37,5 hrs | | salary | employee | Ontario | Canada
         A1 | Acme Inc. | | | | 2020-01-01 | | | | | | |",
    );
    assert_eq!(problems(&harvest), []);
    let [full, bare] = harvest.employment.as_slice() else {
        panic!("two rows");
    };
    assert_eq!(full.facts.noc_code, Fact::Known("21231".into()));
    assert_eq!(full.facts.noc_version, Fact::Known(NocVersion(2021)));
    assert_eq!(full.facts.start.to_string(), "2021-03");
    assert_eq!(full.facts.end, EndDate::Present);
    assert_eq!(full.facts.pay, Fact::Known(Pay::Salary));
    assert_eq!(full.facts.country, Fact::Known(Country::Canada));
    assert_eq!(bare.facts.end, EndDate::Blank);
    assert_eq!(bare.facts.pay, Fact::Blank);
    let cells = full.canonical_cells();
    let text: Vec<&str> = cells.iter().map(|cell| &**cell).collect();
    assert_eq!(
        text.join("|"),
        "A1|Acme Inc.|Dev|21231|2021|2021-03|present|37.5||salary|employee|ON|Canada"
    );
}

#[test]
fn an_absent_column_is_not_a_blank_cell() {
    let harvest = read_table(
        Table::Employment,
        0,
        "applicant_id | employer | start_date\nA1 | Acme | 2021-03-01",
    );
    assert_eq!(harvest.employment[0].facts.pay, Fact::NoColumn);
    assert_eq!(harvest.employment[0].facts.hours_per_week, Fact::NoColumn);
    assert_eq!(problems(&harvest), []);
}

#[test]
fn what_sets_an_employment_row_aside() {
    let harvest = read_table(
        Table::Employment,
        0,
        "applicant_id | employer | start_date | end_date
         | Acme | 2021-03-01 |
         A1 | | 2021-03-01 |
         A1 | Acme | |
         A1 | Acme | soon |
         A1 | Acme | 2021-03-01 | 12-03-21
         A1 | Acme | 2021-03-01 | 2021-02-28
         A1 | #REF! | 2021-03-01 |
         A1 | Acme | 2021-03 | 2021-03-15",
    );
    assert_eq!(harvest.employment.len(), 1);
    assert_eq!(
        problems(&harvest),
        [
            ("applicant_id_missing", "A2"),
            ("required_cell_blank", "B3"),
            ("required_cell_blank", "C4"),
            ("date_unreadable", "C5"),
            ("date_unreadable", "D6"),
            ("dates_inverted", "D7"),
            ("cell_error", "B8"),
        ]
    );
    let rejects: Vec<Reject> = harvest.set_aside.iter().map(|row| row.reject).collect();
    assert_eq!(rejects[0], Reject::NoApplicant);
    assert!(
        rejects[1..]
            .iter()
            .all(|reject| *reject == Reject::Unusable)
    );
}

#[test]
fn what_is_said_of_a_cell_that_two_columns_claim_speaks_of_no_formula() {
    for (id, employer) in [(CONTESTED, "Acme"), ("A1", CONTESTED)] {
        let columns = ["applicant_id", "employer", "start_date", "hours_per_week"];
        let cell = |text| {
            Some(match text {
                CONTESTED => Cell::Error(text),
                text => Cell::Text(text),
            })
        };
        let mut row: Vec<Option<Cell<'_>>> = vec![None; Table::Employment.columns().len()];
        for (name, text) in columns
            .into_iter()
            .zip([id, employer, CONTESTED, CONTESTED])
        {
            row[Table::Employment.column(name).unwrap()] = cell(text);
        }
        let harvest = read_cells(found(Table::Employment, 0, &columns), &[row]);
        assert!(harvest.problems.len() >= 3, "{:?}", harvest.problems);
        for problem in &harvest.problems {
            assert_eq!(problem.value, "#TWO_COLUMNS!");
            assert!(problem.todo.starts_with("Two columns"), "{problem:?}");
        }
        // What is published is read back as it was.
        assert_eq!(&*harvest.set_aside[0].cells[5], "#TWO_COLUMNS!");
    }
}

#[test]
fn a_row_of_nobody_may_be_below_a_merged_cell() {
    let text = "applicant_id | employer | start_date\n | Beta | 2024-09-16";
    let harvest = read_table(Table::Employment, 0, text);
    let todo = &harvest.problems[0].todo;
    assert!(
        todo.contains("unmerge them and fill in every row"),
        "{todo}"
    );
}

#[test]
fn what_to_write_instead_of_what_is_no_date() {
    let todo = |start: Cell<'_>, end: Cell<'_>| {
        let columns = ["applicant_id", "employer", "start_date", "end_date"];
        let mut row: Vec<Option<Cell<'_>>> = vec![None; Table::Employment.columns().len()];
        let cells = [Cell::Text("A1"), Cell::Text("Acme"), start, end];
        for (name, cell) in columns.into_iter().zip(cells) {
            row[Table::Employment.column(name).unwrap()] = Some(cell);
        }
        let harvest = read_cells(found(Table::Employment, 0, &columns), &[row]);
        let todo = harvest.problems.into_iter().map(|problem| problem.todo);
        todo.collect::<Vec<String>>()
    };
    let day = Cell::Text("2024-01-15");
    for serial in [
        Cell::Number(45_306.0),
        Cell::Text("45306"),
        Cell::Number(45_306.75),
    ] {
        let [said] = &todo(serial, day)[..] else {
            panic!("one problem")
        };
        assert!(
            said.contains("number of the day 2024-01-15. Format the column as a date"),
            "{said}"
        );
    }
    let plain = "Write the date as YYYY-MM-DD, or as YYYY-MM if only the month is known.";
    assert_eq!(
        todo(Cell::Number(453.0), Cell::Text("n/a or so")),
        [plain, plain]
    );
    for nothing in ["N/A", "-", "\u{2014}", "null"] {
        let [start, end] = &todo(Cell::Text(nothing), Cell::Text(nothing))[..] else {
            panic!("two problems")
        };
        assert_eq!(start, plain);
        assert!(
            end.starts_with("Leave the cell blank, or write present,"),
            "{nothing}: {end}"
        );
        let text = format!(
            "applicant_id | permit_type | valid_from | decided_on\nA1 | pgwp | 2024-01-15 | {nothing}"
        );
        let permits = read_table(Table::Permits, 0, &text);
        let said = &permits.problems[0].todo;
        assert!(
            said.starts_with("Leave the cell blank if there is no date;"),
            "{nothing}: {said}"
        );
    }
}

#[test]
fn every_problem_of_a_row_is_reported_at_once() {
    let harvest = read_table(
        Table::Employment,
        0,
        "applicant_id | employer | start_date | hours_per_week | total_hours | pay | noc_code | country | province
         A1 | | soon | 200 | lots | barter | x | Utopia | ON",
    );
    let codes: Vec<&str> = problems(&harvest).iter().map(|(code, _)| *code).collect();
    assert_eq!(
        codes,
        [
            "required_cell_blank",
            "value_unknown",
            "date_unreadable",
            "hours_impossible",
            "hours_unreadable",
            "value_unknown",
            "value_unknown"
        ]
    );
}

#[test]
fn unclear_cells_keep_their_text() {
    let harvest = read_table(
        Table::Employment,
        0,
        "applicant_id | employer | start_date | hours_per_week | pay | country | province | noc_code | noc_version
         A1 | Acme | 2021-03-01 | 200 | barter | India | Kerala | 99999 | 1991
         A1 | Acme | 2021-03-01 | 40 | salary | India | ON | 99999 | 2021
         A1 | Acme | 2021-03-01 | 40 | salary | | | 2016 2173 | 2021
         A1 | Acme | 2021-03-01 | 40 | salary | | | NOC 2016 2173 |",
    );
    assert_eq!(
        problems(&harvest),
        [
            ("value_unknown", "I2"),
            ("hours_impossible", "D2"),
            ("value_unknown", "E2"),
            ("noc_unknown", "H3"),
            ("location_contradictory", "F3"),
            ("value_unknown", "H4"),
        ]
    );
    let first = &harvest.employment[0];
    assert_eq!(first.facts.hours_per_week, Fact::Unclear(Doubt::Unreadable));
    // A region of another country is no Canadian province, and no problem.
    assert_eq!(first.facts.province, Fact::Unclear(Doubt::Unreadable));
    let kept: Vec<(u8, &str)> = first
        .verbatim
        .iter()
        .map(|(at, text)| (*at, &**text))
        .collect();
    assert_eq!(
        kept,
        [(4, "1991"), (7, "200"), (9, "barter"), (11, "Kerala")]
    );
    assert_eq!(
        harvest.employment[3].facts.noc_version,
        Fact::Known(NocVersion(2016))
    );
}

#[test]
fn the_column_settles_the_order_of_day_and_month() {
    let start = |text: &str, order: Option<DateOrder>| {
        let table = format!("applicant_id | employer | start_date\n{text}");
        read_table_as(Table::Employment, 0, &table, |found| {
            found.date_order = order;
        })
    };
    let open = start("A1 | X | 03/04/2024\nA1 | X | 03/03/2024", None);
    assert_eq!(
        open.employment[0].facts.start.to_string(),
        "2024-03-04/2024-04-03"
    );
    assert_eq!(problems(&open), [("date_ambiguous", "C2")]);
    // The settling cell may stand in a later row, even one that is set aside.
    let settled = start("A1 | X | 03/04/2024\n | X | 13/04/2024", None);
    assert_eq!(settled.employment[0].facts.start.to_string(), "2024-04-03");
    let torn = start(
        "A1 | X | 03/04/2024\nA1 | X | 13/04/2024\nA1 | X | 04/13/2024",
        None,
    );
    assert_eq!(
        torn.employment[0].facts.start.to_string(),
        "2024-03-04/2024-04-03"
    );
    assert_eq!(torn.employment[1].facts.start.to_string(), "2024-04-13");
    assert_eq!(problems(&torn), [("date_ambiguous", "C2")]);
    let given = start(
        "A1 | X | 03/04/2024\nA1 | X | 13/04/2024",
        Some(DateOrder::MonthFirst),
    );
    assert_eq!(given.employment[0].facts.start.to_string(), "2024-03-04");
    assert_eq!(problems(&given), [("date_ambiguous", "C3")]);
}

#[test]
fn each_column_is_settled_by_itself() {
    let harvest = read_table(
        Table::Employment,
        0,
        "applicant_id | employer | start_date | end_date
         A1 | X | 03/04/2024 | 05/06/2024
         A1 | X | 13/04/2024 | 05/06/2024",
    );
    assert_eq!(harvest.employment[0].facts.start.to_string(), "2024-04-03");
    assert_eq!(
        problems(&harvest),
        [("date_ambiguous", "D2"), ("date_ambiguous", "D3")]
    );
}

#[test]
fn permits_that_contradict_themselves_are_set_aside() {
    let heading =
        "applicant_id | permit_type | valid_from | valid_to | applied_on | decided_on | decision";
    let bad = [
        "pgwp | | 2024-01-01 | | |",
        "pgwp | 2021-01-01 | | | | refused",
        "pgwp | 2021-01-01 | | | | pending",
        "pgwp | | | 2021-01-01 | 2021-05-01 | pending",
        "pgwp | | | 2021-01-01 | 2021-05-01 |",
        "pgwp | | | 2021-01-01 | | approved",
    ];
    for line in bad {
        let harvest = read_table(Table::Permits, 0, &format!("{heading}\nA1 | {line}"));
        assert_eq!(harvest.permits.len(), 0, "{line}");
        assert_eq!(
            harvest.problems[0].code,
            ProblemCode::PermitContradictory,
            "{line}"
        );
    }
    let good = [
        "pgwp | 2021-01-01 | | | | withdrawn",
        "pgwp | 2021-01-01 | 2024-01-01 | | |",
        "pgwp | 2021-01-01 | | | 2020-12-01 | approved",
        "pgwp | | | 2021-01-01 | 2021-05-01 | approved",
        "pgwp | | | 2021-01-01 | | refused",
        "pgwp | | | 2021-01-01 | |",
        "pgwp | | | 2021-01-01 | | pending",
        "interim_authorization | 2021-01-01 | | | | pending",
        "interim_authorization | | 2024-01-01 | | 2021-01-01 | refused",
        "interim_authorization | | | | | approved",
    ];
    for line in good {
        let harvest = read_table(Table::Permits, 0, &format!("{heading}\nA1 | {line}"));
        assert_eq!(problems(&harvest), [], "{line}");
    }
    let unclear = read_table(
        Table::Permits,
        0,
        &format!("{heading}\nA1 | pgwp | 2021-01-01 | | | | perhaps"),
    );
    assert_eq!(
        unclear.permits[0].facts.decision,
        Fact::Unclear(Doubt::Unreadable)
    );
    let early = read_table(
        Table::Permits,
        0,
        &format!("{heading}\nA1 | pgwp | | | 2021-05 | 2021-04-30 | refused"),
    );
    assert_eq!(problems(&early), [("decision_before_application", "F2")]);
    let unknown = read_table(
        Table::Permits,
        0,
        &format!("{heading}\nA1 | WP | 2021-01-01 | | | |"),
    );
    assert_eq!(problems(&unknown), [("value_unknown", "B2")]);
    assert_eq!(unknown.set_aside[0].reject, Reject::Unusable);
}

#[test]
fn a_language_test_that_cannot_be_used_keeps_its_date() {
    let harvest = read_table(
        Table::LanguageTests,
        0,
        "applicant_id | test | test_date | listening | reading | writing | speaking | score_scale
         A1 | IELTS General | 2024-01-15 | 7 | 7.0 | CLB 8 | 10+ |
         A1 | IELTS General | 2024-01-15 | 6.3 | 7.0 | 7 | pass |
         A1 | TOEIC? | 2024-01 | 7 | 7 | 7 | 7 |
         A1 | IELTS General | soon | 7 | 7 | 7 | |
         A1 | IELTS Academic | 2024-01-15 | B2 | 7 | 7 | 7 |
         A1 | IELTS | 2024-01-15 | 6.3 | 7 | 7 | 7 |
         A1 | TEF Canada | 2024-01-15 | 600 | 300 | 300 | 300 | 699",
    );
    assert_eq!(harvest.language_tests.len(), 3);
    assert_eq!(
        problems(&harvest),
        [
            ("score_impossible", "D3"),
            ("score_unreadable", "G3"),
            ("value_unknown", "B4"),
            ("date_unreadable", "C5"),
            ("required_cell_blank", "G5"),
            ("score_unreadable", "D6"),
        ]
    );
    let rejects: Vec<String> = harvest
        .set_aside
        .iter()
        .map(|row| format!("{:?}", row.reject))
        .collect();
    assert!(rejects[0].starts_with("DatedTest"));
    assert!(rejects[1].starts_with("DatedTest"));
    assert_eq!(rejects[2], "Unusable");
    assert_eq!(harvest.language_tests[2].facts.scale_699, Fact::Known(true));
    // Which scores a test gives is not known where its name does not say which test it is.
    assert_eq!(harvest.language_tests[1].canonical_cells()[3], "6.3");
}

#[test]
fn an_applicants_row_is_set_aside_only_for_its_id() {
    let mut table = found(
        Table::Applicants,
        0,
        &[
            "applicant_id",
            "date_of_birth",
            "invitation_date",
            "inadmissible",
        ],
    );
    table.full_name = Some(9);
    let mut reader = TableReader::new();
    reader.table(table);
    let mut cells = [None; 11];
    cells[0] = Some(Cell::Number(1001.0));
    cells[5] = Some(Cell::FormulaWithoutValue);
    cells[6] = Some(Cell::Text("soon"));
    cells[10] = Some(Cell::Text("perhaps"));
    let origin = Origin {
        file: 0,
        sheet: 0,
        block: 0,
        row: 2,
    };
    let cells: Vec<Option<&Cell<'_>>> = cells.iter().map(Option::as_ref).collect();
    reader.row(origin, &cells, Some(&Cell::Text("Roy, Zoë")));
    reader.row(origin, &[None; 11], Some(&Cell::Text("Zoë Roy")));
    reader.row(origin, &[None; 11], None);
    let harvest = reader.finish().harvest();
    let row = &harvest.applicants[0];
    assert_eq!(&*row.applicant, "1001");
    assert_eq!(
        (&*row.facts.family_name, &*row.facts.given_name),
        ("Roy", "Zoë")
    );
    assert_eq!(row.facts.invitation_date, Fact::Unclear(Doubt::Unreadable));
    assert_eq!(row.facts.date_of_birth, Fact::Unclear(Doubt::Unreadable));
    assert_eq!(row.facts.intended_province, Fact::NoColumn);
    assert_eq!(&*harvest.set_aside[0].cells[3], "Zoë Roy");
    assert_eq!((harvest.blocks[0].read, harvest.blocks[0].blank), (3, 1));
    let codes: Vec<&str> = problems(&harvest).iter().map(|(code, _)| *code).collect();
    assert_eq!(
        codes,
        [
            "cell_error",
            "date_unreadable",
            "value_unknown",
            "applicant_id_missing"
        ]
    );
}

#[test]
fn absences_leaves_and_studies() {
    let absences = read_table(
        Table::Absences,
        0,
        "applicant_id | left_on | returned_on | reason
         A1 | 2024-01-01 | present | paid vacation
         A1 | 2024-01-01 | 2024-02-01 | funeral
         A1 | 2024-01-01 | 2024-02-01 | vacation
         A1 | 2024-01-02 | 2024-01-01 |",
    );
    assert_eq!(absences.absences[0].facts.returned, None);
    assert_eq!(
        absences.absences[0].facts.reason,
        Fact::Known(AbsenceReason::PaidVacation)
    );
    assert_eq!(
        absences.absences[1].facts.reason,
        Fact::Known(AbsenceReason::Other("funeral".into()))
    );
    assert_eq!(
        problems(&absences),
        [("value_unknown", "D4"), ("dates_inverted", "C5")]
    );
    let leaves = read_table(
        Table::Leaves,
        0,
        "applicant_id | employer | start_date | end_date | kind
         A1 | | 2024-01-01 | 2024-01-05 | sick
         A1 | Acme | 2024-01-01 | | sick
         A1 | #N/A | 2024-01-01 | 2024-01-05 | sick
         A1 | Acme | 2024-01-01 | present | sick",
    );
    assert_eq!(leaves.leaves.len(), 1);
    assert_eq!(
        problems(&leaves),
        [
            ("required_cell_blank", "D3"),
            ("cell_error", "B4"),
            ("date_unreadable", "D5")
        ]
    );
    let studies = read_table(
        Table::Studies,
        0,
        "applicant_id | institution | full_time | start_date | completed_on
         A1 | UBC | full-time | 2020-09 | en cours
         A1 | UBC | no | 2020-09-01 | 2020-08-31",
    );
    assert_eq!(studies.studies[0].facts.completed, None);
    assert_eq!(studies.studies[0].facts.full_time, Fact::Known(true));
    assert_eq!(problems(&studies), [("dates_inverted", "E3")]);
}

#[test]
fn real_dates_and_configured_words_are_read() {
    let mut table = found(Table::Absences, 0, Table::Absences.columns());
    let words = [("out of office".to_owned(), "paid_vacation".to_owned())];
    table.words.insert("reason".to_owned(), words.into());
    let date = |serial| {
        Some(Cell::Date {
            serial,
            is_1904: false,
        })
    };
    let rows = [vec![
        Some(Cell::Text("A1")),
        date(44_256.75),
        date(44_260.0),
        Some(Cell::Text("Out of Office")),
    ]];
    let harvest = read_cells(table, &rows);
    let cells = harvest.absences[0].canonical_cells();
    let text: Vec<&str> = cells.iter().map(|cell| &**cell).collect();
    assert_eq!(text, ["A1", "2021-03-01", "2021-03-05", "paid_vacation"]);
}

#[test]
fn differing_hours_are_a_warning() {
    let read = |total: &str| {
        let text = format!(
            "applicant_id | employer | start_date | end_date | hours_per_week | total_hours
             A1 | Acme | 2021-01-01 | 2021-12-30 | 30 | {total}"
        );
        problems(&read_table(Table::Employment, 0, &text)).len()
    };
    assert_eq!(
        [
            read("1560"),
            read("1575.6"),
            read("1575.7"),
            read("1544.6"),
            read("1544.4")
        ],
        [0, 0, 1, 0, 1]
    );
}

#[test]
fn a_day_that_the_firm_writes_for_jobs_that_go_on_ends_none() {
    let text = "applicant_id | employer | start_date | end_date
         A1 | Acme | 2024-01-01 | 2030-12-31
         A1 | Acme | 2030-12-31 | 2031-01-31";
    let ends = |words: Option<(&str, &str)>| {
        let harvest = read_table_as(Table::Employment, 0, text, |found| {
            let words = words.map(|(text, word)| (normalise_value(text), word.to_owned()));
            found
                .words
                .extend(words.map(|own| ("end_date".to_owned(), [own].into())));
        });
        harvest
            .employment
            .iter()
            .map(|row| row.facts.end)
            .collect::<Vec<_>>()
    };
    let on = |text| EndDate::On(RecordedDate::on(Day::parse_iso(text).unwrap()));
    assert_eq!(ends(None), [on("2030-12-31"), on("2031-01-31")]);
    let own = ends(Some(("2030-12-31", "present")));
    assert_eq!(own, [EndDate::Present, on("2031-01-31")]);
}

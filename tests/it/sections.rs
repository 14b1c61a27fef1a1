//! One text read by several threads: to the same records, problems and recognition as by one.

use landed::finding::Problem;
use landed::intake::{FileReading, FileStanding, InputFile, ReadOptions, read_in_parts};
use landed::recognition::mapping::FileRules;
use landed::recognition::{Recogniser, Recognition};
use landed::records::{Harvest, Sheaf, TableReader};
use proptest::prelude::*;
use std::io::Write as _;
use std::path::Path;

struct Gathered {
    reading: FileReading,
    recognition: Recognition,
    problems: Vec<Problem>,
    harvest: Harvest,
    /// In how many sections the rows of its tables were read, at most.
    sections: usize,
}

fn gathered(path: &Path, sections: u64) -> Gathered {
    let file = InputFile {
        path: path.to_owned(),
        relative: "employment.csv".to_owned(),
        within: "employment.csv".to_owned(),
        index: 0,
        standing: FileStanding::ToRead,
    };
    let options = ReadOptions {
        large_bytes: 0,
        sections,
        ..ReadOptions::default()
    };
    let rules = FileRules::default();
    let mut problems = Vec::new();
    let make = || Recogniser::new(0, &file.relative, &rules, TableReader::new());
    let (reading, recognisers) = read_in_parts(&file, &options, &make, &mut problems);
    let (parts, sheaves): (Vec<_>, Vec<Sheaf>) = recognisers
        .into_iter()
        .map(Recogniser::close)
        .map(|(part, reader)| (part, reader.finish()))
        .unzip();
    let tables: Vec<_> = sheaves.iter().flat_map(|sheaf| &sheaf.tables).collect();
    let blocks: Vec<u16> = tables.iter().map(|table| table.count().block).collect();
    let of_block = |one: &u16| blocks.iter().filter(|other| *other == one).count();
    let sections = blocks.iter().map(of_block).max().unwrap_or(0);
    let mut harvest = Harvest::default();
    for sheaf in &sheaves {
        let one = sheaf.harvest();
        harvest.employment.extend(one.employment);
        harvest.permits.extend(one.permits);
        harvest.set_aside.extend(one.set_aside);
        harvest.problems.extend(one.problems);
    }
    Gathered {
        reading,
        recognition: Recognition::of_file(0, parts),
        problems,
        harvest,
        sections,
    }
}

/// Reads a text by one thread and by several; in how many sections it was read.
fn compare(text: &str, sections: u64) -> usize {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let path = file.path();
    let (one, several) = (gathered(path, 1), gathered(path, sections));
    assert_eq!(one.reading, several.reading);
    assert_eq!(one.problems, several.problems);
    assert_eq!(one.harvest, several.harvest);
    let recognised = |all: &Gathered| format!("{:?}", all.recognition);
    assert_eq!(recognised(&one), recognised(&several));
    several.sections
}

const HEADINGS: &str = "applicant_id,employer,start_date,end_date,hours_per_week,pay";

/// A line as books have them: records, also damaged ones, and what stands between them.
fn line() -> impl Strategy<Value = String> {
    let record = || "C-[1-5],(Forge|Moulin|\"Moulin, Nord\"),2024-0[1-9]-1[0-9],(2025-01-31|0[1-9]/0[1-9]/2025|1[3-9]/02/2025|),(40|37.5|many|),(wages|unpaid|)";
    prop_oneof![
        60 => record(),
        1 => Just(String::new()),
        1 => Just(",,,,,".to_owned()),
        1 => Just("Total,,,,40,".to_owned()),
        1 => Just(HEADINGS.to_owned()),
        1 => Just("Permits".to_owned()),
        1 => Just("applicant_id,permit_type,valid_from,valid_to".to_owned()),
        1 => record().prop_map(|record| record + ",beyond"),
        1 => Just(",Forge,2024-02-01,,,".to_owned()),
        1 => Just("\"C-1\",\"two\nlines\",2024-02-01,,,".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_stands_in_a_text_it_is_read_as_by_one_thread(
        lines in proptest::collection::vec(line(), 6..60),
        count in 2..5_u64,
    ) {
        compare(&format!("{HEADINGS}\n{}\n", lines.join("\n")), count);
    }
}

#[test]
fn records_are_read_in_sections_and_a_second_table_is_not() {
    let record = "C-1,Forge,2024-02-01,05/06/2025,40,wages\n";
    let telling = "C-2,Moulin,2024-02-01,25/06/2025,40,wages\n";
    let plain = format!("{HEADINGS}\n{}{telling}", record.repeat(99));
    assert_eq!(compare(&plain, 3), 3);
    // Totals, blank rows and cells beyond the headings within a section are no hindrance.
    let mixed = format!(
        "{plain}Total,,,,40,\n\nC-3,Forge,2024-02-01,,,,beyond\n{}",
        record.repeat(9)
    );
    assert_eq!(compare(&mixed, 2), 2);
    // A title that no table follows is a row of the table after all, and the last one.
    let titled = format!("{plain}C-3,Forge,2024-02-01,,many,\n\nPermits\n");
    assert_eq!(compare(&titled, 3), 3);
    let permits =
        "applicant_id,permit_type,valid_from,valid_to\nC-1,work permit,2024-01-01,2025-01-01\n";
    assert_eq!(compare(&format!("{plain}\n{permits}"), 3), 1);
}

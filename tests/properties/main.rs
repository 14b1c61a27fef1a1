//! The proof: a naive day-by-day model, written from the text of the law alone, with which the product must agree.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::too_many_lines,
    clippy::unreachable,
    clippy::similar_names,
    clippy::doc_markdown,
    clippy::match_same_arms,
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "a test fails by panicking and prints what it measured; the model follows the text case by case"
)]

mod entangled;
mod examples;
mod generator;
mod horizon;
mod metamorphic;
mod naive;
mod product;
mod read_back;
mod tables;

use landed::finding::{Advisory, Reason};

#[test]
fn it_runs() {
    let mut tables = tables::Tables::empty();
    tables.push(
        "employment",
        &[("applicant_id", "A1"), ("employer", "Acme")],
    );
    let output = naive::judge(&tables, "A1", "2026-11-22");
    assert_eq!(output.outcome, "not_eligible");
}

/// What comes out, and how often; every word of the vocabulary must.
#[test]
fn the_generator_hits_everything() {
    let (seed, count) = generator::settings(200);
    println!("LANDED_SEED={seed} LANDED_CASES={count}");
    let mut seen: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    for case in generator::cases(seed, count) {
        let output = naive::judge(&case.tables, &case.applicant, &case.as_of);
        let mut words = std::collections::BTreeSet::from([format!("0 {}", output.outcome)]);
        for point in &output.points {
            words.insert(format!("1 point {}", point.name));
            words.insert(format!("2 edition {}", point.edition));
            for (name, requirement) in &point.requirements {
                words.insert(format!("3 {name} {}", requirement.outcome));
                for reason in &requirement.reasons {
                    words.insert(format!("4 reason {reason}"));
                }
                for advisory in &requirement.advisories {
                    words.insert(format!("5 advisory {advisory}"));
                }
                for assumption in &requirement.assumptions {
                    words.insert(format!("6 assumption {assumption}"));
                }
            }
            for record in point.records.iter().flatten() {
                for day in &record.days {
                    words.insert(format!("7 treatment {:?}", day.treatment));
                    for reason in &day.reasons {
                        words.insert(format!("8 day {reason}"));
                    }
                }
            }
        }
        for word in words {
            *seen.entry(word).or_default() += 1;
        }
    }
    for (word, times) in &seen {
        println!("{times:>6}  {word}");
    }
    let all_words: std::collections::BTreeSet<&str> = seen
        .keys()
        .filter_map(|word| word.rsplit(' ').next())
        .collect();
    for (word, _) in seen.iter().filter(|(word, _)| word.starts_with("4 ")) {
        let id = &word["4 reason ".len()..];
        assert!(Reason::from_id(id).is_some(), "{id} is no reason");
    }
    // Rare words need many applicants.
    if count >= 2000 {
        let reasons = Reason::ALL.map(Reason::id).into_iter();
        let advisories = Advisory::ALL.map(Advisory::id).into_iter();
        let not_of_one_applicant = ["id_near_duplicate", "internal_fault"];
        for id in reasons
            .chain(advisories)
            .filter(|id| !not_of_one_applicant.contains(id))
        {
            assert!(all_words.contains(id), "{id} never occurs");
        }
        for edition in naive::law::EDITIONS {
            assert!(
                all_words.contains(edition.id),
                "{} never occurs",
                edition.id
            );
        }
    }
}

/// The product agrees with the model: every outcome, figure, reason, advisory, assumption, and every day of the ledger.
fn they_agree(cases: impl Iterator<Item = generator::Case>) {
    let mut kinds: std::collections::BTreeMap<String, std::collections::BTreeMap<u64, String>> =
        std::collections::BTreeMap::new();
    for case in cases {
        let model = naive::judge(&case.tables, &case.applicant, &case.as_of);
        let product = product::product(&case.tables, &case.applicant, &case.as_of);
        for (kind, words) in product::differences(&model, &product) {
            let cases = kinds.entry(kind).or_default();
            cases.entry(case.seed).or_insert(words);
        }
    }
    for (kind, cases) in &kinds {
        println!("{kind}, {} cases", cases.len());
        for (seed, words) in cases.iter().take(10) {
            println!("    LANDED_SHOW={seed}: {words}");
        }
    }
    assert!(kinds.is_empty(), "the product and the model differ");
}

#[test]
fn the_product_agrees_with_the_model() {
    let (seed, count) = generator::settings(1500);
    println!("LANDED_SEED={seed} LANDED_CASES={count}");
    they_agree(generator::cases(seed, count));
}

#[test]
fn they_agree_on_entangled_facts() {
    let (seed, count) = generator::settings(1500);
    println!("LANDED_SEED={seed} LANDED_CASES={count} LANDED_ENTANGLED=1");
    they_agree(generator::cases(seed, count).map(entangled::entangled));
}

fn model(tables: &tables::Tables, applicant: &str, as_of: &str) -> naive::Output {
    naive::judge(tables, applicant, as_of)
}

/// The same through files: headings, sheets, dates as people type them. One book of many applicants on one day.
#[test]
fn the_program_agrees_with_the_model_on_files() {
    let (seed, count) = generator::settings(150);
    println!("LANDED_SEED={seed} LANDED_CASES={count}");
    let as_of = "2026-06-15";
    let mut all = tables::Tables::empty();
    for case in generator::cases(seed ^ 0xf11e, count) {
        if tables::TABLES
            .iter()
            .all(|name| case.tables.table(name).is_some())
        {
            all.append(&case.tables);
        }
    }
    let judged = product::from_files(&all, as_of);
    let mut compared = 0;
    for (case, assessment) in judged.book.cases.iter().zip(&judged.assessments) {
        // Ids of the generator are numbers of four digits: none is another's near duplicate.
        assert!(!case.near_duplicate_id, "{}", case.id);
        let model = naive::judge(&all, &case.id, as_of);
        let found = product::differences(&model, assessment);
        assert!(found.is_empty(), "{}: {found:#?}", case.id);
        compared += 1;
    }
    assert!(0 < compared);
    println!("{compared} applicants compared");
}

fn program(tables: &tables::Tables, applicant: &str, as_of: &str) -> naive::Output {
    product::as_output(applicant, &product::product(tables, applicant, as_of))
}

/// Every check of `metamorphic` on applicants, asked of one judge.
fn what_must_not_change(
    judge: metamorphic::Judge<'_>,
    cases: u64,
    of: impl Fn(generator::Case) -> generator::Case,
) {
    let (seed, count) = generator::settings(cases);
    println!("LANDED_SEED={seed} LANDED_CASES={count}");
    let mut tried = [0_u64; 4];
    for case in generator::cases(seed ^ 0x5eed, count).map(of) {
        let mut dice = generator::Dice::new(case.seed);
        metamorphic::consistent(&case, &judge(&case.tables, &case.applicant, &case.as_of));
        metamorphic::shuffling(&case, judge, &mut dice);
        tried[0] += u64::from(metamorphic::splitting_a_job(&case, judge, &mut dice));
        tried[1] += u64::from(metamorphic::splitting_a_permit(&case, judge, &mut dice));
        tried[2] += u64::from(metamorphic::adding_an_excluded_job(&case, judge, &mut dice));
        for _ in 0..4 {
            if let Some(lost) = metamorphic::blanking_a_cell(&case, judge, &mut dice) {
                tried[3] += 1;
                println!("met becomes not met: {lost}");
            }
        }
    }
    println!("split jobs, split permits, jobs added, met lost by a blank: {tried:?}");
}

#[test]
fn what_must_not_change_does_not_in_the_model() {
    what_must_not_change(&model, 30, |case| case);
    let (seed, count) = generator::settings(30);
    for case in generator::cases(seed, count) {
        metamorphic::within_the_cap(&model(&case.tables, &case.applicant, &case.as_of));
    }
}

#[test]
fn what_must_not_change_does_not_in_the_product() {
    what_must_not_change(&program, 300, |case| case);
}

#[test]
fn what_must_not_change_does_not_where_facts_are_entangled() {
    what_must_not_change(&program, 300, entangled::entangled);
}

/// Prints one case, what the model says of it, and where the product says otherwise: LANDED_SHOW=<seed of the case>, and
/// LANDED_ENTANGLED=1 for one with its facts entangled.
#[test]
fn show_one_case() {
    let Ok(seed) = std::env::var("LANDED_SHOW") else {
        return;
    };
    let mut case = generator::case(seed.parse().unwrap());
    if std::env::var_os("LANDED_ENTANGLED").is_some() {
        case = entangled::entangled(case);
    }
    println!("as of {}", case.as_of);
    for table in tables::TABLES {
        match case.tables.table(table) {
            None => println!("{table}: missing"),
            Some(rows) => rows.iter().for_each(|row| println!("{table}: {row:?}")),
        }
    }
    let output = model(&case.tables, &case.applicant, &case.as_of);
    let found = product::product(&case.tables, &case.applicant, &case.as_of);
    let differences = product::differences(&output, &found);
    let kinds: std::collections::BTreeSet<_> = differences.iter().collect();
    for (kind, words) in kinds {
        println!("differs in {kind}: {words}");
    }
    println!("{}", output.outcome);
    for point in &output.points {
        println!("{} {} {}", point.name, point.assessed_on, point.edition);
        for (name, requirement) in &point.requirements {
            println!("  {name}: {requirement:?}");
        }
        for record in point.records.iter().flatten() {
            let mut last = String::new();
            for day in &record.days {
                let text = format!(
                    "{:?} {:?} {}",
                    day.treatment, day.reasons, day.hours_counted
                );
                if text != last {
                    println!("  record {} from {}: {text}", record.record, day.day);
                    last = text;
                }
            }
        }
    }
}

/// The tables as CSV files hold every row, and an ambiguous date as a person would write it.
#[test]
fn tables_can_be_written() {
    let case = generator::case(7);
    let folder = tempfile::tempdir().unwrap();
    let mut tables = case.tables.clone();
    tables.append(&generator::case(8).tables);
    tables.write_csv(folder.path());
    for table in tables::TABLES {
        let file = folder.path().join(format!("{table}.csv"));
        let Some(rows) = tables.table(table) else {
            assert!(!file.exists());
            continue;
        };
        let mut reader = csv::Reader::from_path(file).unwrap();
        assert_eq!(reader.headers().unwrap(), tables::columns(table));
        assert_eq!(reader.records().count(), rows.len());
    }
    assert_eq!(tables::as_typed("2024-03-04/2024-04-03"), "03/04/2024");
    assert_eq!(tables::as_typed("2024-03"), "2024-03");
}

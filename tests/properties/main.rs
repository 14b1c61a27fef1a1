//! The proof: a naive day-by-day model, written from the text of the law alone, with which the product must agree.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::float_arithmetic,
    clippy::too_many_lines,
    clippy::missing_panics_doc,
    reason = "a test says what went wrong by failing, and prints what it measured"
)]

mod examples;
mod generator;
mod metamorphic;
mod naive;
mod product;
mod tables;

#[test]
fn it_runs() {
    let mut tables = tables::Tables::empty();
    tables.push(
        "employment",
        &[("applicant_id", "A1"), ("employer", "Acme")],
    );
    let output = naive::judge(&tables, "A1", "2026-11-22");
    assert_eq!(output.outcome, "not_eligible");
    assert!(product::product(&tables, "A1", "2026-11-22").is_none());
}

/// What comes out, and how often; every word of the vocabulary must.
#[test]
fn the_generator_hits_everything() {
    let (seed, count) = generator::settings(600);
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
}

fn model(tables: &tables::Tables, applicant: &str, as_of: &str) -> naive::Output {
    naive::judge(tables, applicant, as_of)
}

/// Every check of `metamorphic` on the same random applicants.
#[test]
fn what_must_not_change_does_not() {
    let (seed, count) = generator::settings(400);
    println!("LANDED_SEED={seed} LANDED_CASES={count}");
    let mut tried = [0_u64; 4];
    for case in generator::cases(seed ^ 0x5eed, count) {
        let mut dice = generator::Dice::new(case.seed);
        metamorphic::consistent(&case, &model(&case.tables, &case.applicant, &case.as_of));
        metamorphic::shuffling(&case, &model, &mut dice);
        tried[0] += u64::from(metamorphic::splitting_a_job(&case, &model, &mut dice));
        tried[1] += u64::from(metamorphic::splitting_a_permit(&case, &model, &mut dice));
        tried[2] += u64::from(metamorphic::adding_an_excluded_job(
            &case, &model, &mut dice,
        ));
        for _ in 0..4 {
            if let Some(lost) = metamorphic::blanking_a_cell(&case, &model, &mut dice) {
                tried[3] += 1;
                println!("met becomes not met: {lost}");
            }
        }
    }
    println!("split jobs, split permits, jobs added, met lost by a blank: {tried:?}");
}

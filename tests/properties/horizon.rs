//! The horizon against the ordinary judgement of each day: the same dates.

use crate::entangled::entangled;
use crate::generator;
use crate::product::{book, product_of};
use landed::calendar::Day;
use landed::casefile::CaseFile;
use landed::finding::Outcome;
use landed::horizon::{Outlook, Spell, judge_and_look_ahead, outlook};
use landed::law::Law;
use landed::requirements::{Bench, Point, Requirement, judge};
use std::time::{Duration, Instant};

/// The first day, the last day if there is one, and the first day of the next spell if one follows.
type Dates = Option<(Day, Option<Day>, Option<Day>)>;

/// The first spell of days, judged one by one.
fn first_spell(days: &[(Day, bool)]) -> Dates {
    let start = days.iter().position(|(_, holds)| *holds)?;
    let Some(end) = days[start..].iter().position(|(_, holds)| !holds) else {
        return Some((days[start].0, None, None));
    };
    let another = days[start + end..].iter().find(|(_, holds)| *holds);
    let another = another.map(|(day, _)| *day);
    Some((days[start].0, Some(days[start + end - 1].0), another))
}

fn dates(spell: Option<Spell>) -> Dates {
    spell.map(|spell| {
        (
            spell.from,
            spell.ends.map(|(last, _)| last),
            spell.another_from,
        )
    })
}

/// Whether a day is eligible surely, and at most, by the ordinary judgement.
fn judged_on(bench: &Bench<'_>, case: &CaseFile) -> (bool, bool) {
    let assessment = product_of(bench, case);
    let today = assessment.points.last().expect("a point");
    assert_eq!(today.point, Point::Today);
    let outcome = |requirement| {
        let mut all = today.findings.iter();
        all.find(|one| one.requirement == requirement)
            .expect("a finding")
            .outcome
    };
    let sure = outcome(Requirement::WorkExperience) == Outcome::Met
        && outcome(Requirement::Language) == Outcome::Met;
    let may = today
        .findings
        .iter()
        .all(|finding| finding.outcome != Outcome::NotMet);
    (sure && may, may)
}

#[test]
fn the_horizon_is_what_judging_every_day_says() {
    let (seed, count) = generator::settings(400);
    println!("LANDED_SEED={seed} LANDED_CASES={count}");
    let mut seen = [0_u32; 5];
    let mut times = [Duration::ZERO; 2];
    let mut wrong = Vec::new();
    for (number, case) in generator::cases(seed ^ 0x0a11, count).enumerate() {
        // Every second one with its facts entangled.
        let is_entangled = number % 2 == 1;
        let case = if is_entangled { entangled(case) } else { case };
        let mut tables = case.tables.clone();
        for table in ["applicants"] {
            for row in tables.table_mut(table).iter_mut().flatten() {
                row.remove("application_date");
            }
        }
        // The generator places its boundaries around the application: some time before is where there is something to come.
        let mut dice = generator::Dice::new(case.seed);
        let back = dice.between(-800, 60);
        let as_of = Day::parse_iso(&case.as_of).expect("a day").plus_days(back);
        // Tests that come and go make spells that begin again.
        if dice.chance(40) && tables.language_tests.is_some() {
            for (earliest, latest) in [(-720, -500), (60, 500)] {
                let taken = as_of.plus_days(dice.between(earliest, latest)).to_string();
                let level = *dice.pick(&["6", "9"]);
                let mut pairs = vec![
                    ("applicant_id", case.applicant.as_str()),
                    ("test", "celpip_general"),
                    ("test_date", taken.as_str()),
                ];
                for ability in ["listening", "reading", "writing", "speaking"] {
                    pairs.push((ability, level));
                }
                tables.push("language_tests", &pairs);
            }
        }
        let (book, sources) = book(&tables);
        let nobody = CaseFile {
            id: case.applicant.as_str().into(),
            ..CaseFile::default()
        };
        let file = book.cases.iter().find(|one| *one.id == *case.applicant);
        let file = file.unwrap_or(&nobody);
        let bench = Bench {
            law: Law::book(),
            book: &book,
            sources: &sources,
            as_of,
        };
        let started = Instant::now();
        let found: Outlook = outlook(&bench, file);
        times[0] += started.elapsed();
        let started = Instant::now();
        let judged = judge(&bench, file);
        times[1] += started.elapsed();
        let (assessment, problems, ahead) = judge_and_look_ahead(&bench, file);
        assert_eq!((&assessment, &problems), (&judged.0, &judged.1));
        assert_eq!(ahead, found, "{}", case.seed);
        let last = as_of.plus_months(36);
        let mut days = Vec::new();
        let mut day = as_of;
        while day <= last {
            let later = Bench {
                as_of: day,
                ..bench
            };
            days.push((day, judged_on(&later, file)));
            day = day.next();
        }
        if Law::book().edition_in_force(as_of).is_none() {
            continue;
        }
        let of = |pick: fn(&(bool, bool)) -> bool| {
            let picked: Vec<(Day, bool)> =
                days.iter().map(|(day, both)| (*day, pick(both))).collect();
            first_spell(&picked)
        };
        let (sure, may) = (of(|both| both.0), of(|both| both.1));
        seen[0] += u32::from(sure.is_some());
        seen[1] += u32::from(sure.is_some_and(|spell| spell.0 != as_of));
        seen[2] += u32::from(sure.is_some_and(|spell| spell.1.is_some()));
        seen[3] += u32::from(sure.is_some_and(|spell| spell.2.is_some()));
        seen[4] += u32::from(may != sure);
        if dates(found.sure) != sure || dates(found.optimistic) != may {
            wrong.push(format!(
                "LANDED_SHOW={} (entangled: {is_entangled}) with as of {as_of}: naive {sure:?} {may:?}, found {:?} {:?}",
                case.seed, found.sure, found.optimistic
            ));
        }
        assert_eq!(found.blocked_by.is_empty(), sure.is_some(), "{}", case.seed);
    }
    println!("spells, later, ending, another follows, optimistic differs: {seen:?}");
    println!(
        "looking ahead took {:?}, one judgement {:?}",
        times[0], times[1]
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! What is measured within this process: judging, the horizon, writing and drawing one applicant after the other.

use crate::Outcome;
use crate::bench::{AS_OF, Bench, Found, Row};
use crate::figures::{Ratio, median, seconds};
use crate::growth::whole;
use landed::calendar::Day;
use landed::casefile::CaseFile;
use landed::horizon::judge_and_look_ahead;
use landed::law::Law;
use landed::report::horizon::Watch;
use landed::report::html::{self, Lang, Pages, Setting, Subject};
use landed::report::{CsvText, FileNames, Identity, eligibility, ledger};
use landed::requirements::{self, judge};
use landed::run::{Judged, Settings};
use std::hint::black_box;
use std::time::Instant;

/// How often each pass is made.
const PASSES: usize = 9;

/// Seconds for each of the cases: the passes of one kind of work.
fn passes(cases: &[&CaseFile], mut work: impl FnMut(&CaseFile)) -> Vec<f64> {
    let mut pass = || {
        let began = Instant::now();
        for case in cases {
            work(case);
        }
        began.elapsed().as_secs_f64() / whole(cases.len() as u64)
    };
    pass();
    (0..PASSES).map(|_| pass()).collect()
}

/// All measurements.
pub fn measure(bench: &Bench) -> Outcome<Vec<Row>> {
    let book = bench.book(bench.sizes.million / 100, "csv", "random")?;
    let judged = landed::run::judge(&Settings {
        inputs: vec![book],
        as_of: Day::parse_iso(AS_OF),
        quiet: true,
        ..Settings::default()
    })?;
    let court = requirements::Bench {
        law: Law::book(),
        book: &judged.book,
        sources: &judged.sources,
        as_of: judged.as_of,
    };
    let all: Vec<&CaseFile> = judged.book.cases.iter().collect();
    let usual = |case: &&CaseFile| case.employment.len() == 4 && case.permits.len() == 3;
    let four: Vec<&CaseFile> = all.iter().copied().filter(usual).collect();
    let one = median(passes(&four, |case| {
        black_box(judge(&court, case));
    }));
    let alone = passes(&all, |case| {
        black_box(judge(&court, case));
    });
    let both = passes(&all, |case| {
        black_box(judge_and_look_ahead(&court, case));
    });
    let ratio = Ratio::of(both.iter().copied().zip(alone.iter().copied()));
    let times = format!(
        "{} against {} an applicant",
        seconds(median(both)),
        seconds(median(alone))
    );
    let mut rows = vec![
        figure(
            "judging one applicant with 4 jobs and 3 permits, in process",
            ("≤ 8 µs", one <= 8e-6),
            one,
        ),
        Row {
            work: "judging with the horizon, in process".to_owned(),
            against: "judging alone".to_owned(),
            goal: "≤ 1.5".to_owned(),
            found: Found::Ratio(ratio, 1.5),
            times,
            ..figure("", ("", true), one)
        },
    ];
    rows.extend(written(&judged, &court));
    Ok(rows)
}

/// The files and the page of one applicant.
fn written(judged: &Judged, court: &requirements::Bench<'_>) -> [Row; 2] {
    let names = FileNames::of(judged.book.cases.iter().map(|case| &*case.id));
    let identity = Identity::of(
        court.law,
        &judged.sources,
        judged.book.assumptions,
        judged.as_of,
    );
    let setting = Setting {
        bench: court,
        identity: &identity,
        lang: Lang::default(),
        pages: Pages::All,
        watch: Watch::of(court.law, judged.as_of, None),
    };
    let some: Vec<usize> = (0..judged.book.cases.len().min(500)).collect();
    let each = |work: &mut dyn FnMut(usize)| {
        let cases: Vec<&CaseFile> = some.iter().map(|at| &judged.book.cases[*at]).collect();
        let mut at = 0;
        median(passes(&cases, |_| {
            work(at % some.len());
            at += 1;
        }))
    };
    let mut csv = CsvText::new();
    let files = each(&mut |at| {
        let (case, assessment) = (&judged.book.cases[at], &judged.assessments[at]);
        let one = eligibility::write(&mut csv, &judged.sources, case, assessment);
        let other = ledger::write(&mut csv, court.law, &judged.sources, case, assessment);
        black_box((one.is_ok(), other.is_ok()));
    });
    let page = each(&mut |at| {
        black_box(html::applicant_page(
            &setting,
            &Subject {
                case: &judged.book.cases[at],
                assessment: &judged.assessments[at],
                outlook: &judged.outlooks[at],
                problems: &[],
                file_name: names.name(at),
            },
        ));
    });
    [
        figure(
            "the text of both files of one applicant, in process",
            ("none", true),
            files,
        ),
        figure("one page of the report, in process", ("none", true), page),
    ]
}

fn figure(work: &str, goal: (&str, bool), found: f64) -> Row {
    Row {
        name: "inside",
        work: work.to_owned(),
        against: "itself".to_owned(),
        goal: goal.0.to_owned(),
        found: Found::Figure(seconds(found), goal.1),
        times: String::new(),
        command: String::new(),
    }
}

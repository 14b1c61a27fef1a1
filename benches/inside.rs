//! What the parts of a run cost, one by one, over an invented book: reading a sheet, building a timeline, judging a case, looking
//! ahead, writing a case, drawing a page. `cargo bench --bench inside`.

#![expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a bench stops at a fault of its own; positions are drawn below the length of the list"
)]

#[path = "../examples/book/invented/mod.rs"]
mod invented;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use invented::{Book, Form, Wanted};
use landed::authorization::Timeline;
use landed::calendar::Day;
use landed::casefile::CaseFile;
use landed::horizon::outlook;
use landed::intake::{Cell, ReadOptions, RowVisitor, SheetHead, discover, read_file};
use landed::law::Law;
use landed::report::horizon::Watch;
use landed::report::html::{self, Lang, Pages, Setting, Subject};
use landed::report::{CsvText, FileNames, Identity, eligibility, ledger};
use landed::requirements::{self, judge};
use landed::run::{Judged, Settings};
use std::path::PathBuf;
use std::sync::OnceLock;
use tempfile::TempDir;

/// Applicants of the book.
const APPLICANTS: u64 = 500;

fn main() {
    divan::main();
}

/// The book on the disk, in both forms, and as it is judged.
struct Shelf {
    // Removed when the process ends.
    folder: TempDir,
    judged: Judged,
}

fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let as_of = Day::from_ymd(2026, 11, 22).expect("a day");
        for (name, form) in [
            ("csv", Form::Csv),
            ("xlsx", Form::Xlsx),
            ("small", Form::Small),
        ] {
            let book = Book {
                applicants: APPLICANTS,
                seed: 1,
                as_of,
                form,
                wanted: Wanted {
                    damaged: 0,
                    random: true,
                },
            };
            book.write(&folder.path().join(name)).expect("a book");
        }
        let settings = Settings {
            inputs: vec![folder.path().join("csv")],
            as_of: Some(as_of),
            quiet: true,
            ..Settings::default()
        };
        let judged = landed::run::judge(&settings).expect("a judged book");
        Shelf { folder, judged }
    })
}

impl Shelf {
    fn bench(&self) -> requirements::Bench<'_> {
        requirements::Bench {
            law: Law::book(),
            book: &self.judged.book,
            sources: &self.judged.sources,
            as_of: self.judged.as_of,
        }
    }

    /// Applicants with four jobs and three permits.
    fn usual(&self) -> Vec<&CaseFile> {
        let cases = self.judged.book.cases.iter();
        cases
            .filter(|case| case.employment.len() == 4 && case.permits.len() == 3)
            .collect()
    }
}

/// Counts cells.
#[derive(Default)]
struct Counter(usize);

impl RowVisitor for Counter {
    fn sheet(&mut self, _: SheetHead<'_>) {}

    fn row(&mut self, _: u32, _: bool, cells: &[(u32, Cell<'_>)]) {
        self.0 += cells.len();
    }

    fn sheet_end(&mut self, _: bool) {}
}

#[divan::bench(args = ["csv", "xlsx", "small"])]
fn read_a_book(bencher: Bencher<'_, '_>, form: &str) {
    let input: PathBuf = shelf().folder.path().join(form);
    let found = discover(&[input], None).expect("the book");
    let read = || {
        let mut counter = Counter::default();
        for file in &found.files {
            let mut problems = Vec::new();
            read_file(file, &ReadOptions::default(), &mut counter, &mut problems);
        }
        counter.0
    };
    let cells = read();
    bencher.counter(ItemsCount::new(cells)).bench_local(read);
}

/// One case after the other, of those with four jobs and three permits.
fn each_case<T>(bencher: Bencher<'_, '_>, mut work: impl FnMut(&CaseFile) -> T) {
    let cases = shelf().usual();
    let mut next = cases.iter().cycle();
    bencher.bench_local(move || next.next().map(|case| work(case)));
}

#[divan::bench]
fn build_a_timeline(bencher: Bencher<'_, '_>) {
    let law = Law::book();
    each_case(bencher, |case| Timeline::of(case, law));
}

#[divan::bench]
fn judge_a_case(bencher: Bencher<'_, '_>) {
    let bench = shelf().bench();
    each_case(bencher, |case| judge(&bench, case));
}

#[divan::bench]
fn look_ahead(bencher: Bencher<'_, '_>) {
    let bench = shelf().bench();
    each_case(bencher, |case| outlook(&bench, case));
}

#[divan::bench]
fn write_a_case(bencher: Bencher<'_, '_>) {
    let Shelf { judged, .. } = shelf();
    let mut csv = CsvText::new();
    let mut pairs = judged.book.cases.iter().zip(&judged.assessments).cycle();
    bencher.bench_local(move || {
        let (case, assessment) = pairs.next().expect("a case");
        let sources = &judged.sources;
        eligibility::write(&mut csv, sources, case, assessment).expect("a text");
        ledger::write(&mut csv, Law::book(), sources, case, assessment).expect("a text");
        black_box(csv.bytes().len())
    });
}

#[divan::bench]
fn draw_a_page(bencher: Bencher<'_, '_>) {
    let shelf = shelf();
    let judged = &shelf.judged;
    let names = FileNames::of(judged.book.cases.iter().map(|case| &*case.id));
    let bench = shelf.bench();
    let identity = Identity::of(
        bench.law,
        &judged.sources,
        judged.book.assumptions,
        judged.as_of,
    );
    let setting = Setting {
        bench: &bench,
        identity: &identity,
        lang: Lang::default(),
        pages: Pages::All,
        watch: Watch::of(bench.law, judged.as_of, None),
    };
    let pairs = judged.book.cases.iter().zip(&judged.assessments);
    let mut all = pairs.enumerate().cycle();
    bencher.bench_local(|| {
        let (at, (case, assessment)) = all.next().expect("a case");
        let subject = Subject {
            case,
            assessment,
            outlook: &judged.outlooks[at],
            problems: &[],
            file_name: names.name(at),
        };
        html::applicant_page(&setting, &subject)
    });
}

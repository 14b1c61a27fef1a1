//! Pages and packages made from an invented book: nothing of the input reaches a page but as text, and the bytes stay the same.

use crate::made_up;
use landed::casefile::{Book, CaseFile};
use landed::finding::Problem;
use landed::law::Law;
use landed::report::Identity;
use landed::report::html::{Lang, Pages, Setting, Subject, applicant_page, overview, page_name};
use landed::report::workbook::{TextTable, workbook};
use landed::requirements::{Bench, judge};

/// The page of one invented applicant.
fn page(case: CaseFile, lang: Lang, as_of: &str) -> String {
    let book = Book {
        cases: vec![case],
        tables_present: [true; 7],
        ..Book::default()
    };
    let sources = made_up::sources();
    let bench = Bench {
        law: Law::book(),
        book: &book,
        sources: &sources,
        as_of: made_up::day(as_of),
    };
    let identity = Identity::of(bench.law, &sources, book.assumptions, bench.as_of);
    let setting = Setting {
        bench: &bench,
        identity: &identity,
        lang,
        pages: Pages::All,
    };
    let case = &book.cases[0];
    let (assessment, _) = judge(&bench, case);
    let problems = made_up::problems();
    let problems: Vec<&Problem> = problems
        .iter()
        .filter(|one| one.applicant.as_ref() == Some(&case.id))
        .collect();
    let subject = Subject {
        case,
        assessment: &assessment,
        problems: &problems,
        file_name: "page.csv",
    };
    let page = applicant_page(&setting, &subject);
    let overview = overview(&setting, &[subject], &made_up::problems());
    for text in [&page, &overview] {
        assert_well_formed(text);
    }
    page
}

/// Every element that is opened is closed, in order; no element or attribute is there that could fetch something.
fn assert_well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    let void = ["meta", "input", "!DOCTYPE"];
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').expect("a tag ends") + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        let name = tag.split_whitespace().next().unwrap_or_default();
        if let Some(closed) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed));
        } else if !void.contains(&name) {
            open.push(name);
            for raw in ["script", "style"] {
                if name == raw {
                    rest = &rest[rest.find("</").expect("it ends")..];
                }
            }
        }
        for fetching in ["img", "link", "iframe", "object", "embed", "base", "form"] {
            assert_ne!(name, fetching);
        }
        assert!(!tag.contains(" src="), "{tag}");
    }
    assert_eq!(open, [""; 0]);
}

#[test]
fn hostile_text_is_shown_as_text() {
    for lang in Lang::ALL {
        let page = page(made_up::hostile(), lang, "2026-11-22");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(page.contains("=cmd|'/c calc'!A1"));
        assert!(page.contains("&quot;&gt;&lt;img src=x"));
        assert!(!page.contains("<script"));
        assert!(!page.contains("<img"));
        assert!(!page.contains("<b>x"));
        assert!(!page.contains("href=\"javascript"));
    }
}

#[test]
fn the_page_of_one_applicant_stays_as_it_is() {
    let page = page(made_up::doubtful(), Lang::English, "2026-11-22");
    let readable = page.replace("><", ">\n<");
    let (head, body) = readable.split_once("<body>").expect("a page has a body");
    assert!(head.contains("default-src 'none'"));
    insta::assert_snapshot!(body);
}

#[test]
fn a_page_is_the_same_bytes_each_time() {
    for lang in Lang::ALL {
        let once = page(made_up::eligible(), lang, "2026-11-22");
        assert_eq!(once, page(made_up::eligible(), lang, "2026-11-22"));
    }
}

#[test]
fn both_languages_say_their_own_words_and_old_law_is_pointed_out() {
    let english = page(made_up::refused(), Lang::English, "2026-11-22");
    assert!(english.contains("Not eligible on the record"));
    assert!(english.contains("not legal advice"));
    assert!(!english.contains("last confirmed more than 180 days"));
    let later = page(made_up::refused(), Lang::English, "2027-11-22");
    assert!(later.contains("last confirmed more than 180 days"));
    let french = page(made_up::refused(), Lang::French, "2027-11-22");
    assert!(french.contains("<html lang=\"fr\">"));
    assert!(french.contains("Non admissible d\u{2019}après le dossier"));
    assert!(french.contains("plus de 180 jours"));
    for english in [
        "Requirement",
        "Timeline",
        "Eligible on",
        "the day lies",
        "SOR/2002",
    ] {
        assert!(!french.contains(english), "{english}");
    }
}

#[test]
fn each_open_point_has_its_question() {
    let page = page(made_up::doubtful(), Lang::English, "2026-11-22");
    for question in [
        "Is the employer of the job the one named on the work permit?",
        "Was the work paid by wages, salary or commission?",
        "What kind of leave was this",
    ] {
        assert!(page.contains(question), "{question}");
    }
}

#[test]
fn pages_are_made_for_all_of_a_small_book_and_for_review_in_a_large_one() {
    use landed::finding::ApplicantOutcome::{Eligible, NeedsReview};
    assert_eq!(Pages::by_default(2_000), Pages::All);
    assert_eq!(Pages::by_default(2_001), Pages::Review);
    assert!(Pages::Review.includes(NeedsReview) && !Pages::Review.includes(Eligible));
    assert_eq!(page_name("C-1.csv"), "C-1.html");
}

#[test]
fn a_workbook_holds_text_as_text_and_days_as_days() {
    let table = TextTable {
        name: "summary".to_owned(),
        headings: [
            "applicant_id",
            "as_of",
            "outcome",
            "hours_counted",
            "hours_at_most",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: vec![
            [
                "'=cmd|'/c calc'!A1",
                "2026-11-22",
                "eligible",
                "1560.00",
                "unlimited",
            ]
            .map(str::to_owned)
            .to_vec(),
            ["007", "2026-11-22", "not_met", "", "x"]
                .map(str::to_owned)
                .to_vec(),
        ],
    };
    let bytes = workbook(&[table.clone()], made_up::as_of()).expect("it can be written");
    assert_eq!(
        bytes,
        workbook(&[table], made_up::as_of()).expect("it can be written")
    );
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("it can be read");
    use calamine::Reader as _;
    let sheet = book.worksheet_range("summary").expect("the sheet is there");
    let shown = |row, column| sheet.get((row, column)).cloned().unwrap_or_default();
    assert_eq!(
        shown(1, 0),
        calamine::Data::String("=cmd|'/c calc'!A1".to_owned())
    );
    assert_eq!(shown(2, 0), calamine::Data::String("007".to_owned()));
    assert!(matches!(shown(1, 1), calamine::Data::DateTime(_)));
    assert_eq!(shown(1, 3), calamine::Data::Float(1560.0));
    assert_eq!(shown(1, 4), calamine::Data::String("unlimited".to_owned()));
    assert_eq!(shown(2, 3), calamine::Data::Empty);
    let formulas = book
        .worksheet_formula("summary")
        .expect("the sheet is there");
    assert!(
        formulas
            .used_cells()
            .all(|(_, _, formula)| formula.is_empty())
    );
}

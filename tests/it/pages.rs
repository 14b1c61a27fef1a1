//! Pages and packages made from an invented book: nothing of the input reaches a page but as text, and the bytes stay the same.

use crate::made_up;
use calamine::Reader as _;
use landed::casefile::{Book, CaseFile};
use landed::horizon::outlook;
use landed::law::Law;
use landed::report::horizon::Watch;
use landed::report::html::{
    Lang, Pages, Setting, Subject, applicant_page, overview, page_name, problems_by_applicant,
};
use landed::report::workbook::{TextTable, workbook};
use landed::report::{FileNames, Identity};
use landed::requirements::{Bench, judge};

/// The overview of a book, and the page of each of its applicants.
fn pages(cases: Vec<CaseFile>, lang: Lang, as_of: &str) -> (String, Vec<String>) {
    let book = Book {
        cases,
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
    let setting = Setting {
        bench: &bench,
        identity: &Identity::of(bench.law, &sources, book.assumptions, bench.as_of),
        watch: Watch::of(bench.law, bench.as_of, None),
        lang,
        pages: Pages::All,
    };
    let judged: Vec<_> = book
        .cases
        .iter()
        .map(|case| judge(&bench, case).0)
        .collect();
    let outlooks: Vec<_> = book
        .cases
        .iter()
        .map(|case| outlook(&bench, case))
        .collect();
    let problems = made_up::problems();
    let problems_of = problems_by_applicant(&book.cases, &problems);
    let names = FileNames::of(book.cases.iter().map(|case| &*case.id));
    let subjects: Vec<Subject<'_>> = (0..book.cases.len())
        .map(|i| Subject {
            case: &book.cases[i],
            assessment: &judged[i],
            outlook: &outlooks[i],
            problems: &problems_of[i],
            file_name: names.name(i),
        })
        .collect();
    let overview = overview(&setting, &subjects, &problems);
    for subject in &subjects {
        let link = page_name(subject.file_name).replace('%', "%25");
        assert!(overview.contains(&format!("href=\"{link}\"")), "{link}");
    }
    assert_well_formed(&overview);
    let pages: Vec<String> = subjects
        .iter()
        .map(|subject| applicant_page(&setting, subject))
        .collect();
    for page in &pages {
        assert_well_formed(page);
    }
    (overview, pages)
}

/// The page of one invented applicant.
fn page(case: CaseFile, lang: Lang, as_of: &str) -> String {
    let (_, pages) = pages(vec![case], lang, as_of);
    pages.into_iter().next().unwrap_or_default()
}

/// Every element that is opened is closed, in order; no element or attribute is there that could fetch something.
fn assert_well_formed(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page;
    let void = ["meta", "input", "!DOCTYPE"];
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        let name = tag.split_whitespace().next().unwrap_or_default();
        if let Some(closed) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed));
        } else if !void.contains(&name) {
            open.push(name);
        }
        if name == "script" || name == "style" {
            let content = rest.split("</").next().expect("it ends");
            rest = rest.strip_prefix(content).expect("it begins so");
        }
        let fetching = ["img", "link", "iframe", "object", "embed", "base", "form"];
        assert!(!fetching.contains(&name) && !tag.contains(" src="), "{tag}");
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
fn a_whole_book_has_an_overview_that_links_every_page() {
    for lang in Lang::ALL {
        let (overview, pages) = pages(made_up::book(12).cases, lang, "2026-11-22");
        assert_eq!(pages.len(), 20);
        assert!(overview.contains("index~.html"));
        assert!(overview.contains("Élie"));
        assert!(!overview.contains("<script>alert"));
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
fn a_french_page_writes_numbers_and_levels_as_french_does() {
    let page = page(made_up::eligible(), Lang::French, "2026-11-22");
    let (_, table) = page.split_once("<table class=\"requirements\">").unwrap();
    let table = table.split("<td>").collect::<Vec<_>>();
    let sentence = |about: &str| {
        let found = table.iter().find(|cell| cell.contains(about));
        found.unwrap_or_else(|| panic!("{about}: {table:?}"))
    };
    assert!(sentence("Le dossier établit").contains("; 1\u{202f}560,00 sont exigées."));
    assert!(sentence("Le meilleur test").contains("donne CLB/NCLC 8 dans"));
    assert!(!page.contains("> CLB ") && !page.contains(">CLB<") && !page.contains("1560.00"));
}

#[test]
fn a_spell_that_doubts_stand_before_is_no_more_than_possible() {
    for (lang, surely, perhaps) in [
        (
            Lang::English,
            "Eligible on the record:",
            "Possibly eligible on the record:",
        ),
        (
            Lang::French,
            "Admissible d\u{2019}après",
            "Peut-être admissible d\u{2019}après",
        ),
    ] {
        let titles = |case| {
            let page = page(case, lang, "2026-11-22");
            let titles = page.split("<title>").skip(1).map(str::to_owned);
            titles.collect::<Vec<String>>()
        };
        let any = |titles: &[String], start: &str| titles.iter().any(|one| one.starts_with(start));
        let doubtful = titles(made_up::doubtful());
        assert!(
            any(&doubtful, perhaps) && !any(&doubtful, surely),
            "{doubtful:?}"
        );
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
    let bytes =
        workbook(std::slice::from_ref(&table), made_up::as_of()).expect("it can be written");
    assert_eq!(
        bytes,
        workbook(&[table], made_up::as_of()).expect("it can be written")
    );
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("it can be read");
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

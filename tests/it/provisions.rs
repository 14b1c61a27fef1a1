//! What a line of the ledger cites, in the table and on the page.

use crate::made_up::{self, Builder};
use landed::casefile::{Book, CaseFile};
use landed::horizon::outlook;
use landed::law::{Law, NocVersion};
use landed::records::{EmploymentType, Fact, LeaveKind, PermitType};
use landed::report::horizon::Watch;
use landed::report::html::{Lang, Pages, Setting, Subject, applicant_page};
use landed::report::{CsvText, Identity, ledger};
use landed::requirements::{Bench, judge};

/// The ledger of an invented applicant as a table, and the page.
fn shown(case: CaseFile, lang: Lang) -> (String, String) {
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
        as_of: made_up::as_of(),
    };
    let case = &book.cases[0];
    let (assessment, _) = judge(&bench, case);
    let mut csv = CsvText::new();
    ledger::write(&mut csv, bench.law, &sources, case, &assessment).unwrap();
    let setting = Setting {
        bench: &bench,
        identity: &Identity::of(bench.law, &sources, book.assumptions, bench.as_of),
        watch: Watch::of(bench.law, bench.as_of, None),
        lang,
        pages: Pages::All,
    };
    let subject = Subject {
        case,
        assessment: &assessment,
        outlook: &outlook(&bench, case),
        problems: &[],
        file_name: "a",
    };
    let page = applicant_page(&setting, &subject);
    (String::from_utf8(csv.bytes().to_vec()).unwrap(), page)
}

fn builder() -> Builder {
    let open = PermitType::OpenWorkPermit;
    Builder::new("C-1", 1).permit(open, "", ("2023-01-01", "2029-12-31"), ("", ""))
}

#[test]
fn work_that_counts_by_the_public_policy_for_physicians_cites_it() {
    let of = |kind| {
        let year = ("2025-01-01", "2025-12-31");
        builder().job_with("Clinic", "Physician", "31102", year, "40", |job| {
            job.employment_type = Fact::Known(kind);
        })
    };
    let policy = "IRPR, SOR/2002-227, s. 87.1(2)(a); IRCC public policy of 2023-04-25";
    let kind = EmploymentType::SelfEmployedPhysicianPublic;
    let (table, page) = shown(of(kind).done(), Lang::English);
    assert!(table.contains(",counted,"), "{table}");
    assert!(table.contains(policy), "{table}");
    assert!(page.contains("IRCC public policy of 2023-04-25"));
    let (table, page) = shown(of(EmploymentType::Employee).done(), Lang::English);
    assert!(table.contains(",counted,") && !table.contains("public policy"));
    assert!(!page.contains("IRCC public policy of 2023-04-25"));
}

#[test]
fn leave_that_is_not_counted_does_not_cite_paid_vacation() {
    let of = |kind| {
        let job = builder().job("Acme", "Clerk", "21232", ("2025-01-01", ""), "40");
        job.leave("Acme", ("2025-03-01", "2025-04-30"), kind).done()
    };
    let vacation = "two weeks of paid vacation in a 52-week period";
    let not_counted = "sick, parental, maternity and unpaid leave are not counted";
    for kind in [
        LeaveKind::Sick,
        LeaveKind::Parental,
        LeaveKind::Maternity,
        LeaveKind::Unpaid,
    ] {
        let (table, page) = shown(of(kind), Lang::English);
        assert!(table.contains(not_counted) && !table.contains(vacation));
        assert!(page.contains(not_counted) && !page.contains(vacation));
    }
    let (table, _) = shown(of(LeaveKind::PaidVacation), Lang::English);
    assert!(table.contains(vacation) && !table.contains(not_counted));
}

#[test]
fn a_code_that_leads_to_both_sides_of_the_line_is_not_called_unknown() {
    let of = |code: &'static str| {
        let year = ("2025-01-01", "2025-12-31");
        let job = builder().job_with("Acme", "Consultant", "", year, "40", |job| {
            job.noc_version = Fact::Known(NocVersion(2016));
            job.noc_code = if code.is_empty() {
                Fact::Blank
            } else {
                Fact::Known(code.into())
            };
        });
        job.done()
    };
    for (lang, mixed, unknown) in [
        (
            Lang::English,
            "the code of the occupation leads,",
            "it is not known which occupation this is",
        ),
        (
            Lang::French,
            "le code de la profession mène,",
            "on ne sait pas de quelle profession il s\u{2019}agit",
        ),
    ] {
        let lower = |page: String| page.to_lowercase();
        let page = lower(shown(of("1123"), lang).1);
        assert!(page.contains(mixed) && !page.contains(unknown));
        let page = lower(shown(of(""), lang).1);
        assert!(page.contains(unknown) && !page.contains(mixed));
    }
}

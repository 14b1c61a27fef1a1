//! The generator of large books: same seed, same bytes; every row accounted for; everything a book should hold occurs.

#[path = "../../examples/book/invented/mod.rs"]
pub mod invented;

use crate::firm::{AS_OF, landed, quick_folder, write};
use invented::{Book, Form, Tally, Wanted};
use landed::calendar::Day;
use landed::finding::{ApplicantOutcome, Reason};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn book(applicants: u64, form: Form, damaged: u64) -> Book {
    Book {
        applicants,
        seed: 7,
        as_of: Day::parse_iso(AS_OF).unwrap(),
        form,
        wanted: Wanted {
            damaged,
            random: true,
        },
    }
}

/// Runs the program over a folder; the manifest.
fn run(input: &Path, out: &Path, status: i32) -> serde_json::Value {
    let mut command = landed();
    command.arg("run").arg(input).arg("--out").arg(out);
    command.args(["--as-of", AS_OF, "--quiet", "--report", "none"]);
    assert_eq!(command.output().unwrap().status.code(), Some(status));
    serde_json::from_slice(&fs::read(out.join("run.json")).unwrap()).unwrap()
}

fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let named = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    };
    entries.map(named).collect()
}

/// Every row that was made has a fate.
fn accounted_for(tally: &Tally, manifest: &serde_json::Value) {
    for (table, count) in tally {
        let fate = |name: &str| manifest["tables"][table][name].as_u64().unwrap();
        let sum = fate("used") + fate("set_aside") + fate("duplicates") + fate("blank");
        assert_eq!((fate("read"), sum), (count.rows, count.rows), "{table}");
        assert!(count.repeated <= fate("duplicates"), "{table}");
        assert_eq!(fate("blank"), count.headings, "{table}");
    }
}

fn column(path: &Path, name: &str) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = headings.iter().position(|heading| heading == name).unwrap();
    reader
        .records()
        .map(|row| row.unwrap()[at].to_owned())
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for form in [Form::Csv, Form::Xlsx, Form::Small] {
        let folder = quick_folder();
        let path = |name: &str| folder.path().join(name);
        let made = book(20, form, 50_000);
        let tally = made.write(&path("one")).unwrap();
        assert_eq!(tally, made.write(&path("two")).unwrap());
        assert_eq!(bytes(&path("one")), bytes(&path("two")));
        let other = Book { seed: 8, ..made };
        other.write(&path("other")).unwrap();
        assert_ne!(bytes(&path("one")), bytes(&path("other")));
    }
}

#[test]
fn a_book_of_three_hundred_holds_every_outcome_and_every_exclusion() {
    let folder = quick_folder();
    let (input, out) = (folder.path().join("book"), folder.path().join("out"));
    let tally = book(300, Form::Csv, 0).write(&input).unwrap();
    let manifest = run(&input, &out, 0);
    accounted_for(&tally, &manifest);
    for table in tally.keys() {
        assert_eq!(manifest["tables"][table]["set_aside"], 0, "{table}");
    }
    let outcomes = column(&out.join("summary.csv"), "outcome");
    assert_eq!(outcomes.len(), 300);
    for outcome in ApplicantOutcome::ALL.map(ApplicantOutcome::id) {
        let with_it = outcomes.iter().filter(|one| *one == outcome).count();
        assert!(10 < with_it, "{outcome}: {with_it} of 300");
    }
    let mut excluded = BTreeSet::new();
    for path in column(&out.join("summary.csv"), "ledger_file") {
        let ledger = out.join(path);
        let reasons = column(&ledger, "reasons");
        for (treatment, reasons) in column(&ledger, "treatment").iter().zip(reasons) {
            if treatment == "excluded" {
                excluded.extend(reasons.split(';').map(str::to_owned));
            }
        }
    }
    for reason in Reason::ALL
        .into_iter()
        .take_while(|reason| *reason != Reason::DateImprecise)
    {
        assert!(excluded.contains(reason.id()), "{}", reason.id());
    }
}

#[test]
fn every_row_of_a_damaged_book_is_accounted_for_in_any_form() {
    let folder = quick_folder();
    for (name, form) in [("csv", Form::Csv), ("xlsx", Form::Xlsx)] {
        let input = folder.path().join(name);
        let tally = book(600, form, 250_000).write(&input).unwrap();
        assert!(tally.values().all(|count| 0 < count.damaged));
        assert!(0 < tally["employment"].empty);
        let manifest = run(&input, &folder.path().join(format!("{name}-out")), 3);
        accounted_for(&tally, &manifest);
        for code in [
            "applicant_id_missing",
            "required_cell_blank",
            "date_unreadable",
            "date_ambiguous",
            "dates_inverted",
            "value_unknown",
            "hours_unreadable",
            "hours_impossible",
            "noc_unknown",
            "score_impossible",
            "permit_contradictory",
            "location_contradictory",
            "cell_error",
        ] {
            assert!(
                manifest["problems"][code].as_u64().is_some(),
                "{name}: {code}"
            );
        }
    }
    let summaries = ["csv-out", "xlsx-out"].map(|out| folder.path().join(out).join("summary.csv"));
    let outcomes = summaries.each_ref().map(|path| column(path, "outcome"));
    assert_eq!(outcomes[0], outcomes[1]);
}

#[test]
fn random_order_is_another_order_of_the_same_rows() {
    let folder = quick_folder();
    let made = book(200, Form::Csv, 50_000);
    let mut sorted = made;
    sorted.wanted.random = false;
    let (one, other) = (folder.path().join("random"), folder.path().join("sorted"));
    assert_eq!(made.write(&one).unwrap(), sorted.write(&other).unwrap());
    let (one, other) = (bytes(&one), bytes(&other));
    for (name, bytes) in one {
        let lines = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            text.split("\r\n").map(str::to_owned).collect::<Vec<_>>()
        };
        let (mut random, mut sorted) = (lines(&bytes), lines(&other[&name]));
        assert_ne!(random, sorted, "{name}");
        random.sort();
        sorted.sort();
        assert_eq!(random, sorted, "{name}");
    }
}

/// A check opens the files only of those of whom anything may be to be said; a run opens all.
#[test]
fn a_check_says_what_a_run_says_whether_little_is_wrong_or_much() {
    for (damaged, most) in [(500, 40), (250_000, usize::MAX)] {
        let folder = quick_folder();
        let input = folder.path().join("in");
        book(600, Form::Csv, damaged).write(&input).unwrap();
        let more = "applicant_id,family_name,invitation_date,application_date\n\
            c0000001,Roy,,\nC0000002,Roy,,\nC0000003,,,\nN1,Roy,2031-01-05,\nN2,Roy,2026-11-20,2026-11-01\n,Roy,,\n";
        write(&input.join("more.csv"), more);
        let out = folder.path().join("out");
        run(&input, &out, 3);
        let mut check = landed();
        check.arg("check").arg(&input);
        let check = check.args(["--as-of", AS_OF, "--format", "csv"]).output();
        let issues = fs::read_to_string(out.join("issues.csv")).unwrap();
        assert_eq!(String::from_utf8(check.unwrap().stdout).unwrap(), issues);
        let doubted: BTreeSet<String> = column(&out.join("issues.csv"), "applicant_id")
            .into_iter()
            .collect();
        assert!((5..most).contains(&doubted.len()), "{}", doubted.len());
        let codes = column(&out.join("issues.csv"), "code");
        for code in [
            "applicant_id_near_duplicate",
            "record_conflict",
            "invitation_invalid",
        ] {
            assert!(codes.iter().any(|one| one == code), "{code}");
        }
    }
}

//! A large book with damage of every kind runs to its end, and every row of it is accounted for.

use crate::firm::{AS_OF, landed, quick_folder};
use crate::invented_book::invented::{Book, Form, Tally, Wanted};
use landed::calendar::Day;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command as Shell, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Every twentieth row has something wrong.
const DAMAGED: u64 = 50_000;

/// What a run over 100,000 applicants may take of memory.
const MOST_MEMORY_KIB: u64 = 3 << 19;

fn write_book(folder: &Path, applicants: u64, form: Form) -> Tally {
    let book = Book {
        applicants,
        seed: 6,
        as_of: Day::parse_iso(AS_OF).unwrap(),
        form,
        wanted: Wanted {
            damaged: DAMAGED,
            random: true,
        },
    };
    book.write(folder).unwrap()
}

/// Runs the program to its end; gives its exit status and the most memory that it was seen to have, in KiB.
fn run_watched(input: &Path, out: &Path) -> (i32, u64) {
    let mut child = Shell::new(landed().get_program())
        .args(["run", "--quiet", "--as-of", AS_OF, "--out"])
        .args([out, input])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Some(ended) = child.try_wait().unwrap() {
            return (ended.code().unwrap(), peak);
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        peak = peak.max(kib.unwrap_or(0));
        sleep(Duration::from_millis(20));
    }
}

/// used + set aside + duplicates + blank is what was generated, table by table.
fn every_row_is_accounted_for(out: &Path, tally: &Tally) {
    let manifest = fs::read_to_string(out.join("run.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    for (table, generated) in tally {
        let count = |fate: &str| manifest["tables"][table][fate].as_u64().unwrap();
        let accounted = count("used") + count("set_aside") + count("duplicates") + count("blank");
        assert_eq!(
            accounted, generated.rows,
            "{table}: {generated:?} {}",
            manifest["tables"][table]
        );
        assert_eq!(count("read"), generated.rows, "{table}");
        assert_eq!(count("blank"), generated.headings, "{table}");
        assert!(0 < generated.damaged, "{table} has no damage");
    }
    let judged: u64 = manifest["applicants"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_u64)
        .sum();
    let summary = fs::read_to_string(out.join("summary.csv")).unwrap();
    assert!(0 < judged && judged <= summary.lines().count() as u64);
}

#[test]
fn a_damaged_book_runs_to_its_end_and_no_row_is_lost() {
    let folder = quick_folder();
    for (name, form, applicants) in [("csv", Form::Csv, 3_000), ("xlsx", Form::Xlsx, 300)] {
        let input = folder.path().join(name);
        let tally = write_book(&input, applicants, form);
        let out = folder.path().join(format!("out-{name}"));
        assert_eq!(run_watched(&input, &out).0, 3);
        every_row_is_accounted_for(&out, &tally);
    }
}

/// `make soak`: `LANDED_SOAK` is the number of applicants.
#[test]
fn a_book_of_the_size_asked_for_stays_within_its_memory() {
    let Some(applicants) = std::env::var("LANDED_SOAK")
        .ok()
        .and_then(|text| text.parse().ok())
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    let tally = write_book(&input, applicants, Form::Csv);
    let out = folder.path().join("out");
    let (status, peak) = run_watched(&input, &out);
    assert_eq!(status, 3);
    every_row_is_accounted_for(&out, &tally);
    println!(
        "{applicants} applicants, at most {} MiB of memory",
        peak >> 10
    );
    let allowed = MOST_MEMORY_KIB * u64::max(applicants, 100_000) / 100_000;
    assert!(peak <= allowed, "{peak} KiB of memory, {allowed} allowed");
}

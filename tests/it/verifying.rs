//! `landed verify`: only a run that is what it says is OK, and each kind of damage has its own name.

use crate::auditing::write_messy_firm;
use crate::firm::{column, landed, run, tree, write, write_firm};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn verify(out: &Path, more: &[&str]) -> (i32, String) {
    let output = landed().arg("verify").arg(out).args(more).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

/// A run of the messy firm.
fn messy(folder: &Path) -> (PathBuf, PathBuf) {
    let input = write_messy_firm(&folder.join("in"));
    let out = folder.join("out");
    run(&[&input], &out, &[]);
    (input, out)
}

fn put(path: &Path, bytes: &[u8]) {
    fs::File::create(path).unwrap().write_all(bytes).unwrap();
}

/// Changes one byte: a letter or digit becomes its neighbour.
fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

#[test]
fn an_untouched_run_is_ok_and_is_made_anew_from_its_inputs() {
    let folder = tempfile::tempdir().unwrap();
    let (_, out) = messy(folder.path());
    let (status, text) = verify(&out, &[]);
    assert_eq!(status, 0, "{text}");
    assert!(text.ends_with("OK\n"), "{text}");
    assert!(text.contains("files made anew from the inputs"), "{text}");
}

#[test]
fn an_output_within_the_input_is_no_part_of_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = input.join("out");
    let issues = || {
        let (status, _, stderr) = run(&[&input], &out, &[]);
        assert_eq!(status, 0, "{stderr}");
        fs::read_to_string(out.join("issues.csv")).unwrap()
    };
    let first = issues();
    assert_eq!(first.lines().count(), 1, "{first}");
    assert_eq!(issues(), first);
    let manifest = fs::read_to_string(out.join("run.json")).unwrap();
    assert!(!manifest.contains(".out.landed-"), "{manifest}");
    let (status, text) = verify(&out, &[]);
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("files made anew from the inputs"), "{text}");
}

#[test]
fn the_watched_days_of_the_configuration_are_those_of_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_messy_firm(&folder.path().join("in"));
    let watched = |days: &str| {
        let out = folder.path().join(format!("out{days}"));
        let config = folder.path().join("landed.toml");
        write(&config, &format!("[watchlist]\n{days}"));
        run(&[&input], &out, &["--config", config.to_str().unwrap()]);
        let (status, text) = verify(&out, &[]);
        assert_eq!(status, 0, "{text}");
        let left = column(&out.join("watchlist.csv"), "days_left");
        let left: Vec<u16> = left.iter().map(|days| days.parse().unwrap()).collect();
        (out, left)
    };
    let (out, usual) = watched("");
    assert!(usual.iter().any(|days| 7 < *days), "{usual:?}");
    assert!(usual.iter().all(|days| *days <= 90), "{usual:?}");
    assert!(usual.is_sorted());
    let manifest = fs::read_to_string(out.join("run.json")).unwrap();
    assert!(manifest.contains("\"watchlist_days\": 90"));
    let (out, fewer) = watched("days = 8");
    let expected: Vec<u16> = usual.into_iter().filter(|days| *days <= 8).collect();
    assert!(!expected.is_empty());
    assert_eq!(fewer, expected);
    let path = out.join("run.json");
    let manifest = fs::read_to_string(&path).unwrap();
    let (from, to) = ("\"watchlist_days\": 8", "\"watchlist_days\": 80");
    assert!(manifest.contains(from));
    write(&path, &manifest.replace(from, to));
    let (status, text) = verify(&out, &[]);
    assert_eq!(status, 1);
    let said = "judged otherwise: watchlist.csv is not what records/ gives";
    assert!(text.contains(said), "{text}");
}

#[test]
fn an_overwritten_export_is_no_difference_when_it_is_gone_and_one_when_it_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = messy(folder.path());
    let tests = input.join("tests.csv");
    let bytes = fs::read(&tests).unwrap();
    put(&tests, &flipped(&bytes, bytes.len() - 3));
    let (status, text) = verify(&out, &[]);
    assert_eq!(status, 1);
    assert!(text.contains("input changed: tests.csv"), "{text}");
    assert!(text.contains("1 difference\n"), "{text}");
    fs::remove_file(&tests).unwrap();
    let (status, text) = verify(&out, &[]);
    assert_eq!(status, 0, "{text}");
    assert!(
        text.contains("input not in place, so not compared: tests.csv"),
        "{text}"
    );
}

#[test]
fn one_changed_byte_in_any_file_is_found_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let (_, out) = messy(folder.path());
    for (path, bytes) in tree(&out) {
        if path == "run.json" {
            continue;
        }
        let last = bytes.iter().rposition(u8::is_ascii_alphanumeric).unwrap();
        put(&out.join(&path), &flipped(&bytes, last));
        let (status, text) = verify(&out, &[]);
        assert_eq!(status, 1, "{path}: {text}");
        assert!(
            text.contains(&format!("changed: {path} has other bytes")),
            "{path}: {text}"
        );
        put(&out.join(&path), &bytes);
    }
    assert_eq!(verify(&out, &[]).0, 0);
}

#[test]
fn a_changed_manifest_is_found_by_what_it_says_or_by_its_printed_hash() {
    let folder = tempfile::tempdir().unwrap();
    let (_, out) = messy(folder.path());
    let path = out.join("run.json");
    let good = fs::read_to_string(&path).unwrap();
    let hash = landed::report::digest_hex(good.as_bytes());
    assert_eq!(verify(&out, &["--sha256", &hash]).0, 0);
    let changes = [
        (
            "\"as_of\": \"2026",
            "\"as_of\": \"2025",
            "judged otherwise: ",
        ),
        (
            "\"version\": \"0.1",
            "\"version\": \"0.2",
            "other version: the run was made by landed 0.2",
        ),
        ("\"paid\": false", "\"paid\": true", ""),
        (
            "\"checksums_sha256\": \"",
            "\"checksums_sha256\": \"0",
            "changed: checksums.sha256",
        ),
        (
            "\"needs_review\": ",
            "\"needs_review\": 1",
            "count: run.json says otherwise",
        ),
        (
            "\"set_aside\": ",
            "\"set_aside\": 1",
            "count: run.json says otherwise",
        ),
        (
            "\"format\": \"landed",
            "\"format\": \"Landed",
            "changed: run.json is missing or damaged",
        ),
        ("{", "[", "changed: run.json is missing or damaged"),
    ];
    for (from, to, said) in changes {
        assert!(good.contains(from), "{from}");
        write(&path, &good.replacen(from, to, 1));
        let (status, text) = verify(&out, &["--sha256", &hash]);
        assert_eq!(status, 1, "{from}: {text}");
        assert!(text.contains(said), "{from}: {text}");
    }
    // Nothing else tells a changed time: that is what the printed hash is for.
    write(
        &path,
        &good.replacen("\"finished_at\": \"20", "\"finished_at\": \"19", 1),
    );
    let (status, text) = verify(&out, &["--sha256", &hash]);
    assert_eq!(status, 1);
    assert!(
        text.contains("run.json does not have the SHA-256 that was given"),
        "{text}"
    );
}

#[test]
fn missing_and_extra_files_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let (_, out) = messy(folder.path());
    for path in [
        "ledger/0007.csv",
        "records/leaves.csv",
        "issues.csv",
        "checksums.sha256",
    ] {
        let bytes = fs::read(out.join(path)).expect(path);
        fs::remove_file(out.join(path)).unwrap();
        let (status, text) = verify(&out, &[]);
        assert_eq!(status, 1, "{path}");
        assert!(
            text.contains(&format!("missing: {path} was published")),
            "{path}: {text}"
        );
        put(&out.join(path), &bytes);
    }
    write(&out.join("ledger/notes.txt"), "mine");
    fs::create_dir(out.join("empty")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", out.join("link")).unwrap();
    let (status, text) = verify(&out, &[]);
    assert_eq!(status, 1);
    for path in ["ledger/notes.txt", "empty", "link"] {
        assert!(
            text.contains(&format!("extra: {path} was not published")),
            "{text}"
        );
    }
    assert!(text.contains("3 differences"), "{text}");
}

#[test]
fn results_and_hashes_that_were_both_changed_still_differ_from_the_records() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let read = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    let hash = |name: &str| landed::report::digest_hex(read(name).as_bytes());
    let before = [hash("summary.csv"), hash("checksums.sha256")];
    write(
        &out.join("summary.csv"),
        &read("summary.csv").replace("eligible,", "not_eligible,"),
    );
    let list = read("checksums.sha256").replace(&before[0], &hash("summary.csv"));
    write(&out.join("checksums.sha256"), &list);
    let manifest = read("run.json").replace(&before[1], &hash("checksums.sha256"));
    write(&out.join("run.json"), &manifest);
    let (status, text) = verify(&out, &[]);
    assert_eq!(status, 1);
    assert!(
        text.contains("judged otherwise: summary.csv is not what records/ gives"),
        "{text}"
    );
    assert!(
        text.contains("judged otherwise: summary.csv is not what the input files give"),
        "{text}"
    );
    assert!(!text.contains("changed:"), "{text}");
}

#[test]
fn the_chain_to_the_former_run_is_checked() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let (first, second) = (folder.path().join("1"), folder.path().join("2"));
    run(&[&input], &first, &[]);
    let former = first.to_str().unwrap();
    run(&[&input], &second, &["--previous", former]);
    let (status, text) = verify(&second, &["--previous", former]);
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("0 changes found anew"), "{text}");
    assert!(text.contains("files made anew from the inputs"), "{text}");
    let (status, text) = verify(&first, &["--previous", second.to_str().unwrap()]);
    assert_eq!(status, 1);
    assert!(
        text.contains("chain: run.json names no former run"),
        "{text}"
    );
    let manifest = fs::read_to_string(first.join("run.json")).unwrap();
    write(
        &first.join("run.json"),
        &manifest.replace("\"finished_at\": \"20", "\"finished_at\": \"19"),
    );
    let (status, text) = verify(&second, &["--previous", former]);
    assert_eq!(status, 1);
    assert!(
        text.contains("chain: run.json names another former run"),
        "{text}"
    );
}

#[test]
fn what_is_no_run_is_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let output = landed().arg("verify").arg(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
}

#[test]
fn two_inputs_that_hold_a_file_at_the_same_path_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let a = write_firm(&here.join("a"), &["C1"]);
    let b = here.join("b");
    write(
        &b.join("employment.csv"),
        "applicant_id,employer,job_title,noc_code,noc_version,start_date,end_date,hours_per_week,pay,employment_type,province,country\r\n\
         C1,A Bakery,Baker,63202,2021,2023-01-09,2023-12-20,30,wages,employee,ON,Canada\r\n\
         C1,A Bakery,Baker,63202,2021,2022-01-09,,30,wages,employee,ON,Canada\r\n",
    );
    let (out, other) = (here.join("out"), here.join("other"));
    assert_eq!(run(&[&a, &b], &out, &[]).0, 0);
    let (status, text) = verify(&out, &[]);
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("files made anew from the inputs"), "{text}");
    assert_eq!(run(&[&b, &a], &other, &[]).0, 0);
    let without_times = |out: &Path| {
        let mut files = tree(out);
        files.retain(|(path, _)| path != "run.json");
        files
    };
    assert_eq!(without_times(&out), without_times(&other));
    let sources = column(&out.join("ledger/C1.csv"), "source");
    for source in [
        "a/employment.csv!R2",
        "b/employment.csv!R2",
        "b/employment.csv!R3",
    ] {
        assert!(sources.iter().any(|one| one == source), "{sources:?}");
    }
    let explained = landed()
        .arg("explain")
        .arg(&out)
        .arg("C1")
        .output()
        .unwrap();
    assert_eq!(explained.status.code(), Some(0));
    let story = String::from_utf8(explained.stdout).unwrap();
    assert!(!story.contains("not what was published"), "{story}");
}

#[test]
fn a_run_is_read_from_within_and_through_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let input = write_firm(&here.join("in"), &["C1"]);
    let out = here.join("out");
    run(&[&input], &out, &[]);
    std::os::unix::fs::symlink("out", here.join("link")).unwrap();
    let obeys = |at: &Path, arguments: &[&str]| {
        let output = landed().current_dir(at).args(arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
    };
    let records = out.join("records");
    for (at, run) in [
        (&*out, "."),
        (&*records, ".."),
        (here, "link"),
        (here, "link/"),
        (here, "out/."),
    ] {
        obeys(at, &["verify", run]);
        obeys(at, &["explain", run, "C1"]);
        obeys(at, &["whatif", run, "C1"]);
        obeys(at, &["diff", run, run]);
    }
    obeys(&out, &["export", ".", "--xlsx", "../run.xlsx"]);
    let next = here.join("next");
    let next = [
        "run",
        input.to_str().unwrap(),
        "--out",
        next.to_str().unwrap(),
    ];
    obeys(
        &out,
        &[&next[..], &["--previous", ".", "--as-of", "2026-11-22"]].concat(),
    );
    assert!(here.join("next/changes.csv").exists());
}

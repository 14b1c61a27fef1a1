//! What lies in the output place after runs that end well, are refused, or meet another run.

use crate::firm::{column, landed, quick_folder, run, tree, write, write_firm};
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command as Shell;

#[test]
fn a_run_publishes_every_file_and_the_hashes_hold() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1", "C2"]);
    let out = folder.path().join("out");
    let (status, stdout, stderr) = run(&[&input], &out, &[]);
    assert_eq!(status, 0, "{stderr}");
    let there = out.canonicalize().unwrap();
    assert_eq!(stdout.trim_end(), there.to_str().unwrap());
    let names: Vec<String> = tree(&out).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "checksums.sha256",
        "datapackage.json",
        "eligibility/C1.csv",
        "eligibility/C2.csv",
        "horizon.csv",
        "issues.csv",
        "ledger/C1.csv",
        "ledger/C2.csv",
        "records/applicants.csv",
        "records/employment.csv",
        "records/language_tests.csv",
        "records/permits.csv",
        "records/studies.csv",
        "report/C1.html",
        "report/C2.html",
        "report/index.html",
        "run.json",
        "summary.csv",
        "watchlist.csv",
    ];
    assert_eq!(names, expected);
    let check = Shell::new("sha256sum")
        .args(["--strict", "--quiet", "-c", "checksums.sha256"])
        .current_dir(&out)
        .status()
        .unwrap();
    assert!(check.success());
    let listed = fs::read_to_string(out.join("checksums.sha256")).unwrap();
    assert_eq!(listed.lines().count(), expected.len() - 2);
}

#[test]
fn a_second_run_replaces_the_first_whole_and_names_it() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1", "C2"]);
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    write_firm(&input, &["C3"]);
    let previous = out.to_str().unwrap();
    let (status, _, stderr) = run(&[&input], &out, &["--previous", previous]);
    assert_eq!(status, 0, "{stderr}");
    assert!(!out.join("ledger/C1.csv").exists());
    let manifest = fs::read_to_string(out.join("run.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["previous_run_sha256"].as_str().unwrap().len(), 64);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_foreign_folder_is_refused_and_left_alone() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    write(&out.join("thesis.txt"), "years of work");
    let (status, stdout, stderr) = run(&[&input], &out, &[]);
    assert_eq!((status, stdout.as_str()), (1, ""), "{stderr}");
    assert!(stderr.contains("is not the output of an earlier run"));
    assert_eq!(tree(&out).len(), 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_folder_that_may_not_be_read_is_said_to_be_so_and_not_called_foreign() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    assert_eq!(run(&[&input], &out, &[]).0, 0);
    let mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(folder.path(), 0o777);
    let is_root = fs::metadata(folder.path()).unwrap().uid() == 0;
    let said = |arguments: &[&str]| {
        let mut command = Shell::new(landed().get_program());
        if is_root {
            // Root may read everything; nobody may not.
            command.uid(65_534).gid(65_534);
        }
        let output = command.args(arguments).current_dir(folder.path()).output();
        let output = output.unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).unwrap())
    };
    for (of_folder, of_manifest) in [(0o000, 0o600), (0o755, 0o000)] {
        mode(&out.join("run.json"), of_manifest);
        mode(&out, of_folder);
        for (arguments, status) in [
            (&["verify", "out"][..], 2),
            (&["explain", "out", "C1"], 2),
            (&["diff", "out", "out"], 2),
            (&["run", "in", "--out", "out"], 1),
        ] {
            let (ended, text) = said(arguments);
            assert_eq!(ended, Some(status), "{arguments:?}: {text}");
            assert!(
                text.contains("out cannot be read: permission denied"),
                "{arguments:?}: {text}"
            );
            assert!(!text.contains("earlier run"), "{arguments:?}: {text}");
        }
        mode(&out, 0o700);
    }
}

#[test]
fn a_link_in_the_output_place_is_refused() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let real = folder.path().join("real");
    run(&[&input], &real, &[]);
    let before = tree(&real);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert_eq!(run(&[&input], &link, &[]).0, 1);
    assert_eq!(tree(&real), before);
}

#[test]
fn links_in_and_beside_the_output_are_never_followed() {
    use std::os::unix::fs::symlink;
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let elsewhere = folder.path().join("elsewhere");
    write(&elsewhere.join("thesis.txt"), "years of work");
    let untouched = || tree(&elsewhere) == [("thesis.txt".to_owned(), b"years of work".to_vec())];
    let out = folder.path().join("out");
    // A link that leads nowhere yet.
    symlink(folder.path().join("nowhere"), &out).unwrap();
    assert_eq!(run(&[&input], &out, &[]).0, 1);
    assert!(!folder.path().join("nowhere").exists());
    fs::remove_file(&out).unwrap();
    // A link in the place of the lock, and one that looks like the remains of a run.
    let lock = folder.path().join(".out.landed-lock");
    symlink(elsewhere.join("thesis.txt"), &lock).unwrap();
    assert_eq!(run(&[&input], &out, &[]).0, 1);
    assert!(untouched());
    fs::remove_file(&lock).unwrap();
    let remains = folder.path().join(".out.landed-4194305-partial");
    symlink(&elsewhere, &remains).unwrap();
    assert_eq!(run(&[&input], &out, &[]).0, 0);
    assert!(untouched() && remains.is_symlink());
    // Links within a former output go with it; what they lead to stays.
    symlink(&elsewhere, out.join("ledger/more")).unwrap();
    symlink(elsewhere.join("thesis.txt"), out.join("notes.txt")).unwrap();
    assert_eq!(run(&[&input], &out, &[]).0, 0);
    assert!(untouched());
    assert!(!out.join("notes.txt").exists() && !out.join("ledger/more").exists());
}

#[test]
fn the_second_of_two_runs_stops_at_once_and_leaves_no_trace() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    let lock = File::create(folder.path().join(".out.landed-lock")).unwrap();
    lock.lock().unwrap();
    let (status, _, stderr) = run(&[&input], &out, &[]);
    assert_eq!(status, 11);
    assert!(stderr.contains("another run is writing to"), "{stderr}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    drop(lock);
    // The lock file of a dead run does not block.
    assert_eq!(run(&[&input], &out, &[]).0, 0);
}

#[test]
fn modes_are_private_whatever_the_umask() {
    for umask in ["000", "077", "277"] {
        let folder = quick_folder();
        let input = write_firm(&folder.path().join("in"), &["C1"]);
        let out = folder.path().join("out");
        let program = landed();
        let script = format!(
            "umask {umask}; exec '{}' run '{}' --out '{}' --as-of 2026-11-22 --quiet",
            program.get_program().to_str().unwrap(),
            input.display(),
            out.display()
        );
        let status = Shell::new("sh").args(["-c", &script]).status().unwrap();
        assert!(status.success(), "{umask}");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        for folder in ["", "eligibility", "ledger", "records"] {
            assert_eq!(mode(&out.join(folder)), 0o700, "{umask} {folder}");
        }
        for (file, _) in tree(&out) {
            assert_eq!(mode(&out.join(&file)), 0o600, "{umask} {file}");
        }
    }
}

#[test]
fn remains_of_a_killed_run_are_removed() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    write(
        &folder
            .path()
            .join(".out.landed-4194305-partial/ledger/x.csv"),
        "half",
    );
    assert_eq!(run(&[&input], &out, &[]).0, 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    let (status, stdout, stderr) = run(&[&input], &out, &["--dry-run"]);
    assert_eq!((status, stdout.as_str()), (0, ""));
    assert!(stderr.contains("applicants: 1 = "), "{stderr}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_day_stands_in_the_name_of_the_output() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("results/{as_of}");
    assert_eq!(run(&[&input], &out, &[]).0, 0);
    assert!(folder.path().join("results/2026-11-22/run.json").exists());
}

/// The tables of records that the data package lists, and whether each refers to the summary.
fn keys(out: &Path) -> Vec<(String, bool)> {
    let package = fs::read_to_string(out.join("datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap();
    let resources = package["resources"].as_array().unwrap().iter();
    let records = resources.filter_map(|resource| {
        let table = resource["name"].as_str()?.strip_prefix("records_")?;
        let keys = resource["schema"].get("foreignKeys");
        Some((table.to_owned(), keys.is_some()))
    });
    records.collect()
}

#[test]
fn every_key_of_the_data_package_holds_for_every_row() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let applicants = "applicant_id,family_name\r\nC1,Doe\r\n#REF!,Roe\r\n";
    write(&input.join("applicants.csv"), applicants);
    let studies = "applicant_id,start_date,completed_on,full_time\r\n,2022-01-01,,yes\r\n";
    write(&input.join("more_studies.csv"), studies);
    let out = folder.path().join("out");
    let (status, _, stderr) = run(&[&input], &out, &[]);
    assert_eq!(status, 3, "{stderr}");
    let known = column(&out.join("summary.csv"), "applicant_id");
    let mut without = Vec::new();
    for (table, has_key) in keys(&out) {
        let ids = column(&out.join(format!("records/{table}.csv")), "applicant_id");
        let holds = ids.iter().all(|id| id.is_empty() || known.contains(id));
        assert_eq!(holds, has_key, "{table}: {ids:?}");
        if !has_key {
            without.push(table);
        }
    }
    assert_eq!(without, ["applicants"]);
}

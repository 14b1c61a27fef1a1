//! Old or new, never mixed: runs that are killed, and disks that refuse.

use crate::firm::{AS_OF, landed, quick_folder, run, tree, write_firm};
use landed::calendar::Day;
use landed::report::disk::Disk;
use landed::report::publish::Place;
use landed::run::{ExitStatus, RunError, Settings, nightly_with};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::{Command as Shell, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

type Tree = BTreeMap<String, Vec<u8>>;

fn all_but_times(out: &Path) -> Tree {
    let mut files: Tree = tree(out).into_iter().collect();
    files.remove("run.json");
    files
}

/// The output is one whole run, and its manifest belongs to the rest.
fn is_whole(out: &Path, candidates: [&Tree; 2]) {
    let now = all_but_times(out);
    assert!(candidates.contains(&&now), "a mixture of two runs");
    let manifest = fs::read_to_string(out.join("run.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let hash = landed::report::digest_hex(&now["checksums.sha256"]);
    assert_eq!(manifest["checksums_sha256"], hash);
}

#[test]
fn a_run_killed_at_any_moment_leaves_the_former_or_the_new_output_whole() {
    let folder = quick_folder();
    let ids: Vec<String> = (0..40).map(|i| format!("C{i}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let one = write_firm(&folder.path().join("one"), &ids);
    let other = write_firm(&folder.path().join("other"), &ids[10..]);
    let out = folder.path().join("out");
    run(&[&other], &out, &["--quiet"]);
    let tree_of_other = all_but_times(&out);
    let began = Instant::now();
    run(&[&one], &out, &["--quiet"]);
    let mut usual = began.elapsed();
    let tree_of_one = all_but_times(&out);
    let mut killed = 0;
    for i in 0..1000_u32 {
        if killed == 200 {
            break;
        }
        let input = if i % 2 == 0 { &other } else { &one };
        let mut child = Shell::new(landed().get_program())
            .args(["run", "--quiet", "--as-of", AS_OF, "--out"])
            .args([&out, input])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Sweeps over the whole run and a little beyond its end, however busy the machine is: about one in five runs ends first.
        sleep(usual * (i * 37 % 100) / 90);
        child.kill().unwrap();
        if child.wait().unwrap().code().is_none() {
            killed += 1;
            usual = usual * 201 / 200;
        } else {
            usual = usual * 49 / 50;
        }
        let there = landed::report::publish::published(&landed::report::disk::Disk::real(), &out);
        is_whole(&there.unwrap(), [&tree_of_one, &tree_of_other]);
    }
    assert_eq!(killed, 200, "too few runs were killed in time");
    sleep(Duration::from_millis(10));
    assert_eq!(run(&[&one], &out, &["--quiet"]).0, 0);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 3, "what dead runs left is gone");
}

#[test]
fn a_disk_that_takes_no_more_fails_the_run_and_the_former_output_stands() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1", "C2"]);
    let out = folder.path().join("out");
    run(&[&input], &out, &["--quiet"]);
    let before = tree(&out);
    // What stays the same is not written: the results must differ, and not by the time alone.
    write_firm(&input, &["C1", "C2", "C3"]);
    let program = landed();
    // No file may be larger than 1 KiB: run.json cannot be written.
    let script = format!(
        "trap '' XFSZ; ulimit -f 1; exec '{}' run '{}' --out '{}' --as-of {AS_OF} --quiet",
        program.get_program().to_str().unwrap(),
        input.display(),
        out.display()
    );
    let output = Shell::new("bash").args(["-c", &script]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("cannot write"), "{stderr}");
    assert_eq!(tree(&out), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

/// A disk on which the change of this number fails in this way, and how many changes were asked for.
fn failing_at(number: usize, fault: i32) -> (Disk, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&count);
    let gate = move |_, _: &Path| {
        let fails = seen.fetch_add(1, Ordering::SeqCst) == number;
        if fails {
            return Err(io::Error::from_raw_os_error(fault));
        }
        Ok(())
    };
    (Disk::gated(Box::new(gate)), count)
}

/// `landed verify` finds nothing wrong.
fn verifies(out: &Path) {
    let output = landed().arg("verify").arg(out).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
}

/// The run failed, and says what it could not do and why.
fn says_why(stopped: &RunError, fault: i32, kind: Option<ErrorKind>) {
    assert_eq!(stopped.status(), ExitStatus::Failed);
    let said = stopped.to_string();
    assert!(
        said.starts_with("cannot ") && said.contains(&format!("os error {fault}")),
        "{said}"
    );
    let denied = kind.filter(|_| said.contains("Permission denied"));
    assert_eq!(kind, denied, "{said}");
}

#[test]
fn a_whole_run_whose_disk_fails_at_any_change_leaves_the_former_or_the_new_output_whole() {
    // EIO and EACCES as Linux numbers them.
    for (fault, kind) in [(5, None), (13, Some(ErrorKind::PermissionDenied))] {
        let folder = quick_folder();
        let old = write_firm(&folder.path().join("old"), &["C1"]);
        let new = write_firm(&folder.path().join("new"), &["C1", "C2"]);
        let out = folder.path().join("out");
        let settings = |input: &Path| Settings {
            inputs: vec![input.to_owned()],
            out: Some(out.clone()),
            as_of: Day::parse_iso(AS_OF),
            quiet: true,
            threads: Some(1),
            ..Settings::default()
        };
        let nightly = |disk: &Disk, input: &Path| {
            nightly_with(&settings(input), disk, landed::horizon::judge)
        };
        nightly(&Disk::real(), &new).unwrap();
        let tree_of_new = all_but_times(&out);
        nightly(&Disk::real(), &old).unwrap();
        let tree_of_old = all_but_times(&out);
        let (mut failed, mut remarked) = (0, 0);
        for number in 0.. {
            let (disk, count) = failing_at(number, fault);
            let done = nightly(&disk, &new);
            if count.load(Ordering::SeqCst) <= number {
                assert!(done.is_ok());
                break;
            }
            // What a failed removal left is cleared by the next run, which begins by claiming the place.
            drop(Place::claim(&Disk::real(), &out).unwrap());
            assert_eq!(
                fs::read_dir(folder.path()).unwrap().count(),
                3,
                "change {number}"
            );
            let expected = match done {
                Ok(done) => {
                    assert_eq!(done.status, ExitStatus::Complete);
                    remarked +=
                        usize::from(done.lines.iter().any(|line| line.contains("os error")));
                    &tree_of_new
                }
                Err(stopped) => {
                    failed += 1;
                    says_why(&stopped, fault, kind);
                    &tree_of_old
                }
            };
            is_whole(&out, [expected, expected]);
            if fault == 5 && number % 4 == 0 {
                verifies(&out);
            }
            if expected == &tree_of_new {
                nightly(&Disk::real(), &old).unwrap();
            }
        }
        assert!(20 < failed, "{failed} changes failed a run");
        assert!(1 < remarked, "{remarked} were only said");
    }
}

/// A script that runs on a file system of its own, of so many KiB, which nothing outside of it sees. `None` where that is not allowed.
fn on_a_small_disk(kib: u32, place: &Path, script: &str) -> Option<(i32, String)> {
    let whole = format!(
        "exec 2>&1\nmount -t tmpfs -o size={kib}k,mode=700 landed-test '{}' || exit 99\n{script}",
        place.display()
    );
    let output = Shell::new("unshare")
        .args(["--mount", "sh", "-c", &whole])
        .output()
        .ok()?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    // 1 with its own name: unshare itself was refused.
    let refused = output.status.code() == Some(99) || text.starts_with("unshare:");
    (!refused).then_some((output.status.code().unwrap_or(-1), text))
}

#[test]
fn a_full_disk_fails_the_run_and_the_former_output_stands() {
    let folder = quick_folder();
    let few = write_firm(&folder.path().join("few"), &["C1"]);
    let ids: Vec<String> = (0..300).map(|number| format!("C{number}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let many = write_firm(&folder.path().join("many"), &ids);
    let place = folder.path().join("small");
    fs::create_dir(&place).unwrap();
    let landed = landed();
    let program = landed.get_program().to_str().unwrap();
    let (few, many, here) = (few.display(), many.display(), place.display());
    // The disk is filled up to different points, so that different files are the first that do not fit.
    for room in [0, 4, 40, 200, 400, 600] {
        let script = format!(
            "cd '{here}'\n\
             '{program}' run '{few}' --out out --as-of {AS_OF} --quiet >/dev/null || exit 90\n\
             (cd out && sha256sum run.json checksums.sha256) >before\n\
             free=$(df --output=avail -k . | tail -1)\n\
             head -c $(((free - {room}) * 1024)) /dev/zero >ballast\n\
             '{program}' run '{many}' --out out --as-of {AS_OF} --quiet\n\
             echo \"status $?\"\n\
             (cd out && sha256sum --quiet -c ../before) || exit 91\n\
             rm ballast\n\
             '{program}' verify out || exit 92\n\
             '{program}' run '{few}' --out out --as-of {AS_OF} --quiet >/dev/null || exit 93\n\
             ls -A"
        );
        let Some((status, text)) = on_a_small_disk(1600, &place, &script) else {
            eprintln!(
                "SKIPPED: no file system may be mounted here; the limit on file sizes stands in for a full disk"
            );
            return;
        };
        assert_eq!(status, 0, "{room} KiB: {text}");
        assert!(text.contains("status 1\n"), "{room} KiB: {text}");
        assert!(
            text.contains("No space left on device"),
            "{room} KiB: {text}"
        );
        assert!(text.ends_with("before\nout\n"), "{room} KiB: {text}");
    }
}

/// The calls that matter for durability, in their order, as the kernel saw them.
fn calls_of_a_run(input: &Path, out: &Path) -> Option<Vec<String>> {
    let trace = out.with_extension("trace");
    let output = Shell::new("strace")
        .args([
            "-f",
            "-qq",
            "-e",
            "trace=write,syncfs,fsync,rename,renameat,renameat2",
            "-o",
        ])
        .arg(&trace)
        .arg(landed().get_program())
        .args(["run", "--quiet", "--as-of", AS_OF, "--out"])
        .args([out, input])
        .stdout(Stdio::null())
        .output()
        .ok()?;
    if !output.status.success() {
        return None;
    }
    let text = fs::read_to_string(&trace).unwrap();
    fs::remove_file(&trace).unwrap();
    let name = |line: &str| {
        let call = line.split_once(' ')?.1.trim_start();
        let (name, arguments) = call.split_once('(')?;
        // What goes to standard output and the wake-up calls of threads are no files; a call that strace cannot name ("???") is
        // one of a thread that is just being ended.
        let is_file = !arguments.starts_with("1,")
            && !arguments.contains("\\1\\0\\0\\0\\0\\0\\0\\0")
            && name != "???";
        let name = if arguments.contains("RENAME_EXCHANGE") {
            "exchange"
        } else {
            name
        };
        is_file.then(|| name.to_owned())
    };
    let mut calls: Vec<String> = text.lines().filter_map(name).collect();
    calls.dedup();
    Some(calls)
}

#[test]
fn the_kernel_is_asked_to_make_all_durable_before_the_folder_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1", "C2"]);
    let out = folder.path().join("out");
    let Some(first) = calls_of_a_run(&input, &out) else {
        eprintln!(
            "SKIPPED: strace is missing or may not trace; `report::publish` tests the order of the steps"
        );
        return;
    };
    assert_eq!(first, ["write", "syncfs", "renameat2", "fsync"]);
    // Nothing but `run.json` is another: it alone takes the place of its former self.
    let second = calls_of_a_run(&input, &out).unwrap();
    assert_eq!(second, ["write", "syncfs", "renameat", "fsync"]);
    write_firm(&input, &["C1", "C2", "C3"]);
    let third = calls_of_a_run(&input, &out).unwrap();
    assert_eq!(third, ["write", "syncfs", "exchange", "fsync"]);
}

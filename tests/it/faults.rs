//! Old or new, never mixed: runs that are killed, and disks that refuse.

use crate::firm::{AS_OF, landed, quick_folder, run, tree, write_firm};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command as Shell, Stdio};
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

//! An output that stays, and one of which something is another: what lies there is what a first run makes.

use crate::report::disk::{Disk, Operation, is_same_file};
use crate::report::partial::Partial;
use crate::report::publish::tests::{failing_at, names_in, noting};
use crate::report::publish::{Place, PublishError};
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// A run of some files below `deep`, and the moment it is made at, which stands in its manifest alone.
fn write_files(
    disk: &Disk,
    out: &Path,
    moment: &str,
    files: &[(&str, &str)],
) -> Result<Vec<String>, PublishError> {
    let place = Place::claim(disk, out)?;
    let partial = place.begin()?;
    partial.folder("deep")?;
    partial.folder("deep/er")?;
    for (name, body) in files {
        partial.files("deep/er", &mut [(*name, body.as_bytes())].into_iter())?;
    }
    let mut list = partial.stream("list.csv")?;
    for (name, _) in files {
        list.add(name.as_bytes())?;
    }
    list.finish()?;
    partial.file("deep/last", b"the same")?;
    let manifest = format!("{{\"format\":\"landed-run/1\",\"moment\":\"{moment}\"}}");
    partial.file("run.json", manifest.as_bytes())?;
    Ok(partial.publish()?.clear())
}

/// Everything below a folder: its path, its modes and, of a file, how many names it has and what it holds.
fn all_of(folder: &Path) -> Vec<(PathBuf, u32, u64, Vec<u8>)> {
    let (mut all, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let metadata = fs::symlink_metadata(&path).unwrap();
            let within = path.strip_prefix(folder).unwrap().to_owned();
            if metadata.is_dir() {
                all.push((within, metadata.mode(), 0, Vec::new()));
                open.push(path);
            } else {
                let bytes = fs::read(&path).unwrap();
                all.push((within, metadata.mode(), metadata.nlink(), bytes));
            }
        }
    }
    all.sort();
    all
}

fn added(path: &Path, body: &str) {
    Disk::real().write_new(path, body.as_bytes()).unwrap();
}

const ALIKE: [(&str, &str); 3] = [("a", "one"), ("b", "two"), ("c", "three")];

/// An output under construction with these files, before its list.
fn begun<'p, 'd>(place: &'p Place<'d>) -> Partial<'p, 'd> {
    let partial = place.begin().unwrap();
    partial.folder("deep").unwrap();
    partial.folder("deep/er").unwrap();
    let mut files = ALIKE
        .map(|(name, body)| (name, body.as_bytes()))
        .into_iter();
    partial.files("deep/er", &mut files).unwrap();
    partial
}

#[test]
fn an_output_of_which_only_the_manifest_is_another_stays_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let number = |path: &Path| fs::symlink_metadata(path).unwrap().ino();
    write_files(&Disk::real(), &out, "first", &ALIKE).unwrap();
    let before = [number(&out), number(&out.join("deep/er/a"))];
    let (disk, steps) = noting();
    assert_eq!(write_files(&disk, &out, "then", &ALIKE).unwrap(), [""; 0]);
    assert_eq!(before, [number(&out), number(&out.join("deep/er/a"))]);
    let manifest = fs::read_to_string(out.join("run.json")).unwrap();
    assert!(manifest.contains("then"));
    assert_eq!(names_in(folder.path()), ["out"]);
    let expected = [
        Operation::OpenLock,
        Operation::CreateFolder,
        Operation::WriteFile,
        Operation::SyncAll,
        Operation::Replace,
        Operation::SyncFolder,
        Operation::RemoveTree,
        Operation::RemoveFile,
    ];
    assert_eq!(*steps.lock().unwrap(), expected);
}

#[test]
fn a_failure_while_only_the_manifest_is_exchanged_leaves_the_former_or_the_new_one() {
    for n in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        write_files(&Disk::real(), &out, "first", &ALIKE).unwrap();
        let (disk, count) = failing_at(n, false);
        let result = write_files(&disk, &out, "then", &ALIKE);
        let expected = if result.is_ok() { "then" } else { "first" };
        let fresh = folder.path().join("fresh");
        write_files(&Disk::real(), &fresh, expected, &ALIKE).unwrap();
        assert_eq!(all_of(&out), all_of(&fresh), "step {n}");
        write_files(&Disk::real(), &out, "next", &ALIKE).unwrap();
        assert_eq!(names_in(folder.path()), ["fresh", "out"], "step {n}");
        if count.load(Ordering::Relaxed) <= n {
            break;
        }
    }
}

#[test]
fn whatever_is_another_late_or_lies_there_beside_makes_an_output_as_a_first_run_does() {
    type Change = fn(&Path);
    let nothing: Change = |_| {};
    let elsewhere: Change = |out| {
        fs::rename(out.join("deep/er"), out.with_file_name("moved")).unwrap();
        std::os::unix::fs::symlink(out.with_file_name("moved"), out.join("deep/er")).unwrap();
    };
    let open_to_all: Change = |out| {
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(out.join("deep"), mode).unwrap();
    };
    let also_elsewhere: Change =
        |out| fs::hard_link(out.join("deep/last"), out.with_file_name("last")).unwrap();
    let cases: [(&[(&str, &str)], Change); 14] = [
        (&[("a", "1"), ("b", "two"), ("c", "three")], nothing),
        (&[("a", "one"), ("b", "two"), ("c", "3")], nothing),
        (&[("a", "one"), ("b", "two"), ("d", "three")], nothing),
        (&ALIKE[..2], nothing),
        (&[], nothing),
        (&ALIKE, |out| added(&out.join("deep/er/d"), "")),
        (&ALIKE, |out| added(&out.join("more"), "")),
        (&ALIKE, |out| fs::create_dir(out.join("more")).unwrap()),
        (&ALIKE, |out| {
            fs::create_dir(out.join("deep/er/more")).unwrap();
        }),
        (&ALIKE, |out| {
            fs::remove_file(out.join("deep/er/b")).unwrap();
        }),
        (&ALIKE, |out| fs::remove_dir_all(out.join("deep")).unwrap()),
        (&ALIKE, elsewhere),
        (&ALIKE, open_to_all),
        (&ALIKE, also_elsewhere),
    ];
    for (at, (files, change)) in cases.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let [out, fresh] = ["out", "fresh"].map(|name| folder.path().join(name));
        write_files(&Disk::real(), &out, "first", &ALIKE).unwrap();
        change(&out);
        let former = File::open(&out).unwrap();
        write_files(&Disk::real(), &out, "then", files).unwrap();
        assert!(!is_same_file(&former, &out), "case {at}");
        write_files(&Disk::real(), &fresh, "then", files).unwrap();
        assert_eq!(all_of(&out), all_of(&fresh), "case {at}");
    }
}

#[test]
fn what_was_compared_and_then_changed_by_somebody_is_never_published() {
    type Change = fn(&Path);
    let replaced: Change = |folder| {
        added(&folder.join("../../../other"), "not what was compared");
        fs::rename(folder.join("../../../other"), folder.join("b")).unwrap();
    };
    let names_changed: Change = |folder| {
        for (from, to) in [("a", "../a"), ("b", "a"), ("../a", "b")] {
            fs::rename(folder.join(from), folder.join(to)).unwrap();
        }
    };
    let changes = [(replaced, false), (replaced, true), (names_changed, true)];
    for (change, late) in changes {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let disk = Disk::real();
        write_files(&disk, &out, "first", &ALIKE).unwrap();
        let place = Place::claim(&disk, &out).unwrap();
        let partial = begun(&place);
        change(&out.join("deep/er"));
        let stopped = if late {
            partial.file("list.csv", b"abc").unwrap();
            partial.file("deep/last", b"the same").unwrap();
            partial
                .file("run.json", b"{\"format\":\"landed-run/1\"}")
                .unwrap();
            partial.publish().map(|_| ()).unwrap_err()
        } else {
            let stopped = partial.file("list.csv", b"another").unwrap_err();
            drop(partial);
            stopped
        };
        let said = stopped.to_string();
        assert!(
            said.starts_with("cannot keep ") && said.contains("changed meanwhile"),
            "{said}"
        );
        drop(place);
        assert!(
            fs::read_to_string(out.join("run.json"))
                .unwrap()
                .contains("first")
        );
        assert_eq!(names_in(folder.path()), ["out"]);
    }
}

#[test]
fn an_output_that_was_moved_away_meanwhile_is_not_the_one_that_stays() {
    let folder = tempfile::tempdir().unwrap();
    let [out, moved] = ["out", "moved"].map(|name| folder.path().join(name));
    let disk = Disk::real();
    write_files(&disk, &out, "first", &ALIKE).unwrap();
    let place = Place::claim(&disk, &out).unwrap();
    let partial = begun(&place);
    partial.file("list.csv", b"abc").unwrap();
    partial.file("deep/last", b"the same").unwrap();
    let manifest = b"{\"format\":\"landed-run/1\",\"moment\":\"then\"}";
    partial.file("run.json", manifest).unwrap();
    let before = all_of(&out);
    fs::rename(&out, &moved).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    write_files(&disk, &elsewhere, "another", &ALIKE[..1]).unwrap();
    fs::rename(&elsewhere, &out).unwrap();
    assert_eq!(partial.publish().unwrap().clear(), [""; 0]);
    let manifest_of = |folder: &Path| fs::read_to_string(folder.join("run.json")).unwrap();
    assert!(manifest_of(&out).contains("then"));
    assert!(manifest_of(&moved).contains("first"));
    let names = |all: Vec<(PathBuf, u32, u64, Vec<u8>)>| -> Vec<(PathBuf, Vec<u8>)> {
        let all = all.into_iter().map(|(path, _, _, bytes)| (path, bytes));
        all.filter(|(path, _)| path != Path::new("run.json"))
            .collect()
    };
    assert_eq!(names(all_of(&out)), names(before));
}

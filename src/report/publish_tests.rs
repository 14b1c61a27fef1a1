//! Old or new, never mixed: what readers see when a step of publishing fails.

use super::*;
use crate::report::disk::Operation;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn write_run(disk: &Disk, out: &Path, body: &str) -> Result<Vec<String>, PublishError> {
    let place = Place::claim(disk, out)?;
    let partial = place.begin()?;
    partial.folder("ledger")?;
    partial.files("ledger", &mut [("a.csv", body.as_bytes())].into_iter())?;
    let manifest = format!("{{\"format\":\"landed-run/1\",\"body\":\"{body}\"}}");
    partial.file("run.json", manifest.as_bytes())?;
    Ok(partial.publish()?.clear())
}

fn body(out: &Path) -> Option<String> {
    let ledger = fs::read_to_string(out.join("ledger/a.csv")).ok()?;
    let manifest = fs::read_to_string(out.join("run.json")).ok()?;
    assert!(manifest.contains(&ledger), "half of each run");
    Some(ledger)
}

pub(in crate::report) fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

pub(in crate::report) fn failing_at(n: usize, no_exchange: bool) -> (Disk, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&count);
    let gate = move |operation: Operation, _: &Path| {
        let now = seen.fetch_add(1, Ordering::Relaxed);
        if now == n {
            return Err(io::Error::other("injected"));
        }
        if no_exchange && operation == Operation::Exchange {
            return Err(io::ErrorKind::Unsupported.into());
        }
        Ok(())
    };
    (Disk::gated(Box::new(gate)), count)
}

#[test]
fn a_failure_at_any_step_leaves_the_former_or_the_new_output_whole() {
    for no_exchange in [false, true] {
        let mut n = 0;
        loop {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path().join("out");
            write_run(&Disk::real(), &out, "old").unwrap();
            let (disk, count) = failing_at(n, no_exchange);
            let result = write_run(&disk, &out, "new");
            let there = body(&published(&Disk::real(), &out).unwrap());
            let expected = if result.is_ok() { "new" } else { "old" };
            assert_eq!(there.as_deref(), Some(expected), "step {n}");
            // The next run works and leaves nothing beside the output.
            write_run(&Disk::real(), &out, "next").unwrap();
            assert_eq!(body(&out).as_deref(), Some("next"), "step {n}");
            assert_eq!(names_in(folder.path()), ["out"], "step {n}");
            if count.load(Ordering::Relaxed) <= n {
                break;
            }
            n += 1;
        }
        assert!(n > 8);
    }
}

#[test]
fn a_first_output_that_fails_leaves_nothing() {
    for n in 0..7 {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let (disk, _) = failing_at(n, false);
        if write_run(&disk, &out, "new").is_err() {
            assert!(!out.exists(), "step {n}");
        }
        write_run(&Disk::real(), &out, "next").unwrap();
        assert_eq!(names_in(folder.path()), ["out"], "step {n}");
    }
}

#[test]
fn foreign_folders_files_and_links_are_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let disk = Disk::real();
    let refused = |out: &Path| write_run(&disk, out, "new").unwrap_err();
    File::create_new(out.join("run.json")).unwrap();
    assert!(matches!(refused(&out), PublishError::Foreign(_)));
    assert!(out.join("run.json").exists());
    let file = folder.path().join("file");
    File::create_new(&file).unwrap();
    assert!(matches!(refused(&file), PublishError::Foreign(_)));
    let elsewhere = folder.path().join("elsewhere");
    write_run(&disk, &elsewhere, "theirs").unwrap();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
    assert!(matches!(refused(&link), PublishError::Link(_)));
    assert_eq!(body(&elsewhere).as_deref(), Some("theirs"));
    assert_eq!(
        names_in(folder.path()),
        ["elsewhere", "file", "link", "out"]
    );
}

#[test]
fn an_empty_folder_is_room_for_the_results() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    write_run(&Disk::real(), &out, "new").unwrap();
    assert_eq!(body(&out).as_deref(), Some("new"));
    assert_eq!(names_in(folder.path()), ["out"]);
}

#[test]
fn an_output_whose_manifest_is_a_link_is_foreign() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::real();
    let real = folder.path().join("real");
    write_run(&disk, &real, "x").unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    std::os::unix::fs::symlink(real.join("run.json"), out.join("run.json")).unwrap();
    assert!(!is_output(&out).unwrap());
}

#[test]
fn only_one_run_holds_a_place_and_a_stale_lock_does_not_block() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let disk = Disk::real();
    File::create_new(folder.path().join(".out.landed-lock")).unwrap();
    let held = Place::claim(&disk, &out).unwrap();
    let second = Place::claim(&disk, &out);
    assert!(matches!(second, Err(PublishError::Busy(_))));
    drop(second);
    drop(held);
    assert!(Place::claim(&disk, &out).is_ok());
    assert_eq!(names_in(folder.path()), [""; 0]);
}

#[test]
fn remains_of_dead_runs_are_cleared_and_an_interrupted_swap_is_undone() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::real();
    let out = folder.path().join("out");
    write_run(&disk, &out, "old").unwrap();
    let former = folder.path().join(".out.landed-77-former");
    fs::rename(&out, &former).unwrap();
    fs::create_dir(folder.path().join(".out.landed-77-partial")).unwrap();
    fs::create_dir(folder.path().join(".out.landed-x-partial")).unwrap();
    assert_eq!(published(&disk, &out).unwrap(), out);
    assert_eq!(body(&out).as_deref(), Some("old"));
    assert_eq!(names_in(folder.path()), [".out.landed-x-partial", "out"]);
}

#[test]
fn a_reader_comes_through_a_link_even_to_an_output_that_was_moved_aside() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::real();
    let (out, link) = (folder.path().join("out"), folder.path().join("link"));
    write_run(&disk, &out, "old").unwrap();
    std::os::unix::fs::symlink("out", &link).unwrap();
    let real = out.canonicalize().unwrap();
    assert_eq!(published(&disk, &link).unwrap(), real);
    assert_eq!(published(&disk, &out.join("ledger/..")).unwrap(), real);
    fs::rename(&out, folder.path().join(".out.landed-77-former")).unwrap();
    assert_eq!(published(&disk, &link).unwrap(), out);
    assert_eq!(body(&out).as_deref(), Some("old"));
    assert!(matches!(
        Place::claim(&disk, &link),
        Err(PublishError::Link(_))
    ));
    for none in ["none", "none/deeper"] {
        let missing = published(&disk, &folder.path().join(none));
        assert!(matches!(missing, Err(PublishError::Missing(_))), "{none}");
    }
}

#[test]
fn folders_and_files_are_private() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("deep/er/out");
    write_run(&Disk::real(), &out, "x").unwrap();
    for (path, mode) in [
        ("", 0o700),
        ("ledger", 0o700),
        ("run.json", 0o600),
        ("ledger/a.csv", 0o600),
    ] {
        let metadata = fs::metadata(out.join(path)).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o7777, mode, "{path}");
        assert!(metadata.nlink() >= 1);
    }
}

/// A disk that notes what is changed.
pub(in crate::report) fn noting() -> (Disk, Arc<std::sync::Mutex<Vec<Operation>>>) {
    let steps = Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = Arc::clone(&steps);
    let disk = Disk::gated(Box::new(move |operation, _| {
        seen.lock().unwrap().push(operation);
        Ok(())
    }));
    (disk, steps)
}

#[test]
fn everything_is_durable_before_the_folder_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    write_run(&Disk::real(), &out, "old").unwrap();
    let (disk, steps) = noting();
    write_run(&disk, &out, "new").unwrap();
    let steps = steps.lock().unwrap();
    let after_writing: Vec<Operation> = steps
        .iter()
        .copied()
        .skip_while(|step| *step != Operation::SyncAll)
        .collect();
    let expected = [
        Operation::SyncAll,
        Operation::Exchange,
        Operation::SyncFolder,
        Operation::RemoveTree,
        Operation::RemoveFile,
    ];
    assert_eq!(after_writing, expected);
}

#[test]
fn a_file_that_stays_the_same_is_not_written_again_and_any_other_is() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let file = out.join("ledger/a.csv");
    let run = |body| {
        write_run(&Disk::real(), &out, body).unwrap();
        let metadata = fs::symlink_metadata(&file).unwrap();
        assert!(metadata.is_file());
        assert_eq!((metadata.nlink(), metadata.mode() & 0o7777), (1, 0o600));
        assert_eq!(fs::read_to_string(&file).unwrap(), body);
        metadata.ino()
    };
    // A file kept elsewhere, whose number therefore cannot be given to a new one.
    let kept = |name: &str| fs::hard_link(&file, folder.path().join(name)).unwrap();
    let first = run("one");
    assert_eq!(run("one"), first);
    let other = run("two");
    assert_ne!(other, first);
    kept("also");
    assert_ne!(run("two"), other, "somebody else has it under another name");

    let before = run("two");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let open = File::open(&file).unwrap();
    assert_ne!(run("two"), before, "others may have it open");
    drop(open);

    let before = run("two");
    fs::rename(out.join("ledger"), folder.path().join("moved")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("moved"), out.join("ledger")).unwrap();
    assert_ne!(run("two"), before, "links are not followed");
    assert_eq!(names_in(&folder.path().join("moved")), ["a.csv"]);
}

#[test]
fn a_file_in_pieces_stays_if_it_is_the_same_and_is_another_if_not() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let file = out.join("big.csv");
    let run = |pieces: &[&[u8]]| {
        let disk = Disk::real();
        let place = Place::claim(&disk, &out).unwrap();
        let partial = place.begin().unwrap();
        let mut stream = partial.stream("big.csv").unwrap();
        for piece in pieces {
            stream.add(piece).unwrap();
        }
        let written = stream.finish().unwrap();
        partial
            .file("run.json", b"{\"format\":\"landed-run/1\"}")
            .unwrap();
        assert_eq!(partial.publish().unwrap().clear(), [""; 0]);
        let bytes = fs::read(&file).unwrap();
        assert_eq!(bytes, pieces.concat());
        assert_eq!(written, crate::report::stream::Written::of(&bytes));
        let metadata = fs::symlink_metadata(&file).unwrap();
        assert_eq!((metadata.nlink(), metadata.mode() & 0o7777), (1, 0o600));
        metadata.ino()
    };
    let [one, two] = [vec![1; 200_000], vec![2; 70_000]];
    let first = run(&[&one, &two]);
    assert_eq!(run(&[&one, &two]), first, "the same");
    assert_eq!(run(&[&one[..7], &one[7..], &two]), first, "in other pieces");
    let mut changed = two.clone();
    changed[69_999] = 3;
    let others: [&[&[u8]]; 5] = [
        &[&one, &changed],
        &[&one, &two, b"x"],
        &[&one],
        &[&two],
        &[],
    ];
    for pieces in others {
        let before = run(&[&one, &two]);
        // While it is open its number cannot be given to another file.
        let open = File::open(&file).unwrap();
        assert_ne!(run(pieces), before, "{}", pieces.len());
        drop(open);
    }
}

//! The same input gives the same bytes, whatever the threads and the order of arguments.

use crate::firm::{quick_folder, run, tree, write_firm};
use std::path::{Path, PathBuf};

fn all_but_times(out: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = tree(out);
    files.retain(|(name, _)| name != "run.json");
    files
}

#[test]
fn threads_and_the_order_of_arguments_change_no_byte() {
    let folder = quick_folder();
    let ids: Vec<String> = (0..60).map(|i| format!("C{i:03}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let input = write_firm(&folder.path().join("in"), &ids);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&input)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let out = folder.path().join("out");
    let mut expected = None;
    for threads in ["1", "2", "8"] {
        for turn in 0..2 {
            files.rotate_left(turn * 2);
            let inputs: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
            let (status, _, stderr) = run(&inputs, &out, &["--threads", threads]);
            assert_eq!(status, 0, "{stderr}");
            let now = all_but_times(&out);
            let first = expected.get_or_insert_with(|| now.clone());
            assert!(*first == now, "{threads} threads, turn {turn}");
        }
    }
}

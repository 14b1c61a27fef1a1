//! The input files of a run, where they still lie where they were read.

use crate::audit::Published;
use crate::audit::verify::{Difference, Verified};
use crate::report::hash_of;
use std::fs::File;
use std::path::Path;

/// Compares every input that is still in place. One that is gone is no difference: exports are overwritten every day.
pub(super) fn compare(published: &Published, verified: &mut Verified) {
    let mut same = 0_usize;
    let mut gone = Vec::new();
    let mut unread = 0_usize;
    for input in &published.manifest.inputs {
        if input.sha256.is_empty() {
            unread += 1;
            continue;
        }
        match File::open(Path::new(&input.found_at)).and_then(hash_of) {
            Ok(hash) if hash == input.sha256 => same += 1,
            Ok(_) => verified
                .differences
                .push(Difference::InputChanged(input.path.clone())),
            Err(_) => gone.push(input.path.clone()),
        }
    }
    let notes = &mut verified.notes;
    notes.push(format!("{same} input files in place and unchanged"));
    for path in &gone {
        notes.push(format!("input not in place, so not compared: {path}"));
    }
    if unread > 0 {
        notes.push(format!("{unread} input files were not read by the run"));
    }
    verified.inputs_in_place = same + unread == published.manifest.inputs.len();
}

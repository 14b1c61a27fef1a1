//! A workbook of any kind from bytes.

use super::visitor::{Visited, agrees, small};
use super::watch::no_panic_of_ours;
use landed::intake::read_workbook_bytes;

/// Reads the bytes as a workbook of whatever kind they look like.
pub fn workbook(bytes: &[u8]) {
    let mut visited = Visited::default();
    let mut problems = Vec::new();
    let reading =
        no_panic_of_ours(|| read_workbook_bytes(bytes, 0, &small(), &mut visited, &mut problems));
    agrees(&visited, &reading, &problems);
}

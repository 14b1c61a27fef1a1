//! The paths that results show: where two arguments hold a file at the same path, each gets as much of the path of its own argument
//! before it as tells the two apart.
//!
//! Owns the wording of these paths. Looks at no file; the order of arguments does not matter, only where each of them lies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

/// A file of the input: where its argument lies, and its path within that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Within<'a> {
    /// The folder that was given, or in which the file that was given lies.
    pub(super) root: &'a Path,
    /// The path within it.
    pub(super) path: &'a str,
}

impl Within<'_> {
    /// The last of the names that lead to the argument, after so many that were taken already.
    fn name_before(self, taken: usize) -> Option<String> {
        let names = self.root.components().filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        });
        names.rev().nth(taken)
    }
}

/// The path that each file is shown with: its path within its argument wherever nothing else has that.
pub(super) fn distinct(files: &[Within<'_>]) -> Vec<String> {
    let mut shown: Vec<String> = files.iter().map(|file| file.path.to_owned()).collect();
    // No argument tells these apart.
    number(&mut shown, &tied(files));
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    loop {
        let ties = tied(&shown);
        let mut grown = false;
        for at in &ties {
            let names = taken.entry(*at).or_default();
            let before = files.get(*at).and_then(|file| file.name_before(*names));
            if let (Some(before), Some(path)) = (before, shown.get_mut(*at)) {
                *path = format!("{before}/{path}");
                *names += 1;
                grown = true;
            }
        }
        if !grown {
            number(&mut shown, &ties);
            return shown;
        }
    }
}

/// The positions of what is there more than once.
fn tied<T: Ord>(all: &[T]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| all.get(*at));
    order
        .chunk_by(|one, other| all.get(*one) == all.get(*other))
        .filter(|same| same.len() > 1)
        .flatten()
        .copied()
        .collect()
}

/// Names that are no Unicode can look alike in one folder: all but the first of such paths are numbered.
fn number(paths: &mut [String], alike: &[usize]) {
    let mut first = BTreeSet::new();
    for at in alike {
        let Some(path) = paths.get(*at).cloned() else {
            continue;
        };
        let mut numbers = (2_usize..).map(|number| numbered(&path, number));
        if !first.insert(path.clone())
            && let Some(free) = numbers.find(|one| !paths.contains(one))
            && let Some(path) = paths.get_mut(*at)
        {
            *path = free;
        }
    }
}

/// The number goes before the name, whose end says what kind of file it is.
fn numbered(path: &str, count: usize) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/({count}) {name}"),
        None => format!("({count}) {path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Within, distinct};
    use std::path::Path;

    fn shown(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<Within<'_>> = files
            .iter()
            .map(|(root, path)| Within {
                root: Path::new(root),
                path,
            })
            .collect();
        distinct(&files)
    }

    #[test]
    fn a_path_that_nothing_else_has_stays_as_it_is() {
        let files = [("/x/a", "e.csv"), ("/x/b", "f.csv"), ("/x/b", "g/e.csv")];
        assert_eq!(shown(&files), ["e.csv", "f.csv", "g/e.csv"]);
    }

    #[test]
    fn the_shortest_end_of_the_argument_that_tells_files_apart_goes_before_the_path() {
        let files = [("/x/a", "e.csv"), ("/x/b", "e.csv"), ("/x/a", "f.csv")];
        assert_eq!(shown(&files), ["a/e.csv", "b/e.csv", "f.csv"]);
        let files = [("/x/1/in", "e"), ("/y/1/in", "e"), ("/x/2/in", "e")];
        assert_eq!(shown(&files), ["x/1/in/e", "y/1/in/e", "2/in/e"]);
        assert_eq!(shown(&[("/", "e"), ("/a", "e")]), ["e", "a/e"]);
    }

    #[test]
    fn what_is_put_before_a_path_meets_no_other_path() {
        let files = [("/x/a", "e"), ("/x/b", "e"), ("/x/c", "a/e")];
        assert_eq!(shown(&files), ["x/a/e", "b/e", "c/a/e"]);
    }

    #[test]
    fn names_that_look_alike_are_numbered() {
        let files = [("/x", "s/?.csv"), ("/x", "s/?.csv"), ("/x", "s/?.csv")];
        assert_eq!(shown(&files), ["s/?.csv", "s/(2) ?.csv", "s/(3) ?.csv"]);
    }
}

//! SECURITY.md promises nothing without a test that exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The functions of a file that are tests.
fn tests_of(path: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let mut tests = BTreeSet::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim) {
        if line == "#[test]" {
            is_test = true;
        } else if let Some(rest) = line.strip_prefix("fn ") {
            let name = rest.split('(').next().unwrap_or_default();
            if std::mem::take(&mut is_test) {
                tests.insert(name.to_owned());
            }
        }
    }
    tests
}

/// A name of a test: small letters, digits and at least three underscores.
fn is_name_of_a_test(word: &str) -> bool {
    let small = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_';
    word.chars().all(small) && 3 <= word.matches('_').count()
}

#[test]
fn every_test_that_security_md_names_exists() {
    let text = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let mut named = 0;
    for row in text.lines().filter(|line| line.starts_with("| ")) {
        let shown_by = row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap();
        if shown_by.contains("shown by") {
            continue;
        }
        assert!(
            shown_by.contains('`'),
            "a promise that nothing shows: {row}"
        );
        let mut file = None;
        for word in shown_by.split('`').skip(1).step_by(2) {
            if Path::new(word).extension().is_some() {
                assert!(root().join(word).exists(), "{word} does not exist");
                file = Some(word);
            } else if is_name_of_a_test(word) {
                let file = file.expect("a test stands behind its file");
                assert!(tests_of(file).contains(word), "{file} has no test {word}");
                named += 1;
            }
        }
    }
    assert!(20 < named, "{named} tests are named");
}

//! `landed template` and `landed init`: what they write is read by the program itself, and nothing is overwritten.

use crate::firm::{landed, run, write_firm};
use std::fs;

#[test]
fn the_template_is_recognised_and_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    for lang in ["en", "fr"] {
        let file = folder.path().join(format!("{lang}.xlsx"));
        let make = || {
            landed()
                .arg("template")
                .arg(&file)
                .args(["--lang", lang])
                .output()
                .unwrap()
        };
        assert_eq!(make().status.code(), Some(0));
        let before = fs::read(&file).unwrap();
        let second = make();
        assert_eq!(second.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&second.stderr).contains("cannot write"));
        assert_eq!(fs::read(&file).unwrap(), before);
        let out = folder.path().join(lang);
        assert_eq!(run(&[&file], &out, &[]).0, 0);
        assert_eq!(
            fs::read_dir(out.join("records")).unwrap().count(),
            7,
            "{lang}"
        );
    }
}

#[test]
fn the_starter_configuration_is_valid_and_names_the_headings() {
    let folder = tempfile::tempdir().unwrap();
    write_firm(&folder.path().join("in"), &["C1"]);
    let mut command = landed();
    let output = command
        .current_dir(folder.path())
        .args(["init", "in"])
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = fs::read_to_string(folder.path().join("landed.toml")).unwrap();
    assert!(text.contains("employment.csv"), "{text}");
    let mut command = landed();
    let output = command
        .current_dir(folder.path())
        .args(["check", "in"])
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut command = landed();
    let again = command
        .current_dir(folder.path())
        .arg("init")
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(1));
}

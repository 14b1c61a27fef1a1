//! Ids and texts made to break out of a folder, a file or a spreadsheet cell.

use crate::firm::{column, csv_rows, quick_folder, run, tree, write, write_firm};
use std::collections::BTreeSet;

#[test]
fn every_file_lies_inside_the_output_and_none_collides() {
    let folder = quick_folder();
    let long = "x".repeat(300);
    let ids = [
        "../../etc/passwd",
        "CON",
        "aux.csv",
        "a/b",
        "A1",
        "a1",
        "-rf",
        "~$x",
        "e\u{301}l",
        "É2",
        "é2",
        ".hidden",
        "a\\b",
        "=1+1",
        &long,
    ];
    let input = write_firm(&folder.path().join("in"), &ids);
    let out = folder.path().join("out");
    let (status, _, stderr) = run(&[&input], &out, &[]);
    assert_eq!(status, 3, "A1 and a1 are near duplicates: {stderr}");
    let there: BTreeSet<String> = tree(&out).into_iter().map(|(name, _)| name).collect();
    let without_case: BTreeSet<String> = there.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(
        there.len(),
        without_case.len(),
        "names differ in letter case only"
    );
    for kind in ["eligibility", "ledger"] {
        let mapped = column(&out.join("summary.csv"), &format!("{kind}_file"));
        assert_eq!(mapped.len(), ids.len());
        let mapped: BTreeSet<String> = mapped.into_iter().collect();
        let present: BTreeSet<String> = there
            .iter()
            .filter(|name| name.starts_with(kind))
            .cloned()
            .collect();
        assert_eq!(mapped, present);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

/// How file systems that fold names see one: Windows and macOS ignore case, and compose or decompose what they like; Windows drops
/// dots and blanks at the end.
fn folded(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let name: String = name.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let parts: Vec<&str> = name
        .split('/')
        .map(|part| part.trim_end_matches(['.', ' ']))
        .collect();
    parts.join("/")
}

/// Whether Windows keeps a name for a device, whatever follows its first dot.
fn is_of_a_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap().trim_end().to_lowercase();
    let numbered = |device: &str| {
        let rest = stem.strip_prefix(device);
        rest.is_some_and(|rest| rest.len() == 1 && rest.chars().all(|one| one.is_ascii_digit()))
    };
    ["con", "prn", "aux", "nul"].contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// Ids that some file system takes for a device, a folder, an option, or for one another.
const DEVIOUS_IDS: [&str; 45] = [
    "CON",
    "con.x",
    "PRN",
    "AUX",
    "aux.csv",
    "nul",
    "COM1",
    "com1.old",
    "LPT9",
    "COM10",
    "A1",
    "a1",
    "A1.",
    "A1 x",
    "~$x",
    "-rf",
    "--help",
    ".",
    "..",
    "../x",
    "/etc/passwd",
    "C:\\x",
    "a:b",
    "a*b",
    "a?b",
    "a<b>",
    "a|b",
    "a\tb",
    "é2",
    "É2",
    "ﬁ",
    "fi",
    "ß",
    "SS",
    "ss",
    "İ",
    "i",
    "I",
    "K",
    "k",
    "\u{200b}x",
    "x\u{202e}y",
    "😀",
    "%41",
    "A%31",
];

#[test]
fn every_file_name_is_safe_on_every_file_system() {
    let folder = quick_folder();
    let mut ids: Vec<String> = DEVIOUS_IDS.map(str::to_owned).to_vec();
    for length in [195, 196, 197, 300] {
        ids.push("y".repeat(length));
        ids.push(format!("{}Z", "y".repeat(length - 1)));
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let input = write_firm(&folder.path().join("in"), &ids);
    let out = folder.path().join("out");
    let (status, _, stderr) = run(&[&input], &out, &["--report", "all"]);
    assert_eq!(status, 3, "{stderr}");
    let names: Vec<String> = tree(&out).into_iter().map(|(name, _)| name).collect();
    for kind in ["eligibility", "ledger", "report"] {
        let of_kind = names.iter().filter(|name| name.starts_with(kind)).count();
        assert!(ids.len() <= of_kind, "{of_kind} files in {kind}");
    }
    let different: BTreeSet<String> = names.iter().map(|name| folded(name)).collect();
    assert_eq!(different.len(), names.len(), "names that fold into one");
    for part in names.iter().flat_map(|name| name.split('/')) {
        assert!(part.is_ascii() && part.len() <= 205, "{part}");
        assert!(
            !part.starts_with(['.', '~']) && !part.ends_with(['.', ' ']),
            "{part}"
        );
        assert!(
            !part.contains(|one: char| one.is_control() || "<>:\"/\\|?*".contains(one)),
            "{part}"
        );
        assert!(!is_of_a_device(part), "{part}");
    }
}

#[test]
fn composed_and_decomposed_letters_are_one_applicant_and_no_id_is_nobodys() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["\u{e9}1", "e\u{301}1", ""]);
    let out = folder.path().join("out");
    assert_eq!(run(&[&input], &out, &[]).0, 3);
    let there = column(&out.join("summary.csv"), "applicant_id");
    assert_eq!(there, ["\u{e9}1"]);
    let issues = std::fs::read_to_string(out.join("issues.csv")).unwrap();
    let nobodys = issues
        .lines()
        .filter(|line| line.contains("applicant_id_missing"))
        .count();
    assert_eq!(nobodys, 5, "one row in each table: {issues}");
}

#[test]
fn no_text_of_the_input_begins_a_formula() {
    let folder = quick_folder();
    let input = write_firm(&folder.path().join("in"), &["C1", "=C2"]);
    let evil = "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay\r\n\
        C1,\"=HYPERLINK(\"\"http://x\"\")\",+1,@x,2024-01-01,2024-02-01,-5,\"=1\"\r\n\
        C1,\"\tTab\",＝1,-1,2024-03-01,2024-02-01,x,@y\r\n";
    write(&input.join("=evil.csv"), evil);
    let out = folder.path().join("out");
    let (status, _, stderr) = run(&[&input], &out, &[]);
    assert_eq!(status, 3, "{stderr}");
    for (name, _) in tree(&out) {
        if name.rsplit_once('.').is_none_or(|(_, kind)| kind != "csv") {
            continue;
        }
        for row in csv_rows(&out.join(&name)) {
            for field in row {
                let evil = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
                assert!(!field.starts_with(evil), "{name}: {field}");
            }
        }
    }
}

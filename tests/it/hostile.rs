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

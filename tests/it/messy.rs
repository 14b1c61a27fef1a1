//! Messy exports and their clean twins: the same facts give the same results, whoever wrote them down.

use crate::firm::{AS_OF, csv_rows, quick_folder, run};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/messy")
}

/// What must come out: per mess, per applicant, the outcomes of `work_experience` and `language`.
fn expected() -> BTreeMap<String, BTreeMap<String, [String; 2]>> {
    let mut all: BTreeMap<String, BTreeMap<String, [String; 2]>> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(samples().join("expected.csv")).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let outcomes = [row[2].to_owned(), row[3].to_owned()];
        all.entry(row[0].to_owned())
            .or_default()
            .insert(row[1].to_owned(), outcomes);
    }
    all
}

/// Every row of every eligibility file, without the cells it rests on.
fn results(input: &Path, config: &Path) -> Vec<BTreeMap<String, String>> {
    let folder = quick_folder();
    let out = folder.path().join("out");
    let config = config.to_str().unwrap();
    let more = ["--quiet", "--threads", "1", "--config", config];
    let (status, _, stderr) = run(&[input], &out, &more);
    assert!(status == 0 || status == 3, "{status}: {stderr}");
    let mut files: Vec<PathBuf> = std::fs::read_dir(out.join("eligibility"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let rows = csv_rows(&file);
        let (headings, rows) = rows.split_first().unwrap();
        for row in rows {
            let mut row: BTreeMap<String, String> =
                headings.iter().cloned().zip(row.iter().cloned()).collect();
            row.remove("evidence");
            all.push(row);
        }
    }
    all
}

#[test]
fn a_mess_and_its_twin_give_the_same_results() {
    let expected = expected();
    assert!(expected.len() >= 14, "{} messes", expected.len());
    let mut faults = Vec::new();
    for (name, applicants) in &expected {
        let folder = samples().join(name);
        let config = folder.join("landed.toml");
        let mess = results(&folder.join("export"), &config);
        let twin = results(&folder.join("twin"), &config);
        for pair in mess.iter().zip(&twin).filter(|(mess, twin)| mess != twin) {
            faults.push(format!("{name}:\n mess {:?}\n twin {:?}", pair.0, pair.1));
        }
        if mess.len() != twin.len() {
            faults.push(format!(
                "{name}: {} rows, the twin has {}",
                mess.len(),
                twin.len()
            ));
        }
        let outcome = |id: &str, requirement: &str| {
            let mut rows = twin.iter().filter(|row| {
                row["applicant_id"] == id
                    && row["requirement"] == requirement
                    && row["assessed_on"] == AS_OF
            });
            rows.next()
                .map(|row| row["outcome"].clone())
                .unwrap_or_default()
        };
        for (id, [work, language]) in applicants {
            let found = [outcome(id, "work_experience"), outcome(id, "language")];
            if found != [work.clone(), language.clone()] {
                faults.push(format!(
                    "{name} {id}: {found:?}, expected {work} and {language}"
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

//! Published runs read back: judging their records anew gives the same bytes, whatever the input looked like.

use crate::firm::{AS_OF, column, run, tree, write, write_firm};
use landed::audit::{Published, files_of, foresee_all};
use landed::run::foresee_anew;
use std::path::{Path, PathBuf};

/// A firm whose rows are as bad as rows get: duplicates, set-aside rows, doubtful dates, odd ids, absent columns.
pub fn write_messy_firm(folder: &Path) -> PathBuf {
    write_firm(
        folder,
        &["C1", "c1", "=cmd|'/c calc'!A1", "0007", "É, \"x\""],
    );
    write(
        &folder.join("a/more jobs.csv"),
        "Client ID,Employer,Position,NOC,Start date,End date,Hours per week\n\
         C1,Ville de Gatineau,Clerk,NOC 2016 1411,03/04/2024,present,35-40\n\
         C1,Ville de Gatineau,Clerk,NOC 2016 1411,03/04/2024,present,35-40\n\
         C2,Acme,Cook,63200,2024-02,,thirty\n\
         C2,Acme,Cook,63200,2025-02-01,2024-02-01,30\n\
         ,Nobody Ltd.,Cook,63200,2025-02-01,,30\n\
         C3,Acme Inc.,Developer,2173,2024-01-01,#REF!,40\n\
         C4,Acme Inc.,Developer,2173,2024-01-01,2025-12-31,999\n",
    );
    write(
        &folder.join("b/permis.csv"),
        "no_client;type de permis;valide du;valide au;demande le;décision\n\
         C2;Permis de travail ouvert;2023-01-01;2024-06-30;2024-06-01;en attente\n\
         C2;inconnu;2023-01-01;2024-06-30;;\n\
         C3;permis d'études;;2024-06-30;;approuvé\n",
    );
    write(
        &folder.join("tests.csv"),
        "applicant_id,test,test_date,listening,reading,writing,speaking\n\
         C2,IELTS,2025-01-01,7,7,7,7\n\
         C2,CELPIP-General,2025-01-01,9,9,x,9\n\
         C3,TEF Canada,2024-13-45,300,250,300,320\n\
         C4,CELPIP-General,2025-01-01,CLB 9,CLB 9,CLB 9,CLB 9\n\
         C4,IELTS Academic,2025-01-01,7,seven,7,7\n",
    );
    write(
        &folder.join("leaves.csv"),
        "applicant_id,employer,start_date,end_date,kind\nC1,Maple Soft Inc.,2025-01-01,2025-01-20,vacances payées\nC2,,2025-01-01,,sick\n",
    );
    write(
        &folder.join("more_applicants.csv"),
        "applicant_id,invitation_date,intended_province\nC1,2026-10-01,QC\nC1,2026-10-02,ON\nC4,2026-11-30,\n",
    );
    folder.to_owned()
}

/// Judges the published records anew and returns the paths whose bytes differ from what was published.
pub fn differing(out: &Path) -> Vec<String> {
    let published = Published::open(out).unwrap();
    let records = published.records().unwrap();
    let judged = foresee_all(&records, published.as_of, &foresee_anew);
    let anew = files_of(&published, &records, &judged).unwrap();
    let there = tree(out);
    let judged_files = there.iter().filter(|(path, _)| {
        let single = ["summary.csv", "horizon.csv", "watchlist.csv"];
        path.starts_with("eligibility/")
            || path.starts_with("ledger/")
            || single.contains(&path.as_str())
    });
    let mut differing: Vec<String> = Vec::new();
    let mut count = 0;
    for (path, bytes) in judged_files {
        count += 1;
        if anew.get(path) != Some(bytes) {
            differing.push(path.clone());
        }
    }
    assert_eq!(count, anew.len());
    differing
}

#[test]
fn records_judged_anew_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_messy_firm(&folder.path().join("in"));
    let out = folder.path().join("out");
    let (status, _, stderr) = run(&[&input], &out, &[]);
    assert_eq!(status, 3, "{stderr}");
    let fates = column(&out.join("records/employment.csv"), "fate");
    for fate in ["used", "set_aside", "duplicate"] {
        assert!(fates.iter().any(|one| one == fate), "{fate}");
    }
    assert_eq!(differing(&out), Vec::<String>::new());
}

#[test]
fn tables_that_the_input_lacks_stay_absent() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    std::fs::remove_file(input.join("permits.csv")).unwrap();
    std::fs::remove_file(input.join("studies.csv")).unwrap();
    let out = folder.path().join("out");
    let config = folder.path().join("landed.toml");
    write(
        &config,
        "[assume]\nno_permit_records_means = 'no_permits'\nno_study_records_means_no_study = true\n",
    );
    let (status, _, stderr) = run(&[&input], &out, &["--config", config.to_str().unwrap()]);
    assert_eq!(status, 0, "{stderr}");
    assert_eq!(differing(&out), Vec::<String>::new());
    assert_eq!(
        column(&out.join("summary.csv"), "outcome"),
        ["not_eligible"]
    );
}

/// The invented firms of the samples, where they are there; `LANDED_SAMPLES` names another folder.
#[test]
fn the_samples_judged_anew_give_the_same_bytes() {
    let given = std::env::var_os("LANDED_SAMPLES").map(PathBuf::from);
    let samples = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"));
    let Ok(entries) = std::fs::read_dir(&samples) else {
        println!("skipped: there are no samples at {}", samples.display());
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for (i, entry) in entries.enumerate() {
        let input = entry.unwrap().path();
        let out = folder.path().join(format!("out{i}"));
        let (status, _, stderr) = run(&[&input], &out, &[]);
        if status == 1 {
            println!("{}: {stderr}", input.display());
            continue;
        }
        println!("{AS_OF} {}: exit status {status}", input.display());
        assert_eq!(differing(&out), Vec::<String>::new(), "{}", input.display());
    }
}

#[test]
fn a_run_that_was_replaced_is_no_more_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_firm(&folder.path().join("in"), &["C1"]);
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let published = Published::open(&out).unwrap();
    assert!(published.is_in_place());
    // The same results, published at another time.
    run(&[&input], &out, &[]);
    assert!(!published.is_in_place());
}

//! No value of a record leaves the outputs: not by standard output or error, not by the manifest.

use crate::firm::{quick_folder, run, write};

const MARKS: [&str; 8] = [
    "Markfamily",
    "Markgiven",
    "1971-03-04",
    "MARKPERMIT",
    "Markemployer",
    "Marktitle",
    "MARKREG",
    "Markfile",
];

#[test]
fn marked_values_stay_in_the_outputs() {
    let folder = quick_folder();
    let input = folder.path().join("in");
    write(
        &input.join("applicants.csv"),
        "applicant_id,file_number,family_name,given_name,date_of_birth,intended_province\r\n\
         C1,Markfile,Markfamily,Markgiven,1971-03-04,Markprovince\r\n",
    );
    write(
        &input.join("employment.csv"),
        "applicant_id,employer,job_title,noc_code,start_date,end_date,hours_per_week,pay\r\n\
         C1,Markemployer,Marktitle,21232,2024-13-45,2024-02-01,Markhours,Markpay\r\n\
         C1,Markemployer,Marktitle,21232,2024-01-01,2024-02-01,Markhours,Markpay\r\n",
    );
    write(
        &input.join("permits.csv"),
        "applicant_id,permit_type,permit_number,valid_from\r\nC1,Marktype,MARKPERMIT,2024-01-01\r\n",
    );
    write(
        &input.join("language_tests.csv"),
        "applicant_id,test,test_date,listening,reading,writing,speaking,registration_number\r\n\
         C1,Marktest,2025-01-01,Markscore,8,8,8,MARKREG\r\n",
    );
    write(
        &input.join("studies.csv"),
        "applicant_id,full_time,start_date\r\nC1,Markfull,2020-01-01\r\n",
    );
    let out = folder.path().join("out");
    for more in [&[][..], &["--dry-run"], &["--quiet"]] {
        let (status, stdout, stderr) = run(&[&input], &out, more);
        assert_eq!(status, 3, "{stderr}");
        for mark in MARKS.into_iter().chain(["Mark"]) {
            assert!(!stdout.contains(mark) && !stderr.contains(mark), "{stderr}");
        }
        if more == ["--quiet"] {
            assert_eq!(stderr, "");
        }
    }
    let manifest = std::fs::read_to_string(out.join("run.json")).unwrap();
    assert!(!MARKS.iter().any(|mark| manifest.contains(mark)));
    let issues = std::fs::read_to_string(out.join("issues.csv")).unwrap();
    assert!(issues.contains("Markhours"), "the mark was read: {issues}");
}

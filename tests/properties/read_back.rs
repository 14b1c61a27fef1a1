//! Random applicants published and read back: judging the published records anew gives the published bytes.

use crate::generator;
use landed::audit::{Published, files_of, foresee_all};
use landed::calendar::Day;
use landed::report::html::Pages;
use landed::run::{Settings, foresee_anew, nightly};

#[test]
fn published_records_judged_anew_give_the_published_bytes() {
    let (seed, count) = generator::settings(40);
    println!("LANDED_SEED={seed} LANDED_CASES={count}");
    for case in generator::cases(seed, count) {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().join("in");
        case.tables.write_csv(&input);
        let out = folder.path().join("out");
        let settings = Settings {
            inputs: vec![input],
            out: Some(out.clone()),
            as_of: Day::parse_iso(&case.as_of),
            quiet: true,
            pages: Some(Pages::None),
            ..Settings::default()
        };
        if nightly(&settings).is_err() {
            // A case without any table.
            continue;
        }
        let published = Published::open(&out).unwrap();
        let records = published.records().unwrap();
        let judged = foresee_all(&records, published.as_of, &foresee_anew);
        for (path, bytes) in files_of(&published, &records, &judged).unwrap() {
            let there = published.file(&path).unwrap();
            assert!(there.as_deref() == Some(&bytes[..]), "{path}: {case:?}");
        }
    }
}

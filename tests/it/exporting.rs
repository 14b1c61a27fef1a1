//! `landed export`: a run as one workbook, text as text.

use crate::auditing::write_messy_firm;
use crate::firm::{landed, run};
use calamine::{Data, Reader as _, open_workbook_auto};

#[test]
fn the_workbook_holds_the_run_and_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let input = write_messy_firm(&folder.path().join("in"));
    let out = folder.path().join("out");
    run(&[&input], &out, &[]);
    let file = folder.path().join("run.xlsx");
    let export = || {
        landed()
            .arg("export")
            .arg(&out)
            .arg("--xlsx")
            .arg(&file)
            .output()
            .unwrap()
    };
    let output = export();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut book = open_workbook_auto(&file).unwrap();
    assert_eq!(
        book.sheet_names(),
        [
            "summary",
            "eligibility",
            "ledger",
            "horizon",
            "watchlist",
            "issues"
        ]
    );
    let summary = book.worksheet_range("summary").unwrap();
    let ids: Vec<&Data> = summary.rows().skip(1).map(|row| &row[0]).collect();
    assert!(
        ids.contains(&&Data::String("=cmd|'/c calc'!A1".to_owned())),
        "{ids:?}"
    );
    assert!(ids.contains(&&Data::String("0007".to_owned())), "{ids:?}");
    assert!(
        book.worksheet_formula("summary")
            .unwrap()
            .used_cells()
            .next()
            .is_none()
    );
    // A second time it is refused: nothing is overwritten.
    assert_eq!(export().status.code(), Some(1));
}

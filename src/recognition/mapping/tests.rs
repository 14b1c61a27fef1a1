//! What a mapping may say, and how a wrong one is answered.

use super::{FileMapping, Mapping, MappingError, SheetRule, Target, unknown_file_keys};
use crate::provenance::Table;
use crate::recognition::DateOrder;

fn read(text: &str) -> Result<Mapping, MappingError> {
    let file: FileMapping = toml::from_str(text).expect("valid TOML");
    Mapping::new(&[file])
}

#[test]
fn a_mapping_holds_for_the_files_of_its_pattern() {
    let mapping = read(
        "pattern = 'clio/*.csv'\ndate_order = 'day_first'\ndelimiter = 'tab'\n[headings]\n'Matter #' = 'applicant_id'\n'Kind' = ['permits.permit_type', 'leaves.kind']\n'X' = 'ignore'\n[sheets]\n'Sheet1' = 'permits'\n[values.permit_type]\n'Closed one' = 'lmia_work_permit'\n",
    )
    .expect("a valid mapping");
    let rules = mapping.rules(&["clio/a.csv"]);
    assert_eq!(rules.date_order, Some(DateOrder::DayFirst));
    assert_eq!(rules.delimiter, Some(b'\t'));
    assert_eq!(
        rules.headings["matter no"],
        [Target::Column(None, "applicant_id".into())]
    );
    assert_eq!(rules.headings["kind"].len(), 2);
    assert_eq!(rules.sheets["sheet1"], SheetRule::Table(Table::Permits));
    assert_eq!(
        rules.words(Table::Permits)["permit_type"]["closed one"],
        "lmia_work_permit"
    );
    assert!(rules.words(Table::Studies).is_empty());
    assert!(mapping.rules(&["other/a.csv"]).headings.is_empty());
    assert_eq!(mapping.rules(&["a.csv", "clio/a.csv"]), rules);
    let files = [["b.csv", "b.csv"], ["a.csv", "clio/a.csv"]];
    assert!(mapping.unmatched(&files).is_empty());
    assert_eq!(mapping.unmatched(&files[..1]).len(), 1);
}

#[test]
fn a_wrong_target_is_named_with_the_nearest() {
    let faults = [
        (
            "pattern='*'\n[headings]\nX='permits.permit_typ'",
            "permits.permit_type",
        ),
        ("pattern='*'\n[sheets]\nX='permit'", "permits"),
        ("pattern='*'\n[values.permit_type]\nX='pgwpp'", "pgwp"),
    ];
    for (text, suggestion) in faults {
        let fault = read(text).expect_err(text).to_string();
        assert!(
            fault.contains(&format!("did you mean {suggestion:?}?")),
            "{fault}"
        );
    }
    assert!(matches!(
        read("pattern='['"),
        Err(MappingError::Pattern(..))
    ));
    assert!(matches!(
        read("pattern='*'\ndelimiter='ab'"),
        Err(MappingError::Delimiter(_))
    ));
}

#[test]
fn an_unknown_key_is_named_with_the_nearest() {
    let table: toml::Table = toml::from_str("[[files]]\npatern = '*'\n").expect("TOML");
    let faults = unknown_file_keys(&table);
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].to_string(),
        "files[0].patern: unknown key (did you mean \"pattern\"?)"
    );
}

//! What holds for all cases together.

use crate::case::Case;
use landed::finding::{Advisory, Assumption, Reason};
use std::collections::BTreeSet;

/// Names differ within a file, and each case has a source.
pub fn names_and_sources(all: &[(String, Case)]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for (file, case) in all {
        if !seen.insert((file, &case.name)) {
            return Err(format!("{file}: two cases are named \"{}\"", case.name));
        }
        if case.source.trim().is_empty() || case.name.trim().is_empty() {
            return Err(format!("{file}: \"{}\" has no source", case.name));
        }
    }
    Ok(())
}

/// Each reason, advisory and assumption is expected by at least one case, and no case expects another word. The reason of an internal
/// fault is excepted: no input is known to cause one.
pub fn every_identifier(all: &[(String, Case)]) -> Result<(), String> {
    let mut expected: BTreeSet<&str> = BTreeSet::new();
    for (_, case) in all {
        let findings = case.expect.points.values().flat_map(|point| point.values());
        for finding in findings {
            let lists = [
                &finding.advisories,
                &finding.assumptions,
                &finding.reasons_include,
            ];
            expected.extend(lists.into_iter().flatten().map(String::as_str));
            expected.extend(finding.reasons.iter().flatten().map(String::as_str));
        }
        let lines = case.expect.ledger.iter();
        expected.extend(lines.flat_map(|line| &line.reasons).map(String::as_str));
    }
    let reasons = Reason::ALL
        .iter()
        .filter(|one| **one != Reason::InternalFault)
        .map(|one| one.id());
    let known: BTreeSet<&str> = reasons
        .chain(Advisory::ALL.iter().map(|one| one.id()))
        .chain(Assumption::ALL.iter().map(|one| one.id()))
        .collect();
    let never: Vec<_> = known.difference(&expected).collect();
    let unknown: Vec<_> = expected.difference(&known).collect();
    if never.is_empty() && unknown.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "no case expects {never:?}; these words do not exist: {unknown:?}"
        ))
    }
}

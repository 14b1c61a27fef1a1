//! What changed since a former run, for `changes.csv`. Owns nothing but the threads: the causes are found by the audit.

use crate::audit::changes::{Change, Lines, Side, changes_of, csv, lines_of, published_lines};
use crate::audit::{AuditError, Published};
use crate::law::Law;
use crate::report::CsvText;
use crate::run::isolation::judge_anew;
use crate::run::judging::Judged;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Name of the file in an output.
pub const CHANGES: &str = "changes.csv";

/// The bytes of `changes.csv`.
pub(super) fn changes_since(former: &Published, judged: &Judged) -> Result<Vec<u8>, AuditError> {
    let records = former.records()?;
    let then = published_lines(former, &records)?;
    if !former.is_in_place() {
        return Err(AuditError::Replaced);
    }
    let cases = judged.book.cases.iter().zip(&judged.assessments);
    let now: BTreeMap<String, Lines> = cases
        .map(|(case, assessment)| (case.id.to_string(), lines_of(assessment)))
        .collect();
    let old = Side::of(former, &records, &then);
    let new = Side {
        as_of: judged.as_of,
        version: env!("CARGO_PKG_VERSION"),
        law: Law::book().hash(),
        book: &judged.book,
        sources: &judged.sources,
        published: &now,
    };
    let ids: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let ids: Vec<&String> = ids.into_iter().collect();
    let changes: Vec<Vec<Change>> = ids
        .into_par_iter()
        .map(|id| changes_of(id, old, new, &judge_anew))
        .collect();
    let mut bytes = CsvText::new();
    csv(&mut bytes, &changes.concat())?;
    Ok(bytes.bytes().to_vec())
}

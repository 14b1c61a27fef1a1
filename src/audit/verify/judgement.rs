//! The published results against the judgement of the published records, and the counts of `run.json`.

use crate::audit::text_table::{TextTable, field};
use crate::audit::verify::{Difference, Verified};
use crate::audit::{AuditError, Foresee, Published, files_of, foresee_all};
use crate::finding::ApplicantOutcome;
use crate::provenance::Table;
use crate::report::manifest::RowCounts;
use crate::report::records::Fate;
use std::collections::BTreeMap;

/// Judges the records anew and compares every file that follows from them.
pub(super) fn compare(
    published: &Published,
    foresee: Foresee<'_>,
    verified: &mut Verified,
) -> Result<(), AuditError> {
    match anew(published, foresee) {
        Ok((files, applicants)) => {
            for (path, bytes) in &files {
                // A file that is gone was named already.
                let there = published.file(path)?;
                if there.is_some_and(|there| there != *bytes) {
                    verified
                        .differences
                        .push(Difference::Judgement(path.clone()));
                }
            }
            if applicants != published.manifest.applicants {
                let what = "applicants by outcome".to_owned();
                verified.differences.push(Difference::Count(what));
            }
            let count: u64 = applicants.values().sum();
            verified
                .notes
                .push(format!("{count} applicants judged anew from records/"));
        }
        Err(fault @ AuditError::Damaged { .. }) => {
            verified
                .differences
                .push(Difference::Unjudged(fault.to_string()));
        }
        Err(fault) => return Err(fault),
    }
    match counts(published) {
        Ok(differing) => verified
            .differences
            .extend(differing.into_iter().map(Difference::Count)),
        Err(AuditError::Damaged { .. }) => {
            let what = "the files cannot be counted".to_owned();
            verified.differences.push(Difference::Count(what));
        }
        Err(fault) => return Err(fault),
    }
    Ok(())
}

type Anew = (BTreeMap<String, Vec<u8>>, BTreeMap<String, u64>);

fn anew(published: &Published, foresee: Foresee<'_>) -> Result<Anew, AuditError> {
    let records = published.records()?;
    let judged = foresee_all(&records, published.as_of, foresee);
    let mut applicants: BTreeMap<String, u64> = ApplicantOutcome::ALL
        .into_iter()
        .map(|outcome| (outcome.id().to_owned(), 0))
        .collect();
    for (assessment, _) in &judged {
        *applicants
            .entry(assessment.outcome.id().to_owned())
            .or_default() += 1;
    }
    Ok((files_of(published, &records, &judged)?, applicants))
}

const ISSUES: &str = "issues.csv";

/// What `run.json` counts otherwise than the files: rows by table, problems by code.
fn counts(published: &Published) -> Result<Vec<String>, AuditError> {
    let mut differing = Vec::new();
    for table in Table::ALL {
        let path = format!("records/{table}.csv");
        let counted = match published.file(&path)? {
            None => RowCounts::default(),
            Some(bytes) => rows(&TextTable::read(&path, &bytes)?)?,
        };
        let said = published.manifest.tables.get(table.name());
        let agrees = said.is_some_and(|said| {
            said.balances()
                && (said.present, said.used, said.set_aside, said.duplicates)
                    == (
                        counted.present,
                        counted.used,
                        counted.set_aside,
                        counted.duplicates,
                    )
        });
        if !agrees {
            differing.push(format!("rows of {table}"));
        }
    }
    if let Some(bytes) = published.file(ISSUES)? {
        let table = TextTable::read(ISSUES, &bytes)?;
        let code = table.column("code")?;
        let mut problems: BTreeMap<String, u64> = BTreeMap::new();
        for row in &table.rows {
            *problems.entry(field(row, code).to_owned()).or_default() += 1;
        }
        if problems != published.manifest.problems {
            differing.push("problems by code".to_owned());
        }
    }
    Ok(differing)
}

fn rows(table: &TextTable) -> Result<RowCounts, AuditError> {
    let fate = table.column("fate")?;
    let of = |fate_of: Fate| {
        let rows = table.rows.iter();
        let count = rows.filter(|row| field(row, fate) == fate_of.id()).count();
        u64::try_from(count).unwrap_or(u64::MAX)
    };
    Ok(RowCounts {
        present: true,
        used: of(Fate::Used),
        set_aside: of(Fate::SetAside),
        duplicates: of(Fate::Duplicate),
        ..RowCounts::default()
    })
}

//! Judging published records anew, and the files that follow from it.
//!
//! Owns which files a judgement yields. How an applicant on whom the program fails is dealt with is the caller's.

use crate::audit::text_table::{TextTable, field};
use crate::audit::{AuditError, Published, Records};
use crate::calendar::Day;
use crate::casefile::CaseFile;
use crate::horizon::Outlook;
use crate::law::Law;
use crate::report::common_rows::{CommonRows, HORIZON, SUMMARY, WATCHLIST};
use crate::report::horizon::Watch;
use crate::report::{CsvText, FileNames, eligibility, ledger, summary};
use crate::requirements::{Assessment, Bench};
use std::collections::BTreeMap;

/// What judges one applicant; it must not panic.
pub type Judge<'j> = &'j (dyn Fn(&Bench<'_>, &CaseFile) -> Assessment + Sync);

/// The judgement of an applicant, and what comes.
pub type Judgement = (Assessment, Outlook);

/// What judges one applicant and looks ahead; it must not panic.
pub type Foresee<'j> = &'j (dyn Fn(&Bench<'_>, &CaseFile) -> Judgement + Sync);

impl Records {
    /// What the applicants of these records are judged by on a day.
    pub fn bench(&self, as_of: Day) -> Bench<'_> {
        Bench {
            law: Law::book(),
            book: &self.book,
            sources: &self.sources,
            as_of,
        }
    }

    /// The case of an applicant.
    pub fn case(&self, id: &str) -> Option<&CaseFile> {
        let cases = &self.book.cases;
        let at = cases.binary_search_by(|case| (*case.id).cmp(id)).ok()?;
        cases.get(at)
    }

    /// The case of an applicant.
    ///
    /// # Errors
    /// If there is none; the message names the nearest id.
    pub fn required(&self, id: &str) -> Result<&CaseFile, AuditError> {
        self.case(id).ok_or_else(|| no_applicant(self, id))
    }
}

fn no_applicant(records: &Records, id: &str) -> AuditError {
    let ids = records.book.cases.iter().map(|case| &*case.id);
    let likeness = |other: &str| strsim::jaro_winkler(&other.to_lowercase(), &id.to_lowercase());
    let nearest = ids.max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    let advice = nearest
        .filter(|near| likeness(near) > 0.8)
        .map_or_else(String::new, |near| format!(": did you mean {near}?"));
    AuditError::NoApplicant {
        id: id.to_owned(),
        advice,
    }
}

/// The judgement of every applicant on a day and what comes, in the order of the book.
pub fn foresee_all(records: &Records, as_of: Day, foresee: Foresee<'_>) -> Vec<Judgement> {
    let bench = records.bench(as_of);
    let cases = records.book.cases.iter();
    cases.map(|case| foresee(&bench, case)).collect()
}

/// The files that follow from judgements: `eligibility/`, `ledger/`, `summary.csv`, `horizon.csv` and `watchlist.csv`, by path.
///
/// # Errors
/// If `issues.csv`, whose problems the summary counts, cannot be read.
pub fn files_of(
    published: &Published,
    records: &Records,
    judgements: &[Judgement],
) -> Result<BTreeMap<String, Vec<u8>>, AuditError> {
    let cases = &records.book.cases;
    let names = FileNames::of(cases.iter().map(|case| &*case.id));
    let mut files = BTreeMap::new();
    let mut csv = CsvText::new();
    for (i, (case, (assessment, _))) in cases.iter().zip(judgements).enumerate() {
        let name = names.name(i);
        eligibility::write(&mut csv, &records.sources, case, assessment)?;
        files.insert(format!("eligibility/{name}"), csv.bytes().to_vec());
        ledger::write(&mut csv, Law::book(), &records.sources, case, assessment)?;
        files.insert(format!("ledger/{name}"), csv.bytes().to_vec());
    }
    let issues = issues_by_applicant(published)?;
    let law = Law::book();
    let watch = Watch::of(law, published.as_of, published.manifest.watchlist_days);
    let mut rows = CommonRows::headings()?;
    for (i, (case, (assessment, outlook))) in cases.iter().zip(judgements).enumerate() {
        let entry = summary::Entry {
            case,
            assessment,
            outlook,
            issues: issues.get(&*case.id).copied().unwrap_or(0),
            file_name: names.name(i),
        };
        rows.add(law, published.as_of, watch, entry)?;
    }
    files.insert(WATCHLIST.to_owned(), rows.watched.to_bytes()?);
    files.insert(SUMMARY.to_owned(), rows.summary.into_kept());
    files.insert(HORIZON.to_owned(), rows.horizon.into_kept());
    Ok(files)
}

fn issues_by_applicant(published: &Published) -> Result<BTreeMap<String, usize>, AuditError> {
    const PATH: &str = "issues.csv";
    let mut counts = BTreeMap::new();
    if let Some(bytes) = published.file(PATH)? {
        let table = TextTable::read(PATH, &bytes)?;
        let id = table.column("applicant_id")?;
        for row in &table.rows {
            *counts.entry(field(row, id).to_owned()).or_default() += 1;
        }
    }
    Ok(counts)
}

//! How a story comes about: the published records of one applicant, judged anew on the day of the run.

use crate::audit::story::{
    AuthorizationStory, PeriodStory, PointStory, ProblemStory, Provision, ReasonStory, Remark,
    RequirementStory, RowStory, Story, ahead::ahead,
};
use crate::audit::text_table::{TextTable, field};
use crate::audit::{AuditError, Foresee, Published, Records};
use crate::authorization::{Condition, Reach, Timeline};
use crate::calendar::{Day, FAR_FUTURE, FAR_PAST};
use crate::casefile::CaseFile;
use crate::finding::{Outcome, Reason};
use crate::law::{Hours, Law};
use crate::report::words::{Lang, Words};
use crate::report::{CsvText, FileNames, eligibility, ledger};
use crate::requirements::{Assessment, Finding, LedgerLine, PointAssessment};

/// Tells the story of an applicant of a published run.
///
/// # Errors
/// If the run knows no such applicant, or one of its files is damaged.
pub fn tell(
    published: &Published,
    records: &Records,
    applicant: &str,
    foresee: Foresee<'_>,
) -> Result<Story, AuditError> {
    let case = records.required(applicant)?;
    let (assessment, outlook) = foresee(&records.bench(published.as_of), case);
    let teller = Teller { records, case };
    let profile = &case.profile;
    let names = [&*profile.given_name, &*profile.family_name];
    let names = names.into_iter().filter(|name| !name.is_empty());
    let points = assessment.points.iter().enumerate();
    Ok(Story {
        applicant_id: case.id.to_string(),
        name: names.collect::<Vec<_>>().join(" "),
        file_number: profile.file_number.to_string(),
        responsible: profile.responsible.to_string(),
        outcome: assessment.outcome.id(),
        outcome_in_words: words().outcome_of_applicant(assessment.outcome),
        as_of: published.as_of.to_string(),
        version: published.manifest.version.clone(),
        run_sha256: published.manifest_sha256.clone(),
        notes: notes(published, records, case, &assessment)?,
        ahead: ahead(case, &outlook, published.as_of),
        points: points
            .map(|(i, point)| teller.point(point, i == assessment.deciding))
            .collect(),
        authorizations: teller.authorizations(),
        rows_set_aside: teller.rows_set_aside(),
        problems: problems(published, &case.id)?,
    })
}

/// The words of a story.
pub(super) const fn words() -> &'static Words {
    Lang::English.words()
}

/// What a reader must know first: whether the story is the one that was published.
fn notes(
    published: &Published,
    records: &Records,
    case: &CaseFile,
    assessment: &Assessment,
) -> Result<Vec<String>, AuditError> {
    let ids: Vec<&str> = records.book.cases.iter().map(|case| &*case.id).collect();
    let position = ids.iter().position(|id| *id == &*case.id).unwrap_or(0);
    let names = FileNames::of(ids);
    let name = names.name(position);
    let mut csv = CsvText::new();
    eligibility::write(&mut csv, &records.sources, case, assessment)?;
    let mut same = published.file(&format!("eligibility/{name}"))?.as_deref() == Some(csv.bytes());
    ledger::write(&mut csv, Law::book(), &records.sources, case, assessment)?;
    same &= published.file(&format!("ledger/{name}"))?.as_deref() == Some(csv.bytes());
    if same {
        return Ok(Vec::new());
    }
    let made_by = &published.manifest.version;
    let version = env!("CARGO_PKG_VERSION");
    let other_law = published.manifest.law.sha256 != Law::book().hash();
    let why = if made_by != version {
        format!("The run was made by version {made_by}, this is version {version}")
    } else if other_law {
        "The run was made with other law data than this program holds".to_owned()
    } else {
        "The published files were changed, or the program failed on this applicant then".to_owned()
    };
    Ok(vec![format!(
        "This is not what was published: {why}. What follows is the judgement of this program on the published records; \
         what was published stands in eligibility/{name} and ledger/{name}. Run `landed verify`."
    )])
}

pub(super) fn provision(law: &Law, key: &str) -> Provision {
    let citation = law.citation(key);
    Provision {
        title: citation.title.clone(),
        citation: citation.citation.clone(),
        link: citation.href.clone(),
    }
}

fn reason(reason: Reason, because: &'static str) -> ReasonStory {
    ReasonStory {
        reason: reason.id(),
        because,
        provision: provision(Law::book(), reason.citation_key()),
    }
}

fn problems(published: &Published, id: &str) -> Result<Vec<ProblemStory>, AuditError> {
    const PATH: &str = "issues.csv";
    let Some(bytes) = published.file(PATH)? else {
        return Ok(Vec::new());
    };
    let table = TextTable::read(PATH, &bytes)?;
    let [
        applicant,
        code,
        severity,
        file,
        sheet,
        cell,
        value,
        done,
        todo,
    ] = table.columns([
        "applicant_id",
        "code",
        "severity",
        "file",
        "sheet",
        "cell",
        "value",
        "done",
        "todo",
    ])?;
    let own = table.rows.iter().filter(|row| field(row, applicant) == id);
    Ok(own
        .map(|row| {
            let place = [file, sheet, cell].map(|at| field(row, at));
            let place = place.into_iter().filter(|part| !part.is_empty());
            let text = |at| field(row, at).to_owned();
            ProblemStory {
                code: text(code),
                severity: text(severity),
                source: place.collect::<Vec<_>>().join("!"),
                value: text(value),
                done: text(done),
                todo: text(todo),
            }
        })
        .collect())
}

struct Teller<'a> {
    records: &'a Records,
    case: &'a CaseFile,
}

impl Teller<'_> {
    fn point(&self, point: &PointAssessment, decides: bool) -> PointStory {
        PointStory {
            point: point.point.id(),
            point_in_words: words().point_of(point.point),
            assessed_on: point
                .assessed_on
                .map_or_else(String::new, |day| day.to_string()),
            edition: point
                .edition
                .map_or_else(String::new, |edition| edition.id.clone()),
            decides,
            requirements: point
                .findings
                .iter()
                .map(|one| self.requirement(one))
                .collect(),
            periods: point.ledger.iter().map(|line| self.period(line)).collect(),
        }
    }

    fn requirement(&self, finding: &Finding) -> RequirementStory {
        let mut questions: Vec<&'static str> = Vec::new();
        if finding.outcome == Outcome::Undetermined {
            for reason in &finding.reasons {
                for question in words().questions(finding, *reason) {
                    if !questions.contains(&question) {
                        questions.push(question);
                    }
                }
            }
        }
        let advisories = finding.advisories.iter();
        let assumptions = finding.assumptions.iter();
        let sources = &self.records.sources;
        RequirementStory {
            requirement: finding.requirement.id(),
            requirement_in_words: words().requirement_of(finding.requirement),
            outcome: finding.outcome.id(),
            required: finding.required.to_string(),
            found: finding.found.to_string(),
            found_at_most: finding.found_at_most.to_string(),
            unit: finding.unit,
            explanation: finding.explanation.to_string(),
            provision: provision(Law::book(), finding.requirement.citation_key()),
            reasons: finding
                .reasons
                .iter()
                .map(|one| reason(*one, words().reason_of(finding, *one)))
                .collect(),
            advisories: advisories
                .map(|one| Remark {
                    id: one.id(),
                    words: (words().advisory)(*one),
                })
                .collect(),
            assumptions: assumptions
                .map(|one| Remark {
                    id: one.id(),
                    words: (words().assumption)(*one),
                })
                .collect(),
            questions,
            evidence: finding
                .evidence
                .iter()
                .map(|origin| sources.row_address(*origin))
                .collect(),
        }
    }

    fn period(&self, line: &LedgerLine) -> PeriodStory {
        let record = self.case.employment.get(line.record);
        let facts = record.map(|record| &record.facts);
        let code = facts.and_then(|facts| facts.noc_code.known());
        let version = facts.and_then(|facts| facts.noc_version.known());
        let occupation = [
            code.map(|code| format!("NOC {code}")),
            version.map(|version| format!("({})", version.0)),
            line.level.map(|level| level.to_string()),
        ];
        let sources = &self.records.sources;
        PeriodStory {
            record: line.record.saturating_add(1),
            employer: facts.map_or_else(String::new, |facts| facts.employer.to_string()),
            job_title: facts.map_or_else(String::new, |facts| facts.job_title.to_string()),
            occupation: occupation
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            from: line.period.first().to_string(),
            to: line.period.last().to_string(),
            days: line.period.days(),
            treatment: line.treatment.id(),
            reasons: line
                .reasons
                .iter()
                .map(|one| reason(*one, words().reason_on(line, *one)))
                .collect(),
            authorization: line.authority.id(),
            permit: line.permit_number(self.case).to_owned(),
            hours_per_week: weekly(line.hours_per_week.as_ref()),
            hours_counted: line.hours_counted.to_string(),
            hours_uncertain: line.hours_uncertain.to_string(),
            hours_over_cap: line.hours_over_cap.to_string(),
            source: record.map_or_else(String::new, |row| sources.row_address(row.origin)),
        }
    }

    fn authorizations(&self) -> Vec<AuthorizationStory> {
        let timeline = Timeline::of(self.case, Law::book());
        let documents = timeline.documents.iter().map(|document| {
            let permit = self.case.permits.get(document.permit);
            let basis = permit.map_or("", |row| words().permit_of(row.facts.permit_type));
            self.authorization(
                "document",
                basis,
                None,
                Some(document.permit),
                document.reach,
            )
        });
        let authorizations = timeline.authorizations.iter().map(|one| {
            let basis = one.basis.id();
            self.authorization(
                "authorization",
                basis,
                Some(&one.condition),
                one.permit,
                one.reach,
            )
        });
        documents.chain(authorizations).collect()
    }

    fn authorization(
        &self,
        kind: &'static str,
        basis: &'static str,
        condition: Option<&Condition>,
        permit: Option<usize>,
        reach: Reach,
    ) -> AuthorizationStory {
        let row = permit.and_then(|at| self.case.permits.get(at));
        let named = row.map_or("", |row| &row.facts.employer);
        let employer = match condition {
            None | Some(Condition::Named(_)) => named,
            Some(Condition::AnyEmployer) => "any employer",
            Some(Condition::NotNamed) => "one employer, not named in the record",
        };
        let sources = &self.records.sources;
        let sure = reach.sure();
        AuthorizationStory {
            kind,
            basis,
            employer: employer.to_owned(),
            permit_number: row.map_or_else(String::new, |row| row.facts.permit_number.to_string()),
            surely_from: sure.map_or_else(String::new, |days| end(days.first())),
            surely_to: sure.map_or_else(String::new, |days| end(days.last())),
            possibly_from: reach
                .possible
                .map_or_else(String::new, |days| end(days.first())),
            possibly_to: reach
                .possible
                .map_or_else(String::new, |days| end(days.last())),
            doubt: reach.doubt().map_or("", Reason::sentence),
            source: row.map_or_else(String::new, |row| sources.row_address(row.origin)),
        }
    }

    fn rows_set_aside(&self) -> Vec<RowStory> {
        let rows = self.case.set_aside.iter();
        rows.map(|row| RowStory {
            table: row.table.name(),
            source: self.records.sources.row_address(row.origin),
        })
        .collect()
    }
}

/// A day; empty for "no beginning" and "no end".
fn end(day: Day) -> String {
    if day == FAR_FUTURE || day == FAR_PAST {
        String::new()
    } else {
        day.to_string()
    }
}

fn weekly(hours: Option<&(Hours, Hours)>) -> String {
    match hours {
        None => String::new(),
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{low}-{high}"),
    }
}

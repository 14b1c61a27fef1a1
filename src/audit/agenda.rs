//! The dates to watch of a run as a calendar, from its published tables.

use crate::audit::text_table::{TextTable, field};
use crate::audit::{AuditError, Published};
use crate::calendar::Day;
use crate::horizon::{DateKind, NextDate};
use crate::report::calendar_file::{Event, to_bytes};
use crate::report::digest_hex;
use crate::report::horizon::is_news;
use crate::report::manifest::MANIFEST;
use crate::report::words::{Lang, Words};
use crate::requirements::Requirement;
use chrono::DateTime;
use std::collections::BTreeMap;

const HORIZON: &str = "horizon.csv";
const SUMMARY: &str = "summary.csv";

/// The bytes of the calendar file, in the language of the run's pages.
///
/// # Errors
/// If a table of the run is missing or damaged.
pub fn agenda(run: &Published) -> Result<Vec<u8>, AuditError> {
    let words = Lang::from_code(&run.manifest.lang)
        .unwrap_or_default()
        .words();
    let people = people(run)?;
    let table = read(run, HORIZON)?;
    let [applicant, date, kind, citation] =
        table.columns(["applicant_id", "date", "kind", "citation"])?;
    let mut events = Vec::with_capacity(table.rows.len());
    for (number, row) in (2_u64..).zip(&table.rows) {
        let id = field(row, kind);
        let kind = DateKind::ALL.into_iter().find(|kind| kind.id() == id);
        let on = Day::parse_iso(field(row, date));
        let (Some(kind), Some(on)) = (kind, on) else {
            let what = format!("record {number}: its date or kind is not known");
            return Err(AuditError::damaged(HORIZON, what));
        };
        let next = NextDate { on, kind };
        if is_news(next, run.as_of) {
            let whose = field(row, applicant);
            let person = people.get(whose);
            events.push(event(next, whose, person, field(row, citation), words));
        }
    }
    events.sort_by(|one, other| (one.on, &one.summary).cmp(&(other.on, &other.summary)));
    let name = format!("landed: {}", words.horizon.watchlist);
    Ok(to_bytes(&name, &stamp(run)?, &events))
}

/// Who an applicant is, for the people of the firm.
struct Person {
    name: String,
    file_number: String,
    responsible: String,
    /// Requirements that are undetermined when the first spell of eligibility begins.
    open: Vec<Requirement>,
}

/// The requirements that a cell lists.
fn requirements(cell: &str) -> Vec<Requirement> {
    let listed = cell.split(';');
    let of = |id: &str| Requirement::ALL.into_iter().find(|one| one.id() == id);
    listed.filter_map(of).collect()
}

fn people(run: &Published) -> Result<BTreeMap<String, Person>, AuditError> {
    let table = read(run, SUMMARY)?;
    let [id, family, given, file, responsible, open] = table.columns([
        "applicant_id",
        "family_name",
        "given_name",
        "file_number",
        "responsible",
        "undetermined_then",
    ])?;
    let person = |row: &Vec<String>| {
        let names = [given, family].map(|at| field(row, at));
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let person = Person {
            name: names.join(" "),
            file_number: field(row, file).to_owned(),
            responsible: field(row, responsible).to_owned(),
            open: requirements(field(row, open)),
        };
        (field(row, id).to_owned(), person)
    };
    Ok(table.rows.iter().map(person).collect())
}

fn read(run: &Published, path: &str) -> Result<TextTable, AuditError> {
    let bytes = run.file(path)?;
    let bytes = bytes.ok_or_else(|| AuditError::damaged(path, "it is missing"))?;
    TextTable::read(path, &bytes)
}

/// The moment of the run in UTC: a calendar takes the event of the later run for the newer one.
fn stamp(run: &Published) -> Result<String, AuditError> {
    let began = DateTime::parse_from_rfc3339(&run.manifest.started_at)
        .map_err(|_| AuditError::damaged(MANIFEST, "started_at is no moment"))?;
    Ok(began.to_utc().format("%Y%m%dT%H%M%SZ").to_string())
}

fn event(
    date: NextDate,
    id: &str,
    person: Option<&Person>,
    citation: &str,
    words: &Words,
) -> Event {
    let open = person.map_or(&[][..], |person| &person.open);
    let what = words.kind_of(date.kind, open);
    let name = person.map_or("", |person| &person.name);
    let who = if name.is_empty() { id } else { name };
    let mut lines = vec![words.todo_of(date.kind, open).into_owned()];
    let mut tell = |label: &str, text: &str| {
        if !text.is_empty() {
            lines.push(format!("{label}: {text}"));
        }
    };
    tell(words.applicant_id, id);
    if let Some(person) = person {
        tell(words.file_number, &person.file_number);
        tell(words.responsible, &person.responsible);
    }
    tell(words.provision, &words.cited(citation));
    Event {
        uid: uid(date, id),
        on: date.on,
        summary: format!("{who}: {what}"),
        description: lines.join("\n"),
        category: (words.horizon.category)(date.kind).to_owned(),
    }
}

/// What there is one of keeps its id when it moves, so that a calendar moves it; of permits and studies there can be several.
fn uid(date: NextDate, id: &str) -> String {
    let kind = date.kind;
    let name = match kind {
        DateKind::EligibleFrom
        | DateKind::EligibleUntil
        | DateKind::LanguageTestLastDay
        | DateKind::InvitationLastDay
        | DateKind::HoursStartLeaving => format!("{}\n{id}", kind.id()),
        DateKind::WorkPermitLastDay
        | DateKind::RenewalLastDay
        | DateKind::StudyPermitLastDay
        | DateKind::OtherDocumentLastDay
        | DateKind::AfterStudiesLastDay
        | DateKind::PgwpLastDay => format!("{}\n{id}\n{}", kind.id(), date.on),
    };
    let hash: String = digest_hex(name.as_bytes()).chars().take(32).collect();
    format!("{hash}@landed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_says_what_is_still_undetermined() {
        let person = Person {
            name: "Ada Doe".to_owned(),
            file_number: String::new(),
            responsible: String::new(),
            open: requirements("residence_outside_quebec;admissibility"),
        };
        let date = NextDate {
            on: Day::from_ymd(2027, 1, 1).unwrap(),
            kind: DateKind::EligibleFrom,
        };
        let event = event(date, "A1", Some(&person), "", Lang::English.words());
        assert!(event.summary.ends_with("but for what is undetermined"));
        let told = "Still undetermined then: residence outside Quebec, admissibility.";
        assert!(event.description.contains(told), "{}", event.description);
    }

    #[test]
    fn a_date_that_moves_keeps_its_id_where_there_is_only_one() {
        let on = |text| Day::parse_iso(text).unwrap();
        let id = |kind, day| uid(NextDate { on: on(day), kind }, "A1");
        let (one, other) = ("2026-12-31", "2027-01-31");
        let until = DateKind::EligibleUntil;
        assert_eq!(id(until, one), id(until, other));
        let permit = DateKind::WorkPermitLastDay;
        assert_ne!(id(permit, one), id(permit, other));
        assert_ne!(id(until, one), id(DateKind::EligibleFrom, one));
    }
}

//! The timeline of authorizations from arbitrary permits, studies and absences.

use super::bytes::Bytes;
use super::tables::{APPLICANT, Maker, book, words};
use landed::authorization::{Names, Reach, Timeline, Verdict};
use landed::calendar::Day;
use landed::casefile::CaseFile;
use landed::finding::FirmAssumptions;
use landed::law::Law;
use landed::provenance::{Table, Text};
use landed::records::PermitClass;

/// Builds the timeline and asks it for every employer on every day on which something may change.
pub fn timeline(bytes: &[u8]) {
    let mut bytes = Bytes::new(bytes);
    let about = Day::parse_iso("2022-06-15").expect("a day");
    let mut maker = Maker {
        bytes: &mut bytes,
        about,
    };
    let mut tables = vec![
        maker.table(Table::Permits, 8),
        maker.table(Table::Studies, 3),
        maker.table(Table::Absences, 3),
    ];
    let (built, _) = book(&tables, FirmAssumptions::default());
    let Some(case) = built.book.cases.first() else {
        return;
    };
    assert_eq!(&*case.id, APPLICANT);
    let employers: Vec<Text> = words("employer")
        .iter()
        .map(|name| Text::from(*name))
        .collect();
    let mut names = Names::default();
    let timeline = Timeline::with_names(case, Law::book(), &mut names);
    well_formed(&timeline, case);
    let days = days(&timeline);
    let verdicts = verdicts(&timeline, &mut names, &employers, &days);
    // The order of rows means nothing.
    for table in &mut tables {
        table.rows.reverse();
    }
    let (again, _) = book(&tables, FirmAssumptions::default());
    let case = again.book.cases.first().expect("the same rows");
    let mut names = Names::default();
    let reversed = Timeline::with_names(case, Law::book(), &mut names);
    assert_eq!(
        verdicts,
        self::verdicts(&reversed, &mut names, &employers, &days),
        "another order of rows"
    );
}

fn reach(reach: Reach) {
    if let Some(sure) = reach.sure() {
        let possible = reach.possible.expect("what is sure is possible");
        assert!(possible.contains(sure.first()) && possible.contains(sure.last()));
    }
}

fn well_formed(timeline: &Timeline, case: &CaseFile) {
    for one in &timeline.authorizations {
        reach(one.reach);
        assert!(one.reach.possible.is_some(), "an authorization of no day");
        if let Some(row) = one.permit {
            let class = case.permits[row].facts.permit_type.class();
            assert_ne!(
                class,
                PermitClass::StatusOnly,
                "{one:?} rests on a visitor record"
            );
        }
    }
    for one in &timeline.documents {
        reach(one.reach);
        assert!(one.permit < case.permits.len());
    }
    assert!(timeline.authorizations.is_sorted_by_key(|one| one.basis));
}

/// Every first and last day of everything, and its neighbours.
fn days(timeline: &Timeline) -> Vec<Day> {
    let authorizations = timeline.authorizations.iter().map(|one| one.reach);
    let reaches = authorizations.chain(timeline.documents.iter().map(|one| one.reach));
    let periods = reaches
        .flat_map(|reach| [reach.sure(), reach.possible])
        .flatten();
    let mut days: Vec<Day> = periods
        .flat_map(|period| [period.first(), period.last()])
        .flat_map(|day| [day.previous(), day, day.next()])
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// What the timeline says, without the positions of rows.
fn verdicts<'a>(
    timeline: &Timeline,
    names: &mut Names<'a>,
    employers: &'a [Text],
    days: &[Day],
) -> Vec<String> {
    let mut said = Vec::new();
    for employer in employers {
        let Some(employer) = names.of(employer) else {
            continue;
        };
        let mut likeness = Vec::new();
        timeline.add_likeness(names, employer, &mut likeness);
        for day in days {
            said.push(match timeline.decide(&likeness, *day) {
                Verdict::Authorized(position) => {
                    let one = &timeline.authorizations[position];
                    assert!(
                        one.reach.surely(*day),
                        "authorized on a day that is not sure"
                    );
                    "authorized".to_owned()
                }
                Verdict::Unknown(reasons, position) => {
                    assert!(!reasons.is_empty(), "unknown without a reason");
                    let possible =
                        position.is_none_or(|at| timeline.authorizations[at].reach.possibly(*day));
                    assert!(possible);
                    format!("{reasons:?}")
                }
                Verdict::Unauthorized(reason) => format!("{reason:?}"),
            });
        }
    }
    said
}

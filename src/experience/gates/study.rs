//! Gate 6: not in full-time study. Source: IRPR s. 87.1(3)(a).

use crate::authorization::{Timeline, doubts_of_any};
use crate::calendar::{Coverage, Day, FAR_FUTURE, RecordedDate, RecordedSpan};
use crate::experience::gates::Gate;
use crate::finding::Reason;
use crate::records::{Fact, PermitClass, Row, Study};

/// The days of a study record: from its start to its completion, scheduled breaks inside; without end while it continues.
pub(crate) fn span(study: &Study) -> RecordedSpan {
    RecordedSpan {
        start: study.start,
        end: study.completed.unwrap_or(RecordedDate::on(FAR_FUTURE)),
    }
}

/// The gate on one day. `silence_is_no_study`: the firm vouches that a missing studies table means no study.
pub(crate) fn gate(
    studies: &[Row<Study>],
    timeline: &Timeline,
    silence_is_no_study: bool,
    day: Day,
) -> Gate {
    let mut flag_open = false;
    let mut imprecise = false;
    for study in studies {
        let coverage = span(&study.facts).coverage(day);
        match (&study.facts.full_time, coverage) {
            (_, Coverage::No) | (Fact::Known(false), _) => {}
            (Fact::Known(true), Coverage::Surely) => return Gate::Fails(Reason::FullTimeStudy),
            (Fact::Known(true), Coverage::Possibly) => imprecise = true,
            (Fact::Blank | Fact::NoColumn | Fact::Unclear(_), coverage) => {
                flag_open = true;
                imprecise |= coverage == Coverage::Possibly;
            }
        }
    }
    let starts = || studies.iter().map(|study| study.facts.start);
    let explained = silence_is_no_study || starts().any(|start| start.latest <= day);
    let documents = timeline.documents.iter();
    let study_permits = documents.filter(|one| one.class == PermitClass::Study && !explained);
    let unexplained = doubts_of_any(study_permits.map(|one| one.reach), day);
    if let Some(doubts) = unexplained {
        let perhaps_explained = starts().any(|start| start.earliest <= day);
        imprecise |= perhaps_explained || doubts.has(Reason::DateImprecise);
    }
    Gate::open_for([
        (
            flag_open || unexplained.is_some(),
            Reason::StudyStatusUnknown,
        ),
        (imprecise, Reason::DateImprecise),
    ])
}

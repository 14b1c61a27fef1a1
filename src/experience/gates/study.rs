//! Gate 6: not in full-time study. Source: IRPR s. 87.1(3)(a).

use crate::authorization::{Doubts, Timeline};
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
    let mut unexplained = false;
    if !silence_is_no_study && !studies.iter().any(|study| study.facts.start.latest <= day) {
        let study_permits = timeline
            .documents
            .iter()
            .filter(|one| one.class == PermitClass::Study && one.reach.possibly(day));
        let mut surely = false;
        let mut perhaps = Doubts::default();
        for permit in study_permits {
            unexplained = true;
            surely |= permit.reach.surely(day);
            perhaps.add_all(permit.reach.doubts_on(day));
        }
        let begun_perhaps = studies
            .iter()
            .any(|study| study.facts.start.earliest <= day);
        imprecise |=
            unexplained && (begun_perhaps || !surely && perhaps.has(Reason::DateImprecise));
    }
    Gate::open_for([
        (flag_open || unexplained, Reason::StudyStatusUnknown),
        (imprecise, Reason::DateImprecise),
    ])
}

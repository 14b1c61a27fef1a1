//! The horizon against the ordinary judgement of its first days.

use landed::calendar::Day;
use landed::casefile::CaseFile;
use landed::finding::Outcome;
use landed::horizon::{Spell, outlook};
use landed::requirements::{Bench, Point, Requirement, judge};

/// Whether a day is eligible surely, and at most, by the ordinary judgement.
fn judged_on(bench: &Bench<'_>, case: &CaseFile, day: Day) -> (bool, bool) {
    let bench = Bench {
        as_of: day,
        ..*bench
    };
    let (assessment, _) = judge(&bench, case);
    let today = assessment.points.last().expect("a point");
    assert_eq!(today.point, Point::Today);
    let met = |requirement| {
        let mut all = today.findings.iter();
        all.any(|one| one.requirement == requirement && one.outcome == Outcome::Met)
    };
    let may = today
        .findings
        .iter()
        .all(|one| one.outcome != Outcome::NotMet);
    let sure = met(Requirement::WorkExperience) && met(Requirement::Language);
    (sure && may, may)
}

/// On the first day of each spell the judgement says the same, and on the day before it does not; so with the last day.
pub(crate) fn agrees(bench: &Bench<'_>, case: &CaseFile) {
    let outlook = outlook(bench, case);
    let spell = |spell: Option<Spell>, holds: fn((bool, bool)) -> bool| {
        let Some(spell) = spell else { return };
        let on = |day| holds(judged_on(bench, case, day));
        assert!(bench.as_of <= spell.from);
        assert!(on(spell.from), "not so on the first day of {spell:?}");
        if bench.as_of < spell.from {
            assert!(
                !on(spell.from.previous()),
                "so before the first day of {spell:?}"
            );
        }
        if let Some((last, _)) = spell.ends {
            assert!(spell.from <= last);
            assert!(on(last), "not so on the last day of {spell:?}");
            assert!(!on(last.next()), "so behind the last day of {spell:?}");
        }
    };
    spell(outlook.sure, |both| both.0);
    spell(outlook.optimistic, |both| both.1);
    if let Some((sure, may)) = outlook.sure.zip(outlook.optimistic) {
        assert!(may.from <= sure.from);
    }
    if outlook.sure.is_some() {
        assert!(outlook.optimistic.is_some());
    }
}

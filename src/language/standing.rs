//! How the language tests of a case stand on one day.

use crate::calendar::{Day, RecordedDate};
use crate::casefile::CaseFile;
use crate::finding::Reason;
use crate::law::{Ability, DatedKey, DesignatedTest, LanguageLevel, Law, ScoreStanding};
use crate::provenance::{Origin, Table};
use crate::records::{Fact, LanguageTest, Reject, Row, Score, TestName};

/// A test that is surely designated and valid on the day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValidTest {
    /// Which test.
    pub test: DesignatedTest,
    /// Its date.
    pub date: RecordedDate,
    /// The levels, in the order of [`Ability::ALL`].
    pub levels: [LanguageLevel; 4],
    /// Whether a level was stated instead of a score.
    pub as_stated: bool,
    /// The first day on which it is no longer valid.
    pub expires: Day,
    /// Where it stands.
    pub origin: Origin,
}

impl ValidTest {
    /// The level of the lowest ability.
    pub fn lowest(&self) -> LanguageLevel {
        self.levels
            .iter()
            .copied()
            .min()
            .unwrap_or(LanguageLevel::Below(0))
    }
}

/// All that the language tests of a case say on one day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LanguageRecord {
    /// The best valid test: highest lowest ability, then latest, then first in source order.
    pub best: Option<ValidTest>,
    /// Why a test that is not among the valid ones might be one, whatever its levels; empty if nothing is doubtful.
    pub doubts: Vec<Reason>,
    /// The level of the lowest ability in the best test of which only the date leaves open whether it is valid.
    pub perhaps: Option<LanguageLevel>,
    /// Of the tests of which it is doubtful whether they count, the first day on which none is valid any more, by the earliest reading.
    pub doubtful_until: Option<Day>,
    /// Whether some test is not a designated one.
    pub not_designated: bool,
    /// Whether some test that might count was taken when reissued TEF scores must be used.
    pub tef_reissued: bool,
}

impl LanguageRecord {
    /// Why a test that is not among the valid ones might be one and reach the threshold. A test that does not reach it matters to nobody,
    /// whether it is valid or not.
    pub fn doubts_at(&self, threshold: u8) -> impl Iterator<Item = Reason> + '_ {
        let reaches = self.perhaps.is_some_and(|level| level.reaches(threshold));
        let imprecise = reaches && !self.doubts.contains(&Reason::DateImprecise);
        let all = self.doubts.iter().copied();
        all.chain(imprecise.then_some(Reason::DateImprecise))
    }

    fn doubt(&mut self, reason: Reason) {
        if !self.doubts.contains(&reason) {
            self.doubts.push(reason);
        }
    }

    /// Takes in how one more row stands on the day; `surely`: its test is valid on it under both readings of its date.
    fn take(&mut self, standing: Standing, surely: bool, expires: Day) {
        match standing {
            Standing::NotDesignated => self.not_designated = true,
            Standing::Doubtful(reason) => {
                self.doubt(reason);
                if !surely {
                    self.doubt(Reason::DateImprecise);
                }
                self.doubtful_until = self.doubtful_until.max(Some(expires));
            }
            Standing::Valid(test) if surely => {
                let rank = |test: &ValidTest| (test.lowest().rank(), test.date.latest);
                let better = |best: &ValidTest| rank(best) < rank(&test);
                if self.best.as_ref().is_none_or(better) {
                    self.best = Some(test);
                }
            }
            Standing::Valid(test) => {
                let better = |best: LanguageLevel| best.rank() < test.lowest().rank();
                if self.perhaps.is_none_or(better) {
                    self.perhaps = Some(test.lowest());
                }
                self.doubtful_until = self.doubtful_until.max(Some(expires));
            }
        }
    }
}

/// How one row stands.
enum Standing {
    NotDesignated,
    Doubtful(Reason),
    Valid(ValidTest),
}

/// Validity of a test on a day, over the readings of its date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Validity {
    Surely,
    Perhaps,
    No,
}

/// Valid on day D: test date < D and D < test date + the edition's months.
fn validity(date: RecordedDate, day: Day, months: u32) -> Validity {
    let expires = date.earliest.plus_months(months);
    let expires_latest = if date.is_precise() {
        expires
    } else {
        date.latest.plus_months(months)
    };
    let valid = |on: Day, expires: Day| on < day && day < expires;
    match (
        valid(date.earliest, expires),
        valid(date.latest, expires_latest),
    ) {
        (true, true) => Validity::Surely,
        (false, false) if expires_latest <= day || day <= date.earliest => Validity::No,
        _ => Validity::Perhaps,
    }
}

/// The days on which the standing of the language tests of a case may change.
pub fn changes(case: &CaseFile, months: u32) -> impl Iterator<Item = Day> {
    let tests = case.language_tests.iter().map(|row| row.facts.test_date);
    let set_aside = case.set_aside.iter().filter_map(|row| match row.reject {
        Reject::DatedTest(date) => Some(date),
        Reject::NoApplicant | Reject::Unusable | Reject::Permit(_) => None,
    });
    tests
        .chain(set_aside)
        .flat_map(|date| {
            let latest = Some(date.latest).filter(|_| !date.is_precise());
            [date.earliest].into_iter().chain(latest)
        })
        .flat_map(move |on| [on.next(), on.plus_months(months)])
}

/// How the language tests of a case stand on a day; `months` is how long a test is valid.
pub fn stand_on(
    case: &CaseFile,
    table_missing: bool,
    day: Day,
    months: u32,
    law: &Law,
) -> LanguageRecord {
    let mut record = LanguageRecord::default();
    for row in &case.language_tests {
        let validity = validity(row.facts.test_date, day, months);
        if validity == Validity::No {
            continue;
        }
        let standing = standing(&row.facts, row.origin, months, law);
        let counts = !matches!(standing, Standing::NotDesignated);
        record.tef_reissued |= counts && is_tef_reissued(&row.facts, law);
        let expires = row.facts.test_date.earliest.plus_months(months);
        record.take(standing, validity == Validity::Surely, expires);
    }
    let set_aside = case
        .set_aside
        .iter()
        .filter(|row| row.table == Table::LanguageTests);
    let mut set_aside = set_aside.into_iter();
    if table_missing || set_aside.any(|row| might_count(row.reject, day, months)) {
        record.doubt(Reason::RecordSetAside);
    }
    record
}

/// Whether a row that was set aside might be a test that is valid on the day.
fn might_count(reject: Reject, day: Day, months: u32) -> bool {
    match reject {
        Reject::DatedTest(date) => validity(date, day, months) != Validity::No,
        Reject::NoApplicant | Reject::Unusable | Reject::Permit(_) => true,
    }
}

/// The rows that reasons are about, besides the best valid test: those in doubt, or not designated. `threshold`: what a test of which
/// only the date is in doubt must reach to matter ([`LanguageRecord::doubts_at`]).
pub(crate) fn rows_named_by(
    reasons: &[Reason],
    threshold: u8,
    case: &CaseFile,
    (day, months): (Day, u32),
    law: &Law,
) -> Vec<Origin> {
    let named = |row: &&Row<LanguageTest>| {
        let validity = validity(row.facts.test_date, day, months);
        if validity == Validity::No {
            return false;
        }
        match standing(&row.facts, row.origin, months, law) {
            Standing::NotDesignated => reasons.contains(&Reason::TestNotDesignated),
            Standing::Doubtful(reason) => reasons.contains(&reason),
            Standing::Valid(test) => {
                validity == Validity::Perhaps
                    && reasons.contains(&Reason::DateImprecise)
                    && test.lowest().reaches(threshold)
            }
        }
    };
    let read = case.language_tests.iter().filter(named);
    let set_aside = case.set_aside.iter().filter(|row| {
        row.table == Table::LanguageTests
            && reasons.contains(&Reason::RecordSetAside)
            && might_count(row.reject, day, months)
    });
    let read = read.map(|row| row.origin);
    read.chain(set_aside.map(|row| row.origin)).collect()
}

/// How a test stands on a day on which it is valid.
fn standing(test: &LanguageTest, origin: Origin, months: u32, law: &Law) -> Standing {
    let designated = match test.test {
        TestName::NotDesignated => return Standing::NotDesignated,
        TestName::Family(_) => return Standing::Doubtful(Reason::TestTypeUnknown),
        TestName::Designated(designated) => designated,
    };
    let (earliest, latest) = (test.test_date.earliest, test.test_date.latest);
    if designated == DesignatedTest::PteCore {
        let since = |on: Day| law.value(DatedKey::PteCoreDesignated, on).is_some();
        match (since(earliest), since(latest)) {
            (_, false) => return Standing::NotDesignated,
            (false, true) => return Standing::Doubtful(Reason::DateImprecise),
            (true, true) => {}
        }
    }
    if designated == DesignatedTest::TefCanada && is_other_scale(test) {
        return Standing::Doubtful(Reason::TefScoreScale);
    }
    let Some((levels, as_stated)) = levels(test, designated, earliest, law) else {
        return Standing::Doubtful(Reason::NoChartForDate);
    };
    let same_at_latest = earliest == latest
        || self::levels(test, designated, latest, law).is_some_and(|(other, _)| other == levels);
    if !same_at_latest {
        return Standing::Doubtful(Reason::DateImprecise);
    }
    Standing::Valid(ValidTest {
        test: designated,
        date: test.test_date,
        levels,
        as_stated,
        expires: earliest.plus_months(months),
        origin,
    })
}

/// Whether TEF scores are, or may be, on the scale that Express Entry does not use.
fn is_other_scale(test: &LanguageTest) -> bool {
    let beyond = |(ability, score): (Ability, Score)| match score {
        Score::Points(points) => {
            DesignatedTest::TefCanada.score_standing(ability, points) == ScoreStanding::OtherScale
        }
        Score::Level(_) => false,
    };
    matches!(test.scale_699, Fact::Known(true) | Fact::Unclear(_))
        || Ability::ALL.into_iter().zip(test.scores).any(beyond)
}

/// The levels by the chart of a day, and whether any was stated instead of a score; `None` without a chart.
fn levels(
    test: &LanguageTest,
    designated: DesignatedTest,
    on: Day,
    law: &Law,
) -> Option<([LanguageLevel; 4], bool)> {
    let chart = law.charts().chart(designated, on)?;
    let mut levels = [LanguageLevel::Below(0); 4];
    let mut as_stated = false;
    for ((slot, ability), score) in levels.iter_mut().zip(Ability::ALL).zip(test.scores) {
        *slot = match score {
            Score::Points(points) => chart.level(ability, points)?,
            Score::Level(level) => {
                as_stated = true;
                level
            }
        };
    }
    Some((levels, as_stated))
}

fn is_tef_reissued(test: &LanguageTest, law: &Law) -> bool {
    let within = |on: Day| {
        law.value(DatedKey::TefReissuedScores, on)
            .is_some_and(|value| value.value.is_some())
    };
    test.test == TestName::Designated(DesignatedTest::TefCanada)
        && (within(test.test_date.earliest) || within(test.test_date.latest))
}

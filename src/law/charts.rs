//! Language charts: which level (CLB or NCLC) a score of a designated test reaches, by the date of the test.

use crate::calendar::Day;
use std::fmt;

/// The four abilities, in the order of the input columns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ability {
    /// Listening (compréhension de l'oral).
    Listening,
    /// Reading (compréhension de l'écrit).
    Reading,
    /// Writing (expression écrite).
    Writing,
    /// Speaking (expression orale).
    Speaking,
}

impl Ability {
    /// All four, in the order of the input columns.
    pub const ALL: [Self; 4] = [
        Self::Listening,
        Self::Reading,
        Self::Writing,
        Self::Speaking,
    ];

    /// The name of the column.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Listening => "listening",
            Self::Reading => "reading",
            Self::Writing => "writing",
            Self::Speaking => "speaking",
        }
    }
}

/// A test designated under IRPR s. 74(3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DesignatedTest {
    /// IELTS General Training.
    IeltsGeneral,
    /// CELPIP-General.
    CelpipGeneral,
    /// PTE Core.
    PteCore,
    /// TEF Canada.
    TefCanada,
    /// TCF Canada.
    TcfCanada,
}

impl DesignatedTest {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::IeltsGeneral,
        Self::CelpipGeneral,
        Self::PteCore,
        Self::TefCanada,
        Self::TcfCanada,
    ];

    /// The canonical value of the `test` column, and the key of the charts.
    pub const fn id(self) -> &'static str {
        match self {
            Self::IeltsGeneral => "ielts_general",
            Self::CelpipGeneral => "celpip_general",
            Self::PteCore => "pte_core",
            Self::TefCanada => "tef_canada",
            Self::TcfCanada => "tcf_canada",
        }
    }

    /// The name that people use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::IeltsGeneral => "IELTS General Training",
            Self::CelpipGeneral => "CELPIP-General",
            Self::PteCore => "PTE Core",
            Self::TefCanada => "TEF Canada",
            Self::TcfCanada => "TCF Canada",
        }
    }

    /// The scale of levels: CLB for English tests, NCLC for French ones.
    pub const fn benchmark(self) -> &'static str {
        match self {
            Self::IeltsGeneral | Self::CelpipGeneral | Self::PteCore => "CLB",
            Self::TefCanada | Self::TcfCanada => "NCLC",
        }
    }

    /// Whether the test can give a score, in hundredths of a point, and on which scale.
    pub fn score_standing(self, ability: Ability, hundredths: u32) -> ScoreStanding {
        let (step, lowest, highest) = match (self, ability) {
            (Self::IeltsGeneral, _) => (50, 0, 900),
            (Self::CelpipGeneral, _) => (100, 0, 1_200),
            (Self::PteCore, _) => (100, 1_000, 9_000),
            (Self::TefCanada, Ability::Listening) => (100, 0, 36_000),
            (Self::TefCanada, Ability::Reading) => (100, 0, 30_000),
            (Self::TefCanada, _) => (100, 0, 45_000),
            (Self::TcfCanada, Ability::Listening | Ability::Reading) => (100, 0, 69_900),
            (Self::TcfCanada, _) => (100, 0, 2_000),
        };
        let in_steps = hundredths.is_multiple_of(step);
        if in_steps && lowest <= hundredths && hundredths <= highest {
            ScoreStanding::Possible
        } else if self == Self::TefCanada && in_steps && hundredths <= TEF_OTHER_SCALE {
            ScoreStanding::OtherScale
        } else {
            ScoreStanding::Impossible
        }
    }
}

/// The highest score of the TEF scale that Express Entry does not use, in hundredths.
const TEF_OTHER_SCALE: u32 = 69_900;

/// Whether a test can give a score.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ScoreStanding {
    /// On the scale that Express Entry uses.
    Possible,
    /// Possible only on the TEF's "Score / 699" scale, which Express Entry does not use.
    OtherScale,
    /// The test cannot give it.
    Impossible,
}

/// A CLB or NCLC level: of the chart, or below its lowest band.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LanguageLevel {
    /// Below the chart, whose lowest level is the number.
    Below(u8),
    /// This level.
    At(u8),
}

impl LanguageLevel {
    /// Its place among the levels of all tests: below a level is as far as the level under it.
    pub fn rank(self) -> u8 {
        match self {
            Self::Below(lowest) => lowest.saturating_sub(1),
            Self::At(level) => level,
        }
    }

    /// Whether it reaches a threshold.
    pub fn reaches(self, threshold: u8) -> bool {
        match self {
            Self::Below(_) => false,
            Self::At(level) => threshold <= level,
        }
    }
}

impl fmt::Display for LanguageLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Below(lowest) => write!(f, "<{lowest}"),
            Self::At(level) => write!(f, "{level}"),
        }
    }
}

#[derive(Debug)]
struct Band {
    test: DesignatedTest,
    from: Day,
    ability: Ability,
    level: u8,
    min_hundredths: u32,
}

/// The chart of one test, in force from a day until the next one of the test begins.
#[derive(Debug)]
pub struct Chart {
    test: DesignatedTest,
    from: Day,
    /// For each ability the lowest scores, ascending, each with the level it reaches.
    abilities: [Vec<(u32, u8)>; 4],
}

impl Chart {
    /// The level that a score (in hundredths) reaches; a score between bands takes the lower level.
    pub fn level(&self, ability: Ability, hundredths: u32) -> Option<LanguageLevel> {
        let [listening, reading, writing, speaking] = &self.abilities;
        let bands = match ability {
            Ability::Listening => listening,
            Ability::Reading => reading,
            Ability::Writing => writing,
            Ability::Speaking => speaking,
        };
        let above = bands.partition_point(|(lowest, _)| *lowest <= hundredths);
        let reached = above.checked_sub(1).and_then(|band| bands.get(band));
        match reached {
            Some((_, level)) => Some(LanguageLevel::At(*level)),
            None => bands.first().map(|(_, level)| LanguageLevel::Below(*level)),
        }
    }
}

/// All charts.
#[derive(Debug)]
pub struct Charts {
    bands: Vec<Band>,
    /// By test and first day.
    charts: Vec<Chart>,
}

impl Charts {
    /// Reads the table; `None` if it is malformed, or if a higher level does not ask for a higher score.
    pub(crate) fn parse(table: &str) -> Option<Self> {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let mut bands = Vec::new();
        for record in reader.records() {
            let record = record.ok()?;
            let test = record.get(0)?;
            let ability = record.get(3)?;
            bands.push(Band {
                test: DesignatedTest::ALL
                    .into_iter()
                    .find(|one| one.id() == test)?,
                from: Day::parse_iso(record.get(1)?)?,
                ability: Ability::ALL.into_iter().find(|one| one.name() == ability)?,
                level: record.get(4)?.parse().ok()?,
                min_hundredths: hundredths(record.get(5)?)?,
            });
        }
        let charts = charts(&bands)?;
        Some(Self { bands, charts })
    }

    /// The chart in force for a test on the day on which it was taken, if there is one.
    pub fn chart(&self, test: DesignatedTest, day: Day) -> Option<&Chart> {
        let mut of_test = self.charts.iter();
        of_test.rfind(|chart| chart.test == test && chart.from <= day)
    }

    /// The level that a score (in hundredths) reaches by the chart in force on the day of the test; `None` if there is no chart.
    pub fn level(
        &self,
        test: DesignatedTest,
        day: Day,
        ability: Ability,
        hundredths: u32,
    ) -> Option<LanguageLevel> {
        self.chart(test, day)?.level(ability, hundredths)
    }

    /// The lowest score of each level: (test, first day of the chart, ability, level, hundredths of a point).
    pub fn bands(&self) -> impl Iterator<Item = (DesignatedTest, Day, Ability, u8, u32)> + '_ {
        self.bands.iter().map(|band| {
            (
                band.test,
                band.from,
                band.ability,
                band.level,
                band.min_hundredths,
            )
        })
    }
}

/// The charts that bands make up; `None` if a higher level does not ask for a higher score.
fn charts(bands: &[Band]) -> Option<Vec<Chart>> {
    let mut keys: Vec<(DesignatedTest, Day)> =
        bands.iter().map(|one| (one.test, one.from)).collect();
    keys.sort_unstable();
    keys.dedup();
    let of = |(test, from): (DesignatedTest, Day)| {
        let abilities = Ability::ALL.map(|ability| {
            let its = bands
                .iter()
                .filter(|one| one.test == test && one.from == from && one.ability == ability);
            let mut its: Vec<(u32, u8)> = its.map(|one| (one.min_hundredths, one.level)).collect();
            its.sort_unstable();
            its
        });
        let rising = |its: &Vec<(u32, u8)>| {
            let levels = its.iter().map(|(_, level)| level);
            its.is_sorted_by(|a, b| a.0 < b.0) && levels.is_sorted()
        };
        abilities.iter().all(rising).then_some(Chart {
            test,
            from,
            abilities,
        })
    };
    keys.into_iter().map(of).collect()
}

fn hundredths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let whole: u32 = whole.parse().ok()?;
    let scale = match fraction.len() {
        1 => 10,
        2 => 1,
        _ => return None,
    };
    Some(whole * 100 + fraction.parse::<u32>().ok()? * scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    fn level(test: DesignatedTest, ability: Ability, hundredths: u32) -> String {
        let day = Day::from_ymd(2025, 1, 1).unwrap();
        Law::book()
            .charts()
            .level(test, day, ability, hundredths)
            .unwrap()
            .to_string()
    }

    #[test]
    fn the_traps_of_the_ielts_chart() {
        assert_eq!(
            level(DesignatedTest::IeltsGeneral, Ability::Listening, 700),
            "7"
        );
        assert_eq!(
            level(DesignatedTest::IeltsGeneral, Ability::Listening, 750),
            "8"
        );
        assert_eq!(
            level(DesignatedTest::IeltsGeneral, Ability::Reading, 400),
            "5"
        );
        assert_eq!(
            level(DesignatedTest::IeltsGeneral, Ability::Reading, 300),
            "<4"
        );
        assert_eq!(
            level(DesignatedTest::PteCore, Ability::Reading, 1_000),
            "<3"
        );
    }

    #[test]
    fn a_score_that_a_test_cannot_give_is_told_from_one_on_another_scale() {
        let tef =
            |points: u32| DesignatedTest::TefCanada.score_standing(Ability::Speaking, points * 100);
        assert_eq!(tef(450), ScoreStanding::Possible);
        assert_eq!(tef(451), ScoreStanding::OtherScale);
        assert_eq!(tef(700), ScoreStanding::Impossible);
        let ielts =
            |hundredths| DesignatedTest::IeltsGeneral.score_standing(Ability::Reading, hundredths);
        assert_eq!(ielts(650), ScoreStanding::Possible);
        assert_eq!(ielts(630), ScoreStanding::Impossible);
        let celpip = |points: u32| {
            DesignatedTest::CelpipGeneral.score_standing(Ability::Reading, points * 100)
        };
        assert_eq!(celpip(13), ScoreStanding::Impossible);
    }

    #[test]
    fn there_is_no_chart_before_its_first_day() {
        let day = |text| Day::parse_iso(text).unwrap();
        let charts = Law::book().charts();
        assert!(
            charts
                .chart(DesignatedTest::PteCore, day("2024-01-29"))
                .is_none()
        );
        assert!(
            charts
                .chart(DesignatedTest::PteCore, day("2024-01-30"))
                .is_some()
        );
        assert!(
            charts
                .chart(DesignatedTest::TcfCanada, day("2018-12-02"))
                .is_none()
        );
    }
}

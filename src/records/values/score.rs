//! Scores of language tests: points in hundredths, or a level stated instead.

use super::Content;
use super::text::fold;
use crate::law::{Ability, DesignatedTest, LanguageLevel, ScoreStanding};
use crate::records::{Score, TestName};
use std::borrow::Cow;

/// Why a cell gives no score.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScoreFault {
    /// The text was not understood.
    Unreadable,
    /// A number that the test cannot give.
    Impossible,
}

/// The lowest level that a chart has, below which CELPIP writes "M".
const CELPIP_LOWEST: u8 = 4;

/// The levels from which "or more" changes nothing for any class: the score is taken at its low end.
const OPEN_ENDED_FROM: u8 = 10;

/// The highest level of the benchmarks.
const HIGHEST_LEVEL: u8 = 12;

/// A score as it is written, before it is asked which test gave it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum WrittenScore {
    /// A level, stated as such.
    Level(LanguageLevel),
    /// Points in hundredths.
    Points(u32),
    /// So much or more, in points or as a level: what it means depends on the test.
    OrMore(u8),
    /// "M", which means something only for CELPIP.
    Minimal,
}

impl WrittenScore {
    /// What stands in a cell.
    pub(crate) fn of(content: &Content<'_>) -> Result<Self, ScoreFault> {
        let written = score_text(content).ok_or(ScoreFault::Unreadable)?;
        if let Some(level) = level_text(&written) {
            return Ok(Self::Level(level));
        }
        if matches!(&*written, "m" | "m (0-2)") {
            return Ok(Self::Minimal);
        }
        match written.strip_suffix('+') {
            Some(number) => or_more(number.trim()),
            None => points(&written).map(Self::Points),
        }
    }

    /// The score that it is for an ability of a test on the scale of `test`.
    pub(crate) fn of_test(
        self,
        test: DesignatedTest,
        ability: Ability,
    ) -> Result<Score, ScoreFault> {
        match (self, test) {
            (Self::Level(level), _) => Ok(Score::Level(level)),
            (Self::Points(points), _) => match test.score_standing(ability, points) {
                ScoreStanding::Possible | ScoreStanding::OtherScale => Ok(Score::Points(points)),
                ScoreStanding::Impossible => Err(ScoreFault::Impossible),
            },
            // CELPIP's own points, or a level where the test cannot give that many points; elsewhere it could be either.
            (Self::OrMore(level), DesignatedTest::CelpipGeneral) => {
                Ok(Score::Points(u32::from(level) * 100))
            }
            (Self::OrMore(level), DesignatedTest::IeltsGeneral) => {
                Ok(Score::Level(LanguageLevel::At(level)))
            }
            (Self::Minimal, DesignatedTest::CelpipGeneral) => {
                Ok(Score::Level(LanguageLevel::Below(CELPIP_LOWEST)))
            }
            (
                Self::OrMore(_),
                DesignatedTest::PteCore | DesignatedTest::TefCanada | DesignatedTest::TcfCanada,
            )
            | (Self::Minimal, _) => Err(ScoreFault::Unreadable),
        }
    }

    /// The score that it is for a test that is not designated: whatever it says, it is not judged.
    pub(crate) fn of_any(self) -> Option<Score> {
        match self {
            Self::Level(level) => Some(Score::Level(level)),
            Self::Points(points) => Some(Score::Points(points)),
            Self::OrMore(_) | Self::Minimal => None,
        }
    }
}

fn score_text<'a>(content: &'a Content<'_>) -> Option<Cow<'a, str>> {
    match content {
        Content::Text(text) if is_plain_number(text) => Some(Cow::Borrowed(text)),
        Content::Text(text) => Some(Cow::Owned(fold(text))),
        Content::Number(_) => Some(content.text()),
        Content::Blank | Content::Broken(_) | Content::Date(..) | Content::Bool(_) => None,
    }
}

/// Whether the text is such that folding changes nothing: nearly every score.
fn is_plain_number(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// `10+`.
fn or_more(number: &str) -> Result<WrittenScore, ScoreFault> {
    let level: u8 = number.parse().map_err(|_| ScoreFault::Unreadable)?;
    if (OPEN_ENDED_FROM..HIGHEST_LEVEL).contains(&level) {
        Ok(WrittenScore::OrMore(level))
    } else {
        Err(ScoreFault::Unreadable)
    }
}

/// `CLB 9`, `NCLC 7`, `CLB 10+`, `CLB <4`.
fn level_text(text: &str) -> Option<LanguageLevel> {
    let text = text.strip_prefix("niveau ").unwrap_or(text);
    let rest = ["clb", "nclc"]
        .iter()
        .find_map(|name| text.strip_prefix(name))?;
    let rest = rest.trim_start_matches([' ', ':', '-']);
    let rest = rest.strip_prefix("level").map_or(rest, str::trim_start);
    if let Some(lowest) = rest.strip_prefix('<') {
        let lowest = digits(lowest.trim())?;
        return (3..=4)
            .contains(&lowest)
            .then_some(LanguageLevel::Below(lowest));
    }
    let (level, open) = rest
        .strip_suffix('+')
        .map_or((rest, false), |level| (level.trim_end(), true));
    let level = digits(level)?;
    let good = (1..=HIGHEST_LEVEL).contains(&level) && (!open || level >= OPEN_ENDED_FROM);
    good.then_some(LanguageLevel::At(level))
}

fn digits(text: &str) -> Option<u8> {
    let all_digits = text.bytes().all(|b| b.is_ascii_digit());
    text.strip_suffix(".0")
        .unwrap_or(text)
        .parse()
        .ok()
        .filter(|_| all_digits || text.ends_with(".0"))
}

/// Points in hundredths: `7`, `7.0`, `6,5`. More than two decimals, or a negative number, is a score that no test gives.
fn points(text: &str) -> Result<u32, ScoreFault> {
    let (negative, number) = match text.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, text),
    };
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    // A comma before three digits may separate thousands.
    let thousands = number.contains(',') && fraction.len() > 2;
    if !digits(whole) || !digits(fraction) || thousands {
        return Err(ScoreFault::Unreadable);
    }
    let fraction = fraction.trim_end_matches('0');
    let scale = match fraction.len() {
        0 | 1 => 10,
        2 => 1,
        _ => return Err(ScoreFault::Impossible),
    };
    if negative {
        return Err(ScoreFault::Impossible);
    }
    let fraction: u32 = match fraction {
        "" => 0,
        digits => digits.parse().map_err(|_| ScoreFault::Impossible)?,
    };
    let whole: Option<u32> = whole.parse().ok();
    let hundredths = whole.and_then(|whole| whole.checked_mul(100)?.checked_add(fraction * scale));
    hundredths.ok_or(ScoreFault::Impossible)
}

/// The canonical text of a score, which reads back as the same score.
pub(crate) fn canonical_score(score: Score, test: TestName) -> String {
    match score {
        Score::Points(points) => match points % 100 {
            0 => (points / 100).to_string(),
            rest if rest % 10 == 0 => format!("{}.{}", points / 100, rest / 10),
            rest => format!("{}.{rest:02}", points / 100),
        },
        Score::Level(level) => {
            let scale = match test {
                TestName::Designated(test) | TestName::Family(test) => test.benchmark(),
                TestName::NotDesignated => "CLB",
            };
            format!("{scale} {level}")
        }
    }
}

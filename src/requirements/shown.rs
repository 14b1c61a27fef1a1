//! What a finding shows: figures and one sentence. They are kept as facts and become text where they are written.

use crate::calendar::Day;
use crate::finding::{Outcome, Reason};
use crate::law::{Hours, LanguageLevel};
use std::fmt;

/// A figure of a finding.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Figure {
    /// None.
    #[default]
    None,
    /// Hours.
    Hours(Hours),
    /// Hours without a known limit.
    Unlimited,
    /// A level that a test reaches.
    Level(LanguageLevel),
    /// A level that is required.
    Threshold(u8),
    /// A day.
    Day(Day),
    /// A word.
    Word(&'static str),
}

impl Figure {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Hours(hours) => hours.fmt(f),
            Self::Unlimited => f.write_str("unlimited"),
            Self::Level(level) => level.fmt(f),
            Self::Threshold(level) => level.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Word(word) => f.write_str(word),
        }
    }
}

/// One plain English sentence about a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Explanation {
    /// The sentence itself.
    Sentence(&'static str),
    /// What cannot be decided, and because of what.
    Because(&'static str, &'static str),
    /// About the hours.
    Hours(HoursExplained),
    /// About the best test.
    Language(LanguageExplained),
    /// The invitation was good until a day, on which or before which the application came, or not.
    Invitation {
        /// The last good day.
        last: Day,
        /// The day applied.
        applied: Day,
    },
}

/// What is said about the hours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoursExplained {
    /// What came out.
    pub outcome: Outcome,
    /// Hours that surely count.
    pub counted: Hours,
    /// Hours that count at most; `None` if unlimited.
    pub possible: Option<Hours>,
    /// Hours required.
    pub required: u32,
    /// The assessed day.
    pub day: Day,
    /// Why it is open.
    pub because: &'static str,
}

/// What is said about the best language test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LanguageExplained {
    /// What came out.
    pub outcome: Outcome,
    /// The name of the best valid test and the level of its lowest ability.
    pub best: Option<(&'static str, LanguageLevel)>,
    /// CLB or NCLC.
    pub unit: &'static str,
    /// The highest and the lowest level that may be required.
    pub required: (u8, u8),
    /// The assessed day.
    pub day: Day,
    /// Why it is open.
    pub because: &'static str,
}

impl Explanation {
    /// The requirement was left open for a reason.
    pub(crate) const fn open_for(reason: Reason) -> Self {
        Self::Because("This cannot be decided", reason.sentence())
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence(sentence) => f.write_str(sentence),
            Self::Because(what, why) => write!(f, "{what} because {why}."),
            Self::Hours(hours) => hours.fmt(f),
            Self::Language(language) => language.fmt(f),
            Self::Invitation { last, applied } => {
                let is = if applied <= last {
                    "is not later"
                } else {
                    "is later"
                };
                write!(
                    f,
                    "The invitation was good until {last}, and {applied} {is}."
                )
            }
        }
    }
}

impl fmt::Display for HoursExplained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            counted,
            required,
            day,
            because,
            ..
        } = self;
        let most = self.possible.as_ref();
        match (self.outcome, most) {
            (Outcome::Met, _) => write!(
                f,
                "The record shows {counted} hours of eligible work in the three years before {day}; {required} are required."
            ),
            (Outcome::NotMet, most) => {
                let most = most.cloned().map_or(Figure::Unlimited, Figure::Hours);
                write!(
                    f,
                    "The record shows {counted} hours of eligible work in the three years before {day}, and at most {most} even if every \
                     doubt is settled in the applicant's favour; {required} are required."
                )
            }
            (Outcome::Undetermined | Outcome::NotAssessed | Outcome::NotRequired, most) => {
                write!(
                    f,
                    "The record surely shows {counted} hours of eligible work in the three years before {day} and "
                )?;
                match most {
                    Some(most) => write!(f, "up to {most}")?,
                    None => f.write_str("possibly more, without a known limit,")?,
                }
                write!(
                    f,
                    " if the doubts are settled; {required} are required, and {because}."
                )
            }
        }
    }
}

impl LanguageExplained {
    fn write_found(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, unit) = (self.day, self.unit);
        match self.best {
            Some((test, LanguageLevel::At(level))) => write!(
                f,
                "The best test valid on {day} ({test}) gives {unit} {level} in its lowest ability"
            ),
            Some((test, LanguageLevel::Below(lowest))) => write!(
                f,
                "The best test valid on {day} ({test}) is below {unit} {lowest} in its lowest ability"
            ),
            None => write!(f, "No approved language test is surely valid on {day}"),
        }
    }
}

impl fmt::Display for LanguageExplained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, day, because) = (self.unit, self.day, self.because);
        let (required, lowest) = self.required;
        if self.outcome == Outcome::NotMet && self.best.is_none() {
            return write!(
                f,
                "No approved language test was valid on {day}; {unit} {required} is required."
            );
        }
        self.write_found(f)?;
        match self.outcome {
            Outcome::Met => write!(f, "; {unit} {required} is required."),
            Outcome::NotMet => write!(f, "; {unit} {lowest} is required at least."),
            Outcome::Undetermined | Outcome::NotAssessed | Outcome::NotRequired => {
                write!(f, ", and {because}; {unit} {required} may be required.")
            }
        }
    }
}

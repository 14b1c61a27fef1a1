//! Occupations: versions of the National Occupational Classification, levels, codes, and how a code stands.

use serde::Deserialize;
use std::fmt;

/// A version of the classification, by its year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(transparent)]
pub struct NocVersion(pub u16);

/// Skill type or level (NOC 2011 and 2016), or TEER category (NOC 2021).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(try_from = "String")]
pub enum Level {
    /// Skill type 0: management.
    Zero,
    /// Skill level A.
    A,
    /// Skill level B.
    B,
    /// Skill level C.
    C,
    /// Skill level D.
    D,
    /// TEER category 0 to 5.
    Teer(u8),
}

impl TryFrom<String> for Level {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::from_text(&text).ok_or_else(|| format!("unknown level {text}"))
    }
}

impl Level {
    /// The bit that stands for it in a set. TEER categories end at 5.
    const fn bit(self) -> u16 {
        match self {
            Self::Zero => 1,
            Self::A => 1 << 1,
            Self::B => 1 << 2,
            Self::C => 1 << 3,
            Self::D => 1 << 4,
            Self::Teer(n) => 1 << (5 + (n & 7)),
        }
    }

    pub(crate) fn from_text(text: &str) -> Option<Self> {
        match text {
            "0" => Some(Self::Zero),
            "A" => Some(Self::A),
            "B" => Some(Self::B),
            "C" => Some(Self::C),
            "D" => Some(Self::D),
            _ => text
                .strip_prefix("TEER ")
                .and_then(|n| n.parse().ok())
                .filter(|n| *n <= 5)
                .map(Self::Teer),
        }
    }
}

/// A set of levels, in the order in which they were listed.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(from = "Vec<Level>")]
pub struct Levels {
    listed: Vec<Level>,
    /// One bit for each.
    bits: u16,
}

impl From<Vec<Level>> for Levels {
    fn from(listed: Vec<Level>) -> Self {
        let bits = listed.iter().fold(0, |bits, level| bits | level.bit());
        Self { listed, bits }
    }
}

impl Levels {
    /// Whether a level is among them.
    pub const fn contains(&self, level: Level) -> bool {
        self.bits & level.bit() != 0
    }

    /// All of them.
    pub fn all(&self) -> &[Level] {
        &self.listed
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zero => f.write_str("0"),
            Self::A => f.write_str("A"),
            Self::B => f.write_str("B"),
            Self::C => f.write_str("C"),
            Self::D => f.write_str("D"),
            Self::Teer(n) => write!(f, "TEER {n}"),
        }
    }
}

/// A unit group: a code that exists in the table of its version.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NocCode {
    /// The version whose table holds it.
    pub version: NocVersion,
    /// Position of the system among the systems: codes of one system are one occupation when their numbers agree.
    pub(crate) system: u8,
    /// How many digits the version writes.
    pub(crate) digits: u8,
    /// The code as a number.
    pub(crate) number: u32,
    /// Where it stands in the table of its version.
    pub(crate) position: usize,
    /// Its skill level or TEER category there.
    pub(crate) level: Level,
}

impl fmt::Display for NocCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:0width$}",
            self.number,
            width = usize::from(self.digits)
        )
    }
}

/// One line of an occupation table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitGroup {
    /// The code as a number.
    pub number: u32,
    /// Title as Statistics Canada gives it.
    pub title: String,
    /// Skill level or TEER category.
    pub level: Level,
}

/// Which language bands an occupation may belong to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Bands {
    /// It may be of the upper band.
    pub upper: bool,
    /// It may be of the lower band.
    pub lower: bool,
}

impl Bands {
    /// Either band: nothing is settled.
    pub const EITHER: Self = Self {
        upper: true,
        lower: true,
    };
}

/// How an occupation stands under an edition.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Standing {
    /// `Some(true)` eligible, `Some(false)` not, `None` cannot be told without the duties.
    pub eligible: Option<bool>,
    /// The language bands of its eligible readings.
    pub bands: Bands,
    /// Whether the concordance was needed.
    pub by_concordance: bool,
    /// What tells occupations apart: the system and number after conversion where the conversion is unique.
    pub identity: (u8, u32),
}
